"""Drawings that are made once: a drawing that was made before, in this run or another, is not made again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ledger.charts.canvas import Drawing

CACHE = Path(__file__).resolve().parents[2] / ".cache" / "charts"
#: A file that is touched when everything is drawn that a preview waits for.
DRAWN = CACHE.parent / "drawn"
#: What stands in a drawing's place until it is drawn.
LATER = '<text class="axis" x="0" y="16">Being drawn …</text>'

#: What a drawing is made by: another version may draw it otherwise.
_MAKERS = ("altair", "vl-convert-python")
#: The code that makes it, which is read here and not imported: that takes most of a second.
_SOURCES = ("canvas.py", "svg.py", "vega.py")

_drawn: dict[str, str] = {}


def draw(drawing: Drawing, render: Callable[[Drawing], str] | None = None, folder: Path = CACHE) -> str:
    """Return the drawing as the inside of an `svg` element, from the cache where it is there."""
    key = _key(drawing)
    if key not in _drawn:
        _drawn[key] = _kept(folder / f"{key}.svg") or _keep(folder / f"{key}.svg", (render or _render)(drawing))
    return _drawn[key]


def kept(drawing: Drawing, folder: Path = CACHE) -> str:
    """Return the drawing if it was drawn before, and a word in its place if not."""
    key = _key(drawing)
    return _drawn.get(key) or _kept(folder / f"{key}.svg") or LATER


def _key(drawing: Drawing) -> str:
    """Return a name that changes with the drawing, with this code and with the makers."""
    return hashlib.sha256(f"{drawing!r}\n{_code()}".encode()).hexdigest()[:32]


@cache
def _code() -> str:
    sources = [Path(__file__).with_name(name).read_text(encoding="utf-8") for name in _SOURCES]
    return "\n".join([*sources, *(f"{name} {_version(name)}" for name in _MAKERS)])


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def _kept(path: Path) -> str:
    """Return what the file keeps; nothing where it is missing, unreadable or not whole."""
    try:
        digest, _, body = path.read_text(encoding="utf-8").partition("\n")
    except (OSError, ValueError):
        return ""
    return body if digest == _digest(body) else ""


def _keep(path: Path, body: str) -> str:
    """Write the file; where that fails the next build only takes longer."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{_digest(body)}\n{body}", encoding="utf-8")
    except OSError:
        pass
    return body


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def _render(drawing: Drawing) -> str:
    # Imported here: a preview that changes no chart needs not wait for it.
    from ledger.charts import vega

    return vega.render(drawing)
