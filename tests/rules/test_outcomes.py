"""What happened next: the newest word on each number, and how the number compares with it."""

from __future__ import annotations

import pytest
from conftest import FIXTURE, Reading, changed

from ledger import book
from ledger.rules import compare

SITE = book.read(FIXTURE).site
FOUND = {o.claim.id: o for o in compare.outcomes(SITE.ledger, "capex", "2026")}


@pytest.mark.parametrize(
    ("claim", "latest", "verdict"),
    [
        ("amazon.capex.2026/guidance", "guidance-july", "raised since"),
        ("meta.capex.2026/wts", "guidance", "too high"),
        ("alphabet.capex.2026/returns", "guidance", "too low"),
    ],
)
def test_a_number_is_held_against_the_newest_word(claim: str, latest: str, verdict: str) -> None:
    assert (FOUND[claim].latest.key, FOUND[claim].verdict) == (latest, verdict)


REVISED = (
    "      rumour:",
    """      later:
        value: "180 billion"
        by: acme
        status: guidance
        asof: 2026-03-01
        revises: {guidance: definition}
        printed:
          krant: {paragraph 9: "180 miljard dollar"}
      rumour:""",
)


def test_a_change_of_counting_is_no_cut(reading: Reading) -> None:
    ledger, _ = reading(changed(REVISED))
    first, later = (ledger.claims[f"acme.capex.2026/{key}"] for key in ("guidance", "later"))
    outcome = compare.Outcome(ledger.figures["acme.capex.2026"], first, later)
    assert (outcome.verdict, outcome.error) == ("counted differently since", None)


def test_what_the_same_speaker_raised_is_off_by_the_raise() -> None:
    error = FOUND["amazon.capex.2026/guidance"].error
    assert error
    assert error.low < 0
