"""Two ledgers compared: claims, names, fields, verdicts, conflicts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import FIGURES, Edit, changed

from ledger.data import load
from ledger.data.history import Change
from ledger.impact import entries
from ledger.impact.entries import ClaimChange
from ledger.views.site import Site


class Found(NamedTuple):
    """What differs between two ledgers."""

    claims: list[ClaimChange]
    changes: list[Change]

    def of(self, kind: str) -> list[Change]:
        return [change for change in self.changes if change.kind == kind]


Comparing = Callable[..., Found]


@pytest.fixture
def comparing(tmp_path: Path) -> Comparing:
    """Compare the small ledger with what edits make of it."""

    def compared(*edits: Edit) -> Found:
        sites = []
        for text in (FIGURES, changed(*edits)):
            (tmp_path / "figures.yml").write_text(text)
            sites.append(Site(load.read(tmp_path / "figures.yml")[0]))
        old, new = sites
        return Found([*entries.claim_changes(old.ledger, new.ledger)], [*entries.changes(old, new)])

    return compared


def test_nothing(comparing: Comparing) -> None:
    assert comparing() == Found([], [])


FACTORS = {
    '"about 2 trillion"': "multiplied by 10",
    '"about 200 million"': "divided by 1,000",
    '"about 210 billion"': "",
}


@pytest.mark.parametrize(("value", "factor"), FACTORS.items())
def test_a_suspicious_factor(comparing: Comparing, value: str, factor: str) -> None:
    claim = comparing(('"about 200 billion"', value)).claims[0]
    assert (claim.now and claim.now.id, claim.state) == ("acme.capex.2026/guidance", "corrected")
    assert [question.rpartition(", ")[2] for question in claim.questions] == ([factor] if factor else [])


def test_digits_that_the_words_hide(comparing: Comparing) -> None:
    assert [c.amount for c in comparing(('"24 %"', '"24.0 %"')).claims] == [("24%", "24.0%")]


def test_what_is_computed_follows(comparing: Comparing) -> None:
    found = comparing(('"about 200 billion"', '"about 210 billion"')).claims
    assert [(c.now and c.now.id, c.is_computed) for c in found] == [
        ("acme.capex.2026/guidance", False),
        ("acme.growth.2026/implied", True),
        ("pair.capex.2026/total", True),
    ]


def test_a_printed_place(comparing: Comparing) -> None:
    (claim,) = comparing(('"$144.67 billion"', '"$144.7 billion"')).claims
    assert claim.prints == {"plan, paragraph 1": ("$144.67 billion", "$144.7 billion")}
    assert claim.addresses == ("https://wire.example/plan",)


def test_a_note_of_a_print(comparing: Comparing) -> None:
    noted = '{paragraph 1: {as: "$144.67 billion", note: "By hand."}}'
    (claim,) = comparing(('{paragraph 1: "$144.67 billion"}', noted)).claims
    assert claim.prints == {"plan, paragraph 1": ("$144.67 billion", "$144.67 billion – By hand.")}


RENAMES: dict[str, tuple[Edit, tuple[str, str], list[str]]] = {
    "another period": (
        ("  beta.growth.2026:", "  beta.growth.2025:\n    was: [beta.growth.2026]"),
        ("beta.growth.2026/guidance", "beta.growth.2025/guidance"),
        ["answers another question"],
    ),
    "another key": (
        ("      implied:\n", "      derived:\n        was: [implied]\n"),
        ("acme.growth.2026/implied", "acme.growth.2026/derived"),
        [],
    ),
}


@pytest.mark.parametrize(("change", "ids", "asked"), RENAMES.values(), ids=RENAMES)
def test_renames(comparing: Comparing, change: Edit, ids: tuple[str, str], asked: list[str]) -> None:
    (claim,) = comparing(change).claims
    assert (claim.was and claim.was.id, claim.now and claim.now.id) == ids
    assert len(claim.questions) == len(asked)
    assert all(part in text for part, text in zip(asked, claim.questions, strict=True))


FIELDS: dict[str, tuple[Edit, tuple[str, str, str, str, str]]] = {
    "entity": (("{name: Beta,", "{name: Gamma,"), ("entities", "beta", "name", "Beta", "Gamma")),
    "measure": (("kind: flow", "kind: stock"), ("measures", "capex", "kind", "flow", "stock")),
    "article": (("The Wire", "The Mirror"), ("articles", "plan", "publisher", "The Wire", "The Mirror")),
    "check": (
        ("Two spend", "Both spend"),
        ("checks", "more-than-one", "says", "Two spend more than one.", "Both spend more than one."),
    ),
    "figure": (
        ("It is the plan.", "It is a plan."),
        ("figures", "acme.capex.2026", "because", "It is the plan.", "It is a plan."),
    ),
    "date": (
        ("asof: 2026-02-05", "asof: 2026-02-06"),
        ("claims", "acme.capex.2026/guidance", "asof", "2026-02-05", "2026-02-06"),
    ),
}


@pytest.mark.parametrize(("change", "expected"), FIELDS.values(), ids=FIELDS)
def test_fields(comparing: Comparing, change: Edit, expected: tuple[str, str, str, str, str]) -> None:
    assert comparing(change).changes[0] == Change(*expected)


def test_an_entry_of_another_kind(comparing: Comparing) -> None:
    entry = "  agency: {name: Agency,"
    (change,) = comparing((entry, f"  fund: {{name: Fund, kind: body}}\n\n{entry}")).changes
    assert (change.kind, change.id, change.what, change.before) == ("entities", "fund", "", "")
    assert "name: Fund; kind: body" in change.after


def test_verdicts_and_preference(comparing: Comparing) -> None:
    found = comparing(("is: above", "is: below"), ("preferred: guidance", "preferred: rumour"))
    assert [(v.id, v.before, v.after) for v in found.of("verdicts")] == [("more-than-one", "holds", "fails")]
    assert comparing(("is: above", "is: below"), ("expect: holds", "expect: fails")).of("checks") == [
        Change("checks", "more-than-one", "is", "above", "below"),
    ]
    assert [(p.before, p.after) for p in found.of("preferred")] == [
        ("guidance: about $200 billion", "rumour: about $150 billion")
    ]


def test_conflicts(comparing: Comparing) -> None:
    (gone,) = comparing(('"about 150 billion"', '"about 199 billion"')).of("conflicts")
    assert (gone.id, gone.after) == ("acme.capex.2026", "")
    assert gone.before == "guidance: about $200 billion, against rumour: about $150 billion"
