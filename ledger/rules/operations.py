"""Rules for computed claims: periods, measures, entities and scopes of the operands fit the figure."""

from collections.abc import Iterable, Iterator

from ledger.core import period
from ledger.core.ledger import Ledger
from ledger.core.problem import Breach
from ledger.core.records import Claim, Entity, Figure, Measure
from ledger.core.vocabulary import OperationName
from ledger.rules import compute

MULTIPLES = ("times", "%")
#: What comes out of a comparison, by the operation.
RESULTS: dict[OperationName, tuple[str, ...]] = {"growth": ("growth",), "ratio": ("share", "multiple")}


def breaches(claim: Claim, ledger: Ledger) -> Iterator[Breach]:
    """Yield what is wrong with a computed claim."""
    operation = claim.operation
    if not operation or any(name not in ledger.claims for name in compute.references(operation)):
        return
    used = [ledger.claims[name] for name in compute.references(operation)]
    odd = _unlike(operation.name, claim, used, ledger)
    for rule in (name for name in odd if name not in claim.waive):
        text = f"{odd[rule]} Leave out what does not belong, or waive '{rule}' in writing."
        yield Breach((*claim.path, operation.name), text)
    for rule in (name for name in claim.waive if name not in odd):
        yield Breach((*claim.path, "waive", rule), f"'{rule}' needs no waiver here. Remove it.")


def _unlike(name: OperationName, claim: Claim, used: list[Claim], ledger: Ledger) -> dict[str, str]:
    """Return, by the rule that is broken, how the operands do not fit the figure."""
    whole, parts = ledger.figure_of(claim), [ledger.figure_of(c) for c in used]
    found = {}
    if name not in ("base", "product") and len({c.scope for c in used}) > 1:
        found["scope"] = f"the {name} takes unequal scopes: {named(c.scope or 'none given' for c in used)}."
    if not _fits_period(name, whole, parts):
        found["period"] = f"the {name} takes {', '.join(str(f.period) for f in parts)} for {whole.period}."
    if not ledger.broken.isdisjoint(i for f in (whole, *parts) for i in (f.entity.id, f.measure.id)):
        return found  # whose members, or what is compared, cannot be known
    if not _fits_measure(name, whole.measure, [f.measure for f in parts]):
        taken = f"the {name} takes {', '.join(f.measure.id for f in parts)} for {whole.measure.id}"
        found["measure"] = f"{taken}{_told(name, whole.measure, [f.measure for f in parts])}."
    if not _fits_entity(name, whole.entity, parts):
        members = f", which is {', '.join(whole.entity.members)}" if whole.entity.members else ""
        found["members"] = f"the {name} takes {', '.join(f.entity.id for f in parts)} for {whole.entity.id}{members}."
    return found


def _fits_period(name: OperationName, whole: Figure, used: list[Figure]) -> bool:
    """Say whether all is of one period, or a change leads from the old one to the new."""
    how = whole.measure.how if name == "ratio" else ""
    if name == "base" and len(used) > 1:
        return _leads(whole=used[1], new=used[0], old=whole)
    if name in RESULTS and how != "share" and _leads(whole, *used):
        return True
    return name != "growth" and how != "multiple" and all(f.span == whole.span for f in used)


def _leads(whole: Figure, new: Figure, old: Figure) -> bool:
    """Say whether a change over a period leads from old to new; if short, from the same days a year earlier."""
    if not (whole.span and new.span and old.span) or period.months(new.span) != period.months(old.span):
        return False
    if whole.span == new.span:
        return period.precedes(old.span, new.span)
    return whole.span == (old.span[0], new.span[1]) and old.span[1] < new.span[0]


def _fits_measure(name: OperationName, whole: Measure, used: list[Measure]) -> bool:
    """Say whether the result measures what its operands do, or compares it as its measure says."""
    if whole.how or name in RESULTS:
        return whole.how in RESULTS.get(name, ()) and all(m.id == whole.compares for m in used)
    if name == "base":
        rates = used[1:]  # the growth or the multiple that leads to the level
        return used[0] == whole and all(m.compares == whole.id and m.how != "share" for m in rates)
    if name == "product" and any(m.how == "growth" for m in used):
        return False
    carriers = [m for m in used if m.unit not in MULTIPLES] if name == "product" else used
    return all(m == whole for m in carriers or used)


def _told(name: OperationName, whole: Measure, used: list[Measure]) -> str:
    """Return what the measures say that they compare, and how."""
    told = {m.id: f"; {m.id} is a {m.how} of {m.compares}" for m in (whole, *used) if m.compares}
    missing = f"; {whole.id} has no 'compares'" if name in RESULTS and not whole.compares else ""
    return missing + "".join(told.values())


def _fits_entity(name: OperationName, whole: Entity, used: list[Figure]) -> bool:
    """Say whether a sum adds up its whole, each part once, and everything else speaks of one entity."""
    found = [f.entity for f in used]
    if len({f.id for f in used}) < len(used):
        return False
    if name == "sum" and whole.members:
        return sorted(e.id for e in found) == sorted(whole.members)
    if name == "ratio" and used[0].span == used[1].span:  # a share of what it is a part of
        part, of = found
        return part.id == whole.id and (of.id in (part.id, part.part_of) or part.id in of.members)
    return all(e.id == whole.id for e in found)


def named(items: Iterable[str]) -> str:
    """Return the items in a row, each once."""
    return ", ".join(dict.fromkeys(items))
