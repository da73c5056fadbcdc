"""What a company's page shows: every figure with its claims, reasons, and the pages that cite it."""

from __future__ import annotations

from ledger.core.problem import Unreadable, suggestion
from ledger.core.records import Claim, Figure
from ledger.data.load import NAME
from ledger.language import words
from ledger.language.claims import author
from ledger.rules import compare
from ledger.views import articles as articleviews
from ledger.views import charts as chartviews
from ledger.views import formulas, inline, markdown
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
    for figure in site.ledger.of_entity(entity):
        parts.extend(_figure(site, page, figure))
    return markdown.paragraphs(parts)


def _member(site: Site, page: str, entity: str) -> str:
    name = markdown.text(site.ledger.entities[entity].name)
    home = site.ledger.home(entity)
    return markdown.link(name, home, page) if home in site.pages else name


def _figure(site: Site, page: str, figure: Figure) -> list[str]:
    """Return a figure's heading, its answers (one as a list, several as a table) and what belongs to it."""
    heading = markdown.heading(3, markdown.anchors(figure.former) + name_of(figure, entity=False), figure.id)
    notes = [markdown.text(figure.note), preference(site, page, figure), *_relations(site, page, figure)]
    notes += [_identity(site, page, figure), _ways_to_mend(site, figure)]
    if len(figure.claims) == 1:
        return [heading, markdown.notes([*_single(site, page, figure.claims[0]), *notes])]
    return [heading, chartviews.strip(site, page, figure.id), claims(site, page, figure), markdown.notes(notes)]


def _identity(site: Site, page: str, figure: Figure) -> str:
    """Return the figure's permanent id, and its measure under every name that a reader may search for."""
    name = markdown.text(figure.measure.name)
    if GLOSSARY_PAGE in site.pages:
        name = markdown.link(name, f"{GLOSSARY_PAGE}#measure.{figure.measure.id}", page)
    also = [markdown.foreign(other, language) for language, other in figure.measure.also]
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
    number = markdown.text(words.amount(claim.amount, figure.measure))
    classes = ["claim", *inline.marks(figure, claim)]
    who = markdown.text(author(site.ledger, claim))
    when = f", {words.day(claim.asof)}" if claim.asof else ""
    source = (
        f"Computed: {formulas.formula(site, page, claim.operation)}" if claim.operation else _printed(site, page, claim)
    )
    return [
        f"**{number}**{markdown.attributes(classes, id=claim.id)} {status_tag(claim)} {who}{when}",
        source,
        remarks(site, figure, claim),
    ]


def claims(site: Site, page: str, figure: Figure) -> str:
    """Return the rival claims of one figure as a table, each with an anchor of its own."""
    rows = [_row(site, page, figure, c) for c in figure.claims]
    return markdown.table(name_of(figure), CLAIM_COLUMNS, rows)


def _row(site: Site, page: str, figure: Figure, claim: Claim) -> list[str]:
    key = inline.sort_key(claim.amount)
    classes = ["claim", *inline.marks(figure, claim)]
    number = markdown.text(words.amount(claim.amount, figure.measure))
    return [
        f"{number} {markdown.attributes(classes, id=claim.id, data_sort=key)}",
        status_tag(claim),
        markdown.text(author(site.ledger, claim)),
        words.day(claim.asof) if claim.asof else "",
        formulas.formula(site, page, claim.operation) if claim.operation else _printed(site, page, claim),
        remarks(site, figure, claim),
    ]


def _printed(site: Site, page: str, claim: Claim) -> str:
    articles = [site.ledger.articles[a] for a in claim.articles]
    return "<br>".join(
        f"{site.to_article(a, page)}:<br>{articleviews.printed_as(a, claim.prints_in(a.id))}" for a in articles
    )


def remarks(site: Site, figure: Figure, claim: Claim) -> str:
    """Return what a reader has to know about a claim: scope, inferences, disagreement, note."""
    parts = []
    if figure.preferred == claim.key:
        parts.append("**Preferred.**")
    if claim.scope:
        parts.append(f"Counts {markdown.text(claim.scope)} only.")
    if against := compare.opponents(figure, claim):
        parts.append(f"Disagrees with {words.listed([_short(figure, o) for o in against])}.")
    if claim.differs:
        parts.append(f"Why ({claim.differs.reason}): {markdown.text(claim.differs.note)}")
    parts.extend(f"Inferred, {inline.FIELDS[k]}: {markdown.text(why)}" for k, why in claim.inferred.items())
    parts.extend(f"Computed across {ACROSS[rule]}: {markdown.text(why)}" for rule, why in claim.waive.items())
    return " ".join([*parts, *([markdown.text(claim.note)] if claim.note else [])])


def _short(figure: Figure, claim: Claim) -> str:
    return markdown.text(words.amount(claim.amount, figure.measure, "short"))


def preference(site: Site, page: str, figure: Figure) -> str:
    """Return why the preferred claim is preferred, or why none is."""
    if not figure.preferred:
        return ""
    lead = "No number is preferred" if figure.preferred == "none" else "Why this number is preferred"
    how = markdown.link("how it is chosen", "method.md", page) if "method.md" in site.pages else ""
    return f"{lead}: {markdown.text(figure.because)}" + (f" ({how})" if how else "")


def _relations(site: Site, page: str, figure: Figure) -> list[str]:
    """Return where the figure is cited, which checks use it, and which figures are related."""
    parts = []
    if cited := [p for p in site.citations.get(figure.id, ()) if p != page]:
        parts.append(f"Cited on {words.listed([site.to_page(p, page) for p in cited])}.")
    for check in site.checks_of.get(figure.id, ()):
        verdict = site.verdicts[check.id]
        says = site.to_check(check, page, markdown.text(check.says))
        parts.append(f"Check: {says} {markdown.tag(verdict, f'verdict verdict-{verdict}')}")
    if figure.see:
        related = [site.to_figure(site.ledger.figures[s], page) for s in figure.see]
        parts.append(f"See also {words.listed(related)}.")
    return parts


def linked_claims(site: Site, page: str, figure: Figure) -> str:
    """Return the claims of a figure away from its home: numbers link there, rows have no anchors."""
    rows = [
        [
            inline.number(site.ledger, page, c, sortable=True),
            status_tag(c),
            markdown.text(author(site.ledger, c)),
            words.day(c.asof) if c.asof else "",
            formulas.formula(site, page, c.operation) if c.operation else _printed(site, page, c),
            remarks(site, figure, c),
        ]
        for c in figure.claims
    ]
    return markdown.table(name_of(figure), CLAIM_COLUMNS, rows)
