"""Arithmetic with amounts: what comes out, how it is worded, what is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import QUICK, inside, operands, texts

from ledger.core import arithmetic
from ledger.core.amount import INFINITY, Amount, parse
from ledger.core.arithmetic import conflict, difference, overlap, widened
from ledger.core.problem import Unreadable

SUMS = [
    (["200 billion"], "200 billion"),
    (["about 200 billion", "175 to 185 billion", "115 to 135 billion"], "about 490 to 520 billion"),
    (["about 200 billion", "175 to 185 billion", "115 to 135 billion", "more than 80 billion"], "at least 570 billion"),
    (["200 billion", "more than 80 billion"], "more than 280 billion"),
    (["at least 200 billion", "at least 80 billion"], "at least 280 billion"),
    (["at least 200 billion", "more than 80 billion"], "more than 280 billion"),
    (["nearly 200 billion", "80 billion"], "260 to 280 billion"),
    (["nearly 200 billion", "more than 80 billion"], "more than 260 billion"),
    (["144.67 billion", "200 billion"], "345 billion"),
    (["144.67 billion", "0.33 billion"], "145.00 billion"),
    (["at most 5 billion", "at most 3 billion"], "at most 8 billion"),
    (["at most 5 billion", "less than 3 billion"], "less than 8 billion"),
    (["about 5 billion", "less than 3 billion"], "about 5 to 8 billion"),
    (["at most 5 billion", "3 billion"], "3 to 8 billion"),
    (["at most 5 billion", "about 0 to 3 billion"], "at most 8 billion"),
    (["0 to 5 billion", "0 to 3 billion"], "0 to 8 billion"),
    (["at most 5 billion", "more than 3 billion"], "more than 3 billion"),
    (["0", "0"], "0"),
    (["10 %", "about 20 %"], "about 30 %"),
    (["99999999999 trillion", "1 trillion"], "100000000000 trillion"),
    (["999999999999 trillion", "0.000001"], "999999999999 trillion"),
    (["0.1", "0.2"], "0.3"),
    (["more than 80.6 billion", "1 billion"], "more than 81 billion"),
    (["at least 80.6 billion", "1 billion"], "at least 81 billion"),
    (["less than 80.4 billion", "at most 1 billion"], "less than 82 billion"),
    (["80.6 to 81.4 billion", "1 billion"], "81 to 83 billion"),
    (["about 80.6 to 83.4 billion", "1 billion"], "about 82 to 84 billion"),
    (["about 80.6 to 80.9 billion", "1 billion"], "about 82 billion"),
    (["less than 99.25", "nearly 364 million"], "327 to 365 million"),
]


@pytest.mark.parametrize(("texts", "expected"), SUMS, ids=[" + ".join(t) for t, _ in SUMS])
def test_sum(texts: list[str], expected: str) -> None:
    assert str(arithmetic.total([parse(t) for t in texts])) == expected


DIFFERENCES = [
    ("200 billion", "144.67 billion", "55 billion"),
    ("144.67 billion", "200 billion", "-55 billion"),
    ("5 to 10", "5", "0 to 5"),
    ("about 5 to 10", "5", "about 0 to 5"),
    ("5 to 10", "7", "-2 to 3"),
    ("5 to 10", "6 to 12", "-7 to 4"),
    ("5", "5", "0"),
    ("100", "100.4", "0"),
    ("100", "100.5", "-1"),
    ("100 billion", "100.7 billion", "-1 billion"),
    ("0", "5 billion", "-5 billion"),
    ("5", "more than 2", "less than 3"),
    ("5", "at least 2", "at most 3"),
    ("more than 5", "2", "more than 3"),
    ("more than 2", "5", "more than -3"),
    ("at least 5", "2 to 3", "at least 2"),
    ("more than 5", "5", "more than 0"),
    ("5", "at most 3", "2 to 5"),
    ("at most 5", "0", "at most 5"),
    ("10", "at most 10", "at most 10"),
    ("at most 5", "2", "-2 to 3"),
    ("about 5", "nearly 4", "about 1"),
    ("nearly 10", "more than 2", "less than 8"),
    ("about 10", "less than 2", "about 8 to 10"),
    ("50 %", "12.5 %", "38 %"),
]


@pytest.mark.parametrize(("new", "old", "expected"), DIFFERENCES)
def test_difference(new: str, old: str, expected: str) -> None:
    assert str(arithmetic.difference(parse(new), parse(old))) == expected


RATIOS = [
    ("200 billion", "100 billion", "2.00"),
    ("5 to 10", "5", "1.00 to 2.00"),
    ("100", "100.7", "0.993"),
    ("1 trillion", "3 trillion", "0.333"),
    ("2 trillion", "3 trillion", "0.667"),
    ("0", "5", "0.00"),
    ("5", "more than 2", "less than 2.50"),
    ("5", "at least 2", "at most 2.50"),
    ("about 5", "more than 2", "at most 2.50"),
    ("more than 5", "2", "more than 2.50"),
    ("more than 5", "2 to 4", "more than 1.25"),
    ("more than 5", "more than 2", "more than 0.00"),
    ("at most 5", "2", "at most 2.50"),
    ("0 to 5", "2", "0.00 to 2.50"),
    ("0 to 5", "more than 2", "less than 2.50"),
    ("about 5", "nearly 4", "about 1.25 to 1.39"),
    ("5", "more than 0", "more than 0.00"),
    ("0", "more than 0", "0.00"),
    ("30 %", "20 %", "1.50"),
    ("99999999999 trillion", "1.1", "90900000000 trillion"),
]


@pytest.mark.parametrize(("new", "old", "expected"), RATIOS)
def test_ratio(new: str, old: str, expected: str) -> None:
    result = arithmetic.ratio(parse(new), parse(old))
    assert (str(result), result.unit) == (expected, "times")


def test_ratio_in_per_cent() -> None:
    assert str(arithmetic.ratio(parse("72 billion"), parse("200 billion"), "%")) == "36.0 %"
    assert str(arithmetic.ratio(parse("5"), parse("more than 2"), "%")) == "less than 250 %"
    assert str(arithmetic.ratio(parse("more than 10 billion"), parse("142.3 billion"), "%")) == "more than 7.02 %"
    assert str(arithmetic.ratio(parse("less than 10 billion"), parse("142.3 billion"), "%")) == "less than 7.03 %"
    assert str(arithmetic.ratio(parse("about 10 billion"), parse("142.3 billion"), "%")) == "about 7.03 %"


GROWTHS = [
    ("35.6 billion", "28.7 billion", "24.0 %"),
    ("100", "50", "100 %"),
    ("50", "100", "-50.0 %"),
    ("5", "5", "0.00 %"),
    ("0", "5", "-100 %"),
    ("100", "100.7", "-0.695 %"),
    ("99 to 120", "100", "-1.0 to 20.0 %"),
    ("99.9 to 297", "100", "-1 to 197 %"),
    ("more than 11", "10", "more than 10.0 %"),
    ("at least 11", "10", "at least 10.0 %"),
    ("11", "more than 10", "less than 10.0 %"),
    ("less than 11", "10", "less than 10.0 %"),
    ("less than 5", "10", "less than -50.0 %"),
    ("5", "at least 10", "at most -50.0 %"),
    ("about 5", "more than 10", "at most -50.0 %"),
    ("more than 11", "more than 10", "more than -100 %"),
    ("about 11", "10", "about 10.0 %"),
    ("0 to 0.03", "100", "-100.0 to -99.9 %"),
    ("about 0 to 0.03", "100", "about -100.0 %"),
    ("175 to 185", "about 91 to 93", "about 88.2 to 103.3 %"),
]


@pytest.mark.parametrize(("new", "old", "expected"), GROWTHS)
def test_growth(new: str, old: str, expected: str) -> None:
    assert str(arithmetic.growth(parse(new), parse(old))) == expected


BASES = [
    ("37.5 billion", "66 %", "", "22.6 billion"),
    ("35.6 billion", "24 %", "", "28.7 billion"),
    ("about 200 billion", "100 %", "", "about 100 billion"),
    ("100 billion", "more than 11 %", "", "less than 90.1 billion"),
    ("about 100 billion", "more than 11 %", "", "at most 90.1 billion"),
    ("100 billion", "less than 25 %", "", "80.0 to 100.0 billion"),
    ("100 billion", "10 to 25 %", "", "80.0 to 91.0 billion"),
    ("more than 100 billion", "25 %", "", "more than 80.0 billion"),
    ("30 billion", "3", "times", "10.0 billion"),
    ("30 billion", "nearly 2", "times", "15.0 to 16.7 billion"),
    ("100 billion", "0 %", "", "100 billion"),
]


@pytest.mark.parametrize(("level", "rate", "unit", "expected"), BASES)
def test_base(level: str, rate: str, unit: str, expected: str) -> None:
    assert str(arithmetic.base(parse(level, "USD"), parse(rate, unit))) == expected


PRODUCTS = [
    ([("20 billion", "USD"), ("10 to 20 %", "")], "", "2.00 to 4.00 billion", "USD"),
    ([("20 billion", "USD"), ("about 2", "times")], "", "about 40.0 billion", "USD"),
    ([("more than 20 billion", "USD"), ("3", "times")], "", "more than 60.0 billion", "USD"),
    ([("at most 20 billion", "USD"), ("50 %", "")], "", "at most 10.0 billion", "USD"),
    ([("0 to 20 billion", "USD"), ("50 %", "")], "", "0.0 to 10.0 billion", "USD"),
    ([("50 %", ""), ("50 %", "")], "%", "25.0 %", "%"),
    ([("50 %", ""), ("50 %", "")], "", "0.250", ""),
    ([("0", ""), ("more than 5", "")], "", "0.00", ""),
    ([("0 to 2", ""), ("more than 5", "")], "", "at least 0.00", ""),
    ([("more than 2", ""), ("less than 5", "")], "", "at least 0.00", ""),
    ([("99999999999 trillion", ""), ("1.1", "")], "", "110000000000 trillion", ""),
    ([("0.000001", ""), ("0.000001", ""), ("0.000001", "")], "", "0.00000000000000000100", ""),
]


@pytest.mark.parametrize(("factors", "unit", "expected", "result_unit"), PRODUCTS, ids=lambda v: str(v))
def test_product(factors: list[tuple[str, str]], unit: str, expected: str, result_unit: str) -> None:
    result = arithmetic.product([parse(text, own) for text, own in factors], unit)
    assert str(result) == expected
    assert result.unit == result_unit


HUGE, TINY = "999999999999999 trillion", "0.000001"
TOO_WIDE = {
    "before the point": lambda: arithmetic.product([parse(HUGE), parse("1")]),
    "times itself": lambda: arithmetic.product([parse(HUGE)] * 100),
    "a sum": lambda: arithmetic.total([parse(HUGE), parse(HUGE)]),
    "a difference": lambda: arithmetic.difference(parse(HUGE), parse(TINY)),
    "a quotient": lambda: arithmetic.ratio(parse(HUGE), parse(TINY)),
    "a growth": lambda: arithmetic.growth(parse(HUGE), parse(TINY)),
    "a level": lambda: arithmetic.base(parse(HUGE), parse("1 %")),
    "after the point": lambda: arithmetic.product([parse(TINY)] * 4),
    "far after the point": lambda: arithmetic.product([parse(TINY)] * 100),
    "from first to last": lambda: arithmetic.product([parse(f"{TINY} to 999999999999999")] * 2),
    "a range downwards": lambda: arithmetic.product([parse(f"{TINY} to 1")] * 36),
}


@pytest.mark.parametrize("operate", TOO_WIDE.values(), ids=TOO_WIDE)
def test_what_arithmetic_would_round_is_refused(operate: Callable[[], Amount]) -> None:
    with pytest.raises(Unreadable, match=f"^{re.escape(MANY_DIGITS)}$"):
        operate()


@pytest.mark.parametrize(
    ("closed", "result"),
    [
        (arithmetic.product([parse("0 to 1"), parse("more than 2")]), True),
        (arithmetic.product([parse("more than 0"), parse("more than 2")]), False),
        (arithmetic.ratio(parse("0 to 5"), parse("more than 2")), True),
        (arithmetic.ratio(parse("5"), parse("more than 2")), False),
    ],
    ids=["zero times open", "open times open", "zero by open", "five by open"],
)
def test_a_closed_zero_stays_reachable(closed: Amount, result: bool) -> None:
    assert closed.low == 0
    assert closed.low_open is not result


def test_a_bound_that_one_corner_reaches_is_closed() -> None:
    left = Amount(Decimal(-2), Decimal(2))
    right = Amount(Decimal(-3), Decimal(3), low_open=True)
    result = arithmetic.product([left, right])
    assert (result.low, result.high, result.low_open, result.high_open) == (-6, 6, False, False)


def test_a_zero_that_nobody_states_is_not_shown_as_one() -> None:
    capped = arithmetic.ratio(parse("about 5"), parse("more than 2"))
    assert (capped.qualifier, capped.about, capped.capped) == ("at most", False, True)


# ---- refusals -------------------------------------------------------------------------------------

MIXED = "USD and plain numbers are different units. Use amounts of one unit."
VAGUE = "a vague amount cannot be computed with. Leave it out."
MANY_DIGITS = "the result has more than 24 digits. Correct the operands."
OPEN = "the result is open on both sides. Leave out an operand that is open."
ZERO_DIVISOR = "the divisor may be zero. Divide by an amount that is stated from both sides."
DOLLARS, PLAIN, SHARE = parse("5", "USD"), parse("5"), parse("5 %")
SEVERAL = parse("several billion")
REFUSED: dict[str, tuple[Callable[[], Amount], str]] = {
    "sum of units": (lambda: arithmetic.total([DOLLARS, PLAIN]), MIXED),
    "sum of per cent": (
        lambda: arithmetic.total([SHARE, DOLLARS]),
        "% and USD are different units. Use amounts of one unit.",
    ),
    "difference of units": (lambda: arithmetic.difference(DOLLARS, PLAIN), MIXED),
    "ratio of units": (lambda: arithmetic.ratio(PLAIN, DOLLARS), MIXED),
    "growth of units": (lambda: arithmetic.growth(DOLLARS, PLAIN), MIXED),
    "product of units": (
        lambda: arithmetic.product([DOLLARS, parse("2", "GB")]),
        "USD and GB cannot be multiplied. Keep one, and make the rest multiples.",
    ),
    "vague sum": (lambda: arithmetic.total([PLAIN, SEVERAL]), VAGUE),
    "vague difference": (lambda: arithmetic.difference(PLAIN, SEVERAL), VAGUE),
    "vague ratio": (lambda: arithmetic.ratio(SEVERAL, PLAIN), VAGUE),
    "vague growth": (lambda: arithmetic.growth(SEVERAL, PLAIN), VAGUE),
    "vague base": (lambda: arithmetic.base(SEVERAL, SHARE), VAGUE),
    "vague product": (lambda: arithmetic.product([SEVERAL, PLAIN]), VAGUE),
    "open less open": (lambda: arithmetic.difference(parse("more than 5"), parse("more than 2")), OPEN),
    "by zero": (lambda: arithmetic.ratio(PLAIN, parse("0")), ZERO_DIVISOR),
    "by zero or more": (lambda: arithmetic.ratio(PLAIN, parse("0 to 5")), ZERO_DIVISOR),
    "by at most": (lambda: arithmetic.growth(PLAIN, parse("at most 5")), ZERO_DIVISOR),
    "by at least zero": (lambda: arithmetic.ratio(PLAIN, parse("at least 0")), ZERO_DIVISOR),
    "by a range across zero": (
        lambda: arithmetic.ratio(PLAIN, arithmetic.difference(parse("5 to 10"), parse("7"))),
        ZERO_DIVISOR,
    ),
    "across zero by nearly zero": (
        lambda: arithmetic.ratio(arithmetic.difference(parse("5 to 10"), parse("7")), parse("more than 0")),
        OPEN,
    ),
    "base of a fall to nothing": (
        lambda: arithmetic.base(PLAIN, arithmetic.growth(parse("0"), PLAIN)),
        ZERO_DIVISOR,
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refuses(case: str) -> None:
    operate, message = REFUSED[case]
    with pytest.raises(Unreadable) as caught:
        operate()
    assert str(caught.value) == message


# ---- properties -----------------------------------------------------------------------------------


def or_assume(operate: Callable[..., Amount], *amounts: Amount) -> Amount:
    """Compute, and pass over what is open on both sides, divides by zero or has too many digits."""
    try:
        return operate(*amounts)
    except Unreadable as error:
        assume(str(error) not in (OPEN, ZERO_DIVISOR, MANY_DIGITS))
        raise


def multiply(*amounts: Amount) -> Amount:
    return arithmetic.product(amounts)


def add(*amounts: Amount) -> Amount:
    return arithmetic.total(amounts)


@pytest.mark.parametrize("operate", [add, arithmetic.difference, multiply])
@QUICK
@given(data=st.data(), left=operands(), right=operands())
def test_encloses_every_point(operate: Callable[..., Amount], data: st.DataObject, left: Amount, right: Amount) -> None:
    result = or_assume(operate, left, right)
    assert overlap(result, or_assume(operate, data.draw(inside(left)), data.draw(inside(right))))


@pytest.mark.parametrize("operate", [arithmetic.ratio, arithmetic.growth])
@QUICK
@given(data=st.data(), new=operands(), old=operands(positive=True))
def test_encloses_every_quotient(operate: Callable[..., Amount], data: st.DataObject, new: Amount, old: Amount) -> None:
    result = or_assume(operate, new, old)
    assert overlap(result, or_assume(operate, data.draw(inside(new)), data.draw(inside(old))))


@QUICK
@given(data=st.data(), level=operands(unit="USD"), rate=operands(unit="%"))
def test_encloses_every_base(data: st.DataObject, level: Amount, rate: Amount) -> None:
    result = or_assume(arithmetic.base, level, rate)
    assert overlap(result, or_assume(arithmetic.base, data.draw(inside(level)), data.draw(inside(rate))))


@QUICK
@given(data=st.data(), left=operands(), middle=operands(), right=operands())
def test_encloses_what_is_nested(data: st.DataObject, left: Amount, middle: Amount, right: Amount) -> None:
    """A difference may run across zero; a product of it turns around."""

    def nested(a: Amount, b: Amount, c: Amount) -> Amount:
        return multiply(arithmetic.difference(a, b), c)

    result = or_assume(nested, left, middle, right)
    assert overlap(result, or_assume(nested, *(data.draw(inside(x)) for x in (left, middle, right))))


@QUICK
@given(st.lists(operands(), min_size=1, max_size=4))
def test_a_result_is_sound(amounts: list[Amount]) -> None:
    result = add(*amounts)
    assert result == add(*reversed(amounts))
    assert result.low <= result.high
    assert not (result.about and result.is_bound)
    assert result.high != INFINITY or result.high_open
    hedged = any(a.about for a in amounts)
    assert not (hedged and result.low == result.high and not result.about), "a false point"


@pytest.mark.parametrize(
    ("number", "step"), [("0.25", "0.001"), ("2.35", "0.01"), ("235", "1"), ("22590361445.78", "1e8"), ("1", "0.01")]
)
def test_a_quotient_is_shown_with_three_digits(number: str, step: str) -> None:
    one = Amount(Decimal(1), Decimal(1))
    assert arithmetic.ratio(Amount(Decimal(number), Decimal(number)), one).step == Decimal(step)


# ---- comparison -----------------------------------------------------------------------------------

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
    wide = widened(amount)
    assert wide.low <= amount.low
    assert amount.high <= wide.high
    assert (wide.low_open, wide.high_open) == (amount.low_open, amount.high_open)


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
    wide = widened(parse(text))
    assert (wide.low, wide.high) == (Decimal(low), Decimal(high))


def test_a_computed_fall_is_widened_away_from_zero() -> None:
    fall = widened(difference(parse("about 80"), parse("180")))
    assert (fall.low, fall.high) == (-105, -95)


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
    one, other = (
        Amount(Decimal(low), Decimal(high), low_open=low_open, high_open=high_open)
        for low, high, low_open, high_open in (left, right)
    )
    assert overlap(one, other) is expected
    assert overlap(other, one) is expected
