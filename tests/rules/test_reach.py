"""What an edit of the file reaches: the figures themselves, and those whose formulas or sentences name one."""

from __future__ import annotations

import pytest
from conftest import FIGURES, Edit, changed

from ledger.core import yaml
from ledger.core.ledger import Ledger
from ledger.data import load
from ledger.rules import reach

VALUE: Edit = ('value: "160 billion"', 'value: "160.0 billion"')
RENAMED: Edit = ("  acme.capex.2025:\n", "  acme.capex.2025:\n    was: [acme.old.2025]\n")
OF_BETA = '    because: "It is the plan."\n    see: [pair.capex.2026]'
OF_UNKNOWN: Edit = (OF_BETA, '    because: "It is the plan (acme.old.2025), not (acme.gone.2025/x)."')

#: Edits before a number changes, and what that reaches beside the figure.
REACHED: dict[str, tuple[list[Edit], set[str]]] = {
    "a formula": ([], {"acme.growth.2026"}),
    "a sentence, by a former id": ([RENAMED, OF_UNKNOWN], {"acme.growth.2026", "acme.capex.2026"}),
}


def read(*edits: Edit) -> Ledger:
    return load.of(yaml.parse(changed(*edits), load.NAME))[0]


@pytest.mark.parametrize(("edits", "others"), REACHED.values(), ids=REACHED)
def test_a_number_reaches_what_names_it(edits: list[Edit], others: set[str]) -> None:
    before, now = read(*edits), read(*edits, VALUE)
    assert reach.changed(before, now) == {"acme.capex.2025"}
    found = reach.reached(before, now)
    assert found is not None
    assert {"acme.capex.2025", *others} <= found <= now.figures.keys()


def test_nothing_reaches_nothing() -> None:
    assert reach.reached(read(), read()) == frozenset()


@pytest.mark.parametrize(
    "edit", [("name: Acme,", "name: Acme Corp,"), ("acme.capex.2025:", "acme.capex.2024:"), ("The Wire", "A Wire")]
)
def test_what_is_shared_reaches_everything(edit: Edit) -> None:
    assert reach.reached(read(), read(edit)) is None


def test_the_order_of_reasons_is_told() -> None:
    reasons = 'differs: {superseded: "It is older.", moment: "It was said later."}'
    turned = 'differs: {moment: "It was said later.", superseded: "It is older."}'
    old = 'differs: {superseded: "It is older."}'
    assert reach.changed(read((old, reasons)), read((old, turned))) == {"acme.capex.2026"}
    assert FIGURES.count(old) == 1
