"""Two states compared: problems, pages, and the questions about new sentences."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from conftest import edit

from ledger.impact import compare
from ledger.impact.compare import Impact, PageChange
from ledger.impact.passages import NOTHING

INDEX, DATA = "docs/index.md", "data/figures.yml"
SENTENCE = 'Acme plans {{ fig("acme.capex.2026") }}.'


def impact_of(root: Path, *steps: tuple[str, str, str]) -> Impact:
    before = compare.read(root)
    for file, old, new in steps:
        edit(root / file, (old, new))
    return compare.compare(before, compare.read(root), "the base")


def page(found: Impact, path: str = "index.md") -> PageChange:
    return next(p for p in found.pages if p.path == path)


def test_problems_that_only_move_are_not_new(root: Path) -> None:
    edit(root / DATA, ('"24 %"', '"25 %"'))
    found = impact_of(root, (DATA, "articles:\n", "# A comment.\n\narticles:\n"))
    assert (found.problems_new, found.problems_gone, found.pages) == ((), (), ())


def test_figures_that_cannot_be_read(root: Path) -> None:
    found = impact_of(root, (DATA, "articles:\n", "articles: [\n"), (INDEX, "Acme plans", "Acme spends"))
    assert found.notes == (f"{DATA} of the working tree cannot be read: only problems and written lines are compared.",)
    assert [(p.path, bool(p.diff)) for p in found.pages] == [("index.md", True)]


def test_a_page_that_cannot_be_read_is_not_called_removed(root: Path) -> None:
    found = impact_of(root, (INDEX, "# Home", "# Home {{"))
    assert page(found).state == "changed"
    assert "+# Home {{" in page(found).diff


def test_what_somebody_writes_does_not_follow(root: Path) -> None:
    found = impact_of(root, (INDEX, SENTENCE, f'{SENTENCE}\nBeta plans {{{{ fig("beta.capex.2026") }}}}.'))
    assert [line for line in page(found).diff if line[0] in "+-"] == ['+Beta plans {{ fig("beta.capex.2026") }}.']
    assert page(found).cited == (("beta.capex.2026", "$100 to $120 billion"),)
    assert page(found).follows == NOTHING


def test_a_sentence_follows_as_it_is_written_now(root: Path) -> None:
    found = impact_of(root, (DATA, '"about 200 billion"', '"about 210 billion"'), (INDEX, "Acme plans", "Acme spends"))
    (sentence,) = page(found).follows.sentences
    assert sentence.words == ("Acme spends ", ".")
    assert sentence.numbers == (("about $200 billion", "about $210 billion"),)


def test_only_blank_lines(root: Path) -> None:
    assert page(impact_of(root, (INDEX, "# Home\n", "# Home\n\n"))).follows == NOTHING


FLOODS = {
    "open tags": "<tr <svg <span class='ledger-error' " * 2_400,
    "brackets": "[a](" * 24_000,
    "dashes": "-" * 99_000,
    "lines": "".join(f"{n * n % 149}\n" for n in range(25_000)),
    "blank lines": "\n" * 99_000,
}


@pytest.mark.parametrize("text", FLOODS.values(), ids=FLOODS)
def test_a_flood_is_compared_in_time(root: Path, text: str) -> None:
    edit(root / INDEX, (SENTENCE, f"{SENTENCE}\n\n{text[::-1][:90_000]}"))
    steps = (DATA, '"about 200 billion"', '"about 210 billion"'), (INDEX, SENTENCE, f"{SENTENCE}\n\n{text[:90_000]}")
    start = time.monotonic()
    impact_of(root, *steps)
    assert time.monotonic() - start < 10


BETA = 'It is {{ fig("beta.capex.2026") }}'
QUESTIONS = {
    BETA: [],
    f"Beta leads: {BETA}.": [],
    f"Beta Lab leads: {BETA}.": [],
    f"Acme trails Beta: {BETA}.": [],
    f"Acme leads: {BETA}.": ["names Acme and cites a number of Beta: Acme leads: It is ⟦beta.capex.2026⟧."],
    f"The pair leads: {BETA}.": [],
    f"Acmeist art: {BETA}.": [],
    f"It is $999 billion. {BETA}. {{# typed: a number of nobody's #}}": [
        "typed numbers are waived on 1 of the new lines"
    ],
}


@pytest.mark.parametrize(("text", "asked"), QUESTIONS.items())
def test_questions(root: Path, text: str, asked: list[str]) -> None:
    assert list(page(impact_of(root, (INDEX, SENTENCE, f"{SENTENCE}\n\n{text}"))).questions) == asked


def test_links_to_a_page_that_is_gone(root: Path) -> None:
    edit(root / "docs/articles/plan.md", ("# Plan", "# Plan\n\n[Home](../index.md#x)"))
    before = compare.read(root)
    (root / INDEX).unlink()
    found = compare.compare(before, compare.read(root), "the base")
    assert page(found) == PageChange("index.md", "removed", linked_from=("articles/plan.md",))
