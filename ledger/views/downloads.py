"""The ledger as files for other programs: CSV, JSON with its schema, a data package, and what search engines read."""

import csv
import io
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from ledger.charts.catalog import CHARTS
from ledger.core.amount import Amount, ends
from ledger.core.ledger import Ledger
from ledger.core.problem import Unreadable
from ledger.core.records import Claim, Figure
from ledger.language.claims import who
from ledger.views import changes, cite, template
from ledger.views.site import Site

FOLDER = "data"
#: What the site's search shows of a figure beside its text, for search.js.
ANSWERS = "search/answers.json"
LICENCE = {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}

#: Where a chart's own numbers are.
CHART_FILE = "charts/{}"
_SCHEMA_FILE = Path(__file__).with_name("ledger.schema.json").read_text("utf-8")
#: Each column's type, what it holds, and `from` which expression; names follow SDMX where that has one.
SCHEMA = json.loads(_SCHEMA_FILE)
#: The schema as it is published.
PUBLISHED = json.loads(_SCHEMA_FILE, object_hook=lambda found: {k: v for k, v in found.items() if k != "from"})
VERSION = SCHEMA["properties"]["version"]["const"]

#: Where a spreadsheet's formula begins, in a wide face too, also where one splits cells that the file does not.
_FORMULA = re.compile(r"(?:\A|(?<=[;\t\r\n]))(?=[^\S\t\r\n]*[=+\-@\t\r＝＋－＠﹢﹣﹦])")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
#: What programs read as no value at all.
_MISSING = re.compile(r"\A\s*[#<-]*(n/?an?|null|none)>?\s*\Z", re.IGNORECASE)
_CLOSED = {(False, False): "both", (False, True): "left", (True, False): "right", (True, True): "neither"}

Row = Mapping[str, Any]


def _fields(*kinds: str) -> dict[str, Row]:
    """Return the columns of records as the schema has them, without what they contain."""
    found = (pair for kind in kinds for pair in SCHEMA["$defs"][kind]["properties"].items())
    return {name: about for name, about in found if "from" in about}


def _row(kind: str, **records: Any) -> dict[str, Any]:
    """Return a row: under each column's name what the column's expression comes to."""
    names, values = _columns(kind)
    return dict(zip(names, values(records | {"bounds": bounds, "last": changes.last}), strict=True))


@cache
def _columns(kind: str) -> tuple[list[str], Callable[..., Any]]:
    """Return the names of a kind's columns, and one expression for all that they hold."""
    fields = _fields(kind)
    return [*fields], template.expression(f"[{', '.join(str(about['from']) for about in fields.values())}]")


#: File -> its columns.
TABLES = {"claims.csv": _fields("figure", "claim", "print"), "checks.csv": _fields("check")}
#: The columns of a chart's own numbers.
CHART_TABLE = _fields("mark") | TABLES["claims.csv"]
_UNPRINTED = dict.fromkeys(_fields("print"), "")


def write(site: Site, folder: Path, pictures: Mapping[str, str], only: Collection[str] | None = None) -> None:
    """Write every file below the folder of a built site, or `only` those of some figures and of all together."""
    for name, text in chain(files(site, only), pictures.items()):
        target = folder / FOLDER / name
        target.parent.mkdir(parents=True, exist_ok=True)
        # Excel takes a CSV for UTF-8 only by its signature.
        target.write_text(text, "utf-8-sig" if name.endswith(".csv") else "utf-8", newline="")
    (folder / ANSWERS).parent.mkdir(exist_ok=True)
    (folder / ANSWERS).write_text(as_json(cite.answers(site.ledger)), "utf-8")


def files(site: Site, only: Collection[str] | None = None) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every file."""
    ledger, drawn = site.ledger, charts(site)
    whole = {f.id: figure(site, f) for f in ledger.figures.values()}
    tables = TABLES | dict.fromkeys(drawn, CHART_TABLE)
    checks = [_row("check", check=c, verdict=site.verdicts[c.id]) for c in ledger.checks.values()]
    yield "claims.csv", as_csv(TABLES["claims.csv"], (row for f in whole.values() for row in _rows(f)))
    yield "checks.csv", as_csv(TABLES["checks.csv"], checks)
    together = {"figures": [*whole.values()], "checks": checks}
    yield "ledger.json", as_json({**_versioned(), **together, **_records(ledger)})
    yield "ledger.schema.json", as_json(PUBLISHED)
    yield "datapackage.json", as_json(template.record("package", site, VERSION, LICENCE, tables))
    yield from drawn.items()
    for id in whole if only is None else only:
        yield f"figures/{id}.json", as_json({**_versioned("../"), **whole[id]})
        yield f"figures/{id}.csv", as_csv(TABLES["claims.csv"], _rows(whole[id]))
        yield from ((f"figures/{name}", text) for name, text in cite.files(site, ledger.figures[id]).items())


def charts(site: Site) -> dict[str, str]:
    """Return the numbers of every chart that a page shows, by the name of their file."""
    calls = (c for page in site.pages.values() for c in page.calls if c.name == "chart")
    called = {name for call in calls for name in (*call.args, *call.kwargs.values())}
    texts = {}
    for name in sorted(called & CHARTS.keys()):
        with suppress(Unreadable):  # a preview goes on; a build has said so
            groups = CHARTS[name](site.ledger).groups
            rows = [_drawn(site, g.heading, m.number, m.claim) for g in groups for m in g.marks if m.claim]
            texts[f"{CHART_FILE.format(name)}.csv"] = as_csv(CHART_TABLE, rows)
    return texts


def _drawn(site: Site, group: str, number: str, claim: Claim) -> Row:
    """Return what a chart shows of a claim, with who says so in words."""
    asked = site.ledger.figure_of(claim)
    row = _row("figure", figure=asked) | _row("claim", site=site, figure=asked, claim=claim) | _UNPRINTED
    printed = "; ".join(dict.fromkeys(p.printed for p in claim.prints))
    shown = _row("mark", group=group, number=number, who=who(site.ledger, claim))
    return row | shown | {"printed": printed, "unit_measure": claim.amount.unit}


def figure(site: Site, figure: Figure) -> dict[str, Any]:
    """Return a figure with its claims, and these with their prints."""
    claims = [
        _row("claim", site=site, figure=figure, claim=c)
        | {"prints": [_row("print", ledger=site.ledger, place=p) for p in c.prints]}
        for c in figure.claims
    ]
    return _row("figure", figure=figure) | {"claims": claims}


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


def _rows(figure: Row) -> Iterator[Row]:
    """Yield a figure's claims as rows, one for each place that prints them."""
    for claim in figure["claims"]:
        for place in claim["prints"] or [_UNPRINTED]:
            yield {**figure, **claim, **place}


def as_csv(fields: Iterable[str], rows: Iterable[Row]) -> str:
    """Return rows as CSV (RFC 4180)."""
    out = io.StringIO()
    writer = csv.DictWriter(out, names := [*fields], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _harmless(row[name]) for name in names} for row in rows)
    return out.getvalue()


@lru_cache(maxsize=100_000, typed=True)  # true is no 1
def _harmless(value: Any) -> str:
    """Return a cell that no spreadsheet takes for a formula, and no program for a missing value."""
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).lower()
    text = f"{value}"
    return text if _NUMBER.fullmatch(text) else _MISSING.sub(r"'\g<0>", _FORMULA.sub("'", text), count=1)


def as_json(value: Any) -> str:
    """Return JSON that may also stand inside an HTML element."""
    text = json.dumps(value, ensure_ascii=False)  # indented it would be longer, and take ten times as long
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026") + "\n"


def as_script(value: Any) -> str:
    """Return what search engines read of a page."""
    return f'<script type="application/ld+json">{as_json(value).strip()}</script>'


def _versioned(up: str = "") -> Row:
    return {"$schema": f"{up}ledger.schema.json", "version": VERSION, "license": LICENCE["path"]}


def _records(ledger: Ledger) -> dict[str, list[Row]]:
    return {
        section: [
            {name: getattr(entry, name) for name in about["items"]["required"]}
            for entry in getattr(ledger, section).values()
        ]
        for section, about in SCHEMA["$defs"]["ledger"]["properties"].items()
        if "required" in about["items"]
    }
