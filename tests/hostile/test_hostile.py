"""A stranger's pull requests against the project: each is refused at its place, or shown as harmless text."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import EXTENSIONS, FIXTURE, copy_project, run
from markdown import Markdown
from table import FIELDS, FIGURES, HARMLESS, PAGE, PAYLOADS, REFUSED, SECRET, SECRETS, SPELT, Refused

from ledger import book
from ledger.__main__ import annotation
from ledger.core.problem import Problem
from ledger.data import load
from ledger.views.markdown import text

METHOD = "docs/method.md"
LOCATED = re.compile(r"(?:data|docs)/\S.*:[1-9][0-9]*: \S.*[.?]")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_project(tmp_path_factory.mktemp("hostile") / "project")


def duplicate(project: Path, target: Path) -> Path:
    """Copy what a stranger may change, and the settings."""
    for name in ("data", "docs"):
        shutil.copytree(project / name, target / name)
    shutil.copy(project / "mkdocs.yml", target)
    return target


@pytest.fixture
def copy(project: Path, tmp_path: Path) -> Path:
    return duplicate(project, tmp_path)


def fresh(folder: Path, project: Path) -> Path:
    """Return a copy of what a stranger may change, with a file and a folder beside it that are none of its business."""
    (folder / SECRETS).mkdir()
    for secret in (folder / SECRET, folder / SECRETS / SECRET):
        secret.write_text("secret\n")
    return duplicate(project, folder / "copy")


def replace(path: Path, content: str | bytes) -> None:
    """Write a new file; a link that stands there is not followed."""
    path.unlink(missing_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def apply(root: Path, file: str, case: Refused) -> int:
    """Change the file as the case says; return the line that the message must name."""
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    if case.link:
        path.unlink(missing_ok=True)
        path.symlink_to(root.parent / case.link)
        return 1
    if isinstance(case.write, bytes):
        replace(path, case.write)
        return 1
    text, at = case.write, 0
    if case.before or case.after:
        assert not path.is_symlink()
        old = path.read_text("utf-8")
        match = re.search(case.before or case.after, old)
        assert match
        at = match.start() if case.before else match.end()
        text = old[:at] + case.write + old[at:]
    replace(path, text)
    return text.count("\n", 0, text.index(case.at, at)) + 1 if case.at else 1


def together() -> Iterator[list[str]]:
    """Yield cases that can be tried at once: each case of the data alone, of pages one for each page, of files all."""
    kinds: dict[str, list[str]] = {}
    for name, case in REFUSED.items():
        kinds.setdefault(name if case.file == FIGURES else "page" if case.file == PAGE else "file", []).append(name)
    for kind, names in kinds.items():
        size = PAGES if kind == "page" else len(names)
        yield from (names[n : n + size] for n in range(0, len(names), size))


#: There are so many pages that have front matter.
PAGES = sum(1 for _ in FIXTURE.glob("docs/**/*.md"))
Outcome = tuple[str, int, float, tuple[Problem, ...]]  # the file, the line, how long it took, what is said of it


@pytest.fixture(scope="module")
def outcomes(project: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """Read the book with every case in it, and return what comes of each."""
    found: dict[str, Outcome] = {}
    for names in together():
        root = fresh(tmp_path_factory.mktemp("case"), project)
        pages = iter(sorted(p for p in root.glob("docs/**/*.md") if p.read_text("utf-8").startswith("---\n")))
        files = {n: REFUSED[n].file for n in names}
        files |= {n: next(pages).relative_to(root).as_posix() for n in names if files[n] == PAGE}
        lines = {n: apply(root, files[n], REFUSED[n]) for n in names}
        alone = all(files[n] == FIGURES and not REFUSED[n].link for n in names)
        start = time.process_time()
        problems = load.read(root / FIGURES)[1] if alone else book.read(root).problems
        taken = time.process_time() - start
        found |= {n: (files[n], lines[n], taken, problems) for n in names}
    return found


@pytest.mark.parametrize("name", REFUSED)
def test_what_a_stranger_may_not_do_is_refused_at_its_place(outcomes: dict[str, Outcome], name: str) -> None:
    file, line, taken, problems = outcomes[name]
    assert taken < 5
    texts = [str(p) for p in problems]
    assert all(LOCATED.fullmatch(t) and "\n" not in t for t in texts)
    assert any(p.file == file and p.line == line and REFUSED[name].message in p.text for p in problems), (
        line,
        [t for t in texts if t.startswith(file)],
    )


def test_no_case_leaves_its_folder(tmp_path: Path) -> None:
    links = {name: case.link for name, case in REFUSED.items() if case.link}
    assert set(links.values()) == {SECRET, SECRETS}
    (tmp_path / SECRET).write_text("secret")
    (tmp_path / "copy/data").mkdir(parents=True)
    for case in (Refused("", link=SECRET), Refused("", write="x"), Refused("", write=b"x")):
        apply(tmp_path / "copy", FIGURES, case)
        assert (tmp_path / SECRET).read_text() == "secret"
    assert (tmp_path / "copy" / FIGURES).read_bytes() == b"x"


# ---- what is shown as text ------------------------------------------------------------------------


class Text(HTMLParser):
    """The visible text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def __str__(self) -> str:
        return " ".join("".join(self.parts).split())


def hostile(text: str, payloads: dict[str, str]) -> str:
    """Return the data with a hostile text in each field."""
    for field, payload in payloads.items():
        match = re.search(FIELDS[field], text)
        assert match, field
        text = text[: match.start(1)] + json.dumps(payload) + text[match.end(1) :]
    return text


#: Where the views put a text: alone, in a cell, a heading, a list, a link, a tooltip.
PLACES = (
    "{0}", "{0}\n{0}", "- {0}", "### {0} {{ #anchor }}", "| a | b |\n| --- | --- |\n| {0} | {0} |", "[{0}](method.md)", '[x](method.md){{ .fig title="{0}" }}',
    '<span lang="nl">{0}</span>', "**{0}**{{ #b }}", "Table: {0}\n\n| a |\n| --- |\n| b |",
)  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_text_of_the_data_is_no_markup_wherever_it_stands(place: str) -> None:
    plain = Shape(place.format("x"))
    for payload in PAYLOADS:
        shape = Shape(place.format(text(payload)))
        assert shape.tags == plain.tags
        assert all(" ".join(payload.split()) == t for t in shape.texts if t not in plain.texts), shape.texts


class Shape(HTMLParser):
    """The elements and the texts that a piece of Markdown becomes."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, ...]] = []
        self.texts: list[str] = []
        self.feed(Markdown(extensions=list(EXTENSIONS)).convert(source))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, *(name for name, _ in attrs)))
        self.texts.extend(" ".join((value or "").split()) for name, value in attrs if name == "title")

    def handle_data(self, data: str) -> None:
        self.texts.extend(line.strip() for line in data.split("\n") if line.strip())


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the project with a hostile text in every field, and with odd but harmless pages."""
    project = copy_project(tmp_path_factory.mktemp("published") / "project")
    texts = {field: f"{field} {SPELT}" for field in FIELDS}
    figures = project / load.NAME
    figures.write_text(hostile(figures.read_text("utf-8"), texts), "utf-8")
    with (project / METHOD).open("a", encoding="utf-8") as page:
        page.write("".join(f"\n\n{source}\n" for source, _ in HARMLESS.values()))
    result = run(project, "ledger", "build")
    assert result.returncode == 0, result.stdout + result.stderr
    return project / "site"


@pytest.fixture(scope="module")
def texts(published: Path) -> dict[str, str]:
    return {p.relative_to(published).as_posix(): str(Text(p.read_text("utf-8"))) for p in published.rglob("*.html")}


@pytest.mark.slow
@pytest.mark.parametrize("field", FIELDS)
def test_a_text_of_the_data_is_shown_as_it_stands(texts: dict[str, str], field: str) -> None:
    wanted = " ".join(f"{field} {SPELT}".split())
    assert any(wanted in text for text in texts.values())


@pytest.mark.slow
@pytest.mark.parametrize("wanted", [w for _, w in HARMLESS.values()], ids=HARMLESS)
def test_a_text_of_a_page_is_shown_as_it_stands(texts: dict[str, str], wanted: str) -> None:
    assert wanted in texts["method/index.html"]


@pytest.mark.slow
def test_no_cell_is_a_formula_and_all_json_is_whole(published: Path) -> None:
    for path in sorted((published / "downloads").glob("*.csv")):
        for row in csv.reader(io.StringIO(path.read_bytes().decode(), newline="")):
            for cell in row:
                assert not re.match(r"\s*[=+@\t\r]|\s*-(?![0-9.]+$)", cell), cell
    for path in published.rglob("*.json"):
        json.loads(path.read_text("utf-8"))


@pytest.mark.slow
def test_every_page_has_its_policies_and_nothing_that_runs(published: Path) -> None:
    pages = sorted(published.rglob("*.html"))
    assert published / "404.html" in pages
    for page in pages:
        html = page.read_text("utf-8")
        policy = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)
        assert len(policy) == 1
        assert "default-src 'none'" in policy[0]
        assert "unsafe" not in policy[0]
        assert html.index("Content-Security-Policy") < html.index("<script")
        assert len(re.findall(r'<meta name="referrer"', html)) == 1
        ids = [i for tag in tags(html) for i in re.findall(r' id="([^"]*)"', tag)]
        assert len(ids) == len(set(ids))
        assert not [
            tag
            for tag in tags(html)
            if re.search(r"\s(?:on\w+|style|srcdoc|formaction)\s*=", re.sub(r'"[^"]*"', '""', tag))
        ]


def tags(html: str) -> Iterator[str]:
    yield from re.findall(r"<[a-zA-Z](?:\"[^\"]*\"|[^\">])*>", html)


def test_a_message_does_not_break_out_of_its_line() -> None:
    problem = Problem("docs/a\n::error::,:.md", 1, "", "x\r\n::error::y.")
    assert "\n" not in str(problem)
    assert annotation(problem) == "::error file=docs/a%0A%3A%3Aerror%3A%3A%2C%3A.md,line=1::x%0D%0A::error::y."
