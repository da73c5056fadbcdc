"""Another subject on the same engine: rivers, in kilometres, euros and pounds, from English and Dutch articles."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from conftest import ROOT, copy_project, run

from ledger import book

EXAMPLE = ROOT / "tests" / "example"
#: Words of the project's own subject.
FOREIGN = re.compile(
    r"capex|capital (?:expenditure|spending)|amazon|dollar|\bUSD\b|US\$|analyst|compan(?:y|ies)", re.IGNORECASE
)


@pytest.fixture(scope="module")
def rivers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Put the example's sources beside a copy of the engine."""
    return copy_project(tmp_path_factory.mktemp("rivers"), EXAMPLE)


@pytest.fixture(scope="module")
def site(rivers: Path) -> Path:
    """Publish the example."""
    result = run(rivers, "ledger", "build")
    assert result.returncode == 0, result.stdout + result.stderr
    return rivers / "site"


def shown(site: Path, page: str) -> str:
    """Return what a reader sees in the page's text."""
    article = re.search(r"<article.*?</article>", (site / page / "index.html").read_text("utf-8"), re.DOTALL)
    assert article
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", article[0])).split())


def test_the_example_has_no_fault(rivers: Path) -> None:
    assert [str(p) for p in book.read(rivers).problems] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "texts"),
    [
        ("", ["two answers, 1,050 to 1,240 km", "nearly 90 km", "2,710 m³/s", "at least €400 million", "£1.25 billion"]),
        ("articles/de-lange", ["Dutch", "about 1,050 km", "ongeveer 1.050 km", "1,25 miljard pond", "(disagrees)"]),
        ("rivers/lange", ["1,230 to 1,240 km actual", "at least 14.2% computed", "The delta", "Measure: Length, lengte"]),
        ("rivers/kleine", ["fiscal 2024 (April 2023 to March 2024)", "several million euros forecast"]),
        ("rivers/both", ["Members: The Lange and The Kleine", "2,300 m³/s + 410 m³/s"]),
        ("checks", ["The two rivers make up their total.", "fails", "holds"]),
    ],
)  # fmt: skip
def test_what_a_reader_sees(site: Path, page: str, texts: list[str]) -> None:
    text = shown(site, page)
    assert [t for t in texts if t not in text] == []


@pytest.mark.slow
def test_entities_stand_in_a_folder_of_the_site_s_own_choice(site: Path) -> None:
    assert 'href="rivers/lange/#lange.length.undated"' in (site / "index.html").read_text("utf-8")


@pytest.mark.slow
def test_nothing_of_the_project_s_subject_is_published(site: Path) -> None:
    found = {
        f"{path.relative_to(site)}: {match[0]}"
        for path in site.rglob("*") if path.suffix in (".html", ".json", ".csv", ".xml", ".svg")
        for match in FOREIGN.finditer(path.read_text("utf-8"))
    }  # fmt: skip
    assert found == set()
