"""Changes of words in the Markdown of a report: what was, struck out, and what is, in bold."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ledger.impact.passages import Piece

#: How much is shown to either side of a change of the words that stay; what changes is never shortened.
CONTEXT = 300

_MARKUP = re.compile(r"[\\`*_~\[\]<]|&(?=#?\w+;)|\$(?!\d)|^[>+#=-]|(?<=^\d{4})[.)]|(?<=^\d)[.)]")
#: The host makes mentions, references and links from the text that it has rendered: only a break within hinders it.
_LINKED = re.compile(r"@|#(?=\d)|:(?=//)|\bwww(?=\.)|\bgh(?=-)", re.IGNORECASE)
_BREAK = "\N{ZERO WIDTH SPACE}"


def change(before: str, after: str) -> str:
    """Return two texts of which one became the other."""
    return joined([Piece(before, after)])


def joined(found: Iterable[Piece], context: int = CONTEXT) -> str:
    """Return words that stay as they are, and before -> after where they change."""
    listed = list(found)
    texts = []
    for at, piece in enumerate(listed):
        if piece.before == piece.after:
            texts.append(escape(_cut(piece.after, context, first=at == 0, last=at == len(listed) - 1)))
        else:
            texts.append(_pair(piece))
    return "".join(texts).strip()


def _pair(piece: Piece) -> str:
    lead = " " if piece.before[:1].isspace() or piece.after[:1].isspace() else ""
    tail = " " if piece.before[-1:].isspace() or piece.after[-1:].isspace() else ""
    old, new = (side.strip() for side in (piece.before, piece.after))
    sides = [f"~~{escape(old)}~~" if old else "", f"**{escape(new)}**" if new else ""]
    return lead + " → ".join(s for s in sides if s) + tail


def _cut(text: str, context: int, *, first: bool, last: bool) -> str:
    """Return the text without what is far from a change."""
    if len(text) <= 2 * context + 10:
        return text
    head = "" if first else text[:context].rsplit(" ", 1)[0]
    foot = "" if last else text[-context:].partition(" ")[2]
    return f"{head} … {foot}"


def escape(text: str) -> str:
    """Return text from data so that no Markdown, mention, link or reference can come of it."""
    line = text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)
    return _LINKED.sub(rf"\g<0>{_BREAK}", _MARKUP.sub(r"\\\g<0>", line))
