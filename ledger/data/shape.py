"""Check the entries of figures.yml by its JSON Schema, the one table of their fields."""

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path as File
from typing import Any

from ledger.core.problem import Path, suggestion
from ledger.core.records import Article, Check, Entity, Figure, Measure, Source
from ledger.language import locale

Schema = Mapping[str, Any]
SCHEMA: Schema = json.loads(File(__file__).with_name("figures.schema.json").read_text("utf-8"))
#: Section -> record of one of its entries, in the order of the file.
SECTIONS: dict[str, type] = dict(
    zip(SCHEMA["properties"], (Article, Source, Entity, Measure, Figure, Check), strict=True)
)
#: What a record calls the fields whose names are Python's own words.
OWN = {"as": "how", "is": "relation"}
_LANGUAGES = f"{', '.join(locale.LANGUAGES[:-1])} or {locale.LANGUAGES[-1]}"
_TYPES: Mapping[str, Any] = {"object": dict, "array": list, "string": str}
_FORMS = {"object": "a mapping with at least one entry", "array": "a list with at least one entry", "string": "a text"}


def of_entries(section: str) -> Schema:
    """Return the schema of a section's entries, or of the claims of a figure."""
    properties = SCHEMA["$defs"]["figure"]["properties"] if section == "claims" else SCHEMA["properties"]
    return _chosen(properties[section]["additionalProperties"], {})


def field_names(section: str) -> list[str]:
    """Return the names of an entry's fields in the order in which they are written."""
    return list(of_entries(section)["properties"])


def written(entry: Mapping[str, Any], record: type) -> dict[str, Any]:
    """Return the fields of an entry that its record knows, under the record's names for them."""
    named = {OWN.get(name, name): _frozen(value) for name, value in entry.items()}
    return {field.name: named[field.name] for field in fields(record) if field.name in named}


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_frozen(v) for v in value)
    return {k: _frozen(v) for k, v in value.items()} if isinstance(value, dict) else value


def sentences(data: Any) -> Iterator[tuple[Path, str]]:
    """Yield every sentence and name of the file, in which an amount or an id could be wrong, with its place."""
    for path, schema, value in _walk(SCHEMA, data, ()):
        if schema.get("format") == "prose" and isinstance(value, str):
            yield path, value


def complaints(data: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """Yield what in the file does not fit its schema, with its place."""
    for path, schema, value in _walk(SCHEMA, data, ()):
        if not _is_of_form(schema, value):
            remedy = schema.get("errorMessage") or f"Write {_FORMS[_kind(schema)]}."
            name = next(part for part in reversed(path) if isinstance(part, str))
            yield path, f"'{name}' has the wrong form. {remedy}"
        elif isinstance(value, dict):
            yield from _of_mapping(path, schema, value)
        elif isinstance(value, str):
            yield from ((path, wrong) for wrong in _of_text(schema, value, path[-1]))


# ---- schemas ---------------------------------------------------------------------------------------


def _walk(schema: Schema, value: Any, path: Path) -> Iterator[tuple[Path, Schema, Any]]:
    """Yield the place of a value and of all that stands in it, each with its schema."""
    schema = _chosen(schema, value)
    yield path, schema, value
    named, others, inside = schema.get("properties", {}), schema.get("additionalProperties"), []
    if isinstance(value, dict):
        inside = [(key, named.get(key, others), inner) for key, inner in value.items()]
    elif isinstance(value, list):
        inside = [(n, schema.get("items"), inner) for n, inner in enumerate(value)]
    for key, below, inner in inside:
        if below:
            yield from _walk(below, inner, (*path, key))


def _chosen(schema: Schema, value: Any) -> Schema:
    """Return the schema that is referred to, or the one of several for such a value."""
    if "$ref" in schema:
        return _chosen(SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]], value)
    options = [_chosen(option, value) for option in schema.get("anyOf", ())]
    return next((option for option in options if _is_of_form(option, value)), schema)


def _kind(schema: Schema) -> str:
    """Return the type of a schema; of several the first, the others are for other readers of YAML."""
    kind = schema.get("type", "")
    return str(kind[0] if isinstance(kind, list) else kind)


def _is_of_form(schema: Schema, value: Any) -> bool:
    """Say whether a value is of the type and the length of a schema, which is not several."""
    if "anyOf" in schema:
        return False
    kind = _kind(schema)
    if kind in ("", "string"):
        return isinstance(value, _TYPES.get(kind, object))
    least = schema.get("minProperties", schema.get("minItems", 0))
    most = schema.get("maxProperties", schema.get("maxItems", math.inf))
    return isinstance(value, _TYPES[kind]) and bool(least <= len(value) <= most)


# ---- what does not fit ----------------------------------------------------------------------------


def _of_mapping(path: Path, schema: Schema, value: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """Yield the keys that a mapping may not have, and those that it lacks."""
    names = _chosen(schema.get("propertyNames", {}), "")
    known = schema.get("properties") or names.get("enum")
    remedies = {key: suggestion(key, known) or " Remove it." for key in value if known and key not in known}
    for key in value:
        if key in remedies:
            yield (*path, key), f"unknown {'field' if path else 'section'} '{key}'.{remedies[key]}"
        elif not known:
            yield from (((*path, key), wrong) for wrong in _of_text(names, key, key))
    ways = [name for way in schema.get("oneOf", ()) for name in way["required"]]
    if ways and len(given := [f"'{name}'" for name in ways if name in value]) != 1:
        has = " and ".join(given) or "neither a value nor an operation"
        yield path, f"the claim has {has}. Give it one value or one operation."
    else:
        misspelt = " ".join(remedies.values())
        together = (name for given, names in schema.get("dependencies", {}).items() if given in value for name in names)
        needed = (name for name in (*schema.get("required", ()), *together) if name not in value)
        missing = (name for name in needed if f"'{name}'" not in misspelt)
        yield from (((*path, name), f"'{name}' is missing. Add it.") for name in missing)


def _of_text(schema: Schema, value: str, name: str | int) -> Iterator[str]:
    options = schema.get("enum", [value])
    if value not in options:
        remedy = suggestion(value, options) or f" Use {', '.join(options[:-1])} or {options[-1]}."
        yield f"unknown {name} '{value}'.{remedy}"
    elif len(value) < schema.get("minLength", 0):
        yield f"'{value}' is too short. Write a sentence of {schema['minLength']} characters or more."
    elif "patternErrorMessage" in schema and not re.search(schema["pattern"], value):
        yield f"'{value}' {schema['patternErrorMessage']}."
    elif schema.get("format") == "language" and not locale.is_language(value):
        yield f"unknown language '{value}'. Use {_LANGUAGES}."
    elif wrong := _no_day(value, schema.get("format", "")):
        yield f"'{value}' {wrong}."


def _no_day(value: str, form: str) -> str:
    """Return why a date, or a day of the year, is none, or nothing."""
    if form not in ("calendar-date", "day-of-year"):
        return ""
    try:
        day = date.fromisoformat(f"2000-{value}" if form == "day-of-year" else value + "2000-01-01"[len(value) :])
    except ValueError:
        return "is not in the calendar. Correct the day or the month"
    return "" if 1900 <= day.year <= 2200 else "is too far away. Write a year from 1900 to 2200"
