"""Plain text out of Markdown and HTML: sentences and the numbers in rows."""

from __future__ import annotations

import pytest

from ledger.impact import pages
from ledger.pages.calls import Call
from ledger.pages.page import Page

LINK = '[about $200 billion](companies/amazon.md#amazon.capex.2026){ .fig title="Guidance by Amazon" }'
PLAIN = {
    "a link": (LINK, "about $200 billion"),
    "an address": ("[a](<https://e.example/x y>){ rel=external }", "a"),
    "a heading": ("### Revenue { #aws.revenue.2025 }", "### Revenue"),
    "a tag": ('<span class="status">actual</span> **Amazon**', "actual Amazon"),
    "a drawing": ("a<svg><title>5</title></svg>b", "ab"),
    "a failed call": ('x <span class="ledger-error" role="alert">no figure</span>', "x [cannot be shown]"),
    "a row in HTML": ("<table><tr>\n<th>Who</th>\n<td><a href='x'>5</a></td>\n</tr></table>", "| Who | 5"),
    "less than": ("5 < 6 > 4", "5 < 6 > 4"),
}


@pytest.mark.parametrize(("text", "expected"), PLAIN.values(), ids=PLAIN)
def test_plain(text: str, expected: str) -> None:
    assert pages.plain(text).strip() == expected


SENTENCES = {
    "lines": ("One is.\nTwo. Three.", ["One is.", "Two. Three."]),
    "lists": ("# Head\n\n- One\n- Two", ["Head", "One", "Two"]),
}


@pytest.mark.parametrize(("text", "expected"), SENTENCES.values(), ids=SENTENCES)
def test_sentences(text: str, expected: list[str]) -> None:
    page = Page("x.md", "", pieces=((1, text),))
    assert [s.words[0] for s in pages.sentences(page, lambda _: ("", "")) if s.words[0]] == expected


def test_a_number_in_a_sentence() -> None:
    call = Call("fig", ("a",), {}, 1)
    page = Page("x.md", "", pieces=((1, "It is twice "), call, (1, ".\nOr half.")))
    found = list(pages.sentences(page, lambda _: ("5.1", "6.2")))
    assert [(s.words, s.numbers, s.doubt) for s in found] == [
        (("It is twice ", "."), (("5.1", "6.2"),), "twice"),
        (("Or half.",), (), ""),
    ]


TABLE = "Table: All\n\n| Who | Sum | Status |\n| --- | ---: | --- |\n| A | {} | {} |\n| A | $7 | x |\n"
HTML = "<table><tr><th>Who</th><th>Sum</th></tr>\n<tr><td>A</td><td>{}</td></tr></table>"
ROWS: dict[str, tuple[str, str, list[object]]] = {
    "a cell": (TABLE.format("$5B", "x"), TABLE.format("$6B", "x"), [("A", ("$5B", "$6B"))]),
    "a word": (TABLE.format("$5B", "x"), TABLE.format("$5B", "y"), []),
    "words and numbers": (
        TABLE.replace("| A | $7 | x |\n", "").format("$5B net", "by A, 4"),
        TABLE.replace("| A | $7 | x |\n", "").format("$6B", "by B, 4"),
        [("A", ("$5B net", "$6B"))],
    ),
    "one of several rows": (TABLE.format("$5B net", "x"), TABLE.format("$6B", "y"), []),
    "a new row": (TABLE.format("$5B", "x"), TABLE.format("$5B", "x") + "| B | $9 | x |\n", []),
    "a new column": ("| Who | Sum |\n| A | $5 |", "| Who | Old | Sum |\n| A | $4 | $6 |", []),
    "HTML": (HTML.format("$5B"), HTML.format("$6B"), [("A", ("$5B", "$6B"))]),
    "a line": (
        "### Head\n\n- **$5 billion** actual",
        "### Head\n\n- **about $6 billion** actual",
        [("Head", ("$5 billion", "about $6 billion"))],
    ),
    "a pointer": ("- Cited on 5 pages", "- Cited on 6 pages", []),
    "in words": ("Four of five", "Three of five", [("Three of five", ("Four", "Three"))]),
}


@pytest.mark.parametrize(("before", "after", "expected"), ROWS.values(), ids=ROWS)
def test_rows(before: str, after: str, expected: list[object]) -> None:
    assert list(pages.rows(before, after)) == expected
