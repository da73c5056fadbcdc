"""The JSON Schema of figures.yml, from the records: what an editor completes, explains and underlines."""

from __future__ import annotations

import json
from collections import abc
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from ledger.core import amount, period
from ledger.core.records import Claim, Figure
from ledger.core.vocabulary import AtLeast
from ledger.data.shape import OPERATIONS, OPTIONAL, PARTS, SECTIONS, Field, fields_of

NAME = "data/figures.schema.json"

_KEY = "[a-z][a-z0-9-]*"
_FIGURE = rf"{_KEY}\.{_KEY}\.{period.PATTERN}"

Schema = dict[str, Any]

_CLAIM: Schema = {"type": "string", "pattern": rf"^{_FIGURE}/{_KEY}$"}
_VALUE: Schema = {"type": "string", "pattern": rf"^(?:{amount.PATTERN})$"}
_OPERAND: Schema = {"$ref": "#/$defs/operand"}
_OPERANDS: Schema = {"type": "array", "items": _OPERAND, "minItems": 1}
_TOKEN: list[Schema] = [{"type": "string"}, {"$ref": "#/$defs/print"}]
_TOKENS: Schema = {"anyOf": [*_TOKEN, {"type": "array", "items": {"anyOf": _TOKEN}}]}
_KEYED: Schema = {"type": "string", "pattern": f"^{_KEY}$"}
#: What the types of the records do not say of a field.
_RAW: dict[str, Schema] = {
    "value": _VALUE,
    **{name: {"type": "array", "items": _CLAIM, "minItems": 2} for name in OPERATIONS},
    "revises": {"anyOf": [_KEYED, {"type": "object", "additionalProperties": {"const": "definition"}}]},
    "printed": {"type": "object", "additionalProperties": {"type": "object", "additionalProperties": _TOKENS}},
    "tests": {"anyOf": [_KEYED, {"type": "array", "items": _KEYED}]},
    "left": {"allOf": [_OPERAND]},
    "right": {"anyOf": [_OPERAND, _OPERANDS]},
}


def text() -> str:
    """Return the schema as it stands in its file."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def schema() -> Schema:
    """Return the schema of the whole file."""
    sections = {
        name: {
            "type": "object",
            "description": str(record.__doc__),
            "patternProperties": {rf"^{_FIGURE}$" if record is Figure else f"^{_KEY}$": _entry(record)},
            "additionalProperties": False,
        }
        for name, record in SECTIONS.items()
    }
    parts = {"operand": _operand(), "print": _print()}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "The file of figures",
        **_object(sections, [name for name in sections if name not in OPTIONAL]),
        "$defs": parts,
    }


def _object(properties: Schema, required: list[str]) -> Schema:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _entry(record: type) -> Schema:
    """Return the schema of an entry, and what of its fields goes with what."""
    known = fields_of(record)
    made = _object({n: _field(f) for n, f in known.items()}, [n for n, f in known.items() if f.required])
    if record is Claim:
        made["oneOf"] = [{"required": [way]} for way in ("value", *OPERATIONS)]
        made["dependencies"] = {"value": ["status", "printed"]}
    elif "compares" in known:
        made["dependencies"] = {"compares": ["as"], "as": ["compares"]}
    return made


def _field(field: Field) -> Schema:
    made = _typed(field.hint) if field.own or field.name not in _RAW else _RAW[field.name]
    return {**made, "description": field.about}


def _typed(hint: Any) -> Schema:
    """Return the schema of a type of the records."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, type(int | None)):
        return _typed(next(i for i in inner if i is not type(None)))
    if origin is Annotated:
        form = inner[1]
        if isinstance(form, AtLeast):
            return {"type": "string", "minLength": form.characters}
        # A year alone is a number to other readers of YAML.
        kind = ["string", "integer"] if form.pattern.startswith("^[0-9]{4}") else "string"
        return {"type": kind, "pattern": form.pattern}
    if origin is Literal:
        return {"enum": list(inner)}
    if origin is tuple:
        return {"type": "array", "items": _typed(inner[0])}
    if origin is abc.Mapping:
        names = _typed(inner[0])
        keys = {"propertyNames": names} if "enum" in names or "pattern" in names else {}
        return {"type": "object", "additionalProperties": _typed(inner[1]), **keys}
    return _entry(Claim) if hint is Claim else {"type": "string"}


def _operand() -> Schema:
    bounds: Schema = {part: {**_CLAIM, "description": "One bound of a claim, or its middle."} for part in PARTS}
    operations: Schema = {name: {**_OPERANDS, "description": "Its operands."} for name in OPERATIONS}
    one = {**_object({**bounds, **operations}, []), "minProperties": 1, "maxProperties": 1}
    count = {"type": "string", "pattern": f"^{amount.COUNT}$"}
    return {
        "description": "A claim, a count, a bound of a claim or one operation.",
        "anyOf": [_CLAIM, count, _VALUE, one],
    }


def _print() -> Schema:
    about = {
        "as": "The number as printed there.",
        "head": "Scale and currency, where a heading holds them.",
        "note": "What is odd about this place.",
        "unread": "Why a token is kept that cannot be read.",
    }
    return _object({name: {"type": "string", "description": text} for name, text in about.items()}, ["as"])
