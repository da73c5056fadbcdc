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
from ledger.charts.marks import Chart, Group, Mark, of_amount
from ledger.charts.svg import Drawing, Line, Link, Point, Text
from ledger.core.amount import parse

LEDGER = book.read(FIXTURE).site.ledger
DRAWINGS = {
    f"{name}, {'wide' if wide else 'narrow'}": (chart(LEDGER), wide) for name, chart in CHARTS.items() for wide in (True, False)
}  # fmt: skip


def mark(low: float, label: str = "Acme") -> Mark:
    return Mark(low, low, f"${low:g}B", "guidance", (f"{label}, guidance, 5 February 2026", label))


def chart(*marks: Mark, heading: str = "A") -> Chart:
    return Chart("", "", (Group(heading, marks),))


def flat(drawing: Drawing) -> list[Text | Line | Point]:
    """Return the parts of a drawing, those in links among them."""
    return [p for part in drawing.parts for p in (part.parts if isinstance(part, Link) else (part,))]


def words(drawing: Drawing, kind: str = "label") -> list[Text]:
    return [p for p in flat(drawing) if isinstance(p, Text) and p.kind == kind]


class Box(NamedTuple):
    """A label's ends, its middle height and its words."""

    left: float
    right: float
    y: float
    words: str


def boxes(drawing: Drawing) -> list[Box]:
    """Return where all labels lie, by the same estimate of their width that places them."""
    font = 13 if drawing.width == layout.WIDE[0] else 12
    return [_box(p, font - (p.kind == "credit")) for p in flat(drawing) if isinstance(p, Text)]


def _box(text: Text, font: float) -> Box:
    width = text.label.width(font)
    left = {"start": text.x, "middle": text.x - width / 2}[text.anchor]
    return Box(left, left + width, text.y, str(text.label))


def overlap(one: Box, other: Box) -> bool:
    """Say whether one label lies on the other."""
    return abs(one.y - other.y) < 10 and one.left < other.right and other.left < one.right


DRAWN = [
    # value, kinds of lines, shapes of signs
    ("200 billion", [], ["guidance"]),
    ("about 200 billion", [], ["guidance"]),
    ("175 to 185 billion", ["range"], ["guidance", "guidance"]),
    ("more than 80 billion", ["end", "end"], ["right"]),
    ("at least 80 billion", ["end", "end"], ["right"]),
    ("less than 80 billion", ["end", "end"], ["left"]),
    ("at most 80 billion", ["end", "end"], ["left"]),
]


@pytest.mark.parametrize(("value", "lines", "signs"), DRAWN)
def test_bounds_are_drawn_open_and_ranges_as_ranges(value: str, lines: list[str], signs: list[str]) -> None:
    parts = list(layout.drawn(of_amount(parse(value, "USD"), "guidance"), float, 0))
    assert [p.kind.split()[0] for p in parts if isinstance(p, Line)] == lines
    assert [p.shape or p.kind for p in parts if isinstance(p, Point)] == signs


@pytest.mark.parametrize(("made", "wide"), DRAWINGS.values(), ids=DRAWINGS)
def test_the_axis_starts_at_zero_and_lengths_are_to_scale(made: Chart, wide: bool) -> None:
    parts = flat(layout.arrange(made, wide=wide))
    grid = [p for p in parts if isinstance(p, Line) and p.kind == "grid"]
    first = min(made.ticks)
    assert (first == 0) == (made.form != "time")
    steps = [(line.x - grid[0].x) / (value - first) for line, value in zip(grid[1:], [*made.ticks][1:], strict=True)]
    assert steps == pytest.approx(steps[:1] * len(steps))
    bars = {(p.x, p.x2) for p in parts if isinstance(p, Line) and p.kind.startswith("bar")}
    for one in made.marks:
        if one.base is not None:
            ends = (grid[0].x + one.base * steps[0], grid[0].x + one.low * steps[0])
            assert any(bar == pytest.approx(ends) for bar in bars)


@pytest.mark.parametrize(("made", "wide"), DRAWINGS.values(), ids=DRAWINGS)
def test_no_label_lies_on_another_or_outside_or_is_cut(made: Chart, wide: bool) -> None:
    drawing = layout.arrange(made, wide=wide, credit=("Ledger, a.example", "numbers to 30 July 2026"))
    found = boxes(drawing)
    assert not [pair for pair in combinations(found, 2) if overlap(*pair)]
    assert all(b.left >= -1 and b.right <= drawing.width + 12 for b in found)
    assert drawing.width == (720 if wide else 340)
    assert not [b.words for b in found if "…" in b.words]
    assert drawing.height < 1000


@pytest.mark.parametrize(("made", "wide"), DRAWINGS.values(), ids=DRAWINGS)
def test_no_two_marks_of_a_group_go_by_the_same_words(made: Chart, wide: bool) -> None:
    for group in made.groups:
        links = [p for p in layout.arrange(replace(made, groups=(group,)), wide=wide).parts if isinstance(p, Link)]
        said = [" ".join(str(p.label) for p in link.parts if isinstance(p, Text)) for link in links]
        assert len(set(filter(None, said))) == len([*filter(None, said)])
        assert {link.mark.spoken for link in links} == {m.spoken for m in group.marks}


@pytest.mark.parametrize("wide", [True, False])
def test_names_stand_above_where_there_is_no_room_beside(wide: bool) -> None:
    drawing = layout.arrange(chart(mark(5)), wide=wide)
    assert all("5 February" in str(t.label) for t in words(drawing) if not wide or t.x == 0)
    assert len(words(drawing)) == 1 + wide


def test_the_drawing_says_where_it_comes_from() -> None:
    for wide in (True, False):
        drawing = layout.arrange(chart(mark(5)), wide=wide, credit=("Ledger, a.example", "numbers to May"))
        assert " · ".join(str(t.label) for t in words(drawing, "credit")) == "Ledger, a.example · numbers to May"
        assert max(t.y for t in words(drawing, "credit")) < drawing.height


@pytest.mark.parametrize("value", [10, 200, 199])
def test_a_number_and_an_arrow_stay_within_the_plot(value: float) -> None:
    marks = (replace(mark(value, "A"), labels=("A",)), replace(mark(200), labels=("B",), open_high=True))
    drawing = layout.arrange(chart(*marks), wide=False)
    assert all(b.right <= drawing.width for b in boxes(drawing))
    assert max(p.x for p in flat(drawing) if isinstance(p, Point)) < drawing.width - layout.RIGHT


def test_what_joins_a_mark_stands_on_its_lane_and_behind_it() -> None:
    drawing = layout.arrange(chart(mark(5), replace(mark(9), joins=True), mark(7)), wide=True)
    points = [p for p in flat(drawing) if isinstance(p, Point)]
    assert [p.y for p in points] == [points[0].y, points[0].y, points[0].y + layout.LANE]
    assert points[0].x > points[1].x


LONG = {"fits": ("W" * 20, False), "too long": ("W" * 76, True), "far too long": ("W " * 90, True)}


@pytest.mark.parametrize(("name", "is_cut"), LONG.values(), ids=LONG)
def test_a_long_name_is_cut_and_the_axis_stays(name: str, is_cut: bool) -> None:
    made = chart(replace(mark(5, name), open_high=True), heading=name * 4)
    for wide in (True, False):
        drawing = layout.arrange(replace(made, ticks={0: "0"}), wide=wide)
        assert all(b.right <= drawing.width for b in boxes(drawing))
        assert next(p.x for p in drawing.parts if isinstance(p, Line)) < drawing.width - 150
        assert any("…" in str(t.label) for t in words(drawing)) == is_cut


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
    ends = [x for p in flat(drawing) for x in ((p.x, p.x2) if isinstance(p, Line) else (p.x,))]
    assert all(0 <= x <= layout.STRIP for x in ends)


def test_places_are_to_scale() -> None:
    drawing = layout.strip([Mark(v, v, str(v), "guidance") for v in (0, 25, 100)])
    xs = [p.x for p in flat(drawing) if isinstance(p, Point)]
    assert (xs[1] - xs[0]) / (xs[2] - xs[0]) == pytest.approx(0.25)
