"""The charts of this ledger, by name: the only module that knows what they are about.

A title states a finding. Its numbers are the ledger's, and it is shown only as long as the numbers bear it out;
otherwise the chart goes by what it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from itertools import pairwise

from ledger.charts.marks import Chart, Group, Mark, Tick, mark_of, of_amount
from ledger.charts.overviews import by_entity, in_dollars, of_measure, outcomes, said, years
from ledger.core.amount import Amount
from ledger.core.ledger import Ledger
from ledger.core.problem import Unreadable
from ledger.core.records import Claim, ClaimRef, Figure, Operation
from ledger.language import claims, words
from ledger.rules import citing, compare, compute

#: What a computed total is called.
LABELS = {
    "big-four.capex.2026/returns-rows": "sum of the rows in Creati.ai’s table",
    "big-four.capex.2026/returns-text": "sum of the numbers in Creati.ai’s text",
    "big-four.capex.2026/plans": "sum of three plans and a lower bound",
    "big-four.capex.2026/guidance-july": "sum of the plans of July",
    "big-four.capex.2026/wts-rows": "sum of ChaoBro’s rows for these four",
    "big-five.capex.2026/rows": "sum of ChaoBro’s five rows",
}


def capex_2026(ledger: Ledger) -> Chart:
    """Return every claim about what a company invests in 2026."""
    found = of_measure(ledger, "capex", "2026", "fy2026")
    figures = [f for f in found if f.entity.kind == "company" and ledger.is_asked(f)]
    groups = _by_entity(ledger, figures)
    calendar = [f for f in figures if not f.period.is_fiscal]
    disputed = [f for f in calendar if compare.is_disputed(f)]
    title = "What companies will invest in 2026, by who says so"
    if disputed:
        widest = max(disputed, key=_reach)
        many = words.count(len(disputed))
        whose = widest.entity.name + ("’" if widest.entity.name.endswith("s") else "’s")
        title = (
            f"For {many} of {words.count(len(calendar))} companies the numbers for 2026 exclude each other;"
            f" {whose} run from {claims.spread(widest, widest.rivals)}"
        )
    return in_dollars(title, "Capital expenditure in 2026 by company", groups, "compare.md#year-2026")


def totals_2026(ledger: Ledger) -> Chart:
    """Return the totals of groups for 2026, as printed and as computed."""
    figures = [f for f in of_measure(ledger, "capex", "2026") if f.entity.kind == "group"]
    groups = _by_entity(ledger, figures, overtaken=True)
    total, rows, plans = (_claim(ledger, f"big-four.capex.2026/{key}") for key in ("returns", "returns-rows", "plans"))
    title = "Totals for 2026, as printed and as added up here"
    if _is(total, "above", rows.amount) and _is(total, "below", plans.amount):
        title = (
            f"A printed total of {_words(ledger, total)} for four companies is more than its own rows add up to,"
            " and less than the companies’ plans"
        )
    subject = "Capital expenditure of four and of five companies in 2026"
    return in_dollars(title, subject, groups, "compare.md#year-2026")


def series(ledger: Ledger) -> Chart:
    """Return the five giants' spending year by year."""
    figures = [f for f in ledger.of_entity("big-five") if f.measure.id == "capex" and f.period.kind == "year"]
    ordered = sorted(figures, key=lambda f: f.period.numbers)
    said = [c for c in (next((c for c in f.claims if c.articles), None) for f in ordered) if c]
    years = [(c, _growth(ledger, c)) for c in said if not c.amount.vague]
    if not years:
        raise Unreadable(
            "the five giants have no number for any year. Add a claim of 'big-five.capex' that an article prints."
        )
    known = [growth for _, growth in years if growth]
    slows = all(_is(a, "above", b.amount) for a, b in pairwise(known))
    title = "The five giants’ capital expenditure, year by year"
    if len(known) > 1 and slows and all(g.amount.low > 0 for g in known):
        title = (
            "ChaoBro has the five giants’ capital expenditure keep growing, but more slowly:"
            f" by {_words(ledger, known[-1])} in {_when(ledger, years[-1][0])}, after {_words(ledger, known[-2])}"
        )
    groups = tuple(_year(ledger, claim, growth) for claim, growth in years)
    subject = "Capital expenditure of the five giants by year"
    return replace(in_dollars(title, subject, groups, ledger.home("big-five")), form="bars")


def guidance_consensus(ledger: Ledger) -> Chart:
    """Return Amazon's plan and outlook as shares of what analysts expected."""
    plan, expected = (_claim(ledger, f"amazon.capex.2026/{key}") for key in ("guidance", "consensus"))
    outlook, hoped = (_claim(ledger, f"amazon.operating-income.2026-q1/{key}") for key in ("guidance", "consensus"))
    title = "Amazon’s plans against what analysts expected"
    if _is(plan, "above", expected.amount) and _is(outlook, "below", hoped.amount):
        title = "Amazon plans to invest more than analysts expected, and to earn less"
    groups = (_share(ledger, plan, expected), _share(ledger, outlook, hoped))
    ticks = (Tick(0, "0"), Tick(100, "100%"))
    subject = "Amazon’s guidance as a percentage of the analysts’ consensus"
    return Chart(title, subject, groups, _home(ledger, plan), ticks)


def amazon_cash(ledger: Ledger) -> Chart:
    """Return what Amazon's business brought in, what was invested by these cash flows, and what was left."""
    names = ("operating-cash-flow.{}", "capex.{}/implied", "free-cash-flow.{}")
    years = {y: [_claim(ledger, f"amazon.{name.format(y)}") for name in names] for y in ("2024", "2025")}
    (earned, _, left_before), (earned_now, _, left) = years.values()
    title = "Amazon’s cash: what came in, what was invested, what was left"
    if _is(earned_now, "above", earned.amount) and _is(left, "below", left_before.amount):
        title = (
            "Amazon’s business brought in more cash in 2025, and investment left less of it:"
            f" {_words(ledger, left)} after {_words(ledger, left_before)} the year before"
        )
    groups = tuple(Group(year, _cash(ledger, *some)) for year, some in years.items())
    return replace(in_dollars(title, "Amazon’s cash flows in 2024 and 2025", groups, _home(ledger, left)), form="bars")


CHARTS: Mapping[str, Callable[[Ledger], Chart]] = {
    "capex-2026": capex_2026,
    "totals-2026": totals_2026,
    "series": series,
    "guidance-consensus": guidance_consensus,
    "amazon-cash": amazon_cash,
    "said-2026": partial(said, measure="capex", period="2026"),
    "years": partial(years, measure="capex", first=2024, last=2027, groups=False),
    "years-totals": partial(years, measure="capex", first=2024, last=2027, groups=True),
    "outcomes-2026": partial(outcomes, measure="capex", period="2026"),
}


# ---- groups ---------------------------------------------------------------------------------------


def _by_entity(ledger: Ledger, figures: list[Figure], *, overtaken: bool = False) -> tuple[Group, ...]:
    """Return one group per entity, with its claims in the file's order; of those revised since only printed ones."""

    def is_shown(figure: Figure, claim: Claim) -> bool:
        is_printed = not ledger.articles.keys().isdisjoint(claim.articles)
        return not claim.amount.vague and (claim.key not in figure.revised or (overtaken and is_printed))

    shown = (c for f in figures for c in f.claims if is_shown(f, c))
    return by_entity(ledger, (mark_of(ledger, c, LABELS.get(c.id, "")) for c in shown))


def _year(ledger: Ledger, claim: Claim, growth: Claim | None) -> Group:
    label: str = claim.status
    if growth:
        direction = "up" if growth.amount.low >= 0 else "down"
        label += f", {direction} {_words(ledger, growth).removeprefix('-')} on the year before"
    return Group(_when(ledger, claim), (mark_of(ledger, claim, label, base=0),))


def _growth(ledger: Ledger, claim: Claim) -> Claim | None:
    figure = ledger.figures.get(claim.figure.replace(".capex.", ".capex-growth."))
    return figure.best if figure else None


def _share(ledger: Ledger, guidance: Claim, consensus: Claim) -> Group:
    """Return the guidance as a share of the consensus, with both in words."""
    ratio = Operation("ratio", (ClaimRef(guidance.id), ClaimRef(consensus.id)))
    share = compute.evaluate(ratio, lambda name: ledger.claims[name].amount, "%")
    figure = ledger.figure_of(guidance)
    said, expected = (words.amount(c.amount, figure.measure, "short") for c in (guidance, consensus))
    spoken = f"{words.amount(share)} of the consensus: {_words(ledger, guidance)} against {_words(ledger, consensus)}"
    mark = replace(
        of_amount(share, guidance.status),
        labels=(f"{said} against {expected}", f"against {expected}"),
        claim=replace(guidance, amount=share, operation=ratio, prints=()),
        base=100,
        spoken=spoken,
    )
    whole = replace(mark_of(ledger, consensus), low=100, high=100, base=None, joins=True)
    return Group(f"{figure.measure.name}, {words.period(figure.period, figure.span)}", (mark, whole))


def _cash(ledger: Ledger, earned: Claim, invested: Claim, left: Claim) -> tuple[Mark, ...]:
    """Return what came in, and how it divides into what was invested and what was left: there that bar begins."""
    start = float(left.amount.numbers[0])
    between = mark_of(ledger, invested, "invested: the difference", base=start)
    return (
        mark_of(ledger, earned, "came in: operating cash flow", base=0),
        replace(between, low=between.low + start, high=between.high + start),
        mark_of(ledger, left, "left: free cash flow", base=0),
    )


# ---- the ledger's numbers -------------------------------------------------------------------------


def _claim(ledger: Ledger, name: str) -> Claim:
    claim = citing.cited(ledger, "", name)
    if claim.amount.vague:
        raise Unreadable(
            f"'{claim.id}' is {claim.amount}, which no chart can show. Give it a number, or remove the call."
        )
    return claim


def _words(ledger: Ledger, claim: Claim) -> str:
    return words.amount(claim.amount, ledger.figure_of(claim).measure)


def _when(ledger: Ledger, claim: Claim) -> str:
    return words.period(ledger.figure_of(claim).period)


def _is(claim: Claim, relation: str, other: Amount) -> bool:
    return compare.relate(claim.amount, relation, other) == "holds"


def _reach(figure: Figure) -> float:
    """Return how many times the lowest answer the highest is."""
    numbers = [float(n) for c in figure.rivals if not c.amount.vague for n in c.amount.numbers]
    return max(numbers) / min(numbers) if min(numbers) > 0 else 0


def _home(ledger: Ledger, claim: Claim) -> str:
    return f"{ledger.home(ledger.figure_of(claim).entity.id)}#{claim.figure}"
