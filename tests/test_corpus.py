"""Random texts, and those that once failed: never an exception, never a long wait, always a place."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import fuzz
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger import amount, book, pages, printed, rawhtml, tree, typed
from ledger.model import Ledger
from ledger.problem import Unreadable

SOME = settings(
    derandomize=True, deadline=5_000, max_examples=150, database=None, suppress_health_check=list(HealthCheck)
)
PIECES = st.lists(st.one_of(st.sampled_from(fuzz.ODD), st.text(max_size=4)), max_size=12).map("".join)
CASES = sorted(p for p in fuzz.CORPUS.glob("*-*"))


@pytest.fixture(scope="module")
def copy() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield fuzz.copy(Path(folder))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_change_that_once_failed(copy: Path, case: Path) -> None:
    name = case.name.partition("-")[2].replace("~", "/")
    good = (copy / name).read_bytes()
    (copy / name).write_bytes(case.read_bytes())
    try:
        assert fuzz.verdict(copy) == ""
    finally:
        (copy / name).write_bytes(good)


@SOME
@given(PIECES, st.sampled_from(["", "USD", "%", "times", "GB"]))
def test_no_value_raises(text: str, unit: str) -> None:
    try:
        found = amount.parse(text, unit)
    except Unreadable:
        return
    assert amount.parse(str(found), unit) == found


@SOME
@given(PIECES, st.sampled_from(["en", "nl", "zh-Hant"]), st.sampled_from(["USD", "%", "times", ""]))
def test_no_printed_number_raises(text: str, language: str, unit: str) -> None:
    try:
        found = printed.parse(text, language, unit)
    except Unreadable:
        return
    assert found.vague or all(n.is_finite() for n in found.numbers)


@SOME
@given(PIECES)
def test_no_yaml_raises(text: str) -> None:
    read = tree.parse(text, "x.yml")
    assert all(1 <= p.line <= text.count("\n") + text.count("\r") + 2 for p in read.problems)
    assert read.whole or read.problems


@SOME
@given(PIECES)
def test_no_page_raises(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.md"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        page, problems = pages.read(path, "page.md", book.signatures())
    found = [*problems, *(rawhtml.problems(page) if page else ()), *(typed.problems(page, Ledger()) if page else ())]
    assert all(fuzz.PLACE.fullmatch(str(p)) for p in found)


def test_the_numbers_of_the_real_book_are_those_of_the_data(copy: Path) -> None:
    assert fuzz.verdict(copy) == ""
    assert fuzz.numbers("about $175 to $185 billion") == fuzz.numbers("175 to 185 billion")
