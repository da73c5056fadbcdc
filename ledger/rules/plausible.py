"""Numbers that look wrong: a forgotten scale, a share above the whole, an implausible size."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ledger.core import period
from ledger.core.ledger import Ledger
from ledger.core.problem import Breach, Path
from ledger.core.records import Claim, Figure

#: From which factor on a number looks as if its scale were another one.
FACTOR = 100
_REMEDY = "Correct it, or answer in a 'note'."


def breaches(ledger: Ledger) -> Iterator[Breach]:
    """Yield the implausible numbers; a note at the claim explains one and silences the warning."""
    for figure in ledger.figures.values():
        if figure.measure.how == "share":
            yield from (_share(c) for c in figure.claims if not c.note and max(c.amount.numbers) > FACTOR)
    alike = sorted(ledger.figures.values(), key=_question)
    for _, figures in groupby(alike, key=_question):
        claims = [c for f in figures if f.measure.kind in ("flow", "stock", "per share") for c in f.claims]
        yield from _scales([c for c in claims if not c.operation and not c.amount.vague and max(c.amount.numbers) > 0])


def _question(figure: Figure) -> tuple[str, str, int]:
    """Return what makes two figures comparable: entity, measure and length."""
    return figure.entity.id, figure.measure.id, period.months(figure.span) if figure.span else 0


def _share(claim: Claim) -> Breach:
    path: Path = (*claim.path, "value")
    return Breach(path, f"{claim.amount} is a share above the whole. {_REMEDY}", "warning")


def _scales(claims: list[Claim]) -> Iterator[Breach]:
    """Yield the claims that are a hundred times most others, or a hundredth of them."""
    if len(claims) < 2:
        return
    sizes = sorted(max(c.amount.numbers) for c in claims)
    for claim in claims:
        size = max(claim.amount.numbers)
        usual = sizes[len(sizes) // 2] if size < sizes[len(sizes) // 2] else sizes[(len(sizes) - 1) // 2]
        if not claim.note and max(size, usual) >= FACTOR * min(size, usual):
            other = next(c for c in claims if max(c.amount.numbers) == usual)
            asked = f"{claim.amount} is far from {other.amount} of '{other.id}': is a scale missing?"
            yield Breach((*claim.path, "value"), f"{asked} {_REMEDY}", "warning")
