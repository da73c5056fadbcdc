"""Publishing: build beside the site, read what was built, and only then put it in place."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ledger import book
from ledger.core.plaintext import write_atomically
from ledger.core.problem import Problem, ordered
from ledger.publish import engine, html, policy, site, social
from ledger.publish.engine import Unpublished

SITE = "site"
_WORK = ".site-"
#: What the theme brings for a search of its own, which the site does not use.
_UNUSED = ("assets/javascripts/lunr", "assets/javascripts/workers")
_MAP = re.compile(r"\n?(?:/\*|//)# sourceMappingURL=.*")


def build(root: Path) -> tuple[Problem, ...]:
    """Build the site below the root, and return the problems that kept it from being published."""
    read, target, files = book.read(root), root / SITE, site.sources(root)
    if problems := read.problems or ordered(site.unfit(root, files.values())):
        return problems
    is_site = target.is_dir() and ((target / "index.html").is_file() or not any(target.iterdir()))
    if target.is_symlink() or (target.exists() and not is_site):
        raise Unpublished(f"'{SITE}' is no built site: it is no folder, or has no index.html. Move it away.")
    with _workplace(root) as work:
        new = work / SITE
        engine.run(root, new, engine.date(root, read.site.ledger))
        prune(new)
        problems = ordered(finish(root, new, files))
        if not problems:
            swap(new, target)
        return problems


@contextmanager
def _workplace(root: Path) -> Iterator[Path]:
    """Give a folder of this process; first clear those of processes that were ended before they could."""
    work = root / f"{_WORK}{os.getpid()}"
    for left in root.glob(f"{_WORK}*"):
        number = left.name.removeprefix(_WORK)
        if left == work or (re.fullmatch("[0-9]{1,9}", number) and not _runs(int(number))):
            shutil.rmtree(left)  # which follows no link
    try:
        work.mkdir()
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except OSError as error:
        return isinstance(error, PermissionError)
    return True


def prune(new: Path) -> None:
    """Take out of the built site what belongs to no reader: the theme's search, source maps and what points to them."""
    for folder in _UNUSED:
        shutil.rmtree(new / folder, ignore_errors=True)
    for path in [p for p in new.rglob("*") if p.is_file()]:
        if path.suffix == ".map":
            path.unlink()
        elif path.suffix in (".css", ".js"):
            path.write_text(_MAP.sub("", path.read_text("utf-8")), "utf-8")


def finish(root: Path, new: Path, files: dict[str, str]) -> Iterator[Problem]:
    """Read every page once, write it once with its policy and picture, and yield what forbids publishing."""
    pins, pages = policy.pins(root), {}
    for path in sorted(new.rglob("*.html")):
        name, text = path.relative_to(new).as_posix(), path.read_text("utf-8")
        page = pages[name] = html.Page(text)
        allowed = pins.get(policy.depth(name), [])
        page.findings.extend(policy.unknown(page.scripts, allowed))
        finished = policy.added(text, allowed)
        if not finished:
            page.findings.append(html.Finding("the page does not begin as the theme begins it. Restore the template."))
        path.write_text(social.with_image(finished, new, path), "utf-8")
    for path in (new, *new.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)  # whatever the umask: a server of another user reads them
    names = frozenset(path.relative_to(new).as_posix() for path in new.rglob("*") if path.is_file())
    yield from site.Site(site.address(new), names, pages).problems(root, files)


def swap(new: Path, target: Path) -> None:
    """Put the new folder in the old one's place; if that fails, the old one comes back."""
    aside = new.with_name("before")
    if target.exists():
        target.rename(aside)
    try:
        new.rename(target)
    except OSError:
        if aside.exists():
            aside.rename(target)
        raise


def pin(root: Path) -> None:
    """Write down the theme's own inline scripts, from a build of pages that hold nothing of ours."""
    with tempfile.TemporaryDirectory() as folder:
        work, new = Path(folder) / "project", Path(folder) / SITE
        shutil.copytree(root, work, ignore=shutil.ignore_patterns(".*"))
        (work / "macros.py").write_text("def define_env(env):\n    pass\n", "utf-8")
        for page in (work / "docs").rglob("*.md"):
            page.write_text("# Empty\n", "utf-8")
        engine.run(work, new, "0")
        pins: dict[str, list[str]] = {}
        for path in sorted(new.rglob("*.html")):
            known = pins.setdefault(policy.depth(path.relative_to(new).as_posix()), [])
            hashes = map(policy.hashed, html.Page(path.read_text("utf-8")).scripts)
            known.extend(h for h in hashes if h not in known)
    write_atomically(root / policy.PINS, json.dumps(pins, indent=2, sort_keys=True) + "\n")
