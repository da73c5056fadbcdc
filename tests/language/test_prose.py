"""What is typed money, a percentage or a scaled number in a sentence, and what is free."""

from __future__ import annotations

import time

import pytest

from ledger.language import prose

#: Language, sentence, and the amounts in it.
AMOUNTS = [
    ("en", "It costs $200 billion.", ["$200 billion"]),
    ("en", "It costs $175 to $185 billion.", ["$175 to $185 billion"]),
    ("en", "It costs $175-185bn or $175–$185bn.", ["$175-185bn", "$175–$185bn"]),
    ("en", "Some 200 billion dollars.", ["200 billion dollars"]),
    ("en", "It grew 24%, by 10-20%, from 5% to 10%.", ["24%", "10-20%", "5% to 10%"]),
    ("en", "It rose ten percent or three percentage points.", ["ten percent", "three percentage points"]),
    ("en", "It is $7.86 a share, 5 € or €5, USD 200, A$5, £3m.", ["$7.86", "5 €", "€5", "USD 200", "A$5", "£3m"]),
    ("en", "two billion people, half a billion, twenty-five million", ["two billion", "half a billion", "twenty-five million"]),
    ("en", "several billion; tens of billions of dollars", ["several billion", "tens of billions of dollars"]),
    ("en", "A three-trillion-dollar thesis and a $1-trillion one.", ["three-trillion-dollar", "$1-trillion"]),
    ("en", "20 thousand people, 3 lakh, 5 crore rupees, 200\u00a0bn", ["20 thousand", "3 lakh", "5 crore rupees", "200\u00a0bn"]),
    ("en", "Two hundred dollars.", ["Two hundred dollars"]),
    ("en", "１２％ and ＄５", ["１２％", "＄５"]),
    ("nl", "tweehonderd miljard en 35,6 miljard dollar", ["tweehonderd miljard", "35,6 miljard dollar"]),
    ("nl", "24 procent, 5 mln, enkele miljarden, $200 billion", ["24 procent", "5 mln", "enkele miljarden", "$200 billion"]),
    ("de", "15 bis 18 Mrd. Euro, 800-Mio.-Euro", ["15 bis 18 Mrd. Euro", "800-Mio.-Euro"]),
    ("de", "zehn Prozent, zweihundert Milliarden", ["zehn Prozent", "zweihundert Milliarden"]),
    ("fr", "200 milliards de dollars, 12,5 %, 12 500 €", ["200 milliards de dollars", "12,5 %", "12 500 €"]),
    ("es", "200.000 millones de dólares, 5 por ciento", ["200.000 millones de dólares", "5 por ciento"]),
    ("it", "circa 5 miliardi di euro, dieci per cento", ["5 miliardi di euro", "dieci per cento"]),
    ("pt", "R$ 5 bilhões, cinco por cento", ["R$ 5 bilhões", "cinco por cento"]),
    ("ja", "2兆7361億円、3割、数百億円、67〜74%", ["2兆7361億円", "3割", "数百億円", "67〜74%"]),
    ("ko", "1조 2천억 원, 12.5%, 수백억원, 5달러", ["1조 2천억 원", "12.5%", "수백억원", "5달러"]),
    ("zh-Hant", "14億4670萬元，數百億美元，百分之五，三成", ["14億4670萬元", "數百億美元", "百分之五", "三成"]),
    ("zh-Hans", "1.2万亿元，三千多亿元，6500 至 7000 亿", ["1.2万亿元", "三千多亿元", "6500 至 7000 亿"]),
]  # fmt: skip

#: Sentences of honest editors.
FREE = {
    "en": """
        GPT-5.2 and Windows 11 run on B200, H100 and the Boeing 737.
        ISO 27001, RFC 2119, the S&P 500, a 10-K, 5G, 4K and 24/7; the FTSE 100 fell.
        A$AP Rocky and 50 Cent gave $AAPL a song.
        See page 5, table 2b, paragraph 24 and row 3.
        The call begins at 5 a.m. ET, at 17:30 or at 5:30 pm.
        Published 2026-02-05, on 5 February 2026 and on May 6, 2026.
        In the 1990s, in FY2026, in Q1 and in 2025–26.
        It has 216 GB of memory, is made in 3 nm and draws 2 GW.
        Llama 3 70B and a 7B model with 128k tokens.
        billions of dollars, a million reasons and a trillion-dollar club
        hundreds of billions, in their millions
        Three articles, 12 rows, two thousand people, one in five.
        The second, the 3rd and the 21st century.
        Version v1.2.3, build 2026.1, RTX 5090 and Gemini 3 Pro.
        A billion-dollar company with three billion-dollar rivals and 5 trillion-dollar ones.
        Seven million-dollar houses, 2 thousand-year-old trees and 3 M of cable.
        Nasdaq-100, Russell 2000, Euro Stoxx 50, KOSPI 200 and Euro 2024.
        Catch-22, 20/20 vision, 7-Eleven, 3M, 60 Minutes and iPhone 17 Pro.
        They won 5 to 3 and lost 2-1; 3 won prizes.
        A half, a third, two thirds of it, doubled, tenfold, three times.
        In 2026 dollars it is more; in constant 2024 dollars, too.
        One in a million. It weighs 5 pounds and has 2 real problems.
        Maia 200, Stage 2, Phase 3 and Section 230.
        COVID-19, 9/11, 401(k) and 3-D.
        The H<sub>2</sub>O of it, x86, Web 2.0 and Y2K.
        To argue over this, more than that, up to now.
        The ratio is 3:1, on a scale from 1 to 10.
        See https://example.org/5-percent/$5-billion for it.
        Article 5 of Regulation 2024/1689 names 10 duties.
        """,
    "nl": """
        Tienduizend mensen lazen drie artikelen op 5 mei 2026.
        De tweede keer, vijf keer zo veel, op pagina 12.
        Miljarden dollars, een miljoen redenen en een miljard.
        Windows 11 en de AEX 25; om 17.30 uur.
        """,
    "de": """
        Am 5. Mai 2026 standen drei Artikel auf Seite 12.
        Milliarden, das Vierfache und zum zweiten Mal.
        Die Boeing 737 und der DAX 40 um 17.30 Uhr.
        """,
    "fr": """
        Le 5 mai 2026, trois articles en page 12, à 17 h 30.
        Des milliards de dollars, un million de raisons, le CAC 40.
        Un câble de 3 M, 14 h, le 1er et le 2e, cent ans.
        Deux mille vingt-six, la deuxième fois.
        """,
    "es": """
        El 5 de mayo de 2026, tres artículos en la página 12.
        Miles de millones y un millón de razones; el IBEX 35.
        """,
    "ja": """
        2026年5月1日、第2章、三つの記事、役割と億万長者。
        日経225は5月に3回。
        """,
    "ko": """
        2026년 5월 1일 제2조, 3원칙, 케이크 2조각과 구조.
        코스피 200과 5만큼.
        """,
    "zh-Hant": """
        2026年1月27日，三篇文章，第五章，一成不變，萬事達卡。
        數據與數位，成立5年，億萬富翁，元年，萬一。
        三元論，四大公司，百億的投資，千問。
        """,
    "zh-Hans": """
        2026年1月27日，三篇文章，第五章，一成不变。
        沪深300和四大公司。
        """,
}
SENTENCES = [(code, line.strip()) for code, lines in FREE.items() for line in lines.strip().splitlines()]


@pytest.mark.parametrize(("code", "text", "expected"), AMOUNTS, ids=[a[1] for a in AMOUNTS])
def test_a_typed_amount_is_found(code: str, text: str, expected: list[str]) -> None:
    found = prose.find(text, code)
    assert [f.text for f in found] == expected
    assert all(text[f.start : f.end] == f.text for f in found)


@pytest.mark.parametrize(("code", "text"), SENTENCES, ids=[s[1][:40] for s in SENTENCES])
def test_everything_else_is_free(code: str, text: str) -> None:
    assert [f.text for f in prose.find(text, code)] == []


@pytest.mark.parametrize(
    "text", ["1", "$", "$1", "1,", "1 ", "one ", "hundred ", "億", "several hundred ", "5-", "(", "a ", "https://"]
)
def test_long_texts_take_linear_time(text: str) -> None:
    began = time.process_time()
    prose.find(text * (20_000 // len(text)))
    assert time.process_time() - began < 2
