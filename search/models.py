"""What the search keeps: a row for each findable thing, its text and tokens, corpus statistics, words of editors and readers.

The row that a query joins (IndexEntry) is narrow and its text (IndexText) stands beside it: twenty thousand narrow rows
fit in a few megabytes, so that visibility and totals are asked without reading any text. Path, restrictions and state are
never copied: they are read from the page at the moment of asking (architecture, decision F).
"""

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.models import Page

from search.analysis import SynonymRow

LONGEST_KEY = 200


class FacetSet(models.Model):
    """One combination of facet codes, its key the hash of its content: a row never changes, so a process may keep it.

    Counting the facets of ten thousand hits is then counting how often each combination occurs.
    """

    id = models.BigIntegerField(primary_key=True)
    codes = models.JSONField()

    class Meta:
        verbose_name = _("facet combination")
        verbose_name_plural = _("facet combinations")

    def __str__(self) -> str:
        return str(self.codes)


class IndexEntry(models.Model):
    """A findable thing in one language. `page` decides who may see it; without one every signed-in reader may.

    `source` names the object it was made of ("pages.term:12"). For suggestions `plain_title` is the title in lower case
    without diacritics, and `plain_terms` the search words, each between two bars. `generation` is the state of the index
    (IndexState) that wrote the entry.
    """

    key = models.CharField(max_length=LONGEST_KEY, unique=True)
    source = models.CharField(max_length=LONGEST_KEY, db_index=True)
    page = models.ForeignKey(Page, models.CASCADE, null=True, blank=True, related_name="index_entries")
    language = models.CharField(max_length=16)
    kind = models.CharField(max_length=40)
    facet_set = models.ForeignKey(FacetSet, models.PROTECT, related_name="entries")
    is_acute = models.BooleanField(default=False)
    day = models.DateField(null=True, blank=True)
    lexicon = models.PositiveIntegerField()
    generation = models.BigIntegerField(default=0)
    updated = models.DateTimeField(auto_now=True)
    title = models.CharField(max_length=300)
    plain_title = models.CharField(max_length=300)
    plain_terms = models.TextField(blank=True)
    url = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("language", "generation"), name="what_has_come_since")
        ]

    def __str__(self) -> str:
        return self.title


class IndexText(models.Model):
    """The text of an entry as it is shown, a paragraph a line, and its tokens as the scorer reads them (documents.py)."""

    entry = models.OneToOneField(IndexEntry, models.CASCADE, primary_key=True, related_name="text")
    lead = models.TextField(blank=True)
    terms = models.TextField(blank=True)
    headings = models.TextField(blank=True)
    body = models.TextField(blank=True)
    tokens = models.TextField()

    class Meta:
        verbose_name = _("text of a search entry")
        verbose_name_plural = _("texts of search entries")

    def __str__(self) -> str:
        return str(self.entry_id)


class IndexTerm(models.Model):
    """In how many entries of a language an element occurs; for a key also the shortest word that has it.

    An element is a letter and a token: f a key, p a part, g a folded form (documents.py). The statistics of the ranking
    come from here, never from an engine.
    """

    language = models.CharField(max_length=16)
    term = models.CharField(max_length=100)
    df = models.IntegerField()
    word = models.CharField(max_length=100, blank=True)

    class Meta:
        verbose_name = _("term of the index")
        verbose_name_plural = _("terms of the index")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("language", "term"), name="one_row_per_term_and_language")
        ]

    def __str__(self) -> str:
        return self.term


class IndexState(models.Model):
    """The size of the corpus of a language, and a number that grows with each change of it; `lineage` holds the last ones.

    A process that knows a number of the lineage need only read what has come since.

    Whoever writes to the index holds this row's lock, so that the statistics of concurrent writers add up.
    """

    language = models.CharField(max_length=16, unique=True)
    documents = models.IntegerField(default=0)
    title_length = models.BigIntegerField(default=0)
    lead_length = models.BigIntegerField(default=0)
    body_length = models.BigIntegerField(default=0)
    generation = models.BigIntegerField(default=0)
    lineage = models.TextField(blank=True)

    class Meta:
        verbose_name = _("state of the index")
        verbose_name_plural = _("states of the index")

    def __str__(self) -> str:
        return self.language


class QueryLog(models.Model):
    """How often words were searched on a day and what they found; no person, digits masked, kept thirteen months."""

    day = models.DateField(default=date.today)
    language = models.CharField(max_length=16)
    words = models.CharField(max_length=200)
    times = models.PositiveIntegerField(default=0)
    results = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("logged search")
        verbose_name_plural = _("logged searches")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("day", "language", "words"), name="one_row_per_day_and_words")
        ]

    def __str__(self) -> str:
        return self.words


class SynonymGroup(models.Model):
    """Words that find each other, kept by editors; in force at the next search, without a new index."""

    class Direction(models.TextChoices):
        """Whether the targets find the words too."""

        BOTH = "both", _("all words find each other")
        ONE_WAY = "one-way", _("the words find the targets, not the reverse")

    language = models.CharField(_("language"), max_length=16, default="sv")
    words = models.TextField(_("words"), max_length=1000, help_text=_("One word or expression on each line."))
    direction = models.CharField(_("direction"), max_length=8, choices=Direction.choices, default=Direction.BOTH)
    targets = models.TextField(
        _("targets"), max_length=1000, blank=True, help_text=_("Only for one direction: what the words shall find.")
    )
    note = models.CharField(_("note"), max_length=250, blank=True, help_text=_("Why the group exists; for editors."))
    active = models.BooleanField(_("in use"), default=True)
    updated = models.DateTimeField(auto_now=True)

    panels: ClassVar[list[Panel]] = [
        FieldPanel(name) for name in ("words", "direction", "targets", "language", "note", "active")
    ]

    class Meta:
        ordering = ("words",)
        verbose_name = _("synonym group")
        verbose_name_plural = _("synonym groups")

    def __str__(self) -> str:
        return " = ".join(self.lines(self.words))[:100]

    @staticmethod
    def lines(text: str) -> tuple[str, ...]:
        """The words of a field, one for each line."""
        return tuple(line.strip() for line in text.splitlines() if line.strip())

    def clean(self) -> None:
        """Refuses a group that joins nothing."""
        words, targets = self.lines(self.words), self.lines(self.targets)
        if self.direction == self.Direction.ONE_WAY and not targets:
            raise ValidationError({"targets": _("Write what the words shall find.")})
        if self.direction == self.Direction.BOTH and len(words) < 2:
            raise ValidationError({"words": _("Write at least two words.")})

    def row(self) -> SynonymRow:
        """The group as the analysis reads it."""
        targets = self.lines(self.targets) if self.direction == self.Direction.ONE_WAY else ()
        return SynonymRow(self.lines(self.words), targets)
