"""Publishing: the published folder changes whole or not at all, whatever cuts the build short."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import QUIET, copy_project, files, run

from ledger.core.plaintext import write_atomically
from ledger.publish import build as publish
from ledger.publish import engine, policy

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
    (root / policy.PINS).write_text("{}")
    (root / "mkdocs.yml").write_text("")

    def build(**made: str) -> list[str]:
        def make(_: Path, new: Path, __: str) -> None:
            for name, text in {"index.html": START.format("", ""), **made}.items():
                (new / name).parent.mkdir(parents=True, exist_ok=True)
                (new / name).write_text(text)

        monkeypatch.setattr(publish.engine, "run", make)
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
    assert {n for n in names if not n.startswith("downloads/")} == {"index.html", "a.css"}
    assert names["a.css"] == b"a{}\n"
    assert b'charset="utf-8"><meta http-equiv="Content-Security-Policy"' in names["index.html"]
    assert list(root.glob(".site-*")) == []


def test_files_can_be_read_by_a_server_whatever_the_umask(root: Path, building: Building) -> None:
    old = os.umask(0o077)
    try:
        assert building(**{"a/b.css": ""}) == []
    finally:
        os.umask(old)
    modes = {p.relative_to(root / "site").as_posix(): p.stat().st_mode & 0o777 for p in (root / "site").rglob("*")}
    assert (modes["a"], modes["a/b.css"], modes["index.html"]) == (0o755, 0o644, 0o644)
    assert (root / "site").stat().st_mode & 0o777 == 0o755


def test_all_that_is_wrong_is_said_at_once_and_the_site_stays(root: Path, building: Building) -> None:
    with_site(root)
    with (root / "docs/checks.md").open("a") as page:
        page.write("\nA `onclick=x` in words.\n")
    found = building(
        **{
            "checks/index.html": START.format("", "<p onclick=x>A</p><p>None</p>"),
            "index.html": "<html></html>",
            "x.y": "",
        }
    )
    assert found == [
        "docs/checks.md:1: 'None' is shown to readers. Correct the page, or the macro that makes it.",
        "docs/checks.md:5: 'onclick=x' is no attribute that <p> may have here. Remove it.",
        "docs/index.md:1: the page does not begin as the theme begins it. Restore the template.",
        "x.y:1: a file that is no part of the site would be published. Remove it.",
    ]
    assert files(root / "site") == BEFORE


@pytest.mark.parametrize("kind", ["file", "link", "other folder"])
def test_a_target_that_is_no_site_is_left_alone(root: Path, building: Building, kind: str) -> None:
    target = root / "site"
    if kind == "file":
        target.write_text("mine")
    elif kind == "link":
        target.symlink_to(root)
    else:
        target.mkdir()
        (target / "precious.txt").write_text("mine")
    with pytest.raises(engine.Unpublished, match=r"Move it away\.$"):
        building()
    assert target.is_symlink() if kind == "link" else list(root.glob("site*")) == [target]


def test_a_swap_that_fails_brings_the_old_site_back(tmp_path: Path) -> None:
    with_site(tmp_path)
    (tmp_path / "work").mkdir()
    with pytest.raises(FileNotFoundError):
        publish.swap(tmp_path / "work/site", tmp_path / "site")
    assert files(tmp_path / "site") == BEFORE


def test_a_build_clears_what_ended_ones_left_and_nothing_else(tmp_path: Path) -> None:
    with subprocess.Popen(["true"]) as ended:
        pass
    for name in (str(ended.pid), str(os.getppid()), "mine"):
        (tmp_path / f".site-{name}").mkdir()
    with publish._workplace(tmp_path):
        names = {p.name.removeprefix(".site-") for p in tmp_path.iterdir()}
        assert names == {str(os.getpid()), str(os.getppid()), "mine"}


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
