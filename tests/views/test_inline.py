"""Which claim an id means on a page, and how the number is shown there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ledger import book
from ledger.core.amount import parse
from ledger.core.problem import Unreadable
from ledger.views import inline

LEDGER = book.read(Path(__file__).resolve().parents[2]).site.ledger


@pytest.mark.parametrize(
    ("page", "name", "claim"),
    [
        # elsewhere: the preferred claim, or the only one
        ("index.md", "amazon.capex.2026", "amazon.capex.2026/guidance-july"),
        ("index.md", "apple.capex.2026", "apple.capex.2026/estimate"),
        ("index.md", "amazon.capex.2026/returns", "amazon.capex.2026/returns"),
        ("companies/amazon.md", "amazon.capex.2025", "amazon.capex.2025/actual"),
        # on an article's page: that article's own
        ("articles/returns.md", "amazon.capex.2026", "amazon.capex.2026/returns"),
        ("articles/five-giants.md", "amazon.capex.2026", "amazon.capex.2026/wts"),
        ("articles/aws-growth.md", "amazon.capex.2026", "amazon.capex.2026/guidance"),
        ("articles/aws-growth.md", "amazon.capex.2025", "amazon.capex.2025/implied"),
        ("articles/returns.md", "amazon.capex.2026/guidance", "amazon.capex.2026/guidance"),
        # printed before computed
        ("articles/returns.md", "big-four.capex.2026", "big-four.capex.2026/returns"),
    ],
)
def test_an_id_means_a_claim(page: str, name: str, claim: str) -> None:
    assert inline.cited(LEDGER, page, name).id == claim


@pytest.mark.parametrize(
    ("page", "name", "message"),
    [
        ("index.md", "amazon.capx.2026", "no figure 'amazon.capx.2026'. Did you mean 'amazon.capex.2026'?"),
        (
            "index.md",
            "rain.fall.1999",
            "no figure 'rain.fall.1999'. Add it to the file of figures, or correct the id.",
        ),
        (
            "index.md",
            "amazon.capex.2026/guidence",
            "no claim 'guidence' of 'amazon.capex.2026'. Did you mean 'guidance'?",
        ),
        (
            "index.md",
            "amazon.market-cap.undated",
            "no claim of 'amazon.market-cap.undated' is preferred. Name the claim:"
            " 'amazon.market-cap.undated/scenario' or 'amazon.market-cap.undated/milestone'.",
        ),
        (
            "articles/amazon-plan.md",
            "amazon.capex.2026",
            "'amazon-plan' prints several. Name the claim: 'amazon.capex.2026/guidance' or 'amazon.capex.2026/consensus'.",
        ),
        (
            "articles/amazon-plan.md",
            "apple.capex.2026",
            "'amazon-plan' prints no number for 'apple.capex.2026'. Name the claim:"
            " 'apple.capex.2026/estimate' or 'apple.capex.2026/wts'.",
        ),
    ],
)
def test_an_id_that_means_none(page: str, name: str, message: str) -> None:
    with pytest.raises(Unreadable) as error:
        inline.cited(LEDGER, page, name)
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("page", "style", "label"),
    [
        ("articles/aws-growth.md", "words", "$200 billion"),  # that article prints no "about"
        ("articles/amazon-plan.md", "words", "about $200 billion"),
        ("articles/amazon-valuation.md", "words", "about $200 billion"),
        ("index.md", "words", "about $200 billion"),
        ("index.md", "short", "&#126;$200B"),
        ("index.md", "bare", "about 200 billion"),
    ],
)
def test_a_number_in_a_sentence(page: str, style: str, label: str) -> None:
    site = book.read(Path(__file__).resolve().parents[2]).site
    shown = book.fig(site, page, "amazon.capex.2026/guidance", style)
    prefix = "../" if "/" in page else ""
    assert shown.startswith(f"[{label}]({prefix}companies/amazon.md#amazon.capex.2026){{ .fig title=")


def test_an_unknown_style() -> None:
    site = book.read(Path(__file__).resolve().parents[2]).site
    with pytest.raises(Unreadable) as error:
        book.fig(site, "index.md", "amazon.capex.2026", "long")
    assert str(error.value) == "no style 'long'. Use words, short or bare."


@pytest.mark.parametrize(
    ("claim", "line"),
    [
        (
            "amazon.capex.2026/guidance",
            "Guidance by Amazon, 5 February 2026 (date of the article). Printed by GMT Eight, hashtagbrock.nl,"
            " Studio Global, Platformonomics and OurAlpha",
        ),
        (
            "amazon.capex.2026/consensus",
            "Consensus by LSEG, 5 February 2026 (date of the article). Printed by GMT Eight",
        ),
        ("amazon.capex.2025/implied", "Computed by this site"),
        (
            "nvidia.share-fall.2026-01/returns",
            "Actual, no name given, 27 January 2026 (date of the article). Printed by Creati.ai. Inferred: the period",
        ),
    ],
)
def test_one_line_says_who_and_when(claim: str, line: str) -> None:
    assert inline.summary(LEDGER, LEDGER.claims[claim]) == line


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        ("amazon.capex.2026", "$125 to $220 billion"),
        ("amazon.share-fall.2026-02-05", "10 to 11.5%"),
        ("meta.capex.2026", "$72 to $225 billion"),
        ("apple.capex.2026", "$13.3 to $80 billion"),
    ],
)
def test_how_far_answers_lie_apart(figure: str, text: str) -> None:
    assert inline.spread(LEDGER.figures[figure], LEDGER.figures[figure].claims) == text


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (["several billion"], "several billion dollars"),
        (["several billion", "several trillion", "several billion"], "several billion dollars or several trillion dollars"),
        (["several billion", "5 billion"], "$5 billion"),
    ],
)  # fmt: skip
def test_answers_of_which_none_is_a_number(values: list[str], text: str) -> None:
    figure = LEDGER.figures["apple.capex.2026"]
    claims = [replace(figure.claims[0], amount=parse(value, "USD")) for value in values]
    assert inline.spread(figure, claims) == text
