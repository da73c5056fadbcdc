"""Real printed numbers of each language: what they mean, and what must be refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.core import amount, yaml
from ledger.core.problem import Unreadable
from ledger.language import locale, printed

FOLDER = Path(__file__).parent / "tokens"
LANGUAGES = Path(locale.__file__).parent / "languages"
ROWS = [
    (path.stem, *row.split("\t"))
    for path in sorted(FOLDER.glob("*.tsv"))
    for row in path.read_text("utf-8").splitlines()
]
READ = [row for row in ROWS if not row[3].startswith("!")]
REFUSED = [row for row in ROWS if row[3].startswith("!")]


def name(row: tuple[str, ...]) -> str:
    return " ".join(row[:3])


@pytest.mark.parametrize("row", READ, ids=name)
def test_a_printed_number_is_read(row: tuple[str, ...]) -> None:
    code, unit, text, meaning, *head = row
    found, expected = printed.parse(text, code, unit, head="".join(head)), amount.parse(meaning, unit)
    assert (found.numbers, found.qualifier) == (expected.numbers, expected.qualifier)
    assert (found.vague, found.unit) == (expected.vague, unit)


@pytest.mark.parametrize("row", REFUSED, ids=name)
def test_what_is_no_number_is_refused(row: tuple[str, ...]) -> None:
    code, unit, text, gist, *head = row
    with pytest.raises(Unreadable) as error:
        printed.parse(text, code, unit, head="".join(head))
    assert gist.removeprefix("!").strip() in str(error.value)


@pytest.mark.parametrize("code", locale.LANGUAGES)
def test_every_language_has_its_words_and_its_table(code: str) -> None:
    assert not yaml.read(LANGUAGES / f"{code}.yml", code).problems
    assert sum(row[0] == code for row in READ) >= 40
    assert sum(row[0] == code for row in REFUSED) >= 10


def test_of_two_units_in_a_heading_none_is_taken() -> None:
    found = [printed.parse("5", "en", head=f"{units} million").unit for units in ("US$", "US$ and €", "€ and US$")]
    assert found == ["USD", "", ""]
