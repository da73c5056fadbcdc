"""Printed numbers back into amounts, in the language of the article that prints them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from ledger.core.amount import Amount, several, stated
from ledger.core.problem import Unreadable
from ledger.language import lexicon, units, words
from ledger.language.lexicon import Token

#: Words that multiply the scale behind them: thousand million, 萬億.
_TIMES = frozenset({"thousand", "million", "duizend", "miljoen", "萬"})
#: A letter for each kind of token, and what may stand where: fillers, the unit on one side or both, two scales at most.
_LETTERS = {
    "number": "n", "multiple": "n", "several": "n", "scale": "s", "unit": "u",
    "from": "b", "to": "t", "and": "a", "": "f",
}  # fmt: skip
_ONE = "u?ns{0,2}u?"
_SHAPE = re.compile(f"f{{0,2}}{_ONE}(?:tf?{_ONE})?|bf?{_ONE}[ta]f?{_ONE}")
_DIGITS = re.compile("[0-9](?:[0-9.,]*[0-9])?")
#: A raised digit that belongs to a unit, as in m³.
_RAISED = re.compile(r"(?<=[A-Za-z])[²³](?!\w)")


def parse(text: str, language: str, unit: str = "", *, exact: bool = False) -> Amount:
    """Read a printed number such as `超過 $125 billion`; raise `Unreadable` where it is none.

    Every word must be known: what is left over is an error, so that a token holds a number only.
    """
    _refuse_odd_digits(text, unit)
    even = re.sub(r"(?<=[\w%])\+", "≥", unicodedata.normalize("NFKC", text))  # $200+ billion, but not +37%
    tokens = list(_tokens(even, language, unit))
    qualifier = _qualifier(text, tokens)
    scales = [int(t.value) for t in tokens if t.kind == "scale"]
    numbers = _numbers(tokens)
    vague = any(t.kind == "several" for t in tokens)
    if vague and scales and not numbers:
        _refuse_heap(text, tokens)
        return several(scales[-1], unit)
    if vague or not 1 <= len(numbers) <= 2 or (len(numbers) == 2) != any(t.kind in ("to", "and") for t in tokens):
        raise Unreadable(f"'{text}' is neither one number nor one range. Write one number or one range.")
    _refuse_bare(text, unit, tokens, exact=exact)
    _refuse_heap(text, tokens)
    values = [n * Decimal(10) ** s for n, s, _ in numbers]
    if len(values) == 2 and (values[0] >= values[1] or qualifier not in ("", "about")):
        raise Unreadable(f"'{text}' is no range upwards without a bound. Write one number or one range.")
    step = Decimal(0) if exact else min(Decimal(10) ** (s - places) for _, s, places in numbers)
    return stated(qualifier, values, unit, step)


def _refuse_odd_digits(text: str, unit: str) -> None:
    """Refuse raised, circled and broken digits, and those of other scripts, which would be read as plain ones."""
    for sign in _RAISED.sub("", text) if _RAISED.search(unit) else text:
        other = unicodedata.category(sign) == "Nd" and not unicodedata.normalize("NFKC", sign).isascii()
        if other or unicodedata.category(sign) == "No":
            raise Unreadable(f"'{text}' has the sign '{sign}', which is no plain digit. Write plain digits.")


def _refuse_bare(text: str, unit: str, tokens: list[Token], *, exact: bool) -> None:
    """Refuse a number that does not say its unit, which may be another one: only money is often left unsaid."""
    if exact or not lexicon.is_known(unit) or any(t.kind in ("unit", "multiple") for t in tokens):
        return
    if unit == "%":
        raise Unreadable(f"'{text}' lacks its percent sign. Write the number as the article prints it.")
    raise Unreadable(
        f"'{text}' lacks its unit, {unit}. Copy it with the number; give another unit a measure of its own."
    )


def _qualifier(text: str, tokens: list[Token]) -> str:
    """Return the only qualifier, which may stand in front and behind, as in 約 93 億左右."""
    found = [t.text for t in tokens if t.kind == "qualifier"]
    if len(set(found)) > 1 or len(found) > 2:
        raise Unreadable(f"'{text}' says {' and '.join(found)}. Copy the words that belong to the number.")
    return next(iter(found), "")


def _refuse_heap(text: str, tokens: list[Token]) -> None:
    """Refuse what nobody prints: repeated words, signs and scales around a number."""
    rest = [t for t in tokens if t.kind != "qualifier"]
    kinds = [t.kind for t in rest]
    if "and" in kinds and "from" not in kinds[: kinds.index("and")]:
        raise Unreadable(f"'{text}' has no 'between' and is two numbers. Copy one of them.")
    twice = any(a == b and not a.kind for a, b in pairwise(rest))
    if twice or not _SHAPE.fullmatch("".join(_LETTERS[t.kind] for t in rest)):
        raise Unreadable(f"'{text}' heaps up words and signs. Copy the number with its unit, scale and qualifier once.")
    for first, second in pairwise(rest):
        if first.kind == second.kind == "scale" and (first.text not in _TIMES or first.value > second.value):
            raise Unreadable(f"'{text}' has two scales. Copy the one that the article prints.")


def _numbers(tokens: list[Token]) -> list[tuple[Decimal, int, int]]:
    """Return each number with its scale and decimal places; a range shares its last scale."""
    found: list[tuple[Decimal, int, int]] = []
    for token in tokens:
        if token.kind in ("number", "multiple"):
            found.append((token.value, -1, token.places))
        elif token.kind == "scale" and found:
            found[-1] = (found[-1][0], max(found[-1][1], 0) + int(token.value), found[-1][2])
    last = max(found[-1][1], 0) if found else 0
    return [(n, last if s < 0 else s, places) for n, s, places in found]


def _tokens(text: str, language: str, unit: str) -> Iterator[Token]:
    known, has_unit, at = lexicon.of(language, unit), False, 0
    while at < len(text):
        if text[at].isspace():
            at += 1
        elif digits := _DIGITS.match(text, at):
            yield _digits(digits[0], language)
            at = digits.end()
        elif phrase := known.pattern.match(text, at):
            yield (token := known.token(phrase[0]))
            has_unit = has_unit or token.kind == "unit"
            at = phrase.end()
        else:
            raise Unreadable(_left_over(text[at:], language, unit, has_unit=has_unit))


def _left_over(rest: str, language: str, unit: str, *, has_unit: bool) -> str:
    """Return what is wrong where no known word begins: to leave out another unit would make another number of it."""
    if unit and (other := units.other(rest, language, unit, has_unit=has_unit)):
        return other
    return f"'{rest}' cannot be read as a number. Leave out all but the number and its qualifier."


def _digits(text: str, language: str) -> Token:
    try:
        value = words.number(text, language)
    except ValueError as error:
        raise Unreadable(
            f"'{text}' is not how the language '{language}' writes a number. Copy it as printed."
        ) from error
    return Token("number", text, value, len(text.partition(words.decimal_mark(language))[2]))
