"""Numbers as they grow word by word: 2兆7361億 is two groups, 五百萬 is one, thousand million a lifted one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ledger.core.problem import Unreadable
from ledger.language.tokens import Token

#: Up to this power of ten, a scale may be lifted by another: thousand million, 萬億.
_LIFTS = 6
_THOUSAND = 3


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

    def take(self, token: Token) -> None:
        """Add one word."""
        if token.kind in ("digits", "number", "multiple"):
            self._digits(token)
        elif token.kind == "addend":
            self._addend(token.word.value)
        elif self.last or "alone" in token.word.means:
            self._power(token.kind, int(token.word.value))
        else:
            raise neither(self.text)
        self.last = token.kind

    def _digits(self, token: Token) -> None:
        value, is_word = token.word.value, token.kind == "number"
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

    def result(self) -> Number:
        """Return the sum."""
        if self.section is not None or self.pending is not None:
            self._close(Decimal(self.section or 0) + (self.pending or 0), 0)
        value = sum((n.scaleb(p) for n, p in self.groups), Decimal(0))
        return Number(value, self.exponent, self.trailing, self.scale)


def adds(left: Decimal, right: Decimal) -> bool:
    """Say whether a number word may follow another to be added to it, as five follows twenty."""
    tens = left % 100
    if tens in (60, 80):  # soixante-dix, quatre-vingt-dix
        return right < 20
    return right < 10 if tens >= 20 and not tens % 10 else not tens and right < 100


def neither(text: str) -> Unreadable:
    """Return what is said of a text with too few or too many numbers, units or scales."""
    return Unreadable(
        f"'{text}' is neither one number nor one range, or heaps up words."
        " Copy the number with its unit, scale and qualifier once."
    )
