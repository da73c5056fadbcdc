"""The project's own data and pages: what `make check` asks of them, and a build. No other test reads them."""

from __future__ import annotations

import json
import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from conftest import ENGINE, ROOT, run

from ledger import book
from ledger.data import format as layout
from ledger.data import load


def test_the_project_has_no_fault() -> None:
    assert [str(p) for p in book.read(ROOT).problems] == []


def test_the_figures_are_in_canonical_order() -> None:
    text = (ROOT / load.NAME).read_text("utf-8")
    assert layout.arrange(text, load.NAME) == layout.Layout(text, ())


def test_editors_find_the_schema() -> None:
    first = (ROOT / load.NAME).read_text("utf-8").partition("\n")[0]
    assert first.startswith("# yaml-language-server: $schema=")
    assert ((ROOT / load.NAME).parent / first.partition("=")[2]).is_file()


@pytest.mark.slow
def test_the_site_builds(tmp_path: Path) -> None:
    for name in (*ENGINE, "data", "docs", "mkdocs.yml"):
        source, target = ROOT / name, tmp_path / name
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    done = run(tmp_path, "ledger", "build")
    assert done.returncode == 0, done.stdout + done.stderr
    page = (tmp_path / "site/index.html").read_text("utf-8")
    index = json.loads((tmp_path / "site/search/search_index.json").read_text("utf-8"))
    words = json.loads(unescape(re.findall(r'data-words="([^"]*)"', page)[0]))
    assert set(words.values()) <= {entry["location"] for entry in index["docs"]}
