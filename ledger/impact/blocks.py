"""A page as its reader meets it: headings, sentences and table rows in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from typing import Literal

from markdown import Markdown

from ledger.views.markdown import EXTENSIONS

Kind = Literal["heading", "sentence", "row", "columns"]

#: Stands for a call that fails: what is wrong with it is a problem, and reported as such.
UNSHOWN = "[cannot be shown]"

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | {
    "p", "li", "ul", "ol", "dl", "dt", "dd", "div", "section", "blockquote", "pre", "figure", "figcaption", "details",
    "summary", "table", "caption", "thead", "tbody", "tr", "hr",
}  # fmt: skip
_CELLS = frozenset({"td", "th"})
_UNSEEN = frozenset({"script", "style", "template", "svg"})
_BREAK = "\x03"
#: A list item up to this length is quoted whole: its sentences lean on each other.
_SHORT_ITEM = 240
_END = re.compile(r"(?<=[.!?])(?<![ .(][A-Z]\.)[\"')\]’”]*\s+(?=[^\sa-z])|(?<=[。！？])\s*|\s*\x03\s*")
_ABBREVIATED = re.compile(r"(?:^|[\s(])(?:e\.g|i\.e|cf|vs|approx|ca|Mr|Mrs|Ms|Dr|St|No|Inc|Corp|Ltd|Co)\.[\"')\]’”]*$")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table under its column's heading."""

    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """The smallest thing that a report quotes."""

    kind: Kind
    place: str
    """The heading above it."""
    text: str
    cells: tuple[Cell, ...] = ()
    anchor: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """Return what makes two blocks read the same."""
        if self.kind != "row":
            return self.kind, self.text
        return self.kind, *(f"{c.column}: {c.text}" for c in self.cells if c.text)


def of(source: str, place: str = "") -> tuple[Block, ...]:
    """Return the blocks of a page's Markdown, all macros resolved; `place` is the heading above it."""
    reader = _Reader(place)
    reader.feed(_converter().reset().convert(source))
    reader.close()
    return tuple(reader.finish())


@lru_cache(maxsize=1)
def _converter() -> Markdown:
    return Markdown(extensions=list(EXTENSIONS))


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a paragraph."""
    start = 0
    for match in _END.finditer(text):
        sentence = text[start : match.end()]
        if _BREAK in match[0] or not _ABBREVIATED.search(sentence.rstrip()):
            yield from _cleaned(sentence)
            start = match.end()
    yield from _cleaned(text[start:])


def _cleaned(text: str) -> Iterator[str]:
    if flat := _flat(text.replace(_BREAK, " ")):
        yield flat


def _flat(text: str) -> str:
    return " ".join(text.split())


class _Reader(HTMLParser):
    """Collect the blocks of a page's HTML."""

    def __init__(self, place: str) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.place = place
        self.buffer: list[str] = []
        self.row: list[Cell] | None = None
        self.label = self.anchor = ""
        self.in_cell = self.in_head = False
        self.in_item = 0
        self.unseen: list[str] = []

    def finish(self) -> list[Block]:
        self._flush()
        return self.blocks

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        classes = set(given.get("class", "").split())
        if tag in _UNSEEN:
            self.unseen.append(tag)
        elif "ledger-error" in classes and not self.unseen:
            self.unseen.append(tag)
            self.buffer.append(UNSHOWN)
        if self.unseen:
            return
        if tag in _CELLS and self.row is not None:
            self._end_cell()
            self.in_cell, self.label = True, given.get("data-label", "")
            self.anchor = self.anchor or given.get("id", "")
        elif tag == "br":
            self.buffer.append(self._break())
        elif tag == "img":
            self.buffer.append(f"[{given.get('alt', '')}]")
        elif tag in _BLOCKS:
            self._open(tag)

    def _open(self, tag: str) -> None:
        self._flush()
        if tag == "thead":
            self.in_head = True
        elif tag == "tr":
            self.row, self.anchor = [], ""
        self.in_item += tag == "li"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("br", "img", "hr"):
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self.unseen:
            if self.unseen[-1] == tag:
                self.unseen.pop()
        elif tag in _CELLS:
            self._end_cell()
        elif tag in _HEADINGS:
            self._heading()
        elif tag in _BLOCKS:
            self._close(tag)

    def _end_cell(self) -> None:
        if self.in_cell and self.row is not None:
            self.row.append(Cell(self.label, _flat("".join(self.buffer))))
            self.buffer.clear()
        self.in_cell = False

    def _close(self, tag: str) -> None:
        if tag in ("tr", "table"):
            self._end_cell()
        self._flush()
        self.in_item -= tag == "li"
        if tag == "thead":
            self.in_head = False
        elif tag == "tr" and self.row is not None:
            self._finish_row(self.row)
            self.row = None

    def _finish_row(self, row: list[Cell]) -> None:
        if self.in_head:
            self.blocks.append(Block("columns", self.place, " | ".join(c.text for c in row)))
        elif any(c.text for c in row):
            text = " | ".join(c.text for c in row)
            self.blocks.append(Block("row", self.place, text, tuple(row), self.anchor))

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.buffer.append(data)

    def _break(self) -> str:
        if not self.in_cell:
            return _BREAK
        return " " if "".join(self.buffer).rstrip().endswith(":") else "; "

    def _heading(self) -> None:
        if text := _flat("".join(self.buffer)):
            self.place = text
            self.blocks.append(Block("heading", "", text))
        self.buffer.clear()

    def _flush(self) -> None:
        if self.in_cell:
            self.buffer.append(" ")
            return
        text = "".join(self.buffer)
        self.buffer.clear()
        whole = self.in_item and len(text) <= _SHORT_ITEM
        for sentence in _cleaned(text) if whole else sentences(text):
            self.blocks.append(Block("sentence", self.place, sentence))
