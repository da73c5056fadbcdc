"""Preview images for links to a page, drawn when the site is finished, without network or system fonts."""

import html
import re
import textwrap
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

FOLDER = "assets/social"
#: The image that each page had in the last build, and the key of all that it was drawn from.
CACHE = ".cache/social"
#: The faces that the project brings along, so that every machine draws the same.
_FONTS = Path(__file__).with_name("fonts")
_REGULAR, _BOLD, _CHINESE = "LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf", "NotoSansCJKtc-Common.otf"
_WIDTH, _HEIGHT, _MARGIN = 1200, 630, 80
#: An image is drawn in grey and coloured by its palette, of which half leads from paper to ink and half to green.
_PAPER, _INK, _GREEN = (0xFB, 0xF8, 0xF2), (0x20, 0x1D, 0x18), (0x0F, 0x5C, 0x4A)
_FULL, _SOFT, _FAINT, _SHADES = 127, 95, 72, 128
_PROPERTY = re.compile(r'<meta property="og:(title|description|image|site_name)" content="([^"]*)">')
#: What names the renderer and its fonts: others may draw otherwise.
_renderer = cache(lambda: f"{version('pillow')} {[(f.name, f.stat().st_size) for f in sorted(_FONTS.iterdir())]}")
_WIDE = re.compile(r"[\u2e80-\uffef]")
_RUNS = re.compile(f"({_WIDE.pattern}+)")
_FILLER = "\ufeff"


class Line(NamedTuple):
    """A line of words: how far down it stands and how large it is, in pixels, its face and its shade."""

    words: str
    bottom: int
    size: int
    face: str
    shade: int


def draw_for(text: str, root: Path, site: Path) -> None:
    """Draw the image that a page names, of its Open Graph properties."""
    found = {key: html.unescape(content) for key, content in _PROPERTY.findall(text)}
    if "image" not in found:
        return
    name = Path(found["image"]).name
    for folder in (site / FOLDER, root / CACHE):
        folder.mkdir(parents=True, exist_ok=True)
    lines = card(found["site_name"], found["title"], found.get("description", ""))
    (site / FOLDER / name).write_bytes(kept(root / CACHE / name, lines))


def kept(path: Path, lines: list[Line]) -> bytes:
    """Return the image of some lines: the one kept at a path, if it was drawn of the same; else a new one."""
    key = sha256(f"{_renderer()} {lines}".encode()).digest()
    image = path.read_bytes() if path.is_file() else b""
    if not image.endswith(key):  # it stands last: a file that was cut short has none
        image = draw(lines) + key
        path.write_bytes(image)
    return image.removesuffix(key)


def card(site: str, title: str, description: str) -> list[Line]:
    """Return the lines of an image: the site's name, then at most three of the title, and of what the page says."""
    titles, rest = _wrapped(title, 27), _wrapped(description, 62)
    return [
        Line(site, 120, 36, _BOLD, _FULL),
        *(Line(words, 245 + 84 * n, 72, _BOLD, _FULL) for n, words in enumerate(titles)),
        *(Line(words, 250 + 84 * len(titles) + 42 * n, 31, _REGULAR, _SOFT) for n, words in enumerate(rest)),
    ]


def draw(lines: Sequence[Line]) -> bytes:
    """Return lines as PNG; the first of them is green."""
    image = Image.new("L", (_WIDTH, _HEIGHT))
    ImageDraw.Draw(image).rectangle((0, 612, _WIDTH, _HEIGHT), fill=_FULL)
    _write(image, lines[0])
    image = image.point([shade + _SHADES * (shade > 0) for shade in range(256)])
    for top in (150, 157):
        ImageDraw.Draw(image).rectangle((_MARGIN, top, _WIDTH - _MARGIN, top + 1), fill=_FAINT)
    for line in lines[1:]:
        _write(image, line)
    image.putpalette([*_ramp(_INK), *_ramp(_GREEN)])
    image.save(file := BytesIO(), "PNG", compress_level=1)  # half the time for a fifth more bytes
    return file.getvalue()


def _write(image: Image.Image, line: Line) -> None:
    """Write a line's words, each character in a face that has it."""
    at = float(_MARGIN)
    for words in _RUNS.split(line.words):
        font = _font(_CHINESE if _WIDE.match(words) else line.face, line.size)
        ImageDraw.Draw(image).text((at, line.bottom), words, line.shade, font, "ls")
        at += font.getlength(words)


@cache
def _font(face: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONTS / face, size, layout_engine=ImageFont.Layout.BASIC)


def _ramp(colour: tuple[int, ...]) -> list[int]:
    """Return the shades from the paper's colour to another, as a palette's bytes."""
    parts = (shade / (_SHADES - 1) for shade in range(_SHADES))
    return [round(p + (c - p) * part) for part in parts for p, c in zip(_PAPER, colour, strict=True)]


def _wrapped(text: str, width: int) -> list[str]:
    """Return at most three lines; a Chinese character takes the room of two letters."""
    lines = textwrap.wrap(_WIDE.sub(rf"\g<0>{_FILLER}", text), width, max_lines=3, placeholder="…")
    return [line.replace(_FILLER, "") for line in lines]
