"""Units that can be told from the other words of a sentence."""

from __future__ import annotations

import re

from ledger import numerals, words
from ledger.amount import QUALIFIERS, SCALES

_MONTHS = tuple(words.day(f"2000-{month:02}").partition(" ")[0] for month in range(1, 13))
_SMALL = ("a", "an", "and", "as", "at", "by", "for", "from", "in", "is", "of", "on", "or", "per", "than", "the", "to")
_TAKEN = frozenset(w.casefold() for w in (*SCALES, *(f"{s}s" for s in SCALES), *QUALIFIERS, *_MONTHS, *_SMALL))
_NUMBER = re.compile(rf"{numerals.WORD}|\d.*", re.IGNORECASE)


def oddity(unit: str) -> str:
    """Return why a word cannot be a unit: every page would read dates and plain numbers as amounts; or nothing."""
    plain = unit.strip().casefold()
    is_word = any(c.isalpha() for c in plain) and plain not in _TAKEN and not _NUMBER.fullmatch(plain)
    if is_word or unit == "%":
        return ""
    return f"'{unit}' means something else in a sentence. Write a unit such as USD, %, times or GB."
