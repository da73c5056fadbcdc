"""Problems: where something is wrong, what is wrong, and what to do about it."""

import difflib
import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

Grade = Literal["error", "warning"]

#: Longer messages lose their middle: they quote something that is no number anyway.
MAX_LENGTH = 1_000
#: Stands between the parts of an id.
_PARTS = re.compile(r"[./-]")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: an `error` cannot be rendered, a `warning` can, but must not be published."""

    file: str
    line: int
    subject: str
    text: str
    grade: Grade = "error"

    def __str__(self) -> str:
        """Return `file:line: subject: what is wrong. What to do.`"""
        subject = f"{plain(self.subject)}: " if self.subject else ""
        return f"{plain(self.file)}:{self.line}: {subject}{plain(self.text)}"


def plain(text: str) -> str:
    """Return the text on one line and of bearable length."""
    short = text if len(text) <= MAX_LENGTH else f"{text[: MAX_LENGTH // 2]} … {text[-MAX_LENGTH // 2 :]}"
    return visible(short)


def visible(text: str) -> str:
    """Return the text on one line, with what cannot be seen spelt out."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Breach:
    """A broken rule: the path of the entry in the file, and what to do."""

    path: Path
    text: str
    grade: Grade = "error"


class Unreadable(ValueError):
    """A text that does not say what its place calls for; the message says why and what to write."""


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return ` Did you mean 'x'?` for the known word most like `word`, or an empty text; never another number's id."""
    options = list(known)
    if "." in word:
        parts = {part for option in options for part in _PARTS.split(option)}
        options = [option for option in options if _is_misspelt(word, option, parts)]
    close = difflib.get_close_matches(word, options, n=1, cutoff=0.6)
    return f" Did you mean '{close[0]}'?" if close else ""


def _is_misspelt(word: str, option: str, parts: Container[str]) -> bool:
    """Say whether an id is another one but for letters: neither another date nor another entity of the file."""
    pairs = list(zip_longest(_PARTS.split(word), _PARTS.split(option), fillvalue=""))
    odd = [(one, other) for one, other in pairs if one != other]
    like = (difflib.SequenceMatcher(None, one, other).ratio() >= 0.8 for one, other in odd)
    return all(one.isalpha() and one not in parts for one, _ in odd) and all(like)


def ordered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems without repetition, by file and line."""
    return tuple(sorted(set(problems), key=lambda p: (p.file, p.line, p.grade, p.subject, p.text)))


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems that forbid rendering."""
    return tuple(p for p in problems if p.grade == "error")
