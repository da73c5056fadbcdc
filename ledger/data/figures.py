"""The section of figures as records: ids first, then values, then operations in the order they need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from ledger.core import period
from ledger.core.amount import Amount
from ledger.core.ledger import Ledger
from ledger.core.operands import Operation
from ledger.core.plaintext import MAX_PROBLEMS
from ledger.core.problem import Path, Unreadable, suggestion
from ledger.core.records import NONE, Claim, Figure, Print
from ledger.data.operands import Reader
from ledger.data.shape import OPERATIONS, written
from ledger.language import printed
from ledger.rules import compute

#: Fields of a place beside the token, where it is written as a mapping.
_OF_PLACE = ("as", "head", "note", "unread")


class Figures:
    """Turn the section of figures into records."""

    def __init__(self, reader: Reader, known: Ledger, entries: Mapping[str, Any]) -> None:
        self.reader, self.known, self.entries = reader, known, entries
        self.claim_ids = dict.fromkeys(f"{f}/{key}" for f, entry in entries.items() for key in entry.claims)
        reader.renamed = {old: i for i, entry in entries.items() for old in entry.was if old not in entries}
        claims = ((f"{i}/", key, claim.was) for i, entry in entries.items() for key, claim in entry.claims.items())
        reader.renamed |= {i + old: i + key for i, key, was in claims for old in was if i + old not in self.claim_ids}
        self.amounts: dict[str, Amount] = {}
        self.operations: dict[str, Operation] = {}

    def build(self) -> dict[str, Figure]:
        """Return the figures that could be read, by id."""
        heads = {i: head for i, entry in self.entries.items() if (head := self._head(i, entry))}
        for i, entry in self.entries.items():
            if i in heads:
                self._read_amounts(heads[i], entry)
            else:
                self.reader.broken.update({i, *(f"{i}/{key}" for key in entry.claims)})
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
        return Figure(
            entity=record, measure=self.known.measures[measure], period=parsed,
            span=period.span(parsed, record.year_end), line=self.reader.tree.line(path), **written(entry, Figure),
        )  # fmt: skip

    # ---- values and operations

    def _read_amounts(self, head: Figure, entry: Any) -> None:
        for key, claim in entry.claims.items():
            path, name = ("figures", head.id, "claims", key), f"{head.id}/{key}"
            if key == NONE:
                self.reader.report(path, f"'{NONE}' is kept for 'preferred'. Choose another key.")
            ways = [way for way in ("value", *OPERATIONS) if getattr(claim, way) is not None]
            if len(ways) != 1:
                has = " and ".join(f"'{w}'" for w in ways) or "neither a value nor an operation"
                self.reader.report(path, f"the claim has {has}. Give it one value or one operation.")
            elif claim.value is not None:
                self._check_valued(claim, path)
                unit, exact = head.measure.unit, head.measure.is_exact
                if amount := self.reader.amount(claim.value, unit, (*path, "value"), exact=exact):
                    self.amounts[name] = amount
            else:
                self._check_computed(claim, path)
                way = ways[0]
                if operation := self.reader.operation(way, getattr(claim, way), self.claim_ids, (*path, way)):
                    self.operations[name] = operation
            if name not in self.amounts and name not in self.operations:
                self.reader.broken.add(name)

    def _check_valued(self, claim: Any, path: Path) -> None:
        if not claim.status:
            self.reader.report(path, "'status' is missing. Add it.")
        if not claim.printed:
            self.reader.report(path, "no source prints this claim. Add 'printed', or compute the claim.")
        for name in ("waive", "of"):
            if getattr(claim, name):
                self.reader.report((*path, name), f"'{name}' belongs to computed claims. Remove it.")
        if claim.by:
            self.reader.known(claim.by, self.known.entities, "entity", (*path, "by"))

    def _check_computed(self, claim: Any, path: Path) -> None:
        for name in ("by", "status", "printed", "asof", "inferred", "revises"):
            if getattr(claim, name):
                self.reader.report((*path, name), f"'{name}' does not go with an operation. Remove it.")
        if claim.of:
            self.reader.known(claim.of, self.known.articles, "article", (*path, "of"))

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
        claims = tuple(self._claim(head, k, c) for k, c in entry.claims.items() if f"{head.id}/{k}" in self.amounts)
        if head.preferred not in ("", NONE):
            self.reader.known(head.preferred, entry.claims, "claim", ("figures", head.id, "preferred"))
        return replace(head, claims=claims)

    def _claim(self, head: Figure, key: str, entry: Any) -> Claim:
        path, name = ("figures", head.id, "claims", key), f"{head.id}/{key}"
        before = len(self.reader.problems)
        prints = tuple(self._prints(head, entry.printed or {}, (*path, "printed")))
        if len(self.reader.problems) > before or not all(p.amount or p.unread for p in prints):
            self.reader.broken.add(name)  # some of what it says of itself cannot be tested
        revises, how = _revised(entry.revises)
        others = self.entries[head.id].claims.items()
        own = ["", *(k for k, c in others if k == revises or (k != key and c.by == entry.by))]  # of the same speaker
        if revises and not self.reader.known(revises, own, "claim", (*path, "revises")):
            revises = ""
        fields = written(entry, Claim)
        if entry.of not in self.known.articles:
            fields["of"] = ""
        return Claim(
            figure=head.id, key=key, line=self.reader.tree.line(path), amount=self.amounts[name],
            operation=self.operations.get(name), status=entry.status or "computed", revises=revises,
            redefines=how == "definition", prints=prints, **fields,
        )  # fmt: skip

    # ---- prints

    def _prints(self, head: Figure, sources: Mapping[str, Any], path: Path) -> Iterator[Print]:
        for source, places in sources.items():
            if not self.reader.known(source, self.known.sources, "article or reference", (*path, source)):
                self.reader.broken.add(f"{head.id}/{path[3]}")
            elif not isinstance(places, dict) or not places:
                text = f"'{source}' has the wrong form. Write places with the number that each prints."
                self.reader.report((*path, source), text)
            else:
                for at, tokens in places.items():
                    several = isinstance(tokens, list) and bool(tokens)
                    for n, token in enumerate(tokens if several else [tokens]):
                        place = (*path, source, at, *((n,) if several else ()))
                        yield from self._print(head, token, place)

    def _print(self, head: Figure, token: Any, path: Path) -> Iterator[Print]:
        given = token if isinstance(token, dict) else {"as": token}
        if odd := next((k for k in given if k not in _OF_PLACE), ""):
            remedy = suggestion(odd, _OF_PLACE) or " Write as, head, note or unread."
            self.reader.report((*path, odd), f"unknown field '{odd}'.{remedy}")
        elif not all(isinstance(text, str) for text in given.values()):
            text = f"'{path[6]}' has the wrong form. Write the number as printed there, in quotes."
            self.reader.report(path, text)
        elif "as" not in given:
            self.reader.report(path, "'as' is missing. Add it: the number as printed there.")
        else:
            source, at = str(path[5]), str(path[6])
            amount = None if given.get("unread") else self._parsed(head, source, given, path)
            note, line = given.get("note", ""), self.reader.tree.line(path)
            yield Print(source, at, given["as"], amount, note, line, given.get("head", ""), given.get("unread", ""))

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
    return next(iter(raw.items()), ("", "")) if isinstance(raw, dict) else (raw or "", "")


def _path_of(claim: str) -> Path:
    figure, _, key = claim.partition("/")
    return "figures", figure, "claims", key
