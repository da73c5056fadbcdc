"""What the chart macros return: a figure with title, drawing, text alternative and the way to the numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from html import escape

from ledger.charts import layout, marks, svg
from ledger.charts.catalog import CHARTS
from ledger.charts.marks import Chart, Mark
from ledger.core.records import Claim, Figure
from ledger.language import claims as claimwords
from ledger.rules import compare
from ledger.views import markdown
from ledger.views.site import DATA_PAGE, Site, require


def chart(site: Site, page: str, name: str) -> str:
    """Return a chart of the catalog under its finding, wide and narrow."""
    require("chart", name, CHARTS)
    made = CHARTS[name](site.ledger)
    plots = "".join(_plot(made, name, kind) for kind in ("wide", "narrow"))
    drawn = [
        f'<figure class="ledger-chart" {_about(m.figure for m in made.marks)} data-search-exclude="" markdown="block">',
        f'<figcaption markdown="span">{_caption(made)}</figcaption>',
        f'<div class="ledger-chart__plot" markdown="0">{plots}</div>',
        f'<p class="ledger-chart__more" markdown="span">{_more(site, page, made.tables)}</p>',
        "</figure>",
    ]
    return markdown.paragraphs(["\n".join(drawn)])


def _plot(chart: Chart, name: str, kind: str) -> str:
    plot = layout.arrange(chart, wide=kind == "wide")
    return svg.write(plot, kind, f"chart.{name}.{kind}", f"Chart: {chart.subject}", chart.spoken)


def strip(site: Site, figure: Figure) -> str:
    """Return the claims of a disputed figure on one line; nothing where none are in dispute."""
    if not compare.is_disputed(figure):
        return ""
    claims = [c for c in figure.claims if not c.amount.vague]
    shown = [_named(site, c) for c in claims]
    title = f"Chart: {claimwords.plain_name(figure)}, {len(claims)} answers on one line"
    spoken = f"{'; '.join(m.spoken for m in shown)}."
    plot = svg.write(layout.strip(shown), "strip", f"strip.{figure.id}", title, spoken)
    return f'<figure class="ledger-strip" {_about([figure.id])} data-search-exclude="">{plot}</figure>'


def _named(site: Site, claim: Claim) -> Mark:
    """Return a claim under a name alone, or under its sign if it is computed; on a strip all are in dispute."""
    name = "" if claim.operation else claimwords.who(site.ledger, claim)
    return replace(marks.mark_of(site.ledger, claim), labels=(name,), disputed=False)


def _caption(chart: Chart) -> str:
    """Return a chart's title and subject with what the signs mean that stand in it, as Markdown."""
    signs = {
        ("○", "analysts’ consensus"): any(m.kind == "consensus" for m in chart.marks),
        ("→", "at least so much"): any(m.open_high for m in chart.marks),
        ("←", "at most so much"): any(m.open_low for m in chart.marks),
        ("~", "about"): any("~" in f"{m.number}{m.labels}" for m in chart.marks),
        ("=", "computed here"): any(m.sign == "=" for m in chart.marks),
        ("≠", "contradicted by another"): any(m.sign == "≠" for m in chart.marks),
    }
    used = [f"{markdown.tag(sign, 'key')}&nbsp;{meaning}" for (sign, meaning), applies in signs.items() if applies]
    key = f" {'; '.join(used)}." if used else ""
    return f"**{markdown.text(chart.title)}** {markdown.text(chart.subject)}.{key}"


def _about(figures: Iterable[str]) -> str:
    """Return an attribute that names the figures drawn, so that a page can be searched for what shows a figure."""
    return f'data-figures="{escape(" ".join(dict.fromkeys(figures)))}"'


def _more(site: Site, page: str, tables: tuple[str, ...]) -> str:
    """Return links to where the numbers stand with their sources, and to the data."""
    links = [_table(site, page, t) for t in tables if t.partition("#")[0] in site.pages]
    links += [markdown.link("as data", DATA_PAGE, page)] if DATA_PAGE in site.pages else []
    return f"The numbers: {' · '.join(links)}" if links else ""


def _table(site: Site, page: str, target: str) -> str:
    path, _, anchor = target.partition("#")
    if anchor in site.ledger.figures:
        return site.to_figure(site.ledger.figures[anchor], page)
    return markdown.link("as a table", target, page) if anchor else site.to_page(path, page)
