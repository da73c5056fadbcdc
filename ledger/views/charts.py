"""What the chart macros return: a figure with title, legend, drawing and the way to the numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from html import escape

from ledger.charts import layout, marks, svg
from ledger.charts.catalog import CHARTS
from ledger.charts.marks import Chart
from ledger.core.records import Figure
from ledger.language import words
from ledger.language.claims import plain_name, who
from ledger.rules import compare, compute
from ledger.views import markdown
from ledger.views.downloads import CHART_FILE, FOLDER
from ledger.views.site import Site, require

#: What signs at numbers mean.
SIGNS = {"→": "at least so much", "←": "at most so much", "~": "about", "≠": "contradicted by another"}


def chart(site: Site, page: str, name: str) -> str:
    """Return a chart of the catalog under its finding, wide and narrow."""
    require("chart", name, CHARTS)
    made = CHARTS[name](site.ledger)
    plots = "".join(_plot(site, page, made, name, kind) for kind in ("wide", "narrow"))
    about = _about(m.claim.figure for m in made.marks if m.claim)
    drawn = [
        f'<figure class="ledger-chart ledger-chart--{made.form}" {about} data-search-exclude="" markdown="block">',
        f'<figcaption markdown="span">{_caption(made)}</figcaption>',
        f'<div class="ledger-chart__plot" markdown="0">{svg.legend(marks.signs(made.marks))}{plots}</div>',
        f'<p class="ledger-chart__more" markdown="span">{_more(site, page, name, made.table)}</p>',
        "</figure>",
    ]
    return markdown.paragraphs(["\n".join(drawn)])


def _plot(site: Site, page: str, chart: Chart, name: str, kind: str) -> str:
    used = {name for m in chart.marks if m.claim for name in (m.claim.id, *compute.references(m.claim.operation))}
    newest = max((site.ledger.said_on(site.ledger.claims[name]) for name in used), default="")
    credit = [*filter(None, (site.credit, newest and f"numbers to {words.day(newest)}"))]
    plot = layout.arrange(chart, wide=kind == "wide", credit=credit)
    return svg.write(plot, kind, f"chart.{name}.{kind}", f"Chart: {chart.subject}", partial(_row, site, page))


def _row(site: Site, page: str, claim: str) -> str:
    """Return the address of a claim's own row as seen from a page, or nothing where no page shows it."""
    home = site.ledger.home(site.ledger.figure_of(site.ledger.claims[claim]).entity.id)
    path = "" if home == page else f"{markdown.file_from(home.removesuffix('.md'), page)}/"
    return f"{path}#{claim}" if home in site.pages else ""


def strip(site: Site, figure: Figure) -> str:
    """Return the claims of a disputed figure on one line, without the sign of dispute; nothing where none are in it."""
    if not compare.is_disputed(figure):
        return ""
    stated = [(c, "" if c.operation else who(site.ledger, c)) for c in figure.claims if not c.amount.vague]
    shown = [replace(marks.mark_of(site.ledger, c), labels=(name,), disputed=False) for c, name in stated]
    title = f"Chart: {plain_name(figure)}, {len(shown)} answers on one line"
    row = partial(_row, site, site.ledger.home(figure.entity.id))
    plot = svg.write(layout.strip(shown), "strip", f"strip.{figure.id}", title, row)
    key = svg.legend(marks.signs(shown))
    return f'<figure class="ledger-strip" {_about([figure.id])} data-search-exclude="">{plot}{key}</figure>'


def _caption(chart: Chart) -> str:
    """Return a chart's title and subject with what the signs at numbers mean that stand in it, as Markdown."""
    shown = "".join(f"{m.number}{m.labels}{m.sign}{'→' * m.open_high}{'←' * m.open_low}" for m in chart.marks)
    used = [f"{markdown.tag(sign, 'key')}&nbsp;{meaning}" for sign, meaning in SIGNS.items() if sign in shown]
    key = f" {'; '.join(used)}." if used else ""
    return f"**{markdown.text(chart.title)}** {markdown.text(chart.subject)}.{key}"


def _about(figures: Iterable[str]) -> str:
    """Return an attribute that names the figures drawn, so that a page can be searched for what shows a figure."""
    return f'data-figures="{escape(" ".join(dict.fromkeys(figures)))}"'


def _more(site: Site, page: str, name: str, table: str) -> str:
    """Return links to where the numbers stand with their sources, and to the chart's own numbers as a file."""
    shown = table.partition("#")[0] in site.pages and table != page
    to_table = f"{markdown.link('as a table', table, page)} · " if shown else ""
    file = markdown.file_from(f"{FOLDER}/{CHART_FILE.format(name)}", page)
    return f'The numbers: {to_table}<a href="{file}" download>as data</a> (CSV)'
