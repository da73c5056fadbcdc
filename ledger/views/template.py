"""What is written rather than programmed: Markdown and JSON as Jinja templates, and the columns of the downloads."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ledger.language import claims, words
from ledger.rules import compare, compute
from ledger.views import inline, markdown
from ledger.views.site import claim_number, name_of, said, status_tag, whole

_ENGINE = Environment(
    loader=FileSystemLoader(Path(__file__).parent), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
_ENGINE.globals |= {
    "claims": claims, "compare": compare, "compute": compute, "inline": inline, "markdown": markdown, "words": words,
}  # fmt: skip
_ENGINE.globals |= {
    "claim_number": claim_number,
    "name_of": name_of,
    "said": said,
    "status_tag": status_tag,
    "whole": whole,
}


def _items(lines: str | list[str]) -> list[str]:
    return [line.strip() for line in (lines.splitlines() if isinstance(lines, str) else lines)]


_ENGINE.filters |= {
    "html": html.escape,
    "notes": lambda lines: markdown.notes(_items(lines)),
    "folded": lambda lines, summary: markdown.folded(summary, _items(lines)),
    "row": lambda cells: f"| {' | '.join(map(str, cells))} |",
    "text": markdown.text,
}


def of(name: str) -> Any:
    """Return a file's templates as functions from records to text."""
    return _ENGINE.get_template(name).module


@cache
def expression(text: str) -> Callable[..., Any]:
    """Return what an expression comes to, as a function of the records that it names."""
    return _ENGINE.compile_expression(text, undefined_to_none=False)


def record(name: str, *values: Any) -> dict[str, Any]:
    """Return a record of programs.jinja, without what is empty in it."""
    text = getattr(of("programs.jinja"), name)(*values)
    return dict(json.loads(text, object_hook=lambda found: {k: v for k, v in found.items() if v not in (None, "")}))
