"""What changes for the reader of a page: passages before and after, and the words that differ."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ledger.impact.blocks import Block, Cell, Kind

#: From which share of common words on two passages count as one that was changed.
ALIKE = 0.5
#: More pairs than these are not tried: a page with so many changes was written anew.
MAX_PAIRS = 40_000
#: Longer passages are not compared word by word.
MAX_WORDS = 2_000

_NUMBER = r"[~<>≤≥−]*[$€£¥]?\d(?:[\w.,–]*\w)?"
#: A number is one word with its qualifier, its range and its unit; so are every Chinese character and an id in ⟦ ⟧.
_WORDS = re.compile(
    r"⟦[^⟦⟧]*⟧|(?:\b(?:about|nearly|more than|at least|less than|at most|up to) )?"
    rf"{_NUMBER}(?: to {_NUMBER})?(?: (?:thousand|million|billion|trillion)\b|[%×])?"
    r"|\s+|[\u3400-\u9fff]|\w(?:[\w'’.,-]*\w)?|."
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: equal before and after, or changed."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell of a table that changes."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """A passage that changes; without `before` it is new, without `after` it is gone."""

    kind: Kind
    place: str
    before: str
    after: str
    row: str = ""
    cells: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """A block of one side only, and where it stands in the order of the report."""

    block: Block
    order: tuple[int, int, int]
    words: Counter[str]


def changes(before: Sequence[Block], after: Sequence[Block]) -> tuple[Change, ...]:
    """Return the passages that change, in the page's order; what only moves does not count."""
    removed, added = _unmatched(before, after)
    pairs = _pairs(removed, added)
    taken = {id(old) for old, _ in pairs} | {id(new) for _, new in pairs}
    found = [(new.order, _changed(old.block, new.block)) for old, new in pairs if old.block.key != new.block.key]
    found += [(old.order, gone(old.block)) for old in removed if id(old) not in taken]
    found += [(new.order, fresh(new.block)) for new in added if id(new) not in taken]
    return tuple(change for _, change in sorted(found, key=lambda pair: pair[0]))


def fresh(block: Block) -> Change:
    """Return a passage that is new."""
    return Change(block.kind, block.place, "", block.text, _heading(block), _cells((), block.cells))


def gone(block: Block) -> Change:
    """Return a passage that is no longer there."""
    return Change(block.kind, block.place, block.text, "", _heading(block), _cells(block.cells, ()))


def _changed(old: Block, new: Block) -> Change:
    return Change(new.kind, new.place, old.text, new.text, _heading(new), _cells(old.cells, new.cells))


def _heading(block: Block) -> str:
    return block.cells[0].text if block.cells else ""


def _cells(before: Iterable[Cell], after: Iterable[Cell]) -> tuple[Difference, ...]:
    old, new = _by_column(before), _by_column(after)
    names = dict.fromkeys((*new, *old))
    found = (Difference(name[0], old.get(name, ""), new.get(name, "")) for name in names)
    return tuple(d for d in found if d.before != d.after)


def _by_column(cells: Iterable[Cell]) -> dict[tuple[str, int], str]:
    """Return the cells by column; of several columns of one name the second is counted apart."""
    seen: Counter[str] = Counter()
    found: dict[tuple[str, int], str] = {}
    for cell in cells:
        found[cell.column, seen[cell.column]] = cell.text
        seen[cell.column] += 1
    return found


# ---- pairs ----------------------------------------------------------------------------------------


def _unmatched(before: Sequence[Block], after: Sequence[Block]) -> tuple[list[_Found], list[_Found]]:
    """Return the blocks that stand on one side only."""
    removed: list[_Found] = []
    added: list[_Found] = []
    matcher = SequenceMatcher(None, [b.key for b in before], [b.key for b in after], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            removed += [_Found(before[i], (j1, 0, i), _words(before[i].text)) for i in range(i1, i2)]
            added += [_Found(after[j], (j, 1, 0), _words(after[j].text)) for j in range(j1, j2)]
    return removed, added


def _words(text: str) -> Counter[str]:
    return Counter(w for w in _WORDS.findall(text) if not w.isspace())


def _pairs(removed: list[_Found], added: list[_Found]) -> list[tuple[_Found, _Found]]:
    """Return which passages became which: the likest first, those under the same heading before others."""
    found: list[tuple[_Found, _Found]] = []
    for grouping in (lambda b: (b.kind, b.place), lambda b: (b.kind, "")):
        groups: defaultdict[tuple[str, str], tuple[list[_Found], list[_Found]]] = defaultdict(lambda: ([], []))
        taken = {id(one) for pair in found for one in pair}
        for at, side in enumerate((removed, added)):
            for one in side:
                if id(one) not in taken:
                    groups[grouping(one.block)][at].append(one)
        for old, new in groups.values():
            found.extend(_likest(old, new))
    return found


def _likest(removed: list[_Found], added: list[_Found]) -> Iterator[tuple[_Found, _Found]]:
    if len(removed) * len(added) > MAX_PAIRS:
        return
    scored = [(_likeness(old, new), -i, -j) for i, old in enumerate(removed) for j, new in enumerate(added)]
    left, right = set(range(len(removed))), set(range(len(added)))
    for score, i, j in sorted(scored, key=lambda s: (-s[0], abs(s[1] - s[2]), -s[1])):
        if score >= ALIKE and -i in left and -j in right:
            left.remove(-i)
            right.remove(-j)
            yield removed[-i], added[-j]


def _likeness(old: _Found, new: _Found) -> float:
    """Return the share of common words; an equal anchor decides, an equal heading of a row speaks for it."""
    anchors = {old.block.anchor, new.block.anchor} - {""}
    if old.block.anchor == new.block.anchor and anchors:
        return 2.0
    total = old.words.total() + new.words.total()
    share = 2 * (old.words & new.words).total() / total if total else 1.0
    same_row = old.block.cells and _heading(old.block) == _heading(new.block)
    return share + (0.4 if same_row else 0.0) - (0.2 if len(anchors) > 1 else 0.0)


# ---- words ----------------------------------------------------------------------------------------


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Return a passage as runs of words that stay and that change; all of it where too little stays."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(old), len(new)) > MAX_WORDS:
        return (Piece(before, after),)
    found: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        piece = Piece("".join(old[i1:i2]), "".join(new[j1:j2]))
        if piece.before == piece.after:
            tag = "equal"
        _append(found, piece, is_equal=tag == "equal")
    kept = sum(len(p.after) for p in found if p.before == p.after)
    if kept < ALIKE / 2 * max(len(before), len(after)):
        return (Piece(before, after),)
    return tuple(found)


def _append(found: list[Piece], piece: Piece, *, is_equal: bool) -> None:
    """Add a piece; two changes with nothing but a space between them are one."""
    if not is_equal and found and found[-1].before != found[-1].after:
        last = found.pop()
        piece = Piece(last.before + piece.before, last.after + piece.after)
    elif not is_equal and len(found) > 1 and found[-1].before.isspace() and found[-2].before != found[-2].after:
        space, last = found.pop().before, found.pop()
        piece = Piece(last.before + space + piece.before, last.after + space + piece.after)
    found.append(piece)
