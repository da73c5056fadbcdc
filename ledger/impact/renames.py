"""Names that changed: claims that are the same but for their id."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Any

from ledger.core.ledger import Ledger
from ledger.core.records import Claim, Entity, Figure, Measure


@dataclass(frozen=True, slots=True)
class Rename:
    """A figure or claim under another id."""

    before: str
    after: str
    #: Whether the old id still leads to the new one.
    is_kept: bool
    #: What else than the spelling differs, where the new id asks something else: `period 2026 → 2025`.
    question: str = ""


def found(old: Ledger, new: Ledger) -> dict[str, str]:
    """Return, by its old id, the new id of every claim that says what it was, or is the same but for its id."""
    gone = [c for c in old.claims.values() if c.id not in new.claims and c.id not in new.broken]
    fresh = [c for c in new.claims.values() if c.id not in old.claims]
    by_content: dict[Any, list[Claim]] = {}
    for claim in fresh:
        by_content.setdefault(_content(claim), []).append(claim)
    names: dict[str, str] = {}
    for claim in gone:
        if claim.id in new.renamed:
            names[claim.id] = new.renamed[claim.id]
            continue
        same = by_content.get(_content(claim), [])
        alike = [c for c in same if c.key == claim.key or c.figure == claim.figure]
        if len(alike) == 1 and alike[0].id not in names.values():
            names[claim.id] = alike[0].id
    return names


def _content(claim: Claim) -> Any:
    prints = tuple((p.article, p.at, p.printed) for p in claim.prints)
    operation = claim.operation.name if claim.operation else ""
    return claim.amount, claim.by, claim.status, claim.asof, claim.of, prints, operation


def shown(old: Ledger, new: Ledger, names: Mapping[str, str]) -> tuple[Rename, ...]:
    """Return the renames, those of all claims of a figure as one of the figure."""
    renames: dict[Rename, None] = {}
    for before, after in names.items():
        figures = before.partition("/")[0], after.partition("/")[0]
        whole = figures[0] not in new.figures and figures[1] not in old.figures
        old_id, new_id = figures if whole else (before, after)
        question = _question(old.figures[figures[0]], new.figures[figures[1]], new)
        renames[Rename(old_id, new_id, new.current(old_id) == new_id, question)] = None
    return tuple(renames)


def _question(old: Figure, new: Figure, ledger: Ledger) -> str:
    """Return in what the figures' questions differ; an entity or a measure that is only spelt anew is the same."""
    found = []
    if _is_other(old.entity, new.entity, ledger.entities):
        found.append(f"entity {old.entity.name} → {new.entity.name}")
    if _is_other(old.measure, new.measure, ledger.measures):
        found.append(f"measure {old.measure.name} → {new.measure.name}")
    if str(old.period) != str(new.period) and (not old.span or old.span != new.span):
        found.append(f"period {old.period} → {new.period}")
    return ", ".join(found)


def _is_other(old: Entity | Measure, new: Entity | Measure, there: Container[str]) -> bool:
    """Say whether two entries mean two things: under another id another name, or the old id beside the new one."""
    return old.id != new.id and (old.name != new.name or old.id in there)
