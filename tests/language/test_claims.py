"""Who says so, and how far answers lie apart, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import FIGURES, FIXTURE, Reading, changed

from ledger import book
from ledger.core.amount import parse
from ledger.language.claims import names, spread

LEDGER = book.read(FIXTURE).site.ledger


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        ("amazon.capex.2026", "$125 to $220 billion"),
        ("microsoft.capex.2026", "$85 to $190 billion"),
        ("meta.capex.2026", "$72 to $225 billion"),
        ("apple.capex.2026", "$80 billion"),
    ],
)
def test_how_far_answers_lie_apart(figure: str, text: str) -> None:
    assert spread(LEDGER.figures[figure], LEDGER.figures[figure].claims) == text


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (["several billion"], "several billion dollars"),
        (["several billion", "several trillion", "several billion"], "several billion dollars or several trillion dollars"),
        (["several billion", "5 billion"], "$5 billion"),
    ],
)  # fmt: skip
def test_answers_of_which_none_is_a_number(values: list[str], text: str) -> None:
    figure = LEDGER.figures["apple.capex.2026"]
    claims = [replace(figure.claims[0], amount=parse(value, "USD")) for value in values]
    assert spread(figure, claims) == text


def test_an_article_without_a_date(reading: Reading) -> None:
    ledger, _ = reading(changed(("    published: 2026-03\n", "")))
    assert names(ledger, ledger.claims["acme.capex.2026/rumour"])[0] == "Acme bouwt, forecast"


def test_the_date_of_an_article_is_not_shown_as_that_of_a_statement(reading: Reading) -> None:
    ledger, _ = reading(FIGURES)
    forms = names(ledger, ledger.claims["beta.capex.2026/guidance"])
    assert forms[0] == "Beta, guidance, in The Wire, 5 February 2026"
    assert not any("February" in form for form in forms[1:])
