"""What each article is worth, and the references beside the articles."""

from __future__ import annotations

from ledger.core.ledger import Ledger
from ledger.core.records import Article, Claim, Reference
from ledger.language import words
from ledger.views import markdown
from ledger.views.markdown import Column
from ledger.views.site import Site

SCORE_COLUMNS = (
    Column("Article"), Column("What it is"), Column("Numbers", numeric=True), Column("Named source", numeric=True),
    Column("Errors", numeric=True), Column("Doubts", numeric=True), Column("Overtaken since", numeric=True),
    Column("What to rely on"),
)  # fmt: skip


def scorecard(site: Site, page: str) -> str:
    """Return what each article is worth, or on an article's page that article alone."""
    own = site.ledger.summarised.get(page)
    articles = (site.ledger.articles[own],) if own else site.ledger.chronological
    rows = [_score(site, page, a) for a in articles]
    caption = "What the article is worth" if own else "What each article is worth"
    return markdown.paragraphs([markdown.table(caption, SCORE_COLUMNS, rows)])


def _score(site: Site, page: str, article: Article) -> list[str]:
    printed = list(site.ledger.printed_by(article.id))
    checks = [c for c in site.ledger.checks.values() if article.id in c.tests]
    counted = (
        sum(bool(c.by) for c in printed),
        sum(c.means == "error" for c in checks),
        sum(c.means == "doubt" for c in checks),
        sum(is_overtaken(site.ledger, c) for c in printed),
    )
    rests = f"; rests on: {article.based_on}" if article.based_on else ""
    return [
        markdown.link(markdown.text(article.label), article.page, page),
        markdown.text(f"{article.kind or 'not known'}, {words.language(article.language)}{rests}"),
        str(len(printed)),
        *map(str, counted),
        markdown.text(article.trust),
    ]


def is_overtaken(ledger: Ledger, claim: Claim) -> bool:
    """Say whether a number was right when it was said and has been replaced since."""
    return claim.difference == "overtaken" or claim.key in ledger.figure_of(claim).revised


def references(site: Site, page: str) -> str:
    """Return every reference with its address, how it was seen, and the numbers that it prints."""
    ordered = sorted(site.ledger.references.values(), key=lambda r: r.published or "9999")
    items = [_reference(site, page, r) for r in ordered]
    return markdown.paragraphs(["\n".join(f"- {item}" for item in items) or "There is none."])


def _reference(site: Site, page: str, reference: Reference) -> str:
    name = markdown.outside(markdown.text(reference.title or f"{reference.publisher}, {reference.kind}"), reference.url)
    seen = f" Seen: {markdown.text(reference.seen)}" if reference.seen else ""
    figures = dict.fromkeys(site.ledger.figure_of(c) for c in site.ledger.printed_by(reference.id))
    used = f" Numbers: {', '.join(site.to_figure(f, page) for f in figures)}." if figures else ""
    when = words.day(reference.published) if reference.published else "not dated"
    said = f"{markdown.text(reference.publisher)}, {when}, {markdown.text(reference.kind)}"
    return f"{markdown.anchors([f'reference.{reference.id}'])}{name}. {said}.{seen}{used}"
