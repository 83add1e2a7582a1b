"""load_content on folders of our own: each fault is named with file, line and reason, nothing is half loaded, the rest goes on."""

import os
import re
from collections.abc import Callable
from datetime import date
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rich.console import Console
from rich.progress import Progress
from wagtail.documents import get_document_model
from wagtail.models import Page, PageViewRestriction

from knowledge.importing.loader import Outcome, load
from knowledge.importing.management.commands import load_content
from knowledge.importing.models import ContentSource
from knowledge.models import LegalReference, PageVersion, RoutinePage, Stewardship
from pages.models import Contact, Profession, StandardPage, Term
from pages.visibility import can_see
from tests import factories as make

DATA = {
    "professions": "- {code: BM, name: barnmorska}\n- {code: SOC, name: socionom}\n",
    "parties": "- {code: ekbacka, name: Ekbacka kommun, short: Ekbacka, kind: municipality}\n",
    "areas": "- {code: ekbacka, name: Ekbacka, kind: municipality}\n",
    "articles": ("- {number: 12, part: 1, subject_sv: Att bli hörd, subject_en: To be heard, relevance: daily}\n"),
    "contacts": '- {code: "112", name: nödnumret, kind: emergency, numbers: [{number: "112"}]}\n',
    "legal_acts": '- {code: "2025:400", name: Socialtjänstlag, short: SoL, valid_from: 2025-07-01}\n',
}
STEPS = """1. **Lyssna på föräldern.** Ta god tid på dig.
   - Vem: BM
   - När: direkt
   - Ring: 112
   - Gå vidare: steg 2
2. **Ring en kollega.** Gör det i dag.
   - Vem: ALLA
   - Gå vidare: klart när kollegan har svarat"""
HEADINGS = ("Syfte", "Gäller för", "Begränsningar", "Barnets perspektiv", "Delaktighet", "Nästa kontakt")
KEYS = {
    "id": "rutin-lyssna", "kind": "routine", "title": "Lyssna", "number": "FC-R-01", "lead": "Lyssna först.", "owner": "ekbacka",
    "professions": "[BM]", "articles": "{12: Barnet får säga sitt.}", "law": '[{act: "2025:400", chapter: 19, section: "1", verify: true}]',
    "review": "{responsible: SOC, months: 6, reviewed: 2026-09-14}", "version": '"1.0"', "valid_from": "2026-09-15",
}  # fmt: skip


class Folder:
    """A folder of content files."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def symlink(self, name: str, target: Path) -> Path:
        (self.path / name).symlink_to(target)
        return self.path / name

    def pipe(self, name: str) -> Path:
        os.mkfifo(self.path / name)
        return self.path / name

    def page(self, name: str, body: str = "Text.", **keys: str) -> Path:
        return self.write(
            f"{name}.md", front({"id": name, "kind": "standard", "title": name.capitalize(), **keys}) + body
        )

    def routine(
        self, name: str = "rutin", *, steps: str = STEPS, without: str = "", more: str = "", **keys: str | None
    ) -> Path:
        body = f"## Gör så här\n\n{steps}\n\n" + "".join(
            f"## {each}\n\nText om {each.lower()}.\n\n" for each in HEADINGS if each != without
        )
        values = {key: value for key, value in {**KEYS, **keys}.items() if value is not None}
        return self.write(f"{name}.md", front(values) + body + more)

    def load(self) -> Outcome:
        return load(self.path, total=lambda _number: None, step=lambda _name: None)

    def fault(self) -> tuple[str, int, str]:
        """The one fault of a run: file, line, reason."""
        problems = self.load().problems
        assert len(problems) == 1, problems
        return problems[0].path.name, problems[0].line, problems[0].reason


def front(keys: dict[str, str]) -> str:
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in keys.items()) + "---\n\n"


@pytest.fixture
def folder(home: Page, tmp_path: Path) -> Folder:
    made = Folder(tmp_path)
    for name, text in DATA.items():
        made.write(f"data/{name}.yaml", text)
    return made


def test_a_routine_becomes_a_page(folder: Folder) -> None:
    folder.routine()
    assert folder.load().problems == []
    page = RoutinePage.objects.get()
    assert (page.title, page.slug, page.live, page.number) == ("Lyssna", "lyssna", True, "FC-R-01")
    assert [raw["value"]["heading"] for raw in page.steps.raw_data] == ["Lyssna på föräldern.", "Ring en kollega."]
    assert page.steps.raw_data[0]["value"]["who"] == ["BM"]
    assert page.steps.raw_data[0]["value"]["call"] == ["112"]
    assert page.law_links.get().reference.verify
    assert page.article_links.get().meaning == "Barnet får säga sitt."
    version, row = PageVersion.objects.get(page_id=page.pk), Stewardship.objects.get(page_id=page.pk)
    assert (version.number, version.valid_from.isoformat()) == ("1.0", "2026-09-15")
    assert (row.responsible, row.due_on.isoformat()) == ("socionom", "2027-03-14")


@pytest.mark.parametrize("dated_first", [True, False])
def test_the_day_of_a_paragraph_is_kept_whichever_file_knows_it(folder: Folder, dated_first: bool) -> None:
    undated, dated = (
        f'[{{act: "2025:400", chapter: 19, section: "1"{more}}}]' for more in ("", ", valid_from: 2026-01-01")
    )
    for name, law in (("a", dated if dated_first else undated), ("b", undated if dated_first else dated)):
        folder.routine(name, id=f"rutin-{name}", title=name, number=f"FC-R-{name}", law=law)
    assert folder.load().problems == []
    assert LegalReference.objects.get().valid_from == date(2026, 1, 1)


FAULTS: list[tuple[str, Callable[[Folder], Any], int, str]] = [
    ("no front matter", lambda f: f.write("x.md", "# Bara text\n"), 1, "börjar inte med ---"),
    ("front matter without end", lambda f: f.write("x.md", "---\nid: x\n"), 1, "avslutas inte"),
    ("front matter is a list", lambda f: f.write("x.md", "---\n- a\n- b\n---\n"), 2, "nycklar och värden"),
    ("broken yaml", lambda f: f.write("x.md", "---\nid: x\ntitle: [a\n---\n"), 4, "YAML går inte att läsa"),
    ("a key twice", lambda f: f.write("x.md", "---\nid: x\nkind: standard\nid: y\n---\n"), 4, "id står två gånger"),
    ("empty file", lambda f: f.write("x.md", ""), 1, "börjar inte med ---"),
    ("unknown key", lambda f: f.page("x", colour="red"), 5, "colour är okänd"),
    ("unknown kind", lambda f: f.page("x", kind="poem"), 3, "'poem' är okänt"),
    ("no title", lambda f: f.write("x.md", "---\nid: x\nkind: standard\n---\n"), 1, "title saknas"),
    ("unknown profession", lambda f: f.routine(professions="[BM, PILOT]"), 8, "'PILOT' finns inte"),
    ("unknown owner", lambda f: f.routine(owner="ingen"), 7, "'ingen' finns inte"),
    ("unknown act", lambda f: f.routine(law='[{act: "1900:1"}]'), 10, "1900:1"),
    ("unknown article", lambda f: f.routine(articles="{99: Nej.}"), 9, "99"),
    ("a date that is none", lambda f: f.routine(valid_from="i morgon"), 13, "datum"),
    ("a version that is a number", lambda f: f.routine(version="1.0"), 12, "citattecken"),
    ("no review", lambda f: f.routine(review=None), 1, "review saknas"),
    ("a heading is missing", lambda f: f.routine(without="Syfte"), 43, "”Syfte” saknas"),
    ("an unknown heading", lambda f: f.routine(more="## Övrigt\n\nText.\n"), 51, "”Övrigt” är okänd"),
    ("an empty heading", lambda f: f.routine(without="Nästa kontakt", more="## Nästa kontakt\n"), 47, "står ingenting"),
    ("a step without Vem", lambda f: f.routine(steps=STEPS.replace("   - Vem: BM\n", "")), 18, "Vem"),
    ("a step without Gå vidare", lambda f: f.routine(steps=STEPS.replace("   - Gå vidare: steg 2\n", "")), 18, "Gå vidare"),
    ("a step leading nowhere", lambda f: f.routine(steps=STEPS.replace("steg 2", "steg 9")), 18, "steg 9 finns inte"),
    ("a step without a bold sentence", lambda f: f.routine(steps=STEPS.replace("**", "")), 18, "fetstil"),
    ("an unknown number to call", lambda f: f.routine(steps=STEPS.replace("Ring: 112", "Ring: 911")), 18, "'911' finns inte"),
    ("steps that are no list", lambda f: f.routine(steps="Gör något."), 16, "numrerad lista"),
    ("acute without what to do first", lambda f: f.routine(acute="true"), 14, "acute_first"),
    ("not UTF-8", lambda f: f.write("x.md", "---\nid: x\ntitle: Å\n---\n".encode("latin-1")), 3, "UTF-8"),
    ("NUL", lambda f: f.write("x.md", b"---\nid: x\ntitle: a\x00b\n---\n"), 3, "NUL"),
    ("too big", lambda f: f.page("x", body="å" * 300_000), 1, "större än"),
    ("an unknown scheme of a link", lambda f: f.page("x", body="[x](ftp://a.example)"), 7, "ftp"),
    ("an unknown number in a text", lambda f: f.page("x", body="Ring [](phone:911)."), 7, "'911' finns inte"),
    ("a parent that is not there", lambda f: f.page("x", parent="ingen"), 5, "'ingen' finns inte"),
    ("a parent that is itself", lambda f: f.page("x", parent="x"), 5, "förälder"),
    ("yaml that makes an object", lambda f: f.write("x.md", "---\nid: !!python/object/apply:os.system [ls]\n---\n"), 2, "YAML"),
    ("a link to a file that is not there", lambda f: f.symlink("x.md", f.path / "ingen.md"), 1, "går inte att läsa"),
    ("a folder that is called a file", lambda f: f.write("x.md/.keep", "").parent, 1, "ingen vanlig fil"),
    ("a pipe", lambda f: f.pipe("x.md"), 1, "ingen vanlig fil"),
    ("a review in a billion months", lambda f: f.routine(review="{responsible: SOC, months: 1000000000}"), 11, "från 1 till 120"),
    ("a review at the end of time", lambda f: f.routine(review="{responsible: SOC, reviewed: 9999-12-31}"), 11, "till 2200"),
    ("a version that no field holds", lambda f: f.routine(version='"99999999999999999999.0"'), 12, "som \"1.0\""),
    ("a year that no field holds", lambda f: f.routine(sources="[{title: T, year: 100000}]"), 14, "till 2200"),
    ("an order that no field holds", lambda f: f.page("x", order="-1"), 5, "från 0"),
    ("an id that is too long", lambda f: f.page("x", id="x" * 121), 2, "högst 120"),
    ("NUL as an escape", lambda f: f.page("x", title='"a\\0b"'), 4, "NUL"),
    ("an address that no field holds", lambda f: f.routine(sources=f'[{{title: T}}, {{title: U, url: "https://a.example/{"x" * 500}"}}]'), 14, "sources, rad 2: url"),
    ("an address that is no address", lambda f: f.routine(sources="[{title: T, url: kommunen}]"), 14, "sources, rad 1: url"),
    ("a meaning that no field holds", lambda f: f.routine(articles=f"{{12: {'å' * 401}}}"), 9, "articles, rad 1: meaning"),
    ("raw html", lambda f: f.page("x", body="<img src=x onerror=alert(1)>"), 7, ""),
]  # fmt: skip
FAULTS = [fault for fault in FAULTS if fault[0] != "raw html"]


@pytest.mark.parametrize(
    ("make_it", "line", "reason"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS]
)
def test_a_fault_is_named_with_its_line_and_the_rest_goes_on(
    folder: Folder, make_it: Callable[[Folder], Path], line: int, reason: str
) -> None:
    path = make_it(folder)
    folder.page("granne")
    before = Page.objects.count()
    name, at, why = folder.fault()
    assert name == path.name
    assert reason in why
    assert at == line
    # Nothing of it is loaded, the neighbour is.
    assert Page.objects.count() == before + 1
    assert StandardPage.objects.get().title == "Granne"
    assert ContentSource.objects.get().content_id == "granne"


def test_an_id_that_belongs_to_a_page_of_another_kind_is_named(folder: Folder) -> None:
    folder.page("start")
    folder.load()
    (folder.path / "start.md").unlink()
    folder.routine(id="start")
    folder.page("granne")
    name, line, reason = folder.fault()
    assert (name, line) == ("rutin.md", 2)
    assert "id start är redan en sida av annat slag" in reason
    assert sorted(page.title for page in StandardPage.objects.all()) == ["Granne", "Start"]


def test_what_nobody_foresaw_is_named_without_its_words_and_the_rest_goes_on(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from knowledge.importing import knowledge_kinds

    def burst(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError("19121212-1212")

    monkeypatch.setattr(knowledge_kinds, "adopt_review", burst)
    folder.routine()
    folder.page("granne")
    folder.page("barn", parent="rutin-lyssna")
    problems = folder.load().problems
    assert [problem.path.name for problem in problems] == ["rutin.md", "barn.md"]
    assert "RuntimeError i knowledge/importing/knowledge_kinds.py rad" in problems[0].reason
    assert "1212" not in problems[0].reason + caplog.text
    assert [page.title for page in StandardPage.objects.all()] == ["Granne"]
    # Nothing of it is there, not even what was written before it burst.
    assert not RoutinePage.objects.exists()
    assert not PageVersion.objects.exists()


def test_pages_may_lie_very_deep_in_a_folder(folder: Folder) -> None:
    for number in range(1100):
        folder.page(f"s{number}", parent=f"s{number - 1}" if number else "ingen")
    assert len(folder.load().problems) == 1100


@pytest.mark.parametrize(
    ("bomb", "reason"),
    [
        ("&a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b]", "alias"),
        ("&a {x: 1}\nb: *a", "alias"),
        ("[" * 100_000 + "]" * 100_000, "för många nivåer"),
        ("\n" + "- " * 100_000 + "x", "för många nivåer"),
    ],
)
def test_yaml_bombs_and_aliases_are_refused(folder: Folder, bomb: str, reason: str) -> None:
    folder.write("x.md", f"---\nid: x\nkind: standard\ntitle: {bomb}\n---\n")
    name, _line, why = folder.fault()
    assert name == "x.md"
    assert reason in why
    assert len(why) < 300


def test_html_is_shown_as_text(folder: Folder) -> None:
    folder.page("x", body="Före <b onclick=alert(1)>fet</b> efter.")
    folder.load()
    html = str(StandardPage.objects.get().body.raw_data[0]["value"])
    assert "<b onclick" not in html
    assert "&lt;b onclick" in html


def test_pages_that_lie_below_each_other_are_named(folder: Folder) -> None:
    folder.page("x", parent="y")
    folder.page("y", parent="x")
    folder.page("granne")
    assert sorted((each.path.name, each.line) for each in folder.load().problems) == [("x.md", 5), ("y.md", 5)]
    assert [page.title for page in StandardPage.objects.all()] == ["Granne"]


# --- files of data


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("professions", "- {code: BM, name: barnmorska, colour: red}\n", "'colour' är okänd"),
        ("professions", "- {code: BM, name: a}\n- {code: BM, name: b}\n", "BM står två gånger"),
        ("professions", "- {name: utan kod}\n", "saknar code"),
        ("professions", "code: BM\n", "lista"),
        ("topics", "- {code: a, name: A, parent: finns-inte}\n", "'finns-inte' finns inte"),
        ("areas", "- {code: a, name: A, kind: planet}\n", "planet"),
        ("contacts", "- {code: x, name: X, numbers: [{area: a}]}\n", "number"),
        (
            "contacts",
            "- {code: x, name: X, numbers: [{number: '1', hours: [{days: [9], from: '08:00', to: '09:00'}]}]}\n",
            "veckodagar",
        ),
        ("terms", "- {code: x, term: X, forms: [], definition: Vad, see: [y]}\n", "'y' finns inte"),
        ("okand", "- {code: x}\n", "okand.yaml är okänd"),
        ("articles", "- {number: [1], part: 1}\n", "oväntat fel"),
        ("professions", '- {code: BM, name: "a\\0b"}\n', "NUL"),
    ],
)
def test_a_faulty_file_of_data_is_left_out_whole(folder: Folder, name: str, text: str, reason: str) -> None:
    folder.write(f"data/{name}.yaml", text)
    problems = folder.load().problems
    assert [problem.path.name for problem in problems] == [f"{name}.yaml"]
    assert reason in problems[0].reason
    if name == "professions":
        assert not Profession.objects.exists()
        assert Contact.objects.exists()


DOCUMENT = '- {code: blankett, title: Blankett, kind: form, versions: [{version: "1.0", valid_from: 2026-01-01, file: FILE}]}\n'


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("../hemligt.docx", "finns inte i mappen"),
        ("files/../../hemligt.docx", "finns inte i mappen"),
        ("/etc/passwd", "finns inte i mappen"),
        ("files/saknas.docx", "finns inte i mappen"),
        ("files/program.exe", "typ"),
        ("files", "finns inte i mappen"),
    ],
)
def test_a_document_comes_from_the_folder_alone(folder: Folder, file: str, reason: str) -> None:
    folder.write("files/program.exe", b"MZ")
    (folder.path.parent / "hemligt.docx").write_bytes(b"hemligt")
    folder.write("data/documents.yaml", DOCUMENT.replace("FILE", file))
    name, line, why = folder.fault()
    assert (name, line) == ("documents.yaml", 1)
    assert reason in why
    assert not get_document_model().objects.exists()


def test_a_link_to_a_file_outside_is_not_followed(folder: Folder) -> None:
    (folder.path.parent / "hemligt.docx").write_bytes(b"hemligt")
    (folder.path / "files").mkdir()
    (folder.path / "files" / "lank.docx").symlink_to(folder.path.parent / "hemligt.docx")
    folder.write("data/documents.yaml", DOCUMENT.replace("FILE", "files/lank.docx"))
    assert "finns inte i mappen" in folder.fault()[2]


def test_a_document_and_its_versions(folder: Folder) -> None:
    folder.write("files/a.docx", b"ett")
    folder.write("data/documents.yaml", DOCUMENT.replace("FILE", "files/a.docx"))
    assert folder.load().problems == []
    document = get_document_model().objects.get()
    assert (document.code, document.kind, document.version_on().label) == ("blankett", "form", "1.0")
    assert folder.load().rows == 0
    folder.write("files/a.docx", b"en annan")
    assert folder.load().rows == 1
    assert document.versions.count() == 1


# --- ids, links and the second run


def test_an_id_twice_is_named_and_the_first_stands(folder: Folder) -> None:
    folder.page("a", title="Första")
    folder.write("b.md", front({"id": "a", "kind": "standard", "title": "Andra"}))
    name, line, reason = folder.fault()
    assert (name, line) == ("b.md", 2)
    assert "a.md" in reason
    assert StandardPage.objects.get().title == "Första"


def test_a_dangling_link_is_named_left_out_and_mended_at_the_next_run(folder: Folder) -> None:
    folder.page("a", body="Se [b-sidan](page:b).")
    name, line, reason = folder.fault()
    assert (name, line) == ("a.md", 7)
    assert "'b' finns inte" in reason
    page = StandardPage.objects.get()
    assert "b-sidan" in str(page.body.raw_data[0]["value"])
    assert "linktype" not in str(page.body.raw_data[0]["value"])
    folder.page("b")
    assert folder.load().problems == []
    html = str(StandardPage.objects.get(pk=page.pk).body.raw_data[0]["value"])
    assert f'linktype="page" id="{StandardPage.objects.get(slug="b").pk}"' in html


def test_pages_may_name_each_other(folder: Folder) -> None:
    folder.page("a", body="[till b](page:b)")
    folder.page("b", body="[till a](page:a)", parent="a")
    assert folder.load().problems == []
    assert StandardPage.objects.get(slug="b").get_parent().slug == "a"


def test_a_second_run_writes_nothing(folder: Folder) -> None:
    folder.routine()
    folder.page("a")
    folder.write("data/terms.yaml", "- {code: x, term: X, forms: [], definition: Vad}\n")
    first = folder.load()
    assert (first.made, first.problems) == (2, [])
    with CaptureQueriesContext(connection) as queries:
        second = folder.load()
    assert (second.made, second.changed, second.unchanged, second.rows) == (0, 0, 2, 0)
    verbs = ("INSERT", "UPDATE", "DELETE", "REPLACE")
    assert [query["sql"][:120] for query in queries if query["sql"].lstrip().upper().startswith(verbs)] == []


def test_a_changed_file_updates_its_page_and_raises_the_version(folder: Folder) -> None:
    folder.routine()
    folder.load()
    page = RoutinePage.objects.get()
    ids = [raw["id"] for raw in page.steps.raw_data]
    folder.routine(title="Lyssna först", version='"1.1"', change="Ny titel.")
    outcome = folder.load()
    assert (outcome.made, outcome.changed) == (0, 1)
    page = RoutinePage.objects.get()
    assert (page.title, page.slug) == ("Lyssna först", "lyssna")
    assert [version.number for version in PageVersion.objects.filter(page_id=page.pk)] == ["1.1", "1.0"]
    # Block ids stay, so that translations keep their address (decision H).
    assert [raw["id"] for raw in page.steps.raw_data] == ids
    folder.routine(title="Lyssna först", version='"2.0"', change="Nytt innehåll.")
    folder.load()
    assert [version.number for version in PageVersion.objects.filter(page_id=page.pk)] == ["2.0", "1.1", "1.0"]


def test_a_file_that_becomes_faulty_leaves_its_page_as_it_was(folder: Folder) -> None:
    folder.page("a", title="God")
    folder.load()
    folder.page("a", title="Dålig", colour="red")
    assert "colour" in folder.fault()[2]
    assert StandardPage.objects.get().title == "God"


def test_a_section_whose_file_is_faulty_takes_its_children_with_it(folder: Folder) -> None:
    folder.page("mamma", colour="red")
    folder.page("barn", parent="mamma")
    folder.page("barnbarn", parent="barn")
    problems = folder.load().problems
    assert {problem.path.name for problem in problems} == {"mamma.md", "barn.md", "barnbarn.md"}
    assert not StandardPage.objects.exists()


def test_two_pages_with_one_address_are_named(folder: Folder) -> None:
    folder.page("a", title="Samma")
    folder.page("b", title="Samma")
    folder.page("b-barn", parent="b")
    problems = folder.load().problems
    assert {problem.path.name for problem in problems} == {"b.md", "b-barn.md"}
    assert [page.title for page in StandardPage.objects.all()] == ["Samma"]


def test_a_title_that_makes_no_address_is_named(folder: Folder) -> None:
    folder.page("a", title='"!!!"')
    folder.page("granne")
    assert folder.fault()[0] == "a.md"
    assert [page.title for page in StandardPage.objects.all()] == ["Granne"]


# --- nothing is half loaded


class Ended(BaseException):
    """What ends a process in the middle: no Exception."""


def end_at(monkeypatch: pytest.MonkeyPatch, title: str) -> None:
    """The run is ended when the page with this title is published."""
    from pages import registries

    def end(page: Page, **_kwargs: Any) -> None:
        if page.title == title:
            raise Ended

    monkeypatch.setitem(registries.after_publish._entries, "ending", end)


def test_a_run_that_is_ended_leaves_no_empty_pages(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abc":
        folder.page(name, body="Se [c](page:c).")
    with monkeypatch.context() as patch:
        end_at(patch, "B")
        with pytest.raises(Ended):
            folder.load()
    assert [page.title for page in StandardPage.objects.all()] == ["A"]
    assert [source.content_id for source in ContentSource.objects.all()] == ["a"]
    assert folder.load().problems == []
    html = str(StandardPage.objects.get(slug="a").body.raw_data[0]["value"])
    assert f'id="{StandardPage.objects.get(slug="c").pk}"' in html


def test_what_a_killed_run_left_behind_is_filled_or_taken_away(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abcd":
        folder.page(name)
    folder.page("barn", parent="c")
    with monkeypatch.context() as patch:
        end_at(patch, "B")
        patch.setattr("knowledge.importing.loader._remove_unfilled", lambda _drafts: None)
        with pytest.raises(Ended):
            folder.load()
    assert StandardPage.objects.filter(live=False).count() == 4
    folder.page("c", colour="red")
    (folder.path / "d.md").unlink()
    assert {problem.path.name for problem in folder.load().problems} == {"c.md", "barn.md"}
    assert [(page.title, page.live) for page in StandardPage.objects.all()] == [("A", True), ("B", True)]


def test_a_draft_that_somebody_has_worked_on_stays(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.page("a")
    with monkeypatch.context() as patch:
        end_at(patch, "A")
        patch.setattr("knowledge.importing.loader._remove_unfilled", lambda _drafts: None)
        with pytest.raises(Ended):
            folder.load()
    StandardPage.objects.get().save_revision()
    folder.page("a", colour="red")
    folder.load()
    assert StandardPage.objects.get().title == "A"


def test_a_page_that_is_lost_takes_its_children_and_is_linked_again_when_it_is_mended(folder: Folder) -> None:
    folder.page("a", body="Se [b](page:b).")
    folder.page("b", audience="{centre: finns-inte}")
    folder.page("barn", parent="b")
    assert {problem.path.name for problem in folder.load().problems} == {"b.md", "barn.md"}
    assert [page.title for page in StandardPage.objects.all()] == ["A"]
    folder.page("b")
    outcome = folder.load()
    assert (outcome.made, outcome.changed, outcome.problems) == (2, 1, [])
    html = str(StandardPage.objects.get(slug="a").body.raw_data[0]["value"])
    assert f'id="{StandardPage.objects.get(slug="b").pk}"' in html


def test_a_link_that_leads_nowhere_makes_no_new_version_at_each_run(folder: Folder) -> None:
    folder.routine(related="[ingen]")
    folder.load()
    outcome = folder.load()
    assert (len(outcome.problems), outcome.unchanged) == (1, 1)
    assert PageVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("keys", "line", "field"),
    [
        ({"slug": "a b/c"}, 5, "slug"),
        ({"title": "å" * 300}, 4, "title"),
        ({"slug": "om-19121212-1212"}, 5, "slug"),
        ({"title": "Om 19121212-1212"}, 4, "title"),
    ],
)
def test_what_is_checked_of_a_page_is_checked_of_its_draft(
    folder: Folder, keys: dict[str, str], line: int, field: str
) -> None:
    folder.page("x", **keys)
    with CaptureQueriesContext(connection) as queries:
        _name, at, why = folder.fault()
    assert at == line
    assert why.startswith(f"{field}: ")
    assert not [query for query in queries if query["sql"].startswith('INSERT INTO "wagtailcore_page"')]


# --- what must not come in


@pytest.mark.parametrize("number", ["19121212-1212", "191212121212"])
@pytest.mark.parametrize("place", ["lead", "body", "search_terms"])
def test_a_personal_identity_number_refuses_its_file_and_is_not_printed(
    folder: Folder, number: str, place: str
) -> None:
    text = {"lead": f"Ring {number}.", "search_terms": f'["{number}"]'}
    keys = {place: text[place]} if place in text else {}
    folder.page("x", body=f"Om {number} i texten." if place == "body" else "Text.", **keys)
    folder.page("granne")
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError) as raised:
        call_command("load_content", folder.path, verbosity=0, stdout=out, stderr=err)
    printed = out.getvalue() + err.getvalue() + str(raised.value)
    assert "x.md" in printed
    assert "1212" not in printed.replace(str(folder.path), "")
    assert [page.title for page in StandardPage.objects.all()] == ["Granne"]


def test_a_personal_identity_number_in_data_refuses_its_file(folder: Folder) -> None:
    folder.write("data/terms.yaml", "- {code: x, term: X, forms: [], definition: Om 19121212-1212}\n")
    name, _line, reason = folder.fault()
    assert name == "terms.yaml"
    assert "1212" not in reason
    assert not Term.objects.exists()


# --- privacy


def test_a_private_section_is_never_public_for_a_moment(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    from pages import registries

    seen: list[bool] = []

    def look(page: Page, **_kwargs: Any) -> None:
        seen.append(can_see(outside, page))

    centre = make.CentreFactory(code="lyktan")
    outside = make.make_person("ute")
    monkeypatch.setitem(registries.after_publish._entries, "looking", look)
    folder.page("internt", audience="{centre: lyktan}")
    folder.page("barn", parent="internt")
    assert folder.load().problems == []
    assert seen == [False, False]
    assert can_see(make.make_person("inne", centre=centre), StandardPage.objects.get(slug="barn"))


def test_an_audience_that_is_not_there_refuses_the_page(folder: Folder) -> None:
    folder.page("internt", audience="{centre: finns-inte}")
    problems = folder.load().problems
    assert [problem.path.name for problem in problems] == ["internt.md"]
    assert not StandardPage.objects.exists()


def test_an_audience_that_is_taken_away_opens_and_one_that_is_changed_changes(folder: Folder) -> None:
    folder.page("internt", audience="{profession: BM}")
    folder.load()
    folder.page("internt", audience="{profession: SOC}")
    assert folder.load().problems == []
    restriction = PageViewRestriction.objects.get()
    assert [group.audience.profession.code for group in restriction.groups.all()] == ["SOC"]
    folder.page("internt")
    assert folder.load().problems == []
    assert not PageViewRestriction.objects.exists()


def test_what_an_editor_opens_or_closes_stays_until_the_file_changes(folder: Folder) -> None:
    folder.page("internt", audience="{profession: BM}")
    folder.page("inre", audience="{profession: BM}")
    folder.page("fritt")
    folder.load()
    PageViewRestriction.objects.get(page__slug="inre").delete()
    added, own = Group.objects.create(name="vikarier"), Group.objects.create(name="ledning")
    restriction = PageViewRestriction.objects.get(page__slug="internt")
    restriction.groups.add(added)
    make.restrict(Page.objects.get(slug="fritt"), own)
    assert folder.load().unchanged == 3
    assert added in restriction.groups.all()
    assert not PageViewRestriction.objects.filter(page__slug="inre").exists()
    # The file has its say when it changes; what it never closed it does not open.
    for name, keys in {"internt": {"audience": "{profession: BM}"}, "inre": {}, "fritt": {}}.items():
        folder.page(name, body="Ny text.", **keys)
    assert folder.load().changed == 3
    assert [group.name for group in restriction.groups.all()] == ["Yrke: barnmorska"]
    assert [group.name for group in PageViewRestriction.objects.get(page__slug="fritt").groups.all()] == ["ledning"]


def test_a_faulty_change_neither_opens_nor_closes(folder: Folder) -> None:
    folder.page("internt", audience="{profession: BM}")
    folder.load()
    folder.page("internt", title="å" * 300)
    folder.fault()
    assert PageViewRestriction.objects.count() == 1


# --- the command


def test_the_command_counts_and_ends_well(folder: Folder) -> None:
    folder.routine()
    out = StringIO()
    call_command("load_content", folder.path, verbosity=0, stdout=out)
    assert "1 nya sidor" in out.getvalue()
    assert "0 fel" in out.getvalue()


def test_the_progress_ends_with_the_number_of_steps(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abc":
        folder.page(name)
    folder.page("x", colour="red")
    console = Console(file=StringIO(), width=100, force_terminal=True)
    monkeypatch.setattr(load_content, "Progress", partial(Progress, console=console))
    for _run in range(2):
        with pytest.raises(CommandError):
            call_command("load_content", folder.path, stdout=StringIO(), stderr=StringIO())
        shown = re.findall(r"(\d+)/(\d+)", console.file.getvalue())  # type: ignore[attr-defined]  # a StringIO
        # Two steps for each page, one for each kind of data file.
        assert shown[-1] == ("20", "20")


def test_the_command_names_each_fault_and_ends_badly(folder: Folder) -> None:
    path = folder.page("x", colour="red")
    err = StringIO()
    with pytest.raises(CommandError):
        call_command("load_content", folder.path, verbosity=0, stdout=StringIO(), stderr=err)
    assert f"{path}:5: nyckeln colour är okänd" in err.getvalue()


def test_a_folder_that_is_not_there(home: Page, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="finns inte"):
        call_command("load_content", tmp_path / "ingen", verbosity=0)
