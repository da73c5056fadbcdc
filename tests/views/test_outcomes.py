"""What happened next: the newest word on each number, and how the number compares with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger import book
from ledger.views import outcomes

SITE = book.read(Path(__file__).resolve().parents[2]).site
FOUND = {o.claim.id: o for o in outcomes.of_articles(SITE, "capex", "2026")}


@pytest.mark.parametrize(
    ("claim", "latest", "verdict"),
    [
        ("amazon.capex.2026/guidance", "guidance-july", "raised since"),
        ("meta.capex.2026/wts", "guidance-july", "too high"),
        ("amazon.capex.2026-q1/reported", "reported", "still the latest word"),
        ("microsoft.capex.fy2026/returns", "actual", "within it"),
        ("microsoft.capex.2026/wts", "guidance-july", "counted differently since"),
        ("apple.capex.2026/wts", "estimate", "too high"),
    ],
)
def test_a_number_is_held_against_the_newest_word(claim: str, latest: str, verdict: str) -> None:
    assert (FOUND[claim].latest.key, FOUND[claim].verdict) == (latest, verdict)


def test_a_change_of_counting_is_no_cut() -> None:
    figure = SITE.ledger.figures["microsoft.capex.2026"]
    april, july = (SITE.ledger.claims[f"microsoft.capex.2026/guidance-{month}"] for month in ("april", "july"))
    outcome = outcomes.Outcome(figure, april, july)
    assert (outcome.verdict, outcome.error) == ("counted differently since", None)


def test_what_the_same_speaker_raised_is_off_by_the_raise() -> None:
    error = FOUND["amazon.capex.2026/guidance"].error
    assert error
    assert error.low < 0
