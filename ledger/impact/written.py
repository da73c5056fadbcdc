"""What was written anew in the pages: their own lines before and after, as the source has them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from ledger.core import plaintext
from ledger.impact import passages
from ledger.impact.blocks import Block
from ledger.impact.passages import Change
from ledger.pages import page as pages

#: Longer pages are compared roughly: nobody writes them by hand, and exactly would take minutes.
MAX_LINES = 3_000

_FIG = re.compile(r"\{\{-?\s*fig\(\s*([\"'])([^\"'{}]+)\1\s*\)\s*-?\}\}")
_WAIVER = re.compile(r"\{#-?\s*typed:\s*(\S.*?)#\}")
#: What a number follows, behind its words: `about $200 billion ⟦amazon.capex.2026⟧`.
BEHIND = re.compile(r" ?⟦[^⟦⟧]*⟧")

#: Returns what a page shows for an id, with the id of today; without an answer the call stands as it is written.
Citing = Callable[[str], str]


class Line(NamedTuple):
    """A line that holds something, and the heading above it."""

    text: str
    heading: str


@dataclass(frozen=True, slots=True)
class Waiver:
    """A line whose typed numbers are let through, and why."""

    path: str
    line: int
    text: str
    reason: str


def sources(root: Path, names: Iterable[str]) -> dict[str, str]:
    """Return the source of pages by their paths."""
    found = ((name, plaintext.read(root / pages.FOLDER / name, name, pages.MAX_BYTES)[0]) for name in names)
    return {name: source.replace("\r\n", "\n").replace("\r", "\n") for name, source in found}


def changes(before: str, after: str, citing: tuple[Citing, Citing]) -> tuple[Change, ...]:
    """Return the lines that change between two sources; those that only move are the same before and after."""
    old, new = _differing(_lines(before), _lines(after))
    moved = Counter(line.text for line in old) & Counter(line.text for line in new)
    left, right = ([_block(n, c) for n in _split(side, moved)[0]] for side, c in zip((old, new), citing, strict=True))
    places = (_block(line, citing[1]) for line in _split(new, moved)[1])
    return (*passages.changes(left, right), *(Change(b.kind, b.place, b.text, b.text) for b in places))


def waivers(path: str, before: str, after: str, cite: Citing) -> Iterator[Waiver]:
    """Yield the waivers that the first source lacks."""
    known = Counter(line.strip() for line in before.split("\n"))
    for number, line in enumerate(after.split("\n"), 1):
        known[line.strip()] -= 1
        if known[line.strip()] < 0 and (reasons := _reasons(line)):
            yield Waiver(path, number, _shown(_WAIVER.sub("", line), cite).strip(), "; ".join(reasons))


def _reasons(line: str) -> list[str]:
    """Return why typed numbers of the line are let through; what is never closed is not searched again and again."""
    closed = line[: line.rfind("#}") + 2]
    return [reason.rstrip("- ") for reason in _WAIVER.findall(closed)]


def _lines(source: str) -> list[Line]:
    found, heading = [], ""
    for text in source.split("\n"):
        heading = text.strip() if text.startswith("#") else heading
        if text.strip():
            found.append(Line(text.rstrip(), heading))
    return found


def _differing(old: Sequence[Line], new: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines of either side that are not in their place on the other."""
    is_rough = max(len(old), len(new)) > MAX_LINES
    matcher = SequenceMatcher(None, [n.text for n in old], [n.text for n in new], autojunk=is_rough)
    codes = [code[1:] for code in matcher.get_opcodes() if code[0] != "equal"]
    return [n for i1, i2, _, _ in codes for n in old[i1:i2]], [n for _, _, j1, j2 in codes for n in new[j1:j2]]


def _split(lines: Iterable[Line], moved: Counter[str]) -> tuple[list[Line], list[Line]]:
    """Return the lines that change, and those that only move."""
    left = Counter(moved)
    sides: tuple[list[Line], list[Line]] = ([], [])
    for line in lines:
        sides[left[line.text] > 0].append(line)
        left[line.text] -= 1
    return sides


def _block(line: Line, cite: Citing) -> Block:
    return Block("sentence", line.heading, _shown(line.text, cite))


def _shown(text: str, cite: Citing) -> str:
    """Return a line with its numbers in place of the calls for them."""
    return _FIG.sub(lambda call: cite(call[2]) or call[0], text)
