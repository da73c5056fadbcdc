"""What is computed with: claims, bounds of claims, and operations on them."""

from __future__ import annotations

from dataclasses import dataclass

from ledger.core.amount import Amount
from ledger.core.vocabulary import OperationName, Part


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation on operands, which may be operations themselves."""

    name: OperationName
    operands: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class ClaimRef:
    """A claim, or one bound of it."""

    claim: str
    part: Part | None = None


Operand = Operation | ClaimRef | Amount
