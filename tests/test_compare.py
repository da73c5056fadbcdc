"""Conflicts between claims, and the verdicts of checks."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from strategies import QUICK, operands, texts

from ledger import compare
from ledger.amount import INFINITY, Amount, parse
from ledger.arithmetic import base, difference, total
from ledger.compare import relate
from ledger.intervals import conflict, overlap, widened
from ledger.model import Check, Ledger, Operand, Relation, Verdict

# ---- conflicts ------------------------------------------------------------------------------------

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


# ---- verdicts -------------------------------------------------------------------------------------

VERDICTS: list[tuple[str, Relation, str, Verdict]] = [
    # equal: the stated results; about says nothing, bounds cannot decide
    ("200 billion", "equal", "200 billion", "holds"),
    ("200 billion", "equal", "200.00 billion", "holds"),
    ("about 200 billion", "equal", "200 billion", "holds"),
    ("nearly 200 billion", "equal", "about 200 billion", "holds"),
    ("175 to 185", "equal", "175 to 185", "holds"),
    ("0", "equal", "0", "holds"),
    ("0 to 5", "equal", "0 to 5", "holds"),
    ("199.6 billion", "equal", "200 billion", "rounds"),
    ("200 billion", "equal", "199.6 billion", "rounds"),
    ("199.5 billion", "equal", "200 billion", "rounds"),
    ("199.4 billion", "equal", "200 billion", "fails"),
    ("200.5 billion", "equal", "200 billion", "fails"),
    ("174.6 to 185.4", "equal", "175 to 185", "rounds"),
    ("199.6 to 200.4", "equal", "200", "rounds"),
    ("200 billion", "equal", "201 billion", "fails"),
    ("about 200 billion", "equal", "201 billion", "fails"),
    ("175 to 185", "equal", "186", "fails"),
    ("175 to 185", "equal", "180", "undecided"),
    ("175 to 185", "equal", "180 to 190", "undecided"),
    ("175 to 185", "equal", "186 to 190", "fails"),
    ("more than 80", "equal", "more than 80", "undecided"),
    ("more than 80", "equal", "90", "undecided"),
    ("more than 80", "equal", "80", "fails"),
    ("at least 80", "equal", "80", "undecided"),
    ("more than 80", "equal", "70", "fails"),
    ("at most 5", "equal", "0 to 5", "undecided"),
    ("0 to 5", "equal", "at most 5", "undecided"),
    # about: five per cent of the right side, to either side
    ("200", "about", "200", "holds"),
    ("209", "about", "200", "holds"),
    ("210.5", "about", "200", "fails"),
    ("189.4", "about", "200", "fails"),
    ("about 220", "about", "200", "holds"),
    ("65 %", "about", "nearly 70 %", "holds"),
    ("71 %", "about", "nearly 70 %", "fails"),
    ("170 to 190", "about", "200", "holds"),
    ("100 to 150", "about", "200", "fails"),
    ("more than 205", "about", "200", "undecided"),
    ("more than 210", "about", "200", "fails"),
    ("200", "about", "more than 205", "fails"),
    ("210", "about", "more than 205", "undecided"),
    # above and below: touching is not above
    ("201", "above", "200", "holds"),
    ("200", "above", "200", "fails"),
    ("199", "above", "200", "fails"),
    ("about 201", "above", "200", "holds"),
    ("175 to 185", "above", "174", "holds"),
    ("175 to 185", "above", "175", "undecided"),
    ("175 to 185", "above", "180", "undecided"),
    ("175 to 185", "above", "185", "fails"),
    ("more than 80", "above", "80", "holds"),
    ("at least 80", "above", "80", "undecided"),
    ("more than 80", "above", "90", "undecided"),
    ("80", "above", "less than 80", "holds"),
    ("80", "above", "at most 80", "undecided"),
    ("80", "above", "more than 80", "fails"),
    ("80", "above", "at least 80", "fails"),
    ("less than 80", "above", "more than 80", "fails"),
    ("more than 80", "above", "at most 80", "holds"),
    ("at most 5", "above", "0", "undecided"),
    ("16.5 to 21.5", "below", "22.04", "holds"),
    ("22.04", "below", "22.04", "fails"),
    ("less than 80", "below", "80", "holds"),
    ("at most 80", "below", "80", "undecided"),
    ("175 to 185", "below", "180", "undecided"),
    ("186", "below", "175 to 185", "fails"),
    ("185", "below", "175 to 185", "fails"),
    ("80", "below", "more than 80", "holds"),
    # at least and at most: touching is enough, unless an end is open
    ("200", "at least", "200", "holds"),
    ("199.9", "at least", "200", "fails"),
    ("at least 80", "at least", "80", "holds"),
    ("more than 80", "at least", "80", "holds"),
    ("less than 80", "at least", "80", "fails"),
    ("at most 80", "at least", "80", "undecided"),
    ("175 to 185", "at least", "185", "undecided"),
    ("175 to 185", "at least", "175", "holds"),
    ("80", "at least", "more than 80", "fails"),
    ("80", "at least", "at least 80", "undecided"),
    ("200", "at most", "200", "holds"),
    ("200.1", "at most", "200", "fails"),
    ("at most 80", "at most", "80", "holds"),
    ("more than 80", "at most", "80", "fails"),
    ("at least 80", "at most", "80", "undecided"),
    ("175 to 185", "at most", "180 to 190", "undecided"),
    # within: the whole of the left side
    ("180", "within", "175 to 185", "holds"),
    ("185", "within", "175 to 185", "holds"),
    ("175 to 185", "within", "175 to 185", "holds"),
    ("175 to 186", "within", "175 to 185", "undecided"),
    ("185 to 190", "within", "175 to 185", "undecided"),
    ("186", "within", "175 to 185", "fails"),
    ("80", "within", "more than 80", "fails"),
    ("more than 80", "within", "more than 80", "holds"),
    ("more than 80", "within", "at least 80", "holds"),
    ("at least 80", "within", "more than 80", "undecided"),
    ("81", "within", "more than 80", "holds"),
    ("less than 5", "within", "at most 5", "holds"),
    ("at most 5", "within", "less than 5", "undecided"),
    ("0 to 5", "within", "at most 5", "holds"),
    # overlaps: one common number is enough
    ("175 to 185", "overlaps", "185 to 190", "holds"),
    ("175 to 185", "overlaps", "186 to 190", "fails"),
    ("more than 80", "overlaps", "80", "fails"),
    ("at least 80", "overlaps", "80", "holds"),
    ("less than 80", "overlaps", "more than 80", "fails"),
    ("about 200", "overlaps", "201", "fails"),
]


@pytest.mark.parametrize(("left", "relation", "right", "expected"), VERDICTS)
def test_verdict(left: str, relation: Relation, right: str, expected: Verdict) -> None:
    assert relate(parse(left), relation, parse(right)) == expected


MIRRORED: dict[Relation, Relation] = {"above": "below", "below": "above", "at least": "at most", "at most": "at least"}


@pytest.mark.parametrize(
    ("left", "relation", "right", "expected"),
    [row for row in VERDICTS if row[1] in MIRRORED or row[1] in ("equal", "overlaps")],
)
def test_verdict_from_the_other_side(left: str, relation: Relation, right: str, expected: Verdict) -> None:
    assert relate(parse(right), MIRRORED.get(relation, relation), parse(left)) == expected


@QUICK
@given(operands(), operands())
def test_verdicts_agree_with_each_other(left: Amount, right: Amount) -> None:
    above, at_least, below = (relate(left, r, right) for r in ("above", "at least", "below"))
    if above == "holds":
        assert at_least == "holds"
        assert below == "fails"
        assert relate(left, "overlaps", right) == "fails"
    if at_least == "fails":
        assert above == "fails"
    assert (at_least == "holds") == (below == "fails")
    if relate(left, "within", right) == "holds":
        assert relate(left, "overlaps", right) == "holds"


@pytest.mark.parametrize("far", ["999999999999999 trillion", "0.000001"])
def test_numbers_of_any_size_are_compared(far: str) -> None:
    assert relate(parse(far), "equal", parse("1")) == "fails"
    assert relate(parse("999999999999999 trillion"), "equal", parse("0.000001")) == "fails"
    assert not conflict(parse(far), parse(far))


def test_computed_sides() -> None:
    rows = total([parse(t, "USD") for t in ("244 billion", "160 billion", "200.4 billion")])
    assert relate(rows, "equal", parse("604.4 billion", "USD")) == "holds"
    assert relate(rows, "equal", parse("604 billion", "USD")) == "rounds"
    assert relate(rows, "equal", parse("605 billion", "USD")) == "fails"
    before = base(parse("37.5 billion", "USD"), parse("66 %"))
    assert relate(before, "equal", parse("22.6 billion", "USD")) == "rounds"
    assert relate(difference(parse("5"), parse("8")), "below", parse("0")) == "holds"


# ---- whole checks ---------------------------------------------------------------------------------


def check(left: str | Operand, relation: Relation | None, *right: str) -> Check:
    first = parse(left) if isinstance(left, str) else left
    others = tuple(parse(text) for text in right)
    return Check("c", "", first, relation, others, expect="holds", because="", waive={}, line=1)


@pytest.mark.parametrize(
    ("relation", "sides", "expected"),
    [
        ("highest", ["200", "185", "135"], "holds"),
        ("highest", ["200", "200", "135"], "fails"),
        ("highest", ["180", "175 to 185", "135"], "undecided"),
        ("highest", ["180", "175 to 185", "190"], "fails"),
        ("highest", ["more than 200", "200"], "holds"),
        ("descending", ["200", "185", "135"], "holds"),
        ("descending", ["200", "200", "135"], "holds"),
        ("descending", ["200", "135", "185"], "fails"),
        ("descending", ["200", "175 to 185", "180"], "undecided"),
        ("descending", ["at least 200", "less than 200", "at least 200"], "fails"),
        ("equal", ["200", "200", "200.4"], "rounds"),
        ("equal", ["200", "200", "201"], "fails"),
        ("equal", ["200.4", "200", "200 to 300"], "undecided"),
        ("above", ["200", "150", "175 to 205"], "undecided"),
        ("within", ["180", "175 to 185", "at least 180"], "holds"),
        (None, ["200", "100"], "derived"),
    ],
    ids=str,
)
def test_verdict_of_a_check(relation: Relation | None, sides: list[str], expected: Verdict) -> None:
    assert compare.verdict(check(sides[0], relation, *sides[1:]), Ledger()) == expected


def test_unbounded_below() -> None:
    loss = difference(parse("5"), parse("more than 8"))
    assert (loss.low, loss.high, loss.high_open) == (-INFINITY, -3, True)
    assert relate(loss, "below", parse("0")) == "holds"
    assert relate(loss, "at least", parse("0")) == "fails"
    assert relate(loss, "above", parse("0")) == "fails"
    assert not conflict(loss, loss)
