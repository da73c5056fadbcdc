"""The canonical order and spacing of figures.yml. Lines move; no line is rewritten."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import pairwise, zip_longest
from typing import Any

from ledger.core import period
from ledger.core import yaml as tree
from ledger.core.problem import Problem, Unreadable, ordered
from ledger.data.shape import SECTIONS, field_names

REMEDY = "Run 'make format'."
#: The column at which a banner ends.
WIDTH = 101
_BANNER = re.compile(r"  # ---- .*\S -{4,}\s*")
_LAST = 10_000_000

Rank = Callable[[str], Any]


@dataclass(frozen=True)
class Layout:
    """The text in canonical form, and what is not so in the text as it stands."""

    text: str
    problems: tuple[Problem, ...]


def arrange(text: str, name: str) -> Layout:
    """Return the text in canonical form; as it stands where it cannot be read."""
    raw, text = text, text.replace("\r\n", "\n").replace("\r", "\n")
    before = tree.parse(text, name)
    if not before.whole or not isinstance(before.data, dict):
        return Layout(text, ordered(before.problems))
    arranger = _Arranger(name, before.data)
    new = "\n".join(arranger.file(tuple(text.split("\n")))) + "\n"
    after = tree.parse(new, name)
    is_same = after.whole and after.data == before.data and not comments(text) - comments(new)
    if new != text and not is_same:
        wrong = "the entries cannot be put in order line by line. Put each key on a line of its own, and try again."
        return Layout(text, (Problem(name, 1, "", wrong),))
    return Layout(new, ordered(arranger.problems or _spacing(raw, new, name)))


def comments(text: str) -> Counter[str]:
    """Return the comments of a text but for the banners, and how often each stands there."""
    lines = (line.strip() for line in text.split("\n") if not _BANNER.fullmatch(line))
    return Counter(line[line.index("#") :] for line in lines if re.search(r"(^|\s)#", line))


def _spacing(text: str, new: str, name: str) -> Iterator[Problem]:
    """Yield where the lines between entries differ; all others are in their usual order."""
    for (line, gap), (_, usual) in zip_longest(_gaps(text), _gaps(new), fillvalue=(text.count("\n") + 1, [])):
        if gap != usual:
            yield Problem(name, line, "", f"the spacing or the banner here is not the usual one. {REMEDY}", "warning")


def _gaps(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield what stands before each line that holds something, and at the end: empty lines and banners."""
    gap: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not _BANNER.fullmatch(line):
            yield number - len(gap), [*gap, line]
            gap = []
        else:
            gap.append(line)
    yield number - len(gap) + 1, gap


class _Arranger:
    """Put blocks of lines in order, from the sections down to the fields of a claim."""

    def __init__(self, name: str, data: dict[str, Any]) -> None:
        self.name, self.order = name, Order(data)
        self.problems: list[Problem] = []

    def file(self, lines: Lines) -> Iterator[str]:
        """Yield the lines of the whole file: its own comment, then the sections with an empty line between."""
        sections, tail = blocks(lines, 1)
        for n, section in enumerate(self._sorted(sections, (), "")):
            yield from ("",) if n else ()
            yield from _paragraphs(section.lead)
            yield section.head
            yield from self._entries(section) if section.holds_entries else section.body
        yield from _closing(tail)

    def _entries(self, section: Block) -> Iterator[str]:
        entries, tail = blocks(section.body, section.line + 1)
        entity = ""
        for n, entry in enumerate(self._sorted(entries, (section.key,))):
            yield from ("",) if n else ()
            lead = _paragraphs(tuple(line for line in entry.lead if not _BANNER.fullmatch(line)))
            if section.key == "figures" and (now := entry.key.partition(".")[0]) != entity:
                entity = now
                yield f"  # ---- {self.order.name_of(entity)} ".ljust(WIDTH, "-")
            yield from (*lead, entry.head)
            yield from self._body(entry, (section.key, entry.key))
        yield from _closing(tuple(line for line in tail if not _BANNER.fullmatch(line)))

    def _body(self, block: Block, path: tuple[str, ...]) -> Iterator[str]:
        """Yield what stands below a key: its fields in order, comments with them, no empty lines."""
        if not block.holds_entries:
            yield from block.body
            return
        fields, tail = blocks(block.body, block.line + 1)
        about = f"{path[1]}/{path[3]}" if len(path) == 4 else path[1]
        for field in self._sorted(fields, path, about):
            yield from (*filter(is_comment, field.lead), field.head)
            yield from self._body(field, (*path, field.key))
        yield from filter(is_comment, tail)

    def _sorted(self, found: Sequence[Block], path: tuple[str, ...], about: str | None = None) -> list[Block]:
        """Return the blocks in order, and report those that have to move."""
        rank = self.order.of(path)
        ranks = [rank(block.key) if rank else n for n, block in enumerate(found)]
        for n in moving(ranks):
            subject, what = (found[n].key, "") if about is None else (about, f"'{found[n].key}' ")
            text = f"{what}stands out of order. {REMEDY}"
            self.problems.append(Problem(self.name, found[n].line, subject, text, "warning"))
        return [found[n] for n in sorted(range(len(found)), key=lambda n: ranks[n])]


def _paragraphs(lines: Lines) -> Lines:
    """Return comments without empty lines above them, and with one at most between and below them."""
    kept = [line for n, line in enumerate(lines) if line.strip() or (n and lines[n - 1].strip())]
    return tuple(kept)


def _closing(lines: Lines) -> Lines:
    """Return the comments at the end of a section: an empty line above, none below."""
    kept = [*_paragraphs(lines)]
    while kept and not kept[-1].strip():
        kept.pop()
    return ("", *kept) if kept else ()


class Order:
    """The order of one file: figures by entity and measure, in the order of those sections, then by period."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._entities = _mapping(data.get("entities"))
        self._places = _ranks(self._entities), _ranks(_mapping(data.get("measures")))

    def of(self, path: tuple[str, ...]) -> Rank | None:
        """Return what the keys at a place sort by; nothing where the editor's order stays."""
        if not path:
            return _ranks(SECTIONS)
        if path == ("figures",):
            return self.rank
        is_claim = len(path) == 4 and path[0] == "figures" and path[2] == "claims"
        if not is_claim and (len(path) != 2 or path[0] not in SECTIONS):
            return None
        return _ranks(field_names("claims" if is_claim else path[0]))

    def rank(self, figure: str) -> tuple[int, ...]:
        """Return what a figure's id sorts by; what is not known comes last."""
        entity, measure, when = [*figure.split(".", 2), "", ""][:3]
        return self._places[0](entity), self._places[1](measure), *_date(when)

    def name_of(self, entity: str) -> str:
        """Return the entity's name, or its id where it has none."""
        return str(_mapping(self._entities.get(entity)).get("name", entity))


def moving(ranks: Sequence[Any]) -> list[int]:
    """Return few positions whose items must move for the rest to be in order."""
    now = range(len(ranks))[::-1]  # of two that changed places, the first has to move
    matcher = SequenceMatcher(None, now, sorted(range(len(ranks)), key=ranks.__getitem__)[::-1], autojunk=False)
    staying = {now[start + n] for start, _, size in matcher.get_matching_blocks() for n in range(size)}
    return [n for n in now[::-1] if n not in staying]


def _ranks(order: Iterable[str]) -> Callable[[str], int]:
    """Return where each key stands in an order; a stranger comes last."""
    places = {key: n for n, key in enumerate(order)}
    return lambda key: places.get(key, _LAST)


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _date(when: str) -> tuple[int, int, int]:
    """Return what a period sorts by: calendar, fiscal, undated; the earlier first, and then the longer."""
    try:
        parsed = period.parse(when)
        dates = period.span(parsed)
    except Unreadable:
        return 3, 0, 0
    first, last = dates or (date.max, date.max)
    return 2 if dates is None else int(parsed.is_fiscal), first.toordinal(), -last.toordinal()


_KEY = re.compile(r"""(?![-#\[\]{},&*!|>%@`]|\?\ )(?:"([^"]*)"|'([^']*)'|([^:]+?))\s*:(?:\s|$)""")

Lines = tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """A key with the lines that belong to it."""

    key: str
    line: int
    #: Comments and empty lines above it.
    lead: Lines
    head: str
    #: What stands below it, further in.
    body: Lines

    @property
    def holds_entries(self) -> bool:
        """Say whether its value is a mapping on the lines below, and no text or list."""
        first = next((line for line in self.body if not is_aside(line)), "")
        return re.search(r":\s*(#.*)?$", self.head) is not None and bool(_KEY.match(first.lstrip()))


def blocks(lines: Lines, first: int) -> tuple[list[Block], Lines]:
    """Return the keys of a mapping's lines, the first of which has that number, and the comments below the last."""
    depth = next((_indent(line) for line in lines if not is_aside(line)), 0)
    names = {n: _name(line[depth:]) for n, line in enumerate(lines) if _indent(line) == depth}
    starts = {n: name for n, name in names.items() if name}
    found: list[Block] = []
    numbers = [*starts, len(lines)]
    lead = lines[: numbers[0]]
    for start, after in pairwise(numbers):
        end = _end(lines, start + 1, after, depth)
        found.append(Block(starts[start], first + start, lead, lines[start], lines[start + 1 : end]))
        lead = lines[end:after]
    return found, lead


def is_comment(line: str) -> bool:
    """Say whether the line is a comment."""
    return line.lstrip().startswith("#")


def is_aside(line: str) -> bool:
    """Say whether the line is empty or a comment."""
    return not line.strip() or is_comment(line)


def _end(lines: Lines, start: int, after: int, depth: int) -> int:
    """Return where a block ends: before the empty lines and the comments that belong to the next one."""
    end = after
    while end > start and is_aside(lines[end - 1]):
        end -= 1
    for number in range(end, after):
        if is_comment(lines[number]):
            if _indent(lines[number]) <= depth:
                break
            end = number + 1
    return end


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _name(text: str) -> str:
    match = _KEY.match(text)
    return next(group for group in match.groups() if group is not None) if match else ""
