"""Units of measures as CLDR names them, and texts in one form of each sign."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Literal

from babel import Locale
from babel.units import UnknownUnitError, format_unit

#: The second language of every article and every page.
ENGLISH = "en"
#: Units that every language names in its file.
UNITS = ("%", "times", "years")
FORMS: tuple[Literal["long", "short"], ...] = ("long", "short")
#: A unit of fewer letters is a sign: it means another unit in other capitals.
SHORTEST_WORD = 4
_SIGNS = str.maketrans({"’": "'", "‘": "'", **dict.fromkeys("‐‑‒–—―−", "-")})
_HYPHEN = re.compile(r"(?<=[\w.%)])-(?=[^\W\d_])")


def even(text: str) -> str:
    """Return the text with one form of each sign, and a space for each hyphen that only joins words."""
    plain = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    return _HYPHEN.sub(" ", " ".join(plain.split()))


def babel(code: str) -> Locale:
    """Return Babel's locale of a language."""
    return Locale.parse(code, sep="-")


def is_known(unit: str) -> bool:
    """Say whether every language has its own word for a unit that is no currency."""
    return unit in UNITS or is_measured(unit)


def is_measured(unit: str) -> bool:
    """Say whether CLDR knows the unit as one of length, mass, time or the like."""
    return not _is_counted(unit) and unit in _measured_units()


def _is_counted(unit: str) -> bool:
    return not unit or unit in UNITS or bool(re.fullmatch("[A-Z]{3}", unit))


@lru_cache(maxsize=1)
def _measured_units() -> Mapping[str, str]:
    """Return CLDR's name of each unit of length, mass, time and the like by its English signs and names."""
    locale = babel(ENGLISH)
    names = [str(name) for name in locale.unit_display_names]
    return {word: name for name in names for word in _unit_forms(name, locale)}


def named(code: str, unit: str) -> Iterator[str]:
    """Yield how a language and English name the unit of a measure."""
    if _is_counted(unit):
        return
    names = {unit}
    if known := _measured_units().get(unit):
        names |= {word for c in (code, ENGLISH, "en-GB") for word in _unit_forms(known, babel(c))}
    for name in names:
        plain = even(name)
        yield plain if len(plain) < SHORTEST_WORD and plain.isascii() else plain.lower()


def _unit_forms(name: str, language: Locale) -> Iterator[str]:
    for number in (1, 2):
        for form in FORMS:
            with suppress(UnknownUnitError):
                word = re.sub(r"[\d\s]+", " ", format_unit(number, name, form, locale=language)).strip()
                if word not in ("", name):  # where the language has no word, Babel gives the name back
                    yield word
