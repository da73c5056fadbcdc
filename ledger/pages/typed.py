"""Numbers typed by hand into a page, which should come from a macro."""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from unicodedata import normalize

from ledger.core.ledger import Ledger
from ledger.core.problem import Problem, Unreadable
from ledger.language import numerals, printed
from ledger.language.numerals import Found, Vocabulary
from ledger.pages import bare, beside, rawhtml
from ledger.pages.page import FOLDER, Page
from ledger.rules.citing import article_of

#: No article prints a longer number.
MAX_TOKEN = 80
#: A sign, a unit or a scale: what says of digits what they measure.
_MEASURED = re.compile(r"[^\d\s.,/–-]")
#: What the source holds and readers do not see: tags, addresses of links, attribute lists, numbers of list items,
#: languages of code.
_UNSEEN = re.compile(
    r"<[a-zA-Z/][^>]{0,400}>|\]\([^)\n]{0,400}\)|\{:?[ ]?[#.][^}\n]{0,400}\}|^[ ]*\d+\.(?= )"
    r"|^[ ]{0,3}(?:`{3,}|~{3,})[^\n]*",
    re.MULTILINE,
)


def problems(page: Page, ledger: Ledger) -> Iterator[Problem]:
    """Yield what readers would take for a number of the ledger and is none, each at its line."""
    vocabulary = Vocabulary.of(ledger)
    heads = {line for line, _ in page.heads}
    for line, found in typed(page, vocabulary):
        text = _in_head(found) if line in heads else _message(found, page, ledger)
        yield Problem(f"{FOLDER}/{page.path}", line, "", text, "warning")
    for line, text in (*beside.problems(page, vocabulary), *bare.problems(page, ledger, vocabulary)):
        yield Problem(f"{FOLDER}/{page.path}", line, "", text, "warning")


def typed(page: Page, vocabulary: Vocabulary) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of every number that no macro wrote and no waiver on its line explains."""
    for line, text in page.heads:
        yield from ((line, found.text) for found in numerals.find(text, vocabulary))
    amounts = numerals.find(rawhtml.shown(page), vocabulary)
    places = _places(page, vocabulary) if amounts else defaultdict(deque)
    doubtful = _doubtful(places, amounts, page.waived)
    for found in amounts:
        lines = [places[even].popleft() for piece in found.pieces if places[even := _even(piece)]]
        literal = len(lines) == len(found.pieces) and doubtful.isdisjoint(map(_even, found.pieces))
        if not (literal and page.waived.issuperset(lines)):
            yield lines[0] if lines else rawhtml.line_of(found.text, page.prose), " ".join(found.text.split())


def _doubtful(
    places: Mapping[str, Collection[int]], amounts: Iterable[Found], waived: frozenset[int]
) -> frozenset[str]:
    """Return the pieces of which nobody can say where they are seen: a waiver of another one explains nothing."""
    shown = Counter(_even(piece) for found in amounts for piece in found.pieces)
    return frozenset(p for p, lines in places.items() if len(lines) > shown[p] and not waived.issuperset(lines))


def _places(page: Page, vocabulary: Vocabulary) -> defaultdict[str, deque[int]]:
    """Return the lines on which each piece of an amount stands in the source, in order."""
    places: defaultdict[str, deque[int]] = defaultdict(deque)
    for start, text in page.prose:
        seen = _UNSEEN.sub(lambda match: " " * len(match[0]), text)
        for found in numerals.find(seen, vocabulary):
            line = start + seen.count("\n", 0, found.start)
            for piece in found.pieces:
                places[_even(piece)].append(line)
    return places


def _even(text: str) -> str:
    return " ".join(normalize("NFKC", text).split()).lower()


# ---- what to write instead ------------------------------------------------------------------------


def _message(token: str, page: Page, ledger: Ledger) -> str:
    names = [f'{{{{ fig("{name}") }}}}' for name in _equal_claims(token, page, ledger)[:2]]
    remedy = f"Write {' or '.join(names)}" if names else "Add it to the file of figures and write {{ fig(…) }}"
    return f"the number '{token}' is typed by hand. {remedy}, or say on its line why not: {{# typed: reason #}}."


def _in_head(token: str) -> str:
    return f"the number '{token}' is typed by hand, and the front matter takes no macro. Say it without."


def _equal_claims(token: str, page: Page, ledger: Ledger) -> list[str]:
    """Return the ids of the claims with this number, the page's own article first; none for digits of any unit."""
    if not _MEASURED.search(token):
        return []
    article = article_of(page.path, ledger)
    claims = sorted(ledger.claims.values(), key=lambda c: (article not in (*c.articles, c.of), c.operation is not None))
    readings = {unit: _readings(token, unit) for unit in {c.amount.unit for c in claims}}
    return [c.id for c in claims if (c.amount.vague, c.amount.numbers) in readings[c.amount.unit]]


def _readings(token: str, unit: str) -> frozenset[tuple[bool, tuple[Decimal, ...]]]:
    """Return what the token means in each language that reads it."""
    found: set[tuple[bool, tuple[Decimal, ...]]] = set()
    for language in numerals.LANGUAGES if len(token) <= MAX_TOKEN else ():
        with suppress(Unreadable):
            amount = printed.parse(token, language, unit)
            found.add((amount.vague, amount.numbers))
    return frozenset(found)
