"""The canonical order and spacing of figures.yml. Lines move; no line is rewritten."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile, zip_longest
from typing import Any, NamedTuple

from ledger.core import period
from ledger.core import yaml as tree
from ledger.core.problem import Problem, Unreadable, ordered
from ledger.data.shape import SECTIONS, field_names

REMEDY = "Run 'make format'."
#: The column at which a banner ends.
WIDTH = 101
_BANNER = re.compile(r"  # ---- .*\S -{4,}\s*")

Lines = tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """The text in canonical form, and what is not so in the text as it stands."""

    text: str
    problems: tuple[Problem, ...]


def arrange(text: str, name: str, found: tree.Tree | None = None) -> Layout:
    """Return the text, which may have been read already, in canonical form; as it stands where it cannot be read."""
    raw, text = text, text.replace("\r\n", "\n").replace("\r", "\n")
    before = found or tree.parse(text, name)
    if not before.whole or not isinstance(before.data, dict):
        return Layout(text, ordered(before.problems))
    root = Block((), before.data, (), -1, text.count("\n") + 1)
    new = "\n".join(Arranger(text, before).below(root)) + "\n"
    if new == raw:
        return Layout(new, ())
    after = tree.parse(new, name)
    is_same = after.whole and after.data == before.data and not comments(text) - comments(new)
    if new != text and not is_same:
        wrong = "the entries cannot be put in order line by line. Put each key on a line of its own, and try again."
        return Layout(text, ordered([*before.problems, Problem(name, 1, "", wrong)]))
    pairs = enumerate(zip_longest(raw.split("\n"), new.split("\n")), 1)
    line = min(raw.count("\n") + 1, next(n for n, (old, other) in pairs if old != other))
    wrong = f"from here on, order or spacing is not the usual one. {REMEDY}"
    return Layout(new, (Problem(name, line, "", wrong, "warning"),))


def comments(text: str) -> Counter[str]:
    """Return the comments of a text but for the banners, and how often each stands there."""
    lines = (line.strip() for line in text.split("\n") if not _BANNER.fullmatch(line))
    return Counter(line[line.index("#") :] for line in lines if re.search(r"(^|\s)#", line))


class Block(NamedTuple):
    """A key with its value, the comments and empty lines above it, and where its own lines begin and end."""

    path: tree.Path_
    value: Any
    lead: Lines
    start: int
    end: int


class Arranger:
    """Put blocks of lines in order, from the sections down to the fields of a claim."""

    def __init__(self, text: str, found: tree.Tree) -> None:
        self.lines, self.tree = tuple(text.split("\n")), found
        self.entities, self.measures = (_mapping(found.data.get(name)) for name in ("entities", "measures"))

    def below(self, block: Block) -> Iterator[str]:
        """Yield what stands below a key: empty lines between sections and between entries, none between fields."""
        if block.path and not self._holds_entries(block):
            yield from self.lines[block.start + 1 : block.end]
            return
        blocks, tail = self._blocks(block)
        spaced, entity = len(block.path) < 2, ""
        for n, inner in enumerate(sorted(blocks, key=lambda inner: self.rank(*inner.path))):
            yield from ("",) if spaced and n else ()
            if block.path == ("figures",) and (now := str(inner.path[1]).partition(".")[0]) != entity:
                entity = now
                name = _mapping(self.entities.get(entity)).get("name", entity)
                yield f"  # ---- {name} ".ljust(WIDTH, "-")
            lead = _paragraphs(inner.lead) if spaced else filter(_is_comment, inner.lead)
            yield from (*lead, self.lines[inner.start], *self.below(inner))
        yield from _closing(tail) if spaced else filter(_is_comment, tail)

    def _holds_entries(self, block: Block) -> bool:
        """Say whether its value is a mapping with a key on each of the lines below, and no text or list."""
        if not isinstance(block.value, dict) or not re.search(r":\s*(#.*)?$", self.lines[block.start]):
            return False
        return not self.lines[self._start(block, next(iter(block.value)))].lstrip().startswith("{")

    def _start(self, block: Block, key: str) -> int:
        return self.tree.lines[(*block.path, key)] - 1

    def _blocks(self, block: Block) -> tuple[list[Block], Lines]:
        """Return the keys of a mapping, and the comments below the last."""
        starts = [self._start(block, key) for key in block.value]
        found, top = [], block.start + 1
        for key, start, after in zip(block.value, starts, [*starts[1:], block.end], strict=True):
            end = self._end(start, after)
            found.append(Block((*block.path, key), block.value[key], self.lines[top:start], start, end))
            top = end
        return found, self.lines[top : block.end]

    def _end(self, start: int, after: int) -> int:
        """Return where a block ends: before the empty lines and the comments that belong to the next one."""
        end, depth = after, _indent(self.lines[start])
        while end > start + 1 and self.lines[end - 1].lstrip()[:1] in ("", "#"):
            end -= 1
        own = takewhile(lambda n: not _is_comment(self.lines[n]) or _indent(self.lines[n]) > depth, range(end, after))
        return max((n + 1 for n in own if _is_comment(self.lines[n])), default=end)

    def rank(self, *path: Any) -> tuple[int, ...]:
        """Return what a key sorts by, strangers last; nothing where the editor's order stays."""
        match path:
            case ("figures", figure):
                entity, measure, when = [*figure.split(".", 2), "", ""][:3]
                return _place(entity, list(self.entities)), _place(measure, list(self.measures)), *_date(when)
            case (section,):
                return (_place(section, list(SECTIONS)),)
            case (section, _, field) if section in SECTIONS:
                return (_place(field, field_names(section)),)
            case ("figures", _, "claims", _, field):
                return (_place(field, field_names("claims")),)
        return ()


def _paragraphs(lines: Lines) -> list[str]:
    """Return comments but no banners, without empty lines above them, and with one at most between and below them."""
    kept = [line for line in lines if not _BANNER.fullmatch(line)]
    return [line for n, line in enumerate(kept) if line.strip() or (n and kept[n - 1].strip())]


def _closing(lines: Lines) -> Lines:
    """Return the comments at the end of a section: an empty line above, none below."""
    kept = _paragraphs((*lines, ""))
    return ("", *kept[:-1]) if kept else ()


def _place(key: str, order: Sequence[str]) -> int:
    """Return where a key stands in an order; a stranger comes last."""
    return order.index(key) if key in order else len(order)


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


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
