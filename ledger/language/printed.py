"""Printed numbers, in the language of the article that prints them, back into amounts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from ledger.core.amount import Amount, several, stated, usual_scale
from ledger.core.problem import Unreadable
from ledger.language import locale
from ledger.language.locale import Word
from ledger.language.tokens import Number, Sum, adds, neither, tokens

_ONE = re.compile(r"m?\(?u?m?\(?s*n[ns]*\)?(?:ls+)?s*l?u?\)?|m?u?s+l?u?")
_VAGUE = re.compile("u?vs*l?s*l?u?")
_DECADE = re.compile("h(?:[tm]?h)?m?du?")
_CENT = Decimal("0.01")


def parse(text: str, language: str, unit: str = "", exact: bool = False, head: str = "", currency: str = "") -> Amount:
    """Read a printed number such as `超過 $125 billion`; raise `Unreadable` where it is none.

    Every word must be known, so that a token holds a number only. `head` is the heading of a table with the scale
    and unit of its numbers, `currency` what a sign or name means that several currencies share.
    """
    words = list(_ones(list(tokens(text, language, unit))))
    qualifier = _qualifier(text, words)
    sides = _sides(text, [t for t in words if t.kind not in ("qualifier", "filler", "trailing")])
    found = _unit(sides, unit, currency)
    power = 0
    if head:
        power, headed = _head(head, language, "" if found else unit, currency)
        found = found or headed
        power = 0 if any(t.letter == "s" for side in sides for t in side) or found in locale.UNITS else power
    if _VAGUE.fullmatch(_letters(sides[0])) and len(sides) == 1:
        power += sum(int(t.value) for t in sides[0] if t.letter in "sv")  # a hundred and a scale multiply each other
        if power < 3:
            raise neither(text)
        return several(power, found or unit)
    numbers = _decades(sides[0]) or [_number(text, side, unit) for side in sides]
    _refuse_bare(text, unit, found, sides, exact=exact)
    return _stated(text, qualifier, numbers, found or unit, power, exact=exact)


def _stated(text: str, qualifier: str, numbers: Sequence[Number], unit: str, power: int, *, exact: bool) -> Amount:
    if len(numbers) == 2 and not numbers[0].scale:  # a range shares its last scale, two to three hundred the hundreds
        first, last = numbers
        is_less = abs(first.value.scaleb(last.trailing)) <= abs(last.value)
        shared = last.trailing if is_less else last.scale
        numbers = (replace(first, value=first.value.scaleb(shared), exponent=first.exponent + shared), last)
    values = [n.value.scaleb(power) for n in numbers]
    if max(values) < 0:
        values.sort()
    if len(values) == 2 and (values[0] >= values[1] or qualifier not in ("", "about")):
        raise Unreadable(f"'{text}' is no range upwards without a bound. Write one number or one range.")
    if not qualifier and any(n.inexact for n in numbers):
        qualifier = "about"
    step = Decimal(0) if exact else min(Decimal(1).scaleb(n.exponent + power) for n in numbers)
    found = stated(qualifier, values, unit, step)
    if step and numbers[-1].trailing % 3 and all(n.exponent >= numbers[-1].trailing for n in numbers):  # 1300億
        noughts = min((int(value.normalize().as_tuple().exponent) for value in values if value), default=0)
        return replace(found, step=max(step, Decimal(1).scaleb(min(noughts, usual_scale(found)))))
    return found


def _ones(tokens: Sequence[Word]) -> Iterator[Word]:
    """Yield the tokens, `a` as the number one where a scale follows and no number stands in front."""
    for before, token, following in zip((None, *tokens), tokens, (*tokens[1:], None), strict=False):
        has_number = before and before.kind in ("digits", "number", "several", "link")
        if token.kind != "one":
            yield token
        elif following and following.kind in ("small", "scale") and not has_number:
            yield Word("number", Decimal(1), text=token.text)


def _qualifier(text: str, tokens: list[Word]) -> str:
    """Return the only qualifier; it may stand in front and behind, and another one may be hedged by `about`."""
    found = [t.means[0] for t in tokens if t.kind == "qualifier"]
    bounds = {q for q in found if q != "about"}
    if len(bounds) > 1 or len(found) > 2:
        raise Unreadable(f"'{text}' says {' and '.join(found)}. Copy the words that belong to the number.")
    return next(iter(bounds or found), "")


def _sides(text: str, tokens: list[Word]) -> list[list[Word]]:
    """Return the tokens of one number, or of both ends of a range."""
    opened = bool(tokens) and tokens[0].kind == "from"
    closed = bool(tokens) and tokens[-1].kind == "closing"
    inner = tokens[opened : len(tokens) - closed]
    if _DECADE.fullmatch(_letters(inner)):
        return [inner]
    marks = [n for n, t in enumerate(inner) if t.letter == "t"]
    ands = [n for n, t in enumerate(inner) if t.kind == "and" and 0 < n < len(inner) - 1]
    if not marks and (opened or closed):
        marks = [n for n in ands if not _joins(inner[n - 1], inner[n + 1])][:1]
    if len(marks) > 1 or (opened and not marks):
        raise neither(text)
    if not marks and any(not _joins(inner[n - 1], inner[n + 1], hundreds=True) for n in ands):
        raise Unreadable(f"'{text}' has no 'between' and is two numbers. Copy one of them.")
    halves = [inner[: marks[0]], inner[marks[0] + 1 :]] if marks else [inner]
    sides = [[t for t in half if t.kind != "and"] for half in halves]
    for side in sides:
        if not (_ONE.fullmatch(_letters(side)) or (len(sides) == 1 and _VAGUE.fullmatch(_letters(side)))):
            raise neither(text)
    return sides


def _joins(left: Word, right: Word, *, hundreds: bool = False) -> bool:
    """Say whether two number words make one, as twenty and five do."""
    if left.kind in ("small", "scale"):
        return hundreds and right.kind == "number"
    return left.kind == right.kind == "number" and adds(left.value, right.value)


def _letters(tokens: list[Word]) -> str:
    return "".join(t.letter for t in tokens)


def _number(text: str, side: list[Word], unit: str) -> Number:
    """Return what the number words, digits and scales of one side come to."""
    counted = [t for t in side if t.letter in ("n", "s")]
    number = Sum(text).of(counted)
    fraction = any("fraction" in t.means for t in counted)
    if fraction and unit == "%" and not any(t.kind == "unit" for t in side):
        number = replace(number, value=number.value * 100, exponent=0)
    if fraction and number.value != (even := number.value.quantize(Decimal(1) if unit == "%" else _CENT)):
        number = replace(number, value=even, exponent=int(even.as_tuple().exponent), inexact=True)
    if any(t.kind in ("minus", "(") for t in side):
        return replace(number, value=-number.value)
    return number


def _decades(side: list[Word]) -> list[Number]:
    """Return what `low to mid-30s` spans, or nothing: low is up to three, mid four to six, high seven to nine."""
    if not _DECADE.fullmatch(_letters(side)):
        return []
    starts = [t.value for t in side if t.kind == "third"]
    base = next(t.value for t in side if t.kind == "decade")
    return [Number(base + starts[0], 0, inexact=True), Number(base + starts[-1] + 2, 0, inexact=True)]


def _unit(sides: Sequence[Sequence[Word]], unit: str, currency: str) -> str:
    """Return the unit that the print names, if it does; another than the measure's is refused."""
    found = ""
    for token in (t for side in sides for t in side if t.kind in ("unit", "tenth", "multiple")):
        own = meant(token.means, unit, currency)
        wanted = unit or found or own
        if own != wanted:
            raise Unreadable(f"'{token.text}' is another unit than the measure's, {wanted}. Give it its own measure.")
        found = own
    return found


def meant(codes: tuple[str, ...], unit: str, currency: str) -> str:
    """Return which of the units that a word may mean it means here: the article's own, else the measure's."""
    return next((c for c in (currency, unit) if c in codes), codes[0])


def _refuse_bare(text: str, unit: str, found: str, sides: Sequence[Sequence[Word]], *, exact: bool) -> None:
    """Refuse a number that does not say its unit, which may be another one: only money is often left unsaid."""
    told = any(t.kind == "decade" or "fraction" in t.means for side in sides for t in side)
    if exact or found or told or not locale.is_known(unit):
        return
    lack = "percent sign" if unit == "%" else f"unit, {unit}"
    raise Unreadable(f"'{text}' lacks its {lack}. Copy it with the number; give another unit a measure of its own.")


@lru_cache(maxsize=256)
def _head(head: str, language: str, unit: str, currency: str) -> tuple[int, str]:
    """Return the power of ten and the unit that the heading of a table gives its numbers."""
    plain = re.sub(r"'?000s?\b", "thousand", locale.even(head))
    words = [w for w in tokens(plain, language, unit, strict=False) if w.letter in "suv" and w.kind != "tenth"]
    # a single letter is a scale beside a unit only, as in €m
    found = [w for last, w in pairwise((Word(""), *words)) if w.kind != "letter" or last.kind == "unit"]
    powers = [int(w.value) for w in found if w.letter in "sv"]
    named = {meant(w.means, unit, currency) for w in found if w.kind == "unit"}
    if powers != sorted(powers):
        raise Unreadable(f"the heading '{head}' names two scales. Copy the part that holds for this number.")
    if unit and named and unit not in named:
        raise Unreadable(f"the heading '{head}' names another unit than {unit}. Give the number a measure in it.")
    if not found:
        raise Unreadable(f"the heading '{head}' holds neither scale nor unit. Copy the part that does, or none.")
    return sum(powers), unit if unit in named else "".join(named if len(named) == 1 else ())  # of two, nobody knows
