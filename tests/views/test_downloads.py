"""Files for other programs: bounds stay open, formulas stay text, JSON stays inside its element."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import duckdb
import frictionless
import jsonschema
import pandas
import pytest
from conftest import FIXTURE, edit

from ledger import book
from ledger.charts.catalog import CHARTS
from ledger.core.amount import Amount, parse
from ledger.core.arithmetic import difference, total
from ledger.data.history import Change, Commit, History
from ledger.pages.calls import Call
from ledger.pages.page import Page
from ledger.views import downloads as export
from ledger.views import overviews


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, small: book.Book) -> Path:
    """Return the folder of the files."""
    folder = tmp_path_factory.mktemp("site")
    export.write(small.site, folder, {})
    return folder / export.FOLDER


@pytest.fixture(scope="module")
def complete(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the files of the cut, which has charts, after a change on a day."""
    told = Change("corrected", CHANGED, "", "about $190 billion", "about $200 billion")
    known = Change("recorded", "amazon.capex.2026/consensus", "", "", "$144.67 billion")
    commit = Commit("c" * 40, datetime.fromisoformat("2026-03-05T12:00:00Z"), "Why", "", "a b", (told, known))
    folder = tmp_path_factory.mktemp("complete")
    export.write(replace(book.read(FIXTURE).site, history=History((commit,), "")), folder, {})
    return folder / export.FOLDER


#: The one claim of the cut that has changed.
CHANGED = "amazon.capex.2026/guidance"


def rows(small: book.Book) -> dict[str, dict[str, str]]:
    table = csv.DictReader(io.StringIO(dict(export.files(small.site))["claims.csv"], newline=""))
    return {row["claim"]: row for row in table}


def test_every_claim_has_a_row_for_each_place_that_prints_it(small: book.Book) -> None:
    table = csv.DictReader(io.StringIO(dict(export.files(small.site))["claims.csv"], newline=""))
    claims = small.site.ledger.claims.values()
    assert Counter(row["claim"] for row in table) == {c.id: len(c.prints) or 1 for c in claims}


def test_every_file_opens_in_pandas(written: Path, small: book.Book) -> None:
    claims = pandas.read_csv(written / "claims.csv")
    assert set(claims.claim) == set(small.site.ledger.claims)
    assert claims.groupby("figure").preferred.any().to_dict() == {
        f.id: f.best is not None for f in small.site.ledger.figures.values()
    }
    for file in written.rglob("*.csv"):
        assert len(pandas.read_csv(file)) >= 1


def test_every_file_opens_in_duckdb(written: Path, small: book.Book) -> None:
    low = duckdb.sql(f"select claim, min(low) from '{written / 'claims.csv'}' group by claim").fetchall()
    assert dict(low) == {c.id: export.bounds(c.amount)["low"] for c in small.site.ledger.claims.values()}
    for file in written.rglob("*.csv"):
        assert duckdb.sql(f"select * from '{file}'").fetchall()


def test_the_package_is_valid(written: Path, complete: Path) -> None:
    for folder in (written, complete):
        report = frictionless.validate(str(folder / "datapackage.json"))
        assert (report.valid, report.flatten(["type", "message"])) == (True, [])
    described = {r["path"] for r in json.loads((complete / "datapackage.json").read_text("utf-8"))["resources"]}
    assert described == {
        p.relative_to(complete).as_posix() for p in complete.rglob("*.csv") if p.parent.name != "figures"
    }


def test_every_file_has_the_day_of_the_last_change(complete: Path) -> None:
    whole = json.loads((complete / "ledger.json").read_text("utf-8"))["figures"]
    alone = json.loads((complete / "figures/amazon.capex.2026.json").read_text("utf-8"))
    for figures in (whole, [alone]):
        days = {c["claim"]: c["last_changed"] for f in figures for c in f["claims"]}
        assert days.pop(CHANGED) == "2026-03-05"
        assert set(days.values()) == {None}
    tables = {
        p: pandas.read_csv(p, parse_dates=["last_changed"]) for p in complete.rglob("*.csv") if p.name != "checks.csv"
    }
    for table in tables.values():
        assert set(table[table.last_changed >= "2026-03-05"].claim) == {CHANGED} & set(table.claim)
    assert {p.parent.name for p, table in tables.items() if CHANGED in set(table.claim)} >= {"data", "figures"}


def test_json_follows_the_published_schema(written: Path) -> None:
    schema = json.loads((written / "ledger.schema.json").read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    for file in (
        written / "ledger.json",
        *(p for p in written.glob("figures/*.json") if not p.name.endswith(".csl.json")),
    ):
        assert [str(e) for e in validator.iter_errors(json.loads(file.read_text("utf-8")))] == []
    assert list(validator.iter_errors({"version": "1.0", "figures": []}))


def test_files_have_the_same_addresses_and_bytes_again(written: Path, tmp_path: Path, small: book.Book) -> None:
    export.write(small.site, tmp_path, {})
    again = {p.relative_to(tmp_path / export.FOLDER): p.read_bytes() for p in (tmp_path / export.FOLDER).rglob("*.*")}
    assert again == {p.relative_to(written): p.read_bytes() for p in written.rglob("*.*")}


@pytest.mark.parametrize(
    ("claim", "low", "high", "closed", "qualifier"),
    [
        ("acme.capex.2026/guidance", "200000000000", "200000000000", "both", "about"),
        ("beta.capex.2026/guidance", "100000000000", "120000000000", "both", ""),
        ("pair.capex.2026/total", "300000000000", "320000000000", "both", "about"),
    ],
)
def test_bounds(small: book.Book, claim: str, low: str, high: str, closed: str, qualifier: str) -> None:
    row = rows(small)[claim]
    assert (row["low"], row["high"], row["qualifier"], row["closed"]) == (low, high, qualifier, closed)


@pytest.mark.parametrize(
    ("amount", "low", "high", "closed"),
    [
        (parse("at most 5"), None, 5, "right"),
        (parse("several trillion"), None, None, "neither"),
        (parse("at least 5"), 5, None, "left"),
        (parse("more than 5"), 5, None, "neither"),
        (parse("0 to 5"), 0, 5, "both"),
        (parse("1.25"), 1.25, 1.25, "both"),
        (total([parse("more than 80.6 billion"), parse("1 billion")]), 81000000000, None, "neither"),
        (total([parse("80.6 to 81.4 billion"), parse("1 billion")]), 81000000000, 83000000000, "both"),
        (difference(parse("5"), parse("more than 7")), None, -2, "neither"),
    ],
    ids=str,
)
def test_only_stated_bounds_are_written(amount: Amount, low: float, high: float, closed: str) -> None:
    row = export.bounds(amount)
    assert (row["low"], row["high"], row["closed"]) == (low, high, closed)


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
    assert (row["low"], row["unit_measure"], row["as_of"], row["obs_status"]) == (
        "125000000000",
        "USD",
        "2026-01-27",
        "estimate",
    )
    assert "~$125 Billion" in row["printed"]
    share = drawn["charts/guidance-consensus.csv"][0]
    assert (share["unit_measure"], share["low"], share["printed"]) == ("%", "138", "")
    assert share["computed_from"] == "amazon.capex.2026/guidance amazon.capex.2026/consensus"


def test_a_chart_that_cannot_be_drawn_has_no_file(small: book.Book) -> None:
    page = Page("index.md", "", pieces=(Call("chart", ("series",), {}, 1),))
    assert export.charts(replace(small.site, pages={"index.md": page})) == {}


def test_conflicts_are_named(small: book.Book) -> None:
    row = rows(small)["acme.capex.2026/guidance"]
    assert row["conflicts_with"] == "acme.capex.2026/rumour"
    assert (row["period_start"], row["period_end"]) == ("2026-01-01", "2026-12-31")


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
        ("NA", "'NA"),
        ("nan", "'nan"),
        ("#N/A", "'#N/A"),
        ("<NA>", "'<NA>"),
        ("none", "'none"),
        ("Nancy", "Nancy"),
    ],
)
def test_no_cell_is_a_formula_or_missing(cell: str, written: str) -> None:
    text = export.as_csv(("a",), [{"a": cell}])
    assert next(iter(csv.DictReader(io.StringIO(text, newline=""))))["a"] == written


def test_json_cannot_close_its_element() -> None:
    text = export.as_json({"a": "</script><script>alert(1)</script>&"})
    assert "<" not in text
    assert json.loads(text) == {"a": "</script><script>alert(1)</script>&"}


def test_the_package_describes_every_column(small: book.Book) -> None:
    package = json.loads(dict(export.files(small.site))["datapackage.json"])
    for resource in package["resources"]:
        assert all(field["description"] for field in resource["schema"]["fields"])
        header = dict(export.files(small.site))[resource["path"]].split("\r\n")[0]
        assert header.split(",") == [f["name"] for f in resource["schema"]["fields"]]


def test_structured_data_says_what_the_page_says(small: book.Book) -> None:
    pages = {name: Page(name, title, "Every number.") for name, title in (("index.md", "Home"), ("data.md", "Data"))}
    site = replace(small.site, pages=pages, title="The Ledger", address="https://ledger.example/")
    found = [re.search(r"<script[^>]*>(.*)</script>", overviews.downloads(site, page)) for page in pages]
    first, second = (json.loads(script[1]) for script in found if script)
    assert first == second  # one set, wherever it is offered
    assert (first["@type"], first["description"], first["url"]) == (
        "Dataset", "Every number.", "https://ledger.example/data/",
    )  # fmt: skip
    assert first["name"].startswith("The Ledger: ")
    assert first["creator"] == {"@type": "Organization", "name": "The Ledger", "url": "https://ledger.example/"}
    assert {d["contentUrl"] for d in first["distribution"]} == {
        f"https://ledger.example/data/{n}" for n, _ in export.files(small.site) if "/" not in n
    }


def test_the_lines_that_the_page_gives_open_the_table(written: Path, small: book.Book) -> None:
    site = replace(small.site, address="https://ledger.example/")
    text = overviews.loading(site, "data.md").replace("https://ledger.example/data", str(written))
    python, sql, *_ = re.findall(r"```\w+\n(.*?)\n```", text, re.DOTALL)
    found: dict[str, pandas.DataFrame] = {}
    exec(python, found)
    assert set(found["claims"].claim) == set(small.site.ledger.claims)
    preferred = [f for f in small.site.ledger.figures.values() if f.best]
    assert {row[0] for row in duckdb.sql(sql).fetchall()} == {f.id for f in preferred}


@pytest.mark.parametrize(("day", "found"), [("2026-03-05", {CHANGED}), ("2026-03-06", set())])
def test_one_line_tells_what_changed_since_a_day(complete: Path, day: str, found: set[str]) -> None:
    text = overviews.loading(replace(book.read(FIXTURE).site, address="https://ledger.example/"), "data.md")
    (line,) = (part for part in re.findall(r"```sql\n(.*?)\n```", text, re.DOTALL) if "last_changed" in part)
    line = re.sub(r"'\d{4}-\d\d-\d\d'", f"'{day}'", line.replace("https://ledger.example/data", str(complete)))
    assert {row[0] for row in duckdb.sql(line).fetchall()} == found


def test_a_change_moves_no_address(written: Path, root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    edit(root / "data/figures.yml", ('value: "about 200 billion"', 'value: "about 210 billion"'))
    folder = tmp_path_factory.mktemp("changed")
    export.write(book.read(root).site, folder, {})
    before, after = (
        {p.relative_to(at): p.read_bytes() for p in at.rglob("*.*")} for at in (written, folder / export.FOLDER)
    )
    assert before.keys() == after.keys()
    assert before != after
