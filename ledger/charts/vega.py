"""Drawings as SVG, by Altair: the only module that knows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any, TypeVar

import altair as alt
import vl_convert

from ledger.charts import svg as chartsvg
from ledger.charts.canvas import Drawing

T = TypeVar("T")
#: The renderer wants a colour for everything; these stand for classes until it is done.
_FIRST_COLOUR = 0xABC000
_ALIGN = {"start": "left", "middle": "center", "end": "right"}


def render(drawing: Drawing) -> str:
    """Return the drawing as the inside of an `svg` element, with classes for colours."""
    colours = {kind: f"#{_FIRST_COLOUR + n:06x}" for n, kind in enumerate(drawing.kinds)}
    svg: str = vl_convert.vegalite_to_svg(specification(drawing, colours))
    return chartsvg.slim(svg, {colour: kind for kind, colour in colours.items()})


def specification(drawing: Drawing, colours: dict[str, str]) -> dict[str, Any]:
    """Return the drawing as a Vega-Lite specification, each class under a colour that stands for it."""
    width, height = drawing.inner
    names = ("left", "top", "right", "bottom")
    layers = [_axis(drawing, colours), *_lines(drawing, colours), *_points(drawing, colours), *_texts(drawing, colours)]
    chart = alt.layer(*layers).properties(
        width=width,
        height=height,
        padding=dict(zip(names, drawing.margins, strict=True)),
        autosize=alt.AutoSizeParams(type="none"),
    )
    return dict(chart.resolve_axis(x="independent").configure_view(stroke=None).to_dict())


def _scales(drawing: Drawing) -> dict[str, Any]:
    width, height = drawing.inner
    across = alt.Scale(domain=list(drawing.domain), range=[0, width], nice=False, zero=False)
    down = alt.Scale(domain=[0, height], range=[0, height], nice=False, zero=False)
    return {"x": alt.X("x:Q", scale=across, axis=None), "y": alt.Y("y:Q", scale=down, axis=None)}


def _layer(drawing: Drawing, colours: dict[str, str], rows: list[dict[str, Any]]) -> Any:
    values = [{**row, "colour": colours[row["kind"]]} for row in rows]
    colour = alt.Color("colour:N", scale=None)
    return alt.Chart(alt.InlineData(values=values)).encode(**_scales(drawing), color=colour)


def _axis(drawing: Drawing, colours: dict[str, str]) -> Any:
    """Return the axis above the marks, with a line down from each of its values."""
    labels = {f"{t.value:.12g}": t.label for t in drawing.ticks}
    axis = alt.Axis(
        values=[t.value for t in drawing.ticks],
        labelExpr=f"{labels!r}[format(datum.value, '.12~g')]",
        orient="top",
        title=None,
        domain=False,
        ticks=False,
        grid=True,
        gridColor=colours["grid"],
        labelColor=colours["axis"],
        labelFontSize=drawing.font - 1,
        labelPadding=6,
        labelOverlap=False,
        translate=0,
    )
    scales = _scales(drawing)
    scales["x"].axis = axis if drawing.ticks else None
    return alt.Chart(alt.InlineData(values=[{"x": 0, "y": 0}])).mark_point(opacity=0).encode(**scales)


def _lines(drawing: Drawing, colours: dict[str, str]) -> list[Any]:
    layers = []
    for (dx, dx2), some in _grouped(drawing.lines, lambda p: (p.dx, p.dx2)):
        rows = [{"x": p.x, "x2": p.x2, "y": p.y, "y2": p.y2, "kind": p.kind} for p in some]
        layers.append(_layer(drawing, colours, rows).mark_rule(xOffset=dx, x2Offset=dx2).encode(x2="x2:Q", y2="y2:Q"))
    return layers


def _points(drawing: Drawing, colours: dict[str, str]) -> list[Any]:
    layers = []
    for (shape, dx), some in _grouped(drawing.points, lambda p: (p.shape, p.dx)):
        rows = [{"x": p.x, "y": p.y, "kind": p.kind} for p in some]
        mark = {"shape": shape, "filled": True, "opacity": 1, "size": 120 if shape == "diamond" else 80, "xOffset": dx}
        layers.append(_layer(drawing, colours, rows).mark_point(**mark))
    return layers


def _texts(drawing: Drawing, colours: dict[str, str]) -> list[Any]:
    layers = []
    for (anchor, dx), some in _grouped(drawing.texts, lambda p: (p.anchor, p.dx)):
        rows = [{"x": p.x, "y": p.y, "text": p.text, "kind": p.kind} for p in some]
        mark = {"align": _ALIGN[anchor], "baseline": "middle", "dx": dx, "fontSize": drawing.font, "limit": 0}
        layers.append(_layer(drawing, colours, rows).mark_text(**mark).encode(text="text:N"))
    return layers


def _grouped(items: Iterable[T], key: Callable[[T], Any]) -> Iterable[tuple[Any, list[T]]]:
    """Return the items by what a layer can say only once for all of them."""
    return ((k, list(some)) for k, some in groupby(sorted(items, key=key), key=key))
