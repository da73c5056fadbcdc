"""Records of two ledgers compared field by field: what else changes than a number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from html import unescape
from typing import Any

from ledger.core.amount import Amount
from ledger.core.ledger import Ledger
from ledger.core.operands import ClaimRef, Operand, Operation
from ledger.core.records import Article, Check, Claim, Entity, Figure, Measure
from ledger.language import words
from ledger.views.site import name_of

Other = Article | Entity | Measure | Check
Record = Other | Figure | Claim

#: What is told apart: numbers, printed places and names; and what follows from other fields.
_APART = frozenset({"id", "key", "line", "amount", "prints", "claims", "entity", "measure", "period", "span", "figure"})
#: Fields that the file calls otherwise.
_WRITTEN = {"relation": "is", "year_end": "fiscal_year_end", "how": "as"}
#: Fields that say why something may stand as it does.
_REASONS = frozenset({"because", "differs", "inferred", "waive"})


@dataclass(frozen=True, slots=True)
class Edit:
    """A field of an entry that changes."""

    id: str
    name: str
    field: str
    before: str
    after: str

    @property
    def is_reason(self) -> bool:
        """Say whether it excuses something."""
        return self.field.partition(".")[0] in _REASONS


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure, claim, article or another entry that is there on one side only."""

    id: str
    name: str
    text: str
    kind: str = ""


def named(figure: Figure, claim: Claim | None = None) -> str:
    """Return a figure's question as plain text, with the claim's key where the figure has several."""
    name = unescape(name_of(figure))
    return f"{name} ({claim.key})" if claim and len(figure.claims) > 1 else name


def edits(old: Ledger, new: Ledger, names: Mapping[str, str]) -> tuple[Edit, ...]:
    """Return the fields that change, and the reasons of new entries; `names` leads from old ids to new ones."""
    names = {**names, **{a.partition("/")[0]: b.partition("/")[0] for a, b in names.items()}}
    there = _records(new)
    known = {(k, i if (k, i) in there else names.get(i, i)): r for (k, i), r in _records(old).items()}
    return tuple(e for i, r in there.items() for e in _edits(known.get(i), r, names, _title(new, r)))


def entries(ledger: Ledger, other: Ledger) -> tuple[Entry, ...]:
    """Return the articles, entities, measures and checks that the other ledger lacks."""
    known = _others(other)
    found = {i: r for i, r in _others(ledger).items() if i not in known}
    return tuple(Entry(r.id, _title(ledger, r), _gist(r), kind) for (kind, _), r in found.items())


def _others(ledger: Ledger) -> dict[tuple[str, str], Other]:
    """Return the entries beside figures by what they are and their ids."""
    found: dict[tuple[str, str], Other] = {("article", i): a for i, a in ledger.articles.items()}
    found |= {("entity", i): e for i, e in ledger.entities.items()}
    found |= {("measure", i): m for i, m in ledger.measures.items()}
    return {**found, **{("check", i): c for i, c in ledger.checks.items()}}


def _records(ledger: Ledger) -> dict[tuple[str, str], Record]:
    """Return every entry by what it is and its id."""
    figures: dict[tuple[str, str], Record] = {("figure", i): f for i, f in ledger.figures.items()}
    return {**_others(ledger), **figures, **{("claim", i): c for i, c in ledger.claims.items()}}


def _title(ledger: Ledger, record: Record) -> str:
    if isinstance(record, Claim):
        return named(ledger.figure_of(record), record)
    if isinstance(record, Figure):
        return named(record)
    if isinstance(record, Check):
        return record.says
    return record.title if isinstance(record, Article) else record.name


def _gist(record: Other) -> str:
    """Return what an entry is, in a few words."""
    if isinstance(record, Check):
        texts = _texts(record, {})
        return f"{texts['left']} {texts['is']} {texts['right']}, expected: {record.expect}"
    if isinstance(record, Measure):
        return f"{record.unit}, {record.kind}".strip(", ")
    return record.publisher or "publisher not known" if isinstance(record, Article) else record.kind


def _edits(old: Record | None, new: Record, names: Mapping[str, str], title: str) -> Iterator[Edit]:
    before, after = _texts(old, names) if old else {}, _texts(new, {})
    for name in dict.fromkeys((*after, *before)):
        edit = Edit(new.id, title, name, before.get(name, ""), after.get(name, ""))
        is_was = name == "was" and (not old or old.id != new.id)
        if edit.before != edit.after and not is_was and (old or edit.is_reason):
            yield edit


def _texts(record: Any, names: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of a record as texts, with the ids of today."""
    values = {_WRITTEN.get(f.name, f.name): getattr(record, f.name) for f in fields(record) if f.name not in _APART}
    found: dict[str, str] = {}
    for name, value in values.items():
        if isinstance(value, Mapping):
            found |= {f"{name}.{key}": str(text) for key, text in value.items()}
        elif is_dataclass(value) and not isinstance(value, Operation | ClaimRef | Amount):
            found |= {f"{name}.{f.name}": str(getattr(value, f.name)) for f in fields(value)}
        else:
            found[name] = _text(value, names)
    return found


def _text(value: Any, names: Mapping[str, str]) -> str:
    if isinstance(value, tuple):
        return ("-" if all(isinstance(v, int) for v in value) else ", ").join(_text(v, names) for v in value)
    if isinstance(value, int):
        return f"{value:02}"
    if isinstance(value, Operation | ClaimRef | Amount):
        return _operand(value, names)
    return "" if value is None else names.get(str(value), str(value))


def _operand(operand: Operand, names: Mapping[str, str]) -> str:
    if isinstance(operand, Amount):
        return words.amount(operand)
    if isinstance(operand, ClaimRef):
        part = f"{operand.part} of " if operand.part else ""
        return part + names.get(operand.claim, operand.claim)
    return f"{operand.name}({', '.join(_operand(o, names) for o in operand.operands)})"
