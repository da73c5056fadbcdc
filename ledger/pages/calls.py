"""A page's text as Jinja reads it: calls of macros with constant arguments, the prose between them, nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from inspect import Signature
from itertools import chain
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from ledger.core.plaintext import MAX_PROBLEMS
from ledger.core.problem import suggestion

#: The macros that give a few words within a sentence; the others make blocks.
INLINE = frozenset({"answers", "fig", "rule"})
#: Each goes through all figures, and no page by hand has a quarter of them.
MAX_BLOCKS = 40
_JINJA = Environment(autoescape=True)

#: A line, counted from the beginning of the text, and the text that begins there, or what is wrong there.
Piece = tuple[int, str]


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

    @property
    def has_unit(self) -> bool:
        """Say whether the call writes an amount with its unit into a sentence."""
        return not self.is_block and "bare" not in (*self.args[1:], *self.kwargs.values())


@dataclass(frozen=True, slots=True)
class Walked:
    """What a text holds, in order, and what must not stand in it."""

    parts: tuple[Piece | Call, ...]
    problems: tuple[Piece, ...]


def walk(body: str, macros: Mapping[str, Signature]) -> Walked:
    """Return the calls and the prose of a text; whoever renders one with problems runs what a page wrote."""
    try:
        parsed = _JINJA.parse(body)
    except TemplateSyntaxError as error:
        return Walked((), ((error.lineno, _syntax_remedy(error)),))
    except (RecursionError, ValueError, OverflowError):
        return Walked((), ((1, "a macro call is too deep or holds too long a number. Write plain macro calls."),))
    walker = _Walker(macros)
    walker.template(parsed)
    return Walked(tuple(walker.parts), tuple(walker.problems))


def _syntax_remedy(error: TemplateSyntaxError) -> str:
    message = (error.message or "").rstrip(".")
    if "end of comment" in message:
        return "'{#' begins a comment that never ends. For an anchor write '{ #name }', with a space."
    return f'the macro call cannot be read: {message}. Write it like {{{{ fig("entity.measure.period") }}}}.'


class _Walker:
    """Collect calls and prose, and refuse every other expression."""

    def __init__(self, macros: Mapping[str, Signature]) -> None:
        self.macros = macros
        self.parts: list[Piece | Call] = []
        self.problems: list[Piece] = []
        self.blocks = 0

    def template(self, parsed: nodes.Template) -> None:
        parts = chain.from_iterable(node.nodes if isinstance(node, nodes.Output) else [node] for node in parsed.body)
        for part in parts:
            self._part(part)
            if len(self.problems) == MAX_PROBLEMS:
                break

    def _part(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.TemplateData):
            self.parts.append((node.lineno, node.data))
        elif isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name):
            self._call(node, node.node.name)
        elif isinstance(node, nodes.Stmt):
            self._refuse(node, f"a '{type(node).__name__.lower()}' statement")
        else:
            self._refuse(node, "an expression that is no macro call")

    def _call(self, node: nodes.Call, name: str) -> None:
        args = [value.value if isinstance(value, nodes.Const) else value for value in node.args]
        kwargs = {p.key: p.value.value if isinstance(p.value, nodes.Const) else p.value for p in node.kwargs}
        values = (*args, *kwargs.values())
        if name not in self.macros:
            self._report(node, f"no macro '{name}'.{suggestion(name, self.macros) or ' Remove the call.'}")
        elif node.dyn_args or node.dyn_kwargs or not all(isinstance(value, str) for value in values):
            self._report(node, f"{name}() has an argument that is no plain text. Write it in quotes.")
        elif wrong := _misfit(name, args, kwargs, self.macros[name]):
            self._report(node, wrong)
        else:
            self.parts.append(call := Call(name, tuple(args), kwargs, node.lineno))
            self.blocks += call.is_block
            if call.is_block and self.blocks == MAX_BLOCKS + 1:
                self._report(node, f"the page has more than {MAX_BLOCKS} tables, lists and drawings. Split it.")

    def _refuse(self, node: nodes.Node, what: str) -> None:
        self._report(node, f"{what} stands here. Pages may only call macros with constant arguments.")

    def _report(self, node: nodes.Node, text: str) -> None:
        lines = (n.lineno for n in chain([node], node.find_all(nodes.Node)))  # a scope has no line of its own
        self.problems.append((next((n for n in lines if n), 1), text))


def _misfit(name: str, args: Iterable[Any], kwargs: Mapping[str, Any], signature: Signature) -> str:
    """Return what is wrong with the arguments, or an empty text."""
    try:
        signature.bind(*args, **kwargs)
    except TypeError as error:
        return f"{name}(): {error}. It is {name}{_readable(signature)}."
    return ""


def _readable(signature: Signature) -> str:
    bare = [p.replace(annotation=p.empty) for p in signature.parameters.values()]
    return str(signature.replace(return_annotation=Signature.empty, parameters=bare))
