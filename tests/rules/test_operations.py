"""Rules on computed claims: what an operation takes belongs to the question that it answers."""

from __future__ import annotations

import pytest
from conftest import WHY, Edit, Faulty, figure

R = "acme.capex.2026/rumour"
T = "pair.capex.2026/total"
ACME, BETA, OLD = "acme.capex.2026/guidance", "beta.capex.2026/guidance", "acme.capex.2025/reported"
GROWN = "beta.growth.2026/guidance"
SUM = "        sum: [acme.capex.2026/guidance, beta.capex.2026/guidance]\n        of: plan"
GROWTH = "        growth: [acme.capex.2026/guidance, acme.capex.2025/reported]"
#: Another measure in dollars.
ORDERS = (
    "  growth:\n",
    '  orders:\n    name: Orders\n    unit: USD\n    kind: flow\n    definition: "x"\n\n  growth:\n',
)
#: Growth as another comparison, and one in times beside it.
SHARE = ("    as: growth", "    as: share")
TIMES = (
    "  growth:\n",
    "  times:\n    name: Multiple\n    unit: times\n    kind: ratio\n"
    '    definition: "x"\n    compares: capex\n    as: multiple\n\n  growth:\n',
)
#: What a number of capex may include, and a claim that says so.
CASH = (
    '    definition: "Money for things that last."',
    '    definition: "Money for things that last."\n    scopes: {cash: "What was paid in the period."}',
)
SCOPE = ("        by: beta\n", "        by: beta\n        scope: cash\n")
#: A second part of a whole.
LABS = ("  pair: {name", "  shop: {name: Beta Shop, kind: segment, part_of: beta}\n\n  pair: {name")
#: What else names the sum of the pair.
SEE = ("    see: [pair.capex.2026]\n", "")
PAIR = (
    "    left: pair.capex.2026/total\n    is: above\n    right: acme.capex.2026/guidance\n",
    "    left: acme.capex.2026/guidance\n    is: above\n    right: acme.capex.2025/reported\n",
)
#: A second answer for Beta, to be filled in.
BETAS = (
    ("  beta.capex.2026:\n", '  beta.capex.2026:\n    preferred: guidance\n    because: "It is the plan."\n'),
    (
        '      guidance:\n        value: "100 to',
        '      added:\n        sum: [X]\n        differs: {scope: "It is less."}\n      guidance:\n        value: "100 to',
    ),
)


def added(operation: str, name: str, *more: str) -> Edit:
    """Return a computed figure in front of the one that it goes before."""
    lines = [f"  {name}:", "    claims:", "      added:", *(f"        {line}" for line in (operation, *more)), ""]
    return "  beta.growth.2026:", "\n".join([*lines, "  beta.growth.2026:"])


def total(operands: str, *more: str, mark: str = "  #!") -> Edit:
    """Return the sum of the pair over other operands."""
    return SUM, "\n".join((f"        sum: [{operands}]{mark}", *(f"        {line}" for line in more)))


ERRORS: dict[str, tuple[list[Edit], list[str]]] = {
    # ---- what a sum adds
    "periods waived": ([total(f"{OLD}, {BETA}", f"waive: {{period: {WHY}}}")], []),
    "another period": ([("  pair.capex.2026:", "  pair.capex.2027:"), SEE, PAIR, total(f"{ACME}, {BETA}")], ["pair.capex.2027/total"]),
    "scopes": ([CASH, SCOPE, total(f"{ACME}, {BETA}")], [T]),
    "scopes waived": ([CASH, SCOPE, total(f"{ACME}, {BETA}", f"waive: {{scope: {WHY}}}")], []),
    "one member twice": ([total(f"{BETA}, {BETA}"), ("    expect: holds", "    expect: undecided")], [T]),
    "one member too often": ([total(f"{ACME}, {BETA}, {BETA}")], [T]),
    "two claims of one member": ([total(f"{ACME}, {R}")], [T]),
    "members waived": ([total(f"{BETA}, {BETA}", f"waive: {{members: {WHY}}}"), ("    expect: holds", "    expect: undecided")], []),
    "measures": ([ORDERS, ("  beta.growth.2026:", figure("beta.orders.2026")), total(f"{ACME}, beta.orders.2026/reported")], [T]),
    "another measure": ([ORDERS, ("  pair.capex.2026:", "  pair.orders.2026:"), SEE, PAIR, total(f"{ACME}, {BETA}")], ["pair.orders.2026/total"]),
    "strangers": ([("  pair.capex.2026:", "  lab.capex.2026:"), SEE, PAIR, total(f"{ACME}, {BETA}")], ["lab.capex.2026/total"]),
    "parts of a whole waived": ([LABS, ("  beta.growth.2026:", figure("lab.capex.2026")), ("  beta.growth.2026:", figure("shop.capex.2026")), *BETAS,
        ("        sum: [X]", f"        sum: [lab.capex.2026/reported, shop.capex.2026/reported]\n        waive: {{members: {WHY}}}")], []),
    "parts of a whole": ([LABS, ("  beta.growth.2026:", figure("lab.capex.2026")), ("  beta.growth.2026:", figure("shop.capex.2026")), *BETAS,
        ("        sum: [X]", "        sum: [lab.capex.2026/reported, shop.capex.2026/reported]  #!")], ["beta.capex.2026/added"]),
    "a whole and its part": ([("  beta.growth.2026:", figure("lab.capex.2026")), *BETAS,
        ("        sum: [X]", f"        sum: [{BETA}, lab.capex.2026/reported]  #!")], ["beta.capex.2026/added"]),
    "quarters of a year": ([("  beta.growth.2026:", figure("beta.capex.2026-q1")), ("  beta.growth.2026:", figure("beta.capex.2026-q2")), *BETAS,
        ("        sum: [X]", "        sum: [beta.capex.2026-q1/reported, beta.capex.2026-q2/reported]  #!")], ["beta.capex.2026/added"]),
    "one quarter twice": ([("  beta.growth.2026:", figure("beta.capex.2026-q1")), *BETAS,
        ("        sum: [X]", f"        sum: [beta.capex.2026-q1/reported, beta.capex.2026-q1/reported]  #!\n        waive: {{period: {WHY}}}")], ["beta.capex.2026/added"]),
    "scopes of a growth": ([CASH, ("        asof: 2026-02-05", "        scope: cash"), (GROWTH, f"{GROWTH}  #!"), total(f"{ACME}, {BETA}", f"waive: {{scope: {WHY}}}", mark="")], ["acme.growth.2026/implied"]),
    # ---- what else an operation takes
    **{
        f"{name} of {operands}": ([ORDERS, ("  beta.growth.2026:", figure("acme.capex.2024")), ("  beta.growth.2026:", figure("acme.orders.2025")),
            (GROWTH, f"        {name}: [{operands}]  #!")], ["acme.growth.2026/implied"] * times)
        for name, operands, times in (
            ("growth", f"{OLD}, acme.capex.2024/reported", 1),
            ("growth", f"{ACME}, acme.capex.2024/reported", 1),
            ("growth", f"{OLD}, {ACME}", 1),
            ("growth", f"{ACME}, acme.orders.2025/reported", 1),
            ("growth", f"{BETA}, {OLD}", 1),
            ("ratio", f"{ACME}, {OLD}", 1),
            ("sum", f"{GROWN}, {GROWN}", 2),
        )
    },
    **{
        f"share by {name} of {operands}": ([SHARE, ("  beta.growth.2026:", figure("acme.capex.2024")), (GROWTH, f"        {name}: [{operands}]  #!")],
            ["acme.growth.2026/implied"])
        for name, operands in (
            ("ratio", f"acme.capex.2024/reported, {ACME}"), ("ratio", f"{BETA}, {ACME}"), ("ratio", f"{R}, {ACME}"),
            ("ratio", f"{OLD}, {ACME}"), ("growth", f"{ACME}, {OLD}"),
        )
    },
    "share of a whole": ([SHARE, (GROWTH, f"        ratio: [{ACME}, {T}]")], []),
    "multiple of two years": ([TIMES, added(f"ratio: [{ACME}, {OLD}]", "acme.times.2026")], []),
    "multiple of one year": ([TIMES, added(f"ratio: [{ACME}, {T}]  #!", "acme.times.2026")], ["acme.times.2026/added"]),
    "multiple by a growth": ([TIMES, added(f"growth: [{ACME}, {OLD}]  #!", "acme.times.2026")], ["acme.times.2026/added"]),
    "growth of nothing": ([("    compares: capex\n    as: growth\n", ""), (GROWTH, f"{GROWTH}  #!")], ["acme.growth.2026/implied"]),
    "growth over two years": ([("  beta.growth.2026:", figure("acme.capex.2024")), ("  acme.growth.2026:", "  acme.growth.2024..2026:"),
        (GROWTH, f"        growth: [{ACME}, acme.capex.2024/reported]")], []),
    "growth over two other years": ([("  beta.growth.2026:", figure("acme.capex.2024")), ("  acme.growth.2026:", "  acme.growth.2024..2026:"),
        (GROWTH, f"{GROWTH}  #!")], ["acme.growth.2024..2026/implied"]),
    **{
        f"growth of {new} from {old} in {when}": ([("  beta.growth.2026:", figure(f"acme.capex.{new}")), ("  beta.growth.2026:", figure(f"acme.capex.{old}")),
            ("  acme.growth.2026:", f"  acme.growth.{when}:"), (GROWTH, f"        growth: [acme.capex.{new}/reported, acme.capex.{old}/reported]{mark}")],
            [f"acme.growth.{when}/implied"] * bool(mark))
        for new, old, when, mark in (
            ("2026-q1", "2025-q1", "2026-q1", ""),
            ("2026-q1", "2025-q4", "2026-q1", "  #!"),
            ("2024-03", "2024-02", "2024-03", "  #!"),
            ("2026-q1", "2025-q4", "2025-q4..2026-q1", ""),
            ("2026-q1", "2025-q3", "2026-q1", "  #!"),
            ("2026-q1", "2024", "2026-q1", "  #!"),
            ("2024-02", "2023-02", "2024-02", ""),
            ("2026-q1", "2025-q1", "undated", "  #!"),
        )
    },
    "base": ([added(f"base: [{BETA}, {GROWN}]", "beta.capex.2025")], []),
    "base of two years": ([added(f"base: [{BETA}, {GROWN}]  #!", "beta.capex.2024")], ["beta.capex.2024/added"]),
    "base over two years": ([added(f"base: [{BETA}, beta.growth.2024..2026/guidance]", "beta.capex.2024"),
        ("  beta.growth.2026:", "  beta.growth.2024..2026:")], []),
    "base of another's growth": ([added(f"base: [{BETA}, acme.growth.2026/implied]  #!", "beta.capex.2025")], ["beta.capex.2025/added"]),
    "base of a share": ([added(f"base: [{BETA}, {GROWN}]  #!", "beta.capex.2025"), SHARE, (GROWTH, f"{GROWTH}\n        waive: {{measure: {WHY}}}")], ["beta.capex.2025/added"]),
    "base of a multiple": ([TIMES, ("  beta.growth.2026:", figure("beta.times.2026", value="2").replace("$2", "2 times")),
        added(f"base: [{BETA}, beta.times.2026/reported]", "beta.capex.2025")], []),
    "product with a growth": ([added(f"product: [{BETA}, {GROWN}]  #!", "beta.capex.2025", f"waive: {{period: {WHY}}}")], ["beta.capex.2025/added"]),
    "base of a quarter before": ([("  beta.growth.2026:", figure("beta.capex.2026-q1")), ("  beta.growth.2026:", "  beta.growth.2026-q1:"),
        ("  beta.growth.2026-q1:", added("base: [beta.capex.2026-q1/reported, beta.growth.2026-q1/guidance]  #!", "beta.capex.2025-q4")[1].replace("2026:", "2026-q1:"))], ["beta.capex.2025-q4/added"]),
    "base of another growth": ([added(f"base: [{BETA}, {GROWN}]  #!", "beta.capex.2025"), ORDERS, ("    compares: capex", "    compares: orders"),
        (GROWTH, f"{GROWTH}\n        waive: {{measure: {WHY}}}")], ["beta.capex.2025/added"]),
    "difference of two years": ([added(f"difference: [{ACME}, {OLD}]  #!", "acme.capex.2024")], ["acme.capex.2024/added"]),
    "difference of one figure": ([added(f"difference: [{OLD}, {OLD}]  #!", "acme.orders.2025"), ORDERS], ["acme.orders.2025/added",
         "acme.orders.2025/added"]),
    "operation inside": ([total(f"{ACME}, {{product: [{BETA}, {GROWN}]}}")], [T]),
}  # fmt: skip


@pytest.mark.parametrize(("edits", "subjects"), ERRORS.values(), ids=ERRORS)
def test_what_does_not_belong(faulty: Faulty, edits: list[Edit], subjects: list[str]) -> None:
    faulty(edits, subjects)
