"""Which claim an id means on a page."""

from __future__ import annotations

from collections.abc import Iterable

from ledger.core.ledger import Ledger
from ledger.core.problem import Unreadable, suggestion
from ledger.core.records import Claim, Figure
from ledger.language import words


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
    claim = next((c for c in figure.claims if c.id == name), None)
    if claim is None:
        ids = [c.id for c in figure.claims]
        raise Unreadable(f"no claim '{name}'.{suggestion(name, ids) or f' Use {_either(ids)}.'}")
    return claim


def _only(claims: list[Claim], figure: Figure, none: str, several: str) -> Claim:
    if len(claims) == 1:
        return claims[0]
    named = _either(c.id for c in claims or figure.claims)
    raise Unreadable(f"{several if claims else none}. Name the claim: {named}.")


def _either(names: Iterable[str]) -> str:
    return words.listed([f"'{n}'" for n in names], "or")
