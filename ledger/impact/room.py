"""Sections of a report in bounded room: shared out fairly, whole lines only, and what is left out is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

#: Longer lists are folded; they come in full view at a click.
OPEN_LINES = 8
#: Room for a title's frame, the folding of a list and the note on what is left out.
_FRAME = 160
#: Less room than this is of no use to a section.
_LEAST = 1_500


class Lines(NamedTuple):
    """A list: its lines, what they are, and what stands above them unless they are folded."""

    lines: tuple[str, ...]
    what: str = "line"
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A title, a text below it, and lists."""

    title: str
    lead: str = ""
    lists: tuple[Lines, ...] = ()

    @property
    def size(self) -> int:
        """Return how many bytes it takes at most."""
        frames = _FRAME * (1 + len(self.lists))
        return frames + sum(map(_size, (self.title, self.lead, *(line for part in self.lists for line in part.lines))))

    @property
    def number(self) -> int:
        """Return how many lines it holds; one that is only a text counts as a line."""
        return sum(len(part.lines) for part in self.lists) or 1


@dataclass(frozen=True, slots=True)
class Fitted:
    """Sections as Markdown, and how many of their lines are left out."""

    text: str
    left: int

    @property
    def size(self) -> int:
        """Return how many bytes it takes."""
        return len(self.text.encode())


def fit(groups: Sequence[Sequence[Section]], room: int) -> Fitted:
    """Return groups of sections within the room; where it is too small, the short ones are whole and the long share."""
    shares = _shares([_total(group) for group in groups], room)
    parts = [_fit_group(group, share) for group, share in zip(groups, shares, strict=True)]
    return Fitted("".join(p.text for p in parts), sum(p.left for p in parts))


def _total(group: Sequence[Section]) -> int:
    return _FRAME + sum(section.size for section in group) if group else 0


def _fit_group(group: Sequence[Section], room: int) -> Fitted:
    """Return the sections of a group; if there is too little room for all, the first of them."""
    sizes = [section.size for section in group]
    room -= _FRAME
    kept = sum(needed <= room for needed in accumulate(min(size, _LEAST) for size in sizes))
    shares = _shares(sizes[:kept], room)
    parts = [_fit(section, share) for section, share in zip(group, shares, strict=False)]
    lost = group[kept:]
    left = sum(p.left for p in parts) + sum(section.number for section in lost)
    many = "1 more section" if len(lost) == 1 else f"{len(lost):,} more sections"
    more = f"\n\n**… and {many}, left out for length**" if lost else ""
    return Fitted("".join(p.text for p in parts) + more, left)


def _shares(sizes: Sequence[int], room: int) -> list[int]:
    """Return how much each may take: what it needs, and no more than an equal part of what the smaller ones leave."""
    shares = [0] * len(sizes)
    waiting = sorted(range(len(sizes)), key=lambda n: sizes[n])
    for at, n in enumerate(waiting):
        shares[n] = min(sizes[n], room // (len(waiting) - at))
        room -= shares[n]
    return shares


def _fit(section: Section, room: int) -> Fitted:
    head = f"\n\n### {section.title}" + (f"\n\n{section.lead}" if section.lead else "")
    if room >= section.size:
        return Fitted(head + "".join(_list(part, part.lines) for part in section.lists), 0)
    missing = section.number
    left = room - _size(head) - _FRAME * (1 + len(section.lists))
    if left < 0:
        return Fitted("", missing)
    texts = []
    for part in section.lists:
        shown = _taken(part.lines, left)
        left -= sum(map(_size, shown))
        missing -= len(shown)
        texts.append(_list(part, shown))
    return Fitted(head + "".join(texts), missing)


def _taken(lines: Sequence[str], room: int) -> list[str]:
    """Return the lines that fit, in their order."""
    taken = []
    for line in lines:
        if _size(line) <= room:
            room -= _size(line)
            taken.append(line)
    return taken


def _list(part: Lines, shown: Sequence[str]) -> str:
    """Return a list, folded if it is long, with how much of it is left out."""
    number = len(part.lines)
    more = [f"**… and {number - len(shown):,} more, left out for length**"] if len(shown) < number else []
    body = "".join(f"\n- {line}" for line in (*shown, *more))
    if number > OPEN_LINES:
        return f"\n\n<details><summary>{number:,} {part.what}s</summary>\n{body}\n\n</details>"
    return f"\n\n{part.lead}\n{body}" if part.lead else f"\n{body}"


def _size(line: str) -> int:
    return len(line.encode()) + 3
