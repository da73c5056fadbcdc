"""Amounts as intervals: what they cover when two are compared, and whether they conflict."""

from __future__ import annotations

from decimal import Decimal

from ledger.core.amount import ABOUT_REACH, NEARLY_FROM, Amount

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
