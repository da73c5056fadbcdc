"""What the pages owe the ledger: one for each article and entity, with its source and all its numbers."""

from __future__ import annotations

from collections.abc import Container, Iterator

from ledger.core.problem import Problem, Unreadable
from ledger.core.records import Claim
from ledger.data import load
from ledger.language import words
from ledger.pages.page import FOLDER, Page
from ledger.rules import citing
from ledger.views.site import Site

#: So many numbers are named in a message.
_NAMED = 3


def problems(site: Site, unread: Container[str] = ()) -> Iterator[Problem]:
    """Yield what is missing; of the files that could not be read, enough is said already."""
    yield from _unclaimed(site)
    for article in site.ledger.articles.values():
        file = f"{FOLDER}/{article.page}"
        if article.page not in site.pages and file not in unread:
            yield Problem(load.NAME, article.line, article.id, f"the article has no page. Add {file}.")
    for entity in dict.fromkeys(f.entity.id for f in site.ledger.figures.values()):
        if entity not in site.ledger.broken and f"{FOLDER}/{site.ledger.home(entity)}" not in unread:
            yield from _missing_home(site, entity)
    yield from _incomplete(site)


def _unclaimed(site: Site) -> Iterator[Problem]:
    """Yield the pages without their article."""
    homes = {a.page for a in site.ledger.articles.values()} | {f"articles/{i}.md" for i in site.ledger.broken}
    for page in site.pages.values():
        if page.path.startswith("articles/") and page.path not in {*homes, "articles/index.md"}:
            text = "no article has this page. Add it to the file of figures, or remove the page."
            yield Problem(f"{FOLDER}/{page.path}", 1, "", text)


def _missing_home(site: Site, entity: str) -> Iterator[Problem]:
    home = site.ledger.home(entity)
    line = site.ledger.entities[entity].line
    call = f'{{{{ entity("{entity}") }}}}'
    if home not in site.pages:
        yield Problem(load.NAME, line, entity, f"its figures have no page. Add {FOLDER}/{home} with {call}.")
        return
    times = sum(c.name == "entity" and entity in (*c.args, *c.kwargs.values()) for c in site.pages[home].calls)
    if times != 1:
        wrong = "does not show" if times == 0 else "shows more than once"
        yield Problem(f"{FOLDER}/{home}", 1, "", f"{wrong} the figures of '{entity}'. Call {call} once.")


def _incomplete(site: Site) -> Iterator[Problem]:
    """Yield the articles' pages that lack their source or their numbers."""
    for article in site.ledger.articles.values():
        page = site.pages.get(article.page)
        called = {call.name for call in page.calls} if page else {"cite", "figures"}
        if page and "cite" not in called:
            yield _warning(page, "does not name its source. Add {{ cite() }}.")
        if page and "figures" not in called and (printed := list(site.ledger.printed_by(article.id))):
            yield _warning(page, f"{_lack(site, page, printed)}. Add {{{{ figures() }}}}.")


def _warning(page: Page, text: str) -> Problem:
    return Problem(f"{FOLDER}/{page.path}", 1, "", text, "warning")


def _lack(site: Site, page: Page, printed: list[Claim]) -> str:
    """Return which of the article's numbers stand nowhere on the page."""
    cited = {_cited(site, page, str(call.args[0])) for call in page.calls if call.name == "fig" and call.args}
    unused = [f"'{c.id}'" for c in printed if c.id not in cited]
    if not unused:
        return "has no table of the article's numbers"
    more = [f"{len(unused) - _NAMED} more"] if len(unused) > _NAMED else []
    return f"shows nowhere the article's {words.listed([*unused[:_NAMED], *more])}"


def _cited(site: Site, page: Page, name: str) -> str:
    try:
        return citing.cited(site.ledger, page.path, name).id
    except Unreadable:
        return ""
