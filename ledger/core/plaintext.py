"""Text files: UTF-8, of bounded size, without control characters; written completely or not at all."""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from ledger.core.problem import Problem

MAX_PROBLEMS = 50
#: Pages repeat a text of the data many times: a long one would be a page by itself.
MAX_TEXT = 2_000

#: Controls, separators of lines, the byte order mark, and characters that turn the direction of writing.
_HIDDEN = re.compile(  # a class in front, which a search skips to; the return of a Windows line is none of them
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\uffff](?<!\r(?=\n))"
)
_JINJA = re.compile(r"\{[{%#]")


def read(path: Path, name: str, limit: int) -> tuple[str, list[Problem]]:
    """Return the file's text, or the problems that make it unreadable; `name` stands for it in messages."""
    raw, wrong = _bytes(path, limit)
    if wrong:
        return "", [Problem(name, 1, "", wrong)]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].partition(b"\0")[0].count(b"\n") + 1  # wide characters have no lines
        return "", [Problem(name, line, "", "these bytes are not UTF-8. Save the file as UTF-8.")]
    found = islice(located(_HIDDEN, text), MAX_PROBLEMS)
    return text, [Problem(name, line, "", oddity(match[0])) for line, match in found]


def _bytes(path: Path, limit: int) -> tuple[bytes, str]:
    """Return what the file holds, or why it is not read."""
    if path.is_symlink():
        return b"", "a symbolic link. Put the file itself here."
    if path.exists() and not (path.is_file() or path.is_dir()):  # a pipe would never end
        return b"", "this is no file. Put a file here."
    try:
        with path.open("rb") as file:
            raw = file.read(limit + 1)
    except OSError as error:
        return b"", f"the file cannot be read: {error.strerror}. Restore it."
    return raw, f"the file is larger than {limit:,} bytes. Split it." if len(raw) > limit else ""


def located(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield what the pattern finds, with its line, in one pass through the text."""
    line, at = 1, 0
    for match in pattern.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        yield line, match


def oddity(text: str) -> str:
    """Return why a text of the data must not reach a page, or nothing."""
    if len(text) > MAX_TEXT:
        return f"a text of more than {MAX_TEXT:,} characters. Shorten it."
    if found := _JINJA.search(text):
        return f"'{found[0]}' begins a macro call, and no text here holds one. Word it otherwise."
    found = _HIDDEN.search(text)
    return f"the invisible character U+{ord(found[0][0]):04X} stands here. Remove it." if found else ""


def write_atomically(path: Path, text: str) -> None:
    """Write beside the file and rename: a full disk or an interruption leaves the file as it was."""
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_text(text, "utf-8", newline="\n")
        if path.exists():
            beside.chmod(path.stat().st_mode)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
