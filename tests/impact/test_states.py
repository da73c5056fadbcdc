"""Earlier states: which commit is compared, and what is taken out of it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import edit, files

from ledger import __main__ as cli
from ledger.impact import states


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
    with states.base(root, revision) as before:
        return before.name


def test_the_state_is_what_was_committed(repository: Path) -> None:
    (repository / "docs/link.md").symlink_to("index.md")
    (repository / "ledger").mkdir()
    (repository / "ledger/code.py").write_text("1 / 0\n")
    git(repository, "add", "docs/link.md", "ledger")
    git(repository, "commit", "--quiet", "--message=Link")
    with states.base(repository) as before:
        found = files(before.root)
    assert b"Acme plans" in found["docs/index.md"]
    assert {path.split("/")[0] for path in found} == {"data", "docs"}
    assert "docs/link.md" not in found
    assert not before.root.exists()


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
    with pytest.raises(states.Missing, match=r"This clone is shallow.* Run 'git fetch --unshallow', or "):
        name(clone, old)


def test_no_common_ancestor(repository: Path) -> None:
    other = git(repository, "commit-tree", "HEAD^{tree}", "-m", "Other")
    git(repository, "update-ref", "refs/remotes/origin/main", other)
    with pytest.raises(states.Missing, match=r"no common ancestor here\. Run 'git fetch origin main', or name"):
        name(repository)


def test_a_revision_is_no_option(repository: Path) -> None:
    with pytest.raises(states.Missing, match=r"^there is no revision '--help' here\."):
        name(repository, "--help")


def test_no_commit(root: Path) -> None:
    git(root, "init", "--quiet")
    with pytest.raises(states.Missing, match=r"^the repository has no commit yet"):
        name(root)


def run(root: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Result:
    monkeypatch.setattr(cli, "ROOT", root)
    return CliRunner().invoke(cli.main, ["impact", *arguments])


def test_the_command(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(repository, monkeypatch)
    assert (result.exit_code, '+Acme spends {{ fig("acme.capex.2026") }}.' in result.stdout) == (0, True)
    found = json.loads(run(repository, monkeypatch, "--format", "json", "--base", "HEAD").stdout)
    assert [(page["path"], page["state"]) for page in found["pages"]] == [("index.md", "changed")]


def test_the_command_without_git(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(root.parent))
    result = run(root, monkeypatch)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: this folder is no git repository")
    monkeypatch.setenv("PATH", "")
    assert run(root, monkeypatch).stderr.startswith("Error: git is not installed")
