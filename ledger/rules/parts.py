"""Parts and wholes: what an entity is a part of, and who the members of a group are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice

from ledger.core.plaintext import MAX_PROBLEMS
from ledger.core.problem import Path
from ledger.core.records import Entity
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


def year_end(entity: Entity, entities: Mapping[str, Entity]) -> tuple[int, int]:
    """Return the end of the entity's own fiscal year, or else that of the nearest whole that has one."""
    family = (entities[i] for i in wholes(entity, entities))
    return next((e.year_end for e in family if e.fiscal_year_end), entity.year_end)


def faults(entities: Mapping[str, Entity]) -> Iterator[tuple[Path, str]]:
    """Yield the place of each circle, repetition and overlong chain of parts and members, and what to do."""
    for entity in entities.values():
        trail, path = wholes(entity, entities), ("entities", entity.id, "part_of")
        if trail[-1] == entity.id and len(trail) > 1:
            yield path, f"a circle of parts: {' -> '.join(trail)}. Break it."
        elif len(trail) > MAX_PARTS:
            yield path, f"parts of parts, more than {MAX_PARTS} deep. Name a whole further up."
        if again := next((m for m, times in Counter(entity.members).items() if times > 1), ""):
            place = len(entity.members) - 1 - entity.members[::-1].index(again)
            path = ("entities", entity.id, "members", place)  # type: ignore[assignment]
            yield path, f"'{again}' is listed as a member already. Leave it out here."
    members = {i: e.members for i, e in entities.items()}
    for circle in islice(compute.circles(members), MAX_PROBLEMS):
        place = members[circle[0]].index(circle[1])
        yield ("entities", circle[0], "members", place), f"a circle of members: {' -> '.join(circle)}. Break it."
