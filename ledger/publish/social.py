"""Preview images for links to a page, drawn when the site is finished, without network or system fonts."""

from __future__ import annotations

import html
import os
import re
import textwrap
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

FOLDER = "assets/social"
WIDTH, HEIGHT = 1200, 630
#: The faces that the project brings along, so that every machine draws the same bytes; the second one is Chinese.
FONTS = Path(__file__).with_name("fonts")
FACES = "Liberation Sans, Noto Sans CJK TC"

_PROPERTY = re.compile(r'<meta property="og:(title|description|url|site_name)" content="([^"]*)">')
_CARD = '<meta name="twitter:card" content="summary">'
_WIDE = re.compile(r"[\u2e80-\uffef]")
_FILLER = "\ufeff"


def with_image(text: str, site: Path, page: Path) -> str:
    """Draw an image for a page that has Open Graph properties; return the page's text with the image named in it."""
    found = {name: html.unescape(content) for name, content in _PROPERTY.findall(text)}
    if not {"title", "url", "site_name"} <= found.keys():
        return text
    name = _name(site, page)
    image = site / FOLDER / name
    image.parent.mkdir(parents=True, exist_ok=True)
    image.write_bytes(draw(found["site_name"], found["title"], found.get("description", "")))
    return _with_image(text, f"{_root(site, page, found['url'])}{FOLDER}/{name}")


def _name(site: Path, page: Path) -> str:
    folder = page.parent.relative_to(site).as_posix()
    return f"{'home' if folder == '.' else folder.replace('/', '-')}.png"


def _root(site: Path, page: Path, address: str) -> str:
    """Return the site's own address, given a page's."""
    folder = page.parent.relative_to(site).as_posix()
    return address if folder == "." else address.removesuffix(f"{folder}/")


def _with_image(text: str, address: str) -> str:
    tags = (
        f'<meta property="og:image" content="{html.escape(address)}">'
        f'<meta property="og:image:width" content="{WIDTH}"><meta property="og:image:height" content="{HEIGHT}">'
    )
    return text.replace(_CARD, tags + _CARD.replace("summary", "summary_large_image"), 1)


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
    svg = Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {WIDTH} {HEIGHT}")
    svg.attrib |= {"width": str(WIDTH), "height": str(HEIGHT)}
    _box(svg, 0, 0, WIDTH, HEIGHT, "#fbf8f2")
    _box(svg, 80, 150, 1040, 2, "#857b6a")
    _box(svg, 80, 157, 1040, 2, "#857b6a")
    _box(svg, 0, HEIGHT - 18, WIDTH, 18, "#0f5c4a")
    _text(svg, site, 120, 36, "#0f5c4a", "bold")
    lines = _wrapped(title, 27)
    for n, line in enumerate(lines):
        _text(svg, line, 245 + 84 * n, 72, "#201d18", "bold")
    for n, line in enumerate(_wrapped(description, 62)):
        _text(svg, line, 250 + 84 * len(lines) + 42 * n, 31, "#5a5347", "normal")
    return tostring(svg, encoding="unicode")


def _wrapped(text: str, width: int) -> list[str]:
    """Return at most three lines; a Chinese character takes the room of two letters."""
    lines = textwrap.wrap(_WIDE.sub(rf"\g<0>{_FILLER}", text), width, max_lines=3, placeholder="…")
    return [line.replace(_FILLER, "") for line in lines]


def _box(svg: Element, x: int, y: int, width: int, height: int, colour: str) -> None:
    SubElement(svg, "rect", x=str(x), y=str(y), width=str(width), height=str(height), fill=colour)


def _text(svg: Element, text: str, y: int, size: int, colour: str, weight: str) -> None:
    style = {"font-family": FACES, "font-size": str(size), "font-weight": weight, "fill": colour}
    SubElement(svg, "text", {"x": "80", "y": str(y), **style}).text = text
