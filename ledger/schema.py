"""The JSON Schema of figures.yml, made from its shapes: what an editor completes, explains and underlines."""

from __future__ import annotations

import json
from typing import Any, get_args

from ledger import amount, period
from ledger.model import Part
from ledger.shape import OPERATIONS, Document

NAME = "data/figures.schema.json"

_KEY = "[a-z][a-z0-9-]*"
_FIGURE = rf"{_KEY}\.{_KEY}\.{period.PATTERN}"
_CLAIM = rf"^{_FIGURE}/{_KEY}$"
_MANY = ("sum", "product")

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
    parts |= {"operand": _operand(), "operands": _operands(None), "pair": _operands(2)}
    return {"$schema": "http://json-schema.org/draft-07/schema#", "title": "The file of figures", **made}


def _complete_claim(claim: Schema) -> None:
    """Say what the shape leaves to the loader: the value grammar, operands, and what goes with what."""
    fields = claim["properties"]
    fields["value"]["pattern"] = rf"^(?:{amount.PATTERN})$"
    fields["value"]["description"] += f" {amount.GRAMMAR}, or several SCALE."
    for name in OPERATIONS:
        fields[name] = {"allOf": [_operands_of(name)], "description": fields[name]["description"]}
    claim["oneOf"] = [{"required": [name]} for name in ("value", *OPERATIONS)]
    claim["dependencies"] = {"value": ["by", "status", "articles"]}


def _complete_check(fields: Schema) -> None:
    operand = {"$ref": "#/$defs/operand"}
    fields["left"] |= {"anyOf": [operand]}
    fields["right"] |= {"anyOf": [operand, {"type": "array", "items": operand, "minItems": 1}]}


def _operand() -> Schema:
    """Return the grammar of an operand: a claim, an amount, a bound of a claim, or one operation on operands."""
    claim = {"type": "string", "pattern": _CLAIM}
    bounds = {part: {**claim, "description": f"The {part} of a claim's range."} for part in get_args(Part)}
    return {
        "description": "A claim's id, an amount in quotes, {low|high|middle: claim} or one operation.",
        "anyOf": [
            claim,
            {"type": "string", "pattern": rf"^(?:{amount.PATTERN})$"},
            {
                "type": "object",
                "properties": {**{name: _operands_of(name) for name in OPERATIONS}, **bounds},
                "additionalProperties": False,
                "minProperties": 1,
                "maxProperties": 1,
            },
        ],
    }


def _operands(most: int | None) -> Schema:
    found: Schema = {"type": "array", "items": {"$ref": "#/$defs/operand"}, "minItems": 2}
    return found | ({"maxItems": most} if most else {})


def _operands_of(operation: str) -> Schema:
    return {"$ref": f"#/$defs/{'operands' if operation in _MANY else 'pair'}"}


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
