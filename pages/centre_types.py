"""The rule that computes what kind of centre a centre is, from facts and not from the label it uses.

Sources: national practice asks that the four base services have their whole ordinary operation in the house; Stockholm
County accepts systematic collaboration without co-location; a centre-like unit is child health care in the same house as
open preschool or preventive social services. A library or dental care does not count as the municipal activity.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

BASE = frozenset({"MHV", "BHV", "OFS", "FSO"})
MUNICIPAL = frozenset({"OFS", "FSO"})
FORMING = frozenset({"utreds", "under-bildande", "planerad"})


class CentreType(StrEnum):
    """The computed types."""

    FC = "FC"
    FCL = "FCL"
    FCA = "FCA"
    PLAN = "PLAN"
    OTHER = "OTHER"
    NONE = "NONE"


class CentreLabel(StrEnum):
    """What a centre calls itself; the values are the Swedish words."""

    FC = "familjecentral"
    FCL = "familjecentralsliknande"
    FCA = "familjecentrerat arbetssätt"
    OTHER = "annat"


# The label a type may carry by national practice.
OWN_LABEL = {
    CentreType.FC: CentreLabel.FC,
    CentreType.FCL: CentreLabel.FCL,
    CentreType.FCA: CentreLabel.FCA,
    CentreType.OTHER: CentreLabel.OTHER,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """A centre's type, the label it may use, and why: missing and not wholly present base services by code."""

    type: CentreType
    permitted: CentreLabel | None
    missing: tuple[str, ...]
    elsewhere: tuple[str, ...]
    dormant: bool = False

    def mismatch(self, label: str) -> bool:
        """Whether the label a centre uses is not the one it may use."""
        return self.permitted is not None and label != self.permitted


def classify(services: Iterable[tuple[str, bool]], *, status: str, variant: str, aims_at: str = "") -> Verdict:
    """The verdict for services given as (code, whole ordinary operation at the site), by `status` and `variant`."""
    present = dict(services)
    base = BASE & present.keys()
    on_site = {code for code in base if present[code]}
    missing = tuple(sorted(BASE - base))
    elsewhere = tuple(sorted(base - on_site))
    if status == "nedlagd":
        return Verdict(CentreType.NONE, None, missing, elsewhere)
    if status in FORMING:
        aim = OWN_LABEL.get(CentreType(aims_at)) if aims_at in CentreType.__members__ else None
        return Verdict(CentreType.PLAN, aim, missing, elsewhere)
    if on_site == BASE:
        kind = CentreType.FC
    elif base == BASE:
        kind = CentreType.FCA
    elif "BHV" in on_site and on_site & MUNICIPAL:
        kind = CentreType.FCL
    else:
        kind = CentreType.OTHER
    permitted = OWN_LABEL[kind]
    if kind == CentreType.FCA and variant == "stockholm":
        permitted = CentreLabel.FC
    return Verdict(kind, permitted, missing, elsewhere, dormant=status == "vilande")
