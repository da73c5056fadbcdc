"""The ledger: every entry of the file of figures by its id, and how they refer to each other."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from ledger.core.records import Article, Check, Claim, Entity, Figure, Measure, Source

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


def grouped(pairs: Iterable[tuple[K, T]]) -> Mapping[K, tuple[T, ...]]:
    """Return, by key, what stands with it: once each, in order."""
    found: dict[K, dict[T, None]] = {}
    for key, value in pairs:
        found.setdefault(key, {})[value] = None
    return {key: tuple(values) for key, values in found.items()}


@dataclass(frozen=True, eq=False)
class Ledger:
    """Everything in the file of figures, by id and in the file's order."""

    articles: Mapping[str, Article] = field(default_factory=dict)
    references: Mapping[str, Source] = field(default_factory=dict)
    entities: Mapping[str, Entity] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    checks: Mapping[str, Check] = field(default_factory=dict)
    #: Ids of entries, figures and claims that the file names but that could not be read.
    broken: frozenset[str] = frozenset()
    #: The folder of the entities' pages; the book looks where they are.
    folder: str = ""

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Return every article and reference by its id."""
        return {**self.articles, **self.references}

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

    def is_asked(self, figure: Figure) -> bool:
        """Say whether an article speaks of the figure: references alone do not make a question."""
        return any(not self.articles.keys().isdisjoint(c.articles) for c in figure.claims)

    def said_on(self, claim: Claim) -> str:
        """Return the day on which a claim was said: its own, else that of the first source that prints it."""
        days = [self.sources[a].published for a in claim.articles if self.sources[a].published]
        return claim.asof or min(days, default="")

    def of_entity(self, entity: str) -> tuple[Figure, ...]:
        """Return the entity's figures in the file's order."""
        return self._by_entity.get(entity, ())

    @cached_property
    def _by_entity(self) -> Mapping[str, tuple[Figure, ...]]:
        return grouped((f.entity.id, f) for f in self.figures.values())

    @cached_property
    def derived(self) -> Mapping[str, tuple[Claim, ...]]:
        """Return, by article, the claims that are computed from its numbers alone."""
        return grouped((c.of, c) for c in self.claims.values())

    @cached_property
    def chronological(self) -> tuple[Article, ...]:
        """Return the articles in the order of publication, undated ones last."""
        return tuple(sorted(self.articles.values(), key=lambda a: a.published or "9999"))

    def printed_by(self, source: str) -> Iterator[Claim]:
        """Yield the claims that the source prints, in the order of the file."""
        return iter(self._by_source.get(source, ()))

    @cached_property
    def _by_source(self) -> Mapping[str, tuple[Claim, ...]]:
        return grouped((source, c) for c in self.claims.values() for source in c.articles)

    @cached_property
    def summarised(self) -> Mapping[str, str]:
        """Return, by page, the article that the page summarises."""
        return {a.page: a.id for a in self.articles.values()}

    @cached_property
    def tested(self) -> Mapping[str, tuple[Check, ...]]:
        """Return, by source, the checks that test it."""
        return grouped((source, c) for c in self.checks.values() for source in c.tests)

    @cached_property
    def homed(self) -> Mapping[str, tuple[Figure, ...]]:
        """Return, by page, the figures that stand on it."""
        return grouped((self.home(f.entity.id), f) for f in self.figures.values())

    def home(self, entity: str) -> str:
        """Return the path of the page on which the entity's figures stand."""
        return self._homes[entity]

    @cached_property
    def _homes(self) -> Mapping[str, str]:
        return {entity: self._home(entity) for entity in self.entities}

    def _home(self, entity: str) -> str:
        record = self.entities[entity]
        seen = {entity}
        while not record.page and record.part_of and record.part_of not in seen:
            seen.add(record.part_of)
            record = self.entities[record.part_of]
        return f"{self.folder}/{record.page or record.id}.md".lstrip("/")
