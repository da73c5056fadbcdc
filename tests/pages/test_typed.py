"""Numbers typed by hand: what is one, what is none, and what the message proposes."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import FIXTURE

from ledger import book
from ledger.core.ledger import Ledger
from ledger.pages import page as pages
from ledger.pages import typed

LEDGER = book.read(FIXTURE).site.ledger
GUIDANCE = '{{ fig("amazon.capex.2026/guidance") }}'


def page_of(folder: Path, text: str, name: str = "page.md") -> pages.Page:
    path = folder / "page.md"
    path.write_text(text, "utf-8")
    page, _ = pages.read(path, name, book.walk)
    assert page
    return page


def messages(folder: Path, text: str, name: str = "page.md") -> list[str]:
    return [str(p).removeprefix("docs/page.md:") for p in typed.problems(page_of(folder, text, name), LEDGER)]


def lines(folder: Path, text: str) -> list[int]:
    return [problem.line for problem in typed.problems(page_of(folder, text), Ledger())]


FREE = (
    "GPT-5.2, Windows 11, ISO 27001, B200, 10-K, S&P 500, 5G, page 5, 5 a.m. ET, 2026, 5 February 2026, 3rd, v1.2.3.",
    "13 quarters, 1,000 employees, 24/7, 2025\N{EN DASH}26, H<sub>2</sub>O, 2.5.1, 7 nm.",
    "[A link](https://example.org/200-billion) and https://example.org/5%25",
    "## Heading { #y-200-billion }",
    "`$200 billion`\n\n```\n$200 billion\n```\n\n    $200 billion",
    '<span lang="nl">200 miljard dollar</span>',
    "1. One.\n2. Two.\n3. Three.",
    f"It gives {GUIDANCE}, {GUIDANCE} in 2026, and 5 more.",
    f"| {GUIDANCE} | 5 |",
    '{{ fig("amazon.capex.2026/guidance", "bare") }} dollars',
)


@pytest.mark.parametrize("text", FREE)
def test_what_is_no_amount(tmp_path: Path, text: str) -> None:
    assert messages(tmp_path, text) == []


AMOUNTS = (
    "$200 billion", "$5", "\N{EURO SIGN}5", "USD 5", "5%", "5 percent", "200 billion", "200\nbillion", "**$200** billion", "200&nbsp;billion",
    "2 trillion", "- a\n\n    200 billion", "> 200 billion", "| 200 billion |",
)  # fmt: skip


@pytest.mark.parametrize("text", AMOUNTS)
def test_amounts(tmp_path: Path, text: str) -> None:
    assert len(messages(tmp_path, text)) == 1


def test_lines_count_front_matter_and_calls(tmp_path: Path) -> None:
    text = '---\ndescription: x\n---\n\nOne {{ fig("a.b.2026") }}\nand {# a\n#}\nthen $5 billion.\n\n- $5 billion\n'
    assert lines(tmp_path, text) == [8, 10]


@pytest.mark.parametrize("key", ["title", "description"])
def test_front_matter_is_plain_text(tmp_path: Path, key: str) -> None:
    text = f"---\nhide: [toc]\n{key}: It costs $200 billion\n---\n# T\n"
    assert messages(tmp_path, text) == [
        "3: the number '$200 billion' is typed by hand, and the front matter takes no macro. Say it without."
    ]


def test_the_message_proposes_the_macro(tmp_path: Path) -> None:
    assert messages(tmp_path, "It costs $144.67 billion.") == [
        "1: the number '$144.67 billion' is typed by hand."
        ' Write {{ fig("amazon.capex.2026/consensus") }}, or say on its line why not: {# typed: reason #}.'
    ]


def test_the_article_s_own_claim_is_proposed_first(tmp_path: Path) -> None:
    (text,) = messages(tmp_path, "It has $200 billion.", "articles/five-giants.md")
    assert '{{ fig("big-five.capex.2024/five-giants") }} or' in text


def test_an_unknown_number(tmp_path: Path) -> None:
    assert messages(tmp_path, "It costs $999 billion.") == [
        "1: the number '$999 billion' is typed by hand. Add it to the file of figures and write"
        " {{ fig(…) }}, or say on its line why not: {# typed: reason #}."
    ]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("{} billion", "billion"),
        ("{}%", "%"),
        ("{} dollars", "dollars"),
        ("${}", "$"),
        ("**{}** trillion", "trillion"),
        ("{}&nbsp;billion", "billion"),
    ],
)
def test_a_macro_writes_its_own_unit(tmp_path: Path, text: str, unit: str) -> None:
    assert messages(tmp_path, text.format(GUIDANCE)) == [
        f"1: '{unit}' touches a macro, which writes its own unit."
        " Leave it out, or say on its line why not: {# typed: reason #}."
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It costs $999 billion. {# typed: an example #}", []),
        ("It costs $999 billion. {#- typed: x #}", []),
        ("It costs $999 billion. {# typed: #}", [1]),
        ("It costs $999 billion. {# an example #}", [1]),
        ("One $999 billion. {# typed: an example #}\nTwo $999 billion.", [2]),
        (f"{GUIDANCE} billion {{# typed: an example #}}", []),
    ],
)
def test_a_waiver_with_a_reason_frees_its_line(tmp_path: Path, text: str, found: list[int]) -> None:
    assert lines(tmp_path, text) == found


def test_an_empty_ledger_proposes_nothing(tmp_path: Path) -> None:
    (problem,) = typed.problems(page_of(tmp_path, "$5 billion"), Ledger())
    assert problem.grade == "warning"
