"""Random changes of the frozen data and pages: each gives a sound book or problems at their place, and that soon.

    python tests/fuzz.py --n=10000 --seed=1

A change that fails is written to tests/corpus/, where test_corpus.py tries it in every test run from then on.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import oracle  # noqa: E402 - the project is no installed package

from ledger import book  # noqa: E402
from ledger.data import load  # noqa: E402

CORPUS = ROOT / "tests" / "corpus"
FIXTURE = ROOT / "tests" / "fixture"
SECONDS = 5
PLACE = re.compile(r"(?:data|docs)/[^\n]*?:[1-9][0-9]*: [^\n]*\S")

#: What is put into a line: signs that mean something somewhere, and what broke other programs.
ODD = (
    "", " ", "  ", "\t", "\n", "\n\n", "\0", "\x1b", "\u200b", "\u202e", "\ufeff", "\U0001f600", "\N{CYRILLIC SMALL LETTER A}", "９", "億", "0", "9" * 40, "-1", "1e9", ".5", "1,0", "nan", "~",
    "null", "no", "010", "{", "}", "[", "]", "(", ")", "<", ">", "&", "*", "&a", "*a", "!!x", "|", ">-", "#", ":", ": ", "- ", "? ", "'", '"', "`", "```\n", "%", "$", "=", "@", "\\", "/", "..",
    "{{", "}}", "{%", "%}", "{#", "#}", "{{ fig('", "') }}", "{{ rule(\"about\") }}", "{% raw %}", "---\n", "<b>", "<div markdown>", "</div>", "<!--", "-->", "&#50;", "**", "_", "[x](y)", "![x](y)",
    "{ #x }", "{: .x }", "[TOC]", "| a | b |\n| - | - |\n", "    ", "> ", "# ", "1. ", "None", "billion", " to ", "about ", "more than ", "several billion", "2026", "fy2026", "guidance", "amazon",
)  # fmt: skip
LEAST = 40  # below this a file is hardly the real one any more


#: Fields of the data, as they stand in a line, and what may stand there instead.
FIELDS = {
    r"(?<=: )\"[^\"]*[0-9][^\"]*\"": ('"$53"', '"about $53 billion"', '"53 %"', '["$53 billion", "$53"]', '{as: "$53", head: "in billions of dollars"}',
        '{as: "$53", note: "x"}', '{as: "many", unread: "A word that is no number."}', "{note: x}", "[]", "{}", "$53"),
    r"[a-z]+ [0-9]+(?=: \")": ("title", "table, row 4", '"table, row 4"', '"a: b"', "paragraph 1"),
    r"(?<=differs: \{)[a-z]+": ("superseded", "scope", "rounding", "arithmetic", "older"),
    r"(?<=tests: ).*": ("returns", "amazon-plan", "[returns, five-giants]", "[]", "none", "{}"),
    r"(?<=means: ).*": ("error", "doubt", "outdated", "dispute", "sound", "context", "x"),
    r"(?<=expect: ).*": ("holds", "rounds", "fails", "undecided", "derived"),
    r"(?<=status: ).*": ("guidance\n        revises: guidance", "guidance\n        revises: {guidance: definition}", "estimate\n        revises: wts", "actual\n        scope: cash", "forecast\n        scope: x", "consensus"),
    r"(?<=because: )\".*": ('"It is {left} against {right}, {difference} or {ratio}."', '"It is {rihgt}."', '"{left"'),
}  # fmt: skip


def changed(rng: random.Random, text: str) -> str:
    """Return a text with a few random changes."""
    for _ in range(rng.choice((1, 1, 1, 2, 3, 5))):
        text = _meant(rng, text) if rng.randrange(3) == 0 else _change(rng, text)
    return text


def _meant(rng: random.Random, text: str) -> str:
    """Return the text with something else in one field of the data, if it has that field."""
    pattern = rng.choice(list(FIELDS))
    found = list(re.finditer(pattern, text))
    if not found:
        return _change(rng, text)
    at = rng.choice(found)
    return text[: at.start()] + rng.choice(FIELDS[pattern]) + text[at.end() :]


def _change(rng: random.Random, text: str) -> str:
    lines = text.split("\n")
    at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    line = lines[at]
    cut = rng.randrange(len(line) + 1)
    kind = rng.randrange(10)
    if kind == 0 and len(lines) > LEAST:
        del lines[at : at + rng.choice((1, 1, 2, 5))]
    elif kind == 1:
        lines.insert(other, line)
    elif kind == 2:
        lines[at], lines[other] = lines[other], line
    elif kind == 3:
        lines[at] = " " * rng.randrange(9) + line.lstrip()
    elif kind == 4:
        words = line.split(" ")
        words[rng.randrange(len(words))] = rng.choice(lines[other].split(" "))
        lines[at] = " ".join(words)
    elif kind == 5:
        lines[at] = re.sub(r"[0-9]", lambda m: str(rng.randrange(10)), line)
    elif kind == 6:
        lines[at] = line[:cut] + line[cut + rng.choice((1, 1, 2, 9)) :]
    elif kind == 7:
        lines[at] = line[:cut] + chr(rng.choice((rng.randrange(128), rng.randrange(0xD7FF)))) + line[cut:]
    else:
        lines[at] = line[:cut] + rng.choice(ODD) * rng.choice((1, 1, 1, 2, 30)) + line[cut:]
    return "\n".join(lines)


# ---- what must hold -------------------------------------------------------------------------------


class Hang(BaseException):
    """The work took more of the processor's time than it may."""


@contextmanager
def limited() -> Iterator[None]:
    """Interrupt what works longer than it may; the processor's time counts, not that of a busy machine."""

    def interrupt(*_: object) -> None:
        raise Hang(f"more than {SECONDS} seconds")

    before = signal.signal(signal.SIGPROF, interrupt)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@dataclass(frozen=True)
class Verdict:
    """How the project took a change: what is wrong with that, if anything, and whether the book was found sound."""

    wrong: str = ""
    sound: bool = False


def verdict(root: Path, name: str = load.NAME) -> Verdict:
    """Judge how the project takes the files, of which one was changed."""
    try:
        with limited():
            read = book.read(root)
    except BaseException:
        return Verdict(traceback.format_exc(limit=-4))
    if odd := [str(p) for p in read.problems if not PLACE.fullmatch(str(p))]:
        return Verdict(f"a problem without its place: {odd[0]}")
    if read.problems:
        return Verdict()
    page = name if name.startswith("docs/") else ""
    return Verdict("; ".join(oracle.wrong(root, read, page)), sound=True)


# ---- the script -----------------------------------------------------------------------------------


def files() -> list[str]:
    """Return what is changed: the data as often as all pages together."""
    pages = sorted(p.relative_to(FIXTURE).as_posix() for p in (FIXTURE / "docs").rglob("*.md"))
    return [load.NAME] * len(pages) + pages


def write(root: Path, texts: Mapping[str, str]) -> None:
    """Write the files below the folder."""
    for name, text in texts.items():
        (root / name).write_bytes(text.encode("utf-8", "surrogatepass"))


def copy(target: Path) -> Path:
    """Copy what a book is read from."""
    return Path(shutil.copytree(FIXTURE, target, dirs_exist_ok=True))


@dataclass(frozen=True)
class Outcome:
    """What came of some changes: how many there were, how many were sound, and those that failed, with why."""

    tried: int = 0
    sound: int = 0
    failed: tuple[str, ...] = ()

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(self.tried + other.tried, self.sound + other.sound, self.failed + other.failed)

    def __str__(self) -> str:
        refused = self.tried - self.sound - len(self.failed)
        return f"{self.tried} changes: {self.sound} sound, {refused} refused at their place, {len(self.failed)} failed."


def attempt(root: Path, seed: int) -> Outcome:
    """Change one file at random and judge what comes of it; keep the file if that is wrong."""
    rng = random.Random(seed)
    name = rng.choice(files())
    good = (root / name).read_text("utf-8")
    write(root, {name: changed(rng, good)})
    found = verdict(root, name)
    if found.wrong:
        CORPUS.mkdir(exist_ok=True)
        shutil.copy(root / name, CORPUS / f"{seed}-{name.replace('/', '~')}")
    write(root, {name: good})
    failed = (f"seed {seed}, {name}: {found.wrong}",) if found.wrong else ()
    return Outcome(1, int(found.sound and not failed), failed)


def run(seeds: range) -> Outcome:
    """Try some changes in a copy of the files."""
    with tempfile.TemporaryDirectory() as folder:
        root = copy(Path(folder))
        return sum((attempt(root, seed) for seed in seeds), Outcome())


def main() -> int:
    """Try as many changes as asked for, on every core, and say how far it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=1_000, help="how many changes (default 1000)")
    parser.add_argument("--seed", type=int, default=1, help="the first one's seed")
    asked = parser.parse_args()
    end = asked.seed + asked.n
    total = Outcome()
    with ProcessPoolExecutor() as pool:
        parts = [pool.submit(run, range(s, min(s + 100, end))) for s in range(asked.seed, end, 100)]
        for part in as_completed(parts):
            total += part.result()
            print("\n".join((*part.result().failed, str(total))), flush=True)
    return bool(total.failed)


if __name__ == "__main__":
    sys.exit(main())
