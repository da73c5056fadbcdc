"""Printed numbers, in the languages of the articles, back into amounts."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st
from strategies import QUICK, digits

from ledger.core import amount
from ledger.core.problem import Unreadable
from ledger.language import printed

READ = [
    # English
    ("en", "USD", "$200 billion", "200 billion"),
    ("en", "USD", "$1.1 trillion", "1.1 trillion"),
    ("en", "USD", "approximately $200 billion", "about 200 billion"),
    ("en", "USD", "~$85 Billion", "about 85 billion"),
    ("en", "USD", "around $7.86", "about 7.86"),
    ("en", "USD", "$16.5 billion to $21.5 billion", "16.5 to 21.5 billion"),
    ("en", "USD", "between $16.5 and $21.5 billion", "16.5 to 21.5 billion"),
    ("en", "USD", "$500 million to $1.5 billion", "0.500 to 1.500 billion"),
    ("en", "USD", "$105–$110bn", "105 to 110 billion"),
    ("en", "USD", "over $500 billion", "more than 500 billion"),
    ("en", "USD", "at least 5 thousand dollars", "at least 5 thousand"),
    ("en", "USD", "as much as $3 trillion", "at most 3 trillion"),
    ("en", "USD", "up to $3 trillion", "at most 3 trillion"),
    ("en", "USD", "under $3 mn", "less than 3 million"),
    ("en", "USD", "$1,234.50", "1.23450 thousand"),
    ("en", "USD", "$200,000,000,000", "200000000000"),
    ("en", "USD", "$200B", "200 billion"),
    ("en", "USD", "$2.5T", "2.5 trillion"),
    ("en", "USD", "$200+ billion", "at least 200 billion"),
    ("en", "USD", "$100B+", "at least 100 billion"),
    ("en", "USD", "five billion dollars", "5 billion"),
    ("en", "USD", "five billion US dollars", "5 billion"),
    ("en", "USD", "several billion dollars", "several billion"),
    ("en", "USD", "$5 billion US dollars", "5 billion"),
    ("en", "USD", "$500 thousand million", "500 billion"),
    ("en", "USD", "about $5 to about $6 billion", "about 5 to 6 billion"),
    ("en", "USD", "between the $5 million and the $6 million", "5 to 6 million"),
    ("en", "USD", "US$200 billion", "200 billion"),
    ("en", "USD", "USD 200 billion", "200 billion"),
    ("en", "USD", "200 BILLION DOLLARS", "200 billion"),
    ("en", "USD", "a $5 billion", "5 billion"),
    ("en", "USD", "between about $5 and $6 billion", "about 5 to 6 billion"),
    ("en", "users", "3m users", "3 million"),
    ("en", "users", "3 million", "3 million"),
    ("en", "MW", "5 MW", "5"),
    ("en", "MW", "5 Megawatts", "5"),
    ("en", "times", "3X", "3"),
    ("en", "m³", "5 m³", "5"),
    ("en", "%", "+105%", "105 %"),
    ("en", "%", "10-20%", "10 to 20 %"),
    ("en", "%", "more than 11 percent", "more than 11 %"),
    ("en", "%", "７０％", "70 %"),
    ("en", "%", "0 to 5%", "0 to 5 %"),
    ("en", "times", "Nearly doubling", "nearly 2"),
    ("en", "times", "3x", "3"),
    ("en", "times", "2.5 times", "2.5"),
    ("en", "GB", "216GB", "216"),
    ("en", "nm", "3nm", "3"),
    ("en", "km", "about 1,230 kilometres", "about 1.230 thousand"),
    ("en", "km", "1,230 kilometers", "1.230 thousand"),
    ("en", "m³/s", "2,300 m³/s", "2.300 thousand"),
    ("en", "m", "12 m", "12"),
    ("en", "GBP", "£1.25bn", "1.25 billion"),
    ("en", "GBP", "5 million pounds", "5 million"),
    # Dutch
    ("nl", "km", "ruim 1.230 kilometer", "more than 1.230 thousand"),
    ("nl", "EUR", "minstens € 350 miljoen", "at least 350 million"),
    ("nl", "EUR", "350 miljoen euro", "350 million"),
    ("nl", "GBP", "1,25 miljard pond", "1.25 billion"),
    ("nl", "USD", "35,6 miljard dollar", "35.6 billion"),
    ("nl", "USD", "$11,2 miljard", "11.2 billion"),
    ("nl", "USD", "2 biljoen dollar", "2 trillion"),
    ("nl", "USD", "2 trillion dollar", "2 trillion"),
    ("nl", "USD", "$1,95", "1.95"),
    ("nl", "USD", "tussen de 175 miljard en 185 miljard dollar", "175 to 185 billion"),
    ("nl", "USD", "tussen de 115 en 135 miljard dollar", "115 to 135 billion"),
    ("nl", "USD", "meer dan $10 miljard", "more than 10 billion"),
    ("nl", "USD", "ten minste 5 mld", "at least 5 billion"),
    ("nl", "USD", "hoogstens 1.234,5 miljoen", "at most 1.2345 billion"),
    ("nl", "USD", "zo'n tien miljard", "about 10 billion"),
    ("nl", "USD", "enkele miljarden dollars", "several billion"),
    ("nl", "%", "bijna 20%", "nearly 20 %"),
    ("nl", "%", "24 procent", "24 %"),
    ("nl", "times", "ongeveer het dubbele", "about 2"),
    ("nl", "years", "meer dan drie jaar", "more than 3"),
    # Chinese
    ("zh-Hant", "USD", "超過 $125 billion", "more than 125 billion"),
    ("zh-Hant", "USD", "$93 billion 左右", "about 93 billion"),
    ("zh-Hant", "USD", "2,000 億美元", "200.0 billion"),
    ("zh-Hant", "USD", "3.5兆美元", "3.5 trillion"),
    ("zh-Hant", "USD", "約 93 億美元左右", "about 9.3 billion"),
    ("zh-Hant", "USD", "五十億美元", "5 billion"),
    ("zh-Hant", "USD", "US$125 億", "12.5 billion"),
    ("zh-Hant", "USD", "一萬億美元", "1 trillion"),
    ("zh-Hant", "USD", "1.5萬美元", "15 thousand"),
    ("zh-Hant", "USD", "至少 5 兆", "at least 5 trillion"),
    ("zh-Hant", "USD", "數十億美元", "several billion"),
    ("zh-Hant", "USD", "數兆美元", "several trillion"),
    ("zh-Hant", "%", "不足 1%", "less than 1 %"),
    ("zh-Hant", "%", "近 70%", "nearly 70 %"),
    ("zh-Hant", "times", "三倍", "3"),
    ("zh-Hant", "times", "翻倍", "2"),
    ("zh-Hant", "times", "幾乎翻倍", "nearly 2"),
    ("zh-Hant", "years", "五年", "5"),
]


@pytest.mark.parametrize(("language", "unit", "text", "expected"), READ, ids=[f"{c[0]} {c[2]}" for c in READ])
def test_reads(language: str, unit: str, text: str, expected: str) -> None:
    found = printed.parse(text, language, unit)
    assert str(found).removesuffix(" %") == expected.removesuffix(" %")
    assert found.unit == unit


@pytest.mark.parametrize(
    ("language", "unit", "text", "numbers", "qualifier", "step"),
    [
        ("zh-Hant", "USD", "三百億", ["3e10"], "", "1e10"),
        ("zh-Hant", "USD", "10至20億美元", ["1e9", "2e9"], "", "1e8"),
        ("zh-Hant", "USD", "100億以上", ["1e10"], "at least", "1e8"),
        ("zh-Hant", "USD", "2,000 億美元", ["2e11"], "", "1e8"),
        ("zh-Hant", "USD", "1.5萬美元", ["15000"], "", "1e3"),
        ("nl", "USD", "tussen de 175 miljard en 185,5 miljard", ["175e9", "185.5e9"], "", "1e8"),
        ("en", "USD", "$1,234.50", ["1234.5"], "", "0.01"),
    ],
)
def test_takes_its_step_from_the_last_digit(
    language: str, unit: str, text: str, numbers: list[str], qualifier: str, step: str
) -> None:
    found = printed.parse(text, language, unit)
    assert (found.numbers, found.qualifier) == (tuple(Decimal(n) for n in numbers), qualifier)
    assert found.step == Decimal(step)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2026", "2026"), ("2023-2025", "2023 to 2025"), ("about 2027", "about 2027"), ("three", "3")],
)
def test_reads_exact_numbers(text: str, expected: str) -> None:
    found = printed.parse(text, "zh-Hant", "", exact=True)
    assert (str(found), found.step) == (expected, 0)


LEFT_OVER = "cannot be read as a number. Leave out all but the number and its qualifier."
NO_NUMBER = "is neither one number nor one range. Write one number or one range."
NO_RANGE = "is no range upwards without a bound. Write one number or one range."
OTHER = "is another unit than the measure's,"
OWN_MEASURE = "Give the number a measure in its own unit."
WITH_UNIT = "Copy it with the number; give another unit a measure of its own."
TWO = "has no 'between' and is two numbers. Copy one of them."
PLAIN = "which is no plain digit. Write plain digits."
OWN = "Copy the words that belong to the number."
HEAP = "heaps up words and signs. Copy the number with its unit, scale and qualifier once."
SCALES = "has two scales. Copy the one that the article prints."
REFUSED = [
    ("en", "USD", "", f"'' {NO_NUMBER}"),
    ("en", "USD", "billion", f"'billion' {NO_NUMBER}"),
    ("en", "USD", "$5 6 billion", f"'$5 6 billion' {NO_NUMBER}"),
    ("en", "USD", "$5 to 6 to 7 billion", f"'$5 to 6 to 7 billion' {NO_NUMBER}"),
    ("en", "USD", "several 5 billion", f"'several 5 billion' {NO_NUMBER}"),
    ("en", "USD", "several dollars", f"'several dollars' {NO_NUMBER}"),
    ("en", "%", "-5%", f"'-5%' {NO_NUMBER}"),
    ("en", "USD", "more than 5 to 6 billion", f"'more than 5 to 6 billion' {NO_RANGE}"),
    ("en", "%", "nearly 10 to 20%", f"'nearly 10 to 20%' {NO_RANGE}"),
    ("en", "%", "20-10%", f"'20-10%' {NO_RANGE}"),
    ("en", "%", "10-10%", f"'10-10%' {NO_RANGE}"),
    ("en", "USD", "$2 billion to 3 million", f"'$2 billion to 3 million' {NO_RANGE}"),
    ("en", "USD", "spends $5 billion", f"'spends $5 billion' {LEFT_OVER}"),
    ("en", "USD", "$5 billion in 2026", f"'in 2026' {LEFT_OVER}"),
    ("en", "USD", "$5 billions", f"'billions' {LEFT_OVER}"),
    ("en", "USD", "€5 billion", f"'€' {OTHER} USD. {OWN_MEASURE}"),
    ("en", "USD", "5%", f"'%' {OTHER} USD. {OWN_MEASURE}"),
    ("en", "%", "$5", f"'$' {OTHER} %. {OWN_MEASURE}"),
    ("en", "GB", "216 TB", f"'TB' {OTHER} GB. {OWN_MEASURE}"),
    ("en", "USD", "½ billion", f"'½ billion' has the sign '½', {PLAIN}"),
    ("en", "nm", "5²", f"'5²' has the sign '²', {PLAIN}"),
    ("en", "nm", "①5", f"'①5' has the sign '①', {PLAIN}"),
    (
        "en",
        "USD",
        "around under over $7.86",
        f"'around under over $7.86' says about and less than and more than. {OWN}",
    ),
    ("en", "USD", "over less than $500 billion", f"'over less than $500 billion' says more than and less than. {OWN}"),
    ("en", "USD", "over $200+ billion", f"'over $200+ billion' says more than and at least. {OWN}"),
    ("en", "USD", "about ~ about $5", f"'about ~ about $5' says about and about and about. {OWN}"),
    ("en", "USD", "the a the $7.86", f"'the a the $7.86' {HEAP}"),
    ("en", "USD", "$ 7.86 + + dollars", f"'$ 7.86 + + dollars' {HEAP}"),
    ("en", "USD", "+ + $7.86", f"'+ + $7.86' {HEAP}"),
    ("en", "USD", "$7.86 USD dollars", f"'$7.86 USD dollars' {HEAP}"),
    ("en", "USD", "$7.86 the", f"'the' {LEFT_OVER}"),
    ("en", "USD", "$7.86 the ", f"'$7.86 the ' {HEAP}"),
    ("en", "USD", "billion $5", f"'billion $5' {HEAP}"),
    ("en", "USD", "several billion billion billion", f"'several billion billion billion' {HEAP}"),
    ("en", "%", "5%%", f"'5%%' {HEAP}"),
    ("en", "USD", "$475 m k", f"'$475 m k' {SCALES}"),
    ("en", "USD", "$475 m ~ k", f"'$475 m ~ k' {SCALES}"),
    ("en", "USD", "5 bn bn", f"'5 bn bn' {SCALES}"),
    ("en", "USD", "$500 b thousand", f"'$500 b thousand' {SCALES}"),
    ("en", "USD", "$5 million thousand", f"'$5 million thousand' {SCALES}"),
    ("zh-Hant", "USD", "1.2 億 兆", f"'1.2 億 兆' {SCALES}"),
    ("en", "km", "3m", f"'m' {OTHER} km. {OWN_MEASURE}"),
    ("en", "USD", "35,6 miljard", "'35,6' is not how the language 'en' writes a number. Copy it as printed."),
    ("en", "USD", "$1.234.567", "'1.234.567' is not how the language 'en' writes a number. Copy it as printed."),
    ("en", "%", "76", "'76' lacks its percent sign. Write the number as the article prints it."),
    ("nl", "USD", "$35.6 miljard", "'35.6' is not how the language 'nl' writes a number. Copy it as printed."),
    ("nl", "USD", "1.23.456 dollar", "'1.23.456' is not how the language 'nl' writes a number. Copy it as printed."),
    ("nl", "USD", "tientallen miljarden", f"'tientallen miljarden' {LEFT_OVER}"),
    ("nl", "%", "24", "'24' lacks its percent sign. Write the number as the article prints it."),
    ("nl", "USD", "超過 5 miljard", f"'超過 5 miljard' {LEFT_OVER}"),
    ("zh-Hant", "USD", "35,6 億", "'35,6' is not how the language 'zh-Hant' writes a number. Copy it as printed."),
    ("zh-Hant", "USD", "10~20億", f"'10~20億' {NO_NUMBER}"),
    ("zh-Hant", "USD", "十五億", f"'十五億' {NO_NUMBER}"),
    ("zh-Hant", "USD", "數 5 億", f"'數 5 億' {NO_NUMBER}"),
    ("zh-Hant", "USD", "20至10億", f"'20至10億' {NO_RANGE}"),
    # another currency or unit
    ("zh-Hant", "USD", "約 5 億歐元", f"'歐元' {OTHER} USD. {OWN_MEASURE}"),
    ("en", "USD", "A$200 billion", f"'A$' {OTHER} USD. {OWN_MEASURE}"),
    ("en", "USD", "HK$200 billion", f"'HK$' {OTHER} USD. {OWN_MEASURE}"),
    ("en", "USD", "200 billion CAD", f"'CAD' {OTHER} USD. {OWN_MEASURE}"),
    ("en", "USD", "$200 billion Canadian dollars", f"'Canadian dollars' {OTHER} USD. {OWN_MEASURE}"),
    ("zh-Hant", "USD", "200 億元", f"'元' {OTHER} USD. {OWN_MEASURE}"),
    ("en", "USD", "RMB 200 billion", f"'RMB' {OTHER} USD. {OWN_MEASURE}"),
    ("nl", "USD", "€200 miljard", f"'€' {OTHER} USD. {OWN_MEASURE}"),
    ("nl", "USD", "200 miljard euro", f"'euro' {OTHER} USD. {OWN_MEASURE}"),
    ("nl", "USD", "200 miljard Australische dollar", f"'Australische dollar' {OTHER} USD. {OWN_MEASURE}"),
    ("nl", "years", "meer dan 36 maanden", f"'maanden' {OTHER} years. {OWN_MEASURE}"),
    ("en", "times", "36 months", f"'months' {OTHER} times. {OWN_MEASURE}"),
    ("en", "MW", "5 mW", f"'mW' {OTHER} MW. {OWN_MEASURE}"),
    ("en", "GB", "216 Gb", f"'Gb' {OTHER} GB. {OWN_MEASURE}"),
    ("en", "km", "3 KM", "'KM' is not how the unit km is written. Write it so, and say it in the print's note."),
    ("en", "USD", "$5 billion a year", f"'year' {LEFT_OVER}"),
    # a number without its unit
    ("nl", "years", "meer dan 36", f"'meer dan 36' lacks its unit, years. {WITH_UNIT}"),
    ("en", "GB", "216", f"'216' lacks its unit, GB. {WITH_UNIT}"),
    ("en", "times", "two", f"'two' lacks its unit, times. {WITH_UNIT}"),
    # an article that touches the number, digits that are none, two numbers that are no range
    ("en", "USD", "a200 billion", f"'a200 billion' {LEFT_OVER}"),
    ("en", "USD", "a²00 billion", f"'a²00 billion' has the sign '²', {PLAIN}"),
    ("en", "m³", "5³ m³", f"'5³ m³' has the sign '³', {PLAIN}"),
    ("en", "USD", "٢٠٠ billion", f"'٢٠٠ billion' has the sign '٢', {PLAIN}"),
    ("en", "USD", "२०० billion", f"'२०० billion' has the sign '२', {PLAIN}"),
    ("en", "USD", "߂߀߀ billion", f"'߂߀߀ billion' has the sign '߂', {PLAIN}"),
    ("en", "USD", "$5 billion and $6 billion", f"'$5 billion and $6 billion' {TWO}"),
    ("en", "USD", "$5 billion and between $6 billion", f"'$5 billion and between $6 billion' {TWO}"),
    ("nl", "USD", "5 miljard en 6 miljard dollar", f"'5 miljard en 6 miljard dollar' {TWO}"),
    ("en", "USD", "double billion", f"'double billion' {LEFT_OVER}"),
    ("en", "USD", "5 mıllion", f"'ıllion' {LEFT_OVER}"),
]


@pytest.mark.parametrize(
    ("language", "unit", "text", "message"), REFUSED, ids=[f"{c[0]} {c[2] or 'nothing'}" for c in REFUSED]
)
def test_refuses(language: str, unit: str, text: str, message: str) -> None:
    with pytest.raises(Unreadable) as caught:
        printed.parse(text, language, unit)
    assert str(caught.value) == message


# ---- properties -----------------------------------------------------------------------------------

#: Per language: how an article puts a qualifier, a scale and a currency around its numbers.
FORMS = {
    "en": (
        "{}${} billion",
        {"": "", "about": "about ", "more than": "over ", "at most": "up to ", "nearly": "almost "},
    ),
    "nl": (
        "{}{} miljard dollar",
        {"": "", "about": "zo'n ", "more than": "ruim ", "at most": "maximaal ", "nearly": "bijna "},
    ),
    "zh-Hant": (
        "{}{} 十億美元",
        {"": "", "about": "約 ", "more than": "逾 ", "at most": "高達 ", "nearly": "接近 "},
    ),
}
RANGES = {"en": " to ", "nl": " tot ", "zh-Hant": "至"}
LANGUAGES = st.sampled_from(list(FORMS))


def local(number: str, language: str) -> str:
    """Write a number as the language does, with every decimal of it."""
    places = len(number.partition(".")[2])
    pattern = "#,##0" + ("." + "0" * places if places else "")
    return str(format_decimal(Decimal(number), pattern, locale=language.replace("-", "_")))


@QUICK
@given(digits(most=10**9), LANGUAGES, st.sampled_from(list(FORMS["en"][1])))
def test_reads_back_what_a_language_prints(number: str, language: str, qualifier: str) -> None:
    form, words = FORMS[language]
    found = printed.parse(form.format(words[qualifier], local(number, language)), language, "USD")
    assert found == amount.parse(f"{qualifier} {number} billion".strip(), "USD")


@QUICK
@given(digits(most=10**9), digits(most=10**9), LANGUAGES)
def test_reads_back_a_range(one: str, other: str, language: str) -> None:
    low, high = sorted([one, other], key=Decimal)
    text = FORMS[language][0].format("", local(low, language) + RANGES[language] + local(high, language))
    if Decimal(low) == Decimal(high):
        with pytest.raises(Unreadable):
            printed.parse(text, language, "USD")
    else:
        assert printed.parse(text, language, "USD") == amount.parse(f"{low} to {high} billion", "USD")


@QUICK
@given(
    st.text("0123456789.,$%~+-–至約近數億兆 abilontmx", max_size=16),
    LANGUAGES,
    st.sampled_from(["", "USD", "%", "times"]),
)
def test_any_text_is_read_or_refused(text: str, language: str, unit: str) -> None:
    with suppress(Unreadable):
        found = printed.parse(text, language, unit)
        assert 0 <= found.low <= found.high
        assert found.vague or len(found.numbers) == 1 or found.qualifier in ("", "about")
