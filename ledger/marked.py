"""Changes of words in the Markdown of a report: what was, struck out, and what is, in bold."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ledger.passages import Piece

#: How much is shown of a run of words, changed or not.
MAX_WORDS = 600

_MARKUP = re.compile(r"[\\`*_~\[\]<]|@(?=\w)|#(?=\d)|&(?=#?\w+;)|(?<=\S)\$(?!\w)|^[>+#=-]|(?<=^\d{4})[.)]|(?<=^\d)[.)]")


def change(before: str, after: str) -> str:
    """Return two texts of which one became the other."""
    return joined([Piece(before, after)])


def joined(found: Iterable[Piece], context: int = MAX_WORDS // 2) -> str:
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
    old, new = (_shortened(side.strip()) for side in (piece.before, piece.after))
    sides = [f"~~{escape(old)}~~" if old else "", f"**{escape(new)}**" if new else ""]
    return lead + " → ".join(s for s in sides if s) + tail


def _shortened(text: str) -> str:
    return text if len(text) <= MAX_WORDS else f"{text[:MAX_WORDS].rsplit(' ', 1)[0]} …"


def _cut(text: str, context: int, *, first: bool, last: bool) -> str:
    """Return the text without what is far from a change."""
    if len(text) <= 2 * context + 10:
        return text
    head = "" if first else text[:context].rsplit(" ", 1)[0]
    foot = "" if last else text[-context:].partition(" ")[2]
    return f"{head} … {foot}"


def escape(text: str) -> str:
    """Return text from data so that no Markdown, mention or reference can come of it."""
    signs = {"@": "&#64;", "#": "&#35;", "&": "&amp;", "<": "&lt;"}
    return _MARKUP.sub(lambda m: signs.get(m[0], f"\\{m[0]}"), text)
