"""What a change does: two states of the book compared, in numbers, checks, problems and passages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ledger import blocks, load, markdown, passages
from ledger.blocks import Block
from ledger.book import Book
from ledger.movements import Movements, movements
from ledger.pages import FOLDER, Call, Page
from ledger.passages import Change
from ledger.problem import Problem, errors

PageState = Literal["changed", "added", "removed"]


@dataclass(frozen=True, slots=True)
class PageChange:
    """A page whose passages change, that is new, or that is gone."""

    path: str
    title: str
    state: PageState
    changes: tuple[Change, ...]

    @property
    def rows(self) -> tuple[Change, ...]:
        """Return the changes within tables."""
        return tuple(c for c in self.changes if c.kind in ("row", "columns"))

    @property
    def sentences(self) -> tuple[Change, ...]:
        """Return the changes outside of tables."""
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
    pages: tuple[PageChange, ...]
    #: Pages on which only what shows on hover, a link or a drawing changes.
    pages_below: tuple[str, ...]


def compare(before: Book, after: Book, base: str) -> Impact:
    """Return what differs between two books; `base` is what the first one is called."""
    readable = all(book.site.ledger.articles for book in (before, after))
    changed = list(_pages(before, after, resolved=readable))
    return Impact(
        base=base,
        notes=tuple(_notes(before, after)),
        problems_new=_only(after.problems, before.problems),
        problems_gone=_only(before.problems, after.problems),
        ledger=movements(before.site, after.site) if readable else Movements(),
        pages=tuple(p for p in changed if p.changes),
        pages_below=tuple(p.path for p in changed if not p.changes),
    )


def _notes(before: Book, after: Book) -> Iterator[str]:
    """Yield what cannot be compared."""
    for book, name in ((before, "the base"), (after, "the working tree")):
        if not book.site.ledger.articles:
            yield (
                f"{load.NAME} of {name} cannot be read: numbers, checks and conflicts are not compared,"
                " and pages only by their own words."
            )
        elif found := errors(book.problems):
            many = "1 error" if len(found) == 1 else f"{len(found)} errors"
            yield f"{name.capitalize()} has {many}: what cannot be read is missing from its pages."
        for path in sorted(_unreadable(book)):
            yield f"{FOLDER}/{path} of {name} cannot be read, and is not compared."


def _unreadable(book: Book) -> set[str]:
    """Return the pages that are there but cannot be read."""
    named = {p.file.removeprefix(f"{FOLDER}/") for p in errors(book.problems) if p.file.startswith(f"{FOLDER}/")}
    return {path for path in named if path.endswith(".md") and path not in book.site.pages}


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


def _pages(before: Book, after: Book, *, resolved: bool) -> Iterator[PageChange]:
    """Yield the pages of which anything differs; only these are converted."""
    old, new = before.site.pages, after.site.pages
    skipped = _unreadable(before) | _unreadable(after)
    for path in sorted({*old, *new} - skipped):
        if path not in new:
            gone = tuple(passages.gone(b) for b in _blocks(before, old[path], resolved=resolved))
            yield PageChange(path, old[path].title, "removed", gone)
        elif path not in old:
            fresh = tuple(passages.fresh(b) for b in _blocks(after, new[path], resolved=resolved))
            yield PageChange(path, new[path].title, "added", fresh)
        elif _source(before, old[path], resolved=resolved) != _source(after, new[path], resolved=resolved):
            sides = [_blocks(b, p[path], resolved=resolved) for b, p in ((before, old), (after, new))]
            yield PageChange(path, new[path].title, "changed", passages.changes(*sides))


def _source(book: Book, page: Page, *, resolved: bool) -> tuple[str, str, str]:
    """Return title, description and Markdown of a page, with every call replaced by what it comes to."""
    texts = (
        part if isinstance(part, str) else _text(book, page, part) if resolved else _named(part) for part in page.parts
    )
    return page.title, page.description, "".join(texts)


def _text(book: Book, page: Page, call: Call) -> str:
    return book.text(page.path, call.name, call.args, call.kwargs)


def _named(call: Call) -> str:
    """Return what stands for a call where its number cannot be had."""
    arguments = ", ".join(str(a) for a in (*call.args, *call.kwargs.values()))
    return markdown.text(f"[{arguments or call.name}]")


def _blocks(book: Book, page: Page, *, resolved: bool) -> tuple[Block, ...]:
    """Return the passages of a page, its title and description where they are not among them."""
    title, description, source = _source(book, page, resolved=resolved)
    found = blocks.of(source)
    heads = [Block("sentence", "Description", description)] if description else []
    if title not in (b.text for b in found if b.kind == "heading"):
        heads.insert(0, Block("sentence", "Title", title))
    return (*heads, *found)
