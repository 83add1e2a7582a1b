"""The states and kinds of knowledge pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReviewState(models.TextChoices):
    """Where a page stands with its review; derived from dates, never stored (architecture, rule 4)."""

    OK = "ok", _("reviewed")
    TIMELESS = "timeless", _("does not age")
    DUE = "due", _("review is due soon")
    OVERDUE = "overdue", _("review is overdue")
    LONG_OVERDUE = "long_overdue", _("review is long overdue")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Retention(models.TextChoices):
    """What the archive law's plan says of the document (arkivlagen 1990:782)."""

    KEEP = "keep", _("is kept")
    DISCARD = "discard", _("may be discarded")


class Scope(models.TextChoices):
    """For whom a routine is in force."""

    ALL = "all", _("all centres")
    CENTRES = "centres", _("named centres")
    ORGANISATIONS = "organisations", _("organisations without a centre")


class Level(models.TextChoices):
    """Support for everybody, or for one family when needed."""

    GENERAL = "general", _("general")
    INDIVIDUAL = "individual", _("individual")
    BOTH = "both", _("general and individual")


class Strength(models.TextChoices):
    """How much a source carries."""

    LAW = "law", _("law or regulation")
    NATIONAL = "national", _("national guidance")
    RESEARCH = "research", _("research")
    EXPERIENCE = "experience", _("proven experience")
    LOCAL = "local", _("local decision")


class ChangeKind(models.TextChoices):
    """What a publication means to readers: a small change raises M of version N.M, a significant one N."""

    SMALL = "small", _("small change")
    SIGNIFICANT = "significant", _("significant change")
