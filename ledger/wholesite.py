"""Checks of the built site as a whole: links, anchors, ids, and what must never be published."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ledger import plaintext
from ledger.problem import Problem, ordered

SCHEMES = frozenset({"", "https", "mailto"})
_CODE = frozenset({"script", "style", "code", "pre", "template"})


@dataclass
class Document(HTMLParser):
    """An HTML file's ids, links and visible text, each with its line."""

    ids: list[str] = field(default_factory=list)
    links: list[tuple[int, str, str]] = field(default_factory=list)  # line, attribute, address
    texts: list[tuple[int, str]] = field(default_factory=list)
    odd: list[tuple[int, str]] = field(default_factory=list)
    _within: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Prepare the parser."""
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note ids, links, handlers and styles."""
        line = self.getpos()[0]
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            elif name in ("href", "src", "action") and value is not None:
                self.links.append((line, "text" if tag in ("a", "form") else "resource", value))
            elif name.startswith("on") or name == "style":
                self.odd.append((line, f"the attribute '{name}' of <{tag}>"))
        if tag in _CODE:
            self._within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Leave code."""
        if self._within and self._within[-1] == tag:
            self._within.pop()

    def handle_data(self, data: str) -> None:
        """Note visible text."""
        if not self._within and data.strip():
            self.texts.append((self.getpos()[0], data))


def problems(site: Path) -> tuple[Problem, ...]:
    """Return everything that forbids publishing the folder."""
    documents = {path: _read(path) for path in sorted(site.rglob("*.html"))}
    anchors = {path: set(document.ids) for path, document in documents.items()}
    found = [p for path, d in documents.items() for p in _of_document(site, path, d, anchors)]
    found.extend(_of_files(site))
    if not documents:
        found.append(Problem(".", 1, "", "there is no page in the built site. Look at the build's messages."))
    return ordered(found)


def _read(path: Path) -> Document:
    document = Document()
    document.feed(path.read_text("utf-8"))
    document.close()
    return document


def _of_document(site: Path, path: Path, document: Document, anchors: dict[Path, set[str]]) -> Iterator[Problem]:
    name = path.relative_to(site).as_posix()
    for anchor, times in Counter(document.ids).items():
        if times > 1:
            yield Problem(name, 1, "", f"the id '{anchor}' stands {times} times. Give each its own.")
    for line, text in document.texts:
        if found := plaintext.leftovers(text):
            yield Problem(name, line, "", f"'{found[0]}' is shown to readers. Mend the page that makes it.")
    for line, what in document.odd:
        yield Problem(name, line, "", f"{what} is not allowed by the site's policy. Use a class.")
    for line, kind, address in document.links:
        if wrong := _wrong_link(site, path, kind, address, anchors):
            yield Problem(name, line, "", f"{wrong}: '{address}'. Mend the link.")


def _wrong_link(site: Path, path: Path, kind: str, address: str, anchors: dict[Path, set[str]]) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return "this is no address"
    if parts.scheme not in SCHEMES:
        return f"an address of the kind '{parts.scheme}:'"
    if parts.scheme or parts.netloc or path.name == "404.html":
        foreign = kind == "resource" and parts.netloc and not address.startswith(_own(site))
        return "a file from another host" if foreign else ""
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if target.is_dir():
        target = target / "index.html"
    if not target.is_file() or site.resolve() not in target.resolve().parents:
        return "a link to nowhere"
    if parts.fragment and target.suffix == ".html" and unquote(parts.fragment) not in anchors.get(target, set()):
        return "a link to an anchor that does not exist"
    return ""


def _own(site: Path) -> str:
    """Return the address under which the site is published, as its sitemap says."""
    sitemap = site / "sitemap.xml"
    match = re.search(r"<loc>([^<]+)</loc>", sitemap.read_text("utf-8")) if sitemap.is_file() else None
    return match[1] if match else "https://-/"


def _of_files(site: Path) -> Iterator[Problem]:
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_symlink():
            yield Problem(name, 1, "", "a symbolic link would be published. Remove it.")
        elif path.suffix in (".md", ".yml", ".yaml"):
            yield Problem(name, 1, "", "a source file would be published. Keep it out of the pages' folder.")
        elif path.name == "search_index.json":
            yield from _of_search(path, name)


def _of_search(path: Path, name: str) -> Iterator[Problem]:
    if leftover := re.search(r"\{\{|\{%|Traceback", path.read_text("utf-8")):
        yield Problem(name, 1, "", f"'{leftover[0]}' can be found by searching. Mend the page that makes it.")
