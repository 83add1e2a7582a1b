"""Blocks that several page types share. Codes, not rows, are stored where a vocabulary is chosen (decision B)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from pages.choices import area_choices
from pages.opening_hours import validate_hours

TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]
BODY_FEATURES = ["h2", "h3", "h4", *TEXT_FEATURES]
NEVER_WRITE = _("Never write anything about children or families.")

WEEKDAYS = [
    (1, _("Monday")),
    (2, _("Tuesday")),
    (3, _("Wednesday")),
    (4, _("Thursday")),
    (5, _("Friday")),
    (6, _("Saturday")),
    (7, _("Sunday")),
]


class ClockBlock(blocks.RegexBlock):
    """A time of day as text, 00:00 to 24:00, so that an interval may end at midnight."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("regex", r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$")
        kwargs.setdefault("error_messages", {"invalid": _("Write the time as 08:00.")})
        super().__init__(**kwargs)


class IntegerMultipleChoiceBlock(blocks.MultipleChoiceBlock):
    """Several choices whose values are numbers."""

    def clean(self, value: Any) -> Any:
        """The chosen values as numbers."""
        return [int(each) for each in super().clean(value)]

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Any:
        """The chosen values of a form as numbers; what is no number is left for `clean` to refuse."""
        values = super().value_from_datadict(data, files, prefix)
        return [int(each) if str(each).isdecimal() else each for each in values or []]


class HoursBlock(blocks.StructBlock):
    """The same hours on one or several weekdays (1 = Monday)."""

    days = IntegerMultipleChoiceBlock(choices=WEEKDAYS, label=_("Days"))
    opens = ClockBlock(label=_("From"))
    closes = ClockBlock(label=_("To"))

    class Meta:
        icon = "time"
        label = _("Hours")

    def clean(self, value: Any) -> Any:
        """Refuses hours that make no sense, in the words of opening_hours."""
        cleaned = super().clean(value)
        try:
            validate_hours([{"days": cleaned["days"], "from": cleaned["opens"], "to": cleaned["closes"]}])
        except ValidationError as error:
            raise blocks.StructBlockValidationError(block_errors={"opens": error}) from error
        return cleaned


class ExceptionBlock(blocks.StructBlock):
    """A day with other hours than usual, or closed."""

    date = blocks.DateBlock(label=_("Date"))
    closed = blocks.BooleanBlock(required=False, label=_("Closed all day"))
    opens = ClockBlock(required=False, label=_("From"))
    closes = ClockBlock(required=False, label=_("To"))
    note = blocks.CharBlock(required=False, max_length=120, label=_("Reason"))

    class Meta:
        icon = "date"
        label = _("Exception")


class NumberBlock(blocks.StructBlock):
    """One telephone number, for one area or for all, with its hours (none = always)."""

    area = blocks.ChoiceBlock(choices=area_choices, required=False, label=_("Area"))
    number = blocks.CharBlock(max_length=30, label=_("Telephone number"))
    hours = blocks.ListBlock(HoursBlock(), default=[], label=_("Hours"))
    note = blocks.CharBlock(required=False, max_length=200, label=_("Note"))

    class Meta:
        icon = "mobile-alt"
        label = _("Number")


class NoticeBlock(blocks.StructBlock):
    """A passage that is set apart."""

    kind = blocks.ChoiceBlock(
        choices=[("info", _("Good to know")), ("warning", _("Warning"))], default="info", label=_("Kind")
    )
    text = blocks.RichTextBlock(features=TEXT_FEATURES, label=_("Text"), help_text=NEVER_WRITE)

    class Meta:
        icon = "warning"
        label = _("Notice")


class BodyBlock(blocks.StreamBlock):
    """Running text of plain pages."""

    text = blocks.RichTextBlock(features=BODY_FEATURES, label=_("Text"), help_text=NEVER_WRITE)
    notice = NoticeBlock()
    image = ImageBlock(label=_("Picture"))

    class Meta:
        required = False
