"""The words of a print, and the number they make: 2兆7361億 is two groups, 五百萬 is one, 萬億 a lifted one."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from ledger.core.problem import Unreadable
from ledger.language import locale
from ledger.language.locale import Word

#: A raised digit that belongs to a unit, as in m³.
_RAISED = re.compile(r"(?<=[A-Za-z])[²³](?!\w)")
_DIGITS = re.compile(r"[0-9](?:[0-9.,']*[0-9])?")
#: Up to this power of ten, a scale may be lifted by another: thousand million, 萬億.
_LIFTS = 6
_THOUSAND = 3


def tokens(text: str, language: str, unit: str, *, strict: bool = True) -> Iterator[Word]:
    """Yield the words of a print; whether a number has been seen decides what words such as `to` and `plus` mean."""
    for sign in _RAISED.sub("", text) if _RAISED.search(unit) else text:
        if strict and unicodedata.category(sign) == "No":  # raised or circled, as of a footnote
            raise Unreadable(f"'{text}' has the sign '{sign}', which is no plain digit. Write plain digits.")
    words, plain = locale.of(language, unit), locale.even(text)
    small, at, seen, previous = plain.lower(), 0, False, ""
    while at < len(plain):
        if plain[at] == " ":
            at, previous = at + 1, ""
        elif plain[at] in "()":
            yield Word(plain[at], text=plain[at])
            at += 1
        elif found := words.match(plain, small, at, previous, seen=seen and strict):
            word, end = found
            yield (token := Word(word.kind, word.value, word.means, word.behind, plain[at:end]))
            seen = token.letter != "t" and token.kind != "and" and (seen or token.letter in "nsv")
            at, previous = end, token.kind
        elif digits := words.digits.match(plain, at):
            whole, _, places = digits[0].partition(words.decimal)
            yield Word("digits", Decimal(re.sub("[., ']", "", whole) + f".{places}"), text=digits[0])
            at, previous, seen = digits.end(), "digits", True
        elif strict:
            raise Unreadable(_left_over(plain[at:], language, unit))
        else:
            at, previous = at + 1, ""


def _left_over(rest: str, language: str, unit: str) -> str:
    if digits := _DIGITS.match(rest):
        return f"'{digits[0]}' is not how the language '{language}' writes a number. Copy it as printed."
    return (
        f"'{rest}' cannot be read: it is no part of a number{unit and f' in {unit}'}. Leave out all but the number with"
        " its qualifier, scale and unit; give another unit a measure of its own."
    )


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its last digit's power of ten, and the powers that stand behind it: all of them, and scales."""

    value: Decimal
    exponent: int
    trailing: int = 0
    scale: int = 0
    inexact: bool = False


class Sum:
    """A number that grows word by word."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.groups: list[tuple[Decimal, int]] = []
        self.section: Decimal | None = None  # what hundreds and tens have come to within a group
        self.pending: Decimal | None = None  # a number that no power of ten has followed yet
        self.exponent = self.trailing = self.scale = 0
        self.is_words, self.last = True, ""

    def of(self, words: Iterable[Word]) -> Number:
        """Return what the words come to."""
        for word in words:
            self._take(word)
            self.last = word.kind
        if self.section is not None or self.pending is not None:
            self._close(Decimal(self.section or 0) + (self.pending or 0), 0)
        value = sum((n.scaleb(p) for n, p in self.groups), Decimal(0))
        return Number(value, self.exponent, self.trailing, self.scale)

    def _take(self, word: Word) -> None:
        if word.kind in ("digits", "number", "multiple"):
            self._digits(word)
        elif word.kind == "addend":
            self._addend(word.value)
        elif self.last or "alone" in word.means:
            self._power(word.kind, int(word.value))
        else:
            raise neither(self.text)

    def _digits(self, word: Word) -> None:
        value, is_word = word.value, word.kind == "number"
        if self.pending is not None:
            if not (is_word and self.is_words and adds(self.pending, value)):
                raise neither(self.text)
            value += self.pending
        self.pending, self.is_words = value, is_word
        self.exponent, self.trailing, self.scale = min(0, int(value.as_tuple().exponent)), 0, 0

    def _addend(self, value: Decimal) -> None:
        if self.pending is None and self.groups:
            number, power = self.groups.pop()
            self.groups.append((number + value, power))
        else:
            self.pending = (self.pending or 0) + value
        self.exponent += int(value.as_tuple().exponent)

    def _power(self, kind: str, power: int) -> None:
        self.exponent += power
        if kind in ("small", "tenth"):
            self.trailing += 0 if self.is_words and power == 1 else power  # 五至二十 is no fifty
            one = Decimal(1) if self.pending is None else self.pending
            self.section, self.pending = (self.section or 0) + one.scaleb(power), None
        else:
            self.trailing += power
            self.scale += power
            self._scale(power)

    def _scale(self, power: int) -> None:
        if self.section is None and self.pending is None:
            number, lifted = self.groups.pop() if self.groups else (Decimal(1), 0)
            if lifted > min(power, _LIFTS) or self.last == "letter":
                raise self._two_scales()
            self._close(number, lifted + power)
            return
        base = Decimal(self.section or 0) + (self.pending or 0)
        if self.groups and self.groups[-1][1] == _THOUSAND < power:  # two thousand five hundred million
            base += self.groups.pop()[0] * 1000
        self._close(base, power)

    def _close(self, number: Decimal, power: int) -> None:
        if self.groups and number.scaleb(power) >= Decimal(10) ** self.groups[-1][1]:
            raise self._two_scales()
        self.groups.append((number, power))
        self.section = self.pending = None

    def _two_scales(self) -> Unreadable:
        return Unreadable(f"'{self.text}' has two scales. Copy the one that the article prints.")


def adds(left: Decimal, right: Decimal) -> bool:
    """Say whether a number word may follow another to be added to it, as five follows twenty."""
    tens = left % 100
    if tens in (60, 80):  # soixante-dix, quatre-vingt-dix
        return right < 20
    return right < 10 if tens >= 20 and not tens % 10 else not tens and right < 100


def neither(text: str) -> Unreadable:
    """Return what is said of a text with too few or too many numbers, units or scales."""
    return Unreadable(
        f"'{text}' is neither one number nor one range, or heaps up words. Copy it once with its unit and qualifier."
    )
