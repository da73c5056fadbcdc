"""What a drawing may hold: shapes and colours, because a browser runs an SVG that is opened by its own address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.parsers import expat

_SVG = "http://www.w3.org/2000/svg"
_ELEMENT = re.compile(
    "svg|g|defs|title|desc|path|rect|circle|ellipse|line|polyline|polygon|text|tspan|(?:linear|radial)Gradient|stop"
    "|clipPath|mask|symbol"
)
_ATTRIBUTE = re.compile(
    "id|class|role|aria-[a-z]+|viewBox|width|height|[dxyr]|[cfr][xyr]|[xy][12]|dx|dy|points|transform|fill|stroke"
    "|(?:fill|stroke|stop|clip|font|text|letter|dominant)-[a-z-]+|opacity|offset|mask|gradient[A-Z][A-Za-z]+"
    "|spreadMethod|preserveAspectRatio|version"
)
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)|[a-z]+:|//|\\", re.IGNORECASE)

Finding = tuple[int, str]


def findings(text: str) -> Iterator[Finding]:
    """Yield the line of everything that is no shape or colour, and what is wrong with it."""
    found: list[Finding] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def report(what: str) -> None:
        found.append((parser.CurrentLineNumber, f"{what} has no place in a drawing. Keep to shapes and colours."))

    def start(name: str, attributes: dict[str, str]) -> None:
        space, _, element = name.rpartition(" ")
        if space != _SVG or not _ELEMENT.fullmatch(element):
            report(f"<{element}>")
        for key, value in attributes.items():
            if not _ATTRIBUTE.fullmatch(key) or _OUTSIDE.search(value):
                report(f"'{key.rpartition(' ')[2]}={value[:40]}'")

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = lambda *_: report("a document type")
    parser.ProcessingInstructionHandler = lambda target, _: report(f"<?{target}?>")
    try:
        parser.Parse(text.encode("utf-8"), True)
    except expat.ExpatError as error:
        found.append((error.lineno, f"this is no drawing: {expat.ErrorString(error.code)}. Save it as plain SVG."))
    yield from found
