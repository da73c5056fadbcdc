"""What the pages show: every figure in its place, every conflict and check, no quarter among years."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ledger import book
from ledger.core.problem import Unreadable
from ledger.rules import compare

BOOK = book.read(Path(__file__).resolve().parents[2])
SITE = BOOK.site
LEDGER = SITE.ledger


def text(page: str) -> str:
    """Return everything that the macros of a page come to."""
    calls = SITE.pages[page].calls
    return "\n".join(BOOK.text(page, c.name, c.args, c.kwargs) for c in calls)


@pytest.mark.parametrize("figure", list(LEDGER.figures))
def test_every_figure_has_its_anchor_once(figure: str) -> None:
    home = LEDGER.home(LEDGER.figures[figure].entity.id)
    assert text(home).count(f"{{ #{figure} }}") == 1


@pytest.mark.parametrize("claim", list(LEDGER.claims))
def test_every_claim_has_its_anchor_once(claim: str) -> None:
    home = LEDGER.home(LEDGER.figure_of(LEDGER.claims[claim]).entity.id)
    assert len(re.findall(rf'id="{re.escape(claim.replace("/", "&#47;"))}"|id="{re.escape(claim)}"', text(home))) == 1


def test_every_check_stands_once_on_its_page() -> None:
    shown = text("checks.md")
    assert all(len(re.findall(rf'id="check\.{c}"', shown)) == 1 for c in LEDGER.checks)


def test_the_conflicts_page_has_every_disputed_figure_and_no_other() -> None:
    disputed = [f.id for f in LEDGER.figures.values() if compare.is_disputed(f)]
    assert re.findall(r"\{ #conflict\.(\S+) \}", text("conflicts.md")) == disputed


@pytest.mark.parametrize("page", ["articles/returns.md", "conflicts.md", "checks.md", "index.md"])
def test_the_total_and_the_sum_of_its_rows_are_both_visible(page: str) -> None:
    assert "$475" in text(page)
    assert re.search(r"(about |&#126;)\$375", text(page))


def test_no_column_of_years_holds_a_quarter() -> None:
    years = BOOK.text("compare.md", "compare", ("capex", "2026"), {})
    rows = re.findall(r"^\| \[([^]]+)\]\(\S+#(\S+)\)", years, re.MULTILINE)
    assert ("Amazon", "amazon.capex.2026") in rows
    assert ("Microsoft, fiscal 2026 &#40;July 2025 to June 2026&#41;", "microsoft.capex.fy2026") in rows or any(
        figure == "microsoft.capex.fy2026" and "fiscal 2026" in name for name, figure in rows
    )
    assert not any("-q" in figure for _, figure in rows)


def test_a_fiscal_quarter_stands_with_the_calendar_quarter_of_the_same_days() -> None:
    quarters = BOOK.text("compare.md", "compare", ("capex", "2025-q4"), {})
    assert "#microsoft.capex.fy2026-q2" in quarters


@pytest.mark.parametrize("article", list(LEDGER.articles))
def test_an_article_s_page_lists_all_its_numbers(article: str) -> None:
    shown = text(f"articles/{article}.md")
    for claim in LEDGER.printed_by(article):
        assert f"#{claim.figure})" in shown


@pytest.mark.parametrize(
    ("name", "args", "kwargs", "message"),
    [
        ("compare", ("capx", "2026"), {}, "no measure 'capx'. Did you mean 'capex'?"),
        ("compare", ("capex", "1999"), {}, "no figure of 'capex' for 1999. Name another period."),
        ("entity", ("amazn",), {}, "no entity 'amazn'. Did you mean 'amazon'?"),
        ("entity", ("meta",), {}, "the figures of 'meta' stand on 'companies/meta.md'. Move the call there."),
        ("figures", (), {}, "this page summarises no article. Call the macro on an article's page."),
        ("article", ("return",), {}, "no article 'return'. Did you mean 'returns'?"),
        ("checks", (), {"article": "return"}, "no article 'return'. Did you mean 'returns'?"),
        ("checks", (), {"style": "lst"}, "no style 'lst'. Did you mean 'list'?"),
        ("rule", ("abut",), {}, "no rule 'abut'. Did you mean 'about'?"),
        ("timeline", ("capex", "1999"), {}, "no figure of 'capex' for '1999'. Name another measure or period."),
    ],
)
def test_a_call_that_means_nothing(name: str, args: tuple[str, ...], kwargs: dict[str, str], message: str) -> None:
    with pytest.raises(Unreadable) as error:
        book.MACROS[name](SITE, "index.md", *args, **kwargs)
    assert str(error.value) == message


def test_rules_come_from_the_code() -> None:
    assert [BOOK.text("method.md", "rule", (r,), {}) for r in ("about", "nearly", "digits")] == ["5%", "90%", "three"]


def test_a_check_with_an_unknown_verdict_word_is_refused() -> None:
    with pytest.raises(Unreadable) as error:
        book.MACROS["checks"](SITE, "index.md", "fail")
    assert str(error.value) == "no verdict 'fail'. Did you mean 'fails'?"


@pytest.mark.parametrize(
    ("check", "shown"),
    [
        ("growth-since-2024", "above [just under 2&#215;]"),
        ("outlook-below-consensus", "below [$22.04B]"),
    ],
)
def test_a_check_shows_both_sides_alike(check: str, shown: str) -> None:
    row = next(line for line in text("checks.md").split("\n") if f'check.{check}"' in line)
    assert shown in row


def test_a_sum_that_is_taken_away_stands_in_brackets() -> None:
    row = next(line for line in text("checks.md").split("\n") if 'check.returns-microsoft-half-spent"' in line)
    assert re.search(r"\N{MINUS SIGN} \(\[.*\] ?.*\+ .*\)", row)


def test_what_no_article_prints_stands_beside_the_articles() -> None:
    shown = BOOK.text("compare.md", "compare", ("capex", "2026"), {})
    assert "Elsewhere" in shown
    assert "220B" in shown


def test_a_reference_without_a_date_says_so() -> None:
    undated = [r for r in LEDGER.references.values() if not r.published]
    assert text("references.md").count("not dated") == len(undated) > 0
