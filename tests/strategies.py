"""Amounts and points for the property tests."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st

from ledger.core.amount import INFINITY, QUALIFIERS, SCALES, Amount, parse

#: The same cases on every run, and few enough to stay quick.
QUICK = settings(derandomize=True, deadline=None, max_examples=150)

SCALE_WORDS = ("", *SCALES)


@st.composite
def digits(draw: st.DrawFn, most: int = 10**15 - 1) -> str:
    """Draw a number as the grammar writes it."""
    whole = draw(st.one_of(st.integers(0, 1200), st.integers(0, most)))
    places = draw(st.integers(0, 6))
    return f"{whole}.{draw(st.integers(0, 10**places - 1)):0{places}d}" if places else str(whole)


@st.composite
def texts(draw: st.DrawFn, most: int = 10**15 - 1) -> str:
    """Draw an amount as the grammar writes it, several included."""
    scale = draw(st.sampled_from(SCALE_WORDS))
    if scale and draw(st.integers(0, 9)) == 0:
        return f"several {scale}"
    qualifier = draw(st.sampled_from(("", *QUALIFIERS)))
    numbers = [draw(digits(most))]
    if qualifier in ("", "about") and draw(st.booleans()):
        other = draw(digits(most).filter(lambda n: Decimal(n) != Decimal(numbers[0])))
        numbers = sorted([numbers[0], other], key=Decimal)
    if qualifier == "less than" and not Decimal(numbers[0]):
        qualifier = "at most"
    percent = draw(st.sampled_from(("", "", "%")))
    return " ".join(w for w in (qualifier, " to ".join(numbers), scale, percent) if w)


@st.composite
def operands(draw: st.DrawFn, *, positive: bool = False, unit: str = "") -> Amount:
    """Draw an amount that can be computed with, of a size that keeps the results exact."""
    text = draw(texts(most=10**4).filter(lambda t: not t.startswith("several")))
    amount = parse(text.removesuffix("%").strip() + (" %" if unit == "%" else ""), unit)
    if positive and amount.low == 0:
        return parse("more than 3") if amount.capped else Amount(Decimal(2), amount.high + 2, unit, amount.step)
    return amount


@st.composite
def inside(draw: st.DrawFn, amount: Amount) -> Amount:
    """Draw one exact number of the amount's interval, an end too where it is closed."""
    top = amount.low + 1000 if amount.high == INFINITY else amount.high
    share = Decimal(draw(st.integers(0, 8))) / 8
    point = amount.low + (top - amount.low) * share
    if (point == amount.low and amount.low_open) or (point == amount.high and amount.high_open):
        point = (amount.low + top) / 2
    return Amount(point, point, amount.unit)
