"""Where marks stand: in a chart one below another or on lines of time, on a strip all on one line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from ledger.charts.marks import SIGNS, Chart, Group, Mark
from ledger.charts.svg import BOLD, LETTER, Drawing, Label, Line, Link, Part, Point, Text

#: Of the wide and the narrow variant, in pixels: its width, its font, and the widest column of names that it has.
WIDE, NARROW = (720, 13, 312), (340, 12, 138)
#: A longer name gives way to its brief form. Beside bars stand no names, in the wide variant only headings.
GUTTER = 64
ARROW, GAP = 32, 9
TOP, RIGHT, BOTTOM = 22, 14, 2
LANE, STACKED, BAR, HEAD, BETWEEN = 23, 33, 42, 22, 14
#: Of the legend and the credit line: the room for a sign, between two entries, and the height of a row.
SIGN, APART, ENTRY = 16, 14, 18
#: Of a strip: its width, its font, the room at its ends and the height of a row of labels.
STRIP, STRIP_FONT, EDGE, ROW = NARROW[0], 11.5, 8, 15
#: How many labels may stand above each other on one side of a strip before the lines to them may cross others.
CROWDED = 3

Scale = Callable[[float], float]
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Plot:
    """What all marks of a chart share: its font, the ends of the plot, and where a value stands."""

    form: str
    font: float
    left: float
    right: float
    names: float
    x: Scale
    reference: float
    is_stacked: bool  # words stand above a mark, not beside it
    is_shared: bool  # several marks stand on one lane, so that no number fits beside a mark

    def limit(self, x: float) -> float:
        """Return how far the number of a mark at `x` may reach: to the plot's end, or to the line that stands out."""
        return self.reference if self.reference > self.left and self.reference >= x else self.right + GAP


def arrange(chart: Chart, *, wide: bool, credit: Sequence[str] = ()) -> Drawing:
    """Return the chart as a drawing between its legend and a line that says where it comes from."""
    width, font, _ = WIDE if wide else NARROW
    plot = _plot(chart, wide=wide)
    key, top = _flow([(kind, SIGNS[kind][1]) for kind in chart.kinds], width, font, chart.form)
    parts: list[Part] = []
    y = top + TOP
    for group in chart.groups:
        beside = chart.form == "bars" and wide
        parts += _heading(group, width, font, plot.left if chart.form == "bars" and not wide else 0, y)
        y += 0 if beside else HEAD - 4 if chart.form == "bars" else HEAD
        some, y = (
            _on_line(group.marks, plot.x, width, font, y) if chart.form == "line" else _below(group.marks, plot, y)
        )
        parts += some
        y += BETWEEN
    bottom = y - BETWEEN + (0 if chart.form == "bars" else BOTTOM)
    foot, end = _flow([("", words) for words in credit], width, font - 1.5, "credit", bottom + 8 * bool(credit))
    return Drawing(width, end + BOTTOM, font, (*key, *_axis(chart, plot, top, bottom), *parts, *foot))


def _plot(chart: Chart, *, wide: bool) -> Plot:
    """Return a plot whose axis ends far enough for the marks and for the arrows of open ones."""
    width, font, names = WIDE if wide else NARROW
    shared = any(m.joins for m in chart.marks)
    named = [m for m in chart.marks if not m.joins]
    fullest = max((_named(m, width, font, numbered=shared).width(font) for m in named), default=0)
    stacked = chart.form == "bars" or (not wide and fullest > names)
    longest = max((_named(m, names, font, numbered=shared).width(font) for m in named), default=0)
    left = EDGE if chart.form == "line" else (GUTTER if wide else 1) if stacked else round(longest + GAP)
    inner, start = width - RIGHT - left, chart.ticks[0].value
    most = [t.value - start for t in chart.ticks]
    most += [(m.high - start) * inner / (inner - (ARROW + GAP) * m.open_high) for m in chart.marks]
    scale = inner / (max(most) or 1)
    reference = left + ((chart.reference or start) - start) * scale
    ends = left, width - RIGHT
    return Plot(chart.form, font, *ends, names, lambda v: left + (v - start) * scale, reference, stacked, shared)


def _heading(group: Group, width: float, font: float, x: float, y: float) -> Iterator[Text]:
    """Yield a group's heading, and behind it what is said beside it."""
    heading = Label(shortened(group.heading, width, font, BOLD))
    yield Text(x, y + 14, heading, "head")
    room = width - x - len(str(heading)) * font * BOLD - GAP
    if group.note:
        yield Text(width - room, y + 14, Label(shortened(group.note, room, font)))


def _flow(
    entries: Iterable[tuple[str, str]], width: float, font: float, form: str, top: float = 0
) -> tuple[list[Part], float]:
    """Return words, each behind the sign of its status if it has one, in as many rows as they need; and their end."""
    parts: list[Part] = []
    x, y = 0.0, top
    for kind, words in entries:
        room = SIGN * bool(kind) + Label(words).width(font)
        x, y = (0.0, y + ENTRY) if x and x + room > width else (x, y or ENTRY / 2)
        if kind and form == "bars":
            parts.append(Line(x, y, x + SIGN - 5, y, f"bar {kind}"))
        elif kind:
            parts.append(Point(x + 5, y, SIGNS[kind][0], kind))
        parts.append(Text(x + SIGN * bool(kind), y, Label(words), "credit" if form == "credit" else "key"))
        x += room + APART
    return parts, y + ENTRY / 2 if parts else top


def _axis(chart: Chart, plot: Plot, top: float, bottom: float) -> Iterator[Part]:
    """Yield the axis above the marks, a line down from each of its values, and the line that stands out."""
    start = top + TOP
    for tick in chart.ticks:
        x = plot.x(tick.value)
        yield Line(x, start, x, bottom, "grid")
        yield Text(x, start - plot.font, Label(tick.label), "axis", "start" if tick is chart.ticks[0] else "middle")
    if chart.reference is not None:
        yield Line(plot.reference, start, plot.reference, bottom, "reference")


def _below(marks: Sequence[Mark], plot: Plot, y: float) -> tuple[list[Part], float]:
    """Return marks one below another, some on the lane of the one before, and where they end."""
    height, middle = (BAR, 31) if plot.form == "bars" else (STACKED, 24) if plot.is_stacked else (LANE, LANE / 2)
    parts: list[Part] = []
    for mark in marks:
        y += 0 if mark.joins else height
        at = y - height + middle
        words = () if mark.joins else _above(mark, plot, at) if plot.is_stacked else _beside(mark, plot, at)
        if plot.form == "lanes" and not mark.joins:
            parts.append(Line(plot.left, at, plot.x(min(mark.low, mark.base or mark.low)), at, "guide"))
        parts.append(_link(mark, [*drawn(mark, plot.x, at), *words]))
    return parts, y


def _link(mark: Mark, parts: Iterable[Text | Line | Point]) -> Link:
    return Link(mark.claim.id if mark.claim else "", mark.spoken, tuple(parts))


def _named(mark: Mark, room: float, font: float, *, numbered: bool) -> Label:
    """Return a mark's name as full as there is room for, behind its number where that stands in the same place."""
    number = Label("", mark.number, mark.sign) if numbered else Label()
    return Label(fitting(mark, room - number.width(font) - font * LETTER * numbered, font), number.number, number.sign)


def _beside(mark: Mark, plot: Plot, y: float) -> Iterator[Text]:
    """Yield a mark's name at its left, and its number there too, or where it fits beside the mark."""
    yield Text(0, y, _named(mark, plot.names, plot.font, numbered=plot.is_shared))
    if plot.is_shared:
        return
    low, high = plot.x(mark.low), plot.x(mark.high)
    label = Label("", mark.number, mark.sign)
    after, before = (GAP + (ARROW + 2) * is_open for is_open in (mark.open_high, mark.open_low))
    fits = label.width(plot.font) + after <= plot.limit(high) - high
    yield Text(high + after, y, label) if fits else Text(low - before, y, label, anchor="end")


def _above(mark: Mark, plot: Plot, y: float) -> Iterator[Text]:
    """Yield a mark's number and name above its lane; above a bar from its start or up to its end."""
    low = plot.left if mark.base is None or plot.form != "bars" else plot.x(min(mark.base, mark.low))
    label = _named(mark, plot.right - plot.left, plot.font, numbered=True)
    fits = label.width(plot.font) <= plot.right - low
    yield Text(low, y - 17, label) if fits else Text(plot.x(mark.high), y - 17, label, anchor="end")


def drawn(mark: Mark, x: Scale, y: float) -> Iterator[Line | Point]:
    """Yield a mark's lines and signs: a bar, a range, a point, or the open end of a bound, which is never a point."""
    low, high, shape = x(mark.low), x(mark.high), SIGNS[mark.kind][0]
    if mark.base is not None and not mark.open_low:
        yield Line(x(mark.base), y, low, y, f"bar {mark.kind}")
    if mark.open_low or mark.open_high:
        tip = low + (ARROW if mark.open_high else -ARROW)
        yield Line(low, y - 6, low, y + 6, f"end {mark.kind}")
        yield Line(low, y, tip, y, f"end {mark.kind}")
        yield Point(tip, y, "right" if mark.open_high else "left", mark.kind)
    elif low < high:
        yield Line(low, y, high, y, f"range {mark.kind}")
    if not (mark.open_low or mark.open_high) and (mark.base is None or low < high):
        yield from (Point(at, y, shape, mark.kind) for at in dict.fromkeys((low, high)))


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
    """Return the marks on one line that begins and ends a little beyond them, above what their signs mean."""
    start, end = _ends(marks)

    def x(value: float) -> float:
        return EDGE + (value - start) / (end - start) * (STRIP - 2 * EDGE)

    parts, y = _on_line(marks, x, STRIP, STRIP_FONT, 0)
    kinds = [k for k in SIGNS if k in {m.kind for m in marks}]
    key, bottom = _flow([(k, SIGNS[k][1]) for k in kinds], STRIP, STRIP_FONT, "line", y + ENTRY / 2)
    return Drawing(STRIP, bottom, STRIP_FONT, (*parts, *key))


def _on_line(marks: Sequence[Mark], x: Scale, width: float, font: float, top: float) -> tuple[list[Part], float]:
    """Return the marks on one line with their numbers and names around it, and where that ends."""
    marks = sorted(marks, key=_middle)
    labels = [_named(m, width, font, numbered=True) for m in marks]
    places = [x(_middle(m)) for m in marks]
    spans = [_span(at, label.width(font), width) for at, label in zip(places, labels, strict=True)]
    levels = _levels(zip(places, spans, strict=True))
    axis = top + 9 + ROW * max(0, *levels)
    parts: list[Part] = [Line(EDGE, axis, width - EDGE, axis, "base")]
    for mark, label, at, span, level in zip(marks, labels, places, spans, levels, strict=True):
        y = axis - ROW * level + (-2 if level > 0 else 2)
        lead = [Line(at, axis, at, y + (7 if level > 0 else -7), "lead")] if abs(level) > 1 else []
        parts += lead
        parts.append(_link(mark, [*drawn(mark, x, axis), _text(label, at, y, span, width)]))
    return parts, axis + 8 + ROW * max(0, *(-level for level in levels))


def _middle(mark: Mark) -> float:
    return (mark.low + mark.high) / 2


def _ends(marks: Sequence[Mark]) -> Span:
    """Return the ends of the line, with room for the arrow of an open bound."""
    low, high = min(m.low for m in marks), max(m.high for m in marks)
    room = (high - low or abs(high) or 1) * 0.1
    return low - room * (1 + any(m.open_low for m in marks)), high + room * (1 + any(m.open_high for m in marks))


def _span(x: float, width: float, whole: float) -> Span:
    """Return where a label centred at `x` begins and ends, moved inwards at the edges."""
    left = max(0.0, min(x - width / 2, whole - width))
    return left, left + width


def _text(label: Label, x: float, y: float, span: Span, whole: float) -> Text:
    left, right = span
    if left > 0 and right < whole:
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
