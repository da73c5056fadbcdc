"""Charts of any measure: who said what when, year by year, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Literal

from ledger.charts.marks import Chart, Group, Mark, axis, mark_of, months, on_days
from ledger.core.ledger import Ledger
from ledger.core.period import parse, span
from ledger.core.problem import Unreadable
from ledger.core.records import Claim, Figure
from ledger.language import claims, words
from ledger.rules import compare
from ledger.rules import outcomes as happened
from ledger.rules.outcomes import Outcome


def of_measure(ledger: Ledger, measure: str, *periods: str) -> list[Figure]:
    """Return the figures of a measure and some periods, in the file's order."""
    return [f for f in ledger.figures.values() if f.measure.id == measure and str(f.period) in periods]


def in_dollars(
    title: str, subject: str, groups: tuple[Group, ...], table: str, form: Literal["lanes", "bars"] = "lanes"
) -> Chart:
    """Return a chart whose axis begins at zero dollars."""
    return Chart(title, f"{subject}, US dollars", groups, table, axis(groups), form=form)


# ---- who said what when ---------------------------------------------------------------------------


def said(ledger: Ledger, measure: str, period: str) -> Chart:
    """Return the claims about a period on a line of time for each entity."""
    found = _by_entity(of_measure(ledger, measure, period, f"fy{period}"))
    groups = tuple(filter(None, (_said(ledger, name, figures) for name, figures in found.items())))
    if not groups:
        raise Unreadable(f"nobody said on a known day what '{measure}' is for {period}. Remove the chart.")
    days = [date.fromordinal(int(day)) for g in groups for m in g.marks for day in (m.low, m.high)]
    moves = [
        _middle(own) - _middle(happened.chain(f, own)[0])
        for f in of_measure(ledger, measure, period)
        if (own := f.best) and own.by == f.entity.id and not own.redefines
    ]
    raised = sum(move > 0 for move in moves)
    title = f"Who said what about {period}, and when"
    if raised:
        many = f"{words.count(raised)} compan{'y has' if raised == 1 else 'ies have'}".capitalize()
        title = f"{many} raised their number for {period} since they first gave one"
    subject = f"{ledger.measures[measure].name} in {period}: every number on the day on which it was said"
    return Chart(title, subject, groups, "timeline.md", months(min(days), max(days)), form="time")


def _said(ledger: Ledger, name: str, figures: Iterable[Figure]) -> Group | None:
    stated = [c for f in figures for c in f.claims if not c.operation and not c.amount.vague]
    marks = tuple(_on_its_day(ledger, c) for c in stated if ledger.said_on(c))
    left = len(stated) - len(marks)
    return Group(name, marks, f"{left} undated" if left else "") if marks else None


def _on_its_day(ledger: Ledger, claim: Claim) -> Mark:
    """Return a claim under who says so, at its day or over its month."""
    when = ledger.figure_of(claim).period
    label = ", ".join(filter(None, (claims.who(ledger, claim), words.period(when) if when.is_fiscal else "")))
    days = span(parse(ledger.said_on(claim)))
    assert days  # every date has days
    return on_days(replace(mark_of(ledger, claim), labels=(label,)), days)


# ---- year by year ---------------------------------------------------------------------------------


def years(ledger: Ledger, measure: str, first: int, last: int, *, groups: bool) -> Chart:
    """Return the number that is used here for each year, of companies or of groups, with its rivals beside it."""
    wanted = {str(year): f"fy{year}" for year in range(first, last + 1)}
    of_years = of_measure(ledger, measure, *wanted, *wanted.values())
    shown = [f for f in of_years if bool(f.entity.members) == groups and any(not c.amount.vague for c in f.claims)]
    found = {name: sorted(some, key=_end) for name, some in _by_entity(shown).items()}
    if not found:
        raise Unreadable(f"no number of '{measure}' for {first} to {last} belongs in this chart. Remove its call.")
    rows = tuple(Group(name, _answers(ledger, some), _missing(wanted, some)) for name, some in found.items())
    series = [[f.best.amount for f in some if f.best and not f.period.is_fiscal] for some in found.values()]
    several = [amounts for amounts in series if len(amounts) > 1]
    title = f"Year by year, {first} to {last}: the number used here, and its rivals"
    if several and all(compare.relate(b, "above", a) == "holds" for some in several for a, b in pairwise(some)):
        what = "groups" if groups else "companies"
        title = f"For {words.count(len(several))} {what} more than one year is known, and each is higher than the last"
    subject = f"{ledger.measures[measure].name}, {first} to {last}: the number used here, and other answers on its line"
    return in_dollars(title, subject, rows, "compare.md#other-years")


def _end(figure: Figure) -> date:
    return figure.span[1] if figure.span else date.max


def _answers(ledger: Ledger, figures: Iterable[Figure]) -> tuple[Mark, ...]:
    """Return the answers for each year on a lane of its own, the preferred one with its number."""
    marks: list[Mark] = []
    for figure in figures:
        rivals = [c for c in figure.claims if not c.amount.vague and c.key not in figure.revised]
        for claim in sorted(rivals, key=lambda c: c is not figure.best):
            mark = mark_of(ledger, claim, words.period(figure.period))
            is_first = claim is figure.best or not (figure.best or claim is not rivals[0])
            number = mark.number if figure.best else "several answers"
            marks.append(replace(mark, number=number) if is_first else replace(mark, joins=True))
    return tuple(marks)


def _missing(wanted: Iterable[str], figures: Iterable[Figure]) -> str:
    known = {str(f.period.numbers[0]) for f in figures}
    missing = [year for year in wanted if year not in known]
    return f"no number for {words.listed(missing, 'or')}" if missing else ""


# ---- what came of it ------------------------------------------------------------------------------


def outcomes(ledger: Ledger, measure: str, period: str) -> Chart:
    """Return each number of an article about a company, and how far it is from the newest that is known."""
    found = [o for o in happened.outcomes(ledger, measure, period) if not o.figure.entity.members]
    missed: dict[str, list[Outcome]] = {}
    for outcome in found:
        if outcome.claim is not outcome.latest:
            missed.setdefault(outcome.figure.entity.name, []).append(outcome)
    if not missed:
        raise Unreadable(f"no number of '{measure}' for {period} has an outcome yet. Remove the chart.")
    groups = tuple(
        Group(name, tuple(m for o in some for m in _outcome(ledger, o, period))) for name, some in missed.items()
    )
    low, high = (sum(o.verdict == verdict for o in found) for verdict in ("too low", "too high"))
    title = (
        f"Of {words.count(len(found))} numbers that articles give for companies in {period},"
        f" {words.count(low)} are too low so far and {words.count(high)} too high"
    )
    subject = f"{ledger.measures[measure].name} in {period}: from the newest word to what was said"
    return in_dollars(title, subject, groups, "outcomes.md#numbers")


def _outcome(ledger: Ledger, outcome: Outcome, period: str) -> tuple[Mark, Mark]:
    """Return a number at the end of its distance from what is known, and that on the same lane."""
    claim, known, when = outcome.claim, outcome.latest, outcome.figure.period
    printed = [ledger.articles[a].label for a in claim.articles if a in ledger.articles]
    who = claims.who(ledger, claim) if claim.by == outcome.figure.entity.id else words.listed(printed)
    part = "" if str(when) == period else words.period(when)
    label = f"{', '.join(filter(None, (who, part)))}: {outcome.verdict}"
    error = words.amount(outcome.error) if outcome.error else ""
    said_, newest = mark_of(ledger, claim, f"{label}, {error}".removesuffix(", "), label), mark_of(ledger, known)
    base = newest.low if said_.high < newest.low else newest.high if said_.low > newest.high else None
    bounded = said_.open_low or said_.open_high
    spoken = f"{said_.spoken}; the newest word is {words.amount(known.amount, outcome.figure.measure)}"
    return replace(said_, base=None if bounded else base, spoken=spoken), replace(newest, joins=True)


def _by_entity(figures: Iterable[Figure]) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for figure in figures:
        found.setdefault(figure.entity.name, []).append(figure)
    return found


def _middle(claim: Claim) -> float:
    return float(sum(claim.amount.numbers)) / len(claim.amount.numbers)
