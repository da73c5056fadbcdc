"""Sections of a report in bounded room: shared out fairly, whole lines only, and what is left out is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

#: Longer lists are folded; they come in full view at a click.
OPEN_LINES = 8
#: Room for a title's frame, the folding of a list and the note on what is left out.
_FRAME = 160


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


@dataclass(frozen=True, slots=True)
class Fitted:
    """Sections as Markdown, and how many of their lines are left out."""

    text: str
    left: int

    @property
    def size(self) -> int:
        """Return how many bytes it takes."""
        return len(self.text.encode())


def fit(sections: Sequence[Section], room: int) -> Fitted:
    """Return the sections within the room; where it is too small, the short ones are whole and the long ones share."""
    parts = [_fit(s, share) for s, share in zip(sections, _shares([s.size for s in sections], room), strict=True)]
    return Fitted("".join(p.text for p in parts), sum(p.left for p in parts))


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
    missing = sum(len(part.lines) for part in section.lists)
    left = room - _size(head) - _FRAME * (1 + len(section.lists))
    if left < 0:
        return Fitted("", max(1, missing))
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
