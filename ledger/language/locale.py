"""Languages as data: a file of words for each, and what CLDR knows through Babel."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_name
from babel.units import UnknownUnitError, format_unit

from ledger.core import yaml
from ledger.core.ledger import grouped

#: The second language of every article and every page.
ENGLISH = "en"
#: Units that every language names in its file.
UNITS = ("%", "times", "years")
_FOLDER = Path(__file__).parent / "languages"
#: The languages that articles may be written in, besides their regions such as es-MX.
LANGUAGES = tuple(sorted(path.stem for path in _FOLDER.glob("*.yml")))
#: German words, with their capital, for a thousand times of what English means by them.
_ENGLISH_IN_SMALL = frozenset({"Billion", "Trillion"})
EAST = "\u2e80"  # from here on, scripts that write no space between words
_FORMS: tuple[Literal["long", "short"], ...] = ("long", "short")
#: A unit of fewer letters is a sign: it means another unit in other capitals.
_SHORTEST_WORD = 4
_SIGNS = str.maketrans({"’": "'", "‘": "'", **dict.fromkeys("‐‑‒–—―−─", "-"), **dict.fromkeys("\n\t", " ")})
_HYPHEN = re.compile(r"(?<=[\w.%)])-(?=[^\W\d_])")
#: The kinds of words: their letters in patterns, what a file lists of them, and the major currencies.
KINDS = yaml.read(Path(__file__).with_name("kinds.yml"), "kinds.yml").data
MAJOR, _GLUED = KINDS["major"], KINDS["glued"]


@dataclass(frozen=True, slots=True)
class Word:
    """What a phrase stands for: its kind, a number or power of ten, and the qualifier or units that it may mean."""

    kind: str
    value: Decimal = Decimal(0)
    means: tuple[str, ...] = ()
    behind: bool = False  # a number only
    text: str = ""  # as a print has it

    @property
    def letter(self) -> str:
        """Return a sign for its kind, in which a pattern says what may stand where."""
        return str(KINDS["print"].get(self.kind, "?"))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The phrases of a language and of English, and what they mean before a number and after it."""

    before: Mapping[str, Word]
    after: Mapping[str, Word]
    lengths: Mapping[str, tuple[int, ...]]
    digits: re.Pattern[str]
    decimal: str
    typed: frozenset[str]
    particles: str

    def match(
        self, text: str, small: str, at: int, previous: str = "", *, seen: bool = False
    ) -> tuple[Word, int] | None:
        """Return the longest phrase that begins here, and its end; `small` is the text in small letters."""
        glued = at > 0 and is_western(text[at - 1]) and is_western(text[at])
        words = self.after if seen else self.before
        for length in self.lengths.get(small[at : at + 2], (1,)):
            end = min(at + length, len(text))
            own = text[at:end].title() if glued else text[at:end]  # Viertelbillion is German
            word = words.get(own) or words.get(small[at:end])
            if not word or (glued and not (word.kind in _GLUED and length > 1 and previous in _GLUED)):
                continue
            whole = not is_western(text[end - 1]) or not is_western(text[end : end + 1])
            if whole or (word.kind in _GLUED and self.match(text, small, end, "number", seen=seen)):
                return word, end  # zweihundertmillionen, but not four trees
        return None


def is_western(sign: str) -> bool:
    """Say whether the sign is a letter of a script with spaces between words."""
    return sign.isalpha() and sign < EAST


@lru_cache(maxsize=256)
def of(code: str, unit: str = "") -> Lexicon:
    """Return what a language calls things, and how it calls the unit of a measure; its own words count first."""
    known = "" if unit in ("", *MAJOR) else _measured_units().get(unit, "")  # which are many
    has_letters = unit in UNITS or not known  # 3 m is no 3 million km
    meant = Word("unit", means=(unit,))
    named = ((_key(name, meant), meant) for name in _named(code, unit, known))
    phrases = (*named, *_phrases(code), *_phrases(ENGLISH))
    fit = [(phrase, word) for phrase, word in phrases[::-1] if has_letters or word.kind != "letter"]
    before, after = ({phrase: word for phrase, word in fit if word.behind == behind} for behind in (False, True))
    typed = frozenset(even(p).lower() for c in (code, ENGLISH) for p in split(_file(c)["typed"]))
    decimal, digits = _digits(code)
    particles = _file(code).get("particles", "")
    return Lexicon(after | before, before | after, lengths((*before, *after)), digits, decimal, typed, particles)


def lengths(phrases: Iterable[str]) -> Mapping[str, tuple[int, ...]]:
    """Return how long the phrases are that begin with a sign or two, the longest first."""
    found = grouped((phrase[:n].lower(), len(phrase)) for phrase in phrases for n in (1, 2))
    return {signs: tuple(sorted({1, *numbers}, reverse=True)) for signs, numbers in found.items()}


def split(phrases: str) -> list[str]:
    """Return the phrases of a list in a language's file."""
    return [phrase for part in phrases.split(",") if (phrase := part.strip())]


def periods(code: str) -> dict[str, list[str]]:
    """Return how a language and English name the parts of a year and a fiscal one."""
    own, english = _file(code)["periods"], _file(ENGLISH)["periods"]
    return {part: [*split(own.get(part, "")), *split(phrases)] for part, phrases in english.items()}


def listed(code: str, name: str) -> list[str]:
    """Return the phrases that a language and English list under a name."""
    return [phrase for c in dict.fromkeys((code, ENGLISH)) for phrase in split(_file(c).get(name, ""))]


def is_foreign(text: str, code: str) -> bool:
    """Say whether a text is in another script than a language: kana, Hangul, Han or none of them."""
    letters = re.sub(r"[\W\d_]", "", text)
    found = (name for name, signs in KINDS["scripts"].items() if 10 * len(re.findall(signs, text)) > len(letters))
    return bool(letters) and next(found, "") != (code[:2] if code[:2] in KINDS["scripts"] else "")


def is_language(code: str) -> bool:
    """Say whether texts can be read in a language, or in a region's form of it, such as es-MX."""
    with suppress(ValueError, UnknownLocaleError):
        return _name(code) in LANGUAGES and bool(babel(code))
    return False


def _name(code: str) -> str:
    """Return the language whose file holds: a region such as es-MX has that of its language, and its own digits."""
    return code if code in LANGUAGES else code.rpartition("-")[0]


@lru_cache(maxsize=32)
def _file(code: str) -> dict[str, Any]:
    name = f"{_name(code)}.yml"
    return dict(yaml.parse((_FOLDER / name).read_text("utf-8"), name).data)


def _digits(code: str) -> tuple[str, re.Pattern[str]]:
    """Return the decimal mark of a language, and a pattern of its numbers; none begins in the middle of another."""
    symbols = babel(code).number_symbols["latn"]
    decimal, group = str(symbols["decimal"]), even(str(symbols["group"]))
    rest, groups = rf"(?:{re.escape(decimal)}[0-9]+)?", re.escape(f"{group} '")
    indian = r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}|" if group == "," else ""
    whole = rf"{indian}[1-9][0-9]{{0,2}}([{groups}])[0-9]{{3}}(?:\1[0-9]{{3}})*(?![0-9])|[0-9]+"
    return decimal, re.compile(rf"(?:(?:{whole}){rest}|{re.escape(decimal)}[0-9]+)(?![.,']?[0-9])")


# ---- phrases --------------------------------------------------------------------------------------


@lru_cache(maxsize=32)
def _phrases(code: str) -> tuple[tuple[str, Word], ...]:
    """Return each phrase of a language as it is looked up, and what it stands for."""
    file, locale = _file(code), babel(code)
    found = (*_scales(file, locale), *_listed(file), *_numbers(file), *_of_money(locale, file["generic"]))
    return tuple((_key(phrase, word), word) for phrase, word in found)


def _key(phrase: str, word: Word) -> str:
    plain = even(phrase)
    is_sign = word.kind == "unit" and len(plain) < _SHORTEST_WORD
    return plain if is_sign or plain in _ENGLISH_IN_SMALL else plain.lower()


def _listed(file: Mapping[str, Any]) -> Iterator[tuple[str, Word]]:
    """Yield the phrases that a language's file lists by their kind, by the qualifier or by the units that they mean."""
    found = []
    for kind in (*KINDS["listed"], *KINDS["behind"]):
        listed, units = file.get(kind, ""), tuple(KINDS["units"].get(kind, ()))
        for value, phrases in listed.items() if isinstance(listed, dict) else [(0, listed)]:
            found.append((phrases, Word(kind, Decimal(value), units, kind in KINDS["behind"])))
    for name in ("before", "behind"):
        found += [(p, Word("qualifier", means=(q,), behind=name == "behind")) for q, p in file.get(name, {}).items()]
    for codes, phrases in (*file.get("units", {}).items(), *file.get("currencies", {}).items()):
        found.append((phrases, Word("unit", means=tuple(codes.split()))))
    return ((phrase, word) for phrases, word in found for phrase in split(phrases))


def _numbers(file: Mapping[str, Any]) -> Iterator[tuple[str, Word]]:
    """Yield the number words, those that Dutch and German write in one, such as vijfentwintig, among them."""
    words = {phrase: Fraction(key) for key, phrases in file["numbers"].items() for phrase in split(phrases)}
    for phrase, number in words.items():
        value = Decimal(number.numerator) / Decimal(number.denominator)
        yield phrase, Word("number", value, ("fraction",) if number < 1 and number else ())
    for link in split(file.get("glue", "")):
        for tens in (p for p, n in words.items() if n in range(20, 100, 10)):
            ones = ((p, n) for p, n in words.items() if n in range(1, 10))
            yield from ((f"{p}{link}{tens}", Word("number", Decimal(int(n + words[tens])))) for p, n in ones)


def _scales(file: Mapping[str, Any], locale: Locale) -> Iterator[tuple[str, Word]]:
    """Yield the words for powers of ten: in East Asia, a thousand counts within another scale, as hundreds do."""
    alone = split(file.get("alone", ""))
    scales = [(phrase, int(power)) for power, phrases in file["scales"].items() for phrase in split(phrases)]
    for form in _FORMS:  # CLDR's words, such as miljard
        patterns = (p for kinds in locale.compact_decimal_formats.get(form, {}).values() for p in kinds.items())
        words = ((str(p.pattern).replace("'", "").removeprefix("0").strip(), len(number) - 1) for number, p in patterns)
        scales += [(w, power) for w, power in words if w.isalpha() and (form == "long" or len(w) > 1 or w > EAST)]
    for phrase, power in scales:
        kind = "small" if power < 3 or (power == 3 and phrase[0] >= EAST) else "scale"
        yield phrase, Word(kind, Decimal(power), ("alone",) if phrase in alone else ())


def _of_money(locale: Locale, generic: str) -> Iterator[tuple[str, Word]]:
    """Yield CLDR's names and signs of currencies; a short name such as `dollar` may mean several."""
    short: dict[str, list[str]] = {}
    for currency in MAJOR:
        names = (str(locale.currencies[currency]), get_currency_name(currency, 2, locale))
        signs = (*names, locale.currency_symbols.get(currency, currency))
        yield from dict.fromkeys(signs, Word("unit", means=(currency,))).items()
        for words in (name.replace("-", " ").split() for name in names if generic != "whole"):
            short.setdefault(words[0] if generic == "first" else words[-1], []).append(currency)
    for currency, name in locale.currencies.items():
        yield from dict.fromkeys((str(name), currency), Word("unit", means=(currency,))).items()
    for name, codes in short.items():
        yield from dict.fromkeys((name, f"{name}s"), Word("unit", means=tuple(dict.fromkeys(codes)))).items()


# ---- units and signs ------------------------------------------------------------------------------


def even(text: str) -> str:
    """Return the text with one form of each sign and one space between words."""
    return " ".join(even_signs(unicodedata.normalize("NFKC", text)).split())


def even_signs(text: str) -> str:
    """Return the text of the same length with one form of each sign, a space for each hyphen that only joins words."""
    plain = text if text.isascii() else "".join(unicodedata.normalize("NFKC", sign)[0] for sign in text)
    return _HYPHEN.sub(" ", plain.translate(_SIGNS))


def babel(code: str) -> Locale:
    """Return Babel's locale of a language."""
    return Locale.parse(code, sep="-")


def is_known(unit: str) -> bool:
    """Say whether every language has its own word for a unit that is no currency."""
    return unit in UNITS or unit in _measured_units()


@lru_cache(maxsize=1)
def _measured_units() -> Mapping[str, str]:
    """Return CLDR's name of each unit of length, mass, time and the like by its English signs and names."""
    locale = babel(ENGLISH)
    return {word: name for name in map(str, locale.unit_display_names) for word in _unit_forms(name, locale)}


def _named(code: str, unit: str, known: str) -> set[str]:
    """Return how a language and English name the unit of a measure, which may be known to CLDR."""
    forms = (_unit_forms(known, babel(c)) for c in (code, ENGLISH, "en-GB") if known)
    return {word for words in forms for word in words} | {unit} - {""}


def _unit_forms(name: str, language: Locale) -> Iterator[str]:
    for number in (1, 2):
        for form in _FORMS:
            with suppress(UnknownUnitError):
                word = re.sub(r"[\d\s]+", " ", format_unit(number, name, form, locale=language)).strip()
                if word not in ("", name):  # where the language has no word, Babel gives the name back
                    yield word
