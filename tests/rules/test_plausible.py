"""What cannot well be right: numbers that nobody would believe without a word, and dates."""

from __future__ import annotations

import pytest
from conftest import Edit, Faulty, Reading, changed, figure

VALUE, PRINT = 'value: "160 billion"', '"$160 billion"'
SHARE = [("    as: growth", "    as: share"), ('value: "24 %"', 'value: "124 %"'), ('"24%"', '"124%"')]
CASES: dict[str, tuple[list[Edit], str]] = {
    "nothing": ([], ""),
    "a scale forgotten": (
        [(VALUE, 'value: "160 million"'), (PRINT, '"$160 million"')],
        "acme.capex.2025/reported: 160 million is far from",
    ),
    "a factor short of the question": ([(VALUE, 'value: "16 billion"'), (PRINT, '"$16 billion"')], ""),
    "answered": ([(VALUE, 'value: "160 million"\n        note: "It had just begun."'), (PRINT, '"$160 million"')], ""),
    "a share above the whole": (SHARE, "beta.growth.2026/guidance: 124 % is a share above the whole."),
}


@pytest.mark.parametrize(("edits", "asked"), CASES.values(), ids=CASES)
def test_a_number_that_nobody_would_believe_is_asked_about(edits: list[Edit], asked: str, reading: Reading) -> None:
    _, messages = reading(changed(*edits))
    found = [m for m in messages if "is far from" in m or "above the whole" in m]
    assert len(found) == bool(asked)
    assert all(asked in m for m in found)


# ---- dates ---------------------------------------------------------------------------------------

GROWN = "beta.growth.2026/guidance"
#: A measure of what there is on a day.
STOCK = ("  growth:\n", '  stock:\n    name: Stock\n    unit: USD\n    kind: stock\n    definition: "x"\n\n  growth:\n')

WARNINGS: dict[str, tuple[list[Edit], list[str]]] = {
    "read in the month of publishing": ([("    published: 2026-02-05", "    published: 2026-02-05\n    accessed: 2026-02")], []),
    "said in the month of the last print": ([("asof: 2026-02-05", "asof: 2026-03-31")], []),
    "said when nobody knows the last print": ([("asof: 2026-02-05", "asof: 2099-02-05"), ("    published: 2026-03\n", "")], []),
    **{
        f"actual of {when}": ([("  beta.growth.2026:", figure(when).replace("forecast", f"actual{mark}")), STOCK],
            [f"{when}/reported"] * bool(mark))
        for when, mark in (
            ("acme.capex.2026-q1", "  #!"),
            ("acme.capex.2025-q4", ""),
            ("beta.capex.fy2026", "  #!"),
            ("acme.stock.2026", ""),
            ("acme.stock.2027", "  #!"),
            ("acme.stock.undated", ""),
        )
    },
    "growth that is not yet": ([('"24 %"\n        by: beta\n        status: guidance', '"24 %"\n        by: beta\n        status: actual  #!')], [GROWN]),
}  # fmt: skip


@pytest.mark.parametrize(("edits", "subjects"), WARNINGS.values(), ids=WARNINGS)
def test_a_date_that_cannot_be(faulty: Faulty, edits: list[Edit], subjects: list[str]) -> None:
    faulty(edits, subjects, "warning")
