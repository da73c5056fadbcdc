"""Where marks stand: in a chart one below another or on lines of time, on a strip all on one line."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from ledger.charts.marks import Chart, Mark
from ledger.charts.svg import BOLD, LETTER, Drawing, Label, Line, Link, Point, Text

#: Of the wide and the narrow variant, in pixels: its width, its font, and the widest column of names that it has.
WIDE, NARROW = (720, 13, 352), (340, 12, 138)
#: In a narrow chart a name that is longer stands above its mark; in a wide one it gives way to its brief form.
ARROW, GAP = 32, 9
TOP, RIGHT, BOTTOM = 22, 14, 2
LANE, STACKED, HEAD, BETWEEN = 23, 32, 25, 11
#: Of the room at the ends of a line of time or a strip, a row of labels around it, and a sign before a label.
EDGE, ROW, BULLET = 8, 15, 15
STRIP, STRIP_FONT = NARROW[0], 11.5

Scale = Callable[[float], float]
Parts = list[Text | Line | Point | Link]


@dataclass(frozen=True, slots=True)
class Plot:
    """What all marks of a chart share: its size, where a value stands, and where words do."""

    width: float
    font: float
    x: Scale
    left: float = EDGE
    room: float = 0  # for a mark's words
    is_stacked: bool = False  # words stand above a mark, not beside it
    is_numbered: bool = True  # a mark's number stands with its name, not behind it
    is_timed: bool = False


def arrange(chart: Chart, *, wide: bool, credit: Sequence[str] = ()) -> Drawing:
    """Return the chart as a drawing above a line that says where it comes from."""
    plot = _plot(chart, wide=wide)
    parts: Parts = []
    y = float(TOP)
    for group in chart.groups:
        head = Label(group.note, shortened(group.heading, plot.width, plot.font, BOLD))
        heads = [head] if head.width(plot.font) <= plot.width else [head._replace(rest=""), Label(group.note)]
        parts += [Text(0, y + 14 + ROW * n, label, "head") for n, label in enumerate(heads)]
        y += HEAD + ROW * (len(heads) - 1)
        some, y = (_on_line if plot.is_timed else _below)(group.marks, plot, y)
        parts += some
        y += BETWEEN
    bottom = y - BETWEEN + BOTTOM
    lines = [" · ".join(credit)] if wide else credit
    foot = [Text(0, bottom + ROW * (n + 1), Label(line), "credit") for n, line in enumerate(lines) if line]
    return Drawing(plot.width, bottom + ROW * len(foot) + EDGE, (*_axis(chart, plot, bottom), *parts, *foot))


def _plot(chart: Chart, *, wide: bool) -> Plot:
    """Return a plot whose axis ends far enough for the marks and for the arrows of open ones."""
    width, font, names = WIDE if wide else NARROW
    timed, shared = chart.form == "time", any(m.joins for m in chart.marks)
    named = [m for m in chart.marks if not m.joins]
    full, fitted = (max(_named(m, r, font, numbered=shared).width(font) for m in named) for r in (width, names))
    stacked = not wide and full > names
    left = EDGE if timed else 1 if stacked else round(fitted + GAP)
    inner, start = width - RIGHT - left, min(chart.ticks)
    numbered = stacked or shared or timed
    rooms = [ARROW * m.open_high + (not numbered) * Label("", m.number, m.sign).width(font) for m in chart.marks]
    ends = [(m.high - start) / (inner - room) for m, room in zip(chart.marks, rooms, strict=True)]
    scale = 1 / (max(*ends, (max(chart.ticks) - start) / inner) or 1)
    room = width if stacked else names
    return Plot(width, font, lambda value: left + (value - start) * scale, left, room, stacked, numbered, timed)


def _axis(chart: Chart, plot: Plot, bottom: float) -> Iterator[Line | Text]:
    """Yield the axis above the marks, and a line down from each of its values."""
    for value, label in chart.ticks.items():
        x = plot.x(value)
        yield Line(x, TOP, x, bottom, "grid")
        yield Text(x, TOP - plot.font, Label(label), "axis", "start" if value == min(chart.ticks) else "middle")


def _below(marks: Sequence[Mark], plot: Plot, y: float) -> tuple[Parts, float]:
    """Return marks one below another, those that join one on its lane and behind it, and where they end."""
    height, middle = (STACKED, 22) if plot.is_stacked else (LANE, LANE / 2)
    parts: Parts = []
    at = 0
    for mark in marks:
        at, y = (at, y - height) if mark.joins else (len(parts), y)
        words = () if mark.joins else _words(mark, plot, y + middle)
        parts.insert(at, Link(mark, (*drawn(mark, plot.x, y + middle), *words)))
        if not mark.joins:
            start = plot.x(mark.low if mark.base is None else min(mark.low, mark.base))
            parts.append(Line(plot.left, y + middle, start, y + middle, "guide"))
        y += height
    return parts, y


def _named(mark: Mark, room: float, font: float, *, numbered: bool) -> Label:
    """Return a mark's name as full as there is room for, behind its number where that stands in the same place."""
    number = Label(" ", mark.number, mark.sign) if numbered else Label()
    return Label(fitting(mark, room - number.width(font), font), number.number, number.sign)


def _words(mark: Mark, plot: Plot, y: float) -> Iterator[Text]:
    """Yield a mark's name, above it or at the left, and its number with the name or behind the mark."""
    yield Text(0, y - 14 * plot.is_stacked, _named(mark, plot.room, plot.font, numbered=plot.is_numbered))
    if not plot.is_numbered:
        yield Text(plot.x(mark.high) + GAP + ARROW * mark.open_high, y, Label("", mark.number, mark.sign))


def drawn(mark: Mark, x: Scale, y: float) -> Iterator[Line | Point]:
    """Yield a mark's lines and signs: a range, a point, or the open end of a bound, which is never a point."""
    low, high = x(mark.low), x(mark.high)
    if mark.base is not None:
        yield Line(x(mark.base), y, low, y, f"bar {mark.kind}")
    if mark.open_low or mark.open_high:
        tip = low + (ARROW if mark.open_high else -ARROW)
        yield Line(low, y - 6, low, y + 6, f"end {mark.kind}")
        yield Line(low, y, tip, y, f"end {mark.kind}")
        yield Point(tip, y, mark.kind, "right" if mark.open_high else "left")
        return
    if low < high:
        yield Line(low, y, high, y, f"range {mark.kind}")
    yield from (Point(end, y, mark.kind) for end in dict.fromkeys((low, high)))


def fitting(mark: Mark, room: float, font: float) -> str:
    """Return the fullest label that there is room for, or what there is room for of the briefest."""
    fits = (t for t in mark.labels if Label(t).width(font) <= room)
    return next(fits, "") or shortened(("", *mark.labels)[-1], room, font)


def shortened(text: str, room: float, font: float, letter: float = LETTER) -> str:
    """Return as much of a text as there is room for: a long name must not move the axis."""
    most = max(1, int(room / (font * letter)))
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def strip(marks: Sequence[Mark]) -> Drawing:
    """Return the marks on one line that begins and ends a little beyond them."""
    low, high = min(m.low for m in marks), max(m.high for m in marks)
    room = (high - low or abs(high) or 1) * 0.1
    start, end = (room * (1 + any(opens)) for opens in ((m.open_low for m in marks), (m.open_high for m in marks)))
    scale = (STRIP - 2 * EDGE) / (high + end - low + start)
    plot = Plot(STRIP, STRIP_FONT, lambda value: EDGE + (value - low + start) * scale)
    parts, y = _on_line(marks, plot, 0)
    return Drawing(STRIP, y, tuple(parts))


def _on_line(marks: Sequence[Mark], plot: Plot, top: float) -> tuple[Parts, float]:
    """Return the marks on one line, numbers and names around it, and where that ends; of one day, signs lead."""
    marks = sorted(marks, key=lambda m: m.low + m.high)
    labels = [_named(m, plot.width - BULLET, plot.font, numbered=True) for m in marks]
    places = [plot.x((m.low + m.high) / 2) for m in marks]
    bullet = BULLET * plot.is_timed
    widths = [label.width(plot.font) + bullet + EDGE for label in labels]
    lefts = [max(0.0, min(at - wide / 2, plot.width - wide)) for at, wide in zip(places, widths, strict=True)]
    levels = [*_levels((at, left, left + wide) for at, left, wide in zip(places, lefts, widths, strict=True))]
    axis = top + 9 + ROW * max(0, *levels)
    parts: Parts = [Line(EDGE, axis, plot.width - EDGE, axis, "base")]
    for mark, label, at, left, level in zip(marks, labels, places, lefts, levels, strict=True):
        y = axis - ROW * level + (-2 if level > 0 else 2)
        if abs(level) > 1:
            parts.append(Line(at, axis, at, y + (7 if level > 0 else -7), "lead"))
        signs = _day(mark, plot.x, axis, left, y) if plot.is_timed else drawn(mark, plot.x, axis)
        parts.append(Link(mark, (*signs, Text(left + bullet, y, label))))
    return parts, axis + 8 + ROW * max(0, *(-level for level in levels))


def _day(mark: Mark, x: Scale, axis: float, left: float, y: float) -> Iterator[Line | Point]:
    """Yield a line for a month or a notch for a day, and the mark's sign before its words."""
    low, high = x(mark.low), x(mark.high)
    yield Line(low, axis, max(high, low + 4), axis, f"range {mark.kind}")
    yield Point(left + 6, y, mark.kind)


def _levels(labels: Iterable[tuple[float, float, float]]) -> Iterator[int]:
    """Yield for each label, by its place and ends, the nearest free level: 1, 2 … above the line, -1, -2 … below."""
    taken: list[tuple[int, float, float]] = []
    for x, left, right in labels:
        for level in (sign * n for n in count(1) for sign in (1, -1)):
            passed = range(1, level) if level > 0 else range(-1, level, -1)
            own = [(level, left, right), *((n, x, x) for n in passed)]
            # Better a line across a label than a label that has no place.
            alone = abs(level) > 1 and level not in {n for n, *_ in taken}
            if alone or not any(n == m and a < d + 6 and c < b + 6 for n, a, b in own for m, c, d in taken):
                break
        taken += own
        yield level
