"""Where marks stand: in a chart one below another or on lines of time, on a strip all on one line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from ledger.charts.marks import SIGNS, Chart, Mark
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
Span = tuple[float, float]
Parts = list[Text | Line | Point | Link]


@dataclass(frozen=True, slots=True)
class Plot:
    """What all marks of a chart share: its font, the ends of the plot, and where a value stands."""

    width: float
    font: float
    left: float
    names: float
    x: Scale
    is_stacked: bool  # words stand above a mark, not beside it
    is_shared: bool  # several marks stand on one lane, so that no number fits beside a mark


def arrange(chart: Chart, *, wide: bool, credit: Sequence[str] = ()) -> Drawing:
    """Return the chart as a drawing above a line that says where it comes from."""
    width, font, _ = WIDE if wide else NARROW
    plot = _plot(chart, wide=wide)
    parts: Parts = []
    y = float(TOP)
    for group in chart.groups:
        head = Label(group.note, shortened(group.heading, width, font, BOLD))
        for label in (head,) if head.width(font) <= width else (head._replace(rest=""), Label(group.note)):
            parts.append(Text(0, y + 14, label, "head"))
            y += ROW
        y += HEAD - ROW
        timed = chart.form == "time"
        some, y = _on_line(group.marks, plot.x, width, font, y, timed=True) if timed else _below(group.marks, plot, y)
        parts += some
        y += BETWEEN
    bottom = y - BETWEEN + BOTTOM
    lines = [" · ".join(credit)] if wide else credit
    foot = [Text(0, bottom + ROW * (n + 1), Label(line), "credit") for n, line in enumerate(lines) if line]
    return Drawing(width, bottom + ROW * len(foot) + EDGE, (*_axis(chart, plot, bottom), *parts, *foot))


def _plot(chart: Chart, *, wide: bool) -> Plot:
    """Return a plot whose axis ends far enough for the marks and for the arrows of open ones."""
    width, font, names = WIDE if wide else NARROW
    shared = any(m.joins for m in chart.marks)
    named = [m for m in chart.marks if not m.joins]
    full, fitted = (max(_named(m, r, font, numbered=shared).width(font) for m in named) for r in (width, names))
    stacked = not wide and full > names
    left = EDGE if chart.form == "time" else 1 if stacked else round(fitted + GAP)
    inner, start = width - RIGHT - left, chart.ticks[0].value
    beside = not (stacked or shared or chart.form == "time")
    rooms = [ARROW * m.open_high + beside * Label("", m.number, m.sign).width(font) for m in chart.marks]
    ends = [(m.high - start) / (inner - room) for m, room in zip(chart.marks, rooms, strict=True)]
    scale = 1 / (max(*ends, (chart.ticks[-1].value - start) / inner) or 1)
    return Plot(width, font, left, names, lambda value: left + (value - start) * scale, stacked, shared)


def _axis(chart: Chart, plot: Plot, bottom: float) -> Iterator[Line | Text]:
    """Yield the axis above the marks, and a line down from each of its values."""
    for tick in chart.ticks:
        x = plot.x(tick.value)
        yield Line(x, TOP, x, bottom, "grid")
        yield Text(x, TOP - plot.font, Label(tick.label), "axis", "start" if tick is chart.ticks[0] else "middle")


def _below(marks: Sequence[Mark], plot: Plot, y: float) -> tuple[Parts, float]:
    """Return marks one below another, those that join one on its lane and behind it, and where they end."""
    height, middle = (STACKED, 22) if plot.is_stacked else (LANE, LANE / 2)
    parts: Parts = []
    at = 0
    for mark in marks:
        at, y = (at, y - height) if mark.joins else (len(parts), y)
        if not mark.joins:
            start = plot.x(min(mark.low, mark.low if mark.base is None else mark.base))
            parts.append(Line(plot.left, y + middle, start, y + middle, "guide"))
        words = () if mark.joins else _words(mark, plot, y + middle)
        parts.insert(at + 1, _link(mark, (*drawn(mark, plot.x, y + middle), *words)))
        y += height
    return parts, y


def _link(mark: Mark, parts: tuple[Text | Line | Point, ...]) -> Link:
    """Return a mark that leads to its claim; one that joins another is too close to it to be hit, and only speaks."""
    return Link(mark.claim.id if mark.claim and not mark.joins else "", mark.spoken, parts)


def _named(mark: Mark, room: float, font: float, *, numbered: bool) -> Label:
    """Return a mark's name as full as there is room for, behind its number where that stands in the same place."""
    number = Label(" ", mark.number, mark.sign) if numbered else Label()
    return Label(fitting(mark, room - number.width(font), font), number.number, number.sign)


def _words(mark: Mark, plot: Plot, y: float) -> Iterator[Text]:
    """Yield a mark's number and name above it; or its name at the left, and its number behind it if none joins it."""
    if plot.is_stacked:
        yield Text(0, y - 14, _named(mark, plot.width, plot.font, numbered=True))
        return
    yield Text(0, y, _named(mark, plot.names, plot.font, numbered=plot.is_shared))
    if not plot.is_shared:
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
        yield Point(tip, y, "right" if mark.open_high else "left", mark.kind)
        return
    if low < high:
        yield Line(low, y, high, y, f"range {mark.kind}")
    yield from (Point(end, y, SIGNS[mark.kind][0], mark.kind) for end in dict.fromkeys((low, high)))


def fitting(mark: Mark, room: float, font: float) -> str:
    """Return the fullest label that there is room for, or what there is room for of the briefest."""
    fits = (t for t in mark.labels if Label(t).width(font) <= room)
    return next(fits, "") or shortened(("", *mark.labels)[-1], room, font)


def shortened(text: str, room: float, font: float, letter: float = LETTER) -> str:
    """Return as much of a text as there is room for: a long name must not move the axis."""
    most = max(1, int(room / (font * letter)))
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


# ---- on one line ----------------------------------------------------------------------------------


def strip(marks: Sequence[Mark]) -> Drawing:
    """Return the marks on one line that begins and ends a little beyond them."""
    low, high = min(m.low for m in marks), max(m.high for m in marks)
    room = (high - low or abs(high) or 1) * 0.1
    start, end = (room * (1 + any(opens)) for opens in ((m.open_low for m in marks), (m.open_high for m in marks)))
    scale = (STRIP - 2 * EDGE) / (high + end - low + start)
    parts, y = _on_line(marks, lambda v: EDGE + (v - low + start) * scale, STRIP, STRIP_FONT, 0, timed=False)
    return Drawing(STRIP, y, tuple(parts))


def _on_line(
    marks: Sequence[Mark], x: Scale, width: float, font: float, top: float, *, timed: bool
) -> tuple[Parts, float]:
    """Return the marks on one line with their numbers and names around it, and where that ends.

    Several things are said on one day: on a line of time the sign stands before the words.
    """
    marks = sorted(marks, key=_middle)
    labels = [_named(m, width - BULLET, font, numbered=True) for m in marks]
    places = [x(_middle(m)) for m in marks]
    widths = [label.width(font) + BULLET * timed + EDGE for label in labels]
    lefts = [max(0.0, min(at - wide / 2, width - wide)) for at, wide in zip(places, widths, strict=True)]
    levels = _levels((at, (left, left + wide)) for at, left, wide in zip(places, lefts, widths, strict=True))
    axis = top + 9 + ROW * max(0, *levels)
    parts: Parts = [Line(EDGE, axis, width - EDGE, axis, "base")]
    for mark, label, at, left, level in zip(marks, labels, places, lefts, levels, strict=True):
        y = axis - ROW * level + (-2 if level > 0 else 2)
        if abs(level) > 1:
            parts.append(Line(at, axis, at, y + (7 if level > 0 else -7), "lead"))
        signs = _day(mark, x, axis, left, y) if timed else drawn(mark, x, axis)
        parts.append(_link(mark, (*signs, Text(left + BULLET * timed, y, label))))
    return parts, axis + 8 + ROW * max(0, *(-level for level in levels))


def _day(mark: Mark, x: Scale, axis: float, left: float, y: float) -> Iterator[Line | Point]:
    """Yield a line for a month or a notch for a day, and the mark's sign before its words."""
    low, high = x(mark.low), x(mark.high)
    yield Line(low, axis, max(high, low + 4), axis, f"range {mark.kind}")
    yield Point(left + 6, y, SIGNS[mark.kind][0], mark.kind)


def _middle(mark: Mark) -> float:
    return (mark.low + mark.high) / 2


def _levels(labels: Iterable[tuple[float, Span]]) -> list[int]:
    """Return for each label the nearest free level: 1, 2 … above the line, -1, -2 … below it."""
    taken: list[tuple[int, Span]] = []
    chosen = []
    for x, span in labels:
        for level in (sign * n for n in count(1) for sign in (1, -1)):
            passed = range(1, level) if level > 0 else range(-1, level, -1)
            own = [(level, span), *((n, (x, x)) for n in passed)]
            # Better a line across a label than a label that has no place.
            alone = abs(level) > 1 and level not in {n for n, _ in taken}
            if alone or not any(_meet(one, other) for one in own for other in taken):
                break
        taken += own
        chosen.append(level)
    return chosen


def _meet(one: tuple[int, Span], other: tuple[int, Span]) -> bool:
    (level, (left, right)), (its, (start, end)) = one, other
    return level == its and left < end + 6 and start < right + 6
