"""The content policy of the published pages: nothing runs that a clean build would not hold."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ledger.core.problem import Problem
from ledger.publish import document, sitefiles

#: Where the hashes of the theme's own inline scripts are written down, by depth of the page.
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
_META = '<meta http-equiv="Content-Security-Policy" content="'

Pins = Mapping[str, list[str]]


def read(root: Path) -> Pins:
    """Return the pinned hashes by depth."""
    pins: Pins = json.loads((root / PINS).read_text("utf-8"))
    return pins


def depth(site: Path, page: Path) -> str:
    """Return how deep the page lies; the error page stands for itself, because it is served at any depth."""
    relative = page.relative_to(site)
    return relative.name if relative.name == "404.html" else str(len(relative.parts) - 1)


def hashes(html: str) -> Iterator[str]:
    """Yield the policy's hash of every inline script that would run."""
    for script in document.parse(html).scripts:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        yield f"'sha256-{digest}'"


def collect(site: Path) -> dict[str, list[str]]:
    """Return the hashes of a clean build by depth, to be written down."""
    found: dict[str, list[str]] = {}
    for page in sitefiles.named(site, ".html"):
        known = found.setdefault(depth(site, page), [])
        known.extend(h for h in hashes(page.read_text("utf-8")) if h not in known)
    return dict(sorted(found.items()))


def apply(site: Path, pins: Pins) -> list[Problem]:
    """Put the policy into every page; report scripts that no clean build holds."""
    problems: list[Problem] = []
    for page in sitefiles.named(site, ".html"):
        html = page.read_text("utf-8")
        allowed = pins.get(depth(site, page), [])
        if any(h not in allowed for h in hashes(html)):
            text = "an inline script that no clean build holds. Remove it; after a new theme or site_url, pin anew."
            problems.append(Problem(page.relative_to(site).as_posix(), 1, "", text))
        page.write_text(_with_policy(html, allowed), "utf-8")
    return problems


def _with_policy(html: str, allowed: Iterable[str]) -> str:
    policy = "; ".join((*DIRECTIVES, " ".join(("script-src 'self'", *allowed))))
    return _BEGINNING.sub(lambda beginning: f'{beginning[0]}{_META}{policy}">', html, count=1)


def stands_first(html: str) -> bool:
    """Say whether the policy stands where it holds for all that follows."""
    beginning = _BEGINNING.match(html)
    return beginning is not None and html.startswith(_META, beginning.end())
