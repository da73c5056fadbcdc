"""Random edits, as a preview follows them: after each, every file must be that of a preview begun anew.

`python tests/edits.py --n=500 --seed=1` does so in a copy of the fixture; the suite does a few.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parent.parent
QUIET = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1764230400"}
#: Builds a preview anew, and says what it warns of.
ANEW = """
import logging, sys
import click
from mkdocs.commands.build import build
from mkdocs.config import load_config

class Said(logging.Handler):
    def emit(self, record):
        print(record.getMessage())

logging.getLogger("mkdocs").addHandler(Said(logging.WARNING))
with click.Context(click.Command("serve"), info_name="serve"):
    build(load_config("mkdocs.yml", site_dir=sys.argv[1]))
"""
COPY = "import pathlib, sys, conftest; conftest.copy_project(pathlib.Path(sys.argv[1]))"
PATHS = {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}
SENTENCES = (
    "A sentence that says nothing.", "- An item of a list.", "## A heading", "## Another { #own }", "> Quoted.",
    "See [the checks](checks.md).", "See [nothing](nowhere.md).", "See [no place](index.md#nowhere).", "See [one](companies/amazon.md#amazon.capex.2026/newer).",
    '{{ fig("amazon.capex.2026") }}', '{{ fig("amazon.capex.2026/nobody") }}', "It is $5 billion.",
)  # fmt: skip

NEWER = '      newer: {value: "7 billion", status: forecast, printed: {amazon-plan: {title: "$7 billion"}}}'

Edit = Callable[[random.Random], "tuple[Path, str | None]"]


def edits(project: Path) -> list[Edit]:
    """Return ways to change a project: each names a file and gives its new text, or none where it goes."""
    figures, settings = project / "data/figures.yml", project / "mkdocs.yml"

    def page(chance: random.Random) -> Path:
        return chance.choice(sorted((project / "docs").rglob("*.md")))

    def line_added(chance: random.Random) -> tuple[Path, str]:
        path = page(chance)
        lines = path.read_text("utf-8").split("\n")
        at = chance.randint(min(6, len(lines)), len(lines))
        return path, "\n".join([*lines[:at], "", chance.choice(SENTENCES), "", *lines[at:]])

    def line_removed(chance: random.Random) -> tuple[Path, str]:
        path = page(chance)
        lines = path.read_text("utf-8").split("\n")
        del lines[chance.randrange(min(4, len(lines) - 1), len(lines))]
        return path, "\n".join(lines)

    def word_changed(chance: random.Random) -> tuple[Path, str]:
        path = page(chance)
        return path, substituted(chance, path.read_text("utf-8"), r"(?<=[a-z] )[a-z]{4,}(?= [a-z])", "otherwise")

    def page_added(chance: random.Random) -> tuple[Path, str]:
        return project / f"docs/new-{chance.randint(1, 3)}.md", "# A new page\n\nIt says little.\n"

    def page_removed(chance: random.Random) -> tuple[Path, None]:
        return page(chance), None

    def number_changed(chance: random.Random) -> tuple[Path, str]:
        """Change a number wherever the file has it, so that value and prints go on agreeing."""
        text = figures.read_text("utf-8")
        old = chance.choice(re.findall(r'value: "(?:about )?(\d[\d.]+) ', text))
        return figures, re.sub(rf"(?<![\d.,]){re.escape(old)}(?![\d.,])", f"{float(old) + 1:g}", text)

    def of_figures(pattern: str, *instead: str) -> Edit:
        def edit(chance: random.Random) -> tuple[Path, str]:
            return figures, substituted(chance, figures.read_text("utf-8"), pattern, chance.choice(instead))

        return edit

    def of_settings(chance: random.Random) -> tuple[Path, str]:
        return settings, substituted(chance, settings.read_text("utf-8"), r"(?<=- )[A-Z]\w+(?=: \w+\.md)", "Renamed")

    return [
        *[line_added, line_removed, word_changed, number_changed] * 3, page_added, page_removed, of_settings,
        of_figures(r'(?<=value: ")\d+(?= billion)', "77"),
        of_figures(r'(?<=because: ")[A-Z]\w+ ', "Otherwise "),
        of_figures(r'(?<=differs: \{\w{6}: ")', "Perhaps. "),
        of_figures(r"(?<=status: )\w+", "forecast", "estimate", "actual", "nonsense"),
        of_figures(r"\n        asof: [\d-]+", "", "\n        asof: 2026-03-01"),
        of_figures(r"\n        note: .*", "", '\n        note: "A note that is new."'),
        of_figures(r"(?<=    preferred: )\w+", "none", "guidance", "wts"),
        of_figures(r"\n      [a-z-]+:\n(?:        .*\n)+", "\n"),
        of_figures(r'(?<=says: ")', "By the way: "),
        of_figures(r"(?<=\n)  ([a-z-]+\.[a-z-]+\.20)(\d\d):", r"  \g<1>33:\n    was: [\1\2]"),
        of_figures(r"(\n        [a-z]+: .*)\n\n(?=  [a-z-]+\.)", rf"\1\n{NEWER}\n"),  # no line after it moves
        of_figures(r"\n\n", "\n\n\n", "\n# A comment.\n\n"),
        of_figures(r'title: "', 'title: "New: '),
    ]  # fmt: skip


def substituted(chance: random.Random, text: str, pattern: str, instead: str) -> str:
    """Return the text with one match of a pattern, whichever, replaced."""
    if not (found := list(re.finditer(pattern, text))):
        return text
    match = chance.choice(found)
    return text[: match.start()] + match.expand(instead) + text[match.end() :]


class Said(logging.Handler):
    """What was warned of since the last whole build."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Note a warning."""
        self.texts.add(record.getMessage())


def follow(project: Path, count: int, seed: int) -> Iterator[tuple[str, bool, list[str]]]:
    """Edit a project again and again; yield the file, whether only parts were built, and what is not as it should be."""
    import click
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    chance, said, whole, was = random.Random(seed), Said(), [0], dict[Path, str | None]()
    logging.getLogger("mkdocs").addHandler(said)
    site, fresh = project.parent / "site", project.parent / "fresh"

    def builder() -> None:
        whole[0] += 1
        said.texts.clear()
        build(load_config("mkdocs.yml", site_dir=str(site)))

    with click.Context(click.Command("serve"), info_name="serve"):
        builder()
        hooks = sys.modules["hooks.py"]
        for _ in range(count):
            path, text = was.popitem() if was and chance.random() < 0.5 else chance.choice(edits(project))(chance)
            was.setdefault(path, path.read_text("utf-8") if path.exists() else None)
            if text is None:
                path.unlink(missing_ok=True)
            else:
                path.write_text(text, "utf-8")
            before = whole[0]
            files = hooks.Files()
            server, asked = SimpleNamespace(observer=files, root=str(site)), [{path}]
            files.tell = asked.append  # of what is followed in part, it is told once more
            while asked:
                files.changed = asked.pop()
                hooks._build(builder, server, None)
            (project.parent / "edit.txt").write_text(text or "")
            yield path.relative_to(project).as_posix(), whole[0] == before, unlike(project, site, fresh, said.texts)


def unlike(project: Path, site: Path, fresh: Path, said: set[str]) -> list[str]:
    """Return the files in which a site differs from one that is built anew, and the warnings that it lacks."""
    done = subprocess.run(
        [sys.executable, "-c", ANEW, fresh], cwd=project, env=QUIET, capture_output=True, text=True, check=False
    )
    if done.returncode:
        return []  # it cannot be built: the preview shows why above the pages of before
    names = {path.relative_to(top) for top in (site, fresh) for path in top.rglob("*") if path.is_file()}
    files = [str(n) for n in sorted(names) if n.suffix != ".gz" and _bytes(site / n) != _bytes(fresh / n)]
    return [*files, *sorted(line for line in done.stdout.splitlines() if line and line not in "\n".join(said))]


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def main() -> None:
    """Follow many edits, and report what differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    os.environ.update(QUIET)
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        subprocess.run([sys.executable, "-c", COPY, project], cwd=ROOT / "tests", check=True, env=QUIET | PATHS)
        os.chdir(project)  # nothing of the project that holds this file may be imported
        parts = wrong = 0
        for n, (file, is_part, found) in enumerate(follow(project, asked.n, asked.seed), 1):
            parts, wrong = parts + is_part, wrong + bool(found)
            print(f"{n} {file}: {'a part' if is_part else 'whole'} {found[:8] or ''}", flush=True)
    print(f"{asked.n} edits, {parts} followed in part, {wrong} unlike a preview begun anew")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
