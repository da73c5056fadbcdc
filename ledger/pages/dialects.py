"""Marks of other dialects of Markdown, which would be shown as they are typed, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ledger.pages.standin import ANY

Finding = tuple[str, str]  # as in `tags`: the text to look for in the page, and what is wrong with it

_BOX = "Write <details markdown> with a <summary>, <div markdown>, or a plain paragraph."
#: Mark in the text or HTML of a page -> what it is elsewhere, and what to write here.
_MARKS: dict[re.Pattern[str], tuple[str, str]] = {
    re.compile(r"^[ \t]*((?:!!!|\?\?\?\+?) ?(?=[a-z\"])[^\n]{0,40})", re.MULTILINE): ("an admonition", _BOX),
    re.compile(r"^[ \t]*(===[!+]{0,2} ?\"[^\n]{0,40})", re.MULTILINE): ("a tab", "Write headings, one for each."),
    re.compile(r"(~~(?=\S)[^~\n]{1,80}~~)"): ("struck text", "Leave it out, or write the new text alone."),
    re.compile(r"^(\*\[[^\]\n]{1,80}\]:)", re.MULTILINE): ("an abbreviation", "Write it out where it stands first."),
    re.compile(r"(\[\^[^\[\]\s]{1,80}\])(?!:)"): ("a footnote", "Write the note in brackets, or as a sentence."),
    re.compile(r"(?<![\w:/.])(:[a-z][a-z0-9_+-]{1,40}:)(?![\w:])"): (
        "an emoji's name",
        "Type the emoji, or leave it out.",
    ),
}
_MARKUP: dict[re.Pattern[str], tuple[str, str]] = {
    re.compile(r"<li>\s*(?:<p>)?(\[[ xX]\])(?=\s)"): ("a task", "Write a plain list."),
    re.compile(r"(?<=[^\n>])\n(: {1,3}\S[^<\n]{0,40})|<p>(: {1,3}\S[^<\n]{0,40})"): (
        "a definition",
        "Write a list with each term in bold.",
    ),
}  # fmt: skip


def findings(html: str, text: str) -> Iterator[Finding]:
    """Yield the marks that readers of the HTML, or of its text, would see."""
    for marks, where in ((_MARKS, text), (_MARKUP, html)):
        for pattern, (name, remedy) in marks.items():
            for found in pattern.finditer(where):
                token = ANY.split(found[1] or found[2])[0].strip()
                yield token, f"'{token}' is {name} elsewhere, and would be shown here as it is typed. {remedy}"
