"""What changed, when and why: every change by day, a figure's own history, the feed, and a page's last change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ledger.core.records import ARTICLES, Figure
from ledger.data.history import RECORDED, Change, Commit
from ledger.language import words
from ledger.views import markdown, template
from ledger.views.site import Site, require

_SHOW = template.of("changes.jinja")
#: So many changes of one commit are folded.
MANY = 8
#: Macros that show the figures that they name; any other block may show all figures.
_NAMING = ("fig", "claims", "answers")


def changes(site: Site, page: str, id: str = "") -> str:
    """Return what changed, of one figure or claim if it is named, the newest first, and how far back that goes."""
    current, wanted, parts = site.ledger.current, site.ledger.current(id), []
    if id:
        require("figure or claim", wanted, {*site.ledger.figures, *site.ledger.claims, *site.changes})
    start = f"{wanted}/" if wanted else ""
    told = [
        (commit, [c for c in commit.changes if f"{current(c.id)}/".startswith(start)])
        for commit in site.history.commits
    ]
    for day, commits in groupby((pair for pair in told if pair[1]), key=lambda pair: pair[0].day):
        parts.append(markdown.heading(2, words.day(day), f"day.{day}"))
        for commit, found in commits:
            items = [f"{_name(site, page, c)}: {_SHOW.told(c)}" for c in found]
            parts += [f"{_SHOW.because(site, commit)}\n{{ #{anchor(commit)} }}", _listed(found, items)]
    return markdown.paragraphs([*parts, markdown.text(site.history.end)])


def anchor(commit: Commit) -> str:
    """Return the permanent anchor of a commit on the page of changes."""
    return f"change.{commit.id[:12]}"


def _listed(found: Sequence[Change], items: Sequence[str]) -> str:
    counts = [f"{n} {kind}" for kind, n in Counter(c.kind for c in found).items()]
    folded = markdown.folded(f"{len(items)} changes: {words.listed(counts)}", items)
    return folded if len(items) > MANY else "\n".join(f"- {item}" for item in items)


def _name(site: Site, page: str, change: Change) -> str:
    """Return whose change it is, linked to its row while there is one."""
    now, name = site.ledger.current(change.id), markdown.text(change.name)
    figure = site.ledger.figures.get(now.partition("/")[0])
    target = now if now in site.ledger.claims else figure.id if figure else ""
    link = markdown.link(name, f"{site.ledger.home(figure.entity.id)}#{target}", page) if figure else name
    return link if figure and len(figure.claims) == 1 else f"{link}{_key(now)}"


def _key(name: str) -> str:
    key = name.partition("/")[2]
    return f", {markdown.text(key)}" if key else ""


def of_figure(site: Site, page: str, figure: Figure) -> str:
    """Return a figure's history, folded under its last change."""
    told = [(words.day(commit.day), commit, change) for commit, change in site.changes.get(figure.id, ())]
    items = [
        f"{day}{_key(site.ledger.current(c.id))}: {_SHOW.told(c)}. {_SHOW.because(site, made)}" for day, made, c in told
    ]
    return markdown.folded(f"History: {told[0][2].kind} {told[0][0]}", items, " data-search-exclude") if told else ""


def changed(site: Site, page: str) -> str:
    """Return the day on which a number of a page last changed, where that is known."""
    return last(site, _used(site, page)) if page in site.pages else ""


def last(site: Site, figures: Iterable[str]) -> str:
    """Return the day of the last known change of any of the figures, or nothing."""
    pairs = (pair for figure in figures for pair in site.changes.get(figure, ()))
    return max((commit.day for commit, change in pairs if change.kind != RECORDED), default="")


def _used(site: Site, page: str) -> Iterator[str]:
    """Yield the figures that a page shows, as far as its calls name them; all where one may show any."""
    ledger, calls = site.ledger, site.pages[page].calls
    article = page.removeprefix(f"{ARTICLES}/").removesuffix(".md")
    entities = [str(c.args[0]) for c in calls if c.name == "entity" and c.args]
    if article in ledger.articles:
        yield from (c.figure for c in ledger.claims.values() if article in c.articles)
    elif not entities and any(c.is_block and c.name not in _NAMING for c in calls):
        yield from site.changes
    yield from (f.id for entity in entities for f in ledger.of_entity(entity))
    yield from (ledger.current(str(c.args[0])).partition("/")[0] for c in calls if c.name in _NAMING and c.args)
