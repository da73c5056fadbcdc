"""Reading a file of text: what is refused before it is read, and in which words."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ledger import book
from ledger.core import plaintext

LIMIT = 10


def large(path: Path) -> None:
    """Make a file that is large and takes no room."""
    with path.open("wb") as file:
        file.truncate(1 << 33)


CASES: dict[str, tuple[Callable[[Path], object], str]] = {
    "small enough": (lambda path: path.write_bytes(b"x" * LIMIT), ""),
    "too large": (lambda path: path.write_bytes(b"x" * (LIMIT + 1)), "the file is larger than 10 bytes. Split it."),
    "much too large": (large, "the file is larger than 10 bytes. Split it."),
    "missing": (lambda path: None, "the file cannot be read: No such file or directory. Restore it."),
    "pipe": (os.mkfifo, "this is no file. Put a file here."),
    "folder": (Path.mkdir, "the file cannot be read: Is a directory. Restore it."),
    "link": (lambda path: path.symlink_to("x"), "a symbolic link. Put the file itself here."),
    "no UTF-8": (lambda path: path.write_bytes(b"a\n\xff"), "these bytes are not UTF-8. Save the file as UTF-8."),
}


@pytest.mark.parametrize(("make", "message"), CASES.values(), ids=CASES)
def test_what_is_refused(tmp_path: Path, make: Callable[[Path], object], message: str) -> None:
    make(tmp_path / "file")
    text, problems = plaintext.read(tmp_path / "file", "file", LIMIT)
    assert [p.text for p in problems] == ([message] if message else [])
    assert bool(text) is not bool(message)


def test_a_pipe_among_the_pages_is_reported(root: Path) -> None:
    os.mkfifo(root / "docs/pipe.md")
    assert [str(p) for p in book.read(root).problems] == ["docs/pipe.md:1: this is no file. Put a file here."]
