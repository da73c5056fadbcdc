"""Which claim an id means on a page."""

from __future__ import annotations

import pytest
from conftest import FIXTURE

from ledger import book
from ledger.core.problem import Unreadable
from ledger.rules import citing

LEDGER = book.read(FIXTURE).site.ledger


@pytest.mark.parametrize(
    ("page", "name", "claim"),
    [
        # elsewhere: the preferred claim, or the only one
        ("index.md", "amazon.capex.2026", "amazon.capex.2026/guidance-july"),
        ("index.md", "apple.capex.2026", "apple.capex.2026/wts"),
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
    assert citing.cited(LEDGER, page, name).id == claim


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
            "amazon.capex.2031",
            "no figure 'amazon.capex.2031'. Add it to the file of figures, or correct the id.",
        ),
        (
            "index.md",
            "alibaba.capex.2026",
            "no figure 'alibaba.capex.2026'. Add it to the file of figures, or correct the id.",
        ),
        (
            "index.md",
            "amazon.capex.2026/guidence",
            "no claim 'amazon.capex.2026/guidence'. Did you mean 'amazon.capex.2026/guidance'?",
        ),
        (
            "index.md",
            "microsoft.capex.2026",
            "no claim of 'microsoft.capex.2026' is preferred. Name the claim:"
            " 'microsoft.capex.2026/returns' or 'microsoft.capex.2026/wts'.",
        ),
        (
            "articles/amazon-plan.md",
            "amazon.capex.2026",
            "'amazon-plan' prints several. Name the claim: 'amazon.capex.2026/guidance' or 'amazon.capex.2026/consensus'.",
        ),
        (
            "articles/amazon-plan.md",
            "apple.capex.2026",
            "'amazon-plan' prints no number for 'apple.capex.2026'. Name the claim: 'apple.capex.2026/wts'.",
        ),
    ],
)
def test_an_id_that_means_none(page: str, name: str, message: str) -> None:
    with pytest.raises(Unreadable) as error:
        citing.cited(LEDGER, page, name)
    assert str(error.value) == message
