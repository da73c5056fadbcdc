"""Claims as the marks of a chart, and the same in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from ledger.charts.canvas import Tick
from ledger.charts.layout import Chart, Group, Mark, steps
from ledger.core.amount import INFINITY, Amount
from ledger.core.ledger import Ledger
from ledger.core.records import Claim, Measure
from ledger.language import words
from ledger.rules import compare
from ledger.views import inline


@dataclass(frozen=True, slots=True)
class Shown:
    """A claim's mark, and what the text alternative says of it."""

    mark: Mark
    spoken: str
    figure: str


@dataclass(frozen=True, slots=True)
class Section:
    """What is shown under one heading."""

    heading: str
    items: tuple[Shown, ...]

    @property
    def group(self) -> Group:
        """Return the section as a group of marks."""
        return Group(self.heading, tuple(i.mark for i in self.items))


def shown(ledger: Ledger, claim: Claim, label: str = "", short: str = "", *, base: float | None = None) -> Shown:
    """Return a claim as a mark, under a label of its own (and a short one), or under who says so."""
    figure = ledger.figure_of(claim)
    against = compare.opponents(figure, claim)
    made = of_amount(claim.amount, claim.status, figure.measure)
    labels = tuple(t for t in (label, short) if t) or names(ledger, claim)
    how = f"{label}; {_said(ledger, claim)}" if label else _said(ledger, claim)
    disputed = "; disputed" if against else ""
    spoken = f"{words.amount(claim.amount, figure.measure)} ({how}{disputed})"
    return Shown(replace(made, labels=labels, base=base, disputed=bool(against)), spoken, figure.id)


def of_amount(value: Amount, kind: str, measure: Measure | None = None) -> Mark:
    """Return an amount as a mark without a label: open bounds stay open, a range stays a range."""
    number = words.amount(value, measure, "short")
    low, high = value.numbers[0], value.numbers[-1]
    above = value.is_bound and value.high == INFINITY
    below = value.is_bound and not above
    return Mark(float(low), float(high), number, kind, open_low=below, open_high=above)


def can_be_shown(claim: Claim) -> bool:
    """Say whether the claim has a number at all: `several billion` has none."""
    return not claim.amount.vague


def who(ledger: Ledger, claim: Claim) -> str:
    """Return who says so in a word or two: its author, else who prints it, else who it is computed from."""
    if claim.operation:
        return f"computed from {_publisher(ledger, claim.of)}" if claim.of else "computed here"
    if claim.by in ledger.entities:
        return ledger.entities[claim.by].name
    names = dict.fromkeys(_publisher(ledger, a) for a in claim.articles)
    return words.listed(list(names)) or "no name given"


def names(ledger: Ledger, claim: Claim) -> tuple[str, ...]:
    """Return who says so, with which status, where and when: in full, shorter, and in brief."""
    when = ledger.figure_of(claim).period
    fiscal = [words.period(when)] if when.is_fiscal else []
    status = [] if claim.operation else [claim.status]
    where = _where(ledger, claim)
    core = [who(ledger, claim), *fiscal, *status]
    said = [words.day(claim.asof)] if claim.asof else []
    printed = [words.day(day)] if (day := _published(ledger, claim)) else []
    # Away from the article's name its date would look like the day on which something was said.
    shorter = [*core, *(said or where or printed)]
    forms = ([*core, *where, *(said or printed)], shorter, core, [core[0], *(fiscal or status)])
    return tuple(", ".join(form) for form in forms)


def _where(ledger: Ledger, claim: Claim) -> list[str]:
    if len(claim.articles) > 1:
        return [f"in {len(claim.articles)} articles"]
    named = claim.by in ledger.entities and claim.articles
    return [f"in {_publisher(ledger, claim.articles[0])}"] if named else []


def _published(ledger: Ledger, claim: Claim) -> str:
    """Return when the first article that prints it appeared, where that is known."""
    return min((day for a in claim.articles if (day := ledger.sources[a].published)), default="")


def _publisher(ledger: Ledger, article: str) -> str:
    return ledger.sources[article].label


def _said(ledger: Ledger, claim: Claim) -> str:
    said = inline.said_by(ledger, claim)
    where = "" if claim.by in ledger.entities or claim.operation else f", in {who(ledger, claim)}"
    return said[:1].lower() + said[1:] + where


# ---- charts ---------------------------------------------------------------------------------------


def chart_of(sections: Iterable[Section], unit: str) -> Chart:
    """Return the sections on one axis from zero, its values in words of the unit."""
    groups = tuple(s.group for s in sections)
    top = max((m.stated[1] for g in groups for m in g.marks), default=0)
    return Chart(groups, ticks(top, unit))


def ticks(top: float, unit: str) -> tuple[Tick, ...]:
    """Return round values from zero to `top` with their labels."""
    return tuple(Tick(v, _tick(Decimal(repr(v)), unit) if v else "0") for v in steps(top))


def _tick(value: Decimal, unit: str) -> str:
    return words.amount(Amount(value, value, unit), None, "short")


def in_words(sections: Iterable[Section]) -> str:
    """Return the values of a chart in words."""
    texts = (f"{s.heading}: {'; '.join(i.spoken for i in s.items)}." for s in sections)
    return " ".join(texts)
