"""What Markdown must not be given: what is found, at which line, and that it is never read."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from test_rawhtml import found

NINES = "9" * 4_400
NO_CHARACTER = "3: '&#99999999…' is the number of no character. Type the character itself."
BLANKS = "3: more than 200 blanks stand in a row. Remove them."

CASES = {
    "reference": (f"a &#{NINES}; b", NO_CHARACTER),
    "reference without its end": (f"a &#{NINES} b", NO_CHARACTER),
    "reference around a comment": (f"a &#99{{# x #}}{NINES}; b", NO_CHARACTER),
    "reference in code": (f"`&#{NINES};`", NO_CHARACTER),
    "reference in a tooltip": (f'<span title="&#{NINES};">x</span>', NO_CHARACTER),
    "reference in an address": (f"[x](y&#{NINES};.md)", NO_CHARACTER),
    "hexadecimal reference": (f"a &#x{NINES}; b", "3: '&#x9999999…' is the number of no character. Type the character itself."),
    "long reference": ("a &#0128512; b", ""),
    "fence": ("~~~" + " " * 7_900 + "b", BLANKS),
    "fences": (("~~~" + " " * 7_900 + "b\n\n") * 11, BLANKS),
    "tabs": ("a" + "\t" * 201 + "b", BLANKS),
    "blanks around a comment": ("a" + " " * 101 + "{# x #}" + " " * 101 + "b", BLANKS),
    "a line of blanks": ("a\n\n" + " " * 7_900 + "\n\nb", BLANKS.replace("3", "5")),
    "wide table": ("| a" + " " * 190 + "|\n| --- |\n| b |", ""),
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), CASES.values(), ids=CASES)
def test_what_markdown_is_not_given(tmp_path: Path, text: str, message: str) -> None:
    began = time.monotonic()
    assert found(tmp_path, f"# T\n\n{text}\n")[:1] == ([message] if message else [])
    assert time.monotonic() - began < 2
