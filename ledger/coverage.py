"""What an article's page owes its readers: its source, and every number that the article prints."""

from __future__ import annotations

from collections.abc import Iterator

from ledger import inline, words
from ledger.model import Claim
from ledger.pages import FOLDER, Page
from ledger.problem import Problem, Unreadable
from ledger.site import Site

#: So many numbers are named in a message.
_NAMED = 3


def problems(site: Site) -> Iterator[Problem]:
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
        return inline.cited(site.ledger, page.path, name).id
    except Unreadable:
        return ""
