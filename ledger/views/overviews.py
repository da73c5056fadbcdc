"""What the whole-site pages show: conflicts, measures, rules."""

from __future__ import annotations

from ledger.core.amount import ABOUT_REACH, NEARLY_FROM, Amount
from ledger.core.arithmetic import COMPUTED_DIGITS, HUNDRED
from ledger.core.problem import Unreadable, suggestion
from ledger.core.records import Figure
from ledger.language import claims, words
from ledger.rules import citing, compare
from ledger.views import downloads as export
from ledger.views import entities as companyviews
from ledger.views import markdown
from ledger.views.markdown import Column
from ledger.views.site import Site, name_of


def conflicts(site: Site, page: str) -> str:
    """Return every figure whose claims conflict, with the claims, the reasons and related figures."""
    parts: list[str] = []
    for figure in site.ledger.figures.values():
        if compare.is_disputed(figure):
            parts.extend(_conflict(site, page, figure))
    return markdown.paragraphs(parts or ["No two claims conflict."])


def _conflict(site: Site, page: str, figure: Figure) -> list[str]:
    pairs = list(compare.conflicts(figure))
    involved = [c for c in figure.rivals if any(c in pair for pair in pairs)]
    lead = (
        f"{words.count(len(involved)).capitalize()} answers that cannot all be true:"
        f" {markdown.text(claims.spread(figure, involved))}."
    )
    related = [site.to_figure(site.ledger.figures[s], page) for s in figure.see]
    former = markdown.anchors(f"conflict.{old}" for old in figure.was)
    return [
        markdown.heading(2, former + name_of(figure), f"conflict.{figure.id}"),
        f"{lead} {site.to_figure(figure, page, 'All about this figure')}.",
        companyviews.linked_claims(site, page, figure),
        companyviews.preference(site, page, figure),
        f"See also {words.listed(related)}." if related else "",
    ]


def answers(site: Site, page: str, name: str) -> str:
    """Return how many answers a figure has and how far they lie apart, linked to the figure."""
    figure = citing.figure_named(site.ledger, name)
    many = words.count(len(figure.claims))
    label = f"{many} {'answer' if many == 'one' else 'answers'}, {claims.spread(figure, figure.claims)}"
    target = f"{site.ledger.home(figure.entity.id)}#{figure.id}"
    return markdown.link(markdown.text(label), target, page)


def glossary(site: Site, page: str) -> str:
    """Return every measure with its unit, its definition and the figures that use it."""
    parts: list[str] = []
    for measure in site.ledger.measures.values():
        used = [f for f in site.ledger.figures.values() if f.measure.id == measure.id]
        entities = list(dict.fromkeys(f.entity.id for f in used))
        links = [
            site.to_figure(next(f for f in used if f.entity.id == e), page, markdown.text(site.ledger.entities[e].name))
            for e in entities
        ]
        parts += [
            markdown.heading(2, markdown.text(measure.name), f"measure.{measure.id}"),
            f"{markdown.text(measure.definition)}",
            f"Unit: {markdown.text(words.currency_name(measure.unit))}; kind: {measure.kind}.",
            "Also called " + ", ".join(markdown.foreign(n, code) for code, n in measure.also) + "."
            if measure.also
            else "",
            f"Given for {words.listed(links)}." if links else "",
        ]
    return markdown.paragraphs(parts)


def downloads(site: Site, page: str) -> str:
    """Return the files for other programs as a table, with what search engines read about them."""
    root = markdown.file_from(export.FOLDER, page)
    rows = [
        [f'<a href="{root}/{name}" download>{name}</a>', markdown.text(about)] for name, about in export.FILES.items()
    ]
    record = site.pages.get(page)
    described = export.structured(record.title if record else page, record.description if record else "")
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
