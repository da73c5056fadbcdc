"""What the chart macros return: a figure with title, drawing, text alternative and the way to the numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from html import escape

from ledger.charts import layout, marks, svg
from ledger.charts.catalog import CHARTS
from ledger.charts.marks import Chart, Mark
from ledger.core.records import Claim, Figure
from ledger.language import claims as claimwords
from ledger.language import words
from ledger.rules import compare
from ledger.views import markdown
from ledger.views.downloads import CHART_FILE, FOLDER
from ledger.views.site import Site, plain_name, require


def chart(site: Site, page: str, name: str) -> str:
    """Return a chart of the catalog under its finding, wide and narrow."""
    require("chart", name, CHARTS)
    made = CHARTS[name](site.ledger)
    plots = "".join(_plot(site, page, made, name, kind) for kind in ("wide", "narrow"))
    about = _about(m.claim.figure for m in made.marks if m.claim)
    drawn = [
        f'<figure class="ledger-chart ledger-chart--{made.form}" {about} data-search-exclude="" markdown="block">',
        f'<figcaption markdown="span">{_caption(made)}</figcaption>',
        f'<div class="ledger-chart__plot" markdown="0">{plots}</div>',
        f'<p class="ledger-chart__more" markdown="span">{_more(site, page, name, made.tables)}</p>',
        "</figure>",
    ]
    return markdown.paragraphs(["\n".join(drawn)])


def _plot(site: Site, page: str, chart: Chart, name: str, kind: str) -> str:
    newest = max((site.ledger.said_on(m.claim) for m in chart.marks if m.claim), default="")
    credit = [*filter(None, (site.credit, newest and f"numbers to {words.day(newest)}"))]
    plot = layout.arrange(chart, wide=kind == "wide", credit=credit)
    return svg.write(plot, kind, f"chart.{name}.{kind}", f"Chart: {chart.subject}", partial(_row, site, page))


def _row(site: Site, page: str, claim: str) -> str:
    """Return the address of a claim's own row as seen from a page, or nothing where no page shows it."""
    if claim not in site.ledger.claims:
        return ""
    home = site.ledger.home(site.ledger.figure_of(site.ledger.claims[claim]).entity.id)
    path = "" if home == page else f"{markdown.file_from(home.removesuffix('.md'), page)}/"
    return f"{path}#{claim}" if home in site.pages else ""


def strip(site: Site, figure: Figure) -> str:
    """Return the claims of a disputed figure on one line; nothing where none are in dispute."""
    if not compare.is_disputed(figure):
        return ""
    shown = [_named(site, c) for c in figure.claims if not c.amount.vague]
    title = f"Chart: {plain_name(figure)}, {len(shown)} answers on one line"
    row = partial(_row, site, site.ledger.home(figure.entity.id))
    plot = svg.write(layout.strip(shown), "strip", f"strip.{figure.id}", title, row)
    return f'<figure class="ledger-strip" {_about([figure.id])} data-search-exclude="">{plot}</figure>'


def _named(site: Site, claim: Claim) -> Mark:
    """Return a claim under a name alone, or under its sign if it is computed; on a strip all are in dispute."""
    name = "" if claim.operation else claimwords.who(site.ledger, claim)
    return replace(marks.mark_of(site.ledger, claim), labels=(name,), disputed=False)


def _caption(chart: Chart) -> str:
    """Return a chart's title and subject with what the signs at numbers mean that stand in it, as Markdown."""
    signs = {
        ("→", "at least so much"): any(m.open_high for m in chart.marks),
        ("←", "at most so much"): any(m.open_low for m in chart.marks),
        ("~", "about"): any("~" in f"{m.number}{m.labels}" for m in chart.marks),
        ("≠", "contradicted by another"): any(m.sign == "≠" for m in chart.marks),
    }
    used = [f"{markdown.tag(sign, 'key')}&nbsp;{meaning}" for (sign, meaning), applies in signs.items() if applies]
    key = f" {'; '.join(used)}." if used else ""
    return f"**{markdown.text(chart.title)}** {markdown.text(chart.subject)}.{key}"


def _about(figures: Iterable[str]) -> str:
    """Return an attribute that names the figures drawn, so that a page can be searched for what shows a figure."""
    return f'data-figures="{escape(" ".join(dict.fromkeys(figures)))}"'


def _more(site: Site, page: str, name: str, tables: tuple[str, ...]) -> str:
    """Return links to where the numbers stand with their sources, and to the chart's own numbers as a file."""
    links = [_table(site, page, t) for t in tables if t.partition("#")[0] in site.pages and t != page]
    file = markdown.file_from(f"{FOLDER}/{CHART_FILE.format(name)}", page)
    links.append(f'<a href="{file}" download>as data</a> (CSV)')
    return f"The numbers: {' · '.join(links)}"


def _table(site: Site, page: str, target: str) -> str:
    path, _, anchor = target.partition("#")
    if anchor in site.ledger.figures:
        return site.to_figure(site.ledger.figures[anchor], page)
    return markdown.link("as a table", target, page) if anchor else site.to_page(path, page)
