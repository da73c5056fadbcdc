"""Claims and amounts as marks, and what is said of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

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
    assert (mark.low, mark.high) == tuple(n * 1e9 for n in ends)
    assert (mark.open_low, mark.open_high) == (below, above)


def test_a_bound_has_no_end_on_its_open_side() -> None:
    made = Amount(Decimal("-Infinity"), Decimal(5), "USD", high_open=False)
    mark = marks.of_amount(made, "computed")
    assert (mark.low, mark.high) == (5, 5)


@pytest.mark.parametrize(
    ("top", "values"),
    [
        (225, [0, 50, 100, 150, 200]),
        (805, [0, 200, 400, 600, 800]),
        (1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (0, [0]),
        (-5, [0]),
    ],
)
def test_round_values_of_the_axis(top: float, values: list[float]) -> None:
    group = marks.Group("", (marks.Mark(top, top, "", "actual"),))
    assert [*marks.axis([group])] == values
