"""A page's Markdown in chunks that can be converted alone, so that only what differs has to be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from ledger.impact import blocks
from ledger.impact.blocks import Block

_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_TAG = re.compile(
    r"<(/?)(?:div|section|article|aside|figure|figcaption|details|summary|table|ul|ol|li|dl|blockquote|pre|p|svg)\b"
    r"[^>]*?(/?)>"
)
#: What reaches beyond its own chunk: comments, definitions of links.
_FAR = re.compile(r"<!--|^ {0,3}\[[^\]\n]+\]:", re.MULTILINE)
#: A line that belongs to the chunk before it, even after an empty line: indented text, a table, attributes.
_CONTINUES = (" ", "\t", "|", ":", "{")


def differing(before: str, after: str) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Return the blocks of those chunks of two pages that differ."""
    old, new = split(before), split(after)
    sides: tuple[list[Block], list[Block]] = ([], [])
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            sides[0].extend(blocks.of("\n\n".join(old[i1:i2]), _place(old[:i1])))
            sides[1].extend(blocks.of("\n\n".join(new[j1:j2]), _place(new[:j1])))
    return tuple(sides[0]), tuple(sides[1])


def split(source: str) -> list[str]:
    """Return the chunks of a page; the page itself where it cannot be cut with certainty."""
    if _FAR.search(source):
        return [source]
    found = list(_chunks(source))
    return found if all(_is_closed(chunk) for chunk in found) else [source]


def _chunks(source: str) -> Iterator[str]:
    lines: list[str] = []
    depth, is_fenced = 0, False
    for line in source.split("\n"):
        if lines and not lines[-1].strip() and line.strip() and not (depth or is_fenced or line.startswith(_CONTINUES)):
            yield "\n".join(lines)
            lines = []
        lines.append(line)
        if _FENCE.match(line):
            is_fenced = not is_fenced
        elif not is_fenced:
            depth += _opened(line)
    yield "\n".join(lines)


def _opened(text: str) -> int:
    """Return how many more elements the text opens than it closes."""
    return sum(-1 if closing else 0 if alone else 1 for closing, alone in _TAG.findall(text))


def _is_closed(chunk: str) -> bool:
    fences = sum(bool(_FENCE.match(line)) for line in chunk.split("\n"))
    return fences % 2 == 0 and (fences > 0 or _opened(chunk) == 0)


def _place(chunks: list[str]) -> str:
    """Return the heading under which the text after these chunks stands."""
    heading = next((c for c in reversed(chunks) if c.startswith("#")), "")
    return _title(heading.partition("\n")[0]) if heading else ""


@lru_cache(maxsize=1024)
def _title(line: str) -> str:
    found = blocks.of(line)
    return found[0].text if found else ""
