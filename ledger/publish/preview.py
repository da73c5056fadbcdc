"""What a preview shows of a project with errors: no file that may not be published, no front matter that is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ledger.core import plaintext
from ledger.core.problem import Problem, errors
from ledger.pages import assets
from ledger.pages.page import FOLDER, MAX_BYTES
from ledger.views import markdown


def served(root: Path, problems: Iterable[Problem]) -> frozenset[str]:
    """Return the files that a preview may take from the pages' folder: every page, and what may be published."""
    wrong = {problem.file for problem in errors(problems)}
    return frozenset(
        name for path, name in assets.files(root) if assets.is_page(name) or f"{FOLDER}/{name}" not in wrong
    )


def sources(root: Path, problems: Iterable[Problem]) -> dict[str, str]:
    """Return what stands in for the pages that the engine must not read as they are."""
    lines: dict[str, list[int]] = {}
    for problem in errors(problems):
        lines.setdefault(problem.file, []).append(problem.line)
    pages = [(path, name) for path, name in assets.files(root) if path.suffix == ".md" and f"{FOLDER}/{name}" in lines]
    found = {name: _source(path, name, min(lines[f"{FOLDER}/{name}"])) for path, name in pages}
    return {name: text for name, text in found.items() if text}


def _source(path: Path, name: str, first: int) -> str:
    """Return a page without its front matter if the first error stands there; what is wrong, if it cannot be read."""
    text, unreadable = plaintext.read(path, name, MAX_BYTES)
    if unreadable and not text:
        return f"# {markdown.text(name)}\n\n{markdown.text(unreadable[0].text)}\n"
    lines = text.splitlines()
    ends = [n for n, line in enumerate(lines) if n and line.rstrip() in ("---", "...")]
    end = ends[0] if ends and lines[0].startswith("---") else 0
    # The empty line keeps the engine from taking what follows for front matter.
    return "\n".join(["", *lines[end + 1 if end else 0 :]]) if first <= end + 1 else ""
