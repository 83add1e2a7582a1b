"""Each field where words can be written says what never to write there; no model or block has to remember it (decision 0009).

Models and blocks keep their own help texts, and their migrations: the sentence is added where Wagtail makes form fields of
model fields, and to the blocks when the site starts.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.functional import lazy
from wagtail import blocks
from wagtail.admin import widgets
from wagtail.admin.forms.models import register_form_field_override
from wagtail.fields import RichTextField, StreamField

from pages.blocks import NEVER_WRITE

# What is typed there is an address, a number or a code by its format.
NO_WORDS = (models.EmailField, models.URLField, models.UUIDField)
WORD_BLOCKS = (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock)


def _and_never(help_text: Any) -> str:
    own, never = str(help_text or "").strip(), str(NEVER_WRITE)
    if never in own:
        return own
    stop = "" if not own or own.endswith((".", "!", "?", ":")) else "."
    return f"{own}{stop} {never}".strip()


# Lazy: the language is that of whoever sees the form.
reminded = lazy(_and_never, str)


def _override(**more: Any) -> Any:
    def of(field: models.Field[Any, Any]) -> dict[str, Any]:
        if field.choices or isinstance(field, NO_WORDS):
            return dict(more)
        return {**more, "help_text": reminded(field.help_text)}

    return of


def blocks_of_words(block: blocks.Block) -> Iterator[blocks.Block]:
    """The blocks below one where words can be written."""
    if isinstance(block, WORD_BLOCKS):
        yield block
    for child in getattr(block, "child_blocks", {}).values():
        yield from blocks_of_words(child)
    if isinstance(block, blocks.ListBlock):
        yield from blocks_of_words(block.child_block)


def _remind(block: blocks.Block) -> None:
    """Before a block makes its form field: rich text asks for widgets, which are not known while the site starts."""
    if isinstance(block, blocks.CharBlock):
        block.field.help_text = reminded(block.field.help_text)
    else:
        block.field_options["help_text"] = reminded(block.field_options["help_text"])


def connect() -> None:
    """Called once, when all models are known."""
    register_form_field_override(models.CharField, override=_override())
    register_form_field_override(models.SlugField, override=_override(widget=widgets.SlugInput))
    text = _override(widget=widgets.AdminAutoHeightTextInput)
    register_form_field_override(models.TextField, override=text, exact_class=True)
    register_form_field_override(RichTextField, override=_override())
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, StreamField):
                for block in blocks_of_words(field.stream_block):
                    _remind(block)
