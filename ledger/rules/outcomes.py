"""Outcomes: what a number of an article came to, held against the newest that is known."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ledger.core.amount import ONE, Amount
from ledger.core.arithmetic import conflict, growth
from ledger.core.ledger import Ledger
from ledger.core.period import parse, span
from ledger.core.problem import Breach, Unreadable
from ledger.core.records import Claim, Figure


@dataclass(frozen=True, slots=True)
class Outcome:
    """A number of an article, and the newest that is known about the same question."""

    figure: Figure
    claim: Claim
    latest: Claim

    @property
    def verdict(self) -> str:
        """Return in a word or two how the number compares with what is known."""
        if self.claim is self.latest:
            return "still the latest word"
        said, known = self.claim.amount, self.latest.amount
        if later := self._later:
            if any(c.redefines for c in later):
                return "counted differently since"
            return "raised since" if known.low + known.high > said.low + said.high else "lowered since"
        if not conflict(said, known):
            if said.is_bound:
                return "bound holds" + ("" if self.latest.status == "actual" else " so far")
            return "within it" if self.latest.status == "actual" else "agrees with it so far"
        return "too low" if said.low < known.low else "too high"

    @property
    def _later(self) -> list[Claim]:
        """Return the later words of one speaker that led from the number to the newest, whoever repeats it."""
        trail = chain(self.figure, self.latest)
        amounts = [c.amount for c in trail]
        return trail[amounts.index(self.claim.amount) + 1 :] if self.claim.amount in amounts else []

    @property
    def error(self) -> Amount | None:
        """Return by how many per cent the number misses what is known; a range where either is one."""
        later = self._later
        is_held = not later and not conflict(self.claim.amount, self.latest.amount)
        if self.claim is self.latest or is_held or any(c.redefines for c in later):
            return None
        error = growth(self.claim.amount, self.latest.amount)
        return replace(error, step=max(error.step, ONE))  # no forecast misses by a tenth of a per cent


def chain(figure: Figure, claim: Claim) -> list[Claim]:
    """Return the words of one speaker that led to a claim, the oldest first."""
    found, by_key = [claim], {c.key: c for c in figure.claims}
    while found[0].revises in by_key and len(found) <= len(by_key):
        found.insert(0, by_key[found[0].revises])
    return found


def latest(ledger: Ledger, figure: Figure) -> Claim | None:
    """Return the newest actual, its own newest word (of one day the preferred), or the preferred one of no article."""
    if found := _candidates(figure):
        return max(found, key=lambda c: (ledger.said_on(c), c is figure.best))
    best = figure.best
    return best if best and ledger.articles.keys().isdisjoint(best.articles) else None


def _candidates(figure: Figure) -> list[Claim]:
    """Return the claims of which the newest is what is known."""
    actual = [c for c in figure.claims if c.status == "actual" and c.by]
    return actual or [c for c in figure.claims if c.by == figure.entity.id and c.key not in figure.revised]


def breaches(ledger: Ledger) -> Iterator[Breach]:
    """Yield the claims without a date of which nobody can tell whether they are the newest."""
    asked = (f for f in ledger.figures.values() if len(f.claims) > 1 and ledger.is_asked(f))
    for claim in (c for f in asked for c in _candidates(f) if not ledger.said_on(c)):
        text = "no date says whether this is the newest word. Add 'asof', or 'published' to its source."
        yield Breach(claim.path, text, "warning")


def outcomes(ledger: Ledger, measure: str, period: str) -> Iterator[Outcome]:
    """Yield the outcome of every number for a period that an article prints and somebody has answered since."""
    whole = span(parse(period))
    if not whole:
        raise Unreadable(f"'{period}' has no days. Name a year or a quarter.")
    for figure in (f for f in ledger.figures.values() if f.measure.id == measure):
        known = latest(ledger, figure)
        if known and figure.span and whole[0] <= figure.span[1] <= whole[1]:
            printed = (c for c in figure.claims if not ledger.articles.keys().isdisjoint(c.articles))
            rated = (c for c in printed if c.status != "consensus" and not c.amount.vague)  # right or wrong one day
            yield from (Outcome(figure, c, known) for c in rated)
