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
#: What a published file may be.
ENDINGS = frozenset({".css", ".csv", ".gz", ".html", ".jpeg", ".jpg", ".js", ".json", ".png", ".svg", ".webp", ".xml"})
SCRIPTS = "assets/javascripts"
#: What no page holds, neither the theme's part of it nor the text.
_NOWHERE = re.compile("applet|base|embed|frame|frameset|iframe|math|object|portal|style|textarea|video|audio")
#: What the text of a page is made of, charts included.
_TEXT = re.compile(
    "a|article|blockquote|br|caption|circle|code|d[dlt]|desc|details|div|em|fig(?:ure|caption)|g|h[1-6r]|img|li|line|ol|p"
    "|path|pre|rect|span|strong|sub|summary|sup|svg|table|tbody|t[dhr]|text|thead|title|tspan|ul"
)
_ATTRIBUTES = re.compile(
    "alt|aria-[a-z]+|class|c[xy]|d|data-[a-z-]+|download|focusable|height|href|id|lang|open|points|r|rel|role|scope|src"
    "|start|tabindex|text-anchor|title|transform|type|viewbox|width|x[12]?|xmlns|y[12]?"
)
_HEADS = {("http-equiv", "content-security-policy"): "content policy", ("name", "referrer"): "referrer policy"}
_CODE = frozenset({"script", "style", "code", "pre", "template"})


@dataclass
class Document(HTMLParser):
    """An HTML file's ids, links and visible text, each with its line."""

    ids: list[str] = field(default_factory=list)
    links: list[tuple[int, str, str]] = field(default_factory=list)  # line, attribute, address
    texts: list[tuple[int, str]] = field(default_factory=list)
    odd: list[tuple[int, str]] = field(default_factory=list)
    heads: list[tuple[str, str]] = field(default_factory=list)  # which policy, what it says
    _articles: int = 0
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
        self._note_element(tag, dict(attrs), line)
        if tag in _CODE:
            self._within.append(tag)

    def _note_element(self, tag: str, attrs: dict[str, str | None], line: int) -> None:
        """Note what kind of element begins, where that matters."""
        self._articles += tag == "article"
        data = tag == "script" and attrs.get("type") == "application/ld+json"
        if _NOWHERE.fullmatch(tag) or (self._articles and not _TEXT.fullmatch(tag) and not data):
            self.odd.append((line, f"the element <{tag}>"))
        if self._articles:
            self.odd.extend((line, f"the attribute '{n}' of <{tag}>") for n in attrs if not _ATTRIBUTES.fullmatch(n))
        if tag == "meta":
            self._note_head(attrs, line)

    def _note_head(self, attrs: dict[str, str | None], line: int) -> None:
        named = [(n, (attrs.get(n) or "").lower()) for n in ("http-equiv", "name") if n in attrs]
        for pair in named:
            if pair in _HEADS:
                self.heads.append((_HEADS[pair], attrs.get("content") or ""))
            elif pair[0] == "http-equiv":
                self.odd.append((line, f"the instruction '{pair[1]}' in <meta>"))

    def handle_endtag(self, tag: str) -> None:
        """Leave code, or an article."""
        self._articles -= tag == "article"
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
    for line, what in dict.fromkeys(document.odd):
        yield Problem(name, line, "", f"{what} is not allowed by the site's policy. Use a class.")
    yield from _of_heads(name, document.heads)
    for line, kind, address in document.links:
        if wrong := _wrong_link(site, path, kind, address, anchors):
            yield Problem(name, line, "", f"{wrong}: '{address}'. Mend the link.")


def _of_heads(name: str, heads: list[tuple[str, str]]) -> Iterator[Problem]:
    """Yield policies that are missing, that stand twice, or that allow what no page needs."""
    for kind in _HEADS.values():
        texts = [text for name_, text in heads if name_ == kind]
        if len(texts) != 1:
            yield Problem(name, 1, "", f"the page has {len(texts)} of its {kind}. Publish with `make build`.")
        for loose in re.findall(r"'unsafe-[a-z-]+'|(?<=\s)\*|unsafe-url", " ".join(texts)):
            yield Problem(name, 1, "", f"the {kind} holds {loose}. Leave it out.")


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
        elif path.is_file() and path.suffix not in ENDINGS:
            yield Problem(name, 1, "", "a file of a kind that the site does not have. Remove it.")
        elif path.suffix == ".js" and path.parent != site / SCRIPTS:
            yield Problem(name, 1, "", f"a script outside {SCRIPTS}/. Remove it.")
        elif path.name == "search_index.json":
            yield from _of_search(path, name)


def _of_search(path: Path, name: str) -> Iterator[Problem]:
    text = re.sub(r"<(code|pre)>.*?</\1>", "", path.read_text("utf-8"))
    if leftover := re.search(r"\{\{|\{%|Traceback", text):
        yield Problem(name, 1, "", f"'{leftover[0]}' can be found by searching. Mend the page that makes it.")
