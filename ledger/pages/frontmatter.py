"""The front matter of a page: a few plain texts, which are read as MkDocs reads them or refused."""

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
_HALF = re.compile(r"[ ]{0,3}[A-Za-z0-9_-]+:|---[ \t]*(?:\n|\Z)")
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
    if match:
        rest, (texts, problems) = source[match.end() :], _entries(match[1], file)
    else:
        first, _, after = source.partition("\n")  # MkDocs drops one blank line
        rest, texts = source if first.strip() else after, {}
        wrong = "this is half of a front matter. Put '---' above and below it, or begin with a heading."
        problems = [Problem(file, 1, "", wrong)] if _HALF.match(source) else []
    body = rest.lstrip("\n")
    return Source(body, source.count("\n") - body.count("\n"), texts, tuple(problems))


def _entries(block: str, file: str) -> tuple[dict[str, tuple[int, str]], list[Problem]]:
    """Return the texts with their lines, and what is wrong with the entries."""
    tree = yaml.parse(f"\n{block}", file)  # the block begins on the second line
    if tree.problems or not isinstance(tree.data, dict) or not tree.data:
        mapping = Problem(file, 1, "", "the front matter is no mapping. Write 'key: value' lines.")
        return {}, tree.problems or [mapping]
    entries = [(key, value, tree.line((key,)), _wrong(key, value)) for key, value in tree.data.items()]
    texts = {key: (line, value) for key, value, line, wrong in entries if not wrong and key != "hide"}
    return texts, [Problem(file, line, "", wrong) for _, _, line, wrong in entries if wrong]


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
