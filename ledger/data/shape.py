"""Validate the entries of figures.yml against the types of the records."""

from __future__ import annotations

import re
from collections import abc
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from types import SimpleNamespace
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from ledger.core import amount
from ledger.core.problem import Path, Unreadable, suggestion
from ledger.core.records import Article, Check, Claim, Entity, Figure, Measure, Reference
from ledger.core.vocabulary import AtLeast, Form, Key, OperationName, Part, WrittenStatus

OPERATIONS: tuple[OperationName, ...] = get_args(OperationName)
PARTS: tuple[Part, ...] = get_args(Part)
#: Section -> record of one of its entries, in the order of the file.
SECTIONS: dict[str, type] = {
    "articles": Article, "references": Reference, "entities": Entity, "measures": Measure, "figures": Figure,
    "checks": Check,
}  # fmt: skip
OPTIONAL = ("references", "checks")
#: Fields of a record that the file writes otherwise: what stands in their place, as type and description.
RAW: Mapping[tuple[type, str], Mapping[str, tuple[Any, str]]] = {
    (Claim, "amount"): {"value": (str, f"{amount.GRAMMAR}, or several SCALE.")},
    (Claim, "operation"): {
        name: (list, "Operands, each once." if name in ("sum", "product") else "[level, growth]")
        if name in ("sum", "product", "base")
        else (list, "[new, old]")
        for name in OPERATIONS
    },
    (Claim, "status"): {"status": (WrittenStatus, "How sure it is; the weaker of two.")},
    (Claim, "revises"): {
        "revises": (Any, "The claim of the same speaker that it replaces; {claim: definition} where only that changed.")
    },
    (Claim, "prints"): {"printed": (dict, "Source, place, number.")},
    (Check, "tests"): {"tests": (Any, "The article that is tested, or several for a dispute.")},
    (Check, "left"): {"left": (Any, "A claim, {low|high|middle: claim} or one operation.")},
    (Check, "right"): {"right": (Any, "Like left, an amount, or a list.")},
    (Figure, "claims"): {"claims": (Mapping[Key, Claim], "The answers, by key.")},
}
_REQUIRED = {(Check, "left"), (Figure, "claims")}

Complaint = tuple[Path, str]


@dataclass(frozen=True, slots=True)
class Field:
    """A field as the file writes it."""

    name: str
    hint: Any
    about: str
    required: bool
    default: Any = None
    #: The record's own name for it, where it goes into the record as it is.
    own: str = ""


@cache
def fields_of(record: type) -> dict[str, Field]:
    """Return the fields of an entry by the names that the file gives them, in their order."""
    hints = get_type_hints(record, include_extras=True)
    found: list[Field] = []
    for f in fields(record):
        if (record, f.name) in RAW:
            required = (record, f.name) in _REQUIRED
            found += [Field(n, hint, about, required) for n, (hint, about) in RAW[record, f.name].items()]
        elif "about" in f.metadata:
            name, about = f.metadata.get("name", f.name), f.metadata["about"]
            made: Any = () if f.default_factory is not MISSING and f.default_factory is tuple else {}
            default = made if f.default_factory is not MISSING else None if f.default is MISSING else f.default
            required = f.default is MISSING and f.default_factory is MISSING
            found.append(Field(name, hints[f.name], about, required, default, f.name))
    return {field.name: field for field in found}


def field_names(record: type) -> list[str]:
    """Return the names of an entry's fields in the order in which they are written."""
    return list(fields_of(record))


def fit(record: type, data: Any, path: Path) -> tuple[Any, list[Complaint]]:
    """Return an entry with every field, or nothing and every complaint about it with its path in the file."""
    complaints = list(_misfits(record, data, path))
    return (None, complaints) if complaints else (_filled(record, data), [])


def _filled(record: type, data: Mapping[str, Any]) -> SimpleNamespace:
    values = {field.own or name: data.get(name, field.default) for name, field in fields_of(record).items()}
    if record is Figure:
        values["claims"] = {key: _filled(Claim, claim) for key, claim in data["claims"].items()}
    return SimpleNamespace(**values)


def written(entry: Any, record: type) -> dict[str, Any]:
    """Return the fields of an entry that go into its record as they are."""
    return {f.own: _frozen(getattr(entry, f.own)) for f in fields_of(record).values() if f.own}


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_frozen(v) for v in value)
    return {k: _frozen(v) for k, v in value.items()} if isinstance(value, dict) else value


# ---- what does not fit ----------------------------------------------------------------------------


def _misfits(record: type, data: Any, path: Path) -> Iterator[Complaint]:
    """Yield what is wrong with an entry: unknown and missing fields, then each that does not fit."""
    known = fields_of(record)
    if not isinstance(data, dict):
        yield path, _form(path, "mapping")
        return
    remedies = {name: suggestion(name, known) or " Remove it." for name in data if name not in known}
    yield from (((*path, name), f"unknown field '{name}'.{remedy}") for name, remedy in remedies.items())
    for name, field in known.items():
        if name in data:
            yield from _misfit(field.hint, data[name], (*path, name))
        elif field.required and not any(f"'{name}'" in remedy for remedy in remedies.values()):
            yield (*path, name), f"'{name}' is missing. Add it."


def _misfit(hint: Any, value: Any, path: Path) -> Iterator[Complaint]:
    """Yield why a value is not of a type of the records."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, type(int | None)):
        yield from _misfit(next(i for i in inner if i is not type(None)), value, path)
    elif origin is Annotated:
        yield from ((path, wrong) for wrong in _of_form(inner[1], value, path))
    elif origin is Literal:
        if value not in inner:
            options = list(inner)
            remedy = suggestion(str(value), options) or f" Use {', '.join(options[:-1])} or {options[-1]}."
            yield path, f"unknown {path[-1]} '{value}'.{remedy}"
    elif origin is abc.Mapping or hint is dict:
        yield from _of_mapping(inner or (str, Any), value, path)
    elif origin is tuple or hint is list:
        yield from _of_list(inner[0] if inner else Any, value, path)
    elif hint is Claim:
        yield from _misfits(Claim, value, path)
    elif hint is str and not isinstance(value, str):
        yield path, _form(path, "text")


def _of_form(form: Form | AtLeast, value: Any, path: Path) -> Iterator[str]:
    if not isinstance(value, str):
        yield _form(path, "text")
    elif isinstance(form, AtLeast):
        if len(value) < form.characters:
            yield f"'{value}' is too short. Write a sentence of {form.characters} characters or more."
    elif not re.search(form.pattern, value):
        yield f"'{value}' {form.remedy}."
    elif form.check:
        try:
            form.check(value)
        except Unreadable as error:
            yield f"'{value}' {error}."


def _of_mapping(inner: tuple[Any, ...], value: Any, path: Path) -> Iterator[Complaint]:
    if not isinstance(value, dict) or (not value and path[-1] == "claims"):
        yield path, _form(path, "mapping")
        return
    for key, item in value.items():
        if get_origin(inner[0]) is Literal and key not in get_args(inner[0]):
            yield (*path, key), f"unknown field '{key}'.{suggestion(key, get_args(inner[0])) or ' Remove it.'}"
        elif get_origin(inner[0]) is Annotated:
            yield from (((*path, key), wrong) for wrong in _of_form(get_args(inner[0])[1], key, path))
        yield from _misfit(inner[1], item, (*path, key))


def _of_list(item: Any, value: Any, path: Path) -> Iterator[Complaint]:
    if not isinstance(value, list):
        yield path, _form(path, "list")
    else:
        for n, one in enumerate(value):
            yield from _misfit(item, one, (*path, n))


def _form(path: Path, kind: str) -> str:
    wanted = "a text" if kind == "text" else f"a {kind} with at least one entry"
    return f"'{path[-1]}' has the wrong form. Write {wanted}."
