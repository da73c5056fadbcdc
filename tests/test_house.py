"""Which module may know what: imports point one way, and each outside package has its place."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
import yaml
from conftest import ROOT

from ledger.views.markdown import EXTENSIONS

#: Outside package -> the only modules that may import it. What is missing here, nothing may import.
MAY: dict[str, set[str]] = {
    "altair": {"charts.vega"},
    "babel": {"language.lexicon", "language.locale", "language.units", "language.words"},
    "click": {"__main__", "macros", "new"},
    "jinja2": {"hooks", "pages.calls"},
    "markdown": {"impact.blocks", "pages.rawhtml", "views.tables"},
    "pydantic": {"data.fit", "data.shape"},
    "vl_convert": {"publish.social", "charts.vega"},
    "yaml": {"pages.frontmatter", "core.scalars", "data.skeleton", "core.yaml"},
}
#: The ground floor: module -> all that it may import of the package.
GROUND = {
    "core.problem": set(),
    "core.period": {"core.problem"},
    "core.amount": {"core.problem"},
    "core.intervals": {"core.amount"},
    "core.terms": set(),
    "core.records": {"core.amount", "core.intervals", "core.period", "core.terms"},
    "views.markdown": set(),
    "language.words": {"core.amount", "core.period", "core.terms"},
    "views.tables": set(),
}
ENGINES = {"mkdocs", "mkdocs_macros", "material", "zensical"}
FILES = {
    ".".join(p.relative_to(ROOT / "ledger").with_suffix("").parts): p for p in sorted((ROOT / "ledger").rglob("*.py"))
} | {"macros": ROOT / "macros.py", "hooks": ROOT / "hooks.py"}


def imported(path: Path) -> Iterator[str]:
    """Yield the full name of everything that the file imports, at its top or later."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own(path: Path) -> set[str]:
    """Return the package's modules that the file imports."""
    names = [name.removeprefix("ledger.") for name in imported(path) if name.startswith("ledger.")]
    return {known for name in names for known in (name, name.rpartition(".")[0]) if known in FILES}


def outside(path: Path) -> set[str]:
    """Return the packages of others that the file imports."""
    return {name.split(".")[0] for name in imported(path)} - sys.stdlib_module_names - {"ledger", "__future__"}


@pytest.mark.parametrize("name", sorted(FILES))
def test_an_outside_package_has_its_place(name: str) -> None:
    assert {package for package in outside(FILES[name]) if name not in MAY.get(package, set())} == set()


def test_the_list_of_places_is_up_to_date() -> None:
    assert {(package, name) for package, names in MAY.items() for name in names} == {
        (package, name) for name, path in FILES.items() for package in outside(path)
    }


@pytest.mark.parametrize("name", sorted(FILES))
def test_nothing_depends_on_an_engine(name: str) -> None:
    assert outside(FILES[name]) & ENGINES == set()


def test_imports_have_no_cycle() -> None:
    tuple(TopologicalSorter({name: own(path) for name, path in FILES.items()}).static_order())


@pytest.mark.parametrize(("name", "allowed"), GROUND.items(), ids=GROUND)
def test_the_ground_floor(name: str, allowed: set[str]) -> None:
    assert own(FILES[name]) <= allowed


def test_pages_are_checked_with_the_extensions_that_publish_them() -> None:
    """MkDocs adds `toc`, `tables` and `fenced_code` by itself; the project's own tables stand before the plain ones."""
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["markdown_extensions"]
    named = {name for entry in settings for name in ([entry] if isinstance(entry, str) else entry)}
    assert named | {"toc", "fenced_code", "ledger.views.tables"} == set(EXTENSIONS)


def test_the_guide_is_short() -> None:
    assert len((ROOT / "CONTRIBUTING.md").read_text("utf-8").split()) <= 600
