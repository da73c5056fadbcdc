"""The report of an impact: what a person must judge, then what follows; or JSON for a machine."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from ledger.core.problem import Problem
from ledger.data import history
from ledger.data.history import Change
from ledger.impact.compare import Impact
from ledger.impact.entries import ClaimChange, Pair
from ledger.impact.pages import PageChange, Sentence

#: A comment on a pull request may have 65,536 characters, the summary of a run a million bytes.
MAX_BYTES = 58_000
MAX_WHOLE = 1_000_000
CLAIMS = (
    f"In brackets: the word of the history, unless the commit ends with `{history.TRAILER}: revision` or `correction`.",
    "",
    "| Claim | Before | After | Printed | By | Status | Article |",
    "| --- | --- | --- | --- | --- | --- | --- |",
)
CUT = "**This report is cut.** The whole stands in the summary of the run; `python -m ledger impact --whole` prints it."

_MARKUP = re.compile(r"[\\`*_~\[\]<|]|&(?=#?\w+;)|\$(?!\d)|^[>+#=-]|(?<=^\d{4})[.)]|(?<=^\d)[.)]")
#: The host makes mentions, references and links from the text that it has rendered: only a break within hinders it.
_LINKED = re.compile(r"@|#(?=\d)|:(?=//)|\bwww(?=\.)|\bgh(?=-)", re.IGNORECASE)
_BREAK = "\N{ZERO WIDTH SPACE}"


def markdown(impact: Impact, limit: int = MAX_BYTES) -> str:
    """Return the report for a person, cut where it is too long."""
    sections = [(title, items) for title, found in _sections(impact) if (items := list(found))]
    counted = ", ".join(f"{title}: {len(items):,}" for title, items in sections).capitalize()
    lines = ["## What this change does", "", f"{counted or 'Nothing changes'}."]
    lines.append(f"Compared with {escape(impact.base)}.")
    lines += [line for note in impact.notes for line in ("", f"> **Note:** {escape(note)}")]
    for title, items in sections:
        head = CLAIMS if title == "Claims" else ()
        lines += ["", f"### {title}", "", *head, *(line for item in items for line in item.split("\n"))]
    return _cut(lines, limit)


def as_json(impact: Impact) -> str:
    """Return the report for a machine."""
    return json.dumps(asdict(impact), ensure_ascii=False, indent=2) + "\n"


def _sections(impact: Impact) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the sections by title, the gravest first."""
    found, pages = impact.ledger, impact.pages
    # the shortest first, so that a flood on one page hides no other
    written = sorted((p for p in pages if p.diff or p.state == "removed"), key=lambda p: len("".join(p.diff)))
    told = ((page.path, s) for page in pages for s in page.sentences if not s.doubt)
    yield "New problems", map(_problem, impact.problems_new)
    yield "Questions", (f"- {question}" for question in _questions(impact))
    yield "Claims", map(_claim, sorted(found.claims, key=lambda c: c.is_computed))
    yield "Fields beside the numbers", (_change(c) for c in found.fields if c.kind in ("claims", "figures"))
    yield "Preferred claims", map(_change, found.preferred)
    yield "Verdicts", map(_change, found.verdicts)
    yield "Conflicts", map(_change, found.conflicts)
    yield "Other entries", (_change(c, c.kind) for c in found.fields if c.kind not in ("claims", "figures"))
    yield "Solved problems", map(_problem, impact.problems_gone)
    yield "Pages written", ("\n".join(_written(page)) for page in written)
    yield "Sentences that follow", (f"- {escape(path)}: {_told(sentence)}" for path, sentence in told)
    yield "Numbers in tables and lists", _rows(pages)


def _problem(problem: Problem) -> str:
    return f"- {problem.grade}: {escape(str(problem))}"


def _questions(impact: Impact) -> Iterator[str]:
    """Yield what a careful reader would ask: of numbers, of new sentences, of words beside numbers that moved."""
    yield from (escape(question) for claim in impact.ledger.claims for question in claim.questions)
    for page in impact.pages:
        yield from (f"{escape(page.path)} {escape(question)}" for question in page.questions)
        for sentence in (s for s in page.sentences if s.doubt):
            yield f"{escape(page.path)}, still “{escape(sentence.doubt)}”? {_told(sentence)}"


def _told(sentence: Sentence) -> str:
    """Return a sentence with its numbers before and after."""
    numbers = (*map(_pair, sentence.numbers), "")
    return "".join(escape(words) + number for words, number in zip(sentence.words, numbers, strict=True)).strip()


def _claim(claim: ClaimChange) -> str:
    """Return the row of a claim, its amount only under "After" where it stays."""
    before, after = map(escape, claim.amount)
    cells = (
        _pair(claim.id) + f" ({claim.state})" * bool(claim.state),
        before if before != after else "",
        f"**{after}**" if after and before != after else after,
        "; ".join(f"{_side(claim, pair)} ({escape(place)})" for place, pair in claim.prints.items()),
        _side(claim, claim.by),
        _side(claim, claim.status),
        " ".join(map(_address, claim.addresses)),
    )
    return f"| {' | '.join(cells)} |"


def _side(claim: ClaimChange, pair: Pair) -> str:
    """Return something of a claim before and after; of one that stays, also that it is there no more or only now."""
    is_told = all(claim.id) and pair[0] != pair[1]
    return _pair((pair[0] or "none", pair[1] or "none") if is_told else pair)


def _pair(pair: Pair) -> str:
    """Return a text before and after; once where it is there on one side only, or stays."""
    before, after = map(escape, pair)
    return f"~~{before}~~ → **{after}**" if before and after and before != after else after or before


def _address(url: str) -> str:
    """Return an article's address as a link that shows where it leads; as text if it is odd."""
    return f"<{url}>" if re.fullmatch(r"https://[\w.-]+(?:/[\w./?=&%+-]*)?", url, re.ASCII) else escape(url)


def _change(change: Change, kind: str = "") -> str:
    name = escape(", ".join(filter(None, (kind, change.id, change.what))))
    state = "" if change.before and change.after else "new: " if change.after else "gone: "
    return f"- {name}: {state}{_pair((change.before, change.after))}"


def _written(page: PageChange) -> Iterator[str]:
    """Yield the lines that somebody wrote on a page."""
    yield f"**{escape(page.path)}** ({page.state})"
    yield from ("", *fenced(page.diff)) if page.diff else ()
    if page.cited:
        yield f"Cited: {escape('; '.join(f'{name} is {text}' for name, text in page.cited))}"
    yield ""


def _rows(pages: Iterable[PageChange]) -> Iterator[str]:
    """Yield each number that changes in tables and lists, with the rows and pages in which it does."""
    found: dict[Pair, tuple[dict[str, None], dict[str, None]]] = {}
    for path, head, pair in ((page.path, *row) for page in pages for row in page.rows):
        heads, paths = found.setdefault(pair, ({}, {}))
        heads[head] = paths[path] = None
    for pair, (heads, paths) in found.items():
        yield f"- {_pair(pair)}: {escape('; '.join(heads))} (on {escape(', '.join(paths))})"


def escape(text: str) -> str:
    """Return text from data or pages so that no Markdown, mention, link or reference can come of it."""
    return _LINKED.sub(rf"\g<0>{_BREAK}", _MARKUP.sub(r"\\\g<0>", _visible(text)))


def fenced(lines: Sequence[str]) -> list[str]:
    """Return lines as a block of code, which no run of backticks within can end."""
    fence = "`" * max(3, 1 + max((len(run) for line in lines for run in re.findall("`+", line)), default=0))
    return [f"{fence}diff", *map(_visible, lines), fence]


def _visible(text: str) -> str:
    """Return the text on one line, with what cannot be seen spelt out."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _cut(lines: Sequence[str], limit: int) -> str:
    """Return the lines, cut before the one that is too much; a block of code that is open there is closed."""
    text = "\n".join(lines) + "\n"
    if len(text.encode()) <= limit:
        return text
    kept, fence, left = [lines[0], "", CUT], "", limit - len(lines[0].encode()) - 2 * len(CUT) - 100
    for line in lines[1:]:
        left -= len(line.encode()) + 1
        if left < len(fence):
            break
        kept.append(line)
        opened = re.match("```+", line)
        fence = "" if fence and line == fence else fence or (opened[0] if opened else "")
    return "\n".join([*kept, *([fence] if fence else []), "", CUT]) + "\n"
