"""Publishing that is cut short: killed, out of room, not allowed to write. The site before stays whole, and no rest remains."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from conftest import QUIET, copy_project, files

from ledger.publish import build as publish

pytestmark = pytest.mark.slow

#: Stands in for the site that was published before.
BEFORE = {"index.html": b"as it was", "deep/er/index.html": b"as it was"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the project with a site that was published before."""
    return with_site(copy_project(tmp_path / "project"))


def with_site(root: Path) -> Path:
    for name, text in BEFORE.items():
        (root / publish.SITE / name).parent.mkdir(parents=True, exist_ok=True)
        (root / publish.SITE / name).write_bytes(text)
    return root


def started(root: Path, prepare: Callable[[], object] | None = None) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "ledger", "build"],
        cwd=root, env={**QUIET, "PYTHONDONTWRITEBYTECODE": "1"}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=prepare,
    )  # fmt: skip


def await_end(group: int) -> None:
    """Wait until the last process of a group is gone: an orphan takes a moment to die."""
    deadline = time.monotonic() + 10
    with suppress(ProcessLookupError):
        while time.monotonic() < deadline:
            os.killpg(group, 0)
            time.sleep(0.01)


def rests(root: Path) -> list[Path]:
    return list(root.glob(".site-*"))


# ---- killed ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("share", [0.35, 0.65, 0.9])
def test_a_build_that_is_killed_at_some_moment(project: Path, share: float, duration: float) -> None:
    process = started(project)
    time.sleep(share * duration)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    await_end(process.pid)
    whole = files(project / publish.SITE)
    assert whole == BEFORE or (len(whole) > 50 and "index.html" in whole)
    with publish._workplace(project):  # what the next build does first
        assert len(rests(project)) == 1
    assert rests(project) == []


@pytest.fixture(scope="module")
def duration(tmp_path_factory: pytest.TempPathFactory) -> float:
    """Return how long a whole build takes here."""
    root = with_site(copy_project(tmp_path_factory.mktemp("timed")))
    start = time.monotonic()
    process = started(root)
    output, _ = process.communicate()
    assert process.returncode == 0, output.decode()
    assert rests(root) == []
    return time.monotonic() - start


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGHUP])
def test_a_build_that_is_asked_to_end_clears_up(project: Path, sign: signal.Signals) -> None:
    # A test run that outlives its terminal ignores hanging up, and so would whatever it starts.
    process = started(project, partial(signal.signal, sign, signal.SIG_DFL))
    deadline = time.monotonic() + 30
    while not rests(project) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(sign)
    process.communicate()
    assert process.returncode == 1
    assert files(project / publish.SITE) == BEFORE
    assert rests(project) == []


def test_a_build_at_work_keeps_its_folder(tmp_path: Path) -> None:
    with publish._workplace(tmp_path) as (one, _), publish._workplace(tmp_path) as (other, _):
        assert one.is_dir()
        assert other.is_dir()
        assert one != other
    assert rests(tmp_path) == []


def test_what_only_looks_like_a_rest_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / ".site-link").symlink_to("mine")
    (tmp_path / ".site-file").write_text("mine")
    with publish._workplace(tmp_path):
        pass
    assert sorted(p.name for p in tmp_path.iterdir()) == [".site-file", ".site-link", "mine"]


# ---- out of room, not allowed ---------------------------------------------------------------------


def failed(root: Path, prepare: Callable[[], object] | None = None) -> str:
    """Build where it cannot work; check that the site is as it was and that nothing remains."""
    process = started(root, prepare)
    output = process.communicate()[0].decode()
    assert process.returncode == 1
    assert files(root / publish.SITE) == BEFORE
    assert rests(root) == []
    assert "Traceback" not in output.partition("INFO")[0]
    return output


def test_a_limit_to_the_size_of_files(project: Path) -> None:
    failed(project, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000)))


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Return the project on a disk of its own, with room for little more."""
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=12m", "none", place], check=False, capture_output=True
    ).returncode:
        pytest.skip("SKIPPED ON PURPOSE: only root can mount a small disk to fill")
    try:
        yield with_site(copy_project(place / "project"))
    finally:
        subprocess.run(["umount", "-l", place], check=True)


def test_a_disk_that_is_full(disk: Path) -> None:
    free = shutil.disk_usage(disk).free
    (disk / "ballast").write_bytes(b"x" * (free - 600_000))
    failed(disk)


def test_a_disk_that_cannot_be_written(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", disk.parent], check=True)
    assert "Read-only file system" in failed(disk)


@pytest.mark.skipif(
    os.geteuid() == 0, reason="SKIPPED ON PURPOSE: no permission binds root; a read-only disk stands in"
)
def test_a_folder_without_permission(project: Path) -> None:
    project.chmod(0o500)
    try:
        assert "Permission denied" in failed(project)
    finally:
        project.chmod(0o700)
