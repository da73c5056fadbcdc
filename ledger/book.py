"""The book: the ledger and its pages read together, every macro called once, every problem found."""

from __future__ import annotations

import inspect
import posixpath
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from inspect import Signature
from itertools import islice
from pathlib import Path
from typing import Any

from ledger.core import plaintext, yaml
from ledger.core.ledger import Ledger
from ledger.core.memory import Memory, Stamp, keep, recalled, stamp
from ledger.core.plaintext import MAX_PROBLEMS
from ledger.core.problem import Problem, Unreadable, ordered
from ledger.core.records import ARTICLES
from ledger.data import format as layout
from ledger.data import load
from ledger.data.history import History
from ledger.language import words
from ledger.pages import calls, coverage, frontmatter, lint
from ledger.pages import page as pages
from ledger.pages.calls import Call, Walked
from ledger.pages.page import Page
from ledger.rules import citing, reach
from ledger.views import articles as articleviews
from ledger.views import changes as changeviews
from ledger.views import charts as chartviews
from ledger.views import checks as checkviews
from ledger.views import entities as companyviews
from ledger.views import inline, markdown, overviews
from ledger.views.site import Site, require

Key = tuple[str, str, tuple[str, ...], tuple[tuple[str, str], ...]]


def fig(site: Site, page: str, id: str, style: str = "words", at: str = "") -> str:
    """Return a number in a sentence: this article's own, at one of its places if named; elsewhere the preferred one."""
    claim = citing.cited(site.ledger, page, id)
    article = site.ledger.summarised.get(page, "")
    if at and at not in [p.at for p in claim.prints_in(article)]:
        raise Unreadable(f"'{article or page}' prints no '{claim.id}' at '{at}'. Correct the place, or leave it out.")
    require("style", style, words.STYLES)
    return inline.number(site.ledger, page, claim, style, claim.amount_in(article, at))


#: The macros by the module that makes them: what pages may call. Each takes the site and the page's path first.
MACROS: Mapping[str, Callable[..., str]] = {
    "fig": fig, "chart": chartviews.chart, "changes": changeviews.changes, "checks": checkviews.checks,
    "entity": companyviews.section, "claims": companyviews.claims,
    "article": articleviews.citation, "articles": articleviews.listing, "cards": articleviews.cards,
    "cite": articleviews.source, "figures": articleviews.figures, "neighbours": articleviews.neighbours,
    "references": articleviews.references, "scorecard": articleviews.scorecard,
    "answers": overviews.answers, "columns": overviews.columns, "compare": overviews.matrix,
    "conflicts": overviews.conflicts, "count": overviews.count, "downloads": overviews.downloads,
    "glossary": overviews.glossary, "known": overviews.known, "loading": overviews.loading,
    "outcomes": overviews.outcomes, "rule": overviews.rule, "timeline": overviews.timeline,
}  # fmt: skip

#: Long blocks, which only their arguments can make fail: these are looked at at once, the block is made for its page.
ASKED: Mapping[str, Callable[..., object]] = {
    "figures": articleviews.of_page, "entity": companyviews.homed, "conflicts": overviews.kinds,
}  # fmt: skip
#: A block of so many letters loads slowly; what macros take to show a part of it.
MAX_BLOCK, PARTS = 200_000, ("entity", "kind", "means")

#: What took so many seconds is kept for the next command.
WORTH_KEEPING = 1.0

#: What shows no other figures than those of its page, see `changes.shown`.
LOCAL = frozenset(
    ("answers", "article", "cite", "claims", "columns", "entity", "fig", "figures", "loading", "neighbours", "rule")
)


@cache
def signatures() -> Mapping[str, Signature]:
    """Return what each macro takes in a page."""
    found = {name: inspect.signature(macro) for name, macro in MACROS.items()}
    return {name: whole.replace(parameters=[*whole.parameters.values()][2:]) for name, whole in found.items()}


@lru_cache(maxsize=10_000)
def walk(text: str) -> Walked:
    """Return what a page's text holds; every text is parsed once."""
    return calls.walk(text, signatures())


# What a memory asks for, with the stamp of the file that is read.


def _page(path: Path, name: str, stamp: Stamp) -> tuple[Page | None, list[Problem]]:
    return pages.read(path, name, walk)


@lru_cache(maxsize=1)
def _tree(path: Path, stamp: Stamp) -> yaml.Tree:
    return yaml.read(path, load.NAME)


def _data(path: Path, stamp: Stamp) -> tuple[Ledger, tuple[Problem, ...]]:
    return load.of(_tree(path, stamp))


def _disorder(path: Path, stamp: Stamp) -> list[Problem]:
    text, unreadable = plaintext.read(path, load.NAME, yaml.MAX_BYTES)
    order = () if unreadable else layout.arrange(text, load.NAME, _tree(path, stamp)).problems
    return [p for p in order if p.grade == "warning"]


def _placed(ledger: Ledger, folder: str) -> Ledger:
    return replace(ledger, folder=folder)


def _linted(page: Page, ledger: Ledger) -> list[Problem]:
    found = lint.typed(page, ledger), lint.structure(page)
    return [problem for some in found for problem in islice(some, MAX_PROBLEMS)]


@dataclass(frozen=True)
class Book:
    """The site with what every macro call came to, and what is wrong."""

    site: Site
    problems: tuple[Problem, ...]
    texts: dict[Key, str] = field(default_factory=dict)
    #: The pages that must not be rendered, and why.
    refused: Mapping[str, str] = field(default_factory=dict)
    #: How many calls show nothing, but by another's fault.
    unshown: int = 0

    def text(self, page: str, name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> str:
        """Return what a macro call on a page comes to; a box that says what is wrong where it fails."""
        key = _key(page, name, args, kwargs)
        if key not in self.texts:
            try:
                self.texts[key] = MACROS[name](self.site, page, *args, **kwargs)
            except Unreadable as error:
                return f'<span class="ledger-error" role="alert">{markdown.text(str(error))}</span>'
        return self.texts[key]

    def outdated(self, now: Book) -> Collection[str] | None:
        """Return the pages of which macros show something else now; nothing where that cannot be told."""
        reached = reach.reached(self.site.ledger, now.site.ledger)
        if reached is None or self.refused != now.refused or not self.site.tells(now.site):
            return None
        found = {page for page in now.site.pages if _shows(self.site, now.site, page, reached)}
        blocks = (key for key in self.texts if key[1] not in LOCAL and key[0] not in found) if reached else ()
        return found | {key[0] for key in blocks if self.texts[key] != now.text(key[0], key[1], key[2], dict(key[3]))}

    def ahead(self, root: Path) -> tuple[Book, list[str]]:
        """Return the book with the numbers as they are now, and the pages whose calls name one that changed."""
        memory, path = _memories[root], root / load.NAME
        ledger, _ = memory.of(_data, path, stamp(path))
        site = replace(self.site, ledger=memory.of(_placed, ledger, self.site.ledger.folder))
        changed = reach.changed(self.site.ledger, site.ledger) or frozenset()
        return replace(self, site=site, texts={}), [p for p in site.pages if _shows(self.site, site, p, changed)]

    def forget(self, page: str) -> None:
        """Let go of what was shown on a page, which takes most of a build's memory."""
        for call in self.site.pages[page].calls:
            self.texts.pop(_key(page, call.name, call.args, call.kwargs), None)

    def heavy(self, page: str) -> Iterator[Problem]:
        """Yield which blocks of a page are too long, with what to ask for; one that cannot be divided is no problem."""
        for call in self.site.pages[page].calls if page in self.site.pages else ():
            size = len(self.texts.get(_key(page, call.name, call.args, call.kwargs), ""))
            if size > MAX_BLOCK and (part := _undivided(call)):
                remedy = f'Divide it: call {call.name}({part}="…") on pages of their own.'
                text = f"{call.name}() makes {size // 1000} kB of this page. {remedy}"
                yield Problem(f"{pages.FOLDER}/{page}", call.line, "", text, "warning")

    def refusal(self, page: str, body: str, title: str, keys: Iterable[str]) -> str:
        """Return why Jinja must not be given a page with this text, title and front matter, or nothing."""
        first = next((wrong for _, wrong in walk(body).problems), "")
        odd = next((f"unknown front-matter key '{key}'" for key in keys if key not in frontmatter.KEYS), "")
        return self.refused.get(page, "") or first or pages.odd_title(title) or odd


_memories: defaultdict[Path, Memory] = defaultdict(Memory)
#: The past of a book that does not show it.
UNTOLD = History()


def read(
    root: Path, repository: str = "", title: str = "", address: str = "", past: History = UNTOLD, *, keeps: bool = False
) -> Book:
    """Read the book, once while nothing changes; it `keeps` its last numbers where the file cannot be read."""
    folders = () if pages.links(root) else sorted((root / pages.FOLDER).rglob("*"))
    about, memory = (repository, title, address, past), _memories[root]
    made_from = about, tuple((path, stamp(path)) for path in (root / load.NAME, *folders))
    if memory.stamp != made_from:
        memory.turn(made_from, _read(root, about, memory, keeps=keeps))
    found: Book = memory.last
    return found


def review(root: Path) -> tuple[tuple[Problem, ...], int]:
    """Return every problem, those of order and navigation as well, and how many calls show nothing but by another's."""
    began = time.process_time()
    if root not in _memories:
        _memories[root] = recalled(root)
    read_book, path = read(root), root / load.NAME
    disorder = _memories[root].of(_disorder, path, stamp(path))
    problems = ordered([*read_book.problems, *disorder, *coverage.navigation(root, read_book.site.pages)])
    if time.process_time() - began > WORTH_KEEPING:
        keep(root, _memories[root])
    return problems, read_book.unshown


def _read(root: Path, about: tuple[str, str, str, History], memory: Memory, *, keeps: bool) -> Book:
    found, misplaced = pages.find(root)
    if pages.links(root):
        return Book(Site(Ledger()), tuple(misplaced))
    last: Book = memory.last or Book(Site(Ledger()), ())
    ledger, wrong = memory.of(_data, root / load.NAME, stamp(root / load.NAME))
    ledger = ledger if ledger.articles or not keeps else last.site.ledger
    scanned, unreadable = pages.scan(found, lambda path, name: memory.of(_page, path, name, stamp(path)))
    unread = [*misplaced, *unreadable]
    site = Site(memory.of(_placed, ledger, _folder_of_entities(scanned, ledger.folder)), scanned, *about)
    problems = [*wrong, *unread]
    texts = _kept(last, site)
    echoes = [call for page in scanned.values() for call in page.calls if not ledger.articles]
    if ledger.articles:  # otherwise the file could not be read at all, and every call would only repeat that
        problems.extend(coverage.problems(site.ledger, scanned, {problem.file for problem in unread}))
        for page in scanned.values():
            problems.extend(islice(_run(site, page, texts, echoes), MAX_PROBLEMS))
            problems.extend(memory.of(_linted, page, site.ledger))
    refused = {p.file.removeprefix(f"{pages.FOLDER}/"): p.text for p in reversed(unread)}
    return Book(site, ordered(problems), texts, refused, len(echoes))


def _kept(last: Book, site: Site) -> dict[Key, str]:
    """Return the texts of the last book that hold for the site as it is."""
    reached = reach.reached(last.site.ledger, site.ledger) if last.site.tells(site) else None
    if not reached:
        return {} if reached is None else last.texts
    gone = {page for page in site.pages if _shows(last.site, site, page, reached)}
    return {key: text for key, text in last.texts.items() if key[1] in LOCAL and key[0] not in gone}


def _shows(before: Site, now: Site, page: str, reached: frozenset[str]) -> bool:
    """Say whether a page shows one of the figures, or tells search engines of it."""
    homed = (figure.id for figure in now.ledger.homed.get(page, ()))
    return not reached.isdisjoint((*changeviews.shown(before, page), *changeviews.shown(now, page), *homed))


def _folder_of_entities(found: Mapping[str, Page], usual: str) -> str:
    """Return the folder in which most pages show an entity, so that docs/ may call it rivers as well as companies."""
    folders = Counter(posixpath.dirname(p.path) for p in found.values() for c in p.calls if c.name == "entity")
    return folders.most_common(1)[0][0] if folders else usual


def _run(site: Site, page: Page, texts: dict[Key, str], echoes: list[Call]) -> Iterator[Problem]:
    """Compute every call of a page, and yield what is wrong with them, ids that have another name now among it."""
    file, ledger = f"{pages.FOLDER}/{page.path}", site.ledger
    for call in page.calls:
        for name in (*call.args, *call.kwargs.values()):
            if (current := ledger.current(name)) != name and current in {*ledger.figures, *ledger.claims}:
                yield Problem(file, call.line, "", f"'{name}' is now '{current}'. Write the new id.", "warning")
        key = _key(page.path, call.name, call.args, call.kwargs)
        try:
            if call.name in ASKED:
                ASKED[call.name](site, page.path, *call.args, **call.kwargs)
            elif key not in texts:
                texts[key] = MACROS[call.name](site, page.path, *call.args, **call.kwargs)
        except Unreadable as error:
            if _is_echo(page, call, ledger):
                echoes.append(call)
            else:
                yield Problem(file, call.line, "", str(error))


def _undivided(call: Call) -> str:
    """Return by what a call could ask for a part of its block, and does not."""
    given = signatures()[call.name].bind(*call.args, **call.kwargs).arguments
    return next((p for p in PARTS if p in signatures()[call.name].parameters and p not in given), "")


def _is_echo(page: Page, call: Call, ledger: Ledger) -> bool:
    """Say whether the call fails only because of an entry that is reported already."""
    named = {str(value) for value in (*call.args, *call.kwargs.values())}
    named |= {name.partition("/")[0] for name in named}
    broken = {*ledger.broken, *(name.partition("/")[0] for name in ledger.broken)}
    return not named.isdisjoint(broken) or page.path in {f"{ARTICLES}/{name}.md" for name in ledger.broken}


def _key(page: str, name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Key:
    return page, name, args, tuple(sorted(kwargs.items()))
