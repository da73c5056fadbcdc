"""What was read once: asked for again, let go, kept from one command to the next, and never of other code."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ledger import book
from ledger.core import memory
from ledger.core.memory import Memory


def test_what_is_asked_for_twice_is_made_once() -> None:
    made: list[int] = []

    def double(number: int) -> int:
        made.append(number)
        return 2 * number

    kept = Memory()
    assert [kept.of(double, n) for n in (1, 2, 1)] == [2, 4, 2]
    kept.turn("first", None)
    assert kept.of(double, 1) == 2
    kept.turn("second", None)
    assert [kept.of(double, n) for n in (1, 2)] == [2, 4]
    assert made == [1, 2, 2]  # the second reading did not ask for 2


def test_a_file_that_was_put_back_in_time_has_changed(tmp_path: Path) -> None:
    path = tmp_path / "x"
    assert memory.stamp(path) is None
    path.write_text("one")
    before, times = memory.stamp(path), path.stat()
    path.write_text("two")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert memory.stamp(path) != before


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr(book, "WORTH_KEEPING", 0.0)
    return tmp_path / "home/.cache/capex-ledger"


def reviewed(root: Path) -> list[str]:
    """Return what another command says of a project."""
    book._memories.pop(root, None)
    return [str(problem) for problem in book.review(root)[0]]


def test_the_next_command_reads_only_what_changed(root: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, read, page = reviewed(root), list[str](), book._page

    def _page(path: Path, name: str, stamp: memory.Stamp) -> object:
        read.append(name)
        return page(path, name, stamp)

    assert home.stat().st_mode & 0o77 == 0
    monkeypatch.setattr(book.load, "of", None)  # the figures are not read again
    monkeypatch.setattr(book, "_page", _page)
    assert reviewed(root) == before
    (root / "docs/index.md").write_text('# Home\n\nIt is $5 billion, or {{ fig("nothing") }}.\n')
    found = [line for line in reviewed(root) if line not in before]
    assert [line.partition(" ")[0] for line in found] == ["docs/index.md:3:"] * 2
    assert read == ["index.md"]


def test_what_changes_elsewhere_is_seen(root: Path, home: Path) -> None:
    before, figures = reviewed(root), root / "data/figures.yml"
    figures.write_text(figures.read_text().replace('"160 billion"', '"160 bilion"'))
    found = [line for line in reviewed(root) if line not in before]
    assert found
    assert {line.partition(":")[0] for line in found} == {"data/figures.yml"}


@pytest.mark.parametrize("spoiled", ["code", "bytes", "nothing"])
def test_what_does_not_fit_is_read_again(root: Path, home: Path, spoiled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before, (kept,) = reviewed(root), home.iterdir()
    if spoiled == "code":
        monkeypatch.setattr(memory, "_code", lambda: "other")
    elif spoiled == "bytes":
        kept.write_bytes(kept.read_bytes()[:100])
    else:
        kept.unlink()
    assert memory.recalled(root) == Memory()
    assert reviewed(root) == before


def test_a_folder_that_no_encoding_can_name_is_one(home: Path) -> None:
    root = Path(os.fsdecode(b"/m\xe9p"))
    memory.keep(root, Memory(stamp=root))
    assert memory.recalled(root) == Memory(stamp=root)
