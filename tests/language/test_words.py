"""Amounts, periods and dates in English words."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import Any

import pytest

from ledger.core import arithmetic, period
from ledger.core.amount import INFINITY, Amount, parse
from ledger.core.records import Measure
from ledger.core.vocabulary import MeasureKind
from ledger.language import words


def measure(unit: str, kind: MeasureKind = "flow") -> Measure:
    others: dict[str, Any] = {field.name: "" for field in fields(Measure)}
    return Measure(**others | {"unit": unit, "kind": kind})


# text, unit, kind, then words, short, bare
AMOUNTS: list[tuple[str, str, MeasureKind, str, str, str]] = [
    ("200 billion", "USD", "flow", "$200 billion", "$200B", "200 billion"),
    ("about 200 billion", "USD", "flow", "about $200 billion", "~$200B", "about 200 billion"),
    ("nearly 200 billion", "USD", "flow", "nearly $200 billion", "just under $200B", "nearly 200 billion"),
    ("more than 80 billion", "USD", "flow", "more than $80 billion", ">$80B", "more than 80 billion"),
    ("at least 80 billion", "USD", "flow", "at least $80 billion", "≥$80B", "at least 80 billion"),
    ("less than 80 billion", "USD", "flow", "less than $80 billion", "<$80B", "less than 80 billion"),
    ("up to 80 billion", "USD", "flow", "at most $80 billion", "≤$80B", "at most 80 billion"),
    ("175 to 185 billion", "USD", "flow", "$175 to $185 billion", "$175–185B", "175 to 185 billion"),
    ("about 0 to 5 billion", "USD", "flow", "about $0 to $5 billion", "~$0–5B", "about 0 to 5 billion"),
    ("16.50 to 21.5 billion", "USD", "flow", "$16.50 to $21.50 billion", "$16.50–21.50B", "16.50 to 21.50 billion"),
    ("0.5 billion", "USD", "flow", "$0.5 billion", "$0.5B", "0.5 billion"),
    ("1.1 trillion", "USD", "flow", "$1.1 trillion", "$1.1T", "1.1 trillion"),
    ("200000000000", "USD", "flow", "$200,000,000,000", "$200,000,000,000", "200,000,000,000"),
    ("several billion", "USD", "flow", "several billion dollars", "several billion dollars", "several billion dollars"),
    (
        "tens of billions",
        "USD",
        "flow",
        "tens of billions of dollars",
        "tens of billions of dollars",
        "tens of billions of dollars",
    ),
    (
        "several hundred million",
        "USD",
        "flow",
        "several hundred million dollars",
        "several hundred million dollars",
        "several hundred million dollars",
    ),
    ("several million", "", "count", "several million", "several million", "several million"),
    ("several thousand", "GB", "stock", "several thousand GB", "several thousand GB", "several thousand GB"),
    ("0", "USD", "flow", "$0", "$0", "0"),
    ("5 billion", "EUR", "flow", "€5 billion", "€5B", "5 billion"),
    ("5 billion", "CHF", "flow", "CHF 5 billion", "CHF 5B", "5 billion"),
    ("several million", "GBP", "flow", "several million pounds", "several million pounds", "several million pounds"),
    ("1230 to 1240", "km", "stock", "1,230 to 1,240 km", "1,230–1,240 km", "1,230 to 1,240"),
    ("1.5 million", "km²", "stock", "1.5 million km²", "1.5M km²", "1.5 million"),
    ("2 thousand", "EUR", "flow", "€2,000", "€2,000", "2,000"),
    ("7.86", "USD", "per share", "$7.86 a share", "$7.86", "7.86"),
    ("24 %", "%", "ratio", "24%", "24%", "24"),
    ("10 to 20 %", "%", "ratio", "10 to 20%", "10–20%", "10 to 20"),
    ("nearly 70 %", "%", "ratio", "nearly 70%", "just under 70%", "nearly 70"),
    ("3", "times", "ratio", "3 times", "3×", "3"),
    ("216", "GB", "stock", "216 GB", "216 GB", "216"),
    ("more than 3", "years", "stock", "more than 3 years", ">3 years", "more than 3"),
    ("2026", "", "date", "2026", "2026", "2026"),
    ("2023 to 2025", "", "date", "2023 to 2025", "2023–2025", "2023 to 2025"),
    ("20000", "", "count", "20,000", "20,000", "20,000"),
    ("1.5 million", "people", "count", "1,500,000 people", "1,500,000 people", "1,500,000"),
]


@pytest.mark.parametrize(("text", "unit", "kind", "full", "short", "bare"), AMOUNTS, ids=[a[3] for a in AMOUNTS])
def test_amount(text: str, unit: str, kind: MeasureKind, full: str, short: str, bare: str) -> None:
    value = parse(text, unit, exact=kind in ("date", "count"))
    about = measure(unit, kind)
    assert [words.amount(value, about, style) for style in words.STYLES] == [full, short, bare]


BILLION = Decimal(10) ** 9


@pytest.mark.parametrize(
    ("value", "full", "short", "bare"),
    [
        (Amount(-5 * BILLION, -5 * BILLION, "USD", BILLION), "−$5 billion", "−$5B", "−5 billion"),
        (Amount(-3 * BILLION, -BILLION, "USD", BILLION), "−$3 to −$1 billion", "−$3 to −$1B", "−3 to −1 billion"),
        (Amount(-3 * BILLION, BILLION, "USD", BILLION), "−$3 to $1 billion", "−$3 to $1B", "−3 to 1 billion"),
        (
            Amount(-INFINITY, -3 * BILLION, "USD", BILLION, high_open=True),
            "less than −$3 billion",
            "<−$3B",
            "less than −3 billion",
        ),
        (Amount(Decimal("-0.4"), Decimal("-0.4"), "%", Decimal(1)), "0%", "0%", "0"),
        (Amount(Decimal("-0.695"), Decimal("-0.695"), "%", Decimal("0.001")), "−0.695%", "−0.695%", "−0.695"),
        (Amount(44 * BILLION, 72 * BILLION, "USD"), "$44 to $72 billion", "$44–72B", "44 to 72 billion"),
        (Amount(Decimal("2.5"), Decimal("2.5"), "", Decimal(1)), "3", "3", "3"),
        (Amount(Decimal("3.5"), Decimal("3.5"), "", Decimal(1)), "4", "4", "4"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)  # fmt: skip
def test_amount_that_is_computed(value: Amount, full: str, short: str, bare: str) -> None:
    assert [words.amount(value, None, style) for style in words.STYLES] == [full, short, bare]


def test_the_examples_of_the_method() -> None:
    known = [parse(t, "USD") for t in ("about 200 billion", "175 to 185 billion", "115 to 135 billion")]
    more = parse("more than 80 billion", "USD")
    assert words.amount(arithmetic.total(known)) == "about $490 to $520 billion"
    assert words.amount(arithmetic.total([*known, more])) == "at least $570 billion"


@pytest.mark.parametrize(
    ("text", "year_end", "expected"),
    [
        ("2026", (12, 31), "2026"),
        ("2026-q1", (12, 31), "first quarter of 2026"),
        ("2026-q4", (6, 30), "fourth quarter of 2026"),
        ("fy2026", (6, 30), "fiscal 2026 (July 2025 to June 2026)"),
        ("fy2026-q2", (6, 30), "second quarter of fiscal 2026 (October to December 2025)"),
        ("fy2026", (1, 31), "fiscal 2026 (February 2025 to January 2026)"),
        ("fy2026-q4", (1, 31), "fourth quarter of fiscal 2026 (November 2025 to January 2026)"),
        ("2026-h1", (6, 30), "first half of 2026"),
        ("fy2026-h1", (6, 30), "first half of fiscal 2026 (July to December 2025)"),
        ("ttm2026-q1", (12, 31), "twelve months to March 2026"),
        ("ytd2026-q3", (12, 31), "first nine months of 2026"),
        ("ytdfy2026-q2", (6, 30), "first six months of fiscal 2026 (July to December 2025)"),
        ("by-2030", (12, 31), "by 2030"),
        ("by-fy2027-q2", (12, 31), "by second quarter of fiscal 2027"),
        ("ttmfy2026-q2", (6, 30), "twelve months to December 2025"),
        ("2026-05", (12, 31), "May 2026"),
        ("2026-02-05", (12, 31), "5 February 2026"),
        ("2024..2026", (12, 31), "2024 to 2026"),
        ("2025-11..2026-02", (12, 31), "November 2025 to February 2026"),
        ("undated", (12, 31), "undated"),
    ],
)
def test_period(text: str, year_end: tuple[int, int], expected: str) -> None:
    found = period.parse(text)
    assert words.period(found, period.span(found, year_end)) == expected


def test_a_fiscal_period_without_its_dates() -> None:
    assert words.period(period.parse("fy2026-q3")) == "third quarter of fiscal 2026"
    assert words.period(period.parse("ttmfy2026-q3")) == "twelve months to the third quarter of fiscal 2026"


@pytest.mark.parametrize(
    ("text", "expected"), [("2026", "2026"), ("2026-05", "May 2026"), ("2026-12-01", "1 December 2026")]
)
def test_day(text: str, expected: str) -> None:
    assert words.day(text) == expected


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("USD", "US dollars"),
        ("EUR", "euros"),
        ("GBP", "British pounds"),
        ("%", "%"),
        ("times", "times"),
        ("GB", "GB"),
        ("", ""),
        ("XQZ", "XQZ"),
    ],
)
def test_currency_name(unit: str, expected: str) -> None:
    assert words.currency_name(unit) == expected


@pytest.mark.parametrize(
    ("code", "name"), [("en", "English"), ("nl", "Dutch"), ("zh-Hant", "Chinese (Traditional)"), ("de", "German")]
)
def test_language(code: str, name: str) -> None:
    assert words.language(code) == name


@pytest.mark.parametrize(
    ("items", "word", "expected"),
    [
        ([], "and", ""),
        (["a"], "and", "a"),
        (["a", "b"], "or", "a or b"),
        (["a", "b", "c"], "and", "a, b and c"),
        (["a", "b", "c", "d"], "or", "a, b, c or d"),
    ],
)
def test_listed(items: list[str], word: str, expected: str) -> None:
    assert words.listed(items, word) == expected
