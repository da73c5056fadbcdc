"""What is installed: locked, by hashes, under licences that fit."""

from __future__ import annotations

import re
from pathlib import Path

import licences
import pytest
from conftest import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

LOCKS = {"requirements.in": "requirements.txt", "requirements-dev.in": "requirements-dev.txt",
         "requirements-parity.in": "requirements-parity.txt"}  # fmt: skip


def asked(path: Path) -> list[Requirement]:
    """Return what an .in file asks for."""
    lines = (line.partition(" #")[0].strip() for line in path.read_text("utf-8").splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith(("#", "-"))]


def pinned(path: Path) -> dict[str, dict[Version, list[str]]]:
    """Return each package of a lock with the hashes of its version, or of one version for each interpreter."""
    found: dict[str, dict[Version, list[str]]] = {}
    for entry in re.split(r"\n(?=[^\s#])", path.read_text("utf-8")):
        if match := re.match(r"([A-Za-z0-9._-]+)==([^\s;\\]+)", entry):
            hashes = re.findall(r"--hash=(sha256:[0-9a-f]{64})(?:\s|$)", entry)
            found.setdefault(str(canonicalize_name(match[1])), {})[Version(match[2])] = hashes
    return found


@pytest.mark.parametrize("lock", LOCKS.values())
def test_every_package_is_pinned_by_hashes(lock: str) -> None:
    lines = [line for line in (ROOT / lock).read_text("utf-8").splitlines() if line and line[0] not in " #"]
    packages = pinned(ROOT / lock)
    assert sum(len(versions) for versions in packages.values()) == len(lines)
    assert [name for name, versions in packages.items() if not all(versions.values())] == []


@pytest.mark.parametrize(("asking", "lock"), LOCKS.items())
def test_a_lock_holds_what_is_asked_for(asking: str, lock: str) -> None:
    packages = pinned(ROOT / lock)
    found = {r: packages.get(str(canonicalize_name(r.name)), {}) for r in asked(ROOT / asking)}
    assert [
        str(r) for r, versions in found.items() if not versions or not all(v in r.specifier for v in versions)
    ] == []


@pytest.mark.parametrize("lock", ["requirements-dev.txt", "requirements-parity.txt"])
def test_nothing_is_tested_at_another_version_than_the_one_that_publishes(lock: str) -> None:
    publishes, other = pinned(ROOT / "requirements.txt"), pinned(ROOT / lock)
    assert {name for name in publishes.keys() & other.keys() if publishes[name] != other[name]} == set()


def test_working_needs_all_that_publishing_needs() -> None:
    assert pinned(ROOT / "requirements.txt").keys() <= pinned(ROOT / "requirements-dev.txt").keys()


def test_the_next_engine_stands_alone() -> None:
    assert {n for n in pinned(ROOT / "requirements-parity.txt") if n.startswith("mkdocs")} == set()
    assert "zensical" not in pinned(ROOT / "requirements-dev.txt")


def test_whatever_installs_enforces_the_hashes() -> None:
    places = [ROOT / "Makefile", ROOT / ".ci/run", *(ROOT / "scripts").glob("*"), *(ROOT / ".github").rglob("*.yml")]
    lines = [line.strip() for path in places for line in path.read_text("utf-8").splitlines() if "pip install" in line]
    assert lines
    assert [line for line in lines if "--require-hashes" not in line] == []


# ---- licences -------------------------------------------------------------------------------------


def test_every_package_is_listed_with_its_licence() -> None:
    listed = licences.listed()
    assert list(listed) == list(licences.locked()), "Run: make licences"
    installed = {name: found for name in listed if (found := licences.licence(name))}
    assert {n: found for n, found in installed.items() if found != listed[n]} == {}, "Run: make licences"


def test_every_licence_fits() -> None:
    assert {name: text for name, text in licences.listed().items() if not licences.is_allowed(text)} == {}


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("MIT OR GPL-3.0-only", True),
        ("MIT AND GPL-3.0-only", False),
        ("", False),
    ],
)
def test_what_fits(expression: str, *, expected: bool) -> None:
    assert licences.is_allowed(expression) is expected
