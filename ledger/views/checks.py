"""Checks as readers see them: the relation, its verdict, its numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from ledger.core.amount import Amount
from ledger.core.problem import Unreadable, suggestion
from ledger.core.records import Check, ClaimRef, Measure, Operand, Operation
from ledger.core.vocabulary import Verdict
from ledger.language import words
from ledger.rules import compare, compute
from ledger.views import formulas, inline, markdown
from ledger.views.markdown import Column
from ledger.views.site import Site, article_named

STYLES = ("table", "list")
CHECK_COLUMNS = (
    Column("The claim that is tested"),
    Column("Verdict"),
    Column("The numbers"),
    Column("What follows"),
    Column("Numbers from"),
)


def checks(site: Site, page: str, verdict: str = "", article: str = "", style: str = "table") -> str:
    """Return the checks of one verdict, or those that use an article's numbers, as a table or a list."""
    if style not in STYLES:
        raise Unreadable(f"no style '{style}'.{suggestion(style, STYLES) or ' Use table or list.'}")
    verdicts = get_args(Verdict)
    if verdict and verdict not in verdicts:
        raise Unreadable(f"no verdict '{verdict}'.{suggestion(verdict, verdicts) or ' Correct it.'}")
    if article:
        article_named(site, article)
    chosen = [
        c
        for c in site.ledger.checks.values()
        if verdict in ("", site.verdicts[c.id]) and (not article or article in site.articles_of(c))
    ]
    if not chosen:
        return markdown.paragraphs(["There is none."])
    if style == "list":
        return markdown.paragraphs([markdown.notes(_line(site, page, c) for c in chosen)])
    caption = {
        "fails": "Checks that fail", "holds": "Checks that hold", "rounds": "Checks that hold after rounding",
        "undecided": "Checks that the numbers cannot decide", "derived": "Numbers that follow from others",
    }.get(verdict, "Checks")  # fmt: skip
    anchored = not article
    return markdown.paragraphs(
        [markdown.table(caption, CHECK_COLUMNS, [_check(site, page, c, anchored) for c in chosen])]
    )


def _line(site: Site, page: str, check: Check) -> str:
    verdict = site.verdicts[check.id]
    label = markdown.tag(verdict, f"verdict verdict-{verdict}")
    says = site.to_check(check, page, markdown.text(check.says))
    return f"{label} {says} {_numbers(site, page, check)} ({_articles(site, page, check)})"


def _check(site: Site, page: str, check: Check, anchored: bool) -> list[str]:
    says = markdown.text(check.says)
    verdict = site.verdicts[check.id]
    return [
        f"{says} {markdown.attributes(id=f'check.{check.id}')}" if anchored else site.to_check(check, page, says),
        markdown.tag(verdict, f"verdict verdict-{verdict}"),
        _numbers(site, page, check),
        markdown.text(check.because),
        _articles(site, page, check),
    ]


def _articles(site: Site, page: str, check: Check) -> str:
    return ", ".join(site.to_article(site.ledger.articles[a], page) for a in site.articles_of(check))


def _numbers(site: Site, page: str, check: Check) -> str:
    left, right = compare.sides(check, site.ledger)
    shown = _side(site, page, check, check.left, left)
    if not check.relation:
        return shown
    sides = [_side(site, page, check, o, replace(a, unit=left.unit)) for o, a in zip(check.right, right, strict=True)]
    words_of = {"equal": "equal to", "about": "about", "highest": "highest of", "descending": "then"}
    return f"{shown} **{words_of.get(check.relation, check.relation)}** {', '.join(sides)}"


def _side(site: Site, page: str, check: Check, operand: Operand, value: Amount) -> str:
    """Return one side: a linked number, or a computed one with what it is computed from."""
    if isinstance(operand, Amount):
        return markdown.text(words.amount(value, _measure(site, check.left), "short"))
    if isinstance(operand, ClaimRef):
        claim = site.ledger.claims[operand.claim]
        number = inline.number(site.ledger, page, claim, "short")
        if not operand.part:
            return number
        return f"{markdown.text(words.amount(value, _measure(site, operand), 'short'))} ({operand.part} of {number})"
    shown = words.amount(as_share(site, operand, value), None, "short")
    return f"{markdown.text(shown)} ({formulas.formula(site, page, operand)})"


def _measure(site: Site, operand: Operand) -> Measure | None:
    """Return the measure of a claim or a bound of it; what is computed has none."""
    return site.ledger.figures[operand.claim.partition("/")[0]].measure if isinstance(operand, ClaimRef) else None


def as_share(site: Site, operand: Operand, value: Amount) -> Amount:
    """Return a ratio below one as a percentage, which reads more easily."""
    is_ratio = isinstance(operand, Operation) and operand.name == "ratio"
    if not is_ratio or value.unit != "times" or min(value.numbers) >= 1:
        return value
    return compute.evaluate(operand, lambda name: site.ledger.claims[name].amount, "%")
