"""The policy of the pages: it holds for everything on them, and knows the theme's own scripts only."""

from __future__ import annotations

import pytest

from ledger.publish import html, policy

PINNED = policy.hashed("x()")
START = '<!doctype html>\n<html lang="en"><head>\n<meta charset="utf-8">'
SCRIPTS = {
    "pinned": ("<script>x()</script>", False),
    "data": ('<script type="application/json">{}</script>', False),
    "file": ('<script src="assets/javascripts/x.js"></script>', False),
    "other": ("<script>y()</script>", True),
    "data in name only": ('<script data-type="application/json">y()</script>', True),
    "of two types": ('<script type="module" type="application/json">y()</script>', True),
    "file in name only": ("<script data-src=x>y()</script>", True),
    "odd end": ("<script>y()</script foo>", True),
    "no end": ("<script>y()", True),
    "ends at once": ("<script/>y()</script>", True),
    "capitals": ("<SCRIPT>y()</SCRIPT>", True),
    "behind a comment of two readings": ("<!--><script>y()</script>-->", True),
    "behind a title of two readings": ("<title></title ><script>y()</script></title>", True),
}


@pytest.mark.parametrize(("body", "is_strange"), SCRIPTS.values(), ids=SCRIPTS)
def test_a_script_that_is_not_the_theme_s(body: str, *, is_strange: bool) -> None:
    page = html.Page(f"{START}</head><body>{body}</body></html>")
    found = [*page.findings, *policy.unknown(page.scripts, [PINNED])]
    assert bool(found) is is_strange


def test_the_policy_stands_first() -> None:
    added = policy.added(f"{START}<link>", [PINNED])
    assert added.startswith(f'{START}<meta http-equiv="Content-Security-Policy" content="default-src \'none\';')
    assert added.endswith(f"script-src 'self' {PINNED}\"><link>")
    assert "unsafe" not in added


@pytest.mark.parametrize(
    "start",
    [
        '<html><head><meta charset="utf-8">',
        'x<!doctype html><html><head><meta charset="utf-8">',
        '<!doctype html><html><head></head><body><meta charset="utf-8">',
        '<!doctype html><html><head>x<meta charset="utf-8">',
        '<!doctype html><html><head><script src="assets/javascripts/x.js"></script><meta charset="utf-8">',
        '<!doctype html><html><head><title><meta charset="utf-8">',
    ],
)
def test_a_page_on_which_the_policy_would_come_too_late(start: str) -> None:
    assert policy.added(start, []) == ""
