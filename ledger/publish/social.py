"""Preview images for links to a page, drawn when the site is finished, without network or system fonts."""

from __future__ import annotations

import html
import os
import re
import textwrap
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment

FOLDER = "assets/social"
#: The image that each page had in the last build, behind a seal on it and all that it was drawn from.
CACHE = ".cache/social"
WIDTH, HEIGHT = 1200, 630
#: The faces that the project brings along, so that every machine draws the same bytes; the second one is Chinese.
_FONTS = sorted(Path(__file__).with_name("fonts").glob("*.[ot]tf"))
FACES = "Liberation Sans, Noto Sans CJK TC"

_CARD = Environment(autoescape=True).from_string(Path(__file__).with_name("card.svg").read_text("utf-8"))
_PROPERTY = re.compile(r'<meta property="og:(title|description|url|site_name)" content="([^"]*)">')
_SUMMARY = '<meta name="twitter:card" content="summary">'
_WIDE = re.compile(r"[\u2e80-\uffef]")
_FILLER = "\ufeff"


def with_image(text: str, root: Path, site: Path, name: str, address: str) -> str:
    """Draw an image for a page that has Open Graph properties; return the page's text with the image named in it."""
    found = {key: html.unescape(content) for key, content in _PROPERTY.findall(text)}
    if not {"title", "url", "site_name"} <= found.keys():
        return text
    file = f"{name.removesuffix('index.html').strip('/').replace('/', '-') or 'home'}.png"
    for folder in (site / FOLDER, root / CACHE):
        folder.mkdir(parents=True, exist_ok=True)
    svg = picture(found["site_name"], found["title"], found.get("description", ""))
    (site / FOLDER / file).write_bytes(_kept(root / CACHE / file, svg))
    tags = (
        f'<meta property="og:image" content="{html.escape(f"{address}{FOLDER}/{file}")}">'
        f'<meta property="og:image:width" content="{WIDTH}"><meta property="og:image:height" content="{HEIGHT}">'
    )
    return text.replace(_SUMMARY, tags + _SUMMARY.replace("summary", "summary_large_image"), 1)


def _kept(path: Path, svg: str) -> bytes:
    """Return the image that is kept, if it is whole and of this SVG; else draw it, and keep it."""
    kept = path.read_bytes() if path.is_file() else b""
    if _seal(svg, kept[32:]) != kept[:32]:
        image = draw(svg)
        kept = _seal(svg, image) + image
        path.write_bytes(kept)
    return kept[32:]


def _seal(svg: str, image: bytes) -> bytes:
    return sha256(b"\0".join((_renderer(), svg.encode(), image))).digest()


@cache
def _renderer() -> bytes:
    """Return what names the renderer: its version and its fonts."""
    import resvg_py  # late: only publishing needs it

    return sha256(b"".join((resvg_py.__version__.encode(), *(path.read_bytes() for path in _FONTS)))).digest()


def draw(svg: str) -> bytes:
    """Return an SVG as PNG."""
    import resvg_py

    # The renderer wants a path as UTF-8, whatever the locale reads it as.
    files = [os.fsencode(path).decode() for path in _FONTS]
    return resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=files, font_family=FACES)


def picture(site: str, title: str, description: str) -> str:
    """Return the image as SVG."""
    lines = {"title": _wrapped(title, 27), "description": _wrapped(description, 62)}
    return _CARD.render(site=site, faces=FACES, width=WIDTH, height=HEIGHT, **lines)


def _wrapped(text: str, width: int) -> list[str]:
    """Return at most three lines; a Chinese character takes the room of two letters."""
    lines = textwrap.wrap(_WIDE.sub(rf"\g<0>{_FILLER}", text), width, max_lines=3, placeholder="…")
    return [line.replace(_FILLER, "") for line in lines]
