"""What the chart macros return: a figure with title, drawing, text alternative and the way to the numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from html import escape

from ledger.charts import book as chartbook
from ledger.charts import cache as charts
from ledger.charts import layout as chartlayout
from ledger.charts import marks as chartmarks
from ledger.charts import strip as chartstrip
from ledger.charts.canvas import Drawing
from ledger.charts.layout import Mark
from ledger.core.problem import Unreadable, suggestion
from ledger.core.records import Claim
from ledger.rules import compare
from ledger.views import inline, markdown
from ledger.views.site import Site, plain_name

DATA_PAGE = "data.md"


def chart(site: Site, page: str, name: str) -> str:
    """Return a chart of the book under its finding, wide and narrow."""
    if name not in chartbook.CHARTS:
        known = ", ".join(chartbook.CHARTS)
        raise Unreadable(f"no chart '{name}'.{suggestion(name, chartbook.CHARTS) or f' Use one of {known}.'}")
    view = chartbook.CHARTS[name](site.ledger)
    spoken = chartmarks.in_words(view.sections)
    plots = [
        _svg(site, chartlayout.arrange(view.chart, wide=wide), f"chart.{name}.{kind}", view.subject, spoken, kind)
        for wide, kind in ((True, "wide"), (False, "narrow"))
    ]
    caption = f"**{markdown.text(view.title)}** {markdown.text(view.subject)}. {key(view.chart.marks)}".strip()
    figures = [i.figure for s in view.sections for i in s.items]
    return _figure("ledger-chart", figures, caption, "".join(plots), _more(site, page, view.tables))


def strip(site: Site, page: str, id: str) -> str:
    """Return the claims of a disputed figure on one line; nothing where none are in dispute."""
    figure = inline.figure_named(site.ledger, id)
    claims = [c for c in figure.claims if chartmarks.can_be_shown(c)]
    if not compare.is_disputed(figure):
        return ""
    items = [chartmarks.shown(site.ledger, c) for c in claims]
    marks = [_named(i.mark, _name(site, c)) for i, c in zip(items, claims, strict=True)]
    title = f"{plain_name(figure)}, {len(claims)} answers on one line"
    spoken = f"{'; '.join(i.spoken for i in items)}."
    svg = _svg(site, chartstrip.strip(marks), f"strip.{figure.id}", title, spoken, "strip")
    return f'<figure class="ledger-strip" {_about([figure.id])} data-search-exclude="">{svg}</figure>'


def _name(site: Site, claim: Claim) -> str:
    """Return who says so; a computed number has its sign."""
    return "" if claim.operation else chartmarks.who(site.ledger, claim)


def _named(mark: Mark, name: str) -> Mark:
    """Return the mark under a name alone; on a strip all are in dispute, and no sign is needed."""
    return replace(mark, labels=(name,), disputed=False)


def key(marks: tuple[Mark, ...]) -> str:
    """Return what the signs mean that stand in the chart, as Markdown."""
    signs = {
        ("○", "analysts’ consensus"): any(m.kind == "consensus" for m in marks),
        ("→", "at least so much"): any(m.open_high for m in marks),
        ("←", "at most so much"): any(m.open_low for m in marks),
        ("~", "about"): any("~" in f"{m.number}{m.labels}" for m in marks),
        ("=", "computed here"): any(m.kind == "computed" and not m.disputed for m in marks),
        ("≠", "contradicted by another"): any(m.disputed for m in marks),
    }
    used = [f"{markdown.tag(sign, 'key')}&nbsp;{meaning}" for (sign, meaning), applies in signs.items() if applies]
    return f"{'; '.join(used)}." if used else ""


# ---- markup ---------------------------------------------------------------------------------------


def _figure(name: str, figures: Iterable[str], caption: str, plot: str, more: str) -> str:
    """Return a figure that Markdown leaves whole, but for its caption and links."""
    return markdown.paragraphs(
        [
            f'<figure class="{name}" {_about(figures)} data-search-exclude="" markdown="block">\n'
            f'<figcaption markdown="span">{caption}</figcaption>\n'
            f'<div class="{name}__plot" markdown="0">{plot}</div>\n'
            f'<p class="{name}__more" markdown="span">{more}</p>\n'
            "</figure>"
        ]
    )


def _about(figures: Iterable[str]) -> str:
    """Return an attribute that names the figures of a drawing, for whoever has to know what it depends on."""
    return f'data-figures="{escape(" ".join(dict.fromkeys(figures)))}"'


_DRAW: dict[str, Callable[[Drawing], str]] = {"now": charts.draw, "kept": charts.kept, "never": lambda _: ""}


def waits(text: str) -> bool:
    """Say whether a drawing is still missing from the text."""
    return charts.LATER in text


def last_drawn() -> int:
    """Return when a preview's drawings were last made."""
    return charts.DRAWN.stat().st_mtime_ns if charts.DRAWN.exists() else 0


def finish_drawing() -> None:
    """Tell a preview that everything is drawn."""
    charts.DRAWN.parent.mkdir(parents=True, exist_ok=True)
    charts.DRAWN.touch()


def _svg(site: Site, drawing: Drawing, anchor: str, title: str, spoken: str, kind: str) -> str:
    drawn = _DRAW[site.drawn](drawing)
    width, height = (f"{round(n, 1):g}" for n in (drawing.width, drawing.height))
    return (
        f'<svg class="{kind}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img"'
        f' aria-labelledby="{escape(anchor)}.title" aria-describedby="{escape(anchor)}.desc">'
        f'<title id="{escape(anchor)}.title">Chart: {escape(title)}</title>'
        f'<desc id="{escape(anchor)}.desc">{escape(spoken)}</desc>{drawn}</svg>'
    )


def _more(site: Site, page: str, tables: tuple[str, ...]) -> str:
    """Return links to where the numbers stand with their sources, and to the data."""
    links = [_table(site, page, t) for t in tables if t.partition("#")[0] in site.pages]
    if DATA_PAGE in site.pages:
        links.append(markdown.link("as data", DATA_PAGE, page))
    return f"The numbers: {' · '.join(links)}" if links else ""


def _table(site: Site, page: str, target: str) -> str:
    path, _, anchor = target.partition("#")
    if anchor in site.ledger.figures:
        return site.to_figure(site.ledger.figures[anchor], page)
    return markdown.link("as a table", target, page) if anchor else site.to_page(path, page)
