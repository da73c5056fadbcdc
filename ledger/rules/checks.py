"""Rules on checks: what they combine and compare is alike, and gives the verdict that is expected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from ledger.core import period
from ledger.core.amount import Amount
from ledger.core.ledger import Ledger
from ledger.core.problem import Breach, Path, Unreadable, suggestion
from ledger.core.records import Check, ClaimRef, Figure, Operand, Operation, OperationName
from ledger.rules import compare, compute
from ledger.rules import operations as sums

#: A broken rule that can be waived, and what breaks it.
Odd = Iterator[tuple[str, str]]


def breaches(check: Check, ledger: Ledger) -> Iterator[Breach]:
    """Yield what is wrong with a check, its verdict last."""
    path: Path = ("checks", check.id)
    operands = (check.left, *check.right)
    if any(name not in ledger.claims for operand in operands for name in compute.references(operand)):
        return
    unlike = list(sums.waived(_unlike(check, ledger), check.waive, path, "waive"))
    try:
        left, right = compare.sides(check, ledger)
        found = compare.verdict(check, ledger)
    except Unreadable as error:
        yield from (*unlike, Breach(path, f"cannot be computed: {error}"))
        return
    if odd := [text for o, other in zip(check.right, right, strict=True) for text in _unfit(left, o, other)]:
        yield from (Breach(path, text) for text in dict.fromkeys(odd))
        return
    yield from (*unlike, *_meaning(check), *_uncounted(check), *_placeholders(check))
    if found != check.expect:
        text = f"the verdict is '{found}', expected is '{check.expect}'. {_advice(left, right)}"
        yield Breach((*path, "expect"), text, "warning")


def _meaning(check: Check) -> Iterator[Breach]:
    """Check that what is judged is somebody's statement, and that context judges nobody."""
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
    for name in re.findall(r"\{([^{}]*)\}", check.because):
        if name not in known:
            listed = ", ".join(f"{{{k}}}" for k in known)
            text = f"unknown placeholder '{{{name}}}'.{suggestion(name, known) or f' Use {listed}.'}"
            yield Breach(("checks", check.id, "because"), text)


def _unlike(check: Check, ledger: Ledger) -> dict[str, str]:
    """Return the rules that the check breaks, each with the first place: in its operations, then between its sides."""
    sides = (check.left, *check.right)
    operations = [op for side in sides for op in compute.operations(side)]
    odd = chain(*(_combined(op, ledger) for op in operations), _compared(sides, ledger))
    found: dict[str, str] = {}
    for rule, text in odd:
        found.setdefault(rule, text)
    return found


# ---- what is combined -----------------------------------------------------------------------------


def _combined(operation: Operation, ledger: Ledger) -> Odd:
    """Yield the rules that an operation in a check breaks: it answers no question, but takes like and like."""
    figures = _figures(operation.operands, ledger)
    if operation.name == "sum":
        yield from _added(operation, figures, ledger)
    elif operation.name in ("base", "product"):
        yield from _applied(operation.name, figures)
    else:
        yield from _measures(f"the {operation.name} takes", operation.operands, ledger)
        if operation.name != "ratio":
            yield from _lengths(figures)
        if operation.name == "growth":
            yield from _direction(figures)


def _figures(operands: tuple[Operand, ...], ledger: Ledger) -> list[Figure]:
    return [ledger.figure_of(ledger.claims[o.claim]) for o in operands if isinstance(o, ClaimRef)]


def _added(operation: Operation, figures: list[Figure], ledger: Ledger) -> Odd:
    """Yield what is unequal about the terms of a sum: each counts once."""
    if len({f.span for f in figures}) > 1:
        yield "period", f"the sum adds unequal periods: {sums.named(str(f.period) for f in figures)}."
    if len({f.measure.id for f in figures}) > 1:
        yield "measure", f"the sum adds unequal measures: {sums.named(f.measure.id for f in figures)}."
    if len({f.id for f in figures}) < len(figures):
        yield "members", f"the sum adds something twice: {', '.join(f.id for f in figures)}."
    yield from sums.scopes("sum", [ledger.claims[o.claim] for o in operation.operands if isinstance(o, ClaimRef)])


def _applied(name: OperationName, figures: list[Figure]) -> Odd:
    """Yield what is odd about rates that are applied to a level: they are that level's own."""
    rates = figures[1:] if name == "base" else [f for f in figures if f.measure.how]
    levels = [f for f in figures if f not in rates]
    for rate in rates if levels else ():
        level = levels[0]
        is_own = sums.is_rate(rate.measure, level.measure) or (name == "product" and rate.measure.how == "share")
        if not is_own or rate.measure.compares != level.measure.id:
            yield "measure", f"the {name} takes {level.measure.id}, {rate.measure.id}{sums.told(rate.measure)}."
        if name == "base" and rate.entity.id != level.entity.id:
            yield "members", f"the base takes {level.entity.id}, {rate.entity.id}."
        if name == "base" and rate.span and level.span and rate.span[1] != level.span[1]:
            yield "period", f"the base takes unequal periods: {level.period}, {rate.period}."


def _direction(figures: list[Figure]) -> Odd:
    """Yield what is odd about the way of a growth from an old period to a new one."""
    if len(figures) < 2 or not (figures[0].span and figures[1].span) or figures[0].span == figures[1].span:
        return
    new, old = figures[0].span, figures[1].span
    way = f"the growth leads from {figures[1].period} to {figures[0].period}"
    if old[1] >= new[0]:
        yield "period", f"{way}, not forward."
    elif period.months(old) == period.months(new) < 12 and not period.precedes(old, new):
        yield "period", f"{way}, not from the same days a year earlier."


# ---- what is compared -----------------------------------------------------------------------------


class Question(NamedTuple):
    """What an operand measures: a measure, or the growth or ratio of one."""

    measure: str
    by: OperationName | None = None

    def __str__(self) -> str:
        """Return the measure, and what is computed of it."""
        return f"{self.by} of {self.measure}" if self.by else self.measure


def _compared(sides: tuple[Operand, ...], ledger: Ledger) -> Odd:
    yield from _lengths(_figures(sides, ledger))
    yield from _measures("compares", sides, ledger)


def _lengths(figures: list[Figure]) -> Odd:
    """Yield the flows that are not equally long."""
    flows = [f for f in figures if f.measure.kind == "flow"]
    if len({period.months(f.span) if f.span else None for f in flows}) > 1:
        yield "period", f"compares unequal periods: {sums.named(str(f.period) for f in flows)}."


def _measures(does: str, operands: tuple[Operand, ...], ledger: Ledger) -> Odd:
    """Yield the measures of operands that are not alike; a literal has none."""
    questions = [q for o in operands if (q := _question(o, ledger))]
    if any(not _is_alike(questions[0], q, ledger) for q in questions[1:]):
        yield "measure", f"{does} unequal measures: {sums.named(map(str, questions))}."


def _question(operand: Operand, ledger: Ledger) -> Question | None:
    """Return what the operand measures; nothing where that has no name."""
    if isinstance(operand, ClaimRef):
        return Question(ledger.figure_of(ledger.claims[operand.claim]).measure.id)
    if isinstance(operand, Amount):
        return None
    inner = [q for o in operand.operands if (q := _question(o, ledger))]
    if operand.name in sums.RESULTS:
        return Question(inner[0].measure, operand.name) if inner and not inner[0].by else None
    levels = [q for q in inner if not (q.by or ledger.measures[q.measure].how)]
    return next(iter((*levels, *inner)), None)


def _is_alike(one: Question, other: Question, ledger: Ledger) -> bool:
    """Say whether both are one measure, or one is what the other's measure says that it compares."""
    return one == other or _makes(one, other, ledger) or _makes(other, one, ledger)


def _makes(made: Question, given: Question, ledger: Ledger) -> bool:
    measure = ledger.measures[given.measure]
    if not made.by or given.by or measure.compares != made.measure:
        return False
    return not measure.how or measure.how in sums.RESULTS[made.by]


# ---- amounts and verdicts -------------------------------------------------------------------------


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


def _advice(left: Amount, right: tuple[Amount, ...]) -> str:
    against = f" against {' and '.join(str(r) for r in right)}" if right else ""
    return f"Left is {left}{against}. Mend the numbers, or expect that verdict."
