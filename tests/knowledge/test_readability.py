"""LIX by the book: words for each sentence, and how many of a hundred words have more than six letters."""

import pytest

from knowledge.readability import lix


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ([], 0),
        (["", "–"], 0),
        (["Barnet får äta."], 3),
        (["Barnet får äta. Sedan sover det!"], 3),
        (["Barnet får äta", "Sedan sover det"], 3),
        (["Mottagningen är öppen."], 3 + 100 / 3),
        (["Familjen ringer."], 2 + 50),
        (["Barnet"], 1),
        (["Barnets"], 1 + 100),
        # Points that end no sentence.
        (["Ta med t.ex. Bamse kl. 8.30 på fredag."], 8),
        (["Enligt 12 kap. 3 § får du ta det."], 8),
        (["Hon säger: ”Kom in.” Då går du."], 3.5),
    ],
)
def test_lix(text: list[str], value: float) -> None:
    assert lix(text) == pytest.approx(value)
