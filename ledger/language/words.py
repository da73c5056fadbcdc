"""Amounts and periods in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Literal

from babel import Locale
from babel.dates import format_date, get_month_names
from babel.numbers import format_decimal, get_currency_name, get_currency_symbol, get_decimal_symbol, parse_decimal
from babel.units import UnknownUnitError, format_unit

from ledger.core import amount as amounts
from ledger.core.amount import Amount
from ledger.core.period import Period, Span
from ledger.core.records import Measure

_LOCALE = Locale.parse("en")
_THOUSAND = 3
_MINUS = "\N{MINUS SIGN}"
_SHORT = {
    "about": "~",
    "nearly": "just under ",
    "more than": ">",
    "at least": "\N{GREATER-THAN OR EQUAL TO}",
    "less than": "<",
    "at most": "\N{LESS-THAN OR EQUAL TO}",
    "": "",
}
_ORDINALS = ("first", "second", "third", "fourth")
_COUNTS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
STYLES = ("words", "short", "bare")
_FORMS: tuple[Literal["long", "short"], ...] = ("long", "short")


@lru_cache(maxsize=4096)
def amount(value: Amount, measure: Measure | None = None, style: str = "words") -> str:
    """Return the amount as English: in `words`, `short` as for charts, or `bare` without its unit."""
    kind = measure.kind if measure else ""
    if value.vague:
        return _several(value, kind)
    scale = 0 if kind in ("date", "count") else amounts.scale_of(value)
    scale = scale if scale > _THOUSAND else 0  # 1,230 km, not 1.230 thousand km
    numbers = [_number(n, value.step, scale, grouped=kind != "date") for n in value.shown]
    if style == "short":
        return _SHORT[value.qualifier] + _short(numbers, scale, value.unit, kind)
    sign = "" if style == "bare" else _currency(value.unit)
    texts = [_signed(n, sign) for n in numbers]
    tail = "" if style == "bare" else _tail(value, kind)
    words = [value.qualifier, " to ".join(texts), _scale(scale, "long")]
    return " ".join(w for w in words if w) + tail


def _several(value: Amount, kind: str) -> str:
    scale = _scale(amounts.scale_of(value), "long")
    return f"several {scale} {currency_name(value.unit).rpartition(' ')[2]}".rstrip()


def _short(numbers: list[str], scale: int, unit: str, kind: str) -> str:
    sign = _currency(unit)
    negative = any(n.startswith("-") for n in numbers)
    range_ = " to ".join(_signed(n, sign) for n in numbers) if negative else sign + "\N{EN DASH}".join(numbers)
    suffix = _scale(scale, "short") + {"%": "%", "times": "\N{MULTIPLICATION SIGN}"}.get(unit, "")
    has_sign = sign or unit in ("", "%", "times") or kind == "date"
    return range_ + suffix + ("" if has_sign else f" {unit}")


def _number(number: Decimal, step: Decimal, scale: int, *, grouped: bool) -> str:
    shown = amounts.scaled(number, step, scale)
    places = max(0, -int(shown.as_tuple().exponent))
    pattern = ("#,##0" if grouped else "0") + ("." + "0" * places if places else "")
    return format_decimal(shown, format=pattern, locale=_LOCALE)


def _signed(number: str, currency: str) -> str:
    return f"{_MINUS}{currency}{number[1:]}" if number.startswith("-") else f"{currency}{number}"


def _tail(value: Amount, kind: str) -> str:
    if value.unit == "%":
        return "%"
    if kind == "per share":
        return " a share"
    if not value.unit or _currency(value.unit) or kind == "date":
        return ""
    return f" {value.unit}"


def _currency(unit: str) -> str:
    if not re.fullmatch(r"[A-Z]{3}", unit):
        return ""
    symbol = str(get_currency_symbol(unit, locale=_LOCALE))
    return symbol if len(symbol) == 1 else f"{symbol} "


def _scale(scale: int, form: str) -> str:
    if not scale:
        return ""
    pattern = _LOCALE.compact_decimal_formats[form]["other"][str(10**scale)].pattern
    return str(pattern).replace("0", "").strip()


def currency_name(unit: str) -> str:
    """Return the unit as a reader knows it: `US dollars` for USD."""
    return str(get_currency_name(unit, count=2, locale=_LOCALE)) if _currency(unit) else unit


# ---- periods and dates ----------------------------------------------------------------------------


def period(value: Period, span: Span | None = None) -> str:
    """Return the period as English, a fiscal one with the months that it spans."""
    if value.kind == "span":
        return f"{period(value.ends[0])} to {period(value.ends[1])}"
    if value.kind == "undated":
        return "undated"
    year, part = value.numbers[0], value.numbers[-1]
    text = {
        "year": str(year),
        "quarter": f"{_ORDINALS[(part - 1) % 4]} quarter of {year}",
        "fiscal year": f"fiscal {year}",
        "fiscal quarter": f"{_ORDINALS[(part - 1) % 4]} quarter of fiscal {year}",
    }.get(value.kind) or day(str(value))
    return f"{text} ({months(span)})" if value.is_fiscal and span else text


def months(span: Span) -> str:
    """Return the first and last month of a span: `July 2025 to June 2026`."""
    first, last = (format_date(d, "MMMM y", locale=_LOCALE) for d in span)
    if span[0].year == span[1].year:
        first = format_date(span[0], "MMMM", locale=_LOCALE)
    return f"{first} to {last}"


def day(text: str) -> str:
    """Return a day, month or year as English: `5 February 2026`, `May 2026`, `2026`."""
    parts = [int(p) for p in text.split("-")]
    if len(parts) == 3:
        return format_date(date(*parts), "d MMMM y", locale=_LOCALE)
    if len(parts) == 2:
        return f"{get_month_names('wide', locale=_LOCALE)[parts[1]]} {parts[0]}"
    return text


def locale(code: str) -> Locale:
    """Return Babel's locale for an article's language."""
    return Locale.parse(code, sep="-")


def scale_words(code: str) -> dict[str, int]:
    """Return the language's own words for powers of ten, such as miljard -> 9."""
    words: dict[str, int] = {}
    for form in ("long", "short"):
        patterns = locale(code).compact_decimal_formats.get(form, {}).get("other", {})
        for number, pattern in patterns.items():
            word = re.sub(r"[0'\s]", "", str(pattern.pattern))
            if (str(pattern.pattern).count("0") == 1 and word and form == "long") or (word and not word.isascii()):
                words.setdefault(word, len(number) - 1)
    return words


def unit_words(code: str, unit: str) -> set[str]:
    """Return how the language names a unit: a currency's symbols and names, or a measured unit's sign and names."""
    spellings = (code, "en-GB") if code == "en" else (code,)
    return {word for c in spellings for word in (*currency_words(c, unit), *_measured_words(c, unit))}


@lru_cache(maxsize=8)
def all_currencies(code: str) -> frozenset[str]:
    """Return how the language names all currencies there are: codes, and names in small letters."""
    names = [str(name).casefold() for name in locale(code).currencies.values()]
    ends = (name.split()[-1] for name in names)
    return frozenset((*locale(code).currencies, *(f"{n}{s}" for n in (*names, *ends) for s in ("", "s"))))


@lru_cache(maxsize=8)
def all_measured(code: str) -> frozenset[str]:
    """Return the language's signs and names of all units there are."""
    return frozenset(word for name in set(_measured_units().values()) for word in _forms(name, locale(code)))


def _measured_words(code: str, unit: str) -> set[str]:
    """Return the language's words for a unit that has an English sign or name, such as km or years."""
    known = _measured_units().get(unit)
    return set(_forms(known, locale(code))) if known else set()


def is_measured(unit: str) -> bool:
    """Say whether the unit is one of length, mass, time or the like, with a sign or name in English."""
    return unit in _measured_units()


@lru_cache(maxsize=1)
def _measured_units() -> dict[str, str]:
    """Return Babel's name of each unit by its English signs and names."""
    names = [str(name) for name in _LOCALE.unit_display_names]
    return {word: name for name in names for word in _forms(name, _LOCALE)}


def _forms(name: str, language: Locale) -> Iterator[str]:
    for number in (1, 2):
        for form in _FORMS:
            with suppress(UnknownUnitError):
                word = re.sub(r"[\d\s]+", " ", format_unit(number, name, form, locale=language)).strip()
                if word not in ("", name):  # where the language has no word, Babel gives the name back
                    yield word


def currency_words(code: str, unit: str) -> set[str]:
    """Return how the language names a currency: its symbols, code, name and the name's last word."""
    if not _currency(unit):
        return set()
    name = str(locale(code).currencies.get(unit, unit))
    symbols = {_currency(unit).strip(), str(get_currency_symbol(unit, locale=locale(code)))}
    return symbols | {unit, name, f"{name}s", name.split()[-1], f"{name.split()[-1]}s"}


def number(text: str, code: str) -> Decimal:
    """Read digits as the language writes them; raise ValueError where it does not write them so."""
    try:
        return parse_decimal(text, locale=locale(code), strict=True)
    except InvalidOperation as error:  # more digits than arithmetic carries
        raise ValueError(text) from error


def decimal_mark(code: str) -> str:
    """Return the language's decimal point or comma."""
    return str(get_decimal_symbol(locale(code)))


def language(code: str) -> str:
    """Return a language's name in English: `Chinese (Traditional)`."""
    names = {"zh-Hant": "Chinese (Traditional)"}
    return names.get(code) or str(Locale.parse(code, sep="-").get_display_name("en"))


def listed(items: list[str], word: str = "and") -> str:
    """Return the items as a list in a sentence."""
    return f" {word} ".join(items) if len(items) < 3 else f"{', '.join(items[:-1])} {word} {items[-1]}"


def count(number: int) -> str:
    """Return a small count as a word."""
    return _COUNTS[number] if number < len(_COUNTS) else str(number)
