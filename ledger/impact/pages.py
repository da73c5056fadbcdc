"""What a change does to pages: the lines that somebody wrote, and what follows from numbers elsewhere."""

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from ledger.book import Book
from ledger.core import yaml
from ledger.core.ledger import Ledger
from ledger.core.problem import Unreadable
from ledger.impact.entries import Pair
from ledger.language import claims
from ledger.pages.calls import Call
from ledger.pages.page import Page
from ledger.rules import citing

#: A number that changes in a table or list, with the head of its row.
Row = tuple[str, Pair]

#: Stands for a call that fails, which is a problem and reported as such.
UNSHOWN = "[cannot be shown]"
#: A cell that holds a number is no longer.
LONGEST = 80
#: Generated lines that only point elsewhere.
_POINTERS = ("Cited on", "Check:", "Checks:")
#: What texts are taken apart by, and words that a number may have made untrue by moving.
_LISTS = yaml.read(Path(__file__).with_name("patterns.yml"), "patterns.yml").data
_RE = {name: re.compile(pattern) for name, pattern in _LISTS["patterns"].items()}
_DOUBTFUL = re.compile(rf"\b(?:{'|'.join(_LISTS['doubtful'])})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Side:
    """A state of the project: its book, and the pages as they are written."""

    book: Book
    sources: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A line: the page's own words, and between each two of them a number before and after."""

    words: tuple[str, ...]
    numbers: tuple[Pair, ...]

    @property
    def doubt(self) -> str:
        """Return the words that a moved number may have made untrue."""
        moved = any(was != now and UNSHOWN not in (was, now) for was, now in self.numbers)
        return ", ".join(dict.fromkeys(_DOUBTFUL.findall(" ".join(self.words)))) if moved else ""


@dataclass(frozen=True, slots=True)
class PageChange:
    """A page that changes, that is new, or that is gone."""

    path: str
    state: str
    #: The written lines as a diff; of a page that is gone, nothing.
    diff: tuple[str, ...] = ()
    #: The ids in lines that are new, and what they show.
    cited: tuple[Pair, ...] = ()
    #: What a careful reader would ask about the new lines.
    questions: tuple[str, ...] = ()
    #: What follows although nobody wrote it there.
    sentences: tuple[Sentence, ...] = ()
    rows: tuple[Row, ...] = ()


def changes(before: Side, after: Side, *, resolved: bool) -> Iterator[PageChange]:
    """Yield the pages on which anything changes for their readers."""
    for path in sorted({**before.sources, **after.sources}):
        if path not in after.sources:
            yield PageChange(path, "removed")
            continue
        state = "changed" if path in before.sources else "added"
        was, now = (side.sources[path].split("\n") if path in side.sources else [] for side in (before, after))
        diff = tuple(difflib.unified_diff(was, now, n=1, lineterm=""))[2:]
        known = frozenset(was)
        lines = [line[1:] for line in diff if resolved and line.startswith("+") and line[1:] not in known]
        questions = tuple(_questions(after.book.site.ledger, lines))
        both = resolved and all(path in side.book.site.pages for side in (before, after))
        sentences, rows = _follows(before.book, after.book, path) if both else ((), ())
        if diff or sentences or rows:
            yield PageChange(path, state, diff, tuple(_cited(after.book, path, lines)), questions, sentences, rows)


def _cited(state: Book, path: str, lines: Iterable[str]) -> Iterator[Pair]:
    """Yield the ids in new lines, each with what it shows."""
    ledger = state.site.ledger
    for name in dict.fromkeys(found[1] for line in lines for found in _RE["fig"].findall(line)):
        with suppress(Unreadable):  # a problem, and reported as such
            yield name, claims.amount(ledger, citing.cited(ledger, path, name))


def _questions(ledger: Ledger, lines: Iterable[str]) -> Iterator[str]:
    """Yield what a careful reader would ask about new lines."""
    entities = {figure.entity.id: figure.entity for figure in ledger.figures.values()}.values()
    for line in lines:
        if _RE["waived"].search(line):
            yield f"waives a typed number: {line}"
        figures = (ledger.figures.get(ledger.current(name).partition("/")[0]) for _, name in _RE["fig"].findall(line))
        words = _RE["call"].sub("", line)
        named = [e for e in entities if re.search(rf"(?<!\w){re.escape(e.name)}(?!\w)", words)]
        for entity in (figure.entity for figure in figures if figure):
            own = {entity.id, entity.part_of, *entity.members}
            if named and not any(other.id in own or entity.id in (other.part_of, *other.members) for other in named):
                yield f"names {' and '.join(e.name for e in named)} and cites a number of {entity.name}: {line}"


def _follows(before: Book, after: Book, path: str) -> tuple[tuple[Sentence, ...], tuple[Row, ...]]:
    """Return what follows on a page as it is written now; a call that is new on it is written, and follows nothing."""
    ledger, page = after.site.ledger, after.site.pages[path]
    known = {_today(ledger, call): call for call in before.site.pages[path].calls}
    texts: dict[int, Pair] = {}
    found: dict[Row, None] = {}
    for call in page.calls:
        now, old = after.text(path, call.name, call.args, call.kwargs), known.get(_today(ledger, call))
        was = before.text(path, old.name, old.args, old.kwargs) if old else now
        texts[id(call)] = was, now
        if call.is_block and was != now:
            found |= dict.fromkeys(rows(*texts[id(call)]))
    told = sentences(page, lambda call: (plain(texts[id(call)][0]), plain(texts[id(call)][1])))
    return tuple(s for s in told if any(was != now for was, now in s.numbers)), tuple(found)


def _today(ledger: Ledger, call: Call) -> tuple[object, ...]:
    """Return what makes two calls the same: their name and their arguments, ids as they are today."""
    named = ((key, ledger.current(value)) for key, value in sorted(call.kwargs.items()))
    return call.name, *map(ledger.current, call.args), *named


def plain(text: str) -> str:
    """Return what a macro gives as plain lines: no tags, attributes or link targets; a row's cells behind bars."""
    text = _RE["failed"].sub(UNSHOWN, _RE["unseen"].sub("", text))
    return _bare(_RE["row"].sub(lambda row: f"\n{' '.join(_RE['cell'].sub(' | ', row[0]).split())}\n", text))


def _bare(text: str) -> str:
    text = _RE["tag"].sub("", _RE["block"].sub("\n", text.replace("<br>", "; ")))
    return _RE["attributes"].sub("", _RE["link"].sub(r"\1", text)).replace("**", "")


def sentences(page: Page, show: Callable[[Call], Pair]) -> Iterator[Sentence]:
    """Yield the page's lines, of which each is a sentence, a number in them as `show` gives it before and after."""
    marked = "\x02{}\x03{}\x04".format
    texts = (p if isinstance(p, str) else "\n\n" if p.is_block else marked(*show(p)) for p in page.parts)
    for line in _bare("".join(texts)).split("\n"):
        found = _RE["marked"].split(unescape(line.strip().lstrip("-*+># ")))  # words, before, after, words …
        yield Sentence(tuple(found[::3]), tuple(zip(found[1::3], found[2::3], strict=True)))


def rows(before: str, after: str) -> Iterator[Row]:
    """Yield the numbers that change in lines which are the same but for them, each with what heads it."""
    old, new = _lines(before), _lines(after)
    for (head, words), lines in new.items():
        known = old.get((head, words), [])
        # among more or fewer lines of the same words than before, nobody knows which is which
        for was, now in zip(known, lines, strict=True) if len(known) == len(lines) else ():
            pairs = zip(_RE["number"].findall(was), _RE["number"].findall(now), strict=True)
            yield from ((head or now.partition(". ")[0].strip("- "), pair) for pair in pairs if pair[0] != pair[1])
    come = _rows_apart(new, old)
    for head, gone in _rows_apart(old, new).items():
        cells = zip(gone, come.get(head, ()), strict=False) if len(gone) == len(come.get(head, ())) else ()
        for pair in (pair for pair in cells if max(map(len, pair)) <= LONGEST):  # a longer one is a list of sources
            numbers = [_RE["number"].findall(cell) for cell in pair]
            yield from [(head, pair)] if all(numbers) and numbers[0] != numbers[1] else ()


def _rows_apart(lines: Mapping[Pair, list[str]], others: Mapping[Pair, list[str]]) -> dict[str, list[str]]:
    """Return the cells of rows that the other text has in other words, where their head tells them apart."""
    often = Counter(head for head, _ in lines)
    found = ((head, rows[0]) for (head, words), rows in lines.items() if (head, words) not in others and len(rows) == 1)
    return {head: row.strip("| ").split(" | ") for head, row in found if often[head] == 1 and row.startswith("|")}


def _lines(text: str) -> dict[Pair, list[str]]:
    """Return the lines of a text by what heads them and by their words."""
    title = ""
    found: dict[Pair, list[str]] = {}
    for line in map(str.strip, plain(text).split("\n")):
        if line.startswith("#"):
            title = unescape(line.strip("# "))
        elif not line.removeprefix("- ").startswith(_POINTERS):
            head = unescape(line.strip("| ").partition(" |")[0]) if line.startswith("|") else title
            found.setdefault((head, _RE["number"].sub("#", unescape(line))), []).append(unescape(line))
    return found
