"""A claim in words: who says so, when and where, and how far several of them reach."""

from collections.abc import Iterable

from ledger.core.amount import Amount, stated
from ledger.core.ledger import Ledger
from ledger.core.records import Claim, Figure
from ledger.language import words

_NOBODY = "no name given"


def said_by(ledger: Ledger, claim: Claim) -> str:
    """Return the status with who says so and when: `Guidance by Amazon, 5 February 2026`."""
    name = author(ledger, claim)
    by = ", " if name == _NOBODY else " by "
    return ", ".join(filter(None, (f"{claim.status.capitalize()}{by}{name}", said_on(ledger, claim))))


def plain_name(figure: Figure, *, entity: bool = True) -> str:
    """Return the figure's question: `Amazon: capital expenditure, 2026`."""
    when = words.period(figure.period, figure.span)
    what = figure.measure.name if when == "undated" else f"{figure.measure.name}, {when}"
    return f"{figure.entity.name}: {what[:1].lower()}{what[1:]}" if entity else what


def amount(ledger: Ledger, claim: Claim) -> str:
    """Return a claim's amount in words."""
    return words.amount(claim.amount, ledger.figure_of(claim).measure)


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
    if claim.operation:
        return "this site"
    return ledger.entities[claim.by].name if claim.by in ledger.entities else _NOBODY


def said_where(ledger: Ledger, claim: Claim) -> str:
    """Return the status with who says so and when, and where a number is printed for which no name is given."""
    said = said_by(ledger, claim)
    where = f", in {who(ledger, claim)}" if author(ledger, claim) == _NOBODY else ""
    return said[:1].lower() + said[1:] + where


def who(ledger: Ledger, claim: Claim) -> str:
    """Return who says so in a word or two: its author, else who prints it, else who it is computed from."""
    if claim.operation:
        return f"computed from {ledger.sources[claim.of].label}" if claim.of else "computed here"
    printed = list(dict.fromkeys(ledger.sources[a].label for a in claim.articles))
    return words.listed(printed) if printed and claim.by not in ledger.entities else author(ledger, claim)


def names(ledger: Ledger, claim: Claim) -> tuple[str, ...]:
    """Return who says so, with which status, where and when: in full, shorter, and in brief."""
    when = ledger.figure_of(claim).period
    fiscal = [words.period(when), *filter(None, [scope(claim.scope)])] if when.is_fiscal else []
    status = [] if claim.operation else [claim.status]
    core = [who(ledger, claim), *fiscal, *status]
    where = [f"in {ledger.sources[a].label}" for a in claim.articles if claim.by in ledger.entities]
    if len(claim.articles) > 1:
        where = [f"in {len(claim.articles)} sources"]
    said = [words.day(day) for day in (ledger.said_on(claim),) if day]
    # Away from the article's name its date would look like the day on which something was said.
    shorter = [*core, *((said if claim.asof else where) or said)]
    forms = ([*core, *where, *said], shorter, core, [core[0], *(fiscal or status)])
    return tuple(", ".join(form) for form in forms)


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
    bounds = ((a.qualifier if a.is_bound else "", n) for a, n in ((least, ends.low), (most, ends.high)))
    return " to ".join(words.amount(stated(q, [n], figure.measure.unit), figure.measure) for q, n in bounds)
