"""What an article's page shows: its source, its numbers, what others say."""

from __future__ import annotations

from ledger.core.problem import Unreadable
from ledger.core.records import Article, Claim, Figure, Print, Source
from ledger.language import claims, words
from ledger.rules import citing, compare
from ledger.views import inline, markdown
from ledger.views.markdown import Column
from ledger.views.site import Site, article_named, claim_number, legend, status_tag

FIGURE_COLUMNS = (
    Column("Figure"), Column("Number", numeric=True), Column("Status"),
    Column("Who says so"), Column("Printed as"), Column("What others say"),
)  # fmt: skip
ARTICLE_COLUMNS = (
    Column("Article"),
    Column("Publisher"),
    Column("Language"),
    Column("Published"),
    Column("Numbers", numeric=True),
)


def of_page(site: Site, page: str) -> Article:
    """Return the article that the page summarises; raise `Unreadable` on any other page."""
    name = citing.article_of(page, site.ledger)
    if not name:
        raise Unreadable("this page summarises no article. Call the macro on an article's page.")
    return site.ledger.articles[name]


def source(site: Site, page: str) -> str:
    """Return an article's source line by line: publisher, date, language, address, and what is unknown."""
    article = of_page(site, page)
    unknown = "not known"
    address = markdown.outside(markdown.text(article.url), article.url) if article.url else unknown
    read = f"Read on {words.day(article.accessed)}." if article.accessed else ""
    lines = [
        f"Publisher: {markdown.text(article.publisher) or unknown}. Author: {unknown}.",
        f"Published: {dated(article)}",
        f"Language: {markdown.text(words.language(article.language))}. {read}",
        f"Address: {address}",
        markdown.text(article.note),
    ]
    return markdown.paragraphs([markdown.notes(lines)])


def dated(article: Article) -> str:
    """Return when the article was published, and that this is inferred where it is."""
    if not article.published:
        return "not known."
    when = words.day(article.published)
    why = article.inferred.get("published")
    return f"{when} (inferred). {markdown.text(why)}" if why else f"{when}."


def citation(site: Site, page: str, name: str) -> str:
    """Return an article's citation in a sentence: publisher, title, date."""
    article = article_named(site, name)
    parts = [
        markdown.text(article.publisher),
        markdown.link(markdown.text(article.title), article.page, page),
    ]
    if article.published:
        parts.append(_short_date(article))
    return ", ".join(p for p in parts if p)


def listing(site: Site, page: str) -> str:
    """Return all articles as a table, in the order of publication."""
    rows = [
        [
            markdown.link(markdown.text(a.title), a.page, page),
            markdown.text(a.publisher) or "not known",
            markdown.text(words.language(a.language)),
            _short_date(a),
            str(len(list(site.ledger.printed_by(a.id)))),
        ]
        for a in site.ledger.chronological
    ]
    return markdown.paragraphs([markdown.table("The articles, in order of publication", ARTICLE_COLUMNS, rows)])


def neighbours(site: Site, page: str) -> str:
    """Return links to the article before and the one after, in the order of publication."""
    ordered, article = site.ledger.chronological, of_page(site, page)
    at = ordered.index(article)
    before = [f"Before: {citation(site, page, a.id)}" for a in ordered[at - 1 : at] if at]
    after = [f"After: {citation(site, page, a.id)}" for a in ordered[at + 1 : at + 2]]
    return markdown.paragraphs([markdown.notes([*before, *after])])


def cards(site: Site, page: str) -> str:
    """Return a card for each article: its title, what its page says of itself, and its source."""
    lines = []
    for article in site.ledger.chronological:
        about = site.pages[article.page].description if article.page in site.pages else ""
        source = ", ".join([markdown.text(article.publisher) or "publisher not known", _short_date(article)])
        title = markdown.link(markdown.text(article.title), article.page, page)
        lines.append(f"- **{title}**<br>{markdown.text(about)}<br>{source}, {words.language(article.language)}")
    body = "\n".join(lines)
    return markdown.paragraphs([f'<div class="ledger-cards" markdown>\n\n{body}\n\n</div>'])


def _short_date(article: Article) -> str:
    """Return when the article was published in a few words."""
    if not article.published:
        return "date not known"
    return words.day(article.published) + (" (inferred)" if "published" in article.inferred else "")


def figures(site: Site, page: str) -> str:
    """Return the article's numbers as a table, with what others say; then what follows from them."""
    article = of_page(site, page)
    printed = [_row(site, page, article, c) for c in site.ledger.printed_by(article.id)]
    computed = [_row(site, page, article, c) for c in site.ledger.computed_for(article.id)]
    if not printed:
        return markdown.paragraphs(["The article prints no number that belongs in this ledger."])
    parts = [markdown.table("The numbers that the article prints", FIGURE_COLUMNS, printed)]
    if computed:
        caption = "What this site computes from the article's own numbers; the article does not print it"
        columns = (*FIGURE_COLUMNS[:3], Column("Computed from"), FIGURE_COLUMNS[5])
        rows = [[row[0], row[1], row[2], row[4], row[5]] for row in computed]
        parts.append(markdown.table(caption, columns, rows))
    return markdown.paragraphs([*parts, legend(site, page)])


def _row(site: Site, page: str, article: Article, claim: Claim) -> list[str]:
    figure = site.ledger.figure_of(claim)
    return [
        site.to_figure(figure, page),
        claim_number(site, page, claim, article=article.id),
        status_tag(claim),
        markdown.text(claims.author(site.ledger, claim)),
        inline.formula(site.ledger, page, claim.operation)
        if claim.operation
        else printed_as(article, claim.prints_in(article.id)),
        others(site, page, claim),
    ]


def printed_as(article: Source, prints: tuple[Print, ...]) -> str:
    """Return the printed tokens with where they stand, in the article's language."""
    return "<br>".join(
        f"{markdown.foreign(p.printed, article.language)}{_place(p)}" + (f". {markdown.text(p.note)}" if p.note else "")
        for p in prints
    )


def _place(place: Print) -> str:
    """Return where a token stands; of a reference that was read as a whole, nothing."""
    head = f" ({place.head})" if place.head else ""
    return markdown.text(head) + ("" if place.at == "text" else f", {markdown.text(place.at)}")


def others(site: Site, page: str, claim: Claim) -> str:
    """Return the rival claims of the same figure in short, disagreement marked in words."""
    figure = site.ledger.figure_of(claim)
    against = (*compare.contradictors(figure, claim), *(c for c in figure.claims if _is_contradicted(figure, c, claim)))
    return ", ".join(
        f"{inline.number(site.ledger, page, c, 'short')} {'disagrees' if c in against else c.status}"
        for c in figure.claims
        if c is not claim
    )


def _is_contradicted(figure: Figure, claim: Claim, by: Claim) -> bool:
    return by in compare.contradictors(figure, claim)
