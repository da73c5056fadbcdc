"""Check the entries of figures.yml by its JSON Schema, the one table of their fields."""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from functools import lru_cache
from pathlib import Path as File
from typing import Any

from ledger.core.problem import Path, suggestion
from ledger.core.records import Article, Check, Claim, Entity, Figure, Measure, Source
from ledger.language import locale

Schema = Mapping[str, Any]
Said = list[tuple[Path, str]]
SCHEMA: Schema = json.loads(File(__file__).with_name("figures.schema.json").read_text("utf-8"))
#: Section -> record of one of its entries, in the order of the file.
SECTIONS: dict[str, type] = dict(
    zip(SCHEMA["properties"], (Article, Source, Entity, Measure, Figure, Check), strict=True)
)
#: What a record calls the fields whose names are Python's own words.
OWN = {"as": "how", "is": "relation"}
_NAMES = {record: {field.name for field in fields(record)} for record in (*SECTIONS.values(), Claim)}
_LANGUAGES = f"{', '.join(locale.LANGUAGES[:-1])} or {locale.LANGUAGES[-1]}"
_TYPES = {"object": dict, "array": list, "string": str}
_FORMS = {dict: "a mapping with at least one entry", list: "a list with at least one entry", str: "a text"}
#: What a schema may ask beyond type and length.
_MORE = {"properties", "propertyNames", "required", "oneOf", "dependencies", "enum", "minLength", "patternErrorMessage"}
_BY_SCHEMA: dict[int, "Form"] = {}


class Form:
    """A schema and those that it refers to, worked out once for the many values that have it."""

    def __init__(self, schema: Schema) -> None:
        _BY_SCHEMA[id(schema)] = self  # an operation has operands, which may be operations
        self.schema, kind = schema, schema.get("type", "")
        #: Of several types the first, the others are for other readers of YAML.
        self.type: Any = _TYPES.get(kind[0] if isinstance(kind, list) else kind, object)
        self.least: int = schema.get("minProperties", schema.get("minItems", 0))
        self.most: float = schema.get("maxProperties", schema.get("maxItems", math.inf))
        self.fields = {name: form_of(field) for name, field in schema.get("properties", {}).items()}
        self.others = form_of(below) if (below := schema.get("additionalProperties", schema.get("items"))) else None
        several = map(form_of, schema.get("anyOf", ()))
        self.options: list[Form] = [form for option in several for form in option.options or [option]]
        self.is_prose = schema.get("format") == "prose"
        #: Whether a value of this type and length cannot be wrong.
        self.is_free = schema.get("format", "prose") == "prose" and _MORE.isdisjoint(schema)

    def of(self, value: Any) -> "Form":
        """Return the one of several forms that such a value has."""
        return next((form for form in self.options if form.fits(value)), self)

    def fits(self, value: Any) -> bool:
        """Say whether a value is of the type and the length, where there are not several."""
        return not self.options and isinstance(value, self.type) and self.least <= len(value) <= self.most


def form_of(schema: Schema) -> Form:
    """Return the form of a schema, or of the one that it refers to."""
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    return _BY_SCHEMA.get(id(schema)) or Form(schema)


def of_entries(section: str) -> Schema:
    """Return the schema of a section's entries, or of the claims of a figure."""
    properties = SCHEMA["$defs"]["figure"]["properties"] if section == "claims" else SCHEMA["properties"]
    return form_of(properties[section]["additionalProperties"]).schema


def field_names(section: str) -> list[str]:
    """Return the names of an entry's fields in the order in which they are written."""
    return list(of_entries(section)["properties"])


def written(entry: Mapping[str, Any], record: type) -> dict[str, Any]:
    """Return the fields of an entry that its record knows, under the record's names for them."""
    known, named = _NAMES[record], ((OWN.get(name, name), value) for name, value in entry.items())
    return {name: _frozen(value) for name, value in named if name in known}


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_frozen(v) for v in value)
    return {k: _frozen(v) for k, v in value.items()} if isinstance(value, dict) else value


def read(form: Form, value: Any, path: Path, odd: Said, sentences: Said) -> None:
    """Note what does not fit the schema, and the sentences and names, in which an amount or an id could be wrong."""
    form = form.of(value) if form.options else form
    if not form.fits(value):
        remedy = form.schema.get("errorMessage") or f"Write {_FORMS[form.type]}."
        name = next(part for part in reversed(path) if isinstance(part, str))
        odd.append((path, f"'{name}' has the wrong form. {remedy}"))
    elif isinstance(value, dict) and not form.is_free:
        odd += [((*path, *place), wrong) for place, wrong in _of_keys(form, tuple(value))]
    if isinstance(value, str):
        if form.is_prose:
            sentences.append((path, value))
        if not form.is_free and (wrong := _of_text(form, value, path[-1])):
            odd.append((path, wrong))
    elif isinstance(value, form.type):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            if below := form.fields.get(key, form.others):
                read(below, inner, (*path, key), odd, sentences)


@lru_cache(maxsize=100_000)
def _of_keys(form: Form, keys: tuple[str, ...]) -> Said:
    """Return which keys a mapping may not have, and which it lacks; many have the same ones."""
    schema = form.schema
    names = form_of(schema["propertyNames"]) if "propertyNames" in schema else None
    known = form.fields or (names.schema.get("enum") if names else None)
    remedies = {key: suggestion(key, known) or " Remove it." for key in keys if known and key not in known}
    kind = "section" if schema is SCHEMA else "field"
    found: Said = [((key,), f"unknown {kind} '{key}'.{remedy}") for key, remedy in remedies.items()]
    if names and not known:
        found += [((key,), wrong) for key in keys if (wrong := _of_text(names, key, key))]
    ways = [name for way in schema.get("oneOf", ()) for name in way["required"]]
    if ways and len(given := [f"'{name}'" for name in ways if name in keys]) != 1:
        has = " and ".join(given) or "neither a value nor an operation"
        return [*found, ((), f"the claim has {has}. Give it one value or one operation.")]
    misspelt = " ".join(remedies.values())
    together = (name for given, names in schema.get("dependencies", {}).items() if given in keys for name in names)
    needed = (name for name in (*schema.get("required", ()), *together) if name not in keys)
    missing = (name for name in needed if f"'{name}'" not in misspelt)
    return [*found, *(((name,), f"'{name}' is missing. Add it.") for name in missing)]


@lru_cache(maxsize=100_000)
def _of_text(form: Form, value: str, name: str | int) -> str:
    """Return what is wrong with a text, or nothing."""
    schema = form.schema
    options = schema.get("enum", [value])
    if value not in options:
        remedy = suggestion(value, options) or f" Use {', '.join(options[:-1])} or {options[-1]}."
        return f"unknown {name} '{value}'.{remedy}"
    if len(value) < schema.get("minLength", 0):
        return f"'{value}' is too short. Write a sentence of {schema['minLength']} characters or more."
    if "patternErrorMessage" in schema and not re.search(schema["pattern"], value):
        return f"'{value}' {schema['patternErrorMessage']}."
    if schema.get("format") == "language" and not locale.is_language(value):
        return f"unknown language '{value}'. Use {_LANGUAGES}."
    wrong = _no_day(value, schema.get("format", ""))
    return f"'{value}' {wrong}." if wrong else ""


def _no_day(value: str, form: str) -> str:
    """Return why a date, or a day of the year, is none, or nothing."""
    if form not in ("calendar-date", "day-of-year"):
        return ""
    try:
        day = date.fromisoformat(f"2000-{value}" if form == "day-of-year" else value + "2000-01-01"[len(value) :])
    except ValueError:
        return "is not in the calendar. Correct the day or the month"
    return "" if 1900 <= day.year <= 2200 else "is too far away. Write a year from 1900 to 2200"
