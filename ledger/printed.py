"""Printed numbers back into amounts, in the language of the article that prints them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from ledger import words
from ledger.amount import Amount, several, stated
from ledger.problem import Unreadable

#: Per language, what stands for each qualifier of the value grammar.
_QUALIFIERS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "about": "about|around|roughly|approximately|some|circa|~|≈",
        "nearly": "nearly|almost|close to",
        "more than": "more than|over|above|exceeding|>",
        "at least": "at least|≥",
        "less than": "less than|under|below|<",
        "at most": "at most|up to|as much as|≤",
    },
    "nl": {
        "about": "ongeveer|circa|rond|zo'n|rond de",
        "nearly": "bijna",
        "more than": "meer dan|ruim",
        "at least": "minstens|ten minste",
        "less than": "minder dan",
        "at most": "hoogstens|maximaal|ten hoogste",
    },
    "zh-Hant": {
        "about": "約|大約|左右",
        "nearly": "近|將近|幾乎|接近",
        "more than": "超過|逾|多於",
        "at least": "至少|以上",
        "less than": "不足|低於|少於|不到",
        "at most": "至多|最多|高達",
    },
}
#: Per language, the number words that articles use; the list is closed.
_NUMBERS: Mapping[str, Mapping[str, int]] = {
    "en": {
        "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
        "ten": 10, "double": 2, "doubled": 2, "doubling": 2, "twice": 2, "triple": 3, "tripled": 3,
    },
    "nl": {
        "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9, "tien": 10,
        "dubbele": 2, "verdubbeld": 2, "verdubbeling": 2,
    },
    "zh-Hant": {
        "一": 1, "二": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
        "翻倍": 2,
    },
}  # fmt: skip
_SCALES: Mapping[str, Mapping[str, int]] = {
    "en": {"bn": 9, "tn": 12, "mn": 6, "k": 3, "m": 6, "b": 9, "t": 12},
    "nl": {"mld": 9, "mln": 6, "miljoenen": 6, "miljarden": 9, "biljoenen": 12},
    "zh-Hant": {"十億": 9, "百億": 10, "千億": 11, "百萬": 6, "千萬": 7},
}
#: Scales by one letter, which beside a measured unit is more likely another unit: 3 m is no 3 million km.
_LETTERS_OF_MONEY = frozenset("kmbt")
_UNITS: Mapping[str, str] = {
    "%": "%|％|percent|per cent|procent",
    "times": "times|x|×|keer|倍",
    "years": "years|year|jaar|年",
}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "several": {"en": "several", "nl": "enkele", "zh-Hant": "數"},
    "to": {"en": "to|-|–|—|and", "nl": "tot|en", "zh-Hant": "至|到"},
    "": {"en": "between|the|a|+", "nl": "tussen|de|het|een", "zh-Hant": "在"},
}

#: Words that multiply the scale behind them: thousand million, 萬億.
_TIMES = frozenset({"thousand", "million", "duizend", "miljoen", "萬"})
#: A letter for each kind of token, and what may stand where: fillers, the unit on one side or both, two scales at most.
_LETTERS = {"number": "n", "several": "n", "scale": "s", "unit": "u", "to": "t", "": "f"}
_SHAPE = re.compile("f{0,2}u?ns{0,2}u?(tf?u?ns{0,2}u?)?")
_DIGITS = re.compile(r"\d(?:[\d.,]*\d)?")


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # qualifier, number, scale, unit, several, to, or empty for what says nothing
    text: str = ""
    value: Decimal = Decimal(0)
    places: int = 0


def parse(text: str, language: str, unit: str = "", *, exact: bool = False) -> Amount:
    """Read a printed number such as `超過 $125 billion`; raise `Unreadable` where it is none.

    Every word must be known: what is left over is an error, so that a token holds a number only.
    """
    _refuse_set_digits(text)
    folded = re.sub(r"(?<=[\w%])\+", "≥", _folded(text))  # $200+ billion, but not +37%
    tokens = list(_tokens(folded, language, unit))
    qualifier = _qualifier(text, tokens)
    scales = [int(t.value) for t in tokens if t.kind == "scale"]
    numbers = _numbers(tokens)
    vague = any(t.kind == "several" for t in tokens)
    if vague and scales and not numbers:
        _refuse_heap(text, tokens)
        return several(scales[-1], unit)
    if vague or not 1 <= len(numbers) <= 2 or (len(numbers) == 2) != any(t.kind == "to" for t in tokens):
        raise Unreadable(f"'{text}' is neither one number nor one range. Write one number or one range.")
    if unit == "%" and not any(t.kind == "unit" for t in tokens):
        raise Unreadable(f"'{text}' lacks its percent sign. Write the number as the article prints it.")
    _refuse_heap(text, tokens)
    values = [n * Decimal(10) ** s for n, s, _ in numbers]
    if len(values) == 2 and (values[0] >= values[1] or qualifier not in ("", "about")):
        raise Unreadable(f"'{text}' is no range upwards without a bound. Write one number or one range.")
    step = Decimal(0) if exact else min(Decimal(10) ** (s - places) for _, s, places in numbers)
    return stated(qualifier, values, unit, step)


def _refuse_set_digits(text: str) -> None:
    """Refuse raised, circled and broken digits, which folding would turn into others; a unit may have them (m³)."""
    for before, sign in pairwise(f" {text}"):
        if unicodedata.category(sign) == "No" and not before.isalpha():
            raise Unreadable(f"'{text}' has the sign '{sign}', which is no plain digit. Write plain digits.")


def _qualifier(text: str, tokens: list[_Token]) -> str:
    """Return the only qualifier, which may stand in front and behind, as in 約 93 億左右."""
    found = [t.text for t in tokens if t.kind == "qualifier"]
    if len(set(found)) > 1 or len(found) > 2:
        raise Unreadable(f"'{text}' says {' and '.join(found)}. Copy the words that belong to the number.")
    return next(iter(found), "")


def _refuse_heap(text: str, tokens: list[_Token]) -> None:
    """Refuse what nobody prints: repeated words, signs and scales around a number."""
    rest = [t for t in tokens if t.kind != "qualifier"]
    twice = any(a == b and not a.kind for a, b in pairwise(rest))
    if twice or not _SHAPE.fullmatch("".join(_LETTERS[t.kind] for t in rest)):
        raise Unreadable(f"'{text}' heaps up words and signs. Copy the number with its unit, scale and qualifier once.")
    for first, second in pairwise(rest):
        if first.kind == second.kind == "scale" and (first.text not in _TIMES or first.value > second.value):
            raise Unreadable(f"'{text}' has two scales. Copy the one that the article prints.")


def _folded(text: str) -> str:
    """Return a text without what only its writing distinguishes: width, case, raised digits."""
    return unicodedata.normalize("NFKC", text).casefold()


def _numbers(tokens: list[_Token]) -> list[tuple[Decimal, int, int]]:
    """Return each number with its scale and decimal places; a range shares its last scale."""
    found: list[tuple[Decimal, int, int]] = []
    for token in tokens:
        if token.kind == "number":
            found.append((token.value, -1, token.places))
        elif token.kind == "scale" and found:
            found[-1] = (found[-1][0], max(found[-1][1], 0) + int(token.value), found[-1][2])
    last = max(found[-1][1], 0) if found else 0
    return [(n, last if s < 0 else s, places) for n, s, places in found]


def _tokens(text: str, language: str, unit: str) -> Iterator[_Token]:
    lexicon, phrases = _lexicon(language, unit)
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
        elif digits := _DIGITS.match(text, at):
            yield _digits(digits[0], language)
            at = digits.end()
        elif phrase := phrases.match(text, at):
            yield lexicon[phrase[0]]
            at = phrase.end()
        else:
            raise Unreadable(
                f"'{text[at:]}' cannot be read as a number. Leave out all but the number and its qualifier."
            )


def _digits(text: str, language: str) -> _Token:
    try:
        value = words.number(text, language)
    except ValueError as error:
        raise Unreadable(
            f"'{text}' is not how the language '{language}' writes a number. Copy it as printed."
        ) from error
    return _Token("number", text, value, len(text.partition(words.decimal_mark(language))[2]))


@lru_cache(maxsize=64)
def _lexicon(language: str, unit: str) -> tuple[dict[str, _Token], re.Pattern[str]]:
    """Return what each phrase stands for; English serves as a second language everywhere."""
    entries: dict[str, _Token] = {}
    for code in dict.fromkeys((language, "en")):
        for phrase, token in _entries(code, unit):
            entries.setdefault(_folded(phrase), token)
    longest_first = sorted(entries, key=len, reverse=True)
    pattern = "|".join(
        re.escape(p) + (r"(?![a-z])" if p[-1].isascii() and p[-1].isalpha() else "") for p in longest_first
    )
    return entries, re.compile(pattern)


def _entries(code: str, unit: str) -> Iterator[tuple[str, _Token]]:
    """Yield each phrase with what it stands for; the first counts, so that `m` is a metre where metres are meant."""
    for phrase in {*_UNITS.get(unit, unit).split("|"), *words.unit_words(code, unit)} - {""}:
        yield phrase, _Token("unit", unit)
    for qualifier, phrases in _QUALIFIERS[code].items():
        yield from ((p, _Token("qualifier", qualifier)) for p in phrases.split("|"))
    for word, value in _NUMBERS[code].items():
        yield word, _Token("number", word, Decimal(value))
    for word, power in {**words.scale_words(code), **_SCALES[code]}.items():
        if word not in _LETTERS_OF_MONEY or not words.is_measured(unit):
            yield word, _Token("scale", word, Decimal(power))
    for kind, phrases_of in _WORDS.items():
        yield from ((p, _Token(kind, p)) for p in phrases_of[code].split("|"))
