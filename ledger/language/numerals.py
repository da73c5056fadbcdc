"""Numbers in sentences: digits, signs and words of amounts, whichever script or language they are written in.

Digits are taken for an amount unless they are known to be none: a year, a date, a name, an address. A list of what
an amount may look like would never be whole; a list of what it is not can be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from unicodedata import category, normalize
from unicodedata import name as name_of

from ledger.core.records import Ledger
from ledger.language import lexicon

#: The languages that pages and data quote.
LANGUAGES = ("en", "nl", "zh-Hant")

_SIGN = "[%٪‰‱$¢-¥֏؋฿₠-⃀﷼]"
_SCALE = (
    r"(?<![^\W\d_])[^\W\d_]*(?:thousand|illion|illiard|iljoen|iljard|duizend)[^\W\d_]*"
    r"|\b(?:bn|bln|mln|mld|mrd|mio|tn|trn|crores?|lakhs?)\b"
)
#: A scale right behind digits, or a letter for one behind many; `table 2b` and `phase 3 m` have none.
_GLUED = r"(?:thousand|bn|bln|mn|mln|mio|mld|mrd|tn|trn|k|m|x|×|(?-i:[BT])|(?<=\d\d\d)\s?[kmbtx])"
#: A scale that a hyphen, a point or the end of a line tears apart; whoever reads on puts it together.
_TORN = "|".join(
    r"[\W_]?\s{0,20}".join(word)
    for word in ("thousand", "million", "billion", "trillion", "duizend", "miljoen", "miljard", "biljoen", "biljard")
)
_LATIN = re.compile(r"LATIN (SMALL|CAPITAL) LETTER (?:DOTLESS )?([A-Z])(?: WITH .+)?")
#: Chinese numerals, number words, and words for per cent.
HAN = "〇零一二三四五六七八九十百千兩两廿卅數数半幾几壹貳參肆伍陸柒捌玖拾佰仟"
_HAN_SIGN = "[\u3400-\u9fff]"
_HAN_AMOUNT = (
    rf"[{HAN}]{{0,12}}[萬万億亿兆]|[{HAN}]{{1,12}}個?(?:美?[元金]|歐元|塊|倍|成|百分點)|[{HAN}]{{1,12}}分之[{HAN}點点]+"
    rf"|(?<!{_HAN_SIGN})[{HAN}]{{2,12}}(?!{_HAN_SIGN})"
)
WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|dozens?|half|several|many"
    r"|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|(?:der|veer|vijf|zes|zeven|acht|negen)tien"
    r"|twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig|\w{0,24}honderd\w{0,24}|anderhalf|enkele)"
)
_CURRENCY = (
    "dollar", "dollars", "euro", "euros", "US$", "USD", "EUR", "GBP", "CHF", "CNY", "JPY", "INR", "KRW", "RMB",
    "yen", "pound", "pounds", "rupee", "rupees", "renminbi", "yuan", "franc", "francs", "cent", "cents",
)  # fmt: skip
PERCENT = r"(?:per ?cent|procent|pct|percentage points?|basis points?|bps)"
_GRAND = r"grand(?=\s*(?:[^\w\s]|\Z)|\s(?:on|for|a|per|each|in|to|and|or|by|from)\b)|(?<=hundred )[kmbt]"
#: Parts of a whole. Three quarters of growth, or of a year, are a time, and so is one quarter of a company.
_TIME = r"\d|fiscal|growth|decline|loss|profit|results|the (?:\w+ )?year|last|next|this"
_PARTS = (
    rf"\b{WORD}(?:(?:[ -]?fold|-figures?)\b"
    r"|[ -](?:half|thirds?|(?:fif|six|seven|eigh|nin|ten|twentie|hundred)ths?)(?= of\b)"
    rf"|(?:(?<=one)-quarter|(?<=three)[ -]quarters)(?= of (?!{_TIME})))"
)
_TIMES = r"times(?= (?:as|the|more|what|its|their|that|higher|larger|bigger)\b)|keer|maal"
_UNIT = ("nm", "GB", "TB", "GW", "MW", "gigawatt", "gigawatts", "megawatt", "megawatts", "gigabyte", "gigabytes")
#: What a ledger may measure and a sentence may still count in words: two years.
_COUNTED = frozenset({"", "%", "times", "years"})
MONTH = (
    r"(?-i:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
    r"|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)"
)
_YEAR = r"(?:19|20)\d\d"
_MM, _DD = "(?:0?[1-9]|1[0-2])", "(?:0?[1-9]|[12]\\d|3[01])"
_ISO = rf"{_YEAR}-(?=\d\d){_MM}(?:-(?=\d\d){_DD})?(?![-–]\d)"
#: What everyone calls so, whatever a ledger names; 5 g is no 5G.
_KNOWN = r"(?-i:S&P 500|Fortune 500|FTSE 100|COVID-19|10-[KQ]|8-K|20-F|[2-6]G)|24/7"
#: What says no amount: a decade, a manner, a proverb, a company.
_IDIOMS = (
    r"(?<![\w.,$€£¥])(?:1[5-9]|20)\d0['’]?s\b",
    r"(?:(?<=\bis )|(?<=\bare )|(?<=\bwas )|(?<=\bwere ))(?:two|three)[ -]?fold\b",
    r"一成不[變变]|(?<![\d\ue000])[萬万]事[達达]",
)
#: Letters before digits that are read as a digit, a currency or a sign of one.
_MONEY_LIKE = r"(?-i:[xX]|[lI]\d|[OoSR]\d\d)|(?:US|HK|NT|RM|Rs|kr|Fr)\d"
#: What may be the id of a figure or of a claim.
_ID = re.compile(
    r"(?<![\w.-])[a-z][a-z0-9-]*\.[a-z](?:[a-z0-9.-]*[a-z0-9])?(?:/[a-z](?:[a-z0-9-]*[a-z0-9])?)?(?![\w/-]|\.\w)",
    re.IGNORECASE,
)
#: Years from the first to the last of a span such as 2025–26.
_LONGEST = 25
#: Between two words of one amount: `200 to 210`, `three-trillion`, `half a billion`.
_GAP = re.compile(r"\s*(?:(?:-|–|—|to|tot|至|到|a|an|of|and|en|or so)\s*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Vocabulary:
    """What a ledger measures in, and the names and ids in it that hold digits."""

    units: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()

    @classmethod
    def of(cls, ledger: Ledger) -> Vocabulary:
        """Return a ledger's units, its ids, and the parts of its names that hold digits, such as `Maia 200`.

        Only what begins with a capital is a name: `costs 999` would free that number on every page.
        """
        names = (*(e.name for e in ledger.entities.values()), *(m.name for m in ledger.measures.values()))
        numbered = (part for name in names for part in re.findall(r"[^\W\d]\w* \d+", name) if part[0].isupper())
        ids = filter(re.compile(r"\d").search, (*ledger.figures, *ledger.claims, *ledger.renamed, *ledger.broken))
        return cls(frozenset(m.unit for m in ledger.measures.values()), frozenset(numbered), frozenset(ids))


@dataclass(frozen=True, slots=True)
class Found:
    """An amount in a text: where it begins, how it reads, and the pieces that make it one."""

    start: int
    text: str
    pieces: tuple[str, ...]


@lru_cache(maxsize=2048)  # a preview reads all again when one page changes
def find(text: str, vocabulary: Vocabulary = Vocabulary(), *, digits: bool = True) -> tuple[Found, ...]:
    """Return the amounts in a text; without `digits`, which names may hold, those with a sign, scale or unit."""
    return tuple(_find(text, vocabulary, digits=digits))


def _find(text: str, vocabulary: Vocabulary, *, digits: bool) -> Iterator[Found]:
    plain, places = _folded(text)
    # Ids stand for no amount; they are put out of sight, because a pattern of them all would be long.
    plain = _ID.sub(lambda found: "\ue00f" * len(found[0]) if found[0].lower() in vocabulary.ids else found[0], plain)
    run: list[re.Match[str]] = []
    for match in _pattern(replace(vocabulary, ids=frozenset())).finditer(plain):
        kind = _kind(match)
        if kind in ("free", "date"):
            continue
        if run and not _GAP.fullmatch(plain, run[-1].end(), match.start()):
            yield from _amount(text, places, run, digits=digits)
            run = []
        run.append(match)
    yield from _amount(text, places, run, digits=digits)


def _kind(match: re.Match[str]) -> str:
    """Return what the match is; years that do not follow each other, such as 2026-13, are digits."""
    kind = match.lastgroup or ""
    years = re.fullmatch(r"\d\d(\d\d)[-–/](\d\d)", match[0]) if kind == "date" else None
    follow = not years or _is_month(match[0]) or 0 < (int(years[2]) - int(years[1])) % 100 <= _LONGEST
    return kind if follow else "digits"


def _is_month(text: str) -> bool:
    return bool(re.fullmatch(rf"{_YEAR}[-/](?:0[1-9]|1[0-2])", text))


def _amount(text: str, places: Sequence[int], run: list[re.Match[str]], *, digits: bool) -> Iterator[Found]:
    """Yield what the words in a row come to, if they are an amount."""
    kinds = [_kind(match) for match in run]
    alone = {"money", "glued", "digits"} if digits else {"money", "glued"}
    if not alone.isdisjoint(kinds) or not {("word", "counted"), ("digits", "counted")}.isdisjoint(pairwise(kinds)):
        pieces = [(places[match.start()], places[match.end()]) for match in run]
        start, end = pieces[0][0], pieces[-1][1]
        yield Found(start, text[start:end].strip(), tuple(text[first:last] for first, last in pieces))


def plain(text: str) -> str:
    """Return the text with every sign that stands for a digit or letter made plain, and without marks on letters."""
    return _folded(text)[0]


@lru_cache(maxsize=4096)
def _folded(text: str) -> tuple[str, Sequence[int]]:
    """Return the text made plain, and where each of its signs, and its end, stands in the text."""
    if text.isascii():
        return text, range(len(text) + 1)
    kept = [(at, c if c.isascii() else _sign(c)) for at, c in enumerate(text) if c.isascii() or _sign(c)]
    return "".join(sign for _, sign in kept), (*(at for at, _ in kept), len(text))


@lru_cache(maxsize=4096)
def _sign(sign: str) -> str:
    """Return the plain digit, letter or sign that a reader takes this for; nothing for a mark on another."""
    name = name_of(sign, "")
    even = "".join(c for c in normalize("NFKD", sign) if category(c) not in ("Mn", "Me"))
    if category(sign) == "Nl" and sign != "〇":
        return "1"
    if len(even) == 1 and even.isascii():
        return even
    if category(sign) in ("Nd", "No") or re.search("DIGIT|NUMBER|NUMERAL|KEYCAP|FRACTION", name):
        return "1"
    if latin := _LATIN.fullmatch(name):
        return latin[2].lower() if latin[1] == "SMALL" else latin[2]
    return even if len(even) < 2 else sign


@lru_cache(maxsize=16)
def _pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return what is free, and the words of an amount."""
    measured = vocabulary.units - _COUNTED
    money_words = currency(vocabulary)
    unit = _any((*_UNIT, *measured, *(w for u in measured for c in LANGUAGES for w in lexicon.unit_words_of(c, u))))
    counted = rf"(?:(?<!\w)(?:{money_words}|{unit})(?!\w)|\b{PERCENT}\b|\b(?:{_TIMES}|(?:{_GRAND})\b))"
    tail = rf"(?!\w|[.,]\d|\s{{0,4}}-?(?:{_SIGN}|{_SCALE}|{counted}|[xkmbt]\b|×))"
    known = f"{_any(vocabulary.names)}|{_KNOWN}" if vocabulary.names else _KNOWN
    free = (
        r"https?://(?:(?!illion|iljard|iljoen|[萬億兆$€£])\S)+",
        rf"(?<![\w$€£¥.,])(?-i:{known}){tail}",
        *_IDIOMS,
    )
    dates = (
        rf"\b(?:{_ISO}|{_DD}(?:th)? (?:of )?{MONTH}(?: {_YEAR})?|{MONTH} {_DD}(?:th)?(?:, {_YEAR})?){tail}",
        rf"{_YEAR} ?年(?: ?{_MM} ?月(?: ?{_DD} ?日)?)?",
        rf"(?<![\w.,$€£¥%‰]){_YEAR}(?:[-–/]\d\d(?!\d))?{tail}",
        rf"\b(?!{_MONEY_LIKE})[A-Za-z]{{1,2}}\d{{1,4}}(?! (?:per|an?|each|every) |\sapiece){tail}|\bFY ?{_YEAR}{tail}",
    )
    shapes = (
        f"(?P<free>{'|'.join(free)})",
        rf"(?P<money>(?<!\w){money_words}:?\s?\d(?:[\d.,]*\d)?|{_SIGN}|{_SCALE}|{_TORN}|{_HAN_AMOUNT}|{_PARTS})",
        rf"(?P<counted>{counted})",
        f"(?P<date>{'|'.join(dates)})",
        rf"(?P<glued>(?<!\w)\d(?:[\d.,]*\d)?(?:{_GLUED}|{money_words}|{unit})(?!\w))",
        r"(?P<digits>\d[\d.,]*\d\w*|\d\w*)",
        rf"(?P<word>\b{WORD}\b)",
    )
    return re.compile("|".join(shapes), re.IGNORECASE)


def currency(vocabulary: Vocabulary) -> str:
    """Return a pattern of the names and codes of currencies, the ledger's own among them."""
    return _any(
        (*_CURRENCY, *(w for u in vocabulary.units - _COUNTED for c in LANGUAGES for w in lexicon.currency_words(c, u)))
    )


def _any(texts: Iterable[str]) -> str:
    """Return a pattern of the texts, the longest first."""
    return f"(?:{'|'.join(re.escape(plain(t)) for t in sorted(set(texts), key=lambda t: (-len(t), t)))})"
