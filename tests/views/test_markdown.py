"""Tables and Markdown primitives: captions, scopes, labels, sort keys, and text that stays text."""

from __future__ import annotations

import html
import re

import markdown as python_markdown
import pytest
from conftest import EXTENSIONS

from ledger.views import markdown


def rendered(text: str) -> str:
    return python_markdown.markdown(text, extensions=list(EXTENSIONS))


TABLE = """Table: Spending, 2026

| Who | Number |
| --- | ---: |
| Acme | [about $5 billion](x.md){ .fig data-sort="5000000000" } |
| Beta |  |"""


@pytest.mark.parametrize(
    "part",
    [
        '<div class="ledger-table"><table class="ledger">',
        "<caption>Spending, 2026</caption>",
        '<th scope="col">Who</th>',
        '<th class="num" scope="col">Number</th>',
        '<th data-label="Who" scope="row">Acme</th>',
        '<td class="num" data-label="Number" data-sort="5000000000"><a class="fig" href="x.md">about $5 billion</a></td>',
        '<td class="num" data-label="Number"></td>',
    ],
)
def test_a_table(part: str) -> None:
    assert part in rendered(TABLE)


@pytest.mark.parametrize("absent", ["style=", "<p>Table: ", "Table: Spending"])
def test_nothing_of_the_sort_is_left(absent: str) -> None:
    assert absent not in rendered(TABLE)


def test_a_table_without_a_caption_stays_one() -> None:
    assert "<caption>" not in rendered("Text.\n\n| a | b |\n| --- | --- |\n| 1 | 2 |")


def test_a_list_of_attributes_below_the_caption_is_the_table_s() -> None:
    page = rendered('Table: Spending\n{: data-search-exclude="" }\n\n| a | b |\n| --- | --- |\n| 1 | 2 |')
    assert '<table class="ledger" data-search-exclude="">' in page
    assert "<caption>Spending</caption>" in page


def test_every_table_of_a_page_keeps_its_own_caption() -> None:
    page = rendered(f"{TABLE}\n\nBetween.\n\n{TABLE.replace('Spending', 'Income')}")
    assert page.index("<caption>Spending") < page.index("Between.") < page.index("<caption>Income")


HOSTILE = (
    "<script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "a | b",
    "[link](javascript:alert(1))",
    "![image](x)",
    "`code` *bold* _it_ ~~s~~",
    "{{ 7*7 }} {% x %}",
    "{: onclick=alert(1) }",
    "line\nbreak",
    "# heading",
    "1. item",
    "&lt;b&gt; &amp;",
    "https://x.example www.x.example a@b.example",
    "\\* \\[",
    "Table: x",
)


@pytest.mark.parametrize("label", HOSTILE)
def test_text_stays_text_in_a_paragraph(label: str) -> None:
    page = rendered(f"Before {markdown.text(label)} after.")
    assert page.count("<") == 2
    assert html.unescape(page) == f"<p>Before {' '.join(label.split())} after.</p>"


@pytest.mark.parametrize("label", HOSTILE)
def test_text_stays_text_in_a_cell_and_an_attribute(label: str) -> None:
    link = markdown.link(markdown.text(label), "x.md", "index.md", markdown.attributes(["fig"], title=label))
    page = rendered(f"Table: C\n\n| A | B |\n| --- | --- |\n| x | {link} |")
    assert page.count("<a ") == page.count("</a>") == 1
    assert page.count("<td") == 1
    cell = page[page.index("<a ") : page.index("</a>")]
    attributes, _, shown = cell.partition(">")
    assert html.unescape(shown) == " ".join(label.split())
    assert html.unescape(attributes).endswith(f'title="{" ".join(label.split())}"')
    assert attributes.count("=") == 3  # class, href, title


@pytest.mark.parametrize(
    ("target", "page", "path"),
    [
        ("companies/amazon.md#a.b.2026", "index.md", "companies/amazon.md#a.b.2026"),
        ("companies/amazon.md#a.b.2026", "articles/x.md", "../companies/amazon.md#a.b.2026"),
        ("companies/amazon.md#a.b.2026", "companies/meta.md", "amazon.md#a.b.2026"),
        ("companies/amazon.md#a.b.2026", "companies/amazon.md", "#a.b.2026"),
        ("companies/amazon.md", "companies/amazon.md", "amazon.md"),
    ],
)
def test_a_path_from_a_page(target: str, page: str, path: str) -> None:
    assert markdown.path_to(target, page) == path


@pytest.mark.parametrize(
    ("page", "path"),
    [
        ("index.md", "downloads"),
        ("data.md", "../downloads"),
        ("articles/index.md", "../downloads"),
        ("a/b.md", "../../downloads"),
    ],
)
def test_a_file_from_a_page_s_address(page: str, path: str) -> None:
    assert markdown.file_from("downloads", page) == path


@pytest.mark.parametrize(
    ("raw", "language", "shown"),
    [
        ("三倍", "zh-Hant", "[三倍]"),
        ("超過 $80 billion", "zh-Hant", "[超過] $80 billion"),
        ("$93 billion 左右", "zh-Hant", "$93 billion [左右]"),
        ("約 2,000 億美元", "zh-Hant", "[約 2,000 億美元]"),
        ("$475 billion", "zh-Hant", "$475 billion"),
        ("200 miljard dollar", "nl", "[200 miljard dollar]"),
        ("$1,95", "nl", "$1,95"),
        ("24%", "nl", "24%"),
        ("three", "en", "three"),
    ],
)
def test_only_words_of_a_language_name_it(raw: str, language: str, shown: str) -> None:
    found = markdown.foreign(raw, language)
    assert html.unescape(found.replace(f'<span lang="{language}">', "[").replace("</span>", "]")) == shown


def test_a_heading_s_name_leaves_out_its_sign() -> None:
    sign = {"toc": {"permalink": "#"}}
    shown = python_markdown.markdown("## Head", extensions=list(EXTENSIONS), extension_configs=sign)
    assert 'aria-hidden="true"' in shown
    assert 'tabindex="-1"' in shown


@pytest.mark.parametrize(
    "text", ["one<br>two", "<ul><li>one</li><li>two</li></ul>", "<svg><text>one</text><text>two</text></svg>"]
)
def test_where_a_line_ends_a_word_ends(text: str) -> None:
    assert "one two" in " ".join(re.sub(r"<[^>]*>", "", rendered(text)).split())
