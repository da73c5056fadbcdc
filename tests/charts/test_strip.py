"""All answers on one line: every label beside its mark, none on another."""

from __future__ import annotations

from itertools import combinations

import pytest
from charts.geometry import boxes, overlap

from ledger.charts.marks import Mark
from ledger.charts.strip import WIDTH, strip
from ledger.charts.svg import Line

CROWDS = [[1, 100], [100, 101, 102, 103], [1] * 10, [5], [0, 0], [-5, 5], [1, 2, 3, 50, 51, 52, 98, 99, 100]]


@pytest.mark.parametrize("values", CROWDS)
@pytest.mark.parametrize("is_open", [False, True])
def test_labels_do_not_overlap(values: list[float], is_open: bool) -> None:
    marks = [Mark(v, v, f"${v:g}B", "guidance", ("Acme Corporation",), open_high=is_open) for v in values]
    drawing = strip(marks)
    found = boxes(drawing)
    assert len(found) == len(values)
    assert not [pair for pair in combinations(found, 2) if overlap(*pair)]
    assert all(b.left >= 0 and b.right <= WIDTH and 0 < b.y < drawing.height for b in found)
    ends = [x for p in drawing.parts for x in ((p.x, p.x2) if isinstance(p, Line) else (p.x,))]
    assert all(0 <= x <= WIDTH for x in ends)


def test_places_are_to_scale() -> None:
    drawing = strip([Mark(v, v, str(v), "guidance") for v in (0, 25, 100)])
    xs = [p.x for p in drawing.parts if not isinstance(p, Line) and p.kind == "guidance"]
    assert (xs[1] - xs[0]) / (xs[2] - xs[0]) == pytest.approx(0.25)
