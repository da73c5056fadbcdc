"""Markdown primitives: escaped text, links, tables, and the extension that shows tables. No figure is known here.

A paragraph that begins with `Table: ` and stands before a table becomes its caption. The first cell of
a row heads the row. A right-aligned column holds numbers; `data-sort` in a cell is the number to sort by.
"""

import posixpath
import re
from collections.abc import Iterable
from functools import lru_cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import LINK_RE, LinkInlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

#: Letters, digits, spaces and punctuation that means nothing in Markdown, HTML or an attribute list.
_PLAIN = re.compile(r"[^\w ,.;%$/\-\N{EN DASH}\N{EM DASH}]|_|(?<=\d)\.(?= )|\A-")
#: The words of a text in a language with letters of its own, with the numbers between them; and of one in our letters,
#: where it has any, all of it.
_IDEOGRAPH = r"\S*[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]\S*"
_IDEOGRAPHS = re.compile(rf"{_IDEOGRAPH}(?:\s+(?:[\d.,]+\s+)?{_IDEOGRAPH})*")
_LETTERS = re.compile(r".*[^\W\d_A-Z]{2}.*", re.DOTALL)


@lru_cache(maxsize=100_000)
def text(raw: str) -> str:
    """Return data as text: no character of it is markup in Markdown, HTML or an attribute."""
    flat = " ".join(raw.split())
    return _PLAIN.sub(lambda match: "".join(f"&#{ord(c)};" for c in match[0]), flat)


def foreign(raw: str, language: str) -> str:
    """Return data as text in which the words of its language are marked: `$475 billion` is the same in any."""
    if language == "en":
        return text(raw)
    found, end = "", 0
    for words in (_IDEOGRAPHS if language[:2] in ("zh", "ja", "ko") else _LETTERS).finditer(raw):
        found += f'{_spaced(raw[end : words.start()])}<span lang="{text(language)}">{text(words[0])}</span>'
        end = words.end()
    return found + _spaced(raw[end:])


def _spaced(raw: str) -> str:
    """Return a part of data as text, with the blanks at its ends."""
    return f"{' ' * raw[:1].isspace()}{text(raw)}{' ' * (raw[-1:].isspace() and bool(raw.strip()))}"


def tag(raw: str, kind: str) -> str:
    """Return a small label, such as a status or a verdict, with a class of its own."""
    return f'<span class="{text(kind)}">{text(raw)}</span>'


def attributes(classes: Iterable[str] = (), **values: str) -> str:
    """Return an attribute list, or nothing where it would be empty."""
    pairs = [f'{name.replace("_", "-")}="{text(value)}"' for name, value in values.items() if value]
    parts = [*(f".{c}" for c in classes), *pairs]
    return f"{{ {' '.join(parts)} }}" if parts else ""


@lru_cache(maxsize=100_000)
def path_to(target: str, page: str) -> str:
    """Return the target, a path below the pages' folder with or without anchor, as seen from the page."""
    path, hash_, anchor = target.partition("#")
    if path == page and hash_:
        return f"#{anchor}"
    return posixpath.relpath(path, posixpath.dirname(page) or ".") + hash_ + anchor


def file_from(target: str, page: str) -> str:
    """Return the address of a file of the built site that is no page, as seen from the page's own address."""
    folder = posixpath.dirname(page) if posixpath.basename(page) == "index.md" else page.removesuffix(".md")
    return posixpath.relpath(target, folder or ".")


def link(label: str, target: str, page: str, attrs: str = "") -> str:
    """Return a link from the page to a path below the pages' folder; the label is Markdown."""
    return f"[{label}]({path_to(target, page)}){attrs}"


def outside(label: str, url: str) -> str:
    """Return a link to another site; the label is Markdown."""
    return f"[{label}](<{url}>){{ rel=external }}"


def heading(level: int, label: str, anchor: str) -> str:
    """Return a heading with an anchor of its own."""
    return f"{'#' * level} {label} {{ #{anchor} }}"


def anchors(names: Iterable[str]) -> str:
    """Return empty anchors, so that links under former names still lead to this place."""
    return "".join(f'<span id="{text(name)}"></span>' for name in names)


def notes(items: Iterable[str]) -> str:
    """Return small print below a number: a list without its empty items."""
    lines = "\n".join(f"- {item}" for item in items if item)
    return f'<div class="ledger-notes" markdown>\n\n{lines}\n\n</div>' if lines else ""


def folded(summary: str, items: Iterable[str], attribute: str = "") -> str:
    """Return a list that a reader opens: what only some look for."""
    lines = "\n".join(f"- {item}" for item in items if item)
    whole = f"<details markdown{attribute}>\n<summary>{text(summary)}</summary>\n\n{lines}\n\n</details>"
    return whole if lines else ""


def paragraphs(parts: Iterable[str]) -> str:
    """Join blocks with an empty line between them, and one at both ends."""
    return "\n\n" + "\n\n".join(p for p in parts if p) + "\n\n"


# ---- what Markdown makes of tables -----------------------------------------------------------------

CAPTION = "Table: "
SORT = "data-sort"
#: Blocks that macros write as HTML, in which there is no Markdown to look for: Python-Markdown's own search is slow.
_READY = re.compile(r'^<(figure|details) class="ledger-(?:cite|strip)".*?</\1>$', re.MULTILINE | re.DOTALL)
#: What no text without markup in its lines has.
_MARK = re.compile(r"[\\`!\[\]<*_\n\x02]")
#: What only a page with links of the form `[this]: address` needs.
_BY_REFERENCE = ("reference", "image_reference", "short_reference", "short_image_ref")
#: Where a line or a block ends directly before other text, which a search would take for one word.
_END = re.compile(r"(?:<br ?/?>|</(?:caption|d[dtl]|div|desc|figcaption|h[1-6]|li|p|summary|t[dh]|text|title)>)(?=\S)")


class TablesExtension(Extension):
    """Pipe tables as the site shows them."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Python-Markdown calls
        """Register the tables' own syntax, and what is made of it after attribute lists were read."""
        TableExtension().extendMarkdown(md)
        md.preprocessors.register(_Ready(md), "ledger-ready", 25)  # before blocks of HTML are looked for
        md.treeprocessors.register(_Plain(md), "ledger-plain", 21)  # before what is inside lines
        md.inlinePatterns.register(_Link(LINK_RE, md), "link", 160)
        md.inlinePatterns.deregister("entity")  # the same, and slow: a text's end writes them as they stand
        md.treeprocessors.register(_Tables(md), "ledger-tables", 4)  # after the contents and their signs
        md.postprocessors.register(_Apart(md), "ledger-apart", 0)


makeExtension = TablesExtension  # noqa: N816 - the name that Python-Markdown calls


class _Ready(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        stash = self.md.htmlStash
        return _READY.sub(lambda block: stash.store(block[0]), "\n".join(lines)).split("\n")


class _Plain(Treeprocessor):
    """Most texts hold no mark, and need not be asked for each kind of them."""

    def run(self, root: Element) -> None:
        for name in () if self.md.references else _BY_REFERENCE:
            self.md.inlinePatterns.deregister(name)
        for element in root.iter():
            if element.text and not _MARK.search(element.text):
                element.text = AtomicString(element.text)


class _Link(LinkInlineProcessor):
    def getText(self, data: str, index: int) -> tuple[str, int, bool]:  # noqa: N802 - the name that Python-Markdown calls
        label, end, is_closed = super().getText(data, index)
        return label if _MARK.search(label) else AtomicString(label), end, is_closed


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
    """Move the paragraph before the table into it, and its list of attributes to the table."""
    before = parent[at - 1] if at else table
    if before.tag == "p" and (before.text or "").startswith(CAPTION):
        parent.remove(before)
        before.tag, before.tail = "caption", "\n"
        before.text = (before.text or "").removeprefix(CAPTION)
        table.attrib.update(before.attrib)
        before.attrib.clear()
        table.insert(0, before)
