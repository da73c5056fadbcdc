"""Periods: calendar and fiscal, and the dates that they span."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from ledger.core import yaml
from ledger.core.problem import Unreadable

#: How each kind is written, and an example of each.
_LISTS = yaml.read(Path(__file__).with_name("periods.yml"), "periods.yml").data
_FORMS, FORMS = _LISTS["forms"], _LISTS["examples"]
_LENGTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}
#: What is no part of a longer period.
_WHOLE = ("span", "deadline", "undated")
_DAYS_OF_A_MONTH = 365.2425 / 12


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time as it is named: a year or part of one, the months to a quarter's end, a span, a deadline."""

    text: str
    kind: str
    numbers: tuple[int, ...] = ()
    ends: tuple[Period, ...] = ()

    @property
    def is_fiscal(self) -> bool:
        """Say whether the period depends on a company's fiscal year."""
        return self.kind.startswith("fiscal") or any(end.is_fiscal for end in self.ends)

    def __str__(self) -> str:
        """Return the period as it stands in an id."""
        return self.text


Span = tuple[date, date]


def parse(text: str) -> Period:
    """Read a period; raise `Unreadable` with the remedy where it is none."""
    if ".." in text:
        first, _, last = text.partition("..")
        ends = parse(first), parse(last)
        if ends[0].kind != ends[1].kind or ends[0].kind in _WHOLE or first >= last:
            raise Unreadable(f"'{text}' is not a span. Write an earlier and a later period of one kind.")
        return Period(text, "span", ends=ends)
    if text.startswith("by-") and (end := parse(text.removeprefix("by-"))).kind not in _WHOLE:
        return Period(text, "deadline", ends=(end,))
    if text != text.lower():
        raise Unreadable(f"'{text}' has capitals. Write '{text.lower()}'.")
    for kind, form in _FORMS.items():
        if match := re.fullmatch(form, text, re.ASCII):
            numbers = tuple(map(int, match.groups()[1:]))
            if kind == "day" and numbers[2] > monthrange(*numbers[:2])[1]:
                raise Unreadable(f"'{text}' is not a day of the calendar. Correct the day.")
            if numbers and not 1900 <= numbers[0] <= 2200:
                raise Unreadable(f"'{text}' is too far away. Write a year from 1900 to 2200.")
            return Period(text, "fiscal " * bool(match["fy"]) + kind, numbers)
    raise Unreadable(f"'{text}' is not a period. Write it like {FORMS}.")


def span(period: Period, year_end: tuple[int, int] = (12, 31)) -> Span | None:
    """Return the first and last day, if any; a fiscal year is named after the calendar year in which it ends."""
    if period.kind in ("undated", "deadline"):
        return None
    first, *_, last = (day for part in period.ends or (period,) for day in _dates(part, year_end))
    return first, last


def _dates(period: Period, year_end: tuple[int, int]) -> Span:
    """Return the dates of a day or month, or of months up to one that may lie before the year which is named."""
    if period.kind == "day":
        return date(*period.numbers), date(*period.numbers)
    year, part = period.numbers[0], period.numbers[-1] if period.numbers[1:] else 1
    to_quarter = period.kind.endswith(("trailing year", "to date"))
    unit = _LENGTHS["quarter" if to_quarter else period.kind.rpartition(" ")[2]]
    length = unit * part if "to date" in period.kind else _LENGTHS["year"] if to_quarter else unit
    after = year * 12 + unit * part + (year_end[0] - 12 if period.is_fiscal else 0)
    return _first_day(after - length), _first_day(after) - timedelta(days=1)


def _first_day(month: int) -> date:
    """Return the first day of a month that is counted from the year nought."""
    return date(month // 12, month % 12 + 1, 1)


def months(span: Span) -> int:
    """Return the length of a span in months, zero for a few days."""
    return round(((span[1] - span[0]).days + 1) / _DAYS_OF_A_MONTH)


def precedes(old: Span, new: Span) -> bool:
    """Say whether a span covers the same days of the year before, or, from a year on, comes right before another."""
    after = [day + timedelta(days=1) for day in (old[1], new[1])]
    if after[0] == new[0] and months(new) >= 12:
        return True
    pairs = ((old[0], new[0]), (after[0], after[1]))
    return all((o.year + 1, o.month, o.day) == (n.year, n.month, n.day) for o, n in pairs)
