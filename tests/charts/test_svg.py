"""A drawing as markup: its shapes, its words, its looks."""

from __future__ import annotations

import re
from xml.etree.ElementTree import fromstring

import pytest
from conftest import ROOT

from ledger.charts.svg import Drawing, Label, Line, Point, Text, write

SHEET = (ROOT / "docs" / "assets" / "stylesheets" / "charts.css").read_text("utf-8")
DRAWING = Drawing(
    100, 50.04, 12,
    (
        Text(41, 30, Label("A & B", "~$5", "≠"), anchor="end"), Text(10, 8, Label("0"), "axis"),
        Point(50, 30, "circle", "guidance"), Point(50, 40, "diamond", "computed"), Point(50, 20, "left", "forecast"),
        Line(10, 20, 10, 50, "grid"), Line(10, 30, 50, 30, "range guidance"), Line(50, 20, 50, 50, "grid"),
    ),
)  # fmt: skip
INSIDE = (
    '<path class="grid" d="M10 20V50M50 20V50" />'
    '<path class="range guidance" d="M10 30H50" />'
    '<circle class="guidance" cx="50" cy="30" r="4.5" />'
    '<path class="computed" d="M44.5 40L50 34.5L55.5 40L50 45.5Z" />'
    '<path class="forecast" d="M46.1 20L53.9 15.5L53.9 24.5Z" />'
    '<text class="label" x="41" y="34" text-anchor="end">'
    '<tspan class="value">~$5</tspan> <tspan class="sign">≠</tspan> A &amp; B</text>'
    '<text class="axis" x="10" y="12">0</text>'
)


def test_lines_of_a_class_are_one_path_below_signs_below_words() -> None:
    assert write(DRAWING, "wide", "x", "T", "D") == (
        '<svg class="wide" viewBox="0 0 100 50" width="100" height="50" role="img" aria-labelledby="x.title"'
        f' aria-describedby="x.desc"><title id="x.title">T</title><desc id="x.desc">D</desc>{INSIDE}</svg>'
    )


LABELS = {
    "number": (Label("", "$5"), '<tspan class="value">$5</tspan>'),
    "computed": (Label("", "$5", "="), '<tspan class="value">$5</tspan> <tspan class="sum">=</tspan>'),
    "number and name": (Label("Acme", "$5"), '<tspan class="value">$5</tspan> Acme'),
    "name": (Label("Acme"), "Acme"),
}


@pytest.mark.parametrize(("label", "markup"), LABELS.values(), ids=LABELS)
def test_a_number_stands_out(label: Label, markup: str) -> None:
    drawn = write(Drawing(9, 9, 12, (Text(0, 0, label),)), "wide", "x", "", "")
    assert f'<text class="label" x="0" y="4">{markup}</text>' in drawn
    assert "".join(fromstring(drawn).itertext()) == str(label)


def test_words_are_no_markup() -> None:
    evil = "</title><script>\"'&"
    drawn = write(Drawing(9, 9, 12, (Text(0, 0, Label(evil, evil)),)), evil, evil, evil, evil)
    assert [e.tag for e in fromstring(drawn).iter()] == ["svg", "title", "desc", "text", "tspan"]
    assert "".join(fromstring(drawn).itertext()) == f"{evil}{evil}{evil} {evil}"


def test_only_colours_of_the_theme() -> None:
    colours = re.findall(r"(?:^|[\s;{])(?:color|fill|stroke|background(?:-color)?): ([^;]+);", SHEET)
    assert colours
    assert all(re.fullmatch(r"var\(--[a-z-]+\)|none|currentcolor", c) for c in colours)
