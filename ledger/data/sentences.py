"""Find the sentences of the file of figures, in which an amount or an id could be wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from ledger.core.problem import Path
from ledger.core.records import Claim
from ledger.core.vocabulary import Sentence
from ledger.data.shape import SECTIONS, fields_of

#: Fields of text that are no sentences: numbers themselves, ids and codes.
NO_SENTENCES = frozenset({"value", "preferred", "see", "unit", "language"})


def find(data: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield every sentence and name with its place."""
    if isinstance(data, str) and len(path) > 2 and _is_sentence(path):
        yield path, data
    for key, inner in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from find(inner, (*path, key))


def _is_sentence(path: Path) -> bool:
    """Say whether a text is one; the title of a reference is as its publisher wrote it."""
    if path[4:5] == ("printed",):
        return path[-1] in ("note", "unread")
    section, name = ("claims", path[4]) if path[2] == "claims" and len(path) > 4 else (path[0], path[2])
    return name in _sentences(str(section)) and (section, name) != ("references", "title")


@cache
def _sentences(section: str) -> frozenset[str]:
    """Return the fields of an entry that hold free text."""
    record = {**SECTIONS, "claims": Claim}.get(section)
    free = {name for name, field in fields_of(record).items() if _is_free(field.hint)} if record else set()
    return frozenset(free - NO_SENTENCES)


def _is_free(hint: Any) -> bool:
    """Say whether a type is a text of any form, or a list or mapping of such texts."""
    if get_origin(hint) is Annotated or not get_args(hint):
        return hint in (str, Sentence)
    inner = [arg for arg in get_args(hint) if arg is not ...]
    return get_origin(hint) in (dict, tuple, Mapping) and _is_free(inner[-1])
