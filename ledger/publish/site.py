"""The built site as a whole: which files belong, where each page comes from, and where each link leads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.parsers import expat

from ledger.core import plaintext
from ledger.core.problem import Problem
from ledger.pages.page import FOLDER
from ledger.publish import html
from ledger.publish.html import Finding, Link, Page

SETTINGS = "mkdocs.yml"
#: The error page, which is shown at any address.
ANYWHERE = "404.html"
#: What a published file may be called, wherever it comes from.
_PUBLISHED = re.compile(
    r".+\.(?:avif|css|gif|html|ico|jpe?g|js|png|svg|webp)|downloads/[^/]+\.(?:csv|json)|search/search_index\.json"
    r"|sitemap\.xml(?:\.gz)?"
)
_PICTURES = frozenset((".avif", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".webp"))
#: The policy of the pages forbids what a style sheet asks of another host; this says so to whoever wrote it.
_ELSEWHERE = re.compile(r"@import|(?:url|src|image-set)\(\s*[\"']?(?:https?:)?//", re.IGNORECASE)
_SVG = "http://www.w3.org/2000/svg"
_SHAPE = re.compile(html.SHAPES)
_SHAPE_ATTRIBUTE = re.compile(
    f"{html.SHAPE_ATTRIBUTES}|style|http://www.w3.org/(?:1999/xlink href|XML/1998/namespace .*)"
)
#: Signs that browsers leave out of an address, or read as others.
_ODD = re.compile(r"^\s|[\x00-\x1f\\\x7f]|\s$")
#: Elements whose address a browser asks for by itself.
_LOADING = frozenset(("img", "input", "link", "script", "use"))
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s/?#]+\S*", re.IGNORECASE)


def sources(root: Path) -> dict[str, str]:
    """Return the files below the pages' folder, by the name under which MkDocs publishes them."""
    found = {}
    for path in sorted((root / FOLDER).rglob("*")):
        name = path.relative_to(root / FOLDER)
        if path.is_file() and not any(part.startswith(".") for part in name.parts):
            found[_built(name)] = f"{FOLDER}/{name.as_posix()}"
    return found


def _built(name: Path) -> str:
    if name.suffix != ".md":
        return name.as_posix()
    return (name.parent if name.stem in ("index", "README") else name.with_suffix("")).joinpath("index.html").as_posix()


def unfit(root: Path, files: Iterable[str]) -> Iterator[Problem]:
    """Yield what is wrong with the files below the pages' folder that are no pages."""
    named = set(re.split(r"[\s\[\],'\"]+", (root / SETTINGS).read_text("utf-8")))
    for name in files:
        path, kind = root / name, Path(name).suffix.lower()
        if kind == ".svg":
            yield from (Problem(name, line, "", text) for line, text in drawing(path.read_bytes()))
        elif kind not in (".css", ".js"):
            if not name.endswith(".md") and kind not in _PICTURES:
                yield Problem(name, 1, "", "is no page, picture, style sheet or script. Remove it.")
        elif name.removeprefix(f"{FOLDER}/") not in named:
            yield Problem(name, 1, "", f"no page uses this file. Name it in {SETTINGS}, or remove it.")
        elif kind == ".css":
            for line, found in plaintext.located(_ELSEWHERE, path.read_text("utf-8", "replace")):
                yield Problem(name, line, "", f"'{found[0]}' asks for another file. Use the site's own pictures.")


def drawing(raw: bytes) -> list[tuple[int, str]]:
    """Return what in an SVG file is no shape or colour: a browser runs one that is opened by its own address."""
    found: list[tuple[int, str]] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def report(what: str) -> None:
        found.append((parser.CurrentLineNumber, f"{what} has no place in a drawing. Save it as plain SVG."))

    def start(name: str, attributes: dict[str, str]) -> None:
        space, _, element = name.rpartition(" ")
        if space != _SVG or not _SHAPE.fullmatch(element):
            report(f"<{element}>")
        for key, value in attributes.items():
            odd = html.OUTSIDE.search(value) or (key.endswith("href") and not value.startswith("#"))
            if odd or not _SHAPE_ATTRIBUTE.fullmatch(key):
                report(f"'{key.rpartition(' ')[2]}={value[:40]}'")

    parser.StartElementHandler = start
    parser.EntityDeclHandler = lambda name, *_: report(f"the entity '{name}'")
    parser.ProcessingInstructionHandler = lambda target, _: report(f"<?{target}?>")
    try:
        parser.Parse(raw, True)
    except expat.ExpatError as error:
        found.append((error.lineno, f"this is no drawing: {expat.ErrorString(error.code)}. Save it as plain SVG."))
    return found


@dataclass(frozen=True)
class Site:
    """The built site: its own address, the names of its files, its pages as they were read."""

    address: str
    names: frozenset[str]
    pages: Mapping[str, Page]

    def problems(self, root: Path, files: Mapping[str, str]) -> Iterator[Problem]:
        """Yield what forbids publishing, at the Markdown that it comes from."""
        for name in sorted(self.names):
            if not _PUBLISHED.fullmatch(name):
                yield Problem(name, 1, "", "a file that is no part of the site would be published. Remove it.")
            elif name in self.pages and name != ANYWHERE and not files.get(name, "").endswith(".md"):
                yield Problem(name, 1, "", "comes from no Markdown file. Remove it.")
        for name, page in self.pages.items():
            links = [(link.address, wrong) for link in page.links if (wrong := self.wrong(name, link))]
            found = [*page.findings, *_repeated(page.ids), *(Finding(f"'{a}' {w}", (a,)) for a, w in links)]
            file = files.get(name, name)
            yield from located(root / file, file, found) if found else ()

    def wrong(self, page: str, link: Link) -> str:
        """Return what is wrong with a link on a page, or nothing."""
        try:
            parts, told = urlsplit(link.address), _host(link.words)
        except ValueError:
            return "is no address. Correct it."
        if parts.scheme not in ("", "https", "mailto") or (parts.netloc and not parts.scheme):
            return "is an address of another kind than https:, mailto: or a path in the site. Use one of these."
        if _ODD.search(link.address) or "@" in parts.netloc:
            return "is an address that hides where it leads. Write it plainly."
        if page == ANYWHERE and parts.path and not (parts.scheme or parts.path.startswith("/")):
            return "depends on where the page is shown. Begin it with the site's folder."
        whole = urljoin(self.address + page, link.address)
        if told and told != _host(whole):
            return f"is not where the words of the link lead, '{link.words.strip()}'. Correct one of them."
        if whole.startswith(self.address):
            return self._missing(whole.removeprefix(self.address), link.tag)
        if not parts.netloc and parts.scheme != "mailto":
            return "leads out of the site. Correct the link."
        return "is a file from another host. Add it to the site." if link.tag in _LOADING else ""

    def _missing(self, place: str, tag: str) -> str:
        path, _, fragment = place.partition("#")
        name = unquote(path.partition("?")[0])
        found = next((n for n in (name, f"{name}/index.html".lstrip("/"), f"{name}index.html") if n in self.names), "")
        if not found:
            return "leads to no file of the site. Correct the link."
        if fragment and found in self.pages and unquote(fragment) not in self.pages[found].ids:
            return "leads to an anchor that does not exist. Correct the link."
        return "is no script. Remove it." if tag == "script" and not found.endswith(".js") else ""


def address(site: Path) -> str:
    """Return the address under which the site is published, as its map says."""
    sitemap = site / "sitemap.xml"
    found = re.search(r"<loc>([^<]+)</loc>", sitemap.read_text("utf-8")) if sitemap.is_file() else None
    return found[1] if found else "https://-/"


def _host(words: str) -> str:
    """Return the host of an address, or nothing for other words."""
    found = words.strip()
    if not _ADDRESS.fullmatch(found):
        return ""
    return (urlsplit(found if "://" in found else f"https://{found}").hostname or "").removeprefix("www.")


def _repeated(ids: list[str]) -> Iterator[Finding]:
    for name, times in Counter(ids).items():
        if times > 1:
            yield Finding(f"the id '{name}' stands {times} times on the page. Give each its own.", (f"#{name}", name))


def located(path: Path, file: str, findings: Iterable[Finding]) -> Iterator[Problem]:
    """Yield the findings at the line of the source that holds them, as written or as shown; else at its first."""
    text = path.read_text("utf-8", "replace") if path.is_file() else ""
    lines = [(line.lower(), unescape(line).lower()) for line in text.splitlines()]
    for finding in findings:
        sought = (spelling.lower() for spelling in finding.spellings)
        places = (n for s in sought for n, forms in enumerate(lines, 1) if any(s in form for form in forms))
        yield Problem(file, next(places, 1), "", finding.text)
