"""The lint of numbers typed by hand into a page: which macro writes them instead."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal

from ledger.core.ledger import Ledger
from ledger.core.problem import Problem, Unreadable
from ledger.language import printed, prose
from ledger.pages.page import AMOUNT, FOLDER, Page

#: No article prints a longer number.
MAX_TOKEN = 80
#: Stands for a macro's amount where amounts are looked for: what makes more of it touches the macro.
_DIGIT = "7"

_WAIVE = "or say on its line why not: {# typed: reason #}."


def problems(page: Page, ledger: Ledger) -> Iterator[Problem]:
    """Yield the amounts that no macro wrote and no waiver on their line explains, and units behind a macro."""
    file = f"{FOLDER}/{page.path}"
    for line, text in page.heads:
        for found in prose.find(text):
            wrong = f"the number '{found.text}' is typed by hand, and the front matter takes no macro. Say it without."
            yield Problem(file, line, "", wrong, "warning")
    for found in prose.find(page.prose.replace(AMOUNT, _DIGIT)):
        line = page.line(found.start)
        if line not in page.waived:
            yield Problem(file, line, "", _message(page.prose[found.start : found.end], page, ledger), "warning")


def _message(token: str, page: Page, ledger: Ledger) -> str:
    shown = " ".join(token.split())
    if AMOUNT in token and not any(c.isdigit() for c in token):
        unit = shown.replace(AMOUNT, "").strip()
        return f"'{unit}' touches a macro, which writes its own unit. Leave it out, {_WAIVE}"
    names = [f'{{{{ fig("{name}") }}}}' for name in _equal_claims(shown, page, ledger)[:2]]
    remedy = f"Write {' or '.join(names)}" if names else "Add it to the file of figures and write {{ fig(…) }}"
    return f"the number '{shown.replace(AMOUNT, '…')}' is typed by hand. {remedy}, {_WAIVE}"


def _equal_claims(token: str, page: Page, ledger: Ledger) -> list[str]:
    """Return the ids of the claims with exactly this number, the page's own article first."""
    article = ledger.summarised.get(page.path, "")
    claims = sorted(ledger.claims.values(), key=lambda c: (article not in (*c.articles, c.of), c.operation is not None))
    readings = {unit: _readings(token, unit, ledger) for unit in {c.amount.unit for c in claims}}
    return [c.id for c in claims if (c.amount.vague, c.amount.numbers) in readings[c.amount.unit]]


def _readings(token: str, unit: str, ledger: Ledger) -> frozenset[tuple[bool, tuple[Decimal, ...]]]:
    """Return what the token means in English, and in the languages of the articles."""
    found: set[tuple[bool, tuple[Decimal, ...]]] = set()
    languages = {"en": None, **dict.fromkeys(article.language for article in ledger.articles.values())}
    for language in languages if len(token) <= MAX_TOKEN else ():
        with suppress(Unreadable):
            amount = printed.parse(token, language, unit)
            found.add((amount.vague, amount.numbers))
    return frozenset(found)
