"""The shape of figures.yml: which fields each entry has, and which are required."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from ledger.core import period
from ledger.core.problem import Unreadable
from ledger.core.records import OperationName, Reason, Relation, Verdict
from ledger.core.terms import Comparison, MeasureKind
from ledger.language import locale
from ledger.language.locale import LANGUAGES


def _in_the_calendar(text: str) -> str:
    _day(text + "2000-01-01"[len(text) :])
    if not 1900 <= int(text[:4]) <= 2200:
        raise Unreadable("is too far away. Write a year from 1900 to 2200")
    return text


def _in_the_year(text: str) -> str:
    _day(f"2000-{text}")
    return text


def _with_a_file(code: str) -> str:
    if not locale.is_language(code):
        raise Unreadable(f"is no language that can be read. Use {', '.join(LANGUAGES[:-1])} or {LANGUAGES[-1]}")
    return code


def _day(text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise Unreadable("is not in the calendar. Correct the day or the month") from error


Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
FigureId = Annotated[str, Field(pattern=rf"^(?:[a-z][a-z0-9-]*\.){{2}}{period.PATTERN}$")]
Date = Annotated[str, Field(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"), AfterValidator(_in_the_calendar)]
DayOfYear = Annotated[str, Field(pattern=r"^[0-9]{2}-[0-9]{2}$"), AfterValidator(_in_the_year)]
#: A host by its name, so that readers see where a link leads; after it no sign that is spelt without need.
_HOST = r"(?:[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\.)+[A-Za-z]{2,}"
_REST = r"(?:[A-Za-z0-9._~/?=&+-]|%(?:[2-689A-Fa-f][0-9A-Fa-f]|7[0-9A-Ea-e]))"
Address = Annotated[str, Field(pattern=rf"^https://{_HOST}(?:/{_REST}*)?$")]
Language = Annotated[str, AfterValidator(_with_a_file), Field(json_schema_extra={"enum": list(LANGUAGES)})]
WrittenStatus = Literal["actual", "guidance", "consensus", "estimate", "forecast", "assertion"]
EntityKind = Literal["company", "segment", "product", "place", "thing", "group", "body"]
Waivable = Literal["period", "members", "scope", "measure"]
Sentence = Annotated[str, Field(min_length=20)]
Inferable = Literal["entity", "measure", "period", "value", "by", "status", "asof", "scope"]

#: Every former id of a figure is joined with every former key of its claims.
MAX_FORMER = 10
OPERATIONS: tuple[OperationName, ...] = get_args(OperationName)


class Shape(BaseModel):
    """A mapping with known fields only."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ArticleShape(Shape):
    """A source text."""

    title: str = Field(description="Its own title where that is certain, else our words.")
    publisher: str | None = Field(None, description="Who published it; left out where not known.")
    language: Language = Field(description="The language of the text.")
    published: Date | None = Field(None, description="Day, month or year; left out where not known.")
    accessed: Date | None = Field(None, description="When the text was read.")
    url: Address | None = Field(None, description="Where it stands, https only.")
    inferred: dict[Literal["title", "publisher", "published", "url"], str] = Field(
        default_factory=dict,
        description="Field by field, why the editor concludes what the text does not say.",
    )
    note: str | None = Field(None, description="What a reader has to know about the text.")


class EntityShape(Shape):
    """What a number is about, or who gives it."""

    name: str = Field(description="As readers know it.")
    kind: EntityKind = Field(description="What it is.")
    part_of: Key | None = Field(None, description="The entity that it is a part of.")
    members: list[Key] = Field(default_factory=list, description="The entities of a group.")
    fiscal_year_end: DayOfYear | None = Field(
        None, description="Month and day on which the fiscal year ends; if left out, that of its whole, or 12-31."
    )
    page: Key | None = Field(None, description="The page that shows it, if not its own or that of its whole.")
    note: str | None = Field(None, description="What a reader has to know about it.")


class MeasureShape(Shape):
    """What is measured."""

    name: str = Field(description="As a heading, without the entity.")
    unit: str = Field(description="A currency code, %, times, or a unit such as GB.")
    kind: MeasureKind = Field(description="How it behaves over time.")
    definition: str = Field(description="One sentence for an outsider.")
    compares: Key | None = Field(None, description="The measure of which it is a growth, a multiple or a share.")
    as_: Comparison | None = Field(None, alias="as", description="Which of these it is; goes with compares.")
    also: dict[Language, list[str]] = Field(
        default_factory=dict, description="Other names, by language, for the search."
    )


class PrintShape(Shape):
    """A place at which an article prints the number."""

    at: str = Field(description="Where: title, paragraph 3, table row 2.")
    printed: str = Field(description="The number as printed there, qualifier words included, nothing more.")
    note: str | None = Field(None, description="What is odd about this place.")


class DiffersShape(Shape):
    """Why the claim conflicts with another."""

    reason: Reason = Field(description="The kind of difference.")
    note: str = Field(description="One sentence.")


class ClaimShape(Shape):
    """One answer: a value that somebody gives, or an operation on other claims."""

    value: str | None = Field(None, description="The amount in the value grammar.")
    sum: list[Any] | None = Field(None, description="Operands that are added.")
    difference: list[Any] | None = Field(None, description="[new, old]")
    ratio: list[Any] | None = Field(None, description="[new, old]")
    growth: list[Any] | None = Field(None, description="[new, old]")
    base: list[Any] | None = Field(None, description="[level, growth]: the level before that growth.")
    product: list[Any] | None = Field(None, description="Operands that are multiplied.")
    of: Key | None = Field(None, description="The article whose numbers all operands are.")
    waive: dict[Waivable, Sentence] = Field(
        default_factory=dict, description="Rules of computing that are set aside, and why."
    )
    by: Key | None = Field(None, description="Who says so: an entity, or unnamed.")
    status: WrittenStatus | None = Field(None, description="How sure it is; the weaker of two.")
    asof: Date | None = Field(None, description="The day for which it was said.")
    scope: str | None = Field(None, description="What the source says the number includes, where that differs.")
    articles: dict[Key, Annotated[list[PrintShape], Field(min_length=1)]] = Field(
        default_factory=dict, description="Which articles print it, and where."
    )
    inferred: dict[Inferable, str] = Field(
        default_factory=dict, description="Field by field, why the editor concludes it."
    )
    differs: DiffersShape | None = Field(None, description="Why it conflicts with another claim.")
    note: str | None = Field(None, description="What a reader has to know about it.")
    was: list[Key] = Field(
        default_factory=list, max_length=MAX_FORMER, description="Keys that it had before; they still lead here."
    )


class FigureShape(Shape):
    """A question with its rival answers."""

    preferred: str | None = Field(None, description="The claim that pages show, or none.")
    because: str | None = Field(None, description="Why that one, or why none.")
    see: list[str] = Field(default_factory=list, description="Related figures, shown together.")
    note: str | None = Field(None, description="What a reader has to know about the question.")
    was: list[FigureId] = Field(
        default_factory=list, max_length=MAX_FORMER, description="Ids that it had before; they still lead here."
    )
    claims: dict[Key, ClaimShape] = Field(min_length=1, description="The answers, by permanent key.")


class CheckShape(Shape):
    """A relation that the build computes."""

    says: str = Field(description="The relation as a sentence without numbers.")
    left: Any = Field(description="A claim, an amount, {low|high|middle: claim} or one operation.")
    is_: Relation | None = Field(None, alias="is", description="The relation.")
    right: Any = Field(None, description="Like left, or a list.")
    expect: Verdict = Field(description="The verdict that is true.")
    because: str | None = Field(None, description="What a reader learns from it.")
    waive: dict[Waivable, Sentence] = Field(
        default_factory=dict, description="Rules of computing that are set aside, and why."
    )


class Document(Shape):
    """The whole file."""

    articles: dict[Key, ArticleShape] = Field(description="The sources.")
    entities: dict[Key, EntityShape] = Field(description="Who the numbers are about.")
    measures: dict[Key, MeasureShape] = Field(description="What is measured.")
    figures: dict[FigureId, FigureShape] = Field(description="The numbers.")
    checks: dict[Key, CheckShape] = Field(default_factory=dict, description="Relations between them.")


#: Section -> shape of one of its entries, in the order of the file.
SECTIONS: dict[str, type[Shape]] = {
    "articles": ArticleShape,
    "entities": EntityShape,
    "measures": MeasureShape,
    "figures": FigureShape,
    "checks": CheckShape,
}
