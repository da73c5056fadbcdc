"""How amounts become marks, how labels find room, and that a drawing is made once."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import ROOT

from ledger import book
from ledger.charts import book as chartbook
from ledger.charts import cache as charts
from ledger.charts import layout as chartlayout
from ledger.charts import marks as chartmarks
from ledger.charts import strip as chartstrip
from ledger.charts import svg as chartsvg
from ledger.charts.canvas import Drawing, Line, Point, Text, Tick
from ledger.charts.layout import Chart, Group, Mark
from ledger.core.amount import Amount, parse
from ledger.views.site import Drawn, Site


@pytest.fixture(scope="module")
def site() -> Site:
    return book.read(ROOT).site


# ---- amounts as marks -----------------------------------------------------------------------------

MARKS = [
    # value, stated ends, open below, open above, lines, signs
    ("200 billion", (200, 200), False, False, [], ["circle"]),
    ("about 200 billion", (200, 200), False, False, [], ["circle"]),
    ("175 to 185 billion", (175, 185), False, False, ["range"], []),
    ("more than 80 billion", (80, 80), False, True, ["end", "end"], ["triangle-right"]),
    ("at least 80 billion", (80, 80), False, True, ["end", "end"], ["triangle-right"]),
    ("less than 80 billion", (80, 80), True, False, ["end", "end"], ["triangle-left"]),
    ("at most 80 billion", (80, 80), True, False, ["end", "end"], ["triangle-left"]),
]


@pytest.mark.parametrize(("value", "ends", "below", "above", "lines", "signs"), MARKS)
def test_bounds_stay_open_and_ranges_ranges(
    value: str, ends: tuple[float, float], below: bool, above: bool, lines: list[str], signs: list[str]
) -> None:
    mark = chartmarks.of_amount(parse(value, "USD"), "guidance")
    assert mark.stated == tuple(n * 1e9 for n in ends)
    assert (mark.open_low, mark.open_high) == (below, above)
    assert [line.kind.split()[0] for line in chartlayout.lines_of(mark, 0)] == lines
    assert [point.shape for point in chartlayout.points_of(mark, 0)] == signs


@pytest.mark.parametrize(("value", "shown"), [("about 200 billion", "~$200B"), ("more than 80 billion", ">$80B")])
def test_the_hedge_is_shown(value: str, shown: str) -> None:
    assert chartmarks.of_amount(parse(value, "USD"), "guidance").number == shown


def test_a_bound_has_no_end_on_its_open_side() -> None:
    made = Amount(Decimal("-Infinity"), Decimal(5), "USD", high_open=False)
    assert chartmarks.of_amount(made, "computed").stated == (5, 5)


@pytest.mark.parametrize(
    ("top", "values"),
    [(225, [0, 50, 100, 150, 200]), (805, [0, 200, 400, 600, 800]), (1, [0, 0.2, 0.4, 0.6, 0.8, 1]), (0, [0])],
)
def test_round_values_of_the_axis(top: float, values: list[float]) -> None:
    assert chartlayout.steps(top) == pytest.approx(values)


# ---- labels ---------------------------------------------------------------------------------------


def mark(low: float, high: float | None = None, label: str = "Acme") -> Mark:
    return Mark(low, high or low, f"${low:g}B", "guidance", (f"{label}, guidance, 5 February 2026", label))


@pytest.mark.parametrize("wide", [True, False])
def test_names_give_way_where_there_is_no_room(wide: bool) -> None:
    drawing = chartlayout.arrange(Chart((Group("A", (mark(5),)),), (Tick(0, "0"),)), wide=wide)
    assert any("5 February" in t.text for t in drawing.texts) == wide


@pytest.mark.parametrize(("value", "anchor"), [(10, "start"), (200, "end")])
def test_a_number_stays_within_the_plot(value: float, anchor: str) -> None:
    drawing = chartlayout.arrange(Chart((Group("A", (mark(value), mark(200))),), (Tick(0, "0"),)), wide=False)
    assert next(t for t in drawing.texts if t.text.startswith(f"${value:g}B")).anchor == anchor


LONG = {
    "fits": ("W" * 20, "W" * 20),
    "too long": ("W" * 36, "WWWWWWWWWWWWWWWWWWWWWW…"),
    "far too long": ("W " * 90, "W W W W W W W W W W W…"),
}


@pytest.mark.parametrize(("name", "shown"), LONG.values(), ids=LONG)
def test_a_long_name_is_cut_and_the_axis_stays(name: str, shown: str) -> None:
    chart = Chart((Group(name * 4, (replace(mark(5, label=name), open_high=True),)),), (Tick(0, "0"),))
    for wide in (True, False):
        drawing = chartlayout.arrange(chart, wide=wide)
        assert drawing.inner[0] > 150
        assert all(chartlayout.length(t.text, drawing.font) < drawing.width for t in drawing.texts)
    assert shown in {t.text for t in drawing.texts}


CROWDS = [[1, 100], [100, 101, 102, 103], [1, 1, 1, 1, 1, 1, 1, 1, 1, 1], [5], [0, 0]]


@pytest.mark.parametrize("values", CROWDS)
def test_labels_of_a_strip_do_not_overlap(values: list[float]) -> None:
    drawing = chartstrip.strip([mark(v) for v in values])
    boxes = [box(t, drawing) for t in drawing.texts]
    assert len(boxes) == len(values)
    for n, one in enumerate(boxes):
        assert not any(abs(one[2] - y) < 10 and one[0] < right and left < one[1] for left, right, y in boxes[:n])


def box(text: Text, drawing: Drawing) -> tuple[float, float, float]:
    share = (text.x - drawing.domain[0]) / (drawing.domain[1] - drawing.domain[0])
    x, width = share * drawing.inner[0] + text.dx, chartlayout.length(text.text, drawing.font)
    left = {"start": x, "middle": x - width / 2, "end": x - width}[text.anchor]
    return left, left + width, text.y


# ---- rendering and remembering --------------------------------------------------------------------

DRAWING = Drawing(
    100, 50, (10, 20, 10, 0), (0, 10), 12, (Tick(0, "0"), Tick(5, "half")),
    (Line(0, 5, 10, 10, "range guidance"),), (Point(5, 10, "circle", "guidance"), Point(5, 20, "diamond", "computed")),
    (Text(5, 10, f"~$5{chartsvg.NUMBER_END} {chartsvg.SIGN}≠{chartsvg.SIGN} A & B", "label", anchor="end", dx=-9),),
)  # fmt: skip
DRAWN = (
    '<path class="grid" d="M10 20V50M50 20V50"/>'
    '<text class="axis" x="10" y="12">0</text>'
    '<text class="axis" x="50" y="12" text-anchor="middle">half</text>'
    '<path class="range guidance" d="M10 30H50"/>'
    '<circle class="guidance" cx="50" cy="30" r="4.5"/>'
    '<path class="computed" d="M44.5 40L50 34.5L55.5 40L50 45.5Z"/>'
    '<text class="label" x="41" y="34" text-anchor="end">'
    '<tspan class="value">~$5</tspan> <tspan class="sign">≠</tspan> A &amp; B</text>'
)


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charts, "_drawn", {})


@pytest.mark.usefixtures("forgetful")
def test_the_bytes_are_always_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for locale, zone in (("C", "UTC"), ("nl_NL.UTF-8", "Asia/Taipei")):
        monkeypatch.setenv("LC_ALL", locale)
        monkeypatch.setenv("TZ", zone)
        monkeypatch.setattr(charts, "_drawn", {})
        assert charts.draw(DRAWING, folder=tmp_path / locale) == DRAWN


@pytest.mark.usefixtures("forgetful")
@pytest.mark.parametrize("spoiled", [None, b"", b"short", b"\xff\xfe", b"0" * 64 + b"\n<path/>"])
def test_what_is_drawn_once_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, spoiled: bytes | None) -> None:
    calls = []

    def render(drawing: Drawing) -> str:
        calls.append(drawing)
        return "<path/>"

    for _ in range(2):
        monkeypatch.setattr(charts, "_drawn", {})
        assert charts.draw(DRAWING, render, tmp_path) == "<path/>"
        assert charts.draw(DRAWING, render, tmp_path) == "<path/>"
        if spoiled is not None:
            next(tmp_path.iterdir()).write_bytes(spoiled)
    assert len(calls) == (1 if spoiled is None else 2)


@pytest.mark.usefixtures("forgetful")
def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert charts.draw(DRAWING, lambda _: "<path/>", tmp_path / "file") == "<path/>"


def test_only_colours_of_the_theme() -> None:
    sheet = (ROOT / "docs" / "assets" / "stylesheets" / "charts.css").read_text(encoding="utf-8")
    colours = re.findall(r"(?:^|[\s;{])(?:color|fill|stroke|background(?:-color)?): ([^;]+);", sheet)
    assert colours
    assert all(re.fullmatch(r"var\(--[a-z-]+\)|none|currentcolor", c) for c in colours)


def test_every_class_that_is_drawn_has_a_look(site: Site) -> None:
    sheet = (ROOT / "docs" / "assets" / "stylesheets" / "charts.css").read_text(encoding="utf-8")
    views = [make(site.ledger) for make in chartbook.CHARTS.values()]
    kinds = {
        k
        for v in views
        for w in (True, False)
        for kind in chartlayout.arrange(v.chart, wide=w).kinds
        for k in kind.split()
    }
    assert {k for k in kinds if f".{k}" not in sheet} <= {"label", "end"}


def test_a_preview_shows_what_was_drawn_before(tmp_path: Path) -> None:
    drawing = chartlayout.arrange(chartbook.CHARTS["series"](book.read(ROOT).site.ledger).chart, wide=True)
    charts._drawn.clear()
    assert charts.kept(drawing, tmp_path) == charts.LATER
    drawn = charts.draw(drawing, lambda _: "<g/>", tmp_path)
    charts._drawn.clear()
    assert charts.kept(drawing, tmp_path) == drawn == "<g/>"
    charts._drawn.clear()


@pytest.mark.parametrize(("drawn", "waits"), [("never", False), ("now", False)])
def test_only_a_preview_waits_for_drawings(drawn: Drawn, waits: bool) -> None:
    assert book.read(ROOT).waits is waits
