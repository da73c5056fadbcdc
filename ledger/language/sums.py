"""Numbers as they grow word by word: 2兆7361億 is two groups, 五百萬 is one, thousand million a lifted one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ledger.core.problem import Unreadable
from ledger.language.tokens import Token

#: Up to this power of ten, a scale may be lifted by another: thousand million, 萬億.
LIFTS = 6
_THOUSAND = 3


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its last digit's power of ten, and the powers that stand behind it: all of them, and scales."""

    value: Decimal
    exponent: int
    trailing: int
    scale: int = 0
    is_plain: bool = False
    inexact: bool = False


class Sum:
    """A number that grows word by word."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.groups: list[tuple[Decimal, int]] = []
        self.section: Decimal | None = None  # what hundreds and tens have come to within a group
        self.pending: Decimal | None = None  # a number that no power of ten has followed yet
        self.exponent = self.trailing = self.scale = self.numbers = 0
        self.lowest, self.last = 99, ""
        self.is_words = True

    def take(self, token: Token) -> None:
        """Add one word."""
        power = int(token.word.value)
        if token.kind in ("digits", "number", "multiple"):
            self._digits(token)
        elif token.kind == "addend":
            self._addend(token.word.value)
        elif token.kind in ("small", "tenth"):
            if self.pending is None and "alone" not in token.word.means:
                raise neither(self.text)
            if power >= self.lowest:
                raise self._two_scales()
            self.exponent += power
            self.trailing += 0 if self.is_words and power == 1 else power  # 五至二十 is no fifty
            one = Decimal(1) if self.pending is None else self.pending
            self.section = (self.section or 0) + one.scaleb(power)
            self.pending, self.lowest = None, power
        else:
            self._scale(token, power)
        self.last = token.kind

    def _digits(self, token: Token) -> None:
        value = token.word.value
        is_word = token.kind == "number"
        if self.pending is not None:
            if not (is_word and self.is_words and adds(self.pending, value)):
                raise neither(self.text)
            value += self.pending
        places = max(0, -int(value.as_tuple().exponent)) if is_word else token.places
        self.pending, self.exponent, self.trailing, self.is_words = value, -places, 0, is_word
        self.scale, self.numbers = 0, self.numbers + 1

    def _addend(self, value: Decimal) -> None:
        if self.pending is None and self.groups:
            number, power = self.groups[-1]
            self.groups[-1] = (number + value, power)
        elif self.pending is None:
            raise neither(self.text)
        else:
            self.pending += value
        self.exponent += int(value.as_tuple().exponent)

    def _scale(self, token: Token, power: int) -> None:
        base = (self.section or 0) + (self.pending or 0)
        if self.section is None and self.pending is None:
            if self.groups and self.last in ("scale", "letter"):
                number, lower = self.groups.pop()
                if self.last == "letter" or lower > power or lower > LIFTS:
                    raise self._two_scales()
                self._lift(power)
                self._close(number, lower + power)
                return
            if self.groups or "alone" not in token.word.means:
                raise neither(self.text)
            base = Decimal(1)
        if self.groups and self.groups[-1][1] == _THOUSAND < power:  # two thousand five hundred million
            base += self.groups.pop()[0] * 1000
        self._lift(power)
        self._close(Decimal(base), power)

    def _lift(self, power: int) -> None:
        self.exponent += power
        self.trailing += power
        self.scale += power

    def _close(self, number: Decimal, power: int) -> None:
        if self.groups and (power >= self.groups[-1][1] or number.scaleb(power) >= Decimal(10) ** self.groups[-1][1]):
            raise self._two_scales()
        self.groups.append((number, power))
        self.section = self.pending = None
        self.lowest = 99

    def _two_scales(self) -> Unreadable:
        return Unreadable(f"'{self.text}' has two scales. Copy the one that the article prints.")

    def result(self) -> Number:
        """Return the sum."""
        if self.section is not None or self.pending is not None:
            rest = (self.section or 0) + (self.pending or 0)
            self._close(Decimal(rest), 0)
        value = sum((n.scaleb(p) for n, p in self.groups), Decimal(0))
        return Number(value, self.exponent, self.trailing, self.scale, is_plain=self.numbers == 1 and not self.trailing)


def adds(left: Decimal, right: Decimal) -> bool:
    """Say whether a number word may follow another to be added to it, as five follows twenty."""
    if left < 1 or right < 1 or left % 1 or right % 1:
        return False
    tens = left % 100
    return (
        (not tens and right < 100) or (tens >= 20 and not tens % 10 and right < 10) or (tens in (60, 80) and right < 20)
    )


def neither(text: str) -> Unreadable:
    """Return what is said of a text with too few or too many numbers."""
    return Unreadable(f"'{text}' is neither one number nor one range. Write one number or one range.")
