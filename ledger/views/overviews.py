"""What the whole-site pages show: conflicts, measures, rules."""

from __future__ import annotations

from ledger.core.amount import ABOUT_REACH, NEARLY_FROM, Amount
from ledger.core.arithmetic import COMPUTED_DIGITS, HUNDRED
from ledger.core.problem import Unreadable, suggestion
from ledger.core.records import Figure
from ledger.core.vocabulary import Difference
from ledger.language import claims, words
from ledger.rules import citing, compare
from ledger.views import downloads as files
from ledger.views import entities, markdown
from ledger.views.markdown import Column
from ledger.views.site import Site, name_of

DIFFERENCES: tuple[Difference, ...] = ("contradicted", "overtaken", "explained")


def conflicts(site: Site, page: str, kind: str = "") -> str:
    """Return every figure whose claims conflict, of one kind or all, with the claims and why they differ."""
    if kind and kind not in DIFFERENCES:
        remedy = suggestion(kind, DIFFERENCES) or f" Use {words.listed([*DIFFERENCES], 'or')}."
        raise Unreadable(f"no kind '{kind}'.{remedy}")
    parts: list[str] = []
    for figure in site.ledger.figures.values():
        if compare.is_disputed(figure) and kind in ("", kind_of(figure)):
            parts.extend(_conflict(site, page, figure, level=3 if kind else 2))
    return markdown.paragraphs(parts or ["There is none."])


def kind_of(figure: Figure) -> Difference:
    """Return the gravest kind of difference between the rivals of a figure; one without a reason counts as grave."""
    found = {c.difference or "contradicted" for c in figure.rivals if c is not figure.best and figure.opponents[c.key]}
    return next((kind for kind in DIFFERENCES if kind in found), "explained")


def _conflict(site: Site, page: str, figure: Figure, level: int) -> list[str]:
    related = [site.to_figure(site.ledger.figures[s], page) for s in figure.see]
    former = markdown.anchors(f"conflict.{old}" for old in figure.was)
    return [
        markdown.heading(level, former + name_of(figure), f"conflict.{figure.id}"),
        f"{_answers(figure).capitalize()}. {site.to_figure(figure, page, 'All about this figure')}.",
        entities.linked_claims(site, page, figure),
        entities.preference(site, page, figure),
        f"See also {words.listed(related)}." if related else "",
    ]


def _answers(figure: Figure) -> str:
    """Return how many answers compete and how far they lie apart, as text for Markdown."""
    many = words.count(len(figure.rivals))
    spread = claims.spread(figure, figure.rivals)
    return markdown.text(f"{many} {'answer' if many == 'one' else 'answers'}, {spread}")


def answers(site: Site, page: str, name: str) -> str:
    """Return how many answers a figure has and how far they lie apart, linked to the figure."""
    figure = citing.figure_named(site.ledger, name)
    return markdown.link(_answers(figure), f"{site.ledger.home(figure.entity.id)}#{figure.id}", page)


def glossary(site: Site, page: str) -> str:
    """Return every measure with its unit, its definition and the figures that use it."""
    parts: list[str] = []
    for measure in site.ledger.measures.values():
        used = [f for f in site.ledger.figures.values() if f.measure.id == measure.id]
        named = list(dict.fromkeys(f.entity.id for f in used))
        links = [
            site.to_figure(next(f for f in used if f.entity.id == e), page, markdown.text(site.ledger.entities[e].name))
            for e in named
        ]
        parts += [
            markdown.heading(2, markdown.text(measure.name), f"measure.{measure.id}"),
            f"{markdown.text(measure.definition)}",
            f"Unit: {markdown.text(words.currency_name(measure.unit))}; kind: {measure.kind}.",
            "Also called " + ", ".join(markdown.foreign(n, c) for c, names in measure.also.items() for n in names) + "."
            if measure.also
            else "",
            f"Given for {words.listed(links)}." if links else "",
        ]
    return markdown.paragraphs(parts)


def downloads(site: Site, page: str) -> str:
    """Return the files for other programs as a table, with what search engines read about them."""
    root = markdown.file_from(files.FOLDER, page)
    rows = [
        [f'<a href="{root}/{name}" download>{name}</a>', markdown.text(about)] for name, about in files.FILES.items()
    ]
    record = site.pages.get(page)
    described = files.structured(record.title if record else page, record.description if record else "")
    script = f'<script type="application/ld+json">{" ".join(described.split())}</script>'
    return markdown.paragraphs([markdown.table("Files", (Column("File"), Column("What it holds")), rows), script])


def rule(name: str) -> str:
    """Return a constant of the rules of comparison in words."""
    rules = {
        "about": Amount(ABOUT_REACH * HUNDRED, ABOUT_REACH * HUNDRED, "%"),
        "nearly": Amount(NEARLY_FROM * HUNDRED, NEARLY_FROM * HUNDRED, "%"),
    }
    if name == "digits":
        return words.count(COMPUTED_DIGITS)
    if name not in rules:
        raise Unreadable(f"no rule '{name}'.{suggestion(name, [*rules, 'digits']) or ' Use about, nearly or digits.'}")
    return words.amount(rules[name])
