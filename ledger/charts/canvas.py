"""What a drawing holds: lines, points and texts at their places.

A drawing says what stands where: `x` is a value of its axis, `y` and every offset are pixels. It names classes
and no colours; the style sheet gives each class its colour, so that a chart follows the page's light and dark.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Anchor = Literal["start", "middle", "end"]
Shape = Literal["circle", "diamond", "triangle-right", "triangle-left"]


@dataclass(frozen=True, slots=True)
class Text:
    """A text beside a value."""

    x: float
    y: float
    text: str
    kind: str
    anchor: Anchor = "start"
    dx: float = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A line from one value to another, or upright at one."""

    x: float
    x2: float
    y: float
    y2: float
    kind: str
    dx: float = 0
    dx2: float = 0


@dataclass(frozen=True, slots=True)
class Point:
    """A sign at a value."""

    x: float
    y: float
    shape: Shape
    kind: str
    dx: float = 0


@dataclass(frozen=True, slots=True)
class Tick:
    """A value of the axis with its label."""

    value: float
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that a chart shows; its margins are left, top, right and bottom."""

    width: float
    height: float
    margins: tuple[float, float, float, float]
    domain: tuple[float, float]
    font: float
    ticks: tuple[Tick, ...] = ()
    lines: tuple[Line, ...] = ()
    points: tuple[Point, ...] = ()
    texts: tuple[Text, ...] = ()

    @property
    def inner(self) -> tuple[float, float]:
        """Return the width and height between the margins."""
        left, top, right, bottom = self.margins
        return self.width - left - right, self.height - top - bottom

    @property
    def kinds(self) -> list[str]:
        """Return the classes that it names, in order."""
        parts: Iterable[Text | Line | Point] = (*self.lines, *self.points, *self.texts)
        return ["grid", "axis", *sorted({p.kind for p in parts})]
