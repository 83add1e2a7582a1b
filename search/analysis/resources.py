"""Purpose: read the data files that ship beside the code.

Contract: plain UTF-8 text, one row a line, `#` starts a comment line; rows are stripped, empty ones skipped.
"""

from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).parent / "data"


def read_rows(name: str) -> Iterator[str]:
    """The rows of a data file without comments and blank lines."""
    with (DATA / name).open(encoding="utf-8") as lines:
        for line in lines:
            row = line.strip()
            if row and not row.startswith("#"):
                yield row


def read_words(name: str) -> frozenset[str]:
    """A data file that is a plain list of words, any number on a line."""
    return frozenset(word for row in read_rows(name) for word in row.split())
