"""Drawings, and how one is written as an `svg` element.

A drawing is measured in pixels and names classes, no colours: the style sheet gives each class its colour, so that a
chart follows the page's light and dark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from jinja2 import Environment, FileSystemLoader, Template

Anchor = Literal["start", "middle", "end"]
Shape = Literal["circle", "diamond", "square", "triangle", "cross", "right", "left"]

#: What a letter, plain or bold, takes of the font's size on average: enough to tell what fits.
LETTER, BOLD = 0.52, 0.63


class Label(NamedTuple):
    """Words in a drawing; a number and its sign stand out before the rest."""

    rest: str = ""
    number: str = ""
    sign: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.number, self.sign, self.rest)))

    def width(self, font: float) -> float:
        """Return about how many pixels it takes."""
        return font * (len(self.number) * BOLD + (len(str(self)) - len(self.number)) * LETTER)


class Text(NamedTuple):
    """A label whose middle is at a height."""

    x: float
    y: float
    label: Label
    kind: str = "label"
    anchor: Anchor = "start"


class Line(NamedTuple):
    """A level or an upright line."""

    x: float
    y: float
    x2: float
    y2: float
    kind: str

    @property
    def path(self) -> str:
        """Return it as a path's data."""
        to = f"V{px(self.y2)}" if self.x == self.x2 else f"H{px(self.x2)}"
        return f"M{px(self.x)} {px(self.y)}{to}"


class Point(NamedTuple):
    """A sign at a place."""

    x: float
    y: float
    shape: Shape
    kind: str


class Link(NamedTuple):
    """Parts that lead to a claim and say in words what they show."""

    claim: str
    spoken: str
    parts: tuple[Text | Line | Point, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that a chart shows."""

    width: float
    height: float
    parts: tuple[Text | Line | Point | Link, ...]


def write(drawing: Drawing, kind: str, anchor: str, title: str, address: Callable[[str], str]) -> str:
    """Return the drawing as an `svg` element of a class, under a title; `address` says where a claim stands."""
    return _template().render(drawing=drawing, kind=kind, anchor=anchor, title=title, address=address)


def legend(signs: Iterable[tuple[str, Shape, str]]) -> str:
    """Return the signs of statuses with what they mean, as items of a list."""
    return f'<ul class="ledger-key">{_template().render(signs=signs)}</ul>'


@cache
def _template() -> Template:
    engine = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
    engine.filters["px"] = px
    return engine.get_template("drawing.jinja")


def px(number: float) -> str:
    """Return a coordinate to a tenth of a pixel."""
    return f"{round(number, 1) + 0.0:g}"
