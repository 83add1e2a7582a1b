"""Reads a content file: YAML front matter, then Markdown under headings of the second level. Knows no page types."""

import hashlib
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge.importing.errors import ContentError

LARGEST_FILE = 500_000
# libyaml where the wheel has it: ten times as fast.
SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FENCE = "---"
DEEPEST = 20
# What no database takes; YAML writes them as escapes that no look at the file shows.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

markdown = MarkdownIt("commonmark", {"html": False})


@dataclass(slots=True)
class Section:
    """The Markdown below one heading of the second level; the part before the first has the heading ""."""

    heading: str
    line: int
    tokens: list[Token] = field(default_factory=list)
    # What a kind has made of the tokens, kept here because making it takes them apart.
    steps: Any = None


@dataclass(slots=True)
class ContentFile:
    """A parsed file. `lines` tells at which line each key of the front matter stands."""

    path: Path
    meta: dict[str, Any]
    lines: dict[str, int]
    sections: dict[str, Section]
    checksum: str

    @property
    def id(self) -> str:
        """The stable id of the content."""
        return str(self.meta["id"])

    def line_of(self, key: str) -> int:
        """The line of a key of the front matter, the first line for one that is absent."""
        return self.lines.get(key, 1)


def read_bytes(path: Path, largest: int) -> bytes:
    """What a file holds; raises ContentError for what is no file, cannot be read or is too large."""
    try:
        found = path.stat()
        # A pipe would be waited for and a device read for ever.
        if not stat.S_ISREG(found.st_mode):
            raise ContentError(f"{path.name} är ingen vanlig fil")
        if found.st_size > largest:
            raise ContentError(f"filen är större än {largest} byte")
        return path.read_bytes()
    except OSError as error:
        raise ContentError(f"filen går inte att läsa: {error.strerror}") from error


def read_text(path: Path) -> str:
    """The file as text; raises ContentError for what cannot be read, is too large, not UTF-8, or holds NUL."""
    data = read_bytes(path, LARGEST_FILE)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ContentError("filen är inte skriven i UTF-8", line) from error
    if "\x00" in text:
        raise ContentError("filen innehåller ett NUL-tecken", text[: text.index("\x00")].count("\n") + 1)
    return text


def read_yaml(text: str, first_line: int = 1) -> tuple[Any, dict[str, int]]:
    """The value of a YAML text, and at which line each top-level key or list item stands (keys "0", "1" … for a list)."""
    try:
        _refuse_traps(text, first_line)
        loader = SafeLoader(text)
        try:
            node = loader.get_single_node()
            value = loader.construct_document(node) if node is not None else None
        finally:
            loader.dispose()
    except ContentError:
        raise
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = (mark.line if mark else 0) + first_line
        raise ContentError(f"YAML går inte att läsa: {getattr(error, 'problem', error)}", line) from error
    lines: dict[str, int] = {}
    if isinstance(node, yaml.MappingNode):
        for key, _value in node.value:
            if key.value in lines:
                raise ContentError(f"nyckeln {key.value} står två gånger", key.start_mark.line + first_line)
            lines[key.value] = key.start_mark.line + first_line
    elif isinstance(node, yaml.SequenceNode):
        lines = {str(number): item.start_mark.line + first_line for number, item in enumerate(node.value)}
    return value, lines


def _refuse_traps(text: str, first_line: int) -> None:
    """A few lines of aliases of aliases stand for gigabytes once somebody prints them; brackets in thousands end the process."""
    depth = 0
    for event in yaml.parse(text, Loader=SafeLoader):
        line = (event.start_mark.line if event.start_mark else 0) + first_line
        if isinstance(event, yaml.AliasEvent):
            raise ContentError("alias (*) tas inte emot i YAML", line)
        if isinstance(event, yaml.ScalarEvent) and UNSTORABLE.search(event.value):
            raise ContentError("texten innehåller ett tecken som inte kan sparas (NUL eller ett halvt tecken)", line)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise ContentError("YAML går inte att läsa: för många nivåer", line)


def read_page(path: Path) -> ContentFile:
    """Parse a page file; raises ContentError with the line for whatever is wrong with its form."""
    text = read_text(path)
    rows = text.splitlines()
    if not rows or rows[0].strip() != FENCE:
        raise ContentError("filen börjar inte med --- och nycklar")
    try:
        end = next(number for number, row in enumerate(rows[1:], start=1) if row.strip() == FENCE)
    except StopIteration:
        raise ContentError("nycklarna avslutas inte med ---") from None
    meta, lines = read_yaml("\n".join(rows[1:end]), first_line=2)
    if not isinstance(meta, dict):
        raise ContentError("mellan --- och --- ska det stå nycklar och värden", 2)
    sections = _sections("\n".join(rows[end + 1 :]), first_line=end + 2)
    checksum = hashlib.sha256(text.encode()).hexdigest()
    return ContentFile(path, {str(key): value for key, value in meta.items()}, lines, sections, checksum)


def _sections(body: str, first_line: int) -> dict[str, Section]:
    sections = {"": Section("", first_line)}
    current = sections[""]
    tokens = markdown.parse(body)
    _shift(tokens, first_line)
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if token.type == "heading_open" and token.tag == "h2":
            heading = tokens[position + 1].content.strip()
            line = token.map[0] if token.map else first_line
            if heading in sections:
                raise ContentError(f"rubriken ”{heading}” står två gånger", line)
            current = sections[heading] = Section(heading, line)
            position += 3
            continue
        current.tokens.append(token)
        position += 1
    return sections


def _shift(tokens: list[Token], by: int) -> None:
    """Turn markdown-it's line numbers, counted from the body's first line, into lines of the file."""
    for token in tokens:
        if token.map:
            token.map = [token.map[0] + by, token.map[1] + by]
