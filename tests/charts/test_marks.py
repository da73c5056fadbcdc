"""Claims and amounts as marks, and what is said of them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from conftest import FIGURES, Reading, changed

from ledger.charts import marks
from ledger.core.amount import Amount, parse

MARKS = [
    # value, as shown, stated ends, open below, open above
    ("200 billion", "$200B", (200, 200), False, False),
    ("about 200 billion", "~$200B", (200, 200), False, False),
    ("175 to 185 billion", "$175–185B", (175, 185), False, False),
    ("more than 80 billion", ">$80B", (80, 80), False, True),
    ("at most 80 billion", "≤$80B", (80, 80), True, False),
]


@pytest.mark.parametrize(("value", "number", "ends", "below", "above"), MARKS)
def test_bounds_stay_open_and_the_hedge_is_shown(
    value: str, number: str, ends: tuple[float, float], below: bool, above: bool
) -> None:
    mark = marks.of_amount(parse(value, "USD"), "guidance")
    assert mark.number == number
    assert mark.stated == tuple(n * 1e9 for n in ends)
    assert (mark.open_low, mark.open_high) == (below, above)


def test_a_bound_has_no_end_on_its_open_side() -> None:
    made = Amount(Decimal("-Infinity"), Decimal(5), "USD", high_open=False)
    assert marks.of_amount(made, "computed").stated == (5, 5)


@pytest.mark.parametrize(
    ("top", "values"),
    [(225, [0, 50, 100, 150, 200]), (805, [0, 200, 400, 600, 800]), (1, [0, 0.2, 0.4, 0.6, 0.8, 1]), (0, [0])],
)
def test_round_values_of_the_axis(top: float, values: list[float]) -> None:
    assert marks.steps(top) == pytest.approx(values)


def test_an_article_without_a_date(reading: Reading) -> None:
    ledger, _ = reading(changed(("    published: 2026-03\n", "")))
    assert marks.names(ledger, ledger.claims["acme.capex.2026/rumour"])[0] == "Acme bouwt, forecast"


def test_the_date_of_an_article_is_not_shown_as_that_of_a_statement(reading: Reading) -> None:
    ledger, _ = reading(FIGURES)
    forms = marks.names(ledger, ledger.claims["beta.capex.2026/guidance"])
    assert forms[0] == "Beta, guidance, in The Wire, 5 February 2026"
    assert not any("February" in form for form in forms[1:])
