"""Comments and empty lines of figures.yml: banners of one width, and one empty line between entries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ledger.data.outline import Block

#: The column at which a banner ends.
WIDTH = 101

_BANNER = re.compile(r"  # ---- (.*?\S) -{4,}\s*")

Lines = tuple[str, ...]


def is_banner(line: str) -> bool:
    """Say whether the line is a banner, `# ---- Name ----`."""
    return _BANNER.fullmatch(line) is not None


def banner(name: str) -> str:
    """Return the banner with this name, drawn to the usual column."""
    return f"  # ---- {name} ----".ljust(WIDTH, "-")


def banners(entries: Iterable[Block]) -> Mapping[str, str]:
    """Return, by entity, the banner that stands above the first of its figures that has one."""
    found: dict[str, str] = {}
    for entry in entries:
        for line in widened(entry.lead):
            if is_banner(line):
                found.setdefault(entity_of(entry), line)
                break
    return found


def entity_of(figure: Block) -> str:
    """Return the entity of a figure's block."""
    return figure.key.partition(".")[0]


def widened(lines: Lines) -> Lines:
    """Return the lines with every banner drawn to the usual column."""
    return tuple(banner(match[1]) if (match := _BANNER.fullmatch(line)) else line for line in lines)


def without(lines: Lines, one: str) -> Lines:
    """Return the lines without the first occurrence of one of them."""
    at = lines.index(one) if one in lines else len(lines)
    return paragraphs(lines[:at] + lines[at + 1 :])


def paragraphs(lines: Sequence[str]) -> Lines:
    """Return comments without empty lines above them, and with one at most between and below them."""
    kept = [line for n, line in enumerate(lines) if line.strip() or (n and lines[n - 1].strip())]
    return tuple(kept)


def closing(lines: Sequence[str]) -> Lines:
    """Return the comments at the end of a section: an empty line above, none below."""
    kept = list(paragraphs(lines))
    while kept and not kept[-1].strip():
        kept.pop()
    return ("", *kept) if kept else ()


def preamble(lines: Lines) -> tuple[Lines, Lines]:
    """Return the file's own comment, and what belongs to the first section: what no empty line parts from it."""
    parted = max((n for n, line in enumerate(lines) if not line.strip()), default=len(lines))
    top = closing(lines[:parted])[1:]
    return ((*top, "") if top else ()), paragraphs(lines[parted:])
