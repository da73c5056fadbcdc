"""Files for other programs: bounds stay open, formulas stay text, JSON stays inside its element."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from ledger import book
from ledger.core.amount import Amount, parse
from ledger.core.arithmetic import difference, total
from ledger.views import downloads as export

SITE = book.read(Path(__file__).resolve().parents[2]).site


def rows(name: str) -> dict[str, dict[str, str]]:
    table = csv.DictReader(io.StringIO(export.files(SITE)[name], newline=""))
    return {next(iter(row.values())): row for row in table}


def test_every_claim_has_a_row() -> None:
    assert list(rows("claims.csv")) == list(SITE.ledger.claims)


@pytest.mark.parametrize(
    ("claim", "low", "high", "is_open", "qualifier"),
    [
        ("amazon.capex.2026/guidance", "200000000000", "200000000000", "no no", "about"),
        ("alphabet.capex.2026/guidance", "175000000000", "185000000000", "no no", ""),
        ("big-four.capex.2026/amazon-plan", "500000000000", "", "yes yes", "more than"),
        ("nvidia.share-fall.2026-01/returns", "", "1", "yes yes", "less than"),
        ("industry.investment.undated/returns", "", "", "no no", "several trillion"),
    ],
)
def test_bounds(claim: str, low: str, high: str, is_open: str, qualifier: str) -> None:
    row = rows("claims.csv")[claim]
    assert (row["low"], row["high"], row["qualifier"]) == (low, high, qualifier)
    assert f"{row['low_open']} {row['high_open']}" == is_open


@pytest.mark.parametrize(
    ("amount", "low", "high"),
    [
        (parse("at most 5"), "", "5"),
        (parse("at least 5"), "5", ""),
        (parse("0 to 5"), "0", "5"),
        (total([parse("more than 80.6 billion"), parse("1 billion")]), "81000000000", ""),
        (total([parse("80.6 to 81.4 billion"), parse("1 billion")]), "81000000000", "83000000000"),
        (difference(parse("5"), parse("more than 7")), "", "-2"),
    ],
    ids=str,
)
def test_only_stated_bounds_are_written(amount: Amount, low: str, high: str) -> None:
    row = export.bounds(amount)
    assert (row["low"], row["high"]) == (low, high)


def test_conflicts_are_named() -> None:
    row = rows("claims.csv")["amazon.capex.2026/guidance-july"]
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
