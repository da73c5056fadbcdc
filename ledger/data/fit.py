"""Entries into their shapes, and what is said of those that do not fit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from ledger.core.problem import suggestion
from ledger.data.shape import SECTIONS, ClaimShape, DiffersShape, Document, PrintShape, Shape

#: What to write where a text does not fit its pattern.
_FORMS = {
    "^[a-z][": "is not a key. Use lower-case letters, digits and hyphens, with a letter first",
    "^(?:[a-z]": "is not a figure's id. Write entity.measure.period",
    "^[0-9]{4}": "is not a date. Write 2026, 2026-05 or 2026-02-05",
    "^https:": "is not an https address. Write it in full, with https:// and without odd characters",
    "^[0-9]{2}": "is not a day of the year. Write month and day, such as 06-30",
}

Path = tuple[str | int, ...]
Complaint = tuple[Path, str]


def fit(shape: type[Shape], data: Any, path: Path) -> tuple[Shape | None, list[Complaint]]:
    """Return the entry in its shape, or every complaint about it with its path in the file."""
    try:
        return shape.model_validate(data), []
    except ValidationError as error:
        return None, list(_complaints(error, path))


def _complaints(error: ValidationError, path: Path) -> Iterator[Complaint]:
    for detail in error.errors(include_url=False):
        place = (*path, *(detail["loc"][:-1] if _is_of_key(detail) else detail["loc"]))
        yield place, _message(detail, place)


def _is_of_key(detail: Mapping[str, Any]) -> bool:
    """Say whether a key is at fault, which pydantic adds as a last step; a key may be called like that step, too."""
    return detail["loc"][-1:] == ("[key]",) and detail["type"] in ("literal_error", "string_pattern_mismatch")


def _message(detail: Mapping[str, Any], place: Path) -> str:
    name, given, kind = str(place[-1]), detail["input"], detail["type"]
    context = detail.get("ctx", {})
    if kind == "extra_forbidden" or (kind == "literal_error" and _is_of_key(detail)):
        known = _fields(place[:-1]) if kind == "extra_forbidden" else _quoted(context)
        return f"unknown field '{name}'.{suggestion(name, known) or ' Remove it.'}"
    if kind == "missing":
        return f"'{name}' is missing. Add it."
    if kind == "literal_error":
        options = _quoted(context)
        return f"unknown {name} '{given}'.{suggestion(str(given), options) or f' Use {_either(options)}.'}"
    if kind == "string_pattern_mismatch":
        form = next(text for start, text in _FORMS.items() if context["pattern"].startswith(start))
        return f"'{given}' {form}."
    if kind == "value_error":
        return f"'{given}' {context['error']}."
    if kind == "string_too_short":
        return f"'{given}' is too short. Write a sentence of {context['min_length']} characters or more."
    if kind == "too_long":
        return f"'{name}' has more than {context['max_length']} entries. Leave some out."
    if kind in ("too_short", "dict_type", "list_type", "model_type", "model_attributes_type", "string_type"):
        is_list = kind == "list_type" or context.get("field_type") == "List"
        wanted = "a text" if kind == "string_type" else f"a {'list' if is_list else 'mapping'} with at least one entry"
        return f"'{name}' has the wrong form. Write {wanted}."
    return f"'{name}': {detail['msg']}. Correct it."


def _quoted(context: Mapping[str, Any]) -> list[str]:
    return re.findall(r"'([^']+)'", context["expected"])


def _fields(place: Path) -> list[str]:
    return [info.alias or name for name, info in _shape_at(place).model_fields.items()]


def _shape_at(place: Path) -> type[Shape]:
    """Return the shape of what stands at a place, whatever its keys are called."""
    match place:
        case ("figures", _, "claims", _, "articles", *_):
            return PrintShape
        case ("figures", _, "claims", _, "differs"):
            return DiffersShape
        case ("figures", _, "claims", _):
            return ClaimShape
        case (str(section), _):
            return SECTIONS[section]
    return Document


def _either(options: list[str]) -> str:
    return f"{', '.join(options[:-1])} or {options[-1]}"
