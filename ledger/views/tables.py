"""A Markdown extension for tables: caption, scopes, classes, labels and sort keys, no inline style.

A paragraph that begins with `Table: ` and stands before a table becomes its caption. The first cell of
a row heads the row. A right-aligned column holds numbers; `data-sort` in a cell is the number to sort by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor

CAPTION = "Table: "
SORT = "data-sort"


class TablesExtension(Extension):
    """Pipe tables as the site shows them."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Python-Markdown calls
        """Register the tables' own syntax, and what is made of it after attribute lists were read."""
        TableExtension().extendMarkdown(md)
        md.treeprocessors.register(_Tables(md), "ledger-tables", 5)


def makeExtension(**options: Any) -> TablesExtension:  # noqa: N802 - the name that Python-Markdown calls
    """Return the extension."""
    return TablesExtension(**options)


class _Tables(Treeprocessor):
    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for table in [child for child in parent if child.tag == "table"]:
                _caption(parent, table)
                _dress(table)
                _wrap(parent, table)


def _caption(parent: Element, table: Element) -> None:
    """Move the paragraph before the table into it."""
    at = list(parent).index(table)
    before = parent[at - 1] if at else None
    if before is None or before.tag != "p" or not (before.text or "").startswith(CAPTION):
        return
    parent.remove(before)
    before.tag, before.tail = "caption", "\n"
    before.text = (before.text or "").removeprefix(CAPTION)
    table.insert(0, before)


def _dress(table: Element) -> None:
    table.set("class", "ledger")
    heads = [cell for row in table.iterfind("thead/tr") for cell in row]
    labels = ["".join(cell.itertext()).strip() for cell in heads]
    numeric = [_is_right(cell) for cell in heads]
    for cell in heads:
        cell.set("scope", "col")
    for row in table.iterfind("tbody/tr"):
        for at, cell in enumerate(row):
            _dress_cell(cell, labels[at], head=at == 0)
            if numeric[at]:
                _add_class(cell, "num")
    for cell, is_number in zip(heads, numeric, strict=True):
        if is_number:
            _add_class(cell, "num")
    for cell in table.iter():
        if "style" in cell.attrib:
            del cell.attrib["style"]


def _dress_cell(cell: Element, label: str, *, head: bool) -> None:
    if head:
        cell.tag = "th"
        cell.set("scope", "row")
    if label:
        cell.set("data-label", label)
    keys = list(_sort_keys(cell))
    if keys and SORT not in cell.attrib:
        cell.set(SORT, keys[0])


def _sort_keys(cell: Element) -> Iterator[str]:
    """Take the sort keys off the cell's links."""
    for link in cell.iter("a"):
        key = link.attrib.pop(SORT, None)
        if key is not None:
            yield key


def _is_right(cell: Element) -> bool:
    return bool(re.search(r"text-align:\s*right", cell.get("style", "")))


def _add_class(cell: Element, name: str) -> None:
    cell.set("class", f"{cell.get('class', '')} {name}".strip())


def _wrap(parent: Element, table: Element) -> None:
    """Put the table into a box of its own, which can be laid out and scrolled."""
    at = list(parent).index(table)
    box = Element("div", {"class": "ledger-table"})
    box.tail, table.tail = table.tail, "\n"
    parent.remove(table)
    box.append(table)
    parent.insert(at, box)
