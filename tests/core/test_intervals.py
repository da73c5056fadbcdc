"""Amounts as intervals: which two conflict, and how far each reaches when they are compared."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from strategies import QUICK, operands, texts

from ledger.core.amount import Amount, parse
from ledger.core.arithmetic import conflict, difference, overlap, widened

CONFLICTS = [
    ("200 billion", "200 billion", False),
    ("200 billion", "200.4 billion", False),  # each spans half a step: 199.5 to 200.5
    ("200 billion", "200.5 billion", False),
    ("200 billion", "200.6 billion", True),
    ("200 billion", "201 billion", False),  # both reach 200.5
    ("200 billion", "202 billion", True),
    ("200.0 billion", "200.2 billion", True),
    ("about 200 billion", "210 billion", False),  # 190 to 210
    ("about 200 billion", "211 billion", True),
    ("about 200 billion", "189 billion", True),
    ("about 200 billion", "about 221 billion", False),
    ("about 200 billion", "about 222 billion", True),
    ("about 5", "5.4", False),  # half a step is more than 5 %
    ("nearly 70 %", "70 %", False),
    ("nearly 70 %", "70.1 %", True),
    ("nearly 70 %", "63 %", False),
    ("nearly 70 %", "62 %", True),
    ("more than 80 billion", "80 billion", False),  # 80 may be 80.4
    ("more than 80 billion", "79.9 billion", True),
    ("more than 80 billion", "79.95 billion", True),
    ("more than 80 billion", "nearly 80 billion", True),
    ("at least 80 billion", "nearly 80 billion", False),
    ("more than 80 billion", "at most 80 billion", True),
    ("at least 80 billion", "at most 80 billion", False),
    ("at least 80 billion", "less than 80 billion", True),
    ("more than 80 billion", "more than 500 billion", False),
    ("less than 1 %", "0 %", False),
    ("less than 1 %", "1 %", False),
    ("less than 1 %", "2 %", True),
    ("175 to 185 billion", "185 billion", False),
    ("175 to 185 billion", "186 billion", False),
    ("175 to 185 billion", "187 billion", True),
    ("175 to 185 billion", "180.3 billion", False),
    ("about 175 to 185 billion", "194 billion", False),
    ("about 175 to 185 billion", "195 billion", True),
    ("0 to 5 billion", "at least 6 billion", True),
    ("about 0 to 5 billion", "5.3 billion", False),
    ("several billion", "3", False),
    ("0", "0", False),
    ("at most 0", "0", False),
]


@pytest.mark.parametrize(("one", "other", "expected"), CONFLICTS)
def test_conflict(one: str, other: str, expected: bool) -> None:
    assert conflict(parse(one), parse(other)) is expected
    assert conflict(parse(other), parse(one)) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"), [("2026", "2027", True), ("2026", "2026", False), ("4", "3 to 5", False)]
)
def test_conflict_of_exact_numbers(one: str, other: str, expected: bool) -> None:
    assert conflict(parse(one, exact=True), parse(other, exact=True)) is expected


@QUICK
@given(texts(), texts())
def test_conflict_is_symmetric_and_never_with_oneself(one: str, other: str) -> None:
    assert conflict(parse(one), parse(other)) == conflict(parse(other), parse(one))
    assert not conflict(parse(one), parse(one))
    assert not conflict(parse(one), parse(str(parse(one))))


@QUICK
@given(operands())
def test_widening_only_widens(amount: Amount) -> None:
    low, high, low_open, high_open = widened(amount)
    assert low <= amount.low
    assert amount.high <= high
    assert (low_open, high_open) == (amount.low_open, amount.high_open)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("200 billion", "199.5e9", "200.5e9"),
        ("200.00 billion", "199.995e9", "200.005e9"),
        ("about 200 billion", "190e9", "210e9"),
        ("about 175 to 185 billion", "166.25e9", "194.25e9"),
        ("nearly 70 %", "63", "70"),
        ("more than 80 billion", "80e9", "Infinity"),
        ("at most 5 %", "0", "5"),
    ],
)
def test_widened(text: str, low: str, high: str) -> None:
    assert widened(parse(text))[:2] == (Decimal(low), Decimal(high))


def test_a_computed_fall_is_widened_away_from_zero() -> None:
    fall = difference(parse("about 80"), parse("180"))
    assert widened(fall)[:2] == (-105, -95)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ((0, 1, False, False), (1, 2, False, False), True),
        ((0, 1, False, True), (1, 2, False, False), False),
        ((0, 1, False, False), (1, 2, True, False), False),
        ((0, 1, False, True), (1, 2, True, False), False),
        ((0, 2, True, True), (0, 2, True, True), True),
        ((0, 3, False, False), (1, 2, True, True), True),
        ((0, 1, False, False), (2, 3, False, False), False),
        ((1, 1, False, False), (1, 1, False, False), True),
    ],
)
def test_overlap(left: tuple[int, int, bool, bool], right: tuple[int, int, bool, bool], expected: bool) -> None:
    one = Decimal(left[0]), Decimal(left[1]), *left[2:]
    other = Decimal(right[0]), Decimal(right[1]), *right[2:]
    assert overlap(one, other) is expected
    assert overlap(other, one) is expected
