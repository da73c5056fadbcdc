"""Rules that hold across entries: periods, names, preferences, prints; those on sums and checks stand apart."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any
from unicodedata import normalize

from ledger.core import amount as amounts
from ledger.core.amount import Amount
from ledger.core.ledger import Ledger
from ledger.core.problem import Breach, Path, suggestion
from ledger.core.records import Article, Claim, Figure, Measure, Print
from ledger.rules import checks as checkrules
from ledger.rules import compare, compute, outcomes, plausible
from ledger.rules import operations as sums


def breaches(ledger: Ledger) -> Iterator[Breach]:
    """Yield every broken rule."""
    yield from _periods(ledger)
    yield from _renames(ledger)
    yield from plausible.breaches(ledger)
    yield from outcomes.breaches(ledger)
    for article in ledger.articles.values():
        yield from _conclusions(article, ("articles", article.id))
    names = {"articles": "title", "entities": "name", "measures": "name", "checks": "says", "references": "title"}
    for section, field in names.items():
        yield from _namesakes(section, field, getattr(ledger, section))
    for measure in ledger.measures.values():
        yield from _comparison(measure)
    for figure in ledger.figures.values():
        yield from _preference(figure)
        yield from _revisions(figure)
        for claim in figure.claims:
            yield from _differences(figure, claim)
            yield from _scope(figure, claim)
            yield from _conclusions(claim, claim.path)
            if claim.id not in ledger.broken and any(p.amount != claim.amount for p in claim.prints):
                yield from _prints(claim)
            yield from sums.breaches(claim, ledger)
            yield from _belongings(claim, ledger)
    for check in ledger.checks.values():
        yield from checkrules.breaches(check, ledger)


def _periods(ledger: Ledger) -> Iterator[Breach]:
    spans: dict[Any, str] = {}
    for figure in ledger.figures.values():
        path: Path = ("figures", figure.id)
        if figure.period.is_fiscal and figure.entity.year_end == (12, 31):
            wanted = figure.id.replace(".fy", ".").replace("..fy", "..")
            text = f"'{figure.id}' is a calendar year, for that is the entity's fiscal year. Write '{wanted}'."
            yield Breach(path, text)
        if figure.span is None:
            continue
        first = spans.setdefault((figure.entity.id, figure.measure.id, figure.span), figure.id)
        if first != figure.id:
            yield Breach(path, f"spans the same days as '{first}'. Put the claims under one of the two.")


def _namesakes(section: str, field: str, entries: Mapping[str, Any]) -> Iterator[Breach]:
    """Yield the entries with another's name: a reader could not tell their numbers apart."""
    first: dict[str, str] = {}
    for key, entry in entries.items():
        name = getattr(entry, field)
        other = first.setdefault(" ".join(normalize("NFKC", name).split()).casefold(), key)
        if other != key and name:
            yield Breach((section, key, field), f"'{name}' stands at '{other}', too. Tell the two apart.")


def _comparison(measure: Measure) -> Iterator[Breach]:
    """Check that a measure which compares is told in the unit in which it is computed with."""
    unit = "times" if measure.how == "multiple" else "%"
    if measure.how and measure.unit != unit:
        text = f"a {measure.how} is told in {unit}, not in {measure.unit}. Correct one of the two."
        yield Breach(("measures", measure.id, "as"), text)


def _renames(ledger: Ledger) -> Iterator[Breach]:
    former: dict[str, str] = {}
    for figure in ledger.figures.values():
        for n, old in enumerate(figure.was):
            path: Path = ("figures", figure.id, "was", n)
            if old in ledger.figures:
                yield Breach(path, f"'{old}' is a figure of its own. Remove it from 'was'.")
            elif old in former:
                yield Breach(path, f"'{old}' stands in the 'was' of '{former[old]}' already. Keep it where it led.")
            former.setdefault(old, figure.id)
        keys = {c.key: c.key for c in figure.claims}
        for claim in figure.claims:
            for n, old in enumerate(claim.was):
                if old in keys:
                    text = f"'{old}' is or was the claim '{keys[old]}'. Remove it from 'was'."
                    yield Breach((*claim.path, "was", n), text)
                keys.setdefault(old, claim.key)


# ---- preferred claims and their rivals ------------------------------------------------------------


def _preference(figure: Figure) -> Iterator[Breach]:
    path: Path = ("figures", figure.id)
    if len(figure.rivals) > 1 and not figure.preferred:
        text = f"{len(figure.rivals)} claims compete. Add 'preferred' with 'because', or 'preferred: none'."
        yield Breach(path, text)
    if figure.preferred and not figure.because:
        yield Breach(path, "'preferred' lacks its reason. Add 'because'.")
    best = figure.best
    if best and best.status == "consensus" and len(figure.claims) > 1:
        yield Breach(path, "a consensus cannot be preferred over a claim. Prefer another, or none.")
    if best and best.key in figure.revised and best.key != figure.revised[best.key].key:
        last = figure.revised[best.key].key
        yield Breach((*path, "preferred"), f"'{best.key}' was revised. Prefer '{last}', or none.", "warning")


def _differences(figure: Figure, claim: Claim) -> Iterator[Breach]:
    if claim.differs or claim is figure.best or (figure.preferred not in ("", "none") and not figure.best):
        return  # what is preferred and cannot be read is reported already
    against = compare.opponents(figure, claim)
    if figure.best:
        against = tuple(o for o in against if o is figure.best)
    if against:
        others = " and ".join(f"'{o.key}' ({o.amount})" for o in against)
        text = f"{claim.amount} conflicts with {others} and does not say why. Add 'differs' with a reason: sentence."
        yield Breach(claim.path, text, "warning")


def _revisions(figure: Figure) -> Iterator[Breach]:
    """Check that a revision replaces an earlier word of the same speaker, and that each word is replaced once."""
    claims, replaced = {c.key: c for c in figure.claims}, set()
    for claim in (c for c in figure.claims if c.revises in claims):
        old, path = claims[claim.revises], (*claim.path, "revises")
        if old is claim or old.by != claim.by or not claim.by:
            yield Breach(path, f"'{old.key}' is not an earlier word of the same speaker. Name one, or remove it.")
        elif claim.asof and old.asof and claim.asof < old.asof:
            yield Breach(path, f"'{old.key}' was said later, on {old.asof}. Turn the two round, or correct a date.")
        elif old.key in replaced:
            yield Breach(path, f"'{old.key}' is revised already. Revise the claim that followed it.")
        replaced.add(old.key)


def _scope(figure: Figure, claim: Claim) -> Iterator[Breach]:
    known = figure.measure.scopes
    if claim.scope and claim.scope not in known:
        remedy = suggestion(claim.scope, known) or f" Add it to the scopes of '{figure.measure.id}'."
        yield Breach((*claim.path, "scope"), f"no scope '{claim.scope}'.{remedy}")


def _conclusions(record: Article | Claim, path: Path) -> Iterator[Breach]:
    """Check that each field that is marked as inferred has a value."""
    for name in record.inferred:
        if getattr(record, name, True) == "":
            text = f"'{name}' is concluded here, and is not given. Add it, or remove the reason."
            yield Breach((*path, "inferred", name), text)


# ---- prints ---------------------------------------------------------------------------------------


def _prints(claim: Claim) -> Iterator[Breach]:
    """Check that value and prints are one number: its digits first, then how it is worded."""
    yield from list(_numbers(claim)) or list(_contradictions(claim)) or _wording(claim)


def _misprint(claim: Claim, at: Print, text: str) -> Breach:
    """Return what is wrong with a print, at its place in the file."""
    alike = [p for p in claim.prints if (p.article, p.at) == (at.article, at.at)]
    path = (*claim.path, "printed", at.article, at.at, *((alike.index(at),) if len(alike) > 1 else ()))
    return Breach(path, f"'{at.article}' prints {at.printed} ({at.at}), {text}", "warning")


def _numbers(claim: Claim) -> Iterator[Breach]:
    said = claim.amount.vague, claim.amount.numbers
    whole = {p.article for p in claim.prints if p.amount and (p.amount.vague, p.amount.numbers) == said}
    for place in claim.prints:
        if place.article in whole and place.amount and _is_rounded(claim.amount, place.amount):
            continue  # a release has the number in its table, and rounded in its text
        if place.amount and (place.amount.vague, place.amount.numbers) != said:
            is_paid = place.amount.numbers == tuple(-number for number in said[1])
            remedy = 'give unread: "Brackets mark what is paid."' if is_paid else "the printed token."
            yield _misprint(claim, place, f"and the value is {claim.amount}. Mend the value, or {remedy}")


def _is_rounded(value: Amount, printed: Amount) -> bool:
    """Say whether a print is the value to fewer digits."""
    fewer = tuple(amounts.rounded(number, printed.step) for number in value.numbers)
    return printed.step > value.step and fewer == printed.numbers and not (value.vague or printed.vague)


def _contradictions(claim: Claim) -> Iterator[Breach]:
    """Check that no print of the number is a bound on the other side of it."""
    places = [(p, p.amount) for p in claim.prints if p.amount and p.amount.is_bound]
    for place, amount in places[1:]:
        first, given = places[0]
        if amount.high.is_finite() != given.high.is_finite():
            text = f"and '{first.article}' {first.printed}. Make two claims of what cannot be one."
            yield _misprint(claim, place, text)


def _wording(claim: Claim) -> Iterator[Breach]:
    """Check that the value has a qualifier and a last digit that some article prints."""
    value, path = claim.amount, (*claim.path, "value")
    printed = [p.amount for p in claim.prints if p.amount]
    words = [p.qualifier for p in printed]
    if printed and value.qualifier not in words:
        text = f"the value is {value}, and the articles say {sums.named(w or 'just the number' for w in words)}."
        yield Breach(path, f"{text} Take over the words of one of them.", "warning")
    # both end at the same digit; the value grammar has no word for ten thousand or ten billion
    if printed and not any(value.step == p.step or value.step == _unit_of(p) < p.step for p in printed):
        like = replace(value, step=min(printed[0].step, _unit_of(printed[0])))
        text = f"no article prints {value} to that digit. Write '{like}'."
        yield Breach(path, text, "warning")


def _unit_of(printed: Amount) -> Decimal:
    """Return the greatest word of the value grammar that fits the number: a billion for ten billion."""
    return Decimal(10) ** amounts.usual_scale(printed)


def _belongings(claim: Claim, ledger: Ledger) -> Iterator[Breach]:
    """Check that the operands of a claim with `of` are that article's numbers."""
    if claim.of not in ledger.articles or not claim.operation:
        return
    for name in dict.fromkeys(compute.references(claim.operation)):
        operand = ledger.claims.get(name)
        if operand and operand.id not in ledger.broken and claim.of not in (*operand.articles, operand.of):
            text = f"'{name}' is not a number of '{claim.of}'. Leave out 'of', or use that article's claims."
            yield Breach((*claim.path, "of"), text)
