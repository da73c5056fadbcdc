"""Numbers typed by hand: what is one, what is none, and what the message proposes."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger import book, pages, typed
from ledger.model import Ledger

ROOT = Path(__file__).resolve().parent.parent


def found(tmp_path: Path, text: str) -> list[tuple[int, str]]:
    path = tmp_path / "page.md"
    path.write_text(text, "utf-8")
    page, wrong = pages.read(path, "page.md", book.signatures())
    assert page
    assert not wrong
    return list(typed.typed(page))


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("It costs $200 billion.", ["$200 billion"]),
        ("It costs $175 to $185 billion.", ["$175 to $185 billion"]),
        ("It costs $175-185bn.", ["$175-185bn"]),
        ("Some 200 billion dollars.", ["200 billion dollars"]),
        ("It grew 24%.", ["24%"]),
        ("It grew 24 per cent.", ["24 per cent"]),
        ("It grew by 10-20%.", ["10-20%"]),
        ("Het kost 35,6 miljard dollar.", ["35,6 miljard dollar"]),
        ("Het groeide met 24 procent.", ["24 procent"]),
        ("達 3500億美元。", ["3500億美元"]),
        ("達數兆美元。", ["數兆"]),
        ("It has 216 GB of memory.", ["216 GB"]),
        ("Made in 3nm.", ["3nm"]),
        ("Two hundred billion dollars.", ["Two hundred billion"]),
        ("A three-trillion-dollar thesis.", ["three-trillion"]),
        ("It costs €5.", ["€5"]),
        ("It is $7.86 a share.", ["$7.86"]),
        # free: years, dates, names, small counts, and what is no prose
        ("In 2026 four companies met on 5 February.", []),
        ("Maia 200 and the S&P 500.", []),
        ("The trillion in the slogan is no number.", []),
        ("Write `$200 billion` in code.", []),
        ("```\n$200 billion\n```", []),
        ("[A link](https://example.org/200-billion)", []),
        ('<span title="$200 billion">x</span>', []),
        ("## Heading { #y-200-billion }", []),
        ("Takes two minutes.", []),
        ('{{ fig("amazon.capex.2026") }}', []),
    ],
)
def test_tokens(tmp_path: Path, text: str, tokens: list[str]) -> None:
    assert [token for _, token in found(tmp_path, text)] == tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("It is 1,230 km long.", ["1,230 km"]),
        ("Hij is 1.230 kilometer lang.", ["1.230 kilometer"]),
        ("It carries 2300 m³/s.", ["2300 m³/s"]),
        ("It costs £5 or CHF 6, 7 million pounds.", ["£5", "CHF 6", "7 million pounds"]),
        ("It took 2 years, 3 times.", []),
        ("Kilometre 5 of the A12.", []),
    ],
)
def test_tokens_of_the_ledger_s_own_units(tmp_path: Path, text: str, tokens: list[str]) -> None:
    path = tmp_path / "page.md"
    path.write_text(text, "utf-8")
    page, _ = pages.read(path, "page.md", book.signatures())
    assert page
    units = frozenset({"km", "m³/s", "GBP", "CHF", "years", "times", "%", ""})
    assert [token for _, token in typed.typed(page, units)] == tokens


def test_lines_count_front_matter_and_calls(tmp_path: Path) -> None:
    text = '---\ndescription: x\n---\n\nOne {{ fig("a.b.2026") }}\nand\nthen $5 billion.\n'
    assert found(tmp_path, text) == [(7, "$5 billion")]


def test_front_matter_is_read_too(tmp_path: Path) -> None:
    assert found(tmp_path, "---\ndescription: It costs $5 billion.\n---\n# T\n") == [(1, "$5 billion")]


def message(tmp_path: Path, text: str, name: str = "page.md") -> list[str]:
    path = tmp_path / "page.md"
    path.write_text(text, "utf-8")
    page, _ = pages.read(path, name, book.signatures())
    assert page
    return [str(p) for p in typed.problems(page, book.read(ROOT).site.ledger)]


def test_the_message_proposes_the_macro(tmp_path: Path) -> None:
    assert message(tmp_path, "It costs $144.67 billion.") == [
        "docs/page.md:1: the number '$144.67 billion' is typed by hand."
        ' Write {{ fig("amazon.capex.2026/consensus") }}.'
    ]


def test_the_article_s_own_claim_is_proposed_first(tmp_path: Path) -> None:
    (text,) = message(tmp_path, "About $200 billion.", "articles/five-giants.md")
    assert '{{ fig("big-five.capex.2024/five-giants") }} or' in text


def test_an_unknown_number(tmp_path: Path) -> None:
    assert message(tmp_path, "It costs $999 billion.") == [
        "docs/page.md:1: the number '$999 billion' is typed by hand. Add it to the file of figures and write"
        " {{ fig(…) }}, or say on its line why not: {# typed: reason #}."
    ]


def test_a_waiver_needs_a_reason(tmp_path: Path) -> None:
    assert message(tmp_path, "It costs $999 billion. {# typed: an example of a form #}") == []
    assert len(message(tmp_path, "It costs $999 billion. {# typed: #}")) == 1


def test_a_waiver_serves_its_own_line_only(tmp_path: Path) -> None:
    assert len(message(tmp_path, "One $999 billion. {# typed: an example #}\nTwo $999 billion.")) == 1


def test_an_empty_ledger_proposes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("$5 billion", "utf-8")
    page, _ = pages.read(path, "page.md", book.signatures())
    assert page
    (problem,) = typed.problems(page, Ledger())
    assert problem.grade == "warning"
