"""Publishing: the published folder changes whole or not at all, whatever cuts the build short."""

from __future__ import annotations

import fcntl
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import QUIET, changed, copy_project, files, run

from ledger.core.plaintext import write_atomically
from ledger.data import load
from ledger.publish import build as publish

#: Stands in for the site that was published before.
BEFORE = {"index.html": b"as it was", "deep/er/index.html": b"as it was"}
START = (
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">{}</head><body><article>{}</article></body></html>'
)
Building = Callable[..., list[str]]


def with_site(root: Path) -> Path:
    for name, text in BEFORE.items():
        (root / publish.SITE / name).parent.mkdir(parents=True, exist_ok=True)
        (root / publish.SITE / name).write_bytes(text)
    return root


# ---- without an engine ----------------------------------------------------------------------------


@pytest.fixture
def building(root: Path, monkeypatch: pytest.MonkeyPatch) -> Building:
    """Build a small book with an engine that only makes the files of a case; return the problems."""
    (root / "ledger").mkdir()
    (root / "mkdocs.yml").write_text("")

    def build(**made: str) -> list[str]:
        def make(_: Path, new: Path, __: str) -> None:
            for name, text in {"index.html": START.format("", ""), **made}.items():
                (new / name).parent.mkdir(parents=True, exist_ok=True)
                (new / name).write_text(text)

        monkeypatch.setattr(publish, "run", make)
        return [str(p) for p in publish.build(root)]

    return build


def test_a_site_is_finished(root: Path, building: Building) -> None:
    with_site(root)
    made = {
        "a.css": "a{}\n/*# sourceMappingURL=a.css.map */\n",
        "a.css.map": "x",
        "assets/javascripts/workers/x.js": "",
    }
    assert building(**made) == []
    names = files(root / "site")
    assert {n for n in names if not n.startswith("data/")} == {"index.html", "a.css"}
    assert names["a.css"] == b"a{}\n"
    assert b'charset="utf-8"><meta http-equiv="Content-Security-Policy"' in names["index.html"]
    assert list(root.glob(".site-*")) == []


def test_all_that_is_wrong_is_said_at_once_and_the_site_stays(root: Path, building: Building) -> None:
    with_site(root)
    with (root / "docs/checks.md").open("a") as page:
        page.write("\nA `onclick=x` in words.\n")
    found = building(
        **{
            "checks/index.html": START.format("", "<p onclick=x>A</p><p>None</p>"),
            "index.html": "<html></html>",
        }
    )
    assert found == [
        "docs/checks.md:1: 'None' is shown to readers. Correct the page, or the macro that makes it.",
        "docs/checks.md:5: 'onclick=x' is no attribute that <p> may have here. Remove it.",
        "docs/index.md:1: the page does not begin as the theme begins it. Restore the template.",
    ]
    assert files(root / "site") == BEFORE


def test_one_build_at_a_time_clears_what_a_killed_one_left(tmp_path: Path) -> None:
    (tmp_path / ".site-new/site").mkdir(parents=True)
    with publish._workplace(tmp_path) as work:
        assert list(tmp_path.iterdir()) == [work]
        assert list(work.iterdir()) == []
        lock = os.open(tmp_path, os.O_RDONLY)
        with pytest.raises(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(lock)
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "x"
    write_atomically(path, "one\n")
    path.chmod(0o640)
    write_atomically(path, "two\n")
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("two\n", 0o640)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2, limits[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            write_atomically(path, "three\n")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, ignored)
    assert files(tmp_path) == {"x": b"two\n"}


# ---- the time that dates the site -----------------------------------------------------------------

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
    assert publish.date(committed) == expected


READ = changed(("    publisher: The Wire\n", "    publisher: The Wire\n    accessed: 2023-11-14\n"))


@pytest.mark.parametrize("reason", ["no history", "git is not installed", "git refuses"])
def test_without_a_date_from_git_the_data_s_own_is_used_and_said(
    committed: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], reason: str
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if reason == "no history":
        shutil.rmtree(committed / ".git")
        monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(committed.parent))
    elif reason == "git refuses":
        monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    else:
        monkeypatch.setenv("PATH", str(committed))
    (committed / "data").mkdir()
    (committed / load.NAME).write_text(READ)
    assert publish.date(committed) == "1699920000"
    said = capfd.readouterr().err
    assert "dated by its data, 2023-11-14." in said
    assert ("fatal: " in said) is (reason != "git is not installed")


def test_data_without_a_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert publish.date(tmp_path) == "0"


# ---- with the engine ------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the project with a site that was published before."""
    return with_site(copy_project(tmp_path / "project"))


@pytest.mark.slow
def test_a_build_that_is_killed_leaves_a_rest_that_the_next_one_clears(project: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "ledger", "build"],
        cwd=project, env=QUIET, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    deadline = time.monotonic() + 30
    while not any(project.glob(".site-*/site/*")) and time.monotonic() < deadline:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert files(project / "site") == BEFORE
    assert list(project.glob(".site-*"))
    result = run(project, "ledger", "build")
    assert result.returncode == 0, result.stdout + result.stderr
    assert list(project.glob(".site-*")) == []


def failed(root: Path) -> str:
    """Build where it cannot work; check that the site is as it was and that nothing remains."""
    result = run(root, "ledger", "build", PYTHONDONTWRITEBYTECODE="1")
    assert result.returncode == 1
    assert files(root / publish.SITE) == BEFORE
    assert list(root.glob(".site-*")) == []
    return result.stdout + result.stderr


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Return the project on a disk of its own, with room for little more."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=12m", "none", place]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("SKIPPED ON PURPOSE: only root can mount a small disk to fill")
    try:
        yield with_site(copy_project(place / "project"))
    finally:
        subprocess.run(["umount", "-l", place], check=True)


@pytest.mark.slow
def test_a_disk_that_is_full(disk: Path) -> None:
    (disk / "ballast").write_bytes(b"x" * (shutil.disk_usage(disk).free - 600_000))
    failed(disk)


@pytest.mark.slow
def test_a_disk_that_cannot_be_written(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", disk.parent], check=True)
    assert "Read-only file system" in failed(disk)


@pytest.mark.slow
def test_a_folder_with_a_name_of_other_letters_without_git(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "mép 文")
    (root / "bin").mkdir()
    result = run(root, "ledger", "build", LC_ALL="C", PYTHONUTF8="0", PATH=str(root / "bin"))
    assert result.returncode == 0, result.stdout + result.stderr
    assert "1970" not in (root / "site/sitemap.xml").read_text("utf-8")
    named = {
        i for p in (root / "site").rglob("*.html") for i in re.findall(r"assets/social/[^\"]+", p.read_text("utf-8"))
    }
    assert "assets/social/articles-returns.png" in named
    assert named == {p.relative_to(root / "site").as_posix() for p in (root / "site/assets/social").iterdir()}
