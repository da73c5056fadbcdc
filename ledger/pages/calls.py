"""A page's text as Jinja reads it: calls of macros with constant arguments, the prose between them, nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from inspect import Signature
from itertools import chain
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from ledger.core.plaintext import MAX_PROBLEMS
from ledger.core.problem import Unreadable, suggestion

#: The macros that give a few words within a sentence; the others make blocks.
INLINE = frozenset({"answers", "count", "fig", "rule"})
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
        message = (error.message or "").rstrip(".")
        remedy = f'the macro call cannot be read: {message}. Write it like {{{{ fig("entity.measure.period") }}}}.'
        if "end of comment" in message:
            remedy = "'{#' begins a comment that never ends. For an anchor write '{ #name }', with a space."
        return Walked((), ((error.lineno, remedy),))
    except (RecursionError, ValueError, OverflowError):
        return Walked((), ((1, "a macro call is too deep or holds too long a number. Write plain macro calls."),))
    parts: list[Piece | Call] = []
    problems: list[Piece] = []
    for node in chain.from_iterable(n.nodes if isinstance(n, nodes.Output) else [n] for n in parsed.body):
        try:
            parts.append((node.lineno, node.data) if isinstance(node, nodes.TemplateData) else _call(node, macros))
        except Unreadable as error:
            lines = (n.lineno for n in chain([node], node.find_all(nodes.Node)))  # a scope has no line of its own
            problems.append((next((n for n in lines if n), 1), str(error)))
            if len(problems) == MAX_PROBLEMS:
                break
    blocks = [part for part in parts if isinstance(part, Call) and part.is_block]
    too_many = f"the page has more than {MAX_BLOCKS} tables, lists and drawings. Split it."
    problems += [(call.line, too_many) for call in blocks[MAX_BLOCKS:][:1]]
    return Walked(tuple(parts), tuple(problems))


def _call(node: nodes.Node, macros: Mapping[str, Signature]) -> Call:
    """Return a macro's call; raise `Unreadable` for every other statement and expression."""
    if not (isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name)):
        is_statement = isinstance(node, nodes.Stmt)
        what = f"a '{type(node).__name__.lower()}' statement" if is_statement else "an expression that is no macro call"
        raise Unreadable(f"{what} stands here. Pages may only call macros with constant arguments.")
    name = node.node.name
    if name not in macros:
        raise Unreadable(f"no macro '{name}'.{suggestion(name, macros) or ' Remove the call.'}")
    args = tuple(_constant(value) for value in node.args)
    kwargs = {pair.key: _constant(pair.value) for pair in node.kwargs}
    if node.dyn_args or node.dyn_kwargs or not all(isinstance(value, str) for value in (*args, *kwargs.values())):
        raise Unreadable(f"{name}() has an argument that is no plain text. Write it in quotes.")
    try:
        macros[name].bind(*args, **kwargs)
    except TypeError as error:
        bare = [p.replace(annotation=p.empty) for p in macros[name].parameters.values()]
        raise Unreadable(f"{name}(): {error}. It is {name}{Signature(bare)}.") from error
    return Call(name, args, kwargs, node.lineno)


def _constant(node: nodes.Expr) -> Any:
    return node.value if isinstance(node, nodes.Const) else None
