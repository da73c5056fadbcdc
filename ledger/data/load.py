"""figures.yml -> Ledger, with every problem of the data at its line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ledger.core import yaml as tree
from ledger.core.amount import Amount
from ledger.core.problem import Problem, ordered, suggestion
from ledger.core.records import Check, Ledger
from ledger.core.terms import Article, Entity, Measure
from ledger.data import sentences
from ledger.data.figures import UNNAMED, Figures
from ledger.data.fit import fit
from ledger.data.reader import Reader
from ledger.data.shape import (
    SECTIONS,
    ArticleShape,
    CheckShape,
    Document,
    EntityShape,
    FigureShape,
    MeasureShape,
    Shape,
)
from ledger.rules import entries as rules
from ledger.rules import parts as relations

NAME = "data/figures.yml"
_ID = re.compile(r"[a-z][a-z0-9-]*")
#: One to three words without digits, such as `%`, `m³/s` or `calendar years`.
_LETTERS = r"[^\W\d_]+[²³₂]?"
_UNIT = re.compile(rf"(?:%|°?{_LETTERS}(?:/{_LETTERS})?)(?: {_LETTERS}){{0,2}}")
#: What a page may not be called: it is the first of its folder.
_INDEX = "index"


def read(path: Path, name: str = NAME) -> tuple[Ledger, tuple[Problem, ...]]:
    """Read the file of figures; what cannot be read is left out and reported."""
    loader = _Loader(tree.read(path, name), name)
    ledger = loader.ledger() if loader.tree.whole else Ledger()
    return ledger, ordered([*loader.tree.problems, *loader.problems])


class _Loader(Reader):
    """Turn the tree into records, section by section, and collect every problem on the way."""

    # ---- sections

    def ledger(self) -> Ledger:
        entries = self._entries()
        articles = {i: self._article(i, s) for i, s in entries["articles"].items() if isinstance(s, ArticleShape)}
        entities = {i: self._entity(i, s) for i, s in entries["entities"].items() if isinstance(s, EntityShape)}
        measures = {i: self._measure(i, s) for i, s in entries["measures"].items() if isinstance(s, MeasureShape)}
        for i, measure in measures.items():
            if measure.compares and not self.known(measure.compares, measures, "measure", ("measures", i, "compares")):
                self.broken.add(i)
        entities = self._with_sound_parts(entities)
        own = {i for i, s in entries["entities"].items() if isinstance(s, EntityShape) and s.fiscal_year_end}
        entities = {i: replace(e, year_end=relations.year_end(e, entities, own)) for i, e in entities.items()}
        known = Ledger(articles, entities, measures)
        shapes = {i: s for i, s in entries["figures"].items() if isinstance(s, FigureShape)}
        figures = Figures(self, known, shapes).build()
        checks = self._checks(entries["checks"], {c.id for f in figures.values() for c in f.claims})
        ledger = Ledger(articles, entities, measures, figures, checks, frozenset(self.broken))
        breaches = list(rules.breaches(ledger))
        for breach in breaches:
            self.report(breach.path, breach.text, breach.grade)
        for path, text in sentences.amounts(self.tree.data):
            self.report(path, text, "warning")
        unsound = {str(b.path[1]) for b in breaches if b.grade == "error" and b.path[0] == "checks"}
        return replace(ledger, checks={i: c for i, c in checks.items() if i not in unsound})

    def _entries(self) -> dict[str, dict[str, Shape]]:
        data = self.tree.data
        if not isinstance(data, dict):
            self.report((), f"the file has no sections. Begin with {', '.join(SECTIONS)}.")
            return {name: {} for name in SECTIONS}
        for name in data:
            if name not in SECTIONS:
                self.report(
                    (name,),
                    f"unknown section '{name}'.{suggestion(name, SECTIONS) or ' Remove it.'}",
                    subject="",
                )
        return {name: self._section(name, data.get(name)) for name in SECTIONS}

    def _section(self, name: str, data: Any) -> dict[str, Shape]:
        required = Document.model_fields[name].is_required()
        if not isinstance(data, dict) or (required and not data):
            if data is not None or required:
                text = f"'{name}' is missing, is empty or is no mapping. Add it, with one entry or more."
                self.report((name,), text, subject="")
            return {}
        found: dict[str, Shape] = {}
        for key, entry in data.items():
            shape, complaints = fit(SECTIONS[name], entry, (name, key))
            for path, text in complaints:
                self.report(path, text)
            if name != "figures" and not _ID.fullmatch(key):
                self.report((name, key), f"'{key}' is not an id. Use lower-case letters, digits and hyphens.")
            elif shape:
                found[key] = shape
            if key not in found:
                self.give_up(name, key, entry)
        return found

    def give_up(self, section: str, key: str, entry: Any) -> None:
        self.broken.add(key)
        claims = entry.get("claims") if section == "figures" and isinstance(entry, dict) else None
        self.broken.update(f"{key}/{claim}" for claim in claims or ())

    # ---- entries

    def _refuse_index(self, page: str, path: tree.Path_) -> None:
        if page == _INDEX:
            self.report(path, f"'{_INDEX}' is kept for the first page of a folder. Choose another id.")

    def _article(self, key: str, shape: ArticleShape) -> Article:
        self._refuse_index(key, ("articles", key))
        return Article(
            key,
            shape.title,
            publisher=shape.publisher or "",
            language=shape.language,
            published=shape.published or "",
            accessed=shape.accessed or "",
            url=shape.url or "",
            inferred={str(k): v for k, v in shape.inferred.items()},
            note=shape.note or "",
            line=self.tree.line(("articles", key)),
        )

    def _entity(self, key: str, shape: EntityShape) -> Entity:
        month, _, day = (shape.fiscal_year_end or "12-31").partition("-")
        line = self.tree.line(("entities", key))
        self._refuse_index(key, ("entities", key))
        self._refuse_index(shape.page or "", ("entities", key, "page"))
        if key == UNNAMED:
            self.report(("entities", key), f"'{UNNAMED}' is kept for claims without a name. Choose another id.")
        return Entity(
            key, shape.name, shape.kind, shape.part_of or "", tuple(shape.members),
            (int(month), int(day)), shape.page or "", shape.note or "", line,
        )  # fmt: skip

    def _measure(self, key: str, shape: MeasureShape) -> Measure:
        also = tuple((str(language), name) for language, names in shape.also.items() for name in names)
        line = self.tree.line(("measures", key))
        if not _UNIT.fullmatch(shape.unit):
            text = f"'{shape.unit}' is no unit of one to three plain words. Write a unit such as USD, %, times or GB."
            self.report(("measures", key, "unit"), text)
        compares, how = shape.compares or "", shape.as_ or ""
        return Measure(key, shape.name, shape.unit, shape.kind, shape.definition, also, line, compares, how)

    def _with_sound_parts(self, entities: Mapping[str, Entity]) -> dict[str, Entity]:
        """Return the entities without relations that lead nowhere, and report these."""
        for entity in entities.values():
            trail = relations.wholes(entity, entities)
            if trail[-1] == entity.id and len(trail) > 1:
                self.report(("entities", entity.id, "part_of"), f"a circle of parts: {' -> '.join(trail)}. Break it.")
            elif len(trail) > relations.MAX_PARTS:
                text = f"parts of parts, more than {relations.MAX_PARTS} deep. Name a whole further up."
                self.report(("entities", entity.id, "part_of"), text)
        for group, n, text in relations.faults(entities):
            self.report(("entities", group, "members", n), text)
            self.broken.add(group)
        return {i: self._with_sound_relations(e, entities) for i, e in entities.items()}

    def _with_sound_relations(self, entity: Entity, entities: Mapping[str, Entity]) -> Entity:
        path: tree.Path_ = ("entities", entity.id)
        whole, members = entity.part_of, entity.members
        if whole and not self.known(whole, entities, "entity", (*path, "part_of")):
            self.broken.add(entity.id)  # its page cannot be known
            whole = ""
        known = [self.known(m, entities, "entity", (*path, "members", n)) for n, m in enumerate(members)]
        if not all(known):
            self.broken.add(entity.id)
        return replace(entity, part_of=whole, members=tuple(dict.fromkeys(members)) if all(known) else ())

    # ---- checks

    def _checks(self, shapes: Mapping[str, Shape], claims: set[str]) -> dict[str, Check]:
        checks = {i: self._check(i, s, claims) for i, s in shapes.items() if isinstance(s, CheckShape)}
        return {i: c for i, c in checks.items() if c}

    def _check(self, key: str, shape: CheckShape, claims: set[str]) -> Check | None:
        path: tree.Path_ = ("checks", key)
        left = self.operand(shape.left, claims, (*path, "left"))
        right = self.operands(shape.right, claims, (*path, "right"))
        if isinstance(left, Amount):
            self.report((*path, "left"), "left is a number without a source. Name a claim there, and compare it.")
            left = None
        odd = self._mismatch(shape)
        if odd:
            self.report((*path, "expect"), odd)
        sound = [r for r in right if r is not None]
        if odd or left is None or len(sound) < len(right):
            return None
        line = self.tree.line(path)
        return Check(
            key,
            shape.says,
            left,
            shape.is_,
            tuple(sound),
            shape.expect,
            shape.because or "",
            {str(k): v for k, v in shape.waive.items()},
            line,
        )

    def _mismatch(self, shape: CheckShape) -> str:
        """Return how the expected verdict and the relation do not go together, or nothing."""
        compares = bool(shape.is_ and shape.right)
        if shape.expect == "derived" and (shape.is_ or shape.right):
            return "'derived' compares with nothing. Leave out 'is' and 'right', or expect a verdict."
        if shape.expect != "derived" and not compares:
            return "a verdict needs 'is' and 'right'. Add them, or expect 'derived'."
        return ""
