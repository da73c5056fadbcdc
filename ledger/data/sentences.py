"""Amounts in the sentences of the file of figures: nothing checks a number there, so none may stand there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ledger.language import prose

#: Fields that hold sentences or names, and mappings of which each value is one.
SENTENCES = frozenset({"title", "publisher", "note", "because", "says", "scope", "definition", "name", "also", "at"})
MAPPINGS = frozenset({"inferred", "waive", "also"})

Path = tuple[str | int, ...]


def amounts(data: Any) -> Iterator[tuple[Path, str]]:
    """Yield the place of every amount in a sentence or a name, and what is wrong with it."""
    for path, text in _texts(data, ()):
        keys = [part for part in path if isinstance(part, str)]
        if keys[-1] in SENTENCES or keys[-2] in MAPPINGS:
            for found in prose.find(text):
                yield path, f"the number '{found.text}' stands in a sentence. Make it a claim, or say it without."


def _texts(node: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield every text within an entry of a section, with its place."""
    if isinstance(node, str) and len(path) > 2:
        yield path, node
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, inner in pairs:
        yield from _texts(inner, (*path, key))
