"""The engine's surroundings: the time that dates the site, and what must not differ between machines."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import QUIET, changed, copy_project, run

from ledger.core.records import Ledger
from ledger.data import load
from ledger.publish import engine

COMMIT = {**QUIET, "GIT_COMMITTER_DATE": "1600000000 +0000", "GIT_CONFIG_GLOBAL": "/dev/null"}


@pytest.fixture
def committed(tmp_path: Path) -> Path:
    """Return a folder with a history of one commit."""
    who = ["-c", "user.name=x", "-c", "user.email=x@x.example"]
    for arguments in (["init", "-q"], [*who, "commit", "-q", "--allow-empty", "-m", "x"]):
        subprocess.run(["git", *arguments], cwd=tmp_path, env=COMMIT, check=True)
    return tmp_path


@pytest.mark.parametrize(
    ("given", "expected"), [(None, "1600000000"), ("", "1600000000"), ("0", "0"), ("1500000000", "1500000000")]
)
def test_the_time_of_the_site(
    committed: Path, monkeypatch: pytest.MonkeyPatch, given: str | None, expected: str
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if given is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    assert engine.date(committed, Ledger()) == expected


@pytest.mark.parametrize("given", ["abc", "-1", "1.5", "9" * 12, " "])
def test_a_time_that_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    with pytest.raises(engine.Unpublished) as error:
        engine.date(tmp_path, Ledger())
    assert str(error.value) == f"SOURCE_DATE_EPOCH is '{given}', and no number of seconds. Unset it, or correct it."


READ = changed(("    publisher: The Wire\n", "    publisher: The Wire\n    accessed: 2023-11-14\n"))


@pytest.mark.parametrize("reason", ["no history", "git is not installed", "git refuses"])
def test_without_a_date_from_git_the_data_s_own_is_used_and_said(
    committed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], reason: str
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if reason == "no history":
        shutil.rmtree(committed / ".git")
        monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(committed.parent))
    elif reason == "git refuses":
        monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    else:
        monkeypatch.setenv("PATH", str(committed))
    (committed / "figures.yml").write_text(READ)
    assert engine.date(committed, load.read(committed / "figures.yml")[0]) == "1699920000"
    said = capsys.readouterr().err
    assert "dated by its data, 2023-11-14." in said
    assert ("dubious ownership" in said) is (reason == "git refuses")


def test_data_without_a_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert engine.date(tmp_path, Ledger()) == "0"


@pytest.mark.slow
def test_a_folder_with_a_name_of_other_letters_without_git(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "mép 文")
    (root / "bin").mkdir()
    result = run(root, "ledger", "build", LC_ALL="C", PYTHONUTF8="0", PATH=str(root / "bin"))
    assert result.returncode == 0, result.stdout + result.stderr
    assert "1970" not in (root / "site/sitemap.xml").read_text("utf-8")
