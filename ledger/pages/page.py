"""The hand-written pages: their title, what they call, and the prose between the calls."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any

from ledger.core import plaintext, yaml
from ledger.core.plaintext import MAX_PROBLEMS
from ledger.core.problem import Problem
from ledger.pages import frontmatter
from ledger.pages.calls import Call, Piece, Walked

#: Where pages and data stand.
FOLDER, DATA = "docs", "data"
MAX_BYTES = 100_000
#: What all pages may hold together: a preview keeps ten times as much in memory.
MAX_TOGETHER = 20_000_000
#: What stands in a page's prose for a call: for an amount with its unit, and for anything else.
AMOUNT, OTHER = "\ue000", "\ue001"

_LINK = "a symbolic link. Put the file itself here."

#: What in Markdown is no prose, and what editors are warned of.
MARKDOWN = yaml.read(Path(__file__).with_name("markdown.yml"), "markdown.yml").data
RE = {name: re.compile(pattern) for name, pattern in MARKDOWN["patterns"].items()}
_UNSEEN = re.compile("|".join(MARKDOWN["unseen"].values()), re.MULTILINE | re.DOTALL)
#: So far back the holder of an indented paragraph is looked for.
_LOOKBACK = 2_000

#: Returns what a text holds, see `calls.walk`; and what a file holds: whoever gives them remembers what they have seen.
Walk = Callable[[str], Walked]
Read = Callable[[Path, str], "tuple[Page | None, list[Problem]]"]


@dataclass(frozen=True, eq=False)
class Page:
    """A Markdown file below the pages' folder."""

    path: str
    title: str
    description: str = ""
    pieces: tuple[Piece | Call, ...] = ()
    #: Lines on which a typed number is waived with a reason: `{# typed: because #}`.
    waived: frozenset[int] = frozenset()
    #: What the front matter says of the page: its title and description.
    heads: tuple[Piece, ...] = ()

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """Return the page's calls."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Call))

    @cached_property
    def told(self) -> tuple[Any, ...]:
        """Return what other pages can show of it: its title, its description, whatever it calls."""
        return self.title, self.description, [(c.name, c.args, c.kwargs) for c in self.calls]

    @cached_property
    def parts(self) -> tuple[str | Call, ...]:
        """Return prose and calls in the order in which they stand."""
        return tuple(piece if isinstance(piece, Call) else piece[1] for piece in self.pieces)

    @cached_property
    def text(self) -> str:
        """Return the page's Markdown with one sign for each call, without emphasis."""
        return "".join(map(_shown, self.parts))

    @cached_property
    def prose(self) -> str:
        """Return the text, of the same length, without what readers do not see as prose."""
        return _UNSEEN.sub(_blank, self.text)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(_shown(part)) for part in self.parts)]

    def line(self, at: int) -> int:
        """Return the line of the source on which a place of the text stands."""
        number = min(bisect_right(self._starts, at), len(self.pieces)) - 1
        piece, start = self.pieces[number], self._starts[number]
        return piece.line if isinstance(piece, Call) else piece[0] + self.text.count("\n", start, at)


def _shown(part: str | Call) -> str:
    if isinstance(part, Call):
        return AMOUNT if part.has_unit else OTHER
    return part.replace("**", "").replace("&nbsp;", "\N{NO-BREAK SPACE}")


def _blank(match: re.Match[str]) -> str:
    """Return as many blanks, and keep the line breaks."""
    if match["code"] is not None:
        before = match.string[max(0, match.start() - _LOOKBACK) : match.start()].split("\n")
        if RE["holder"].match(next((line for line in reversed(before) if line[:4].strip()), "")):
            return match[0]
    return re.sub(r"[^\n]", " ", match[0])


def find(root: Path) -> tuple[list[tuple[Path, str]], list[Problem]]:
    """Return the pages with their names below the folder, and the files that must not stand where they stand."""
    problems = links(root)
    pages: dict[str, tuple[Path, str]] = {}
    below = (path for folder in (DATA, FOLDER) for path in sorted((root / folder).rglob("*")))
    for path in () if problems else below:
        file = path.relative_to(root).as_posix()
        name = file.removeprefix(f"{FOLDER}/")
        if path.is_symlink():
            problems.append(Problem(file, 1, "", _LINK))
        elif path.suffix == ".md" and file != name and not path.is_dir() and not RE["left out"].match(name):
            _, first = pages.setdefault(RE["ending"].sub("", name), (path, name))
            if first != name:
                text = f"'{first}' has the same address on the site. Rename one of them."
                problems.append(Problem(file, 1, "", text))
    return list(pages.values()), problems


def links(root: Path) -> list[Problem]:
    """Return the folders of data and pages that are links themselves: nothing below them is the project's own."""
    return [Problem(name, 1, "", _LINK) for name in (DATA, FOLDER) if (root / name).is_symlink()]


def scan(files: Iterable[tuple[Path, str]], read: Read) -> tuple[dict[str, Page], list[Problem]]:
    """Return the pages by their paths below the folder, and what is wrong in them."""
    found: dict[str, tuple[Page | None, list[Problem]]] = {}
    together = 0
    text = f"the pages hold more than {MAX_TOGETHER:,} bytes together, up to here. Leave out what nobody reads."
    for path, name in files:
        together += path.stat().st_size if path.exists() else 0
        beyond = [Problem(f"{FOLDER}/{name}", 1, "", text)] if together > MAX_TOGETHER else []
        found[name] = (None, beyond) if beyond else read(path, name)
    problems = [problem for _, wrong in found.values() for problem in wrong]
    return {name: page for name, (page, _) in found.items() if page}, problems


def read(path: Path, name: str, walk: Walk) -> tuple[Page | None, list[Problem]]:
    """Read one page."""
    file = f"{FOLDER}/{name}"
    text, unreadable = plaintext.read(path, file, MAX_BYTES)
    if unreadable:
        return None, unreadable
    source = frontmatter.split(text.replace("\r\n", "\n"), file)
    walked, offset = walk(source.body), source.offset
    problems = [*source.problems, *(Problem(file, line + offset, "", wrong) for line, wrong in walked.problems)]
    if walked.problems and not walked.parts:
        return None, problems[:MAX_PROBLEMS]
    line, title = source.texts.get("title") or _heading(source) or (1, name)
    if wrong := odd_title(title):
        problems.append(Problem(file, line, "", wrong))
    page = Page(
        name,
        title,
        source.texts.get("description", (0, ""))[1],
        tuple(replace(p, line=p.line + offset) if isinstance(p, Call) else (p[0] + offset, p[1]) for p in walked.parts),
        frozenset(line + offset for line, _ in plaintext.located(RE["waiver"], source.body)),
        tuple(source.texts.values()),
    )
    return page, problems[:MAX_PROBLEMS]


def _heading(source: frontmatter.Source) -> Piece | None:
    """Return the page's first heading without its attributes, and its line."""
    for number, line in enumerate(source.body.split("\n"), 1):
        if line.startswith("# ") and (text := line[2:].strip(" ")):
            before = text.rpartition("{")[0].rstrip(" ") if text.endswith("}") else ""
            return number + source.offset, text if before.endswith("{") else before or text
    return None


def odd_title(title: str) -> str:
    """Return why a page must not have this title, which the macros plugin would render as well, or nothing."""
    odd = RE["jinja"].search(title)
    remedy = "Write it without macro calls and comments, or give 'title:' in the front matter."
    return f"the title holds '{odd[0]}'. {remedy}" if odd else ""
