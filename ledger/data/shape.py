"""The form of figures.yml: models derived from the records, and what is said of an entry that does not fit."""

from __future__ import annotations

import re
from collections import abc
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, WithJsonSchema, create_model

from ledger.core import amount, period
from ledger.core.forms import AtLeast, Key
from ledger.core.problem import Path, suggestion
from ledger.core.records import Article, Check, Claim, Entity, Figure, Measure, Reference
from ledger.core.vocabulary import OperationName, Part, WrittenStatus

OPERATIONS: tuple[OperationName, ...] = get_args(OperationName)
PARTS: tuple[Part, ...] = get_args(Part)
#: Every former id of a figure is joined with every former key of its claims.
MAX_FORMER = 10

_KEY = "[a-z][a-z0-9-]*"
CLAIM_PATTERN = rf"^{_KEY}\.{_KEY}\.{period.PATTERN}/{_KEY}$"
_CLAIM = {"type": "string", "pattern": CLAIM_PATTERN}
_COUNT = {"type": "string", "pattern": f"^{amount.COUNT}$"}
_VALUE = {"type": "string", "pattern": rf"^(?:{amount.PATTERN})$"}
_OPERAND = {"ref": "operand"}
_LIST = {"type": "array", "items": _OPERAND}
_TOKEN = [{"type": "string"}, {"ref": "print"}]
_TOKENS = {"anyOf": [*_TOKEN, {"type": "array", "items": {"anyOf": _TOKEN}}]}
#: Parts of the schema that entries refer to; `ref` names another part.
DEFINITIONS: dict[str, Any] = {
    "operand": {
        "description": "A claim's id, a plain count, {low|high|middle: claim} or one operation.",
        "anyOf": [
            *(_CLAIM, _COUNT, _VALUE),
            {
                "type": "object",
                "properties": {
                    **{part: {**_CLAIM, "description": "One bound of a claim, or its middle."} for part in PARTS},
                    **{name: {**_LIST, "description": "Its operands."} for name in OPERATIONS},
                },
                "additionalProperties": False,
                "minProperties": 1,
                "maxProperties": 1,
            },
        ],
    },
    "print": {
        "type": "object",
        "properties": {
            "as": {"type": "string", "description": "The number as printed there."},
            "head": {"type": "string", "description": "Scale and currency, where a heading holds them."},
            "note": {"type": "string", "description": "What is odd about this place."},
            "unread": {"type": "string", "description": "Why a token is kept that cannot be read."},
        },
        "required": ["as"],
        "additionalProperties": False,
    },
    "prints": {"type": "object", "additionalProperties": {"type": "object", "additionalProperties": _TOKENS}},
}

_Operands = Annotated[list[Any], WithJsonSchema({"type": "array", "items": _CLAIM, "minItems": 2})]
_Operand = Annotated[Any, WithJsonSchema(_OPERAND)]
_Right = Annotated[Any, WithJsonSchema({"anyOf": [_OPERAND, _LIST]})]
_Prints = Annotated[dict[Key, Any], WithJsonSchema({"ref": "prints"})]


def _optional(kind: Any, about: str) -> tuple[Any, Any]:
    return kind | None, Field(None, description=about)


#: Fields of a record that the file writes otherwise: what stands there in their place.
RAW: Mapping[tuple[type, str], Mapping[str, tuple[Any, Any]]] = {
    (Claim, "amount"): {
        "value": _optional(Annotated[str, WithJsonSchema(_VALUE)], f"{amount.GRAMMAR}, or several SCALE."),
    },
    (Claim, "operation"): {
        name: _optional(_Operands, "[level, growth]" if name == "base" else "[new, old]")
        if name not in ("sum", "product")
        else _optional(_Operands, "Operands, each once.")
        for name in OPERATIONS
    },
    (Claim, "status"): {"status": _optional(WrittenStatus, "How sure it is; the weaker of two.")},
    (Claim, "revises"): {
        "revises": _optional(
            Key | dict[Key, Literal["definition"]],
            "The claim of the same speaker that it replaces; {claim: definition} where only the counting changed.",
        )
    },
    (Claim, "prints"): {"printed": (_Prints, Field(default_factory=dict, description="Source, place, number."))},
    (Figure, "claims"): {},
    (Check, "tests"): {"tests": _optional(Key | list[Key], "The article that is tested, or several for a dispute.")},
    (Check, "left"): {"left": (_Operand, Field(description="A claim, {low|high|middle: claim} or one operation."))},
    (Check, "right"): {"right": (_Right, Field(None, description="Like left, an amount, or a list."))},
}

#: Pattern of a text -> what to say where it does not fit.
_REMEDIES: dict[str, str] = {}


class Known(BaseModel):
    """A mapping with known fields only."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@cache
def model(record: type) -> type[Known]:
    """Return the model of a record's written form, its fields in the order of the record's."""
    hints = get_type_hints(record, include_extras=True)
    made: dict[str, Any] = {}
    for f in fields(record):
        if (record, f.name) in RAW:
            made |= RAW[record, f.name]
        elif "about" in f.metadata:
            made[f.name] = _typed(hints[f.name]), _field(f)
    if record is Figure:
        claims: Any = dict.__class_getitem__((_typed(Key), model(Claim)))
        made["claims"] = claims, Field(min_length=1, description="The answers, by key.")
    return create_model(record.__name__, __base__=Known, __doc__=record.__doc__, **made)


def _field(f: Any) -> Any:
    name = f.metadata.get("name", f.name)
    if f.default_factory is not MISSING:
        most = MAX_FORMER if f.name == "was" else None
        return Field(default_factory=f.default_factory, alias=name, description=f.metadata["about"], max_length=most)
    default = ... if f.default is MISSING else f.default
    return Field(default, alias=name, description=f.metadata["about"])


def _typed(hint: Any) -> Any:
    """Return a record's type as pydantic validates it: tuples are lists, forms are patterns."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        base, form = inner[0], inner[1]
        if isinstance(form, AtLeast):
            return Annotated[base, Field(min_length=form.characters)]
        _REMEDIES[form.pattern] = form.remedy
        checks = (AfterValidator(form.check),) if form.check else ()
        return Annotated[base, Field(pattern=form.pattern), *checks]
    if origin is tuple:
        return list[_typed(inner[0])]  # type: ignore[misc]
    if origin is abc.Mapping:
        return dict[_typed(inner[0]), _typed(inner[1])]  # type: ignore[misc]
    return hint


#: Section -> record of one of its entries, in the order of the file.
SECTIONS: dict[str, type] = {
    "articles": Article,
    "references": Reference,
    "entities": Entity,
    "measures": Measure,
    "figures": Figure,
    "checks": Check,
}
OPTIONAL = ("references", "checks")


def written(entry: BaseModel, record: type) -> dict[str, Any]:
    """Return the fields of an entry that go into its record as they are."""
    names = [f.name for f in fields(record) if "about" in f.metadata and (record, f.name) not in RAW]
    return {name: _frozen(getattr(entry, name)) for name in names}


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_frozen(v) for v in value)
    return {str(k): _frozen(v) for k, v in value.items()} if isinstance(value, dict) else value


# ---- what does not fit ----------------------------------------------------------------------------

Complaint = tuple[Path, str]


def fit(record: type, data: Any, path: Path) -> tuple[Any, list[Complaint]]:
    """Return an entry in its form, or nothing and every complaint about it with its path in the file."""
    try:
        return model(record).model_validate(data), []
    except ValidationError as error:
        return None, list(_complaints(error, path))


def _complaints(error: ValidationError, path: Path) -> Iterator[Complaint]:
    for detail in error.errors(include_url=False):
        place = (*path, *(detail["loc"][:-1] if _is_of_key(detail) else detail["loc"]))
        if place[-1] not in ("str", "constrained-str") and not str(place[-1]).startswith(
            ("list[", "dict[", "function-")
        ):
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
        return f"'{given}' {_REMEDIES[context['pattern']]}."
    if kind == "value_error":
        return f"'{given}' {context['error']}."
    if kind == "string_too_short":
        return f"'{given}' is too short. Write a sentence of {context['min_length']} characters or more."
    if kind == "too_long":
        return f"'{name}' has more than {context['max_length']} entries. Leave some out."
    is_list = kind == "list_type" or context.get("field_type") == "List"
    wanted = "a text" if kind == "string_type" else f"a {'list' if is_list else 'mapping'} with at least one entry"
    return f"'{name}' has the wrong form. Write {wanted}."


def _quoted(context: Mapping[str, Any]) -> list[str]:
    return re.findall(r"'([^']+)'", context["expected"])


def _fields(place: Path) -> list[str]:
    """Return the names of the fields of what stands at a place, whatever its keys are called."""
    is_claim = len(place) == 4 and place[0] == "figures" and place[2] == "claims"
    record = Claim if is_claim else SECTIONS[str(place[0])]
    return field_names(record)


@cache
def field_names(record: type) -> list[str]:
    """Return the names of an entry's fields in the order in which they are written."""
    return [info.alias or name for name, info in model(record).model_fields.items()]


def _either(options: list[str]) -> str:
    return f"{', '.join(options[:-1])} or {options[-1]}"
