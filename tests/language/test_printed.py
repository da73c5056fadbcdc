"""Printed numbers, in the languages of the articles, back into amounts."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st
from strategies import QUICK, digits, texts

from ledger.core import amount
from ledger.core.problem import Unreadable
from ledger.language import printed, words

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
    ("en", "USD", "twenty to one hundred million dollars", "20 to 100 million"),
    ("en", "USD", "two to three hundred million dollars", "0.2 to 0.3 billion"),
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
    ("zh-Hant", "USD", "2,000 億美元", "200 billion"),
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
        ("zh-Hant", "USD", "10至20億美元", ["1e9", "2e9"], "", "1e9"),
        ("zh-Hant", "USD", "100億以上", ["1e10"], "at least", "1e9"),
        ("zh-Hant", "USD", "2,000 億美元", ["2e11"], "", "1e9"),
        ("zh-Hant", "USD", "1,301 億美元", ["130.1e9"], "", "1e8"),
        ("zh-Hant", "USD", "1,300.0 億美元", ["130e9"], "", "1e7"),
        ("ja", "JPY", "約31兆4000億円", ["31.4e12"], "about", "1e11"),
        ("ja", "USD", "約1300億ドル", ["130e9"], "about", "1e9"),
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


REFUSED = [
    ("en", "USD", "", "neither one number"),
    ("en", "USD", "billion", "neither one number"),
    ("en", "USD", "$5 to 6 to 7 billion", "neither one number"),
    ("en", "USD", "several 5 billion", "heaps up"),
    ("en", "USD", "several dollars", "neither one number"),
    ("en", "USD", "more than 5 to 6 billion", "no range upwards"),
    ("en", "%", "nearly 10 to 20%", "no range upwards"),
    ("en", "%", "20-10%", "no range upwards"),
    ("en", "%", "10-10%", "no range upwards"),
    ("en", "USD", "$2 billion to 3 million", "no range upwards"),
    ("en", "USD", "5%", "another unit"),
    ("en", "%", "$5", "another unit"),
    ("en", "GB", "216 TB", "cannot be read"),
    ("en", "nm", "5²", "no plain digit"),
    ("en", "nm", "①5", "no plain digit"),
    ("en", "USD", "around under over $7.86", "Copy the words that belong"),
    ("en", "USD", "over $200+ billion", "Copy the words that belong"),
    ("en", "USD", "about ~ about $5", "Copy the words that belong"),
    ("en", "USD", "$7.86 USD dollars", "heaps up"),
    ("en", "USD", "billion $5", "heaps up"),
    ("en", "%", "5%%", "heaps up"),
    ("en", "USD", "$475 m ~ k", "neither one number"),
    ("en", "USD", "5 bn bn", "two scales"),
    ("en", "USD", "$500 b thousand", "two scales"),
    ("en", "USD", "$5 million thousand", "two scales"),
    ("en", "km", "3m", "cannot be read"),
    ("en", "USD", "35,6 miljard", "how the language"),
    ("en", "USD", "HK$200 billion", "another unit"),
    ("en", "USD", "200 billion CAD", "another unit"),
    ("en", "USD", "$200 billion Canadian dollars", "another unit"),
    ("en", "USD", "RMB 200 billion", "another unit"),
    ("nl", "USD", "200 miljard euro", "another unit"),
    ("nl", "years", "meer dan 36 maanden", "cannot be read"),
    ("en", "times", "36 months", "cannot be read"),
    ("en", "MW", "5 mW", "cannot be read"),
    ("en", "GB", "216 Gb", "cannot be read"),
    ("en", "USD", "$5 billion a year", "another unit"),
    ("en", "GB", "216", "another unit"),
    ("en", "times", "two", "another unit"),
    ("en", "USD", "a²00 billion", "no plain digit"),
    ("en", "m³", "5³ m³", "no plain digit"),
    ("en", "USD", "٢٠٠ billion", "cannot be read"),
    ("en", "USD", "२०० billion", "cannot be read"),
    ("en", "USD", "߂߀߀ billion", "cannot be read"),
    ("en", "USD", "$5 billion and $6 billion", "two numbers"),
    ("en", "USD", "$5 billion and between $6 billion", "two numbers"),
    ("nl", "USD", "5 miljard en 6 miljard dollar", "two numbers"),
    ("en", "USD", "double billion", "another unit"),
    ("en", "USD", "5 mıllion", "cannot be read"),
]


@pytest.mark.parametrize(
    ("language", "unit", "text", "gist"), REFUSED, ids=[f"{c[0]} {c[2] or 'nothing'}" for c in REFUSED]
)
def test_refuses(language: str, unit: str, text: str, gist: str) -> None:
    with pytest.raises(Unreadable) as caught:
        printed.parse(text, language, unit)
    assert gist in str(caught.value)


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
    form, qualifiers = FORMS[language]
    found = printed.parse(form.format(qualifiers[qualifier], local(number, language)), language, "USD")
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
@given(texts(most=10**9), st.sampled_from(["USD", "GBP", "INR", "%", "times", "GB", "users"]))
def test_reads_back_what_the_site_writes(text: str, unit: str) -> None:
    value = amount.parse(text.removesuffix("%").strip() + " %" * (unit == "%" and "several" not in text), unit)
    written = words.amount(value, None)
    found = printed.parse(written, "en", unit)
    assert found.vague == value.vague
    assert found.vague or found.qualifier == value.qualifier
    assert found.numbers == tuple(value.shown)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        *((code, "1 234 567,5") for code in ("nl", "de", "fr", "es", "it", "pt")),
        *((code, "1'234'567,5") for code in ("nl", "de", "fr", "es", "it", "pt")),
        *((code, "1.234.567,5") for code in ("nl", "de", "es", "it", "pt")),
        *((code, "1,234,567.5") for code in ("en", "ja", "ko", "zh-Hans", "zh-Hant", "es-MX")),
        *((code, "1 234 567.5") for code in ("en", "ja", "de-CH")),
        ("en", "12,34,567.5"),
        ("de-CH", "1’234’567.5"),
        ("ja", "１，２３４，５６７．５"),
    ],
)
def test_reads_digits_in_every_grouping(language: str, text: str) -> None:
    expected = Decimal("1234567.5")
    assert printed.parse(text, language, "USD").numbers == (expected,)


@pytest.mark.parametrize(("currency", "unit"), [("AUD", "AUD"), ("", "AUD"), ("", "USD")])
def test_a_sign_alone_is_the_own_currency(currency: str, unit: str) -> None:
    assert printed.parse("$5 billion", "en", unit, currency=currency).unit == unit


def test_a_sign_alone_is_no_other_currency_than_the_own() -> None:
    with pytest.raises(Unreadable, match="another unit"):
        printed.parse("$5 billion", "en", "AUD", currency="USD")


def test_a_number_without_a_measure_has_the_unit_that_it_names() -> None:
    assert printed.parse("$5 billion", "en").unit == "USD"
    assert printed.parse("5 Mrd. Euro", "de").unit == "EUR"


@QUICK
@given(
    st.text("0123456789.,$%~+-–至約近數億兆 abilontmx", max_size=16),
    LANGUAGES,
    st.sampled_from(["", "USD", "%", "times"]),
)
def test_any_text_is_read_or_refused(text: str, language: str, unit: str) -> None:
    with suppress(Unreadable):
        found = printed.parse(text, language, unit)
        assert found.low <= found.high
        assert found.vague or len(found.numbers) == 1 or found.qualifier in ("", "about")
