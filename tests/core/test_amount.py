"""Amounts: reading, printing, rounding."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import QUICK, texts

from ledger.core.amount import (
    GRAMMAR,
    INFINITY,
    Amount,
    parse,
    rounded,
    scale_of,
    scaled,
    several,
    stated,
)
from ledger.core.problem import Unreadable

BILLION = Decimal(10) ** 9

READ = {
    "0": Amount(Decimal(0), Decimal(0), step=Decimal(1)),
    "1.95": Amount(Decimal("1.95"), Decimal("1.95"), step=Decimal("0.01")),
    "200 billion": Amount(200 * BILLION, 200 * BILLION, step=BILLION),
    "144.67 billion": Amount(Decimal("144.67") * BILLION, Decimal("144.67") * BILLION, step=Decimal(10) ** 7),
    "about 200 billion": Amount(200 * BILLION, 200 * BILLION, step=BILLION, about=True),
    "nearly 70 %": Amount(Decimal(70), Decimal(70), "%", Decimal(1), nearly=True),
    "70%": Amount(Decimal(70), Decimal(70), "%", Decimal(1)),
    "more than 80 billion": Amount(80 * BILLION, INFINITY, step=BILLION, low_open=True, high_open=True),
    "at least 80 billion": Amount(80 * BILLION, INFINITY, step=BILLION, high_open=True),
    "less than 1 %": Amount(Decimal(0), Decimal(1), "%", Decimal(1), high_open=True, capped=True),
    "at most 1 %": Amount(Decimal(0), Decimal(1), "%", Decimal(1), capped=True),
    "up to 3 trillion": Amount(Decimal(0), 3000 * BILLION, step=1000 * BILLION, capped=True),
    "0 to 5 billion": Amount(Decimal(0), 5 * BILLION, step=BILLION),
    "16.5 to 21.5 billion": Amount(Decimal("16.5") * BILLION, Decimal("21.5") * BILLION, step=Decimal(10) ** 8),
    "about 16 to 21.55 million": Amount(
        Decimal(16) * 10**6, Decimal("21.55") * 10**6, step=Decimal(10) ** 4, about=True
    ),
    "several billion": Amount(BILLION, BILLION, vague=True),
    "tens of billions": Amount(10 * BILLION, 10 * BILLION, vague=True),
    "several hundred million": Amount(BILLION / 10, BILLION / 10, vague=True),
    "several thousand billion": Amount(1000 * BILLION, 1000 * BILLION, vague=True),
    "-5 billion": Amount(-5 * BILLION, -5 * BILLION, step=BILLION),
    "\u22123 to 1 billion": Amount(-3 * BILLION, BILLION, step=BILLION),
    "less than -5 billion": Amount(-INFINITY, -5 * BILLION, step=BILLION, low_open=True, high_open=True),
    "2.5 thousand": Amount(Decimal(2500), Decimal(2500), step=Decimal(100)),
}


@pytest.mark.parametrize("text", READ)
def test_reads(text: str) -> None:
    assert parse(text) == READ[text]


REMEDY = f"Write it as {GRAMMAR}, or as 'several [hundred|thousand] SCALE'."
REFUSED = {
    ("", ""): f"'' is not an amount. {REMEDY}",
    ("200 bilion", ""): f"'200 bilion' is not an amount. {REMEDY}",
    (" 5", ""): f"' 5' is not an amount. {REMEDY}",
    ("5\n", ""): f"'5\n' is not an amount. {REMEDY}",
    ("5  billion", ""): f"'5  billion' is not an amount. {REMEDY}",
    ("010", ""): f"'010' is not an amount. {REMEDY}",
    ("1.", ""): f"'1.' is not an amount. {REMEDY}",
    (".5", ""): f"'.5' is not an amount. {REMEDY}",
    ("NaN", ""): f"'NaN' is not an amount. {REMEDY}",
    ("Infinity", ""): f"'Infinity' is not an amount. {REMEDY}",
    ("٥", ""): f"'٥' is not an amount. {REMEDY}",
    ("$5 billion", ""): f"'$5 billion' is not an amount. {REMEDY}",
    ("About 5", ""): f"'About 5' is not an amount. {REMEDY}",
    ("several", ""): f"'several' is not an amount. {REMEDY}",
    ("about several billion", ""): f"'about several billion' is not an amount. {REMEDY}",
    ("1000000000000000", ""): f"'1000000000000000' is not an amount. {REMEDY}",
    ("1.1234567", ""): f"'1.1234567' is not an amount. {REMEDY}",
    ("5 to 6 to 7", ""): f"'5 to 6 to 7' is not an amount. {REMEDY}",
    ("5 million to 6 billion", ""): f"'5 million to 6 billion' is not an amount. {REMEDY}",
    ("1,234", ""): "'1,234' is not an amount. Write the number without commas, with a point for decimals.",
    (
        "35,6 billion",
        "",
    ): "'35,6 billion' is not an amount. Write the number without commas, with a point for decimals.",
    ("200e9", ""): "'200e9' is not an amount. Write the number without an exponent, such as '200 billion'.",
    ("1E-3", ""): "'1E-3' is not an amount. Write the number without an exponent, such as '200 billion'.",
    ("185 to 175 billion", ""): "the range '185 to 175 billion' runs downwards. Write '175 to 185 billion'.",
    ("about 20 to 10 %", ""): "the range 'about 20 to 10 %' runs downwards. Write 'about 10 to 20 %'.",
    ("5 to 5.0", ""): "the range '5 to 5.0' has equal ends. Write the number once.",
    ("nearly 5 to 6", ""): "'nearly 5 to 6' gives a range a bound. Write the range alone, or with 'about'.",
    ("more than 5 to 6", ""): "'more than 5 to 6' gives a range a bound. Write the range alone, or with 'about'.",
    ("nearly -5", ""): "'nearly -5' is nearly a negative number, which has no side. Write it with 'about'.",
    ("5 %", "USD"): "'5 %' is a percentage, and the measure is in USD. Leave out the %.",
    ("5", "%"): "'5' lacks its %, and the measure is a percentage. Write '5 %'.",
}


@pytest.mark.parametrize(("text", "unit"), REFUSED, ids=[repr(text) for text, _ in REFUSED])
def test_refuses(text: str, unit: str) -> None:
    with pytest.raises(Unreadable) as caught:
        parse(text, unit)
    assert str(caught.value) == REFUSED[text, unit]


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [("5", "", ""), ("5", "USD", "USD"), ("5 %", "", "%"), ("5%", "%", "%"), ("several billion", "USD", "USD")],
)
def test_takes_the_unit_of_the_measure(text: str, unit: str, expected: str) -> None:
    assert parse(text, unit).unit == expected


# ---- printing -------------------------------------------------------------------------------------

PRINTED = {
    "0": "0",
    "0.0": "0.0",
    "0 billion": "0 billion",
    "0 to 5 billion": "0 to 5 billion",
    "about 0 to 5 billion": "about 0 to 5 billion",
    "at most 0": "at most 0",
    "at most 5 billion": "at most 5 billion",
    "up to 5 billion": "at most 5 billion",
    "less than 1%": "less than 1 %",
    "more than 0": "more than 0",
    "1000 billion": "1.000 trillion",
    "999 million": "999 million",
    "0.5 billion": "0.5 billion",
    "0.5 to 1 billion": "0.5 to 1.0 billion",
    "800 to 1200 billion": "0.800 to 1.200 trillion",
    "144.670 billion": "144.670 billion",
    "1234": "1.234 thousand",
    "200000000000": "200000000000",
    "999999999999999.999999 thousand": "999999999999999.999999 thousand",
    "999999999999999.999999 trillion": "999999999999999.999999 trillion",
    "several trillion": "several trillion",
}


@pytest.mark.parametrize("text", PRINTED)
def test_prints(text: str) -> None:
    assert str(parse(text)) == PRINTED[text]


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Amount(Decimal(-5), Decimal(-5), step=Decimal(1)), "-5"),
        (Amount(-5 * BILLION, 3 * BILLION, "USD", BILLION), "-5 to 3 billion"),
        (Amount(Decimal("-0.4"), Decimal("-0.4"), step=Decimal(1)), "0"),
        (Amount(Decimal("-0.5"), Decimal("-0.5"), step=Decimal(1)), "-1"),
        (Amount(-INFINITY, Decimal(-2), step=Decimal(1), low_open=True, high_open=True), "less than -2"),
        (Amount(-INFINITY, Decimal(2), "%", Decimal(1), low_open=True), "at most 2 %"),
        (Amount(Decimal("22.590361"), Decimal("22.590361"), step=Decimal("0.1")), "22.6"),
        (Amount(Decimal(-100), INFINITY, "%", Decimal(1), low_open=True, high_open=True), "more than -100 %"),
        (Amount(Decimal(10) ** 40, Decimal(10) ** 40, step=Decimal(10) ** 38), "1" + "0" * 28 + " trillion"),
        (Amount(-700 * 10**6 * Decimal(1), -700 * 10**6 * Decimal(1), step=BILLION), "-1 billion"),
    ],
    ids=str,
)
def test_prints_what_only_computing_gives(amount: Amount, text: str) -> None:
    assert str(amount) == text


@pytest.mark.parametrize("text", ["1999", "2026", "2000", "2024 to 2026", "4", "1.5 million", "200 billion"])
def test_prints_exact_numbers_as_they_are_written(text: str) -> None:
    assert str(parse(text, exact=True)) == text
    assert parse(text, exact=True).step == 0


@QUICK
@given(texts())
def test_what_is_printed_reads_back(text: str) -> None:
    amount = parse(text)
    assert parse(str(amount)) == amount


@QUICK
@given(texts())
def test_bounds_are_in_order(text: str) -> None:
    amount = parse(text)
    assert 0 <= amount.low <= amount.high
    assert amount.is_bound == (len(amount.numbers) == 1 and amount.qualifier.count(" ") == 1)


# ---- what an amount says of itself ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "qualifier", "numbers", "is_bound"),
    [
        ("5", "", (5,), False),
        ("about 5", "about", (5,), False),
        ("nearly 5", "nearly", (5,), False),
        ("more than 5", "more than", (5,), True),
        ("at least 5", "at least", (5,), True),
        ("less than 5", "less than", (5,), True),
        ("at most 5", "at most", (5,), True),
        ("up to 5", "at most", (5,), True),
        ("5 to 6", "", (5, 6), False),
        ("0 to 6", "", (0, 6), False),
        ("about 5 to 6", "about", (5, 6), False),
        ("several thousand", "", (1000,), False),
    ],
)
def test_qualifier_and_numbers(text: str, qualifier: str, numbers: tuple[int, ...], is_bound: bool) -> None:
    amount = parse(text)
    assert (amount.qualifier, amount.numbers, amount.is_bound) == (qualifier, numbers, is_bound)


@pytest.mark.parametrize(
    ("own", "other", "result"),
    [
        ("about 200 billion", "200 billion", "200 billion"),
        ("200 billion", "more than 200 billion", "more than 200 billion"),
        ("more than 80 billion", "about 80 billion", "about 80 billion"),
        ("at most 5 %", "nearly 5 %", "nearly 5 %"),
        ("5 to 6", "about 5 to 6", "about 5 to 6"),
        ("about 5 to 6", "5 to 6", "5 to 6"),
        ("5 to 6", "more than 5", "5 to 6"),
        ("more than 5", "5 to 6", "more than 5"),
        ("0 to 6", "at most 6", "0 to 6"),
        ("several billion", "about 1 billion", "several billion"),
        ("about 1 billion", "several billion", "about 1 billion"),
        ("2.50", "about 2.5", "about 2.50"),
    ],
)
def test_hedged_like(own: str, other: str, result: str) -> None:
    assert str(parse(own).hedged_like(parse(other))) == result


@QUICK
@given(texts(), texts())
def test_hedging_keeps_numbers_and_step(own: str, other: str) -> None:
    amount = parse(own)
    hedged = amount.hedged_like(parse(other))
    assert (hedged.numbers, hedged.step, hedged.unit) == (amount.numbers, amount.step, amount.unit)
    assert hedged.hedged_like(amount) == amount


def test_stated_and_several() -> None:
    assert stated("", [Decimal(5), Decimal(6)], "USD", Decimal(1)) == parse("5 to 6", "USD")
    assert several(9, "USD") == parse("several billion", "USD")


# ---- digits ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "step", "result"),
    [
        ("2.4", "1", "2"),
        ("2.5", "1", "3"),
        ("3.5", "1", "4"),
        ("-2.5", "1", "-3"),
        ("-2.4", "1", "-2"),
        ("-0.4", "1", "0"),
        ("0.05", "0.1", "0.1"),
        ("0.04999999", "0.1", "0.0"),
        ("144.67", "0.01", "144.67"),
        ("149", "100", "100"),
        ("150", "100", "200"),
        ("250", "100", "300"),
        ("49", "100", "0"),
        ("2.25", "0", "2.25"),
        ("999999999999999999999999999", "0.000001", "999999999999999999999999999"),
    ],
)
def test_rounds_halves_away_from_zero(number: str, step: str, result: str) -> None:
    assert rounded(Decimal(number), Decimal(step)) == Decimal(result)
    assert not rounded(Decimal(number), Decimal(step)).is_signed() or Decimal(result) < 0


@QUICK
@given(st.decimals(-(10**12), 10**12, places=6), st.integers(-6, 12))
def test_rounding_moves_by_half_a_step_at_most(number: Decimal, power: int) -> None:
    step = Decimal(1).scaleb(power)
    once = rounded(number, step)
    assert abs(once - number) * 2 <= step
    assert rounded(once, step) == once
    assert rounded(-number, step) == -once


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("999", 0),
        ("1000", 3),
        ("999.9 thousand", 3),
        ("1 million", 6),
        ("5 to 1200 million", 9),
        ("0.5 billion", 9),
        ("0.9 trillion", 12),
        ("0 trillion", 12),
        ("200000000000", 0),
        ("2000000", 6),
        ("more than 80 billion", 9),
        ("at most 80 billion", 9),
        ("several million", 6),
    ],
)
def test_scale_of(text: str, scale: int) -> None:
    assert scale_of(parse(text)) == scale


@pytest.mark.parametrize(
    ("number", "step", "scale", "text"),
    [
        ("200e9", "1e9", 9, "200"),
        ("144.67e9", "1e7", 9, "144.67"),
        ("22.5903e9", "1e8", 9, "22.6"),
        ("1.5e12", "1e11", 12, "1.5"),
        ("2026", "0", 0, "2026"),
        ("44.2e9", "0", 9, "44.2"),
        ("-0.3", "1", 0, "0"),
        ("1e9", "1e9", 12, "0.001"),
        ("3e9", "1e9", 6, "3000"),
    ],
)
def test_scaled(number: str, step: str, scale: int, text: str) -> None:
    assert f"{scaled(Decimal(number), Decimal(step), scale):f}" == text
