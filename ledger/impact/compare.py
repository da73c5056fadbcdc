"""What a change does: two states of the project compared, in problems, claims, written lines and what follows."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from ledger import book
from ledger.book import Book
from ledger.core.ledger import Ledger
from ledger.core.problem import Problem, Unreadable, errors
from ledger.data import load
from ledger.impact import entries, passages
from ledger.impact.entries import Differences
from ledger.impact.passages import NOTHING, Followed, Sentence
from ledger.pages.calls import Call
from ledger.pages.page import FOLDER, Page
from ledger.rules import citing

#: Longer pages are not compared line by line: nobody writes them by hand, and it can take minutes.
MAX_LINES = 2_000

_TARGET = re.compile(r"\]\(([^()\s#]+)")
_FIG = re.compile(r"""\bfig\(\s*(["'])([^"'{}]+)\1""")
_WAIVED = re.compile(r"\{#-?\s*typed:")


@dataclass(frozen=True, slots=True)
class Side:
    """A state of the project: its book, and the pages as they are written."""

    book: Book
    sources: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PageChange:
    """A page that changes, that is new, or that is gone."""

    path: str
    state: str
    #: The written lines as a diff; of a page that is gone, nothing.
    diff: tuple[str, ...] = ()
    #: The ids in lines that are new, and what they show.
    cited: tuple[tuple[str, str], ...] = ()
    #: What a careful reader would ask about the new lines.
    questions: tuple[str, ...] = ()
    follows: Followed = NOTHING
    #: The pages that link to it, although it is gone.
    linked_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Impact:
    """Everything that differs between two states of the project."""

    base: str
    #: What could not be compared, and why.
    notes: tuple[str, ...]
    problems_new: tuple[Problem, ...]
    problems_gone: tuple[Problem, ...]
    ledger: Differences
    pages: tuple[PageChange, ...]


def read(root: Path) -> Side:
    """Read a state of the project."""
    folder = root / FOLDER
    files = (p for p in sorted(folder.rglob("*.md")) if p.is_file() and not p.is_symlink())
    return Side(book.read(root), {p.relative_to(folder).as_posix(): p.read_text("utf-8", "replace") for p in files})


def compare(before: Side, after: Side, base: str) -> Impact:
    """Return what differs between two states; `base` is what the first one is called."""
    old, new = before.book, after.book
    readable = all(state.site.ledger.articles for state in (old, new))
    return Impact(
        base=base,
        notes=tuple(_notes(old, new)),
        problems_new=_only(new.problems, old.problems),
        problems_gone=_only(old.problems, new.problems),
        ledger=entries.differences(old.site, new.site) if readable else Differences(),
        pages=tuple(_pages(before, after, resolved=readable)),
    )


def _notes(before: Book, after: Book) -> Iterator[str]:
    for state, name in ((before, "the base"), (after, "the working tree")):
        if not state.site.ledger.articles:
            yield f"{load.NAME} of {name} cannot be read: only problems and written lines are compared."
        elif errors(state.problems):
            yield f"{name.capitalize()} has errors: what cannot be read is missing from its pages."


def _only(problems: Iterable[Problem], others: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems that the others lack, whatever their lines."""
    known = Counter(replace(p, line=0) for p in others)
    seen: Counter[Problem] = Counter()
    found = []
    for problem in problems:
        essence = replace(problem, line=0)
        seen[essence] += 1
        if seen[essence] > known[essence]:
            found.append(problem)
    return tuple(found)


def _pages(before: Side, after: Side, *, resolved: bool) -> Iterator[PageChange]:
    """Yield the pages on which anything changes for their readers."""
    old, new, ask = before.book.site.pages, after.book.site.pages, _questions(before, after)
    linking = _linking(after.sources)
    for path in sorted({**before.sources, **after.sources}):
        if path not in after.sources:
            yield PageChange(path, "removed", linked_from=tuple(linking.get(path, ())))
            continue
        was, now = (side.sources[path].split("\n") if path in side.sources else [] for side in (before, after))
        lines = tuple(_diff(was, now))
        cited = tuple(_shown(after.book, path, lines)) if resolved else ()
        asked = tuple(ask(path, lines)) if lines else ()
        both = resolved and path in old and path in new
        follows = passages.followed(before.book, after.book, path) if both else NOTHING
        if lines or follows != NOTHING:
            state = "changed" if path in before.sources else "added"
            yield PageChange(path, state, lines, cited, asked, follows)


def _diff(was: list[str], now: list[str]) -> list[str]:
    if max(len(was), len(now)) > MAX_LINES and was != now:
        return [*(f"-{line}" for line in was), *(f"+{line}" for line in now)]
    return list(difflib.unified_diff(was, now, n=1, lineterm=""))[2:]


def _linking(sources: Mapping[str, str]) -> dict[str, dict[str, None]]:
    """Return, by the target of written links, the pages on which they stand."""
    found: dict[str, dict[str, None]] = {}
    for name, source in sources.items():
        for target in _TARGET.findall(source):
            found.setdefault(posixpath.normpath(posixpath.join(posixpath.dirname(name), target)), {})[name] = None
    return found


def _shown(state: Book, path: str, lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the ids in new lines, each with what it shows."""
    new = (line for line in lines if line.startswith("+"))
    for name in dict.fromkeys(found[1] for line in new for found in _FIG.findall(line)):
        with suppress(Unreadable):  # a problem, and reported as such
            yield name, entries.stated(state.site.ledger, citing.cited(state.site.ledger, path, name))


def _questions(before: Side, after: Side) -> Callable[[str, Iterable[str]], Iterator[str]]:
    """Return what a careful reader would ask about the new lines of a page."""
    ledger = after.book.site.ledger
    named, kin = _subjects(ledger), _kin(ledger)

    def ask(path: str, lines: Iterable[str]) -> Iterator[str]:
        if waived := sum(line.startswith("+") and bool(_WAIVED.search(line)) for line in lines):
            yield f"typed numbers are waived on {waived} of the new lines"
        pages = [side.book.site.pages.get(path) for side in (before, after)]
        known, now = (dict.fromkeys(_cited(page, ledger)) if page else {} for page in pages)
        for sentence in (s for s in now if s not in known):
            found = named(" ".join(sentence.words))
            for figure in (ledger.figures.get(pair[0].partition("/")[0]) for pair in sentence.numbers):
                if figure and found and found.isdisjoint(kin[figure.entity.id]):
                    others = " and ".join(sorted(ledger.entities[name].name for name in found))
                    yield f"names {others} and cites a number of {figure.entity.name}: {sentence.told(str, _quoted)}"

    return ask


def _cited(page: Page, ledger: Ledger) -> Iterator[Sentence]:
    """Yield a page's sentences with the ids of today in place of numbers."""

    def show(call: Call) -> tuple[str, str]:
        name = ledger.current(str(next(iter((*call.args, *call.kwargs.values())), "")))
        return name, name

    return passages.sentences(page, show)


def _quoted(pair: tuple[str, str]) -> str:
    return f"⟦{pair[1]}⟧"


def _subjects(ledger: Ledger) -> Callable[[str], set[str]]:
    """Return what finds the entities with figures that a text names."""
    names = {f.entity.name: f.entity.id for f in ledger.figures.values()}
    longest = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    pattern = re.compile(rf"(?<!\w)(?:{longest or '(?!)'})(?!\w)")
    return lambda text: {names[name] for name in pattern.findall(text)}


def _kin(ledger: Ledger) -> dict[str, set[str]]:
    """Return, by entity, itself with what it is part of and what is part of it."""
    found: dict[str, set[str]] = {name: {name} for name in ledger.entities}
    for entity in ledger.entities.values():
        for other in filter(found.get, (entity.part_of, *entity.members)):
            found[entity.id].add(other)
            found[other].add(entity.id)
    return found
