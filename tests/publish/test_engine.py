"""The engine's surroundings: the time that dates the site, and what must not differ between machines."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path

import pytest
from conftest import FIGURES, QUIET, changed, copy_project, run

from ledger import __main__ as cli
from ledger.data import load
from ledger.publish import engine

USUAL = "1700000000"
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
    assert engine.environment(committed, USUAL)["SOURCE_DATE_EPOCH"] == expected


@pytest.mark.parametrize("given", ["abc", "-1", "1.5", "9" * 12, " "])
def test_a_time_that_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    with pytest.raises(engine.Unpublished) as error:
        engine.environment(tmp_path, USUAL)
    assert str(error.value) == f"SOURCE_DATE_EPOCH is '{given}', and no number of seconds. Unset it, or correct it."


@pytest.mark.parametrize("is_installed", [True, False])
def test_without_a_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_installed: bool) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    if not is_installed:
        monkeypatch.setenv("PATH", str(tmp_path))
    assert engine.environment(tmp_path, USUAL)["SOURCE_DATE_EPOCH"] == USUAL


def test_the_last_day_of_reading(tmp_path: Path) -> None:
    (tmp_path / "figures.yml").write_text(FIGURES)
    assert engine.last_read(load.read(tmp_path / "figures.yml")[0]) == "0"
    read = changed(("    publisher: The Wire\n", "    publisher: The Wire\n    accessed: 2023-11-14\n"))
    (tmp_path / "figures.yml").write_text(read)
    assert engine.last_read(load.read(tmp_path / "figures.yml")[0]) == "1699920000"


def test_who_ignores_the_end_of_a_terminal_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {signal.SIGHUP: signal.SIG_IGN, signal.SIGTERM: signal.SIG_DFL}
    handled: list[int] = []
    monkeypatch.setattr(cli.signal, "getsignal", kept.__getitem__)
    monkeypatch.setattr(cli.signal, "signal", lambda sign, _: handled.append(sign))
    cli.end_orderly()
    assert handled == [signal.SIGTERM]


@pytest.mark.slow
def test_a_folder_with_a_name_of_other_letters_without_git(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "mép 文")
    (root / "bin").mkdir()
    result = run(root, "ledger", "build", LC_ALL="C", PYTHONUTF8="0", PATH=str(root / "bin"))
    assert result.returncode == 0, result.stdout + result.stderr
    assert "1970" not in (root / "site/sitemap.xml").read_text("utf-8")
