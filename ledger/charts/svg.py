"""Drawings, and how one is written as an `svg` element.

A drawing is measured in pixels and names classes, no colours: the style sheet gives each class its colour, so that a
chart follows the page's light and dark. The standard library's element tree escapes every word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple
from xml.etree.ElementTree import Element, SubElement, tostring

Anchor = Literal["start", "middle", "end"]
Shape = Literal["circle", "diamond", "square", "triangle", "cross", "right", "left"]

#: What a letter, plain or bold, takes of the font's size on average: enough to tell what fits.
LETTER, BOLD = 0.5, 0.6
#: The corners of the shapes that are no circle, around their middle.
_CORNERS = {
    "diamond": ((-5.5, 0), (0, -5.5), (5.5, 0), (0, 5.5)),
    "square": ((-4.2, -4.2), (4.2, -4.2), (4.2, 4.2), (-4.2, 4.2)),
    "triangle": ((0, -5.5), (5.5, 4), (-5.5, 4)),
    "cross": (
        (0, -1.8), (3.2, -5), (5, -3.2), (1.8, 0), (5, 3.2), (3.2, 5),
        (0, 1.8), (-3.2, 5), (-5, 3.2), (-1.8, 0), (-5, -3.2), (-3.2, -5),
    ),
    "right": ((3.9, 0), (-3.9, -4.5), (-3.9, 4.5)),
    "left": ((-3.9, 0), (3.9, -4.5), (3.9, 4.5)),
}  # fmt: skip


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


Part = Text | Line | Point | Link


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that a chart shows; `font` is the size of its text."""

    width: float
    height: float
    font: float
    parts: tuple[Part, ...]

    @property
    def flat(self) -> tuple[Text | Line | Point, ...]:
        """Return its parts, those of links among them."""
        return tuple(p for part in self.parts for p in (part.parts if isinstance(part, Link) else (part,)))


def write(drawing: Drawing, kind: str, anchor: str, title: str, address: Callable[[str], str]) -> str:
    """Return the drawing as an `svg` element of a class, with a title under an anchor, and links that have a title."""
    width, height = _px(drawing.width), _px(drawing.height)
    svg = Element("svg", {"class": kind, "viewBox": f"0 0 {width} {height}", "width": width, "height": height})
    svg.attrib |= {"role": "group", "aria-labelledby": f"{anchor}.title"}
    SubElement(svg, "title", id=f"{anchor}.title").text = title
    _draw(svg, [p for p in drawing.parts if not isinstance(p, Link)], drawing.font)
    for part in drawing.parts:
        if isinstance(part, Link):
            target = address(part.claim)
            link = SubElement(svg, "a", href=target) if target else SubElement(svg, "g")
            SubElement(link, "title").text = part.spoken
            _draw(link, part.parts, drawing.font)
    return tostring(svg, encoding="unicode")


def _draw(parent: Element, parts: Iterable[Part], font: float) -> None:
    """Add lines, signs and words in this order; lines of one class are one path."""
    lines = [p for p in parts if isinstance(p, Line)]
    for name in dict.fromkeys(line.kind for line in lines):
        SubElement(parent, "path", {"class": name, "d": "".join(_path(line) for line in lines if line.kind == name)})
    for part in sorted(parts, key=lambda p: isinstance(p, Text)):
        if isinstance(part, Text):
            _text(parent, part, font)
        elif isinstance(part, Point):
            _point(parent, part)


def _path(line: Line) -> str:
    to = f"V{_px(line.y2)}" if line.x == line.x2 else f"H{_px(line.x2)}"
    return f"M{_px(line.x)} {_px(line.y)}{to}"


def _point(svg: Element, point: Point) -> None:
    kind = f"point {point.kind}"
    if point.shape == "circle":
        SubElement(svg, "circle", {"class": kind, "cx": _px(point.x), "cy": _px(point.y), "r": "4.5"})
        return
    corners = (f"{_px(point.x + dx)} {_px(point.y + dy)}" for dx, dy in _CORNERS[point.shape])
    SubElement(svg, "path", {"class": kind, "d": f"M{'L'.join(corners)}Z"})


def _text(svg: Element, text: Text, font: float) -> None:
    place = {"class": text.kind, "x": _px(text.x), "y": _px(text.y + round(0.3 * font))}
    element = SubElement(svg, "text", place | ({"text-anchor": text.anchor} if text.anchor != "start" else {}))
    number, sign, rest = text.label.number, text.label.sign, text.label.rest
    if not number:
        element.text = rest
        return
    spans = [(number, "value"), *([(sign, "sum" if sign == "=" else "sign")] if sign else [])]
    for words, kind in spans:
        span = SubElement(element, "tspan", {"class": kind})
        span.text, span.tail = words, " "
    span.tail = f" {rest}" if rest else ""


def _px(number: float) -> str:
    """Return a coordinate to a tenth of a pixel."""
    return f"{round(number, 1) + 0.0:g}"
