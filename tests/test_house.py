"""Which package may know what: imports point one way, and each outside package has its place."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
import yaml
from conftest import EXTENSIONS, ROOT

#: Package -> the packages that it may import. Nothing reaches up or sideways.
BELOW: dict[str, set[str]] = {
    "core": set(),
    "language": {"core"},
    "rules": {"core", "language"},
    "data": {"core", "language", "rules"},
    "pages": {"core", "language", "rules"},
    "charts": {"core", "language", "rules"},
    "views": {"core", "language", "rules", "data", "pages", "charts"},
    "book": {"core", "language", "rules", "data", "pages", "charts", "views"},
    "impact": {"core", "language", "rules", "data", "pages", "charts", "views", "book"},
    "publish": {"core", "language", "rules", "data", "pages", "charts", "views", "book"},
}
#: Outside package -> where it may be imported. What is missing here, nothing may import.
MAY: dict[str, set[str]] = {
    "PIL": {"publish"},
    "babel": {"language"},
    "click": {"__main__", "macros"},
    "jinja2": {"charts", "hooks", "impact", "pages", "views"},
    "markdown": {"pages", "views"},
    "markupsafe": {"impact"},
    "mkdocs": {"hooks"},
    "watchdog": {"hooks"},
    "yaml": {"core"},
}
ENGINES = {"mkdocs", "mkdocs_macros", "material", "zensical"}
FILES = {
    ".".join(p.relative_to(ROOT).with_suffix("").parts): p
    for p in (*sorted((ROOT / "ledger").rglob("*.py")), ROOT / "macros.py", ROOT / "hooks.py")
}


def imported(path: Path) -> Iterator[str]:
    """Yield the full name of everything that the file imports, at its top or later."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def package(name: str) -> str:
    """Return the package of a module: `core` of `ledger.core.amount`, `macros` of `macros`."""
    parts = name.split(".")
    return parts[1] if parts[0] == "ledger" and len(parts) > 1 else parts[0]


def own(path: Path) -> set[str]:
    """Return the packages of the project that the file imports."""
    return {package(name) for name in imported(path) if name.startswith("ledger.")}


def outside(path: Path) -> set[str]:
    """Return the packages of others that the file imports."""
    return {name.split(".")[0] for name in imported(path)} - sys.stdlib_module_names - {"ledger", "__future__"}


@pytest.mark.parametrize("name", [n for n in FILES if package(n) in BELOW])
def test_imports_point_one_way(name: str) -> None:
    assert own(FILES[name]) - {package(name)} <= BELOW[package(name)]


def test_modules_import_in_no_circle() -> None:
    def modules(path: Path) -> set[str]:
        return {known for name in imported(path) for known in (name, name.rpartition(".")[0]) if known in FILES}

    tuple(TopologicalSorter({name: modules(path) for name, path in FILES.items()}).static_order())


@pytest.mark.parametrize("name", FILES)
def test_an_outside_package_has_its_place(name: str) -> None:
    assert {other for other in outside(FILES[name]) if package(name) not in MAY.get(other, set())} == set()


def test_the_list_of_places_is_up_to_date() -> None:
    used = {(other, package(name)) for name, path in FILES.items() for other in outside(path)}
    assert {(other, place) for other, places in MAY.items() for place in places} == used


@pytest.mark.parametrize("name", [name for name in FILES if name != "hooks"])  # the comfort of one engine's preview
def test_nothing_depends_on_an_engine(name: str) -> None:
    assert outside(FILES[name]) & ENGINES == set()


def test_the_house_stays_small() -> None:
    """A file that outgrows this is two concepts; a package that does is two packages."""
    lengths = {name: path.read_text("utf-8").count("\n") for name, path in FILES.items()}
    assert [name for name, length in lengths.items() if length > 300] == []
    counts = {p: sum(name.startswith(f"ledger.{p}.") for name in FILES) for p in BELOW}
    assert [p for p, count in counts.items() if count > 14] == []


def test_tests_mirror_the_house() -> None:
    tested = [p.relative_to(ROOT / "tests") for p in (ROOT / "tests").glob("*/test_*.py")]
    names = {p: f"ledger.{p.parent.name}.{p.stem.removeprefix('test_')}" for p in tested if p.parent.name in BELOW}
    assert [str(p) for p, name in names.items() if name not in FILES] == []


def test_tables_are_read_by_the_extension_that_the_settings_leave_to_macros_py() -> None:
    """MkDocs adds `toc`, `tables` and `fenced_code` by itself; the project's own tables stand before the plain ones."""
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["markdown_extensions"]
    named = {name for entry in settings for name in ([entry] if isinstance(entry, str) else entry)}
    assert named | {"toc", "fenced_code", "ledger.views.markdown"} == set(EXTENSIONS)


def test_no_pattern_is_read_wrongly_by_the_first_pythons_that_are_supported() -> None:
    """Python before 3.11.5 matches wrongly what is possessive and a group."""
    possessive = re.compile(r"\)(?:[*+?]|\{\d*,?\d*\})\+(?!\))|\(\?>")
    sources = (p for p in (ROOT / "ledger").rglob("*") if p.suffix in (".py", ".json", ".yml"))
    assert [p.name for p in sources if possessive.search(p.read_text("utf-8"))] == []


def test_the_guide_is_short() -> None:
    assert len((ROOT / "CONTRIBUTING.md").read_text("utf-8").split()) <= 600
