"""The content security policy of the pages: nothing runs that a build of empty pages would not hold."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from ledger.publish.html import Finding

#: Where the hashes of the theme's own inline scripts are pinned, by depth of the page.
PINS = "ledger/inline-scripts.json"
DIRECTIVES = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; script-src 'self'"
)
#: How a page begins: whatever else stood before the policy could run without it, or move it out of the head.
_BEGINNING = re.compile(
    r"""\A\s*<!doctype html>\s*<html(?:\s+[a-z]+="[^"<>]*")*>\s*<head>\s*<meta charset="utf-8">""", re.IGNORECASE
)


def pins(root: Path) -> Mapping[str, list[str]]:
    """Return the pinned hashes by depth."""
    found: Mapping[str, list[str]] = json.loads((root / PINS).read_text("utf-8"))
    return found


def depth(name: str) -> str:
    """Return how deep the page lies; the error page stands for itself, because it is served at any depth."""
    return name if name == "404.html" else str(name.count("/"))


def hashed(script: str) -> str:
    """Return an inline script as the policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def unknown(scripts: Iterable[str], allowed: Collection[str]) -> Iterator[Finding]:
    """Yield the inline scripts that are not pinned."""
    for script in scripts:
        if hashed(script) not in allowed:
            why = "is no script of the theme's. Remove it; after a new theme or site_url: python -m ledger pin."
            yield Finding(f"'<script>{script[:40]}…' {why}", (script, "<script"))


def added(html: str, allowed: Iterable[str]) -> str:
    """Return the page with its policy, or an empty text if it does not begin so that the policy holds for all of it."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{" ".join((DIRECTIVES, *allowed))}">'
    found = _BEGINNING.match(html)
    return f"{found[0]}{meta}{html[found.end() :]}" if found else ""
