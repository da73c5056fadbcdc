"""The section of figures: ids first, then values, then operations in the order they need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice

from ledger.core import period
from ledger.core import yaml as tree
from ledger.core.amount import Amount
from ledger.core.plaintext import MAX_PROBLEMS
from ledger.core.problem import Unreadable
from ledger.core.records import NONE, Claim, Differs, Figure, Ledger, Operation, Print
from ledger.data.reader import Reader
from ledger.data.shape import OPERATIONS, ClaimShape, FigureShape, PrintShape
from ledger.language import printed
from ledger.rules import compute

UNNAMED = "unnamed"
#: Work grows with the square of these; what a reader could follow stays far below.
MAX_CLAIMS, MAX_CHAIN = 15, 20


class Figures:
    """Turn the section of figures into records: ids first, then values, then operations in order."""

    def __init__(self, reader: Reader, known: Ledger, shapes: Mapping[str, FigureShape]) -> None:
        self.reader, self.known, self.shapes = reader, known, shapes
        self.claim_ids = dict.fromkeys(f"{f}/{key}" for f, shape in shapes.items() for key in shape.claims)
        reader.renamed = {old: i for i, shape in shapes.items() for old in shape.was if old not in shapes}
        self.amounts: dict[str, Amount] = {}
        self.operations: dict[str, Operation] = {}

    def build(self) -> dict[str, Figure]:
        """Return the figures that could be read, by id."""
        heads = {i: head for i, s in self.shapes.items() if (head := self._head(i, s))}
        for i, shape in self.shapes.items():
            if i in heads:
                self._read_amounts(heads[i], shape)
            else:
                self.reader.broken.update({i, *(f"{i}/{key}" for key in shape.claims)})
        self._compute(heads)
        figures = {i: self._figure(head, self.shapes[i]) for i, head in heads.items()}
        self.reader.broken.update(i for i, f in figures.items() if not f.claims)
        figures = {i: f for i, f in figures.items() if f.claims}
        return {i: replace(f, see=self._known_figures(f, figures)) for i, f in figures.items()}

    def _known_figures(self, figure: Figure, figures: Mapping[str, Figure]) -> tuple[str, ...]:
        path: tree.Path_ = ("figures", figure.id, "see")
        return tuple(o for n, o in enumerate(figure.see) if self.reader.known(o, figures, "figure", (*path, n)))

    def _head(self, key: str, shape: FigureShape) -> Figure | None:
        path: tree.Path_ = ("figures", key)
        if len(shape.claims) > MAX_CLAIMS:
            self.reader.report(path, f"more than {MAX_CLAIMS} claims for one figure. Divide the question.")
            return None
        entity, _, rest = key.partition(".")
        measure, _, when = rest.partition(".")
        if not when:
            self.reader.report(path, f"'{key}' is not a figure's id. Write entity.measure.period.")
            return None
        sound = self.reader.known(entity, self.known.entities, "entity", path)
        sound = self.reader.known(measure, self.known.measures, "measure", path) and sound
        try:
            parsed = period.parse(when)
        except Unreadable as error:
            self.reader.report(path, str(error))
            return None
        if not sound:
            return None
        record, line = self.known.entities[entity], self.reader.tree.line(path)
        dates = period.span(parsed, record.year_end)
        return Figure(
            record, self.known.measures[measure], parsed, dates, (), shape.preferred or "",
            shape.because or "", tuple(shape.see), shape.note or "", line, tuple(shape.was),
        )  # fmt: skip

    def _read_amounts(self, head: Figure, shape: FigureShape) -> None:
        for key, claim in shape.claims.items():
            path: tree.Path_ = ("figures", head.id, "claims", key)
            if key == NONE:
                self.reader.report(path, f"'{NONE}' is kept for 'preferred'. Choose another key.")
            ways = [name for name in ("value", *OPERATIONS) if getattr(claim, name) is not None]
            if len(ways) != 1:
                has = " and ".join(f"'{w}'" for w in ways) or "neither a value nor an operation"
                self.reader.report(path, f"the claim has {has}. Give it one value or one operation.")
            elif claim.value is not None:
                self._check_valued(claim, path)
                unit, exact = head.measure.unit, head.measure.is_exact
                if amount := self.reader.amount(claim.value, unit, (*path, "value"), exact=exact):
                    self.amounts[f"{head.id}/{key}"] = amount
            else:
                self._check_computed(claim, path)
                operation = self.reader.operation(ways[0], getattr(claim, ways[0]), self.claim_ids, (*path, ways[0]))
                if operation:
                    self.operations[f"{head.id}/{key}"] = operation
        self.reader.broken.update(
            i for k in shape.claims if (i := f"{head.id}/{k}") not in {**self.amounts, **self.operations}
        )

    def _check_valued(self, claim: ClaimShape, path: tree.Path_) -> None:
        for name in ("by", "status"):
            if not getattr(claim, name):
                self.reader.report(path, f"'{name}' is missing. Add it.")
        if not claim.articles:
            self.reader.report(path, "no article prints this claim. Add 'articles', or compute the claim.")
        for name in ("waive", "of"):
            if getattr(claim, name):
                self.reader.report((*path, name), f"'{name}' belongs to computed claims. Remove it.")
        if claim.by and claim.by != UNNAMED:
            self.reader.known(claim.by, self.known.entities, "entity", (*path, "by"))

    def _check_computed(self, claim: ClaimShape, path: tree.Path_) -> None:
        for name in ("by", "status", "articles", "asof", "inferred"):
            if getattr(claim, name):
                self.reader.report((*path, name), f"'{name}' does not go with an operation. Remove it.")
        if claim.of:
            self.reader.known(claim.of, self.known.articles, "article", (*path, "of"))

    def _compute(self, heads: Mapping[str, Figure]) -> None:
        """Evaluate the operations in rounds, until no further one has all its operands."""
        waiting = dict(self.operations)
        for _ in range(MAX_CHAIN):
            for i in self._ready(waiting):
                self._evaluate(i, waiting.pop(i), heads[i.partition("/")[0]])
        for i in self._ready(waiting):
            self.reader.report(_path_of(i), f"a chain of more than {MAX_CHAIN} operations. Give one of them a value.")
        self.reader.broken.update(waiting)
        operands = {i: compute.references(op) for i, op in waiting.items()}
        for circle in islice(compute.circles(operands), MAX_PROBLEMS):
            text = f"a circle of operations: {' -> '.join(circle)}. Give one of them a value."
            self.reader.report(_path_of(circle[0]), text)

    def _ready(self, waiting: Mapping[str, Operation]) -> list[str]:
        """Return the claims whose operands are all known."""
        return [i for i, op in waiting.items() if set(compute.references(op)) <= self.amounts.keys()]

    def _evaluate(self, claim: str, operation: Operation, head: Figure) -> None:
        path: tree.Path_ = ("figures", head.id, "claims", claim.partition("/")[2], operation.name)
        try:
            self.amounts[claim] = self._result(operation, head.measure.unit)
        except Unreadable as error:
            self.reader.report(path, str(error))
            self.reader.broken.add(claim)

    def _result(self, operation: Operation, unit: str) -> Amount:
        """Return what the operation gives; raise `Unreadable` where that is no amount in the unit."""
        try:
            amount = compute.evaluate(operation, self.amounts.__getitem__, unit)
            given = compute.evaluate(operation, self.amounts.__getitem__).unit
        except Unreadable as error:
            raise Unreadable(f"cannot be computed: {error}") from error
        if unit not in compute.units(operation, given):
            raise Unreadable(
                f"the result is in {given or 'plain numbers'}, the measure in {unit}. Use fitting operands."
            )
        return amount

    def _figure(self, head: Figure, shape: FigureShape) -> Figure:
        claims = tuple(self._claim(head, k, s) for k, s in shape.claims.items() if f"{head.id}/{k}" in self.amounts)
        if head.preferred not in ("", "none"):
            self.reader.known(head.preferred, shape.claims, "claim", ("figures", head.id, "preferred"))
        return Figure(
            head.entity, head.measure, head.period, head.span, claims, head.preferred,
            head.because, head.see, head.note, head.line, head.was,
        )  # fmt: skip

    def _claim(self, head: Figure, key: str, shape: ClaimShape) -> Claim:
        path: tree.Path_ = ("figures", head.id, "claims", key)
        prints = tuple(
            self._print(head, article, place, (*path, "articles", article, n))
            for article, places in shape.articles.items()
            if self.reader.known(article, self.known.articles, "article", (*path, "articles", article))
            for n, place in enumerate(places)
        )
        if len(prints) < sum(map(len, shape.articles.values())) or not all(p.amount for p in prints):
            self.reader.broken.add(f"{head.id}/{key}")  # some of what it says of itself cannot be tested
        differs = Differs(shape.differs.reason, shape.differs.note) if shape.differs else None
        return Claim(
            figure=head.id,
            key=key,
            amount=self.amounts[f"{head.id}/{key}"],
            operation=self.operations.get(f"{head.id}/{key}"),
            by=shape.by or "",
            status=shape.status or "computed",
            asof=shape.asof or "",
            prints=prints,
            scope=shape.scope or "",
            inferred={str(k): v for k, v in shape.inferred.items()},
            differs=differs,
            note=shape.note or "",
            waive={str(k): v for k, v in shape.waive.items()},
            of=shape.of if shape.of and shape.of in self.known.articles else "",
            line=self.reader.tree.line(path),
            was=tuple(shape.was),
        )

    def _print(self, head: Figure, article: str, shape: PrintShape, path: tree.Path_) -> Print:
        language, measure = self.known.articles[article].language, head.measure
        amount = None
        try:
            amount = printed.parse(shape.printed, language, measure.unit, exact=measure.is_exact)
        except Unreadable as error:
            self.reader.report((*path, "printed"), f"printed in '{article}': {error}")
        return Print(
            article,
            shape.at,
            shape.printed,
            amount,
            shape.note or "",
            self.reader.tree.line((*path, "printed")),
        )


def _path_of(claim: str) -> tree.Path_:
    figure, _, key = claim.partition("/")
    return "figures", figure, "claims", key
