"""Claims, figures, checks and the ledger of them all: frozen, typed, without input or output."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from ledger.core.amount import Amount
from ledger.core.intervals import conflict
from ledger.core.period import Period, Span
from ledger.core.terms import Article, Entity, Measure

Status = Literal["actual", "guidance", "consensus", "estimate", "forecast", "assertion", "computed"]
Reason = Literal[
    "superseded", "scope", "group", "period", "moment",
    "mislabelled", "translation", "arithmetic", "unsupported", "rounding",
]  # fmt: skip
Relation = Literal[
    "equal", "about", "above", "below", "at least", "at most", "within", "highest", "descending", "overlaps"
]
Verdict = Literal["holds", "rounds", "fails", "undecided", "derived"]
OperationName = Literal["sum", "difference", "ratio", "growth", "base", "product"]
Part = Literal["low", "high", "middle"]
#: What stands where no claim is preferred.
NONE = "none"


@dataclass(frozen=True, slots=True)
class Print:
    """One place at which an article prints a claim's number."""

    article: str
    at: str
    printed: str
    amount: Amount | None
    note: str
    line: int


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation on operands, which may be operations themselves."""

    name: OperationName
    operands: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A claim, or one bound of it."""

    claim: str
    part: Part | None = None


Operand = Operation | Reference | Amount


@dataclass(frozen=True, slots=True)
class Differs:
    """Why a claim conflicts with another."""

    reason: Reason
    note: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One answer to a figure's question: an amount, its status, who says so, who prints it."""

    figure: str
    key: str
    amount: Amount
    operation: Operation | None
    by: str
    status: Status
    asof: str
    prints: tuple[Print, ...]
    scope: str
    inferred: Mapping[str, str]
    differs: Differs | None
    note: str
    waive: Mapping[str, str]
    of: str
    line: int
    #: Keys that it had before.
    was: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Return the permanent id, such as `amazon.capex.2026/guidance`."""
        return f"{self.figure}/{self.key}"

    @property
    def articles(self) -> tuple[str, ...]:
        """Return the articles that print it, in the file's order."""
        return tuple(dict.fromkeys(p.article for p in self.prints))

    def prints_in(self, article: str) -> tuple[Print, ...]:
        """Return where the article prints it."""
        return tuple(p for p in self.prints if p.article == article)

    def amount_in(self, article: str) -> Amount:
        """Return the amount under the article's own qualifier; the plain amount if it prints none.

        Where the article itself hedges in one place only, the hedge of the claim wins.
        """
        amounts = [p.amount for p in self.prints_in(article) if p.amount]
        if not amounts or any(a.qualifier == self.amount.qualifier for a in amounts):
            return self.amount
        return self.amount.hedged_like(amounts[0])


@dataclass(frozen=True)
class Figure:
    """A question, entity x measure x period, with the rival claims that answer it."""

    entity: Entity
    measure: Measure
    period: Period
    span: Span | None
    claims: tuple[Claim, ...]
    preferred: str
    because: str
    see: tuple[str, ...]
    note: str
    line: int
    #: Ids that it had before.
    was: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Return the permanent id, such as `amazon.capex.2026`."""
        return f"{self.entity.id}.{self.measure.id}.{self.period}"

    @cached_property
    def former(self) -> Mapping[str, str]:
        """Return, by every id that it or a claim of it had before, the id of today."""
        names = (self.id, *self.was)
        claims = {f"{name}/{key}": c.id for c in self.claims for name in names for key in (c.key, *c.was)}
        pairs = dict.fromkeys(self.was, self.id) | claims
        return {old: new for old, new in pairs.items() if old != new}

    @property
    def best(self) -> Claim | None:
        """Return the preferred claim, the only one, or none where none deserves it."""
        if self.preferred:
            return next((c for c in self.claims if c.key == self.preferred), None)
        rivals = self.rivals or self.claims
        return rivals[0] if len(rivals) == 1 else None

    @cached_property
    def rivals(self) -> tuple[Claim, ...]:
        """Return the claims that compete; a consensus is no rival."""
        return tuple(c for c in self.claims if c.status != "consensus")

    @cached_property
    def opponents(self) -> Mapping[str, tuple[Claim, ...]]:
        """Return, by the key of each rival, the rivals that conflict with it."""
        rivals = self.rivals
        return {c.key: tuple(o for o in rivals if o is not c and conflict(c.amount, o.amount)) for c in rivals}


@dataclass(frozen=True, slots=True)
class Check:
    """A relation between claims, with the verdict that the editor expects."""

    id: str
    says: str
    left: Operand
    relation: Relation | None
    right: tuple[Operand, ...]
    expect: Verdict
    because: str
    waive: Mapping[str, str]
    line: int


@dataclass(frozen=True)
class Ledger:
    """Everything in the file of figures, by id and in the file's order."""

    articles: Mapping[str, Article] = field(default_factory=dict)
    entities: Mapping[str, Entity] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    checks: Mapping[str, Check] = field(default_factory=dict)
    #: Ids of figures and claims that the file names but that could not be read.
    broken: frozenset[str] = frozenset()
    #: The folder of the entities' pages; the book looks where they are.
    folder: str = "companies"

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """Return every claim by its id."""
        return {c.id: c for f in self.figures.values() for c in f.claims}

    @cached_property
    def renamed(self) -> Mapping[str, str]:
        """Return, by every id that a figure or a claim had before, the id of today."""
        pairs = {old: new for f in self.figures.values() for old, new in f.former.items()}
        return {old: new for old, new in pairs.items() if old not in self.figures and old not in self.claims}

    def current(self, name: str) -> str:
        """Return the id of today for the id of a figure or claim, which may be one that it had before."""
        figure, slash, claim = name.partition("/")
        return self.renamed.get(name) or f"{self.renamed.get(figure, figure)}{slash}{claim}"

    def figure_of(self, claim: Claim) -> Figure:
        """Return the figure that the claim answers."""
        return self.figures[claim.figure]

    def of_entity(self, entity: str) -> tuple[Figure, ...]:
        """Return the entity's figures in the file's order."""
        return tuple(f for f in self.figures.values() if f.entity.id == entity)

    def printed_by(self, article: str) -> Iterator[Claim]:
        """Yield the claims that the article prints, in the order of the file."""
        return iter(self._by_article.get(article, ()))

    @cached_property
    def _by_article(self) -> Mapping[str, list[Claim]]:
        found: dict[str, list[Claim]] = {}
        for claim in self.claims.values():
            for article in claim.articles:
                found.setdefault(article, []).append(claim)
        return found

    @cached_property
    def summarised(self) -> Mapping[str, str]:
        """Return, by page, the article that the page summarises."""
        return {a.page: a.id for a in self.articles.values()}

    def computed_for(self, article: str) -> Iterator[Claim]:
        """Yield the computed claims whose operands are all this article's."""
        return (c for c in self.claims.values() if c.of == article)

    def home(self, entity: str) -> str:
        """Return the path of the page on which the entity's figures stand."""
        record = self.entities[entity]
        seen = {entity}
        while not record.page and record.part_of and record.part_of not in seen:
            seen.add(record.part_of)
            record = self.entities[record.part_of]
        return f"{self.folder}/{record.page or record.id}.md".lstrip("/")
