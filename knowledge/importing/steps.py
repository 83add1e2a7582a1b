"""The numbered list of a routine file becomes steps: a bold first sentence, text, and labelled lines."""

import re
from dataclasses import dataclass, field

from markdown_it.token import Token

from knowledge.importing.errors import ContentError
from knowledge.importing.reader import Section

LABELS = {
    "vem": "who",
    "när": "when",
    "tid": "time_limit",
    "ring": "call",
    "varning": "warning",
    "blankett": "forms",
    "gå vidare": "next",
}
LABELLED = re.compile(r"^(Vem|När|Tid|Ring|Varning|Blankett|Gå vidare)\s*:\s*(.+)$", re.IGNORECASE | re.DOTALL)
STEP = re.compile(r"^steg\s+(\d+)\b[,:]?\s*(.*)$", re.IGNORECASE)
DONE = re.compile(r"^klart\b[.:,]?\s*(.*)$", re.IGNORECASE)
PAGE = re.compile(r"^([a-z0-9][a-z0-9-]+)\b[,:]?\s*(.*)$")


@dataclass(slots=True)
class Next:
    """Where a step leads: kind step, page or done."""

    kind: str
    target: str = ""
    words: str = ""


@dataclass(slots=True)
class Step:
    """A step as it stands in the file; codes are not looked up yet."""

    line: int
    heading: str
    tokens: list[Token]
    who: list[str] = field(default_factory=list)
    when: str = ""
    time_limit: str = ""
    call: list[str] = field(default_factory=list)
    warning: str = ""
    forms: list[str] = field(default_factory=list)
    next: list[Next] = field(default_factory=list)


def read_steps(section: Section) -> list[Step]:
    """The steps of the section ”Gör så här”; raises ContentError with the line for what is missing or unknown."""
    tokens = section.tokens
    if not tokens or tokens[0].type != "ordered_list_open" or tokens[-1].type != "ordered_list_close":
        raise ContentError("under ”Gör så här” ska det stå en numrerad lista och inget annat", section.line)
    steps = [_read_step(item) for item in _items(tokens[1:-1])]
    for step in steps:
        for leads in step.next:
            if leads.kind == "step" and not 1 <= int(leads.target) <= len(steps):
                raise ContentError(f"steg {leads.target} finns inte", step.line)
    return steps


def _items(tokens: list[Token]) -> list[list[Token]]:
    """The list items of the outermost level, each without its own opening and closing."""
    items: list[list[Token]] = []
    depth = 0
    for token in tokens:
        if token.type == "list_item_open":
            depth += 1
            if depth == 1:
                items.append([])
                # The opening tells the line.
                items[-1].append(token)
                continue
        if token.type == "list_item_close":
            depth -= 1
            if depth == 0:
                continue
        if depth:
            items[-1].append(token)
    return items


def _read_step(item: list[Token]) -> Step:
    line = item[0].map[0] if item[0].map else 1
    heading, tokens = _heading(item[1:], line)
    tokens, labelled = _split_labels(tokens)
    step = Step(line, heading, tokens)
    for label, value, at in labelled:
        _set(step, LABELS[label], value, at)
    if not step.who:
        raise ContentError("steget saknar ”Vem:”", line)
    if not step.next:
        raise ContentError("steget saknar ”Gå vidare:”", line)
    return step


def _heading(tokens: list[Token], line: int) -> tuple[str, list[Token]]:
    """The bold sentence that a step begins with, and the tokens without it."""
    inline = tokens[1] if len(tokens) > 1 and tokens[1].type == "inline" else None
    children = list(inline.children or []) if inline else []
    # markdown-it may put an empty text before the first strong.
    while children and children[0].type == "text" and not children[0].content:
        children.pop(0)
    if inline is None or not children or children[0].type != "strong_open":
        raise ContentError("steget börjar inte med en mening i fetstil", line)
    end = next(number for number, child in enumerate(children) if child.type == "strong_close")
    heading = "".join(child.content for child in children[1:end]).strip()
    rest = children[end + 1 :]
    if rest and rest[0].type == "text":
        rest[0].content = rest[0].content.lstrip()
    while rest and (rest[0].type in {"softbreak", "hardbreak"} or (rest[0].type == "text" and not rest[0].content)):
        rest.pop(0)
    inline.children = rest
    return heading, tokens if rest else tokens[3:]


def _split_labels(tokens: list[Token]) -> tuple[list[Token], list[tuple[str, str, int]]]:
    """Take the list of labelled lines, the last list of the step, out of its text."""
    starts = [
        n for n, token in enumerate(tokens) if token.type == "bullet_list_open" and token.level == tokens[0].level
    ]
    for start in reversed(starts):
        end = next(
            n
            for n in range(start, len(tokens))
            if tokens[n].type == "bullet_list_close" and tokens[n].level == tokens[start].level
        )
        labelled = []
        for item in _items(tokens[start + 1 : end]):
            inline = next((token for token in item if token.type == "inline"), None)
            match = LABELLED.match(inline.content.strip()) if inline else None
            if not match:
                break
            labelled.append((match[1].lower(), " ".join(match[2].split()), item[0].map[0] if item[0].map else 1))
        else:
            return tokens[:start] + tokens[end + 1 :], labelled
    return tokens, []


def _set(step: Step, name: str, value: str, line: int) -> None:
    if name in {"who", "call", "forms"}:
        setattr(step, name, [code.strip() for code in re.split(r"[,;]", value.rstrip(".")) if code.strip()])
    elif name == "next":
        step.next.append(_read_next(value, line))
    else:
        setattr(step, name, value)


def _read_next(value: str, line: int) -> Next:
    if match := STEP.match(value):
        return Next("step", match[1], match[2].strip())
    if match := DONE.match(value):
        return Next("done", "", match[1].strip())
    if match := PAGE.match(value):
        return Next("page", match[1], match[2].strip())
    raise ContentError(f"”Gå vidare: {value}” är varken steg N, en sidas id eller klart", line)
