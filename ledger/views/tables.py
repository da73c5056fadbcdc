"""A Markdown extension for tables: caption, scopes, classes, labels and sort keys, no inline style.

It also keeps the sign beside a heading out of the heading's name, and words apart that only markup parts.

A paragraph that begins with `Table: ` and stands before a table becomes its caption. The first cell of
a row heads the row. A right-aligned column holds numbers; `data-sort` in a cell is the number to sort by.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.tables import TableExtension
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

CAPTION = "Table: "
SORT = "data-sort"
#: Where a line or a block ends directly before other text, which a search would take for one word.
_END = re.compile(r"(?:<br ?/?>|</(?:caption|d[dtl]|div|desc|figcaption|h[1-6]|li|p|summary|t[dh]|text|title)>)(?=\S)")


class TablesExtension(Extension):
    """Pipe tables as the site shows them."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Python-Markdown calls
        """Register the tables' own syntax, and what is made of it after attribute lists were read."""
        TableExtension().extendMarkdown(md)
        md.treeprocessors.register(_Tables(md), "ledger-tables", 4)  # after the contents and their signs
        md.postprocessors.register(_Apart(md), "ledger-apart", 0)


def makeExtension(**options: Any) -> TablesExtension:  # noqa: N802 - the name that Python-Markdown calls
    """Return the extension."""
    return TablesExtension(**options)


class _Tables(Treeprocessor):
    def run(self, root: Element) -> None:
        for sign in root.iterfind(".//a[@class='headerlink']"):
            sign.attrib.update({"aria-hidden": "true", "tabindex": "-1"})
        for parent in list(root.iter()):
            for at, table in reversed(list(enumerate(parent))):
                if table.tag == "table":
                    _dress(table)
                    _wrap(parent, at, table)
                    _caption(parent, at, table)


class _Apart(Postprocessor):
    def run(self, text: str) -> str:
        return _END.sub("\\g<0>\n", text)


def _dress(table: Element) -> None:
    table.set("class", "ledger")
    heads = list(table.iterfind("thead/tr/th"))
    labels = ["".join(cell.itertext()).strip() for cell in heads]
    numeric = [bool(re.search(r"text-align:\s*right", cell.get("style", ""))) for cell in heads]
    for cell in heads:
        cell.set("scope", "col")
    for row in table.iterfind("tbody/tr"):
        row[0].tag = "th"
        row[0].set("scope", "row")
        for cell, label in zip(row, labels, strict=False):
            _label(cell, label)
    for row in table.iter("tr"):
        for cell, is_number in zip(row, numeric, strict=False):
            cell.attrib.pop("style", None)
            if is_number:
                cell.set("class", f"{cell.get('class', '')} num".strip())


def _label(cell: Element, label: str) -> None:
    """Give the cell its column's label, and the sort key of its first link that has one."""
    if label:
        cell.set("data-label", label)
    keys = [link.attrib.pop(SORT) for link in cell.iter("a") if SORT in link.attrib]
    if keys:
        cell.attrib.setdefault(SORT, keys[0])


def _wrap(parent: Element, at: int, table: Element) -> None:
    """Put the table into a box of its own, which can be laid out and scrolled."""
    parent[at] = box = Element("div", {"class": "ledger-table"})
    box.tail, table.tail = table.tail, "\n"
    box.append(table)


def _caption(parent: Element, at: int, table: Element) -> None:
    """Move the paragraph before the table into it."""
    before = parent[at - 1] if at else table
    if before.tag == "p" and (before.text or "").startswith(CAPTION):
        parent.remove(before)
        before.tag, before.tail = "caption", "\n"
        before.text = (before.text or "").removeprefix(CAPTION)
        table.insert(0, before)
