"""The JSON Schema: it agrees with the records, accepts the project's file, and refuses what the loader refuses."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import pytest
from conftest import FIXTURE, Edit, changed
from jsonschema import Draft7Validator

from ledger.core import amount, period
from ledger.core import yaml as tree
from ledger.core.problem import Unreadable
from ledger.core.records import Claim
from ledger.core.vocabulary import (
    OPERATIONS,
    Comparison,
    EntityKind,
    Meaning,
    MeasureKind,
    Reason,
    Relation,
    Status,
    Verdict,
)  # fmt: skip
from ledger.data import load, shape

SCHEMA_FILE = Path(shape.__file__).with_name("figures.schema.json")
VALIDATOR = Draft7Validator(shape.SCHEMA)


def places(text: str) -> set[str]:
    """Return where the schema finds fault with a text, as paths."""
    return {"/".join(str(p) for p in error.path) for error in VALIDATOR.iter_errors(tree.parse(text, "").data)}


def test_the_schema_is_one() -> None:
    Draft7Validator.check_schema(shape.SCHEMA)


def test_an_editor_s_checker_accepts_a_good_file() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", SCHEMA_FILE, FIXTURE / load.NAME]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


CLAIM = "figures/acme.capex.2026/claims/guidance"
VALUE = '        value: "about 200 billion"\n'
GROWTH = "        growth: [acme.capex.2026/guidance, acme.capex.2025/reported]\n"
IMPLIED = "figures/acme.growth.2026/claims/implied"
RIGHT = "    right: acme.capex.2026/guidance\n"
CHECK = "checks/more-than-one"

CASES: dict[str, tuple[Edit, set[str]]] = {
    "nothing": (("", ""), set()),
    "unknown field": ((VALUE, f"{VALUE}        valeu: x\n"), {CLAIM}),
    "unknown section": (("articles:", "authors: {}\narticles:"), {""}),
    "unknown status": (("        status: actual\n", "        status: real\n"), {"figures/acme.capex.2025/claims/reported/status"}),
    "value": ((VALUE, '        value: "some 200 billion"\n'), {f"{CLAIM}/value"}),
    "value in per cent": ((VALUE, '        value: "nearly 2.5 to 3 %"\n'), set()),
    "vague value": ((VALUE, '        value: "several billion"\n'), set()),
    "no value": ((VALUE, ""), {CLAIM}),
    "value and operation": ((VALUE, f"{VALUE}{GROWTH}"), {CLAIM}),
    "value without status": (("        status: actual\n", ""), {"figures/acme.capex.2025/claims/reported"}),
    "comparison that does not say how": (("    as: growth\n", ""), {"measures/growth"}),
    "comparison with nothing": (("    compares: capex\n", ""), {"measures/growth"}),
    "no such period": (("  acme.growth.2026:", "  acme.growth.26:"), {"figures"}),
    "span": (("  acme.growth.2026:", "  acme.growth.2024..fy2026:"), set()),
    "key": (("      guidance:", "      Guidance:"), {"figures/acme.capex.2026/claims"}),
    "date": (("        asof: 2026-02-05", "        asof: Feb 2026"), {f"{CLAIM}/asof"}),
    "year": (("        asof: 2026-02-05", "        asof: 2026"), set()),
    "address": (("https://wire", "http://wire"), {"articles/plan/url"}),
    "token with what stands in the heading": (('{title: "$200 billion"}', '{title: {as: "$200", head: "in billions", note: "x"}}'), set()),
    "several tokens": (('{title: "$200 billion"}', '{title: ["$200 billion", {as: "$200 billion"}]}'), set()),
    "token without its number": (('{title: "$200 billion"}', '{title: {note: "x"}}'), {f"{CLAIM}/printed/plan/title"}),
    "place in a list": (('{title: "$200 billion"}', '[title]'), {f"{CLAIM}/printed/plan"}),
    "reference": (("entities:\n", "references:\n  release: {publisher: Acme, kind: release, published: 2026, url: https://acme.example/}\nentities:\n"), set()),
    "reference without address": (("entities:\n", "references:\n  release: {publisher: Acme, kind: release, published: 2026}\nentities:\n"), {"references/release"}),
    "reason": (("superseded:", "older:"), {"figures/acme.capex.2026/claims/rumour/differs"}),
    "revises": (("        asof: 2026-02-05", "        revises: rumour"), set()),
    "revises a definition": (("        asof: 2026-02-05", "        revises: {rumour: definition}"), set()),
    "tests several": (("tests: plan", "tests: [plan, krant]"), set()),
    "check without meaning": (("    means: sound\n", ""), {CHECK}),
    "one operand": ((GROWTH, "        growth: [acme.capex.2026/guidance]\n"), {f"{IMPLIED}/growth"}),
    "three operands": ((", acme.capex.2025/reported]\n", ', acme.capex.2025/reported, "4"]\n'), {f"{IMPLIED}/growth", f"{IMPLIED}/growth/2"}),
    "operand that is a figure": (("acme.capex.2025/reported]", "acme.capex.2025]"), {f"{IMPLIED}/growth/1"}),
    "operation in a check's operation": ((RIGHT, '    right: {sum: [{product: [acme.capex.2025/reported, "4"]}, {low: beta.capex.2026/guidance}]}\n'), set()),
    "operation in a claim's operation": ((GROWTH, '        sum: [{product: [acme.capex.2025/reported, "4"]}, {low: beta.capex.2026/guidance}]\n'),
        {f"{IMPLIED}/sum/0", f"{IMPLIED}/sum/1"}),
    "unknown operation": ((RIGHT, '    right: {times: [acme.capex.2025/reported, "4"]}\n'), {f"{CHECK}/right"}),
    "count in a claim": ((GROWTH, '        product: [acme.capex.2025/reported, "4"]\n'), {f"{IMPLIED}/product/1"}),
    "counts of a check": (("    means: sound\n", '    means: sound\n    counts: {"4": "Quarters of a year."}\n'), set()),
    "two operations in one operand": ((RIGHT, '    right: {low: acme.capex.2026/guidance, high: acme.capex.2026/guidance}\n'), {f"{CHECK}/right"}),
    "list of operands": ((RIGHT, '    right: [acme.capex.2026/guidance, "5 billion"]\n'), set()),
    "unknown relation": (("    is: above\n", "    is: over\n"), {f"{CHECK}/is"}),
    "former ids": (("    see: [pair", "    was: [acme.spending.2026]\n    see: [pair"), set()),
    "former id that is none": (("    see: [pair", "    was: [spending]\n    see: [pair"), {"figures/acme.capex.2026/was/0"}),
}  # fmt: skip


@pytest.mark.parametrize(("edit", "expected"), CASES.values(), ids=CASES)
def test_schema(edit: Edit, expected: set[str]) -> None:
    assert places(changed(edit)) == expected


def _objects(node: Any) -> list[dict[str, Any]]:
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [*([node] if isinstance(node, dict) else []), *(o for n in inner for o in _objects(n))]


def test_every_field_is_explained_and_no_other_is_let_in() -> None:
    for node in _objects(shape.SCHEMA):
        if "properties" in node:
            assert node["additionalProperties"] is False
            assert [
                name for name, field in node["properties"].items() if not ("description" in field or "$ref" in field)
            ] == []


def test_what_may_be_written_in_several_forms_has_a_message() -> None:
    assert [node for node in _objects(shape.SCHEMA) if "anyOf" in node and "errorMessage" not in node] == []


def test_the_records_know_every_field() -> None:
    for section, record in {**shape.SECTIONS, "claims": Claim}.items():
        names = {shape.OWN.get(name, name) for name in shape.field_names(section)}
        known = {field.name for field in fields(record)}
        assert names - known <= {"value", "printed", *OPERATIONS}, section


WORDS: dict[tuple[str, ...], Any] = {
    ("entities", "kind"): EntityKind,
    ("measures", "kind"): MeasureKind,
    ("measures", "as"): Comparison,
    ("claims", "status"): Status,
    ("claims", "differs", "propertyNames"): Reason,
    ("checks", "is"): Relation,
    ("checks", "expect"): Verdict,
    ("checks", "means"): Meaning,
}


@pytest.mark.parametrize(("place", "words"), WORDS.items(), ids=map("/".join, WORDS))
def test_the_words_are_those_of_the_code(place: tuple[str, ...], words: Any) -> None:
    node = shape.of_entries(place[0])["properties"]
    for key in place[1:]:
        node = node[key]
    assert [*node["enum"], *(["computed"] if words is Status else [])] == list(get_args(words))


def test_amounts_and_periods_are_read_as_the_code_reads_them() -> None:
    parts = shape.SCHEMA["$defs"]
    grammar = re.sub(r"\?P<\w+>", "?:", f"{amount._VALUE.pattern}|{amount._VAGUE.pattern}")
    assert parts["value"]["pattern"] == f"^(?:{grammar})$"
    for text in (
        *period.FORMS.replace(" or", ",").split(", "),
        "fy2026-h1",
        "ytdfy2026-q2",
        "ttmfy2026-q1",
        "2024-q1..2026-q1",
    ):
        assert re.search(parts["claim-id"]["pattern"], f"acme.capex.{period.parse(text)}/plan")
    for text in ("2026-h3", "2026-13", "fy2026-01", "ttm2026", "26", "fyundated"):
        with pytest.raises(Unreadable):
            period.parse(text)
        assert not re.search(parts["claim-id"]["pattern"], f"acme.capex.{text}/plan")
    assert shape.SCHEMA["properties"]["figures"]["propertyNames"]["pattern"] in parts["claim-id"]["pattern"].replace(
        "/", "$/"
    )
    assert amount.GRAMMAR in parts["claim"]["properties"]["value"]["description"]
