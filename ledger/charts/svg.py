"""A renderer's SVG made small: flat, without styles, with a class where each colour stood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from itertools import groupby
from xml.etree.ElementTree import Element, fromstring

#: Stands in a label between the number and what follows, and around a sign: each part has a class of its own.
NUMBER_END = "\ue000"
SIGN = "\ue001"

_MOVE = re.compile(r"translate\(([-\d.e]+),([-\d.e]+)\)")
_CIRCLE = re.compile(r"M([\d.]+),0A")

Part = tuple[str, str, str]  # tag, class, the rest


def slim(svg: str, kinds: Mapping[str, str]) -> str:
    """Return the inside of a small SVG: what has none of the colours that stand for a class is left out."""
    parts = list(_parts(fromstring(svg), 0, 0, kinds))
    out: list[str] = []
    for (tag, kind), some in groupby(parts, key=lambda part: part[:2]):
        rest = [part[2] for part in some]
        if tag == "path":  # lines of one class are one path
            rest = ["".join(rest)]
        out.extend(_markup(tag, kind, one) for one in rest)
    return "".join(out)


def _markup(tag: str, kind: str, rest: str) -> str:
    name = f' class="{escape(kind)}"'
    if tag == "path":
        return f'<path{name} d="{rest}"/>'
    return f"<text{name} {rest}</text>" if tag == "text" else f"<{tag}{name} {rest}/>"


def _parts(element: Element, x: float, y: float, kinds: Mapping[str, str]) -> Iterator[Part]:
    move = _MOVE.match(element.get("transform", ""))
    if move:
        x, y = x + float(move[1]), y + float(move[2])
    kind = kinds.get(element.get("fill", "")) or kinds.get(element.get("stroke", ""))
    tag = element.tag.rpartition("}")[2]
    if kind and tag in _SHAPES:
        yield _SHAPES[tag](element, kind, x, y)
    for child in element:
        yield from _parts(child, x, y, kinds)


def _line(element: Element, kind: str, x: float, y: float) -> Part:
    x2, y2 = x + float(element.get("x2", 0)), y + float(element.get("y2", 0))
    x, y = x + float(element.get("x1", 0)), y + float(element.get("y1", 0))
    to = f"V{_short(y2)}" if x == x2 else f"H{_short(x2)}" if y == y2 else f"L{_short(x2)} {_short(y2)}"
    return "path", kind, f"M{_short(x)} {_short(y)}{to}"


def _sign(element: Element, kind: str, x: float, y: float) -> Part:
    outline = element.get("d", "")
    if circle := _CIRCLE.match(outline):
        return "circle", kind, f'cx="{_short(x)}" cy="{_short(y)}" r="{_short(float(circle[1]))}"'
    points = re.findall(r"[ML](-?[\d.e-]+),(-?[\d.e-]+)", outline)
    corners = "L".join(f"{_short(x + float(a))} {_short(y + float(b))}" for a, b in points)
    return "path", kind, f"M{corners}Z"


def _text(element: Element, kind: str, x: float, y: float) -> Part:
    anchor = element.get("text-anchor", "start")
    attribute = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return "text", kind, f'x="{_short(x)}" y="{_short(y)}"{attribute}>{_spans(element.text or "")}'


def _spans(label: str) -> str:
    """Return a label with its number and its sign marked."""
    number, end, rest = label.partition(NUMBER_END)
    if not end:
        return escape(label)
    rest = re.sub(f"{SIGN}(.*?){SIGN}", _signed, escape(rest))
    return f'<tspan class="value">{escape(number)}</tspan>{rest}'


def _signed(match: re.Match[str]) -> str:
    return f'<tspan class="{"sum" if match[1] == "=" else "sign"}">{match[1]}</tspan>'


def _short(number: float) -> str:
    """Return a coordinate to a tenth of a pixel."""
    return f"{round(number, 1) + 0.0:g}"


_SHAPES = {"line": _line, "path": _sign, "text": _text}
