"""Conflicts between claims, the verdicts of checks, and what came of the numbers."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import pairwise

from ledger.core import arithmetic
from ledger.core.amount import Amount, stated
from ledger.core.arithmetic import conflict, overlap
from ledger.core.ledger import Ledger
from ledger.core.records import Check, Claim, Figure
from ledger.core.vocabulary import Difference, Verdict
from ledger.rules import compute

#: The kinds of differences, the gravest first.
DIFFERENCES: tuple[Difference, ...] = ("contradicted", "overtaken", "explained")


def conflicts(figure: Figure) -> Iterator[tuple[Claim, Claim]]:
    """Yield the pairs of rival claims that conflict; a consensus is no rival."""
    seen: set[str] = set()
    for claim in figure.rivals:
        seen.add(claim.key)
        yield from ((claim, o) for o in figure.opponents[claim.key] if o.key not in seen)


def opponents(figure: Figure, claim: Claim) -> tuple[Claim, ...]:
    """Return the rival claims that conflict with this one."""
    return figure.opponents.get(claim.key, ())


def contradictors(figure: Figure, claim: Claim) -> tuple[Claim, ...]:
    """Return the claims that show one wrong: the preferred or all rivals, unless it is explained or overtaken."""
    if claim is figure.best or claim.difference in ("explained", "overtaken"):
        return ()
    against = (o for o in opponents(figure, claim) if figure.best in (None, o))
    return tuple(o for o in against if o.difference != "explained")


def kind_of(figure: Figure, claim: Claim) -> Difference | None:
    """Return how a claim stands to the preferred one: contradicted, overtaken, explained, or not in its way."""
    if later := figure.revised.get(claim.key):
        return "explained" if later.redefines else "overtaken"
    if claim is figure.best or not opponents(figure, claim):
        return None
    if claim.difference in ("explained", "overtaken"):
        return claim.difference
    return "contradicted" if contradictors(figure, claim) else None


def gravest(figure: Figure) -> Difference | None:
    """Return the gravest kind of difference between the claims of a figure."""
    kinds = {kind_of(figure, c) for c in figure.claims}
    return next((kind for kind in DIFFERENCES if kind in kinds), None)


def is_disputed(figure: Figure) -> bool:
    """Say whether any two rival claims conflict."""
    return any(figure.opponents.values())


def sides(check: Check, ledger: Ledger, *, loose: bool = False) -> tuple[Amount, tuple[Amount, ...]]:
    """Return the amounts of both sides, or what the digits allow; a plain number takes the unit of the other side."""

    def amount_of(claim: str) -> Amount:
        return _loosened(ledger.claims[claim].amount) if loose else ledger.claims[claim].amount

    left = compute.evaluate(check.left, amount_of)
    unit = left.unit if left.unit in ("%", "times") else ""
    return left, tuple(compute.evaluate(operand, amount_of, unit) for operand in check.right)


def verdict(check: Check, ledger: Ledger) -> Verdict:
    """Return what the numbers say of the check."""
    left, right = sides(check, ledger)
    if check.relation is None:
        return "derived"
    if check.relation == "equal":
        return _all([_equal(left, r, partial(_meet, check, ledger, n)) for n, r in enumerate(right)])
    pairs = pairwise((left, *right)) if check.relation == "descending" else ((left, other) for other in right)
    return _all([relate(one, check.relation, other) for one, other in pairs])


def relate(left: Amount, relation: str, right: Amount) -> Verdict:
    """Return the verdict of one relation between two amounts, as they are stated."""
    if relation == "equal":
        return _equal(left, right, lambda: overlap(_loosened(left), _loosened(right)))
    if relation == "about":
        return _about(left, right)
    if relation == "within":
        return _within(left, right)
    if relation == "overlaps":
        return "holds" if overlap(left, right) else "fails"
    is_falling = relation in ("above", "at least", "highest", "descending")
    first, second = (left, right) if is_falling else (right, left)
    return _order(first, second, strict=relation in ("above", "below", "highest"))


def _loosened(amount: Amount) -> Amount:
    """Return what the printed digits allow: half a step to either side of what is stated."""
    half = amount.step / 2
    return replace(amount, low=amount.low - half, high=amount.high + half)


def _meet(check: Check, ledger: Ledger, place: int) -> bool:
    """Say whether both sides can be equal if every operand may lie half a step to either side."""
    left, right = sides(check, ledger, loose=True)
    other = _loosened(right[place]) if isinstance(check.right[place], Amount) else right[place]
    return overlap(left, other)


def _equal(left: Amount, right: Amount, meet: Callable[[], bool]) -> Verdict:
    """Return whether what is stated is equal, or becomes so within the printed digits."""
    if left.is_bound or right.is_bound:
        return "undecided" if overlap(left, right) else "fails"
    if (left.low, left.high) == (right.low, right.high):
        return "holds"
    return "rounds" if meet() else "fails"


def _order(greater: Amount, less: Amount, *, strict: bool) -> Verdict:
    """Return whether every number of the first is above (or at least) every one of the second."""
    touching_is_above = not strict or greater.low_open or less.high_open
    if greater.low > less.high or (greater.low == less.high and touching_is_above):
        return "holds"
    touching_is_below = strict or greater.high_open or less.low_open
    if greater.high < less.low or (greater.high == less.low and touching_is_below):
        return "fails"
    return "undecided"


def _about(left: Amount, right: Amount) -> Verdict:
    loose = right if right.qualifier else stated("about", right.numbers, right.unit, right.step)
    if conflict(left, loose):
        return "fails"
    return "undecided" if left.is_bound or right.is_bound else "holds"


def _within(left: Amount, right: Amount) -> Verdict:
    above = (left.low, left.low_open) >= (right.low, right.low_open)
    below = (left.high, not left.high_open) <= (right.high, not right.high_open)
    return "holds" if above and below else "undecided" if overlap(left, right) else "fails"


def _all(verdicts: list[Verdict]) -> Verdict:
    """Return the weakest verdict of several."""
    worst: tuple[Verdict, ...] = ("fails", "undecided", "rounds")
    return next((v for v in worst if v in verdicts), "holds")


def worked_out(check: Check, ledger: Ledger) -> dict[str, Amount]:
    """Return what the placeholders of a check's `because` stand for: its sides, their difference and their ratio."""
    left, right = sides(check, ledger)
    found = {"left": left}
    if right:
        other = found["right"] = replace(right[0], unit=left.unit)
        greater, less = sorted((left, other), key=lambda a: a.numbers[0], reverse=True)
        found |= {"difference": arithmetic.difference(greater, less), "ratio": arithmetic.ratio(left, other)}
    return found
