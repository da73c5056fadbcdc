"""Files for other programs: bounds stay open, formulas stay text, JSON stays inside its element."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from conftest import FIXTURE

from ledger import book
from ledger.charts.catalog import CHARTS
from ledger.core.amount import Amount, parse
from ledger.core.arithmetic import difference, total
from ledger.pages.calls import Call
from ledger.pages.page import Page
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


@pytest.fixture(scope="module")
def drawn() -> dict[str, list[dict[str, str]]]:
    texts = export.charts(book.read(FIXTURE).site)
    return {name: [*csv.DictReader(io.StringIO(text, newline=""))] for name, text in texts.items()}


def test_charts_that_pages_show_have_a_file_of_their_marks(drawn: dict[str, list[dict[str, str]]]) -> None:
    site = book.read(FIXTURE).site
    called = {str(c.args[0]) for page in site.pages.values() for c in page.calls if c.name == "chart"}
    assert {f"charts/{name}.csv" for name in called} == set(drawn)
    for name in called:
        marks = [m.claim.id for m in CHARTS[name](site.ledger).marks if m.claim]
        assert [row["claim"] for row in drawn[f"charts/{name}.csv"]] == marks


def test_a_row_of_a_chart_says_what_is_drawn(drawn: dict[str, list[dict[str, str]]]) -> None:
    row = next(r for r in drawn["charts/capex-2026.csv"] if r["claim"] == "amazon.capex.2026/returns")
    assert (row["group"], row["shown"], row["who"]) == ("Amazon", "~$125B", "Creati.ai")
    assert (row["low"], row["unit"], row["asof"], row["status"]) == ("125000000000", "USD", "2026-01-27", "estimate")
    assert "~$125 Billion" in row["printed"]
    share = drawn["charts/guidance-consensus.csv"][0]
    assert (share["unit"], share["low"], share["printed"]) == ("%", "138", "")
    assert share["computed_from"] == "amazon.capex.2026/guidance amazon.capex.2026/consensus"


def test_a_chart_that_cannot_be_drawn_has_no_file(small: book.Book) -> None:
    page = Page("index.md", "", pieces=(Call("chart", ("series",), {}, 1),))
    assert export.charts(replace(small.site, pages={"index.md": page})) == {}


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
