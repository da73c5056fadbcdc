"""What the chart macros return: a figure with title, legend, drawing and the way to the numbers."""

from dataclasses import replace
from functools import partial

from ledger.charts import layout, marks, svg
from ledger.charts.catalog import CHARTS
from ledger.charts.marks import Chart
from ledger.core.records import Figure
from ledger.language import words
from ledger.language.claims import plain_name, who
from ledger.rules import compare, compute
from ledger.views import markdown
from ledger.views.downloads import CHART_FILE, FOLDER, charts
from ledger.views.site import Site, require


def chart(site: Site, page: str, name: str) -> str:
    """Return a chart of the catalog under its finding, wide and narrow."""
    require("chart", name, CHARTS)
    made = CHARTS[name](site.ledger)
    shown = made.table.partition("#")[0] in site.pages and made.table != page
    credit, file = _credit(site, made), markdown.file_from(f"{FOLDER}/{CHART_FILE.format(name)}", page)
    plots = {kind: layout.arrange(made, wide=kind == "wide", credit=credit) for kind in ("wide", "narrow")}
    about = {"table": markdown.link("as a table", made.table, page) if shown else "", "file": file}
    row = partial(_row, site, page)
    drawn = svg.write("figure", name=name, chart=made, text=markdown.text, plots=plots, address=row, **about)
    return markdown.paragraphs([drawn])


def pictures(site: Site) -> dict[str, str]:
    """Return each chart that a page shows as an SVG file of its own, by name."""
    shown = charts(site)
    made = {n: make(site.ledger) for n, make in CHARTS.items() if f"{CHART_FILE.format(n)}.csv" in shown}
    drawn = {n: layout.arrange(c, wide=True, credit=_credit(site, c)) for n, c in made.items()}
    return {f"{CHART_FILE.format(n)}.svg": svg.write("picture", chart=made[n], drawing=drawn[n]) for n in made}


def strip(site: Site, figure: Figure) -> str:
    """Return the claims of a disputed figure on one line, without the sign of dispute; nothing where none are in it."""
    if not compare.is_disputed(figure):
        return ""
    stated = [(c, "" if c.operation else who(site.ledger, c)) for c in figure.claims if not c.amount.vague]
    shown = [replace(marks.mark_of(site.ledger, c), labels=(name,), disputed=False) for c, name in stated]
    title = f"Chart: {plain_name(figure)}, {len(shown)} answers on one line"
    row = partial(_row, site, site.ledger.home(figure.entity.id))
    return svg.write("strip", name=figure.id, title=title, marks=shown, drawing=layout.strip(shown), address=row)


def _credit(site: Site, chart: Chart) -> list[str]:
    """Return the site, and the day of the newest of the numbers that are drawn or that these are computed from."""
    used = {name for m in chart.marks if m.claim for name in (m.claim.id, *compute.references(m.claim.operation))}
    newest = max((site.ledger.said_on(site.ledger.claims[name]) for name in used), default="")
    return [*filter(None, (site.credit, newest and f"numbers to {words.day(newest)}"))]


def _row(site: Site, page: str, claim: str) -> str:
    """Return the address of a claim's own row as seen from a page, or nothing where no page shows it."""
    home = site.ledger.home(site.ledger.figure_of(site.ledger.claims[claim]).entity.id)
    path = "" if home == page else f"{markdown.file_from(home.removesuffix('.md'), page)}/"
    return f"{path}#{claim}" if home in site.pages else ""
