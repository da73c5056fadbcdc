"""Checks as findings: what each means, what it says, its numbers, and what follows."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import get_args

from ledger.core.amount import Amount
from ledger.core.records import Check, ClaimRef, Measure, Operand
from ledger.core.vocabulary import Meaning
from ledger.language import words
from ledger.rules import compare, compute
from ledger.views import inline, markdown, template
from ledger.views.site import CHECKS_PAGE, Site, require

_SHOW = template.of("checks.jinja")
MEANINGS: tuple[Meaning, ...] = get_args(Meaning)
#: How a relation reads where it holds; where it does not, the numbers stand against each other.
_RELATIONS = {"equal": "equal to", "highest": "highest of", "descending": "then"}


def checks(site: Site, page: str, means: str = "", article: str = "", entity: str = "") -> str:
    """Return findings by what they mean: all, or those of one meaning, about an article, with an entity's numbers."""
    known = {"meaning": MEANINGS, "article": site.ledger.articles, "entity": site.ledger.entities}
    for kind, name in zip(known, (means, article, entity), strict=True):
        if name:
            require(kind, name, known[kind])
    here = page, (means, article, entity)
    asked = in_order(site.findings.get(here[1], ()))
    found = _SHOW.findings(site, here, asked, _numbers, because) if asked else "There is none."
    used = [c for c in site.used_by.get(article, ()) if article not in c.tests]
    witness = _SHOW.witness(page, len(used)) if used and CHECKS_PAGE in site.pages else ""
    return markdown.paragraphs([found, witness])


def in_order(found: Iterable[Check]) -> list[Check]:
    """Return checks by what they mean, the gravest first."""
    return sorted(found, key=lambda c: MEANINGS.index(c.means))


def brief(site: Site, page: str, found: Iterable[Check]) -> list[str]:
    """Return what each check means and says, with the way to where it stands."""
    return [f"{_SHOW.means(c)} {_SHOW.link(site, page, c)}" for c in in_order(found)]


def because(site: Site, check: Check) -> str:
    """Return what follows from a check, its placeholders filled with computed numbers."""
    if "{" not in check.because:
        return markdown.text(check.because)
    found = compare.worked_out(check, site.ledger)
    measure = _measure(site, check.left)
    compared = re.findall(r"\{(left|right|difference)\}", check.because)
    least = max((words.scale_of(found[name]) for name in compared), default=0)

    def worded(match: re.Match[str]) -> str:
        value = found[match[1]]
        return words.amount(value) if match[1] == "ratio" else words.amount(value, measure, least=least)

    return markdown.text(re.sub(r"\{(\w+)\}", worded, check.because))


def _numbers(site: Site, page: str, check: Check) -> str:
    """Return the numbers of a check with the relation between them, all in one scale, which invents no digit."""
    left, right = compare.sides(check, site.ledger)
    least = max(map(words.scale_of, (left, *right)))
    amounts = (left, *(replace(amount, unit=left.unit) for amount in right))
    operands = zip((check.left, *check.right), amounts, strict=True)
    shown, *others = (_side(site, page, check, operand, amount, least) for operand, amount in operands)
    if not check.relation:
        return shown
    holds = site.verdicts[check.id] in ("holds", "rounds")
    relation = _RELATIONS.get(check.relation, check.relation) if holds else "against"
    return f"{shown} {relation} {', '.join(others)}"


def _side(site: Site, page: str, check: Check, operand: Operand, value: Amount, least: int) -> str:
    """Return one side: a linked number, or a computed one with what it is computed from."""
    if isinstance(operand, Amount):
        return markdown.text(words.amount(value, _measure(site, check.left), "short", least))
    if isinstance(operand, ClaimRef):
        claim = site.ledger.claims[operand.claim]
        number = inline.number(site.ledger, page, claim, "short")
        if not operand.part:
            return number
        part = words.amount(value, _measure(site, operand), "short", least)
        return f"{markdown.text(part)} ({operand.part} of {number})"
    share = compute.as_share(operand, value, lambda name: site.ledger.claims[name].amount)
    return f"{markdown.text(words.amount(share, None, 'short', least))} ({inline.formula(site.ledger, page, operand)})"


def _measure(site: Site, operand: Operand) -> Measure | None:
    """Return the measure of a claim or a bound of it; what is computed has none."""
    return site.ledger.figures[operand.claim.partition("/")[0]].measure if isinstance(operand, ClaimRef) else None
