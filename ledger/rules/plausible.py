"""What cannot well be right: a forgotten scale, a share above the whole, a word that is later than its print."""

from collections.abc import Iterator
from datetime import date

from ledger.core import period
from ledger.core.ledger import Ledger
from ledger.core.problem import Breach
from ledger.core.records import Claim, Figure, Source

#: From which factor on a number looks as if its scale were another one.
FACTOR = 100
#: What adds up day by day: it is not known before its period is over.
_RUNNING = ("flow", "per share")
_REMEDY = "Correct it, or answer in a 'note'."


def breaches(ledger: Ledger) -> Iterator[Breach]:
    """Yield the implausible numbers, which a note at the claim explains, and the dates that contradict each other."""
    yield from _numbers(ledger)
    yield from _dates(ledger)


def _numbers(ledger: Ledger) -> Iterator[Breach]:
    shares = (c for f in ledger.figures.values() if f.measure.how == "share" for c in f.claims)
    for claim in (c for c in shares if not c.note and max(c.amount.numbers) > FACTOR):
        yield Breach((*claim.path, "value"), f"{claim.amount} is a share above the whole. {_REMEDY}", "warning")
    alike: dict[tuple[str, str, int], list[Claim]] = {}  # claims of one entity, measure and length
    for figure in (f for f in ledger.figures.values() if f.measure.kind in ("flow", "stock", "per share")):
        length = period.months(figure.span) if figure.span else 0
        stated = [c for c in figure.claims if not c.operation and not c.amount.vague and max(c.amount.numbers) > 0]
        alike.setdefault((figure.entity.id, figure.measure.id, length), []).extend(stated)
    for claims in alike.values():
        yield from _scales(claims)


def _scales(claims: list[Claim]) -> Iterator[Breach]:
    """Yield the claims that are a hundred times most others, or a hundredth of them."""
    sizes = sorted(max(c.amount.numbers) for c in claims)
    for claim in claims:
        size = max(claim.amount.numbers)
        usual = sizes[len(sizes) // 2] if size < sizes[len(sizes) // 2] else sizes[(len(sizes) - 1) // 2]
        if not claim.note and max(size, usual) >= FACTOR * min(size, usual):
            other = next(c for c in claims if max(c.amount.numbers) == usual)
            asked = f"{claim.amount} is far from {other.amount} of '{other.id}': is a scale missing?"
            yield Breach((*claim.path, "value"), f"{asked} {_REMEDY}", "warning")


# ---- dates ---------------------------------------------------------------------------------------
# A date may be a year or a month. Only what is later beyond doubt is refused.


def _dates(ledger: Ledger) -> Iterator[Breach]:
    """Yield the dates that contradict each other."""
    for section, sources in (("articles", ledger.articles), ("references", ledger.references)):
        for source in (s for s in sources.values() if s.accessed and _is_later(s.published, s.accessed)):
            text = f"{source.published} is after {source.accessed}, when the text was read. Correct one of the two."
            yield Breach((section, source.id, "published"), text, "warning")
    for claim in ledger.claims.values():
        printed = [ledger.sources[i] for i in claim.articles if claim.asof or claim.status == "actual"]
        if printed and all(source.published for source in printed):  # otherwise one of them may be of any time
            last = max(printed, key=lambda source: f"{source.published}-99-99"[:10])
            yield from _said_too_late(claim, ledger.figure_of(claim), last, ledger)


def _said_too_late(claim: Claim, figure: Figure, last: Source, ledger: Ledger) -> Iterator[Breach]:
    """Check a claim against the last article that prints it."""
    told = f"'{last.id}', the last to print it, is of {last.published}"
    if _is_later(claim.asof, last.published):
        text = f"{claim.asof} is too late: {told}. Correct one of the two."
        yield Breach((*claim.path, "asof"), text, "warning")
    known = _known(figure, ledger)
    if claim.status == "actual" and known and _is_later(known.isoformat(), last.published):
        text = f"nothing of {figure.period} can be actual on {known}: {told}. Correct the status, or a date."
        yield Breach((*claim.path, "status"), text, "warning")


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
    return one[: len(other)] > other[: len(one)]
