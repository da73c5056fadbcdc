"""Rules on dates: what is said comes before it is printed, and what is printed before it is read.

A date may be a year or a month. Only what is later beyond doubt is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ledger.core.ledger import Ledger
from ledger.core.problem import Breach
from ledger.core.records import Article, Claim, Figure, Source

#: What adds up day by day: it is not known before its period is over.
_RUNNING = ("flow", "per share")


def breaches(ledger: Ledger) -> Iterator[Breach]:
    """Yield the dates that contradict each other."""
    for article in ledger.sources.values():
        if article.accessed and _is_later(article.published, article.accessed):
            text = f"{article.published} is after {article.accessed}, when the text was read. Correct one of the two."
            yield Breach((_section(article), article.id, "published"), text, "warning")
    for claim in ledger.claims.values():
        if last := _last_print(claim, ledger):
            yield from _claim(claim, ledger.figure_of(claim), last, ledger)


def _section(source: Source) -> str:
    return "articles" if isinstance(source, Article) else "references"


def _claim(claim: Claim, figure: Figure, last: Source, ledger: Ledger) -> Iterator[Breach]:
    """Check a claim against the last article that prints it."""
    path = claim.path
    told = f"'{last.id}', the last to print it, is of {last.published}"
    if _is_later(claim.asof, last.published):
        yield Breach((*path, "asof"), f"{claim.asof} is too late: {told}. Correct one of the two.", "warning")
    known = _known(figure, ledger)
    if claim.status == "actual" and known and _is_later(known.isoformat(), last.published):
        text = f"nothing of {figure.period} can be actual on {known}: {told}. Correct the status, or a date."
        yield Breach((*path, "status"), text, "warning")


def _last_print(claim: Claim, ledger: Ledger) -> Source | None:
    """Return the article that prints the claim last; none where one of them may be of any time."""
    articles = [ledger.sources[i] for i in claim.articles]
    if not articles or not all(a.published for a in articles):
        return None
    return max(articles, key=lambda a: f"{a.published}-99-99"[:10])


def _known(figure: Figure, ledger: Ledger) -> date | None:
    """Return the first day on which a number of the period can be known."""
    if not figure.span:
        return None
    measure = ledger.measures.get(figure.measure.compares, figure.measure)
    if measure.kind not in _RUNNING:
        return figure.span[0]
    # A fiscal year ends on a day of the week: some time within its last month.
    return figure.span[1].replace(day=1) if figure.period.is_fiscal else figure.span[1]


def _is_later(one: str, other: str) -> bool:
    """Say whether the first date is later than the second, as far as both are known."""
    length = min(len(one), len(other))
    return one[:length] > other[:length]
