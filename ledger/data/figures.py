"""The section of figures as records: ids first, then values, then operations; every problem at its line."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar

from ledger.core import amount as amounts
from ledger.core import period
from ledger.core import yaml as tree
from ledger.core.amount import Amount
from ledger.core.ledger import Ledger
from ledger.core.plaintext import MAX_PROBLEMS
from ledger.core.problem import Grade, Path, Problem, Unreadable, suggestion
from ledger.core.records import NONE, Claim, ClaimRef, Figure, Operand, Operation, Print
from ledger.core.vocabulary import OPERATIONS, PARTS, Part
from ledger.data.shape import written
from ledger.language import printed
from ledger.rules import compute

#: Fields that go with an operation only, and with a value only.
_OF_COMPUTED, _OF_VALUED = ("waive", "of"), ("by", "status", "printed", "asof", "inferred", "revises")
#: Ids that are looked up far more often than gone through.
Ids = Collection[str]
Read = TypeVar("Read")
#: A large file has the same texts again and again.
_amount, _parsed = lru_cache(100_000)(amounts.parse), lru_cache(100_000)(printed.parse)
_period, _span = lru_cache(100_000)(period.parse), lru_cache(100_000)(period.span)


class Reader:
    """A tree, the problems found in it so far, and the ids that are named but cannot be used."""

    def __init__(self, read_tree: tree.Tree, name: str) -> None:
        self.tree, self.name = read_tree, name
        self.problems: list[Problem] = []
        self.broken: set[str] = set()
        #: Ids of today by the ids that figures had before, and the claims that operands may name.
        self.renamed: dict[str, str] = {}
        self.claims: Ids = ()

    def report(self, path: Path, text: str, grade: Grade = "error", subject: str | None = None) -> None:
        """Note a problem at the entry's line, unless enough has been said of it."""
        if self.tree.is_faulty(path):
            return
        about = tree.subject(path) if subject is None else subject
        self.problems.append(Problem(self.name, self.tree.line(path), about, text, grade))

    def known(self, word: str, options: Ids, what: str, path: Path) -> bool:
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

    def operand(self, raw: Any, path: Path) -> Operand | None:
        """Read an operand: a claim's id, an amount, a bound of a claim, or an operation on operands."""
        if isinstance(raw, dict):
            ((name, inner),) = raw.items()
            if name in PARTS:
                return self._reference(inner, (*path, name), name)
            return self.operation(name, inner, (*path, name))
        if re.match(r"[a-z][a-z0-9-]*\.", raw) or "/" in raw:
            return self._reference(raw, path)
        return self.tried(path, _amount, raw)

    def _reference(self, raw: str, path: Path, part: Part | None = None) -> ClaimRef | None:
        if "/" not in raw and self._may_search() and (own := [c for c in self.claims if c.startswith(f"{raw}/")]):
            self.report(path, f"'{raw}' is a figure, not a claim. Write {' or '.join(own)}.")
            return None
        return ClaimRef(raw, part) if self.known(raw, self.claims, "claim", path) else None

    def operation(self, name: Any, raw: Any, path: Path) -> Operation | None:
        """Read an operation with its list of operands."""
        read_operands = [self._term(name, o, (*path, n)) for n, o in enumerate(raw)]
        sound = tuple(o for o in read_operands if o is not None)
        if len(sound) < len(read_operands):
            return None
        if all(isinstance(o, Amount) for o in sound):
            self.report(path, f"'{name}' names no claim. Name one, so that the number has a source.")
            return None
        return Operation(name, sound)

    def _term(self, name: str, raw: Any, path: Path) -> Operand | None:
        """Read one operand of an operation: numbers come from claims; only in a check a plain count may multiply."""
        found = self.operand(raw, path)
        may_count = path[0] == "checks" and (name == "product" or (name == "base" and path[-1] == 1))
        if isinstance(found, Amount) and not (may_count and re.fullmatch(amounts.COUNT, raw)):
            remedy = "Name a claim; only the product or base of a check takes a plain count up to 999."
            self.report(path, f"'{raw}' is a number without a source. {remedy}")
            return None
        return found

    def tried(self, path: Path, read: Callable[..., Read], *args: Any, about: str = "") -> Read | None:
        """Return what is read, or report why it cannot be."""
        try:
            return read(*args)
        except Unreadable as error:
            self.report(path, f"{about}{error}")
            return None


class Figures:
    """Turn the section of figures into records."""

    def __init__(self, reader: Reader, known: Ledger, entries: Mapping[str, Any]) -> None:
        self.reader, self.known, self.entries = reader, known, entries
        reader.claims = dict.fromkeys(f"{f}/{key}" for f, entry in entries.items() for key in entry["claims"])
        reader.renamed = {o: i for i, entry in entries.items() for o in entry.get("was", ()) if o not in entries}
        claims = ((f"{i}/", key, c) for i, entry in entries.items() for key, c in entry["claims"].items())
        pairs = ((i + old, i + key) for i, key, c in claims for old in c.get("was", ()))
        reader.renamed |= {old: new for old, new in pairs if old not in reader.claims}
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
        return {i: replace(f, see=self._known_figures(f, figures)) if f.see else f for i, f in figures.items()}

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
        parsed = self.reader.tried(path, _period, when)
        if not (sound and parsed):
            return None
        record = self.known.entities[entity]
        given = written(entry | {"claims": []}, Figure) | {"line": self.reader.tree.line(path)}
        span = _span(parsed, record.year_end)
        return Figure(entity=record, measure=self.known.measures[measure], period=parsed, span=span, **given)

    # ---- values and operations

    def _read_amounts(self, head: Figure, entry: Any) -> None:
        for key, claim in entry["claims"].items():
            path, name = ("figures", head.id, "claims", key), f"{head.id}/{key}"
            if "value" in claim:
                self._check_fields(claim, path, _OF_COMPUTED, "a value")
                unit, exact = head.measure.unit, head.measure.is_exact
                if amount := self.reader.tried((*path, "value"), _amount, claim["value"], unit, exact):
                    self.amounts[name] = amount
            else:
                self._check_fields(claim, path, _OF_VALUED, "an operation")
                way = next(way for way in OPERATIONS if way in claim)
                if operation := self.reader.operation(way, claim[way], (*path, way)):
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
                place, of = (*_path_of(i), self.operations[i].name), self.amounts.__getitem__
                unit = heads[i.partition("/")[0]].measure.unit
                if amount := self.reader.tried(place, compute.in_unit, self.operations[i], of, unit):
                    self.amounts[i] = amount
                else:
                    self.reader.broken.add(i)
        self.reader.broken.update(needs)
        for circle in islice(compute.circles(needs), MAX_PROBLEMS):
            text = f"a circle of operations: {' -> '.join(circle)}. Give one of them a value."
            self.reader.report(_path_of(circle[0]), text)

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
        raw = entry.get("revises", "")  # a claim's key, or with it how it is revised
        revises, how = next(iter(raw.items())) if isinstance(raw, dict) else (raw, "")
        others, speaker = self.entries[head.id]["claims"].items(), entry.get("by")
        own = (k for k, c in others if k == revises or (k != key and c.get("by") == speaker))
        if revises and not self.reader.known(revises, ["", *own], "claim", (*path, "revises")):
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
                yield from (self._print(head, source, at, *one) for one in each(tokens, (*path, source, at)))

    def _print(self, head: Figure, source: str, at: str, token: Any, path: Path) -> Print:
        given = token if isinstance(token, dict) else {"as": token}
        amount = None if given.get("unread") else self._parsed(head, source, given, path)
        note, headed, unread = given.get("note", ""), given.get("head", ""), given.get("unread", "")
        return Print(source, at, given["as"], amount, note, self.reader.tree.line(path), headed, unread)

    def _parsed(self, head: Figure, source: str, given: Mapping[str, str], path: Path) -> Amount | None:
        text, unit = self.known.sources[source], head.measure.unit
        own = head.measure.is_exact, given.get("head", ""), getattr(text, "currency", "")
        about = f"printed in '{source}': "
        return self.reader.tried(path, _parsed, given["as"], text.language, unit, *own, about=about)


def each(raw: Any, path: Path) -> Iterator[tuple[Any, Path]]:
    """Yield the items of a list, or what stands in the stead of one, with their places."""
    if isinstance(raw, list):
        yield from ((item, (*path, n)) for n, item in enumerate(raw))
    else:
        yield raw, path


def _path_of(claim: str) -> Path:
    figure, _, key = claim.partition("/")
    return "figures", figure, "claims", key
