"""The section of figures as records: ids first, then values, then operations in the order they need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from ledger.core import period
from ledger.core.amount import Amount
from ledger.core.ledger import Ledger
from ledger.core.plaintext import MAX_PROBLEMS
from ledger.core.problem import Path, Unreadable
from ledger.core.records import NONE, Claim, Figure, Operation, Print
from ledger.core.vocabulary import OPERATIONS
from ledger.data.operands import Reader
from ledger.data.shape import written
from ledger.language import printed
from ledger.rules import compute

#: Fields that go with an operation only, and with a value only.
_OF_COMPUTED, _OF_VALUED = ("waive", "of"), ("by", "status", "printed", "asof", "inferred", "revises")


class Figures:
    """Turn the section of figures into records."""

    def __init__(self, reader: Reader, known: Ledger, entries: Mapping[str, Any]) -> None:
        self.reader, self.known, self.entries = reader, known, entries
        self.claim_ids = dict.fromkeys(f"{f}/{key}" for f, entry in entries.items() for key in entry["claims"])
        reader.renamed = {o: i for i, entry in entries.items() for o in entry.get("was", ()) if o not in entries}
        claims = ((f"{i}/", key, c) for i, entry in entries.items() for key, c in entry["claims"].items())
        pairs = ((i + old, i + key) for i, key, c in claims for old in c.get("was", ()))
        reader.renamed |= {old: new for old, new in pairs if old not in self.claim_ids}
        self.amounts: dict[str, Amount] = {}
        self.operations: dict[str, Operation] = {}

    def build(self) -> dict[str, Figure]:
        """Return the figures that could be read, by id."""
        heads = {i: head for i, entry in self.entries.items() if (head := self._head(i, entry))}
        for i, entry in self.entries.items():
            if i in heads:
                self._read_amounts(heads[i], entry)
            else:
                self.reader.broken.update({i, *(f"{i}/{key}" for key in entry["claims"])})
        self._compute(heads)
        figures = {i: self._figure(head, self.entries[i]) for i, head in heads.items()}
        self.reader.broken.update(i for i, f in figures.items() if not f.claims)
        figures = {i: f for i, f in figures.items() if f.claims}
        return {i: replace(f, see=self._known_figures(f, figures)) for i, f in figures.items()}

    def _known_figures(self, figure: Figure, figures: Mapping[str, Figure]) -> tuple[str, ...]:
        path: Path = ("figures", figure.id, "see")
        return tuple(o for n, o in enumerate(figure.see) if self.reader.known(o, figures, "figure", (*path, n)))

    def _head(self, key: str, entry: Any) -> Figure | None:
        path: Path = ("figures", key)
        if key.count(".") < 2:
            self.reader.report(path, f"'{key}' is not a figure's id. Write entity.measure.period.")
            return None
        entity, measure, when = key.split(".", 2)
        sound = self.reader.known(entity, self.known.entities, "entity", path)
        sound = self.reader.known(measure, self.known.measures, "measure", path) and sound
        try:
            parsed = period.parse(when)
        except Unreadable as error:
            self.reader.report(path, str(error))
            return None
        if not sound:
            return None
        record = self.known.entities[entity]
        given = written(entry, Figure) | {"claims": (), "line": self.reader.tree.line(path)}
        span = period.span(parsed, record.year_end)
        return Figure(entity=record, measure=self.known.measures[measure], period=parsed, span=span, **given)

    # ---- values and operations

    def _read_amounts(self, head: Figure, entry: Any) -> None:
        for key, claim in entry["claims"].items():
            path, name = ("figures", head.id, "claims", key), f"{head.id}/{key}"
            if "value" in claim:
                self._check_fields(claim, path, _OF_COMPUTED, "a value")
                unit, exact = head.measure.unit, head.measure.is_exact
                if amount := self.reader.amount(claim["value"], unit, (*path, "value"), exact=exact):
                    self.amounts[name] = amount
            else:
                self._check_fields(claim, path, _OF_VALUED, "an operation")
                way = next(way for way in OPERATIONS if way in claim)
                if operation := self.reader.operation(way, claim[way], self.claim_ids, (*path, way)):
                    self.operations[name] = operation
            if name not in self.amounts and name not in self.operations:
                self.reader.broken.add(name)

    def _check_fields(self, claim: Mapping[str, Any], path: Path, odd: Sequence[str], way: str) -> None:
        for name in odd:
            if name in claim:
                self.reader.report((*path, name), f"'{name}' does not go with {way}. Remove it.")
        for name, what, known in (("by", "entity", self.known.entities), ("of", "article", self.known.articles)):
            if name in claim and name not in odd:
                self.reader.known(claim[name], known, what, (*path, name))

    def _compute(self, heads: Mapping[str, Figure]) -> None:
        """Evaluate the operations, each when all its operands are known; what goes in a circle never is."""
        needs = {i: set(compute.references(op)) for i, op in self.operations.items()}
        while ready := [i for i, needed in needs.items() if needed <= self.amounts.keys()]:
            for i in ready:
                del needs[i]
                self._evaluate(i, self.operations[i], heads[i.partition("/")[0]])
        self.reader.broken.update(needs)
        for circle in islice(compute.circles(needs), MAX_PROBLEMS):
            text = f"a circle of operations: {' -> '.join(circle)}. Give one of them a value."
            self.reader.report(_path_of(circle[0]), text)

    def _evaluate(self, claim: str, operation: Operation, head: Figure) -> None:
        try:
            self.amounts[claim] = compute.in_unit(operation, self.amounts.__getitem__, head.measure.unit)
        except Unreadable as error:
            self.reader.report((*_path_of(claim), operation.name), str(error))
            self.reader.broken.add(claim)

    # ---- records

    def _figure(self, head: Figure, entry: Any) -> Figure:
        claims = tuple(self._claim(head, k, c) for k, c in entry["claims"].items() if f"{head.id}/{k}" in self.amounts)
        if head.preferred not in ("", NONE):
            self.reader.known(head.preferred, entry["claims"], "claim", ("figures", head.id, "preferred"))
        return replace(head, claims=claims)

    def _claim(self, head: Figure, key: str, entry: Any) -> Claim:
        path, name = ("figures", head.id, "claims", key), f"{head.id}/{key}"
        before = len(self.reader.problems)
        prints = tuple(self._prints(head, entry.get("printed", {}), (*path, "printed")))
        if len(self.reader.problems) > before or not all(p.amount or p.unread for p in prints):
            self.reader.broken.add(name)  # some of what it says of itself cannot be tested
        revises, how = _revised(entry.get("revises", ""))
        others = self.entries[head.id]["claims"].items()
        speaker = entry.get("by")
        own = ["", *(k for k, c in others if k == revises or (k != key and c.get("by") == speaker))]
        if revises and not self.reader.known(revises, own, "claim", (*path, "revises")):
            revises = ""
        given = {"status": "computed"} | written(entry, Claim) | {"revises": revises}
        if given.get("of") not in self.known.articles:
            given["of"] = ""
        return Claim(
            figure=head.id, key=key, line=self.reader.tree.line(path), amount=self.amounts[name],
            operation=self.operations.get(name), redefines=how == "definition", prints=prints, **given,
        )  # fmt: skip

    # ---- prints

    def _prints(self, head: Figure, sources: Mapping[str, Any], path: Path) -> Iterator[Print]:
        for source, places in sources.items():
            if not self.reader.known(source, self.known.sources, "article or reference", (*path, source)):
                self.reader.broken.add(f"{head.id}/{path[3]}")
                continue
            for at, tokens in places.items():
                several = isinstance(tokens, list)
                for n, token in enumerate(tokens if several else [tokens]):
                    yield self._print(head, token, (*path, source, at, *((n,) if several else ())))

    def _print(self, head: Figure, token: Any, path: Path) -> Print:
        given, source = token if isinstance(token, dict) else {"as": token}, str(path[5])
        amount = None if given.get("unread") else self._parsed(head, source, given, path)
        texts = {name: given.get(name, "") for name in ("note", "head", "unread")}
        return Print(source, str(path[6]), given["as"], amount, line=self.reader.tree.line(path), **texts)

    def _parsed(self, head: Figure, source: str, given: Mapping[str, str], path: Path) -> Amount | None:
        text, measure = self.known.sources[source], head.measure
        own = {"head": given.get("head", ""), "currency": getattr(text, "currency", "")}
        try:
            return printed.parse(given["as"], text.language, measure.unit, exact=measure.is_exact, **own)
        except Unreadable as error:
            self.reader.report(path, f"printed in '{source}': {error}")
            return None


def _revised(raw: Any) -> tuple[str, str]:
    """Return the key of the claim that is replaced, and how where the file says so."""
    return next(iter(raw.items()), ("", "")) if isinstance(raw, dict) else (raw, "")


def _path_of(claim: str) -> Path:
    figure, _, key = claim.partition("/")
    return "figures", figure, "claims", key
