"""Earlier states of the repository: data and pages taken out of git. Nothing of them is ever run."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

#: What a book is read from.
PARTS = ("data", "docs", "includes", "mkdocs.yml")
#: Where the work departed from, the first that there is.
MAINS = ("origin/main", "main")


class Missing(Exception):
    """A state that cannot be had; the message says why and what to do."""


class State(NamedTuple):
    """A state of the project: how it is called, and the folder with its data and pages."""

    name: str
    root: Path


@contextmanager
def base(root: Path, revision: str = "") -> Iterator[State]:
    """Give the state of a revision, or the one from which the working tree departed, for a while."""
    commit, name = _chosen(root, revision)
    with tempfile.TemporaryDirectory(prefix="ledger-") as folder:
        _extract(root, commit, Path(folder))
        yield State(name, Path(folder))


def _chosen(root: Path, revision: str) -> tuple[str, str]:
    """Return the commit to compare with, and what to call it."""
    _git(root, "rev-parse", "--git-dir")
    if revision:
        commit = _commit(root, revision)
        if not commit:
            raise Missing(f"there is no revision '{revision}' here.{_remedy(root, revision)}")
        return commit, f"{commit[:9]} ({revision})"
    head = _commit(root, "HEAD")
    if not head:
        raise Missing("the repository has no commit yet, so there is no earlier state. Commit first.")
    main = next((name for name in MAINS if _commit(root, name)), "HEAD")
    common = _ask(root, "merge-base", head, main)
    if not common:
        raise Missing(f"the last commit and {main} have no common ancestor here.{_remedy(root, main)}")
    return common, f"{common[:9]} ({'the last commit' if common == head else f'where this departed from {main}'})"


def _commit(root: Path, revision: str) -> str:
    """Return the commit of a revision, or an empty text."""
    option = revision.startswith("-")
    return "" if option else _ask(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")


def _remedy(root: Path, revision: str) -> str:
    branch = revision.removeprefix("origin/")
    if _ask(root, "rev-parse", "--is-shallow-repository") != "true":
        return f" Run 'git fetch origin {branch}', or name another revision with --base."
    fetch = f"'git fetch --unshallow', or 'git fetch --depth=1 origin {branch}' and then '--base FETCH_HEAD'"
    return f" This clone is shallow: it lacks older commits. Run {fetch}."


def _extract(root: Path, commit: str, target: Path) -> None:
    """Write the files and folders of a commit that a book is read from; links are left out."""
    found = os.fsdecode(_git(root, "ls-tree", "--name-only", "-z", commit, "--", *PARTS)).split("\0")
    names = list(filter(None, found))
    packed = _git(root, "archive", "--format=tar", commit, "--", *names) if names else b""
    if packed:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(target, [m for m in archive if m.isfile() or m.isdir()], filter="data")


def _ask(root: Path, *arguments: str) -> str:
    """Return git's answer, or an empty text where it refuses."""
    done = _run(root, *arguments)
    return "" if done.returncode else os.fsdecode(done.stdout).strip()


def _git(root: Path, *arguments: str) -> bytes:
    done = _run(root, *arguments)
    if not done.returncode:
        return done.stdout
    said = os.fsdecode(done.stderr).strip().partition("\n")[0].removeprefix("fatal: ").rstrip(".")
    if "not a git repository" in said:
        raise Missing("this folder is no git repository, so there is no earlier state. Run it in a clone of one.")
    raise Missing(f"git {arguments[0]} failed: {said}. Mend the repository, or clone anew.")


def _run(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    quiet = {**os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}
    try:
        return subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False, env=quiet)
    except FileNotFoundError as error:
        raise Missing("git is not installed, so there is no earlier state. Install git.") from error
