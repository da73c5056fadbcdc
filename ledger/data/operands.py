"""Reading ids, amounts and operands of figures.yml, with every problem at its line."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from ledger.core import amount as amounts
from ledger.core import yaml as tree
from ledger.core.amount import Amount
from ledger.core.plaintext import MAX_PROBLEMS
from ledger.core.problem import Grade, Problem, Unreadable, suggestion
from ledger.core.records import ClaimRef, Operand, Operation
from ledger.core.vocabulary import PARTS, Part

#: Ids that are looked up far more often than gone through.
Ids = Collection[str]


class Reader:
    """A tree, the problems found in it so far, and the ids that are named but cannot be used."""

    def __init__(self, read_tree: tree.Tree, name: str) -> None:
        self.tree, self.name = read_tree, name
        self.problems: list[Problem] = []
        self.broken: set[str] = set()
        #: Ids of today by the ids that figures had before.
        self.renamed: dict[str, str] = {}

    def report(self, path: tree.Path_, text: str, grade: Grade = "error", subject: str | None = None) -> None:
        """Note a problem at the entry's line, unless enough has been said of it."""
        if self.tree.is_faulty(path):
            return
        about = tree.subject(path) if subject is None else subject
        self.problems.append(Problem(self.name, self.tree.line(path), about, text, grade))

    def known(self, word: str, options: Ids, what: str, path: tree.Path_) -> bool:
        """Say whether the id exists, and report it where it does not; an empty section is reported as such."""
        if word in options or word in self.broken or not options:
            return word in options
        figure, slash, claim = word.partition("/")
        now = self.renamed.get(word) or f"{self.renamed.get(figure, figure)}{slash}{claim}"
        if now != word:
            self.report(path, f"'{word}' is now '{now}'. Write '{now}'.")
            return False
        own = [option for option in options if slash and option.startswith(f"{figure}/")] if self._may_search() else []
        likely = suggestion(word, own or options) if self._may_search() else ""
        remedy = f" Use {' or '.join(own)}." if own else f" Add the {what}, or correct the id."
        self.report(path, f"no {what} '{word}'.{likely or remedy}")
        return False

    def _may_search(self) -> bool:
        """Say whether there is time for a search that only makes a message better."""
        return len(self.problems) < MAX_PROBLEMS

    def operands(self, raw: Any, claims: Ids, path: tree.Path_) -> list[Operand | None]:
        """Read one operand, a list of them, or none."""
        if not isinstance(raw, list):
            return [] if raw is None else [self.operand(raw, claims, path)]
        return [self.operand(r, claims, (*path, n)) for n, r in enumerate(raw)]

    def operand(self, raw: Any, claims: Ids, path: tree.Path_) -> Operand | None:
        """Read an operand: a claim's id, an amount, a bound of a claim, or an operation on operands."""
        if isinstance(raw, dict):
            ((name, inner),) = raw.items()
            if name in PARTS:
                return self._reference(inner, claims, (*path, name), name)
            return self.operation(name, inner, claims, (*path, name))
        if re.match(r"[a-z][a-z0-9-]*\.", raw) or "/" in raw:
            return self._reference(raw, claims, path)
        return self.amount(raw, "", path)

    def _reference(self, raw: str, claims: Ids, path: tree.Path_, part: Part | None = None) -> ClaimRef | None:
        if "/" not in raw and self._may_search() and (own := [c for c in claims if c.startswith(f"{raw}/")]):
            self.report(path, f"'{raw}' is a figure, not a claim. Write {' or '.join(own)}.")
            return None
        return ClaimRef(raw, part) if self.known(raw, claims, "claim", path) else None

    def operation(self, name: Any, raw: Any, claims: Ids, path: tree.Path_) -> Operation | None:
        """Read an operation with its list of operands."""
        read_operands = [self._term(name, o, claims, (*path, n)) for n, o in enumerate(raw)]
        sound = tuple(o for o in read_operands if o is not None)
        if len(sound) < len(read_operands):
            return None
        if all(isinstance(o, Amount) for o in sound):
            self.report(path, f"'{name}' names no claim. Name one, so that the number has a source.")
            return None
        return Operation(name, sound)

    def _term(self, name: str, raw: Any, claims: Ids, path: tree.Path_) -> Operand | None:
        """Read one operand of an operation: numbers come from claims; only in a check a plain count may multiply."""
        found = self.operand(raw, claims, path)
        may_count = path[0] == "checks" and (name == "product" or (name == "base" and path[-1] == 1))
        if isinstance(found, Amount) and not (may_count and re.fullmatch(amounts.COUNT, raw)):
            remedy = "Name a claim; only the product or base of a check takes a plain count up to 999."
            self.report(path, f"'{raw}' is a number without a source. {remedy}")
            return None
        return found

    def amount(self, text: str, unit: str, path: tree.Path_, *, exact: bool = False) -> Amount | None:
        """Read an amount in the value grammar, and report what is wrong with it."""
        try:
            return amounts.parse(text, unit, exact)
        except Unreadable as error:
            self.report(path, str(error))
            return None
