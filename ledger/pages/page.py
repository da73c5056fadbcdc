"""The hand-written pages: what they call, what they are named, and what may not stand in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from inspect import Signature
from pathlib import Path

from ledger.core import plaintext
from ledger.core.plaintext import MAX_PROBLEMS
from ledger.core.problem import Problem
from ledger.pages import frontmatter
from ledger.pages.calls import Call, Piece, comments, walk

FOLDER = "docs"
MAX_BYTES = 100_000
#: All pages together: reading them takes a time that grows with it.
MAX_TOTAL = 1_000_000

#: What else MkDocs takes for a page.
OTHER_SUFFIXES = frozenset({".markdown", ".mdown", ".mkdn", ".mkd"})
#: What a comment on one line says. A reason is more than a word.
_WAIVER = re.compile(r"[ \t]*typed:(?=[^#\n]{12})[ \t]*\S+[ \t]+\S.*")


@dataclass(frozen=True, slots=True)
class Page:
    """A Markdown file below the pages' folder."""

    path: str
    title: str
    description: str
    calls: tuple[Call, ...]
    #: The text between the calls.
    prose: tuple[Piece, ...]
    #: Lines on which a typed number is waived with a reason: `{# typed: because #}`.
    waived: frozenset[int] = frozenset()
    #: Prose and calls in the order in which they stand.
    parts: tuple[str | Call, ...] = ()
    #: What the front matter says of the page: its title and description.
    heads: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Pages:
    """Every page by its path below the folder, with what is wrong in them."""

    pages: Mapping[str, Page] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def scan(folder: Path, macros: Mapping[str, Signature]) -> Pages:
    """Read every page below the folder; only calls of the macros with constant arguments are let in."""
    found: dict[str, Page] = {}
    problems: list[Problem] = []
    total = 0
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if wrong := _odd_file(path, name):
            problems.append(Problem(f"{FOLDER}/{name}", 1, "", wrong))
        elif path.suffix == ".md" and path.is_file():
            total += path.stat().st_size
            if total > MAX_TOTAL:
                text = f"with this page, the pages have more than {MAX_TOTAL:,} bytes. Shorten them."
                problems.append(Problem(f"{FOLDER}/{name}", 1, "", text))
                break
            page, found_wrong = read(path, name, macros)
            problems.extend(found_wrong)
            if page:
                found[name] = page
    return Pages(found, tuple(problems))


def _odd_file(path: Path, name: str) -> str:
    """Return why a file must not stand where it stands, or nothing."""
    if path.is_symlink():
        return "a symbolic link. Put the file itself here."
    if path.suffix in OTHER_SUFFIXES:
        return "a page under another ending. Rename it to '.md'."
    parts = name.split("/")
    unpublished = [p for p in parts if p.startswith(".")] or [p for p in parts[:-1][:1] if p == "templates"]
    return f"'{unpublished[0]}' is left out of the site. Rename it." if path.suffix == ".md" and unpublished else ""


def read(path: Path, name: str, macros: Mapping[str, Signature]) -> tuple[Page | None, list[Problem]]:
    """Read one page."""
    file = f"{FOLDER}/{name}"
    source, unreadable = plaintext.read(path, file, MAX_BYTES)
    if unreadable:
        return None, unreadable
    disguised = [Problem(file, line, "", wrong) for line, wrong in plaintext.disguises(source)]
    body, texts, problems = frontmatter.split(source.replace("\r\n", "\n").replace("\r", "\n"), file)
    walked = walk(body, file, macros)
    if isinstance(walked, Problem):
        return None, [*problems, walked]
    line, title = texts.get("title") or _heading(body) or (1, name)
    if wrong := odd_title(title):
        problems.append(Problem(file, line, "", wrong))
    described = texts["description"][1] if "description" in texts else ""
    waived = frozenset(line for line, comment in comments(body) if _WAIVER.fullmatch(comment))
    calls, prose, parts = tuple(walked.calls), tuple(walked.prose), tuple(walked.parts)
    page = Page(name, title, described, calls, prose, waived, parts, tuple(texts.values()))
    return page, [*disguised, *problems, *walked.problems][:MAX_PROBLEMS]


def _heading(body: str) -> Piece | None:
    """Return the page's first heading without its attributes, and its line."""
    for number, line in enumerate(body.split("\n"), 1):
        if line.startswith("# ") and (text := line[2:].strip(" ")):
            before = text.rpartition("{")[0].rstrip(" ") if text.endswith("}") else ""
            return number, text if before.endswith("{") else before or text
    return None


def odd_title(title: str) -> str:
    """Return why a page must not have this title, or nothing."""
    odd = re.search(r"\{[{%#]", title)
    remedy = "Write it without macro calls and comments, or give 'title:' in the front matter."
    return f"the title holds '{odd[0]}'. {remedy}" if odd else ""
