"""Where marks stand: in a chart one below another, on a strip all on one line with their labels around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from ledger.charts.marks import Chart, Mark
from ledger.charts.svg import BOLD, LETTER, Drawing, Label, Line, Part, Point, Text

#: Of the wide and the narrow variant, in pixels: its width, its font, and the widest column of names that it has.
WIDE, NARROW = (720, 13, 312), (340, 12, 138)
#: A longer name gives way to its brief form. Beside bars stand no names, in the wide variant only headings.
GUTTER = 64
ARROW, GAP = 32, 9
TOP, RIGHT, BOTTOM = 22, 14, 2
LANE, BAR, HEAD, BETWEEN = 23, 42, 22, 14
#: Of a strip: its width, its font, the room at its ends and the height of a row of labels.
STRIP, STRIP_FONT, EDGE, ROW = NARROW[0], 11.5, 8, 15
#: How many labels may stand above each other on one side of a strip before the lines to them may cross others.
CROWDED = 3

Scale = Callable[[float], float]
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Plot:
    """What all marks of a chart share: its font, the ends of the plot, and where a value stands."""

    font: float
    left: float
    right: float
    names: float
    x: Scale
    reference: float

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


# ---- strips ---------------------------------------------------------------------------------------


def strip(marks: Sequence[Mark]) -> Drawing:
    """Return the marks on one line that begins and ends a little beyond them."""
    marks = sorted(marks, key=_middle)
    start, end = _ends(marks)

    def x(value: float) -> float:
        return EDGE + (value - start) / (end - start) * (STRIP - 2 * EDGE)

    labels = [_label(m) for m in marks]
    places = [x(_middle(m)) for m in marks]
    spans = [_span(at, label.width(STRIP_FONT)) for at, label in zip(places, labels, strict=True)]
    levels = _levels(zip(places, spans, strict=True))
    axis = 9 + ROW * max(0, *levels)
    parts: list[Part] = [Line(EDGE, axis, STRIP - EDGE, axis, "base")]
    for label, at, span, level in zip(labels, places, spans, levels, strict=True):
        y = axis - ROW * level + (-2 if level > 0 else 2)
        if abs(level) > 1:
            parts.append(Line(at, axis, at, y + (7 if level > 0 else -7), "lead"))
        parts.append(_text(label, at, y, span))
    parts += [part for mark in marks for part in drawn(mark, x, axis)]
    return Drawing(STRIP, axis + 8 + ROW * max(0, *(-level for level in levels)), STRIP_FONT, tuple(parts))


def _middle(mark: Mark) -> float:
    return (mark.low + mark.high) / 2


def _label(mark: Mark) -> Label:
    number = Label("", mark.number, mark.sign)
    return Label(fitting(mark, STRIP - number.width(STRIP_FONT) - STRIP_FONT, STRIP_FONT), mark.number, mark.sign)


def _ends(marks: Sequence[Mark]) -> Span:
    """Return the ends of the line, with room for the arrow of an open bound."""
    low, high = min(m.low for m in marks), max(m.high for m in marks)
    room = (high - low or abs(high) or 1) * 0.1
    return low - room * (1 + any(m.open_low for m in marks)), high + room * (1 + any(m.open_high for m in marks))


def _span(x: float, width: float) -> Span:
    """Return where a label centred at `x` begins and ends, moved inwards at the edges."""
    left = max(0.0, min(x - width / 2, STRIP - width))
    return left, left + width


def _text(label: Label, x: float, y: float, span: Span) -> Text:
    left, right = span
    if left > 0 and right < STRIP:
        return Text(x, y, label, anchor="middle")
    return Text(left, y, label) if left <= 0 else Text(right, y, label, anchor="end")


def _levels(labels: Iterable[tuple[float, Span]]) -> list[int]:
    """Return for each label the nearest free level: 1, 2 … above the line, -1, -2 … below it."""
    taken: list[tuple[int, Span]] = []
    chosen = []
    for x, span in labels:
        for level in (sign * n for n in count(1) for sign in (1, -1)):
            passed = range(1, level) if level > 0 else range(-1, level, -1)
            own = [(level, span), *((n, (x, x)) for n in passed)]
            # Better a line across a label than a label that has no place.
            alone = abs(level) > CROWDED and level not in {n for n, _ in taken}
            if alone or not any(_meet(one, other) for one in own for other in taken):
                break
        taken += own
        chosen.append(level)
    return chosen


def _meet(one: tuple[int, Span], other: tuple[int, Span]) -> bool:
    (level, (left, right)), (its, (start, end)) = one, other
    return level == its and left < end + 6 and start < right + 6
