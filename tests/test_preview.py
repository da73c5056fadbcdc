"""A preview of a project with errors: it goes on, and nothing of a refused page reaches Jinja."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from conftest import copy_project, edit, run, run_code

#: Builds the site once, as `mkdocs serve` does.
SERVE = """
import sys
import click
from mkdocs.commands.build import build
from mkdocs.config import load_config

with click.Context(click.Command("serve"), info_name="serve"):
    build(load_config("mkdocs.yml", site_dir=sys.argv[1]))
"""
#: Leaves a file behind where it is run.
RUN = "{{ lipsum.__globals__.os.mkdir('ran') }}"

#: A page that must not be rendered, and what its box says.
REFUSED: dict[str, tuple[str, bytes, str]] = {
    "text": ("checks.md", f"# Checks\n\n{RUN}\n".encode(), "an expression that is no macro call"),
    "heading": ("compare.md", f"# {RUN}\n".encode(), "an expression that is no macro call"),
    "title": ("conflicts.md", f'---\ntitle: "{RUN}"\n---\n# Conflicts\n'.encode(), "begins a macro call"),
    "key": ("glossary.md", b"---\nrender_macros: 'false'\ntemplate: x\n---\n# G\n", "unknown front-matter key"),
    "header": ("references.md", f"title: {RUN}\n\n# Timeline\n".encode(), "half of a front matter"),
    "bytes": ("data.md", b"# Data\n\xff", "these bytes are not UTF-8"),
    "name": (f"{RUN}.md", b"text\n", "the title holds"),
    "import": ("method.md", b"# Method\n\n{% include 'README.md' %}\n", "a 'include' statement"),
}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """Serve a copy of the project with all of these pages, and with a mistake in the data."""
    folder = tmp_path_factory.mktemp("preview")
    project = copy_project(folder / "project")
    for name, content, _ in REFUSED.values():
        (project / "docs" / name).write_bytes(content)
    (folder / "secret.md").write_text(f"# {RUN}\n\nsecret {RUN}\n")
    (project / "docs/secret.md").symlink_to(folder / "secret.md")
    edit(project / "data/figures.yml", ('"about 200 billion"', '"about 200 bilion"'))
    return project, run_code(project, SERVE, "site")


def test_a_preview_goes_on(served: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    project, done = served
    assert done.returncode == 0, done.stderr
    assert "docs/checks.md:3: an expression" in (project / "site/index.html").read_text("utf-8")
    assert not (project / "ran").exists()


@pytest.mark.parametrize(("name", "content", "wrong"), REFUSED.values(), ids=REFUSED)
def test_a_refused_page_shows_why(
    served: tuple[Path, subprocess.CompletedProcess[str]], name: str, content: bytes, wrong: str
) -> None:
    html = (served[0] / "site" / name.removesuffix(".md") / "index.html").read_text("utf-8")
    (box,) = re.findall(r'<p class="ledger-error" role="alert">(.*?)</p>', html)
    assert wrong in box.replace("&#39;", "'")


def test_a_link_is_not_followed(served: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    html = (served[0] / "site/secret/index.html").read_text("utf-8")
    assert "a symbolic link" in html
    assert "secret {{" not in html


@pytest.mark.parametrize("name", ["text", "title", "name"])
def test_a_build_stops_before_any_page_is_rendered(tmp_path: Path, name: str) -> None:
    project = copy_project(tmp_path / "project")
    page, content, wrong = REFUSED[name]
    (project / "docs" / page).write_bytes(content)
    done = run(project, "mkdocs", "build", "--site-dir", "site")
    assert done.returncode
    assert wrong in done.stderr
    assert not (project / "ran").exists()
    assert not (project / "site").exists()
