"""The words of a print: digits as the language writes them, and phrases of its file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ledger.core.problem import Unreadable
from ledger.language import locale
from ledger.language.locale import Word

#: A letter for each kind of word; what has none here is no part of a number.
_LETTERS = {
    "digits": "n", "number": "n", "addend": "n", "multiple": "n", "small": "s", "scale": "s", "letter": "s",
    "tenth": "s", "unit": "u", "minus": "m", "(": "(", ")": ")", "link": "l", "several": "v", "third": "h",
    "decade": "d", "to": "t", "or": "t",
}  # fmt: skip
#: A raised digit that belongs to a unit, as in m³.
_RAISED = re.compile(r"(?<=[A-Za-z])[²³](?!\w)")
_DIGITS = re.compile(r"[0-9](?:[0-9.,']*[0-9])?")


@dataclass(frozen=True, slots=True)
class Token:
    """A phrase or number of a print, and what it stands for."""

    text: str
    word: Word

    @property
    def kind(self) -> str:
        """Return what it is there for."""
        return self.word.kind

    @property
    def letter(self) -> str:
        """Return a sign for its kind, in which a pattern says what may stand where."""
        return _LETTERS.get(self.word.kind, "?")


def tokens(text: str, language: str, unit: str) -> Iterator[Token]:
    """Yield the words of a print; whether a number has been seen decides what words such as `to` and `plus` mean."""
    _refuse_odd_digits(text, unit)
    words, plain = locale.of(language, unit), locale.even(text)
    small, at, seen, previous = plain.lower(), 0, False, ""
    while at < len(plain):
        if plain[at] == " ":
            at, previous = at + 1, ""
        elif plain[at] in "()":
            yield Token(plain[at], Word(plain[at]))
            at += 1
        elif found := words.match(plain, small, at, previous, seen=seen):
            yield (token := Token(plain[at : found[1]], found[0]))
            seen = token.letter != "t" and token.kind != "and" and (seen or token.letter in "nsv")
            at, previous = found[1], token.kind
        elif digits := words.digits.match(plain, at):
            whole, _, places = digits[0].partition(words.decimal)
            value = Decimal(re.sub("[., ']", "", whole) + f".{places}")
            yield Token(digits[0], Word("digits", value))
            at, previous, seen = digits.end(), "digits", True
        else:
            raise Unreadable(_left_over(plain[at:], language, unit))


def _left_over(rest: str, language: str, unit: str) -> str:
    if digits := _DIGITS.match(rest):
        return f"'{digits[0]}' is not how the language '{language}' writes a number. Copy it as printed."
    return (
        f"'{rest}' cannot be read: it is no part of a number{unit and f' in {unit}'}. Leave out all but the number with"
        " its qualifier, scale and unit; give another unit a measure of its own."
    )


def _refuse_odd_digits(text: str, unit: str) -> None:
    """Refuse raised and circled digits, as of a footnote, which would be read as plain ones."""
    for sign in _RAISED.sub("", text) if _RAISED.search(unit) else text:
        if unicodedata.category(sign) == "No":
            raise Unreadable(f"'{text}' has the sign '{sign}', which is no plain digit. Write plain digits.")
