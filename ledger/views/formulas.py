"""Operations as readers see them: the linked operands with the sign between them."""

from __future__ import annotations

from ledger.core.amount import Amount
from ledger.core.operands import ClaimRef, Operand, Operation
from ledger.language import words
from ledger.views import inline, markdown
from ledger.views.site import Site

SIGNS = {
    "sum": " + ", "difference": " \N{MINUS SIGN} ", "ratio": " / ", "product": " \N{MULTIPLICATION SIGN} ",
}  # fmt: skip


def formula(site: Site, page: str, operand: Operand) -> str:
    """Return what an operand stands for, each claim in it linked."""
    if isinstance(operand, Amount):
        return markdown.text(words.amount(operand))
    if isinstance(operand, ClaimRef):
        part = f"{operand.part} of " if operand.part else ""
        return part + inline.number(site.ledger, page, site.ledger.claims[operand.claim], "short")
    inner = [formula(site, page, o) for o in operand.operands]
    if operand.name in SIGNS:
        return SIGNS[operand.name].join(
            _bracketed(operand, o, text) for o, text in zip(operand.operands, inner, strict=True)
        )
    if operand.name == "growth":
        return f"from {inner[1]} to {inner[0]}"
    return (
        f"{inner[0]} divided by {inner[1]}"
        if _is_multiple(site, operand)
        else f"{inner[0]} before a growth of {inner[1]}"
    )


def _bracketed(outer: Operation, operand: Operand, text: str) -> str:
    """Return an operand's formula in brackets where the sign before or behind it would tear it apart."""
    is_loose = isinstance(operand, Operation) and operand.name in ("sum", "difference")
    return f"({text})" if is_loose and outer.name != "sum" else text


def _is_multiple(site: Site, operation: Operation) -> bool:
    """Say whether a base is taken from a multiple, not from a growth in per cent."""
    rate = operation.operands[1]
    amount = site.ledger.claims[rate.claim].amount if isinstance(rate, ClaimRef) else rate
    return isinstance(amount, Amount) and amount.unit != "%"
