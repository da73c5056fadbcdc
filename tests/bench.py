"""Measure how the project grows, beside stock MkDocs with Material and `navigation.prune`: `make bench`.

Every size is measured in turn, so that a machine which slows down slows all alike. CPU is that of all processes of a
command; wall time and memory are its own. No test depends on any of it.
"""

from __future__ import annotations

import argparse
import gzip
import math
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from growing import Claim, Grown

PYTHON = (sys.executable, "-m")
QUIET = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1764230400", "PYTHONPATH": "."}
QUIET["PYTHONDONTWRITEBYTECODE"] = ""  # nobody works without compiled modules
LOAD = "import time; from pathlib import Path; from ledger.data import load; t = time.process_time(); load.read(Path('data/figures.yml')); print(time.process_time() - t)"
#: What the table must not exceed at 1,000 pages and 5,000 figures: what, against which other row if any, how often.
TARGETS = (
    ("mkdocs build, CPU s", "stock build, CPU s", 2.0),
    ("make build, CPU s", "stock build, CPU s", 2.5),
    ("figure edited, s", "", 1.5),
    ("page edited, s", "", 1.0),
    ("check, CPU s", "", 6.0),
    ("check, a page changed, CPU s", "", 1.5),
    ("load, CPU s", "", 1.0),
    ("mkdocs build, peak MB", "", 400.0),
    ("heaviest page, kB gzip", "", 200.0),
    ("search index, kB gzip", "", 1_500.0),
)
PATIENCE = 300
#: Below so many pages, what is done once hides what grows.
GROWN = 100


@dataclass(frozen=True)
class Run:
    """What a command took: CPU of it and its children and wall time in seconds, memory at its peak in MB."""

    cpu: float
    wall: float
    memory: float


def run(root: Path, *command: str) -> Run:
    """Run a command in a folder; what it says is shown only where it fails."""
    began = time.monotonic()
    with tempfile.TemporaryFile("w+") as said:
        env = {**QUIET, "HOME": str(root.parent)}  # what a command keeps for the next one goes with all else
        process = subprocess.Popen([*PYTHON, *command], cwd=root, env=env, stdout=said, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise SystemExit(f"{' '.join(command)}: {said.read()[-3_000:]}")
    return Run(used.ru_utime + used.ru_stime, time.monotonic() - began, used.ru_maxrss / 1024)


def measured(ours: Path, stock: Path, size: Grown) -> Iterator[tuple[str, float]]:
    """Yield each row's name and number for one size."""
    peer = run(stock, "mkdocs", "build")
    build = run(ours, "mkdocs", "build")
    yield from (("stock build, CPU s", peer.cpu), ("stock build, peak MB", peer.memory))
    yield from (
        ("mkdocs build, CPU s", build.cpu),
        ("mkdocs build, s", build.wall),
        ("mkdocs build, peak MB", build.memory),
    )
    yield from sizes(ours / "site")
    yield "mkdocs build, unchanged, CPU s", run(ours, "mkdocs", "build").cpu
    claim = size.printed[0][0]
    with figure_edited(ours, claim):
        yield "mkdocs build, a figure edited, CPU s", run(ours, "mkdocs", "build").cpu
    shutil.rmtree(ours / ".cache", ignore_errors=True)
    yield "make build, CPU s", run(ours, "ledger", "build").cpu
    yield "make build, unchanged, CPU s", run(ours, "ledger", "build").cpu
    shutil.rmtree(ours.parent / ".cache", ignore_errors=True)
    yield "check, CPU s", run(ours, "ledger", "check").cpu
    with edited(ours / "docs/articles/a0.md", "and moves on", "and goes on"):
        yield "check, a page changed, CPU s", run(ours, "ledger", "check").cpu
    loaded = subprocess.run([sys.executable, "-c", LOAD], cwd=ours, env=QUIET, capture_output=True, check=True)
    yield "load, CPU s", float(loaded.stdout)
    yield "impact of a figure, CPU s", impact(ours, claim)
    yield from previews(ours, claim)


def sizes(site: Path) -> Iterator[tuple[str, float]]:
    """Yield how much a reader loads, as a server sends it."""
    pages = [(len(gzip.compress(p.read_bytes(), 6)), p) for p in site.rglob("*.html")]
    index = sum(len(gzip.compress(p.read_bytes(), 6)) for p in (site / "search").glob("*.json"))
    yield "heaviest page, kB gzip", max(pages)[0] / 1_000
    yield "median page, kB gzip", statistics.median(weight for weight, _ in pages) / 1_000
    yield "search index, kB gzip", index / 1_000


def impact(root: Path, claim: Claim) -> float:
    """Return the CPU seconds of the report on one changed number."""
    git = ("git", "-c", "user.name=Nobody", "-c", "user.email=nobody@example.org")
    for command in (("init", "-q"), ("add", "."), ("commit", "-qm", "Measure")):
        subprocess.run([*git, *command], cwd=root, check=True, capture_output=True)
    try:
        with figure_edited(root, claim):
            return run(root, "ledger", "impact", "--base", "HEAD").cpu
    finally:
        shutil.rmtree(root / ".git")  # nothing else is measured with a history


def previews(root: Path, claim: Claim) -> Iterator[tuple[str, float]]:
    """Yield how long a preview takes from saving a file until the page shows it."""
    page = f"companies/{claim.figure.partition('.')[0]}"
    with serving(root) as address:
        path, shown = root / "docs" / f"{page}.md", f"{address}/{page}/"
        with edited(path, "in a text that nobody wrote", "in a text that somebody wrote"):
            yield "page edited, s", reloaded(shown, "somebody wrote")
        reloaded(shown, "nobody wrote")
        with figure_edited(root, claim):
            yield "figure edited, s", reloaded(shown, f"{claim.value}.25 billion")
            yield (
                "figure edited, everywhere, s",
                waited(f"{address}/data/figures/{claim.figure}.json", f"{claim.value}250"),
            )


@contextmanager
def serving(root: Path) -> Iterator[str]:
    """Serve a preview, and give its address once it answers."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [*PYTHON, "mkdocs", "serve", "-a", f"localhost:{port}"]
    process = subprocess.Popen(command, cwd=root, env=QUIET, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    base = re.search(r"site_url: https://[^/]+(/.*)", (root / "mkdocs.yml").read_text("utf-8"))
    try:
        address = f"http://localhost:{port}{base[1].rstrip('/') if base else ''}"
        waited(f"{address}/", "</html>")
        yield address
    finally:
        process.kill()
        process.wait()


@contextmanager
def edited(path: Path, old: str, new: str) -> Iterator[None]:
    """Change a file, and put it back."""
    before = path.read_text("utf-8")
    assert old in before, (path, old)
    path.write_text(before.replace(old, new), "utf-8")
    try:
        yield
    finally:
        path.write_text(before, "utf-8")


@contextmanager
def figure_edited(root: Path, claim: Claim) -> Iterator[None]:
    """Change one number of one figure, with what is printed of it, and put it back."""
    path = root / "data/figures.yml"
    text = path.read_text("utf-8")
    start = text.index(f"  {claim.figure}:\n")
    old = text[start : text.index("\n\n", start)]
    with edited(path, old, old.replace(f"{claim.value} billion", f"{claim.value}.25 billion")):
        yield


def reloaded(address: str, text: str) -> float:
    """Return the seconds until a browser shows a text on a page that is open in it: it is told when to load it again."""
    began, page = time.monotonic(), answer(address)
    while text not in page:
        epochs = re.findall(r"livereload\((\d+), (\d+)\);", page)[0]
        answer(urllib.parse.urljoin(address, f"/livereload/{'/'.join(epochs)}"))
        page = answer(address)
    return time.monotonic() - began


def answer(address: str) -> str:
    """Return what a server answers."""
    with urllib.request.urlopen(address, timeout=PATIENCE) as found:
        return str(found.read().decode())


def waited(address: str, text: str) -> float:
    """Return the seconds until a file holds a text."""
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        with suppress(OSError):
            if text in answer(address):
                return time.monotonic() - began
        time.sleep(0.1)  # each answer takes a little from the build
    raise SystemExit(f"{address} does not show '{text}'.")


def table(found: dict[Grown, dict[str, float]]) -> Iterator[str]:
    """Yield the measurements as a Markdown table, each row with its growth from a hundred pages to the last size."""
    last = max(found, key=_pages)
    first = min((size for size in found if size.pages >= GROWN), key=_pages, default=last)
    yield f"| pages / figures | {' | '.join(f'{s.pages:,} / {s.figures:,}' for s in found)} | exponent |"
    yield "| --- |" + " ---: |" * (len(found) + 1)
    for name in found[last]:
        numbers = [f"{found[size][name]:.2f}" for size in found]
        grown = (
            math.log(found[last][name] / found[first][name]) / math.log(last.pages / first.pages)
            if first != last
            else 0
        )
        yield f"| {name} | {' | '.join(numbers)} | {grown:.2f} |"


def verdicts(rows: dict[str, float]) -> Iterator[str]:
    """Yield what became of each target."""
    for name, against, most in TARGETS:
        value = rows[name] / rows[against] if against else rows[name]
        unit = f" times {against}" if against else ""
        yield f"{'met ' if value <= most else 'MISSED'} {name}: {value:.2f}{unit}, at most {most:g}"


def _pages(size: Grown) -> int:
    return size.pages


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--sizes", default="10/50,100/500,300/1500,1000/5000", help="pages/figures, several with commas"
    )
    parser.add_argument("--times", type=int, default=3, help="how often each is measured; the median counts")
    asked = parser.parse_args()
    wanted = [Grown(*map(int, size.split("/"))) for size in asked.sizes.split(",")]
    runs: dict[Grown, dict[str, list[float]]] = {size: {} for size in wanted}
    with tempfile.TemporaryDirectory() as folder:
        for size in wanted:
            (Path(folder) / f"{size.pages}").mkdir()
            size.write(Path(folder) / f"{size.pages}/ours")
            size.write_stock(Path(folder) / f"{size.pages}/stock")
        for _ in range(asked.times):
            for size in wanted:
                root = Path(folder) / f"{size.pages}"
                for name, value in measured(root / "ours", root / "stock", size):
                    runs[size].setdefault(name, []).append(value)
                    print(f"{size.pages:>5} {name}: {value:.2f}", file=sys.stderr, flush=True)
    found = {size: {name: statistics.median(values) for name, values in rows.items()} for size, rows in runs.items()}
    print("\n".join([*table(found), "", *verdicts(found[max(found, key=_pages)])]))


if __name__ == "__main__":
    main()
