"""What is wrong with a content file, said so that its writer can mend it."""

import logging
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError

logger = logging.getLogger(__name__)
OURS = Path(__file__).resolve().parents[1]


class ContentError(ValueError):
    """A fault in a content file, with the line where it shows."""

    def __init__(self, reason: str, line: int = 1) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault with its file: what a run of the loader reports."""

    path: Path
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.reason}"


def attempt(
    act: Callable[[], object], path: Path, problems: list[Problem], lines: Mapping[str, int] | None = None
) -> bool:
    """Do something with one file; what goes wrong becomes a problem of that file, and False. `lines`: of its keys.

    Whatever the file holds, the files after it are to be loaded: so nothing is let through but the end of the process.
    """
    try:
        act()
    except ContentError as error:
        problems.append(Problem(path, error.line, error.reason))
    except ValidationError as error:
        problems.append(Problem(path, _line(error, lines or {}), said(error)))
    except Exception as error:  # noqa: BLE001 - see above
        # The words of the error may hold what the file holds, and so a personal number: its kind and place say enough.
        where = _where(error)
        logger.warning("Unexpected %s in %s", type(error).__name__, where)
        problems.append(Problem(path, 1, f"oväntat fel: {type(error).__name__} i {where}"))
    else:
        return True
    return False


def _line(error: ValidationError, lines: Mapping[str, int]) -> int:
    """The line of the first faulty field that has one; an address is made of the title where none is stated."""
    names = list(getattr(error, "error_dict", ()))
    names += ["title"] if "slug" in names else []
    return next((lines[name] for name in names if name in lines), 1)


def said(error: ValidationError) -> str:
    """What is wrong with which field, on one line."""
    if hasattr(error, "message_dict"):
        return "; ".join(f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items())
    return "; ".join(error.messages)


def _where(error: Exception) -> str:
    """The last line of ours that the error passed."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(OURS)]
    return f"{Path(frames[-1].filename).relative_to(OURS.parent)} rad {frames[-1].lineno}"
