"""The front matter of a page: a few plain texts, which are read as MkDocs reads them or refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ledger.core import yaml
from ledger.core.problem import Problem, suggestion

KEYS = frozenset({"title", "description", "hide"})
#: Parts of the layout that a page may do without.
HIDEABLE = frozenset({"toc", "navigation", "footer"})

#: Both are MkDocs' own, to the letter: what only one of the two took for front matter would show or hide something.
_BLOCK = re.compile(r"-{3}[ \t]*\n(.*?\n)(?:\.{3}|-{3})[ \t]*\n", re.DOTALL)
_HEADER = re.compile(r"[ ]{0,3}[A-Za-z0-9_-]+:")
#: What an editor means for front matter, and MkDocs does not.
_LATE = re.compile(rf"\s*(?:-{{3,}}[ \t]*(?:\n|\Z)|(?:{'|'.join(sorted(KEYS))}):)")
#: The theme writes both as they are.
_MARKUP = re.compile(r"<[A-Za-z/!?]")


@dataclass(frozen=True)
class Source:
    """A page's source in its two parts."""

    #: What MkDocs hands to the macros plugin, to the letter.
    body: str
    #: How many lines stand before the body.
    offset: int
    #: Title and description, each with its line.
    texts: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def split(source: str, file: str) -> Source:
    """Return a page's front matter and body."""
    match = _BLOCK.match(source)
    if not match:
        first, _, rest = source.partition("\n")
        wrong = _half(source, first)
        return _source(source, source if first.strip() else rest, [Problem(file, 1, "", wrong)] if wrong else [])
    tree = yaml.parse(f"\n{match[1]}", file)  # the block begins on the second line
    problems = list(tree.problems)
    if not problems and not (isinstance(tree.data, dict) and tree.data):
        problems = [Problem(file, 1, "", "the front matter is no mapping. Write 'key: value' lines.")]
    entries = tree.data.items() if isinstance(tree.data, dict) and not problems else ()
    texts = {}
    for key, value in entries:
        line = tree.line((key,))
        if wrong := _wrong(key, value):
            problems.append(Problem(file, line, "", wrong))
        elif key != "hide":
            texts[key] = line, value
    return _source(source, source[match.end() :], problems, texts)


def _source(
    source: str, rest: str, problems: list[Problem], texts: Mapping[str, tuple[int, str]] | None = None
) -> Source:
    body = rest.lstrip("\n")
    return Source(body, source.count("\n") - body.count("\n"), texts or {}, tuple(problems))


def _half(source: str, first: str) -> str:
    """Return why a page without a whole block may not begin as it does, or nothing."""
    if _HEADER.match(source):
        return "the first line reads as front matter. Put '---' above and below it, or begin with a heading."
    if first.rstrip(" \t") == "---":
        return "the front matter has no end. Write its lines, then one with '---' alone, then the page."
    return "front matter would be shown as text here. Begin the first line with '---'." if _LATE.match(source) else ""


def _wrong(key: str, value: Any) -> str:
    """Return what is wrong with an entry, or nothing."""
    if key not in KEYS:
        return f"unknown front-matter key '{key}'.{suggestion(key, KEYS) or ' Remove it.'}"
    if key == "hide":
        sound = isinstance(value, list) and all(isinstance(part, str) and part in HIDEABLE for part in value)
        return "" if sound else f"'hide' lists what a page can do without: {', '.join(sorted(HIDEABLE))}. Correct it."
    named = f"the {key} in the front matter"
    if not isinstance(value, str):
        return f"{named} is no text. Put it in quotes."
    if odd := _MARKUP.search(value):
        return f"{named} holds '{odd[0]}'. Write plain text."
    return f"{named} has several lines. Write it in one." if "\n" in value.strip() else ""
