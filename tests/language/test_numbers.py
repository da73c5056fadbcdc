"""Numbers in the text of an article: their prints, and what is no amount."""

from __future__ import annotations

import pytest

from ledger.language import numbers
from ledger.language.numbers import Place

#: Language, text, prints of its amounts, and what is set aside with the reason.
FOUND = [
    ("en", "It spent approximately $200 billion in 2026.", ["approximately $200 billion"], {"2026": "a year"}),
    ("en", "profit of $16.5 billion to $21.5 billion, below $22.04 billion", ["$16.5 billion to $21.5 billion", "below $22.04 billion"], {}),
    ("en", "On February 4, 2026 at 5:30 p.m. ET", [], {"February 4, 2026": "a date", "5:30 p.m.": "a time"}),
    ("en", "GPT-5.2 runs on B200 and Maia 200 under Section 27", [], {"GPT-5.2": "part of a name", "B200": "part of a name", "Maia 200": "part of a name", "Section 27": "part of a name"}),
    ("en", "It doubled in Q1 2026, the 3rd time in three years.", ["doubled"], {"Q1 2026": "part of a period", "3rd": "an ordinal", "three years": "a length of time"}),
    ("en", "It has 12,400 people and 7 sites [2], see https://a.example/2026/5.", ["12,400"], {"7": "a plain count", "[2]": "a reference mark", "https://a.example/2026/5.": "an address"}),
    ("en", "a loss of $5 million (about 3% of sales)", ["$5 million", "about 3%"], {}),
    ("en", "call +1 206 266 1000", [], {"+1 206 266 1000": "a telephone number"}),
    ("en", "no five trees, no one", [], {}),
    ("nl", "met 24% tot 35,6 miljard dollar in 2025 $139,5 miljard", ["24%", "tot 35,6 miljard dollar", "$139,5 miljard"], {"2025": "a year"}),
    ("nl", "tussen de 115 en 135 miljard dollar", ["tussen de 115 en 135 miljard dollar"], {}),
    ("de", "etwa 70 Prozent mehr als 2025, rund 610 Mrd. Dollar", ["etwa 70 Prozent", "rund 610 Mrd. Dollar"], {"2025": "a year"}),
    ("de", "am 5. Februar um 14 Uhr", [], {"5. Februar": "a date", "14 Uhr": "a time"}),
    ("fr", "environ 5 milliards d'euros le 3 mars 2026 à 17h30", ["environ 5 milliards d'euros"], {"3 mars 2026": "a date", "17h30": "a time"}),
    ("ja", "2024年7月に約800億ドル(約12.6兆円)、910億ドルから930億ドル", ["約800億ドル", "約12.6兆円", "910億ドルから930億ドル"], {"2024年7月": "a date"}),
    ("ja", "昨年の+45%に続き、少なくとも940億ドル", ["+45%", "少なくとも940億ドル"], {}),
    ("ko", "3분기 매출은 5조 2천억원", ["5조 2천억원"], {"3분기": "part of a period"}),
    ("en", "Net loss was $(110) million, or $(0.22) per share (unaudited).", ["$(110) million", "$(0.22)"], {}),
    ("en", "a tax rate in the low-teens, margins in the mid-30s, low prices", ["low-teens", "mid-30s"], {}),
    ("en", "worth a trillion dollars, up 150 basis points", ["a trillion dollars"], {"150 basis points": "points of a percentage"}),
    ("de", "rund eine Viertelbillion Dollar, über einer Milliarde Euro", ["rund eine Viertelbillion Dollar", "über einer Milliarde Euro"], {}),
    ("de", "10 Prozentpunkte im 1. Halbjahr 2026", [], {"10 Prozentpunkte": "points of a percentage", "1. Halbjahr": "part of a period", "2026": "a year"}),
    ("fr", "mille milliards de dollars", ["mille milliards de dollars"], {}),
    ("ja", "営業利益は165億─215億ドル、10－12月期は15─20%", ["165億─215億ドル", "15─20%"], {"10－12月期": "part of a period"}),
    ("ja", "25年は約3年ぶり、過去13四半期、第1・四半期", [], {"25年": "part of a period", "3年ぶり": "a length of time", "13四半期": "part of a period", "第1・四半期": "part of a period"}),
    ("zh-Hant", "2026 年近 70%,三倍於前,$93 billion 左右", ["近 70%", "三倍", "$93 billion 左右"], {"2026 年": "a year"}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "prints", "asides"), FOUND, ids=[f"{c[0]} {c[1][:20]}" for c in FOUND])
def test_a_number_is_read_or_set_aside(code: str, text: str, prints: list[str], asides: dict[str, str]) -> None:
    found = list(numbers.Finder(Place("", text), code, "USD").numbers())
    assert [n.text for n in found if n.amount] == prints
    assert {n.text: n.aside for n in found if not n.amount} == asides
    assert all(text[n.start : n.end] == n.text for n in found)


def test_a_number_that_the_language_writes_otherwise_is_not_read() -> None:
    assert [
        (n.text, n.amount, n.aside) for n in numbers.Finder(Place("", "kostete 1,250,000 mehr"), "de").numbers()
    ] == [("1,250,000", None, "")]


def test_a_measure_brings_its_unit() -> None:
    assert [
        n.text for n in numbers.Finder(Place("", "a 3nm chip with 216 GB"), "en", units=("GB", "nm")).numbers()
    ] == ["3nm", "216 GB"]


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("spent $5 in 2026", "en", "2026"),
        ("without any", "en", ""),
        ("in 2026 and 2027", "en", "?"),
        ("in 2026-27", "en", "?"),
        ("the first quarter", "en", "?"),
        ("the first quarter of 2026", "en", "2026-q1"),
        ("first quarter of fiscal 2026", "en", "fy2026-q1"),
        ("from the first to the second quarter of 2026, Q1", "en", "?"),
        ("Q1 2026 | Acme's Q1", "en", "2026-q1"),
        ("Q3 FY26", "en", "fy2026-q3"),
        ("Q3'24", "en", "2024-q3"),
        ("3Q24", "en", "2024-q3"),
        ("Three Months Ended September 30, 2024", "en", "2024-q3"),
        ("Six Months Ended June 30, 2024", "en", "2024-h1"),
        ("Nine Months Ended September 30, 2024", "en", "ytd2024-q3"),
        ("Year Ended December 31, 2024", "en", "2024"),
        ("Three Months Ended October 26, 2025", "en", "?"),
        ("third quarter ended October 26, 2025", "en", "?"),
        ("as of September 30, 2024", "en", "?"),
        ("for September 2024", "en", "?"),
        ("may march in 2024", "en", "2024"),
        ("by 2030", "en", "?"),
        ("the first nine months of 2025", "en", "?"),
        ("the last quarter of 2025", "en", "?"),
        ("au premier trimestre 2025", "fr", "2025-q1"),
        ("2026 年第一季", "zh-Hant", "2026-q1"),
        ("more than in 2025", "en", "?"),
        ("a year earlier", "en", "?"),
        ("mehr als 2025", "de", "?"),
        ("im ersten Halbjahr 2025", "de", "2025-h1"),
        ("2025年第1四半期", "ja", "2025-q1"),
        ("25年", "ja", "2025"),
        ("25年ぶり", "ja", ""),
        ("2025年10-12月期", "ja", "2025-q4"),
        ("2025年10－12月期", "ja", "2025-q4"),
        ("2025年1〜3月期", "ja", "2025-q1"),
        ("2032年まで", "ja", "?"),
        ("2024年7月", "ja", "?"),
        ("2025회계연도 1분기", "ko", "fy2025-q1"),
    ],
)
def test_a_period_is_told_by_a_year_and_its_part(text: str, code: str, expected: str) -> None:
    assert numbers.period(text, code) == expected


TEXT = """\
A plan of $1.5 billion

The company spends more.
It said so on Monday, and again on Tuesday.

- $5 million
- $6 million

Results (in millions):
                         2025       2026
Sales                   1,234   $  2,345
Earnings per share      $1.20      $1.30

By year:

| Year | Total |
| --- | --- |
| 2026 | $5 |

A\tin thousands
B\t6
"""


def test_every_part_of_a_text_has_its_place() -> None:
    found = [(p.at, p.text, p.row, p.column, p.head) for p in numbers.places(TEXT, "en", "USD")]
    assert found == [
        ("title", "A plan of $1.5 billion", "", "", None),
        ("paragraph 1", "The company spends more.", "", "", None),
        ("paragraph 2", "It said so on Monday, and again on Tuesday.", "", "", None),
        ("list item 1", "$5 million", "", "", None),
        ("list item 2", "$6 million", "", "", None),
        ("paragraph 3", "Results (in millions):", "", "", None),
        ("table head", "2025", "", "", ""),
        ("table head", "2026", "", "", ""),
        ("table row 1", "Sales", "", "", None),
        ("table row 1", "1,234", "Sales", "?", "in millions"),
        ("table row 1", "$  2,345", "Sales", "?", "in millions"),
        ("table row 2", "Earnings per share", "", "", None),
        ("table row 2", "$1.20", "Earnings per share", "?", ""),
        ("table row 2", "$1.30", "Earnings per share", "?", ""),
        ("paragraph 4", "By year:", "", "", None),
        ("table 2 head", "Year", "", "", ""),
        ("table 2 head", "Total", "", "", ""),
        ("table 2 row 1", "2026", "", "", None),
        ("table 2 row 1", "$5", "2026", "Total", ""),
        ("table 2 row 2", "A", "", "", None),
        ("table 2 row 2", "in thousands", "A", "?", ""),
        ("table 2 row 3", "B", "", "", None),
        ("table 2 row 3", "6", "B", "?", ""),
    ]


#: Tables, and row, column and text of their cells with numbers.
TABLES = {
    "a heading over all columns": (
        "\tThree Months Ended\t\nIn millions\t2024\t2023\tChange\nSales\t$ 5\t$ 4\t25%\n",
        [("Sales", "Three Months Ended 2024", "$ 5"), ("Sales", "Three Months Ended 2023", "$ 4"), ("Sales", "Three Months Ended Change", "25%")],
    ),
    "headings over as many columns": (
        "\tThree\tNine\n\t2024\t2023\t2024\t2023\nSales\t5\t4\t\t8\n",
        [("Sales", "Three 2024", "5"), ("Sales", "Three 2023", "4"), ("Sales", "Nine 2023", "8")],
    ),
    "a heading over each column": (
        "\tThree\tNine\n\t2024\t2023\nSales\t5\t4\n",
        [("Sales", "Three 2024", "5"), ("Sales", "Nine 2023", "4")],
    ),
    "headings over other columns": ("\tThree\tNine\n\t2024\t2023\t2024\nSales\t5\t4\t8\n", [("Sales", "?", n) for n in "548"]),
    "empty cells between tabs": ("\t2024\t2023\t2022\nSales\t5\t\t3\n", [("Sales", "2024", "5"), ("Sales", "2022", "3")]),
    "empty cells between bars": ("| | 2024 | 2023 |\n|---|---|---|\n| Sales | | 3 |\n", [("Sales", "2023", "3")]),
    "no columns between blanks": ("        2024     2023\nSales        3\n", [("Sales", "?", "3")]),
    "signs in cells of their own": (
        "\t\t2024\t\t\t2023\nSales\t$\t(266,966\t)\t$\t3\nMargin\t\t2\t%\t\t(24\t)%\n",
        [("Sales", "2024", "$(266,966)"), ("Sales", "2023", "$3"), ("Margin", "2024", "2%"), ("Margin", "2023", "(24)%")],
    ),
    "a second table right below": (
        "\t2024\t2023\nSales\t5\t4\n\n\t2022\t2021\nSales\t3\t2\n",
        [("Sales", "2024", "5"), ("Sales", "2023", "4"), ("Sales", "?", "3"), ("Sales", "?", "2")],
    ),
    "a row that heads others": ("\t2024\t2023\nCloud:\t\t\nSales\t5\t4\n", [("Cloud: / Sales", "2024", "5"), ("Cloud: / Sales", "2023", "4")]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "cells"), TABLES.values(), ids=TABLES)
def test_a_cell_has_its_row_and_column(text: str, cells: list[tuple[str, str, str]]) -> None:
    found = [p for p in numbers.places(f"A. B.\n\n{text}", "en", "USD") if p.row]
    assert [(p.row, p.column, p.text) for p in found if any(c.isdigit() for c in p.text)] == cells


def test_lines_of_a_wrapped_text_are_one_paragraph() -> None:
    line = "The company will spend a good deal of money on data centres, and on what is in them,"
    assert [p.text for p in numbers.places(f"{line}\n{line}\n\n{line}\n{line}", "en", "USD")] == [f"{line} {line}"] * 2
