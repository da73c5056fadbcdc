"""The report as a reviewer reads it: whole reports of small changes, hostile texts, and its length."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import edit

from ledger.impact import compare, report
from ledger.impact.compare import Impact

INDEX, DATA = "docs/index.md", "data/figures.yml"
SENTENCE = 'Acme plans {{ fig("acme.capex.2026") }}.'
Step = Callable[[Path], object]


def exchanged(file: str, *pairs: tuple[str, str]) -> Step:
    """Return the step that replaces texts in a file wherever they stand."""

    def step(root: Path) -> None:
        text = (root / file).read_text("utf-8")
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        (root / file).write_text(text, "utf-8")

    return step


def without_rumour(root: Path) -> None:
    text = (root / DATA).read_text("utf-8")
    (root / DATA).write_text(re.sub(r"      rumour:.*?(?=      consensus:)", "", text, flags=re.DOTALL), "utf-8")


def with_article(root: Path) -> None:
    edit(root / DATA, ("  krant:\n", '  post:\n    title: "A <post>"\n    language: en\n\n  krant:\n'))
    page = f'# A post\n\n{{{{ cite() }}}}\n\nBeta says that {SENTENCE}\nThat is {{{{ fig("beta.growth.2026") }}}}.\n'
    (root / "docs/articles/post.md").write_text(page)


def impact_of(root: Path, *steps: Step) -> Impact:
    before = compare.read(root)
    for step in steps:
        step(root)
    return compare.compare(before, compare.read(root), "the base")


NUMBER = exchanged(DATA, ("200 billion", "210 billion"), ("200 miljard", "210 miljard"))
#: What is there before, and the change.
REPORTS: dict[str, tuple[Step, ...]] = {
    "one number": (exchanged(INDEX, (SENTENCE, f"{SENTENCE} That is twice {SENTENCE}")), NUMBER),
    "an added article": (with_article,),
    "a renamed figure": (exchanged(DATA, ("  beta.growth.2026:", "  beta.growth.2025:\n    was: [beta.growth.2026]")),),
    "another preferred claim": (exchanged(DATA, ("preferred: guidance", "preferred: rumour")),),
    "a removed claim": (without_rumour,),
    "an edited sentence": (exchanged(INDEX, ("Acme plans", "Beta plans")),),
    "a removed page": (
        exchanged(INDEX, (SENTENCE, f"{SENTENCE} [More](glossary.md).")),
        lambda root: (root / "docs/glossary.md").unlink(),
    ),
    "nothing": (lambda _: None,),
}


@pytest.mark.parametrize("name", REPORTS)
def test_whole_reports(root: Path, name: str) -> None:
    """Compare with the reports beside this file; REWRITE=1 writes them anew."""
    *first, last = REPORTS[name]
    for step in first:
        step(root)
    found = replace(impact_of(root, last), problems_new=(), problems_gone=())  # their texts are tested elsewhere
    path, text = Path(__file__).parent / "reports" / f"{name.replace(' ', '-')}.md", report.markdown(found)
    if os.environ.get("REWRITE"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


def test_new_problems_come_first(root: Path) -> None:
    found = impact_of(root, exchanged(DATA, ('"24 %"', '"25 %"')))
    assert found.problems_new
    assert re.findall(r"^### .*", report.markdown(found), re.MULTILINE)[:2] == ["### New problems", "### Claims"]


def test_what_a_claim_no_longer_has(root: Path) -> None:
    text = report.markdown(impact_of(root, lambda r: edit(r / DATA, ("        by: acme\n", ""))))
    assert "| ~~acme~~ → **none** | actual |" in text


HOSTILE = "@everyone #1 <img src=x> ![x](y) https://e.example www.e.example `x` ``` </details> <!-- x | y"
PLACES: dict[str, tuple[str, str, str]] = {
    "title": (INDEX, "# Home", f"# {HOSTILE}"),
    "line": (INDEX, SENTENCE, HOSTILE),
    "line beside a number that moves": (INDEX, "Acme plans", HOSTILE),
    "call": (INDEX, "acme.capex.2026", HOSTILE),
    "entity": (DATA, "{name: Beta,", f"{{name: '{HOSTILE}',"),
    "publisher": (DATA, "The Wire", f"'{HOSTILE}'"),
    "address": (DATA, "https://wire.example/plan", f"'{HOSTILE}'"),
    "reason": (DATA, '"It is the plan."', f"'{HOSTILE}'"),
    "check": (DATA, '"Two spend more than one."', f"'{HOSTILE}'"),
    "printed": (DATA, '"24%"', f"'{HOSTILE}'"),
    "key": (DATA, "      rumour:", f"      '{HOSTILE}':"),
    "id": (DATA, "  beta.growth.2026:", f"  '{HOSTILE}':"),
}
#: What would have an effect in a comment; blocks of code, escapes and the report's own link are taken out before.
EFFECT = re.compile(r"@(?!\u200b)|#\d|<|!\[|\]\(|https?://|www\.|&#?\w+;")
OWN = re.compile(r"^(`{3,})diff\n.*?^\1$|\\.|<https://wire\.example/plan>", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_a_text_of_a_stranger_has_no_effect(root: Path, place: tuple[str, str, str]) -> None:
    file, old, new = place
    text = report.markdown(impact_of(root, exchanged(file, (old, new)), NUMBER))
    assert "everyone" in text
    assert not EFFECT.search(OWN.sub(" ", text))


def test_a_name_of_a_file_has_no_effect(root: Path) -> None:
    text = report.markdown(impact_of(root, lambda r: (r / "docs" / "<b>@all [x](y).md").write_text("# Page\n")))
    assert "**\\<b>@\u200ball \\[x\\](y).md** (added)" in text


def test_what_cannot_be_seen_is_spelt_out() -> None:
    assert report.fenced(["+a\u202eb\u200bc"])[1] == "+a\\u202eb\\u200bc"


@pytest.mark.parametrize("line", ["All is well. ```", "@all", "`" * 40, "x" * 3_000])
def test_a_long_report_is_cut_and_says_so(root: Path, line: str) -> None:
    flood = "\n\n".join(f"{line} {number}" for number in range(100_000 // (len(line) + 6)))
    found = impact_of(root, NUMBER, exchanged("docs/checks.md", ("# Checks\n", f"# Checks\n\n{flood}\n")))
    text = report.markdown(found)
    assert len(text.encode()) <= report.MAX_BYTES
    assert text.split("\n")[2] == text.split("\n")[-2] == report.CUT
    assert not EFFECT.search(OWN.sub(" ", text))
    assert len(report.markdown(found, report.MAX_WHOLE).encode()) > 90_000


def test_a_flood_on_one_page_hides_no_other(root: Path) -> None:
    flood = exchanged("docs/checks.md", ("# Checks\n", "# Checks\n" + "\nAll is well." * 7_000))
    text = report.markdown(impact_of(root, NUMBER, flood, exchanged(INDEX, ("Acme plans", "Acme spends"))))
    assert '+Acme spends {{ fig("acme.capex.2026") }}.' in text
    assert "| acme.capex.2026/guidance (corrected) |" in text
