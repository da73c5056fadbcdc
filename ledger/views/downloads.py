"""The ledger as files for other programs: CSV, JSON, a data package, and what search engines read."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

from ledger.charts.catalog import CHARTS
from ledger.core.amount import Amount, ends
from ledger.core.ledger import Ledger
from ledger.core.problem import Unreadable
from ledger.core.records import Claim, Figure
from ledger.language.claims import who
from ledger.rules import compare, compute
from ledger.views import markdown
from ledger.views.markdown import Column
from ledger.views.site import Site

FOLDER = "downloads"
CLAIMS = (
    "claim", "figure", "entity", "measure", "period", "from", "to", "unit", "low", "high", "low_open", "high_open",
    "qualifier", "status", "by", "asof", "scope", "computed_from", "articles", "preferred", "conflicts_with", "differs",
)  # fmt: skip
PRINTS = ("claim", "article", "language", "at", "printed")
#: What a chart shows in its own words goes before the columns of `claims.csv`.
CHART = ("group", "shown", "who", "printed", *CLAIMS)
CHECKS = ("check", "means", "tests", "says", "expected", "verdict", "claims")
#: What of the other entries `ledger.json` holds, by section.
RECORDS = {
    "articles": ("id", "title", "publisher", "language", "published", "inferred", "url"),
    "references": ("id", "title", "publisher", "kind", "published", "seen", "url"),
    "entities": ("id", "name", "kind", "part_of", "members"),
    "measures": ("id", "name", "unit", "kind", "definition", "scopes"),
}
#: Where a chart's own numbers are.
CHART_FILE = "charts/{}.csv"
#: File -> what it holds, for the page that offers them.
FILES = {
    "claims.csv": "Every claim: its bounds (empty where nobody states them), who says so, when, what it conflicts with",
    "prints.csv": "Every place at which an article or a reference prints a claim's number",
    "checks.csv": "Every check: what it means, whom it tests, what it says, its verdict",
    "ledger.json": "All of it in one file, with articles, references, entities and measures",
    "datapackage.json": "A description of the CSV files for programs (Frictionless Data Package)",
}

#: Where a spreadsheet's formula begins, in a wide face too, also where one splits cells that the file does not.
_FORMULA = re.compile(r"(?:\A|(?<=[;\t\r\n]))(?=[^\S\t\r\n]*[=+\-@\t\r＝＋－＠﹢﹣﹦])")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")

Row = Mapping[str, Any]


def write(site: Site, folder: Path) -> None:
    """Write every file below the folder of a built site."""
    for name, text in (files(site) | charts(site)).items():
        target = folder / FOLDER / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8", newline="")


def files(site: Site) -> dict[str, str]:
    """Return the text of every file by its name."""
    tables = {"claims.csv": (CLAIMS, claims(site.ledger)), "prints.csv": (PRINTS, prints(site.ledger))}
    tables["checks.csv"] = (CHECKS, checks(site))
    texts = {name: as_csv(fields, rows) for name, (fields, rows) in tables.items()}
    whole = {name.removesuffix(".csv"): list(rows) for name, (_, rows) in tables.items()} | _records(site.ledger)
    texts["ledger.json"] = as_json(whole)
    texts["datapackage.json"] = as_json(_package({name: fields for name, (fields, _) in tables.items()}))
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
            texts[CHART_FILE.format(name)] = as_csv(CHART, rows)
    return texts


def _drawn(ledger: Ledger, group: str, number: str, claim: Claim) -> Row:
    """Return what a chart shows of a claim: who says so in words, the day on which it counts as said."""
    return {
        **_claim(ledger.figure_of(claim), claim),
        "group": group,
        "shown": number,
        "who": who(ledger, claim),
        "printed": "; ".join(dict.fromkeys(p.printed for p in claim.prints)),
        "asof": ledger.said_on(claim),
        "unit": claim.amount.unit,
    }


def claims(ledger: Ledger) -> list[Row]:
    """Return a row for every claim."""
    return [_claim(figure, claim) for figure in ledger.figures.values() for claim in figure.claims]


def _claim(figure: Figure, claim: Claim) -> Row:
    start, end = figure.span or ("", "")
    best = figure.best
    return {
        "claim": claim.id,
        "figure": figure.id,
        "entity": figure.entity.name,
        "measure": figure.measure.name,
        "period": str(figure.period),
        "from": str(start),
        "to": str(end),
        "unit": figure.measure.unit,
        **bounds(claim.amount),
        "status": claim.status,
        "by": claim.by,
        "asof": claim.asof,
        "scope": claim.scope,
        "computed_from": " ".join(dict.fromkeys(compute.references(claim.operation))),
        "articles": " ".join(claim.articles),
        "preferred": "yes" if best is claim else "no",
        "conflicts_with": " ".join(o.id for o in compare.opponents(figure, claim)),
        "differs": " ".join(claim.differs),
    }


def bounds(amount: Amount) -> Row:
    """Return the stated bounds as plain numbers; an unstated or vague one stays empty, and is open."""
    low, high = ends(amount)
    return {
        "low": "" if amount.vague or amount.capped else _plain(low),
        "high": "" if amount.vague else _plain(high),
        "low_open": "yes" if amount.low_open or amount.capped else "no",
        "high_open": "yes" if amount.high_open else "no",
        "qualifier": str(amount) if amount.vague else amount.qualifier,
    }


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}" if number.is_finite() else ""


def prints(ledger: Ledger) -> list[Row]:
    """Return a row for every place at which a number is printed."""
    return [
        {
            "claim": claim.id,
            "article": place.article,
            "language": ledger.sources[place.article].language,
            "at": place.at,
            "printed": place.printed,
        }
        for claim in ledger.claims.values()
        for place in claim.prints
    ]


def checks(site: Site) -> list[Row]:
    """Return a row for every check."""
    return [
        {
            "check": c.id,
            "means": c.means,
            "tests": " ".join(c.tests),
            "says": c.says,
            "expected": c.expect,
            "verdict": site.verdicts[c.id],
            "claims": " ".join(dict.fromkeys(compute.references(c.left, *c.right))),
        }
        for c in site.ledger.checks.values()
    ]


def as_csv(fields: Sequence[str], rows: Iterable[Row]) -> str:
    """Return rows as CSV (RFC 4180)."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fields, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _harmless(row[name]) for name in fields} for row in rows)
    return out.getvalue()


def _harmless(value: Any) -> str:
    """Return a cell that no spreadsheet takes for a formula; plain negative numbers stay numbers."""
    text = str(value)
    return text if _NUMBER.fullmatch(text) else _FORMULA.sub("'", text)


def as_json(value: Any) -> str:
    """Return JSON that may also stand inside an HTML element."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026") + "\n"


def _records(ledger: Ledger) -> dict[str, list[Row]]:
    return {
        section: [{name: getattr(entry, name) for name in names} for entry in getattr(ledger, section).values()]
        for section, names in RECORDS.items()
    }


def _package(tables: Mapping[str, Sequence[str]]) -> Row:
    return {
        "profile": "tabular-data-package",
        "name": "ledger",
        "resources": [
            {
                "name": name.removesuffix(".csv"),
                "path": name,
                "description": FILES[name],
                "profile": "tabular-data-resource",
                "encoding": "utf-8",
                "schema": {
                    "fields": [{"name": f, "type": "number" if f in ("low", "high") else "string"} for f in fields]
                },
            }
            for name, fields in tables.items()
        ],
    }


def downloads(site: Site, page: str) -> str:
    """Return the files for other programs as a table, with what search engines read about them."""
    root = markdown.file_from(FOLDER, page)
    rows = [[f'<a href="{root}/{name}" download>{name}</a>', markdown.text(about)] for name, about in FILES.items()]
    described = structured(site.pages[page].title, site.pages[page].description)
    script = f'<script type="application/ld+json">{" ".join(described.split())}</script>'
    return markdown.paragraphs([markdown.table("Files", (Column("File"), Column("What it holds")), rows), script])


def structured(name: str, description: str) -> str:
    """Return what search engines read about the downloads (schema.org Dataset, as JSON-LD)."""
    return as_json(
        {
            "@context": "https://schema.org",
            "@type": "Dataset",
            "name": name,
            "description": description,
            "distribution": [
                {"@type": "DataDownload", "encodingFormat": "text/csv", "name": file, "contentUrl": f"{FOLDER}/{file}"}
                for file in FILES
                if file.endswith(".csv")
            ],
        }
    )
