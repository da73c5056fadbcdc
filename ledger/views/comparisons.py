"""Tables about one measure and period: who says what, who said what when, what came of it, and what is known."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.core.period import parse as parse_period
from ledger.core.period import span
from ledger.core.problem import Unreadable
from ledger.core.records import Claim, Figure
from ledger.language import claims, words
from ledger.rules import outcomes as happened
from ledger.views import inline, markdown
from ledger.views.site import Site, claim_number, require, said, status_tag, whole

TIMELINE_COLUMNS = ("Day", "About", "Number:", "Status", "Who says so", "Printed by")
OUTCOME_COLUMNS = ("About", "Printed by", "Number:", "Latest word", "Off by:", "How it turned out")
KNOWN_COLUMNS = ("Number to use:", "All answers:", "Who says so, and why this one")


def _table(
    site: Site, measure: str, periods: Sequence[str], about: str, columns: Sequence[str], rows: Sequence[list[str]]
) -> str:
    """Return a table under its caption; raise `Unreadable` where it would be empty."""
    require("measure", measure, site.ledger.measures)
    if not rows:
        raise Unreadable(f"no number of '{measure}' for {words.listed([*periods])} to show. Name another period.")
    when = words.listed([words.period(parse_period(p)) for p in periods])
    return markdown.table(markdown.text(f"{site.ledger.measures[measure].name}, {when}{about}"), columns, rows)


def matrix(site: Site, page: str, measure: str, *periods: str) -> str:
    """Return who says what: one row per entity and period, one column per article, one for all else."""
    figures = _figures(site, measure, periods)
    articles = [a for a in (*(a.id for a in site.ledger.chronological), "") if any(_said(site, f, a) for f in figures)]
    columns = ["Who", *(f"{_head(site, a)}:" for a in articles)]
    rows = [
        [_about(site, page, f, several=len(periods) > 1), *(_cell(site, page, f, a) for a in articles)] for f in figures
    ]
    about = ", by who it is about and who prints it"
    return markdown.paragraphs([_table(site, measure, periods, about, columns, rows)])


def _figures(site: Site, measure: str, periods: Sequence[str]) -> list[Figure]:
    """Return the figures of the periods; a fiscal one of the same name or dates has a row of its own."""
    wanted = {p for period in periods for p in (period, f"fy{period}")}
    spans = {span(parse_period(p)) for p in periods} - {None}
    of_measure = (f for f in site.ledger.figures.values() if f.measure.id == measure)
    found = [f for f in of_measure if str(f.period) in wanted or f.span in spans]
    return sorted(found, key=lambda f: f.entity.kind == "group")


def _said(site: Site, figure: Figure, article: str) -> list[Claim]:
    """Return what an article prints or implies; without one what none does and its speaker has not replaced."""
    if article:
        return [c for c in figure.claims if article in (*c.articles, c.of)]
    articles = site.ledger.articles.keys()
    return [c for c in figure.claims if c.key not in figure.revised and articles.isdisjoint((*c.articles, c.of))]


def _head(site: Site, article: str) -> str:
    if not article:
        return "Elsewhere"
    record = site.ledger.articles[article]
    when = f", {words.day(record.published)}" if record.published else ""
    return markdown.text(f"{record.publisher or record.title}{when}")


def _about(site: Site, page: str, figure: Figure, *, several: bool = False) -> str:
    """Return a link to a figure under its entity's name, with the period where it is not plain."""
    when = f", {words.period(figure.period, figure.span)}" if figure.period.is_fiscal or several else ""
    return site.to_figure(figure, page, f"{markdown.text(figure.entity.name)}{when}")


def _cell(site: Site, page: str, figure: Figure, article: str) -> str:
    numbers = [(c, claim_number(site, page, c, "short", article)) for c in _said(site, figure, article)]
    return "<br>".join(f"{n} {c.status}" if c.status in ("consensus", "computed") else n for c, n in numbers)


def timeline(site: Site, page: str, measure: str, period: str) -> str:
    """Return who said what when about one measure and period, in the order of the days."""
    figures = _figures(site, measure, [period])
    answers = [(site.ledger.said_on(c), f, c) for f in figures for c in f.claims if not c.operation]
    answers.sort(key=lambda one: f"{one[0] or '9999'}-99"[:10])  # a month comes after its days, for it lasts to its end
    rows = [
        [
            whole(words.day(day) if day else "not known"),
            _about(site, page, figure),
            claim_number(site, page, claim),
            status_tag(claim),
            whole(claims.author(site.ledger, claim)),
            ", ".join(site.to_article(site.ledger.sources[a], page) for a in claim.articles),
        ]
        for day, figure, claim in answers
    ]
    return markdown.paragraphs([_table(site, measure, [period], ": who said what when", TIMELINE_COLUMNS, rows)])


def outcomes(site: Site, page: str, measure: str, period: str) -> str:
    """Return the numbers of the articles for a period against the newest that is known, and up to which day."""
    found = happened.outcomes(site.ledger, measure, period)
    rows = [_outcome(site, page, o) for o in found]
    about = ": what was said, and what is known"
    table = _table(site, measure, [period], about, OUTCOME_COLUMNS, rows)
    day = max(site.ledger.said_on(o.latest) for o in found)
    return markdown.paragraphs([f"The newest word in this table is of {words.day(day)}.", table])


def _outcome(site: Site, page: str, outcome: happened.Outcome) -> list[str]:
    claim, known, figure = outcome.claim, outcome.latest, outcome.figure
    printed = [site.ledger.articles[a] for a in claim.articles if a in site.ledger.articles]
    about = markdown.text(f"{figure.entity.name}, {words.period(figure.period)}")
    return [
        site.to_figure(figure, page, about),
        ", ".join(site.to_article(a, page) for a in printed),
        claim_number(site, page, claim, article=printed[0].id if len(printed) == 1 else ""),
        f"{claim_number(site, page, known)}<br>{said(site, known)}" if known is not claim else "",
        markdown.text(words.amount(outcome.error)) if outcome.error else "",
        markdown.tag(outcome.verdict, f"outcome outcome-{outcome.verdict.replace(' ', '-')}"),
    ]


def known(site: Site, page: str, measure: str, *periods: str, entity: str = "") -> str:
    """Return the number to use, the range of answers and the reason: entity by entity, or year by year of one."""
    if entity:
        require("entity", entity, site.ledger.entities)
        found = [f for p in periods for f in _figures(site, measure, [p]) if f.entity.id == entity]
    else:
        alone = (f for f in _figures(site, measure, periods) if not (f.entity.members or f.entity.part_of))
        found = [f for f in alone if str(f.period) in periods and site.ledger.is_asked(f)]
    head = "Year" if entity else found[0].entity.kind.capitalize() if found else ""
    rows = [_known(site, page, f, words.period(f.period) if entity else f.entity.name) for f in found]
    shown = list(dict.fromkeys(str(f.period) for f in found))
    return markdown.paragraphs([_table(site, measure, shown or periods, "", (head, *KNOWN_COLUMNS), rows)])


def _known(site: Site, page: str, figure: Figure, label: str) -> list[str]:
    best = figure.best
    answers = markdown.tag(claims.spread(figure, figure.claims), "whole") if len(figure.claims) > 1 else ""
    who = f"{said(site, best)}." if best else ""
    steps = "".join(_step(site, page, c) for c in happened.chain(figure, best)) if best and best.revises else ""
    moved = f'<span class="moved">{steps}</span>' if steps else ""
    return [
        site.to_figure(figure, page, markdown.text(label)),
        claim_number(site, page, best) if best else "none is preferred",
        answers,
        " ".join(filter(None, (who, inline.sentence(site.ledger, page, figure.because), moved))),
    ]


def _step(site: Site, page: str, claim: Claim) -> str:
    led = "; counted differently: " if claim.redefines else " → " if claim.revises else ""
    when = site.ledger.said_on(claim)
    dated = f" ({whole(words.day(when))})" if when else ""
    return f"{led}{inline.number(site.ledger, page, claim, 'short')}{dated}"
