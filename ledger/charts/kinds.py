"""The kinds of charts: each draws groups of marks, and tells the titles what it found."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

from ledger.charts.marks import Group, Mark, mark_of, of_amount
from ledger.core.ledger import Ledger
from ledger.core.period import parse, span
from ledger.core.problem import Unreadable
from ledger.core.records import Claim, ClaimRef, Figure, Operation
from ledger.language import claims, words
from ledger.rules import citing, compare, compute
from ledger.rules import outcomes as happened

Groups = tuple[Group, ...]
Found = tuple[Groups, dict[str, Any]]


def rivals(ledger: Ledger, labels: Mapping[str, str] = {}, also: Collection[str] = (), **asked: Any) -> Found:
    """Draw every claim about some years; also what no article asks, and what was overtaken after an article's print."""
    figures = [f for f in _figures(ledger, **asked) if "unasked" in also or ledger.is_asked(f)]
    kept = set(ledger.articles) if "overtaken" in also else set()
    stated = ((f, c) for f in figures for c in f.claims if not c.amount.vague)
    shown = (c for f, c in stated if c.key not in f.revised or not kept.isdisjoint(c.articles))
    known = [f for f in figures if not f.period.is_fiscal]
    disputed = sorted(filter(compare.is_disputed, known), key=_reach, reverse=True)
    groups = _by_entity(ledger, (mark_of(ledger, c, labels.get(c.id, "")) for c in shown))
    return groups, {"known": known, "disputed": disputed}


def growth(ledger: Ledger, entity: str, measure: str, rate: str) -> Found:
    """Draw what an article prints of an entity for each year, and how fast it grows."""
    figures = [f for f in ledger.of_entity(entity) if f.measure.id == measure and f.period.kind == "year"]
    printed = [next((c for c in f.claims if c.articles), None) for f in sorted(figures, key=lambda f: f.period.numbers)]
    rates = {f.period: f.best for f in ledger.of_entity(entity) if f.measure.id == rate}
    years = [(c, rates.get(ledger.figure_of(c).period)) for c in printed if c and not c.amount.vague]
    known = [rate for _, rate in years if rate]
    slows = len(known) > 1 and known[-1].amount.low > 0 and all(is_(a, "above", b) for a, b in pairwise(known))
    facts = {"slows": slows, "rates": [claims.amount(ledger, rate) for rate in known]}
    return tuple(_year(ledger, claim, rate) for claim, rate in years), facts


def _year(ledger: Ledger, claim: Claim, rate: Claim | None) -> Group:
    label: str = claim.status
    if rate:
        direction = "up" if rate.amount.low >= 0 else "down"
        label += f", {direction} {claims.amount(ledger, rate).removeprefix('-')} on the year before"
    return Group(words.period(ledger.figure_of(claim).period), (mark_of(ledger, claim, label, base=0),))


def shares(ledger: Ledger, pairs: Iterable[tuple[str, str]]) -> Found:
    """Draw claims as shares of others."""
    return tuple(_share(ledger, *(stated(ledger, name) for name in pair)) for pair in pairs), {}


def _share(ledger: Ledger, guidance: Claim, consensus: Claim) -> Group:
    """Return the guidance as a share of the consensus, with both in words."""
    ratio = Operation("ratio", (ClaimRef(guidance.id), ClaimRef(consensus.id)))
    share = compute.evaluate(ratio, lambda name: ledger.claims[name].amount, "%")
    figure = ledger.figure_of(guidance)
    said, expected = (words.amount(c.amount, figure.measure, "short") for c in (guidance, consensus))
    against = f"{claims.amount(ledger, guidance)} against {claims.amount(ledger, consensus)}"
    mark = replace(
        of_amount(share, guidance.status),
        labels=(f"{said} against {expected}", f"against {expected}"),
        claim=replace(guidance, amount=share, operation=ratio, prints=()),
        base=100,
        spoken=f"{words.amount(share)} of the consensus: {against}",
    )
    whole = replace(mark_of(ledger, consensus), low=100, high=100, joins=True)
    return Group(f"{figure.measure.name}, {words.period(figure.period, figure.span)}", (mark, whole))


def divided(ledger: Ledger, wholes: Mapping[str, list[str]], labels: list[str]) -> Found:
    """Draw wholes, each with the two parts into which it divides: the first begins where the other ends."""

    def drawn(names: list[str]) -> tuple[Mark, ...]:
        found = [stated(ledger, name) for name in names]
        whole, part, rest = (mark_of(ledger, c, label, base=0) for c, label in zip(found, labels, strict=True))
        return whole, replace(part, low=part.low + rest.low, high=part.high + rest.low, base=rest.low), rest

    return tuple(Group(heading, drawn(names)) for heading, names in wholes.items()), {}


def said(ledger: Ledger, **asked: Any) -> Found:
    """Draw the claims about some years on a line of time for each entity."""
    figures = _figures(ledger, **asked)
    claims = [c for f in figures for c in f.claims if not c.operation and not c.amount.vague]
    dated = [c for c in claims if ledger.said_on(c)]
    best = [(f, c) for f in figures if not f.entity.members and (c := f.best) and c.revises]
    moved = [happened.Outcome(f, happened.chain(f, c)[0], c).verdict for f, c in best]
    groups = _by_entity(ledger, (_on_its_day(ledger, c) for c in dated))
    return groups, {"raised": moved.count("raised since"), "undated": len(claims) - len(dated)}


def _on_its_day(ledger: Ledger, claim: Claim) -> Mark:
    """Return a claim under who says so, at its day or over its month."""
    when = ledger.figure_of(claim).period
    label = ", ".join(filter(None, (claims.who(ledger, claim), words.period(when) if when.is_fiscal else "")))
    low, high = (day.toordinal() for day in span(parse(ledger.said_on(claim))) or ())
    return replace(mark_of(ledger, claim), labels=(label,), low=low, high=high, open_low=False, open_high=False)


def years(ledger: Ledger, years: list[str], **asked: Any) -> Found:
    """Draw the number that is used here for each year, with its rivals on its line."""
    order = [*ledger.entities]
    figures = sorted(_figures(ledger, years=years, **asked), key=lambda f: (order.index(f.entity.id), f.span or ()))
    rows = _by_entity(ledger, (mark for f in figures for mark in _answers(ledger, f)))
    best = [(f.entity, c) for f in figures if (c := f.best) and not f.period.is_fiscal]
    pairs = [(entity.id, later, sooner) for (whose, sooner), (entity, later) in pairwise(best) if whose is entity]
    rising = all(is_(later, "above", sooner) for _, later, sooner in pairs) and len({entity for entity, *_ in pairs})
    return tuple(g._replace(note=_missing(ledger, years, g)) for g in rows), {"rising": rising}


def _answers(ledger: Ledger, figure: Figure) -> Iterator[Mark]:
    """Yield the answers for a year on one lane, the preferred one with its number, else their spread."""
    rivals = [c for c in figure.claims if not c.amount.vague and c.key not in figure.revised]
    for at, claim in enumerate(sorted(rivals, key=lambda c: c is not figure.best)):
        mark = mark_of(ledger, claim, words.period(figure.period))
        number = mark.number if figure.best else claims.spread(figure, rivals)
        yield replace(mark, number=number, joins=at > 0)


def _missing(ledger: Ledger, wanted: Iterable[str], group: Group) -> str:
    known = {str(ledger.figures[m.claim.figure].period.numbers[0]) for m in group.marks if m.claim}
    missing = [year for year in wanted if year not in known]
    return f"none for {words.listed(missing, 'or')}" if missing else ""


def outcomes(ledger: Ledger, measure: str, year: str) -> Found:
    """Draw each number of an article about a company, and how far it is from the newest that is known."""
    found = [o for o in happened.outcomes(ledger, measure, year) if not o.figure.entity.members]
    marks = (mark for o in found if o.claim is not o.latest for mark in _outcome(ledger, o, year))
    verdicts = [o.verdict for o in found]
    facts = {"rated": len(found), "low": verdicts.count("too low"), "high": verdicts.count("too high")}
    return _by_entity(ledger, marks), facts


def _outcome(ledger: Ledger, outcome: happened.Outcome, year: str) -> tuple[Mark, Mark]:
    """Return a number at the end of its distance from what is known, and that on the same lane."""
    claim, figure = outcome.claim, outcome.figure
    printed = [ledger.articles[a].label for a in claim.articles if a in ledger.articles]
    who = claims.who(ledger, claim) if claim.by == figure.entity.id else words.listed(printed)
    part = "" if str(figure.period) == year else f", {words.period(figure.period)}"
    label = f"{who}{part}: {outcome.verdict}"
    error = f", {words.amount(outcome.error)}" if outcome.error else ""
    told, newest = mark_of(ledger, claim, f"{label}{error}"), mark_of(ledger, outcome.latest)
    base = newest.low if told.high < newest.low else newest.high if told.low > newest.high else None
    spoken = f"{told.spoken}; the newest word is {words.amount(outcome.latest.amount, figure.measure)}"
    base = None if told.open_low or told.open_high else base
    return replace(told, labels=(*told.labels, label), base=base, spoken=spoken), replace(newest, joins=True)


def _figures(ledger: Ledger, measure: str, years: Collection[str], about: Collection[str]) -> list[Figure]:
    """Return the figures of a measure, of years and of kinds of entities, in the file's order."""
    found = (f for f in ledger.figures.values() if f.measure.id == measure and f.entity.kind in about)
    return [f for f in found if str(f.period).removeprefix("fy") in years]


def _by_entity(ledger: Ledger, marks: Iterable[Mark]) -> Groups:
    """Return marks of claims in one group per entity."""
    found: dict[str, list[Mark]] = {}
    for mark in marks:
        name = ledger.figures[mark.claim.figure].entity.name if mark.claim else ""
        found.setdefault(name, []).append(mark)
    return tuple(Group(name, tuple(some)) for name, some in found.items())


def stated(ledger: Ledger, name: str) -> Claim:
    """Return the claim of an id; raise `Unreadable` where it has no number."""
    claim = citing.cited(ledger, "", name)
    if claim.amount.vague:
        text = f"'{claim.id}' is {claim.amount}, which no chart can show. Give it a number, or remove the call."
        raise Unreadable(text)
    return claim


def is_(one: Claim, relation: str, other: Claim) -> bool:
    """Say whether a relation between the amounts of two claims holds."""
    return compare.relate(one.amount, relation, other.amount) == "holds"


def _reach(figure: Figure) -> float:
    """Return how many times the lowest answer the highest is."""
    numbers = [float(n) for c in figure.rivals if not c.amount.vague for n in c.amount.numbers]
    return max(numbers) / min(numbers) if min(numbers) > 0 else 0
