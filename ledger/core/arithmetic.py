"""Amounts as intervals: results that keep bounds, openness and qualifiers, and what conflicts with what."""

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


def total(amounts: Sequence[Amount], unit: str = "") -> Amount:
    """Add amounts of one unit; the coarsest step among them is the step of the sum."""
    _refuse_mixed_units(amounts)
    amounts = [_reach(a) for a in amounts]
    low, high = sum((a.low for a in amounts), ZERO), sum((a.high for a in amounts), ZERO)
    low_open, high_open = any(a.low_open for a in amounts), any(a.high_open for a in amounts)
    span = Amount(low, high, low_open=low_open, high_open=high_open)
    return _result(span, amounts, unit or amounts[0].unit, max(a.step for a in amounts))


def difference(new: Amount, old: Amount, unit: str = "") -> Amount:
    """Return new less old."""
    turned = replace(old, low=-old.high, high=-old.low, low_open=old.high_open, high_open=old.low_open)
    return total((new, turned), unit)


def ratio(new: Amount, old: Amount, unit: str = "times") -> Amount:
    """Return new divided by old, as times or, where the unit is %, as a percentage."""
    _refuse_mixed_units((new, old))
    return _result(_in_unit(_quotient(new, old), unit), (new, old), unit)


def growth(new: Amount, old: Amount) -> Amount:
    """Return the growth from old to new in per cent; a fall is negative."""
    _refuse_mixed_units((new, old))
    change = _moved(_quotient(new, old), lambda n: (n - ONE) * HUNDRED)
    return _result(change, (new, old), "%", floor=-HUNDRED)


def base(level: Amount, rate: Amount, unit: str = "") -> Amount:
    """Return the level before a growth in per cent, or before a multiple in times."""
    if rate.unit not in ("", "times", "%"):
        raise Unreadable(f"{rate.unit} is no growth. Use a growth in % or a multiple in times.")
    factor = _moved(_reach(rate), lambda n: ONE + n / HUNDRED) if rate.unit == "%" else rate
    return _result(_quotient(level, factor), (level, rate), unit or level.unit)


def product(amounts: Sequence[Amount], unit: str = "") -> Amount:
    """Multiply amounts of which at most one has a unit of its own; percentages count as shares."""
    named = [a.unit for a in amounts if a.unit not in ("", "times", "%")]
    if len(named) > 1:
        raise Unreadable(f"{' and '.join(named)} cannot be multiplied. Keep one, and make the rest multiples.")
    amounts = [_reach(a) for a in amounts]
    found = Amount(ONE, ONE)
    for amount in amounts:
        share = _moved(amount, lambda n: n / HUNDRED) if amount.unit == "%" else amount
        found = _corners(found, share, lambda x, y: ZERO if ZERO in (x, y) else x * y)
    return _result(_in_unit(found, unit), amounts, unit or next(iter(named), ""))


def _reach(amount: Amount) -> Amount:
    """Return what `nearly` allows as a range: a result of its stated end alone would be one end of the truth."""
    return replace(widened(amount), nearly=False) if amount.nearly else amount


def _moved(amount: Amount, move: Callable[[Decimal], Decimal]) -> Amount:
    return replace(amount, low=move(amount.low), high=move(amount.high))


def _in_unit(times: Amount, unit: str) -> Amount:
    return _moved(times, lambda n: n * HUNDRED) if unit == "%" else times


def _quotient(new: Amount, old: Amount) -> Amount:
    new, old = _reach(new), _reach(old)
    if old.low <= ZERO <= old.high and not (old.low == ZERO and old.low_open):
        raise Unreadable("the divisor may be zero. Divide by an amount that is stated from both sides.")
    return _corners(new, old, _divide)


def _divide(x: Decimal, y: Decimal) -> Decimal:
    if not y:  # the divisor comes as near to zero as it likes
        return x and INFINITY.copy_sign(x)
    return ZERO if y.is_infinite() else x / y


def _corners(left: Amount, right: Amount, operate: Callable[[Decimal, Decimal], Decimal]) -> Amount:
    """Return the least and greatest result of all corners; a bound that both share is closed, zero opens nothing."""
    nought = (ZERO, False)
    sides = [((a.low, a.low_open), (a.high, a.high_open)) for a in (left, right)]
    ends = [(operate(x[0], y[0]), (x[1] or y[1]) and nought not in (x, y)) for x, y in pairs(*sides)]
    (low, low_open), (high, high_open) = min(ends), max(ends, key=lambda end: (end[0], not end[1]))
    return Amount(low, high, low_open=low_open, high_open=high_open)


def _result(
    span: Amount, of: Sequence[Amount], unit: str, step: Decimal | None = None, floor: Decimal = ZERO
) -> Amount:
    if any(a.vague for a in of):
        raise Unreadable("a vague amount cannot be computed with. Leave it out.")
    low, high = span.low, span.high
    if -low == high == INFINITY:
        raise Unreadable("the result is open on both sides. Leave out an operand that is open.")
    hedged = any(a.about for a in of)
    # The least that there can be is stated by nobody where it comes of an operand with one side stated.
    capped = low == floor < high < INFINITY and any(a.is_bound for a in of)
    shown = _computed_step((high,) if capped else (low, high)) if step is None else step
    _refuse_too_wide((low, high), shown)
    return Amount(
        low,
        high,
        unit,
        shown,
        low_open=low.is_infinite() or (span.low_open and not hedged),
        high_open=high.is_infinite() or (span.high_open and not hedged),
        about=hedged and not (capped or low.is_infinite() or high.is_infinite()),
        capped=capped,
    )


def _computed_step(ends: Iterable[Decimal]) -> Decimal:
    """Return the step of the smaller end; of the greater one where they lie on either side of zero."""
    finite = [n for n in ends if n.is_finite() and n]
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


def widened(amount: Amount) -> Amount:
    """Return the interval that counts when claims are compared: half a step around a number, more around `about`."""
    if amount.nearly:
        low, high = sorted((amount.low * NEARLY_FROM, amount.high))
        return replace(amount, low=low, high=high)
    if amount.is_bound:
        return amount
    share = ABOUT_REACH if amount.about else ZERO
    below, above = (max(amount.step / 2, abs(n) * share) for n in (amount.low, amount.high))
    low, high = amount.low - below, amount.high + above
    return replace(amount, low=low, high=high, low_open=False, high_open=False)


def overlap(left: Amount, right: Amount) -> bool:
    """Say whether two intervals share a number."""
    low, is_open = max((a.low, a.low_open) for a in (left, right))
    high, is_closed = min((a.high, not a.high_open) for a in (left, right))
    return low < high or (low == high and is_closed and not is_open)


def conflict(one: Amount, other: Amount) -> bool:
    """Say whether no number satisfies both; a vague amount conflicts with nothing."""
    if one.vague or other.vague:
        return False
    return not overlap(widened(one), widened(other))
