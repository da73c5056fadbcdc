"""The scorecard of the articles, and the list of references."""

from __future__ import annotations

from dataclasses import astuple, dataclass

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
    named = sum(bool(c.by) and "by" not in c.inferred for c in printed)
    overtaken = sum(is_overtaken(ledger, c) for c in printed)
    return Score(len(printed), named, means.count("error"), means.count("doubt"), overtaken)


def scorecard(site: Site, page: str) -> str:
    """Return what each article is worth as a table, or on an article's page what that article is worth."""
    if own := site.ledger.summarised.get(page):
        return _own_score(site.ledger, site.ledger.articles[own])
    rows = [
        [
            markdown.link(markdown.text(a.title), a.page, page),
            markdown.text(_origin(a)),
            *(str(n) for n in astuple(score_of(site.ledger, a))),
            markdown.text(a.trust),
        ]
        for a in site.ledger.chronological
    ]
    return markdown.paragraphs([markdown.table("What each article is worth", SCORE_COLUMNS, rows)])


def _own_score(ledger: Ledger, article: Article) -> str:
    score = score_of(ledger, article)
    numbers = f"{score.numbers}, of which {score.named} with a named source; {score.overtaken} overtaken since"
    counted = (
        f"Numbers: {numbers if score.numbers else 'none'}.",
        f"Findings against it: {_many(score.errors, 'error')}, {_many(score.doubts, 'doubt')}.",
        f"Lost in extraction: {article.lost}." if article.lost else "",
    )
    lead = f"**What to rely on:** {markdown.text(article.trust)}" if article.trust else ""
    return markdown.paragraphs([lead, markdown.notes([markdown.text(_origin(article)), *map(markdown.text, counted)])])


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


def is_overtaken(ledger: Ledger, claim: Claim) -> bool:
    """Say whether a number was right when it was said and has been replaced since."""
    later = ledger.figure_of(claim).revised.get(claim.key)
    return claim.difference == "overtaken" or bool(later and not later.redefines)


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
