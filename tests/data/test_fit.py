"""Entries that do not fit their shape: whatever a stranger calls a key, the message stands at it."""

from __future__ import annotations

import pytest
from conftest import FIGURES, Edit, Reading, changed, located

CLAIM = "      implied:\n        growth: [acme.capex.2026/guidance, acme.capex.2025/reported]"
ASOF = "        asof: 2026-02-05"
G = "acme.capex.2026/guidance"
AGENCY = "  agency: {name: Agency, kind: body}"
CAPEX_CLAIMS = "  beta.capex.2026:\n    claims:\n      guidance:"
NOT_A_KEY = "is not a key. Use lower-case letters, digits and hyphens, with a letter first."
NOT_AN_ID = "is not an id. Use lower-case letters, digits and hyphens."

CASES: dict[str, tuple[list[Edit], list[str]]] = {
    # ---- keys that look like paths, and fields below them
    "claim's id as a figure's": (
        [(
            "  acme.growth.2026:\n    claims:\n" + CLAIM,
            '  acme.growth.2026/implied:\n    value: "5 %"  #!\n    claims: {}  #!',
        )],
        [
            "acme.growth.2026/implied: unknown field 'value'. Remove it.",
            "acme.growth.2026/implied: 'claims' has the wrong form. Write a mapping with at least one entry.",
        ],
    ),
    "entity with a slash": (
        [(AGENCY, f"{AGENCY}\n\n  a/b: {{name: Z, kind: body, foo: x}}  #!")],
        [f"a/b: 'a/b' {NOT_AN_ID}", "a/b: unknown field 'foo'. Remove it."],
    ),
    "entity without a name": (
        [(AGENCY, f'{AGENCY}\n\n  "": {{name: Z, kind: body, foo: x}}  #!')],
        [f"'' {NOT_AN_ID}", "unknown field 'foo'. Remove it."],
    ),
    "claim with a slash": (
        [(CLAIM, CLAIM.replace("implied:", "a/b:  #!") + "\n        foo: x  #!")],
        [f"acme.growth.2026/a/b: 'a/b' {NOT_A_KEY}", "acme.growth.2026/a/b: unknown field 'foo'. Remove it."],
    ),
    "claim without a name": (
        [(CLAIM, CLAIM.replace("implied:", '"":  #!') + "\n        foo: x  #!")],
        [f"acme.growth.2026/: '' {NOT_A_KEY}", "acme.growth.2026/: unknown field 'foo'. Remove it."],
    ),
    "reason below a claim with a slash": (
        [(CLAIM, CLAIM.replace("implied:", "a/b:  #!") + "\n        differs:  #!\n          reasn: scope  #!\n          note: \"x\"")],
        [
            f"acme.growth.2026/a/b: 'a/b' {NOT_A_KEY}",
            "acme.growth.2026/a/b: 'reason' is missing. Add it.",
            "acme.growth.2026/a/b: unknown field 'reasn'. Did you mean 'reason'?",
        ],
    ),
    "print below an article with a line break": (
        [("          krant:\n            - at: paragraph 1", '          "a\\nb":  #!\n            - foo: x  #!\n              at: paragraph 1')],
        [f"{G}: 'a\\nb' {NOT_A_KEY}", f"{G}: unknown field 'foo'. Remove it."],
    ),
    # ---- keys like the step that names a key
    "field [key]": ([(ASOF, f'{ASOF}\n        "[key]": x  #!')], [f"{G}: unknown field '[key]'. Remove it."]),
    "inferred [key]": ([(ASOF, f'{ASOF}\n        inferred:\n          "[key]": x  #!')], [f"{G}: unknown field '[key]'. Remove it."]),
    "article [key]": (
        [("          krant:\n            - at: paragraph 1", '          "[key]":  #!\n            - at: paragraph 1')],
        [f"{G}: '[key]' {NOT_A_KEY}"],
    ),
    "article [key] in a wrong form": (
        [('          krant:\n            - at: paragraph 1\n              printed: "ongeveer 200 miljard dollar"', '          "[key]": x  #!')],
        [f"{G}: '[key]' has the wrong form. Write a list with at least one entry.", f"{G}: '[key]' {NOT_A_KEY}"],
    ),
    "entity [key]": (
        [(AGENCY, f'{AGENCY}\n\n  "[key]": {{name: Z, kind: body, foo: x}}  #!')],
        [f"[key]: '[key]' {NOT_AN_ID}", "[key]: unknown field 'foo'. Remove it."],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("edits", "messages"), CASES.values(), ids=CASES)
def test_an_odd_key_is_refused_at_its_line(reading: Reading, edits: list[Edit], messages: list[str]) -> None:
    text = changed(*edits)
    assert reading(text)[1] == located(text, messages)


def test_a_key_of_the_same_length_is_none_the_worse(reading: Reading) -> None:
    assert reading(changed(("      implied:", "      a-b:"), text=FIGURES))[1] == []
