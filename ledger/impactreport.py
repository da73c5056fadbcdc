"""The report of an impact: Markdown for a person, short first and whole below; JSON for a machine."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TypeVar

from ledger import marked
from ledger.impact import Impact, PageChange
from ledger.marked import escape
from ledger.movements import Conflict, Edit, Entry, Flip, Move, PrintChange
from ledger.passages import Change, Difference, pieces
from ledger.problem import Problem
from ledger.renames import Rename

#: Longer lists end with how many more there are; those that are folded come in full view at a click.
MAX_ITEMS = 60
OPEN_ITEMS = 8
#: A comment on a pull request may have 65,536 characters; what is left out is counted.
MAX_BYTES = 58_000
#: How much of what stays is shown beside a change within a table's cell.
CONTEXT = 30

_T = TypeVar("_T")


def markdown(impact: Impact) -> str:
    """Return the report for a person."""
    pages = sorted(impact.pages, key=lambda p: (not p.sentences, p.path))
    report, left = f"## What this change does\n\n{summary(impact)}", 0
    for section in (*_ledger_sections(impact), *(_page(p) for p in pages)):
        if len(report.encode()) + len(section.encode()) > MAX_BYTES:
            left += 1
        elif section:
            report += f"\n\n{section}"
    if left:
        report += f"\n\nAnd {_count(left, 'more section')}: `python -m ledger impact --format json` has everything."
    return f"{report}\n"


def as_json(impact: Impact) -> str:
    """Return the report for a machine."""
    return json.dumps({"counts": counts(impact), **asdict(impact)}, ensure_ascii=False, indent=2) + "\n"


# ---- the summary ----------------------------------------------------------------------------------


def counts(impact: Impact) -> dict[str, int]:
    """Return how much changes, by what it is."""
    moved, changed = impact.ledger, [p for p in impact.pages if p.state == "changed"]
    return {
        "page": len(changed),
        "new page": sum(p.state == "added" for p in impact.pages),
        "removed page": sum(p.state == "removed" for p in impact.pages),
        "sentence": sum(len(p.sentences) for p in changed),
        "table row": sum(len(p.rows) for p in changed),
        "number": len(moved.numbers),
        "computed number": len(moved.computed),
        "new entry": len(moved.added),
        "removed entry": len(moved.removed),
        "entry that cannot be read": len(moved.unreadable),
        "rename": len(moved.renamed),
        "edited entry": len(moved.edited),
        "verdict": len(moved.verdicts),
        "new conflict": len(moved.conflicts_new),
        "vanished conflict": len(moved.conflicts_gone),
        "new article": len(moved.articles_added),
        "removed article": len(moved.articles_removed),
        "printed place": len(moved.prints),
        "new problem": len(impact.problems_new),
        "solved problem": len(impact.problems_gone),
    }


def summary(impact: Impact) -> str:
    """Return the report in a few lines."""
    found = [_count(number, name) for name, number in counts(impact).items() if number]
    lines = [f"**{', '.join(found)}.**" if found else "**Nothing changes for readers.**"]
    lines.append(f"Compared with {escape(impact.base)}.")
    if impact.pages_below:
        many = _count(len(impact.pages_below), "page")
        lines.append(f"On {many} more, only what shows on hover, in links or in drawings changes.")
    return "\n".join(lines + [f"\n> **Note:** {escape(note)}" for note in impact.notes])


def _count(number: int, name: str) -> str:
    if number == 1:
        return f"1 {name}"
    plural = {"new entry": "new entries", "edited entry": "edited entries", "removed entry": "removed entries"}
    if name == "entry that cannot be read":
        return f"{number:,} entries that cannot be read"
    return f"{number:,} {plural.get(name, f'{name}s')}"


# ---- sections -------------------------------------------------------------------------------------


def _ledger_sections(impact: Impact) -> list[str]:
    moved = impact.ledger
    return [
        _section("New problems", impact.problems_new, _problem),
        _section("Solved problems", impact.problems_gone, _problem),
        _section("Numbers that change", moved.numbers, _move),
        _section("Computed numbers that move", moved.computed, _move),
        _section("Checks with another verdict", moved.verdicts, _flip),
        _section("New conflicts", moved.conflicts_new, _conflict),
        _section("Conflicts that vanish", moved.conflicts_gone, _conflict),
        _section("Renamed", moved.renamed, _rename),
        _section("Cannot be read any more", moved.unreadable, _entry),
        _section("New figures and claims", moved.added, _entry),
        _section("Removed figures and claims", moved.removed, _entry),
        _section("Edited beside the number", moved.edited, _edit),
        _section("New articles", moved.articles_added, _article),
        _section("Removed articles", moved.articles_removed, _article),
        _section("Printed places", moved.prints, _print),
    ]


def _section(title: str, items: Sequence[_T], line: Callable[[_T], str]) -> str:
    return f"### {title}\n\n{_list([line(i) for i in items], 'line')}" if items else ""


def _list(lines: Sequence[str], what: str) -> str:
    """Return a list; a long one is folded, a very long one is cut."""
    shown = [f"- {line}" for line in lines[:MAX_ITEMS]]
    if len(lines) > MAX_ITEMS:
        shown.append(f"- … and {len(lines) - MAX_ITEMS:,} more")
    body = "\n".join(shown)
    if len(lines) <= OPEN_ITEMS:
        return body
    return f"<details><summary>{_count(len(lines), what)}</summary>\n\n{body}\n\n</details>"


def _problem(problem: Problem) -> str:
    return f"{problem.grade}: {escape(str(problem))}"


def _move(move: Move) -> str:
    slip = f" – {move.factor}: is that meant?" if move.factor else ""
    return f"{escape(move.name)}: {marked.change(move.before, move.after)}{slip}"


def _flip(flip: Flip) -> str:
    before, after = flip.before or "not there", flip.after or "not there"
    expected = f" (expected: {flip.expected})" if flip.after and flip.after != flip.expected else ""
    return f"{escape(flip.says)} {marked.change(before, after)}{expected}"


def _conflict(conflict: Conflict) -> str:
    return escape(f"{conflict.name}: {conflict.one} against {conflict.other}")


def _rename(rename: Rename) -> str:
    broken = "" if rename.is_kept else " – without `was:`, so that links from elsewhere break"
    return marked.change(rename.before, rename.after) + broken


def _entry(entry: Entry) -> str:
    return f"{escape(entry.name)}: {escape(entry.text)} (`{entry.id}`)"


def _edit(edit: Edit) -> str:
    return f"{escape(edit.name)}: {', '.join(edit.fields)} (`{edit.id}`)"


def _article(entry: Entry) -> str:
    return f"{escape(entry.name)}, {escape(entry.text or 'publisher not known')} (`{entry.id}`)"


def _print(change: PrintChange) -> str:
    return (
        f"{escape(f'{change.article}, {change.at}')}: {marked.change(change.before, change.after)} (`{change.claim}`)"
    )


# ---- pages ----------------------------------------------------------------------------------------


def _page(page: PageChange) -> str:
    said = {"added": " (new)", "removed": " (removed)"}.get(page.state, "")
    parts = [f"### {escape(page.title)}{said}\n\n{escape(page.path)}"]
    if page.state == "removed":
        gone = f"{_count(len(page.sentences), 'sentence')} and {_count(len(page.rows), 'table row')}"
        links = f" Links on {', '.join(page.linked_from)} lead nowhere now." if page.linked_from else ""
        return f"{parts[0]} held {gone}.{links}"
    if page.sentences:
        parts.append(_list([_sentence(c) for c in page.sentences], "sentence"))
    if page.rows:
        lead = "In tables:\n\n" if len(page.rows) <= OPEN_ITEMS else ""
        parts.append(lead + _list([_row(c) for c in page.rows], "table row"))
    return "\n\n".join(parts)


def _sentence(change: Change) -> str:
    return marked.joined(pieces(change.before, change.after))


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
