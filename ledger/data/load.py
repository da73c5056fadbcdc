"""figures.yml -> Ledger, with every problem of the data at its line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ledger.core import yaml as tree
from ledger.core.amount import Amount
from ledger.core.ledger import Ledger
from ledger.core.problem import Path as Place
from ledger.core.problem import Problem, ordered, suggestion
from ledger.core.records import Article, Check, Entity, Measure, Reference
from ledger.core.vocabulary import CITED
from ledger.data import sentences
from ledger.data.figures import Figures
from ledger.data.operands import Reader
from ledger.data.shape import OPTIONAL, SECTIONS, fit, written
from ledger.language import locale, prose
from ledger.rules import entries as rules
from ledger.rules import parts

NAME = "data/figures.yml"
_ID = re.compile(r"[a-z][a-z0-9-]*")
#: What a page may not be called: it is the first of its folder.
_INDEX = "index"

_LANGUAGES = f"{', '.join(locale.LANGUAGES[:-1])} or {locale.LANGUAGES[-1]}"

Entries = dict[str, dict[str, Any]]


def read(path: Path, name: str = NAME) -> tuple[Ledger, tuple[Problem, ...]]:
    """Read the file of figures; what cannot be read is left out and reported."""
    loader = _Loader(tree.read(path, name), name)
    ledger = loader.ledger() if loader.tree.whole else Ledger()
    return ledger, ordered([*loader.tree.problems, *loader.problems])


class _Loader(Reader):
    """Turn the tree into records, section by section, and collect every problem on the way."""

    def ledger(self) -> Ledger:
        found = self._entries()
        articles = {i: Article(**self._made(Article, "articles", i, e)) for i, e in found["articles"].items()}
        references = {i: Reference(**self._made(Reference, "references", i, e)) for i, e in found["references"].items()}
        for shared in articles.keys() & references:
            self.report(("references", shared), f"'{shared}' is an article, too. Choose another id.")
        entities = self._with_sound_parts({i: self._entity(i, e) for i, e in found["entities"].items()})
        measures = {i: Measure(**self._made(Measure, "measures", i, e)) for i, e in found["measures"].items()}
        for i, measure in measures.items():
            if measure.compares and not self.known(measure.compares, measures, "measure", ("measures", i, "compares")):
                self.broken.add(i)
        known = Ledger(articles, references, entities, measures)
        figures = Figures(self, known, found["figures"]).build()
        known = replace(known, figures=figures)
        checks = {i: check for i, entry in found["checks"].items() if (check := self._check(i, entry, known))}
        ledger = Ledger(articles, references, entities, measures, figures, checks, frozenset(self.broken))
        return self._with_rules_kept(ledger)

    def _with_rules_kept(self, ledger: Ledger) -> Ledger:
        """Report what breaks a rule; a check that cannot be computed is left out."""
        breaches = list(rules.breaches(ledger))
        for breach in breaches:
            self.report(breach.path, breach.text, breach.grade)
        for path, text in sentences.find(self.tree.data):
            for found in prose.find(text):
                remedy = "Make it a claim, or say it without."
                self.report(path, f"the number '{found.text}' stands in a sentence. {remedy}", "warning")
            for name in CITED.findall(text):
                self.known(name, ledger.claims, "claim", path)
        unsound = {str(b.path[1]) for b in breaches if b.grade == "error" and b.path[0] == "checks"}
        return replace(ledger, checks={i: c for i, c in ledger.checks.items() if i not in unsound})

    # ---- sections

    def _entries(self) -> Entries:
        data = self.tree.data
        if not isinstance(data, dict):
            self.report((), f"the file has no sections. Begin with {', '.join(SECTIONS)}.")
            return {name: {} for name in SECTIONS}
        for name in data:
            if name not in SECTIONS:
                text = f"unknown section '{name}'.{suggestion(name, SECTIONS) or ' Remove it.'}"
                self.report((name,), text, subject="")
        return {name: self._section(name, data.get(name)) for name in SECTIONS}

    def _section(self, name: str, data: Any) -> dict[str, Any]:
        required = name not in OPTIONAL
        if not isinstance(data, dict) or (required and not data):
            if data is not None or required:
                text = f"'{name}' is missing, is empty or is no mapping. Add it, with one entry or more."
                self.report((name,), text, subject="")
            return {}
        found: dict[str, Any] = {}
        for key, raw in data.items():
            entry, complaints = fit(SECTIONS[name], raw, (name, key))
            for path, text in complaints:
                self.report(path, text)
            if entry and not locale.is_language(getattr(entry, "language", "en")):
                self.report((name, key, "language"), f"unknown language '{entry.language}'. Use {_LANGUAGES}.")
                entry = None
            if "?" in key:
                self.report((name, key), f"'{key}' still says '?'. {tree.UNDECIDED}")
            elif name != "figures" and not _ID.fullmatch(key):
                self.report((name, key), f"'{key}' is not an id. Use lower-case letters, digits and hyphens.")
            elif entry:
                found[key] = entry
            if key not in found:
                self._give_up(name, key, raw)
        return found

    def _give_up(self, section: str, key: str, raw: Any) -> None:
        self.broken.add(key)
        claims = raw.get("claims") if section == "figures" and isinstance(raw, dict) else None
        self.broken.update(f"{key}/{claim}" for claim in claims or ())

    def _made(self, record: type, section: str, key: str, entry: Any) -> dict[str, Any]:
        """Return the fields of a record that the file writes, with its id and line."""
        if key == _INDEX and section in ("articles", "entities"):
            self.report((section, key), f"'{_INDEX}' is kept for the first page of a folder. Choose another id.")
        return {"id": key, "line": self.tree.line((section, key)), **written(entry, record)}

    # ---- entities

    def _entity(self, key: str, entry: Any) -> Entity:
        if entry.page == _INDEX:
            text = f"'{_INDEX}' is kept for the first page of a folder. Choose another id."
            self.report(("entities", key, "page"), text)
        month, _, day = (entry.fiscal_year_end or "12-31").partition("-")
        return Entity(**self._made(Entity, "entities", key, entry), year_end=(int(month), int(day)))

    def _with_sound_parts(self, entities: Mapping[str, Entity]) -> dict[str, Entity]:
        """Return the entities without relations that lead nowhere, and report these."""
        for path, text in parts.faults(entities):
            self.report(path, text)
            if path[2] == "members":
                self.broken.add(str(path[1]))
        sound = {i: self._with_sound_relations(e, entities) for i, e in entities.items()}
        return {i: replace(e, year_end=parts.year_end(e, sound)) for i, e in sound.items()}

    def _with_sound_relations(self, entity: Entity, entities: Mapping[str, Entity]) -> Entity:
        path: Place = ("entities", entity.id)
        whole, members = entity.part_of, entity.members
        if whole and not self.known(whole, entities, "entity", (*path, "part_of")):
            self.broken.add(entity.id)  # its page cannot be known
            whole = ""
        known = [self.known(m, entities, "entity", (*path, "members", n)) for n, m in enumerate(members)]
        if not all(known):
            self.broken.add(entity.id)
        return replace(entity, part_of=whole, members=tuple(dict.fromkeys(members)) if all(known) else ())

    # ---- checks

    def _check(self, key: str, entry: Any, known: Ledger) -> Check | None:
        path: Place = ("checks", key)
        left = self.operand(entry.left, known.claims, (*path, "left"))
        right = self.operands(entry.right, known.claims, (*path, "right"))
        if isinstance(left, Amount):
            self.report((*path, "left"), "left is a number without a source. Name a claim there, and compare it.")
            left = None
        if odd := _mismatch(entry):
            self.report((*path, "expect"), odd)
        tests = [entry.tests] if isinstance(entry.tests, str) else entry.tests or []
        sound = [self.known(a, known.articles, "article", (*path, "tests")) for a in tests]
        operands = tuple(r for r in right if r is not None)
        if odd or left is None or len(operands) < len(right) or not all(sound):
            return None
        fields = self._made(Check, "checks", key, entry)
        return Check(**fields, tests=tuple(tests), left=left, right=operands)


def _mismatch(entry: Any) -> str:
    """Return how the expected verdict and the relation do not go together, or nothing."""
    if entry.expect == "derived" and (entry.relation or entry.right):
        return "'derived' compares with nothing. Leave out 'is' and 'right', or expect a verdict."
    if entry.expect != "derived" and not (entry.relation and entry.right):
        return "a verdict needs 'is' and 'right'. Add them, or expect 'derived'."
    return ""
