"""Earlier states of the repository: data and pages taken out of git. Nothing of them is ever run."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ledger.data import load
from ledger.pages import files
from ledger.pages import page as pages

MAIN = "origin/main"


class Missing(Exception):
    """A state that cannot be had; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class State:
    """A state of the project: how it is called, and the folder with its data and pages."""

    name: str
    root: Path


@contextmanager
def base(root: Path, revision: str = "") -> Iterator[State]:
    """Give the state of a revision, or the one that the working tree departed from, for a while."""
    commit, name = _chosen(root, revision)
    with tempfile.TemporaryDirectory(prefix="ledger-") as folder:
        _extract(root, commit, Path(folder))
        yield State(name, Path(folder))


def _chosen(root: Path, revision: str) -> tuple[str, str]:
    """Return the commit to compare with, and what to call it."""
    _must_be_repository(root)
    if revision:
        commit = _commit(root, revision)
        if not commit:
            raise Missing(f"there is no revision '{revision}' here.{_remedy(root, revision)}")
        return commit, f"{commit[:9]} ({revision})"
    head = _commit(root, "HEAD")
    if not head:
        raise Missing("the repository has no commit yet, so there is no earlier state. Commit first.")
    main = _commit(root, MAIN)
    if not main:
        return head, f"{head[:9]} (the last commit)"
    common = (_ask(root, "merge-base", head, main) or "").strip()
    if not common:
        raise Missing(f"the last commit and {MAIN} have no common ancestor here.{_remedy(root, MAIN)}")
    return common, f"{common[:9]} (where this departed from {MAIN})"


def _must_be_repository(root: Path) -> None:
    done = _run(root, "rev-parse", "--git-dir")
    if not done.returncode:
        return
    said = _said(done)
    if "not a git repository" in said:
        text = "this folder is no git repository, so there is no earlier state. Run it in a clone made by 'git clone'."
        raise Missing(text)
    raise Missing(f"git cannot read this repository: {said}. Mend that first.")


def _commit(root: Path, revision: str) -> str:
    """Return the commit of a revision, or an empty text."""
    if revision.startswith("-"):
        return ""
    return (_ask(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}") or "").strip()


def _remedy(root: Path, revision: str) -> str:
    branch = revision.removeprefix("origin/")
    if (_ask(root, "rev-parse", "--is-shallow-repository") or "").strip() == "true":
        return (
            " This clone is shallow: it lacks older commits."
            f" Run 'git fetch --unshallow', or 'git fetch --depth=1 origin {branch}' and then '--base FETCH_HEAD'."
        )
    return f" Run 'git fetch origin {branch}', or name another revision with --base."


def _extract(root: Path, commit: str, target: Path) -> None:
    """Write what a commit has of the files that are compared below a folder, byte for byte."""
    listed = _git(root, "ls-tree", "-r", "-z", commit, "--", load.NAME, pages.FOLDER, files.SETTINGS)
    found: list[tuple[Path, bytes]] = []
    for entry in filter(None, listed.split(b"\0")):
        attributes, _, raw = entry.partition(b"\t")
        mode, kind, blob = attributes.split()
        name = PurePosixPath(os.fsdecode(raw))
        if kind != b"blob" or ".." in name.parts or name.is_absolute():
            continue
        path = target / name
        if mode == b"120000":  # where a link leads is nobody's business; that one stands there is reported
            path.parent.mkdir(parents=True, exist_ok=True)
            path.symlink_to("nowhere")
        else:
            found.append((path, blob))
    for (path, _), content in zip(found, _contents(root, [blob for _, blob in found]), strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _contents(root: Path, blobs: list[bytes]) -> Iterator[bytes]:
    """Yield what the blobs hold, read by one process."""
    output = _git(root, "cat-file", "--batch", given=b"".join(blob + b"\n" for blob in blobs))
    at = 0
    for blob in blobs:
        end = output.index(b"\n", at)
        header = output[at:end].split()
        if len(header) < 3:
            raise Missing(f"git lacks the object {blob.decode()}. Run 'git fetch --refetch', or clone anew.")
        size = int(header[2])
        yield output[end + 1 : end + 1 + size]
        at = end + size + 2


def _ask(root: Path, *arguments: str) -> str | None:
    """Return git's answer, or nothing where it refuses."""
    done = _run(root, *arguments)
    return None if done.returncode else os.fsdecode(done.stdout)


def _git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    done = _run(root, *arguments, given=given)
    if done.returncode:
        raise Missing(f"git {arguments[0]} failed: {_said(done)}. Run 'git fsck', or clone anew.")
    return done.stdout


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    return os.fsdecode(done.stderr).strip().partition("\n")[0].removeprefix("fatal: ").rstrip(".")


def _run(root: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    quiet = {**os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}
    command = ["git", "-C", str(root), *arguments]
    try:
        return subprocess.run(command, input=given, capture_output=True, check=False, env=quiet)
    except FileNotFoundError as error:
        raise Missing("git is not installed, so there is no earlier state. Install git.") from error
