"""The files below the folders of data and pages: which of them are pages, and which must not stand there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ledger.core.problem import Problem
from ledger.pages.page import FOLDER

DATA = "data"
SETTINGS = "mkdocs.yml"
#: What else MkDocs takes for a page.
OTHER_SUFFIXES = frozenset({".markdown", ".mdown", ".mkdn", ".mkd"})

_LINK = "a symbolic link. Put the file itself here."


def find(root: Path) -> tuple[list[tuple[Path, str]], list[Problem]]:
    """Return the pages with their names below the folder, and what is wrong with files."""
    linked = links(root)
    pages, problems, taken = [], list(linked), dict[PurePosixPath, str]()
    for path in () if linked else _below(root):
        file = path.relative_to(root).as_posix()
        name = file.removeprefix(f"{FOLDER}/")
        if wrong := _wrong(path, name) or _swallowed(name, taken):
            problems.append(Problem(file, 1, "", wrong))
        elif path.suffix == ".md" and file != name and path.is_file():
            pages.append((path, name))
    return pages, problems


def links(root: Path) -> tuple[Problem, ...]:
    """Return the folders of data and pages that are links themselves: nothing below them is the project's own."""
    return tuple(Problem(name, 1, "", _LINK) for name in (DATA, FOLDER) if (root / name).is_symlink())


def _below(root: Path) -> Iterator[Path]:
    for folder in (DATA, FOLDER):
        yield from sorted((root / folder).rglob("*"))


def _wrong(path: Path, name: str) -> str:
    """Return why a file must not stand where it stands, or nothing."""
    if path.is_symlink():
        return _LINK
    if not path.is_file() and not path.is_dir():
        return "this is no file. Remove it."
    if path.suffix in OTHER_SUFFIXES:
        return "a page under another ending. Rename it to '.md'."
    folders = name.split("/")
    hidden = next((part for part in folders if part.startswith(".")), "")
    hidden = hidden or ("templates" if folders[0] == "templates" and len(folders) > 1 else "")
    return f"'{hidden}' is left out of the site. Rename it." if path.suffix == ".md" and hidden else ""


def _swallowed(name: str, taken: dict[PurePosixPath, str]) -> str:
    """Return why a file would be published over another one, or nothing; `taken` holds the addresses so far."""
    path = PurePosixPath(name)
    if path.suffix not in (".md", ".html"):
        return ""
    is_index = path.stem == "index" or path.name == "README.md"
    address = path.parent if is_index else path.with_suffix("") if path.suffix == ".md" else path
    first = taken.setdefault(address, name)
    return "" if first == name else f"'{first}' has the same address on the site. Rename one of them."
