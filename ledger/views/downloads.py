"""The ledger as files for other programs: CSV, JSON with its schema, a data package, and what search engines read."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

from ledger.charts.catalog import CHARTS
from ledger.core.amount import Amount, ends
from ledger.core.ledger import Ledger
from ledger.core.problem import Unreadable
from ledger.core.records import Check, Claim, Figure, Print
from ledger.language.claims import who
from ledger.rules import compare, compute
from ledger.views import cite
from ledger.views.site import Site

FOLDER = "data"
#: What the site's search shows of a figure beside its text, for search.js.
ANSWERS = "search/answers.json"
LICENCE = {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}

#: Where a chart's own numbers are.
CHART_FILE = "charts/{}.csv"
#: The published schema: each column's type and what it holds; names follow SDMX where that has one.
SCHEMA = json.loads(Path(__file__).with_name("ledger.schema.json").read_text("utf-8"))
#: File -> what it holds, for the page that offers them.
FILES = {
    "claims.csv": "One row for each answer and each place that prints it; opens in a spreadsheet",
    "checks.csv": "One row for each finding: what it means, whom it tests, how the test comes out",
    "ledger.json": "All of it, with articles, references, entities and measures",
    "ledger.schema.json": "The JSON Schema of that file",
    "datapackage.json": "A description of the CSV files for programs (Frictionless Data Package)",
}

#: Where a spreadsheet's formula begins, in a wide face too, also where one splits cells that the file does not.
_FORMULA = re.compile(r"(?:\A|(?<=[;\t\r\n]))(?=[^\S\t\r\n]*[=+\-@\t\r＝＋－＠﹢﹣﹦])")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
#: What programs read as no value at all.
_MISSING = re.compile(r"\A\s*[#<-]*(n/?an?|null|none)>?\s*\Z", re.IGNORECASE)
_CLOSED = {(False, False): "both", (False, True): "left", (True, False): "right", (True, True): "neither"}

Row = Mapping[str, Any]


def _fields(*kinds: str) -> dict[str, Row]:
    """Return the columns of records as the schema has them, without what they contain."""
    found = {name: about for kind in kinds for name, about in SCHEMA["$defs"][kind]["properties"].items()}
    return {name: about for name, about in found.items() if about["type"] != "array"}


#: File -> its columns.
TABLES = {"claims.csv": _fields("figure", "claim", "print"), "checks.csv": _fields("check")}


def write(site: Site, folder: Path) -> None:
    """Write every file below the folder of a built site."""
    for name, text in (files(site) | charts(site)).items():
        target = folder / FOLDER / name
        target.parent.mkdir(parents=True, exist_ok=True)
        # Excel takes a CSV for UTF-8 only by its signature.
        target.write_text(text, "utf-8-sig" if name.endswith(".csv") else "utf-8", newline="")
    (folder / ANSWERS).parent.mkdir(exist_ok=True)
    (folder / ANSWERS).write_text(as_json(cite.answers(site.ledger)), "utf-8")


def files(site: Site) -> dict[str, str]:
    """Return the text of every file by its name."""
    ledger = site.ledger
    whole = {f.id: figure(ledger, f) for f in ledger.figures.values()}
    checks = [_check(c, site.verdicts[c.id]) for c in ledger.checks.values()]
    texts = {
        "claims.csv": as_csv(TABLES["claims.csv"], (row for f in whole.values() for row in _rows(f))),
        "checks.csv": as_csv(TABLES["checks.csv"], checks),
        "ledger.json": as_json(_versioned() | {"figures": [*whole.values()], "checks": checks} | _records(ledger)),
        "ledger.schema.json": as_json(SCHEMA),
        "datapackage.json": as_json(_package()),
    }
    for id, one in whole.items():
        texts[f"figures/{id}.json"] = as_json(_versioned("../") | one)
        texts[f"figures/{id}.csv"] = as_csv(TABLES["claims.csv"], _rows(one))
        texts |= {f"figures/{name}": text for name, text in cite.files(site, ledger.figures[id]).items()}
    return texts


def charts(site: Site) -> dict[str, str]:
    """Return the numbers of every chart that a page shows, by the name of their file."""
    calls = (c for page in site.pages.values() for c in page.calls if c.name == "chart")
    called = {name for call in calls for name in (*call.args, *call.kwargs.values())}
    texts = {}
    for name in sorted(called & CHARTS.keys()):
        with suppress(Unreadable):  # a preview goes on; a build has said so
            groups = CHARTS[name](site.ledger).groups
            rows = [_drawn(site.ledger, g.heading, m.number, m.claim) for g in groups for m in g.marks if m.claim]
            texts[CHART_FILE.format(name)] = as_csv(("group", "shown", "who", *TABLES["claims.csv"]), rows)
    return texts


def _drawn(ledger: Ledger, group: str, number: str, claim: Claim) -> Row:
    """Return what a chart shows of a claim, with who says so in words."""
    asked = ledger.figure_of(claim)
    row = {**figure(ledger, asked), **_claim(ledger, asked, claim), **dict.fromkeys(_fields("print"), "")}
    printed = "; ".join(dict.fromkeys(p.printed for p in claim.prints))
    shown = {"group": group, "shown": number, "who": who(ledger, claim), "printed": printed}
    return row | shown | {"unit_measure": claim.amount.unit}


# ---- rows -----------------------------------------------------------------------------------------


def figure(ledger: Ledger, figure: Figure) -> dict[str, Any]:
    """Return a figure with its claims, and these with their prints."""
    start, end = figure.span or (None, None)
    return {
        "figure": figure.id,
        "entity": figure.entity.name,
        "measure": figure.measure.name,
        "time_period": str(figure.period),
        "period_start": start and str(start),
        "period_end": end and str(end),
        "unit_measure": figure.measure.unit,
        "claims": [_claim(ledger, figure, c) for c in figure.claims],
    }


def _claim(ledger: Ledger, figure: Figure, claim: Claim) -> Row:
    return {
        "claim": claim.id,
        **bounds(claim.amount),
        "obs_status": claim.status,
        "by": claim.by,
        "as_of": ledger.said_on(claim),
        "scope": claim.scope,
        "preferred": figure.best is claim,
        "differs": " ".join(claim.differs),
        "conflicts_with": " ".join(o.id for o in compare.opponents(figure, claim)),
        "computed_from": " ".join(dict.fromkeys(compute.references(claim.operation))),
        "prints": [_print(ledger, p) for p in claim.prints],
    }


def bounds(amount: Amount) -> Row:
    """Return the stated bounds as plain numbers; an unstated or vague one is missing, and open."""
    low, high = ends(amount)
    return {
        "low": None if amount.vague or amount.capped else _plain(low),
        "high": None if amount.vague else _plain(high),
        "closed": _CLOSED[amount.vague or amount.low_open or amount.capped, amount.vague or amount.high_open],
        "qualifier": str(amount) if amount.vague else amount.qualifier,
    }


def _plain(number: Decimal) -> int | float | None:
    if not number.is_finite():
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def _print(ledger: Ledger, place: Print) -> Row:
    source = ledger.sources[place.article]
    return {
        "source": source.id,
        "source_kind": source.kind,
        "language": source.language,
        "place": place.at,
        "printed": place.printed,
    }


def _check(check: Check, verdict: str) -> Row:
    return {
        "check": check.id,
        "means": check.means,
        "tests": " ".join(check.tests),
        "says": check.says,
        "expected": check.expect,
        "verdict": verdict,
        "claims": " ".join(dict.fromkeys(compute.references(check.left, *check.right))),
    }


def _rows(figure: Row) -> Iterator[Row]:
    """Yield a figure's claims as rows, one for each place that prints them."""
    for claim in figure["claims"]:
        for place in claim["prints"] or [dict.fromkeys(_fields("print"), "")]:
            yield {**figure, **claim, **place}


# ---- files ----------------------------------------------------------------------------------------


def as_csv(fields: Iterable[str], rows: Iterable[Row]) -> str:
    """Return rows as CSV (RFC 4180)."""
    out = io.StringIO()
    writer = csv.DictWriter(out, names := [*fields], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _harmless(row[name]) for name in names} for row in rows)
    return out.getvalue()


def _harmless(value: Any) -> str:
    """Return a cell that no spreadsheet takes for a formula, and no program for a missing value."""
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).lower()
    text = f"{value}"
    return text if _NUMBER.fullmatch(text) else _MISSING.sub(r"'\g<0>", _FORMULA.sub("'", text), count=1)


def as_json(value: Any) -> str:
    """Return JSON that may also stand inside an HTML element."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026") + "\n"


def _versioned(up: str = "") -> dict[str, Any]:
    return {
        "$schema": f"{up}ledger.schema.json",
        "version": SCHEMA["properties"]["version"]["const"],
        "license": LICENCE["path"],
    }


def _records(ledger: Ledger) -> dict[str, list[Row]]:
    return {
        section: [
            {name: getattr(entry, name) for name in about["items"]["required"]}
            for entry in getattr(ledger, section).values()
        ]
        for section, about in SCHEMA["$defs"]["ledger"]["properties"].items()
        if "required" in about["items"]
    }


def _package() -> Row:
    return {
        "profile": "tabular-data-package",
        "name": "ledger",
        "version": SCHEMA["properties"]["version"]["const"],
        "licenses": [LICENCE],
        "resources": [
            {
                "name": name.removesuffix(".csv"),
                "path": name,
                "description": FILES[name],
                "profile": "tabular-data-resource",
                "encoding": "utf-8-sig",
                "schema": {
                    "fields": [
                        {"name": f, "type": kind(about), "description": about["description"]}
                        for f, about in fields.items()
                    ]
                },
            }
            for name, fields in TABLES.items()
        ],
    }


def kind(about: Row) -> str:
    """Return the type of a column, as data packages name it."""
    kind = about["type"] if isinstance(about["type"], str) else about["type"][0]
    return str(about.get("format", kind))
