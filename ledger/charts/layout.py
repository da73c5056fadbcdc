"""Where the marks of a chart stand: one below another, names to the left or above."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ledger.charts.marks import Chart, Mark
from ledger.charts.svg import BOLD, LETTER, Drawing, Label, Line, Part, Point, Text

#: Of the wide and the narrow variant, in pixels: its width, its font, and the widest column of names that it has.
WIDE, NARROW = (720, 13, 312), (340, 12, 138)
#: A longer name gives way to its brief form. Beside bars stand no names, in the wide variant only headings.
GUTTER = 64
ARROW, GAP = 32, 9
TOP, RIGHT, BOTTOM = 22, 14, 2
LANE, BAR, HEAD, BETWEEN = 23, 42, 22, 14

Scale = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Plot:
    """What all marks of a chart share: its font, the ends of the plot, and where a value stands."""

    font: float
    left: float
    right: float
    names: float
    x: Scale
    reference: float = 0

    def limit(self, x: float) -> float:
        """Return how far the number of a mark at `x` may reach: to the plot's end, or to the line that stands out."""
        return self.reference if self.reference > self.left and self.reference >= x else self.right + GAP


def arrange(chart: Chart, *, wide: bool) -> Drawing:
    """Return the chart as a drawing: bars where its marks have a base, dots with names beside them otherwise."""
    width, font, names = WIDE if wide else NARROW
    bars = any(m.base is not None for m in chart.marks)
    longest = max(Label(fitting(m, names, font)).width(font) for m in chart.marks)
    left = (GUTTER if wide else 1) if bars else round(longest + GAP)
    plot = _plot(chart, font, left, width - RIGHT, names)
    beside = bars and wide
    parts: list[Part] = []
    y = float(TOP)
    for group in chart.groups:
        heading = Label(shortened(group.heading, width, font, BOLD))
        parts.append(Text(left if bars and not wide else 0, y + 14, heading, "head"))
        y += 0 if beside else HEAD - 4 if bars else HEAD
        for mark in group.marks:
            parts += _bar(mark, plot, y) if bars else _dot(mark, plot, y)
            y += BAR if bars else LANE
        y += BETWEEN
    bottom = y - BETWEEN + (0 if bars else BOTTOM)
    return Drawing(width, bottom + BOTTOM, font, (*_axis(chart, plot, bottom), *parts))


def _plot(chart: Chart, font: float, left: float, right: float, names: float) -> Plot:
    """Return a plot whose axis ends far enough for the marks and for the arrows of open ones."""
    inner = right - left
    ends = [t.value for t in chart.ticks]
    ends += [m.high * inner / (inner - (ARROW + GAP) * m.open_high) for m in chart.marks]
    scale = inner / (max(ends) or 1)
    return Plot(font, left, right, names, lambda value: left + value * scale, left + (chart.reference or 0) * scale)


def _axis(chart: Chart, plot: Plot, bottom: float) -> Iterator[Part]:
    """Yield the axis above the marks, a line down from each of its values, and the line that stands out."""
    for tick in chart.ticks:
        x = plot.x(tick.value)
        yield Line(x, TOP, x, bottom, "grid")
        yield Text(x, TOP - plot.font, Label(tick.label), "axis", "middle" if tick.value else "start")
    if chart.reference is not None:
        yield Line(plot.reference, TOP, plot.reference, bottom, "reference")


def _dot(mark: Mark, plot: Plot, top: float) -> Iterator[Part]:
    """Yield a lane: its name, a faint line that leads to the mark, the mark, its number where it fits."""
    y = top + LANE / 2
    low, high = plot.x(mark.low), plot.x(mark.high)
    yield Text(0, y, Label(fitting(mark, plot.names, plot.font)))
    yield Line(plot.left, y, low, y, "guide")
    yield from drawn(mark, plot.x, y)
    label = Label("", mark.number, mark.sign)
    after, before = (GAP + (ARROW + 2) * is_open for is_open in (mark.open_high, mark.open_low))
    fits = label.width(plot.font) + after <= plot.limit(high) - high
    yield Text(high + after, y, label) if fits else Text(low - before, y, label, anchor="end")


def _bar(mark: Mark, plot: Plot, y: float) -> Iterator[Part]:
    """Yield a bar with its number and name above it, from its start or up to its end."""
    low, high = plot.x(min(mark.base or 0, mark.low)), plot.x(mark.high)
    label = Label(fitting(mark, plot.right - plot.left, plot.font), mark.number, mark.sign)
    fits = label.width(plot.font) <= plot.right - low
    yield Text(low, y + 14, label) if fits else Text(high, y + 14, label, anchor="end")
    yield from drawn(mark, plot.x, y + 31)


def drawn(mark: Mark, x: Scale, y: float) -> Iterator[Line | Point]:
    """Yield a mark's lines and sign: a bar, a range, a point, or the open end of a bound, which is never a point."""
    low, high = x(mark.low), x(mark.high)
    if mark.base is not None and not mark.open_low:
        yield Line(x(mark.base), y, low, y, f"bar {mark.kind}")
    if mark.open_low or mark.open_high:
        tip = low + (ARROW if mark.open_high else -ARROW)
        yield Line(low, y - 6, low, y + 6, f"end {mark.kind}")
        yield Line(low, y, tip, y, f"end {mark.kind}")
        yield Point(tip, y, "right" if mark.open_high else "left", mark.kind)
    elif low < high:
        yield Line(low, y, high, y, f"range {mark.kind}")
    elif mark.base is None:
        yield Point(low, y, "diamond" if mark.kind == "computed" else "circle", mark.kind)


def fitting(mark: Mark, room: float, font: float) -> str:
    """Return the fullest label that there is room for, or what there is room for of the briefest."""
    fits = (t for t in mark.labels if Label(t).width(font) <= room)
    return next(fits, "") or shortened(("", *mark.labels)[-1], room, font)


def shortened(text: str, room: float, font: float, letter: float = LETTER) -> str:
    """Return as much of a text as there is room for: a long name must not move the axis."""
    most = max(1, int(room / (font * letter)))
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
