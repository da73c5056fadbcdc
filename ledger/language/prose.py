"""Amounts typed in running prose: money, percentages and numbers with a scale word; everything else is free.

Names, dates, versions, plain counts and units of measure are the editor's business.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from unicodedata import category

from ledger.language import locale
from ledger.language.locale import EAST, ENGLISH, MAJOR, Lexicon, Word

_DIGITS = re.compile(r"\d{1,3}(?: \d{3})+(?![\d])|\d+(?:[.,']\d+)*")
_WORD = re.compile(r"[^\W\d_\u2e80-\U0010ffff]+")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_URL = re.compile(r"(?:https?://|www\.)[^\s)>\]]+")
#: A negative amount as accounts have it.
LOSS = re.compile(r"(?<=[$€£¥])\(([\d.,]+)\)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BARE_YEAR = re.compile(r"(?:19|20)(?!00)\d\d")
_KINDS = locale.KINDS["sentence"]
_NUMBER = "[dw](?:a?[whsxdq])*l?(?:k?m|c(?![dw]))?"
_AMOUNT = re.compile(f"c?{_NUMBER}(?:tc?{_NUMBER})?|v[hs]*s(?:k?m|c(?![dw]))?")
#: From this power of ten on, a number that is all words is an amount: two million, not two thousand.
_LARGE = 6
_NOTHING = Word("")


@dataclass(frozen=True, slots=True)
class Found:
    """An amount in a text: where it begins and ends, and how it reads."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: str
    start: int
    end: int
    word: Word = _NOTHING


@lru_cache(maxsize=4096)  # a preview reads all again when one page changes
def find(text: str, language: str = ENGLISH) -> tuple[Found, ...]:
    """Return the amounts that are typed in a text, in the language of the page and in English."""
    pieces = list(_pieces(text, language))
    letters = "".join(piece.kind for piece in pieces)
    runs = ((match[0], pieces[match.start() : match.end()]) for match in _AMOUNT.finditer(letters))
    spans = ((run[0].start, run[-1].end) for kinds, run in runs if _counts(kinds, run, text))
    return tuple(Found(start, end, text[start:end]) for start, end in spans)


def _counts(letters: str, run: list[_Piece], text: str) -> bool:
    """Say whether a number is money, a percentage or has a scale word."""
    powers = [p.word.value for p in run if p.kind == "s"]
    if "v" in letters or "c" in letters:
        return "c" in letters or "m" in letters or max(powers) >= _LARGE  # tens of thousands of people are a count
    if powers and _is_compound(letters, run, text):
        return False
    if "m" not in letters:
        return bool(powers) and ("d" in letters or max(powers) >= _LARGE)
    unit, last = run[-1].word, text[run[-1].start : run[-1].end]
    if letters == "wm":  # 三元論
        return unit.kind == "tenth" or len(last) > 1 or last < EAST
    is_money = any(code in MAJOR for code in unit.means)  # in 2026 dollars
    return not (letters == "dm" and is_money and _YEAR.fullmatch(text[run[0].start : run[0].end]))


def _is_compound(letters: str, run: list[_Piece], text: str) -> bool:
    """Say whether a scale belongs to what follows, as in three billion-dollar companies, or: in 2026 billions went."""
    number, scale = run[0], run[1]
    is_year = bool(_BARE_YEAR.fullmatch(text[number.start : number.end])) and text[scale.start] < EAST
    is_small = letters[0] == "w" or number.end - number.start == 1
    is_joined = text[scale.end : scale.end + 1] == "-" and (is_small or is_year)
    return letters[1] == "s" and text[number.end] == " " and (is_joined or (is_year and letters == "ds"))


def _pieces(text: str, language: str) -> Iterator[_Piece]:
    """Yield the words of amounts; what stands between them is a piece of the kind `o`."""
    words = _words(language)
    unlinked = _URL.sub(lambda found: "_" * len(found[0]), text)
    plain = LOSS.sub(r" \1 ", locale.even_signs(unlinked))
    small = plain.lower() if len(plain.lower()) == len(plain) else plain
    at, last = 0, _Piece("o", 0, 0)
    while at < len(plain):
        if plain[at] == " ":
            at += 1
            continue
        piece = _piece(plain, small, at, words, last)
        if _is_apart(text[last.end : at], last, piece, plain):
            yield _Piece("o", at, at)
        yield piece
        at, last = piece.end, piece


def _is_apart(gap: str, last: _Piece, piece: _Piece, plain: str) -> bool:
    """Say whether two pieces belong to two numbers, as in `in 2026 200 billion`; 1조 2천억 is one."""
    if len(gap) > 2 or gap.count("\n") > 1:
        return True
    follows = last.kind in ("d", "w") or (last.kind in ("s", "l", "m") and plain[last.start] < EAST)
    return bool(gap) and follows and (piece.kind == "d" or (piece.kind == "w" and last.kind != "w"))


def _piece(plain: str, small: str, at: int, words: Lexicon, last: _Piece) -> _Piece:
    """Return the piece that begins here."""
    touches = at > 0 and (locale.is_western(plain[at - 1]) or plain[at - 1] == "_")
    if digits := _DIGITS.match(plain, at):
        is_name = (touches and last.kind not in ("c", "w")) or (last.kind == "n" and last.end == at)
        return _Piece("o" if is_name else "d", at, digits.end())
    if not (touches and last.kind == "o"):
        previous = "number" if last.kind == "w" else ""
        found = words.match(plain, small, at, previous)
        if found and _fits(found, plain, words, last):
            return _Piece(_KINDS.get(found[0].kind, "o"), at, found[1], found[0])
    word = _WORD.match(plain, at)
    return _Piece("o", at, word.end() if word else at + 1)


def _fits(found: tuple[Word, int], plain: str, words: Lexicon, last: _Piece) -> bool:
    """Say whether a word means what it may: `to` and `a` do so behind a number, 조 not within a longer word."""
    word, end = found
    if word.kind in ("to", "one", "addend", "link", "qualifier"):
        return last.kind in ("w" if word.kind == "one" else "dwhslxmc")
    is_within = words.particles and _HANGUL.fullmatch(plain, end - 1, end) and _HANGUL.match(plain, end)
    return not is_within or plain[end] in words.particles or bool(words.match(plain, plain, end))


@lru_cache(maxsize=32)
def _words(language: str) -> Lexicon:
    """Return the words that make an amount in a sentence, of a language and of English."""
    lexicon = locale.of(language)
    known = {p: w for p, word in lexicon.after.items() if (w := _in_prose(p, word, lexicon))}
    known = {p: Word("typed", means=lexicon.before.get(p, _NOTHING).means) for p in lexicon.typed} | known
    return replace(lexicon, before=known, after=known, lengths=locale.lengths(known))


def _in_prose(phrase: str, word: Word, lexicon: Lexicon) -> Word | None:
    """Return what a phrase means in a sentence, where it can be told from other words, or nothing."""
    if word.kind == "unit":
        is_sign = any(category(sign) == "Sc" for sign in phrase)
        is_code = len(phrase) == 3 and phrase.isupper() and word.means[0] in MAJOR
        if is_sign or (is_code and phrase != "TRY") or phrase == "百分之":
            return Word("sign", means=word.means)
        return Word("typed", means=word.means) if phrase in ("%", *lexicon.typed) else None
    if word.kind == "scale" and phrase < EAST and (len(phrase) == 1 or phrase == "mm"):
        return Word("letter", word.value)  # behind money only: 3 mm are no millions
    is_common = (
        (word.kind == "several" and word.value > 1)  # hundreds of millions are a manner of speaking
        or (word.kind == "number" and _HANGUL.search(phrase))
        or (word.kind == "qualifier" and (len(phrase) > 1 or phrase < EAST))
    )
    return None if is_common or word.kind not in _KINDS else word
