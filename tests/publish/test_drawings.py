"""A drawing holds shapes and colours, and nothing that a browser would run or fetch."""

from __future__ import annotations

import pytest
from conftest import ROOT

from ledger.publish import drawings

PLACE = " has no place in a drawing. Keep to shapes and colours."
XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'


def svg(inner: str, attributes: str = "") -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg"{attributes}>\n{inner}\n</svg>\n'


LIVELY = {
    "script": (svg("<script>alert(1)</script>"), [(2, f"<script>{PLACE}")]),
    "script of another prefix": (
        svg('<s-v:script xmlns:s-v="http://www.w3.org/2000/svg">alert(1)</s-v:script>'), [(2, f"<script>{PLACE}")],
    ),
    "handler": (svg("", ' onload="alert(1)"'), [(1, f"'onload=alert(1)'{PLACE}")]),
    "handler over two lines": (svg("", ' onload\n="alert(1)"'), [(1, f"'onload=alert(1)'{PLACE}")]),
    "frame": (svg(f'<iframe {XHTML} src="javascript:alert(1)"/>'), [(2, f"<iframe>{PLACE}"), (2, f"'src=javascript:alert(1)'{PLACE}")]),
    "refresh": (svg(f'<meta {XHTML} content="0"/>'), [(2, f"<meta>{PLACE}"), (2, f"'content=0'{PLACE}")]),
    "HTML": (svg(f"<p {XHTML}>x</p>"), [(2, f"<p>{PLACE}")]),
    "link": (svg('<a href="x">x</a>'), [(2, f"<a>{PLACE}"), (2, f"'href=x'{PLACE}")]),
    "old link": (svg('<g xmlns:x="http://www.w3.org/1999/xlink" x:href="y"/>'), [(2, f"'href=y'{PLACE}")]),
    "use": (svg('<use href="#x"/>'), [(2, f"<use>{PLACE}"), (2, f"'href=#x'{PLACE}")]),
    "picture": (svg('<image width="1"/>'), [(2, f"<image>{PLACE}")]),
    "animation": (svg('<set attributeName="x"/>'), [(2, f"<set>{PLACE}"), (2, f"'attributeName=x'{PLACE}")]),
    "style": (svg('<g style="fill: red"/>'), [(2, f"'style=fill: red'{PLACE}")]),
    "style sheet": (svg("<style>@import 'x';</style>"), [(2, f"<style>{PLACE}")]),
    "colour from elsewhere": (svg('<g fill="url(https://evil.example/#x)"/>'), [(2, f"'fill=url(https://evil.example/#x)'{PLACE}")]),
    "foreign object": (svg("<foreignObject/>"), [(2, f"<foreignObject>{PLACE}")]),
    "document type": ("<!DOCTYPE svg>\n" + svg(""), [(1, f"a document type{PLACE}")]),
    "instruction": ('<?xml-stylesheet href="x"?>\n' + svg(""), [(1, f"<?xml-stylesheet?>{PLACE}")]),
    "no namespace": ("<svg/>", [(1, f"<svg>{PLACE}")]),
    "broken": (svg("<g>"), [(3, "this is no drawing: mismatched tag. Save it as plain SVG.")]),
    "empty": ("", [(1, "this is no drawing: no element found. Save it as plain SVG.")]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LIVELY.values(), ids=LIVELY)
def test_what_is_more_than_a_drawing(text: str, expected: list[drawings.Finding]) -> None:
    assert list(drawings.findings(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        svg('<title>T</title><g fill="url(#a)" stroke-width="1.5" transform="scale(2)"><path d="M7 15h4"/></g>'),
        '<?xml version="1.0"?>\n<!-- drawn by hand -->\n' + svg('<rect x="1" y="2" rx="3" width="4" height="5"/>'),
    ],
)
def test_a_drawing(text: str) -> None:
    assert list(drawings.findings(text)) == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("docs/**/*.svg")), ids=lambda p: p.name)
def test_the_site_s_own_drawings(path) -> None:  # type: ignore[no-untyped-def]
    assert list(drawings.findings(path.read_text("utf-8"))) == []
