"""What a field of the file of figures may hold: words to choose from, and texts of a certain form."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import MISSING, field
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple

from ledger.core.problem import Unreadable

MeasureKind = Literal["flow", "stock", "ratio", "per share", "count", "date"]
EntityKind = Literal["company", "segment", "product", "place", "thing", "group", "body"]
Comparison = Literal["growth", "share", "multiple"]
Status = Literal["actual", "guidance", "consensus", "estimate", "forecast", "assertion", "computed"]
WrittenStatus = Literal["actual", "guidance", "consensus", "estimate", "forecast", "assertion"]
Reason = Literal[
    "scope", "group", "period", "moment", "definition", "rounding",
    "superseded",
    "mislabelled", "unsupported", "translation", "arithmetic",
]  # fmt: skip
#: Reasons with which a number can be true beside another.
EXPLAINED: frozenset[Reason] = frozenset(("scope", "group", "period", "moment", "definition", "rounding"))
Difference = Literal["explained", "overtaken", "contradicted"]
Relation = Literal[
    "equal", "about", "above", "below", "at least", "at most", "within", "highest", "descending", "overlaps"
]
Verdict = Literal["holds", "rounds", "fails", "undecided", "derived"]
Meaning = Literal["error", "doubt", "outdated", "dispute", "sound", "context"]
OperationName = Literal["sum", "difference", "ratio", "growth", "base", "product"]
Part = Literal["low", "high", "middle"]
Waivable = Literal["period", "members", "scope", "measure"]
Inferable = Literal["title", "publisher", "published", "url"]
InferableOfClaim = Literal["entity", "measure", "period", "value", "by", "status", "asof", "scope"]


class Form(NamedTuple):
    """A text's pattern, the message where it does not match, and a further check where it does."""

    pattern: str
    remedy: str
    check: Callable[[str], str] | None = None


class AtLeast(NamedTuple):
    """The minimum length of a text: a reason needs more than one word."""

    characters: int


def _in_the_calendar(text: str) -> str:
    _day(text + "2000-01-01"[len(text) :])
    if not 1900 <= int(text[:4]) <= 2200:
        raise Unreadable("is too far away. Write a year from 1900 to 2200")
    return text


def _in_the_year(text: str) -> str:
    _day(f"2000-{text}")
    return text


def _day(text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise Unreadable("is not in the calendar. Correct the day or the month") from error


_ID = "[a-z][a-z0-9-]*"
_HOST = r"(?:[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\.)+[A-Za-z]{2,}"
#: A claim that a sentence of the data names in brackets; readers see its number there.
CITED = re.compile(rf"\(({_ID}\.{_ID}\.[a-z0-9.-]+/{_ID})\)")
Key = Annotated[str, Form(f"^{_ID}$", "is not a key. Use lower-case letters, digits and hyphens, with a letter first")]
FigureId = Annotated[str, Form(rf"^{_ID}\.{_ID}\.[a-z0-9.-]+$", "is not a figure's id. Write entity.measure.period")]
Date = Annotated[
    str,
    Form(r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", "is not a date. Write 2026, 2026-05 or 2026-02-05", _in_the_calendar),
]
DayOfYear = Annotated[
    str,
    Form(r"^[0-9]{2}-[0-9]{2}$", "is not a day of the year. Write month and day, such as 06-30", _in_the_year),
]
Address = Annotated[
    str,
    Form(
        rf"^https://{_HOST}(?:/(?:[A-Za-z0-9._~/?=&+:@,;!$'()*-]|%[0-9A-Fa-f]{{2}})*)?$",
        "is not an https address. Write it in full, with https:// and without odd characters",
    ),
]
Currency = Annotated[str, Form("^[A-Z]{3}$", "is not a currency. Write its three letters, such as USD")]
Sentence = Annotated[str, AtLeast(20)]


def entry(about: str, default: Any = MISSING, *, name: str = "") -> Any:
    """Return a field that is written in the file, under its own name or another; without a default it is required."""
    metadata = {"about": about, **({"name": name} if name else {})}
    if default in ((), {}):
        return field(default_factory=type(default), metadata=metadata)
    return field(default=default, metadata=metadata)
