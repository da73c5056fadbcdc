"""Numbers without their unit: each stands in a table, under a head or a caption that names the unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from html import unescape

from ledger.core.ledger import Ledger
from ledger.core.problem import Unreadable
from ledger.core.records import Measure
from ledger.language import numerals, words
from ledger.language.numerals import LANGUAGES, Vocabulary
from ledger.pages import rawhtml, standin
from ledger.pages.calls import Call
from ledger.pages.page import Page
from ledger.rules import citing

_TABLE = re.compile(r"(<table\b.*?</table>)", re.DOTALL)
_CELL = re.compile(r"(<t[dh]\b.*?</t[dh]>)", re.DOTALL)
_CAPTION = re.compile(r"<caption\b[^>]*>(.*?)</caption>", re.DOTALL)
_LABEL = re.compile(r"<t[dh]\b[^>]*\bdata-label=\"([^\"]*)\"")
#: What needs no unit beside it.
_UNNAMED = frozenset({"date", "count"})


def problems(page: Page, ledger: Ledger, vocabulary: Vocabulary) -> Iterator[tuple[int, str]]:
    """Yield the line of every number whose unit neither it nor its column names, and what is wrong."""
    calls = [call for call in page.calls if not call.is_block]
    heads = list(_heads(rawhtml.rendered(page)))
    in_order = len(heads) == len(calls)
    for at, call in enumerate(calls):
        if not _is_bare(call) or call.line in page.waived:
            continue
        measure = _measure(call, page, ledger)
        head = heads[at] if in_order else None
        if head is None or (measure and not _names(head, measure, vocabulary)):
            yield call.line, _message(measure)


def _is_bare(call: Call) -> bool:
    return call.name == "fig" and "bare" in (*call.args[1:], *call.kwargs.values())


def _measure(call: Call, page: Page, ledger: Ledger) -> Measure | None:
    """Return what the call's number measures, if it has one."""
    name = (*call.args, *call.kwargs.values())[0]
    with suppress(Unreadable):
        return ledger.figure_of(citing.cited(ledger, page.path, str(name))).measure
    return None


def _message(measure: Measure | None) -> str:
    name = f", such as {words.currency_name(measure.unit)}" if measure and measure.unit else ""
    remedy = "or say on its line why not: {# typed: reason #}."
    return f"style 'bare' leaves out the unit. Use it in a table, under a head that names the unit{name}, {remedy}"


def _heads(html: str) -> Iterator[str | None]:
    """Yield for each call of the page what its column's head and its table's caption say; nothing outside of tables."""
    for number, table in enumerate(_TABLE.split(html)):
        caption = " ".join(_CAPTION.findall(table))
        for at, part in enumerate(_CELL.split(table)):
            head = " ".join((*_LABEL.findall(part), caption)) if number % 2 and at % 2 else None
            count = re.sub("<[^>]*>", "", part).count(standin.INLINE)
            yield from [head and unescape(head)] * count


def _names(head: str, measure: Measure, vocabulary: Vocabulary) -> bool:
    """Say whether the head names the measure's unit and no other."""
    unit = measure.unit
    if not unit or measure.kind in _UNNAMED:
        return True
    own = _any_of({unit, *(word for code in LANGUAGES for word in words.unit_words(code, unit))})
    own = rf"%|{numerals.PERCENT}" if unit == "%" else own
    rest, count = re.subn(rf"(?<![^\W\d_])(?:{own})(?![^\W\d_])", "", head, flags=re.IGNORECASE)
    other = rf"(?<!\w)(?:{numerals.currency(vocabulary)}|{numerals.PERCENT})(?!\w)|[%$€£¥]"
    return count > 0 and not re.search(other, rest, re.IGNORECASE)


def _any_of(texts: set[str]) -> str:
    return "|".join(re.escape(text) for text in sorted(texts, key=lambda text: (-len(text), text)))
