"""Amounts in the sentences of the file of figures: nothing checks a number there, so none may stand there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ledger.core.problem import Path
from ledger.language import prose

#: Fields that hold sentences or names; and mappings of which each value is a sentence.
SENTENCES = frozenset({"title", "publisher", "note", "because", "says", "trust", "definition", "name", "also", "seen"})
REASONS = frozenset({"inferred", "waive", "differs", "scopes", "counts"})


def amounts(data: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield the place of every amount in a sentence or a name, and what is wrong with it."""
    if isinstance(data, str) and len(path) > 2 and _is_sentence(path):
        for found in prose.find(data):
            yield path, f"the number '{found.text}' stands in a sentence. Make it a claim, or say it without."
    for key, inner in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from amounts(inner, (*path, key))


def _is_sentence(path: Path) -> bool:
    """Say whether a text is one; below `printed` the keys are places, which may be called like a field."""
    keys = [part for part in path if isinstance(part, str)]
    if path[4:5] == ("printed",):
        return keys[-1] in ("note", "unread")
    if keys[0] == "references" and keys[-1] == "title":
        return False  # as its publisher wrote it
    return not SENTENCES.isdisjoint(keys[-2:]) or keys[-2] in REASONS
