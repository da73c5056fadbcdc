"""The front matter of a page: a short list of plain texts, and nothing that could grow, run or hide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from ledger.problem import Problem, suggestion

KEYS = frozenset({"title", "description", "hide"})
#: Parts of the layout that a page may do without.
HIDEABLE = frozenset({"toc", "navigation", "footer"})

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
#: MkDocs reads such a first line as front matter, too.
_HEADER = re.compile(r"[ ]{0,3}[A-Za-z0-9_-]+:(?!//)")


class _Loader(yaml.SafeLoader):
    """YAML without aliases, which can grow beyond all bounds."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Refuse an alias; compose everything else."""
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(problem="an alias", problem_mark=event.start_mark)
        return super().compose_node(parent, index)


def split(source: str, file: str) -> tuple[str, Mapping[str, Any], list[Problem]]:
    """Return a page's body, with empty lines for the front matter so that line numbers hold, and its entries."""
    match = _FRONT_MATTER.match(source)
    if not match:
        text = "the first line reads as front matter. Put '---' above and below it, or begin with a heading."
        return source, {}, [Problem(file, 1, "", text)] if _HEADER.match(source) else []
    body = "\n" * match[0].count("\n") + source[match.end() :]
    try:
        meta = yaml.load(match[1] or "", Loader=_Loader) or {}
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        return body, {}, [Problem(file, line, "", "the front matter is not YAML. Check quotes and colons.")]
    if not isinstance(meta, dict):
        return body, {}, [Problem(file, 1, "", "the front matter is no mapping. Write 'key: value' lines.")]
    wrong = [
        (line_of(match[0], str(key)), text) for key, value in meta.items() if (text := _odd_entry(str(key), value))
    ]
    return body, meta, [Problem(file, line, "", text) for line, text in (*wrong, *_repeated(match[0]))]


def _odd_entry(key: str, value: Any) -> str:
    if key not in KEYS:
        return f"unknown front-matter key '{key}'.{suggestion(key, KEYS) or ' Remove it.'}"
    if key in ("title", "description") and not isinstance(value, str):
        return f"the {key} in the front matter is no text. Put it in quotes."
    if key in ("title", "description") and (odd := re.search(r"\{[{%#]|[<>]|&#?\w+;", value)):
        return f"the {key} in the front matter holds '{odd[0]}'. Write plain text."
    if key in ("title", "description") and "\n" in value.strip():
        return f"the {key} in the front matter has several lines. Write it in one."
    if key == "hide" and not (isinstance(value, list) and all(v in HIDEABLE for v in value)):
        return f"'hide' lists what a page can do without: {', '.join(sorted(HIDEABLE))}. Correct it."
    return ""


def _repeated(block: str) -> Iterator[tuple[int, str]]:
    """Yield the line of every key that stands a second time: the last one would win."""
    seen: set[str] = set()
    for number, line in enumerate(block.split("\n"), 1):
        key = line.partition(":")[0].strip("\"' ?")
        if key in seen:
            yield number, f"'{key}' stands here a second time. Remove one."
        if key in KEYS:
            seen.add(key)


def line_of(block: str, key: str) -> int:
    """Return the line on which the key stands."""
    lines = block.split("\n")
    return next((n for n, line in enumerate(lines, 1) if line.lstrip("\"'").startswith(key)), 1)
