"""Where marks, names and numbers stand: in both variants of a chart, and on a strip."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

import pytest
from conftest import FIXTURE

from ledger import book
from ledger.charts import layout
from ledger.charts.catalog import CHARTS
from ledger.charts.marks import Chart, Group, Mark, Tick, of_amount
from ledger.charts.svg import Drawing, Line, Point, Text
from ledger.core.amount import parse

LEDGER = book.read(FIXTURE).site.ledger
DRAWINGS = {
    f"{name}, {'wide' if wide else 'narrow'}": (chart(LEDGER), wide) for name, chart in CHARTS.items() for wide in (True, False)
}  # fmt: skip


def mark(low: float, label: str = "Acme") -> Mark:
    return Mark(low, low, f"${low:g}B", "guidance", (f"{label}, guidance, 5 February 2026", label))


def chart(*marks: Mark, heading: str = "A", reference: float | None = None) -> Chart:
    return Chart("", "", (Group(heading, marks),), reference=reference)


def words(drawing: Drawing, kind: str = "label") -> list[Text]:
    return [p for p in drawing.parts if isinstance(p, Text) and p.kind == kind]


class Box(NamedTuple):
    """A label's ends, its middle height and its words."""

    left: float
    right: float
    y: float
    words: str


def boxes(drawing: Drawing) -> list[Box]:
    """Return where all labels lie, by the same estimate of their width that places them."""
    return [_box(p, drawing.font) for p in drawing.parts if isinstance(p, Text)]


def _box(text: Text, font: float) -> Box:
    width = text.label.width(font)
    left = {"start": text.x, "middle": text.x - width / 2, "end": text.x - width}[text.anchor]
    return Box(left, left + width, text.y, str(text.label))


def overlap(one: Box, other: Box) -> bool:
    """Say whether one label lies on the other."""
    return abs(one.y - other.y) < 10 and one.left < other.right and other.left < one.right


DRAWN = [
    # value, kinds of lines, shapes of signs
    ("200 billion", [], ["circle"]),
    ("about 200 billion", [], ["circle"]),
    ("175 to 185 billion", ["range"], []),
    ("more than 80 billion", ["end", "end"], ["right"]),
    ("at least 80 billion", ["end", "end"], ["right"]),
    ("less than 80 billion", ["end", "end"], ["left"]),
    ("at most 80 billion", ["end", "end"], ["left"]),
]


@pytest.mark.parametrize(("value", "lines", "signs"), DRAWN)
def test_bounds_are_drawn_open_and_ranges_as_ranges(value: str, lines: list[str], signs: list[str]) -> None:
    parts = list(layout.drawn(of_amount(parse(value, "USD"), "guidance"), float, 0))
    assert [p.kind.split()[0] for p in parts if isinstance(p, Line)] == lines
    assert [p.shape for p in parts if isinstance(p, Point)] == signs


@pytest.mark.parametrize(("made", "wide"), DRAWINGS.values(), ids=DRAWINGS)
def test_the_axis_starts_at_zero_and_lengths_are_to_scale(made: Chart, wide: bool) -> None:
    grid = [p for p in layout.arrange(made, wide=wide).parts if isinstance(p, Line) and p.kind == "grid"]
    assert made.ticks[0].value == 0
    steps = [(line.x - grid[0].x) / tick.value for line, tick in zip(grid, made.ticks, strict=True) if tick.value]
    assert steps == pytest.approx(steps[:1] * len(steps))
    bars = [p for p in layout.arrange(made, wide=wide).parts if isinstance(p, Line) and p.kind.startswith("bar")]
    based = [m for m in made.marks if m.base is not None]
    for bar, one in zip(bars, based, strict=True):
        assert bar.x == pytest.approx(grid[0].x + (one.base or 0) * steps[0])
        assert bar.x2 == pytest.approx(grid[0].x + one.low * steps[0])


@pytest.mark.parametrize(("made", "wide"), DRAWINGS.values(), ids=DRAWINGS)
def test_no_label_lies_on_another_or_outside(made: Chart, wide: bool) -> None:
    drawing = layout.arrange(made, wide=wide)
    found = boxes(drawing)
    assert not [pair for pair in combinations(found, 2) if overlap(*pair)]
    assert all(b.left >= -1 and b.right <= drawing.width + 12 for b in found)
    assert drawing.width == (720 if wide else 340)
    assert drawing.font >= 12


@pytest.mark.parametrize("wide", [True, False])
def test_names_give_way_where_there_is_no_room(wide: bool) -> None:
    drawing = layout.arrange(chart(mark(5)), wide=wide)
    assert any("5 February" in str(t.label) for t in words(drawing)) == wide


@pytest.mark.parametrize(("value", "reference", "anchor"), [(10, None, "start"), (200, None, "end"), (90, 100, "end")])
def test_a_number_stays_within_the_plot_and_clear_of_the_reference(
    value: float, reference: float | None, anchor: str
) -> None:
    drawing = layout.arrange(chart(mark(value), mark(200), reference=reference), wide=False)
    assert next(t for t in words(drawing) if t.label.number == f"${value:g}B").anchor == anchor


def test_an_arrow_stays_within_the_plot() -> None:
    drawing = layout.arrange(chart(replace(mark(200), open_high=True)), wide=False)
    assert max(p.x for p in drawing.parts if isinstance(p, Point)) < drawing.width - layout.RIGHT


LONG = {
    "fits": ("W" * 20, "W" * 20),
    "too long": ("W" * 36, "WWWWWWWWWWWWWWWWWWWWWW…"),
    "far too long": ("W " * 90, "W W W W W W W W W W W…"),
}


@pytest.mark.parametrize(("name", "shown"), LONG.values(), ids=LONG)
def test_a_long_name_is_cut_and_the_axis_stays(name: str, shown: str) -> None:
    made = chart(replace(mark(5, name), open_high=True), heading=name * 4)
    for wide in (True, False):
        drawing = layout.arrange(replace(made, ticks=(Tick(0, "0"),)), wide=wide)
        assert all(b.right <= drawing.width for b in boxes(drawing))
        assert next(p.x for p in drawing.parts if isinstance(p, Line)) < drawing.width - 150
    assert shown in {str(t.label) for t in words(drawing)}


CROWDS = [[1, 100], [100, 101, 102, 103], [1] * 10, [5], [0, 0], [-5, 5], [1, 2, 3, 50, 51, 52, 98, 99, 100]]


@pytest.mark.parametrize("values", CROWDS)
@pytest.mark.parametrize("is_open", [False, True])
def test_labels_do_not_overlap(values: list[float], is_open: bool) -> None:
    marks = [Mark(v, v, f"${v:g}B", "guidance", ("Acme Corporation",), open_high=is_open) for v in values]
    drawing = layout.strip(marks)
    found = boxes(drawing)
    assert len(found) == len(values)
    assert not [pair for pair in combinations(found, 2) if overlap(*pair)]
    assert all(b.left >= 0 and b.right <= layout.STRIP and 0 < b.y < drawing.height for b in found)
    ends = [x for p in drawing.parts for x in ((p.x, p.x2) if isinstance(p, Line) else (p.x,))]
    assert all(0 <= x <= layout.STRIP for x in ends)


def test_places_are_to_scale() -> None:
    drawing = layout.strip([Mark(v, v, str(v), "guidance") for v in (0, 25, 100)])
    xs = [p.x for p in drawing.parts if not isinstance(p, Line) and p.kind == "guidance"]
    assert (xs[1] - xs[0]) / (xs[2] - xs[0]) == pytest.approx(0.25)
