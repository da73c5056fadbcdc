"""Publishing: build into a folder beside the site, finish it, check it whole, and only then swap it in."""

from __future__ import annotations

import ctypes
import fcntl
import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ledger import book
from ledger.core.problem import Problem, ordered
from ledger.publish import engine, policy, sitefiles, social, wholesite
from ledger.publish.engine import Unpublished
from ledger.views import downloads as export

SITE = "site"
_WORK = ".site-"
#: What the theme brings for a search of its own, which the site does not use.
_UNUSED = ("assets/javascripts/lunr", "assets/javascripts/workers")
_AT_FDCWD, _EXCHANGE = -100, 2


def build(root: Path) -> tuple[Problem, ...]:
    """Build the site below the root, and return the problems that kept it from being published."""
    read = book.read(root)
    if read.problems:
        return read.problems
    target = root / SITE
    _refuse_odd_target(target)
    with _workplace(root) as (work, held):
        new = work / SITE
        engine.run(root, new, held, usual=engine.last_read(read.site.ledger))
        prune(new)
        problems = ordered(sitefiles.problems(new)) or finish(root, new)
        if not problems:
            swap(new, target)
        return problems


@contextmanager
def _workplace(root: Path) -> Iterator[tuple[Path, int]]:
    """Give a folder of one's own and the open file that holds it; clear away those that nobody holds any more."""
    for left in root.glob(f"{_WORK}*"):
        _clear(left)
    work = root / f"{_WORK}{secrets.token_hex(4)}"
    try:
        work.mkdir(mode=0o700)
        with _held(work) as held:
            yield work, held
    finally:
        shutil.rmtree(work, ignore_errors=True)


@contextmanager
def _held(folder: Path) -> Iterator[int]:
    """Give the open folder, locked: whoever clears up leaves it alone."""
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield held
    finally:
        os.close(held)


def _clear(left: Path) -> None:
    """Remove the folder of a build that was killed; one that is at work keeps its own locked."""
    with suppress(OSError):
        held = os.open(left, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(left)
        finally:
            os.close(held)


def pin(root: Path) -> None:
    """Write down the theme's own inline scripts, from a build of pages that hold nothing of ours."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for name in ("mkdocs.yml", "hooks.py", "overrides", "includes"):
            source = root / name
            (shutil.copytree if source.is_dir() else shutil.copyfile)(source, work / name)
        for name in ("data", "ledger"):  # watched by the preview; empty here
            (work / name).mkdir()
        (work / "macros.py").write_text("def define_env(env):\n    pass\n", "utf-8")
        shutil.copytree(root / "docs" / "assets", work / "docs" / "assets")
        for page in (root / "docs").rglob("*.md"):
            empty = work / page.relative_to(root)
            empty.parent.mkdir(parents=True, exist_ok=True)
            empty.write_text("# Empty\n", "utf-8")
        engine.run(work, work / SITE)
        pins = policy.collect(work / SITE)
    (root / policy.PINS).write_text(json.dumps(pins, indent=2) + "\n", "utf-8")


def _refuse_odd_target(target: Path) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise Unpublished(f"'{target.name}' is no folder. Move it away.")
    if target.exists() and any(target.iterdir()) and not (target / "index.html").is_file():
        raise Unpublished(f"'{target.name}' holds something else than a site: it has no index.html. Move it away.")


def prune(new: Path) -> None:
    """Take out of the built site what belongs to no reader."""
    for folder in _UNUSED:
        shutil.rmtree(new / folder, ignore_errors=True)
    for path in sitefiles.named(new, ""):
        if path.suffix in (".map", ".py", ".pyc") or path.name == ".DS_Store":
            path.unlink()


def finish(root: Path, new: Path) -> tuple[Problem, ...]:
    """Add what the engine does not make, put the policy into every page, and check the whole."""
    for path in (*sitefiles.named(new, ".js"), *sitefiles.named(new, ".css")):
        path.write_text(_without_map(path.read_text("utf-8")), "utf-8")
    social.apply(new)
    export.write(book.read(root).site, new)
    return ordered([*policy.apply(new, policy.read(root)), *wholesite.problems(new)])


def _without_map(text: str) -> str:
    kept = [line for line in text.split("\n") if not line.lstrip("/* ").startswith("# sourceMappingURL=")]
    return "\n".join(kept)


def swap(new: Path, target: Path) -> None:
    """Put the new folder in the old one's place in one step; the old one takes the new one's place."""
    if not target.exists():
        new.rename(target)
    elif not _exchange(new, target):
        aside = new.with_name("replaced")
        target.rename(aside)
        try:
            new.rename(target)
        except OSError:
            aside.rename(target)
            raise


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders atomically, where the system can."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    return bool(rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE) == 0)
