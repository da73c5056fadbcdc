"""The files of the built site: which ones it has, and what may stand in those that are no pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ledger.core.problem import Problem
from ledger.publish import drawings

#: What a published file may be called. Whatever a browser would run, or read as a page, has one place.
_NAMES = re.compile(
    r".+\.(?:css|html|jpe?g|png|svg|webp)|assets/javascripts/[^/]+\.js|downloads/[^/]+\.(?:csv|json)"
    r"|search/search_index\.json|sitemap\.xml(?:\.gz)?"
)
_TEXTS = frozenset({".css", ".csv", ".html", ".js", ".json", ".svg", ".xml"})
_ESCAPED = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
#: What makes a style sheet ask for more than drawings of its own and files of the site.
_FETCHES = re.compile(
    r"""@import|image-set\(\s*["']|\b(?:url|src)\(\s*(?!["']?(?:data:image/|[\w.#][\w./#-]*["']?\s*\)))""",
    re.IGNORECASE,
)
_MAP = re.compile(r"<(?!/?(?:\?xml|urlset|url|loc|lastmod|changefreq)\b)[^\s>]*")


def named(site: Path, ending: str) -> list[Path]:
    """Return the site's files with an ending; a folder may be called anything."""
    return sorted(path for path in site.rglob(f"*{ending}") if path.is_file())


def problems(site: Path) -> Iterator[Problem]:
    """Yield what must not be in the folder, before anything there is read or written as what it seems."""
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_symlink():
            yield Problem(name, 1, "", "a symbolic link would be published. Remove it.")
        elif not path.is_dir() and not (path.is_file() and _NAMES.fullmatch(name)):
            yield Problem(name, 1, "", "a file that is no part of the site would be published. Remove it.")
        elif path.is_file() and path.suffix in _TEXTS:
            yield from _of_text(path, name)


def _of_text(path: Path, name: str) -> Iterator[Problem]:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        yield Problem(name, line, "", "these bytes are not UTF-8. Save the file as UTF-8.")
        return
    if path.suffix == ".css" and (found := _FETCHES.search(_ESCAPED.sub(_sign, text))):
        yield Problem(name, 1, "", f"'{found[0]}' may ask another host for a file. Keep to the site's own files.")
    elif path.suffix == ".svg":
        yield from (Problem(name, line, "", wrong) for line, wrong in drawings.findings(text))
    elif path.suffix == ".xml" and (found := _MAP.search(text)):
        yield Problem(name, 1, "", f"'{found[0]}' has no place in a map of the site. Remove it.")
    elif name == "search/search_index.json":
        yield from _of_search(text, name)


def _sign(escaped: re.Match[str]) -> str:
    """Return the sign that stands escaped in a style sheet."""
    code = int(escaped[1], 16) if escaped[1] else 0
    return chr(code) if 0 < code <= 0x10FFFF else escaped[2] or ""


def _of_search(text: str, name: str) -> Iterator[Problem]:
    shown = re.sub(r"<(code|pre)>.*?</\1>", "", text)
    if leftover := re.search(r"\{\{|\{%|Traceback", shown):
        yield Problem(name, 1, "", f"'{leftover[0]}' can be found by searching. Mend the page that makes it.")
