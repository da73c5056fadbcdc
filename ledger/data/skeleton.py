"""New entries of the file of figures, and new pages, as text."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import yaml

from ledger.core.records import Ledger
from ledger.data import outline
from ledger.data.outline import Block

#: What is written without quotes: plain words, which YAML cannot take for anything else.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 .'()-]*")
_RESOLVER = yaml.resolver.Resolver()
#: A line of the navigation that leads to an article's page.
_NAVIGATION = re.compile(r"^( *)- .*\barticles/[a-z0-9-]+\.md\s*$", re.MULTILINE)

PAGE = """\
---
description: "Summary of an article: say in one sentence which article it is and what it is about."
---

# {title}

{{{{ cite() }}}}

Say in two sentences what the article claims, with its main number as a macro.

## What it says

Retell it in your own words, one sentence per line, every number as a macro.

## Key points

- Three to five points.

## Its numbers

{{{{ figures() }}}}

## Read with care

- What is odd, vague, translated or inferred.

## What it leaves out

- What a reader would need and does not get.

## Checks on its numbers

{{{{ checks(article="{id}") }}}}

## In order of publication

{{{{ neighbours() }}}}
"""


def entry(key: str, fields: Mapping[str, str]) -> tuple[str, ...]:
    """Return an entry's lines; empty fields are left out."""
    return (f"  {key}:", *(f"    {name}: {text}" for name, text in fields.items() if text))


def figure(key: str, claim: str, fields: Mapping[str, str], article: str, at: str, printed: str) -> tuple[str, ...]:
    """Return the lines of a figure with one claim that one article prints in one place."""
    return (
        f"  {key}:",
        "    claims:",
        f"      {claim}:",
        *(f"        {name}: {text}" for name, text in fields.items() if text),
        "        articles:",
        f"          {article}:",
        f"            - at: {scalar(at)}",
        f"              printed: {quoted(printed)}",
    )


def scalar(text: str) -> str:
    """Return a text as YAML: plain where that is safe, else in quotes."""
    tag = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    safe = _PLAIN.fullmatch(text) and text == text.strip() and str(tag).endswith(":str")
    return text if safe or not text else quoted(text)


def quoted(text: str) -> str:
    """Return a text in YAML's double quotes; nothing for nothing."""
    return json.dumps(text, ensure_ascii=False) if text else ""


def inserted(text: str, section: str, lines: tuple[str, ...], after: str = "") -> str:
    """Return the file's text with an entry after another one, or at the end of its section."""
    all_lines = text.split("\n")
    found, _ = outline.blocks(tuple(all_lines), 1)
    block = next(b for b in found if b.key == section)
    entries, tail = outline.blocks(block.body, block.line + 1)
    last = next((e for e in entries if e.key == after), None)
    at = _end(last) if last else _end(block) - len(tail)
    return "\n".join([*all_lines[:at], "", *lines, *all_lines[at:]])


def _end(block: Block) -> int:
    return block.line + len(block.body)


def neighbour(ledger: Ledger, kind: str, part_of: str) -> str:
    """Return the entity after which a new one stands: the last part of its whole, or the last of its kind."""
    family = [e.id for e in ledger.entities.values() if part_of and part_of in (e.id, e.part_of)]
    alike = [e.id for e in ledger.entities.values() if e.kind == kind]
    return next((ids[-1] for ids in (family, alike) if ids), "")


def navigation(text: str, title: str, page: str) -> str:
    """Return mkdocs.yml's text with the page below the last article's; as it was where there is no such line."""
    places = list(_NAVIGATION.finditer(text))
    if not places or page in text:
        return text
    line = f"\n{places[-1][1]}- {scalar(title)}: {page}"
    end = places[-1].end()
    return text[:end] + line + text[end:]
