"""How much a change does: what there is to judge, and what follows, each by its kind."""

from __future__ import annotations

from collections.abc import Mapping

from ledger.impact.compare import Impact


def judged(impact: Impact) -> dict[str, int]:
    """Return how much there is to judge, by what it is."""
    moved, states = impact.ledger, [p.state for p in impact.pages]
    return {
        "new problem": len(impact.problems_new),
        "number": len(moved.numbers),
        "written line": sum(len(p.written) for p in impact.pages if p.state != "removed"),
        "new page": states.count("added"),
        "removed page": states.count("removed"),
        "waived number": len(impact.waivers),
        "reason": len(moved.reasons),
        "rename": len(moved.renamed),
        "entry that cannot be read": len(moved.unreadable),
        "new entry": len(moved.added) + len(moved.records_added),
        "removed entry": len(moved.removed) + len(moved.records_removed),
        "edited field": len(moved.edited),
        "printed place": len(moved.prints),
    }


def followed(impact: Impact) -> dict[str, int]:
    """Return how much follows, by what it is."""
    moved, pages = impact.ledger, [p for p in impact.pages if p.changes]
    return {
        "computed number": len(moved.computed),
        "verdict": len(moved.verdicts),
        "new conflict": len(moved.conflicts_new),
        "vanished conflict": len(moved.conflicts_gone),
        "solved problem": len(impact.problems_gone),
        "page": len(pages),
        "sentence": sum(len(p.sentences) for p in pages),
        "table row": sum(len(p.rows) for p in pages),
    }


def listed(counts: Mapping[str, int]) -> str:
    """Return what there is of each kind, in one line."""
    return ", ".join(count(number, name) for name, number in counts.items() if number)


def count(number: int, name: str) -> str:
    """Return a number of things."""
    if number == 1:
        return f"1 {name}"
    first, space, rest = name.partition(" that ")
    plural = f"{first[:-1]}ies" if first.endswith("entry") else f"{first}s"
    return f"{number:,} {plural}{space}{rest}"
