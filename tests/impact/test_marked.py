"""Texts of strangers in the Markdown of a report: shown as they are, and without any effect."""

from __future__ import annotations

import pytest

from ledger.impact.marked import change, escape

INERT = {
    "markup": ("<img> [a](b) `x` **b** ~~c~~ _d_", "\\<img> \\[a\\](b) \\`x\\` \\*\\*b\\*\\* \\~\\~c\\~\\~ \\_d\\_"),
    "entity": ("&lt; & AT&T", "\\&lt; & AT&T"),
    "formula": ("US$, $5 and $x$", "US\\$, $5 and \\$x\\$"),
    "mention": ("@all a@b.example", "@\u200ball a@\u200bb.example"),
    "reference": ("a #12 GH-12 # 1", "a #\u200b12 GH\u200b-12 # 1"),
    "link": ("https://e.example FTP://e.example", "https:\u200b//e.example FTP:\u200b//e.example"),
    "link without a scheme": ("www.e.example WWW.e.example", "www\u200b.e.example WWW\u200b.e.example"),
    "list": ("- a", "\\- a"),
    "numbered list": ("2026. a", "2026\\. a"),
    "several lines": ("a\n\n# b\u2028c\td", "a  # b c d"),
    "direction": ("a\u202eb", "a b"),
}


@pytest.mark.parametrize(("text", "expected"), INERT.values(), ids=INERT)
def test_a_text_is_inert(text: str, expected: str) -> None:
    assert escape(text) == expected


def test_what_changes_is_never_shortened() -> None:
    long = "word " * 1_000
    assert change("", f"{long}end").endswith("word end**")
