"""What a chart shows: claims as marks, in groups along one axis, and the same in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from ledger.core.amount import INFINITY, Amount
from ledger.core.ledger import Ledger
from ledger.core.records import Claim, Measure
from ledger.language import claims, words
from ledger.rules import compare


@dataclass(frozen=True, slots=True)
class Mark:
    """One number: a point, a range or an open bound; what is stated of it, on a line of time in days."""

    low: float
    high: float
    number: str
    kind: str
    labels: tuple[str, ...] = ()  # the fullest first
    open_low: bool = False
    open_high: bool = False
    disputed: bool = False
    base: float | None = None
    claim: Claim | None = None
    spoken: str = ""  # what its title says of it
    joins: bool = False  # it stands on the lane of the mark before it

    @property
    def sign(self) -> str:
        """Return the sign at its number: contradicted, else computed."""
        return "≠" if self.disputed else "=" if self.kind == "computed" else ""


class Group(NamedTuple):
    """Marks under one heading, and what is said beside it."""

    heading: str
    marks: tuple[Mark, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart found and shows: groups of marks along one axis, and where its numbers stand as a table."""

    title: str
    subject: str
    groups: tuple[Group, ...]
    table: str = ""
    ticks: Mapping[float, str] = field(default_factory=lambda: {0: "0"})  # the axis: its values and their labels
    form: Literal["lanes", "bars", "time"] = "lanes"

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Return the marks of all groups."""
        return tuple(m for g in self.groups for m in g.marks)


def axis(groups: Iterable[Group], unit: str = "USD") -> dict[float, str]:
    """Return zero and at most five round numbers of a unit, up to the highest of the marks."""
    top = Decimal(max(m.high for g in groups for m in g.marks))
    steps = (Decimal(s).scaleb(top.adjusted()) for s in ("0.2", "0.25", "0.5", "1", "2"))
    step = next(s for s in steps if top / s <= 5)
    values = (n * step for n in range(1, int(top / step) + 1))
    return {0: "0"} | {float(v): words.amount(Amount(v, v, unit), None, "short") for v in values}


def months(groups: Iterable[Group]) -> dict[float, str]:
    """Return the first days of at most eight months, from that of the first mark to the one after the last."""
    days = [date.fromordinal(int(day)) for g in groups for m in g.marks for day in (m.low, m.high)]
    start, end = (12 * day.year + day.month - 1 for day in (min(days), max(days)))
    firsts = [date(n // 12, n % 12 + 1, 1) for n in range(start, end + 2, -(-(end + 2 - start) // 8))]
    return {d.toordinal(): f"{d:%Y}" if d.month == 1 else f"{d:%b}" for d in firsts}


def mark_of(ledger: Ledger, claim: Claim, label: str = "", *, base: float | None = None) -> Mark:
    """Return a claim as a mark, under a label of its own, or under who says so."""
    figure = ledger.figure_of(claim)
    disputed = bool(compare.contradictors(figure, claim))
    later = figure.revised.get(claim.key)
    became = later and ("counted differently since" if later.redefines else "overtaken since")
    state = became or ("disputed" if disputed else "")
    how = "; ".join(filter(None, (label, claims.said_where(ledger, claim), state)))
    return replace(
        of_amount(claim.amount, claim.status, figure.measure),
        labels=(label,) if label else claims.names(ledger, claim),
        disputed=disputed,
        base=base,
        claim=claim,
        spoken=f"{words.amount(claim.amount, figure.measure)} ({how})",
    )


def of_amount(value: Amount, kind: str, measure: Measure | None = None) -> Mark:
    """Return an amount as a mark without a label: open bounds stay open, a range stays a range."""
    low, high = float(value.numbers[0]), float(value.numbers[-1])
    above = value.high == INFINITY
    number = words.amount(value, measure, "short")
    return Mark(low, high, number, kind, open_low=value.is_bound and not above, open_high=above)
