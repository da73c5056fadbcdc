"""A drawing as markup: its shapes, its words, its links, its looks."""

from __future__ import annotations

import re
from xml.etree.ElementTree import fromstring

import pytest
from conftest import ROOT

from ledger.charts import svg
from ledger.charts.marks import SIGNS
from ledger.charts.svg import Drawing, Label, Line, Link, Point, Text

SHEET = (ROOT / "docs" / "assets" / "stylesheets" / "charts.css").read_text("utf-8")
LINKED = (
    Point(50, 30, "circle", "guidance"),
    Text(41, 30, Label("A & B", "~$5", "≠")),
    Line(1, 3, 5, 3, "bar guidance"),
)
PARTS = (
    Link("a.b.2026/c", "about $5", LINKED), Text(10, 8, Label("0"), "axis", "middle"),
    Line(10, 20, 10, 50, "grid"), Line(50, 20, 50, 50, "grid"),
)  # fmt: skip
INSIDE = (
    '<path class="grid" d="M10 20V50M50 20V50"/><text class="axis" x="10" y="12" text-anchor="middle">0</text>'
    '<a href="#a.b.2026/c"><title>about $5</title><path class="bar guidance" d="M1 3H5"/>'
    '<path class="point guidance" transform="translate(50 30)" d="M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0Z"/>'
    '<text class="label" x="41" y="34">'
    '<tspan class="value">~$5</tspan> <tspan class="sign">≠</tspan> A &amp; B</text></a>'
)


def write(*parts: Text | Line | Point | Link, to: str = "#", title: str = "T") -> str:
    return svg.write(Drawing(100, 50.04, parts), "wide", "x", title, lambda claim: f"{to}{claim}" if to else "")


def test_links_hold_lines_below_signs_below_words() -> None:
    assert write(*PARTS) == (
        '<svg class="wide" viewBox="0 0 100 50" width="100" height="50" role="group" aria-labelledby="x.title">'
        f'<title id="x.title">T</title>{INSIDE}</svg>'
    )


@pytest.mark.parametrize(("claim", "to"), [("a.b.2026/c", ""), ("", "#")])
def test_what_no_page_shows_is_no_link(claim: str, to: str) -> None:
    markup = write(Link(claim, "about $5", LINKED), to=to)
    assert "<g><title>about $5</title>" in markup
    assert "href" not in markup


LABELS = {
    "number": (Label("", "$5"), '<tspan class="value">$5</tspan>'),
    "computed": (Label("", "$5", "="), '<tspan class="value">$5</tspan> <tspan class="sum">=</tspan>'),
    "number and name": (Label("Acme", "$5"), '<tspan class="value">$5</tspan> Acme'),
    "name": (Label("Acme"), "Acme"),
}


@pytest.mark.parametrize(("label", "markup"), LABELS.values(), ids=LABELS)
def test_a_number_stands_out(label: Label, markup: str) -> None:
    drawn = write(Text(0, 0, label), title="")
    assert f'<text class="label" x="0" y="4">{markup}</text>' in drawn
    assert "".join(fromstring(drawn).itertext()) == str(label)


def test_words_are_no_markup() -> None:
    evil = "</title><script>\"'&"
    drawn = write(Link(evil, evil, (Text(0, 0, Label(evil, evil)),)), title=evil)
    assert [e.tag for e in fromstring(drawn).iter()] == ["svg", "title", "a", "title", "text", "tspan"]
    assert "".join(fromstring(drawn).itertext()) == f"{evil}{evil}{evil} {evil}"


def test_every_shape_is_drawn_and_no_two_statuses_look_alike() -> None:
    looks = {}
    for kind, (shape, meaning) in SIGNS.items():
        item = fromstring(svg.legend([(kind, shape, meaning)]))[0]
        assert (item[0][0].get("class"), item[0].get("aria-hidden")) == (f"point {kind}", "true")
        assert "".join(item.itertext()).strip() == meaning
        looks[kind] = item[0][0].get("d"), kind in ("consensus", "estimate")
    assert all(path for path, _ in looks.values())
    assert len(set(looks.values())) == len(looks)
    assert ".point:is(.consensus, .estimate) { fill: var(--paper)" in SHEET


#: Of each status: its colour in light and in dark. A mark has to stand out from the paper by three to one.
COLOURS = {"light": "#fbf8f2", "dark": "#14171b"}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("scheme", "paper"), COLOURS.items())
def test_colours_of_marks_stand_out_from_paper(scheme: str, paper: str) -> None:
    sheets = SHEET + (ROOT / "docs" / "assets" / "stylesheets" / "ledger.css").read_text("utf-8")
    named: dict[str, str] = {}
    for name, value in re.findall(r"--([a-z-]+): ([^;]+);", sheets):
        if "Text" not in value:
            named.setdefault(name, value)  # what comes later is for paper and for a reader's own colours
    for kind in SIGNS:
        value = named[kind]
        while found := re.fullmatch(r"var\(--([a-z-]+)\)", value):
            value = named[found[1]]
        colour = re.findall(r"#[0-9a-f]{6}", value)[scheme == "dark"]
        low, high = sorted((luminance(colour), luminance(paper)))
        assert (high + 0.05) / (low + 0.05) >= 3, kind


def test_only_colours_of_the_theme() -> None:
    colours = re.findall(r"(?:^|[\s;{])(?:color|fill|stroke|background(?:-color)?): ([^;]+);", SHEET)
    assert colours
    assert all(re.fullmatch(r"var\(--[a-z-]+\)|none|currentcolor", c) for c in colours)
