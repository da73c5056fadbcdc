"""Markdown primitives: escaped text, links, tables. Nothing here knows what a figure is."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

#: What turns a page into HTML: the extensions in the site's settings, those that MkDocs adds, and the project's own.
EXTENSIONS = (
    "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html", "toc", "ledger.views.tables",
)  # fmt: skip

#: Letters, digits, spaces and punctuation that means nothing in Markdown, HTML or an attribute list.
_PLAIN = re.compile(r"[^\w ,.;%$/\-\N{EN DASH}\N{EM DASH}]|_|(?<=\d)\.(?= )|\A-")


@lru_cache(maxsize=4096)
def text(raw: str) -> str:
    """Return data as text: no character of it is markup in Markdown, HTML or an attribute."""
    flat = " ".join(raw.split())
    return _PLAIN.sub(lambda match: "".join(f"&#{ord(c)};" for c in match[0]), flat)


def foreign(raw: str, language: str) -> str:
    """Return data as text that is marked with its language."""
    return text(raw) if language == "en" else f'<span lang="{text(language)}">{text(raw)}</span>'


def tag(raw: str, kind: str) -> str:
    """Return a small label, such as a status or a verdict, with a class of its own."""
    return f'<span class="{text(kind)}">{text(raw)}</span>'


def attributes(classes: Iterable[str] = (), **values: str) -> str:
    """Return an attribute list, or nothing where it would be empty."""
    pairs = [f'{name.replace("_", "-")}="{text(value)}"' for name, value in values.items() if value]
    parts = [*(f".{c}" for c in classes), *pairs]
    return f"{{ {' '.join(parts)} }}" if parts else ""


@lru_cache(maxsize=16_384)
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


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading, and whether it holds numbers."""

    label: str
    numeric: bool = False


def table(caption: str, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> str:
    """Return a pipe table under its caption; the first cell of a row is the row's heading."""
    lines = [
        f"Table: {caption}",
        "",
        _row([c.label for c in columns]),
        _row(["---:" if c.numeric else "---" for c in columns]),
        *(_row(row) for row in rows),
    ]
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def notes(items: Iterable[str]) -> str:
    """Return small print below a number: a list without its empty items."""
    lines = "\n".join(f"- {item}" for item in items if item)
    return f'<div class="ledger-notes" markdown>\n\n{lines}\n\n</div>' if lines else ""


def folded(summary: str, items: Iterable[str]) -> str:
    """Return a list that a reader opens: what only some look for."""
    lines = "\n".join(f"- {item}" for item in items if item)
    return f"<details markdown>\n<summary>{text(summary)}</summary>\n\n{lines}\n\n</details>" if lines else ""


def paragraphs(parts: Iterable[str]) -> str:
    """Join blocks with an empty line between them, and one at both ends."""
    return "\n\n" + "\n\n".join(p for p in parts if p) + "\n\n"
