"""Makes things for tests, through the same doors as the site: pages are published, so versions and index rows follow."""

import uuid
from datetime import date, timedelta
from typing import Any

import factory
import wagtail_factories
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone
from factory.django import DjangoModelFactory
from wagtail.models import Page, PageViewRestriction, Site

from intranet.media.models import Document, Image
from intranet.users.sync import PREFIX
from knowledge.models import (
    ArticlePage,
    ConventionPage,
    GuidancePage,
    LegalAct,
    LegalReference,
    PolicyPage,
    RoutinePage,
)
from pages.directory.audiences import audience_for
from pages.directory.models import Assignment, StaffProfile
from pages.locales import source_locale
from pages.models import (
    Area,
    Article,
    CentrePage,
    Contact,
    NewsPage,
    Party,
    Profession,
    SectionPage,
    Service,
    StandardPage,
    Term,
    Topic,
)


def start_page() -> Page:
    """The Swedish start page."""
    return Site.objects.get(is_default_site=True).root_page


# --- vocabulary and registers


class CodedFactory(DjangoModelFactory):
    """A row of a vocabulary, in the source language."""

    class Meta:
        abstract = True
        django_get_or_create = ("code", "locale")

    locale = factory.LazyFunction(source_locale)
    name = factory.LazyAttribute(lambda row: f"namn på {row.code}")


class ProfessionFactory(CodedFactory):
    class Meta:
        model = Profession

    code = factory.Sequence(lambda n: f"P{n}")


class TopicFactory(CodedFactory):
    class Meta:
        model = Topic

    code = factory.Sequence(lambda n: f"amne-{n}")


class ServiceFactory(CodedFactory):
    class Meta:
        model = Service

    code = factory.Sequence(lambda n: f"S{n}")


class TermFactory(CodedFactory):
    class Meta:
        model = Term

    code = factory.Sequence(lambda n: f"ord-{n}")
    definition = "Vad ordet betyder här."


class ContactFactory(CodedFactory):
    class Meta:
        model = Contact

    code = factory.Sequence(lambda n: f"kontakt-{n}")
    numbers = factory.LazyFunction(lambda: [number("08-465 004 00")])


def items(*values: Any) -> list[dict[str, Any]]:
    """The values of a list block as the database holds them."""
    return [{"type": "item", "id": str(uuid.uuid4()), "value": value} for value in values]


def number(
    text: str, *, area: str = "", hours: list[tuple[list[int], str, str]] | None = None, note: str = ""
) -> dict[str, Any]:
    """A number as the stream of a contact holds it."""
    spans = items(*({"days": days, "opens": opens, "closes": closes} for days, opens, closes in hours or []))
    return {"type": "number", "value": {"area": area, "number": text, "hours": spans, "note": note}}


class AreaFactory(DjangoModelFactory):
    class Meta:
        model = Area
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"omrade-{n}")
    name = factory.LazyAttribute(lambda row: row.code.capitalize())
    kind = Area.Kind.MUNICIPALITY


class PartyFactory(DjangoModelFactory):
    class Meta:
        model = Party
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"huvudman-{n}")
    name = factory.LazyAttribute(lambda row: f"Huvudmannen {row.code}")
    short = factory.LazyAttribute(lambda row: row.code)
    kind = Party.Kind.MUNICIPALITY


class ArticleFactory(DjangoModelFactory):
    class Meta:
        model = Article
        django_get_or_create = ("number",)

    number = factory.Sequence(lambda n: n % 54 + 1)
    part = 1
    subject_sv = factory.LazyAttribute(lambda row: f"Ämnet för artikel {row.number}")
    subject_en = factory.LazyAttribute(lambda row: f"The subject of article {row.number}")
    relevance = Article.Relevance.DAILY


class LegalActFactory(DjangoModelFactory):
    class Meta:
        model = LegalAct
        django_get_or_create = ("code",)

    code = "2025:400"
    name = "Socialtjänstlag (2025:400)"
    short = "SoL"
    valid_from = date(2025, 7, 1)


class LegalReferenceFactory(DjangoModelFactory):
    class Meta:
        model = LegalReference

    act = factory.SubFactory(LegalActFactory)
    chapter = "19"
    section = "1"


# --- pages


class PublishedPageFactory(wagtail_factories.PageFactory):
    """A page below `parent` (the start page when absent), published unless `live=False`; `only_for` restricts it first."""

    class Meta:
        abstract = True

    parent = None
    slug = factory.Sequence(lambda n: f"sida-{n}")

    @classmethod
    def _create(cls, model_class: type[Page], *args: Any, **kwargs: Any) -> Page:
        parent, live = kwargs.pop("parent") or start_page(), kwargs.pop("live", True)
        only_for = kwargs.pop("only_for", ())
        children = {
            name: kwargs.pop(name)
            for name in list(kwargs)
            if isinstance(kwargs[name], list | tuple) and name not in STREAMS
        }
        page = model_class(**kwargs, live=False, locale_id=parent.locale_id)
        Page.objects.get(pk=parent.pk).add_child(instance=page)
        for name, rows in children.items():
            setattr(page, name, rows)
        if only_for:
            restrict(page, *only_for)
        revision = page.save_revision()
        if live:
            revision.publish()
        return model_class.objects.get(pk=page.pk)


STREAMS = {"steps", "body", "numbers", "hours", "exceptions", "drop_in", "rooms", "contacts", "timeline", "examples"}


def restrict(page: Page, *subjects: Any) -> PageViewRestriction:
    """Only groups, or the audiences of centres, professions and principals, may see a page and what lies below it."""
    restriction = PageViewRestriction.objects.create(page_id=page.pk, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.set([each if isinstance(each, Group) else audience_for(each) for each in subjects])
    return restriction


def text(html: str) -> list[dict[str, Any]]:
    """A body of one text."""
    return [{"type": "text", "value": html}]


class SectionFactory(PublishedPageFactory):
    class Meta:
        model = SectionPage

    title = factory.Sequence(lambda n: f"Avdelning {n}")


class StandardFactory(PublishedPageFactory):
    class Meta:
        model = StandardPage

    title = factory.Sequence(lambda n: f"Sida {n}")


class NewsFactory(PublishedPageFactory):
    class Meta:
        model = NewsPage

    title = factory.Sequence(lambda n: f"Nyhet {n}")
    date = factory.LazyFunction(timezone.localdate)


class CentreFactory(PublishedPageFactory):
    class Meta:
        model = CentrePage

    title = factory.Sequence(lambda n: f"Central {n}")
    code = factory.Sequence(lambda n: f"central-{n}")
    area = factory.SubFactory(AreaFactory)


def leads(kind: str, **more: Any) -> list[dict[str, Any]]:
    """Where a step goes on: to a page, a step, or nowhere."""
    return items({"kind": kind, "step": None, "page": None, "words": "", **more})


def step(heading: str = "Ring en kollega.", **more: Any) -> dict[str, Any]:
    """A step as the stream of a routine holds it."""
    value = {
        "heading": heading, "text": "", "who": ["ALLA"], "when": "", "time_limit": "", "call": [], "warning": "",
        "forms": [], "next": leads("done"),
    }  # fmt: skip
    return {"type": "step", "value": {**value, **more}}


class KnowledgeFactory(PublishedPageFactory):
    class Meta:
        abstract = True

    for_all_professions = True
    lead = "Vad man gör först."


class RoutineFactory(KnowledgeFactory):
    class Meta:
        model = RoutinePage

    title = factory.Sequence(lambda n: f"Rutin {n}")
    number = factory.Sequence(lambda n: f"FC-R-{n:02}")
    steps = factory.LazyFunction(lambda: [step()])
    childs_perspective = "<p>Barnet får veta vad som händer.</p>"
    next_contact = "<p>Ring igen i morgon.</p>"


class GuidanceFactory(KnowledgeFactory):
    class Meta:
        model = GuidancePage

    title = factory.Sequence(lambda n: f"Vägledning {n}")
    body = "<p>Så tänker vi.</p>"
    childs_perspective = "<p>Barnet i mitten.</p>"


class PolicyFactory(KnowledgeFactory):
    class Meta:
        model = PolicyPage

    title = factory.Sequence(lambda n: f"Styrdokument {n}")
    issuer = factory.SubFactory(PartyFactory)


class ConventionFactory(PublishedPageFactory):
    class Meta:
        model = ConventionPage

    title = "Barnkonventionen"


class ArticlePageFactory(PublishedPageFactory):
    class Meta:
        model = ArticlePage

    title = factory.LazyAttribute(lambda page: f"Artikel {page.article.number}")
    article = factory.SubFactory(ArticleFactory)
    explanation = "<p>Vad artikeln betyder hos oss.</p>"


# --- files


class DocumentFactory(wagtail_factories.DocumentFactory):
    class Meta:
        model = Document

    title = factory.Sequence(lambda n: f"Blankett {n}")
    collection = None
    file = factory.django.FileField(filename="blankett.pdf", data=b"%PDF-1.4 blankett")

    @classmethod
    def _create(cls, model_class: type[Document], *args: Any, **kwargs: Any) -> Document:
        return super()._create(model_class, *args, **_in_root(kwargs))


class ImageFactory(wagtail_factories.ImageFactory):
    class Meta:
        model = Image

    title = factory.Sequence(lambda n: f"Bild {n}")
    collection = None

    @classmethod
    def _create(cls, model_class: type[Image], *args: Any, **kwargs: Any) -> Image:
        return super()._create(model_class, *args, **_in_root(kwargs))


def _in_root(kwargs: dict[str, Any]) -> dict[str, Any]:
    from wagtail.models import Collection

    kwargs["collection"] = kwargs.get("collection") or Collection.get_first_root_node()
    return kwargs


# --- people


def make_person(
    username: str,
    *,
    role: str = "reader",
    professions: tuple[Any, ...] | list[Any] = (),
    centre: CentrePage | None = None,
    employer: Party | None = None,
    starts: date | None = None,
    ends: date | None = None,
    work: str = Assignment.Role.STAFF,
    superuser: bool = False,
) -> Any:
    """An account with a role, its professions (codes or rows), and an assignment where a centre or an employer is given."""
    user = get_user_model().objects.create(username=username, first_name=username.capitalize(), is_superuser=superuser)
    user.groups.set(Group.objects.filter(name=f"{PREFIX}{role}"))
    profile = StaffProfile.objects.create(user=user)
    profile.professions.set([ProfessionFactory(code=each) if isinstance(each, str) else each for each in professions])
    if centre or employer:
        assign(user, centre=centre, employer=employer, starts=starts, ends=ends, work=work)
    return user


def assign(
    user: Any,
    *,
    centre: CentrePage | None = None,
    employer: Party | None = None,
    starts: date | None = None,
    ends: date | None = None,
    work: str = Assignment.Role.STAFF,
) -> Assignment:
    """An assignment, since a year when no day is given."""
    return Assignment.objects.create(
        profile=user.profile,
        centre=centre,
        employer=employer or PartyFactory(code="arbetsgivaren"),
        role=work,
        starts=starts or timezone.localdate() - timedelta(days=365),
        ends=ends,
    )
