"""Who is asking: the codes of their professions and centres, which lift what concerns them."""

from dataclasses import dataclass

from django.db.models import CharField, F, Value
from django.utils import timezone

from pages.directory.models import Assignment, StaffProfile
from pages.models import CentrePage, Profession, Topic
from pages.registries import Reader


@dataclass(frozen=True, slots=True)
class Asked:
    """The reader's codes as "facet:code", and the names of all codes by facet, in the language of the answer."""

    codes: frozenset[str]
    names: dict[str, dict[str, str]]


def read_names(user: Reader, language: str) -> Asked:
    """One query: the names of professions, topics and centres, and which of them are the reader's own.

    A vocabulary row in the language of the answer wins over the Swedish one, which is the source (decision B).
    """
    text = CharField()

    def rows(queryset: object, facet: str, code: str, name: str, language_field: str) -> object:
        return queryset.order_by().values_list(  # type: ignore[attr-defined]  # any model's queryset
            Value(facet, output_field=text), F(code), F(name), F(language_field)
        )

    pk = user.pk or 0
    current = Assignment.objects.current(timezone.localdate()).filter(profile__user_id=pk, centre__isnull=False)
    mine = Value("mine", output_field=text)
    union = rows(Profession.objects, "profession", "code", "name", "locale__language_code").union(  # type: ignore[attr-defined]
        rows(Topic.objects, "topic", "code", "name", "locale__language_code"),
        rows(CentrePage.objects.filter(live=True), "centre", "code", "title", "locale__language_code"),
        StaffProfile.objects.order_by()
        .filter(user_id=pk, professions__isnull=False)
        .values_list(mine, Value("profession", output_field=text), F("professions__code"), mine),
        current.order_by().values_list(mine, Value("centre", output_field=text), F("centre__code"), mine),
    )
    codes: set[str] = set()
    names: dict[str, dict[str, str]] = {"profession": {}, "topic": {}, "centre": {}}
    for facet, code, name, written in union:
        if facet == "mine":
            codes.add(f"{code}:{name}")
        elif written == language or code not in names[facet]:
            names[facet][code] = name
    return Asked(frozenset(codes), names)
