"""The entries of the file of figures as frozen records; `data/figures.schema.json` says what each field means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ledger.core import vocabulary
from ledger.core.amount import Amount
from ledger.core.arithmetic import conflict
from ledger.core.period import Period, Span
from ledger.core.problem import Path

#: What stands where no claim is preferred.
NONE = "none"
#: Where pages of articles stand, below the pages' folder; and what shows the references.
ARTICLES, REFERENCES_PAGE = "articles", "references.md"


@dataclass(frozen=True, kw_only=True, eq=False)
class Source:
    """A text that prints numbers; beside the articles, such as a company's release, it has no page of its own."""

    id: str
    line: int
    title: str = ""
    publisher: str = ""
    kind: str = ""
    language: str = "en"
    published: str = ""
    accessed: str = ""
    url: str = ""
    seen: str = ""
    note: str = ""

    @property
    def label(self) -> str:
        """Return what a reader knows it by in a word or two."""
        return self.publisher or self.title or self.id

    @property
    def page(self) -> str:
        """Return the path below the pages' folder at which a reader finds it, with its anchor."""
        return f"{REFERENCES_PAGE}#reference.{self.id}"


@dataclass(frozen=True, kw_only=True, eq=False)
class Article(Source):
    """A text that a page of its own summarises."""

    currency: str = "USD"
    based_on: str = ""
    trust: str = ""
    lost: str = ""
    inferred: Mapping[str, str] = field(default_factory=dict)

    @property
    def page(self) -> str:
        """Return the path of its summary below the pages' folder."""
        return f"{ARTICLES}/{self.id}.md"


@dataclass(frozen=True, kw_only=True, eq=False)
class Entity:
    """What a number is about, or who gives it."""

    id: str
    line: int
    #: Month and day on which its fiscal year ends, from itself or what it is a part of.
    year_end: tuple[int, int] = (12, 31)
    name: str
    kind: vocabulary.EntityKind
    part_of: str = ""
    members: tuple[str, ...] = ()
    fiscal_year_end: str = ""
    also: tuple[str, ...] = ()
    page: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Measure:
    """What is measured, and in which unit."""

    id: str
    line: int
    name: str
    unit: str
    kind: vocabulary.MeasureKind
    definition: str
    compares: str = ""
    how: vocabulary.Comparison | None = None
    scopes: Mapping[str, str] = field(default_factory=dict)
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_exact(self) -> bool:
        """Say whether its numbers are neither rounded nor grouped."""
        return self.kind in ("count", "date")


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation on operands, which may be operations themselves."""

    name: vocabulary.OperationName
    operands: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class ClaimRef:
    """A claim, or one bound of it."""

    claim: str
    part: vocabulary.Part | None = None


Operand = Operation | ClaimRef | Amount


@dataclass(frozen=True, slots=True)
class Print:
    """One place at which a source prints a claim's number."""

    article: str
    at: str
    printed: str
    amount: Amount | None
    note: str
    line: int
    #: Scale and currency where they stand in a table's heading.
    head: str = ""
    #: Why the token is kept although it cannot be read.
    unread: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Claim:
    """One answer to a figure's question: a value that somebody gives, or an operation on other claims."""

    figure: str
    key: str
    line: int
    amount: Amount
    operation: Operation | None = None
    of: str = ""
    by: str = ""
    status: vocabulary.Status
    asof: str = ""
    scope: str = ""
    revises: str = ""
    #: Whether only the definition changed since the claim that it revises.
    redefines: bool = False
    prints: tuple[Print, ...] = ()
    inferred: Mapping[str, str] = field(default_factory=dict)
    differs: Mapping[vocabulary.Reason, str] = field(default_factory=dict)
    waive: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    was: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Return the permanent id, such as `amazon.capex.2026/guidance`."""
        return f"{self.figure}/{self.key}"

    @property
    def path(self) -> Path:
        """Return where it stands in the file."""
        return "figures", self.figure, "claims", self.key

    @cached_property
    def articles(self) -> tuple[str, ...]:
        """Return the sources that print it, in the file's order."""
        return tuple(dict.fromkeys(p.article for p in self.prints))

    @cached_property
    def difference(self) -> vocabulary.Difference | None:
        """Return the gravest kind of its reasons to differ."""
        odd = self.differs.keys() - vocabulary.EXPLAINED
        if odd - {"superseded"}:
            return "contradicted"
        return "overtaken" if odd else "explained" if self.differs else None

    def prints_in(self, article: str) -> tuple[Print, ...]:
        """Return where the source prints it."""
        return tuple(p for p in self.prints if p.article == article)

    def amount_in(self, article: str, at: str = "") -> Amount:
        """Return the amount as the source, or one place of it, hedges it; where only some do, as the claim does."""
        amounts = [p.amount for p in self.prints_in(article) if p.amount and at in ("", p.at)]
        if not amounts or any(a.qualifier == self.amount.qualifier for a in amounts):
            return self.amount
        return self.amount.hedged_like(amounts[0])


@dataclass(frozen=True, kw_only=True, eq=False)
class Figure:
    """A question, entity x measure x period, with the rival claims that answer it."""

    entity: Entity
    measure: Measure
    period: Period
    span: Span | None
    line: int
    preferred: str = ""
    because: str = ""
    see: tuple[str, ...] = ()
    note: str = ""
    was: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()

    @cached_property
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

    @cached_property
    def best(self) -> Claim | None:
        """Return the preferred claim, the only one, or none where none deserves it."""
        if self.preferred:
            return next((c for c in self.claims if c.key == self.preferred), None)
        rivals = self.rivals or self.claims
        return rivals[0] if len(rivals) == 1 else None

    @cached_property
    def revised(self) -> Mapping[str, Claim]:
        """Return, by the key of each claim that its speaker replaced, the claim that replaced it."""
        return {c.revises: c for c in self.claims if c.revises}

    @cached_property
    def rivals(self) -> tuple[Claim, ...]:
        """Return the claims that compete; a consensus is no rival, and the last of a chain speaks for it."""
        return tuple(c for c in self.claims if c.status != "consensus" and c.key not in self.revised)

    @cached_property
    def opponents(self) -> Mapping[str, tuple[Claim, ...]]:
        """Return, by the key of each rival, the rivals that conflict with it."""
        return {c.key: tuple(o for o in self.rivals if _opposed(c, o)) for c in self.rivals}


def _opposed(one: Claim, other: Claim) -> bool:
    """Say whether two claims cannot both be true; those that name different scopes count different things."""
    apart = one.scope and other.scope and one.scope != other.scope
    return one is not other and not apart and conflict(one.amount, other.amount)


@dataclass(frozen=True, kw_only=True, eq=False)
class Check:
    """A relation between claims, with the verdict that the editor expects and what it means."""

    id: str
    line: int
    tests: tuple[str, ...] = ()
    says: str
    left: Operand
    relation: vocabulary.Relation | None = None
    right: tuple[Operand, ...] = ()
    expect: vocabulary.Verdict
    means: vocabulary.Meaning
    because: str = ""
    counts: Mapping[str, str] = field(default_factory=dict)
