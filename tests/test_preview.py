"""A preview of a project with errors: it goes on, and nothing of a refused page reaches Jinja."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import ROOT, copy_project, edit, run, run_code

import hooks
from ledger import book

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


def test_a_preview_goes_on_without_its_front_page(project: Path) -> None:
    (project / "docs/index.md").unlink()
    assert run_code(project, SERVE, "site").returncode == 0
    assert "> " not in (project / "site/llms.txt").read_text("utf-8")


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


# ---- whatever breaks, the preview goes on -----------------------------------------------------------


@pytest.mark.parametrize("command", ["build", "serve"])
def test_pages_with_old_numbers_are_refused(project: Path, command: str) -> None:
    done = run(project, "mkdocs", command, "--dirty")
    assert done.returncode == 1
    assert f"Run 'mkdocs {command}' without it." in done.stderr


@pytest.mark.parametrize("breaks", ["syntax", "file", "folder"])
def test_the_last_good_numbers_stay_while_the_figures_cannot_be_read(root: Path, breaks: str) -> None:
    figures, good = root / "data/figures.yml", book.read(root, keeps=True)
    text = figures.read_text()
    if breaks == "syntax":
        figures.write_text(f"{text}  x: [\n")
    else:
        (figures if breaks == "file" else figures.parent).rename(root / "away")
    (root / "docs/index.md").write_text('# Home\n\nIt is {{ fig("acme.capex.2025") }}.\n')
    bad = book.read(root, keeps=True)
    assert [p.file for p in bad.problems] == ["data/figures.yml"]
    assert "160 billion" in bad.text("index.md", "fig", ("acme.capex.2025",), {}).replace("\xa0", " ")
    assert bad.site.ledger.figures is good.site.ledger.figures
    (root / "docs/index.md").write_text("# Home\n")
    assert book.read(root).site.ledger.figures == {}


def served_by(folder: Path, builder: Callable[[], None]) -> SimpleNamespace:
    """Return what MkDocs gives to the hook, with a site of one page."""
    (folder / "index.html").write_text("<html><body class='x'><p>The last one.</p></body></html>")
    server = SimpleNamespace(root=str(folder), error_handler=None, watch=lambda path: None, unwatch=lambda path: None)
    hooks.on_serve(server, config=SimpleNamespace(docs_dir="docs", config_file_path="mkdocs.yml"), builder=builder)
    return server


def broken() -> None:
    if error := FAILURES.pop():
        logging.getLogger("mkdocs").error("said <before>")
        raise error


FAILURES: list[BaseException | None] = []


def test_a_build_that_fails_says_why_above_the_last_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    server, page = served_by(tmp_path, broken), tmp_path / "index.html"
    FAILURES[:] = [None, SystemExit("again"), ValueError("once <b>")]
    server.builder()
    first = page.read_text()
    assert "said &lt;before&gt;\nValueError: once &lt;b&gt;" in first
    assert f"tests/{Path(__file__).name}:" in first
    assert "<p>The last one.</p>" in first
    assert b"once" in server.error_handler(404)
    server.builder()
    assert page.read_text().count('role="alert"') == 1
    assert "again" in page.read_text()
    server.builder()
    assert server.error_handler is None
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize("change", ["edit", "add", "remove", "go and come back"])
def test_every_change_is_seen(tmp_path: Path, change: str) -> None:
    folder, seen = tmp_path / "data", threading.Event()
    (folder / "inner").mkdir(parents=True)
    file = folder / "inner/figures.yml"
    file.write_text("one")
    observer = hooks.Files()
    observer.schedule(SimpleNamespace(on_any_event=lambda event: seen.set()), str(folder))
    observer.start()
    time.sleep(2 * hooks.PAUSE)
    assert not seen.is_set()
    if change == "edit":
        file.write_text("two, longer")
    elif change == "add":
        (folder / "new.yml").write_text("x")
    elif change == "remove":
        file.unlink()
    else:
        folder.rename(tmp_path / "away")
        assert seen.wait(10)
        seen.clear()
        (tmp_path / "away").rename(folder)
    assert seen.wait(10)
    observer.stop()


@pytest.mark.parametrize("events", [True, False])
def test_events_wake_and_nothing_else_does(tmp_path: Path, events: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    file, seen, looks = tmp_path / "figures.yml", threading.Event(), [0]
    file.write_text("one")
    observer = hooks.Files()
    observer.schedule(SimpleNamespace(on_any_event=lambda event: seen.set()), str(tmp_path))
    stamps = observer._stamps
    monkeypatch.setattr(observer, "_stamps", lambda: (looks.append(1), stamps())[1])
    monkeypatch.setattr(hooks, "PAUSE", 60 if events else 0.1)
    if not events:
        monkeypatch.setattr(hooks, "Observer", lambda: (_ for _ in ()).throw(OSError("no more of them")))
    observer.start()
    file.read_text()
    time.sleep(0.3)
    assert not seen.is_set()
    assert not events or len(looks) <= 3  # that which it does itself is no reason to look again
    file.write_text("two")
    assert seen.wait(10)
    assert observer.take() == {file}
    observer.stop()
    observer.join(10)
    assert not observer.is_alive()


def test_only_the_page_that_changed_is_made_again(project: Path) -> None:
    code = f"""
import markdown
from pathlib import Path
from types import SimpleNamespace
convert, counted = markdown.Markdown.convert, []
markdown.Markdown.convert = lambda self, text: (counted.append(1), convert(self, text))[1]
{SERVE}
    print(len(counted))
    path = Path("docs/checks.md").resolve()
    path.write_text(path.read_text() + "\\nMore.\\n")
    server = SimpleNamespace(observer=SimpleNamespace(take=lambda: {{path}}), root="site")
    sys.modules["hooks.py"]._build(lambda: print("whole"), server, None)
    print(len(counted))
"""
    done = run_code(project, code, "site")
    first, second = map(int, done.stdout.split())
    assert second == first + 1
    assert "More." in (project / "site/checks/index.html").read_text("utf-8")


def test_a_number_shows_first_on_the_pages_that_name_it(project: Path) -> None:
    code = f"""
import re
from pathlib import Path
{SERVE}
    hooks, path = sys.modules["hooks.py"], Path("data/figures.yml").resolve()
    path.write_text(path.read_text().replace("200 billion", "203 billion"))
    files, asked = hooks.Files(), []
    files.tell, files.changed = asked.append, {{path}}
    site = [Path(sys.argv[1]) / name for name in ("companies/amazon/index.html", "conflicts/index.html")]
    for _ in range(2):
        hooks._build(lambda: print("whole"), type("", (), dict(observer=files, root=sys.argv[1])), None)
        told = ["203 billion" in re.sub("&nbsp;|\\xa0", " ", page.read_text()) for page in site]
        print(told, asked == [{{path}}])
        files.changed = {{path}}
"""
    done = run_code(project, code, "site")
    assert done.stdout.splitlines() == ["[True, False] True", "[True, True] True"]


def test_a_page_with_other_anchors_has_the_whole_built(project: Path) -> None:
    """A link written by hand may lead to one: that the page was shown ahead must not hide it."""
    code = f"""
from pathlib import Path
{SERVE}
    hooks, path = sys.modules["hooks.py"], Path("data/figures.yml").resolve()
    before, head, after = path.read_text().partition("  amazon.capex.2026:\\n")
    claim = '      newer: {{value: "250 billion", status: forecast, printed: {{amazon-plan: {{paragraph 9: "$250 billion"}}}}}}'
    path.write_text(before + head + after.replace("\\n\\n", "\\n" + claim + "\\n", 1))  # on as many lines
    files, asked = hooks.Files(), []
    files.tell, files.changed = asked.append, {{path}}
    for _ in range(2):
        hooks._build(lambda: print("whole"), type("", (), dict(observer=files, root=sys.argv[1])), None)
        files.changed = {{path}}
        print(len(asked), "amazon.capex.2026/newer" in Path(sys.argv[1], "companies/amazon/index.html").read_text())
"""
    done = run_code(project, code, "site")
    assert done.stdout.splitlines() == ["1 True", "whole", "1 True"]


@pytest.mark.slow
def test_a_preview_that_follows_edits_is_as_one_begun_anew() -> None:
    command = [sys.executable, ROOT / "tests/edits.py", "--n=10", "--seed=7"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3_000:] + done.stderr[-3_000:]
    assert "0 unlike" in done.stdout


def test_a_block_that_is_made_for_its_page_says_that_it_is_long(project: Path) -> None:
    edit(project / "ledger/book.py", ("MAX_BLOCK, PARTS = 200_000,", "MAX_BLOCK, PARTS = 2_000,"))
    done = run(project, "mkdocs", "build", "--strict")
    said = re.compile(r"docs/conflicts\.md:8: conflicts\(\) makes \d+ kB .* conflicts\(entity=")
    assert len(said.findall(done.stderr)) == 1
    assert done.returncode == 0
