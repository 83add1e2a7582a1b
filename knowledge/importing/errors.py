"""What is wrong with a content file, said so that its writer can mend it."""

from dataclasses import dataclass
from pathlib import Path


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
