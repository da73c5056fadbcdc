"""All answers to one question on one line, each with its label above or below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count

from ledger.charts.layout import NARROW, drawn, fitting
from ledger.charts.marks import Mark
from ledger.charts.svg import Drawing, Label, Line, Part, Text

#: How many labels may stand above each other on one side before the lines to them may cross others.
CROWDED = 3
WIDTH, FONT, EDGE, ROW = NARROW[0], 11.5, 8, 15

Span = tuple[float, float]


def strip(marks: Sequence[Mark]) -> Drawing:
    """Return the marks on one line that begins and ends a little beyond them."""
    marks = sorted(marks, key=_middle)
    start, end = _ends(marks)

    def x(value: float) -> float:
        return EDGE + (value - start) / (end - start) * (WIDTH - 2 * EDGE)

    labels = [_label(m) for m in marks]
    places = [x(_middle(m)) for m in marks]
    spans = [_span(at, label.width(FONT)) for at, label in zip(places, labels, strict=True)]
    levels = _levels(zip(places, spans, strict=True))
    axis = 9 + ROW * max(0, *levels)
    parts: list[Part] = [Line(EDGE, axis, WIDTH - EDGE, axis, "base")]
    for label, at, span, level in zip(labels, places, spans, levels, strict=True):
        y = axis - ROW * level + (-2 if level > 0 else 2)
        if abs(level) > 1:
            parts.append(Line(at, axis, at, y + (7 if level > 0 else -7), "lead"))
        parts.append(_text(label, at, y, span))
    parts += [part for mark in marks for part in drawn(mark, x, axis)]
    return Drawing(WIDTH, axis + 8 + ROW * max(0, *(-level for level in levels)), FONT, tuple(parts))


def _middle(mark: Mark) -> float:
    return (mark.low + mark.high) / 2


def _label(mark: Mark) -> Label:
    number = Label("", mark.number, mark.sign)
    return Label(fitting(mark, WIDTH - number.width(FONT) - FONT, FONT), mark.number, mark.sign)


def _ends(marks: Sequence[Mark]) -> Span:
    """Return the ends of the line, with room for the arrow of an open bound."""
    low, high = min(m.low for m in marks), max(m.high for m in marks)
    room = (high - low or abs(high) or 1) * 0.1
    return low - room * (1 + any(m.open_low for m in marks)), high + room * (1 + any(m.open_high for m in marks))


def _span(x: float, width: float) -> Span:
    """Return where a label centred at `x` begins and ends, moved inwards at the edges."""
    left = max(0.0, min(x - width / 2, WIDTH - width))
    return left, left + width


def _text(label: Label, x: float, y: float, span: Span) -> Text:
    left, right = span
    if left > 0 and right < WIDTH:
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
