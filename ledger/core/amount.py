"""Amounts: intervals with a unit and a qualifier."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal

from ledger.core.problem import Unreadable

INFINITY = Decimal("Infinity")
ZERO, ONE = Decimal(0), Decimal(1)
_WIDE = Context(prec=200)  # rounding never fails, however many digits a number has

#: `about` reaches this share of the stated number to either side when two claims are compared.
ABOUT_REACH = Decimal("0.05")
#: `nearly N` reaches from this share of N up to N when two claims are compared.
NEARLY_FROM = Decimal("0.90")

#: The grammar's limits to the digits before and after the point.
MOST_DIGITS, MOST_DECIMALS = 15, 6
SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_SCALE_NAMES = {0: ""} | {power: name for name, power in SCALES.items()}
QUALIFIERS = ("about", "nearly", "more than", "at least", "less than", "at most", "up to")
GRAMMAR = f"[{'|'.join(QUALIFIERS)}] NUMBER [to NUMBER] [{'|'.join(SCALES)}] [%]"

_NUMBER = rf"[-\u2212]?(?:0|[1-9][0-9]{{0,{MOST_DIGITS - 1}}})(?:\.[0-9]{{1,{MOST_DECIMALS}}})?"
_VALUE = re.compile(
    rf"(?:(?P<qualifier>{'|'.join(QUALIFIERS)}) )?(?P<low>{_NUMBER})(?: to (?P<high>{_NUMBER}))?"
    rf"(?: (?P<scale>{'|'.join(SCALES)}))?(?P<percent> ?%)?"
)
_MANY = {"several": 0, "tens of": 1, "several hundred": 2, "several thousand": 3}
_VAGUE = re.compile(rf"(?P<many>{'|'.join(sorted(_MANY, reverse=True))}) (?P<scale>{'|'.join(SCALES)})s?")
#: A number that no article has to print: how many quarters, months or days a year has.
COUNT = "[1-9][0-9]{0,2}"


@dataclass(frozen=True, slots=True)
class Amount:
    """A closed or half-open interval, with the qualifier that its source gave it.

    `low` and `high` are the stated bounds in whole units (dollars, not billions). A qualifier such
    as `about` widens nothing here; it widens the interval only where claims are compared. `capped`
    tells `at most 5`, of which nobody states the zero, from `0 to 5`.
    """

    low: Decimal
    high: Decimal
    unit: str = ""
    step: Decimal = ZERO
    low_open: bool = False
    high_open: bool = False
    about: bool = False
    nearly: bool = False
    vague: bool = False
    capped: bool = False

    @property
    def is_bound(self) -> bool:
        """Say whether only one side is stated, as in `more than 80 billion`."""
        return self.high == INFINITY or self.low == -INFINITY or self.capped

    @property
    def qualifier(self) -> str:
        """Return the word of the value grammar that hedges the stated numbers."""
        if self.nearly or self.about:
            return "nearly" if self.nearly else "about"
        if self.high == INFINITY:
            return "more than" if self.low_open else "at least"
        if self.is_bound:
            return "less than" if self.high_open else "at most"
        return ""

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """Return the numbers that are stated: one, or both ends of a range."""
        return self._stated(self.low, self.high)

    @property
    def shown(self) -> tuple[Decimal, ...]:
        """Return the numbers rounded as readers see them: one where both ends of a range round to it."""
        return self._stated(*ends(self))

    def _stated(self, low: Decimal, high: Decimal) -> tuple[Decimal, ...]:
        if self.is_bound:
            return (low if self.high == INFINITY else high,)
        return (low,) if low == high else (low, high)

    def hedged_like(self, other: Amount) -> Amount:
        """Return this amount's numbers under the other's qualifier, if that fits them."""
        if self.vague or other.vague or len(self.numbers) != len(other.numbers):
            return self
        return stated(other.qualifier, self.numbers, self.unit, self.step)

    def __str__(self) -> str:
        """Return the amount in the value grammar, with a minus sign where it is negative."""
        if self.vague:
            return vaguely(self)
        years_or_few = not self.step and max(abs(n) for n in self.numbers) < 10 ** SCALES["million"]
        scale = 0 if years_or_few else scale_of(self)
        texts = [f"{scaled(n, self.step, scale):f}" for n in self.shown]
        words = [self.qualifier, " to ".join(texts), _SCALE_NAMES[scale], "%" * (self.unit == "%")]
        return " ".join(w for w in words if w)


# ---- reading and making amounts -----------------------------------------------------------------


def stated(qualifier: str, numbers: Sequence[Decimal], unit: str = "", step: Decimal = ZERO) -> Amount:
    """Return the amount of one or two stated numbers under a qualifier of the value grammar."""
    low, high = numbers[0], numbers[-1]
    if qualifier in ("more than", "at least"):
        return Amount(low, INFINITY, unit, step, low_open=qualifier == "more than", high_open=True)
    if qualifier in ("less than", "at most", "up to"):
        if high < 0 or (not high and qualifier == "less than"):  # a loss has no least number
            return Amount(-INFINITY, high, unit, step, low_open=True, high_open=qualifier == "less than")
        return Amount(ZERO, high, unit, step, high_open=qualifier == "less than", capped=True)
    return Amount(low, high, unit, step, about=qualifier == "about", nearly=qualifier == "nearly")


def several(scale: int, unit: str = "") -> Amount:
    """Return the vague amount of several times ten to the power of `scale`."""
    return Amount(Decimal(10) ** scale, Decimal(10) ** scale, unit, vague=True)


def vaguely(amount: Amount) -> str:
    """Return a vague amount in the value grammar: `several hundred billion`, `tens of millions`."""
    power = int(amount.low.adjusted())
    scale = max(s for s in SCALES.values() if s <= max(power, min(SCALES.values())))
    many = next((word for word, more in _MANY.items() if scale + more == power), "several thousand")
    return f"{many} {_SCALE_NAMES[scale]}{'s' * (many == 'tens of')}"


def parse(text: str, unit: str = "", exact: bool = False) -> Amount:
    """Read an amount in the value grammar, or raise `Unreadable` with the remedy; what is `exact` is not rounded."""
    if vague := _VAGUE.fullmatch(text):
        return several(SCALES[vague["scale"]] + _MANY[vague["many"]], unit)
    match = _VALUE.fullmatch(text)
    if not match:
        raise Unreadable(f"'{text}' is not an amount. {_remedy(text)}")
    factor = Decimal(10) ** SCALES.get(match["scale"] or "", 0)
    texts = [t for t in (match["low"], match["high"]) if t]
    numbers = [Decimal(t.replace("\N{MINUS SIGN}", "-")) * factor for t in texts]
    if wrong := _oddity(text, texts, numbers, match["qualifier"] or "", bool(match["percent"]), unit):
        raise Unreadable(wrong)
    step = ZERO if exact else min(Decimal(1).scaleb(-len(t.partition(".")[2])) for t in texts) * factor
    return stated(match["qualifier"] or "", numbers, unit or ("%" if match["percent"] else ""), step)


def _remedy(text: str) -> str:
    if re.search(r"\d,\d", text):
        return "Write the number without commas, with a point for decimals."
    if re.search(r"\d[eE][+-]?\d", text):
        return "Write the number without an exponent, such as '200 billion'."
    return f"Write it as {GRAMMAR}, or as 'several [hundred|thousand] SCALE'."


def _oddity(text: str, texts: list[str], numbers: list[Decimal], qualifier: str, percent: bool, unit: str) -> str:
    """Return what is wrong with an amount that is well formed, or nothing."""
    if numbers[0] > numbers[-1]:
        turned = text.replace(f"{texts[0]} to {texts[1]}", f"{texts[1]} to {texts[0]}")
        return f"the range '{text}' runs downwards. Write '{turned}'."
    if numbers[1:] == numbers[:1]:
        return f"the range '{text}' has equal ends. Write the number once."
    if numbers[1:] and qualifier not in ("", "about"):
        return f"'{text}' gives a range a bound. Write the range alone, or with 'about'."
    if qualifier == "nearly" and numbers[0] < 0:
        return f"'{text}' is nearly a negative number, which has no side. Write it with 'about'."
    if percent and unit not in ("", "%"):
        return f"'{text}' is a percentage, and the measure is in {unit}. Leave out the %."
    if unit == "%" and not percent:
        return f"'{text}' lacks its %, and the measure is a percentage. Write '{text} %'."
    return ""


# ---- digits ---------------------------------------------------------------------------------------


def usual_scale(amount: Amount) -> int:
    """Return the greatest power of ten with a word of its own that fits into the amount's greatest number."""
    top = max(abs(n) for n in amount.numbers)
    return max(s for s in _SCALE_NAMES if not s or top >= Decimal(10) ** s)


def scale_of(amount: Amount) -> int:
    """Return the power of ten (0, 3, 6, 9 or 12) in which the amount claims no digit that it has not."""
    top, usual = max(abs(n) for n in amount.numbers), usual_scale(amount)
    last = amount.step.adjusted() if amount.step else min(usual, *(_exponent(n) for n in amount.numbers))
    if usual - last > MOST_DECIMALS:  # written out in full: 200000000000
        return next((s for s in _SCALE_NAMES if s >= last and top.adjusted() < s + MOST_DIGITS), usual)
    return next((s for s in _SCALE_NAMES if s >= max(usual, last)), usual)


def _exponent(number: Decimal) -> int:
    return int(number.normalize().as_tuple().exponent)


def rounded(number: Decimal, step: Decimal, rounding: str = ROUND_HALF_UP) -> Decimal:
    """Return the number rounded to its step, halves away from zero if not told otherwise; as it is without a step."""
    if not step or number.is_infinite():
        return number
    return number.quantize(step.normalize(), rounding, _WIDE) or ZERO


def ends(amount: Amount) -> tuple[Decimal, Decimal]:
    """Return both bounds to the last digit: outwards, to claim no more than is known, but the nearest of an `about`."""
    nearest = amount.about or amount.low == amount.high
    down, up = (ROUND_HALF_UP, ROUND_HALF_UP) if nearest else (ROUND_FLOOR, ROUND_CEILING)
    return rounded(amount.low, amount.step, down), rounded(amount.high, amount.step, up)


def scaled(number: Decimal, step: Decimal, scale: int) -> Decimal:
    """Return the number in units of the scale, rounded to its step and with the decimals of that step."""
    shown = rounded(number, step) / Decimal(10) ** scale
    places = max(0, -_exponent(step / Decimal(10) ** scale if step else shown))
    return shown.quantize(ONE.scaleb(-places), context=_WIDE)
