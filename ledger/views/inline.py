"""Numbers in a sentence, what they say on hover, and what they are computed from."""

from functools import lru_cache

from ledger.core.amount import Amount
from ledger.core.ledger import Ledger
from ledger.core.records import Claim, ClaimRef, Figure, Operand
from ledger.core.vocabulary import CITED
from ledger.language import claims, words
from ledger.rules import compare
from ledger.views import markdown

#: What each field that can be inferred is called on pages.
FIELDS = {
    "entity": "who it is about", "measure": "what is measured", "period": "the period", "value": "the number",
    "by": "who says so", "status": "the status", "asof": "the date", "scope": "what it includes",
}  # fmt: skip


def number(
    ledger: Ledger, page: str, claim: Claim, style: str = "words", value: Amount | None = None, *, sorts: bool = False
) -> str:
    """Return the claim's amount, or it as somebody hedges it, as a link to its own row, with what it says on hover."""
    figure = ledger.figure_of(claim)
    value = value or claim.amount
    full, said = words.amount(value, figure.measure), summary(ledger, claim)
    attrs = markdown.attributes(
        ["fig", *marks(figure, claim)],
        title=said if style == "words" else f"{full[:1].upper()}{full[1:]}. {said}",
        data_sort=sort_key(value) if sorts else "",
    )
    label = markdown.text(words.amount(value, figure.measure, style))
    return markdown.link(label, f"{ledger.home(figure.entity.id)}#{claim.id}", page, attrs)


def sentence(ledger: Ledger, page: str, text: str) -> str:
    """Return a sentence of the data, with the number of each claim that it names in brackets."""
    shown = markdown.text(text)
    for name in CITED.findall(text):
        if claim := ledger.claims.get(ledger.current(name)):
            shown = shown.replace(markdown.text(f"({name})"), f"({number(ledger, page, claim, 'short')})")
    return shown


def marks(figure: Figure, claim: Claim) -> list[str]:
    """Return the classes that a number's sign is drawn from: disputed, inferred, computed."""
    found = {"disputed": compare.contradictors(figure, claim), "inferred": claim.inferred, "computed": claim.operation}
    return [name for name, applies in found.items() if applies]


def sort_key(value: Amount) -> str:
    """Return a plain number to sort by: the middle of a range, the stated side of a bound."""
    return f"{sum(value.numbers) / len(value.numbers):f}"


@lru_cache(maxsize=100_000)  # every page that shows a number asks again
def summary(ledger: Ledger, claim: Claim) -> str:
    """Return one line of plain text: status, who says so, when, what it counts, where printed, what others say."""
    figure = ledger.figure_of(claim)
    parts = [claims.said_by(ledger, claim)]
    if claim.scope:
        parts.append(f"Counts: {claims.scope(claim.scope)}")
    if claim.articles:
        names = [ledger.sources[a].label for a in claim.articles]
        parts.append(f"Printed by {words.listed(list(dict.fromkeys(names)))}")
    if claim.inferred:
        parts.append(f"Inferred: {words.listed([FIELDS[name] for name in claim.inferred])}")
    if later := figure.revised.get(claim.key):
        changed = "Counted differently since" if later.redefines else "Since then"
        said = (words.amount(later.amount, figure.measure), claims.said_on(ledger, later))
        parts.append(f"{changed}: {', '.join(filter(None, said))}")
    if against := compare.opponents(figure, claim):
        others = "1 other" if len(against) == 1 else f"{len(against)} others"
        parts.append(f"{_beside(figure, claim, against)} {others}: {claims.spread(figure, against)}")
    return ". ".join(parts)


def _beside(figure: Figure, claim: Claim, against: tuple[Claim, ...]) -> str:
    """Return how a claim stands to those that conflict with it."""
    if claim.difference == "overtaken":
        return "Overtaken since; differs from"
    if claim.difference == "explained" or all(o.difference == "explained" for o in against):
        return "Can be true beside"
    return "Disputed by" if figure.best is None or figure.best in against else "Unlike"


SIGNS = {
    "sum": " + ", "difference": " \N{MINUS SIGN} ", "ratio": " / ", "product": " \N{MULTIPLICATION SIGN} ",
}  # fmt: skip
#: Those that would tear a sum apart.
TIGHTER = SIGNS.keys() - {"sum"}


def formula(ledger: Ledger, page: str, operand: Operand, within: str = "") -> str:
    """Return what an operand stands for, each claim in it linked; in brackets if a sign around would tear it apart."""
    if isinstance(operand, Amount):
        return markdown.text(words.amount(operand))
    if isinstance(operand, ClaimRef):
        part = f"{operand.part} of " if operand.part else ""
        return part + number(ledger, page, ledger.claims[operand.claim], "short")
    inner = [formula(ledger, page, o, operand.name) for o in operand.operands]
    if operand.name in SIGNS:
        shown = SIGNS[operand.name].join(inner)
        return f"({shown})" if operand.name in ("sum", "difference") and within in TIGHTER else shown
    if operand.name == "growth":
        return f"from {inner[1]} to {inner[0]}"
    rate = operand.operands[1]
    amount = ledger.claims[rate.claim].amount if isinstance(rate, ClaimRef) else rate
    is_multiple = isinstance(amount, Amount) and amount.unit != "%"
    return f"{inner[0]} {'divided by' if is_multiple else 'before a growth of'} {inner[1]}"
