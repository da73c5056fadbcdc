"""Numbers in a sentence: which claim an id means on a page, and how it is shown there."""

from __future__ import annotations

from collections.abc import Iterable

from ledger.core.amount import Amount, stated
from ledger.core.ledger import Ledger
from ledger.core.problem import Unreadable, suggestion
from ledger.core.records import Claim, Figure, Measure
from ledger.language import words
from ledger.rules import compare
from ledger.views import markdown

#: What each field that can be inferred is called on pages.
FIELDS = {
    "entity": "who it is about",
    "measure": "what is measured",
    "period": "the period",
    "value": "the number",
    "by": "who says so",
    "status": "the status",
    "asof": "the date",
    "scope": "what it includes",
}


def article_of(page: str, ledger: Ledger) -> str:
    """Return the article that the page summarises, or an empty text."""
    return ledger.summarised.get(page, "")


def cited(ledger: Ledger, page: str, name: str) -> Claim:
    """Return the claim that an id means on the page; raise `Unreadable` with the remedy if none.

    On an article's page a figure's id means that article's claim, elsewhere the preferred one.
    """
    name = ledger.current(name)
    figure = figure_named(ledger, name)
    if "/" in name:
        return _named(figure, name)
    article = article_of(page, ledger)
    if article:
        own = [c for c in figure.claims if article in c.articles or c.of == article]
        printed = [c for c in own if article in c.articles] or own
        return _only(printed, figure, f"'{article}' prints no number for '{figure.id}'", f"'{article}' prints several")
    if figure.best:
        return figure.best
    return _only([], figure, f"no claim of '{figure.id}' is preferred", "")


def figure_named(ledger: Ledger, name: str) -> Figure:
    """Return the figure of a figure's or claim's id."""
    figure = ledger.current(name).partition("/")[0]
    if figure not in ledger.figures:
        if figure in ledger.broken:
            raise Unreadable(f"'{figure}' cannot be read from the file of figures. Mend it there.")
        remedy = suggestion(figure, ledger.figures) or " Add it to the file of figures, or correct the id."
        raise Unreadable(f"no figure '{figure}'.{remedy}")
    return ledger.figures[figure]


def _named(figure: Figure, name: str) -> Claim:
    key = name.partition("/")[2]
    claim = next((c for c in figure.claims if c.key == key), None)
    if claim is None:
        keys = [c.key for c in figure.claims]
        remedy = suggestion(key, keys) or f" Use {_either(f'{figure.id}/{k}' for k in keys)}."
        raise Unreadable(f"no claim '{key}' of '{figure.id}'.{remedy}")
    return claim


def _only(claims: list[Claim], figure: Figure, none: str, several: str) -> Claim:
    if len(claims) == 1:
        return claims[0]
    named = _either(c.id for c in claims or figure.claims)
    raise Unreadable(f"{several if claims else none}. Name the claim: {named}.")


def _either(names: Iterable[str]) -> str:
    return words.listed([f"'{n}'" for n in names], "or")


# ---- showing --------------------------------------------------------------------------------------


def number(
    ledger: Ledger,
    page: str,
    claim: Claim,
    style: str = "words",
    *,
    hedged_by: str = "",
    sortable: bool = False,
) -> str:
    """Return the claim's amount as a link to its figure, with status, source and date on hover."""
    figure = ledger.figure_of(claim)
    value = claim.amount_in(hedged_by) if hedged_by else claim.amount
    attrs = markdown.attributes(
        ["fig", *marks(figure, claim)],
        title=". ".join([*_in_full(value, figure.measure, style), summary(ledger, claim)]),
        data_sort=sort_key(value) if sortable else "",
    )
    label = markdown.text(words.amount(value, figure.measure, style))
    return markdown.link(label, f"{ledger.home(figure.entity.id)}#{figure.id}", page, attrs)


def _in_full(value: Amount, measure: Measure, style: str) -> list[str]:
    """Return the amount in words, where the page shows less."""
    full = words.amount(value, measure)
    return [] if style == "words" else [full[:1].upper() + full[1:]]


def marks(figure: Figure, claim: Claim) -> list[str]:
    """Return the classes that a number's sign is drawn from: disputed, inferred, computed."""
    found = {
        "disputed": bool(compare.opponents(figure, claim)),
        "inferred": bool(claim.inferred),
        "computed": claim.operation is not None,
    }
    return [name for name, applies in found.items() if applies]


def sort_key(value: Amount) -> str:
    """Return a plain number to sort by: the middle of a range, the stated side of a bound."""
    numbers = value.numbers
    return f"{sum(numbers) / len(numbers):f}"


def summary(ledger: Ledger, claim: Claim) -> str:
    """Return one line of plain text: status, who says so, when, where printed, what others say."""
    figure = ledger.figure_of(claim)
    parts = [said_by(ledger, claim)]
    if claim.articles:
        names = [ledger.sources[a].label for a in claim.articles]
        parts.append(f"Printed by {words.listed(list(dict.fromkeys(names)))}")
    if claim.inferred:
        parts.append(f"Inferred: {words.listed([FIELDS[name] for name in claim.inferred])}")
    if against := compare.opponents(figure, claim):
        others = "1 other" if len(against) == 1 else f"{len(against)} others"
        parts.append(f"Disputed by {others}: {spread(figure, against)}")
    return ". ".join(parts)


def said_by(ledger: Ledger, claim: Claim) -> str:
    """Return the status with who says so and when: `Guidance by Amazon, 5 February 2026`."""
    named = claim.by in ledger.entities
    who = f" by {author(ledger, claim)}" if named else " by this site" if claim.operation else ", no name given"
    when = f", {said}" if (said := said_on(ledger, claim)) else ""
    return f"{claim.status.capitalize()}{who}{when}"


def said_on(ledger: Ledger, claim: Claim) -> str:
    """Return when a claim was said; where only the day of the article is known, that this is meant."""
    day = ledger.said_on(claim)
    return words.day(day) + ("" if claim.asof else " (date of the article)") if day else ""


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
