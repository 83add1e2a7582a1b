"""Swedish routines that nobody wrote: the shipped ones taken apart and put together anew, each with a place of its own."""

import copy
import random
import uuid
from dataclasses import dataclass
from typing import Any

from knowledge.models import RoutinePage

TEXT_FIELDS = ("purpose", "applies_to", "limits", "childs_perspective", "participation", "next_contact")
FEWEST_STEPS, MOST_STEPS = 4, 9
PAGES_PER_PLACE = 20
BEGINNINGS = (
    "Alm",
    "Björk",
    "Dal",
    "Ek",
    "Fors",
    "Gran",
    "Hög",
    "Ler",
    "Mo",
    "Näs",
    "Rönn",
    "Sten",
    "Tall",
    "Ving",
    "Ås",
    "Ör",
)
MIDDLES = ("", "a", "e", "inge", "las", "mar", "ne", "ris", "sta", "vads", "ul", "berga")
ENDS = ("by", "fors", "hult", "köping", "lunda", "näs", "sjö", "strand", "tuna", "vik", "ås", "ö")


def place(number: int) -> str:
    """The name of an invented place: 2,304 of them, then with the points of the compass."""
    number, beginning = divmod(number, len(BEGINNINGS))
    number, middle = divmod(number, len(MIDDLES))
    number, end = divmod(number, len(ENDS))
    name = BEGINNINGS[beginning] + MIDDLES[middle] + ENDS[end]
    return name if not number else f"{('Norra', 'Södra', 'Östra', 'Västra')[number % 4]} {name}"


@dataclass(frozen=True, slots=True)
class Routine:
    """The content of a routine."""

    title: str
    lead: str
    place: str
    steps: list[dict[str, Any]]
    texts: dict[str, str]
    model: RoutinePage


class Recombined:
    """Routines made of the shipped ones; the same number gives the same routine."""

    def __init__(self) -> None:
        self.models = list(RoutinePage.objects.filter(live=True).select_related("locale").order_by("path"))
        self.steps = [raw["value"] for model in self.models for raw in model.steps.raw_data]
        self.texts = {name: [text for model in self.models if (text := getattr(model, name))] for name in TEXT_FIELDS}
        self.leads = [model.lead for model in self.models if model.lead]

    def routine(self, number: int) -> Routine:
        """The routine of a number."""
        rng = random.Random(number)  # noqa: S311 - no secret
        chosen = rng.sample(self.steps, min(len(self.steps), rng.randint(FEWEST_STEPS, MOST_STEPS)))
        where = place(number // PAGES_PER_PLACE)
        verb = rng.choice(self.steps)["heading"].rstrip(".")
        return Routine(
            title=f"{verb} i {where} ({number})"[:200],
            lead=f"{rng.choice(self.leads)} Gäller i {where}."[:500],
            place=where,
            steps=[{"id": str(uuid.UUID(int=rng.getrandbits(128))), "type": "step", "value": _end(value, index, chosen)}
                   for index, value in enumerate(chosen)],
            texts={name: rng.choice(texts) if texts else "" for name, texts in self.texts.items()},
            model=rng.choice(self.models),
        )  # fmt: skip


def _end(value: dict[str, Any], index: int, steps: list[dict[str, Any]]) -> dict[str, Any]:
    """A step that leads to the one after it, the last one to the end."""
    last = index == len(steps) - 1
    leads = {"kind": "done" if last else "step", "step": None if last else index + 2, "page": None, "words": ""}
    return {**copy.copy(value), "next": [{"type": "item", "value": leads}]}
