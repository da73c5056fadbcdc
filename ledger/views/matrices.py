"""Numbers side by side: who says what, and who said what when."""

from __future__ import annotations

from ledger.core.period import parse as parse_period
from ledger.core.period import span
from ledger.core.problem import Unreadable, suggestion
from ledger.core.records import Claim, Figure
from ledger.language import claims, words
from ledger.views import markdown
from ledger.views.markdown import Column
from ledger.views.site import Site, claim_number, status_tag

TIMELINE_COLUMNS = (
    Column("Day"), Column("About"), Column("Number", numeric=True), Column("Status"), Column("Who says so"),
    Column("Printed by"),
)  # fmt: skip

UNKNOWN = "9999"  # sorts after every day


def matrix(site: Site, page: str, measure: str, *periods: str) -> str:
    """Return who says what: one row per entity and period, one column per article, one for all else."""
    if measure not in site.ledger.measures:
        remedy = suggestion(measure, site.ledger.measures) or " Correct the id."
        raise Unreadable(f"no measure '{measure}'.{remedy}")
    rows = _matrix_figures(site, measure, periods)
    if not rows:
        raise Unreadable(f"no figure of '{measure}' for {words.listed(list(periods))}. Name another period.")
    articles = [
        a.id for a in site.ledger.chronological if any(a.id in (*c.articles, c.of) for f in rows for c in f.claims)
    ]
    has_others = any(_others(site, f) for f in rows)
    columns = [Column("Who"), *(Column(_head(site, a), numeric=True) for a in articles)]
    columns += [Column("Elsewhere", numeric=True)] * has_others
    body = [
        [_who(site, page, f, periods), *(_cell(site, page, f, a) for a in articles)]
        + [_joined(site, page, _others(site, f))] * has_others
        for f in rows
    ]
    record = site.ledger.measures[measure]
    when = words.listed([words.period(parse_period(p)) for p in periods])
    caption = markdown.text(f"{record.name}, {when}, by who it is about and who prints it")
    return markdown.paragraphs([markdown.table(caption, columns, body)])


def _matrix_figures(site: Site, measure: str, periods: tuple[str, ...]) -> list[Figure]:
    """Return the figures of the periods; a fiscal one of the same name or dates has a row of its own."""
    wanted = {p for period in periods for p in (period, f"fy{period}")}
    spans = {span(parse_period(p)) for p in periods} - {None}
    found = [
        f
        for f in site.ledger.figures.values()
        if f.measure.id == measure and (str(f.period) in wanted or f.span in spans)
    ]
    return sorted(found, key=lambda f: f.entity.kind == "group")


def _head(site: Site, article: str) -> str:
    record = site.ledger.articles[article]
    when = f", {words.day(record.published)}" if record.published else ""
    return markdown.text(f"{record.publisher or record.title}{when}")


def _who(site: Site, page: str, figure: Figure, periods: tuple[str, ...]) -> str:
    label = markdown.text(figure.entity.name)
    if figure.period.is_fiscal or len(periods) > 1:
        label += f", {words.period(figure.period, figure.span)}"
    return site.to_figure(figure, page, label)


def _cell(site: Site, page: str, figure: Figure, article: str) -> str:
    return _joined(site, page, [c for c in figure.claims if article in (*c.articles, c.of)], article)


def _others(site: Site, figure: Figure) -> list[Claim]:
    """Return what no article prints or implies, without what its speaker has replaced."""
    articles = site.ledger.articles.keys()
    return [c for c in figure.claims if c.key not in figure.revised and articles.isdisjoint((*c.articles, c.of))]


def _joined(site: Site, page: str, claims: list[Claim], article: str = "") -> str:
    numbers = [(c, claim_number(site, page, c, "short", article)) for c in claims]
    return "<br>".join(f"{n} {c.status}" if c.status in ("consensus", "computed") else n for c, n in numbers)


def timeline(site: Site, page: str, measure: str, period: str) -> str:
    """Return who said what when about one measure and period, in the order of the days."""
    said = [
        (_day(site, claim), figure, claim)
        for figure in _matrix_figures(site, measure, (period,))
        for claim in figure.claims
        if not claim.operation
    ]
    if not said:
        raise Unreadable(f"no figure of '{measure}' for '{period}'. Name another measure or period.")
    said.sort(key=lambda one: _in_order(one[0]))
    rows = [_said(site, page, when, figure, claim) for when, figure, claim in said]
    name = site.ledger.measures[measure].name
    caption = markdown.text(f"{name}, {words.period(parse_period(period))}: who said what when")
    return markdown.paragraphs([markdown.table(caption, TIMELINE_COLUMNS, rows)])


def _day(site: Site, claim: Claim) -> str:
    """Return the day of a claim, or of the first article that prints it."""
    return site.ledger.said_on(claim) or UNKNOWN


def _in_order(day: str) -> str:
    """Return a day to sort by: a month comes after its days, for it lasts to its end."""
    return f"{day}-99" if len(day) == len("2026-07") else day


def _said(site: Site, page: str, when: str, figure: Figure, claim: Claim) -> list[str]:
    return [
        words.day(when) if when != UNKNOWN else "not known",
        _who(site, page, figure, ()),
        claim_number(site, page, claim),
        status_tag(claim),
        markdown.text(claims.author(site.ledger, claim)),
        ", ".join(site.to_article(site.ledger.sources[a], page) for a in claim.articles),
    ]
