"""An editor's day: articles come and go, in any language, and what tests the project stays green without a change of it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import QUIET, ROOT

from ledger.data import format as layout
from ledger.data import load

#: Three articles in three languages; measures in people and in months; an entity of which nothing is said.
ADDED = {
    "articles": """\
  grundlast:
    title: "Ein Netz für alle"
    publisher: Der Netzbote
    kind: news
    language: de
    published: 2026-06-02
    url: https://netzbote.example/grundlast
    trust: "An invented article, whose numbers are invented as well."

  yosan:
    title: "新しい計画"
    publisher: 川の新聞
    kind: news
    language: ja
    published: 2026-06-03
    url: https://kawa.example/yosan
    trust: "An invented article, whose numbers are invented as well."

  quarter-release:
    title: "Results of an invented quarter"
    publisher: Growth Works
    kind: release
    language: en
    published: 2026-06-04
    url: https://growth.example/quarter
    trust: "An invented release, whose table is in millions."
""",
    "entities": """\
  growth-works: {name: Growth Works, kind: company, fiscal_year_end: 12-31}

  silent-body: {name: A silent body, kind: body}
""",
    "measures": """\
  staff-count:
    name: Staff
    unit: people
    kind: stock
    definition: "People who work there at the end of the period."

  build-time:
    name: Time to build
    unit: months
    kind: stock
    definition: "Time from the first plan to the first use."
""",
    "figures": """\
  growth-works.capex.2026:
    claims:
      plan:
        value: "14.467 billion"
        by: growth-works
        status: guidance
        printed:
          grundlast: {Absatz 2: "14,467 Mrd. Dollar"}
          yosan: {段落2: "144億6700万ドル"}
          quarter-release:
            table row 1: {as: "14,467", head: "in millions of dollars"}

  growth-works.staff-count.2025:
    claims:
      counted:
        value: "12400"
        by: growth-works
        status: actual
        printed:
          grundlast: {Absatz 3: "12.400"}

  growth-works.build-time.undated:
    claims:
      said:
        value: "18"
        by: growth-works
        status: guidance
        printed:
          quarter-release: {paragraph 4: "18 months"}
""",
}
TITLES = {"grundlast": "Ein Netz", "yosan": "新しい計画", "quarter-release": "A quarter"}
ARTICLE = '---\ndescription: "What an invented article says about a company that exists nowhere but in a test."\n---\n\n# {title} {{ #article }}\n\n{{{{ cite() }}}}\n\n{{{{ figures() }}}}\n\n{{{{ neighbours() }}}}\n'  # fmt: skip
COMPANY = '---\ndescription: "Every number about an invented company that exists nowhere but in a test."\n---\n\n# Growth Works\n\n{{ entity("growth-works") }}\n'  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the live project with what its own tests need."""
    for name in (
        "ledger",
        "overrides",
        "includes",
        "docs",
        "data",
        "tests",
        "macros.py",
        "hooks.py",
        "mkdocs.yml",
        "pyproject.toml",
    ):
        source, target = ROOT / name, tmp_path / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    return tmp_path


def green(project: Path) -> None:
    """Put the figures in order, and run the tests of the live project on the copy."""
    figures = project / load.NAME
    figures.write_text(layout.arrange(figures.read_text("utf-8"), load.NAME).text, "utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/test_live.py",
        "-m",
        "not browser",
    ]
    done = subprocess.run(
        command, cwd=project, env={**QUIET, "TMPDIR": str(project)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-5_000:]


def grown(project: Path) -> Path:
    """Add the articles, their numbers and their pages."""
    figures, settings = project / load.NAME, project / "mkdocs.yml"
    text, nav = figures.read_text("utf-8"), settings.read_text("utf-8")
    for section, entries in ADDED.items():
        text = text.replace(f"\n{section}:\n", f"\n{section}:\n{entries}\n", 1)
    figures.write_text(text, "utf-8")
    for name, title in TITLES.items():
        (project / f"docs/articles/{name}.md").write_text(ARTICLE.format(title=title), "utf-8")
        nav = nav.replace(
            "      - articles/index.md\n", f"      - articles/index.md\n      - {title}: articles/{name}.md\n"
        )
    (project / "docs/companies/growth-works.md").write_text(COMPANY, "utf-8")
    nav = nav.replace("  - Companies:\n", "  - Companies:\n      - Growth: companies/growth-works.md\n")
    settings.write_text(nav, "utf-8")
    return project


def without(project: Path, article: str, *dependents: str) -> Path:
    """Delete an article, its page, the lines that speak of it, and the entries that depend on it."""
    figures = project / load.NAME
    text = figures.read_text("utf-8")
    for entry in (article, *dependents):
        text = re.sub(rf"(?m)^  {re.escape(entry)}:\n(?:    .*\n)*\n?", "", text)
    figures.write_text(re.sub(rf"(?m)^ +{article}: .*\n", "", text), "utf-8")
    (project / f"docs/articles/{article}.md").unlink()
    for page in (project / "mkdocs.yml", *(project / "docs").rglob("*.md")):
        lines = page.read_text("utf-8").splitlines(keepends=True)
        page.write_text("".join(line for line in lines if f"{article}.md" not in line), "utf-8")
    return project


@pytest.mark.slow
def test_articles_come_and_go(project: Path) -> None:
    green(grown(project))
    green(without(project, "grundlast", "growth-works.staff-count.2025", "staff-count"))
