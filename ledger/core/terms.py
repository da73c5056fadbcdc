"""Articles, entities and measures: the terms in which figures and claims are named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

MeasureKind = Literal["flow", "stock", "ratio", "per share", "count", "date"]
Comparison = Literal["growth", "share", "multiple"]


@dataclass(frozen=True, slots=True)
class Article:
    """A source text; one page summarises it."""

    id: str
    title: str
    publisher: str
    language: str
    published: str
    accessed: str
    url: str
    inferred: Mapping[str, str]
    note: str
    line: int

    @property
    def page(self) -> str:
        """Return the path of its summary below the pages' folder."""
        return f"articles/{self.id}.md"


@dataclass(frozen=True, slots=True)
class Entity:
    """What a number is about, or who gives it: a company, a part of one, a place, a group, a body."""

    id: str
    name: str
    kind: str
    part_of: str
    members: tuple[str, ...]
    year_end: tuple[int, int]
    page: str
    note: str
    line: int


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured, and in which unit."""

    id: str
    name: str
    unit: str
    kind: MeasureKind
    definition: str
    also: tuple[tuple[str, str], ...]
    """Other names, each with its language."""
    line: int
    #: The measure of which this one is a growth, a multiple or a share.
    compares: str = ""
    #: Which of these it is.
    how: Comparison | Literal[""] = ""

    @property
    def is_exact(self) -> bool:
        """Say whether its numbers are neither rounded nor grouped."""
        return self.kind in ("count", "date")
