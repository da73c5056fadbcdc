"""Amounts in sentences: money, percentages and numbers with a scale word, in the language of the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

#: Words that scale a number, and words for per cent, by language.
_SCALES: Mapping[str, str] = {
    "en": r"(?:thousand|million|billion|trillion)s?|bn|mn|tn|crores?|lakhs?",
    "nl": r"duizend|miljoen|miljard|biljoen|mln|mld",
    "zh": r"[十百千]?[萬万億亿兆]",
}
_PERCENT: Mapping[str, str] = {"en": r"per ?cent|percent(?:age points?)?", "nl": r"procent", "zh": r"[個个]?百分[點点]"}
_CODES = r"(?:USD|EUR|GBP|JPY|CNY|KRW|INR|CHF|RMB|TWD|US\$|HK\$|NT\$)"
_WORDS = r"(?:dollars?|euros?|pounds?|yen|yuan|rupees?|francs?|[美日歐欧]?元|cents?)"
_SIGNS = "[$€£¥₩₹]"
_NUMBER = r"\d(?:[\d.,'’\u00a0\u202f]{0,40}\d)?"


@dataclass(frozen=True, slots=True)
class Found:
    """An amount in a text: where it begins, where it ends, and how it reads."""

    start: int
    end: int
    text: str


@cache
def _pattern(language: str) -> re.Pattern[str]:
    known = language.partition("-")[0]
    scales = "|".join(dict.fromkeys((_SCALES.get(known, _SCALES["en"]), *_SCALES.values())))
    percent = "|".join(_PERCENT.values())
    unit = (
        rf"(?:\s?[kmbt]\b|\s?(?:{scales})(?![a-z])|\s?[%‰]|\s(?:{percent})(?![a-z])|\s?{_WORDS}(?![a-z])|\s?{_CODES}\b)"
    )
    span = rf"(?:\s?(?:-|–|to|tot|至|到)\s?{_NUMBER})?"
    money = rf"(?:{_SIGNS}|\b{_CODES})[ \u00a0]*{_NUMBER}{span}(?:{unit})*"
    return re.compile(rf"{money}|(?<![\w.,]){_NUMBER}{span}(?:[ -]{{0,2}}{unit})+", re.IGNORECASE)


def find(text: str, language: str = "en") -> list[Found]:
    """Return the amounts in a text: with a money sign, a currency, a scale or a percentage."""
    return [Found(m.start(), m.end(), m[0]) for m in _pattern(language).finditer(text) if not _is_name(m[0])]


def _is_name(token: str) -> bool:
    """Say whether digits with a letter behind them are a name or a time, such as 5G, 10-K and 7 m."""
    return re.fullmatch(r"\d{1,2}[\s-]*[kmbt]", token, re.IGNORECASE) is not None
