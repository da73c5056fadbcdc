"""A claim in words: who says so, when and where, and how far several of them reach."""

from __future__ import annotations

from collections.abc import Iterable

from ledger.core.amount import Amount, stated
from ledger.core.ledger import Ledger
from ledger.core.records import Claim, Figure
from ledger.language import words


def said_by(ledger: Ledger, claim: Claim) -> str:
    """Return the status with who says so and when: `Guidance by Amazon, 5 February 2026`."""
    named = claim.by in ledger.entities
    who = f" by {author(ledger, claim)}" if named else " by this site" if claim.operation else ", no name given"
    when = f", {said}" if (said := said_on(ledger, claim)) else ""
    return f"{claim.status.capitalize()}{who}{when}"


def scope(key: str) -> str:
    """Return what a number counts in a word or two; an abbreviation in capitals."""
    name = key.replace("-", " ")
    return name.upper() if len(name) == len("AI") else name


def said_on(ledger: Ledger, claim: Claim) -> str:
    """Return when a claim was said; where only the day of the article is known, that this is meant."""
    day = ledger.said_on(claim)
    return words.day(day) + ("" if claim.asof else " (when published)") if day else ""


def author(ledger: Ledger, claim: Claim) -> str:
    """Return the name of who says so."""
    if claim.status == "computed":
        return "this site"
    return ledger.entities[claim.by].name if claim.by in ledger.entities else "no name given"


def said_where(ledger: Ledger, claim: Claim) -> str:
    """Return the status with who says so and when, and where a number is printed for which no name is given."""
    said = said_by(ledger, claim)
    where = "" if claim.by in ledger.entities or claim.operation else f", in {who(ledger, claim)}"
    return said[:1].lower() + said[1:] + where


def who(ledger: Ledger, claim: Claim) -> str:
    """Return who says so in a word or two: its author, else who prints it, else who it is computed from."""
    if claim.operation:
        return f"computed from {_publisher(ledger, claim.of)}" if claim.of else "computed here"
    if claim.by in ledger.entities:
        return ledger.entities[claim.by].name
    printed = dict.fromkeys(_publisher(ledger, a) for a in claim.articles)
    return words.listed(list(printed)) or "no name given"


def names(ledger: Ledger, claim: Claim) -> tuple[str, ...]:
    """Return who says so, with which status, where and when: in full, shorter, and in brief."""
    when = ledger.figure_of(claim).period
    fiscal = [words.period(when), *filter(None, [scope(claim.scope)])] if when.is_fiscal else []
    status = [] if claim.operation else [claim.status]
    core = [who(ledger, claim), *fiscal, *status]
    where = _where(ledger, claim)
    days = sorted(day for a in claim.articles if (day := ledger.sources[a].published))
    printed = [words.day(day) for day in days[:1]]
    said = [words.day(claim.asof)] if claim.asof else []
    # Away from the article's name its date would look like the day on which something was said.
    forms = (
        [*core, *where, *(said or printed)],
        [*core, *(said or where or printed)],
        core,
        [core[0], *(fiscal or status)],
    )
    return tuple(", ".join(form) for form in forms)


def _where(ledger: Ledger, claim: Claim) -> list[str]:
    if len(claim.articles) > 1:
        return [f"in {len(claim.articles)} sources"]
    return [f"in {_publisher(ledger, a)}" for a in claim.articles if claim.by in ledger.entities]


def _publisher(ledger: Ledger, article: str) -> str:
    return ledger.sources[article].label


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
