"""figures.yml -> Ledger, with every problem of the data at its line."""

import gc
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from ledger.core import yaml as tree
from ledger.core.amount import Amount
from ledger.core.ledger import Ledger
from ledger.core.plaintext import MAX_PROBLEMS
from ledger.core.problem import Path as Place
from ledger.core.problem import Problem, ordered
from ledger.core.records import Check, Entity
from ledger.core.vocabulary import CITED
from ledger.data import shape
from ledger.data.figures import Figures, Reader, each
from ledger.data.shape import SECTIONS
from ledger.language import prose
from ledger.rules import compute
from ledger.rules import entries as rules

NAME = "data/figures.yml"


def read(path: Path) -> tuple[Ledger, tuple[Problem, ...]]:
    """Read the file of figures; what cannot be read is left out and reported."""
    return of(tree.read(path, NAME))


def of(found: tree.Tree) -> tuple[Ledger, tuple[Problem, ...]]:
    """Return the ledger that a tree holds, with every problem."""
    loader = _Loader(found, NAME)
    gc.disable()  # nothing of what is made now is garbage
    try:
        ledger = loader.ledger() if loader.tree.whole else Ledger()
    finally:
        gc.enable()
    return ledger, ordered([*loader.tree.problems, *loader.problems])


class _Loader(Reader):
    """Turn the tree into records, section by section, and collect every problem on the way."""

    def ledger(self) -> Ledger:
        found = self._entries()
        articles, references, entities, measures = (
            {i: SECTIONS[name](**self._made(name, i, e)) for i, e in found[name].items()} for name in list(SECTIONS)[:4]
        )
        for shared in articles.keys() & references:
            self.report(("references", shared), f"'{shared}' is an article, too. Choose another id.")
        for i, measure in measures.items():
            if measure.compares and not self.known(measure.compares, measures, "measure", ("measures", i, "compares")):
                self.broken.add(i)
        known = Ledger(articles, references, self._with_sound_parts(entities), measures)
        known = replace(known, figures=Figures(self, known, found["figures"]).build())
        self.claims = known.claims
        checks = {i: check for i, entry in found["checks"].items() if (check := self._check(i, entry, known))}
        return self._with_rules_kept(replace(known, checks=checks, broken=frozenset(self.broken)))

    def _with_rules_kept(self, ledger: Ledger) -> Ledger:
        """Report what breaks a rule; a check that cannot be computed is left out."""
        breaches = list(rules.breaches(ledger))
        for breach in breaches:
            self.report(breach.path, breach.text, breach.grade)
        for path, text in self.sentences:
            for found in prose.find(text):
                remedy = "Make it a claim, or say it without."
                self.report(path, f"the number '{found.text}' stands in a sentence. {remedy}", "warning")
            for name in CITED.findall(text):
                self.known(name, ledger.claims, "claim", path)
        unsound = {str(b.path[1]) for b in breaches if b.grade == "error" and b.path[0] == "checks"}
        return replace(ledger, checks={i: c for i, c in ledger.checks.items() if i not in unsound})

    # ---- sections

    def _entries(self) -> Mapping[str, Mapping[str, Any]]:
        """Return the entries that fit the schema, by section; report what does not, and note what it breaks."""
        data = self.tree.data if isinstance(self.tree.data, dict) else {}
        odd, self.sentences = shape.Said(), shape.Said()
        shape.read(shape.form_of(shape.SCHEMA), data, (), odd, self.sentences)
        for path, text in odd:
            self.report(path, text, subject="" if len(path) == 1 else None)
        unfit = {path[:2] for path, _ in odd}
        sections = {name: data[name] if isinstance(data.get(name), dict) else {} for name in SECTIONS}
        for name, key in ((n, key) for n in sections for key in sections[n] if (n, key) in unfit):
            self.broken |= {key, key.lower()}
            raw = sections[name][key]
            if name == "figures" and isinstance(raw, dict):
                self.broken.update(f"{key}/{claim}" for claim in raw.get("claims") or ())
        return {n: {key: raw for key, raw in s.items() if (n, key) not in unfit} for n, s in sections.items()}

    def _made(self, section: str, key: str, entry: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields of a record that the file writes, with its id and line."""
        return {"id": key, "line": self.tree.line((section, key)), **shape.written(entry, SECTIONS[section])}

    # ---- entities

    def _with_sound_parts(self, entities: Mapping[str, Entity]) -> dict[str, Entity]:
        """Return the entities without relations that lead nowhere, and report these."""
        parts = {i: [e.part_of] for i, e in entities.items()}
        members = {i: e.members for i, e in entities.items()}
        for field, what, named in (("part_of", "parts", parts), ("members", "members", members)):
            for circle in islice(compute.circles(named), MAX_PROBLEMS):
                self.report(("entities", circle[0], field), f"a circle of {what}: {' -> '.join(circle)}. Break it.")
                if field == "members":
                    self.broken.add(circle[0])
        sound = {i: self._with_sound_relations(e, entities) for i, e in entities.items()}
        return {i: replace(e, year_end=_year_end(e, sound)) for i, e in sound.items()}

    def _with_sound_relations(self, entity: Entity, entities: Mapping[str, Entity]) -> Entity:
        path: Place = ("entities", entity.id)
        whole, members = entity.part_of, entity.members
        if whole and not self.known(whole, entities, "entity", (*path, "part_of")):
            self.broken.add(entity.id)  # its page cannot be known
            whole = ""
        known = [self.known(m, entities, "entity", (*path, "members", n)) for n, m in enumerate(members)]
        for n, member in enumerate(members):
            if member in members[:n]:
                self.report((*path, "members", n), f"'{member}' is listed as a member already. Leave it out here.")
        if not all(known) or len(set(members)) < len(members):
            self.broken.add(entity.id)
        return replace(entity, part_of=whole, members=tuple(dict.fromkeys(members)) if all(known) else ())

    # ---- checks

    def _check(self, key: str, entry: Mapping[str, Any], known: Ledger) -> Check | None:
        path: Place = ("checks", key)
        left = self.operand(entry["left"], (*path, "left"))
        right = [self.operand(*one) for one in each(entry.get("right", []), (*path, "right"))]
        if isinstance(left, Amount):
            self.report((*path, "left"), "left is a number without a source. Name a claim there, and compare it.")
            left = None
        if odd := [bool(entry.get(n)) for n in ("is", "right")] != [entry["expect"] != "derived"] * 2:
            text = "'is' and 'right' go with a verdict, and neither with 'derived'. Correct one of these."
            self.report((*path, "expect"), text)
        tests = [*each(entry.get("tests", []), (*path, "tests"))]
        sound = [self.known(article, known.articles, "article", place) for article, place in tests]
        if odd or left is None or None in right or not all(sound):
            return None
        given = {"tests": tuple(article for article, _ in tests), "left": left, "right": tuple(right)}
        return Check(**(self._made("checks", key, entry) | given))


def _year_end(entity: Entity, entities: Mapping[str, Entity]) -> tuple[int, int]:
    """Return the end of the entity's own fiscal year, or else that of the nearest whole that has one."""
    family = [entity]
    while (whole := entities.get(family[-1].part_of)) and whole not in family:
        family.append(whole)
    month, day = next((e.fiscal_year_end for e in family if e.fiscal_year_end), "12-31").split("-")
    return int(month), int(day)
