"""Periods: reading them, and the dates that they span."""

from __future__ import annotations

from calendar import monthrange
from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import QUICK

from ledger.core import period
from ledger.core.period import FORMS
from ledger.core.problem import Unreadable

JANUARY, FEBRUARY, JUNE, SEPTEMBER, DECEMBER = (1, 31), (2, 28), (6, 30), (9, 30), (12, 31)

SPANS = [
    ("2026", DECEMBER, "2026-01-01", "2026-12-31"),
    ("2026", JUNE, "2026-01-01", "2026-12-31"),
    ("2026-q1", DECEMBER, "2026-01-01", "2026-03-31"),
    ("2026-q4", DECEMBER, "2026-10-01", "2026-12-31"),
    ("2026-h1", JUNE, "2026-01-01", "2026-06-30"),
    ("2026-h2", DECEMBER, "2026-07-01", "2026-12-31"),
    ("fy2026-h2", JUNE, "2026-01-01", "2026-06-30"),
    ("ttm2026-q1", JUNE, "2025-04-01", "2026-03-31"),
    ("ttmfy2026-q2", JUNE, "2025-01-01", "2025-12-31"),
    ("ytd2026-q3", JUNE, "2026-01-01", "2026-09-30"),
    ("ytd2026-q4", DECEMBER, "2026-01-01", "2026-12-31"),
    ("ytdfy2026-q3", JUNE, "2025-07-01", "2026-03-31"),
    ("2025-h2..2026-h1", DECEMBER, "2025-07-01", "2026-06-30"),
    ("2026-q2", JUNE, "2026-04-01", "2026-06-30"),
    ("2026-01", JUNE, "2026-01-01", "2026-01-31"),
    ("2026-12", DECEMBER, "2026-12-01", "2026-12-31"),
    ("2026-02", DECEMBER, "2026-02-01", "2026-02-28"),
    ("2028-02", DECEMBER, "2028-02-01", "2028-02-29"),
    ("2100-02", DECEMBER, "2100-02-01", "2100-02-28"),
    ("2000-02-29", DECEMBER, "2000-02-29", "2000-02-29"),
    ("2026-02-05", JUNE, "2026-02-05", "2026-02-05"),
    ("fy2026", JUNE, "2025-07-01", "2026-06-30"),
    ("fy2026-q1", JUNE, "2025-07-01", "2025-09-30"),
    ("fy2026-q2", JUNE, "2025-10-01", "2025-12-31"),
    ("fy2026-q3", JUNE, "2026-01-01", "2026-03-31"),
    ("fy2026-q4", JUNE, "2026-04-01", "2026-06-30"),
    ("fy2026", JANUARY, "2025-02-01", "2026-01-31"),
    ("fy2026-q1", JANUARY, "2025-02-01", "2025-04-30"),
    ("fy2026-q4", JANUARY, "2025-11-01", "2026-01-31"),
    ("fy2028", FEBRUARY, "2027-03-01", "2028-02-29"),
    ("fy2027-q4", FEBRUARY, "2026-12-01", "2027-02-28"),
    ("fy2026", SEPTEMBER, "2025-10-01", "2026-09-30"),
    ("fy2026-q1", SEPTEMBER, "2025-10-01", "2025-12-31"),
    ("fy2026", DECEMBER, "2026-01-01", "2026-12-31"),
    ("fy2026-q2", DECEMBER, "2026-04-01", "2026-06-30"),
    ("fy1900", JUNE, "1899-07-01", "1900-06-30"),
    ("2024..2026", DECEMBER, "2024-01-01", "2026-12-31"),
    ("2025-q3..2026-q1", DECEMBER, "2025-07-01", "2026-03-31"),
    ("2025-11..2026-02", DECEMBER, "2025-11-01", "2026-02-28"),
    ("2026-02-05..2026-02-06", DECEMBER, "2026-02-05", "2026-02-06"),
    ("fy2025..fy2026", JUNE, "2024-07-01", "2026-06-30"),
    ("fy2025-q4..fy2026-q1", JUNE, "2025-04-01", "2025-09-30"),
]


@pytest.mark.parametrize(("text", "year_end", "first", "last"), SPANS)
def test_span(text: str, year_end: tuple[int, int], first: str, last: str) -> None:
    assert period.span(period.parse(text), year_end) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("text", ["undated", "by-2030", "by-fy2027", "by-2026-q4"])
def test_what_has_no_first_day_has_no_span(text: str) -> None:
    assert period.span(period.parse(text)) is None


@pytest.mark.parametrize(
    ("text", "kind", "numbers", "is_fiscal"),
    [
        ("2026", "year", (2026,), False),
        ("2026-q1", "quarter", (2026, 1), False),
        ("2026-h1", "half", (2026, 1), False),
        ("ttm2026-q1", "trailing year", (2026, 1), False),
        ("ttmfy2026-q2", "fiscal trailing year", (2026, 2), True),
        ("ytd2026-q3", "to date", (2026, 3), False),
        ("ytdfy2026-q3", "fiscal to date", (2026, 3), True),
        ("by-2030", "deadline", (), False),
        ("by-fy2030", "deadline", (), True),
        ("fy2026", "fiscal year", (2026,), True),
        ("fy2026-q2", "fiscal quarter", (2026, 2), True),
        ("2026-01", "month", (2026, 1), False),
        ("2026-02-05", "day", (2026, 2, 5), False),
        ("undated", "undated", (), False),
        ("2024..2026", "span", (), False),
        ("fy2024..fy2026", "span", (), True),
    ],
)
def test_reads(text: str, kind: str, numbers: tuple[int, ...], is_fiscal: bool) -> None:
    found = period.parse(text)
    assert (found.kind, found.numbers, found.is_fiscal, str(found)) == (kind, numbers, is_fiscal, text)


FORM = f"Write it like {FORMS}."
FAR = "is too far away. Write a year from 1900 to 2200."
NO_SPAN = "is not a span. Write an earlier and a later period of one kind."
REFUSED = {
    "": f"'' is not a period. {FORM}",
    " 2026": f"' 2026' is not a period. {FORM}",
    "2026\n": f"'2026\n' is not a period. {FORM}",
    "26": f"'26' is not a period. {FORM}",
    "fy26": f"'fy26' is not a period. {FORM}",
    "2026-13": f"'2026-13' is not a period. {FORM}",
    "2026-00": f"'2026-00' is not a period. {FORM}",
    "2026-1": f"'2026-1' is not a period. {FORM}",
    "2026-q5": f"'2026-q5' is not a period. {FORM}",
    "2026-q0": f"'2026-q0' is not a period. {FORM}",
    "q1-2026": f"'q1-2026' is not a period. {FORM}",
    "2026q1": f"'2026q1' is not a period. {FORM}",
    "2026-h3": f"'2026-h3' is not a period. {FORM}",
    "ttm2026": f"'ttm2026' is not a period. {FORM}",
    "2026-h1..2026-q4": f"'2026-h1..2026-q4' {NO_SPAN}",
    "2026-02-32": f"'2026-02-32' is not a period. {FORM}",
    "2026/02": f"'2026/02' is not a period. {FORM}",
    "２０２６": f"'２０２６' is not a period. {FORM}",
    "next year": f"'next year' is not a period. {FORM}",
    "2026-Q1": "'2026-Q1' has capitals. Write '2026-q1'.",
    "FY2026": "'FY2026' has capitals. Write 'fy2026'.",
    "Undated": "'Undated' has capitals. Write 'undated'.",
    "FY2024..FY2026": "'FY2024' has capitals. Write 'fy2024'.",
    "2026-02-29": "'2026-02-29' is not a day of the calendar. Correct the day.",
    "2026-04-31": "'2026-04-31' is not a day of the calendar. Correct the day.",
    "1900-02-29": "'1900-02-29' is not a day of the calendar. Correct the day.",
    "9999": f"'9999' {FAR}",
    "0000": f"'0000' {FAR}",
    "1899": f"'1899' {FAR}",
    "2201-q1": f"'2201-q1' {FAR}",
    "fy9999": f"'fy9999' {FAR}",
    "2024..9999": f"'9999' {FAR}",
    "2026..2024": f"'2026..2024' {NO_SPAN}",
    "2026..2026": f"'2026..2026' {NO_SPAN}",
    "2024..fy2026": f"'2024..fy2026' {NO_SPAN}",
    "2024..2026-q1": f"'2024..2026-q1' {NO_SPAN}",
    "undated..undated": f"'undated..undated' {NO_SPAN}",
    "2023..2024..2025": f"'2023..2024..2025' {NO_SPAN}",
    "by-": f"'' is not a period. {FORM}",
    "by-by-2030": f"'by-by-2030' is not a period. {FORM}",
    "by-undated": f"'by-undated' is not a period. {FORM}",
    "by-2024..2026": f"'by-2024..2026' {NO_SPAN}",
    "2024..by-2026": f"'2024..by-2026' {NO_SPAN}",
    "ytd2026": f"'ytd2026' is not a period. {FORM}",
    "2024..": f"'' is not a period. {FORM}",
    "..2026": f"'' is not a period. {FORM}",
    "2024...2026": f"'.2026' is not a period. {FORM}",
}


@pytest.mark.parametrize("text", REFUSED, ids=repr)
def test_refuses(text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        period.parse(text)
    assert str(caught.value) == REFUSED[text]


@pytest.mark.parametrize("text", ["0000-02-30", "0000-01-01"])
def test_year_nought_is_no_crash(text: str) -> None:
    with pytest.raises(Unreadable):
        period.parse(text)


YEARS, MONTHS = st.integers(1900, 2200), st.integers(1, 12)


@QUICK
@given(YEARS, MONTHS)
def test_quarters_tile_the_fiscal_year(year: int, month: int) -> None:
    year_end = month, monthrange(2026, month)[1]
    whole = period.span(period.parse(f"fy{year}"), year_end)
    quarters = [period.span(period.parse(f"fy{year}-q{q}"), year_end) for q in (1, 2, 3, 4)]
    assert whole
    assert whole == (quarters[0][0], quarters[3][1])  # type: ignore[index]
    for one, following in pairwise(quarters):
        assert one
        assert following
        assert one[1] + timedelta(days=1) == following[0]
    assert (whole[1].year, whole[1].month) == (year, month)


@QUICK
@given(YEARS, MONTHS)
def test_a_month_ends_before_the_next_begins(year: int, month: int) -> None:
    found = period.span(period.parse(f"{year}-{month:02}"))
    assert found == (date(year, month, 1), date(year, month, monthrange(year, month)[1]))


@QUICK
@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(Unreadable):
        assert str(period.parse(text)) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2026", 12), ("fy2026", 12), ("2024", 12), ("2026-q1", 3), ("2025-q3", 3), ("fy2026-q2", 3), ("2026-02", 1),
     ("2024-01", 1), ("2026-h1", 6), ("ttm2026-q1", 12), ("2026-02-05", 0), ("2024..2026", 36)],
)  # fmt: skip
def test_months(text: str, expected: int) -> None:
    found = period.span(period.parse(text), (6, 30))
    assert found
    assert period.months(found) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [("2025", "2026", True), ("2024", "2026", False), ("2026", "2025", False), ("2026", "2026", False), ("2025-q4", "2026-q1", False),
     ("2025-q1", "2026-q1", True), ("2025-q2", "2026-q1", False), ("2025-h1", "2026-h1", True), ("2025-h1", "2025-h2", False), ("ttm2025-q1", "ttm2026-q1", True), ("ttm2025-q4", "ttm2026-q1", False), ("2023-02", "2024-02", True), ("2024-02", "2025-02", True),
     ("2024-02-29", "2024-03-01", False), ("2025", "fy2026", False), ("fy2025", "fy2026", True), ("2024-01-31", "2024-02-01", False), ("2022..2023", "2024..2025", True), ("2023-02-05", "2024-02-05", True)],
)  # fmt: skip
def test_precedes(old: str, new: str, expected: bool) -> None:
    first, second = (period.span(period.parse(text), (6, 30)) for text in (old, new))
    assert first
    assert second
    assert period.precedes(first, second) is expected
