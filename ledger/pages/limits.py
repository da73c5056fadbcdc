"""What Markdown must not be given: more than it can read in time, and numbers of characters that are none."""

from __future__ import annotations

import re
from unicodedata import normalize

from ledger.core import plaintext
from ledger.pages import standin
from ledger.pages.page import MAX_BYTES
from ledger.pages.tags import Finding

#: Markdown takes a time that grows with the square of these; no page by hand comes near.
MAX_LINES, MAX_CALLS, MAX_TAGS, MAX_BRACKETS, MAX_BRACKETS_OF_BLOCK = 3_000, 1_000, 300, 2_000, 200
MAX_SIGNS, MAX_CELLS, MAX_HEADINGS, MAX_BLANKS = 5_000, 10_000, 300, 200

_SIGN = re.compile(r"[*_`\\&>{}+~]|[-.][ \t]")
_HEADING = re.compile(r"^[ \t>*+.)\d-]*(?:#|=+[ \t]*$|--[ \t-]*$)", re.MULTILINE)
_BLANKS = re.compile(rf"[ \t]{{{MAX_BLANKS + 1}}}")


def exceeded(body: str) -> Finding | None:
    """Return what of a page with stand-ins goes beyond a limit, or nothing."""
    if reference := plaintext.LONG_REFERENCE.search(body):
        return reference[0], f"'{reference[0]}…' is the number of no character. Type the character itself."
    if blanks := _BLANKS.search(body):
        return blanks[0], f"more than {MAX_BLANKS} blanks stand in a row. Remove them."
    over = next(((what, most) for what, count, most in _amounts(body) if count > most), None)
    return ("", f"the page has more than {over[1]:,} {over[0]}. Split it.") if over else None


def _amounts(body: str) -> tuple[tuple[str, int, int], ...]:
    """Return of what the page holds how much, and how much it may hold."""
    blocks = re.split(r"\n[ \t]*\n", body)
    block = max((b.count("[") for b in blocks), default=0)
    cells = sum(max(row.count("|") for row in b.split("\n")) * b.count("\n") for b in blocks)
    return (
        ("lines", body.count("\n"), MAX_LINES),
        ("macro calls", len(standin.ANY.findall(body)), MAX_CALLS),
        ("'<'", body.count("<"), MAX_TAGS),
        ("'['", body.count("["), MAX_BRACKETS),
        ("'[' in one paragraph", block, MAX_BRACKETS_OF_BLOCK),
        ("cells in tables", cells, MAX_CELLS),
        ("signs of markup", len(_SIGN.findall(body)), MAX_SIGNS),
        ("headings", len(_HEADING.findall(body)), MAX_HEADINGS),
        ("characters, with signs for whole words spelt out", len(normalize("NFKC", body)), MAX_BYTES),
    )
