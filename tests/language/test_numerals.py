"""What is an amount in a sentence, and what is none."""

from __future__ import annotations

import pytest

from ledger.core.ledger import Ledger
from ledger.core.records import Entity
from ledger.language import numerals
from ledger.language.numerals import Vocabulary

VOCABULARY = Vocabulary(
    frozenset({"USD", "%", "times", "years", "nm", "GB"}),
    frozenset({"Maia 200", "Stage 2"}),
    frozenset({"amazon.capex.2026-q1", "amazon.capex.2026-q1/guidance"}),
)

#: A sentence, and the amount in it.
AMOUNTS = [
    # ---- digits
    ("It costs $200 billion.", "$200 billion"),
    ("It costs $175 to $185 billion.", "$175 to $185 billion"),
    ("It costs $175-185bn.", "$175-185bn"),
    ("Some 200 billion dollars.", "200 billion dollars"),
    ("It grew 24%.", "24%"),
    ("It grew by 10-20%.", "10-20%"),
    ("Het kost 35,6 miljard dollar.", "35,6 miljard dollar"),
    ("達 3500億美元。", "3500億美元"),
    ("Made in 3nm.", "3nm"),
    ("It has 216 GB of memory.", "216 GB"),
    ("It is $7.86 a share.", "$7.86"),
    ("It costs 200 €.", "200 €"),
    ("It costs USD: 200.", "USD: 200"),
    ("It costs ₩200.", "₩200"),
    ("It costs CHF 200.", "CHF 200"),
    ("It costs 200M.", "200M"),
    ("It costs 200 mrd.", "200 mrd"),
    ("It costs 200,000,000,000.", "200,000,000,000"),
    ("It costs 2×10¹¹.", "2"),
    ("It costs 2e11.", "2e11"),
    ("It costs 200-plus billion.", "200"),
    ("It costs 200\u00a0\u00a0billion.", "200\u00a0\u00a0billion"),
    ("It costs 200—billion.", "200—billion"),
    ("It costs 1OO billion.", "1OO billion"),
    ("It costs 🔟 billion.", "🔟 billion"),
    ("It is 1.5x the plan.", "1.5x"),
    ("It rose 300 bps.", "300 bps"),
    ("It rose 24‰.", "24‰"),
    ("It rose ½.", "½"),
    ("It costs ⅯⅭ.", "ⅯⅭ"),
    ("It costs 𒐕.", "𒐕"),
    ("It costs 2̲00 dollars.", "2̲00 dollars"),
    ("It costs ٢٠٠ dollars.", "٢٠٠ dollars"),
    ("It is 2000 billion.", "2000 billion"),
    ("It is $2026.", "$2026"),
    ("It is 2026 dollars.", "2026 dollars"),
    ("It is 2026 %.", "2026 %"),
    ("It is 2026 B dollars.", "2026 B dollars"),
    ("On 20 May% it.", "20"),
    ("https://example.org/$999-billion", "$999-billion"),
    # ---- digits that only look like a name or a date
    ("It costs S200.", "200"),
    ("It costs B200 per share.", "200"),
    ("It costs US5000.", "5000"),
    ("It costs HK5000.", "5000"),
    ("It costs R500.", "500"),
    ("It costs Rs500.", "500"),
    ("It costs kr500.", "500"),
    ("It has I50 data centres.", "50"),
    ("It has l50 chips.", "50"),
    ("It has O50 chips.", "50"),
    ("It costs x.y.2000-billion.", "2000-billion"),
    ("It spends.about.2026.999 now.", "2026.999"),
    ("It costs amazon.capex.2026-q1 billion.", "billion"),
    ("It has 99 May.", "99"),
    ("It has May 99.", "99"),
    ("It has 40 Feb 2026.", "40"),
    ("It has Feb 5 billion.", "5 billion"),
    ("It has 2026-13.", "2026-13"),
    ("It has 2026-99-99.", "2026-99-99"),
    ("It has 2000–99.", "2000–99"),
    ("Maia 200 dollars.", "200 dollars"),
    ("Maia 200 percent.", "200 percent"),
    ("The S&P 500 billion.", "500 billion"),
    ("It holds 5g.", "5g"),
    ("The $2020s.", "$2020"),
    # ---- words
    ("Two hundred billion dollars.", "Two hundred billion dollars"),
    ("Thirteen billion dollars.", "Thirteen billion dollars"),
    ("A dozen billions.", "dozen billions"),
    ("A three-trillion-dollar thesis.", "three-trillion-dollar"),
    ("Half a billion.", "Half a billion"),
    ("Two hundred dollars.", "Two hundred dollars"),
    ("Fifteen percent.", "Fifteen percent"),
    ("Three percentage points.", "Three percentage points"),
    ("It rose tenfold.", "tenfold"),
    ("Three times as much.", "Three times"),
    ("Five gigawatts.", "Five gigawatts"),
    ("tweehonderd miljard", "tweehonderd miljard"),
    ("anderhalf miljard", "anderhalf miljard"),
    ("vijftien procent", "vijftien procent"),
    ("200 miljarden", "200 miljarden"),
    ("drie keer", "drie keer"),
    ("several trillion", "several trillion"),
    ("two hundred billión", "two hundred billión"),
    ("two hundred tri\u0307llion", "two hundred tri\u0307llion"),
    ("two hundred tri\u0332l\u0332l\u0332i\u0332on\u0332", "two hundred tri\u0332l\u0332l\u0332i\u0332on\u0332"),
    ("two hundred triłłion", "two hundred triłłion"),
    ("two hundred tril-lion", "two hundred tril-lion"),
    ("two hundred tril\nlion", "two hundred tril\nlion"),
    ("vijf mil.joen", "vijf mil.joen"),
    ("two hundred ٪", "two hundred ٪"),
    ("two hundred B", "two hundred B"),
    ("ten grand", "ten grand"),
    ("an eleven-figure sum", "eleven-figure"),
    ("one-fifth of revenue", "one-fifth"),
    ("Two thirds of it.", "Two thirds"),
    ("three quarters of it", "three quarters"),
    ("It rose twofold.", "twofold"),
    # ---- Chinese
    ("達數兆美元。", "數兆"),
    ("兩千亿", "兩千亿"),
    ("貳佰億", "貳佰億"),
    ("〇億", "〇億"),
    ("廿億", "廿億"),
    ("兩百美元", "兩百美元"),
    ("三倍", "三倍"),
    ("百分之零點五", "百分之零點五"),
    ("三分之一", "三分之一"),
    ("二十個百分點", "二十個百分點"),
]  # fmt: skip

#: Sentences without an amount.
FREE = [
    "In 2026 four companies met on 5 February.",
    "On 5 February 2026 and on May 6, 2026.",
    "Published 2026-02-05, for 2025–26 and 2023-2025.",
    "In fiscal FY2026, in Q1 of 2026, in the first quarter.",
    "2026年1月27日",
    "Maia 200 and Stage 2.",
    "The A12, the H100 and v7.",
    "The id is amazon.capex.2026-q1/guidance.",
    "See https://example.org/2026/02/05/page-7.",
    "Takes two minutes, three times over, by six articles.",
    "A pavilion, a rebellion and a question of percentages.",
    "A third of it, one in five, doubled.",
    "It fell by two thirds, then for three quarters of 2025; one quarter of growth.",
    "One third party, one fifth-generation chip, ten grand plans, two figures.",
    "The models o3 and R1, the store S3, the chip B200.",
    "In the 1990s, the 2020s and the 1980's.",
    "On Feb 5, 2026, on the 5th of May, on 5 Feb. 2026 and on Sept. 30.",
    "In 1999-00, in 2026-05 and in 2026/05.",
    "The S&P 500, a 10-K, 5G, 24/7 and COVID-19.",
    "The reason is twofold.",
    "一成不變的萬事達卡。",
    "資本支出、人工智慧",
    "A façade, a naïve résumé, Łódź and Ørsted; café au lait.",
]


@pytest.mark.parametrize(("text", "amount"), AMOUNTS, ids=[a for _, a in AMOUNTS])
def test_an_amount_is_found(text: str, amount: str) -> None:
    found = list(numerals.find(text, VOCABULARY))
    assert amount in [f.text for f in found]
    assert all(text[f.start :].startswith(f.text) for f in found)


@pytest.mark.parametrize("text", FREE)
def test_what_is_no_amount_is_free(text: str) -> None:
    assert [f.text for f in numerals.find(text, VOCABULARY)] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Maia 300", []),
        ("table row 3", []),
        ("paragraph 2b, figure 3t, table row 3 and 4", []),
        ("A12X, H100 and Maia 200", []),
        ("千問, 百度 and 四大公司", []),
        ("paragraph 24, 5%", ["5%"]),
        ("the 999 billion dollar club", ["999 billion dollar"]),
        ("Meta 900bn", ["900bn"]),
        ("Meta 900k", ["900k"]),
        ("Meta 1.5T", ["1.5T"]),
        ("Meta 900b", ["900b"]),
        ("Meta 2x", ["2x"]),
        ("Meta 900 k", ["900 k"]),
        ("paragraph 2, or 900bn of it", ["900bn"]),
        ("Memory of 216GB", ["216GB"]),
        ("Memory of 216 GB", ["216 GB"]),
        ("Meta 900 dollars", ["900 dollars"]),
        ("Meta 900USD", ["900USD"]),
        ("Amazon 二百", ["二百"]),
    ],
)
def test_a_name_may_hold_digits(text: str, found: list[str]) -> None:
    assert [f.text for f in numerals.find(text, VOCABULARY, digits=False)] == found


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Maia 200", "The Maia 200.", []),
        ("Maia 200", "The maia 200.", ["200"]),
        ("costs 999", "It costs 999.", ["999"]),
        ("It costs 999", "It costs 999.", ["999"]),
    ],
)
def test_only_a_name_in_capitals_frees_its_digits(name: str, text: str, found: list[str]) -> None:
    ledger = Ledger(entities={"x": Entity("x", name, "body", "", (), (12, 31), "", "", 1)})
    assert [f.text for f in numerals.find(text, Vocabulary.of(ledger))] == found


def test_the_pieces_are_those_of_the_text() -> None:
    (found,) = numerals.find("It is 175 to 185 billion.", VOCABULARY)
    assert (found.start, found.text, found.pieces) == (6, "175 to 185 billion", ("175", "185", "billion"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It is 1,230 km long.", ["1,230 km"]),
        ("Hij is 1.230 kilometer lang.", ["1.230 kilometer"]),
        ("It carries 2300 m³/s.", ["2300 m³/s"]),
        ("It costs £5 or CHF 6, 7 million pounds.", ["£5", "CHF 6", "7 million pounds"]),
        ("It took two years, three times.", []),
        ("Kilometre A5 of the A12.", []),
    ],
)
def test_a_ledger_has_units_of_its_own(text: str, found: list[str]) -> None:
    units = frozenset({"km", "m³/s", "GBP", "CHF", "years", "times", "%", ""})
    assert [f.text for f in numerals.find(text, Vocabulary(units))] == found
