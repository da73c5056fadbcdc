"""How a number is shown in a sentence, and what it says on hover."""

from __future__ import annotations

import pytest

from ledger import book
from ledger.core.problem import Unreadable
from ledger.views import inline


@pytest.mark.parametrize(
    ("page", "style", "label"),
    [
        ("articles/plan.md", "words", "$200 billion"),  # that article prints no "about"
        ("articles/krant.md", "words", "about $200 billion"),
        ("index.md", "words", "about $200 billion"),
        ("index.md", "short", "&#126;$200B"),
        ("index.md", "bare", "about 200 billion"),
    ],
)
def test_a_number_in_a_sentence(small: book.Book, page: str, style: str, label: str) -> None:
    shown = book.fig(small.site, page, "acme.capex.2026/guidance", style)
    prefix = "../" if "/" in page else ""
    assert shown.startswith(f"[{label}]({prefix}companies/acme.md#acme.capex.2026/guidance){{ .fig title=")


def test_an_unknown_style(small: book.Book) -> None:
    with pytest.raises(Unreadable) as error:
        book.fig(small.site, "index.md", "acme.capex.2026", "long")
    assert str(error.value) == "no style 'long'. Use words, short or bare."


@pytest.mark.parametrize(
    ("claim", "line"),
    [
        ("acme.capex.2026/guidance", "Guidance by Acme, 5 February 2026. Printed by The Wire and Acme bouwt. Unlike 1 other: $150 billion"),
        ("acme.capex.2026/rumour", "Forecast, no name given, March 2026 (when published). Printed by Acme bouwt. Overtaken since; differs from 1 other: $200 billion"),
        ("acme.capex.2026/consensus", "Consensus by Agency, 5 February 2026 (when published). Printed by The Wire"),
        ("pair.capex.2026/total", "Computed by this site"),
    ],
)  # fmt: skip
def test_one_line_says_who_and_when(small: book.Book, claim: str, line: str) -> None:
    ledger = small.site.ledger
    assert inline.summary(ledger, ledger.claims[claim]) == line


def test_a_claim_named_in_a_sentence_of_the_data_shows_its_number(small: book.Book) -> None:
    text = "Like the plan (acme.capex.2026/guidance), which (acme.capex.2026/none) is not."
    shown = inline.sentence(small.site.ledger, "index.md", text)
    assert shown.startswith("Like the plan ([&#126;$200B](companies/acme.md#acme.capex.2026/guidance){ .fig title=")
    assert shown.endswith("}), which &#40;acme.capex.2026/none&#41; is not.")
