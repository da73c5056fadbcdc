"""Publishing: build beside the site, read what was built, and only then put it in place."""

import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from ledger.core.problem import Problem, ordered
from ledger.data import load
from ledger.publish import html, site

SITE = "site"
#: The engine's surroundings, the same everywhere.
_SAME = {"TZ": "UTC", "PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}
#: Scripts and palettes of the theme's own, which the site does not use.
_UNUSED = (
    "assets/javascripts/lunr", "assets/javascripts/workers", "assets/javascripts/bundle.*",
    "assets/stylesheets/palette.*", "**/*.map",
)  # fmt: skip
_MAP = re.compile(r"\n?(?:/\*|//)# sourceMappingURL=.*")


def build(root: Path) -> tuple[Problem, ...]:
    """Build the site below the root, and return the problems that kept it from being published."""
    files = site.sources(root)
    if problems := ordered(site.unfit(root, files.values())):
        return problems
    with _workplace(root) as work:
        new = work / SITE
        run(root, new, date(root))
        prune(new)
        problems = ordered(finish(root, new, files))
        if not problems:
            if (root / SITE).exists():
                (root / SITE).rename(work / "before")
            new.rename(root / SITE)
        return problems


@contextmanager
def _workplace(root: Path) -> Iterator[Path]:
    """Give an empty folder for one build at a time, whatever one that was killed left there."""
    work, lock = root / ".site-new", os.open(root, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)
        os.close(lock)


def run(root: Path, new: Path, date: str) -> None:
    """Let MkDocs build with every warning an error; its own messages go to the terminal."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(new)]
    surroundings = {**os.environ, **_SAME, "SOURCE_DATE_EPOCH": date}
    if subprocess.run(command, cwd=root, env=surroundings, check=False).returncode:
        raise ChildProcessError("the build failed; the site is as it was. Correct what is listed above.")


def date(root: Path) -> str:
    """Return the seconds that date the site: those given, the commit's, else those of the data, which it says."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if not given and shutil.which("git"):
        log = ["git", "-C", str(root), "log", "-1", "--format=%ct"]  # git itself says why there is none
        given = subprocess.run(log, stdout=subprocess.PIPE, text=True, check=False).stdout.strip()
    if given:
        return given
    articles = load.read(root / load.NAME)[0].articles.values()
    days = [day for a in articles if re.fullmatch(r"\d{4}-\d\d-\d\d", day := a.accessed or "")]
    read = max(days, default="1970-01-01")  # when an article was last read
    print(f"No date from git: the site is dated by its data, {read}.", file=sys.stderr, flush=True)
    return str(int(datetime.fromisoformat(f"{read}T00:00Z").timestamp()))


def prune(new: Path) -> None:
    """Take out of the built site what belongs to no reader, and what points to source maps."""
    for path in [path for pattern in _UNUSED for path in new.glob(pattern)]:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for path in (*new.rglob("*.css"), *new.rglob("*.js")):
        path.write_text(_MAP.sub("", path.read_text("utf-8")), "utf-8")


def finish(root: Path, new: Path, files: dict[str, str]) -> Iterator[Problem]:
    """Read every page once, write it once with its policy, draw its picture, and yield what forbids publishing."""
    from ledger.publish import social  # late: only publishing draws

    pages = {}
    for path in sorted(new.rglob("*.html")):
        text = path.read_text("utf-8")
        pages[path.relative_to(new).as_posix()] = page = html.Page(text)
        path.write_text(page.with_policy(text), "utf-8")
        social.draw_for(text, root, new)
    for path in (made := (new, *new.rglob("*"))):
        path.chmod(0o755 if path.is_dir() else 0o644)  # whatever the umask: a server of another user reads them
    names = frozenset(path.relative_to(new).as_posix() for path in made if path.is_file())
    yield from site.Site(site.address(new), names, pages).problems(root, files)
