"""Drawings as SVG, by Altair: the only module that knows it. A drawing that was made before is not made again.

A drawing says what stands where: `x` is a value of its axis, `y` and every offset are pixels. It names classes
and no colours; the style sheet gives each class its colour, so that a chart follows the page's light and dark.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from itertools import groupby
from pathlib import Path
from typing import Any, Literal, TypeVar

from ledger import chartsvg

CACHE = Path(__file__).resolve().parent.parent / ".cache" / "charts"
#: A file that is touched when everything is drawn that a preview waits for.
DRAWN = CACHE.parent / "drawn"
#: What stands in a drawing's place until it is drawn.
LATER = '<text class="axis" x="0" y="16">Being drawn …</text>'

#: What a drawing is made by: another version may draw it otherwise.
_MAKERS = ("altair", "vl-convert-python")
#: The renderer wants a colour for everything; these stand for classes until it is done.
_FIRST_COLOUR = 0xABC000

T = TypeVar("T")
Anchor = Literal["start", "middle", "end"]
Shape = Literal["circle", "diamond", "triangle-right", "triangle-left"]
_ALIGN = {"start": "left", "middle": "center", "end": "right"}


@dataclass(frozen=True, slots=True)
class Text:
    """A text beside a value."""

    x: float
    y: float
    text: str
    kind: str
    anchor: Anchor = "start"
    dx: float = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A line from one value to another, or upright at one."""

    x: float
    x2: float
    y: float
    y2: float
    kind: str
    dx: float = 0
    dx2: float = 0


@dataclass(frozen=True, slots=True)
class Point:
    """A sign at a value."""

    x: float
    y: float
    shape: Shape
    kind: str
    dx: float = 0


@dataclass(frozen=True, slots=True)
class Tick:
    """A value of the axis with its label."""

    value: float
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that a chart shows; its margins are left, top, right and bottom."""

    width: float
    height: float
    margins: tuple[float, float, float, float]
    domain: tuple[float, float]
    font: float
    ticks: tuple[Tick, ...] = ()
    lines: tuple[Line, ...] = ()
    points: tuple[Point, ...] = ()
    texts: tuple[Text, ...] = ()

    @property
    def inner(self) -> tuple[float, float]:
        """Return the width and height between the margins."""
        left, top, right, bottom = self.margins
        return self.width - left - right, self.height - top - bottom

    @property
    def kinds(self) -> list[str]:
        """Return the classes that it names, in order."""
        parts: Iterable[Text | Line | Point] = (*self.lines, *self.points, *self.texts)
        return ["grid", "axis", *sorted({p.kind for p in parts})]


# ---- rendering and remembering --------------------------------------------------------------------

_drawn: dict[str, str] = {}


def draw(drawing: Drawing, render: Callable[[Drawing], str] | None = None, folder: Path = CACHE) -> str:
    """Return the drawing as the inside of an `svg` element, from the cache where it is there."""
    key = _key(drawing)
    if key not in _drawn:
        _drawn[key] = _kept(folder / f"{key}.svg") or _keep(folder / f"{key}.svg", (render or _render)(drawing))
    return _drawn[key]


def kept(drawing: Drawing, folder: Path = CACHE) -> str:
    """Return the drawing if it was drawn before, and a word in its place if not."""
    key = _key(drawing)
    return _drawn.get(key) or _kept(folder / f"{key}.svg") or LATER


def _key(drawing: Drawing) -> str:
    """Return a name that changes with the drawing, with this code and with the makers."""
    return hashlib.sha256(f"{drawing!r}\n{_code()}".encode()).hexdigest()[:32]


@cache
def _code() -> str:
    sources = [Path(name).read_text(encoding="utf-8") for name in (__file__, str(chartsvg.__file__))]
    return "\n".join([*sources, *(f"{name} {_version(name)}" for name in _MAKERS)])


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def _kept(path: Path) -> str:
    """Return what the file keeps; nothing where it is missing, unreadable or not whole."""
    try:
        digest, _, body = path.read_text(encoding="utf-8").partition("\n")
    except (OSError, ValueError):
        return ""
    return body if digest == _digest(body) else ""


def _keep(path: Path, body: str) -> str:
    """Write the file; where that fails the next build only takes longer."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{_digest(body)}\n{body}", encoding="utf-8")
    except OSError:
        pass
    return body


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


# ---- Altair ---------------------------------------------------------------------------------------


def _render(drawing: Drawing) -> str:
    # Imported here: both take most of a second, and a preview that changes no chart needs neither.
    import vl_convert

    colours = {kind: f"#{_FIRST_COLOUR + n:06x}" for n, kind in enumerate(drawing.kinds)}
    svg: str = vl_convert.vegalite_to_svg(specification(drawing, colours))
    return chartsvg.slim(svg, {colour: kind for kind, colour in colours.items()})


def specification(drawing: Drawing, colours: dict[str, str]) -> dict[str, Any]:
    """Return the drawing as a Vega-Lite specification, each class under a colour that stands for it."""
    import altair as alt

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
    import altair as alt

    width, height = drawing.inner
    across = alt.Scale(domain=list(drawing.domain), range=[0, width], nice=False, zero=False)
    down = alt.Scale(domain=[0, height], range=[0, height], nice=False, zero=False)
    return {"x": alt.X("x:Q", scale=across, axis=None), "y": alt.Y("y:Q", scale=down, axis=None)}


def _layer(drawing: Drawing, colours: dict[str, str], rows: list[dict[str, Any]]) -> Any:
    import altair as alt

    values = [{**row, "colour": colours[row["kind"]]} for row in rows]
    colour = alt.Color("colour:N", scale=None)
    return alt.Chart(alt.InlineData(values=values)).encode(**_scales(drawing), color=colour)


def _axis(drawing: Drawing, colours: dict[str, str]) -> Any:
    """Return the axis above the marks, with a line down from each of its values."""
    import altair as alt

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
