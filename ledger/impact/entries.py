"""What differs between two ledgers: claims, fields, verdicts, conflicts, names."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from ledger.core.amount import Amount
from ledger.core.ledger import Ledger, grouped
from ledger.core.records import Claim
from ledger.data import history
from ledger.data.history import Change
from ledger.data.shape import OWN, SECTIONS
from ledger.language import claims, words
from ledger.rules import compare
from ledger.views.site import Site

#: From which factor on a change of a number looks like a slip.
SUSPECT_FACTOR = 10
#: Fields that only say where a claim stands.
_PLACE = frozenset({"id", "key", "figure", "line", "was"})
#: How the file calls a field whose name says more in the code.
_WRITTEN = {ours: theirs for theirs, ours in OWN.items()}
#: Sections whose entries have rows of their own, and fields that such a row or a figure's name tells.
_ROWS = frozenset({"claims", "figures"})
_TOLD = _PLACE | {"claims", "amount", "prints", "by", "status", "preferred", "entity", "measure", "period", "span"}

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim that is new, gone, or not what it was; each pair is before and after."""

    was: Claim | None
    now: Claim | None
    #: What the history will call it, if no commit names its kind.
    state: str
    is_computed: bool
    amount: Pair
    #: What articles print, by article and place.
    prints: Mapping[str, Pair]
    addresses: tuple[str, ...]
    #: What a careful reader would ask.
    questions: tuple[str, ...]


def changes(before: Site, after: Site) -> Iterator[Change]:
    """Yield what differs beside the rows of claims: fields, preferred claims, verdicts, conflicts."""
    old, new = before.ledger, after.ledger
    both = [(c, before.verdicts[i], after.verdicts[i]) for i, c in new.checks.items() if i in old.checks]
    verdicts = [Change("verdicts", c.id, c.says, *pair) for c, *pair in both if pair[0] != pair[1]]
    told = {("expect", c.id, c.before, c.after) for c in verdicts}
    yield from (c for c in _fields(old, new) if (c.what, c.id, c.before, c.after) not in told)
    yield from (c for c in history.changes([old], new) if c.kind == "preferred")
    yield from (*verdicts, *_conflicts(old, new))


def claim_changes(old: Ledger, new: Ledger) -> Iterator[ClaimChange]:
    """Yield the claims of which anything differs, in the order of the file, the removed ones last."""
    former = {new.current(i): c for i, c in old.claims.items()}
    for name in {**new.claims, **former}:
        was, now = former.get(name), new.claims.get(name)
        sides = [(c.id, c.amount, _texts(c, _PLACE, new)) if c else None for c in (was, now)]
        if sides[0] != sides[1]:
            yield _change(was, now, old, new)


def _change(was: Claim | None, now: Claim | None, old: Ledger, new: Ledger) -> ClaimChange:
    amount = history.amounts(old, was, new, now)
    before, after = (_printed(c) if c else {} for c in (was, now))
    prints = {place: (before.get(place, ""), after.get(place, "")) for place in {**after, **before}}
    if amount[0] == amount[1] and before != after:  # those that stay say nothing of a number that stays
        prints = {place: pair for place, pair in prints.items() if pair[0] != pair[1]}
    sources = {name: new.sources.get(name) or old.sources.get(name) for name in (p.partition(", ")[0] for p in prints)}
    return ClaimChange(
        was,
        now,
        state=next((c.kind for c in history.between(old, was, new, now)), "") if now else "withdrawn",
        is_computed=any(c.operation for c in (was, now) if c),
        amount=amount,
        prints=prints,
        addresses=tuple((source.url or source.label) if source else name for name, source in sources.items()),
        questions=tuple(_questions(was, now, old, new)) if was and now else (),
    )


def _printed(claim: Claim) -> dict[str, str]:
    """Return, by article and place, the tokens with what else is said of them."""
    texts = [" – ".join(filter(None, (p.printed, p.note, p.head, p.unread))) for p in claim.prints]
    places = [f"{p.article}, {p.at}" for p in claim.prints]
    return {place: ", ".join(found) for place, found in grouped(zip(places, texts, strict=True)).items()}


def _questions(was: Claim, now: Claim, old: Ledger, new: Ledger) -> Iterator[str]:
    if factor := _factor(was.amount, now.amount):
        yield f"{now.id}: {claims.amount(old, was)} is {claims.amount(new, now)} now, {factor}"
    names = claims.plain_name(old.figure_of(was)), claims.plain_name(new.figure_of(now))
    if was.id != now.id and names[0] != names[1]:
        yield f"{now.id} answers another question than {was.id} did: {names[0]} → {names[1]}"


def _factor(old: Amount, new: Amount) -> str:
    if old.vague or new.vague or not all((*old.numbers[:1], *new.numbers[:1])):
        return ""
    ratio = abs(new.numbers[0] / old.numbers[0])
    times = max(ratio, 1 / ratio)
    return f"{'multiplied' if ratio > 1 else 'divided'} by {times:,.0f}" if times >= SUSPECT_FACTOR else ""


def _conflicts(old: Ledger, new: Ledger) -> Iterator[Change]:
    """Yield the conflicts that are new, then those that vanish; each claim under the one that has most of them."""
    was, now = _pairs(old, new), _pairs(new, new)
    for ledger, pairs, others in ((new, now, was), (old, was, now)):
        differing = [pair for ids, pair in pairs.items() if ids not in others]
        often = Counter(claim.id for pair in differing for claim in pair)
        ordered = (sorted(pair, key=lambda c: -often[c.id]) for pair in differing)
        groups = grouped((first.id, f"{other.key}: {claims.amount(ledger, other)}") for first, other in ordered)
        for claim in (ledger.claims[name] for name in groups):
            text = f"{claim.key}: {claims.amount(ledger, claim)}, against {'; '.join(groups[claim.id])}"
            yield Change("conflicts", claim.figure, "", *(("", text) if ledger is new else (text, "")))


def _pairs(ledger: Ledger, new: Ledger) -> dict[frozenset[str], tuple[Claim, Claim]]:
    found = (pair for figure in ledger.figures.values() for pair in compare.conflicts(figure))
    return {frozenset(new.current(c.id) for c in pair): pair for pair in found}


def _fields(old: Ledger, new: Ledger) -> Iterator[Change]:
    """Yield the fields that change, and all of an entry that is there on one side only, but for what rows tell."""
    former, there = _records(old, new), _records(new, new)
    for kind, name in {**there, **former}:
        sides = former.get((kind, name)), there.get((kind, name))
        was, now = (_texts(side, _TOLD, new) if side else {} for side in sides)
        if all(sides):
            pairs = {what: (was.get(what, ""), now.get(what, "")) for what in {**now, **was}}
            yield from (Change(kind, name, what, *pair) for what, pair in pairs.items() if pair[0] != pair[1])
        elif sides[1] or kind not in _ROWS:
            texts = ["; ".join(f"{what}: {text}" for what, text in side.items() if text) for side in (was, now)]
            yield from [Change(kind, name, "", *texts)] if any(texts) else ()


def _records(ledger: Ledger, new: Ledger) -> dict[Pair, Any]:
    """Return every entry by its section and its id of today."""
    parts = [(name, getattr(ledger, name)) for name in (*SECTIONS, "claims")]
    return {(name, new.current(i)): record for name, part in parts for i, record in part.items()}


def _texts(record: Any, apart: frozenset[str], new: Ledger) -> dict[str, str]:
    """Return the fields of a record as texts, with the ids of today."""
    found: dict[str, str] = {}
    for field in (f for f in fields(record) if f.name not in apart):
        name, value = _WRITTEN.get(field.name, field.name), getattr(record, field.name)
        parts = {f"{name}.{key}": v for key, v in value.items()} if isinstance(value, Mapping) else {name: value}
        found |= {key: _text(v, new) for key, v in parts.items()}
    return found


def _text(value: Any, new: Ledger) -> str:
    if isinstance(value, Amount):
        return words.amount(value)
    if isinstance(value, tuple):
        return ", ".join(_text(item, new) for item in value)
    if is_dataclass(value) and "__str__" not in vars(type(value)):
        texts = (_text(getattr(value, f.name), new) for f in fields(value) if f.name != "line")
        return " ".join(text for text in texts if text)
    return "" if value is None or value is False else new.current(str(value))
