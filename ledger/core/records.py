"""The entries of the file of figures as frozen records; this is the one table of their fields.

A field made by `entry` is written in the file: `data/` derives the validation and the JSON Schema from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ledger.core.amount import Amount
from ledger.core.arithmetic import conflict
from ledger.core.operands import Operand, Operation
from ledger.core.period import Period, Span
from ledger.core.problem import Path
from ledger.core.vocabulary import (
    EXPLAINED,
    Address,
    Comparison,
    Currency,
    Date,
    DayOfYear,
    Difference,
    EntityKind,
    FigureId,
    Inferable,
    InferableOfClaim,
    Key,
    Meaning,
    MeasureKind,
    Reason,
    Relation,
    Sentence,
    Status,
    Verdict,
    Waivable,
    entry,
)

#: What stands where no claim is preferred.
NONE = "none"
#: Where pages of articles stand, below the pages' folder; and what shows the references.
ARTICLES, REFERENCES_PAGE = "articles", "references.md"


@dataclass(frozen=True, kw_only=True, eq=False)
class Source:
    """A text that prints numbers."""

    id: str
    line: int
    title: str = entry("Its own title where that is certain, else our words.", "")
    publisher: str = entry("Who published it; left out where not known.", "")
    kind: str = entry("What it is: news, release, transcript, filing, blog, answer page, translation …", "")
    language: str = entry("The language of the text, such as en, nl or zh-Hant.", "en")
    published: Date = entry("Day, month or year; left out where not known.", "")
    accessed: Date = entry("When the text was read.", "")
    url: Address = entry("Where it stands, https only.", "")

    @property
    def label(self) -> str:
        """Return what a reader knows it by in a word or two."""
        return self.publisher or self.title or self.id

    @property
    def page(self) -> str:
        """Return the path below the pages' folder at which a reader finds it."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True, eq=False)
class Article(Source):
    """A text that a page of its own summarises."""

    title: str = entry("Its own title where that is certain, else our words.")
    language: str = entry("The language of the text, such as en, nl or zh-Hant.")
    currency: Currency = entry("What $ alone means in it; USD if left out.", "USD")
    based_on: str = entry("What it rewrites or translates, where known.", "")
    trust: str = entry("One sentence: what a reader may rely on here, and what not.", "")
    lost: str = entry("What was lost when the text was extracted, in a few words.", "")
    inferred: Mapping[Inferable, str] = entry("Field by field, why the editor concludes what the text leaves open.", {})
    note: str = entry("What a reader has to know about the text.", "")

    @property
    def page(self) -> str:
        """Return the path of its summary below the pages' folder."""
        return f"{ARTICLES}/{self.id}.md"


@dataclass(frozen=True, kw_only=True, eq=False)
class Reference(Source):
    """A text beside the articles, such as a company's release; it has no page of its own."""

    publisher: str = entry("Who published it.")
    kind: str = entry("What it is: news, release, transcript, filing …")
    url: Address = entry("Where it stands, https only.")
    seen: str = entry("How the editor saw it, where not on its own page.", "")
    note: str = entry("What a reader has to know about the text.", "")

    @property
    def page(self) -> str:
        """Return the path of the page that lists it, with its anchor."""
        return f"{REFERENCES_PAGE}#reference.{self.id}"


@dataclass(frozen=True, kw_only=True, eq=False)
class Entity:
    """What a number is about, or who gives it."""

    id: str
    line: int
    #: Month and day on which its fiscal year ends, from itself or what it is a part of.
    year_end: tuple[int, int] = (12, 31)
    name: str = entry("As readers know it.")
    kind: EntityKind = entry("What it is.")
    part_of: Key = entry("The entity that it is a part of.", "")
    members: tuple[Key, ...] = entry("The entities of a group.", ())
    fiscal_year_end: DayOfYear = entry(
        "Month and day on which the fiscal year ends; if left out, that of its whole, or 12-31.", ""
    )
    page: Key = entry("The page that shows it, if not its own or that of its whole.", "")
    note: str = entry("What a reader has to know about it.", "")


@dataclass(frozen=True, kw_only=True, eq=False)
class Measure:
    """What is measured, and in which unit."""

    id: str
    line: int
    name: str = entry("As a heading, without the entity.")
    unit: str = entry("A currency code, %, times, or a unit such as GB.")
    kind: MeasureKind = entry("How it behaves over time.")
    definition: str = entry("One sentence for an outsider.")
    compares: Key = entry("The measure of which it is a growth, a multiple or a share.", "")
    how: Comparison | None = entry("Which of these it is; goes with compares.", None, name="as")
    scopes: Mapping[Key, Sentence] = entry("What a number may include, by id, each with its definition.", {})
    also: Mapping[str, tuple[str, ...]] = entry("Other names, by language, for the search.", {})

    @property
    def is_exact(self) -> bool:
        """Say whether its numbers are neither rounded nor grouped."""
        return self.kind in ("count", "date")


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
    of: Key = entry("The article whose numbers all operands are.", "")
    by: Key = entry("Who says so: an entity; left out where no name is given.", "")
    status: Status = entry("How sure it is; the weaker of two.")
    asof: Date = entry("The day on which it was said, where that is not the day of the first article.", "")
    scope: Key = entry("What the number includes: an id of the measure's scopes.", "")
    revises: Key = entry("The claim of the same speaker that it replaces.", "")
    #: Whether only the definition changed since the claim that it revises.
    redefines: bool = False
    prints: tuple[Print, ...] = ()
    inferred: Mapping[InferableOfClaim, str] = entry("Field by field, why the editor concludes it.", {})
    differs: Mapping[Reason, str] = entry("Why it differs from the preferred claim: reason and sentence.", {})
    waive: Mapping[Waivable, Sentence] = entry("Rules of computing that are set aside, and why.", {})
    note: str = entry("What a reader has to know about it.", "")
    was: tuple[Key, ...] = entry("Keys that it had before; they still lead here.", ())

    @property
    def id(self) -> str:
        """Return the permanent id, such as `amazon.capex.2026/guidance`."""
        return f"{self.figure}/{self.key}"

    @property
    def path(self) -> Path:
        """Return where it stands in the file."""
        return "figures", self.figure, "claims", self.key

    @property
    def articles(self) -> tuple[str, ...]:
        """Return the sources that print it, in the file's order."""
        return tuple(dict.fromkeys(p.article for p in self.prints))

    @property
    def difference(self) -> Difference | None:
        """Return the gravest kind of its reasons to differ."""
        if not self.differs:
            return None
        if not EXPLAINED.issuperset(self.differs) and set(self.differs) - EXPLAINED != {"superseded"}:
            return "contradicted"
        return "overtaken" if "superseded" in self.differs else "explained"

    def prints_in(self, article: str) -> tuple[Print, ...]:
        """Return where the source prints it."""
        return tuple(p for p in self.prints if p.article == article)

    def amount_in(self, article: str, at: str = "") -> Amount:
        """Return the amount under the source's own qualifier, of one place if it is given.

        Where the source itself hedges in one place only, the hedge of the claim wins.
        """
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
    preferred: str = entry("The claim that pages show, or none.", "")
    because: str = entry("Why that one, or why none.", "")
    see: tuple[str, ...] = entry("Related figures, shown together.", ())
    note: str = entry("What a reader has to know about the question.", "")
    was: tuple[FigureId, ...] = entry("Ids that it had before; they still lead here.", ())
    claims: tuple[Claim, ...] = ()

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
    tests: tuple[Key, ...] = entry("The article whose statement is tested, or several for a dispute.", ())
    says: str = entry("The relation as a sentence that names its subject, without numbers.")
    left: Operand = entry("A claim, {low|high|middle: claim} or one operation.")
    relation: Relation | None = entry("The relation.", None, name="is")
    right: tuple[Operand, ...] = entry("Like left, an amount, or a list.", ())
    expect: Verdict = entry("The verdict that is true.")
    means: Meaning = entry("What it means: error, doubt, outdated, dispute, sound or context.")
    because: str = entry("What a reader learns from it; {left}, {right}, {difference} and {ratio} are computed.", "")
    counts: Mapping[str, str] = entry("Plain counts that it multiplies by, and what each counts.", {})
