"""What the pages show: every figure in its place, every conflict and check, no quarter among years."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import edit, figure

from ledger import book
from ledger.core.problem import Unreadable
from ledger.language import words
from ledger.rules import compare


def text(read: book.Book, page: str) -> str:
    """Return everything that the macros of a page come to."""
    return "\n".join(read.text(page, c.name, c.args, c.kwargs) for c in read.site.pages[page].calls)


def test_every_figure_and_claim_has_its_anchor_once(small: book.Book) -> None:
    ledger = small.site.ledger
    for claim in ledger.claims.values():
        shown = text(small, ledger.home(ledger.figure_of(claim).entity.id))
        assert shown.count(f"{{ #{claim.figure} }}") == 1
        assert len(re.findall(rf'id="{re.escape(claim.figure)}(?:/|&#47;){claim.key}"', shown)) == 1


def test_every_check_stands_once_on_its_page(small: book.Book) -> None:
    shown = text(small, "checks.md")
    assert [len(re.findall(rf'id="check\.{c}"', shown)) for c in small.site.ledger.checks] == [1]


def test_the_conflicts_page_has_every_disputed_figure_and_no_other(small: book.Book) -> None:
    disputed = [f.id for f in small.site.ledger.figures.values() if compare.is_disputed(f)]
    assert re.findall(r"\{ #conflict\.(\S+) \}", text(small, "conflicts.md")) == disputed == ["acme.capex.2026"]


@pytest.mark.parametrize(("period", "shown"), [("2026", "beta.capex.2026"), ("2025-q4", "beta.capex.fy2026-q2")])
def test_years_and_quarters_stand_apart(root: Path, period: str, shown: str) -> None:
    for name in ("beta.capex.fy2026-q2", "acme.capex.2025-q4"):
        edit(root / "data/figures.yml", ("  beta.growth.2026:", figure(name)))
    table = book.read(root).text("index.md", "compare", ("capex", period), {})
    rows = re.findall(r"^\| \[[^]]+\]\(\S+#(\S+)\)", table, re.MULTILINE)
    assert shown in rows
    assert {("-q" in row) for row in rows} == {"-q" in period}


@pytest.mark.parametrize("article", ["plan", "krant"])
def test_an_article_s_page_lists_all_its_numbers(small: book.Book, article: str) -> None:
    shown = text(small, f"articles/{article}.md")
    assert [c.id for c in small.site.ledger.printed_by(article) if f"#{c.figure})" not in shown] == []


@pytest.mark.parametrize(
    ("name", "args", "kwargs", "message"),
    [
        ("compare", ("capx", "2026"), {}, "no measure 'capx'. Did you mean 'capex'?"),
        ("compare", ("capex", "1999"), {}, "no number of 'capex' for 1999 to show. Name another period."),
        ("entity", ("acmee",), {}, "no entity 'acmee'. Did you mean 'acme'?"),
        ("entity", ("beta",), {}, "the figures of 'beta' stand on 'companies/beta.md'. Move the call there."),
        ("figures", (), {}, "this page summarises no article. Call the macro on an article's page."),
        ("article", ("plant",), {}, "no article 'plant'. Did you mean 'plan'?"),
        ("checks", (), {"article": "plant"}, "no article 'plant'. Did you mean 'plan'?"),
        ("checks", ("fail",), {}, "no meaning 'fail'. Use error, doubt, outdated, dispute, sound or context."),
        ("rule", ("abut",), {}, "no rule 'abut'. Did you mean 'about'?"),
        ("count", ("artikles",), {}, "no count 'artikles'. Did you mean 'articles'?"),
        ("timeline", ("capex", "1999"), {}, "no number of 'capex' for 1999 to show. Name another period."),
        ("conflicts", ("", "acmee"), {}, "no entity 'acmee'. Did you mean 'acme'?"),
        ("compare", ("capex", "2026"), {"entity": "acmee"}, "no entity 'acmee'. Did you mean 'acme'?"),
        ("checks", (), {"entity": "acmee"}, "no entity 'acmee'. Did you mean 'acme'?"),
        ("outcomes", ("capex", "2026"), {"entity": "acmee"}, "no entity 'acmee'. Did you mean 'acme'?"),
        (
            "timeline",
            ("growth", "2026"),
            {"entity": "pair"},
            "no number of 'growth' for 2026 to show. Name another period.",
        ),
    ],
)
def test_a_call_that_means_nothing(
    small: book.Book, name: str, args: tuple[str, ...], kwargs: dict[str, str], message: str
) -> None:
    with pytest.raises(Unreadable) as error:
        book.MACROS[name](small.site, "index.md", *args, **kwargs)
    assert str(error.value) == message


def test_rules_come_from_the_code(small: book.Book) -> None:
    assert [small.text("index.md", "rule", (r,), {}) for r in ("about", "nearly", "digits")] == ["5%", "90%", "three"]


def test_counts_come_from_the_data(small: book.Book) -> None:
    counts = {
        "articles": small.site.ledger.articles,
        "references": small.site.ledger.references,
        "languages": ["en", "nl"],
    }
    for name, counted in counts.items():
        assert small.text("index.md", "count", (name,), {}) == words.count(len(counted))


def test_a_company_s_page_begins_with_the_year_that_is_asked_for(small: book.Book) -> None:
    shown = small.text("companies/acme.md", "entity", ("acme",), {})
    assert re.findall(r"\{ #acme\.capex\.(\S+) \}", shown)[:2] == ["2026", "2025"]
    table = small.text("companies/acme.md", "known", ("capex", "2026", "2027", "2025"), {"entity": "acme"})
    assert re.findall(r"(?m)^\| \[(\w+)\]", table) == ["2026", "2025"]
    assert "2027" not in table  # no row, and no word of it in the caption


@pytest.mark.parametrize(("by", "is_unnamed"), [("by: acme", False), ("note: none", True)])
def test_a_status_says_whether_somebody_is_named(root: Path, by: str, is_unnamed: bool) -> None:
    edit(root / "data/figures.yml", ("by: acme\n        status: actual", f"{by}\n        status: actual"))
    shown = book.read(root).text("companies/acme.md", "claims", ("acme.capex.2025",), {})
    assert ("status&#45;unnamed" in shown or "status-unnamed" in shown) is is_unnamed


def test_a_printed_number_is_quoted_and_a_comment_stands_apart(root: Path) -> None:
    printed = '{paragraph 2: {as: "$160 billion", note: "Of the year before."}}'
    edit(root / "data/figures.yml", ('{paragraph 2: "$160 billion"}', printed))
    shown = book.read(root).text("companies/acme.md", "claims", ("acme.capex.2025",), {})
    assert "“$160 billion”, paragraph 2" in shown
    assert '<span class="note">Of the year before.</span>' in shown


@pytest.mark.parametrize(("form", "columns"), [((), 7), (("brief",), 4)])
def test_the_scorecard_has_two_forms(small: book.Book, form: tuple[str, ...], columns: int) -> None:
    shown = small.text("index.md", "scorecard", form, {})
    assert {row.count(" | ") + 1 for row in shown.splitlines() if row.startswith("| ")} == {columns}
    assert ("Newest number" in shown) is bool(form)


def test_the_site_says_how_recent_it_is(cut: book.Book) -> None:
    assert re.fullmatch(r"Newest number: .*\d{4}; articles last read: \d+ \w+ \d{4}", cut.site.state)
