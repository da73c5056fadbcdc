"""The files beside the pages: pictures, and what the site's own settings name; nothing that a browser would run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from ledger.core import plaintext
from ledger.core.problem import Problem
from ledger.pages.page import FOLDER, OTHER_SUFFIXES

DATA = "data"
SETTINGS = "mkdocs.yml"
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp"})
TEXTS = frozenset({".css", ".js", ".svg"})
MAX_BYTES = 1_000_000

_LINK = "a symbolic link. Put the file itself here."
_NAME = re.compile(r"(?:[a-z0-9][a-z0-9-]*/)*[a-z0-9][a-z0-9._-]*")
#: A page or an asset, as the settings name it from the pages' folder.
_NAMED = re.compile(r"(?<![\w./-])(?:assets/[\w./-]+|[\w./-]+\.md)(?![\w./-])")
_COMMENT = re.compile(r"(?:^|\s)#.*")


def problems(root: Path) -> Iterator[Problem]:
    """Yield the files below the folders of data and pages that must not be read or published."""
    for path in sorted((root / DATA).rglob("*")):
        if path.is_symlink():
            yield Problem(path.relative_to(root).as_posix(), 1, "", _LINK)
    for path in sorted((root / FOLDER).rglob("*")):
        if path.exists() and not path.is_file() and not path.is_dir():
            yield Problem(path.relative_to(root).as_posix(), 1, "", "this is no file. Remove it.")
    settings = _settings(root)
    yield from _missing(root, settings)
    for path, name in files(root):
        yield from _of_file(path, name, settings)


def is_page(name: str) -> bool:
    """Say whether a file is a page by its name, and one that can be written into an address."""
    return name.endswith(".md") and bool(_NAME.fullmatch(name))


def links(root: Path) -> tuple[Problem, ...]:
    """Return the folders of data and pages that are links themselves: nothing below them is the project's own."""
    return tuple(Problem(name, 1, "", _LINK) for name in (DATA, FOLDER) if (root / name).is_symlink())


def files(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield every file of the pages' folder with its name there; links, and what the engine leaves out, are none."""
    folder = root / FOLDER
    for path in sorted(folder.rglob("*")) if not folder.is_symlink() else ():
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not path.is_symlink() and not any(part.startswith(".") for part in name.split("/")):
            yield path, name


def site_url(root: Path) -> str:
    """Return the address under which the settings publish the site."""
    found = re.search(r"^site_url:\s*(\S+)", plaintext.read(root / SETTINGS, SETTINGS, MAX_BYTES)[0], re.MULTILINE)
    return found[1] if found else ""


def _settings(root: Path) -> dict[str, int]:
    """Return the pages and assets that the settings name, without asking what for, with the line that does so first."""
    text, _ = plaintext.read(root / SETTINGS, SETTINGS, MAX_BYTES)
    lines = ((number, _COMMENT.sub("", line)) for number, line in enumerate(text.split("\n"), 1))
    named = [(name, number) for number, line in lines for name in _NAMED.findall(line)]
    return dict(reversed(named))


def _missing(root: Path, settings: Mapping[str, int]) -> Iterator[Problem]:
    """Yield what the settings name and the pages' folder lacks: much of the site leads there."""
    for name, line in settings.items():
        if not (root / FOLDER / name).exists():
            text = f"'{name}' is named here and missing. Add {FOLDER}/{name}, or do not name it."
            yield Problem(SETTINGS, line, "", text)


def _of_file(path: Path, name: str, settings: Mapping[str, int]) -> Iterator[Problem]:
    if path.suffix in OTHER_SUFFIXES:
        return  # reported with the pages
    if not _NAME.fullmatch(name):
        text = "an odd name for a file. Use lower-case letters, digits, points and hyphens."
        yield Problem(f"{FOLDER}/{name}", 1, "", text)
    elif path.suffix == ".md":
        if settings and name not in settings:
            text = f"the page is not in the navigation. Add it to 'nav' in {SETTINGS}."
            yield Problem(f"{FOLDER}/{name}", 1, "", text, "warning")
    elif name not in settings and not (path.suffix in PICTURES and name.startswith("assets/")):
        text = f"a file that the site does not know would be published. Remove it, or name it in {SETTINGS}."
        yield Problem(f"{FOLDER}/{name}", 1, "", text)
    elif path.stat().st_size > MAX_BYTES:
        yield Problem(f"{FOLDER}/{name}", 1, "", f"the file is larger than {MAX_BYTES:,} bytes. Make it smaller.")
    elif path.suffix in TEXTS:
        yield from _of_text(path, name)


def _of_text(path: Path, name: str) -> Iterator[Problem]:
    yield from plaintext.read(path, f"{FOLDER}/{name}", MAX_BYTES)[1]
