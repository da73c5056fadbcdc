"""An honest editor's sentences and edits, which nothing refuses, and typed numbers, which are refused."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import FIXTURE, run

from ledger import book
from ledger.core.ledger import Ledger
from ledger.pages import lint
from ledger.pages import page as pages

FOLDER = Path(__file__).parent / "honest"
#: The page on which each text is put: the page's language is that of its article.
PAGE = "articles/aws-growth.md"
HONEST = [
    (p.stem, text.strip("\n")) for p in sorted(FOLDER.glob("*.md")) for text in p.read_text("utf-8").split("\n%%\n")
]
#: Several texts on one page have footnotes of the same name, and links from one folder below.
NUMBERED, PATHS = re.compile(r"\[\^(\w+)\]"), re.compile(r"\((?:\.\./)")
TYPED = [line.split("\t") for line in (FOLDER / "typed.tsv").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return book.read(FIXTURE).site.ledger


def refusals(folder: Path, ledger: Ledger, language: str, text: str) -> list[str]:
    """Return what is wrong with a text on the page of an article in a language."""
    path, name = folder / "page.md", PAGE.rpartition("/")[2].removesuffix(".md")
    path.write_text(f"# A page\n\n{text}\n", "utf-8")
    page, problems = pages.read(path, PAGE, book.walk)
    assert page
    articles = {**ledger.articles, name: replace(ledger.articles[name], language=language)}
    return [str(p) for p in (*problems, *lint.structure(page), *lint.typed(page, replace(ledger, articles=articles)))]


def test_there_are_enough_of_them() -> None:
    assert len(HONEST) >= 200
    assert len(TYPED) >= 40


@pytest.mark.parametrize(("language", "text"), HONEST)
def test_nothing_honest_is_refused(tmp_path: Path, ledger: Ledger, language: str, text: str) -> None:
    assert refusals(tmp_path, ledger, language, text) == []


@pytest.mark.parametrize(("language", "text"), TYPED)
def test_a_typed_number_is_refused(tmp_path: Path, ledger: Ledger, language: str, text: str) -> None:
    assert refusals(tmp_path, ledger, language, text.replace("\\n", "\n"))


@pytest.mark.slow
def test_a_site_of_all_of_them_is_built(project: Path) -> None:
    """A page for each language: what only the built HTML shows refuses nothing, either."""
    menu = ""
    for language in dict.fromkeys(code for code, _ in HONEST):
        page, texts = f"honest-{language.lower()}.md", [text for code, text in HONEST if code == language]
        body = "\n\n".join(NUMBERED.sub(rf"[^\1-{n}]", PATHS.sub("(", text)) for n, text in enumerate(texts))
        front = (
            '---\ndescription: "A page on which everything is honest, so that nothing on it may be refused."\n---\n\n'
        )
        (project / "docs" / page).write_text(f"{front}# Honest in {language} {{ #honest }}\n\n{body}\n", "utf-8")
        menu += f"  - Honest {language}: {page}\n"
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("\nnav:\n", f"\nnav:\n{menu}", 1), "utf-8")
    done = run(project, "ledger", "build")
    assert done.returncode == 0, done.stdout + done.stderr
