"""A number in words for another place: the answer that a search shows, and citations of figures and claims."""

import html
import json
import re
from functools import lru_cache

from ledger.core.ledger import Ledger
from ledger.core.records import Figure
from ledger.language import claims as said
from ledger.language import words
from ledger.views import changes, markdown, template
from ledger.views.site import Site

FOLDER = "data/figures"
_SHOW = template.of("cite.jinja")


def answers(ledger: Ledger) -> dict[str, str]:
    """Return, by figure, the preferred number and who says so; how far the answers reach where none is preferred."""
    return {figure.id: _answer(ledger, figure) for figure in ledger.figures.values()}


def _answer(ledger: Ledger, figure: Figure) -> str:
    if not figure.best:
        many = words.count(len(figure.claims))
        return f"{said.spread(figure, figure.claims)} in {many} answers, none preferred"
    scope = figure.best.scope and f" {said.scope(figure.best.scope)}"
    return f"{words.amount(figure.best.amount, figure.measure)}{scope}, {said.said_where(ledger, figure.best)}"


def citations(site: Site, page: str, figure: Figure) -> str:
    """Return folded text to copy: the citation of a figure, where it has several claims, and of each claim."""
    return str(_SHOW.folded(_texts(site, figure), markdown.file_from(f"{FOLDER}/{figure.id}", page)))


@lru_cache(maxsize=100_000)  # a figure's page and its files say the same
def _texts(site: Site, figure: Figure) -> dict[str, str]:
    """Return the citations in words, by the id of a figure that has several claims, and of each claim."""
    answer = _answer(site.ledger, figure)
    whole = {figure.id: f"{html.escape(answer[:1].upper() + answer[1:])}."} if len(figure.claims) > 1 else {}
    texts = whole | {c.id: _SHOW.claim(site.ledger, figure, c) for c in figure.claims}
    return {id: _SHOW.cited(site, figure, id, text, changes.last(site, [id])) for id, text in texts.items()}


def files(site: Site, figure: Figure) -> dict[str, str]:
    """Return a figure's citations for programs, and what another page shows of it, by the name of each file."""
    title, items = said.plain_name(figure), []
    for id, text in _texts(site, figure).items():
        note = html.unescape(re.sub(r"<[^>]+>", "", text))
        about = (id, "dataset", title, site.address_of(figure, id), changes.last(site, [id]), note)
        items.append(template.record("citation", site, *about))
    return {
        f"{figure.id}.bib": "\n".join(map(_SHOW.bibtex, items)),
        f"{figure.id}.csl.json": json.dumps(items, ensure_ascii=False) + "\n",
        f"{figure.id}.txt": _SHOW.embedded(site, figure, _answer(site.ledger, figure)),
    }


def of_page(site: Site, page: str, day: str) -> str:
    """Return folded text to copy: the citation of a page, with the day of its last change if that is known."""
    about = (_SHOW.key(f"{site.title}/{page.removesuffix('.md')}"), "webpage", site.pages[page].title, site.url(page))
    item = template.record("citation", site, *about, day, _SHOW.summing(site, page))
    return str(_SHOW.page(item, day, json.dumps([item], ensure_ascii=False, indent=1)))
