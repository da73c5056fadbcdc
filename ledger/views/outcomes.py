"""What happened next: each number of the articles against what is known today, and what is known of a year."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ledger.core import arithmetic
from ledger.core.amount import ONE, Amount
from ledger.core.arithmetic import conflict
from ledger.core.ledger import Ledger
from ledger.core.period import parse as parse_period
from ledger.core.period import span
from ledger.core.problem import Unreadable
from ledger.core.records import Claim, Figure
from ledger.language import claims, words
from ledger.views import inline, markdown
from ledger.views.markdown import Column
from ledger.views.site import Site, claim_number

OUTCOME_COLUMNS = (
    Column("About"), Column("Said by"), Column("Number", numeric=True), Column("Latest word", numeric=True),
    Column("Who and when"), Column("Off by", numeric=True), Column("How it turned out"),
)  # fmt: skip
KNOWN_COLUMNS = (
    Column("About"), Column("Number to use", numeric=True), Column("Answers", numeric=True), Column("Who said it"),
    Column("How it moved"), Column("Why this one"),
)  # fmt: skip


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
        words_of_one = chain(self.figure, self.latest)
        same = (n for n, c in enumerate(words_of_one) if self.claim is c or self.claim.amount == c.amount)
        return words_of_one[next(same, len(words_of_one)) + 1 :]

    @property
    def error(self) -> Amount | None:
        """Return by how many per cent the number misses what is known; a range where either is one."""
        if self.claim is self.latest or any(c.redefines for c in self._later):
            return None
        if not self._later and not conflict(self.claim.amount, self.latest.amount):
            return None
        error = arithmetic.growth(self.claim.amount, self.latest.amount)
        return replace(error, step=max(error.step, ONE))  # no forecast misses by a tenth of a per cent


def latest(ledger: Ledger, figure: Figure) -> Claim | None:
    """Return the newest actual, else its own newest word, else the preferred number if no article prints it.

    Of several numbers of one day the preferred one counts.
    """
    actual = [c for c in figure.claims if c.status == "actual" and c.by]
    own = [c for c in figure.claims if c.by == figure.entity.id and c.key not in figure.revised]
    if found := actual or own:
        return max(found, key=lambda c: (ledger.said_on(c), c is figure.best))
    best = figure.best
    return best if best and ledger.articles.keys().isdisjoint(best.articles) else None


def of_period(site: Site, measure: str, period: str) -> list[Figure]:
    """Return the figures of a measure whose periods lie within another, in the file's order."""
    whole = span(parse_period(period))
    if not whole:
        raise Unreadable(f"'{period}' has no days. Name a year or a quarter.")
    figures = (f for f in site.ledger.figures.values() if f.measure.id == measure and f.span)
    return [f for f in figures if f.span and whole[0] <= f.span[1] <= whole[1]]


def of_articles(site: Site, measure: str, period: str) -> list[Outcome]:
    """Return the outcome of every number of the period that an article prints and somebody has answered since."""
    found = []
    for figure in of_period(site, measure, period):
        known = latest(site.ledger, figure)
        printed = [c for c in figure.claims if not site.ledger.articles.keys().isdisjoint(c.articles)]
        rated = [c for c in printed if c.status != "consensus" and not c.amount.vague]
        found += [Outcome(figure, c, known) for c in rated if known]
    return found


def outcomes(site: Site, page: str, measure: str, period: str) -> str:
    """Return the numbers of the articles for a period against the newest that is known, and up to which day."""
    found = of_articles(site, measure, period)
    if not found:
        raise Unreadable(f"no number of '{measure}' for '{period}' has an outcome. Name another period.")
    rows = [_outcome(site, page, o) for o in found]
    day = max(site.ledger.said_on(o.latest) for o in found)
    caption = (
        f"{site.ledger.measures[measure].name}, {words.period(parse_period(period))}: what was said, and what is known"
    )
    until = f"The newest word in this table is of {words.day(day)}."
    return markdown.paragraphs([until, markdown.table(markdown.text(caption), OUTCOME_COLUMNS, rows)])


def _outcome(site: Site, page: str, outcome: Outcome) -> list[str]:
    claim, known, figure = outcome.claim, outcome.latest, outcome.figure
    printed = [site.ledger.articles[a] for a in claim.articles if a in site.ledger.articles]
    about = markdown.text(f"{figure.entity.name}, {words.period(figure.period)}")
    return [
        site.to_figure(figure, page, about),
        ", ".join(site.to_article(a, page) for a in printed),
        claim_number(site, page, claim),
        claim_number(site, page, known) if known is not claim else "",
        markdown.text(claims.said_by(site.ledger, known)) if known is not claim else "",
        markdown.text(words.amount(outcome.error)) if outcome.error else "",
        markdown.tag(outcome.verdict, f"outcome outcome-{outcome.verdict.replace(' ', '-')}"),
    ]


# ---- what is known --------------------------------------------------------------------------------


def known(site: Site, page: str, measure: str, period: str) -> str:
    """Return, entity by entity, the number to use with its reason, the range of answers, and how it moved."""
    figures = [
        f
        for f in of_period(site, measure, period)
        if str(f.period) == period and not f.entity.members and not f.entity.part_of and site.ledger.is_asked(f)
    ]
    rows = [_known(site, page, f) for f in figures]
    if not rows:
        raise Unreadable(f"nobody has '{measure}' for '{period}'. Name another measure or period.")
    caption = f"{site.ledger.measures[measure].name}, {words.period(parse_period(period))}, one by one"
    return markdown.paragraphs([markdown.table(markdown.text(caption), KNOWN_COLUMNS, rows)])


def _known(site: Site, page: str, figure: Figure) -> list[str]:
    best = figure.best
    answers = markdown.text(claims.spread(figure, figure.claims)) if len(figure.claims) > 1 else ""
    return [
        site.to_figure(figure, page, markdown.text(figure.entity.name)),
        claim_number(site, page, best) if best else "no number is preferred",
        answers,
        markdown.text(claims.said_by(site.ledger, best)) if best else "",
        "".join(_step(site, page, c) for c in chain(figure, best)) if best and best.revises else "",
        markdown.text(figure.because),
    ]


def chain(figure: Figure, claim: Claim) -> list[Claim]:
    """Return the words of one speaker that led to a claim, the oldest first."""
    found, by_key = [claim], {c.key: c for c in figure.claims}
    while found[0].revises in by_key and len(found) <= len(by_key):
        found.insert(0, by_key[found[0].revises])
    return found


def _step(site: Site, page: str, claim: Claim) -> str:
    led = "; counted differently: " if claim.redefines else " → " if claim.revises else ""
    when = words.day(site.ledger.said_on(claim))
    return f"{led}{inline.number(site.ledger, page, claim, 'short')} ({markdown.text(when)})"
