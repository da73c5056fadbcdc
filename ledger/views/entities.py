"""What a company's page shows: every figure with its claims, reasons, and the pages that cite it."""

from datetime import date
from functools import partial

from ledger.core.problem import Unreadable
from ledger.core.records import Entity, Figure
from ledger.data.load import NAME
from ledger.rules import citing
from ledger.views import changes, charts, checks, cite, markdown, template
from ledger.views.site import Site, name_of, require

_SHOW = template.of("entities.jinja")


def section(site: Site, page: str, entity: str) -> str:
    """Return an entity's figures, each under a heading that is its permanent anchor."""
    parts = [_SHOW.about(site, page, homed(site, page, entity))]
    year = int(site.newest[:4] or 0)
    for figure in sorted(site.ledger.of_entity(entity), key=partial(_asked, year)):
        parts.extend([*_figure(site, page, figure), changes.of_figure(site, figure)])
    return markdown.paragraphs(parts)


def homed(site: Site, page: str, entity: str) -> Entity:
    """Return an entity whose figures stand on the page; raise `Unreadable` elsewhere."""
    require("entity", entity, site.ledger.entities)
    home = site.ledger.home(entity)
    if home != page:
        raise Unreadable(f"the figures of '{entity}' stand on '{home}'. Move the call there.")
    return site.ledger.entities[entity]


def _asked(year: int, figure: Figure) -> tuple[int, bool, int, int]:
    """Return what figures sort by within a measure: this year, the next ones, then backwards; the longest first."""
    first, last = figure.span or (date.min, date.min)
    return figure.measure.line, last.year < year, abs(last.year - year), first.toordinal() - last.toordinal()


def _figure(site: Site, page: str, figure: Figure) -> list[str]:
    """Return a figure's heading, its answers (one as a list, several as a table), and folded what belongs to it."""
    has_rivals = len(figure.claims) > 1
    says = checks.brief(site, page, site.checks_of.get(figure.id, ()))
    citing_pages = (site.pages[path] for path in site.citations.get(figure.id, ()) if path != page)
    cited = [markdown.link(markdown.text(p.title), p.path, page) for p in citing_pages]
    more = _SHOW.apparatus(site, page, figure, says, cited, NAME)
    return [
        markdown.heading(3, markdown.anchors(figure.former) + name_of(figure, entity=False), figure.id),
        charts.strip(site, figure) if has_rivals else "",
        _SHOW.table(site, page, figure, is_home=True) if has_rivals else "",
        _SHOW.below(site, page, figure),
        cite.citations(site, page, figure),
        markdown.folded("Checks, other names, ways to mend", more.splitlines()),
    ]


def claims(site: Site, page: str, id: str) -> str:
    """Return the rival claims of one figure as a table: away from its home numbers link there."""
    return markdown.paragraphs([_SHOW.table(site, page, citing.figure_named(site.ledger, id), is_home=False)])
