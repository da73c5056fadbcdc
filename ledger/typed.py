"""Numbers typed by hand into a page, which should come from a macro."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from unicodedata import normalize

from ledger import printed, rawhtml, words
from ledger.amount import Amount
from ledger.inline import article_of
from ledger.model import Ledger
from ledger.pages import FOLDER, Page
from ledger.problem import Problem, Unreadable

#: What is no prose: code, HTML tags and comments, addresses of links, attribute lists.
_ASIDE = re.compile(
    r"```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)|`[^`\n]*`|<!--.*?-->|<[a-zA-Z/][^>]*>|\]\([^)]*\)|\{:?[ ]*[#.][^}\n]*\}|https?://\S+",
    re.DOTALL,
)
_DIGITS = r"\d+(?:[.,]\d+)*"
_RANGE = rf"{_DIGITS}(?:\s*(?:-|–|—|to|tot|en|and|至|到)\s*[$€£¥]?\s*{_DIGITS})?"
_SCALE = (
    r"(?:thousand|million|billion|trillion|bn|tn|mn|[BT](?![a-z])"
    r"|duizend|miljoen|miljard|biljoen|mld|mln|[十百千]?[萬億兆])"
)
_BIG = r"(?:hundred|thousand|million|billion|trillion)"
_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty"
    rf"|ninety|hundred|half a|a(?= {_BIG})|several|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|honderd|enkele)"
)
_CURRENCY = ("dollar", "dollars", "euro", "euros", "US$", "USD", "EUR", "美元", "歐元")
_PERCENT = r"(?:%|％|per ?cent|procent|percentage points?)"
_UNIT = ("nm", "GB", "TB", "GW", "MW")
#: What a ledger may measure and a sentence may still count: three times, two years.
_COUNTED = frozenset({"", "%", "times", "years"})
#: Signs and words that, next to a macro's number, make another number of it.
_TOUCHING = re.compile(
    rf"(?:\d[.,]?|[$€£¥~≈±<>≤≥=+\-−–])(?={rawhtml.STAND_IN})"
    rf"|{rawhtml.STAND_IN}(?:[.,]?\d|\s?(?:%|‰|{_SCALE}\b|{_BIG}\b))",
    re.IGNORECASE,
)
_LANGUAGES = ("en", "nl", "zh-Hant")


@lru_cache(maxsize=16)
def _shapes(units: frozenset[str]) -> re.Pattern[str]:
    """Return what a number looks like, given the units of the ledger."""
    measured = units - _COUNTED
    currency = _any((*_CURRENCY, *(w for u in measured for c in _LANGUAGES for w in words.currency_words(c, u))))
    unit = _any((*_UNIT, *measured, *(w for u in measured for c in _LANGUAGES for w in words.unit_words(c, u))))
    shapes = (
        rf"(?:[$€£¥]|{currency})\s?{_RANGE}(?:\s?{_SCALE}\b)?",
        rf"{_RANGE}\s?-?(?:{_SCALE}(?:\s?{currency})?|{currency})(?![a-z])",
        rf"{_RANGE}\s?{_PERCENT}",
        rf"{_RANGE}\s?{unit}(?!\w)",
        rf"\b(?:{_WORD}[ -])+(?:thousand|million|billion|trillion|duizend|miljoen|miljard|biljoen|{_PERCENT})s?\b",
        r"[一二兩三四五六七八九十數百千]+[萬億兆]",
        rf"[一二兩三四五六七八九十]+成|百分之[一二三四五六七八九十百]+|{_DIGITS}\s?倍",
    )
    return re.compile("|".join(shapes), re.IGNORECASE)


def _any(texts: Iterable[str]) -> str:
    """Return a pattern of the texts, the longest first."""
    return f"(?:{'|'.join(re.escape(t) for t in sorted(set(texts), key=lambda t: (-len(t), t)))})"


def problems(page: Page, ledger: Ledger) -> Iterator[Problem]:
    """Yield the typed numbers of a page, with the macro to write instead where a claim equals one."""
    for line, token in typed(page, frozenset(m.unit for m in ledger.measures.values())):
        if line not in page.waived:
            yield Problem(f"{FOLDER}/{page.path}", line, "", _message(token, page, ledger), "warning")
    yield from _in_disguise(page, ledger)


def _in_disguise(page: Page, ledger: Ledger) -> Iterator[Problem]:
    """Yield numbers that only the rendered page shows, and what changes the number of a macro that it touches."""
    units = frozenset(m.unit for m in ledger.measures.values())
    known = {_even(token) for _, token in typed(page, units)}
    text = rawhtml.shown(page)
    found: dict[str, tuple[int, str]] = {}
    for match in _shapes(units).finditer(text):
        token = match[0].strip()
        if _even(token) not in known:
            found[token] = rawhtml.line_of(token, page.prose), _message(token, page, ledger)
    for match in _TOUCHING.finditer(text):
        token = match[0].strip(rawhtml.STAND_IN + " \xa0")
        wrong = f"'{token}' touches a macro's number and changes what is read. Leave it out."
        found[token] = _touched(token, page), wrong
    for line, message in found.values():
        if line not in page.waived:
            yield Problem(f"{FOLDER}/{page.path}", line, "", message, "warning")


def _touched(token: str, page: Page) -> int:
    """Return the line on which the text stands right beside a call, whatever emphasis is between them."""
    for start, text in page.prose:
        if text.rstrip("*_ ").endswith(token):
            return start + text.count("\n")
        if text.lstrip("*_ ").lower().startswith(token.lower()):
            return start
    return rawhtml.line_of(token, page.prose)


def _even(token: str) -> str:
    return " ".join(normalize("NFKC", token).split()).lower()


def typed(page: Page, units: frozenset[str] = frozenset()) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of every number that should come from a macro."""
    for start, text in (*page.prose, (1, page.title), (1, page.description)):
        blank = _ASIDE.sub(lambda aside: "\n" * aside[0].count("\n") + " ", text)
        for match in _shapes(units).finditer(blank):
            yield start + blank[: match.start()].count("\n"), match[0].strip()


def _message(token: str, page: Page, ledger: Ledger) -> str:
    equal = _equal_claims(token, page, ledger)
    if equal:
        calls = " or ".join(f'{{{{ fig("{name}") }}}}' for name in equal[:2])
        return f"the number '{token}' is typed by hand. Write {calls}."
    return (
        f"the number '{token}' is typed by hand. Add it to the file of figures and write {{{{ fig(…) }}}},"
        " or say on its line why not: {# typed: reason #}."
    )


def _equal_claims(token: str, page: Page, ledger: Ledger) -> list[str]:
    """Return the ids of the claims with this number, the page's own article first."""
    article = article_of(page.path, ledger)
    claims = sorted(ledger.claims.values(), key=lambda c: (article not in (*c.articles, c.of), c.operation is not None))
    return [c.id for c in claims if _is_equal(token, c.amount)]


def _is_equal(token: str, amount: Amount) -> bool:
    for language in _LANGUAGES:
        try:
            found = printed.parse(token, language, amount.unit)
        except Unreadable:
            continue
        if (found.vague, found.numbers) == (amount.vague, amount.numbers):
            return True
    return False
