"""Files for other programs: bounds stay open, formulas stay text, JSON stays inside its element."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import pytest

from ledger import book
from ledger.core.amount import Amount, parse
from ledger.core.arithmetic import difference, total
from ledger.views import downloads as export


def rows(small: book.Book, name: str) -> dict[str, dict[str, str]]:
    table = csv.DictReader(io.StringIO(export.files(small.site)[name], newline=""))
    return {next(iter(row.values())): row for row in table}


def test_every_claim_has_a_row(small: book.Book) -> None:
    assert list(rows(small, "claims.csv")) == list(small.site.ledger.claims)


@pytest.mark.parametrize(
    ("claim", "low", "high", "is_open", "qualifier"),
    [
        ("acme.capex.2026/guidance", "200000000000", "200000000000", "no no", "about"),
        ("beta.capex.2026/guidance", "100000000000", "120000000000", "no no", ""),
        ("pair.capex.2026/total", "300000000000", "320000000000", "no no", "about"),
    ],
)
def test_bounds(small: book.Book, claim: str, low: str, high: str, is_open: str, qualifier: str) -> None:
    row = rows(small, "claims.csv")[claim]
    assert (row["low"], row["high"], row["qualifier"]) == (low, high, qualifier)
    assert f"{row['low_open']} {row['high_open']}" == is_open


@pytest.mark.parametrize(
    ("amount", "low", "high"),
    [
        (parse("at most 5"), "", "5"),
        (parse("several trillion"), "", ""),
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


def test_conflicts_are_named(small: book.Book) -> None:
    row = rows(small, "claims.csv")["acme.capex.2026/guidance"]
    assert row["conflicts_with"] == "acme.capex.2026/rumour"
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


def test_the_package_describes_every_column(small: book.Book) -> None:
    package = json.loads(export.files(small.site)["datapackage.json"])
    for resource in package["resources"]:
        header = export.files(small.site)[resource["path"]].split("\r\n")[0]
        assert header.split(",") == [f["name"] for f in resource["schema"]["fields"]]


def test_structured_data_says_what_the_page_says() -> None:
    described = json.loads(export.structured("Data", "Every number, to download."))
    assert (described["@type"], described["description"]) == ("Dataset", "Every number, to download.")


# ---- answers and citations ------------------------------------------------------------------------


def test_the_search_shows_what_is_used_and_who_says_so(small: book.Book) -> None:
    shown = export.answers(small.site.ledger)
    assert shown.keys() == small.site.ledger.figures.keys()
    assert "200 billion" in shown["acme.capex.2026"]
    assert "guidance by Acme" in shown["acme.capex.2026"]


def test_a_citation_says_what_who_where_and_its_address(small: book.Book) -> None:
    site = replace(small.site, title="The Ledger", address="https://ledger.example/")
    figure = site.ledger.figures["acme.capex.2026"]
    cited = dict(re.findall(r'<p data-cite="([^"]+)">(.*?)</p>', export.citations(site, figure)))
    assert cited.keys() >= {claim.id for claim in figure.claims}
    text = cited["acme.capex.2026/guidance"]
    for part in (
        "Acme: capital expenditure, 2026",
        "200 billion",
        "guidance by Acme",
        "The Wire",
        "Acme plans",
        "5 February 2026",
    ):
        assert part in text, part
    assert 'href="https://wire.example/plan"' in text
    assert text.endswith("The Ledger, https://ledger.example/companies/acme/#acme.capex.2026/guidance")
