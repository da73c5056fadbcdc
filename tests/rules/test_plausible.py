"""Numbers that nobody would believe without a word."""

from __future__ import annotations

import pytest
from conftest import Edit, Reading, changed

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
