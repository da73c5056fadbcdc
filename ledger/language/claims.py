"""A claim in words: who says so and when, and how far several of them reach."""

from __future__ import annotations

from collections.abc import Iterable

from ledger.core.amount import Amount, stated
from ledger.core.records import Claim, Figure, Ledger
from ledger.language import words


def said_by(ledger: Ledger, claim: Claim) -> str:
    """Return the status with who says so and when: `Guidance by Amazon, 5 February 2026`."""
    named = claim.by in ledger.entities
    who = f" by {author(ledger, claim)}" if named else " by this site" if claim.operation else ", no name given"
    when = f", {words.day(claim.asof)}" if claim.asof else ""
    return f"{claim.status.capitalize()}{who}{when}"


def author(ledger: Ledger, claim: Claim) -> str:
    """Return the name of who says so."""
    if claim.status == "computed":
        return "this site"
    return ledger.entities[claim.by].name if claim.by in ledger.entities else "no name given"


def spread(figure: Figure, claims: Iterable[Claim]) -> str:
    """Return the lowest and highest stated number of the claims, in words; where none is stated, what they say."""
    said = [c.amount for c in claims]
    amounts = [a for a in said if not a.vague]
    if not amounts:
        return words.listed(list(dict.fromkeys(words.amount(a, figure.measure) for a in said)), "or")
    least = min(amounts, key=lambda a: (a.numbers[0], a.is_bound))
    most = max(amounts, key=lambda a: (a.numbers[-1], a.is_bound))
    ends = Amount(least.shown[0], most.shown[-1], figure.measure.unit)
    if not (least.is_bound or most.is_bound) or least is most:
        return words.amount(ends, figure.measure)
    texts = [
        words.amount(stated(a.qualifier if a.is_bound else "", [n], figure.measure.unit), figure.measure)
        for a, n in ((least, ends.low), (most, ends.high))
    ]
    return " to ".join(texts)
