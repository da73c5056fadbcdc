"""Preview images for links to a page, drawn when the site is finished, without network or system fonts."""

from __future__ import annotations

import html
import re
import textwrap
from pathlib import Path

FOLDER = "assets/social"
WIDTH, HEIGHT = 1200, 630
#: A face that the renderer brings along, so that every machine draws the same bytes.
FACE = "Liberation Sans"

_PROPERTY = re.compile(r'<meta property="og:(title|description|url|site_name)" content="([^"]*)">')
_CARD = '<meta name="twitter:card" content="summary">'


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
    import vl_convert  # late: it takes a while to start, and only publishing needs it

    return bytes(vl_convert.svg_to_png(picture(site, title, description), scale=1))


def picture(site: str, title: str, description: str) -> str:
    """Return the image as SVG."""
    lines = textwrap.wrap(title, 27, max_lines=3, placeholder="…")
    small = textwrap.wrap(description, 62, max_lines=3, placeholder="…")
    parts = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fbf8f2"/>',
        '<rect x="80" y="150" width="1040" height="2" fill="#857b6a"/>',
        '<rect x="80" y="157" width="1040" height="2" fill="#857b6a"/>',
        f'<rect y="{HEIGHT - 18}" width="{WIDTH}" height="18" fill="#0f5c4a"/>',
        _text(site, 120, 36, "#0f5c4a", weight="bold"),
        *(_text(line, 245 + 84 * n, 72, "#201d18", weight="bold") for n, line in enumerate(lines)),
        *(_text(line, 250 + 84 * len(lines) + 42 * n, 31, "#5a5347") for n, line in enumerate(small)),
    ]
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>'


def _text(text: str, y: int, size: int, colour: str, weight: str = "normal") -> str:
    style = f'font-family="{FACE}" font-size="{size}" font-weight="{weight}" fill="{colour}"'
    return f'<text x="80" y="{y}" {style}>{html.escape(text)}</text>'
