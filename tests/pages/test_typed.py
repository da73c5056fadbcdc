"""Numbers typed by hand: what is one, what is none, and what the message proposes."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger import book
from ledger.core.ledger import Ledger
from ledger.language.numerals import Vocabulary
from ledger.pages import page as pages
from ledger.pages import typed

ROOT = Path(__file__).resolve().parents[2]


def page_of(folder: Path, text: str, name: str = "page.md") -> pages.Page:
    path = folder / "page.md"
    path.write_text(text, "utf-8")
    page, _ = pages.read(path, name, book.signatures())
    assert page
    return page


def found(folder: Path, text: str) -> list[tuple[int, str]]:
    return list(typed.typed(page_of(folder, text), Vocabulary(frozenset({"USD", "%", "times"}))))


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("It costs $200 billion.", ["$200 billion"]),
        ("Write `$200 billion` in code.", ["$200 billion"]),
        ("```\n$200 billion\n```", ["$200 billion"]),
        ("1. It costs 5%.\n2. It costs more.", ["5%"]),
        ("| In billions | 2026 |\n| --- | --- |\n| Acme | 999 |", ["billions", "999"]),
        ("In billions of dollars, 999.", ["billions of dollars", "999"]),
        ("9**99** bil*lion* dollars.", ["999 billion dollars"]),
        ("1`0` %.", ["10 %"]),
        ("5&#37;, 5&percnt;", ["5%", "5%"]),
        ("It costs ⅯⅭ.", ["ⅯⅭ"]),
        ("Two hundred tril<br>lion.", ["Two hundred tril lion"]),
        ('[x](y.md "9 billion")', ["9 billion"]),
        ("![9 billion](assets/y.png)", ["9 billion"]),
        # free: what readers do not see, and what comes from a macro
        ("5&sup2;, &#8364;", ["52", "€"]),
        ("[A link](https://example.org/200-billion)", []),
        ("## Heading { #y-200-billion }", []),
        ('{{ fig("amazon.capex.2026") }}', []),
        ("1. One.\n2. Two.\n3. Three.", []),
    ],
)
def test_tokens(tmp_path: Path, text: str, tokens: list[str]) -> None:
    assert [token for _, token in found(tmp_path, text)] == tokens


def test_lines_count_front_matter_and_calls(tmp_path: Path) -> None:
    text = '---\ndescription: x\n---\n\nOne {{ fig("a.b.2026") }}\nand\nthen $5 billion.\n'
    assert found(tmp_path, text) == [(7, "$5 billion")]


def test_the_same_amount_is_found_on_each_of_its_lines(tmp_path: Path) -> None:
    text = "It is 5%.\nIt is 5**%**.\n\n- It is 5%.\n"
    assert found(tmp_path, text) == [(1, "5%"), (2, "5%"), (4, "5%")]


@pytest.mark.parametrize("text", ["5&sup2; b", "&#8364; b", "&frac12; b", "&#128; b", "bil&#108;ion b"])
def test_an_amount_of_references_is_placed_where_it_stands(tmp_path: Path, text: str) -> None:
    assert [line for line, _ in found(tmp_path, f"A &#10; b.\n\nSo {text}.\n")] == [3]


@pytest.mark.parametrize(
    "head",
    [
        "It costs $5 billion",
        "It costs `$5 billion`",
        "](5 billion)",
        "~~~ $5 billion",
        "{ #x $5 billion }",
        "5 billión",
    ],
)
@pytest.mark.parametrize("key", ["title", "description"])
def test_front_matter_is_plain_text(tmp_path: Path, key: str, head: str) -> None:
    ((line, token),) = found(tmp_path, f"---\nhide: [toc]\n{key}: {head!r}\n---\n# T\n")
    assert (line, token.strip("$").replace("ó", "o")) == (3, "5 billion")


def message(tmp_path: Path, text: str, name: str = "page.md") -> list[str]:
    return [str(p) for p in typed.problems(page_of(tmp_path, text, name), book.read(ROOT).site.ledger)]


def test_the_message_proposes_the_macro(tmp_path: Path) -> None:
    assert message(tmp_path, "It costs $144.67 billion.") == [
        "docs/page.md:1: the number '$144.67 billion' is typed by hand."
        ' Write {{ fig("amazon.capex.2026/consensus") }}, or say on its line why not: {# typed: reason #}.'
    ]


def test_the_article_s_own_claim_is_proposed_first(tmp_path: Path) -> None:
    (text,) = message(tmp_path, "About $200 billion.", "articles/five-giants.md")
    assert '{{ fig("big-five.capex.2024/five-giants") }} or' in text


def test_an_unknown_number(tmp_path: Path) -> None:
    assert message(tmp_path, "It costs $999 billion.") == [
        "docs/page.md:1: the number '$999 billion' is typed by hand. Add it to the file of figures and write"
        " {{ fig(…) }}, or say on its line why not: {# typed: reason #}."
    ]


@pytest.mark.parametrize(
    "text", ["See page 5.", "Atlas 3 wrote it.", "It took 13 quarters.", "1,000 – 2,000", "2026-13"]
)
def test_digits_alone_are_proposed_no_claim(tmp_path: Path, text: str) -> None:
    (found,) = message(tmp_path, text)
    assert "is typed by hand. Add it to the file of figures and write {{ fig(…) }}, or say on its line why" in found


def test_in_front_matter_no_macro_is_proposed(tmp_path: Path) -> None:
    assert message(tmp_path, "---\ndescription: It costs $200 billion\n---\n# T\n") == [
        "docs/page.md:2: the number '$200 billion' is typed by hand, and the front matter takes no macro."
        " Say it without."
    ]


@pytest.mark.parametrize(
    ("waiver", "problems"),
    [
        ("{# typed: an example of a form #}", 0),
        ("{#- typed: an example of a form #}", 0),
        ("{# typed: #}", 1),
        ("{# typed: x #}", 1),
        ("{# typed: necessarily #}", 1),
        ("{# an example of a form #}", 1),
    ],
)
def test_a_waiver_needs_a_reason(tmp_path: Path, waiver: str, problems: int) -> None:
    assert len(message(tmp_path, f"It costs $999 billion. {waiver}")) == problems


@pytest.mark.parametrize(
    "text",
    [
        "One $999 billion. {# typed: an example of a form #}\nTwo $999 billion.",
        "The word billion. {# typed: an example of a form #}\nIt costs 9**99** billion dollars.",
        "It costs $999 billion. {# typed: an example of a form #}\n\nIt costs $9**99** billion.",
        "```lang-999-billion {# typed: an example of a form #}\ncode\n```\n\nIt costs 999 billion.",
        "{ x=555 } {# typed: an example of a form #}\n\nIt costs 555.",
        "It costs 999 billion `{% raw %}{# typed: an example of a form #}{% endraw %}`.",
        "It costs 999 billion. {# another comment\ntyped: an example of a form #}",
    ],
)
def test_a_waiver_serves_its_own_line_only(tmp_path: Path, text: str) -> None:
    assert len(message(tmp_path, text)) == 1


def test_an_empty_ledger_proposes_nothing(tmp_path: Path) -> None:
    (problem,) = typed.problems(page_of(tmp_path, "$5 billion"), Ledger())
    assert problem.grade == "warning"
