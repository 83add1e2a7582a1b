"""Text without markup reads as the page does."""

import pytest

from pages.findables import plain


@pytest.mark.parametrize(
    ("html", "paragraphs"),
    [
        ("<p>Läs <a href='/x/'>rutinen</a>. Ring sedan.</p>", ["Läs rutinen. Ring sedan."]),
        ("<p>Förälder<b>n</b>s ord</p>", ["Förälderns ord"]),
        ("<p>Ett<br/>två</p>", ["Ett två"]),
        ("<ul><li>Ett</li><li>Två <i>(2)</i>,</li></ul>", ["Ett", "Två (2),"]),
        ("<table><tr><td>A</td><td>B</td></tr></table>", ["A", "B"]),
        ("bara text", ["bara text"]),
    ],
)
def test_inline_markup_adds_no_space_and_blocks_do(html: str, paragraphs: list[str]) -> None:
    assert plain(html)[1] == paragraphs


def test_headings_stand_apart() -> None:
    assert plain("<h2>Så <em>här</em></h2><p>Gör det.</p>") == (["Så här"], ["Gör det."])
