"""Renames: what a figure or claim was called before still leads to it, in pages and in links of other sites."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import FIGURES, MARK, Edit, Faulty, changed, edit
from markdown import Markdown

from ledger import book

SEE = "    see: [pair.capex.2026]\n"
ASOF = "        asof: 2026-02-05\n"
#: The figure had two other ids, its claim another key.
RENAMED = changed(
    (SEE, f"{SEE}    was: [acme.spending.2026, ajax.capex.2026]\n"), (ASOF, f"{ASOF}        was: [plan]\n")
)


@pytest.fixture
def renamed(root: Path) -> Path:
    (root / "data/figures.yml").write_text(RENAMED)
    return root


def problems(root: Path) -> list[str]:
    return [str(p) for p in book.read(root).problems]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("acme.spending.2026", "acme.capex.2026"),
        ("ajax.capex.2026", "acme.capex.2026"),
        ("acme.capex.2026/plan", "acme.capex.2026/guidance"),
        ("acme.spending.2026/plan", "acme.capex.2026/guidance"),
        ("ajax.capex.2026/rumour", "acme.capex.2026/rumour"),
    ],
)
def test_a_former_id_on_a_page(renamed: Path, old: str, new: str) -> None:
    edit(renamed / "docs/index.md", ("acme.capex.2026", old))
    read = book.read(renamed)
    assert [str(p) for p in read.problems] == [f"docs/index.md:3: '{old}' is now '{new}'. Write the new id."]
    assert [p.grade for p in read.problems] == ["warning"]
    text = read.text("index.md", "fig", (old,), {})
    assert text == read.text("index.md", "fig", (new,), {})
    assert "companies/acme.md#acme.capex.2026" in text


def test_a_former_id_in_other_macros(renamed: Path) -> None:
    edit(renamed / "docs/index.md", ('{{ fig("acme.capex.2026") }}.', 'so.\n\n{{ claims(id="ajax.capex.2026") }}'))
    assert problems(renamed) == ["docs/index.md:5: 'ajax.capex.2026' is now 'acme.capex.2026'. Write the new id."]


def test_a_page_that_cites_a_former_id_counts_as_citing(renamed: Path) -> None:
    before = book.read(renamed).site.citations
    edit(renamed / "docs/index.md", ("acme.capex.2026", "acme.spending.2026"))
    assert book.read(renamed).site.citations == before


@pytest.mark.parametrize(
    ("old", "message"),
    [
        ("acme.spending.2026/rumor", "no claim 'acme.capex.2026/rumor'. Did you mean 'acme.capex.2026/rumour'?"),
        ("acme.spending.2027", "no figure 'acme.spending.2027'. Add it to the file of figures, or correct the id."),
    ],
)
def test_what_was_never_an_id(renamed: Path, old: str, message: str) -> None:
    edit(renamed / "docs/index.md", ("acme.capex.2026", old))
    assert problems(renamed) == [f"docs/index.md:3: {message}"]


def test_no_former_id_is_no_problem(renamed: Path) -> None:
    assert problems(renamed) == []


#: A link to a former id of figure or claim, from another site, leads to the heading of the figure.
ANCHORS = [
    "acme.spending.2026",
    "ajax.capex.2026",
    "acme.capex.2026/plan",
    "acme.spending.2026/guidance",
    "acme.spending.2026/plan",
    "ajax.capex.2026/consensus",
]


def html(root: Path, page: str, macro: str, *arguments: str) -> str:
    text = book.read(root).text(page, macro, arguments, {})
    return Markdown(extensions=["attr_list", "md_in_html", "toc", "ledger.views.markdown"]).convert(text)


def test_former_anchors_stay(renamed: Path) -> None:
    shown = html(renamed, "companies/acme.md", "entity", "acme")
    ids = re.findall(r'\bid="([^"]+)"', shown)
    assert [a for a in ANCHORS if a not in ids] == []
    assert len(ids) == len(set(ids))
    heading = re.search(r'<h3 id="acme.capex.2026">.*?</h3>', shown)
    assert heading
    assert re.sub("<.*?>", "", heading[0]) == "Capital expenditure, 2026"
    assert '<span id="acme.spending.2026"></span>' in heading[0]


def test_former_anchors_of_a_conflict_stay(renamed: Path) -> None:
    shown = html(renamed, "conflicts.md", "conflicts")
    assert '<span id="conflict.acme.spending.2026"></span>' in shown


def test_a_renamed_anchor_is_not_listed_twice(renamed: Path) -> None:
    plain, now = FIGURES, RENAMED
    (renamed / "data/figures.yml").write_text(plain)
    before = html(renamed, "companies/acme.md", "entity", "acme")
    (renamed / "data/figures.yml").write_text(now)
    after = html(renamed, "companies/acme.md", "entity", "acme")
    assert re.sub(r'<span id="[^"]+"></span>', "", after) == before


FAULTS: dict[str, tuple[list[Edit], list[str]]] = {
    "its own id": (
        [(SEE, f"{SEE}    was: [acme.capex.2026]{MARK}\n")],
        ["acme.capex.2026"],
    ),
    "key of two claims": (
        [
            (ASOF, f"{ASOF}        was: [plan]\n"),
            ("        by: agency\n", f"        by: agency\n        was: [plan]{MARK}\n"),
        ],
        ["acme.capex.2026/consensus"],
    ),
    **{
        f"no id: {old}": (
            [(SEE, f"{SEE}    was: [{old}]{MARK}\n")],
            ["acme.capex.2026"],
        )
        for old in ("strip.acme.capex.2026.title", "chart.series.wide.title", "a.b.---", "a.b.......", "a.b.26")
    },
    **{
        f"id of {when}": ([(SEE, f"{SEE}    was: [acme.spending.{when}]\n")], [])
        for when in ("2026-q1", "fy2026", "2026-02-05", "2024..2026", "undated")
    },
    "no id": (
        [(SEE, f"{SEE}    was: [Acme capex]{MARK}\n")],
        ["acme.capex.2026"],
    ),
    "in see": (
        [
            ("  pair.capex.2026:\n", "  pair.capex.2026:\n    was: [duo.capex.2026]\n"),
            (SEE, f"    see: [duo.capex.2026]{MARK}\n"),
        ],
        ["acme.capex.2026"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("edits", "subjects"), FAULTS.values(), ids=FAULTS)
def test_faults(faulty: Faulty, edits: list[Edit], subjects: list[str]) -> None:
    faulty(edits, subjects)
