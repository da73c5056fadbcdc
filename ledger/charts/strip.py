"""All answers to one question on one line, each with its label above or below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ledger.charts.canvas import Anchor, Drawing, Line, Point, Text
from ledger.charts.layout import NARROW, Mark, length, lines_of, points_of

#: How many labels may stand above each other on one side before the lines to them may cross others.
CROWDED = 3
WIDTH, FONT, EDGE = NARROW[0], 11.5, 8
INNER = WIDTH - 2 * EDGE
ROW = 15

Span = tuple[float, float]


def strip(marks: Sequence[Mark]) -> Drawing:
    """Return the marks on one line that begins and ends a little beyond them."""
    marks = sorted(marks, key=_middle)
    domain = _domain(marks)
    scale = INNER / (domain[1] - domain[0])
    places = [(_middle(m) - domain[0]) * scale for m in marks]
    spans = [_span(x, length(_text(m), FONT)) for x, m in zip(places, marks, strict=True)]
    levels = _levels(zip(places, spans, strict=True))
    axis = 9 + ROW * max(0, *levels)
    lines = [Line(*domain, axis, axis, "base")]
    points: list[Point] = []
    texts: list[Text] = []
    for mark, x, span, level in zip(marks, places, spans, levels, strict=True):
        y = axis - ROW * level + (-2 if level > 0 else 2)
        if abs(level) > 1:
            lines.append(Line(_middle(mark), _middle(mark), axis, y + (7 if level > 0 else -7), "lead"))
        texts.append(_label(mark, x, y, span))
        points += points_of(mark, axis)
    lines += [line for mark in marks for line in lines_of(mark, axis)]
    height = axis + 8 + ROW * max(0, *(-level for level in levels))
    return Drawing(WIDTH, height, (EDGE, 0, EDGE, 0), domain, FONT, (), tuple(lines), tuple(points), tuple(texts))


def _middle(mark: Mark) -> float:
    return sum(mark.stated) / 2


def _text(mark: Mark) -> str:
    return f"{mark.value} {mark.label(WIDTH - length(mark.value, FONT) - FONT, FONT)}".rstrip()


def _domain(marks: Sequence[Mark]) -> tuple[float, float]:
    """Return the ends of the line, with room for the arrow of an open bound."""
    low, high = min(m.stated[0] for m in marks), max(m.stated[1] for m in marks)
    room = (high - low or abs(high) or 1) * 0.1
    return low - room * (1 + any(m.open_low for m in marks)), high + room * (1 + any(m.open_high for m in marks))


def _span(x: float, width: float) -> Span:
    """Return where a label centred at `x` begins and ends, moved inwards at the edges."""
    left = max(-EDGE, min(x - width / 2, INNER + EDGE - width))
    return left, left + width


def _label(mark: Mark, x: float, y: float, span: Span) -> Text:
    left, right = span
    anchor: Anchor = "start" if left <= -EDGE else "end" if right >= INNER + EDGE else "middle"
    dx = {"start": left - x, "middle": 0.0, "end": right - x}[anchor]
    return Text(_middle(mark), y, _text(mark), "label", anchor=anchor, dx=round(dx, 1))


# ---- levels ---------------------------------------------------------------------------------------


def _levels(labels: Iterable[tuple[float, Span]]) -> list[int]:
    """Return for each label the nearest free level: 1, 2 … above the line, -1, -2 … below it."""
    taken: dict[int, list[Span]] = {}
    chosen = []
    for x, span in labels:
        level = 1
        while not _is_free(level, x, span, taken):
            level = -level if level > 0 else 1 - level
        for passed in _passed(level):
            taken.setdefault(passed, []).append((x, x))
        taken.setdefault(level, []).append(span)
        chosen.append(level)
    return chosen


def _passed(level: int) -> Iterable[int]:
    """Return the levels that the line to a label passes."""
    return range(1, level) if level > 0 else range(-1, level, -1)


def _is_free(level: int, x: float, span: Span, taken: dict[int, list[Span]]) -> bool:
    if abs(level) > CROWDED:  # better a line across a label than a label that has no place
        return not taken.get(level)
    crossed = any(_meet((x, x), other) for passed in _passed(level) for other in taken.get(passed, ()))
    return not crossed and not any(_meet(span, other) for other in taken.get(level, ()))


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] + 6 and other[0] < one[1] + 6
