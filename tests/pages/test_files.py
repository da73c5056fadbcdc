"""Which files are pages, and which must not stand where they do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ledger.pages import files


def made(root: Path, *names: str) -> Path:
    for name in names:
        path = root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# T\n")
    return root


def found(root: Path) -> tuple[list[str], list[str]]:
    pages, problems = files.find(root)
    return [name for _, name in pages], [str(p) for p in problems]


def test_pages_are_found_among_the_files(tmp_path: Path) -> None:
    names = ("index.md", "articles/a.md", "assets/logo.svg", ".nojekyll", "Ein Titel, \u4e2d\u6587.md", "templates.md")
    made(tmp_path, *names)
    assert found(tmp_path) == (["Ein Titel, \u4e2d\u6587.md", "articles/a.md", "index.md", "templates.md"], [])


@pytest.mark.parametrize("target", ["../secret", "index.md", "nowhere", "articles"])
@pytest.mark.parametrize("name", ["docs/link.md", "docs/link.svg", "docs/articles/link", "data/more.yml"])
def test_a_symbolic_link_is_refused(tmp_path: Path, name: str, target: str) -> None:
    made(tmp_path, "index.md", "articles/a.md")
    (tmp_path / "data").mkdir()
    (tmp_path / name).symlink_to(target)
    text = f"{name}:1: a symbolic link. Put the file itself here."
    assert found(tmp_path) == (["articles/a.md", "index.md"], [text])


@pytest.mark.parametrize("name", ["docs", "data"])
def test_nothing_is_read_through_a_folder_that_is_a_link(tmp_path: Path, name: str) -> None:
    made(tmp_path, "index.md")
    (tmp_path / "docs").rename(tmp_path / "elsewhere")
    (tmp_path / ("data" if name == "docs" else "docs")).mkdir()
    (tmp_path / name).symlink_to("elsewhere")
    assert found(tmp_path) == ([], [f"{name}:1: a symbolic link. Put the file itself here."])


def test_a_pipe_is_refused(tmp_path: Path) -> None:
    os.mkfifo(made(tmp_path, "index.md") / "docs/pipe.md")
    assert found(tmp_path) == (["index.md"], ["docs/pipe.md:1: this is no file. Remove it."])


@pytest.mark.parametrize("name", ["a.markdown", "a.mkd", "a.mdown", "articles/a.mkdn"])
def test_a_page_under_another_ending_does_not_slip_through(tmp_path: Path, name: str) -> None:
    text = f"docs/{name}:1: a page under another ending. Rename it to '.md'."
    assert found(made(tmp_path, name)) == ([], [text])


@pytest.mark.parametrize(
    ("name", "part"),
    [(".x.md", ".x.md"), ("articles/.x.md", ".x.md"), (".x/y.md", ".x"), ("templates/a/x.md", "templates")],
)
def test_a_page_that_would_not_be_published(tmp_path: Path, name: str, part: str) -> None:
    assert found(made(tmp_path, name)) == ([], [f"docs/{name}:1: '{part}' is left out of the site. Rename it."])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("articles/index.md", "articles.md"),
        ("README.md", "index.md"),
        ("a/README.md", "a/index.md"),
        ("a/index.html", "a.md"),
        ("index.html", "index.md"),
    ],
)
def test_no_page_swallows_another(tmp_path: Path, first: str, second: str) -> None:
    text = f"docs/{second}:1: '{first}' has the same address on the site. Rename one of them."
    assert found(made(tmp_path, first, second))[1] == [text]


def test_pages_that_swallow_nothing(tmp_path: Path) -> None:
    assert found(made(tmp_path, "a.md", "a/b.md", "a.b.md", "index.md", "404.html", "a.svg"))[1] == []
