"""What an edit of the file reaches: the figures that changed, and those that show something of one that did."""

from collections.abc import Iterator
from dataclasses import fields
from functools import lru_cache
from operator import attrgetter
from typing import Any

from ledger.core.ledger import Ledger
from ledger.core.records import Article, Check, Claim, Entity, Figure, Measure, Source
from ledger.core.vocabulary import CITED
from ledger.rules import compute

#: What figures refer to; where any of it changed, nothing can be said of a figure alone.
_SHARED = ("articles", "references", "entities", "measures", "checks", "broken", "folder")

#: What an entry holds itself: what a figure refers to is compared once, in its own section.
_HELD = {
    record: attrgetter(*(field.name for field in fields(record) if field.name not in ("entity", "measure")))
    for record in (Article, Source, Entity, Measure, Figure, Claim, Check)
}


@lru_cache(maxsize=2)
def changed(before: Ledger, now: Ledger) -> frozenset[str] | None:
    """Return the figures that are not what they were; nothing where more than figures changed."""
    if [*before.figures] != [*now.figures] or not all(_alike(getattr(before, n), getattr(now, n)) for n in _SHARED):
        return None
    return frozenset(i for i, figure in now.figures.items() if not _alike(figure, before.figures[i]))


@lru_cache(maxsize=2)
def reached(before: Ledger, now: Ledger) -> frozenset[str] | None:
    """Return the figures that may show something else than before; nothing where more than figures changed."""
    if not (found := changed(before, now)):
        return found
    shown = [[i, *_mentioned(figure)] for i, figure in now.figures.items()]
    named = [[*compute.references(c.left, *c.right)] for c in now.checks.values()]
    together = ({now.current(name).partition("/")[0] for name in names} for names in (*shown, *named))
    return found.union(*(some for some in together if found & some)) & now.figures.keys()


def _mentioned(figure: Figure) -> Iterator[str]:
    """Yield the claims and figures whose numbers stand in a figure's formulas and sentences, as these name them."""
    texts = [figure.because, figure.note]
    for claim in figure.claims:
        yield from compute.references(claim.operation)
        texts += [claim.note, *claim.differs.values(), *claim.inferred.values(), *claim.waive.values()]
    yield from CITED.findall(" ".join(texts))


def _alike(one: Any, other: Any) -> bool:
    """Say whether two values hold the same, in the same order; amounts, prints and formulas compare themselves."""
    if one is other or type(one) is not type(other):
        return one is other
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(_alike, one, other))
    if isinstance(one, dict):
        return [*one] == [*other] and all(map(_alike, one.values(), other.values()))
    held = _HELD.get(type(one))
    return _alike(held(one), held(other)) if held else bool(one == other)
