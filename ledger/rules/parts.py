"""How entities hang together: what each is a part of, and who the members of a group are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import islice

from ledger.core.plaintext import MAX_PROBLEMS
from ledger.core.terms import Entity
from ledger.rules import compute

#: How deep parts may have parts.
MAX_PARTS = 10


def wholes(entity: Entity, entities: Mapping[str, Entity]) -> list[str]:
    """Return the entity and what it is a part of, up to the end, to a repetition, or beyond what is allowed."""
    trail = [entity.id]
    while entity.part_of in entities and len(trail) <= MAX_PARTS:
        entity = entities[entity.part_of]
        trail.append(entity.id)
        if entity.id in trail[:-1]:
            break
    return trail


def year_end(entity: Entity, entities: Mapping[str, Entity], own: Collection[str]) -> tuple[int, int]:
    """Return the end of the entity's own fiscal year, or else that of the nearest whole that has one."""
    return next((entities[i].year_end for i in wholes(entity, entities) if i in own), entity.year_end)


def faults(entities: Mapping[str, Entity]) -> Iterator[tuple[str, int, str]]:
    """Yield what is wrong with the members of groups: the group, the place in its list, and what to do."""
    for entity in entities.values():
        yield from islice(_repeated(entity), 1)
    members = {i: e.members for i, e in entities.items()}
    for circle in islice(compute.circles(members), MAX_PROBLEMS):
        place = members[circle[0]].index(circle[1])
        yield circle[0], place, f"a circle of members: {' -> '.join(circle)}. Break it."


def _repeated(entity: Entity) -> Iterator[tuple[str, int, str]]:
    seen: set[str] = set()
    for n, member in enumerate(entity.members):
        if member in seen:
            yield entity.id, n, f"'{member}' is listed as a member already. Leave it out here."
        seen.add(member)
