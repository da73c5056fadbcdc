"""What changed, when and why: every change by day, a figure's own history, the feed, and a page's last change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from ledger.core.records import ARTICLES, Figure
from ledger.data.history import Change, Commit
from ledger.language import words
from ledger.views import markdown
from ledger.views.site import Site, name_of, plain_name

FEED = "feed.xml"
#: So many changes of one commit are folded.
MANY = 8
#: Macros of which a page shows only the figures that they name; any other block may show all figures.
_NAMING = ("fig", "claims", "answers")


def changes(site: Site, page: str) -> str:
    """Return every change, the newest first, by day and commit, and how far back that goes."""
    told = [c for c in site.history.commits if c.changes]
    parts: list[str] = []
    for day, commits in groupby(told, key=lambda c: c.day):
        parts.append(markdown.heading(2, words.day(day), f"day.{day}"))
        for commit in commits:
            parts += [f"{_because(site, commit)}\n{{ #{anchor(commit)} }}", _listed(site, page, commit)]
    link = f'<a href="{markdown.file_from(FEED, page)}" type="application/atom+xml">Feed of these changes</a>'
    return markdown.paragraphs([link, *parts, markdown.text(site.history.end)])


def anchor(commit: Commit) -> str:
    """Return the permanent anchor of a commit on the page of changes."""
    return f"change.{commit.id[:12]}"


def _listed(site: Site, page: str, commit: Commit) -> str:
    items = [f"{_name(site, page, c)}: {_told(c)}" for c in commit.changes]
    if len(items) <= MANY:
        return "\n".join(f"- {item}" for item in items)
    counts = Counter(c.kind for c in commit.changes)
    return markdown.folded(f"{len(items)} changes: {words.listed([f'{n} {k}' for k, n in counts.items()])}", items)


def _because(site: Site, commit: Commit) -> str:
    """Return the commit's sentence, and its link where the repository has an address."""
    name = commit.id[:9]
    link = markdown.outside(name, f"{site.repository}/commit/{commit.id}") if site.repository else name
    return f"<q>{markdown.text(commit.sentence)}</q> ({link})"


def _name(site: Site, page: str, change: Change) -> str:
    """Return whose change it is as a link to its row, or the former id of what is no more."""
    now = site.ledger.current(change.id)
    figure = site.ledger.figures.get(now.partition("/")[0])
    if not figure:
        return f"`{change.id}`"
    target = now if now in site.ledger.claims else figure.id
    link = markdown.link(name_of(figure), f"{site.ledger.home(figure.entity.id)}#{target}", page)
    return f"{link}, {_key(now)}" if _key(now) and len(figure.claims) > 1 else link


def _told(change: Change) -> str:
    """Return what kind of change it is, and what was there before and after."""
    kind = markdown.tag(change.kind, f"change-{change.kind}")
    before, after = (markdown.text(t) for t in (change.before, change.after))
    what = f" {markdown.text(change.what)}:" if change.what else ""
    return f"{kind}{what} {f'<del>{before}</del> → ' if before and after else before}{after}"


def of_figure(site: Site, page: str, figure: Figure) -> str:
    """Return a figure's history, folded under its last change."""
    told = site.changes.get(figure.id, ())
    items = [f"{_when(site, *pair)}: {_told(pair[1])}. {_because(site, pair[0])}" for pair in told]
    names = {**figure.former, **{c.id: c.id for c in figure.claims}}
    held = {new: site.history.held[old] for old, new in names.items() if old in site.history.held}
    items += [f"{_key(name)}: recorded by {words.day(day)}" for name, day in held.items()]
    if not items:
        return ""
    last = f"{told[0][1].kind} {words.day(told[0][0].day)}" if told else f"recorded by {words.day(max(held.values()))}"
    return markdown.folded(f"History: {last}", items)


def _when(site: Site, commit: Commit, change: Change) -> str:
    return ", ".join(filter(None, (words.day(commit.day), _key(site.ledger.current(change.id)))))


def _key(claim: str) -> str:
    return markdown.text(claim.partition("/")[2])


def used(site: Site, page: str) -> Iterator[str]:
    """Yield the figures that a page shows, as far as its calls name them; all where one may show any."""
    article = page.removeprefix(f"{ARTICLES}/").removesuffix(".md")
    calls = site.pages[page].calls
    if article in site.ledger.articles:
        yield from (c.figure for c in site.ledger.claims.values() if article in c.articles)
    elif shown := [str(c.args[0]) for c in calls if c.name == "entity" and c.args]:
        yield from (f.id for entity in shown for f in site.ledger.of_entity(entity))
    elif any(c.is_block and c.name not in _NAMING for c in calls):
        yield from site.changes
    named = (str(c.args[0]) for c in calls if c.name in _NAMING and c.args)
    yield from (site.ledger.current(name).partition("/")[0] for name in named)


def last(site: Site, figures: Iterator[str]) -> str:
    """Return the day of the last known change of any of the figures, or nothing."""
    return max((site.changes[f][0][0].day for f in figures if f in site.changes), default="")


def changed(site: Site, page: str) -> str:
    """Return the day on which a page's numbers last changed, where that is known."""
    return last(site, used(site, page)) if page in site.pages else ""


def feed(site: Site) -> Sequence[dict[str, Any]]:
    """Return the commits that changed a figure for the template of the feed, the newest first."""
    return [
        {
            "anchor": anchor(commit),
            "commit": commit,
            "changes": [(_plain(site, change), change) for change in commit.changes],
        }
        for commit in site.history.commits
        if commit.changes
    ]


def _plain(site: Site, change: Change) -> str:
    figure, _, key = site.ledger.current(change.id).partition("/")
    known = site.ledger.figures.get(figure)
    return f"{plain_name(known)}{key and f' ({key})'}" if known else change.id
