"""The content security policy of the pages: nothing runs that a build of empty pages would not hold."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

#: Where the hashes of the theme's own inline scripts are pinned, by depth of the page.
PINS = "ledger/inline-scripts.json"
DIRECTIVES = (
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
)
#: How a page begins: whatever else stood before the policy could run without it, or move it out of the head.
_BEGINNING = re.compile(
    r"""\A\s*<!doctype html>\s*<html(?:\s+[a-z]+="[^"<>]*")*>\s*<head>\s*<meta charset="utf-8">""", re.IGNORECASE
)

Pins = Mapping[str, list[str]]


def read(root: Path) -> Pins:
    """Return the pinned hashes by depth."""
    pins: Pins = json.loads((root / PINS).read_text("utf-8"))
    return pins


def depth(name: str) -> str:
    """Return how deep the page lies; the error page stands for itself, because it is served at any depth."""
    return name if name == "404.html" else str(name.count("/"))


def hashed(script: str) -> str:
    """Return an inline script as the policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def collect(pages: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Return the hashes of the pages' scripts by depth, each once."""
    found: dict[str, dict[str, None]] = {}
    for name, scripts in pages.items():
        found.setdefault(depth(name), {}).update(dict.fromkeys(map(hashed, scripts)))
    return {key: list(found[key]) for key in sorted(found)}


def added(html: str, allowed: Iterable[str]) -> str:
    """Return the page with its policy, or an empty text if it does not begin so that the policy holds for all of it."""
    policy = "; ".join((*DIRECTIVES, " ".join(("script-src 'self'", *allowed))))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    found = _BEGINNING.match(html)
    return f"{found[0]}{meta}{html[found.end() :]}" if found else ""
