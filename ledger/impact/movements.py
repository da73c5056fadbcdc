"""What differs between two ledgers: numbers, entries, verdicts, conflicts, names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ledger.core.amount import Amount
from ledger.core.ledger import Ledger
from ledger.core.records import Claim
from ledger.impact import fields as records
from ledger.impact import renames
from ledger.impact.fields import Edit, Entry, named
from ledger.impact.renames import Rename
from ledger.language import words
from ledger.rules import compare
from ledger.views.site import Site

#: From which factor on a change of a number looks like a slip.
SUSPECT_FACTOR = 10


@dataclass(frozen=True, slots=True)
class Move:
    """A claim whose number changes."""

    id: str
    name: str
    before: str
    after: str
    #: How far, where that is suspicious: `multiplied by 1,000`.
    factor: str = ""


@dataclass(frozen=True, slots=True)
class Flip:
    """A check with another verdict."""

    id: str
    says: str
    before: str
    after: str
    expected: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two answers to a figure's question that cannot both be true."""

    figure: str
    name: str
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class PrintChange:
    """A place at which an article prints a claim's number."""

    claim: str
    article: str
    at: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Movements:
    """Everything that differs between two ledgers."""

    numbers: tuple[Move, ...] = ()
    computed: tuple[Move, ...] = ()
    added: tuple[Entry, ...] = ()
    removed: tuple[Entry, ...] = ()
    unreadable: tuple[Entry, ...] = ()
    renamed: tuple[Rename, ...] = ()
    #: Fields beside the numbers, of any entry; apart from them those that say why something may stand as it does.
    edited: tuple[Edit, ...] = ()
    reasons: tuple[Edit, ...] = ()
    #: Articles, entities, measures and checks.
    records_added: tuple[Entry, ...] = ()
    records_removed: tuple[Entry, ...] = ()
    verdicts: tuple[Flip, ...] = ()
    conflicts_new: tuple[Conflict, ...] = ()
    conflicts_gone: tuple[Conflict, ...] = ()
    prints: tuple[PrintChange, ...] = ()


def movements(before: Site, after: Site) -> Movements:
    """Return what differs between the ledgers of two sites."""
    old, new = before.ledger, after.ledger
    names = renames.found(old, new)
    moves, edits = _moves(old, new, names), records.edits(old, new, names)
    kept = set(names.values()) | set(names)
    missing = _entries(old, {i for i in old.claims if i not in new.claims and i not in kept})
    unreadable = tuple(e for e in missing if {e.id, e.id.partition("/")[0]} & new.broken)
    return Movements(
        numbers=tuple(m for m in moves if not new.claims[m.id].operation),
        computed=tuple(m for m in moves if new.claims[m.id].operation),
        added=_entries(new, {i for i in new.claims if i not in old.claims and i not in kept}),
        removed=tuple(e for e in missing if e not in unreadable),
        unreadable=unreadable,
        renamed=renames.shown(old, new, names),
        edited=tuple(e for e in edits if not e.is_reason),
        reasons=tuple(e for e in edits if e.is_reason),
        records_added=records.entries(new, old),
        records_removed=tuple(e for e in records.entries(old, new) if e.id not in new.broken),
        verdicts=_flips(before, after),
        conflicts_new=_conflicts(new, _pairs(new) - _pairs(old, names)),
        conflicts_gone=_conflicts(old, {p for p in _pairs(old) if _mapped(p, names) not in _pairs(new)}),
        prints=_prints(old, new, names),
    )


def _stated(ledger: Ledger, claim: Claim) -> str:
    return words.amount(claim.amount, ledger.figure_of(claim).measure)


# ---- numbers --------------------------------------------------------------------------------------


def _moves(old: Ledger, new: Ledger, names: Mapping[str, str]) -> list[Move]:
    found = []
    for was in old.claims.values():
        now = new.claims.get(names.get(was.id, was.id))
        if now and (texts := _told(_stated(old, was), _stated(new, now), was.amount, now.amount)):
            found.append(Move(now.id, named(new.figure_of(now), now), *texts, _factor(was.amount, now.amount)))
    return found


def _told(before: str, after: str, old: Amount, new: Amount) -> tuple[str, str] | None:
    """Return two amounts in words; as the file has them where the words hide how they differ."""
    if before != after:
        return before, after
    return (str(old), str(new)) if old != new and str(old) != str(new) else None


def _factor(old: Amount, new: Amount) -> str:
    """Return how far apart two amounts are, where that is suspicious."""
    if old.vague or new.vague or not all((old.numbers, new.numbers)) or 0 in (old.numbers[0], new.numbers[0]):
        return ""
    ratio = new.numbers[0] / old.numbers[0]
    times = max(ratio, 1 / ratio) if ratio > 0 else 0
    if times < SUSPECT_FACTOR:
        return ""
    return f"{'multiplied' if ratio > 1 else 'divided'} by {times:,.0f}"


def _entries(ledger: Ledger, claims: set[str]) -> tuple[Entry, ...]:
    """Return the claims; one entry for a figure of which all claims are meant."""
    found: list[Entry] = []
    for figure in ledger.figures.values():
        meant = [c for c in figure.claims if c.id in claims]
        if meant and len(meant) == len(figure.claims):
            found.append(Entry(figure.id, named(figure), "; ".join(_stated(ledger, c) for c in meant)))
        else:
            found.extend(Entry(c.id, named(figure, c), _stated(ledger, c)) for c in meant)
    return tuple(found)


# ---- checks, conflicts, sources -------------------------------------------------------------------


def _flips(before: Site, after: Site) -> tuple[Flip, ...]:
    kept = [c for c in after.ledger.checks.values() if c.id in before.ledger.checks]
    pairs = ((c, before.verdicts[c.id], after.verdicts[c.id]) for c in kept)
    return tuple(Flip(c.id, c.says, old, new, c.expect) for c, old, new in pairs if old != new)


def _pairs(ledger: Ledger, names: Mapping[str, str] | None = None) -> set[frozenset[str]]:
    found = (pair for figure in ledger.figures.values() for pair in compare.conflicts(figure))
    return {_mapped((a.id, b.id), names or {}) for a, b in found}


def _mapped(ids: Iterable[str], names: Mapping[str, str]) -> frozenset[str]:
    return frozenset(names.get(i, i) for i in ids)


def _conflicts(ledger: Ledger, pairs: set[frozenset[str]]) -> tuple[Conflict, ...]:
    found = []
    for figure in ledger.figures.values():
        for one, other in compare.conflicts(figure):
            if frozenset((one.id, other.id)) in pairs:
                sides = (f"{_stated(ledger, c)} ({c.key})" for c in (one, other))
                found.append(Conflict(figure.id, named(figure), *sides))
    return tuple(found)


def _prints(old: Ledger, new: Ledger, names: Mapping[str, str]) -> tuple[PrintChange, ...]:
    was, now = _printed(old, names), _printed(new, {})
    places = dict.fromkeys((*was, *now))
    found = (PrintChange(*place, was.get(place, ""), now.get(place, "")) for place in places)
    return tuple(p for p in found if p.before != p.after)


def _printed(ledger: Ledger, names: Mapping[str, str]) -> dict[tuple[str, str, str], str]:
    found: dict[tuple[str, str, str], str] = {}
    for claim in ledger.claims.values():
        for place in claim.prints:
            key = names.get(claim.id, claim.id), place.article, place.at
            text = f"{place.printed} (note: {place.note})" if place.note else place.printed
            found[key] = f"{found[key]}, {text}" if key in found else text
    return found
