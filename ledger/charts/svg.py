"""Drawings in pixels, and how one is written as markup, of classes whose colours follow the page's light and dark."""

from pathlib import Path
from typing import Any, Literal, NamedTuple

from jinja2 import Environment

from ledger.charts.marks import Mark

#: What a letter, plain or bold, takes of the font's size on average: enough to tell what fits.
LETTER, BOLD = 0.52, 0.63

_TEMPLATE = Path(__file__).with_name("drawing.jinja").read_text("utf-8")
_MACROS = Environment(autoescape=True).from_string(_TEMPLATE).make_module()


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
    anchor: Literal["start", "middle"] = "start"


class Line(NamedTuple):
    """A level or an upright line."""

    x: float
    y: float
    x2: float
    y2: float
    kind: str


class Point(NamedTuple):
    """The sign of a status at a place, or an arrow in its colour."""

    x: float
    y: float
    kind: str
    shape: Literal["", "right", "left"] = ""


class Link(NamedTuple):
    """What is drawn of a mark: it leads to the mark's claim and says in words what it shows."""

    mark: Mark
    parts: tuple[Text | Line | Point, ...]


class Drawing(NamedTuple):
    """Everything that a chart shows."""

    width: float
    height: float
    parts: tuple[Text | Line | Point | Link, ...]


def write(macro: str, **facts: Any) -> str:
    """Return what a macro of the template makes of the facts."""
    return str(getattr(_MACROS, macro)(**facts))
