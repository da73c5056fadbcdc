"""What a change does: two states of the book compared, in numbers, checks, problems and passages."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ledger import blocks, chunks, load, markdown, passages
from ledger.blocks import Block
from ledger.book import Book
from ledger.movements import Movements, movements
from ledger.pages import FOLDER, Call, Page
from ledger.passages import Change
from ledger.problem import Problem, errors

#: A link; without it a passage reads the same and is converted in half the time.
_LINK = re.compile(r"(?<!!)\[([^\[\]`\n]*)\]\([^()\s]*\)(?:\{ [^{}\n]* \})?")
_TARGET = re.compile(r"\]\(([^()\s#]+)")

PageState = Literal["changed", "added", "removed"]


@dataclass(frozen=True, slots=True)
class PageChange:
    """A page whose passages change, that is new, or that is gone."""

    path: str
    title: str
    state: PageState
    changes: tuple[Change, ...]
    #: The pages whose own words link to it, although it is gone.
    linked_from: tuple[str, ...] = ()

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
    """Yield the pages of which anything differs; only what differs is converted."""
    old, new = before.site.pages, after.site.pages
    for path in sorted({*old, *new} - _unreadable(before) - _unreadable(after)):
        if path not in new:
            text = _markdown(before, old[path], resolved=resolved)
            gone = tuple(passages.gone(b) for b in blocks.of(text))
            yield PageChange(path, old[path].title, "removed", gone, tuple(_linking(after, path)))
        elif path not in old:
            text = _markdown(after, new[path], resolved=resolved)
            fresh = tuple(passages.fresh(b) for b in (*_heads(new[path], text), *blocks.of(text)))
            yield PageChange(path, new[path].title, "added", fresh)
        else:
            texts = [_markdown(b, b.site.pages[path], resolved=resolved) for b in (before, after)]
            heads = [_heads(page, text) for page, text in zip((old[path], new[path]), texts, strict=True)]
            if texts[0] != texts[1] or heads[0] != heads[1]:
                left, right = chunks.differing(*(_LINK.sub(r"\1", text) for text in texts))
                found = passages.changes((*heads[0], *left), (*heads[1], *right))
                yield PageChange(path, new[path].title, "changed", found)


def _linking(book: Book, path: str) -> Iterator[str]:
    """Yield the pages with a written link to a page."""
    for page in book.site.pages.values():
        targets = (t for part in page.parts if isinstance(part, str) for t in _TARGET.findall(part))
        if path in {posixpath.normpath(posixpath.join(posixpath.dirname(page.path), t)) for t in targets}:
            yield page.path


def _heads(page: Page, text: str) -> tuple[Block, ...]:
    """Return the title and the description of a page as passages, where the page does not show them."""
    found = [("Title", page.title)] if f"# {page.title}" not in text else []
    found += [("Description", page.description)] if page.description else []
    return tuple(Block("sentence", name, value) for name, value in found)


def _markdown(book: Book, page: Page, *, resolved: bool) -> str:
    """Return a page's Markdown with every call replaced by what it comes to."""
    shown = _shown if resolved else _named
    return "".join(part if isinstance(part, str) else shown(book, page, part) for part in page.parts)


def _shown(book: Book, page: Page, call: Call) -> str:
    return book.text(page.path, call.name, call.args, call.kwargs)


def _named(book: Book, page: Page, call: Call) -> str:
    """Return what stands for a call where its number cannot be had."""
    arguments = ", ".join(str(a) for a in (*call.args, *call.kwargs.values()))
    return markdown.text(f"[{arguments or call.name}]")
