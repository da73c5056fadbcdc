"""The charts of this ledger, by name: the only module that knows what they are about.

A title states a finding. Its numbers are the ledger's, and it is shown only as long as the numbers bear it out;
otherwise the chart goes by what it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from ledger.charts import marks as chartmarks
from ledger.charts.canvas import Tick
from ledger.charts.layout import Chart
from ledger.charts.marks import Section, Shown
from ledger.core.amount import Amount
from ledger.core.ledger import Ledger
from ledger.core.operands import ClaimRef, Operation
from ledger.core.problem import Unreadable
from ledger.core.records import Claim, Figure
from ledger.language import words
from ledger.rules import compare, compute
from ledger.views import inline

USD = "USD"


@dataclass(frozen=True, slots=True)
class View:
    """A chart with its words: what it found, what it shows, where its numbers stand as a table."""

    title: str
    subject: str
    sections: tuple[Section, ...]
    chart: Chart
    tables: tuple[str, ...]


def capex_2026(ledger: Ledger) -> View:
    """Return every claim about what a company invests in 2026."""
    figures = [f for f in _of(ledger, "capex", "2026", "fy2026") if f.entity.kind == "company"]
    sections = _by_entity(ledger, figures)
    calendar = [f for f in figures if not f.period.is_fiscal]
    disputed = [f for f in calendar if compare.is_disputed(f)]
    title = "What companies will invest in 2026, by who says so"
    if disputed:
        widest = max(disputed, key=_reach)
        many = words.count(len(disputed)).capitalize()
        title = (
            f"{many} of {words.count(len(calendar))} companies have numbers for 2026 that cannot all be true;"
            f" {_genitive(widest.entity.name)} run from {inline.spread(widest, widest.rivals)}"
        )
    subject = "Capital expenditure in 2026 by company, US dollars"
    return View(title, subject, sections, chartmarks.chart_of(sections, USD), ("compare.md#year-2026",))


def totals_2026(ledger: Ledger) -> View:
    """Return the totals of groups for 2026, as printed and as computed."""
    figures = [f for f in _of(ledger, "capex", "2026") if f.entity.kind == "group"]
    labels = {
        "big-four.capex.2026/returns-rows": ("sum of the rows in Creati.ai’s table", "sum: Creati.ai’s table"),
        "big-four.capex.2026/returns-text": ("sum of the numbers in Creati.ai’s text", "sum: Creati.ai’s text"),
        "big-four.capex.2026/plans": ("sum of the companies’ own plans", "sum: their own plans"),
        "big-four.capex.2026/wts-rows": ("sum of WTS’s rows for these four", "sum: WTS’s four rows"),
        "big-five.capex.2026/rows": ("sum of WTS’s five rows", ""),
    }
    sections = _by_entity(ledger, figures, labels)
    total, rows, plans = (_claim(ledger, f"big-four.capex.2026/{key}") for key in ("returns", "returns-rows", "plans"))
    title = "Totals for 2026, as printed and as added up here"
    if _is(total, "above", rows.amount) and _is(total, "below", plans.amount):
        title = (
            f"A printed total of {_words(ledger, total)} for four companies is more than its own rows add up to,"
            " and less than the companies’ plans"
        )
    subject = "Capital expenditure of four and of five companies in 2026, US dollars"
    return View(title, subject, sections, chartmarks.chart_of(sections, USD), ("compare.md#year-2026",))


def series(ledger: Ledger) -> View:
    """Return the five giants' spending year by year."""
    figures = [f for f in ledger.of_entity("big-five") if f.measure.id == "capex" and f.period.kind == "year"]
    best = (f.best for f in sorted(figures, key=lambda f: f.period.numbers))
    claims = [c for c in best if c and chartmarks.can_be_shown(c)]
    if not claims:
        raise Unreadable("the five giants have no number for any year. Give 'big-five.capex' a preferred claim.")
    growths = [_growth(ledger, c) for c in claims]
    sections = tuple(_year(ledger, c, g) for c, g in zip(claims, growths, strict=True))
    last = ledger.figure_of(claims[-1]).period
    title = "The five giants’ spending on AI, year by year"
    known = [g for g in growths if g]
    slows = all(_is(a, "above", b.amount) for a, b in pairwise(known))
    if len(known) > 1 and slows and all(g.amount.low > 0 for g in known):
        title = (
            "The five giants’ spending on AI is forecast to keep growing, but more slowly:"
            f" by {_words(ledger, known[-1])} in {words.period(last)}, after {_words(ledger, known[-2])}"
        )
    subject = "Capital expenditure of the five giants by year, US dollars"
    return View(title, subject, sections, chartmarks.chart_of(sections, USD), (ledger.home("big-five"),))


def guidance_consensus(ledger: Ledger) -> View:
    """Return Amazon's plan and outlook as shares of what analysts expected."""
    plan, outlook = _pair(ledger, "amazon.capex.2026"), _pair(ledger, "amazon.operating-income.2026-q1")
    sections = tuple(_share(ledger, *pair) for pair in (plan, outlook))
    title = "Amazon’s plans against what analysts expected"
    if _is(plan[0], "above", plan[1].amount) and _is(outlook[0], "below", outlook[1].amount):
        title = "Amazon plans to invest more than analysts expected, and to earn less"
    chart = Chart(tuple(s.group for s in sections), (Tick(0, "0"), Tick(100, "100% = consensus")), reference=100)
    subject = "Amazon’s guidance as a percentage of the analysts’ consensus"
    return View(title, subject, sections, chart, (_home(ledger, plan[0]), _home(ledger, outlook[0])))


def amazon_cash(ledger: Ledger) -> View:
    """Return what Amazon's business brought in, what was invested, and what was left."""
    measures = ("operating-cash-flow", "capex", "free-cash-flow")
    years = {y: [_claim(ledger, f"amazon.{m}.{y}") for m in measures] for y in ("2024", "2025")}
    sections = tuple(_cash(ledger, year, *claims) for year, claims in years.items())
    (earned, _, left_before), (earned_now, _, left) = years.values()
    title = "Amazon’s cash: what came in, what was invested, what was left"
    if _is(earned_now, "above", earned.amount) and _is(left, "below", left_before.amount):
        title = (
            "Amazon’s business brought in more cash in 2025, and investment left less of it:"
            f" {_words(ledger, left)} after {_words(ledger, left_before)} the year before"
        )
    subject = "Amazon’s cash flows in 2024 and 2025, US dollars"
    return View(title, subject, sections, chartmarks.chart_of(sections, USD), (_home(ledger, left),))


CHARTS: Mapping[str, Callable[[Ledger], View]] = {
    "capex-2026": capex_2026,
    "totals-2026": totals_2026,
    "series": series,
    "guidance-consensus": guidance_consensus,
    "amazon-cash": amazon_cash,
}


# ---- sections -------------------------------------------------------------------------------------


Labels = Mapping[str, tuple[str, str]]


def _by_entity(ledger: Ledger, figures: list[Figure], labels: Labels | None = None) -> tuple[Section, ...]:
    """Return one section per entity, with all its claims in the file's order."""
    found: dict[str, list[Shown]] = {}
    for figure in figures:
        items = found.setdefault(figure.entity.name, [])
        some = filter(chartmarks.can_be_shown, figure.claims)
        items.extend(chartmarks.shown(ledger, c, *(labels or {}).get(c.id, ("", ""))) for c in some)
    if not any(found.values()):
        raise Unreadable("no figure of the ledger belongs in this chart. Remove its call.")
    return tuple(Section(name, tuple(items)) for name, items in found.items() if items)


def _year(ledger: Ledger, claim: Claim, growth: Claim | None) -> Section:
    label: str = claim.status
    if growth:
        direction = "up" if growth.amount.low >= 0 else "down"
        label += f", {direction} {_words(ledger, growth).removeprefix('-')} on the year before"
    when = words.period(ledger.figure_of(claim).period)
    return Section(when, (chartmarks.shown(ledger, claim, label, base=0),))


def _growth(ledger: Ledger, claim: Claim) -> Claim | None:
    figure = ledger.figures.get(claim.figure.replace(".capex.", ".capex-growth."))
    return figure.best if figure else None


def _share(ledger: Ledger, guidance: Claim, consensus: Claim) -> Section:
    """Return the guidance as a share of the consensus, with both in words."""
    ratio = Operation("ratio", (ClaimRef(guidance.id), ClaimRef(consensus.id)))
    share = compute.evaluate(ratio, lambda name: ledger.claims[name].amount, "%")
    figure = ledger.figure_of(guidance)
    numbers = [words.amount(c.amount, figure.measure, "short") for c in (guidance, consensus)]
    label = f"{numbers[0]} against {numbers[1]}"
    mark = replace(chartmarks.of_amount(share, guidance.status), labels=(label,))
    spoken = f"{words.amount(share)} of the consensus: {_words(ledger, guidance)} against {_words(ledger, consensus)}"
    when = words.period(figure.period, figure.span)
    return Section(f"{figure.measure.name}, {when}", (Shown(mark, spoken, figure.id),))


def _cash(ledger: Ledger, year: str, earned: Claim, invested: Claim, left: Claim) -> Section:
    """Return what came in, and how it divides into what was invested and what was left."""
    start = float(left.amount.numbers[0])
    items = [
        chartmarks.shown(ledger, earned, "came in: operating cash flow", base=0),
        _from(start, chartmarks.shown(ledger, invested, "invested: the difference")),
        chartmarks.shown(ledger, left, "left: free cash flow", base=0),
    ]
    return Section(year, tuple(items))


def _from(start: float, item: Shown) -> Shown:
    """Return a bar that begins where another ends."""
    low, high = item.mark.low + start, item.mark.high + start
    return replace(item, mark=replace(item.mark, low=low, high=high, base=start))


# ---- the ledger's numbers -------------------------------------------------------------------------


def _of(ledger: Ledger, measure: str, *periods: str) -> list[Figure]:
    return [f for f in ledger.figures.values() if f.measure.id == measure and str(f.period) in periods]


def _claim(ledger: Ledger, name: str) -> Claim:
    claim = inline.cited(ledger, "", name)
    if not chartmarks.can_be_shown(claim):
        raise Unreadable(
            f"'{claim.id}' is {claim.amount}, which no chart can show. Give it a number, or remove the call."
        )
    return claim


def _pair(ledger: Ledger, figure: str) -> tuple[Claim, Claim]:
    return _claim(ledger, f"{figure}/guidance"), _claim(ledger, f"{figure}/consensus")


def _words(ledger: Ledger, claim: Claim) -> str:
    return words.amount(claim.amount, ledger.figure_of(claim).measure)


def _is(claim: Claim, relation: str, other: Amount) -> bool:
    return compare.relate(claim.amount, relation, other) == "holds"


def _reach(figure: Figure) -> float:
    """Return how many times the lowest answer the highest is."""
    numbers = [float(n) for c in figure.rivals if not c.amount.vague for n in c.amount.numbers]
    return max(numbers) / min(numbers) if min(numbers) > 0 else 0


def _home(ledger: Ledger, claim: Claim) -> str:
    return f"{ledger.home(ledger.figure_of(claim).entity.id)}#{claim.figure}"


def _genitive(name: str) -> str:
    return f"{name}’" if name.endswith("s") else f"{name}’s"
