"""What the whole-site pages show: conflicts, measures, rules, files to download."""

from __future__ import annotations

from collections.abc import Mapping

from ledger.core.amount import ABOUT_REACH, NEARLY_FROM, Amount
from ledger.core.arithmetic import COMPUTED_DIGITS, HUNDRED
from ledger.core.records import Claim, Figure
from ledger.language import claims, words
from ledger.rules import citing, compare
from ledger.views import downloads as export
from ledger.views import entities, inline, markdown
from ledger.views.site import Site, name_of, require, said

CONFLICT_COLUMNS = ("Number:", "Who says so", "Why it differs")


def conflicts(site: Site, page: str, kind: str = "") -> str:
    """Return what the preferred number of each figure is up against: claims of one kind of difference, or all."""
    parts: list[str] = []
    kinds = (kind,) if kind else compare.DIFFERENCES
    require("kind", kinds[0], compare.DIFFERENCES)
    for figure in site.ledger.figures.values():
        if against := [c for c in figure.claims if compare.kind_of(figure, c) in kinds]:
            parts.extend(_conflict(site, page, figure, against, level=3 if kind else 2))
    return markdown.paragraphs(parts or ["There is none."])


def _conflict(site: Site, page: str, figure: Figure, against: list[Claim], level: int) -> list[str]:
    shown = [c for c in (figure.best, *against) if c]
    kinds = {compare.kind_of(figure, c) for c in against}
    anchor = f"conflict.{figure.id}" if compare.gravest(figure) in kinds else f"{min(filter(None, kinds))}.{figure.id}"
    former = markdown.anchors(f"conflict.{old}" for old in figure.was) if anchor.startswith("conflict.") else ""
    rows = [
        [
            inline.number(site.ledger, page, c, sortable=True),
            said(site, c, claims.who(site.ledger, c)),
            entities.reasons(site, page, figure, c),
        ]
        for c in shown
    ]
    return [
        markdown.heading(level, former + name_of(figure), anchor),
        f"{site.to_figure(figure, page, _answers(figure).capitalize())}.",
        markdown.table(name_of(figure), CONFLICT_COLUMNS, rows),
    ]


def _answers(figure: Figure) -> str:
    """Return how many answers there are and how far they lie apart, as text for Markdown."""
    many = words.count(len(figure.claims))
    spread = claims.spread(figure, figure.claims)
    return markdown.text(f"{many} {'answer' if many == 'one' else 'answers'}, {spread}")


def answers(site: Site, page: str, name: str) -> str:
    """Return how many answers a figure has and how far they lie apart, linked to the figure."""
    figure = citing.figure_named(site.ledger, name)
    return markdown.link(_answers(figure), f"{site.ledger.home(figure.entity.id)}#{figure.id}", page)


def glossary(site: Site, page: str) -> str:
    """Return every measure with its unit, its definition and the figures that use it."""
    parts: list[str] = []
    for measure in site.ledger.measures.values():
        first: dict[str, Figure] = {}
        for figure in site.ledger.figures.values():
            if figure.measure is measure:
                first.setdefault(figure.entity.id, figure)
        links = [site.to_figure(f, page, markdown.text(f.entity.name)) for f in first.values()]
        also = ", ".join(markdown.foreign(n, code) for code, names in measure.also.items() for n in names)
        parts += [
            markdown.heading(2, markdown.text(measure.name), f"measure.{measure.id}"),
            markdown.text(measure.definition),
            "\n".join(
                f"- **{markdown.text(claims.scope(key))}**: {markdown.text(about)}"
                for key, about in measure.scopes.items()
            ),
            f"Unit: {markdown.text(words.currency_name(measure.unit))}.",
            f"Also called {also}." if also else "",
            f"Given for {words.listed(links)}." if links else "",
        ]
    return markdown.paragraphs(parts)


def rule(site: Site, page: str, name: str) -> str:
    """Return a constant of the rules of comparison in words."""
    rules = {
        "about": words.amount(Amount(ABOUT_REACH * HUNDRED, ABOUT_REACH * HUNDRED, "%")),
        "nearly": words.amount(Amount(NEARLY_FROM * HUNDRED, NEARLY_FROM * HUNDRED, "%")),
        "digits": words.count(COMPUTED_DIGITS),
    }
    require("rule", name, rules)
    return rules[name]


# ---- files for other programs ---------------------------------------------------------------------


def downloads(site: Site, page: str) -> str:
    """Return the files for other programs as a table, with what search engines read about them."""
    root = markdown.file_from(export.FOLDER, page)
    rows = [
        [f'<a href="{root}/{name}" download>{name}</a>', markdown.text(about)] for name, about in export.FILES.items()
    ]
    described = structured(site.pages[page].title, site.pages[page].description)
    script = f'<script type="application/ld+json">{" ".join(described.split())}</script>'
    return markdown.paragraphs([markdown.table("Files", ("File", "What it holds"), rows), script])


def columns(site: Site, page: str) -> str:
    """Return what each column of the tables holds."""
    return markdown.paragraphs([*(_columns(name, fields) for name, fields in export.TABLES.items())])


def _columns(name: str, fields: Mapping[str, export.Row]) -> str:
    rows = [[f"`{field}`", export.kind(about), markdown.text(about["description"])] for field, about in fields.items()]
    return markdown.table(f"Columns of {name}", ("Column", "Type", "What it holds"), rows)


def structured(name: str, description: str) -> str:
    """Return what search engines read about the downloads (schema.org Dataset, as JSON-LD)."""
    kinds = {"csv": "text/csv", "json": "application/json"}
    return export.as_json(
        {
            "@context": "https://schema.org",
            "@type": "Dataset",
            "name": name,
            "description": description,
            "license": export.LICENCE["path"],
            "version": export.SCHEMA["properties"]["version"]["const"],
            "isAccessibleForFree": True,
            "distribution": [
                {
                    "@type": "DataDownload",
                    "encodingFormat": kinds[file.rpartition(".")[2]],
                    "name": file,
                    "contentUrl": f"{export.FOLDER}/{file}",
                }
                for file in export.FILES
            ],
        }
    )
