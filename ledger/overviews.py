"""What the whole-site pages show: matrices, conflicts, checks, measures, rules."""

from __future__ import annotations

from ledger import companyviews, compare, compute, inline, markdown, words
from ledger.amount import ABOUT_REACH, NEARLY_FROM, Amount
from ledger.arithmetic import COMPUTED_DIGITS, HUNDRED
from ledger.markdown import Column
from ledger.model import Check, Figure, Operand, Operation, Reference
from ledger.period import parse as parse_period
from ledger.problem import Unreadable, suggestion
from ledger.site import Site, article_named, claim_number, name_of

SIGNS = {
    "sum": " + ", "difference": " \N{MINUS SIGN} ", "ratio": " / ", "product": " \N{MULTIPLICATION SIGN} ",
}  # fmt: skip
CHECK_COLUMNS = (
    Column("The claim that is tested"),
    Column("Verdict"),
    Column("The numbers"),
    Column("What follows"),
)
COUNTS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


# ---- matrices -------------------------------------------------------------------------------------


def matrix(site: Site, page: str, measure: str, *periods: str) -> str:
    """Return who says what: one row per entity and period, one column per article."""
    if measure not in site.ledger.measures:
        remedy = suggestion(measure, site.ledger.measures) or " Correct the id."
        raise Unreadable(f"no measure '{measure}'.{remedy}")
    rows = _matrix_figures(site, measure, periods)
    if not rows:
        raise Unreadable(f"no figure of '{measure}' for {words.listed(list(periods))}. Name another period.")
    articles = [a for a in _in_order(site) if any(a in (*c.articles, c.of) for f in rows for c in f.claims)]
    computed = any(c.operation and not c.of for f in rows for c in f.claims)
    columns = [Column("Who"), *(Column(_head(site, a), numeric=True) for a in articles)]
    columns += [Column("Computed here", numeric=True)] * computed
    body = [
        [_who(site, page, f, periods), *(_cell(site, page, f, a) for a in articles)]
        + [_computed_cell(site, page, f)] * computed
        for f in rows
    ]
    record = site.ledger.measures[measure]
    when = words.listed([words.period(parse_period(p)) for p in periods])
    caption = markdown.text(f"{record.name}, {when}, by who it is about and who prints it")
    return markdown.paragraphs([markdown.table(caption, columns, body)])


def _matrix_figures(site: Site, measure: str, periods: tuple[str, ...]) -> list[Figure]:
    """Return the figures of the periods; a fiscal one of the same name or dates has a row of its own."""
    wanted = {p for period in periods for p in (period, f"fy{period}")}
    spans = {f.span for f in site.ledger.figures.values() if str(f.period) in periods and not f.period.is_fiscal}
    found = [
        f
        for f in site.ledger.figures.values()
        if f.measure.id == measure and (str(f.period) in wanted or (f.span in spans and f.span))
    ]
    return sorted(found, key=lambda f: f.entity.kind == "group")


def _in_order(site: Site) -> list[str]:
    return [a.id for a in sorted(site.ledger.articles.values(), key=lambda a: a.published or "9999")]


def _head(site: Site, article: str) -> str:
    record = site.ledger.articles[article]
    when = f", {words.day(record.published)}" if record.published else ""
    return markdown.text(f"{record.publisher or record.title}{when}")


def _who(site: Site, page: str, figure: Figure, periods: tuple[str, ...]) -> str:
    label = markdown.text(figure.entity.name)
    if figure.period.is_fiscal or len(periods) > 1:
        label += f", {words.period(figure.period, figure.span)}"
    return site.to_figure(figure, page, label)


def _cell(site: Site, page: str, figure: Figure, article: str) -> str:
    parts = []
    for claim in figure.claims:
        if article in (*claim.articles, claim.of):
            number = claim_number(site, page, claim, "short", article)
            parts.append(f"{number} {claim.status}" if claim.status in ("consensus", "computed") else number)
    return "<br>".join(parts)


def _computed_cell(site: Site, page: str, figure: Figure) -> str:
    return "<br>".join(claim_number(site, page, c, "short") for c in figure.claims if c.operation and not c.of)


# ---- conflicts ------------------------------------------------------------------------------------


def conflicts(site: Site, page: str) -> str:
    """Return every figure whose claims conflict, with the claims, the reasons and related figures."""
    parts: list[str] = []
    for figure in site.ledger.figures.values():
        if compare.is_disputed(figure):
            parts.extend(_conflict(site, page, figure))
    return markdown.paragraphs(parts or ["No two claims conflict."])


def _conflict(site: Site, page: str, figure: Figure) -> list[str]:
    pairs = list(compare.conflicts(figure))
    involved = [c for c in figure.rivals if any(c in pair for pair in pairs)]
    lead = (
        f"{count(len(involved)).capitalize()} answers that cannot all be true:"
        f" {markdown.text(inline.spread(figure, involved))}."
    )
    related = [site.to_figure(site.ledger.figures[s], page) for s in figure.see]
    return [
        markdown.heading(2, name_of(figure), f"conflict.{figure.id}"),
        f"{lead} {site.to_figure(figure, page, 'All about this figure')}.",
        companyviews.linked_claims(site, page, figure),
        companyviews.preference(site, page, figure),
        f"See also {words.listed(related)}." if related else "",
    ]


def count(number: int) -> str:
    """Return a small count as a word."""
    return COUNTS[number] if number < len(COUNTS) else str(number)


def answers(site: Site, page: str, name: str) -> str:
    """Return how many answers a figure has and how far they lie apart, linked to the figure."""
    figure = inline.figure_named(site.ledger, name)
    many = count(len(figure.claims))
    label = f"{many} {'answer' if many == 'one' else 'answers'}, {inline.spread(figure, figure.claims)}"
    target = f"{site.ledger.home(figure.entity.id)}#{figure.id}"
    return markdown.link(markdown.text(label), target, page)


# ---- checks ---------------------------------------------------------------------------------------


def checks(site: Site, page: str, verdict: str = "", article: str = "") -> str:
    """Return the checks of one verdict, or those that use an article's numbers, as a table."""
    if article:
        article_named(site, article)
    chosen = [
        c
        for c in site.ledger.checks.values()
        if verdict in ("", site.verdicts[c.id]) and (not article or article in site.articles_of(c))
    ]
    if not chosen:
        return markdown.paragraphs(["There is none."])
    caption = {
        "fails": "Checks that fail", "holds": "Checks that hold", "rounds": "Checks that hold after rounding",
        "undecided": "Checks that the numbers cannot decide", "derived": "Numbers that follow from others",
    }.get(verdict, "Checks")  # fmt: skip
    anchored = not article
    return markdown.paragraphs(
        [markdown.table(caption, CHECK_COLUMNS, [_check(site, page, c, anchored) for c in chosen])]
    )


def _check(site: Site, page: str, check: Check, anchored: bool) -> list[str]:
    says = markdown.text(check.says)
    verdict = site.verdicts[check.id]
    return [
        f"{says} {markdown.attributes(id=f'check.{check.id}')}" if anchored else site.to_check(check, page, says),
        markdown.tag(verdict, f"verdict verdict-{verdict}"),
        _numbers(site, page, check),
        markdown.text(check.because),
    ]


def _numbers(site: Site, page: str, check: Check) -> str:
    left, right = compare.sides(check, site.ledger)
    shown = _side(site, page, check, check.left, left)
    if not check.relation:
        return shown
    sides = [_side(site, page, check, o, a) for o, a in zip(check.right, right, strict=True)]
    words_of = {"equal": "equal to", "about": "about", "highest": "highest of", "descending": "then"}
    return f"{shown} **{words_of.get(check.relation, check.relation)}** {', '.join(sides)}"


def _side(site: Site, page: str, check: Check, operand: Operand, value: Amount) -> str:
    """Return one side: a linked number, or a computed one with what it is computed from."""
    if isinstance(operand, Amount):
        return markdown.text(words.amount(value))
    if isinstance(operand, Reference):
        claim = site.ledger.claims[operand.claim]
        number = inline.number(site.ledger, page, claim, "short")
        if not operand.part:
            return number
        measure = site.ledger.figure_of(claim).measure
        return f"{markdown.text(words.amount(value, measure, 'short'))} ({operand.part} of {number})"
    shown = words.amount(as_share(site, operand, value), None, "short")
    return f"{markdown.text(shown)} ({_formula(site, page, operand)})"


def as_share(site: Site, operand: Operand, value: Amount) -> Amount:
    """Return a ratio below one as a percentage, which reads more easily."""
    is_ratio = isinstance(operand, Operation) and operand.name == "ratio"
    if not is_ratio or value.unit != "times" or min(value.numbers) >= 1:
        return value
    return compute.evaluate(operand, lambda name: site.ledger.claims[name].amount, "%")


def _formula(site: Site, page: str, operand: Operand) -> str:
    if isinstance(operand, Amount):
        return markdown.text(words.amount(operand))
    if isinstance(operand, Reference):
        part = f"{operand.part} of " if operand.part else ""
        return part + inline.number(site.ledger, page, site.ledger.claims[operand.claim], "short")
    inner = [_formula(site, page, o) for o in operand.operands]
    if operand.name in SIGNS:
        return SIGNS[operand.name].join(inner)
    return f"from {inner[1]} to {inner[0]}" if operand.name == "growth" else f"{inner[0]} before {inner[1]}"


# ---- measures and rules ---------------------------------------------------------------------------


def glossary(site: Site, page: str) -> str:
    """Return every measure with its unit, its definition and the figures that use it."""
    parts: list[str] = []
    for measure in site.ledger.measures.values():
        used = [f for f in site.ledger.figures.values() if f.measure.id == measure.id]
        entities = list(dict.fromkeys(f.entity.id for f in used))
        links = [
            site.to_figure(next(f for f in used if f.entity.id == e), page, markdown.text(site.ledger.entities[e].name))
            for e in entities
        ]
        parts += [
            markdown.heading(2, markdown.text(measure.name), f"measure.{measure.id}"),
            f"{markdown.text(measure.definition)}",
            f"Unit: {markdown.text(words.currency_name(measure.unit))}; kind: {measure.kind}.",
            f"Given for {words.listed(links)}." if links else "",
        ]
    return markdown.paragraphs(parts)


def rule(name: str) -> str:
    """Return a constant of the rules of comparison in words."""
    rules = {
        "about": Amount(ABOUT_REACH * HUNDRED, ABOUT_REACH * HUNDRED, "%"),
        "nearly": Amount(NEARLY_FROM * HUNDRED, NEARLY_FROM * HUNDRED, "%"),
    }
    if name == "digits":
        return count(COMPUTED_DIGITS)
    if name not in rules:
        raise Unreadable(f"no rule '{name}'.{suggestion(name, [*rules, 'digits']) or ' Use about, nearly or digits.'}")
    return words.amount(rules[name])
