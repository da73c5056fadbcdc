"""The files beside the pages: pictures, and what the site's own settings name; nothing that a browser would run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ledger import drawings, plaintext
from ledger.pages import FOLDER, OTHER_SUFFIXES
from ledger.problem import Problem

DATA = "data"
SETTINGS = "mkdocs.yml"
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp"})
TEXTS = frozenset({".css", ".js", ".svg"})
MAX_BYTES = 1_000_000

_LINK = "a symbolic link. Put the file itself here."
_NAME = re.compile(r"(?:[a-z0-9][a-z0-9-]*/)*[a-z0-9][a-z0-9._-]*")
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
    for path, name in files(root):
        yield from _of_file(path, name, settings)


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


def _settings(root: Path) -> frozenset[str]:
    """Return every path that the settings name, without asking what for."""
    text, _ = plaintext.read(root / SETTINGS, SETTINGS, MAX_BYTES)
    return frozenset(word for line in text.split("\n") for word in re.findall(r"[\w./-]+", _COMMENT.sub("", line)))


def _of_file(path: Path, name: str, settings: frozenset[str]) -> Iterator[Problem]:
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
    text, unreadable = plaintext.read(path, f"{FOLDER}/{name}", MAX_BYTES)
    yield from unreadable
    if path.suffix == ".svg" and not unreadable:
        for line, wrong in drawings.findings(text):
            yield Problem(f"{FOLDER}/{name}", line, "", wrong)
