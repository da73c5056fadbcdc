"""The words and signs that articles put around a number, by language, and what each of them stands for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from babel import Locale
from babel.numbers import get_currency_symbol
from babel.units import UnknownUnitError, format_unit

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
        "ten": 10,
    },
    "nl": {
        "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9, "tien": 10,
    },
    "zh-Hant": {
        "一": 1, "二": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
    },
}  # fmt: skip
#: Number words that say by themselves how many times as much there is.
_MULTIPLES: Mapping[str, Mapping[str, int]] = {
    "en": {"double": 2, "doubled": 2, "doubling": 2, "twice": 2, "triple": 3, "tripled": 3},
    "nl": {"dubbele": 2, "verdubbeld": 2, "verdubbeling": 2},
    "zh-Hant": {"翻倍": 2},
}
_SCALES: Mapping[str, Mapping[str, int]] = {
    "en": {"bn": 9, "tn": 12, "mn": 6, "k": 3, "m": 6, "b": 9, "t": 12},
    "nl": {"mld": 9, "mln": 6, "miljoenen": 6, "miljarden": 9, "biljoenen": 12},
    "zh-Hant": {"十億": 9, "百億": 10, "千億": 11, "百萬": 6, "千萬": 7},
}
#: Scales by one letter, which beside a measured unit is more likely another unit: 3 m is no 3 million km.
LETTERS_OF_MONEY = frozenset("kmbt")
_UNITS: Mapping[str, str] = {
    "%": "%|％|percent|per cent|procent",
    "times": "times|x|×|keer|倍",
    "years": "years|year|jaar|年",
}
#: Their words and signs, which no list of the world's units holds.
COUNTED = frozenset("|".join(_UNITS.values()).split("|"))
_WORDS: Mapping[str, Mapping[str, str]] = {
    "several": {"en": "several", "nl": "enkele", "zh-Hant": "數"},
    "from": {"en": "between", "nl": "tussen"},
    "to": {"en": "to|-|–|—", "nl": "tot", "zh-Hant": "至|到"},
    "and": {"en": "and", "nl": "en"},
    "": {"en": "the|a|+", "nl": "de|het|een", "zh-Hant": "在"},
}
#: A unit of fewer letters, or with capitals, is a sign: it means another unit in other capitals.
_SHORTEST_WORD = 4
_FORMS: tuple[Literal["long", "short"], ...] = ("long", "short")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number of a print, and what it is there for."""

    kind: str  # a kind of word above, or qualifier, number, multiple, scale, unit; empty for what says nothing
    text: str = ""
    value: Decimal = Decimal(0)
    places: int = 0


@dataclass(frozen=True)
class Lexicon:
    """What each phrase stands for, and a pattern that finds the longest."""

    entries: Mapping[str, Token]
    pattern: re.Pattern[str]

    def token(self, phrase: str) -> Token:
        """Return what a found phrase stands for, in whichever capitals it is."""
        return self.entries.get(phrase) or self.entries[phrase.casefold()]


@lru_cache(maxsize=64)
def of(language: str, unit: str) -> Lexicon:
    """Return the phrases of a language, with those of English, which serves as a second language everywhere."""
    entries: dict[str, Token] = {}
    for code in dict.fromkeys((language, "en")):
        for phrase, token in _entries(code, unit):
            even = unicodedata.normalize("NFKC", phrase)
            entries.setdefault(even if _is_sign(even, token) else even.casefold(), token)
    longest_first = sorted(entries, key=len, reverse=True)
    return Lexicon(entries, re.compile("|".join(_pattern(p, entries[p]) for p in longest_first)))


def scales(code: str) -> dict[str, int]:
    """Return the words and signs of a language for powers of ten."""
    return {**scale_words(code), **_SCALES[code]}


def qualifiers(*codes: str) -> set[str]:
    """Return the words and signs of languages for qualifiers of a number."""
    return {phrase for code in codes for phrases in _QUALIFIERS[code].values() for phrase in phrases.split("|")}


def around(code: str) -> set[str]:
    """Return the words of a language that stand beside a number and are no unit of it."""
    phrases = (*qualifiers(code), *(of_code.get(code, "") for of_code in _WORDS.values()))
    single = {word for phrase in "|".join(phrases).split("|") for word in phrase.split()}
    return single.union(_NUMBERS[code], _MULTIPLES[code], scales(code)) - {""}


def unit_words(code: str, unit: str) -> set[str]:
    """Return how a language names a unit."""
    return {*_UNITS.get(unit, unit).split("|"), *unit_words_of(code, unit)} - {""}


def is_known(unit: str) -> bool:
    """Say whether every language has its own word for a unit that is no currency."""
    return unit in _UNITS or is_measured(unit)


def _is_sign(phrase: str, token: Token) -> bool:
    if token.kind != "unit" or token.text in _UNITS or currency_words("en", token.text):
        return False
    return phrase != phrase.lower() or (len(phrase) < _SHORTEST_WORD and phrase.isascii())


def _pattern(phrase: str, token: Token) -> str:
    """Return what finds a phrase as a word of its own; only a unit may touch digits, and an article nothing at all."""
    pattern = re.escape(phrase) if _is_sign(phrase, token) else f"(?ai:{re.escape(phrase)})"
    if not (phrase[-1].isascii() and phrase[-1].isalpha()):
        return pattern
    return pattern + {"": r"(?=\s)", "unit": "(?![A-Za-z])"}.get(token.kind, "(?![A-Za-z0-9])")


def _entries(code: str, unit: str) -> Iterator[tuple[str, Token]]:
    """Yield each phrase with what it stands for; the first counts, so that `m` is a metre where metres are meant."""
    for phrase in unit_words(code, unit):
        yield phrase, Token("unit", unit)
    for qualifier, phrases in _QUALIFIERS[code].items():
        yield from ((p, Token("qualifier", qualifier)) for p in phrases.split("|"))
    for word, value in _NUMBERS[code].items():
        yield word, Token("number", word, Decimal(value))
    for word, value in _MULTIPLES[code].items() if unit == "times" else ():
        yield word, Token("multiple", word, Decimal(value))
    for word, power in scales(code).items():
        if word not in LETTERS_OF_MONEY or not is_measured(unit):
            yield word, Token("scale", word, Decimal(power))
    for kind, phrases_of in _WORDS.items():
        yield from ((p, Token(kind, p)) for p in phrases_of.get(code, "").split("|") if p)


def _is_currency(unit: str) -> bool:
    return bool(re.fullmatch(r"[A-Z]{3}", unit))


def babel(code: str) -> Locale:
    """Return Babel's locale for an article's language."""
    return Locale.parse(code, sep="-")


def scale_words(code: str) -> dict[str, int]:
    """Return the language's own words for powers of ten, such as miljard -> 9."""
    words: dict[str, int] = {}
    for form in ("long", "short"):
        patterns = babel(code).compact_decimal_formats.get(form, {}).get("other", {})
        for number, pattern in patterns.items():
            word = re.sub(r"[0'\s]", "", str(pattern.pattern))
            if (str(pattern.pattern).count("0") == 1 and word and form == "long") or (word and not word.isascii()):
                words.setdefault(word, len(number) - 1)
    return words


def unit_words_of(code: str, unit: str) -> set[str]:
    """Return how the language names a unit: a currency's symbols and names, or a measured unit's sign and names."""
    spellings = (code, "en-GB") if code == "en" else (code,)
    return {word for c in spellings for word in (*currency_words(c, unit), *_measured_words(c, unit))}


def _measured_words(code: str, unit: str) -> set[str]:
    """Return the language's words for a unit that has an English sign or name, such as km or years."""
    known = _measured_units().get(unit)
    return set(_forms(known, babel(code))) if known else set()


def is_measured(unit: str) -> bool:
    """Say whether the unit is one of length, mass, time or the like, with a sign or name in English."""
    return unit in _measured_units()


@lru_cache(maxsize=1)
def _measured_units() -> dict[str, str]:
    """Return Babel's name of each unit by its English signs and names."""
    names = [str(name) for name in babel("en").unit_display_names]
    return {word: name for name in names for word in _forms(name, babel("en"))}


def _forms(name: str, language: Locale) -> Iterator[str]:
    for number in (1, 2):
        for form in _FORMS:
            with suppress(UnknownUnitError):
                word = re.sub(r"[\d\s]+", " ", format_unit(number, name, form, locale=language)).strip()
                if word not in ("", name):  # where the language has no word, Babel gives the name back
                    yield word


def currency_words(code: str, unit: str) -> set[str]:
    """Return how the language names a currency: its symbols, code, name and the name's last word."""
    if not _is_currency(unit):
        return set()
    name = str(babel(code).currencies.get(unit, unit))
    symbols = {str(get_currency_symbol(unit, locale=babel("en"))), str(get_currency_symbol(unit, locale=babel(code)))}
    return symbols | {unit, name, f"{name}s", name.split()[-1], f"{name.split()[-1]}s"}
