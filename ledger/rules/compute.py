"""Evaluate operations on claims, and find circles among them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from ledger.core import arithmetic
from ledger.core.amount import Amount, rounded
from ledger.core.problem import Unreadable
from ledger.core.records import ClaimRef, Operand, Operation

AmountOf = Callable[[str], Amount]


def references(*operands: Operand | None) -> Iterator[str]:
    """Yield the ids of the claims that the operands name, in order."""
    for operand in operands:
        if isinstance(operand, ClaimRef):
            yield operand.claim
        elif isinstance(operand, Operation):
            yield from references(*operand.operands)


def operations(operand: Operand) -> Iterator[Operation]:
    """Yield the operand's operations, the outer one first."""
    if isinstance(operand, Operation):
        yield operand
        for inner in operand.operands:
            yield from operations(inner)


def evaluate(operand: Operand, amount_of: AmountOf, unit: str = "") -> Amount:
    """Return the operand's amount, in `unit` where the operation leaves a choice."""
    if isinstance(operand, Amount):
        return operand
    if isinstance(operand, ClaimRef):
        return _part(amount_of(operand.claim), operand)
    amounts = [evaluate(inner, amount_of) for inner in operand.operands]
    return _apply(operand, amounts, unit)


def _apply(operation: Operation, amounts: list[Amount], unit: str) -> Amount:
    if operation.name == "sum":
        return arithmetic.total(amounts, unit)
    if operation.name == "product":
        return arithmetic.product(amounts, unit)
    first, second = amounts
    if operation.name == "difference":
        return arithmetic.difference(first, second, unit)
    if operation.name == "ratio":
        return arithmetic.ratio(first, second, unit or "times")
    if operation.name == "growth":
        return arithmetic.growth(first, second)
    return arithmetic.base(first, second, unit)


def as_share(operand: Operand, value: Amount, amount_of: AmountOf) -> Amount:
    """Return the value of a ratio below one as a percentage, which reads more easily."""
    is_ratio = isinstance(operand, Operation) and operand.name == "ratio"
    if not is_ratio or value.unit != "times" or min(value.numbers) >= 1:
        return value
    return evaluate(operand, amount_of, "%")


def in_unit(operation: Operation, amount_of: AmountOf, unit: str) -> Amount:
    """Return what an operation gives in a measure's unit; raise `Unreadable` where it gives no amount in it."""
    try:
        amount, given = evaluate(operation, amount_of, unit), evaluate(operation, amount_of).unit
    except Unreadable as error:
        raise Unreadable(f"cannot be computed: {error}") from error
    is_multiple = operation.name in ("ratio", "product") and given in ("", "times")
    if unit not in ((given, "times", "%") if is_multiple else (given,)):
        raise Unreadable(f"the result is in {given or 'plain numbers'}, the measure in {unit}. Use fitting operands.")
    return amount


def _part(amount: Amount, reference: ClaimRef) -> Amount:
    if reference.part is None:
        return amount
    ends = {"low": amount.low, "high": amount.high, "middle": (amount.low + amount.high) / 2}
    number, step = ends[reference.part], amount.step
    if amount.vague or not number.is_finite() or (amount.capped and reference.part != "high"):
        raise Unreadable(f"'{reference.claim}' has no {reference.part} bound. Use the claim itself.")
    if rounded(number, step) != number:  # the middle of 175 and 180 has a digit more than they
        step /= 10
    return Amount(number, number, amount.unit, step, about=amount.about or amount.nearly)


def circles(operands_of: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, ...]]:
    """Yield circles, each from its first claim in the mapping back to it, until none is left but what they share."""
    graph = {claim: set(operands) for claim, operands in operands_of.items()}
    while circle := _circle(graph):
        first = min(circle, key=list(graph).index)
        at = circle.index(first)
        yield (*circle[at:], *circle[:at], first)
        for claim in circle:
            del graph[claim]


def _circle(graph: Mapping[str, set[str]]) -> list[str]:
    """Return the claims of one circle in the order in which each names the next, or nothing."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(reversed(error.args[1][1:]))
    return []
