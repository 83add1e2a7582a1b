"""What kind of centre a centre is, by the facts (domain/classifications.md, 6.3), and whether it may call itself so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Page

from pages.centre_types import BASE, CentreLabel, CentreType, classify
from pages.models import Area, CentrePage, CentreService
from tests import factories as make

ALL = {"MHV": True, "BHV": True, "OFS": True, "FSO": True}


def kind(
    services: dict[str, bool], status: str = "i-drift", variant: str = "national", aims_at: str = ""
) -> CentreType:
    return classify(services.items(), status=status, variant=variant, aims_at=aims_at).type


@pytest.mark.parametrize(
    ("name", "services", "expected"),
    [
        ("all four in the house", ALL, CentreType.FC),
        ("all four and more", {**ALL, "FAM": True, "BIB": True, "TAN": False}, CentreType.FC),
        ("child health care and open preschool", {"BHV": True, "OFS": True}, CentreType.FCL),
        ("child health care and social services", {"BHV": True, "FSO": True}, CentreType.FCL),
        ("three in the house, no maternal care", {"BHV": True, "OFS": True, "FSO": True}, CentreType.FCL),
        ("maternal care too but no social services", {"MHV": True, "BHV": True, "OFS": True}, CentreType.FCL),
        ("MHV, OFS and FSO without BHV", {"MHV": True, "OFS": True, "FSO": True}, CentreType.OTHER),
        ("a service present only some days", {**ALL, "FSO": False}, CentreType.FCA),
        ("four services with part co-location", {"MHV": False, "BHV": True, "OFS": True, "FSO": False}, CentreType.FCA),
        ("four services, none in the house", dict.fromkeys(ALL, False), CentreType.FCA),
        ("child health care only some days", {"BHV": False, "OFS": True}, CentreType.OTHER),
        ("municipal activity only some days", {"BHV": True, "OFS": False}, CentreType.OTHER),
        ("a library is no municipal activity here", {"BHV": True, "BIB": True}, CentreType.OTHER),
        ("dental care neither", {"BHV": True, "TAN": True, "MHV": True}, CentreType.OTHER),
        ("open preschool alone", {"OFS": True}, CentreType.OTHER),
        ("nothing", {}, CentreType.OTHER),
        ("unknown services", {"XYZ": True}, CentreType.OTHER),
    ],
)
def test_type_by_services(name: str, services: dict[str, bool], expected: CentreType) -> None:
    assert kind(services) == expected


@pytest.mark.parametrize("status", ["utreds", "under-bildande", "planerad"])
def test_one_in_the_making(status: str) -> None:
    verdict = classify(ALL.items(), status=status, variant="national", aims_at="FC")
    assert (verdict.type, verdict.permitted) == (CentreType.PLAN, CentreLabel.FC)
    without_aim = classify(ALL.items(), status=status, variant="national")
    assert (without_aim.type, without_aim.permitted) == (CentreType.PLAN, None)
    assert not without_aim.mismatch("familjecentral")


def test_an_aim_that_is_no_type_is_no_label() -> None:
    assert classify((), status="planerad", variant="national", aims_at="SLOTT").permitted is None


def test_a_dormant_one_has_the_type_it_had() -> None:
    verdict = classify(ALL.items(), status="vilande", variant="national")
    assert (verdict.type, verdict.dormant) == (CentreType.FC, True)
    assert not classify(ALL.items(), status="i-drift", variant="national").dormant


def test_a_closed_one_has_none() -> None:
    verdict = classify(ALL.items(), status="nedlagd", variant="national")
    assert (verdict.type, verdict.permitted) == (CentreType.NONE, None)
    assert not verdict.mismatch("familjecentral")


def test_stockholm_may_call_collaboration_a_centre() -> None:
    parts = {**ALL, "MHV": False}
    national = classify(parts.items(), status="i-drift", variant="national")
    stockholm = classify(parts.items(), status="i-drift", variant="stockholm")
    assert (national.type, stockholm.type) == (CentreType.FCA, CentreType.FCA)
    assert (national.permitted, stockholm.permitted) == (CentreLabel.FCA, CentreLabel.FC)
    assert national.mismatch("familjecentral")
    assert not stockholm.mismatch("familjecentral")
    # It widens nothing else.
    assert (
        classify({"BHV": True, "OFS": True}.items(), status="i-drift", variant="stockholm").permitted == CentreLabel.FCL
    )


def test_reasons() -> None:
    verdict = classify({"MHV": False, "BHV": True, "OFS": True}.items(), status="i-drift", variant="national")
    assert (verdict.missing, verdict.elsewhere) == (("FSO",), ("MHV",))
    assert verdict.mismatch("familjecentral")
    assert not verdict.mismatch("familjecentralsliknande")


@given(st.dictionaries(st.sampled_from([*sorted(BASE), "BIB", "TAN", "FAM"]), st.booleans()))
def test_more_in_the_house_never_makes_it_less(services: dict[str, bool]) -> None:
    rank = [CentreType.OTHER, CentreType.FCL, CentreType.FCA, CentreType.FC]
    whole = dict.fromkeys(services, True)
    assert rank.index(kind(whole)) >= rank.index(kind(services)) or kind(services) == CentreType.FCA
    assert (kind(services) == CentreType.FC) == all(services.get(code) for code in BASE)


def services(**whole: bool) -> list[CentreService]:
    return [CentreService(service=make.ServiceFactory(code=code), whole_at_site=flag) for code, flag in whole.items()]


def test_the_page_asks_its_services_and_its_region(home: Page) -> None:
    region = make.AreaFactory(code="region", kind=Area.Kind.REGION, variant="stockholm")
    district = make.AreaFactory(code="distrikt", kind=Area.Kind.DISTRICT, parent=make.AreaFactory(parent=region))
    private = make.PartyFactory(kind="private")
    centre = make.CentreFactory(area=district, services=services(MHV=True, BHV=True, OFS=True, FSO=False))
    CentreService.objects.filter(page=centre, service__code="MHV").update(party=private)
    centre = CentrePage.objects.get(pk=centre.pk)
    assert (centre.region, centre.variant) == (region, "stockholm")
    # A private care provider counts like any other principal.
    assert (centre.verdict.type, centre.verdict.permitted) == (CentreType.FCA, CentreLabel.FC)
    centre.own_variant = "national"
    assert centre.verdict.permitted == CentreLabel.FCA


def test_without_area_national_practice_applies(home: Page) -> None:
    centre = CentrePage(title="Utan område")
    assert (centre.region, centre.variant) == (None, "national")


def test_areas_in_a_circle_end(home: Page) -> None:
    first = make.AreaFactory()
    second = make.AreaFactory(parent=first)
    Area.objects.filter(pk=first.pk).update(parent=second)
    assert len(Area.objects.get(pk=first.pk).lineage()) == 2
