"""What is written rather than programmed: Markdown and JSON as Jinja templates, and the columns of the downloads."""

import html
import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ledger.core.records import NONE
from ledger.language import claims, words
from ledger.rules import compare, compute
from ledger.views import inline, markdown, site

_ENGINE = Environment(
    loader=FileSystemLoader(Path(__file__).parent), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
#: What a template may use beside what it is given.
_ENGINE.globals |= {
    "claims": claims, "compare": compare, "compute": compute, "inline": inline, "markdown": markdown, "words": words,
    "claim_number": site.claim_number, "name_of": site.name_of, "said": site.said, "status_tag": site.status_tag,
    "whole": site.whole, "CHECKS_PAGE": site.CHECKS_PAGE, "GLOSSARY_PAGE": site.GLOSSARY_PAGE,
    "METHOD_PAGE": site.METHOD_PAGE, "NONE": NONE,
}  # fmt: skip


#: What stands for a sign that TeX takes for a command; any other gets a backslash.
_TEX = {"\\": "", "{": "", "}": "", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}"}

_ENGINE.filters |= {
    "html": html.escape,
    "notes": lambda lines: markdown.notes(map(str.strip, lines.splitlines())),
    "sentences": lambda lines: " ".join(filter(None, map(str.strip, lines.splitlines()))),
    "each": lambda items, function, *first: [function(*first, item) for item in items],
    "extract": lambda key, mapping: mapping[key],
    "row": lambda cells: f"| {' | '.join(map(str, cells))} |",
    "key": lambda name: re.sub(r"[^a-z0-9_.:-]", "", name),
    "tex": lambda raw: re.sub(r"[\\{}~^#$%&_]", lambda sign: _TEX.get(sign[0], f"\\{sign[0]}"), raw),
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
