"""The ledger together with the pages that cite it: what every view is made from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

from ledger.core.ledger import Ledger, grouped
from ledger.core.problem import Unreadable, suggestion
from ledger.core.records import Check, Claim, Figure, Operand, Source
from ledger.core.vocabulary import Verdict
from ledger.data.history import Change, Commit, History
from ledger.language import words
from ledger.language.claims import author, plain_name, said_on, scope
from ledger.pages.page import Page
from ledger.rules import compare, compute
from ledger.views import inline, markdown

CHECKS_PAGE, GLOSSARY_PAGE, METHOD_PAGE = "checks.md", "glossary.md", "method.md"
#: So many known names are too many to list in a message.
MANY = 8
#: What a call of `checks` asks for: a meaning, an article, an entity, or none of one.
Asked = tuple[str, str, str]


@dataclass(frozen=True, eq=False)
class Site:
    """Everything that a page can show."""

    ledger: Ledger
    pages: Mapping[str, Page] = field(default_factory=dict)
    #: The address of the repository, for links that report and edit; without one there are none.
    repository: str = ""
    #: Its name and its address, as citations give them.
    title: str = ""
    address: str = ""
    history: History = field(default_factory=History)

    def tells(self, other: Site) -> bool:
        """Say whether what macros show of its pages, of its history and of its day holds for another state of it."""
        about = [(s.repository, s.title, s.address, s.history, s.state) for s in (self, other)]
        told = [{name: page.told for name, page in s.pages.items()} for s in (self, other)]
        return about[0] == about[1] and told[0] == told[1]

    @property
    def credit(self) -> str:
        """Return its name and address in brief, for what is seen away from it."""
        return ", ".join(filter(None, (self.title, self.address.partition("://")[2].rstrip("/"))))

    def url(self, page: str) -> str:
        """Return the whole address of a page."""
        name = page.removesuffix(".md")
        return self.address + ("" if name == "index" else f"{name.removesuffix('/index')}/")

    def address_of(self, figure: Figure, id: str) -> str:
        """Return the whole address of a figure or of a claim of it."""
        return f"{self.url(self.ledger.home(figure.entity.id))}#{id}"

    @cached_property
    def changes(self) -> Mapping[str, tuple[tuple[Commit, Change], ...]]:
        """Return, by figure, what became of its claims, the newest first, under the ids of today."""
        pairs = ((commit, change) for commit in self.history.commits for change in commit.changes)
        return grouped((self._figure_named(pair[1].id), pair) for pair in pairs)

    @cached_property
    def citations(self) -> Mapping[str, tuple[str, ...]]:
        """Return, by figure, the pages whose sentences cite it."""
        calls = ((page.path, c) for page in self.pages.values() for c in page.calls if c.name == "fig" and c.args)
        return grouped((self._figure_named(str(c.args[0])), path) for path, c in calls)

    def _figure_named(self, name: str) -> str:
        """Return the id of today of the figure that an id of it or of a claim of it means."""
        return self.ledger.current(name).partition("/")[0]

    @cached_property
    def verdicts(self) -> Mapping[str, Verdict]:
        """Return the verdict of every check."""
        return {c.id: compare.verdict(c, self.ledger) for c in self.ledger.checks.values()}

    @cached_property
    def newest(self) -> str:
        """Return the day of the newest word on any number."""
        return max(map(self.ledger.said_on, self.ledger.claims.values()), default="")

    @cached_property
    def state(self) -> str:
        """Return how recent the site is: its newest number, when an article was last read, and the last change."""
        read = max((a.accessed for a in self.ledger.articles.values()), default="")
        newest = self.newest and f"Newest number: {words.day(self.newest)}"
        last = "".join(f"numbers last changed: {words.day(c.day)}" for c in self.history.commits[:1])
        return "; ".join(filter(None, (newest, read and f"articles last read: {words.day(read)}", last)))

    @cached_property
    def checks_of(self) -> Mapping[str, tuple[Check, ...]]:
        """Return, by figure, the checks that use it."""
        checks = self.ledger.checks.values()
        named = ((name, c) for c in checks for name in compute.references(c.left, *c.right))
        return grouped((name.partition("/")[0], c) for name, c in named)

    def about(self, entity: str) -> Collection[Figure]:
        """Return the figures of an entity, or all where none is named; raise `Unreadable` for an unknown one."""
        if not entity:
            return self.ledger.figures.values()
        require("entity", entity, self.ledger.entities)
        return self.ledger.of_entity(entity)

    @cached_property
    def findings(self) -> Mapping[Asked, tuple[Check, ...]]:
        """Return checks by what they mean, the article that they test and the entity whose numbers they use, or all."""
        checks = self.ledger.checks.values()
        named = ((c, [n.partition(".")[0] for n in compute.references(c.left, *c.right)]) for c in checks)
        return grouped((key, c) for c, of in named for key in product(("", c.means), ("", *c.tests), ("", *of)))

    @cached_property
    def homes(self) -> Mapping[str, tuple[str, Asked]]:
        """Return, by check, the page and the call by which it stands: all checks, else a part, else an article's."""
        found = ((p.path, c) for p in self.pages.values() for c in p.calls if c.name == "checks")
        calls = [(path, asked(*c.args, **c.kwargs)) for path, c in found]
        calls.sort(key=lambda one: (one[0] == CHECKS_PAGE, not one[1][1], bool(one[1][2])))
        return {check.id: call for call in calls for check in self.findings.get(call[1], ())}

    @cached_property
    def used_by(self) -> Mapping[str, tuple[Check, ...]]:
        """Return, by article, the checks that use its numbers."""
        return grouped((a, c) for c in self.ledger.checks.values() for a in self.articles_of(c))

    def link(self, label: str, target: str, page: str) -> str:
        """Return a link to another page, or the label alone where there is no such page."""
        return markdown.link(label, target, page) if target.partition("#")[0] in self.pages else label

    def to_article(self, article: Source, page: str) -> str:
        """Return a link to the page of an article, or to a reference, under the publisher's name."""
        return markdown.link(markdown.text(article.label), article.page, page)

    def to_figure(self, figure: Figure, page: str, label: str = "") -> str:
        """Return a link to a figure's anchor under its name."""
        target = f"{self.ledger.home(figure.entity.id)}#{figure.id}"
        return markdown.link(label or name_of(figure), target, page)

    def articles_of(self, check: Check) -> tuple[str, ...]:
        """Return the articles whose numbers the check uses, in the file's order."""
        used = {*self._printed(check.left, *check.right)} & self.ledger.articles.keys()
        return tuple(sorted(used, key=lambda name: (self.ledger.articles[name].line, name)))

    def _printed(self, *operands: Operand | None) -> Iterator[str]:
        """Yield the sources that print the claims in the operands, and those that these are computed from."""
        for name in compute.references(*operands):
            yield from self.ledger.claims[name].articles
            yield from self._printed(self.ledger.claims[name].operation)


def asked(means: str = "", article: str = "", entity: str = "") -> Asked:
    """Return what a call of `checks` asks for."""
    return means, article, entity


def require(kind: str, name: str, known: Collection[str]) -> None:
    """Raise `Unreadable` with the remedy unless the name is known."""
    if name not in known:
        remedy = f" Use {words.listed([*known], 'or')}." if len(known) < MANY else " Correct the id."
        raise Unreadable(f"no {kind} '{name}'.{suggestion(name, known) or remedy}")


def name_of(figure: Figure, *, entity: bool = True) -> str:
    """Return the figure's question as Markdown text."""
    return markdown.text(plain_name(figure, entity=entity))


def is_named(claim: Claim) -> bool:
    """Say whether a source names who says so, and this is not only inferred."""
    return bool(claim.by) and "by" not in claim.inferred


def status_tag(claim: Claim) -> str:
    """Return the claim's status as a label, which looks less firm where nobody is named."""
    return markdown.tag(claim.status, f"status status-{claim.status}{'' if is_named(claim) else ' status-unnamed'}")


def whole(raw: str, gaps: int = -1) -> str:
    """Return data as text that stays on one line: all of it, or as far as so many gaps reach."""
    return markdown.text(raw).replace(" ", "&nbsp;", gaps)


def said(site: Site, claim: Claim, who: str = "") -> str:
    """Return a claim's status, who says so and when, for one cell of a table."""
    when = whole(said_on(site.ledger, claim), 2)
    return f"{status_tag(claim)} {', '.join(filter(None, (whole(who or author(site.ledger, claim)), when)))}"


def claim_number(site: Site, page: str, claim: Claim, style: str = "words", article: str = "") -> str:
    """Return a claim's number for a table cell: linked and sortable, with what it counts."""
    number = inline.number(site.ledger, page, claim, style, claim.amount_in(article), sorts=True)
    return f"{number} {markdown.text(scope(claim.scope))}".rstrip()
