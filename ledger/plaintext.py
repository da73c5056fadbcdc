"""Files of text as bytes: UTF-8, of bounded size, without characters that nobody can see."""

from __future__ import annotations

import re
from pathlib import Path

from ledger.problem import Problem

MAX_PROBLEMS = 50

#: Controls, characters without width, and those that turn the direction of writing.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)


def read(path: Path, name: str, limit: int) -> tuple[str, list[Problem]]:
    """Return the file's text, or the problems that make it unreadable; `name` stands for it in messages."""
    try:
        raw = path.read_bytes()
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
    """Return what is wrong with a text in which an invisible character stands, or nothing."""
    found = _HIDDEN.search(text)
    return f"the invisible character U+{ord(found[0]):04X} stands here. Remove it." if found else ""
