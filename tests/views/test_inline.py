"""How a number is shown in a sentence, and what it says on hover."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger import book
from ledger.core.problem import Unreadable
from ledger.views import inline

LEDGER = book.read(Path(__file__).resolve().parents[2]).site.ledger


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


def test_the_words_of_one_place() -> None:
    site = book.read(Path(__file__).resolve().parents[2]).site
    here = "articles/returns.md"
    assert book.fig(site, here, "amazon.capex.2026").startswith("[about $125 billion]")
    assert book.fig(site, here, "amazon.capex.2026", at="paragraph 4").startswith("[more than $125 billion]")
    with pytest.raises(Unreadable, match=r"prints no 'amazon\.capex\.2026/returns' at 'paragraph 5'\."):
        book.fig(site, here, "amazon.capex.2026", at="paragraph 5")


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
