"""Random texts, and those that once failed: never an exception, never a long wait, always a place."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import fuzz
import oracle
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger import book
from ledger.core import amount
from ledger.core import yaml as tree
from ledger.core.ledger import Ledger
from ledger.core.problem import Unreadable
from ledger.data import load
from ledger.language import printed
from ledger.pages import lint
from ledger.pages import page as pages

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
        assert fuzz.verdict(copy, name).wrong == ""
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
        page, problems = pages.read(path, "page.md", book.walk)
    found = [*problems, *(lint.structure(page) if page else ()), *(lint.typed(page, Ledger()) if page else ())]
    assert all(fuzz.PLACE.fullmatch(str(p)) for p in found)


def test_the_unchanged_book_is_sound(copy: Path) -> None:
    assert fuzz.verdict(copy) == fuzz.Verdict("", sound=True)


def test_some_random_changes() -> None:
    assert fuzz.run(range(1, 81)).failed == ()


def test_no_page_of_it_has_typed_amounts() -> None:
    pages = [p for p in fuzz.files() if p != load.NAME]
    assert [w for p in pages for w in oracle.typed((fuzz.FIXTURE / p).read_text("utf-8"), p)] == []


# ---- the oracle finds what it is there for --------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "comma", "expected"),
    [
        ("about 175 to 185 billion", ",", [175_000_000_000, 185_000_000_000]),
        ("~$1.1T", ",", [1_100_000_000_000]),
        ("$139,5 miljard", ".", [139_500_000_000]),
        ("950 million to 1.2 billion", ",", [950_000_000, 1_200_000_000]),
        ("74.9 to 97.5%", ",", [Fraction("74.9"), Fraction("97.5")]),
        ("several billion", ",", []),
        ("\u22123%", ",", [-3]),
    ],
)
def test_the_oracle_reads(text: str, comma: str, expected: list[Fraction]) -> None:
    assert list(oracle.numbers(text, comma=comma)) == expected


def test_the_oracle_finds_a_number_that_no_claim_gives(copy: Path) -> None:
    read = book.read(copy)
    key = next(k for k in read.texts if k[1] == "fig" and k[2] == ("amazon.capex.2026/guidance",))
    texts = {**read.texts, key: read.texts[key].replace("200 billion", "300 billion")}
    found = list(oracle.wrong(copy, replace(read, texts=texts)))
    assert len(found) == 1
    assert "shows 'about $300 billion'" in found[0]


def test_the_oracle_finds_a_print_that_differs(copy: Path) -> None:
    figures = copy / load.NAME
    good = figures.read_text("utf-8")
    try:
        figures.write_text(
            good.replace('{paragraph 3: "200 miljard dollar"}', '{paragraph 3: "300 miljard dollar"}'), "utf-8"
        )
        assert ["aws-growth prints 300 miljard" in w for w in oracle.prints(oracle.data_of(copy))] == [True]
    finally:
        figures.write_text(good, "utf-8")


@pytest.mark.parametrize(
    "text", ["$200", "200 **bill**ion", "5&#37;", "200\u00a0billion", '[x](y.md "9 billion")', "2億"]
)
def test_the_oracle_finds_a_typed_amount(text: str) -> None:
    assert len(list(oracle.typed(f"---\ntitle: x\n---\nIt is {text} now.\n", "x.md"))) == 1
