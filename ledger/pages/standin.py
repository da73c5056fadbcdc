"""A page with signs that stand for its macro calls, and the line of each of its blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count

from ledger.pages.calls import Call
from ledger.pages.page import Page

#: No page may hold these, and they are no letters, digits or markup: for a call within a sentence, and for a block.
INLINE, BLOCK = "\ue000", "\ue001"
ANY = re.compile(f"[{INLINE}{BLOCK}]")

_FENCE = re.compile(r" {0,3}(```|~~~)")


def body(parts: Iterable[str | Call]) -> str:
    """Return the text of a page with a stand-in for each call."""
    return "".join(part if isinstance(part, str) else BLOCK if part.is_block else INLINE for part in parts)


def numbered(parts: Iterable[str | Call]) -> str:
    """Return the text of a page with a stand-in for each call that is a link to the call's number."""
    number = count()
    return "".join(part if isinstance(part, str) else f"[{body([part])}]({next(number)})" for part in parts)


def read_as_markdown(html: str) -> frozenset[int]:
    """Return the numbers of the calls that became links in the HTML of a text with numbered stand-ins."""
    return frozenset(map(int, re.findall(rf'<a href="(\d+)">{ANY.pattern}</a>', html)))


def blocks(page: Page) -> Iterator[tuple[list[int], str]]:
    """Yield the page's text between empty lines, with the number of each line."""
    numbers: list[int] = []
    rows: list[str] = []
    fence = ""
    for number, line in lines(page):
        if not line.strip() and not fence:
            if rows:
                yield numbers, "\n".join(rows)
            numbers, rows = [], []
            continue
        if mark := _FENCE.match(line):
            fence = "" if fence == mark[1] else fence or mark[1]
        numbers.append(number)
        rows.append(line)
    if rows:
        yield numbers, "\n".join(rows)


def lines(page: Page) -> Iterator[tuple[int, str]]:
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
