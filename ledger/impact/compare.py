"""What a change does: two states of the book compared, in numbers, entries, problems, written lines and passages."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ledger import book
from ledger.book import Book
from ledger.core.problem import Problem, Unreadable, errors
from ledger.core.records import Ledger
from ledger.data import load
from ledger.impact import chunks, passages, written
from ledger.impact.movements import Movements, movements
from ledger.impact.passages import Change
from ledger.impact.written import Citing, Waiver
from ledger.language import words
from ledger.pages.calls import Call
from ledger.pages.page import FOLDER, Page
from ledger.views import inline

#: A link; without it a passage reads the same and is converted in half the time.
_LINK = re.compile(r"(?<!!)\[([^\[\]`\n]*)\]\([^()\s]*\)(?:\{ [^{}\n]* \})?")
_TARGET = re.compile(r"\]\(([^()\s#]+)")

PageState = Literal["changed", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Side:
    """A state of the project: its book, and the pages as they are written."""

    book: Book
    sources: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PageChange:
    """A page that changes, that is new, or that is gone."""

    path: str
    title: str
    state: PageState
    #: Lines of its source that are written anew; of a page that is gone, all.
    written: tuple[Change, ...] = ()
    #: Passages of the page, as it is written now, in which numbers and tables follow.
    changes: tuple[Change, ...] = ()
    #: The pages whose own words link to it, although it is gone.
    linked_from: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[Change, ...]:
        """Return what follows within tables."""
        return tuple(c for c in self.changes if c.kind in ("row", "columns"))

    @property
    def sentences(self) -> tuple[Change, ...]:
        """Return what follows outside of tables."""
        return tuple(c for c in self.changes if c.kind not in ("row", "columns"))


@dataclass(frozen=True, slots=True)
class Impact:
    """Everything that differs between two states of the project."""

    base: str
    #: What could not be compared, and why.
    notes: tuple[str, ...]
    problems_new: tuple[Problem, ...]
    problems_gone: tuple[Problem, ...]
    ledger: Movements
    #: Typed numbers that are let through from now on.
    waivers: tuple[Waiver, ...]
    pages: tuple[PageChange, ...]
    #: Pages on which only what shows on hover, a link, a drawing or the layout changes.
    pages_below: tuple[str, ...]


def read(root: Path) -> Side:
    """Read a state of the project, charts undrawn."""
    found = book.read(root)
    return Side(found, written.sources(root, found.site.pages))


def compare(before: Side, after: Side, base: str) -> Impact:
    """Return what differs between two states; `base` is what the first one is called."""
    old, new = before.book, after.book
    readable = all(b.site.ledger.articles for b in (old, new))
    changed = list(_pages(before, after, resolved=readable))
    return Impact(
        base=base,
        notes=tuple(_notes(old, new)),
        problems_new=_only(new.problems, old.problems),
        problems_gone=_only(old.problems, new.problems),
        ledger=movements(old.site, new.site) if readable else Movements(),
        waivers=tuple(_waivers(before, after)),
        pages=tuple(p for p in changed if p.written or p.changes or p.state != "changed"),
        pages_below=tuple(p.path for p in changed if not p.written and not p.changes and p.state == "changed"),
    )


def _notes(before: Book, after: Book) -> Iterator[str]:
    """Yield what cannot be compared."""
    for state, name in ((before, "the base"), (after, "the working tree")):
        if not state.site.ledger.articles:
            yield (
                f"{load.NAME} of {name} cannot be read: numbers, checks and conflicts are not compared,"
                " and pages only by their own words."
            )
        elif found := errors(state.problems):
            many = "1 error" if len(found) == 1 else f"{len(found)} errors"
            yield f"{name.capitalize()} has {many}: what cannot be read is missing from its pages."
        for path in sorted(_unreadable(state)):
            yield f"{FOLDER}/{path} of {name} cannot be read, and is not compared."


def _unreadable(state: Book) -> set[str]:
    """Return the pages that are there but cannot be read."""
    named = {p.file.removeprefix(f"{FOLDER}/") for p in errors(state.problems) if p.file.startswith(f"{FOLDER}/")}
    return {path for path in named if path.endswith(".md") and path not in state.site.pages}


def _only(problems: Iterable[Problem], others: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems that the others lack, whatever their lines."""
    known = Counter(_essence(p) for p in others)
    found = []
    for problem in problems:
        if known[_essence(problem)]:
            known[_essence(problem)] -= 1
        else:
            found.append(problem)
    return tuple(found)


def _essence(problem: Problem) -> tuple[str, ...]:
    return problem.file, problem.subject, problem.text, problem.grade


# ---- pages ----------------------------------------------------------------------------------------


def _pages(before: Side, after: Side, *, resolved: bool) -> Iterator[PageChange]:
    """Yield the pages of which anything differs; only what differs is converted."""
    old, new = before.book.site.pages, after.book.site.pages
    for path in sorted({*old, *new} - _unreadable(before.book) - _unreadable(after.book)):
        lines = _written(before, after, path)
        if path not in new:
            yield PageChange(path, old[path].title, "removed", lines, (), tuple(_linking(after.book, path)))
        elif path not in old:
            yield PageChange(path, new[path].title, "added", lines)
        else:
            texts = _followed(before.book, after.book, path) if resolved else ("", "")
            if before.sources[path] != after.sources[path] or texts[0] != texts[1]:
                yield PageChange(path, new[path].title, "changed", lines, _passages(*texts))


def _linking(state: Book, path: str) -> Iterator[str]:
    """Yield the pages with a written link to a page."""
    for page in state.site.pages.values():
        targets = (t for part in page.parts if isinstance(part, str) for t in _TARGET.findall(part))
        if path in {posixpath.normpath(posixpath.join(posixpath.dirname(page.path), t)) for t in targets}:
            yield page.path


# ---- what is written ------------------------------------------------------------------------------


def _written(before: Side, after: Side, path: str) -> tuple[Change, ...]:
    """Return the lines that are written anew; what numbers do to the others is no matter here."""
    old, new = before.sources.get(path, ""), after.sources.get(path, "")
    if old == new:
        return ()
    return written.changes(old, new, (_citing(path, after.book, before.book), _citing(path, after.book)))


def _waivers(before: Side, after: Side) -> Iterator[Waiver]:
    for path, source in after.sources.items():
        if source != before.sources.get(path):
            yield from written.waivers(path, before.sources.get(path, ""), source, _citing(path, after.book))


def _citing(page: str, *states: Book) -> Citing:
    """Return how a page shows a cited number: as the first of the states has it that knows it, with the id of today."""

    def cite(name: str) -> str:
        for ledger in (state.site.ledger for state in states):
            try:
                claim = inline.cited(ledger, page, name)
            except Unreadable:
                continue
            amount = claim.amount_in(article) if (article := inline.article_of(page, ledger)) else claim.amount
            number = words.amount(amount, ledger.figure_of(claim).measure)
            return f"{number} ⟦{states[0].site.ledger.current(name)}⟧"
        return ""

    return cite


# ---- what follows ---------------------------------------------------------------------------------


def _followed(before: Book, after: Book, path: str) -> tuple[str, str]:
    """Return a page as it is written now with what its calls came to, and with what they come to.

    A call that is new on the page is written, and follows nothing.
    """
    ledger, page = after.site.ledger, after.site.pages[path]
    known = {_today(ledger, call): call for call in before.site.pages[path].calls}
    was, now = [], []
    for part in page.parts:
        if isinstance(part, str):
            was.append(part)
            now.append(part)
        else:
            old = known.get(_today(ledger, part))
            now.append(_text(after, page, part))
            was.append(_text(before, page, old) if old else now[-1])
    return "".join(was), "".join(now)


def _today(ledger: Ledger, call: Call) -> tuple[object, ...]:
    """Return what makes two calls the same: their name and their arguments, ids as they are today."""
    named = ((key, ledger.current(str(value))) for key, value in sorted(call.kwargs.items()))
    return call.name, *(ledger.current(str(value)) for value in call.args), *named


def _text(state: Book, page: Page, call: Call) -> str:
    return state.text(page.path, call.name, call.args, call.kwargs)


def _passages(before: str, after: str) -> tuple[Change, ...]:
    if before == after:
        return ()
    return passages.changes(*chunks.differing(*(_LINK.sub(r"\1", text) for text in (before, after))))
