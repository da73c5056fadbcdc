"""The file of figures as blocks of lines: an entry moves as a whole, with the comments above it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

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
