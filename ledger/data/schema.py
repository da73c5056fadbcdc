"""The JSON Schema of figures.yml, from the records: what an editor completes, explains and underlines."""

from __future__ import annotations

import json
from typing import Any

from pydantic import Field, create_model

from ledger.core import period
from ledger.core.records import Figure
from ledger.data.shape import DEFINITIONS, OPTIONAL, SECTIONS, Known, model

NAME = "data/figures.schema.json"

_KEY = "[a-z][a-z0-9-]*"
_FIGURE = rf"^{_KEY}\.{_KEY}\.{period.PATTERN}$"

Schema = dict[str, Any]


def text() -> str:
    """Return the schema as it stands in its file."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def schema() -> Schema:
    """Return the schema of the whole file."""
    sections: Any = {
        name: (dict[str, model(record)], Field(default_factory=dict) if name in OPTIONAL else Field())  # type: ignore[misc]
        for name, record in SECTIONS.items()
    }
    made = _plain(create_model("File", __base__=Known, **sections).model_json_schema(by_alias=True))
    made["$defs"] |= _plain(DEFINITIONS)
    for name, record in SECTIONS.items():
        pattern = _FIGURE if record is Figure else f"^{_KEY}$"
        section = made["properties"][name]
        made["properties"][name] = {
            "type": "object",
            "description": record.__doc__,
            "patternProperties": {pattern: section["additionalProperties"]},
            "additionalProperties": False,
        }
    claim = made["$defs"]["Claim"]
    ways = ("value", *(n for n in claim["properties"] if n in DEFINITIONS["operand"]["anyOf"][-1]["properties"]))
    claim["oneOf"] = [{"required": [way]} for way in ways]
    claim["dependencies"] = {"value": ["status", "printed"]}
    made["$defs"]["Measure"]["dependencies"] = {"compares": ["as"], "as": ["compares"]}
    return {"$schema": "http://json-schema.org/draft-07/schema#", "title": "The file of figures", **made}


def _plain(node: Any) -> Any:
    """Return a part of the schema without titles, defaults and null, and with years that need no quotes."""
    if isinstance(node, list):
        return [_plain(item) for item in node]
    if not isinstance(node, dict):
        return node
    if isinstance(node.get("ref"), str):
        target, about = {"$ref": f"#/$defs/{node['ref']}"}, {k: v for k, v in node.items() if k != "ref"}
        return {"allOf": [target], **about} if about else target
    if "patternProperties" in node:
        node = {**node, "additionalProperties": False}
    kept = {key: _plain(value) for key, value in node.items() if not _is_noise(key, value)}
    options = [o for o in kept.get("anyOf", ()) if o != {"type": "null"}]
    if len(options) == 1:
        del kept["anyOf"]
        kept = {**({"allOf": options} if "$ref" in options[0] else options[0]), **kept}
    elif options:
        kept["anyOf"] = options
    if str(kept.get("pattern", "")).startswith("^[0-9]{4}"):
        kept["type"] = ["string", "integer"]  # a year alone is a number to other readers of YAML
    return kept


def _is_noise(key: str, value: Any) -> bool:
    return (key == "title" and isinstance(value, str)) or (key == "default" and value in (None, ""))
