"""The main job and every kind of screen in Chromium: find the routine, read what to do, with a thumb, a keyboard, without script."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]
ROUTINE = "/rutiner/skydd-och-oro/orosanmalan/"
TITLE = "Orosanmälan när ett barn far illa"
PRIVATE = "/for-oss-forskollarare/planera-sangstunden/"
SCREENS = pytest.mark.parametrize("screen", ["phone", "desk"])
PAGES = {
    "start": "/",
    "results": f"/sok/?q={quote('samtycke')}",
    "nothing found": f"/sok/?q={quote('xylofonkvastar')}",
    "section": "/rutiner/skydd-och-oro/",
    "routine": ROUTINE,
    "centre": "/centraler/ekbacka/",
    "article": "/barnkonventionen/artikel-12/",
    "convention": "/barnkonventionen/",
    "glossary": "/ordlista/",
    "403": PRIVATE,
    "404": "/finns-inte/",
}


# The search box shows its ring on the field around it.
RING = """(() => [document.activeElement, document.activeElement.closest(".field")].filter(Boolean).map(getComputedStyle)
  .some((style) => style.outlineStyle !== "none" || style.boxShadow !== "none"))()"""


def search_box(page: Page) -> Any:
    return page.get_by_role("search").locator("input[name=q]")


def options(page: Page) -> Any:
    return page.get_by_role("listbox").get_by_role("option")


def sideways(page: Page) -> int:
    """By how many pixels the page can be scrolled to the side."""
    return int(page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"))


# --- the main job


@SCREENS
def test_from_sign_in_to_the_first_step(open_page: OpenPage, screen: str) -> None:
    page = open_page(screen, user="barnmorska")
    assert page.url.endswith("/")
    page.keyboard.press("/")
    expect(search_box(page)).to_be_focused()
    page.keyboard.type("orosanmälan")
    expect(options(page).first).to_contain_text(TITLE)
    page.keyboard.press("ArrowDown")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{ROUTINE}")
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    # What to do first and whom to call are there at once; the first step is within a thumb's stroke.
    height = page.viewport_size["height"] if page.viewport_size else 0
    expect(page.locator(".acute").first).to_be_in_viewport()
    place = page.locator("#step-1").bounding_box()
    assert place is not None
    assert place["y"] < 1.3 * height


@pytest.mark.parametrize("words", ["BVC", "anmäla oro", "orosanmälan"])
def test_words_of_the_staff_find(open_page: OpenPage, words: str) -> None:
    page = open_page("phone", user="barnmorska")
    search_box(page).fill(words)
    search_box(page).press("Enter")
    page.wait_for_url("**/sok/?q=*")
    hits = page.locator("#results > li")
    expect(hits.first).to_be_visible()
    if words != "BVC":
        expect(hits.first).to_contain_text(TITLE)
        hits.first.get_by_role("link").first.click()
        page.wait_for_url(f"**{ROUTINE}")


def test_arrows_go_round_and_escape_closes(open_page: OpenPage) -> None:
    page = open_page(user="barnmorska")
    search_box(page).press_sequentially("oro")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("ArrowUp")
    expect(options(page).last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(search_box(page)).to_have_value("oro")
    search_box(page).press_sequentially("sanm")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/sok/?q=orosanm")


def test_the_search_needs_no_script(open_page: OpenPage) -> None:
    page = open_page("phone", user="barnmorska", java_script_enabled=False)
    search_box(page).fill("anmäla oro")
    page.get_by_role("search").get_by_role("button").click()
    expect(page.locator("#results > li").first).to_contain_text(TITLE)
    page.locator("#results > li").first.get_by_role("link").first.click()
    expect(page.locator("#step-1")).to_be_visible()


def test_with_the_keyboard_alone(open_page: OpenPage) -> None:
    """The first Tab reaches the skip link; from the results, past the filters, Tab and Enter open the routine; the focus is always seen."""
    page = open_page(user="barnmorska")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_attribute("href", "#main")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.type("orosanmälan")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/sok/?q=*")
    wanted = page.locator("#results a").first
    expect(wanted).to_be_visible()
    for _ in range(30):
        page.keyboard.press("Tab")
        outline = page.evaluate(RING)
        assert outline, page.evaluate("document.activeElement.outerHTML")
        if page.evaluate("document.activeElement.getAttribute('href')") == "#results":
            page.keyboard.press("Enter")  # past the filters
        if wanted.evaluate("node => node === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{ROUTINE}")


# --- who may see what


def test_a_private_page_refuses_the_wrong_person_and_opens_to_the_right_one(open_page: OpenPage) -> None:
    page = open_page("phone", user="barnmorska")
    answer = page.goto(PRIVATE)
    assert answer is not None
    assert answer.status == 403
    expect(page.get_by_role("heading", level=1)).to_contain_text("Du har inte")
    assert "ångstund" not in page.content()
    right = open_page("phone", user="forskollarare")
    answer = right.goto(PRIVATE)
    assert answer is not None
    assert answer.status == 200


@SCREENS
def test_signing_out_closes_the_wall(open_page: OpenPage, screen: str) -> None:
    page = open_page(screen, user="barnmorska")
    if screen == "phone":
        page.get_by_role("button", name="Meny").click()
    page.get_by_role("button", name="Logga ut").click()
    page.wait_for_url("**/logga-in/**")
    page.goto(ROUTINE)
    assert "/logga-in/" in page.url
    assert TITLE not in page.content()


# --- every kind of screen


@SCREENS
def test_axe_finds_nothing(open_page: OpenPage, screen: str) -> None:
    found: dict[str, str] = {}
    outside = open_page(screen)
    outside.goto("/logga-in/")
    inside = open_page(screen, user="barnmorska")
    for name, path in {"sign-in": "", **PAGES}.items():
        page = inside if path else outside
        if path:
            page.goto(path)
        result = Axe().run(page)
        if result.violations_count:
            found[name] = result.generate_report()
    assert found == {}


def test_dark_colours_have_contrast_too(open_page: OpenPage) -> None:
    page = open_page("phone", user="barnmorska", color_scheme="dark")
    found = {}
    for name in ("start", "results", "routine", "centre"):
        page.goto(PAGES[name])
        result = Axe().run(page)
        if result.violations_count:
            found[name] = result.generate_report()
    assert found == {}


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_scrolls_sideways(open_page: OpenPage, width: int) -> None:
    page = open_page({"width": width, "height": 800}, user="barnmorska")
    wide = {}
    for name, path in PAGES.items():
        page.goto(path)
        if by := sideways(page):
            wide[name] = by
    page.goto("/")
    search_box(page).press_sequentially("oro")
    expect(options(page).first).to_be_visible()
    if by := sideways(page):
        wide["suggestions"] = by
    assert wide == {}
