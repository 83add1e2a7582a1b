"""Rich text and streams as HTML, their links as placeholders (pages.rendering)."""

from typing import Any

from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import StreamValue
from wagtail.rich_text import expand_db_html


def rich(text: str) -> SafeString:
    """Rich text as HTML; Wagtail's editor and our importer let only known tags in."""
    return mark_safe(expand_db_html(text) if text else "")  # noqa: S308 - see above


def stream(value: StreamValue) -> list[dict[str, Any]]:
    """The blocks of a body: text, notices and pictures."""
    shown: list[dict[str, Any]] = []
    for child in value:
        if child.block_type == "text":
            shown.append({"type": "text", "html": rich(child.value.source)})
        elif child.block_type == "notice":
            shown.append({"type": "notice", "kind": child.value["kind"], "html": rich(child.value["text"].source)})
        elif child.block_type == "image" and child.value:
            shown.append({"type": "image", "image": child.value})
    return shown
