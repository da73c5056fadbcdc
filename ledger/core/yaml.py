"""Strict YAML: every scalar is a text, everything surprising is refused with its line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, islice, takewhile
from pathlib import Path
from typing import Any

import yaml

from ledger.core import plaintext
from ledger.core.plaintext import MAX_PROBLEMS
from ledger.core.problem import Problem

#: Reading takes half a second and 30 MB for each megabyte; the file has some 110,000 today.
MAX_BYTES = 10_000_000
MAX_DEPTH = 12
#: What stands in the largest file that is read, where entries are as long as usual; each takes 200 bytes of memory.
MAX_ENTRIES = 3_500_000

Path_ = tuple[str | int, ...]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNCLOSED = re.compile("quoted scalar|flow (?:mapping|sequence)")
#: Fields whose text must be quoted, and fields that may be folded (`>-`) instead.
PRINTED = "printed"
QUOTED = frozenset({"value", PRINTED})
PROSE = frozenset({"because", "note", "says", "trust", "unread", "based_on", "lost", "seen", "definition"})
#: Fields in which YAML's own dates and years are meant as they stand.
DATES = frozenset({"published", "accessed", "asof"})

#: What a question mark asks for; an article that was just read leaves many, and they hide nothing else.
UNDECIDED = "Write what somebody must decide."

_QUOTES = ("'", '"')
_RESOLVER = yaml.resolver.Resolver()
_READ_AS = {"bool": "true or false", "int": "a number", "float": "a number", "timestamp": "a date", "merge": "a merge"}
#: An escape other than of a quote, a backslash or a line's end.
_ESCAPE = re.compile(r"\\(?:[\"\\/n]|(?P<odd>x..|u....|U.{8}|.))", re.DOTALL)
_TABS = re.compile("\t[^\n]*")
_TAB = "a tab stands here. Write spaces, in front of the line as well as in it."


@dataclass
class Tree:
    """A document as nested dicts, lists and texts, with the line of every entry."""

    data: Any = None
    lines: dict[Path_, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    #: Entries of which enough has been said: what else is wrong there only repeats it.
    faulty: set[Path_] = field(default_factory=set)
    #: Whether the entries can be trusted to be what the file says.
    whole: bool = True

    def line(self, path: Path_) -> int:
        """Return the line of the entry, or of the nearest one around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def is_faulty(self, path: Path_) -> bool:
        """Say whether a problem of the entry, or of one around it, has been noted already."""
        return any(path[:length] in self.faulty for length in range(len(path) + 1))


def read(path: Path, name: str) -> Tree:
    """Read the file; `name` stands for it in messages."""
    text, problems = plaintext.read(path, name, MAX_BYTES)
    return Tree(problems=problems, whole=False) if problems else parse(text, name)


def parse(text: str, name: str) -> Tree:
    """Read a file's text."""
    tabs = [Problem(name, line, "", _TAB) for line, _ in islice(plaintext.located(_TABS, text), MAX_PROBLEMS)]
    if tabs:
        return Tree(problems=tabs, whole=False)
    tree = Tree()
    builder = _Builder(name, tree, text)
    try:
        tree.data = builder.document()
    except (yaml.YAMLError, _TooMuch) as error:
        tree.whole = False
        if isinstance(error, yaml.YAMLError) and not builder.unclosed:
            tree.problems.append(_no_yaml(error, name))
    return tree


def _no_yaml(error: yaml.YAMLError, name: str) -> Problem:
    """Report a syntax error of YAML; an unclosed quote or bracket at the line on which it opens."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return Problem(name, 1, "", f"this is not YAML: {error}. Check the file.")
    began = _UNCLOSED.search(error.context or "")
    mark = (error.context_mark if began else None) or error.problem_mark or error.context_mark
    what = f"{error.problem} in what begins here" if began else error.problem
    text = f"this is not YAML: {what}. Check the indentation and the quotes."
    return Problem(name, (mark.line if mark else 0) + 1, "", text)


class _TooMuch(Exception):
    """There are so many problems that more would not help."""


class _Builder:
    """Build the tree from the parser's events; nothing is expanded, and depth is bounded."""

    def __init__(self, name: str, tree: Tree, text: str) -> None:
        self.name, self.tree, self.text = name, tree, text
        #: Whether a quote is open over a line's end: what follows may be read as a part of it.
        self.unclosed = False

    def document(self) -> Any:
        """Return what the only document holds."""
        found, events = None, iter(_LOADER(self.text).get_event, None)
        self.events = chain(islice(events, MAX_ENTRIES), map(self._too_many, events))
        starts = (e for e in self.events if isinstance(e, yaml.DocumentStartEvent))
        for n, start in enumerate(starts):
            if n:
                self._report((), _line(start), "a second document begins here. Remove the '---'.")
                raise _TooMuch
            found = self._node(next(self.events), (), flow=False)
        return found

    def _too_many(self, event: Any) -> None:
        text = f"more than {MAX_ENTRIES:,} keys, texts and lists up to here. Leave out what no page shows."
        self._report((), _line(event), text)
        raise _TooMuch

    def _report(self, about: Path_, line: int, text: str) -> None:
        self.tree.problems.append(Problem(self.name, line, subject(about), text))
        if len(self.tree.problems) >= MAX_PROBLEMS and not text.endswith(UNDECIDED):
            raise _TooMuch

    def _node(self, event: Any, path: Path_, *, flow: bool) -> Any:
        """Return what begins with an event: a text, a list or a mapping."""
        if path and path not in self.tree.lines:  # that of its key counts
            self.tree.lines[path] = _line(event)
        if event.anchor and isinstance(event, yaml.AliasEvent):
            self._refuse(event, path, f"an alias, '*{event.anchor}'. Write the value out.")
            return ""
        if event.anchor:
            self._refuse(event, path, f"an anchor, '&{event.anchor}'. Remove it, and write values out.")
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._refuse(event, path, f"a tag, '{tag}'. Remove it; every value is a text.")
        if isinstance(event, yaml.ScalarEvent):
            return self._text(event, path, flow)
        if len(path) >= MAX_DEPTH:
            self._report(path[:-1], _line(event), f"nested deeper than {MAX_DEPTH} levels. Flatten it.")
            raise _TooMuch
        flow = flow or bool(event.flow_style)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path, flow)
        content = takewhile(lambda e: not isinstance(e, yaml.CollectionEndEvent), self.events)
        return [self._node(e, (*path, n), flow=flow) for n, e in enumerate(content)]

    def _mapping(self, path: Path_, flow: bool) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, yaml.CollectionEndEvent):
                break
            inner = self._key(event, path, found)
            found.setdefault(str(inner[-1]), self._node(next(self.events), inner, flow=flow))
        return found

    def _key(self, event: Any, path: Path_, found: Mapping[str, Any]) -> Path_:
        if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag:
            if isinstance(event, yaml.CollectionStartEvent):
                self._report(path, _line(event), "a key is a list or a mapping. Write a plain key.")
                raise _TooMuch
            return (*path, str(self._node(event, path, flow=False)))
        key, inner = str(event.value), (*path, event.value)
        self.tree.lines.setdefault(inner, _line(event))
        if wrong := _odd(key, event.style, self._source(event)):
            self._report(path, _line(event), wrong)
        elif path == ("figures",) and "?" in key:
            self._report(inner, _line(event), f"'{key}' still says '?'. {UNDECIDED}")
            self.tree.faulty.add(inner)
        if key in found:
            text = f"'{key}' stands here a second time; line {self.tree.line(inner)} has it too. Keep one."
            self._report(path, _line(event), text)
        return inner

    def _refuse(self, event: Any, path: Path_, text: str) -> None:
        """Report what makes the entries something else than they look."""
        self.tree.whole = False
        self._report(path[:-1], _line(event), text)

    def _text(self, event: Any, path: Path_, flow: bool) -> str:
        """Return a text as it stands; report what is odd about it."""
        self.unclosed |= event.style in _QUOTES and event.start_mark.line < event.end_mark.line
        key = path[-1] if path and isinstance(path[-1], str) else ""
        # Below `printed`, a place may be called like any field, and a claim may be called `printed`.
        if len(path) > 5 and path[4] == PRINTED and key not in PROSE and event.value.strip():
            key = PRINTED
        if flow and not event.value and not event.style:
            remedy = "Add one, or put the whole text in quotes if a comma or colon belongs to it."
            wrong = f"'{key}' has no value. {remedy}"
        else:
            wrong = _fault(key, event.value, event.style, self._source(event))
        if wrong:
            self._report(path[:-1], _line(event), wrong)
            self.tree.faulty.add(path)
        return str(event.value)

    def _source(self, event: Any) -> str:
        """Return a text in quotes as it stands in the file."""
        return self.text[event.start_mark.index : event.end_mark.index] if event.style in _QUOTES else ""


def _line(event: Any) -> int:
    line: int = event.start_mark.line + 1
    return line


def subject(path: Path_) -> str:
    """Return what a path in the file is about: an id, or a claim's id."""
    if len(path) >= 4 and path[0] == "figures" and path[2] == "claims":
        return f"{path[1]}/{path[3]}"
    return next((part for part in path[1::-1] if isinstance(part, str)), "")


@lru_cache(maxsize=100_000)
def _fault(key: str, value: str, style: str | None, source: str) -> str:
    """Return what is wrong with the text of a field, or nothing."""
    if wrong := _odd(value, style, source):
        return wrong
    plain = style not in (*_QUOTES, "|", ">")
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, value, (plain, not plain))  # type: ignore[no-untyped-call]
    read_as = tag.rpartition(":")[2]  # what YAML takes the text for
    if read_as == "null" or not value.strip():
        return f"'{key or value}' is empty. Give it a value, or remove the line."
    if value.strip() == "?":
        return f"'{key or value}' still says '?'. {UNDECIDED}"
    if key in QUOTED | PROSE and (plain or (key in QUOTED and style in ("|", ">"))):
        return f'the {key} {value.strip()} stands without quotes. Write "{value.strip()}".'
    if read_as in _READ_AS and not (key in DATES and read_as in ("int", "timestamp")):
        return f"YAML reads {value} as {_READ_AS[read_as]}. Put it in quotes."
    return ""


@lru_cache(maxsize=100_000)
def _odd(value: str, style: str | None, source: str) -> str:
    """Return why a text must not be read, or what its quotes keep from who reads the file, or nothing."""
    if wrong := plaintext.oddity(value):
        return wrong
    if "\n" in source:
        return "the quote that opens here is not closed on its line. Close it, or fold the text with '>-'."
    escapes = _ESCAPE.finditer(source) if style == '"' and "\\" in source else ()
    if escape := next((found for found in escapes if found["odd"]), None):
        return f"the escape '{escape[0]}' hides what it stands for. Type the character, or leave it out."
    return ""
