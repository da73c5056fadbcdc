"""What stands beside a macro call: which words and signs change its number, and which do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_typed import message

CALL = '{{ fig("amazon.capex.2026") }}'

#: A sentence's part, with F for the call, and what of it is refused.
BESIDE = [
    ("1F", "1"), ("−F", "−"), ("−\u00a0F", "−"), ("< F", "<"), ("×F", "×"), ("EUR F", "EUR"), ("twice F", "twice"),
    ("half of F", "half of"), ("three times F", "three times"), ("two F", "two"), ("minus F", "minus"), ("nearly F", "nearly"),
    ("more than F", "more than"), ("F0", "0"), ("Fk", "k"), ("F×", "×"), ("F-fold", "-fold"), ("F percent", "percent"), ("F euros", "euros"),
    ("F hundred", "hundred"), ("F per quarter", "per quarter"), ("F a month", "a month"), ("F and a half", "and a half"), ("FF", ""), ("F – F", "–"),
    ("F or so", "or so"), ("**F** a week", "a week"), ("a third of F", "a third of"), ("two thirds of F", "two thirds of"),
    ("a quarter of F", "a quarter of"), ("a tenth of F", "a tenth of"), ("half its F", "half its"), ("half of all F", "half of all"),
    ("twice that F", "twice that"), ("half as much as F", "half as much as"), ("three times as many as F", "three times as many as"), ("quadruple F", "quadruple"), ("quintuple F", "quintuple"),
    ("driemaal F", "driemaal"), ("een kwart van F", "een kwart van"), ("de helft van F", "de helft van"), ("F 的一半", "的一半"), ("F的一半", "的一半"),
    ("minus: F", "minus:"), ("minus (F)", "minus ("), ("twice (F)", "twice ("), ("half of (F)", "half of ("), ("√F", "√"), ("¬F", "¬"), ("÷ F", "÷"),
    ("∓ F", "∓"), ("∼F", "∼"), ("≫ F", "≫"), ("F+", "+"), ("F°", "°"), ("F^", "^"), ("F K", "K"), ("F hundreds", "hundreds"),
    ("F times ten", "times"), ("F to the power of three", "to the power"), ("F monthly", "monthly"), ("F daily", "daily"),
    ("F annually", "annually"), ("F quarterly", "quarterly"), ("F per hour", "per hour"), ("F per second", "per second"),
    ("F per employee", "per employee"), ("F per annum", "per annum"), ("F a minute", "a minute"), ("F every quarter", "every quarter"),
    ("F yen", "yen"), ("F pounds", "pounds"), ("F rupees", "rupees"), ("F renminbi", "renminbi"), ("F in euros", "in euros"), ("some F", "some"),
    ("circa F", "circa"), ("c. F", "c."), ("close to F", "close to"), ("in excess of F", "in excess of"), ("just shy of F", "just shy of"),
    ("F odd", "odd"), ("spends above F", "above"), ("spends well above F", "above"), ("~ F", "~"), ("three-quarters of F", "three-quarters of"),
    ("F/day", "/day"), ("F / week", "/ week"), ("🔥F", "🔥"), ("twíce F", "twice"), ("nearly: F", "nearly:"), ("approx. F", "approx."),
    ("half the F", "half the"), ("drie keer F", "drie keer"), ("F or more", "or more"), ("約 F", "約"), ("F 每年", "每年"), ("F-odd", "-odd"), ("F-a-year", "-a-year"),
    ("F in yen", "in yen"), ("two halves of F", "halves of"), ("a half of F", "a half of"), ("F monthly on chips", "monthly"),
    ("twofold F", "twofold"), ("plus or minus F", "minus"), ("tenfold (F)", "tenfold ("), ("minus **F**", "minus"), ("F yuan", "yuan"),
    ("half *of* F", "half of"), ("three quarters of the F", "three quarters of the"), ("minus  F", "minus"), ("two<br>F", "two"),
    ("F  a week", "a week"), ("F times", "times"), ("F°", "°"), ("F<br>a week", "a week"),
    # every word of the prints, in each language
    ("exceeding F", "exceeding"), ("as much as F", "as much as"), ("maximaal F", "maximaal"), ("ten hoogste F", "ten hoogste"), ("zo’n F", "zo’n"),
    ("zo'n F", "zo'n"), ("rond de F", "rond de"), ("up to F", "up to"), ("多於 F", "多於"), ("不足F", "不足"), ("高達 F", "高達"), ("大約F", "大約"),
    ("F 以上", "以上"), ("F左右", "左右"),
]  # fmt: skip

#: What changes nothing, or compares something with the number.
FREE = [
    "It adds up to F.", "A rise from F to F.", "It was F a year earlier.", "(F)", "F, F and F", "F’s plan", "a plan of F", "It is above F.",
    "The plan lies well below F.", "It fell below F.", "F in 2026 and F in 2025", "The second of these is F.", "A third: F.",
    "In the first quarter: F.", "Amazon – F", "a share of F", "F + F = F", "F F", "F → F", "Of that, F is for chips.", "F quarterly profit",
    "the three companies (F)", "In the last quarter of 2025 F", "the sum of the two: F", "As said above: F", "See below (F).", '"F"', "F; F", "F.",
    "F of it", "most of F", "**F**", "The change: F (from F)", "F, monthly or not", "the F monthly plan", "F (about half of it)", "F-based",
    "a loss of F", "“F”", "a third F", "F scores well", "F / Meta F", "最近 F", "• F", "capital spending of F doubled", "F 🔥",
]  # fmt: skip


@pytest.mark.parametrize(("text", "token"), BESIDE)
def test_what_touches_a_call(tmp_path: Path, text: str, token: str) -> None:
    (*_, last) = message(tmp_path, f"A first line.\n\nIt is {text.replace('F', CALL)} now.")
    wrong = f"'{token}' touches" if token else "another call touches"
    assert last.rpartition(":3: ")[2] == (
        f"{wrong} a macro's number and changes what is read."
        " Leave it out, or say on its line why not: {# typed: reason #}."
    )


@pytest.mark.parametrize("text", FREE)
def test_what_stands_beside_a_call_and_changes_nothing(tmp_path: Path, text: str) -> None:
    assert message(tmp_path, f"It is {text.replace('F', CALL)} now.") == []


def test_a_waiver_explains_what_touches_a_call(tmp_path: Path) -> None:
    assert message(tmp_path, f"They spend well above {CALL}. {{# typed: compared with the plan #}}") == []
