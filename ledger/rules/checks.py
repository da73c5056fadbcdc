"""Rules for checks: their meaning, plain counts and units are sound, and the verdict is the expected one."""

import re
from collections.abc import Iterator

from ledger.core.amount import Amount
from ledger.core.ledger import Ledger
from ledger.core.problem import Breach, Path, Unreadable, suggestion
from ledger.core.records import Check, Operand
from ledger.rules import compare, compute


def breaches(check: Check, ledger: Ledger) -> Iterator[Breach]:
    """Yield what is wrong with a check, its verdict last."""
    path: Path = ("checks", check.id)
    if any(name not in ledger.claims for name in compute.references(check.left, *check.right)):
        return
    try:
        left, right = compare.sides(check, ledger)
        found = compare.verdict(check, ledger)
    except Unreadable as error:
        yield Breach(path, f"cannot be computed: {error}")
        return
    if odd := [text for o, other in zip(check.right, right, strict=True) for text in _unfit(left, o, other)]:
        yield from (Breach(path, text) for text in dict.fromkeys(odd))
        return
    yield from (*_meaning(check), *_uncounted(check), *_placeholders(check))
    if found != check.expect:
        against = f" against {' and '.join(str(r) for r in right)}" if right else ""
        advice = f"Left is {left}{against}. Mend the numbers, or expect that verdict."
        text = f"the verdict is '{found}', expected is '{check.expect}'. {advice}"
        yield Breach((*path, "expect"), text, "warning")


def _meaning(check: Check) -> Iterator[Breach]:
    """Check that a check says whose statement it tests, unless it only gives context."""
    path: Path = ("checks", check.id, "tests")
    if check.means == "context" and check.tests:
        yield Breach(path, "a check that means context tests nobody. Leave out 'tests', or choose another meaning.")
    elif check.means != "context" and not check.tests:
        yield Breach(path, f"'{check.means}' says nothing of whom. Add 'tests': the article whose statement it is.")
    elif check.means == "dispute" and len(check.tests) < 2:
        yield Breach(path, "a dispute has two sides. List the articles under 'tests', or choose another meaning.")


def _uncounted(check: Check) -> Iterator[Breach]:
    """Check that every plain count says what it counts."""
    operations = [op for side in (check.left, *check.right) for op in compute.operations(side)]
    used = dict.fromkeys(str(o) for op in operations for o in op.operands if isinstance(o, Amount))
    for count in used:
        if count not in check.counts:
            yield Breach(("checks", check.id), f"no article prints the {count}. Say under 'counts' what it counts.")
    for count in check.counts:
        if count not in used:
            yield Breach(("checks", check.id, "counts", count), f"no operation multiplies by {count}. Remove it.")


def _placeholders(check: Check) -> Iterator[Breach]:
    known = ("left", "right", "difference", "ratio") if check.right else ("left",)
    for name in re.findall(r"\{(\w+)\}", check.because):
        if name not in known:
            listed = ", ".join(f"{{{k}}}" for k in known)
            text = f"unknown placeholder '{{{name}}}'.{suggestion(name, known) or f' Use {listed}.'}"
            yield Breach(("checks", check.id, "because"), text)


def _unfit(left: Amount, operand: Operand, right: Amount) -> Iterator[str]:
    """Yield why an amount cannot be compared with the left one; a literal takes its unit, but for a percent sign."""
    units = ["" if a.unit == "times" else a.unit for a in (left, right)]
    if left.vague or right.vague:
        yield "a vague amount cannot be compared. Leave it out."
    elif isinstance(operand, Amount) and not right.unit:
        if left.unit == "%":
            yield f"compares % with {right}. Write '{right} %'."
    elif units[0] != units[1]:
        yield f"compares {units[0] or 'multiples'} with {units[1] or 'multiples'}. Use amounts of one unit."
