"""Two states compared: problems, pages, and the questions about new sentences."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import edit, files

from ledger import __main__ as cli
from ledger.core.problem import Unreadable
from ledger.impact import compare
from ledger.impact.compare import Impact
from ledger.impact.pages import PageChange

INDEX, DATA = "docs/index.md", "data/figures.yml"
SENTENCE = 'Acme plans {{ fig("acme.capex.2026") }}.'


def impact_of(root: Path, *steps: tuple[str, str, str]) -> Impact:
    before = compare.read(root)
    for file, old, new in steps:
        edit(root / file, (old, new))
    return compare.compare(before, compare.read(root), "the base")


def page(found: Impact, path: str = "index.md") -> PageChange:
    return next(p for p in found.pages if p.path == path)


def test_problems_that_only_move_are_not_new(root: Path) -> None:
    edit(root / DATA, ('"24 %"', '"25 %"'))
    found = impact_of(root, (DATA, "articles:\n", "# A comment.\n\narticles:\n"))
    assert (found.problems_new, found.problems_gone, found.pages) == ((), (), ())


def test_figures_that_cannot_be_read(root: Path) -> None:
    found = impact_of(root, (DATA, "articles:\n", "articles: [\n"), (INDEX, "Acme plans", "Acme spends"))
    assert found.notes == (f"{DATA} of the working tree cannot be read: only problems and written lines are compared.",)
    assert [(p.path, bool(p.diff)) for p in found.pages] == [("index.md", True)]


def test_a_page_that_cannot_be_read_is_not_called_removed(root: Path) -> None:
    found = impact_of(root, (INDEX, "# Home", "# Home {{"))
    assert page(found).state == "changed"
    assert "+# Home {{" in page(found).diff


def test_what_somebody_writes_does_not_follow(root: Path) -> None:
    found = impact_of(root, (INDEX, SENTENCE, f'{SENTENCE}\nBeta plans {{{{ fig("beta.capex.2026") }}}}.'))
    assert [line for line in page(found).diff if line[0] in "+-"] == ['+Beta plans {{ fig("beta.capex.2026") }}.']
    assert page(found).cited == (("beta.capex.2026", "$100 to $120 billion"),)
    assert page(found).sentences == page(found).rows == ()


def test_a_sentence_follows_as_it_is_written_now(root: Path) -> None:
    found = impact_of(root, (DATA, '"about 200 billion"', '"about 210 billion"'), (INDEX, "Acme plans", "Acme spends"))
    (sentence,) = page(found).sentences
    assert sentence.words == ("Acme spends ", ".")
    assert sentence.numbers == (("about $200 billion", "about $210 billion"),)


def test_only_blank_lines(root: Path) -> None:
    assert page(impact_of(root, (INDEX, "# Home\n", "# Home\n\n"))).sentences == ()


FLOODS = {
    "open tags": "<tr <svg <span class='ledger-error' " * 2_400,
    "brackets": "[a](" * 24_000,
    "dashes": "-" * 99_000,
    "lines": "".join(f"{n * n % 149}\n" for n in range(25_000)),
    "blank lines": "\n" * 99_000,
}


@pytest.mark.parametrize("text", FLOODS.values(), ids=FLOODS)
def test_a_flood_is_compared_in_time(root: Path, text: str) -> None:
    edit(root / INDEX, (SENTENCE, f"{SENTENCE}\n\n{text[::-1][:90_000]}"))
    steps = (DATA, '"about 200 billion"', '"about 210 billion"'), (INDEX, SENTENCE, f"{SENTENCE}\n\n{text[:90_000]}")
    start = time.monotonic()
    impact_of(root, *steps)
    assert time.monotonic() - start < 10


BETA = 'It is {{ fig("beta.capex.2026") }}'
QUESTIONS = {
    BETA: [],
    f"Beta leads: {BETA}.": [],
    f"Beta Lab leads: {BETA}.": [],
    f"Acme trails Beta: {BETA}.": [],
    f"Acme leads: {BETA}.": [f"names Acme and cites a number of Beta: Acme leads: {BETA}."],
    f"The pair leads: {BETA}.": [],
    f"Acmeist art: {BETA}.": [],
    "It is $9 billion. {# typed: x #}": ["waives a typed number: It is $9 billion. {# typed: x #}"],
}


@pytest.mark.parametrize(("text", "asked"), QUESTIONS.items())
def test_questions(root: Path, text: str, asked: list[str]) -> None:
    assert list(page(impact_of(root, (INDEX, SENTENCE, f"{SENTENCE}\n\n{text}"))).questions) == asked


def test_a_page_that_is_gone(root: Path) -> None:
    before = compare.read(root)
    (root / INDEX).unlink()
    assert page(compare.compare(before, compare.read(root), "the base")) == PageChange("index.md", "removed")


# ---- the state before --------------------------------------------------------------------------------


def git(root: Path, *arguments: str) -> str:
    settings = ["-c", "user.name=A", "-c", "user.email=a@a.example", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", "-C", str(root), *settings, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def repository(root: Path) -> Path:
    """Return the small project in a repository, with a change that is not committed."""
    git(root, "init", "--quiet", "--initial-branch=work")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message=Base")
    edit(root / "docs/index.md", ("Acme plans", "Acme spends"))
    return root


def name(root: Path, revision: str = "") -> str:
    with compare.base(root, revision) as (called, _):
        return called


def test_the_state_is_what_was_committed(repository: Path) -> None:
    (repository / "docs/link.md").symlink_to("index.md")
    (repository / "ledger").mkdir()
    (repository / "ledger/code.py").write_text("1 / 0\n")
    git(repository, "add", "docs/link.md", "ledger")
    git(repository, "commit", "--quiet", "--message=Link")
    with compare.base(repository) as (_, before):
        found = files(before)
    assert b"Acme plans" in found["docs/index.md"]
    assert {path.split("/")[0] for path in found} == {"data", "docs", "all.zip"}
    assert "docs/link.md" not in found
    assert not before.exists()


@pytest.mark.parametrize(
    ("references", "called"),
    [
        (["refs/remotes/origin/main", "refs/heads/main"], "where this departed from origin/main"),
        (["refs/heads/main"], "where this departed from main"),
        ([], "the last commit"),
    ],
)
def test_the_base_is_where_the_work_left_main(repository: Path, references: list[str], called: str) -> None:
    base = git(repository, "rev-parse", "--short=9", "HEAD")
    for reference in references:
        git(repository, "update-ref", reference, "HEAD")
    if references:
        git(repository, "commit", "--quiet", "--all", "--message=Work")
    assert name(repository) == f"{base} ({called})"
    assert name(repository, "HEAD").endswith(" (HEAD)")


def test_a_shallow_clone(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    old = git(repository, "rev-parse", "HEAD")
    git(repository, "commit", "--quiet", "--allow-empty", "--message=Next")
    clone = tmp_path_factory.mktemp("clones") / "shallow"
    git(repository, "clone", "--quiet", "--depth=1", repository.as_uri(), str(clone))
    with pytest.raises(Unreadable, match="run 'git fetch --unshallow', or "):
        name(clone, old)


def test_no_common_ancestor(repository: Path) -> None:
    other = git(repository, "commit-tree", "HEAD^{tree}", "-m", "Other")
    git(repository, "update-ref", "refs/remotes/origin/main", other)
    with pytest.raises(Unreadable, match="as git says: no common commit"):
        name(repository)


@pytest.mark.parametrize("revision", ["", "--help", "none"])
def test_no_such_revision(root: Path, revision: str) -> None:
    git(root, "init", "--quiet")
    with pytest.raises(Unreadable, match=r"^there is no earlier state here, as git says: .*\. Commit first, "):
        name(root, revision)


def run(root: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Result:
    monkeypatch.setattr(cli, "ROOT", root)
    return CliRunner().invoke(cli.main, ["impact", *arguments])


def test_the_command(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(repository, monkeypatch)
    assert (result.exit_code, '+Acme spends {{ fig("acme.capex.2026") }}.' in result.stdout) == (0, True)
    assert "**index.md** (changed)" in run(repository, monkeypatch, "--base", "HEAD").stdout


def test_the_command_without_git(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(root.parent))
    result = run(root, monkeypatch)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "as git says: fatal: not a git repository" in result.stderr
    monkeypatch.setenv("PATH", "")
    assert run(root, monkeypatch).stderr.startswith("Error: git is not installed")
