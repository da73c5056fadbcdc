"""What the whole-site pages show: conflicts, measures, rules, files to download."""

from __future__ import annotations

from ledger.core.amount import ABOUT_REACH, NEARLY_FROM, Amount
from ledger.core.arithmetic import COMPUTED_DIGITS, HUNDRED
from ledger.core.records import Claim, Figure
from ledger.language import claims, words
from ledger.rules import citing, compare
from ledger.views import downloads as export
from ledger.views import entities, markdown, template
from ledger.views.site import Site, name_of, require

_SHOW = template.of("overviews.jinja")


def conflicts(site: Site, page: str, kind: str = "") -> str:
    """Return what the preferred number of each figure is up against: claims of one kind of difference, or all."""
    parts: list[str] = []
    kinds = (kind,) if kind else compare.DIFFERENCES
    require("kind", kinds[0], compare.DIFFERENCES)
    for figure in site.ledger.figures.values():
        if against := [c for c in figure.claims if compare.kind_of(figure, c) in kinds]:
            parts.extend(_conflict(site, page, figure, against, level=3 if kind else 2))
    return markdown.paragraphs(parts or ["There is none."])


def _conflict(site: Site, page: str, figure: Figure, against: list[Claim], level: int) -> list[str]:
    shown = [c for c in (figure.best, *against) if c]
    kinds = {compare.kind_of(figure, c) for c in against}
    anchor = f"conflict.{figure.id}" if compare.gravest(figure) in kinds else f"{min(filter(None, kinds))}.{figure.id}"
    former = markdown.anchors(f"conflict.{old}" for old in figure.was) if anchor.startswith("conflict.") else ""
    table = _SHOW.conflict(site, page, figure, shown, entities.reasons, _answers(figure).capitalize())
    return [markdown.heading(level, former + name_of(figure), anchor), table]


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
    homes: dict[str, dict[str, str]] = {measure: {} for measure in site.ledger.measures}
    for figure in site.ledger.figures.values():
        link = site.to_figure(figure, page, markdown.text(figure.entity.name))
        homes[figure.measure.id].setdefault(figure.entity.id, link)
    links = {measure: [*found.values()] for measure, found in homes.items()}
    return markdown.paragraphs([_SHOW.glossary(site, page, links)])


def rule(site: Site, page: str, name: str) -> str:
    """Return a constant of the rules of comparison in words."""
    rules = {
        "about": words.amount(Amount(ABOUT_REACH * HUNDRED, ABOUT_REACH * HUNDRED, "%")),
        "nearly": words.amount(Amount(NEARLY_FROM * HUNDRED, NEARLY_FROM * HUNDRED, "%")),
        "digits": words.count(COMPUTED_DIGITS),
    }
    require("rule", name, rules)
    return rules[name]


# ---- files for other programs ---------------------------------------------------------------------


def downloads(site: Site, page: str) -> str:
    """Return the files for other programs as a table, with what search engines read about them."""
    described = template.record(
        "dataset", site.pages[page], export.VERSION, export.LICENCE, export.FOLDER, export.FILES
    )
    table = _SHOW.files(markdown.file_from(export.FOLDER, page), export.FILES)
    return markdown.paragraphs([table, export.as_script(described)])


def columns(site: Site, page: str) -> str:
    """Return what each column of the tables holds."""
    return markdown.paragraphs([_SHOW.columns(export.TABLES)])
