"""The report of an impact: what a person must judge, then what follows; or JSON for a machine."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TypeVar

from ledger.core.problem import Problem
from ledger.impact import marked, room, tally
from ledger.impact.compare import Impact, PageChange
from ledger.impact.fields import Edit, Entry
from ledger.impact.marked import escape
from ledger.impact.movements import Conflict, Flip, Move, PrintChange
from ledger.impact.passages import Change, Difference, Piece, pieces
from ledger.impact.renames import Rename
from ledger.impact.room import Lines, Section
from ledger.impact.written import BEHIND, Waiver
from ledger.pages.page import FOLDER

#: A comment on a pull request may have 65,536 characters; what is left out is counted.
MAX_BYTES = 58_000
#: The summary of a run may have a million bytes.
MAX_WHOLE = 1_000_000
#: Room for the notes on what is left out.
_RESERVE = 2_000
MAX_TITLE = 120
#: How much of what stays is shown beside a change within a table's cell.
CONTEXT = 30
SAME_WORDS = "the words are the same now, and will follow another figure from now on"

_T = TypeVar("_T")


def markdown(impact: Impact, limit: int = MAX_BYTES) -> str:
    """Return the report for a person; what must be judged is cut only where it alone is longer than the limit."""
    top = summary(impact)
    left = limit - len(top.encode()) - _RESERVE
    judged = room.fit(_judged(impact), left)
    followed = room.fit(_followed(impact), left - judged.size)
    return f"## What this change does\n\n{_cut(judged.left, followed.left)}{top}{judged.text}{followed.text}\n"


def as_json(impact: Impact) -> str:
    """Return the report for a machine."""
    return (
        json.dumps(
            {"counts": {**tally.judged(impact), **tally.followed(impact)}, **asdict(impact)},
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
    )


# ---- the summary ----------------------------------------------------------------------------------


def summary(impact: Impact) -> str:
    """Return the report in a few lines."""
    judge, follow = (tally.listed(counts) for counts in (tally.judged(impact), tally.followed(impact)))
    lines = [f"**To judge: {judge}.**"] if judge else []
    lines += [f"What follows: {follow}."] if follow else []
    lines = lines or ["**Nothing changes for readers.**"]
    lines.append(f"Compared with {escape(impact.base)}.")
    if impact.pages_below:
        many = tally.count(len(impact.pages_below), "page")
        lines.append(f"On {many} more, only what shows on hover, in links, in drawings or in the layout changes.")
    return "\n".join(lines + [f"\n> **Note:** {escape(note)}" for note in impact.notes])


def _cut(judged: int, followed: int) -> str:
    """Return what the report leaves out, for its top."""
    parts = [f"{tally.count(judged, 'line')} to judge"] if judged else []
    parts += [f"{tally.count(followed, 'line')} of what follows"] if followed else []
    if not parts:
        return ""
    whole = "The whole stands in the summary of the run; `python -m ledger impact --whole` prints it."
    return f"**This report is cut, without {' and '.join(parts)}. {whole}**\n\n"


# ---- what a person must judge ---------------------------------------------------------------------


def _judged(impact: Impact) -> list[list[Section]]:
    moved, pages = impact.ledger, [p for p in impact.pages if p.written or p.state != "changed"]
    return [
        _section("New problems", impact.problems_new, _problem),
        _section("Numbers that change", moved.numbers, _move),
        [_own(page) for page in sorted(pages, key=lambda p: (p.state != "changed", p.path))],
        _section("Typed numbers that are waived", impact.waivers, _waiver),
        _section("Reasons and waivers", moved.reasons, _edit),
        _section("Renamed", moved.renamed, _rename),
        _section("Cannot be read any more", moved.unreadable, _entry),
        _section("New figures and claims", moved.added, _entry),
        _section("Removed figures and claims", moved.removed, _entry),
        _section("New articles, entities, measures and checks", moved.records_added, _entry),
        _section("Removed articles, entities, measures and checks", moved.records_removed, _entry),
        _section("Edited beside the number", moved.edited, _edit),
        _section("Printed places", moved.prints, _print),
    ]


def _followed(impact: Impact) -> list[list[Section]]:
    moved, pages = impact.ledger, [p for p in impact.pages if p.changes]
    return [
        _section("Computed numbers that move", moved.computed, _move),
        _section("Checks with another verdict", moved.verdicts, _flip),
        _section("New conflicts", moved.conflicts_new, _conflict),
        _section("Conflicts that vanish", moved.conflicts_gone, _conflict),
        _section("Solved problems", impact.problems_gone, _problem),
        [_page(page) for page in sorted(pages, key=lambda p: (not p.sentences, p.path))],
    ]


def _section(title: str, items: Sequence[_T], line: Callable[[_T], str]) -> list[Section]:
    return [Section(title, "", (Lines(tuple(line(i) for i in items)),))] if items else []


def _problem(problem: Problem) -> str:
    return f"{problem.grade}: {escape(str(problem))}"


def _move(move: Move) -> str:
    slip = f" – {move.factor}: is that meant?" if move.factor else ""
    return f"{escape(move.name)}: {marked.change(move.before, move.after)}{slip}"


def _flip(flip: Flip) -> str:
    expected = f" (expected: {flip.expected})" if flip.after != flip.expected else ""
    return f"{escape(flip.says)} {marked.change(flip.before, flip.after)}{expected}"


def _conflict(conflict: Conflict) -> str:
    return escape(f"{conflict.name}: {conflict.one} against {conflict.other}")


def _rename(rename: Rename) -> str:
    other = f" – **another question:** {escape(rename.question)}" if rename.question else ""
    broken = "" if rename.is_kept else " – without `was:`, so that links from elsewhere break"
    return marked.change(rename.before, rename.after) + other + broken


def _entry(entry: Entry) -> str:
    kind = f"{entry.kind}: " if entry.kind else ""
    return f"{kind}{escape(f'{entry.name}: {entry.text}')} (`{entry.id}`)"


def _edit(edit: Edit) -> str:
    what = edit.field if edit.name == edit.after else f"{edit.name}, {edit.field}"
    return f"{escape(what)}: {marked.joined(pieces(edit.before, edit.after))} (`{edit.id}`)"


def _waiver(waiver: Waiver) -> str:
    return f"{escape(f'{FOLDER}/{waiver.path}:{waiver.line}: {waiver.text}')} – {escape(f'reason: {waiver.reason}')}"


def _print(change: PrintChange) -> str:
    return (
        f"{escape(f'{change.article}, {change.at}')}: {marked.change(change.before, change.after)} (`{change.claim}`)"
    )


# ---- pages ----------------------------------------------------------------------------------------


def _own(page: PageChange) -> Section:
    """Return what is written anew on a page."""
    said = {"added": "New page: ", "removed": "Removed page: "}.get(page.state, "Written on ")
    title, path = f"{said}{_title(page)}", escape(page.path)
    if page.state != "removed":
        return Section(title, path, (Lines(tuple(_line(c) for c in page.written)),))
    links = f" Links on {escape(', '.join(page.linked_from))} lead nowhere now." if page.linked_from else ""
    return Section(title, f"{path} held {tally.count(len(page.written), 'line')}.{links}")


def _title(page: PageChange) -> str:
    """Return a page's title as a heading; a long one must not take the room of what stands below it."""
    return escape(page.title if len(page.title) <= MAX_TITLE else f"{page.title[:MAX_TITLE]} …")


def _line(change: Change) -> str:
    """Return a line of a page's source; what its numbers follow is shown where that changes."""
    if change.before == change.after:
        return f"moved: {escape(BEHIND.sub('', change.after))}"
    if change.before.split() == change.after.split():
        return f"spaced otherwise: {escape(BEHIND.sub('', change.after))}"
    found = pieces(change.before, change.after)
    shown = marked.joined(Piece(*[BEHIND.sub("", p.after)] * 2) if p.before == p.after else p for p in found)
    return f"{shown} – **{SAME_WORDS}**" if any(_is_behind(p) for p in found) else shown


def _is_behind(piece: Piece) -> bool:
    """Say whether nothing changes but what a number follows."""
    return piece.before != piece.after and all(BEHIND.fullmatch(f" {s.strip()}") for s in (piece.before, piece.after))


def _page(page: PageChange) -> Section:
    """Return what follows on a page."""
    sentences = tuple(marked.joined(pieces(c.before, c.after)) for c in page.sentences)
    rows = tuple(_row(c) for c in page.rows)
    lists = (Lines(sentences, "sentence"), Lines(rows, "table row", "In tables:"))
    return Section(_title(page), escape(page.path), tuple(found for found in lists if found.lines))


def _row(change: Change) -> str:
    """Return a row under its heading: the cells that change."""
    if change.kind == "columns":
        return f"columns: {marked.change(change.before, change.after)}"
    cells = "; ".join(_cell(c) for c in change.cells)
    state = "" if change.before and change.after else "new: " if change.after else "gone: "
    return f"{state}{escape(change.row)} | {cells}"


def _cell(cell: Difference) -> str:
    name = f"{escape(cell.column)}: " if cell.column else ""
    return name + marked.joined(pieces(cell.before, cell.after), context=CONTEXT)
