"""Units that can be told from the other words of a sentence, and from each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ledger.core.amount import QUALIFIERS, SCALES
from ledger.language import lexicon, numerals, words

_SMALL = ("a", "an", "and", "as", "at", "by", "for", "from", "in", "is", "of", "on", "or", "per", "than", "the", "to")
#: Words that may join two others to one unit: tonnes a day.
_JOINS = frozenset({"a", "an", "of", "per"})
_TAKEN = frozenset(
    word.casefold()
    for word in (
        *_SMALL, *(f"{scale}s" for scale in SCALES), *" ".join(QUALIFIERS).split(),
        *(word for code in numerals.LANGUAGES for word in lexicon.around(code)),
    )
)  # fmt: skip
_NUMBER = re.compile(rf"{numerals.WORD}|{numerals.MONTH}|.*[{numerals.HAN}].*", re.IGNORECASE)
_LETTERS = r"[^\W\d_]+[²³]?"
_WORD = re.compile(rf"%|°?{_LETTERS}(?:/{_LETTERS})?")
_MOST_WORDS = 3
#: A sign of money with the letters in front that tell whose it is, as in A$ and HK$.
_MONEY = re.compile(r"[^\W\d_]{0,3}[$¢-¥֏؋฿₠-⃀]")
#: Money by names that no list of currencies holds, or that more than one has.
_MONEY_WORDS = frozenset({"rmb", "rs", "fr", "kr", "元", "圓", "円", "塊"})
_LONGEST = 4  # words of a unit's name in a print, or Chinese characters


def oddity(unit: str) -> str:
    """Return why a word cannot be a unit: every page would read dates and plain numbers as amounts; or nothing."""
    parts = unit.split()
    if not 1 <= len(parts) <= _MOST_WORDS or not all(_is_plain(part) for part in parts):
        return f"'{unit}' is no unit of one to three plain words. Write a unit such as USD, %, times or GB."
    inner = {n for n, part in enumerate(parts) if part.casefold() in _JOINS and 0 < n < len(parts) - 1}
    if taken := next((part for n, part in enumerate(parts) if n not in inner and _is_taken(part)), ""):
        return f"'{taken}' means something else in a sentence. Write a unit such as USD, %, times or GB."
    return ""


def _is_plain(word: str) -> bool:
    """Say whether a word has the form of a unit, without digits of any kind but squares and cubes."""
    return bool(_WORD.fullmatch(word)) and all(sign.isalpha() or sign in "%°/²³" for sign in word)


def _is_taken(word: str) -> bool:
    """Say whether a word is one of numbers, scales, dates or grammar; a unit of one letter may be a scale, too."""
    if word.casefold() in lexicon.LETTERS_OF_MONEY and words.is_measured(word):
        return False
    is_name = any(_NUMBER.fullmatch(written) for written in (word.lower(), word.capitalize()))
    return is_name or word.casefold() in _TAKEN or (not _is_usual(word) and any(numerals.find(word)))


def _is_usual(word: str) -> bool:
    """Say whether a word is a unit to everyone, so that nobody needs to look for an amount in it."""
    return word in lexicon.COUNTED or word in words.all_currencies("en") or words.is_measured(word)


def other(text: str, language: str, unit: str, *, has_unit: bool) -> str:
    """Return what is wrong where another unit begins than is meant, or nothing.

    Where the own unit stands in front, only a currency makes another number: `$5 billion a year` does not.
    """
    if found := _money(text, language) or ("" if has_unit else _measured(text, language)):
        return f"'{found}' is another unit than the measure's, {unit}. Give the number a measure in its own unit."
    own = {word.casefold() for word in lexicon.unit_words(language, unit)}
    if found := next((start for start in _starts(text) if start.casefold() in own), ""):
        return f"'{found}' is not how the unit {unit} is written. Write it so, and say it in the print's note."
    return ""


def _money(text: str, language: str) -> str:
    """Return the currency that a text begins with."""
    if sign := _MONEY.match(text):
        return sign[0]
    known = words.all_currencies(language) | words.all_currencies("en") | _MONEY_WORDS
    return next((start for start in _starts(text) if start in known or start.casefold() in known), "")


def _measured(text: str, language: str) -> str:
    """Return the unit, other than of money, that a text begins with."""
    known = words.all_measured(language) | words.all_measured("en") | lexicon.COUNTED
    return next((start for start in _starts(text) if start in known - {"in"}), "")


def _starts(text: str) -> Iterator[str]:
    """Yield what may be the name of a unit at the beginning of a text, the longest first."""
    spaced = text.split()[:_LONGEST]
    yield from (" ".join(spaced[:n]).rstrip(".,;:") for n in range(len(spaced), 0, -1))
    yield from (text[:n] for n in range(_LONGEST, 0, -1) if not text[:n].isascii())
