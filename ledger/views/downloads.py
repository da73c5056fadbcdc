"""The ledger for other places: CSV, JSON, a data package, citations, and what searches show."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from ledger.core.amount import Amount, ends
from ledger.core.ledger import Ledger
from ledger.core.records import Claim, Figure, Source
from ledger.language import claims as said
from ledger.language import words
from ledger.rules import compare, compute
from ledger.views import markdown
from ledger.views.markdown import Column
from ledger.views.site import Site, plain_name

FOLDER = "downloads"
#: What the site's search shows of a figure beside its text, for search.js.
ANSWERS = "search/answers.json"
CLAIMS = (
    "claim", "figure", "entity", "measure", "period", "from", "to", "unit", "low", "high", "low_open", "high_open",
    "qualifier", "status", "by", "asof", "scope", "computed_from", "articles", "preferred", "conflicts_with", "differs",
)  # fmt: skip
PRINTS = ("claim", "article", "language", "at", "printed")
CHECKS = ("check", "means", "tests", "says", "expected", "verdict", "claims")
#: What of the other entries `ledger.json` holds, by section.
RECORDS = {
    "articles": ("id", "title", "publisher", "language", "published", "inferred", "url"),
    "references": ("id", "title", "publisher", "kind", "published", "seen", "url"),
    "entities": ("id", "name", "kind", "part_of", "members"),
    "measures": ("id", "name", "unit", "kind", "definition", "scopes"),
}
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
    target = folder / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    for name, text in files(site).items():
        (target / name).write_text(text, "utf-8", newline="")
    (folder / ANSWERS).parent.mkdir(exist_ok=True)
    (folder / ANSWERS).write_text(as_json(answers(site.ledger)), "utf-8")


def files(site: Site) -> dict[str, str]:
    """Return the text of every file by its name."""
    tables = {"claims.csv": (CLAIMS, claims(site.ledger)), "prints.csv": (PRINTS, prints(site.ledger))}
    tables["checks.csv"] = (CHECKS, checks(site))
    texts = {name: as_csv(fields, rows) for name, (fields, rows) in tables.items()}
    whole = {name.removesuffix(".csv"): list(rows) for name, (_, rows) in tables.items()} | _records(site.ledger)
    texts["ledger.json"] = as_json(whole)
    texts["datapackage.json"] = as_json(_package({name: fields for name, (fields, _) in tables.items()}))
    return texts


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


# ---- answers and citations ------------------------------------------------------------------------


def answers(ledger: Ledger) -> dict[str, str]:
    """Return, by figure, the preferred number and who says so; how far the answers reach where none is preferred."""
    return {figure.id: _answer(ledger, figure) for figure in ledger.figures.values()}


def _answer(ledger: Ledger, figure: Figure) -> str:
    if not figure.best:
        many = words.count(len(figure.claims))
        return f"{said.spread(figure, figure.claims)} in {many} answers, none preferred"
    scope = figure.best.scope and f" {said.scope(figure.best.scope)}"
    return f"{words.amount(figure.best.amount, figure.measure)}{scope}, {said.said_where(ledger, figure.best)}"


def citations(site: Site, figure: Figure) -> str:
    """Return folded text to copy: the citation of a figure, where it has several claims, and of each claim."""
    answer = _answer(site.ledger, figure)
    several = [(figure.id, f"{_asked(figure)} {html.escape(answer[:1].upper() + answer[1:])}.")]
    each = [(c.id, _cited(site.ledger, figure, c)) for c in figure.claims]
    root = f"{site.title}, {site.address}{_address(site.ledger.home(figure.entity.id))}"
    lines = "\n".join(
        f'<p data-cite="{id}">{text} {html.escape(root)}#{id}</p>'
        for id, text in (several if len(each) > 1 else []) + each
    )
    return f'<details class="ledger-cite" data-search-exclude>\n<summary>Cite</summary>\n{lines}\n</details>'


def _address(page: str) -> str:
    """Return where below the site's address a page is published."""
    name = page.removesuffix(".md")
    return "" if name == "index" else f"{name.removesuffix('/index')}/"


def _asked(figure: Figure) -> str:
    return f"\N{LEFT DOUBLE QUOTATION MARK}{html.escape(plain_name(figure))}.\N{RIGHT DOUBLE QUOTATION MARK}"


def _cited(ledger: Ledger, figure: Figure, claim: Claim) -> str:
    """Return a claim as text to cite: what, how much, who says so, where it is printed and how."""
    scope = claim.scope and f" ({said.scope(claim.scope)})"
    amount = words.amount(claim.amount, figure.measure)
    lead = f"{amount[:1].upper()}{amount[1:]}{scope}: {said.said_where(ledger, claim)}."
    sources = [_printed(ledger.sources[a], claim) for a in claim.articles]
    printed = f" Printed as {'; '.join(sources)}." if sources else ""
    return f"{_asked(figure)} {html.escape(lead)}{printed}"


def _printed(source: Source, claim: Claim) -> str:
    """Return how a source prints a claim, and the source: publisher, title, date, address."""
    first = claim.prints_in(source.id)[0]
    title = source.title and f"\N{LEFT DOUBLE QUOTATION MARK}{source.title}\N{RIGHT DOUBLE QUOTATION MARK}"
    day = words.day(source.published) if source.published else "not dated"
    about = html.escape(", ".join(filter(None, (source.publisher, title, day))))
    url = html.escape(source.url)
    address = f', <a href="{url}" rel="external">{url}</a>' if url else ""
    shown = markdown.foreign(first.printed, source.language)
    return f"\N{LEFT DOUBLE QUOTATION MARK}{shown}\N{RIGHT DOUBLE QUOTATION MARK} in {about}{address}"
