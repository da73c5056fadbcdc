"""How numbers turned out, and what nobody can tell the newest of."""

from __future__ import annotations

import pytest
from conftest import FIXTURE, Reading, changed

from ledger import book
from ledger.rules import outcomes

OUTCOMES = {o.claim.id: o for o in outcomes.outcomes(book.read(FIXTURE).site.ledger, "capex", "2026")}


@pytest.mark.parametrize(
    ("claim", "latest", "verdict"),
    [
        ("amazon.capex.2026/guidance", "guidance-july", "raised since"),
        ("meta.capex.2026/wts", "guidance", "too high"),
        ("alphabet.capex.2026/returns", "guidance", "too low"),
    ],
)
def test_a_number_is_held_against_the_newest_word(claim: str, latest: str, verdict: str) -> None:
    assert (OUTCOMES[claim].latest.key, OUTCOMES[claim].verdict) == (latest, verdict)


RECOUNTED = (
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
    ledger, _ = reading(changed(RECOUNTED))
    first, later = (ledger.claims[f"acme.capex.2026/{key}"] for key in ("guidance", "later"))
    outcome = outcomes.Outcome(ledger.figures["acme.capex.2026"], first, later)
    assert (outcome.verdict, outcome.error) == ("counted differently since", None)


def test_what_the_same_speaker_raised_is_off_by_the_raise() -> None:
    error = OUTCOMES["amazon.capex.2026/guidance"].error
    assert error
    assert error.low < 0


def test_a_word_of_no_date_is_reported(reading: Reading) -> None:
    edits = [("        asof: 2026-02-05\n", ""), ("    published: 2026-02-05\n", ""), ("    published: 2026-03\n", "")]
    found = [m for m in reading(changed(*edits))[1] if "newest word" in m]
    text = "no date says whether this is the newest word. Add 'asof', or 'published' to its source."
    assert [m.partition(": ")[2] for m in found] == [f"acme.capex.2026/guidance: {text}"]
