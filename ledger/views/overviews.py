"""What pages show across the ledger: conflicts, measures, files; and what is said of one measure, by whom, when."""

from collections.abc import Sequence
from typing import Any

from ledger.core.amount import ABOUT_REACH, NEARLY_FROM, Amount
from ledger.core.arithmetic import COMPUTED_DIGITS, HUNDRED
from ledger.core.period import parse, span
from ledger.core.problem import Unreadable
from ledger.core.records import Claim, Figure
from ledger.data.shape import SECTIONS
from ledger.language import claims, words
from ledger.rules import citing, compare
from ledger.rules import outcomes as happened
from ledger.views import changes, markdown, template
from ledger.views import downloads as export
from ledger.views.site import Site, claim_number, require

_SHOW = template.of("overviews.jinja")


def conflicts(site: Site, page: str, kind: str = "", entity: str = "") -> str:
    """Return what the preferred number of each figure, or those of an entity, is up against: by kind, or in all."""
    parts: list[str] = []
    wanted = kinds(site, page, kind, entity)
    for figure in site.about(entity):
        if against := [c for c in figure.claims if compare.kind_of(figure, c) in wanted]:
            parts.append(_SHOW.conflict(site, page, figure, against, _answers(figure), 3 if kind else 2))
    return markdown.paragraphs(parts or ["There is none."])


def kinds(site: Site, page: str, kind: str = "", entity: str = "") -> Sequence[str]:
    """Return the kinds of difference that are asked for; raise `Unreadable` where there is no such kind or entity."""
    site.about(entity)
    wanted = (kind,) if kind else compare.DIFFERENCES
    require("kind", wanted[0], compare.DIFFERENCES)
    return wanted


def _answers(figure: Figure) -> str:
    """Return how many answers there are and how far they lie apart, as text for Markdown."""
    many = words.count(len(figure.claims))
    spread = claims.spread(figure, figure.claims)
    return markdown.text(f"{many} {'answer' if many == 'one' else 'answers'}, {spread}")


def answers(site: Site, page: str, name: str) -> str:
    """Return how many answers a figure has and how far they lie apart, linked to the figure."""
    figure = citing.figure_named(site.ledger, name)
    return markdown.link(_answers(figure), f"{site.ledger.home(figure.entity.id)}#{figure.id}", page)


def glossary(site: Site, page: str) -> str:
    """Return every measure with its unit, its definition and the figures that use it."""
    return markdown.paragraphs([_SHOW.glossary(site, page)])


def rule(site: Site, page: str, name: str) -> str:
    """Return a constant of the rules of comparison in words."""
    rules = {
        "about": words.amount(Amount(ABOUT_REACH * HUNDRED, ABOUT_REACH * HUNDRED, "%")),
        "nearly": words.amount(Amount(NEARLY_FROM * HUNDRED, NEARLY_FROM * HUNDRED, "%")),
        "digits": words.count(COMPUTED_DIGITS),
    }
    require("rule", name, rules)
    return rules[name]


def count(site: Site, page: str, name: str) -> str:
    """Return how many articles, references and so on there are, or languages that articles are written in, in words."""
    counted = {section: [*getattr(site.ledger, section)] for section in SECTIONS}
    counted["languages"] = list({article.language for article in site.ledger.articles.values()})
    require("count", name, counted)
    return words.count(len(counted[name]))


def downloads(site: Site, page: str) -> str:
    """Return the files for other programs as a table, with what search engines read about them."""
    facts = (export.VERSION, export.LICENCE, f"{site.address}{export.FOLDER}")
    home, day = "data.md" if "data.md" in site.pages else page, changes.last(site, site.ledger.figures)
    described = template.record("dataset", site, home, *facts, day)
    table = _SHOW.files(f"{markdown.file_from('.', page)}/{export.FOLDER}")
    return markdown.paragraphs([table, export.as_script(described)])


def loading(site: Site, page: str) -> str:
    """Return how other programs open the main table in one line, and ask it what changed in the last month or since."""
    since = f"{changes.last(site, site.ledger.figures)[:7] or '2026-01'}-01"
    return markdown.paragraphs([_SHOW.loading(f"{site.address}{export.FOLDER}/claims.csv", since)])


def columns(site: Site, page: str) -> str:
    """Return what each column of the tables holds."""
    return markdown.paragraphs([_SHOW.columns(export.TABLES)])


def _caption(site: Site, measure: str, periods: Sequence[str], about: str, found: Sequence[Any], of: str = "") -> str:
    """Return a table's caption; raise `Unreadable` where the table would be empty."""
    require("measure", measure, site.ledger.measures)
    if not found:
        raise Unreadable(f"no number of '{measure}' for {words.listed([*periods])} to show. Name another period.")
    when = words.listed([words.period(parse(p)) for p in periods])
    whose = f" of {site.ledger.entities[of].name}" if of else ""
    return markdown.text(f"{site.ledger.measures[measure].name}{whose}, {when}{about}")


def matrix(site: Site, page: str, measure: str, *periods: str, entity: str = "") -> str:
    """Return who says what: one row per entity and period, one column per article, one for all else."""
    figures = _figures(site, measure, periods, entity)
    said = {a for f in figures for c in f.claims for a in (*c.articles, c.of)}
    elsewhere = [""] * any(_said(site, f, "") for f in figures)
    articles = [a.id for a in site.ledger.chronological if a.id in said] + elsewhere
    rows = [(f, [_cell(site, page, f, a) for a in articles]) for f in figures]
    about = f", by {'period' if entity else 'who it is about'} and who prints it"
    caption = _caption(site, measure, periods, about, rows, entity)
    return markdown.paragraphs([_SHOW.matrix(site, page, caption, articles, rows, len(periods) > 1)])


def _figures(site: Site, measure: str, periods: Sequence[str], entity: str = "") -> list[Figure]:
    """Return the figures of the periods; a fiscal one of the same name or dates has a row of its own."""
    wanted = {p for period in periods for p in (period, f"fy{period}")}
    spans = {span(parse(p)) for p in periods} - {None}
    of_measure = (f for f in site.about(entity) if f.measure.id == measure)
    found = [f for f in of_measure if str(f.period) in wanted or f.span in spans]
    return sorted(found, key=lambda f: f.entity.kind == "group")


def _said(site: Site, figure: Figure, article: str) -> list[Claim]:
    """Return what an article prints or implies; without one what none does and its speaker has not replaced."""
    if article:
        return [c for c in figure.claims if article in (*c.articles, c.of)]
    articles = site.ledger.articles.keys()
    return [c for c in figure.claims if c.key not in figure.revised and articles.isdisjoint((*c.articles, c.of))]


def _cell(site: Site, page: str, figure: Figure, article: str) -> str:
    numbers = [(c, claim_number(site, page, c, "short", article)) for c in _said(site, figure, article)]
    return "<br>".join(f"{n} {c.status}" if c.status in ("consensus", "computed") else n for c, n in numbers)


def timeline(site: Site, page: str, measure: str, period: str, entity: str = "") -> str:
    """Return who said what when about one measure and period, in the order of the days."""
    figures = _figures(site, measure, [period], entity)
    answers = [(site.ledger.said_on(c), f, c) for f in figures for c in f.claims if not c.operation]
    answers.sort(key=lambda one: f"{one[0] or '9999'}-99"[:10])  # a month comes after its days, for it lasts to its end
    caption = _caption(site, measure, [period], ": who said what when", answers, entity)
    return markdown.paragraphs([_SHOW.timeline(site, page, caption, answers)])


def outcomes(site: Site, page: str, measure: str, period: str, entity: str = "") -> str:
    """Return the numbers of the articles for a period against the newest that is known, and up to which day."""
    site.about(entity)
    found = [o for o in happened.outcomes(site.ledger, measure, period) if entity in ("", o.figure.entity.id)]
    caption = _caption(site, measure, [period], ": what was said, and what is known", found, entity)
    return markdown.paragraphs([_SHOW.outcomes(site, page, caption, found)])


def known(site: Site, page: str, measure: str, *periods: str, entity: str = "") -> str:
    """Return the number to use, the range of answers and the reason: entity by entity, or year by year of one."""
    if entity:
        found = [f for p in periods for f in _figures(site, measure, [p], entity)]
    else:
        alone = (f for f in _figures(site, measure, periods) if not (f.entity.members or f.entity.part_of))
        found = [f for f in alone if str(f.period) in periods and site.ledger.is_asked(f)]
    head = "Year" if entity else found[0].entity.kind.capitalize() if found else ""
    labelled = [(f, words.period(f.period) if entity else f.entity.name) for f in found]
    caption = _caption(site, measure, list(dict.fromkeys(str(f.period) for f in found)) or periods, "", found)
    return markdown.paragraphs([_SHOW.known(site, page, caption, head, labelled, happened.chain)])
