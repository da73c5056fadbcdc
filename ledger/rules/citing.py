"""Which claim an id means on a page."""

from collections.abc import Iterable

from ledger.core.ledger import Ledger
from ledger.core.problem import Unreadable, suggestion
from ledger.core.records import Claim, Figure
from ledger.language import words


def cited(ledger: Ledger, page: str, name: str) -> Claim:
    """Return the claim that an id means: on an article's page its own, else the preferred; `Unreadable` if none."""
    name = ledger.current(name)
    figure, article = figure_named(ledger, name), ledger.summarised.get(page)
    if "/" in name:
        named = {c.id: c for c in figure.claims}
        if name not in named:
            raise Unreadable(f"no claim '{name}'.{suggestion(name, named) or f' Use {_either(named)}.'}")
        return named[name]
    if article:
        own = [c for c in figure.claims if article in c.articles or c.of == article]
        found = [c for c in own if article in c.articles] or own
        wrong = f"'{article}' prints several" if found else f"'{article}' prints no number for '{figure.id}'"
    else:
        found, wrong = [figure.best] if figure.best else [], f"no claim of '{figure.id}' is preferred"
    if len(found) != 1:
        raise Unreadable(f"{wrong}. Name the claim: {_either(c.id for c in found or figure.claims)}.")
    return found[0]


def figure_named(ledger: Ledger, name: str) -> Figure:
    """Return the figure of a figure's or claim's id."""
    figure = ledger.current(name).partition("/")[0]
    if figure not in ledger.figures:
        if figure in ledger.broken:
            raise Unreadable(f"'{figure}' cannot be read from the file of figures. Mend it there.")
        remedy = suggestion(figure, ledger.figures) or " Add it to the file of figures, or correct the id."
        raise Unreadable(f"no figure '{figure}'.{remedy}")
    return ledger.figures[figure]


def _either(names: Iterable[str]) -> str:
    return words.listed([f"'{n}'" for n in names], "or")
