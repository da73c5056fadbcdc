"""Numbers without their unit: where one may stand, and what must be said above it."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_typed import message

DOLLARS, SHARE = (f'{{{{ fig("{name}", "bare") }}}}' for name in ("amazon.capex.2026", "nvidia.ai-capex-share.2024"))


def table(head: str, cell: str, caption: str = "") -> str:
    return f"{caption}| Who | {head} |\n| --- | --- |\n| Amazon | {cell} |\n"


@pytest.mark.parametrize(
    "text",
    [
        table("Plan, in dollars", DOLLARS),
        table("Plan, in US dollars", f"**{DOLLARS}**"),
        table("Plan (USD)", DOLLARS),
        table("Plan", DOLLARS, "Table: Plans, in dollars\n\n"),
        table("Share, in per cent", SHARE),
        table("Share, in percent", SHARE, 'A sentence with {{ fig("amazon.capex.2026") }}.\n\n'),
        f"| {DOLLARS} | Dollars |\n| --- | --- |\n| x | {DOLLARS} |\n".replace(DOLLARS, '{{ fig("amazon.capex.2026") }}', 1),
        f"It is {DOLLARS}. {{# typed: the sentence before says dollars #}}",
        'It is {{ fig("amazon.capex.2026", style="short") }}.',
    ],
)  # fmt: skip
def test_a_number_whose_unit_its_column_names(tmp_path: Path, text: str) -> None:
    assert message(tmp_path, text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"It is {DOLLARS}.",
        'It is {{ fig("amazon.capex.2026", style="bare") }}.',
        f"| Amazon plans {DOLLARS} on it.",
        f"| Dollars: {DOLLARS}",
        table("Plan", DOLLARS),
        table("Euros", DOLLARS),
        table("Plan, in per cent", DOLLARS),
        table("Euros and dollars", DOLLARS),
        table("Dollars", "x", f"Dollars: {DOLLARS} first.\n\n"),
        table(DOLLARS, "x"),
    ],
)
def test_a_number_without_its_unit(tmp_path: Path, text: str) -> None:
    (found,) = message(tmp_path, text)
    assert (
        "leaves out the unit. Use it in a table, under a head that names the unit, such as US dollars, or say" in found
    )


def test_the_whole_message(tmp_path: Path) -> None:
    assert message(tmp_path, table("Plan, in dollars", SHARE)) == [
        "docs/page.md:3: style 'bare' leaves out the unit. Use it in a table, under a head that names the unit, such as"
        " %, or say on its line why not: {# typed: reason #}."
    ]
