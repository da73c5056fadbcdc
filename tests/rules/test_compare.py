"""The verdicts of checks, and the sides that they compare."""

from __future__ import annotations

import pytest
from hypothesis import given
from strategies import QUICK, operands

from ledger.core.amount import INFINITY, Amount, parse
from ledger.core.arithmetic import base, difference, total
from ledger.core.intervals import conflict
from ledger.core.ledger import Ledger
from ledger.core.operands import Operand
from ledger.core.records import Check
from ledger.core.vocabulary import Relation, Verdict
from ledger.rules import compare
from ledger.rules.compare import relate

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
