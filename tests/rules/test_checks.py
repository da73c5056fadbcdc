"""Rules on checks: whom each tests, what it means, what it counts, and that its verdict is the expected one."""

from __future__ import annotations

import pytest
from conftest import FIGURES, Edit, Faulty, Reading, changed

ACME, BETA, OLD = "acme.capex.2026/guidance", "beta.capex.2026/guidance", "acme.capex.2025/reported"
CHECK = ("  more-than-one:", "  more-than-one:  #!")
LEFT, RIGHT = "    left: pair.capex.2026/total", "    right: acme.capex.2026/guidance"
TESTS, MEANS = "    tests: plan", "    means: sound"
RATIO = (LEFT, f"    left: {{ratio: [{ACME}, {OLD}]}}")
WRONG = ["more-than-one"]

ERRORS: dict[str, tuple[list[Edit], list[str]]] = {
    # ---- whom it tests, and what it means
    **{
        f"{meaning} of one article": ([(MEANS, f"    means: {meaning}")], [])
        for meaning in ("error", "doubt", "outdated", "sound")
    },
    "context": ([(f"{TESTS}\n", ""), (MEANS, "    means: context")], []),
    "dispute": ([(TESTS, "    tests: [plan, krant]"), (MEANS, "    means: dispute")], []),
    "error of nobody": ([CHECK, (f"{TESTS}\n", ""), (MEANS, "    means: error")], WRONG),
    # ---- what it counts
    "count with its word": ([(RIGHT, f'    right: {{product: [{OLD}, "1"]}}'), (MEANS, f'{MEANS}\n    counts: {{"1": "One year."}}')], []),
    "another count": ([CHECK, (RIGHT, f'    right: {{product: [{OLD}, "1"]}}'), (MEANS, f'{MEANS}\n    counts: {{"4": "Quarters."}}  #!')], WRONG * 2),
    "literal that is no count": ([(RIGHT, '    right: "299 billion"')], []),
    # ---- placeholders
    "every placeholder": ([(MEANS, f'{MEANS}\n    because: "It is {{left}}, {{right}}, {{difference}} and {{ratio}}."')], []),
    # ---- what can be compared
    "other unit": ([CHECK, (RIGHT, "    right: beta.growth.2026/guidance")], WRONG),
    "literal in per cent": ([(LEFT, "    left: beta.growth.2026/guidance"), (RIGHT, '    right: "2 %"')], []),
    "per cent for multiples": ([CHECK, RATIO, (RIGHT, '    right: "2 %"')], WRONG),
    "literal for multiples": ([RATIO, (RIGHT, '    right: "1"')], []),
    "division by what may be zero": ([CHECK, (LEFT, f"    left: {{ratio: [{ACME}, {{difference: [{OLD}, {OLD}]}}]}}"), (RIGHT, '    right: "1"')], WRONG),
    "year against another year": ([(LEFT, f"    left: {ACME}"), (RIGHT, f"    right: {OLD}")], []),
    # ---- verdicts
    "highest of a list": ([("    is: above", "    is: highest"), (RIGHT, f"    right: [{ACME}, acme.capex.2026/rumour]")], []),
    "derived": ([("    is: above\n", ""), (f"{RIGHT}\n", ""), ("    expect: holds", "    expect: derived")], []),
}  # fmt: skip


@pytest.mark.parametrize(("edits", "subjects"), ERRORS.values(), ids=ERRORS)
def test_what_cannot_be_rendered(faulty: Faulty, edits: list[Edit], subjects: list[str]) -> None:
    faulty(edits, subjects)


@pytest.mark.parametrize(
    "edits",
    [[("    expect: holds", "    expect: fails  #!")], [("    is: above", "    is: below"), ("    expect: holds", "    expect: holds  #!")]],
    ids=["another verdict", "turned"],
)  # fmt: skip
def test_a_verdict_that_is_not_expected_must_not_be_published(faulty: Faulty, edits: list[Edit]) -> None:
    faulty(edits, WRONG, "warning")


def test_a_check_that_cannot_be_computed_is_left_out(reading: Reading) -> None:
    assert not reading(changed(*ERRORS["other unit"][0]))[0].checks
    assert reading(FIGURES)[0].checks
