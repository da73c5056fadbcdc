"""Preview images for links to a page, drawn when the site is finished, without network or system fonts."""

import html
import os
import re
import textwrap
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from jinja2 import Environment

FOLDER = "assets/social"
#: The image that each page had in the last build, and the key of all that it was drawn from.
CACHE = ".cache/social"
#: The faces that the project brings along, so that every machine draws the same bytes.
_FONTS = sorted(Path(__file__).with_name("fonts").glob("*.[ot]tf"))
_CARD = Environment(autoescape=True).from_string(Path(__file__).with_name("card.svg").read_text("utf-8"))
_PROPERTY = re.compile(r'<meta property="og:(title|description|image|site_name)" content="([^"]*)">')
#: What names the renderer and its fonts: others may draw otherwise.
_renderer = cache(lambda: b"".join([version("resvg-py").encode(), *(sha256(f.read_bytes()).digest() for f in _FONTS)]))
_WIDE = re.compile(r"[\u2e80-\uffef]")
_FILLER = "\ufeff"


def draw_for(text: str, root: Path, site: Path) -> None:
    """Draw the image that a page names, of its Open Graph properties."""
    found = {key: html.unescape(content) for key, content in _PROPERTY.findall(text)}
    if "image" not in found:
        return
    name = Path(found["image"]).name
    for folder in (site / FOLDER, root / CACHE):
        folder.mkdir(parents=True, exist_ok=True)
    svg = picture(found["site_name"], found["title"], found.get("description", ""))
    (site / FOLDER / name).write_bytes(kept(root / CACHE / name, svg))


def kept(path: Path, svg: str) -> bytes:
    """Return the image of an SVG: the one kept at a path, if it was drawn of the same; else a new one."""
    key = sha256(_renderer() + svg.encode()).digest()
    image = path.read_bytes() if path.is_file() else b""
    if not image.endswith(key):  # it stands last: a file that was cut short has none
        image = draw(svg) + key
        path.write_bytes(image)
    return image.removesuffix(key)


def draw(svg: str) -> bytes:
    """Return an SVG as PNG."""
    import resvg_py  # late: only publishing needs it

    # The renderer wants a path as UTF-8, whatever the locale reads it as.
    files = [os.fsencode(path).decode() for path in _FONTS]
    return resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=files)


def picture(site: str, title: str, description: str) -> str:
    """Return the image as SVG."""
    lines = {"title": _wrapped(title, 27), "description": _wrapped(description, 62)}
    return _CARD.render(site=site, **lines)


def _wrapped(text: str, width: int) -> list[str]:
    """Return at most three lines; a Chinese character takes the room of two letters."""
    lines = textwrap.wrap(_WIDE.sub(rf"\g<0>{_FILLER}", text), width, max_lines=3, placeholder="…")
    return [line.replace(_FILLER, "") for line in lines]
