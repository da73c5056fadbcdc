"""Files for other programs: bounds stay open, formulas stay text, JSON stays inside its element."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from ledger import book, export

SITE = book.read(Path(__file__).resolve().parent.parent).site


def rows(name: str) -> dict[str, dict[str, str]]:
    table = csv.DictReader(io.StringIO(export.files(SITE)[name], newline=""))
    return {next(iter(row.values())): row for row in table}


def test_every_claim_has_a_row() -> None:
    assert list(rows("claims.csv")) == list(SITE.ledger.claims)


@pytest.mark.parametrize(
    ("claim", "low", "high", "qualifier"),
    [
        ("amazon.capex.2026/guidance", "200000000000", "200000000000", "about"),
        ("alphabet.capex.2026/guidance", "175000000000", "185000000000", ""),
        ("big-four.capex.2026/amazon-plan", "500000000000", "", "more than"),
        ("nvidia.share-fall.2026-01/returns", "0", "1", "less than"),
        ("industry.investment.undated/returns", "", "", "several trillion"),
    ],
)
def test_bounds(claim: str, low: str, high: str, qualifier: str) -> None:
    row = rows("claims.csv")[claim]
    assert (row["low"], row["high"], row["qualifier"]) == (low, high, qualifier)


def test_conflicts_are_named() -> None:
    row = rows("claims.csv")["amazon.capex.2026/guidance"]
    assert row["conflicts_with"] == "amazon.capex.2026/returns amazon.capex.2026/wts"
    assert (row["from"], row["to"]) == ("2026-01-01", "2026-12-31")


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+105%", "'+105%"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-70.7", "-70.7"),
        ("plain", "plain"),
        ("Meta;=cmd|' /C calc'!A0", "Meta;'=cmd|' /C calc'!A0"),
        ("Meta; \N{FULLWIDTH EQUALS SIGN}1", "Meta;' \N{FULLWIDTH EQUALS SIGN}1"),
        ("a\n\n+1", "a\n\n'+1"),
        ("a\t@b", "a\t'@b"),
        ("one; two, a-b = c", "one; two, a-b = c"),
    ],
)
def test_no_cell_is_a_formula(cell: str, written: str) -> None:
    text = export.as_csv(("a",), [{"a": cell}])
    assert next(iter(csv.DictReader(io.StringIO(text, newline=""))))["a"] == written


def test_json_cannot_close_its_element() -> None:
    text = export.as_json({"a": "</script><script>alert(1)</script>&"})
    assert "<" not in text
    assert json.loads(text) == {"a": "</script><script>alert(1)</script>&"}


def test_the_package_describes_every_column() -> None:
    package = json.loads(export.files(SITE)["datapackage.json"])
    for resource in package["resources"]:
        header = export.files(SITE)[resource["path"]].split("\r\n")[0]
        assert header.split(",") == [f["name"] for f in resource["schema"]["fields"]]


def test_structured_data_is_long_enough_to_be_read() -> None:
    page = SITE.pages["data.md"]
    described = json.loads(export.structured(page.title, page.description))
    assert described["@type"] == "Dataset"
    assert 50 <= len(described["description"]) <= 5000
