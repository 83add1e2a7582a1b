"""What a file is by its content: an uploaded document must be what its name says.

Only the outer form is looked at (signature, names in the archive, decodable text): nothing is unpacked and nothing is run.
Signatures: ISO 32000 for PDF, ECMA-376 part 2 for Word, Excel and PowerPoint, OASIS OpenDocument 1.3 part 2 for the
`mimetype` entry.
"""

import zipfile
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

OFFICE = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
OPEN_DOCUMENT = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
    "odp": b"application/vnd.oasis.opendocument.presentation",
}
# Readers accept a PDF whose signature comes a little late.
HEAD = 1024
LONGEST_MIMETYPE = 100


def check_document(file: IO[bytes], name: str) -> None:
    """Raise ValidationError when a document's content is not what the ending of its name says; the file is rewound."""
    ending = name.rsplit(".", 1)[-1].lower()
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    try:
        right = bool(head) and _is(ending, head, file)
    finally:
        file.seek(0)
    if not head:
        raise ValidationError(_("The file is empty."), code="empty_file")
    if not right:
        raise ValidationError(
            _(
                "The name says %(ending)s, but the content is something else or broken. Open the file in the program it "
                "was made with, save it again and upload that."
            ),
            code="wrong_content",
            params={"ending": ending},
        )


def _is(ending: str, head: bytes, file: IO[bytes]) -> bool:
    if ending == "pdf":
        return b"%PDF-" in head
    if ending in OFFICE or ending in OPEN_DOCUMENT:
        return _is_archive(ending, file)
    # Plain text in any of the encodings that Excel and Notepad write.
    return b"\0" not in head or head[:2] in (b"\xff\xfe", b"\xfe\xff")


def _is_archive(ending: str, file: IO[bytes]) -> bool:
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if ending in OFFICE:
                return "[Content_Types].xml" in names and any(name.startswith(OFFICE[ending]) for name in names)
            with archive.open("mimetype") as entry:
                return entry.read(LONGEST_MIMETYPE).strip() == OPEN_DOCUMENT[ending]
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, RuntimeError, NotImplementedError, ValueError):
        return False
