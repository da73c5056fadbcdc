"""A part of what a page shows of the whole ledger: as it is on the whole page, and nothing of another part."""

from __future__ import annotations

import re

import pytest

from ledger import book
from ledger.views.site import Site

HEADING = re.compile(r"^#+ .* \{ #(\S+) \}$", re.MULTILINE)


def divided(shown: str) -> list[str]:
    """Return what stands under each heading."""
    return [block.strip() for block in re.split(r"\n(?=#+ )", shown) if block.startswith("#")]


@pytest.mark.parametrize("kind", ["", "contradicted", "overtaken", "explained"])
def test_the_conflicts_of_all_entities_are_those_of_the_ledger(cut: book.Book, kind: str) -> None:
    site, whole = cut.site, cut.text("conflicts.md", "conflicts", (kind,), {})
    parts = [cut.text("conflicts.md", "conflicts", (kind, entity), {}) for entity in site.ledger.entities]
    blocks = [block for part in parts for block in divided(part)]
    assert sorted(blocks) == sorted(divided(whole))
    assert bool(blocks) is ("There is none." not in whole)
    for entity, part in zip(site.ledger.entities, parts, strict=True):
        assert {anchor.partition(".")[2].partition(".")[0] for anchor in HEADING.findall(part)} <= {entity}


ROWS = [
    ("compare", ("capex", "2026"), "amazon"),
    ("timeline", ("capex", "2026"), "meta"),
    ("outcomes", ("capex", "2026"), "alphabet"),
]


@pytest.mark.parametrize(("name", "args", "entity"), ROWS)
def test_the_rows_of_an_entity_are_those_of_the_whole_table(
    cut: book.Book, name: str, args: tuple[str, ...], entity: str
) -> None:
    whole, part = (cut.text("compare.md", name, args, kwargs) for kwargs in ({}, {"entity": entity}))
    rows, of_all = (re.findall(r"(?m)^\| .*#.*$", shown) for shown in (part, whole))
    of_entity = [row for row in of_all if f".md#{entity}." in row]
    assert 0 < len(rows) == len(of_entity) < len(of_all)
    if name != "compare":  # which leaves out the columns that would be empty
        assert rows == of_entity
    assert cut.site.ledger.entities[entity].name in re.findall("Table: (.*)", part)[0]


def test_a_comparison_of_one_entity_has_no_empty_column(cut: book.Book) -> None:
    part = cut.text("compare.md", "compare", ("capex", "2026"), {"entity": "apple"})
    head, _, row = (line.strip("| ").split(" | ") for line in part.splitlines() if line.startswith("|"))
    assert len(head) == len(row)
    assert all(row)


def test_the_checks_of_an_entity_use_its_numbers(cut: book.Book) -> None:
    site: Site = cut.site
    for entity in site.ledger.entities:
        used = {c.id for figure in site.ledger.of_entity(entity) for c in site.checks_of.get(figure.id, ())}
        shown = cut.text("checks.md", "checks", (), {"entity": entity})
        assert set(re.findall(r'(?:id="|#)check\.([\w-]+)', shown)) == used
