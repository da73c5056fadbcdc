"""Conflicts between claims, and the verdicts of checks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ledger.core.amount import Amount, rounded, stated
from ledger.core.intervals import Interval, conflict, overlap
from ledger.core.records import Check, Claim, Figure, Ledger, Operand, Verdict
from ledger.rules import compute


def conflicts(figure: Figure) -> Iterator[tuple[Claim, Claim]]:
    """Yield the pairs of rival claims that conflict; a consensus is no rival."""
    seen: set[str] = set()
    for claim in figure.rivals:
        seen.add(claim.key)
        yield from ((claim, o) for o in figure.opponents[claim.key] if o.key not in seen)


def opponents(figure: Figure, claim: Claim) -> tuple[Claim, ...]:
    """Return the rival claims that conflict with this one."""
    return figure.opponents.get(claim.key, ())


def is_disputed(figure: Figure) -> bool:
    """Say whether any two rival claims conflict."""
    return any(figure.opponents.values())


# ---- checks ---------------------------------------------------------------------------------------


def sides(check: Check, ledger: Ledger) -> tuple[Amount, tuple[Amount, ...]]:
    """Return the amounts of both sides; a plain number takes the unit of the other side."""
    left = side(check.left, ledger)
    right = tuple(side(operand, ledger, left.unit) for operand in check.right)
    return left, right


def side(operand: Operand, ledger: Ledger, unit: str = "") -> Amount:
    """Return the amount of one side of a check."""
    wanted = unit if unit in ("%", "times") else ""
    return compute.evaluate(operand, lambda claim: ledger.claims[claim].amount, wanted)


def verdict(check: Check, ledger: Ledger) -> Verdict:
    """Return what the numbers say of the check."""
    left, right = sides(check, ledger)
    if check.relation is None:
        return "derived"
    if check.relation == "highest":
        return _all([_order(left, other, strict=True) for other in right])
    if check.relation == "descending":
        chain = (left, *right)
        return _all([_order(a, b, strict=False) for a, b in pairwise(chain)])
    return _all([relate(left, check.relation, other) for other in right])


def relate(left: Amount, relation: str, right: Amount) -> Verdict:
    """Return the verdict of one relation between two amounts."""
    if relation == "equal":
        return _equal(left, right)
    if relation == "about":
        return _about(left, right)
    if relation == "within":
        return _within(left, right)
    if relation == "overlaps":
        return "holds" if overlap(_stated(left), _stated(right)) else "fails"
    first, second = (left, right) if relation in ("above", "at least") else (right, left)
    return _order(first, second, strict=relation in ("above", "below"))


def _stated(amount: Amount) -> Interval:
    return amount.low, amount.high, amount.low_open, amount.high_open


def _order(greater: Amount, less: Amount, *, strict: bool) -> Verdict:
    """Return whether every number of the first is above (or at least) every one of the second."""
    touching_is_above = not strict or greater.low_open or less.high_open
    if greater.low > less.high or (greater.low == less.high and touching_is_above):
        return "holds"
    touching_is_below = strict or greater.high_open or less.low_open
    if greater.high < less.low or (greater.high == less.low and touching_is_below):
        return "fails"
    return "undecided"


def _equal(left: Amount, right: Amount) -> Verdict:
    if (left.low, left.high) == (right.low, right.high):
        return "undecided" if left.is_bound or right.is_bound else "holds"
    if _rounds(left, right) or _rounds(right, left):
        return "rounds"
    decided = left.is_point and right.is_point
    return "fails" if decided or not overlap(_stated(left), _stated(right)) else "undecided"


def _rounds(fine: Amount, coarse: Amount) -> bool:
    """Say whether the finer amount, rounded to the coarser one's last digit, equals it."""
    if fine.is_bound or coarse.is_bound or not coarse.step:
        return False
    ends = rounded(fine.low, coarse.step), rounded(fine.high, coarse.step)
    return ends == (coarse.low, coarse.high)


def _about(left: Amount, right: Amount) -> Verdict:
    loose = (
        right
        if right.about or right.nearly or right.is_bound
        else stated("about", right.numbers, right.unit, right.step)
    )
    if conflict(left, loose):
        return "fails"
    return "undecided" if left.is_bound or right.is_bound else "holds"


def _within(left: Amount, right: Amount) -> Verdict:
    above = left.low > right.low or (left.low == right.low and (left.low_open or not right.low_open))
    below = left.high < right.high or (left.high == right.high and (left.high_open or not right.high_open))
    if above and below:
        return "holds"
    return "undecided" if overlap(_stated(left), _stated(right)) else "fails"


def _all(verdicts: list[Verdict]) -> Verdict:
    """Return the weakest verdict of several."""
    worst: tuple[Verdict, ...] = ("fails", "undecided", "rounds")
    return next((v for v in worst if v in verdicts), "holds")
