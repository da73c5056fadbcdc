"""Check that each article and entity has its page, and each article's page its source and its numbers."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from typing import Any

from ledger.core import plaintext, yaml
from ledger.core.ledger import Ledger
from ledger.core.problem import Problem, suggestion
from ledger.pages.page import FOLDER, Page

Pages = Mapping[str, Page]
#: The file in which articles and entities stand.
DATA = "data/figures.yml"
SETTINGS = "mkdocs.yml"
#: With these in the settings, a page may be missing from the navigation on purpose.
_ON_PURPOSE = frozenset({"not_in_nav", "exclude_docs"})


def problems(ledger: Ledger, pages: Pages, unread: Container[str] = ()) -> Iterator[Problem]:
    """Yield what is missing, except on pages that could not be read and are reported already."""
    yield from _unclaimed(ledger, pages)
    for article in ledger.articles.values():
        file = f"{FOLDER}/{article.page}"
        if article.page not in pages and file not in unread:
            yield Problem(DATA, article.line, article.id, f"the article has no page. Add {file}.")
    for entity in dict.fromkeys(f.entity.id for f in ledger.figures.values()):
        if entity not in ledger.broken and f"{FOLDER}/{ledger.home(entity)}" not in unread:
            yield from _missing_home(ledger, pages, entity)
    yield from _incomplete(ledger, pages)


def _unclaimed(ledger: Ledger, pages: Pages) -> Iterator[Problem]:
    """Yield the pages without their article."""
    homes = {a.page for a in ledger.articles.values()} | {f"articles/{i}.md" for i in ledger.broken}
    for page in pages.values():
        if page.path.startswith("articles/") and page.path not in {*homes, "articles/index.md"}:
            text = "no article has this page. Add it to the file of figures, or remove the page."
            yield Problem(f"{FOLDER}/{page.path}", 1, "", text)


def _missing_home(ledger: Ledger, pages: Pages, entity: str) -> Iterator[Problem]:
    home = ledger.home(entity)
    line = ledger.entities[entity].line
    call = f'{{{{ entity("{entity}") }}}}'
    if home not in pages:
        yield Problem(DATA, line, entity, f"its figures have no page. Add {FOLDER}/{home} with {call}.")
        return
    times = sum(c.name == "entity" and entity in (*c.args, *c.kwargs.values()) for c in pages[home].calls)
    if times != 1:
        wrong = "does not show" if times == 0 else "shows more than once"
        yield Problem(f"{FOLDER}/{home}", 1, "", f"{wrong} the figures of '{entity}'. Call {call} once.")


def _incomplete(ledger: Ledger, pages: Pages) -> Iterator[Problem]:
    """Yield the articles' pages that lack their source or the table of their numbers."""
    for article in ledger.articles.values():
        page = pages.get(article.page)
        called = {call.name for call in page.calls} if page else {"cite", "figures"}
        file = f"{FOLDER}/{article.page}"
        if "cite" not in called:
            yield Problem(file, 1, "", "does not name its source. Add {{ cite() }}.", "warning")
        if "figures" not in called and any(ledger.printed_by(article.id)):
            yield Problem(file, 1, "", "has no table of the article's numbers. Add {{ figures() }}.", "warning")


def navigation(root: Path, pages: Pages) -> Iterator[Problem]:
    """Yield why the settings cannot be read, entries of the navigation without a page, pages without an entry."""
    text, unreadable = plaintext.read(root / SETTINGS, SETTINGS, yaml.MAX_BYTES)
    tree = yaml.parse(text, SETTINGS)
    if unreadable or not isinstance(tree.data, dict):
        yield from unreadable or tree.problems[:1]
        return
    entries = dict(_entries(tree.data.get("nav"), ("nav",)))
    for name, path in entries.items():
        if name.endswith(".md") and name not in pages and "://" not in name:
            remedy = suggestion(name, pages) or f" Add {FOLDER}/{name}, or remove the line."
            yield Problem(SETTINGS, tree.line(path), "nav", f"no page '{name}'.{remedy}")
    for page in pages if entries and _ON_PURPOSE.isdisjoint(tree.data) else ():
        if page not in entries:
            text = f"{FOLDER}/{page} stands in no menu. Add a line such as '- {pages[page].title}: {page}'."
            yield Problem(SETTINGS, tree.line(("nav",)), "nav", text, "warning")


def _entries(nav: Any, path: yaml.Path_) -> Iterator[tuple[str, yaml.Path_]]:
    """Yield the addresses in the navigation, each with its place."""
    if isinstance(nav, str):
        yield nav, path
    for key, inner in nav.items() if isinstance(nav, dict) else enumerate(nav) if isinstance(nav, list) else ():
        yield from _entries(inner, (*path, key))
