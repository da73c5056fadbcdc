"""Check that each article and entity has its page, and each article's page its source and its numbers."""

from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from typing import Any

from ledger.core import yaml
from ledger.core.ledger import Ledger
from ledger.core.problem import Problem, suggestion
from ledger.core.records import Article
from ledger.pages.page import FOLDER, Page

Pages = Mapping[str, Page]
#: The file in which articles and entities stand.
DATA = "data/figures.yml"
SETTINGS = "mkdocs.yml"
#: With these in the settings, a page may be missing from the navigation on purpose.
_ON_PURPOSE = frozenset({"not_in_nav", "exclude_docs"})


def problems(ledger: Ledger, pages: Pages, unread: Container[str] = ()) -> Iterator[Problem]:
    """Yield what is missing, except on pages that could not be read and are reported already."""
    homes = {a.page for a in ledger.articles.values()} | {f"articles/{i}.md" for i in (*ledger.broken, "index")}
    for path in (p for p in pages if p.startswith("articles/") and p not in homes):
        text = "no article has this page. Add it to the file of figures, or remove the page."
        yield Problem(f"{FOLDER}/{path}", 1, "", text)
    for article in ledger.articles.values():
        if f"{FOLDER}/{article.page}" not in unread:
            yield from _of_article(ledger, pages, article)
    for entity in dict.fromkeys(f.entity.id for f in ledger.figures.values()):
        if entity not in ledger.broken and f"{FOLDER}/{ledger.home(entity)}" not in unread:
            yield from _of_entity(ledger, pages, entity)


def _of_article(ledger: Ledger, pages: Pages, article: Article) -> Iterator[Problem]:
    """Yield that an article lacks its page, or the page its source or the table of its numbers."""
    file = f"{FOLDER}/{article.page}"
    if article.page not in pages:
        yield Problem(DATA, article.line, article.id, f"the article has no page. Add {file}.")
        return
    called = {call.name for call in pages[article.page].calls}
    if "cite" not in called:
        yield Problem(file, 1, "", "does not name its source. Add {{ cite() }}.", "warning")
    if "figures" not in called and any(ledger.printed_by(article.id)):
        yield Problem(file, 1, "", "has no table of the article's numbers. Add {{ figures() }}.", "warning")


def _of_entity(ledger: Ledger, pages: Pages, entity: str) -> Iterator[Problem]:
    """Yield that an entity lacks its page, or the page its figures."""
    home, call = ledger.home(entity), f'{{{{ entity("{entity}") }}}}'
    if home not in pages:
        text = f"its figures have no page. Add {FOLDER}/{home} with {call}."
        yield Problem(DATA, ledger.entities[entity].line, entity, text)
        return
    times = sum(c.name == "entity" and entity in (*c.args, *c.kwargs.values()) for c in pages[home].calls)
    if times != 1:
        wrong = "does not show" if times == 0 else "shows more than once"
        yield Problem(f"{FOLDER}/{home}", 1, "", f"{wrong} the figures of '{entity}'. Call {call} once.")


def navigation(root: Path, pages: Pages) -> Iterator[Problem]:
    """Yield why the settings cannot be read, entries of the navigation without a page, pages without an entry."""
    tree = yaml.read(root / SETTINGS, SETTINGS)
    if not isinstance(tree.data, dict):
        yield from tree.problems[:1]
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
