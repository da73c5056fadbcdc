"""What changed, when and why: every change by day, a figure's own history, the feed, and a page's last change."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from ledger.core.records import ARTICLES, Figure
from ledger.data.history import RECORDED
from ledger.language import words
from ledger.views import markdown, template
from ledger.views.site import Site, require

_SHOW = template.of("changes.jinja")
#: Macros that show the figures that they name; any other block may show all figures.
_NAMING = ("fig", "claims", "answers")


def changes(site: Site, page: str, id: str = "") -> str:
    """Return what changed, of one figure or claim if it is named, the newest first, and how far back that goes."""
    current, wanted, parts = site.ledger.current, site.ledger.current(id), []
    if id:
        require("figure or claim", wanted, {*site.ledger.figures, *site.ledger.claims, *site.changes})
    start = f"{wanted}/" if wanted else ""
    commits = site.history.commits
    told = [(made, [c for c in made.changes if f"{current(c.id)}/".startswith(start)]) for made in commits]
    for day, made in groupby((pair for pair in told if pair[1]), key=lambda pair: pair[0].day):
        parts.append(markdown.heading(2, words.day(day), f"day.{day}"))
        parts.extend(_SHOW.commit(site, page, commit, found) for commit, found in made)
    return markdown.paragraphs([*parts, markdown.text(site.history.end)])


def of_figure(site: Site, figure: Figure) -> str:
    """Return a figure's history, folded under its last change."""
    told = site.changes.get(figure.id)
    return str(_SHOW.history(site, told)) if told else ""


def changed(site: Site, page: str) -> str:
    """Return the day on which a number of a page last changed, where that is known."""
    return last(site, shown(site, page)) if page in site.pages else ""


def last(site: Site, names: Iterable[str]) -> str:
    """Return the day of the last known change of any of the figures, or of claims and what is preferred to them."""
    days = [""]
    for name, figure in ((name, name.partition("/")[0]) for name in names):
        known = [(made.day, c.id) for made, c in site.changes.get(figure, ()) if c.kind != RECORDED]
        # the choice of an answer concerns every claim
        days += (day for day, id in known if name == figure or site.ledger.current(id) in (name, figure))
    return max(days)


def shown(site: Site, page: str) -> Iterator[str]:
    """Yield the figures that a page shows, as far as its calls name them; all where one may show any."""
    ledger, calls = site.ledger, site.pages[page].calls
    article = page.removeprefix(f"{ARTICLES}/").removesuffix(".md")
    entities = [str(c.args[0]) for c in calls if c.name == "entity" and c.args]
    if article in ledger.articles:
        yield from (c.figure for c in ledger.printed_by(article))
    elif not entities and any(c.is_block and c.name not in _NAMING for c in calls):
        yield from site.changes
    yield from (f.id for entity in entities for f in ledger.of_entity(entity))
    yield from (ledger.current(str(c.args[0])).partition("/")[0] for c in calls if c.name in _NAMING and c.args)
