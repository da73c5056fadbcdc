"""What pages show of the articles: their source, their numbers, their worth; and of the references beside them."""

from ledger.core.ledger import Ledger
from ledger.core.problem import Unreadable
from ledger.core.records import Article
from ledger.rules import compare
from ledger.views import markdown, template
from ledger.views.site import Site, is_named, require

_SHOW = template.of("articles.jinja")


def of_page(site: Site, page: str) -> Article:
    """Return the article that the page summarises; raise `Unreadable` on any other page."""
    name = site.ledger.summarised.get(page)
    if not name:
        raise Unreadable("this page summarises no article. Call the macro on an article's page.")
    return site.ledger.articles[name]


def source(site: Site, page: str) -> str:
    """Return an article's source line by line: publisher, date, language, address, and what is unknown."""
    return markdown.paragraphs([_SHOW.source(of_page(site, page))])


def citation(site: Site, page: str, name: str) -> str:
    """Return an article's citation in a sentence: publisher, title, date."""
    require("article", name, site.ledger.articles)
    return str(_SHOW.citation(site.ledger.articles[name], page))


def listing(site: Site, page: str) -> str:
    """Return all articles as a table, in the order of publication."""
    return markdown.paragraphs([_SHOW.listing(site.ledger, page)])


def neighbours(site: Site, page: str) -> str:
    """Return links to the article before and the one after, in the order of publication."""
    articles = site.ledger.chronological
    at = articles.index(of_page(site, page))
    return markdown.paragraphs([_SHOW.neighbours(articles[:at][-1:], articles[at + 1 :][:1], page)])


def cards(site: Site, page: str) -> str:
    """Return a card for each article: its title, what its page says of itself, and its source."""
    return markdown.paragraphs([_SHOW.cards(site, page)])


def figures(site: Site, page: str) -> str:
    """Return the article's numbers as a table, with what others say; then what follows from them."""
    article = of_page(site, page)
    computed = site.ledger.derived.get(article.id, ())
    return markdown.paragraphs([_SHOW.figures(site, page, article, [*site.ledger.printed_by(article.id)], computed)])


def score_of(ledger: Ledger, article: Article) -> dict[str, int]:
    """Count an article's numbers, those with a name that is not only inferred, and the findings that test it."""
    printed = list(ledger.printed_by(article.id))
    means = [c.means for c in ledger.tested.get(article.id, ())]
    return {
        "numbers": len(printed),
        "named": sum(map(is_named, printed)),
        "errors": means.count("error"),
        "doubts": means.count("doubt"),
        "overtaken": sum(compare.kind_of(ledger.figure_of(c), c) == "overtaken" for c in printed),
    }


def scorecard(site: Site, page: str, form: str = "full") -> str:
    """Return what each article is worth as a table, or on an article's page what that article is worth."""
    if own := site.ledger.summarised.get(page):
        article = site.ledger.articles[own]
        return markdown.paragraphs([_SHOW.worth(article, score_of(site.ledger, article))])
    require("form", form, ("full", "brief"))
    scores = [(a, score_of(site.ledger, a)) for a in site.ledger.chronological]
    return markdown.paragraphs([_SHOW.scores(site, page, scores, form)])


def references(site: Site, page: str) -> str:
    """Return every reference with its address, how it was seen, and the numbers that it prints."""
    ordered = sorted(site.ledger.references.values(), key=lambda r: r.published or "9999")
    return markdown.paragraphs([_SHOW.references(site, page, ordered)])
