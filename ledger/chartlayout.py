"""Where the marks of a chart stand: in lanes under headings, or all on one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import floor, log10

from ledger.charts import Anchor, Drawing, Line, Point, Shape, Text, Tick
from ledger.chartsvg import NUMBER_END, SIGN

#: Widths of the two variants of a chart, in pixels; a strip is as wide as the narrow one.
WIDE, NARROW = 720, 340
GUTTER = 124
ARROW, GAP = 32, 9
#: How many labels may stand above each other on one side of a strip before lines may cross them.
CROWDED = 3
#: What a letter takes of the font's size, on average: enough to tell on which side a label fits.
LETTER = 0.53


@dataclass(frozen=True, slots=True)
class Mark:
    """One number: a point, a range, or a bound that is open to one side; with `base` a bar that starts there."""

    low: float
    high: float
    number: str
    label: str
    kind: str
    brief: str = ""
    open_low: bool = False
    open_high: bool = False
    disputed: bool = False
    base: float | None = None

    @property
    def stated(self) -> tuple[float, float]:
        """Return the ends that are stated: an open one is none."""
        low = self.high if self.open_low else self.low
        return low, low if self.open_high else self.high

    def text(self, *, brief: bool = False) -> str:
        """Return the label: number, sign of dispute, words."""
        sign = f" {SIGN}≠{SIGN}" if self.disputed else ""
        return f"{self.number}{NUMBER_END}{sign} {self.brief if brief and self.brief else self.label}"


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
    stacked: bool = False

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


# ---- lanes ----------------------------------------------------------------------------------------


def lanes(chart: Chart, *, wide: bool) -> Drawing:
    """Return a chart with one lane per mark; headings stand beside the marks where there is room."""
    beside = wide and not chart.stacked
    width, font = (WIDE, 13) if wide else (NARROW, 12)
    margins = (GUTTER if beside else 1, 24, 8, 4)
    inner = width - margins[0] - margins[2]
    domain = (0.0, _top(chart, inner))
    lines: list[Line] = []
    points: list[Point] = []
    texts: list[Text] = []
    y = 4.0
    for group in chart.groups:
        bars = any(m.base is not None for m in group.marks)
        texts.append(Text(0, y + 11 + 5 * (bars and beside), group.heading, "head", dx=-GUTTER if beside else 0))
        y += 0 if beside else 22
        for mark in group.marks:
            y += 36 if bars else 23
            at = y - (7 if bars else 12)
            lines += _lines(mark, at)
            points += _points(mark, at)
            texts.append(
                _above(mark, at, domain[1], inner, wide) if bars else _beside(mark, at, domain[1], inner, wide)
            )
        y += 14
    height = y - 8
    if chart.reference is not None:
        lines.insert(0, Line(chart.reference, chart.reference, 0, height, "reference"))
    return Drawing(
        width, height + margins[1] + margins[3], margins, domain, font, chart.ticks,
        tuple(lines), tuple(points), tuple(texts),
    )  # fmt: skip


def _top(chart: Chart, inner: float) -> float:
    """Return where the axis ends: far enough for the marks, and for the arrows of those that are open."""
    ends = [t.value for t in chart.ticks]
    for mark in chart.marks:
        room = ARROW + 2 * GAP if mark.open_high else GAP
        ends.append(mark.stated[1] * inner / (inner - room))
    return max(ends)


def _lines(mark: Mark, y: float) -> Iterator[Line]:
    low, high = mark.stated
    if mark.base is not None and not mark.open_low:
        yield Line(mark.base, low, y, y, f"bar {mark.kind}")
    if mark.open_high or mark.open_low:
        way = ARROW if mark.open_high else -ARROW
        yield Line(low, low, y - 6, y + 6, f"end {mark.kind}")
        yield Line(low, low, y, y, f"end {mark.kind}", dx2=way)
    elif low < high:
        yield Line(low, high, y, y, f"range {mark.kind}")


def _points(mark: Mark, y: float) -> Iterator[Point]:
    low, high = mark.stated
    if mark.open_high or mark.open_low:
        shape: Shape = "triangle-right" if mark.open_high else "triangle-left"
        yield Point(low, y, shape, mark.kind, dx=ARROW if mark.open_high else -ARROW)
    elif low == high and mark.base is None:
        yield Point(low, y, "diamond" if mark.kind == "computed" else "circle", mark.kind)


def _beside(mark: Mark, y: float, top: float, inner: float, wide: bool) -> Text:
    """Return the label to the right of the mark, or to its left where it fits only there."""
    low, high = mark.stated
    before = GAP + ARROW * mark.open_low
    after = GAP + ARROW * mark.open_high
    left, right = low / top * inner - before, inner - high / top * inner - after
    text = mark.text(brief=not wide)
    needed = length(text, 13 if wide else 12)
    if needed <= right or right >= left:
        return Text(high, y, text, "label", dx=after)
    return Text(low, y, text, "label", anchor="end", dx=-before)


def _above(mark: Mark, y: float, top: float, inner: float, wide: bool) -> Text:
    """Return the label above a bar, from its start or up to its end."""
    low, high = min(mark.base or 0, mark.stated[0]), mark.stated[1]
    text = mark.text(brief=not wide)
    fits = length(text, 13 if wide else 12) <= inner - low / top * inner
    return Text(low, y - 15, text, "label") if fits else Text(high, y - 15, text, "label", anchor="end")


def length(text: str, font: float) -> float:
    """Return about how many pixels a label takes."""
    return len(text.replace(SIGN, "").replace(NUMBER_END, "")) * font * LETTER


# ---- strips ---------------------------------------------------------------------------------------


def strip(marks: Sequence[Mark]) -> Drawing:
    """Return all marks on one line, each with its label above or below."""
    low, high = min(m.stated[0] for m in marks), max(m.stated[1] for m in marks)
    pad = (high - low) * 0.1 or abs(high) * 0.1 or 1
    inner, font = NARROW - 16, 11.5
    opening = any(m.open_high for m in marks), any(m.open_low for m in marks)
    domain = low - pad * (1 + opening[1]), high + pad * (1 + opening[0])
    share = inner / (domain[1] - domain[0])
    spots = [(sum(m.stated) / 2 - domain[0]) * share for m in marks]
    levels = _levels([(x, _span(x, length(m.text(), font), inner)) for x, m in zip(spots, marks, strict=True)])
    above = max(levels, default=0)
    axis = 9 + 15 * above
    height = axis + 8 + 15 * max(0, -min(levels, default=0))
    lines = [Line(domain[0], domain[1], axis, axis, "base")]
    texts = []
    for mark, x, level in zip(marks, spots, levels, strict=True):
        at = axis - 15 * level + (-2 if level > 0 else 2)
        value = sum(mark.stated) / 2
        if abs(level) > 1:
            lines.append(Line(value, value, axis, at + (7 if level > 0 else -7), "lead"))
        left, right = _span(x, length(mark.text(), font), inner)
        texts.append(_label(mark, value, at, left, right, x, inner))
    for mark in marks:
        lines += _lines(mark, axis)
    points = tuple(p for m in marks for p in _points(m, axis))
    return Drawing(NARROW, height, (8, 0, 8, 0), domain, font, (), tuple(lines), points, tuple(texts))


Span = tuple[float, float]


def _span(x: float, width: float, inner: float) -> Span:
    """Return where a label centred at `x` begins and ends, moved inwards at the edges."""
    left = max(-8.0, min(x - width / 2, inner + 8 - width))
    return left, left + width


def _label(mark: Mark, value: float, y: float, left: float, right: float, x: float, inner: float) -> Text:
    anchor: Anchor = "start" if left <= -8 else "end" if right >= inner + 8 else "middle"
    dx = {"start": left - x, "middle": 0.0, "end": right - x}[anchor]
    return Text(value, y, mark.text(), "label", anchor=anchor, dx=round(dx, 1))


def _levels(labels: Iterable[tuple[float, Span]]) -> list[int]:
    """Return for each label the nearest free level: 1, 2 … above the line, -1, -2 … below it."""
    taken: dict[int, list[Span]] = {}
    chosen = []
    for x, span in labels:
        level = 1
        while not _free(level, x, span, taken):
            level = -level if level > 0 else 1 - level
        side = 1 if level > 0 else -1
        for near in range(1, abs(level)):  # its line passes the levels between
            taken.setdefault(side * near, []).append((x - 3, x + 3))
        taken.setdefault(level, []).append(span)
        chosen.append(level)
    return chosen


def _free(level: int, x: float, span: Span, taken: dict[int, list[Span]]) -> bool:
    side = 1 if level > 0 else -1
    if abs(level) > CROWDED:  # better a line across a label than a label that has no place
        return not taken.get(level)
    passed = all(not _meet((x - 3, x + 3), s) for near in range(1, abs(level)) for s in taken.get(side * near, ()))
    return passed and all(not _meet(span, s) for s in taken.get(level, ()))


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] + 6 and other[0] < one[1] + 6
