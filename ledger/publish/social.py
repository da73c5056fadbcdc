"""Preview images for links to a page, drawn when the site is finished, without network or system fonts."""

from __future__ import annotations

import html
import os
import re
import textwrap
from pathlib import Path

from jinja2 import Environment

FOLDER = "assets/social"
WIDTH, HEIGHT = 1200, 630
#: The faces that the project brings along, so that every machine draws the same bytes; the second one is Chinese.
FONTS = Path(__file__).with_name("fonts")
FACES = "Liberation Sans, Noto Sans CJK TC"

_CARD = Environment(autoescape=True).from_string(Path(__file__).with_name("card.svg").read_text("utf-8"))
_PROPERTY = re.compile(r'<meta property="og:(title|description|url|site_name)" content="([^"]*)">')
_SUMMARY = '<meta name="twitter:card" content="summary">'
_WIDE = re.compile(r"[\u2e80-\uffef]")
_FILLER = "\ufeff"


def with_image(text: str, site: Path, name: str, address: str) -> str:
    """Draw an image for a page that has Open Graph properties; return the page's text with the image named in it."""
    found = {key: html.unescape(content) for key, content in _PROPERTY.findall(text)}
    if not {"title", "url", "site_name"} <= found.keys():
        return text
    file = f"{FOLDER}/{name.removesuffix('index.html').strip('/').replace('/', '-') or 'home'}.png"
    (site / file).parent.mkdir(parents=True, exist_ok=True)
    (site / file).write_bytes(draw(found["site_name"], found["title"], found.get("description", "")))
    tags = (
        f'<meta property="og:image" content="{html.escape(address + file)}">'
        f'<meta property="og:image:width" content="{WIDTH}"><meta property="og:image:height" content="{HEIGHT}">'
    )
    return text.replace(_SUMMARY, tags + _SUMMARY.replace("summary", "summary_large_image"), 1)


def draw(site: str, title: str, description: str) -> bytes:
    """Return the image as PNG: the site's name, the page's title, what the page says of itself."""
    import resvg_py  # late: only publishing needs it

    # The renderer wants a path as UTF-8, whatever the locale reads it as.
    files = [os.fsencode(path).decode() for path in sorted(FONTS.glob("*.[ot]tf"))]
    image = resvg_py.svg_to_bytes(
        svg_string=picture(site, title, description), skip_system_fonts=True, font_files=files, font_family=FACES
    )
    return bytes(image)


def picture(site: str, title: str, description: str) -> str:
    """Return the image as SVG."""
    lines = {"title": _wrapped(title, 27), "description": _wrapped(description, 62)}
    return _CARD.render(site=site, faces=FACES, width=WIDTH, height=HEIGHT, **lines)


def _wrapped(text: str, width: int) -> list[str]:
    """Return at most three lines; a Chinese character takes the room of two letters."""
    lines = textwrap.wrap(_WIDE.sub(rf"\g<0>{_FILLER}", text), width, max_lines=3, placeholder="…")
    return [line.replace(_FILLER, "") for line in lines]
