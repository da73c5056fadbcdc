"""How a single YAML value may be written, so that the parser and a reviewer read the same."""

from __future__ import annotations

import re

import yaml

from ledger.core import plaintext

#: Fields whose text must be quoted, and fields that may be folded (`>-`) instead.
PRINTED = "printed"
QUOTED = frozenset({"value", PRINTED})
PROSE = frozenset({"because", "note", "says", "trust", "unread", "based_on", "lost", "seen", "definition"})
#: Fields in which YAML's own dates and years are meant as they stand.
DATES = frozenset({"published", "accessed", "asof"})

_RESOLVER = yaml.resolver.Resolver()
_READ_AS = {
    "bool": "true or false",
    "int": "a number",
    "float": "a number",
    "timestamp": "a date",
    "merge": "a merge",
}
#: An escape other than of a quote, a backslash or a line's end.
_ESCAPE = re.compile(r"\\(?:[\"\\/n]|(?P<odd>x..|u....|U.{8}|.))", re.DOTALL)


def fault(key: str, value: str, style: str | None, source: str) -> tuple[str, bool]:
    """Return what is wrong with the text of a field, and whether it is worth reading on."""
    read_as = _read_as(value, style)
    if wrong := plaintext.oddity(value) or spelling(style, source):
        return wrong, False
    if read_as == "null" or not value.strip():
        return f"'{key or value}' is empty. Give it a value, or remove the line.", False
    if key in QUOTED | PROSE and (_is_plain(style) or (key in QUOTED and style in ("|", ">"))):
        return f'the {key} {value.strip()} stands without quotes. Write "{value.strip()}".', False
    if read_as in _READ_AS and not (key in DATES and read_as in ("int", "timestamp")):
        return f"YAML reads {value} as {_READ_AS[read_as]}. Put it in quotes.", True
    return "", True


def spelling(style: str | None, source: str) -> str:
    """Return what a text in quotes keeps from who reads the file, or nothing: its end, or a character."""
    if style not in ("'", '"'):
        return ""
    if "\n" in source:
        return "the quote that opens here is not closed on its line. Close it, or fold the text with '>-'."
    odd = (found for found in _ESCAPE.finditer(source) if found["odd"]) if style == '"' else iter(())
    if escape := next(odd, None):
        return f"the escape '{escape[0]}' hides what it stands for. Type the character, or leave it out."
    return ""


def _is_plain(style: str | None) -> bool:
    return style not in ("'", '"', "|", ">")


def _read_as(value: str, style: str | None) -> str:
    """Return what YAML takes the text for."""
    plain = _is_plain(style)
    tag = _RESOLVER.resolve(yaml.ScalarNode, value, (plain, not plain))  # type: ignore[no-untyped-call]
    return str(tag).rpartition(":")[2]
