"""Charts of any measure: who said what when, year by year, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

from ledger.charts.marks import Chart, Group, Mark, axis, mark_of, months
from ledger.core.ledger import Ledger
from ledger.core.period import parse, span
from ledger.core.problem import Unreadable
from ledger.core.records import Claim, Figure
from ledger.language import claims, words
from ledger.rules import compare
from ledger.rules import outcomes as happened


def said(ledger: Ledger, measure: str, period: str) -> Chart:
    """Return the claims about a period on a line of time for each entity."""
    figures = of_measure(ledger, measure, period, f"fy{period}")
    stated = [c for f in figures for c in f.claims if not c.operation and not c.amount.vague]
    dated = [c for c in stated if ledger.said_on(c)]
    groups = by_entity(ledger, (_on_its_day(ledger, c) for c in dated))
    moved = [happened.Outcome(f, happened.chain(f, c)[0], c).verdict for f in figures if (c := f.best) and c.revises]
    raised = moved.count("raised since")
    title = f"Who said what about {period}, and when"
    if raised:
        many = f"{words.count(raised)} compan{'y has' if raised == 1 else 'ies have'}".capitalize()
        title = f"{many} raised their number for {period} since they first gave one"
    left = f"; {words.count(len(stated) - len(dated))} without a day left out" if len(stated) > len(dated) else ""
    subject = f"{ledger.measures[measure].name} in {period}: every number on the day on which it was said{left}"
    days = [date.fromordinal(int(day)) for g in groups for m in g.marks for day in (m.low, m.high)]
    return Chart(title, subject, groups, "timeline.md", months(min(days), max(days)), form="time")


def _on_its_day(ledger: Ledger, claim: Claim) -> Mark:
    """Return a claim under who says so, at its day or over its month."""
    when = ledger.figure_of(claim).period
    label = ", ".join(filter(None, (claims.who(ledger, claim), words.period(when) if when.is_fiscal else "")))
    low, high = (day.toordinal() for day in span(parse(ledger.said_on(claim))) or ())
    return replace(mark_of(ledger, claim), labels=(label,), low=low, high=high, open_low=False, open_high=False)


def years(ledger: Ledger, measure: str, first: int, last: int, *, groups: bool) -> Chart:
    """Return the number that is used here for each year, of companies or of groups, with its rivals on its line."""
    wanted = [str(year) for year in range(first, last + 1)]
    of_years = of_measure(ledger, measure, *wanted, *(f"fy{year}" for year in wanted))
    figures = sorted((f for f in of_years if bool(f.entity.members) == groups), key=lambda f: f.span or ())
    order = [*ledger.entities]
    figures.sort(key=lambda f: order.index(f.entity.id))
    rows = by_entity(ledger, (mark for f in figures for mark in _answers(ledger, f)))
    title = f"Year by year, {first} to {last}: the number used here, and its rivals"
    best = [c for f in figures if (c := f.best) and not f.period.is_fiscal]
    pairs = [(a, b) for a, b in pairwise(best) if a.figure.partition(".")[0] == b.figure.partition(".")[0]]
    if pairs and all(compare.relate(b.amount, "above", a.amount) == "holds" for a, b in pairs):
        many = words.count(len({a.figure.partition(".")[0] for a, _ in pairs}))
        what = "groups" if groups else "companies"
        title = f"For {many} {what} more than one year is known, and each is higher than the last"
    subject = f"{ledger.measures[measure].name}, {first} to {last}: the number used here, and its rivals on its line"
    noted = tuple(g._replace(note=_missing(ledger, wanted, g)) for g in rows)
    return in_dollars(title, subject, noted, "compare.md#other-years")


def _answers(ledger: Ledger, figure: Figure) -> Iterator[Mark]:
    """Yield the answers for a year on one lane, the preferred one with its number, else their spread."""
    rivals = [c for c in figure.claims if not c.amount.vague and c.key not in figure.revised]
    for at, claim in enumerate(sorted(rivals, key=lambda c: c is not figure.best)):
        mark = mark_of(ledger, claim, words.period(figure.period))
        number = mark.number if figure.best else claims.spread(figure, rivals)
        yield replace(mark, number=number, joins=at > 0)


def _missing(ledger: Ledger, wanted: Iterable[str], group: Group) -> str:
    known = {str(ledger.figures[m.claim.figure].period.numbers[0]) for m in group.marks if m.claim}
    missing = [year for year in wanted if year not in known]
    return f"none for {words.listed(missing, 'or')}" if missing else ""


def outcomes(ledger: Ledger, measure: str, period: str) -> Chart:
    """Return each number of an article about a company, and how far it is from the newest that is known."""
    found = [o for o in happened.outcomes(ledger, measure, period) if not o.figure.entity.members]
    missed = (o for o in found if o.claim is not o.latest)
    groups = by_entity(ledger, (mark for o in missed for mark in _outcome(ledger, o, period)))
    low, high = (words.count(sum(o.verdict == verdict for o in found)) for verdict in ("too low", "too high"))
    title = (
        f"Of {words.count(len(found))} numbers that articles give for companies in {period},"
        f" {low} are too low so far and {high} too high"
    )
    subject = f"{ledger.measures[measure].name} in {period}: from the newest word to what was said"
    return in_dollars(title, subject, groups, "outcomes.md#numbers")


def _outcome(ledger: Ledger, outcome: happened.Outcome, period: str) -> tuple[Mark, Mark]:
    """Return a number at the end of its distance from what is known, and that on the same lane."""
    claim, figure = outcome.claim, outcome.figure
    printed = [ledger.articles[a].label for a in claim.articles if a in ledger.articles]
    who = claims.who(ledger, claim) if claim.by == figure.entity.id else words.listed(printed)
    part = "" if str(figure.period) == period else f", {words.period(figure.period)}"
    label = f"{who}{part}: {outcome.verdict}"
    error = f", {words.amount(outcome.error)}" if outcome.error else ""
    told, newest = mark_of(ledger, claim, f"{label}{error}"), mark_of(ledger, outcome.latest)
    base = newest.low if told.high < newest.low else newest.high if told.low > newest.high else None
    spoken = f"{told.spoken}; the newest word is {words.amount(outcome.latest.amount, figure.measure)}"
    base = None if told.open_low or told.open_high else base
    return replace(told, labels=(*told.labels, label), base=base, spoken=spoken), replace(newest, joins=True)


# ---- what charts have in common -------------------------------------------------------------------


def of_measure(ledger: Ledger, measure: str, *periods: str) -> list[Figure]:
    """Return the figures of a measure and some periods, in the file's order."""
    return [f for f in ledger.figures.values() if f.measure.id == measure and str(f.period) in periods]


def by_entity(ledger: Ledger, marks: Iterable[Mark]) -> tuple[Group, ...]:
    """Return marks of claims in one group per entity; raise `Unreadable` where there are none."""
    found: dict[str, list[Mark]] = {}
    for mark in marks:
        name = ledger.figures[mark.claim.figure].entity.name if mark.claim else ""
        found.setdefault(name, []).append(mark)
    if not found:
        raise Unreadable("no figure of the ledger belongs in this chart. Remove its call.")
    return tuple(Group(name, tuple(some)) for name, some in found.items())


def in_dollars(title: str, subject: str, groups: tuple[Group, ...], table: str) -> Chart:
    """Return a chart whose axis begins at zero dollars."""
    return Chart(title, f"{subject}, US dollars", groups, table, axis(groups))
