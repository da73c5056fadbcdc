"""Where the marks of a chart stand: one below another, names to the left or above."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor, log10

from ledger.charts.canvas import Drawing, Line, Point, Shape, Text, Tick
from ledger.charts.svg import NUMBER_END, SIGN

#: Widths of the two variants of a chart, and the size of their text, in pixels.
WIDE, NARROW = (720, 13), (340, 12)
#: The widest column of names in each variant; a longer name gives way to its brief form.
NAMES = {WIDE: 312, NARROW: 138}
GUTTER = 64
ARROW, GAP, RIGHT = 32, 9, 14
LANE, HEAD, BETWEEN = 23, 22, 14
#: What a letter, plain or bold, takes of the font's size on average: enough to tell what fits.
LETTER, BOLD = 0.5, 0.6


@dataclass(frozen=True, slots=True)
class Mark:
    """One number: a point, a range, or a bound that is open to one side; with `base` a bar that starts there."""

    low: float
    high: float
    number: str
    kind: str
    labels: tuple[str, ...] = ()  # the fullest first
    open_low: bool = False
    open_high: bool = False
    disputed: bool = False
    base: float | None = None

    @property
    def stated(self) -> tuple[float, float]:
        """Return the ends that are stated: an open one is none."""
        low = self.high if self.open_low else self.low
        return low, low if self.open_high else self.high

    @property
    def is_open(self) -> bool:
        """Say whether the number is only a bound."""
        return self.open_low or self.open_high

    @property
    def value(self) -> str:
        """Return the number with its sign: contradicted, else computed."""
        sign = "≠" if self.disputed else "=" if self.kind == "computed" else ""
        return f"{self.number}{NUMBER_END}" + (f" {SIGN}{sign}{SIGN}" if sign else "")

    def label(self, room: float, font: float) -> str:
        """Return the fullest label that there is room for, or what there is room for of the briefest."""
        fitting = (t for t in self.labels if length(t, font) <= room)
        return next(fitting, "") or shortened(("", *self.labels)[-1], room, font)


@dataclass(frozen=True, slots=True)
class Group:
    """Marks under one heading."""

    heading: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Groups of marks along one axis; `reference` is a value of it that stands out."""

    groups: tuple[Group, ...]
    ticks: tuple[Tick, ...]
    reference: float | None = None

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Return the marks of all groups."""
        return tuple(m for g in self.groups for m in g.marks)


def steps(top: float, most: int = 5) -> list[float]:
    """Return round values from zero up to `top`, at most `most` of them above zero."""
    if top <= 0:
        return [0]
    power = 10 ** floor(log10(top))
    step = next(s * power for s in (0.2, 0.25, 0.5, 1, 2, 2.5, 5) if top / (s * power) <= most)
    return [n * step for n in range(int(top / step + 1e-9) + 1)]


def length(text: str, font: float) -> float:
    """Return about how many pixels a label takes."""
    text = text.replace(SIGN, "")
    number, end, rest = text.partition(NUMBER_END)
    return font * (len(number) * BOLD + len(rest) * LETTER if end else len(text) * LETTER)


def shortened(text: str, room: float, font: float, letter: float = LETTER) -> str:
    """Return as much of a text as there is room for: a long name must not move the axis."""
    most = max(1, int(room / (font * letter)))
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


# ---- marks ----------------------------------------------------------------------------------------


def lines_of(mark: Mark, y: float) -> Iterator[Line]:
    """Yield what of a mark is a line: a bar, a range, the end of an open one and its arrow."""
    low, high = mark.stated
    if mark.base is not None and not mark.open_low:
        yield Line(mark.base, low, y, y, f"bar {mark.kind}")
    if mark.is_open:
        yield Line(low, low, y - 6, y + 6, f"end {mark.kind}")
        yield Line(low, low, y, y, f"end {mark.kind}", dx2=ARROW if mark.open_high else -ARROW)
    elif low < high:
        yield Line(low, high, y, y, f"range {mark.kind}")


def points_of(mark: Mark, y: float) -> Iterator[Point]:
    """Yield what of a mark is a sign: a point, or the head of an arrow. A bound is never a point."""
    low, high = mark.stated
    if mark.is_open:
        shape: Shape = "triangle-right" if mark.open_high else "triangle-left"
        yield Point(low, y, shape, mark.kind, dx=ARROW if mark.open_high else -ARROW)
    elif low == high and mark.base is None:
        yield Point(low, y, "diamond" if mark.kind == "computed" else "circle", mark.kind)


# ---- charts ---------------------------------------------------------------------------------------


def arrange(chart: Chart, *, wide: bool) -> Drawing:
    """Return the chart as a drawing: bars where its marks have a base, dots with names beside them otherwise."""
    variant = WIDE if wide else NARROW
    return _bars(chart, variant) if any(m.base is not None for m in chart.marks) else _dots(chart, variant)


def _dots(chart: Chart, variant: tuple[int, int]) -> Drawing:
    """Return one lane per mark: its name, a faint line that leads to it, the mark, its number."""
    width, font = variant
    column = round(max(length(m.label(NAMES[variant], font), font) for m in chart.marks) + GAP)
    inner, top = _plot(chart, width - column - RIGHT)
    lines: list[Line] = []
    points: list[Point] = []
    texts: list[Text] = []
    y = 0.0
    for group in chart.groups:
        texts.append(Text(0, y + 14, shortened(group.heading, width, font, BOLD), "head", dx=-column))
        y += HEAD
        for mark in group.marks:
            at = y + LANE / 2
            lines += [Line(0, mark.stated[0], at, at, "guide"), *lines_of(mark, at)]
            points += points_of(mark, at)
            texts.append(Text(0, at, mark.label(NAMES[variant], font), "label", dx=-column))
            texts.append(_number(mark, at, inner / top, _room(chart, mark, inner / top, inner), font))
            y += LANE
        y += BETWEEN
    return _drawing(chart, variant, column, y - BETWEEN + 2, top, lines, points, texts)


def _room(chart: Chart, mark: Mark, scale: float, inner: float) -> float:
    """Return how far the number of a mark may reach: to the plot's end, or to the line that stands out."""
    beyond = chart.reference is not None and chart.reference >= mark.stated[1]
    return chart.reference * scale if beyond and chart.reference else inner + GAP


def _number(mark: Mark, y: float, scale: float, reach: float, font: float) -> Text:
    """Return a mark's number to its right, or to its left where it fits only there."""
    low, high = mark.stated
    after, before = GAP + (ARROW + 2) * mark.open_high, GAP + (ARROW + 2) * mark.open_low
    if length(mark.value, font) + after <= reach - high * scale:
        return Text(high, y, mark.value, "label", dx=after)
    return Text(low, y, mark.value, "label", anchor="end", dx=-before)


def _bars(chart: Chart, variant: tuple[int, int]) -> Drawing:
    """Return one bar per mark with its number and name above it; headings stand beside them where there is room."""
    width, font = variant
    gutter = GUTTER if variant == WIDE else 1
    inner, top = _plot(chart, width - gutter - RIGHT)
    lines: list[Line] = []
    points: list[Point] = []
    texts: list[Text] = []
    y = 0.0
    for group in chart.groups:
        texts.append(Text(0, y + 14, group.heading, "head", dx=-gutter if gutter > 1 else 0))
        y += 0 if gutter > 1 else HEAD - 4
        for mark in group.marks:
            lines += lines_of(mark, y + 31)
            points += points_of(mark, y + 31)
            texts.append(_above(mark, y + 14, inner / top, inner, font))
            y += 42
        y += BETWEEN
    return _drawing(chart, variant, gutter, y - BETWEEN, top, lines, points, texts)


def _above(mark: Mark, y: float, scale: float, inner: float, font: float) -> Text:
    """Return the label of a bar, from its start or up to its end."""
    low, high = min(mark.base or 0, mark.stated[0]), mark.stated[1]
    text = f"{mark.value} {mark.label(inner, font)}"
    if length(text, font) <= inner - low * scale:
        return Text(low, y, text, "label")
    return Text(high, y, text, "label", anchor="end")


def _plot(chart: Chart, inner: float) -> tuple[float, float]:
    """Return the plot's width and where its axis ends: far enough for the marks and for the arrows of open ones."""
    ends = [t.value for t in chart.ticks]
    for mark in chart.marks:
        room = ARROW + GAP if mark.open_high else 0
        ends.append(mark.stated[1] * inner / (inner - room))
    return inner, max(ends) or 1


def _drawing(
    chart: Chart, variant: tuple[int, int], left: float, height: float, top: float,
    lines: list[Line], points: list[Point], texts: list[Text],
) -> Drawing:  # fmt: skip
    if chart.reference is not None:
        lines.insert(0, Line(chart.reference, chart.reference, 0, height, "reference"))
    width, font = variant
    return Drawing(
        width, height + 24, (left, 22, RIGHT, 2), (0.0, top), font, chart.ticks,
        tuple(lines), tuple(points), tuple(texts),
    )  # fmt: skip
