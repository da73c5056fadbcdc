"""Numbers typed by hand, and what Markdown reads otherwise than its author; what an honest page may hold."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from conftest import FIXTURE

from ledger import book
from ledger.core.ledger import Ledger
from ledger.pages import lint
from ledger.pages import page as pages

LEDGER = book.read(FIXTURE).site.ledger
FIG = '{{ fig("acme.capex.2026") }}'


def page_of(folder: Path, text: str, name: str = "page.md") -> pages.Page:
    path = folder / "page.md"
    path.write_text(text, "utf-8")
    page, _ = pages.read(path, name, book.walk)
    assert page
    return page


def found(folder: Path, text: str) -> list[tuple[int, str]]:
    problems = list(lint.structure(page_of(folder, text)))
    assert {p.grade for p in problems} <= {"warning"}
    return [(p.line, p.text) for p in problems]


UNTOLD, NO_RULE, INNER, NO_ITEM, TWICE, TAKEN, NO_TABLE = (
    "stands for what somebody must write",
    "has no rule",
    "is read as one of the list around it",
    "these lines make no list",
    "stands more than once, and order",
    "stands more than once. Choose",
    "right behind text and is none",
)
ROW, LIST, BRACES, MACRO, LETTER = (
    "this row has",
    "makes no list",
    "is shown as it stands",
    "holds a macro",
    "no letter",
)

WARNED: dict[str, tuple[str, list[tuple[int, str]]]] = {
    "rows": ("| a | b |\n| - | - |\n| 1 |\n| 1 | 2 |\n| 1 | 2 | 3 |", [(3, ROW), (5, ROW)]),
    "braces of two kinds": ('It is { fig("acme.capex.2026") }}.', [(1, BRACES)]),
    "placeholder": ("It is (TODO: how much).", [(1, UNTOLD)]),
    "table without a rule": ("x\n\n| a | b |\n| 1 | 2 |", [(3, NO_RULE)]),
    "table behind text": ("Table: x\n| a | b |\n| - | - |\n| 1 | 2 |", [(2, NO_TABLE)]),
    "inner item with two blanks": ("- a\n  - b\n  - c", [(2, INNER)]),
    "inner item with three blanks": ("1. a\n   - b", [(2, INNER)]),
    "numbers in brackets": ("1) a\n2) b", [(1, NO_ITEM)]),
    "round bullets": ("x\n\n• a\n• b", [(3, NO_ITEM)]),
    "heading twice": ("## Notes\n\nx\n\n### Notes!", [(5, TWICE)]),
    "heading with the address of another": ("## Notes\n\n## More { #notes }", [(1, TWICE)]),
    "address twice": ("## A { #x }\n\n## B { #x }", [(1, TAKEN), (3, TAKEN)]),
    "rule": ("| a | b |\n| - |\n| 1 | 2 |", [(2, ROW)]),
    "rows without bars around": ("a | b\n- | -\n1 | 2 | 3", [(3, ROW)]),
    "rows in a quotation": ("> | a | b |\n> | - | - |\n> | 1 |", [(3, ROW)]),
    "rows in an item": ("- x\n\n    | a | b |\n    | - | - |\n    | 1 |", [(5, ROW)]),
    "row with a macro": (f"| a | b |\n| - | - |\n| {FIG} |", [(3, ROW)]),
    "braces": ('It is { fig("acme.capex.2026") }.', [(1, BRACES)]),
    "braces without blanks": ("It is {figures()}.", [(1, BRACES)]),
    "list behind a colon": ("Two things:\n- one", [(2, LIST)]),
    "list behind text": ("Two things\n* one\n* two", [(2, LIST)]),
    "numbered list": ("Two things\nhere:\n1. one\n2. two", [(3, LIST)]),
    "list in a quotation": ("> Two things:\n> - one", [(2, LIST)]),
    "list in an item": ("- a\n\n    Two things:\n    - one", [(4, LIST)]),
    "heading with a macro": (f"# T\n\n## In {FIG}", [(3, MACRO)]),
    "heading of a number": ("## 2026", [(1, LETTER)]),
    "heading in another script": ("## \u8a08\u756b", [(1, LETTER)]),
    "underlined heading": ("2026\n----\n\ntext", [(1, LETTER)]),
    "heading behind text": ("text\n## 2026\ntext", [(2, LETTER)]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WARNED.values(), ids=WARNED)
def test_what_is_read_otherwise(tmp_path: Path, text: str, expected: list[tuple[int, str]]) -> None:
    # An empty first line keeps a colon from making front matter of the text.
    got = found(tmp_path, f"\n{text}")
    assert [line - 1 for line, _ in got] == [line for line, _ in expected]
    assert all(part in message for (_, message), (_, part) in zip(got, expected, strict=True))


HONEST = (
    "| a | b |\n|:--|--:|\n| `x|y` | \\| |\n| | |\n| [x](y|z) | {{ figures() }} |",
    "| a |\n|---|\n| b |",
    "Wrapped text\n- with a dash at the start of a line.",
    "In\n2026. The year\n3. of it.",
    "- a\n- b\n    - c\n\n    text\n- d",
    "1. a\n2. b\n\n# T\n- c\n- d",
    "> quote\n> of lines\n\n> - a\n> - b",
    "A note.[^1]\n\n[^1]: Text:\n    - a\n    - b",
    '!!! note "T"\n    - a\n    - b',
    "Term\n:   Definition\n:   Another",
    "<div markdown>\n- a\n- b\n</div>",
    "```\nText:\n- a\n{ fig(\"x\") }\n# 5\n| a | b |\n| - | - |\n| 1 |\n```",
    "a\n\n    Text:\n    - a\n    # 5",
    "`{ fig(\"x\") }` and f(x) { return (5) } and { a, b }",
    '{% raw %}{{ fig("x") }}{% endraw %}',
    f"## In {FIG} {{ #now }}\n\n## 2026 {{: #y2026 .x }}\n\n## Plans",
    "Head\n====\n- a\n- b",
    "text\n\n---\n\ntext",
    "text\n***\ntext",
    "## Notes\n\n## Notes { #more }\n\n## \u8cc7\u672c { #capital }\n\n## \u652f\u51fa { #spending }",
    "1) It is one reason.\n\n2) It is another.",
    "- a\n\n    - b\n    - c\n- d\n 1. e",
    "TODO lists are long, and TBD stands in the table.",
    "| a |",
    "a - b\n- - -",
    "| a | b |\n| - | - |\n| - | - |",
)  # fmt: skip


@pytest.mark.parametrize("text", HONEST)
def test_an_honest_page_has_no_warning(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "<!--" * 24_000, "~~~a\n" * 19_000, "".join("`" * n + "a" for n in range(1, 430)), "{ #" * 30_000, "<p" + " lang=" * 15_000,
        "<p lang=x>" * 9_000, "](" * 45_000, "](()" * 22_000, "# { " + "#a" * 45_000, "#\n" * 45_000, "{a('" * 24_000, "a|b\n-" + " " * 90_000 + "x",
        "\n    a" * 16_000, "a\n- b\n" * 14_000, "a|b\n-|-\n" + "|\n" * 44_000, "> " * 45_000, "$5 " * 30_000, "9," * 47_000, "{# typed: x " * 8_000 + "\n#}",
    ],
)  # fmt: skip
def test_nothing_takes_long(tmp_path: Path, text: str) -> None:
    began = time.process_time()
    page = page_of(tmp_path, text)
    assert len([*islice(lint.structure(page), 50), *islice(lint.typed(page, Ledger()), 50)]) <= 100
    assert time.process_time() - began < 5


# ---- numbers typed by hand -------------------------------------------------------------------------

GUIDANCE = '{{ fig("amazon.capex.2026/guidance") }}'


def messages(folder: Path, text: str, name: str = "page.md") -> list[str]:
    return [str(p).removeprefix("docs/page.md:") for p in lint.typed(page_of(folder, text, name), LEDGER)]


def lines(folder: Path, text: str) -> list[int]:
    return [problem.line for problem in lint.typed(page_of(folder, text), Ledger())]


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


@pytest.mark.parametrize("text", ["{} per share", "{} a share.", "**{}** per\nshare"])
@pytest.mark.parametrize("kind", ["per share", "flow"])
def test_a_macro_of_a_measure_per_share_writes_so_itself(tmp_path: Path, text: str, kind: Any) -> None:
    figures = {i: replace(f, measure=replace(f.measure, kind=kind)) for i, f in LEDGER.figures.items()}
    page = page_of(tmp_path, text.format(GUIDANCE))
    problems = list(lint.typed(page, replace(LEDGER, figures=figures)))
    assert ["stands twice" in p.text for p in problems] == [True] * (kind == "per share")


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
    (problem,) = lint.typed(page_of(tmp_path, "$5 billion"), Ledger())
    assert problem.grade == "warning"
