"""One page, read with two macros: what the tests of the pages' package share."""

from __future__ import annotations

from functools import partial
from inspect import Signature, signature
from pathlib import Path

from ledger.pages import calls
from ledger.pages import page as pages


def _fig(id: str, style: str = "words") -> str: ...


def _checks() -> str: ...


MACROS: dict[str, Signature] = {"fig": signature(_fig), "checks": signature(_checks)}


def reading(folder: Path, text: str | bytes, name: str = "page.md") -> tuple[pages.Page | None, list[str]]:
    """Return the page that the text makes, if any, and the problems in it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    page, problems = pages.read(path, name, partial(calls.walk, macros=MACROS))
    return page, [str(p) for p in problems]
