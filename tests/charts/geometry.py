"""Where the words of a drawing lie, by the same estimate of their width that places them."""

from __future__ import annotations

from typing import NamedTuple

from ledger.charts.svg import Drawing, Text


class Box(NamedTuple):
    """A label's ends, its middle height and its words."""

    left: float
    right: float
    y: float
    words: str


def boxes(drawing: Drawing) -> list[Box]:
    """Return the boxes of all labels."""
    return [_box(p, drawing.font) for p in drawing.parts if isinstance(p, Text)]


def _box(text: Text, font: float) -> Box:
    width = text.label.width(font)
    left = {"start": text.x, "middle": text.x - width / 2, "end": text.x - width}[text.anchor]
    return Box(left, left + width, text.y, str(text.label))


def overlap(one: Box, other: Box) -> bool:
    """Say whether one label lies on the other."""
    return abs(one.y - other.y) < 10 and one.left < other.right and other.left < one.right
