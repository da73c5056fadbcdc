"""The JSON Schema of figures.yml, made from its shapes: what an editor completes, explains and underlines."""

from __future__ import annotations

import json
from typing import Any, get_args

from ledger.core import amount, period
from ledger.core.records import Part
from ledger.data.shape import OPERATIONS, ClaimShape, Document

NAME = "data/figures.schema.json"

_KEY = "[a-z][a-z0-9-]*"
_FIGURE = rf"{_KEY}\.{_KEY}\.{period.PATTERN}"
_CLAIM = rf"^{_FIGURE}/{_KEY}$"

Schema = dict[str, Any]


def text() -> str:
    """Return the schema as it stands in its file."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def schema() -> Schema:
    """Return the schema of the whole file."""
    made: Schema = _plain(Document.model_json_schema(by_alias=True))
    parts = made["$defs"]
    figures = made["properties"]["figures"]
    figures["patternProperties"] = {rf"^{_FIGURE}$": value for value in figures["patternProperties"].values()}
    _complete_claim(parts["ClaimShape"])
    _complete_check(parts["CheckShape"]["properties"])
    parts["MeasureShape"]["dependencies"] = {"compares": ["as"], "as": ["compares"]}
    claim = {"type": "string", "pattern": _CLAIM}
    parts |= {"claim": claim, "count": {"type": "string", "pattern": f"^{amount.COUNT}$"}, "operand": _operand()}
    return {"$schema": "http://json-schema.org/draft-07/schema#", "title": "The file of figures", **made}


def _complete_claim(claim: Schema) -> None:
    """Say what the shape leaves to the loader: the value grammar, operands, and what goes with what."""
    fields = claim["properties"]
    fields["value"]["pattern"] = rf"^(?:{amount.PATTERN})$"
    fields["value"]["description"] += f" {amount.GRAMMAR}, or several SCALE."
    for name in OPERATIONS:
        fields[name] = _operands(name, "claim")
    claim["oneOf"] = [{"required": [name]} for name in ("value", *OPERATIONS)]
    claim["dependencies"] = {"value": ["by", "status", "articles"]}


def _complete_check(fields: Schema) -> None:
    literal = {"type": "string", "pattern": rf"^(?:{amount.PATTERN})$"}
    side = {"anyOf": [_ref("operand"), literal]}
    fields["left"] |= _ref("operand")
    fields["right"] |= {"anyOf": [*side["anyOf"], {"type": "array", "items": side, "minItems": 1}]}


def _operand() -> Schema:
    """Return the grammar of an operand in a check: a claim, a bound of a claim, or one operation on operands."""
    bounds = {part: {**_ref("claim"), "description": f"The {part} of a claim's range."} for part in get_args(Part)}
    return {
        "description": "A claim's id, {low|high|middle: claim} or one operation.",
        "anyOf": [
            _ref("claim"),
            {
                "type": "object",
                "properties": {**{name: _operands(name, "operand") for name in OPERATIONS}, **bounds},
                "additionalProperties": False,
                "minProperties": 1,
                "maxProperties": 1,
            },
        ],
    }


def _operands(operation: str, kind: str) -> Schema:
    """Return the grammar of an operation's operands, each of one kind; a count may stand where one is multiplied."""
    one, countable = _ref(kind), {"anyOf": [_ref(kind), _ref("count")]}
    found: Schema = {"type": "array", "description": ClaimShape.model_fields[operation].description, "minItems": 2}
    if operation == "sum":
        return found | {"items": one}
    if operation == "product":
        return found | {"items": countable, "contains": one}
    return found | {"items": [one, countable if operation == "base" else one], "additionalItems": False}


def _ref(kind: str) -> Schema:
    return {"allOf": [{"$ref": f"#/$defs/{kind}"}]}


def _plain(node: Any) -> Any:
    """Return a part of the schema without titles, without null, and with years that need no quotes."""
    if isinstance(node, list):
        return [_plain(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _plain(value) for key, value in node.items() if not _is_noise(key, value)}
    options = [o for o in kept.get("anyOf", ()) if o != {"type": "null"}]
    if len(options) == 1:
        del kept["anyOf"]
        kept = {**({"allOf": options} if "$ref" in options[0] else options[0]), **kept}
    if "patternProperties" in kept:
        kept["additionalProperties"] = False
    if str(kept.get("pattern", "")).startswith("^[0-9]{4}"):
        kept["type"] = ["string", "integer"]  # a year alone is a number to other readers of YAML
    return kept


def _is_noise(key: str, value: Any) -> bool:
    return (key == "title" and isinstance(value, str)) or (key == "default" and value is None)
