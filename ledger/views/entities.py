"""What a company's page shows: every figure with its claims, reasons, and the pages that cite it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from ledger.core.problem import Unreadable
from ledger.core.records import NONE, Claim, Figure
from ledger.data.load import NAME
from ledger.language import words
from ledger.language.claims import scope
from ledger.rules import citing, compare
from ledger.views import articles, changes, charts, checks, cite, inline, markdown
from ledger.views.site import GLOSSARY_PAGE, METHOD_PAGE, Site, name_of, require, said

CLAIM_COLUMNS = ("Number:", "Who says so", "Printed in", "Remarks")

#: What is unlike where a rule of computing is waived.
ACROSS = {"period": "periods", "measure": "measures", "members": "entities", "scope": "scopes"}


def section(site: Site, page: str, entity: str) -> str:
    """Return an entity's figures, each under a heading that is its permanent anchor."""
    require("entity", entity, site.ledger.entities)
    home = site.ledger.home(entity)
    if home != page:
        raise Unreadable(f"the figures of '{entity}' stand on '{home}'. Move the call there.")
    record = site.ledger.entities[entity]
    parts = [markdown.text(record.note)]
    if record.members:
        members = (site.ledger.entities[m] for m in record.members)
        links = [site.link(markdown.text(m.name), site.ledger.home(m.id), page) for m in members]
        parts.append(f"Members: {words.listed(links)}.")
    year = int(site.newest[:4] or 0)
    for figure in sorted(site.ledger.of_entity(entity), key=partial(_asked, year)):
        parts.extend([*_figure(site, page, figure), changes.of_figure(site, page, figure)])
    return markdown.paragraphs(parts)


def _asked(year: int, figure: Figure) -> tuple[int, bool, int, int]:
    """Return what figures sort by within a measure: this year, the next ones, then backwards; the longest first."""
    first, last = figure.span or (date.min, date.min)
    return figure.measure.line, last.year < year, abs(last.year - year), first.toordinal() - last.toordinal()


def _figure(site: Site, page: str, figure: Figure) -> list[str]:
    """Return a figure's heading, its answers (one as a list, several as a table), and folded what belongs to it."""
    heading = markdown.heading(3, markdown.anchors(figure.former) + name_of(figure, entity=False), figure.id)
    notes = [markdown.text(figure.note), _preference(site, page, figure), _related(site, page, figure)]
    more = markdown.folded("Checks, other names, ways to mend", _apparatus(site, page, figure))
    if len(figure.claims) == 1:
        return [
            heading,
            markdown.notes([*_single(site, page, figure), *notes]),
            cite.citations(site, page, figure),
            more,
        ]
    table = _table(site, page, figure, partial(_anchored, figure))
    return [heading, charts.strip(site, figure), table, markdown.notes(notes), cite.citations(site, page, figure), more]


def _apparatus(site: Site, page: str, figure: Figure) -> list[str]:
    """Return what only some readers look for: checks, citations, names, the id, and how to report or edit."""
    found = site.checks_of.get(figure.id, ())
    says = [f"{checks.means_tag(c)} {checks.to_check(site, page, c)}" for c in checks.in_order(found)]
    cited = [site.to_page(p, page) for p in site.citations.get(figure.id, ()) if p != page]
    cited_on = f"Cited on {words.listed(cited)}." if cited else ""
    return [*says, cited_on, _identity(site, page, figure), _ways_to_mend(site, figure)]


def _related(site: Site, page: str, figure: Figure) -> str:
    related = [site.to_figure(site.ledger.figures[s], page) for s in figure.see]
    return f"See also {words.listed(related)}." if related else ""


def _identity(site: Site, page: str, figure: Figure) -> str:
    """Return the figure's permanent id, and its measure under every name that a reader may search for."""
    name = _to_measure(site, page, figure, figure.measure.name)
    also = [markdown.foreign(n, code) for code, names in figure.measure.also.items() for n in names]
    return f"Measure: {', '.join([name, *also])}. Id: `{figure.id}`"


def _to_measure(site: Site, page: str, figure: Figure, label: str) -> str:
    return site.link(markdown.text(label), f"{GLOSSARY_PAGE}#measure.{figure.measure.id}", page)


def _ways_to_mend(site: Site, figure: Figure) -> str:
    """Return links to a form that reports the figure and to its line in the file, kept out of the search."""
    if not site.repository:
        return ""
    report = f"{site.repository}/issues/new?template=wrong-number.yml&figure={figure.id}"
    line = f"{site.repository}/edit/main/{NAME}#L{figure.line}"
    ways = f"{markdown.outside('Report a problem', report)} or {markdown.outside('edit its line', line)}"
    return f"<span data-search-exclude>{ways}</span>"


def _facts(site: Site, page: str, figure: Figure, claim: Claim) -> tuple[str, ...]:
    """Return what is said of a claim's number: who says so and how, where it comes from, and remarks."""
    return said(site, claim), _origin(site, page, claim), _remarks(site, page, figure, claim)


def _single(site: Site, page: str, figure: Figure) -> list[str]:
    """Return the only answer to a question, line by line."""
    claim = figure.claims[0]
    who, origin, remarks = _facts(site, page, figure, claim)
    number = f"**{_number(figure, claim)}**{_anchor(figure, claim)}"
    source = f"Computed: {origin}" if claim.operation else origin
    return [f"{number} {who}", source, remarks]


def claims(site: Site, page: str, id: str) -> str:
    """Return the rival claims of one figure as a table: away from its home numbers link there."""
    figure = citing.figure_named(site.ledger, id)
    number = partial(inline.number, site.ledger, page, sortable=True)
    return markdown.paragraphs([_table(site, page, figure, number)])


def _table(site: Site, page: str, figure: Figure, number: Callable[[Claim], str]) -> str:
    ordered = sorted(figure.claims, key=lambda c: c is not figure.best)
    rows = [[number(c), *_facts(site, page, figure, c)] for c in ordered]
    return markdown.table(name_of(figure), CLAIM_COLUMNS, rows)


def _anchored(figure: Figure, claim: Claim) -> str:
    """Return a claim's number for a cell, with the anchor at which other pages link to it."""
    return f"{_number(figure, claim)} {_anchor(figure, claim, data_sort=inline.sort_key(claim.amount))}"


def _anchor(figure: Figure, claim: Claim, **attributes: str) -> str:
    return markdown.attributes(["claim", *inline.marks(figure, claim)], id=claim.id, **attributes)


def _number(figure: Figure, claim: Claim, style: str = "words") -> str:
    return markdown.text(words.amount(claim.amount, figure.measure, style))


def _origin(site: Site, page: str, claim: Claim) -> str:
    """Return where a claim comes from: its formula, or who prints it and where."""
    if claim.operation:
        return inline.formula(site.ledger, page, claim.operation)
    found = [site.ledger.sources[a] for a in claim.articles]
    return "<br>".join(f"{site.to_article(s, page)}:<br>{articles.printed_as(s, claim.prints_in(s.id))}" for s in found)


def _remarks(site: Site, page: str, figure: Figure, claim: Claim) -> str:
    """Return what a reader has to know about a claim: scope, inferences, disagreement, note."""
    parts = []
    if figure.preferred == claim.key:
        parts.append("**Preferred.**")
    if claim.scope:
        parts.append(f"Counts: {_to_measure(site, page, figure, scope(claim.scope))}.")
    parts.append(reasons(site, page, figure, claim))
    parts.extend(
        f"Inferred, {inline.FIELDS[k]}: {inline.sentence(site.ledger, page, why)}" for k, why in claim.inferred.items()
    )
    parts.extend(
        f"Computed across {ACROSS[rule]}: {inline.sentence(site.ledger, page, why)}"
        for rule, why in claim.waive.items()
    )
    return " ".join(filter(None, [*parts, inline.sentence(site.ledger, page, claim.note)]))


def reasons(site: Site, page: str, figure: Figure, claim: Claim) -> str:
    """Return what a claim became, what it is up against, and why it differs."""
    parts = []
    if later := figure.revised.get(claim.key):
        became = "Kept: still" if later.amount == claim.amount else "Overtaken: became"
        became = "Counted differently since:" if later.redefines else became
        parts.append(f"{became} {_number(figure, later, 'short')}{_on(site.ledger.said_on(later))}.")
    if against := compare.contradictors(figure, claim):
        parts.append(f"Contradicted by {words.listed([_number(figure, o, 'short') for o in against])}.")
    parts.extend(
        f"{reason.capitalize()}: {inline.sentence(site.ledger, page, why)}" for reason, why in claim.differs.items()
    )
    return " ".join(parts)


def _on(day: str) -> str:
    return f" {'on' if len(day) > len('2026-07') else 'in'} {words.day(day)}" if day else ""


def _preference(site: Site, page: str, figure: Figure) -> str:
    """Return why the preferred claim is preferred, or why none is."""
    if not figure.preferred:
        return ""
    lead = "No number is preferred" if figure.preferred == NONE else "Why this number is preferred"
    how = markdown.link("how it is chosen", METHOD_PAGE, page) if METHOD_PAGE in site.pages else ""
    return f"{lead}: {inline.sentence(site.ledger, page, figure.because)}" + (f" ({how})" if how else "")
