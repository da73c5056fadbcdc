"""The built site as a whole: which files belong, and where each link leads."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.parsers import expat

from ledger.core.problem import Problem
from ledger.pages.page import FOLDER
from ledger.publish import html
from ledger.publish.html import Finding, Page

SETTINGS = "mkdocs.yml"
_PICTURES = frozenset((".avif", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".webp"))
_SHAPE = re.compile(f"http://www.w3.org/2000/svg (?:{html.allowed('elements', 'shapes')})")
_SHAPE_ATTRIBUTE = re.compile(html.allowed("attributes", "shapes", "file"))
#: Elements whose address a browser asks for by itself.
_LOADING = frozenset(("img", "input", "link", "script", "use"))
_split, _joined = lru_cache(200_000)(urlsplit), lru_cache(200_000)(urljoin)  # most links stand on many pages


def sources(root: Path) -> dict[str, str]:
    """Return the files below the pages' folder, by the name under which MkDocs publishes them."""
    paths = sorted(path for path in (root / FOLDER).rglob("*") if path.is_file())
    names = [path.relative_to(root / FOLDER) for path in paths]
    return {_built(n): f"{FOLDER}/{n.as_posix()}" for n in names if not any(p.startswith(".") for p in n.parts)}


def _built(name: Path) -> str:
    if name.suffix != ".md":
        return name.as_posix()
    return (name.parent if name.stem in ("index", "README") else name.with_suffix("")).joinpath("index.html").as_posix()


def unfit(root: Path, files: Iterable[str]) -> Iterator[Problem]:
    """Yield what is wrong with the files below the pages' folder that are no pages."""
    named = set(re.split(r"[\s\[\],'\"]+", (root / SETTINGS).read_text("utf-8")))
    for name in files:
        kind = Path(name).suffix.lower()
        if kind == ".svg":
            yield from (Problem(name, line, "", text) for line, text in drawing((root / name).read_bytes()))
        elif kind in (".css", ".js"):
            if name.removeprefix(f"{FOLDER}/") not in named:
                yield Problem(name, 1, "", f"no page uses this file. Name it in {SETTINGS}, or remove it.")
        elif not name.endswith(".md") and kind not in _PICTURES:
            yield Problem(name, 1, "", "is no page, picture, style sheet or script. Remove it.")


def drawing(raw: bytes) -> list[tuple[int, str]]:
    """Return what in an SVG file is no shape or colour: a browser runs one that is opened by its own address."""
    found: list[tuple[int, str]] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def report(what: str) -> None:
        found.append((parser.CurrentLineNumber, f"{what} has no place in a drawing. Save it as plain SVG."))

    def start(name: str, attributes: dict[str, str]) -> None:
        if not _SHAPE.fullmatch(name):
            report(f"<{name.rpartition(' ')[2]}>")
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
        for name, page in self.pages.items():
            links = ((address, self.wrong(name, tag, address)) for tag, address in dict.fromkeys(page.links))
            wrong = (Finding(f"'{address}' {why}", (address,)) for address, why in links if why)
            twice = (i for i, times in Counter(page.ids).items() if times > 1)
            ids = (Finding(f"the id '{i}' stands twice on the page. Give each its own.", (f"#{i}", i)) for i in twice)
            found = [*page.findings, *ids, *wrong]
            yield from _located(root, files.get(name, name), found) if found else ()

    def wrong(self, page: str, tag: str, address: str) -> str:
        """Return what is wrong with an address on a page, or nothing."""
        path, _, fragment = address.partition("#")
        try:
            parts = _split(path)
        except ValueError:
            return "is no address. Correct it."
        if parts.scheme not in ("", "https", "mailto") or (parts.netloc and not parts.scheme) or "@" in parts.netloc:
            return "is an address of another kind than https:, mailto: or a path in the site. Use one of these."
        base = page
        while path.startswith("../") and "/" in base:  # neighbours then share what they link to
            base, path = base.rpartition("/")[0], path[3:]
        whole = _joined(self.address + base, path if base is page else f"./{path}")
        if whole.startswith(self.address):
            return self._missing(whole.removeprefix(self.address), fragment)
        if not parts.netloc and parts.scheme != "mailto":
            return "leads out of the site. Correct the link."
        return "is a file from another host. Add it to the site." if tag in _LOADING else ""

    def _missing(self, place: str, fragment: str) -> str:
        name = unquote(place.partition("?")[0])
        found = next((n for n in (name, f"{name}/index.html".lstrip("/"), f"{name}index.html") if n in self.names), "")
        if not found:
            return "leads to no file of the site. Correct the link."
        if fragment and found in self.pages and unquote(fragment) not in self.pages[found].ids:
            return "leads to an anchor that does not exist. Correct the link."
        return ""


def address(site: Path) -> str:
    """Return the address under which the site is published, as its map says."""
    sitemap = site / "sitemap.xml"
    found = re.search(r"<loc>([^<]+)</loc>", sitemap.read_text("utf-8")) if sitemap.is_file() else None
    return found[1] if found else "https://-/"


def _located(root: Path, file: str, findings: Iterable[Finding]) -> Iterator[Problem]:
    """Yield the findings at the line of the source that holds them, as written or as shown; else at its first."""
    text = (root / file).read_text("utf-8") if (root / file).is_file() else ""
    lines = [f"{line}\n{unescape(line)}".lower() for line in text.splitlines()]
    for finding in findings:
        places = (n for spelling in finding.spellings for n, line in enumerate(lines, 1) if spelling.lower() in line)
        yield Problem(file, next(places, 1), "", finding.text)
