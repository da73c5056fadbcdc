"""Amounts as intervals: results that keep bounds, openness and qualifiers, and what conflicts with what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product as pairs

from ledger.core.amount import ABOUT_REACH, INFINITY, NEARLY_FROM, ONE, ZERO, Amount
from ledger.core.problem import Unreadable

HUNDRED = Decimal(100)
#: A computed ratio, growth, base or product is shown with this many digits.
COMPUTED_DIGITS = 3
#: More digits than these, before the point, after it or from the first to the last, and arithmetic begins to round.
MAX_DIGITS = 24

_End = tuple[Decimal, bool]  # a bound, and whether it is open


def total(amounts: Sequence[Amount], unit: str = "") -> Amount:
    """Add amounts of one unit; the coarsest step among them is the step of the sum."""
    _refuse_mixed_units(amounts)
    low = sum((a.low for a in amounts), ZERO), any(a.low_open for a in amounts)
    high = sum((a.high for a in amounts), ZERO), any(a.high_open for a in amounts)
    return _result(low, high, amounts, unit or amounts[0].unit, max(a.step for a in amounts))


def difference(new: Amount, old: Amount, unit: str = "") -> Amount:
    """Return new less old."""
    _refuse_mixed_units((new, old))
    low = new.low - old.high, new.low_open or old.high_open
    high = new.high - old.low, new.high_open or old.low_open
    return _result(low, high, (new, old), unit or new.unit, max(new.step, old.step))


def ratio(new: Amount, old: Amount, unit: str = "times") -> Amount:
    """Return new divided by old, as times or, where the unit is %, as a percentage."""
    _refuse_mixed_units((new, old))
    low, high = _quotient(new, old)
    factor = HUNDRED if unit == "%" else ONE
    return _result((low[0] * factor, low[1]), (high[0] * factor, high[1]), (new, old), unit)


def growth(new: Amount, old: Amount, unit: str = "%") -> Amount:
    """Return the growth from old to new in per cent; a fall is negative."""
    _refuse_mixed_units((new, old))
    low, high = (((end - ONE) * HUNDRED, is_open) for end, is_open in _quotient(new, old))
    return _result(low, high, (new, old), unit, floor=-HUNDRED)


def base(level: Amount, rate: Amount, unit: str = "") -> Amount:
    """Return the level before a growth in per cent, or before a multiple in times."""
    if rate.unit not in ("", "times", "%"):
        raise Unreadable(f"{rate.unit} is no growth. Use a growth in % or a multiple in times.")
    factor = replace(rate, low=_as_factor(rate.low, rate.unit), high=_as_factor(rate.high, rate.unit))
    low, high = _quotient(level, factor)
    return _result(low, high, (level, rate), unit or level.unit)


def product(amounts: Sequence[Amount], unit: str = "") -> Amount:
    """Multiply amounts of which at most one has a unit of its own; percentages count as shares."""
    named = [a.unit for a in amounts if a.unit not in ("", "times", "%")]
    if len(named) > 1:
        raise Unreadable(f"{' and '.join(named)} cannot be multiplied. Keep one, and make the rest multiples.")
    low, high = (ONE, False), (ONE, False)
    for amount in amounts:
        share = HUNDRED if amount.unit == "%" else ONE
        ends = ((amount.low / share, amount.low_open), (amount.high / share, amount.high_open))
        low, high = _corners((low, high), ends, lambda x, y: ZERO if ZERO in (x, y) else x * y)
    factor = HUNDRED if unit == "%" else ONE
    result_unit = unit or next(iter(named), "")
    return _result((low[0] * factor, low[1]), (high[0] * factor, high[1]), amounts, result_unit)


def _as_factor(number: Decimal, unit: str) -> Decimal:
    return ONE + number / HUNDRED if unit == "%" else number


def _quotient(new: Amount, old: Amount) -> tuple[_End, _End]:
    if old.low <= ZERO <= old.high and not (old.low == ZERO and old.low_open):
        raise Unreadable("the divisor may be zero. Divide by an amount that is stated from both sides.")
    ends = (new.low, new.low_open), (new.high, new.high_open)
    return _corners(ends, ((old.low, old.low_open), (old.high, old.high_open)), _divide)


def _divide(x: Decimal, y: Decimal) -> Decimal:
    if not y:  # the divisor comes as near to zero as it likes
        return x and INFINITY.copy_sign(x)
    return ZERO if y.is_infinite() else x / y


def _corners(
    left: tuple[_End, _End], right: tuple[_End, _End], operate: Callable[[Decimal, Decimal], Decimal]
) -> tuple[_End, _End]:
    """Return the least and the greatest result over the corners; a bound shared by both is closed.

    A closed zero times or divided by anything is zero: the other operand's open end opens nothing.
    """
    nought = (ZERO, False)
    ends = [(operate(x[0], y[0]), (x[1] or y[1]) and nought not in (x, y)) for x, y in pairs(left, right)]
    return min(ends), max(ends, key=lambda end: (end[0], not end[1]))


def _result(
    low: _End, high: _End, of: Sequence[Amount], unit: str, step: Decimal | None = None, floor: Decimal = ZERO
) -> Amount:
    if any(a.vague for a in of):
        raise Unreadable("a vague amount cannot be computed with. Leave it out.")
    if -low[0] == high[0] == INFINITY:
        raise Unreadable("the result is open on both sides. Leave out an operand that is open.")
    hedged = any(a.about or a.nearly for a in of)
    # The least that there can be is stated by nobody where it comes of an operand with one side stated.
    capped = low[0] == floor < high[0] < INFINITY and any(a.is_bound for a in of)
    shown = _computed_step((high,) if capped else (low, high)) if step is None else step
    bound = capped or low[0].is_infinite() or high[0].is_infinite()
    _refuse_too_wide((low[0], high[0]), shown)
    return Amount(
        low[0],
        high[0],
        unit,
        shown,
        low_open=low[0].is_infinite() or (low[1] and not hedged),
        high_open=high[0].is_infinite() or (high[1] and not hedged),
        about=hedged and not bound,
        capped=capped,
    )


def _computed_step(ends: Iterable[_End]) -> Decimal:
    """Return the step of the smaller end; of the greater one where they lie on either side of zero."""
    finite = [n for n, _ in ends if n.is_finite() and n]
    choose = max if any(n < 0 for n in finite) and any(n > 0 for n in finite) else min
    number = choose((abs(n) for n in finite), default=ONE)
    return ONE.scaleb(number.adjusted() - COMPUTED_DIGITS + 1)


def _refuse_too_wide(ends: Iterable[Decimal], step: Decimal) -> None:
    finite = [n.adjusted() for n in ends if n.is_finite() and n]
    first, last = max(finite, default=0), step.adjusted() if step else 0
    if first >= MAX_DIGITS or last < -MAX_DIGITS or first - last >= MAX_DIGITS:
        raise Unreadable(f"the result has more than {MAX_DIGITS} digits. Correct the operands.")


def _refuse_mixed_units(amounts: Sequence[Amount]) -> None:
    units = sorted({a.unit or "plain numbers" for a in amounts})
    if len(units) > 1:
        raise Unreadable(f"{' and '.join(units)} are different units. Use amounts of one unit.")


# ---- comparison -----------------------------------------------------------------------------------

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
