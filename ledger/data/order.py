"""What stands where in figures.yml: figures as the entities, then as the measures, then by period."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import Any

from ledger.core import period
from ledger.core.problem import Unreadable
from ledger.rules.parts import MAX_PARTS

_LAST = 10_000_000


class Order:
    """The order of the figures of one file."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.entities = mapping(data.get("entities"))
        self._entities = {key: n for n, key in enumerate(self.entities)}
        self._measures = {key: n for n, key in enumerate(mapping(data.get("measures")))}

    def rank(self, figure: str) -> tuple[int, ...]:
        """Return what a figure's id sorts by; what is not known comes last."""
        entity, _, rest = figure.partition(".")
        measure, _, when = rest.partition(".")
        places = self._entities.get(entity, _LAST), self._measures.get(measure, _LAST)
        return *places, *_date(when, self._year_end(entity))

    def name_of(self, entity: str) -> str:
        """Return the entity's name, or its id where it has none."""
        return str(mapping(self.entities.get(entity)).get("name", entity))

    def _year_end(self, entity: str) -> tuple[int, int]:
        """Return the month and day on which the fiscal year of the entity, or of what it is a part of, ends."""
        written = None
        for _ in range(MAX_PARTS):
            record = mapping(self.entities.get(entity))
            written, entity = written or record.get("fiscal_year_end"), str(record.get("part_of"))
        match = re.fullmatch(r"(0[1-9]|1[0-2])-([0-3]\d)", str(written))
        return (int(match[1]), int(match[2])) if match else (12, 31)


def place(key: str, order: Sequence[str]) -> int:
    """Return where a key stands in an order; a stranger comes last."""
    return order.index(key) if key in order else _LAST


def mapping(value: Any) -> dict[str, Any]:
    """Return the value if it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}


def moving(ranks: Sequence[Any]) -> list[int]:
    """Return the fewest positions whose items must move for the rest to be in order."""
    ends: list[Any] = []
    lengths = []
    for rank in ranks:
        at = bisect_right(ends, rank)
        ends[at : at + 1] = [rank]
        lengths.append(at + 1)
    length, bound, staying = len(ends), None, set()
    for n in reversed(range(len(ranks))):
        if lengths[n] == length and (bound is None or ranks[n] <= bound):
            staying.add(n)
            length, bound = length - 1, ranks[n]
    return [n for n in range(len(ranks)) if n not in staying]


def _date(when: str, year_end: tuple[int, int]) -> tuple[int, int, int]:
    """Return what a period sorts by: calendar, fiscal, undated; the earlier first, and then the longer."""
    try:
        parsed = period.parse(when)
        dates = period.span(parsed, year_end)
    except Unreadable:
        return 3, 0, 0
    first, last = dates or (date.max, date.max)
    return 2 if dates is None else int(parsed.is_fiscal), first.toordinal(), -last.toordinal()
