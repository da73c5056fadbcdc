"""Amounts in the sentences of the file of figures: nothing checks a number there, so none may stand there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ledger.language import numerals
from ledger.language.numerals import Vocabulary

#: Fields that hold sentences; mappings of which each value is one; and names, of which digits may be a part.
SENTENCES = frozenset({"title", "publisher", "note", "because", "says", "trust", "definition"})
REASONS = frozenset({"inferred", "waive", "differs", "scopes"})
NAMES = frozenset({"name", "also", "at"})

Path = tuple[str | int, ...]


def amounts(data: Any, vocabulary: Vocabulary) -> Iterator[tuple[Path, str]]:
    """Yield the place of every amount in a sentence or a name, and what is wrong with it."""
    for path, text in _texts(data, ()):
        keys = [part for part in path if isinstance(part, str)]
        if "printed" in keys[:-1] and keys[-1] not in SENTENCES - {"title"}:
            continue
        if keys[0] == "references" and keys[-1] == "title":
            continue  # as its publisher wrote it
        named = not NAMES.isdisjoint(keys[-2:])
        if named or keys[-1] in SENTENCES or keys[-2] in REASONS:
            for found in numerals.find(text, vocabulary, digits=not named):
                yield path, f"the number '{found.text}' stands in a sentence. Make it a claim, or say it without."


def _texts(node: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield every text within an entry of a section, with its place."""
    if isinstance(node, str) and len(path) > 2:
        yield path, node
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, inner in pairs:
        yield from _texts(inner, (*path, key))
