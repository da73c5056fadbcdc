"""What a company's page shows: every figure with its claims, reasons, and the pages that cite it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ledger.core.problem import Unreadable, suggestion
from ledger.core.records import Claim, Figure
from ledger.data.load import NAME
from ledger.language import words
from ledger.language.claims import author, said_on, scope
from ledger.rules import compare
from ledger.views import articles, charts, checks, inline, markdown
from ledger.views.markdown import Column
from ledger.views.site import GLOSSARY_PAGE, Site, name_of, status_tag

CLAIM_COLUMNS = (
    Column("Number", numeric=True), Column("Status"), Column("Who says so"), Column("As of"),
    Column("Printed in"), Column("Remarks"),
)  # fmt: skip

#: What is unlike where a rule of computing is waived.
ACROSS = {"period": "periods", "measure": "measures", "members": "entities", "scope": "scopes"}


def section(site: Site, page: str, entity: str) -> str:
    """Return an entity's figures, each under a heading that is its permanent anchor."""
    if entity not in site.ledger.entities:
        remedy = suggestion(entity, site.ledger.entities) or " Correct the id."
        raise Unreadable(f"no entity '{entity}'.{remedy}")
    home = site.ledger.home(entity)
    if home != page:
        raise Unreadable(f"the figures of '{entity}' stand on '{home}'. Move the call there.")
    record = site.ledger.entities[entity]
    parts = [markdown.text(record.note)]
    if record.members:
        members = [_member(site, page, m) for m in record.members]
        parts.append(f"Members: {words.listed(members)}.")
    for figure in sorted(site.ledger.of_entity(entity), key=_asked):
        parts.extend(_figure(site, page, figure))
    return markdown.paragraphs(parts)


def _asked(figure: Figure) -> tuple[int, int, int]:
    """Return what figures sort by within a measure: the latest period first, and there the longest."""
    first, last = figure.span or (date.min, date.min)
    return figure.measure.line, -last.year, first.toordinal() - last.toordinal()


def _member(site: Site, page: str, entity: str) -> str:
    name = markdown.text(site.ledger.entities[entity].name)
    home = site.ledger.home(entity)
    return markdown.link(name, home, page) if home in site.pages else name


def _figure(site: Site, page: str, figure: Figure) -> list[str]:
    """Return a figure's heading, its answers (one as a list, several as a table), and folded what belongs to it."""
    heading = markdown.heading(3, markdown.anchors(figure.former) + name_of(figure, entity=False), figure.id)
    notes = [markdown.text(figure.note), preference(site, page, figure), _related(site, page, figure)]
    more = markdown.folded("Checks, other names, ways to mend", _apparatus(site, page, figure))
    if len(figure.claims) == 1:
        return [heading, markdown.notes([*_single(site, page, figure.claims[0]), *notes]), more]
    strip = charts.strip(site, page, figure.id)
    return [heading, strip, claims(site, page, figure), markdown.notes(notes), more]


def _apparatus(site: Site, page: str, figure: Figure) -> list[str]:
    """Return what only some readers look for: checks, citations, names, the id, and how to report or edit."""
    found = site.checks_of.get(figure.id, ())
    says = [f"{checks.means_tag(c)} {site.to_check(c, page, markdown.text(c.says))}" for c in checks.in_order(found)]
    cited = [site.to_page(p, page) for p in site.citations.get(figure.id, ()) if p != page]
    cited_on = f"Cited on {words.listed(cited)}." if cited else ""
    return [*says, cited_on, _identity(site, page, figure), _ways_to_mend(site, figure)]


def _related(site: Site, page: str, figure: Figure) -> str:
    related = [site.to_figure(site.ledger.figures[s], page) for s in figure.see]
    return f"See also {words.listed(related)}." if related else ""


def _identity(site: Site, page: str, figure: Figure) -> str:
    """Return the figure's permanent id, and its measure under every name that a reader may search for."""
    name = markdown.text(figure.measure.name)
    if GLOSSARY_PAGE in site.pages:
        name = markdown.link(name, f"{GLOSSARY_PAGE}#measure.{figure.measure.id}", page)
    also = [markdown.foreign(n, code) for code, names in figure.measure.also.items() for n in names]
    return f"Measure: {', '.join([name, *also])}. Id: `{figure.id}`"


def _ways_to_mend(site: Site, figure: Figure) -> str:
    """Return links to a form that reports the figure and to its line in the file, kept out of the search."""
    if not site.repository:
        return ""
    report = f"{site.repository}/issues/new?template=wrong-number.yml&figure={figure.id}"
    line = f"{site.repository}/edit/main/{NAME}#L{figure.line}"
    ways = f"{markdown.outside('Report a problem', report)} or {markdown.outside('edit its line', line)}"
    return f"<span data-search-exclude>{ways}</span>"


def _single(site: Site, page: str, claim: Claim) -> list[str]:
    """Return the only answer to a question, line by line."""
    figure = site.ledger.figure_of(claim)
    who = markdown.text(author(site.ledger, claim))
    when = f", {markdown.text(said)}" if (said := said_on(site.ledger, claim)) else ""
    number = markdown.text(words.amount(claim.amount, figure.measure))
    attrs = markdown.attributes(["claim", *inline.marks(figure, claim)], id=claim.id)
    source = ("Computed: " if claim.operation else "") + origin(site, page, claim)
    return [f"**{number}**{attrs} {status_tag(claim)} {who}{when}", source, remarks(site, page, figure, claim)]


def claims(site: Site, page: str, figure: Figure) -> str:
    """Return the rival claims of one figure as a table, each with an anchor of its own."""
    return _table(site, page, figure, lambda c: _anchored(figure, c, data_sort=inline.sort_key(c.amount)))


def linked_claims(site: Site, page: str, figure: Figure) -> str:
    """Return the claims of a figure away from its home: numbers link there, rows have no anchors."""
    return _table(site, page, figure, lambda c: inline.number(site.ledger, page, c, sortable=True))


def _table(site: Site, page: str, figure: Figure, number: Callable[[Claim], str]) -> str:
    rows = [
        [
            number(claim),
            status_tag(claim),
            markdown.text(author(site.ledger, claim)),
            day(site, claim),
            origin(site, page, claim),
            remarks(site, page, figure, claim),
        ]
        for claim in sorted(figure.claims, key=lambda c: c is not figure.best)
    ]
    return markdown.table(name_of(figure), CLAIM_COLUMNS, rows)


def day(site: Site, claim: Claim) -> str:
    """Return when a claim was said, in a cell: a day stays on one line."""
    said = site.ledger.said_on(claim)
    if not said:
        return ""
    return markdown.text(words.day(said)).replace(" ", "&nbsp;") + ("" if claim.asof else "<br>when published")


def _anchored(figure: Figure, claim: Claim, **attributes: str) -> str:
    """Return a claim's number with the anchor at which other pages link to it."""
    number = markdown.text(words.amount(claim.amount, figure.measure))
    classes = ["claim", *inline.marks(figure, claim)]
    return f"{number} {markdown.attributes(classes, id=claim.id, **attributes)}"


def origin(site: Site, page: str, claim: Claim) -> str:
    """Return where a claim comes from: its formula, or who prints it and where."""
    if claim.operation:
        return inline.formula(site.ledger, page, claim.operation)
    return _printed(site, page, claim)


def _printed(site: Site, page: str, claim: Claim) -> str:
    found = [site.ledger.sources[a] for a in claim.articles]
    printed = (articles.printed_as(source, claim.prints_in(source.id)) for source in found)
    return "<br>".join(f"{site.to_article(s, page)}:<br>{p}" for s, p in zip(found, printed, strict=True))


def remarks(site: Site, page: str, figure: Figure, claim: Claim) -> str:
    """Return what a reader has to know about a claim: scope, inferences, disagreement, note."""
    parts = []
    if figure.preferred == claim.key:
        parts.append("**Preferred.**")
    if claim.scope:
        parts.append(f"Counts: {_scope(site, page, figure, claim)}.")
    parts.append(reasons(site, figure, claim))
    parts.extend(f"Inferred, {inline.FIELDS[k]}: {markdown.text(why)}" for k, why in claim.inferred.items())
    parts.extend(f"Computed across {ACROSS[rule]}: {markdown.text(why)}" for rule, why in claim.waive.items())
    return " ".join(filter(None, [*parts, markdown.text(claim.note)]))


def reasons(site: Site, figure: Figure, claim: Claim) -> str:
    """Return what a claim became, what it is up against, and why it differs."""
    parts = []
    if later := figure.revised.get(claim.key):
        became = "Counted differently since:" if later.redefines else "Overtaken: became"
        parts.append(f"{became} {_short(figure, later)}{_on(site.ledger.said_on(later))}.")
    if against := compare.contradictors(figure, claim):
        parts.append(f"Contradicted by {words.listed([_short(figure, o) for o in against])}.")
    parts.extend(f"{reason.capitalize()}: {markdown.text(why)}" for reason, why in claim.differs.items())
    return " ".join(parts)


def _scope(site: Site, page: str, figure: Figure, claim: Claim) -> str:
    """Return what a claim counts in a word or two, with the way to the definition."""
    name = markdown.text(scope(claim.scope))
    if GLOSSARY_PAGE not in site.pages:
        return name
    return markdown.link(name, f"{GLOSSARY_PAGE}#measure.{figure.measure.id}", page)


def _on(day: str) -> str:
    return f" {'on' if len(day) > len('2026-07') else 'in'} {words.day(day)}" if day else ""


def _short(figure: Figure, claim: Claim) -> str:
    return markdown.text(words.amount(claim.amount, figure.measure, "short"))


def preference(site: Site, page: str, figure: Figure) -> str:
    """Return why the preferred claim is preferred, or why none is."""
    if not figure.preferred:
        return ""
    lead = "No number is preferred" if figure.preferred == "none" else "Why this number is preferred"
    how = markdown.link("how it is chosen", "method.md", page) if "method.md" in site.pages else ""
    return f"{lead}: {markdown.text(figure.because)}" + (f" ({how})" if how else "")
