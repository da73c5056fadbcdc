"""Conflicts between claims, and the verdicts of checks."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, pairwise

from ledger import compute
from ledger.amount import ABOUT_REACH, NEARLY_FROM, Amount, rounded, stated
from ledger.model import Check, Claim, Figure, Ledger, Operand, Verdict

Interval = tuple[Decimal, Decimal, bool, bool]  # low, high, and whether each is open


def widened(amount: Amount) -> Interval:
    """Return the interval that counts when two claims are compared.

    An exact number spans half a step to either side; `about` reaches 5 % of the stated number;
    `nearly N` reaches from 90 % of N up to N; a bound stays where it is stated.
    """
    if amount.nearly:
        return amount.low * NEARLY_FROM, amount.high, False, False
    if amount.is_bound:
        return amount.low, amount.high, amount.low_open, amount.high_open
    low, high = amount.low - _reach(amount, amount.low), amount.high + _reach(amount, amount.high)
    return low, high, False, False


def _reach(amount: Amount, number: Decimal) -> Decimal:
    half = amount.step / 2
    return max(half, abs(number) * ABOUT_REACH) if amount.about else half


def overlap(left: Interval, right: Interval) -> bool:
    """Say whether two intervals share a number."""
    low, open_low = max((left[0], left[2]), (right[0], right[2]))
    high, closed_high = min((left[1], not left[3]), (right[1], not right[3]))
    return low < high or (low == high and not open_low and closed_high)


def conflict(one: Amount, other: Amount) -> bool:
    """Say whether no number satisfies both; a vague amount conflicts with nothing."""
    if one.vague or other.vague:
        return False
    return not overlap(widened(one), widened(other))


def conflicts(figure: Figure) -> Iterator[tuple[Claim, Claim]]:
    """Yield the pairs of rival claims that conflict; a consensus is no rival."""
    return ((a, b) for a, b in combinations(figure.rivals, 2) if conflict(a.amount, b.amount))


def opponents(figure: Figure, claim: Claim) -> tuple[Claim, ...]:
    """Return the rival claims that conflict with this one."""
    rivals = figure.rivals
    if all(r is not claim for r in rivals):
        return ()
    return tuple(r for r in rivals if r is not claim and conflict(claim.amount, r.amount))


def is_disputed(figure: Figure) -> bool:
    """Say whether any two rival claims conflict."""
    return next(conflicts(figure), None) is not None


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
