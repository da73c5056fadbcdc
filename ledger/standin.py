"""A page with signs that stand for its macro calls, and the line of each of its blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ledger.pages import Page
from ledger.template import Call

#: No page may hold these, and they are no letters, digits or markup: for a call within a sentence, and for a block.
INLINE, BLOCK = "\ue000", "\ue001"
ANY = re.compile(f"[{INLINE}{BLOCK}]")

_FENCE = re.compile(r" {0,3}(```|~~~)")


def body(parts: Iterable[str | Call]) -> str:
    """Return the text of a page with a stand-in for each call."""
    return "".join(part if isinstance(part, str) else BLOCK if part.is_block else INLINE for part in parts)


def blocks(page: Page) -> Iterator[tuple[list[int], str]]:
    """Yield the page's text between empty lines, with the number of each line."""
    numbers: list[int] = []
    lines: list[str] = []
    fence = ""
    for number, line in _lines(page):
        if not line.strip() and not fence:
            if lines:
                yield numbers, "\n".join(lines)
            numbers, lines = [], []
            continue
        if mark := _FENCE.match(line):
            fence = "" if fence == mark[1] else fence or mark[1]
        numbers.append(number)
        lines.append(line)
    if lines:
        yield numbers, "\n".join(lines)


def _lines(page: Page) -> Iterator[tuple[int, str]]:
    """Yield the lines of the text with their numbers: a comment or a call over several lines shifts what follows."""
    prose = iter(page.prose)
    number, line = 1, ""
    for part in page.parts:
        start, text = next(prose) if isinstance(part, str) else (part.line, body([part]))
        number = start  # the same, unless a comment or a mark that takes spaces away has joined two lines
        first, *rest = text.split("\n")
        line += first
        for offset, following in enumerate(rest, 1):
            yield number, line
            number, line = start + offset, following
    yield number, line
