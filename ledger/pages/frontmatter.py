"""The front matter of a page: a few plain texts, which are read as MkDocs reads them or refused."""

from __future__ import annotations

import re
from collections.abc import Mapping

import yaml

from ledger.core import plaintext
from ledger.core.problem import Problem, suggestion

KEYS = frozenset({"title", "description", "hide"})
#: Parts of the layout that a page may do without.
HIDEABLE = frozenset({"toc", "navigation", "footer"})
#: Composing is recursive, down to where a deep nest ends the whole program.
MAX_DEPTH = 9
#: So much of an odd text says which one it is.
MAX_QUOTED = 40

#: Both are MkDocs' own, to the letter: what only one of the two took for front matter would show or hide something.
_BLOCK = re.compile(r"-{3}[ \t]*\n(.*?\n)(?:\.{3}|-{3})[ \t]*\n", re.DOTALL)
_HEADER = re.compile(r"[ ]{0,3}[A-Za-z0-9_-]+:")
#: What an editor means for front matter, and MkDocs does not.
_LATE = re.compile(rf"\s*(?:-{{3,}}[ \t]*(?:\n|\Z)|(?:{'|'.join(sorted(KEYS))}):)")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # MkDocs' choice: the two do not agree on everything
_TEXT, _LIST, _MAPPING = (f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map"))
_MARK = re.compile(r"\{[{%#]|[<>]|&#?\w+;?")

#: Title and description, each with its line.
Texts = Mapping[str, tuple[int, str]]


def split(source: str, file: str) -> tuple[str, Texts, list[Problem]]:
    """Return a page's body, with empty lines for the front matter so that line numbers hold, and its texts."""
    match = _BLOCK.match(source)
    if not match:
        wrong = _half(source)
        return source, {}, [Problem(file, 1, "", wrong)] if wrong else []
    body = "\n" * match[0].count("\n") + source[match.end() :]
    try:
        root = _root(match[1])
    except yaml.YAMLError as error:
        text = "the front matter is not YAML. Check quotes and colons."
        return body, {}, [Problem(file, _line(getattr(error, "problem_mark", None)), "", text)]
    if root is None or root.tag != _MAPPING or not root.value:
        return body, {}, [Problem(file, 1, "", "the front matter is no mapping. Write 'key: value' lines.")]
    texts, wrongs = _read(root.value)
    return body, texts, [Problem(file, line, "", wrong) for line, wrong in wrongs]


def _half(source: str) -> str:
    """Return why a page without a whole block may not begin as it does, or nothing."""
    if _HEADER.match(source):
        return "the first line reads as front matter. Put '---' above and below it, or begin with a heading."
    if source.partition("\n")[0].rstrip(" \t") == "---":
        return "the front matter has no end. Write its lines, then one with '---' alone, then the page."
    if _LATE.match(source):
        return "front matter would be shown as text here. Begin the first line with '---' and nothing else."
    return ""


def _root(block: str) -> yaml.Node | None:
    """Return the block's nodes; nothing of them is made into numbers, dates or objects."""
    depth = 0
    for event in yaml.parse(block, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH or isinstance(event, yaml.AliasEvent):
            raise yaml.MarkedYAMLError(problem_mark=event.start_mark)  # type: ignore[arg-type]  # the fast loader's own marks
    root: yaml.Node | None = yaml.compose(block, Loader=_LOADER)
    return root


def _line(mark: yaml.Mark | None) -> int:
    """Return the page's line: the block begins on the second."""
    return mark.line + 2 if mark else 1


def _read(entries: list[tuple[yaml.Node, yaml.Node]]) -> tuple[Texts, list[tuple[int, str]]]:
    """Return the sound texts, and what is wrong with the other entries."""
    texts: dict[str, tuple[int, str]] = {}
    wrongs: list[tuple[int, str]] = []
    seen: set[str] = set()
    for node, value in entries:
        key = _text(node) or ""
        if wrong := _odd_key(node, key, seen):
            wrongs.append((_line(node.start_mark), wrong))
        elif wrong := _odd_list(value) if key == "hide" else _odd_text(key, _text(value)):
            wrongs.append((_line(value.start_mark), wrong))
        elif key != "hide":
            texts[key] = (_line(value.start_mark), value.value)
        seen.add(key)
    return texts, wrongs[: plaintext.MAX_PROBLEMS]


def _text(node: yaml.Node) -> str | None:
    """Return what MkDocs too takes for this very text."""
    return node.value if isinstance(node, yaml.ScalarNode) and node.tag == _TEXT else None


def _odd_key(node: yaml.Node, key: str, seen: set[str]) -> str:
    if key in seen & KEYS:
        return f"'{key}' stands here a second time. Remove one."
    if key in KEYS:
        return ""
    shown = node.value if isinstance(node.value, str) else "…"
    return f"unknown front-matter key '{shown}'.{suggestion(key, KEYS) or ' Remove it.'}"


def _odd_list(value: yaml.Node) -> str:
    if isinstance(value, yaml.SequenceNode) and value.tag == _LIST and all(_text(v) in HIDEABLE for v in value.value):
        return ""
    return f"'hide' lists what a page can do without: {', '.join(sorted(HIDEABLE))}. Correct it."


def _odd_text(key: str, text: str | None) -> str:
    named = f"the {key} in the front matter"
    if text is None:
        return f"{named} is no text. Put it in quotes."
    if not text.strip():
        return f"{named} is empty. Write it, or remove the line."
    if odd := next((m[0] for m in _MARK.finditer(text) if m[0][0] != "&" or plaintext.unescaped(m[0]) != m[0]), ""):
        return f"{named} holds '{odd[:MAX_QUOTED]}'. Write plain text."
    if "\n" in text.strip():
        return f"{named} has several lines. Write it in one."
    return plaintext.oddity(text)
