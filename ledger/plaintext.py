"""Files of text as bytes: UTF-8, of bounded size, without characters that nobody can see."""

from __future__ import annotations

import re
from pathlib import Path

from ledger.problem import Problem

MAX_PROBLEMS = 50
#: Pages repeat a text of the data many times: a long one would be a page by itself.
MAX_TEXT = 2_000

#: Controls, characters without width or of private meaning, and those that turn the direction of writing.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U000e0000-\U0010ffff]"
)
#: A word that mixes Latin letters with those of a script that has letters like them.
_OTHER = "[\u0370-\u03ff\u0400-\u052f\u0530-\u058f\u13a0-\u13ff]"
_ALIKE = re.compile(f"[A-Za-z]{_OTHER}|{_OTHER}[A-Za-z]")
#: What only appears where something went wrong: template marks, Python's empty values and records, error boxes, paths.
_LEFTOVERS = re.compile(
    r"\{\{|\{%|\{#|^[^\w\n]*(?:None|nan|Undefined)[^\w\n]*$|Traceback|ledger-error|Table: "
    r"|[$€£¥~≈≥≤]\s?(?:None|nan|inf)\b|\b(?:None|nan|inf)(?=\s?(?:%|percent|[kmbtr]+il[jl]+(?:ion|oen|ard)))"
    r"|\bobject at 0x|\bDecimal\(|\b[A-Z]\w+\([a-z_]+=|(?<![\w.:/])/(?:tmp|home|root|Users|usr|var)/\w",
    re.MULTILINE,
)


def read(path: Path, name: str, limit: int) -> tuple[str, list[Problem]]:
    """Return the file's text, or the problems that make it unreadable; `name` stands for it in messages."""
    if path.is_symlink():
        return "", [Problem(name, 1, "", "a symbolic link. Put the file itself here.")]
    if path.exists() and not (path.is_file() or path.is_dir()):  # a pipe would never end
        return "", [Problem(name, 1, "", "this is no file. Put a file here.")]
    try:
        with path.open("rb") as file:
            raw = file.read(limit + 1)
    except OSError as error:
        return "", [Problem(name, 1, "", f"the file cannot be read: {error.strerror}. Restore it.")]
    if len(raw) > limit:
        return "", [Problem(name, 1, "", f"the file is larger than {limit:,} bytes. Split it.")]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return "", [Problem(name, line, "", "these bytes are not UTF-8. Save the file as UTF-8.")]
    lines = enumerate(text.split("\n"), 1)
    found = [Problem(name, number, "", wrong) for number, line in lines if (wrong := hidden(line))]
    return text, found[:MAX_PROBLEMS]


def hidden(text: str) -> str:
    """Return what is wrong with a text that is not what it seems, or nothing."""
    if found := _HIDDEN.search(text):
        return f"the invisible character U+{ord(found[0]):04X} stands here. Remove it."
    if found := _ALIKE.search(text):
        return f"'{found[0]}' mixes the letters of two scripts in one word. Type it in one."
    return ""


def leftovers(text: str) -> list[str]:
    """Return what a reader would take for a fault of the site."""
    return [found[0].strip() for found in _LEFTOVERS.finditer(text)]


def oddity(text: str, *, is_amount: bool = False) -> str:
    """Return why a text of the data must not reach a page, or nothing."""
    if len(text) > MAX_TEXT:
        return f"a text of more than {MAX_TEXT:,} characters. Shorten it."
    if not is_amount and (found := leftovers(text)):
        return f"'{found[0]}' looks like a fault of the site to its readers. Word it otherwise."
    return hidden(text)
