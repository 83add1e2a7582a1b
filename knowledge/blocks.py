"""The step of a routine: a verb, who does it, when, how long, whom to call, and where it goes next."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from pages.blocks import NEVER_WRITE, TEXT_FEATURES
from pages.choices import contact_choices, profession_choices


class NextBlock(blocks.StructBlock):
    """Where a step leads: to another step, to another page, or to the end. No step is a dead end."""

    kind = blocks.ChoiceBlock(
        choices=[("step", _("another step")), ("page", _("another page")), ("done", _("done"))],
        default="step",
        label=_("Leads to"),
    )
    step = blocks.IntegerBlock(required=False, min_value=1, max_value=60, label=_("Step number"))
    page = blocks.PageChooserBlock(required=False, label=_("Page"))
    words = blocks.CharBlock(required=False, max_length=250, label=_("In words"))

    class Meta:
        icon = "arrow-right"
        label = _("Where next")


class StepBlock(blocks.StructBlock):
    """One step, in the order in which it is done."""

    heading = blocks.CharBlock(max_length=200, label=_("What to do"), help_text=_("Begin with a verb."))
    text = blocks.RichTextBlock(required=False, features=TEXT_FEATURES, label=_("How"), help_text=NEVER_WRITE)
    who = blocks.MultipleChoiceBlock(choices=profession_choices, label=_("Who does it"))
    when = blocks.CharBlock(required=False, max_length=200, label=_("When"))
    time_limit = blocks.CharBlock(required=False, max_length=120, label=_("Time limit"))
    call = blocks.MultipleChoiceBlock(required=False, choices=contact_choices, label=_("Whom to call"))
    warning = blocks.CharBlock(required=False, max_length=400, label=_("Warning"))
    forms = blocks.ListBlock(DocumentChooserBlock(label=_("Form or leaflet")), default=[], label=_("Forms"))
    next = blocks.ListBlock(NextBlock(), min_num=1, label=_("Where next"))

    class Meta:
        icon = "list-ol"
        label = _("Step")


class TimelineBlock(blocks.StructBlock):
    """A decision in the history of a policy."""

    date = blocks.DateBlock(label=_("Date"))
    text = blocks.CharBlock(max_length=300, label=_("What was decided"))

    class Meta:
        icon = "history"
        label = _("Decision")


class ExampleBlock(blocks.StructBlock):
    """An example from one service."""

    service = blocks.CharBlock(max_length=80, label=_("Service"))
    text = blocks.RichTextBlock(features=TEXT_FEATURES, label=_("Text"), help_text=NEVER_WRITE)

    class Meta:
        icon = "openquote"
        label = _("Example")
