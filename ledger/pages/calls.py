"""A page's text as Jinja reads it: its calls with constant arguments, the prose between them, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from inspect import Signature
from itertools import chain
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from ledger.core.plaintext import MAX_PROBLEMS
from ledger.core.problem import Problem, suggestion

#: The macros that give a few words within a sentence; the others make blocks.
INLINE = frozenset({"answers", "fig", "rule"})
#: Markdown takes a time that grows with the square of a paragraph.
MAX_PARAGRAPH = 8_000
#: Each goes through all figures, and no page by hand has a quarter of them.
MAX_BLOCKS = 40
_JINJA = Environment(autoescape=True)


@dataclass(frozen=True, slots=True)
class Call:
    """A macro's call in a page: its name, its constant arguments and its line."""

    name: str
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    line: int

    @property
    def is_block(self) -> bool:
        """Say whether the call makes a table, list or drawing, not a few words within a sentence."""
        return self.name not in INLINE


#: A piece of text with the line on which it begins.
Piece = tuple[int, str]


def walk(body: str, file: str, macros: Mapping[str, Signature]) -> Walk | Problem:
    """Return the calls and the prose of a text, or why it cannot be read."""
    walked = Walk(file, macros)
    try:
        walked.template(_JINJA.parse(body))
    except TemplateSyntaxError as error:
        return Problem(file, error.lineno, "", _syntax_remedy(error))
    except (RecursionError, ValueError, OverflowError):
        wrong = "a macro call is too deep or holds too long a number. Write plain macro calls."
        return Problem(file, _longest_call(body), "", wrong)
    return _many_blocks(walked) or _long_paragraph(walked) or walked


def comments(body: str) -> Iterator[Piece]:
    """Yield the comments of a text that can be read; one in a raw block or a call is none."""
    yield from ((line, text) for line, kind, text in _JINJA.lex(body) if kind == "comment")


def _longest_call(body: str) -> int:
    """Return the line of the longest call, which is where reading gives up."""
    longest = max(re.finditer(r"\{[{%].*?(?:[}%]\}|\Z)", body, re.DOTALL), key=lambda call: len(call[0]))
    return body.count("\n", 0, longest.start()) + 1


def _many_blocks(walked: Walk) -> Problem | None:
    """Return the first table, list or drawing that is one too many."""
    over = [call for call in walked.calls if call.is_block][MAX_BLOCKS:]
    wrong = f"the page has more than {MAX_BLOCKS} tables, lists and drawings up to here. Split it."
    return Problem(walked.file, over[0].line, "", wrong) if over else None


def _long_paragraph(walked: Walk) -> Problem | None:
    """Return the first text without an empty line that is too long for Markdown, at the line on which it begins."""
    length, begins = 0, 1
    for line, text in walked.prose:
        rows = text.split("\n")
        for number, row in enumerate(rows):
            if 0 < number < len(rows) - 1 and not row.strip(" \t"):  # the first and the last go on beside a call
                length, begins = 0, line + number + 1
                continue
            length += len(row) + 1
            if length > MAX_PARAGRAPH:
                wrong = f"here begin more than {MAX_PARAGRAPH:,} characters without an empty line. Divide them."
                return Problem(walked.file, begins, "", wrong)
    return None


def _syntax_remedy(error: TemplateSyntaxError) -> str:
    message = (error.message or "").rstrip(".")
    if "end of comment" in message:
        return "'{#' begins a comment that never ends. For an anchor write '{ #name }', with a space."
    return f'the macro call cannot be read: {message}. Write it like {{{{ fig("amazon.capex.2026") }}}}.'


class Walk:
    """Collect a page's calls and prose, and refuse every other expression."""

    def __init__(self, file: str, macros: Mapping[str, Signature]) -> None:
        self.file, self.macros = file, macros
        self.calls: list[Call] = []
        self.prose: list[Piece] = []
        self.parts: list[str | Call] = []
        self.problems: list[Problem] = []

    def template(self, parsed: nodes.Template) -> None:
        """Take in a parsed page."""
        for node in parsed.body:
            if isinstance(node, nodes.Output):
                for part in node.nodes:
                    self._part(part)
            else:
                self._refuse(node, f"a '{type(node).__name__.lower()}' statement")

    def _part(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.TemplateData):
            self.prose.append((node.lineno, node.data))
            self.parts.append(node.data)
        elif isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name):
            self._call(node, node.node.name)
        else:
            self._refuse(node, "an expression that is no macro call")

    def _call(self, node: nodes.Call, name: str) -> None:
        if name not in self.macros:
            self._report(node, f"no macro '{name}'.{self._meant(name) or ' Remove the call.'}")
            return
        values = [*node.args, *(pair.value for pair in node.kwargs)]
        if node.dyn_args or node.dyn_kwargs or not all(isinstance(v, nodes.Const) for v in values):
            self._report(node, f"{name}() has an argument that is no plain text. Write it in quotes.")
            return
        args = tuple(a.value for a in node.args if isinstance(a, nodes.Const))
        kwargs = {p.key: p.value.value for p in node.kwargs if isinstance(p.value, nodes.Const)}
        if wrong := _misfit(name, args, kwargs, self.macros[name]):
            self._report(node, wrong)
            return
        self.calls.append(Call(name, args, kwargs, node.lineno))
        self.parts.append(self.calls[-1])

    def _meant(self, name: str) -> str:
        """Return what an unknown name may mean; nothing where so many problems are found that no more are shown."""
        return suggestion(name, self.macros) if len(self.problems) < MAX_PROBLEMS else ""

    def _refuse(self, node: nodes.Node, what: str) -> None:
        self._report(node, f"{what} stands here. Pages may only call macros with constant arguments.")

    def _report(self, node: nodes.Node, text: str) -> None:
        lines = (n.lineno for n in chain([node], node.find_all(nodes.Node)))  # a scope has no line of its own
        self.problems.append(Problem(self.file, next((n for n in lines if n), 1), "", text))


def _misfit(name: str, args: Iterable[Any], kwargs: Mapping[str, Any], signature: Signature) -> str:
    """Return what is wrong with the arguments, or an empty text."""
    if not all(isinstance(a, str) for a in (*args, *kwargs.values())):
        return f"{name}() takes texts. Write its arguments in quotes."
    try:
        signature.bind(*args, **kwargs)
    except TypeError as error:
        return f"{name}(): {error}. It is {name}{_readable(signature)}."
    return ""


def _readable(signature: Signature) -> str:
    bare = [p.replace(annotation=p.empty) for p in signature.parameters.values()]
    return str(signature.replace(return_annotation=Signature.empty, parameters=bare))
