"""What pages show of the articles: their source, their numbers, their worth; and of the references beside them."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from ledger.core.ledger import Ledger
from ledger.core.problem import Unreadable
from ledger.core.records import Article, Claim, Print, Reference, Source
from ledger.language import words
from ledger.rules import citing, compare
from ledger.views import inline, markdown
from ledger.views.site import Site, claim_number, is_named, require, said

FIGURE_COLUMNS = ("Figure", "Number:", "Who says so", "Printed as", "What others say")
ARTICLE_COLUMNS = ("Article", "Publisher", "Language", "Published", "Numbers:")
SCORE_COLUMNS = ("Article", "What to rely on", "Numbers:", "Named source:", "Errors:", "Doubts:", "Overtaken since:")
#: The columns of a scorecard that has a page's width, and of one that stands beside something else.
FORMS = {"full": (0, 1, 2, 3, 4, 5, 6), "brief": (0, 2, 4, 5)}
UNKNOWN = "not known"


def of_page(site: Site, page: str) -> Article:
    """Return the article that the page summarises; raise `Unreadable` on any other page."""
    name = citing.article_of(page, site.ledger)
    if not name:
        raise Unreadable("this page summarises no article. Call the macro on an article's page.")
    return site.ledger.articles[name]


def source(site: Site, page: str) -> str:
    """Return an article's source line by line: publisher, date, language, address, and what is unknown."""
    article = of_page(site, page)
    address = markdown.outside(markdown.text(article.url), article.url) if article.url else UNKNOWN
    read = f"Read on {words.day(article.accessed)}." if article.accessed else ""
    lines = [
        f"Publisher: {markdown.text(article.publisher) or UNKNOWN}. Author: {UNKNOWN}.",
        f"Published: {_published(article) or UNKNOWN}. {markdown.text(article.inferred.get('published', ''))}".rstrip(),
        f"Language: {markdown.text(words.language(article.language))}. {read}",
        f"Address: {address}",
        markdown.text(article.note),
    ]
    return markdown.paragraphs([markdown.notes(lines)])


def _published(article: Article) -> str:
    """Return when the article was published, and that this is inferred where it is."""
    day = words.day(article.published) if article.published else ""
    return f"{day} (inferred)" if day and "published" in article.inferred else day


def _title(article: Article, page: str) -> str:
    return markdown.link(markdown.text(article.title), article.page, page)


def citation(site: Site, page: str, name: str) -> str:
    """Return an article's citation in a sentence: publisher, title, date."""
    require("article", name, site.ledger.articles)
    article = site.ledger.articles[name]
    parts = (markdown.text(article.publisher), _title(article, page), _published(article))
    return ", ".join(p for p in parts if p)


def listing(site: Site, page: str) -> str:
    """Return all articles as a table, in the order of publication."""
    rows = [
        [
            _title(a, page),
            markdown.text(a.publisher) or UNKNOWN,
            markdown.text(words.language(a.language)),
            _published(a) or UNKNOWN,
            str(len(list(site.ledger.printed_by(a.id)))),
        ]
        for a in site.ledger.chronological
    ]
    return markdown.paragraphs([markdown.table("The articles, in order of publication", ARTICLE_COLUMNS, rows)])


def neighbours(site: Site, page: str) -> str:
    """Return links to the article before and the one after, in the order of publication."""
    names = [a.id for a in site.ledger.chronological]
    at = names.index(of_page(site, page).id)
    before = [f"Before: {citation(site, page, n)}" for n in names[:at][-1:]]
    after = [f"After: {citation(site, page, n)}" for n in names[at + 1 :][:1]]
    return markdown.paragraphs([markdown.notes([*before, *after])])


def cards(site: Site, page: str) -> str:
    """Return a card for each article: its title, what its page says of itself, and its source."""
    lines = []
    for article in site.ledger.chronological:
        about = site.pages[article.page].description if article.page in site.pages else ""
        publisher = markdown.text(article.publisher) or "publisher not known"
        origin = f"{publisher}, {_published(article) or 'date not known'}, {words.language(article.language)}"
        lines.append(f"- **{_title(article, page)}**<br>{markdown.text(about)}<br>{origin}")
    body = "\n".join(lines)
    return markdown.paragraphs([f'<div class="ledger-cards" markdown>\n\n{body}\n\n</div>'])


# ---- numbers --------------------------------------------------------------------------------------


def figures(site: Site, page: str) -> str:
    """Return the article's numbers as a table, with what others say; then what follows from them."""
    article = of_page(site, page)
    printed = [_row(site, page, article, c) for c in site.ledger.printed_by(article.id)]
    computed = [_row(site, page, article, c) for c in site.ledger.claims.values() if c.of == article.id]
    if not printed:
        return markdown.paragraphs(["The article prints no number that belongs in this ledger."])
    parts = [markdown.table("The numbers that the article prints", FIGURE_COLUMNS, printed)]
    if computed:
        caption = "What this site computes from the article's own numbers; the article does not print it"
        columns = (*FIGURE_COLUMNS[:2], "Computed from", FIGURE_COLUMNS[4])
        parts.append(markdown.table(caption, columns, [row[:2] + row[3:] for row in computed]))
    return markdown.paragraphs(parts)


def _row(site: Site, page: str, article: Article, claim: Claim) -> list[str]:
    return [
        site.to_figure(site.ledger.figure_of(claim), page),
        claim_number(site, page, claim, article=article.id),
        said(site, claim),
        inline.formula(site.ledger, page, claim.operation)
        if claim.operation
        else printed_as(article, claim.prints_in(article.id)),
        _others(site, page, claim),
    ]


def printed_as(article: Source, prints: tuple[Print, ...]) -> str:
    """Return the printed tokens, quoted, with where they stand; a comment has a line of its own."""
    tokens = (f"“{markdown.foreign(p.printed, article.language)}”{_place(p)}" for p in prints)
    notes = (f" {markdown.tag(p.note, 'note')}" if p.note else "<br>" for p in prints)
    return "".join(t for pair in zip(tokens, notes, strict=True) for t in pair).removesuffix("<br>")


def _place(place: Print) -> str:
    """Return where a token stands; of a reference that was read as a whole, nothing."""
    head = f" ({place.head})" if place.head else ""
    return markdown.text(head) + ("" if place.at == "text" else f", {markdown.text(place.at)}")


def _others(site: Site, page: str, claim: Claim) -> str:
    """Return the rival claims of the same figure in short, disagreement marked in words."""
    figure = site.ledger.figure_of(claim)
    against = {
        c: "both can be true" if "explained" in {c.difference, claim.difference} else "disagrees"
        for c in compare.opponents(figure, claim)
    }
    return ", ".join(
        f"{inline.number(site.ledger, page, c, 'short')} {c.status}{f' ({against[c]})' if c in against else ''}"
        for c in figure.claims
        if c is not claim
    )


# ---- worth ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Score:
    """What can be counted of an article: its numbers, and the checks of its statements."""

    numbers: int
    named: int
    errors: int
    doubts: int
    overtaken: int


def score_of(ledger: Ledger, article: Article) -> Score:
    """Count an article's numbers, those with a name that is not only inferred, and the findings that test it."""
    printed = list(ledger.printed_by(article.id))
    means = [c.means for c in ledger.checks.values() if article.id in c.tests]
    named = sum(map(is_named, printed))
    overtaken = sum(compare.kind_of(ledger.figure_of(c), c) == "overtaken" for c in printed)
    return Score(len(printed), named, means.count("error"), means.count("doubt"), overtaken)


def scorecard(site: Site, page: str, form: str = "full") -> str:
    """Return what each article is worth as a table, or on an article's page what that article is worth."""
    if own := site.ledger.summarised.get(page):
        return _own_score(site.ledger, site.ledger.articles[own])
    require("form", form, FORMS)
    rows = [_score(site, page, a, form) for a in site.ledger.chronological]
    columns = [SCORE_COLUMNS[i] for i in FORMS[form]]
    shown = [[row[i] for i in FORMS[form]] for row in rows]
    state = markdown.notes([f"{markdown.text(site.state)}."]) if form == "brief" and site.state else ""
    return markdown.paragraphs([markdown.table("What each article is worth", columns, shown), state])


def _score(site: Site, page: str, article: Article, form: str) -> list[str]:
    """Return an article's row; beside something else what to rely on stands below its title."""
    about = article.trust if form == "brief" else _origin(article)
    head = f"{_title(article, page)} {about and markdown.tag(about, 'note')}".rstrip()
    return [head, markdown.text(article.trust), *(str(n) for n in astuple(score_of(site.ledger, article)))]


def _own_score(ledger: Ledger, article: Article) -> str:
    score = score_of(ledger, article)
    numbers = f"{score.numbers}, of which {score.named} with a named source; {score.overtaken} overtaken since"
    lines = (
        _origin(article),
        f"Numbers: {numbers if score.numbers else 'none'}.",
        f"Findings against it: {_many(score.errors, 'error')}, {_many(score.doubts, 'doubt')}.",
        f"Lost in extraction: {article.lost}." if article.lost else "",
    )
    lead = f"**What to rely on:** {markdown.text(article.trust)}" if article.trust else ""
    return markdown.paragraphs([lead, markdown.notes(map(markdown.text, lines))])


def _many(number: int, what: str) -> str:
    return f"{words.count(number)} {what}" + "s" * (number != 1)


def _origin(article: Article) -> str:
    """Return what an article is, and on what it rests."""
    about = (article.publisher, article.kind, words.language(article.language))
    rests = f". Rests on {_continued(article.based_on)}" if article.based_on else ""
    return f"{', '.join(a for a in about if a)}{rests}"


def _continued(sentence: str) -> str:
    """Return a sentence as the end of another: `A report by X.` as `a report by X`."""
    article, _, rest = sentence.rstrip(".").partition(" ")
    return f"{article.lower() if article in ('A', 'An', 'The') else article} {rest}".rstrip()


# ---- references -----------------------------------------------------------------------------------


def references(site: Site, page: str) -> str:
    """Return every reference with its address, how it was seen, and the numbers that it prints."""
    ordered = sorted(site.ledger.references.values(), key=lambda r: r.published or "9999")
    items = [_reference(site, page, r) for r in ordered]
    return markdown.paragraphs(["\n".join(f"- {item}" for item in items) or "There is none."])


def _reference(site: Site, page: str, reference: Reference) -> str:
    title = reference.title or f"{reference.publisher}, {reference.kind}"
    name = markdown.outside(markdown.text(title), reference.url) + ("" if title.endswith(("?", "!", ".")) else ".")
    seen = f" Seen: {markdown.text(reference.seen)}" if reference.seen else ""
    noted = f" {markdown.text(reference.note)}" if reference.note else ""
    figures = dict.fromkeys(site.ledger.figure_of(c) for c in site.ledger.printed_by(reference.id))
    used = f" Numbers: {', '.join(site.to_figure(f, page) for f in figures)}." if figures else ""
    when = words.day(reference.published) if reference.published else "not dated"
    said = f"{markdown.text(reference.publisher)}, {when}, {markdown.text(reference.kind)}"
    return f"{markdown.anchors([f'reference.{reference.id}'])}{name} {said}.{seen}{noted}{used}"
