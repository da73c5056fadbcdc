"""Parts and wholes: what an entity is a part of, and who the members of a group are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from ledger.core.plaintext import MAX_PROBLEMS
from ledger.core.problem import Path
from ledger.core.records import Entity
from ledger.rules import compute


def year_end(entity: Entity, entities: Mapping[str, Entity]) -> tuple[int, int]:
    """Return the end of the entity's own fiscal year, or else that of the nearest whole that has one."""
    family = [entity]
    while (whole := entities.get(family[-1].part_of)) and whole not in family:
        family.append(whole)
    month, day = next((e.fiscal_year_end for e in family if e.fiscal_year_end), "12-31").split("-")
    return int(month), int(day)


def faults(entities: Mapping[str, Entity]) -> Iterator[tuple[Path, str]]:
    """Yield the place of each circle of parts or members, and of each member named twice, and what to do."""
    for circle in islice(compute.circles({i: [e.part_of] for i, e in entities.items()}), MAX_PROBLEMS):
        yield ("entities", circle[0], "part_of"), f"a circle of parts: {' -> '.join(circle)}. Break it."
    members = {i: e.members for i, e in entities.items()}
    for circle in islice(compute.circles(members), MAX_PROBLEMS):
        place = members[circle[0]].index(circle[1])
        yield ("entities", circle[0], "members", place), f"a circle of members: {' -> '.join(circle)}. Break it."
    for i, named in members.items():
        for n, member in enumerate(named):
            if member in named[:n]:
                yield ("entities", i, "members", n), f"'{member}' is listed as a member already. Leave it out here."
