"""What the tests share: a small ledger without a fault, ways to spoil it, and whole projects to build."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from ledger import book
from ledger.core.ledger import Ledger
from ledger.data import load

ROOT = Path(__file__).resolve().parent.parent

#: A comment that marks the line at which a message must point.
MARK = "  #!"

#: What turns a page into HTML: the extensions in the site's settings, those that MkDocs adds, and the project's own.
EXTENSIONS = (
    "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html", "toc", "ledger.views.markdown",
)  # fmt: skip
#: A ledger without a fault, small enough to be read at a glance. A case of a test changes a line or two of it.
FIGURES = """\
articles:
  plan:
    title: "Acme plans"
    publisher: The Wire
    language: en
    published: 2026-02-05
    url: https://wire.example/plan

  krant:
    title: "Acme bouwt"
    language: nl
    published: 2026-03

entities:
  acme: {name: Acme, kind: company}

  beta: {name: Beta, kind: company, fiscal_year_end: 06-30}

  lab: {name: Beta Lab, kind: segment, part_of: beta}

  pair: {name: The pair, kind: group, members: [acme, beta]}

  agency: {name: Agency, kind: body}

measures:
  capex:
    name: Capital expenditure
    unit: USD
    kind: flow
    definition: "Money for things that last."

  growth:
    name: Growth
    unit: "%"
    kind: ratio
    definition: "Change against the year before."
    compares: capex
    as: growth

figures:
  acme.capex.2025:
    claims:
      reported:
        value: "160 billion"
        by: acme
        status: actual
        printed:
          plan: {paragraph 2: "$160 billion"}

  acme.capex.2026:
    preferred: guidance
    because: "It is the plan."
    see: [pair.capex.2026]
    claims:
      guidance:
        value: "about 200 billion"
        by: acme
        status: guidance
        asof: 2026-02-05
        printed:
          plan: {title: "$200 billion"}
          krant: {paragraph 1: "ongeveer 200 miljard dollar"}
      rumour:
        value: "about 150 billion"
        status: forecast
        printed:
          krant: {paragraph 3: "ongeveer 150 miljard dollar"}
        differs: {superseded: "It is older."}
      consensus:
        value: "144.67 billion"
        by: agency
        status: consensus
        printed:
          plan: {paragraph 1: "$144.67 billion"}

  acme.growth.2026:
    claims:
      implied:
        growth: [acme.capex.2026/guidance, acme.capex.2025/reported]

  beta.capex.2026:
    claims:
      guidance:
        value: "100 to 120 billion"
        by: beta
        status: guidance
        printed:
          plan: {paragraph 3: "$100 billion to $120 billion"}

  beta.growth.2026:
    claims:
      guidance:
        value: "24 %"
        by: beta
        status: guidance
        printed:
          plan: {paragraph 4: "24%"}

  pair.capex.2026:
    claims:
      total:
        sum: [acme.capex.2026/guidance, beta.capex.2026/guidance]
        of: plan

checks:
  more-than-one:
    tests: plan
    says: "Two spend more than one."
    left: pair.capex.2026/total
    is: above
    right: acme.capex.2026/guidance
    expect: holds
    means: sound
"""

#: A page for everything in it.
PAGES = {
    "index.md": '# Home\n\nAcme plans {{ fig("acme.capex.2026") }}.\n',
    "articles/plan.md": '# Plan\n\n{{ fig("acme.capex.2026/guidance") }}\n\n{{ cite() }}\n\n{{ figures() }}\n',
    "articles/krant.md": "# Krant\n\n{{ cite() }}\n\n{{ figures() }}\n",
    "companies/acme.md": '# Acme\n\n{{ entity("acme") }}\n',
    "companies/beta.md": '# Beta\n\n{{ entity("beta") }}\n',
    "companies/pair.md": '# Pair\n\n{{ entity("pair") }}\n',
    "conflicts.md": "# Conflicts\n\n{{ conflicts() }}\n",
    "checks.md": "# Checks\n\n{{ checks() }}\n",
    "glossary.md": "# Glossary\n\n{{ glossary() }}\n",
}

Edit = tuple[str, str]


def changed(*edits: Edit, text: str = FIGURES) -> str:
    """Return the text with each first occurrence replaced; a replacement that does not apply is a mistake."""
    for old, new in edits:
        assert old in text, f"the text has no {old!r}"
        text = text.replace(old, new, 1)
    return text


def marked(text: str) -> list[int]:
    """Return the numbers of the marked lines."""
    return [n for n, line in enumerate(text.split("\n"), 1) if MARK in line]


def located(text: str, messages: Iterable[str]) -> list[str]:
    """Return the messages as they must read: each at its marked line, all at the only one, or at line 1."""
    messages, lines = list(messages), marked(text) or [1]
    if len(lines) == 1:
        lines *= len(messages)
    return [f"{load.NAME}:{line}: {message}" for line, message in zip(lines, messages, strict=True)]


Reading = Callable[[str | bytes], tuple[Ledger, list[str]]]


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    """Read a text as the file of figures; return the ledger and the messages."""

    def read(text: str | bytes) -> tuple[Ledger, list[str]]:
        path = tmp_path / "figures.yml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        ledger, problems = load.read(path)
        return ledger, [str(p) for p in problems]

    return read


Faulty = Callable[..., None]


@pytest.fixture
def faulty(tmp_path: Path) -> Faulty:
    """Check that the small ledger, changed, has problems of these subjects, each at its marked line."""

    def check(edits: list[Edit], subjects: list[str], grade: str = "error") -> None:
        path, text = tmp_path / "figures.yml", changed(*edits)
        path.write_text(text, "utf-8")
        found = [f"{p.file}:{p.line}: {p.grade} {p.subject}" for p in load.read(path)[1]]
        assert found == located(text, [f"{grade} {subject}" for subject in subjects])

    return check


#: A reason that waives a rule.
WHY = '"The article adds them all the same."'


def figure(name: str, mark: str = "", value: str = "40 billion") -> str:
    """Return a figure that breaks no rule of its own, in front of the one that it goes before."""
    return f"""\
  {name}:{mark}
    claims:
      reported:
        value: "{value}"
        status: forecast
        printed:
          plan: {{paragraph 9: "${value}"}}

  beta.growth.2026:"""


# ---- the small ledger with its pages -------------------------------------------------------------


def small_project(folder: Path) -> Path:
    """Write the small ledger and its pages to a folder."""
    for name, text in {load.NAME: FIGURES, **{f"docs/{page}": text for page, text in PAGES.items()}}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder with the small ledger and its pages, which a test may spoil."""
    return small_project(tmp_path)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> book.Book:
    """Return the small ledger and its pages, read once."""
    return book.read(small_project(tmp_path_factory.mktemp("small")))


# ---- whole projects ------------------------------------------------------------------------------

#: A frozen cut of the project's data and pages: the tests of whole sites run on it, and no edit of the data breaks them.
FIXTURE = ROOT / "tests" / "fixture"
#: What a site on another subject takes over as it is.
ENGINE = ("ledger", "overrides", "includes", "docs/assets", "macros.py", "hooks.py")
#: What a build needs of its surroundings, and what must not leak into it.
QUIET = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


def copy_project(target: Path, content: Path = FIXTURE) -> Path:
    """Put data, pages and settings beside a copy of the engine; what the settings leave out is the project's own."""
    for name in ENGINE:
        source = ROOT / name
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target / name)
    shutil.copytree(content, target, dirs_exist_ok=True)
    settings = {**_entries(ROOT / "mkdocs.yml"), **_entries(content / "mkdocs.yml")}
    (target / "mkdocs.yml").write_text("".join(settings.values()), "utf-8")
    return target


def _entries(path: Path) -> dict[str, str]:
    """Return the text of every top-level entry of a file of settings."""
    parts = re.split(r"(?m)^(?=[a-z_]+:)", path.read_text("utf-8"))
    return {part.partition(":")[0]: part for part in parts[1:]}


@pytest.fixture(scope="session")
def cut() -> book.Book:
    """Return the frozen cut, read once."""
    return book.read(FIXTURE)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the project that a test may spoil."""
    return copy_project(tmp_path / "project")


def run(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a Python module in a project's folder."""
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=root, env={**QUIET, **environment}, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def run_code(root: Path, code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python code in a project's folder."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=root, env=QUIET, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def edit(path: Path, *edits: Edit) -> None:
    """Change a file as `changed` changes a text."""
    path.write_text(changed(*edits, text=path.read_text("utf-8")), "utf-8")


def files(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with what it holds."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
