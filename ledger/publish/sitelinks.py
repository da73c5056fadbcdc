"""Addresses in the built site: where each one leads, and that no file is asked of another host."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

SCHEMES = frozenset({"", "https", "mailto"})
#: The error page, which is shown at any address.
ANYWHERE = "404.html"
#: Signs that browsers leave out of an address, or read as others.
_ODD = re.compile(r"[\x00-\x20\\\x7f]")
_HOME = re.compile(r"<loc>([^<]+)</loc>")


@dataclass(frozen=True)
class Targets:
    """What an address may lead to: the site's own address, its files by name, the anchors of its pages."""

    own: str
    names: frozenset[str]
    anchors: Mapping[str, frozenset[str]]

    def wrong(self, page: str, kind: str, address: str) -> str:
        """Return what is wrong with an address on a page, or nothing; kind is `text`, or `resource` for a file."""
        try:
            parts = urlsplit(address)
        except ValueError:
            return "this is no address"
        if parts.scheme not in SCHEMES:
            return f"an address of the kind '{parts.scheme}:'"
        if _ODD.search(address):
            return "this is no address"
        if page == ANYWHERE and parts.path and not (parts.scheme or parts.netloc or parts.path.startswith("/")):
            return "an address that depends on where the page is shown"
        whole = urljoin(self.own + page, address)
        if whole.startswith(self.own):
            return self._missing(whole.removeprefix(self.own))
        if not parts.netloc and parts.scheme != "mailto":
            return "a link to nowhere"
        return "a file from another host" if kind == "resource" else ""

    def _missing(self, place: str) -> str:
        """Return what is missing of a place in the site."""
        path, _, fragment = place.partition("#")
        name = unquote(path.partition("?")[0])
        found = next((n for n in (name, f"{name}/index.html".lstrip("/"), f"{name}index.html") if n in self.names), "")
        if not found:
            return "a link to nowhere"
        if fragment and found in self.anchors and unquote(fragment) not in self.anchors[found]:
            return "a link to an anchor that does not exist"
        return ""


def own_address(site: Path) -> str:
    """Return the address under which the site is published, as its map says."""
    sitemap = site / "sitemap.xml"
    match = _HOME.search(sitemap.read_text("utf-8")) if sitemap.is_file() else None
    return match[1] if match else "https://-/"
