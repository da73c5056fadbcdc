"""Amounts and periods in words."""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import get_currency_name, get_currency_symbol

from ledger.core import amount as amounts
from ledger.core.amount import Amount
from ledger.core.period import Period, Span
from ledger.core.period import span as dates
from ledger.core.records import Measure

_LOCALE = Locale.parse("en")
_MINUS = "\N{MINUS SIGN}"
_SHORT = {
    "about": "~", "nearly": "just under ", "more than": ">", "at least": "≥", "less than": "<", "at most": "≤", "": "",
}  # fmt: skip
#: A thousand is written out: 1,230 km, not 1.230 thousand km.
_SCALES = {0: ("", ""), 6: ("million", "M"), 9: ("billion", "B"), 12: ("trillion", "T")}
_ORDINALS = ("first", "second", "third", "fourth")
_COUNTS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
STYLES = ("words", "short", "bare")


@lru_cache(maxsize=100_000)
def amount(value: Amount, measure: Measure | None = None, style: str = "words", least: int = 0) -> str:
    """Return the amount in English `words`, `short` or `bare` of its unit, in no scale below ten to the `least`."""
    kind = measure.kind if measure else ""
    if value.vague:
        many, noun = amounts.vaguely(value), currency_name(value.unit).rpartition(" ")[2]
        return f"{many}{' of' * (noun != '' and many.startswith('tens'))} {noun}".rstrip()
    scale = scale_of(value, kind, least)
    sign, tail = ("", "") if style == "bare" else (_currency(value.unit), _tail(value.unit, kind, style))
    texts = [_number(n, value.step, scale, sign, grouped=kind != "date") for n in value.shown]
    if style != "short":
        words = [value.qualifier, " to ".join(texts), _SCALES[scale][0]]
        return " ".join(w for w in words if w) + tail
    if not any(text.startswith(_MINUS) for text in texts):
        texts = [sign + "\N{EN DASH}".join(text.removeprefix(sign) for text in texts)]
    return _SHORT[value.qualifier] + " to ".join(texts) + _SCALES[scale][1] + tail


def scale_of(value: Amount, kind: str = "", least: int = 0) -> int:
    """Return the power of ten in which an amount is told."""
    scale = 0 if value.vague or kind in ("date", "count") else max(least, amounts.scale_of(value))
    return scale if scale in _SCALES else 0


def _number(number: Decimal, step: Decimal, scale: int, sign: str, *, grouped: bool) -> str:
    shown = amounts.scaled(number, step, scale)
    return f"{_MINUS if shown < 0 else ''}{sign}{abs(shown):{',' * grouped}f}"


def _tail(unit: str, kind: str, style: str) -> str:
    if unit == "times" and style == "short":
        return "\N{MULTIPLICATION SIGN}"
    if kind == "per share":
        return " a share" * (style != "short")
    if not unit or _currency(unit) or kind == "date":
        return ""
    return unit if unit == "%" else f" {unit}"


def _currency(unit: str) -> str:
    if not re.fullmatch(r"[A-Z]{3}", unit):
        return ""
    symbol = str(get_currency_symbol(unit, locale=_LOCALE))
    return symbol if len(symbol) == 1 else f"{symbol} "


def currency_name(unit: str) -> str:
    """Return the unit as a reader knows it: `US dollars` for USD."""
    return str(get_currency_name(unit, count=2, locale=_LOCALE)) if _currency(unit) else unit


def period(value: Period, span: Span | None = None) -> str:
    """Return the period as English, a fiscal one with the months that it spans."""
    if value.ends:
        return "by " * (value.kind == "deadline") + " to ".join(map(period, value.ends))
    if value.kind == "undated":
        return "undated"
    if "trailing" in value.kind and (known := span or (None if value.is_fiscal else dates(value))):
        return f"twelve months to {format_date(known[1], 'MMMM y', locale=_LOCALE)}"
    if value.kind in ("month", "day"):
        return day(str(value))
    year = f"fiscal {value.numbers[0]}" if value.is_fiscal else str(value.numbers[0])
    part = _ORDINALS[value.numbers[-1] - 1] if value.numbers[1:] else ""
    unit = value.kind.rpartition(" ")[2].replace("year", "quarter")
    if unit == "date":
        part, unit = "first", f"{count(value.numbers[1] * 3)} months"
    text = "twelve months to the " * ("trailing" in value.kind) + (f"{part} {unit} of {year}" if part else year)
    return f"{text} ({_months(span)})" if value.is_fiscal and span else text


def _months(span: Span) -> str:
    """Return the months of a span: `July 2025 to June 2026`, `July to December 2025`."""
    first, last = (format_date(d, "MMMM y", locale=_LOCALE) for d in span)
    return f"{first.removesuffix(last[-5:])} to {last}"


@lru_cache(maxsize=100_000)
def day(text: str) -> str:
    """Return a day, month or year as English: `5 February 2026`, `May 2026`, `2026`."""
    parts = [int(p) for p in text.split("-")]
    form = ("y", "MMMM y", "d MMMM y")[len(parts) - 1]
    return format_date(date(*[*parts, 1, 1][:3]), form, locale=_LOCALE)


def language(code: str) -> str:
    """Return a language's name in English: `Chinese (Traditional)`."""
    return str(Locale.parse(code, sep="-").get_display_name("en"))


def listed(items: list[str], word: str = "and") -> str:
    """Return the items as a list in a sentence."""
    return f" {word} ".join(items) if len(items) < 3 else f"{', '.join(items[:-1])} {word} {items[-1]}"


def count(number: int) -> str:
    """Return a small count as a word."""
    return _COUNTS[number] if number < len(_COUNTS) else str(number)
