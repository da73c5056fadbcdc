"""What a change does: two states of the project compared, of which the first is taken out of git."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from stat import S_ISLNK
from zipfile import ZipFile

from ledger import book
from ledger.book import Book
from ledger.core.ledger import Ledger
from ledger.core.problem import Problem, errors
from ledger.data import load
from ledger.data.history import Change, git
from ledger.impact import entries, pages
from ledger.impact.entries import ClaimChange
from ledger.impact.pages import PageChange, Side
from ledger.pages.page import DATA, FOLDER
from ledger.views.site import Site

#: Where the work departed from, the last of these names that there is.
MAINS = ("refs/heads/main", "refs/remotes/origin/main")


@dataclass(frozen=True, slots=True)
class Impact:
    """Everything that differs between two states of the project."""

    base: str
    #: What could not be compared, and why.
    notes: tuple[str, ...]
    problems_new: tuple[Problem, ...]
    problems_gone: tuple[Problem, ...]
    claims: tuple[ClaimChange, ...]
    #: What else differs between the ledgers.
    changes: tuple[Change, ...]
    pages: tuple[PageChange, ...]


@contextmanager
def base(root: Path, revision: str = "") -> Iterator[tuple[str, Path]]:
    """Give the name and the files of a revision, or of the commit from which the working tree departed, for a while."""
    commit, name = _chosen(root, revision)
    with tempfile.TemporaryDirectory(prefix="ledger-") as folder:
        git(root, "archive", "-1", f"--output={folder}/all.zip", commit)
        with ZipFile(f"{folder}/all.zip") as archive:
            # Nothing of an earlier state is run, and its links are left out.
            wanted = (m for m in archive.infolist() if m.filename.partition("/")[0] in (DATA, FOLDER))
            archive.extractall(folder, [m for m in wanted if not S_ISLNK(m.external_attr >> 16)])
        yield name, Path(folder)


def _chosen(root: Path, revision: str) -> tuple[str, str]:
    """Return the commit to compare with, and what to call it."""
    head = git(root, "rev-parse", "--verify", f"{revision or 'HEAD'}^{{commit}}")
    if revision:
        return head, f"{head[:9]} ({revision})"
    main = git(root, "for-each-ref", "--sort=-refname", "--count=1", "--format=%(refname:short)", *MAINS) or "HEAD"
    common = git(root, "merge-base", "HEAD", main)
    return common, f"{common[:9]} ({'the last commit' if common == head else f'where this departed from {main}'})"


def compare(before: Side, after: Side, base: str) -> Impact:
    """Return what differs between two states; `base` is what the first one is called."""
    old, new = before.book, after.book
    readable = all(state.site.ledger.articles for state in (old, new))
    was, now = (old.site, new.site) if readable else (Site(Ledger()), Site(Ledger()))
    return Impact(
        base=base,
        notes=(*_notes(old, "the base"), *_notes(new, "the working tree")),
        problems_new=_only(new, old),
        problems_gone=_only(old, new),
        claims=tuple(entries.claim_changes(was.ledger, now.ledger)),
        changes=tuple(entries.changes(was, now)),
        pages=tuple(pages.changes(before, after, resolved=readable)),
    )


def read(root: Path) -> Side:
    """Read a state of the project."""
    folder = root / FOLDER
    files = (p for p in sorted(folder.rglob("*.md")) if p.is_file() and not p.is_symlink())
    return Side(book.read(root), {p.relative_to(folder).as_posix(): p.read_text("utf-8", "replace") for p in files})


def _notes(state: Book, name: str) -> Iterator[str]:
    if not state.site.ledger.articles:
        yield f"{load.NAME} of {name} cannot be read: only problems and written lines are compared."
    elif errors(state.problems):
        yield f"{name.capitalize()} has errors: what cannot be read is missing from its pages."


def _only(state: Book, other: Book) -> tuple[Problem, ...]:
    """Return the problems that the other state has nowhere, whatever their lines."""
    known = {replace(problem, line=0) for problem in other.problems}
    return tuple(problem for problem in state.problems if replace(problem, line=0) not in known)
