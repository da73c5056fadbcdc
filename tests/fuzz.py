"""Random changes of the real data and pages: each gives a sound book or problems at their place, and that soon.

    python tests/fuzz.py --n=10000 --seed=1

A change that fails is written to tests/corpus/, where test_corpus.py tries it in every test run from then on.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from html import unescape
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ledger import book, load  # noqa: E402 - the project is no installed package

CORPUS = ROOT / "tests" / "corpus"
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


def changed(rng: random.Random, text: str) -> str:
    """Return a text with a few random changes."""
    for _ in range(rng.choice((1, 1, 1, 2, 3, 5))):
        text = _change(rng, text)
    return text


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


# ---- what must hold, found without the project's own reading of numbers ---------------------------

_SCALE = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_LINK = re.compile(r"\[([^\]\[]*)\]\([^)#]*#([^)]*)\)\{ \.fig[^}]*\}")
_AMOUNT = re.compile(
    r"([0-9]+(?:\.[0-9]+)?)(?: to [^0-9]*([0-9]+(?:\.[0-9]+)?))?(?: (thousand|million|billion|trillion))?"
)


def numbers(text: str) -> list[Decimal]:
    """Return the numbers of an amount, in data or as shown."""
    found = _AMOUNT.search(text.replace(",", ""))
    scale = Decimal(10) ** _SCALE.get(found[3] or "", 0) if found else Decimal(1)
    return [Decimal(n) * scale for n in found.groups()[:2] if n] if found else []


def wrong_numbers(root: Path, read: book.Book) -> Iterator[str]:
    """Yield numbers in sentences that are not those of any claim of their figure, read by YAML alone."""
    data = yaml.load((root / load.NAME).read_text("utf-8"), Loader=yaml.BaseLoader)
    stated = {
        figure: [numbers(c["value"]) for c in entry["claims"].values() if "value" in c]
        for figure, entry in data["figures"].items()
        if all("value" in c for c in entry["claims"].values())
    }
    for (page, name, args, _), text in read.texts.items():
        for label, figure in _LINK.findall(text) if name == "fig" else ():
            seen = numbers(unescape(label).replace("\xa0", " "))
            if figure in stated and seen and seen not in stated[figure]:
                yield f"{page}: {name}{args} shows {unescape(label)!r}, the data have {stated[figure]}"


def verdict(root: Path) -> str:
    """Return what is wrong with how the project takes the files, or nothing."""
    start = time.monotonic()
    try:
        read = book.read(root)
    except BaseException:
        return traceback.format_exc(limit=-4)
    if (taken := time.monotonic() - start) > SECONDS:
        return f"it took {taken:.1f} seconds"
    if odd := [str(p) for p in read.problems if not PLACE.fullmatch(str(p))]:
        return f"a problem without its place: {odd[0]}"
    return "" if read.problems else "; ".join(wrong_numbers(root, read))


# ---- the script -----------------------------------------------------------------------------------


def files() -> list[str]:
    """Return what is changed: the data as often as all pages together."""
    pages = sorted(p.relative_to(ROOT).as_posix() for p in (ROOT / "docs").rglob("*.md"))
    return [load.NAME] * len(pages) + pages


def write(root: Path, texts: Mapping[str, str]) -> None:
    """Write the files below the folder."""
    for name, text in texts.items():
        (root / name).write_bytes(text.encode("utf-8", "surrogatepass"))


def copy(target: Path) -> Path:
    """Copy what a book is read from."""
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, target / name)
    shutil.copy(ROOT / "mkdocs.yml", target)
    return target


def run(first: int, count: int) -> tuple[int, list[tuple[int, str, str]]]:
    """Try some changes; return how many gave a sound book, and what failed with its file."""
    sound, failed, names = 0, [], files()
    with tempfile.TemporaryDirectory() as folder:
        root = copy(Path(folder))
        for seed in range(first, first + count):
            rng = random.Random(seed)
            name = rng.choice(names)
            good = (root / name).read_text("utf-8")
            write(root, {name: changed(rng, good)})
            if wrong := verdict(root):
                failed.append((seed, name, wrong))
                CORPUS.mkdir(exist_ok=True)
                shutil.copy(root / name, CORPUS / f"{seed}-{name.replace('/', '~')}")
            sound += not wrong and not book.read(root).problems
            write(root, {name: good})
    return sound, failed


def main() -> int:
    """Try as many changes as asked for, on every core."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=1_000, help="how many changes (default 1000)")
    parser.add_argument("--seed", type=int, default=1, help="the first one's seed")
    asked = parser.parse_args()
    starts = range(asked.seed, asked.seed + asked.n, 100)
    with ProcessPoolExecutor() as pool:
        results = list(pool.map(run, starts, [min(100, asked.seed + asked.n - s) for s in starts]))
    failed = [f for _, some in results for f in some]
    for seed, name, wrong in failed:
        print(f"seed {seed}, {name}: {wrong}", file=sys.stderr)
    sound = sum(count for count, _ in results)
    print(
        f"{asked.n} changes: {sound} sound, {asked.n - sound - len(failed)} refused at their place, {len(failed)} failed."
    )
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
