"""Markdown primitives: escaped text, links, tables. Nothing here knows what a figure is."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

#: What turns a page into HTML: the extensions in the site's settings, those that MkDocs adds, and the project's own.
EXTENSIONS = ("toc", "fenced_code", "attr_list", "md_in_html", "ledger.views.tables")

#: Letters, digits, spaces and punctuation that means nothing in Markdown, HTML or an attribute list.
_PLAIN = re.compile(r"[^\w ,.;%$/\-\N{EN DASH}\N{EM DASH}]|_|(?<=\d)\.(?= )|\A-")
#: The words of a text in a language with letters of its own, with the numbers between them; and of one in our letters,
#: where it has any, all of it.
_IDEOGRAPH = r"\S*[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]\S*"
_IDEOGRAPHS = re.compile(rf"{_IDEOGRAPH}(?:\s+(?:[\d.,]+\s+)?{_IDEOGRAPH})*")
_LETTERS = re.compile(r".*[^\W\d_A-Z]{2}.*", re.DOTALL)


@lru_cache(maxsize=4096)
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
