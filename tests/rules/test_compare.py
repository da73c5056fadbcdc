"""The verdicts of checks, the sides that they compare, and how numbers turned out."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from conftest import Edit, Reading, changed
from hypothesis import given
from strategies import QUICK, operands

from ledger.core.amount import INFINITY, Amount, parse
from ledger.core.arithmetic import conflict, difference
from ledger.core.records import Check, ClaimRef, Operand, Operation
from ledger.core.vocabulary import OperationName, Relation, Verdict
from ledger.rules import compare
from ledger.rules.compare import relate

# ---- verdicts -------------------------------------------------------------------------------------

VERDICTS: list[tuple[str, Relation, str, Verdict]] = [
    # equal: the stated results, or the intervals of their digits; about says nothing, bounds cannot decide
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
    ("200.5 billion", "equal", "200 billion", "rounds"),
    ("174.6 to 185.4", "equal", "175 to 185", "rounds"),
    ("199.6 to 200.4", "equal", "200", "rounds"),
    ("200 billion", "equal", "201 billion", "rounds"),
    ("200 billion", "equal", "202 billion", "fails"),
    ("200.0 billion", "equal", "201.0 billion", "fails"),
    ("about 200 billion", "equal", "201 billion", "rounds"),
    ("about 200 billion", "equal", "202 billion", "fails"),
    ("175 to 185", "equal", "186", "rounds"),
    ("175 to 185", "equal", "180", "rounds"),
    ("175 to 185", "equal", "180 to 190", "rounds"),
    ("175 to 185", "equal", "187 to 190", "fails"),
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


def test_a_computed_side() -> None:
    assert relate(difference(parse("5"), parse("8")), "below", parse("0")) == "holds"


# ---- whole checks ---------------------------------------------------------------------------------


def verdict(left: Operand, relation: Relation | None, *right: str, **claims: str) -> Verdict:
    """Return the verdict of a check between claims with these values."""
    others = tuple(parse(text) for text in right)
    check = Check(
        id="c", line=1, says="", left=left, relation=relation, right=others, expect="holds", means="context"
    )  # fmt: skip
    ledger: Any = SimpleNamespace(claims={key: SimpleNamespace(amount=parse(value)) for key, value in claims.items()})
    return compare.verdict(check, ledger)


#: An operation on claims, the amount that it is said to be equal to, and the verdict.
EQUALITIES: list[tuple[OperationName, list[str], str, Verdict]] = [
    ("sum", ["244", "160", "200.4"], "604.4", "holds"),
    ("sum", ["244", "160", "200.4"], "605", "rounds"),  # 1.05 in all, to either side
    ("sum", ["244", "160", "200.4"], "607", "fails"),
    ("sum", ["19.6", "19.6"], "39.2", "holds"),
    ("sum", ["19.6", "19.6"], "39.3", "rounds"),
    ("sum", ["19.6", "19.6"], "39.4", "fails"),
    ("sum", ["about 19.6", "about 19.6"], "39.4", "fails"),  # about widens nothing
    ("sum", ["19.60", "19.60"], "39.3", "fails"),  # a zero is a digit, too
    ("sum", ["33 %", "33 %", "33 %"], "100 %", "rounds"),
    ("sum", ["33 %", "33 %", "33 %"], "102 %", "fails"),
    ("growth", ["1.5", "1.2"], "25 %", "holds"),
    ("growth", ["1.5", "1.2"], "22 %", "rounds"),
    ("growth", ["1.50", "1.20"], "22 %", "fails"),
    ("base", ["37.5 billion", "66 %"], "22.6 billion", "rounds"),
    ("difference", ["100", "more than 20"], "70", "undecided"),
    ("difference", ["100", "more than 20"], "90", "fails"),
    ("sum", ["100 to 120", "80"], "at least 190", "undecided"),
    ("sum", ["100 to 120", "80"], "180 to 200", "holds"),
    ("sum", ["100 to 120", "80"], "190", "rounds"),
]


@pytest.mark.parametrize(("name", "values", "right", "expected"), EQUALITIES)
def test_an_equality_is_as_loose_as_its_digits(
    name: OperationName, values: list[str], right: str, expected: Verdict
) -> None:
    claims = {f"c{n}": value for n, value in enumerate(values)}
    left = Operation(name, tuple(ClaimRef(key) for key in claims))
    assert verdict(left, "equal", right, **claims) == expected


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
        ("equal", ["200", "200", "202"], "fails"),
        ("equal", ["200.4", "200", "at least 200"], "undecided"),
        ("above", ["200", "150", "175 to 205"], "undecided"),
        ("within", ["180", "175 to 185", "at least 180"], "holds"),
        (None, ["200"], "derived"),
    ],
    ids=str,
)
def test_verdict_of_a_check(relation: Relation | None, sides: list[str], expected: Verdict) -> None:
    assert verdict(ClaimRef("c0"), relation, *sides[1:], c0=sides[0]) == expected


def test_unbounded_below() -> None:
    loss = difference(parse("5"), parse("more than 8"))
    assert (loss.low, loss.high, loss.high_open) == (-INFINITY, -3, True)
    assert relate(loss, "below", parse("0")) == "holds"
    assert relate(loss, "at least", parse("0")) == "fails"
    assert relate(loss, "above", parse("0")) == "fails"
    assert not conflict(loss, loss)


# ---- rivals ---------------------------------------------------------------------------------------

FIGURE = "acme.capex.2026"
JULY = (
    "      rumour:\n",
    """      july:
        value: "170 billion"
        by: acme
        status: guidance
        revises: guidance
        printed:
          krant: {paragraph 5: "170 miljard dollar"}
      rumour:
""",
)
SCOPES = (
    '    definition: "Money for things that last."',
    '    definition: "x"\n    scopes: {cash: "What was paid in the period.", leases: "With what was leased in it."}',
)
CASH, LEASES = (
    ("        asof: 2026-02-05", "        scope: cash"),
    ("        status: forecast", "        status: forecast\n        scope: leases"),
)

#: What is changed, the pairs of claims that conflict, and the claim that pages show.
RIVALS: dict[str, tuple[list[Edit], list[tuple[str, str]], str | None]] = {
    "two answers": ([], [("guidance", "rumour")], "guidance"),
    "none preferred": ([("preferred: guidance", "preferred: none")], [("guidance", "rumour")], None),
    "the last of a chain speaks": ([JULY, ("preferred: guidance", "preferred: july")], [("july", "rumour")], "july"),
    "an older word is preferred": ([JULY], [("july", "rumour")], "guidance"),
    "scopes that differ": ([SCOPES, CASH, LEASES], [], "guidance"),
    "one scope alone": ([SCOPES, CASH], [("guidance", "rumour")], "guidance"),
    "one scope for both": ([SCOPES, CASH, (LEASES[0], LEASES[1].replace("leases", "cash"))], [("guidance", "rumour")], "guidance"),
}  # fmt: skip


@pytest.mark.parametrize(("edits", "pairs", "best"), RIVALS.values(), ids=RIVALS)
def test_rivals(reading: Reading, edits: list[Edit], pairs: list[tuple[str, str]], best: str | None) -> None:
    figure = reading(changed(*edits))[0].figures[FIGURE]
    assert [(one.key, other.key) for one, other in compare.conflicts(figure)] == pairs
    assert compare.is_disputed(figure) == bool(pairs)
    assert (figure.best and figure.best.key) == best


def test_the_last_of_a_chain_needs_no_preference(reading: Reading) -> None:
    text = changed(JULY, ('    preferred: guidance\n    because: "It is the plan."\n', ""))
    rumour = text[text.index("      rumour:") : text.index("      consensus:")]
    figure = reading(text.replace(rumour, ""))[0].figures[FIGURE]
    assert figure.best
    assert figure.best.key == "july"
    assert {old: new.key for old, new in figure.revised.items()} == {"guidance": "july"}


@pytest.mark.parametrize(
    ("reasons", "kind"),
    [
        ('{scope: "x"}', "explained"),
        ('{rounding: "x", period: "y"}', "explained"),
        ('{superseded: "x"}', "overtaken"),
        ('{scope: "x", superseded: "y"}', "overtaken"),
        ('{superseded: "x", translation: "y"}', "contradicted"),
        ('{scope: "x", arithmetic: "y"}', "contradicted"),
        ("{}", None),
    ],
)
def test_the_gravest_reason_counts(reading: Reading, reasons: str, kind: str | None) -> None:
    ledger = reading(changed(('differs: {superseded: "It is older."}', f"differs: {reasons}")))[0]
    assert ledger.claims[f"{FIGURE}/rumour"].difference == kind
