"""Words and signs beside a macro call that make another number of what the macro writes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ledger.core import plaintext
from ledger.language import lexicon, numerals
from ledger.language.numerals import HAN, Vocabulary
from ledger.pages import rawhtml, standin
from ledger.pages.page import Page

_HERE = standin.INLINE
#: What stands too far from any call to change its number; looking there takes time.
_FAR = re.compile(rf"([^{_HERE}]{{80}})[^{_HERE}]+([^{_HERE}]{{80}})")
#: Between words; the end of a line stands there twice where the page breaks it by force, and thrice between cells.
_S = r"\s{1,2}"


#: Between a word and the number that it alters: `minus: …`, `minus (…)`.
_JOINT = r"(?:\s?:)?\s{0,2}[(\[“\"'‘]?"


def _hedges(*languages: str, but: Sequence[str] = ()) -> str:
    """Return a pattern of the words with which articles qualify a number, the longest first."""
    found = sorted(lexicon.qualifiers(*languages).difference(but), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("'", "['’]") for word in found if word[0].isalpha())


_SIGNS = plaintext.signs("Sm", "Sk", "So")
#: Signs that, with a space between too, belong to the number; a sum may be written out with + and =, a way with →.
_OPERATOR = rf"(?![+=|←-⇿])[{plaintext.signs('Sm', 'Sk')}°]"

# ---- before -----------------------------------------------------------------------------------------

#: A comparison with the number, which stays what it is; `spends above …` is none.
_COMPARES = (
    r"\b(?:is|are|was|were|be|been|lies?|lay|stays?|stayed|stands?|stood|remains?|remained|ends?|ended|falls?|fell"
    r"|rises?|rose)\s(?:(?:not|still|also|now|well|far|slightly|just)\s){0,2}(?:above|below)\s"
)
#: These also say where something stands: `as said above: …`.
_PLACES = "over|above|under|below"
_UP_TO = r"(?<!add )(?<!adds )(?<!added )up to"
_HEDGE = (
    rf"{_hedges('en', 'nl', but=(*_PLACES.split('|'), 'up to'))}|{_UP_TO}"
    r"|approx\.?|ca?\.|nearing|approaching|(?:fewer|better) than|in excess of|upwards? of|(?:just )?shy of"
    r"|a minimum of|a maximum of|as (?:many|little|few) as|omstreeks|hooguit|tot wel"
)
_OF = r"(?: (?:of|the|that|this|its|his|her|their|our|all|every))"
_MULTIPLE = (
    rf"(?:twice|thrice|half|double|triple|treble|(?:quadr|quint|sext|sept|oct)uple|(?:\w+ )?times|\w{{1,20}}fold"
    rf"|minus|negative)(?: as (?:much|many) as)?{_OF}{{0,3}}"
    r"|(?:twee|drie|vier|vijf|zes|tien|honderd)maal(?: de| het)?|(?:\w+ )?keer(?: de| het)?|het dubbele van|anderhalf"
)
_PART = r"(?:half|third|quarter|(?:four|fif|six|seven|eigh|nin|ten|twentie|hundred|thousand|million)th)"
_FRACTION = (
    rf"(?:an?|{numerals.WORD})[ -]{_PART}s? of{_OF}{{0,3}}|(?:halves|thirds|fifths) of{_OF}{{0,3}}"
    r"|(?:de helft|(?:een |drie ?)?kwart|(?:een|twee|drie|vier) (?:derde|vijfde|tiende|\w{1,12}ste)) van(?: de| het)?"
)
_HAN_BEFORE = rf"(?:{_hedges('zh-Hant', but=('近',))}|(?<![最附])近|超过|[負负]|半|倍|分之一?)\s?"

# ---- after ------------------------------------------------------------------------------------------

_HEDGED = (
    r"and a (?:half|third|quarter)|or (?:so|more|less|thereabouts)|plus|odd|ish|give or take|and counting|at least"
    r"|at most|of zo|en een half"
)
_POWER = r"fold|squared|cubed|times|multiplied|divided|to the power"
_SCALE = r"tens|hundreds?|thousands?|dozens?|grand|[kmbt]|bn|tn|mln|mld|mrd"
_EACH = (
    "(?:second|minute|hour|day|week|fortnight|month|quarter|year|decade|share|person|head|employee|worker|customer"
    "|user|unit|chip)"
)
_LATER = "(?:earlier|later|before|after|ago)"
#: What is quarterly itself: a quarterly profit is of one quarter, whatever its amount.
_NOUN = "(?:profits?|revenues?|sales|loss(?:es)?|results?|earnings|income|reports?|plans?|budgets?|rates?|totals?)"
_RATE = (
    rf"(?:per|an?|each|every) {_EACH}(?![ -]{_LATER})|per (?!cent\b)[^\W\d]+|a ?piece|each|p\.a\.|per ?jaar|annually"
    rf"|annuali[sz]ed|(?:hour|dai|week|month|quarter|year)ly(?! {_NOUN})"
)
_HAN_AFTER = rf"\s(?:的|之)?\s?(?:[{HAN}]{{0,8}}(?:倍|成|分之[{HAN}]|半)|左右|以[上下內内]|每[年月季週周天日])"


def problems(page: Page, vocabulary: Vocabulary) -> Iterator[tuple[int, str]]:
    """Yield the line of what changes the number of a macro that it touches, and what is wrong."""
    text = _FAR.sub(r"\1\n\n\n\2", re.sub(r"[^\S\n]+", " ", numerals.plain(rawhtml.shown(page))))
    lines = [call.line for call in page.calls if not call.is_block]
    in_order = text.count(_HERE) == len(lines)
    for match in _pattern(vocabulary).finditer(text):
        if match["free"] is not None:
            continue
        token = " ".join(match[0].strip(_HERE + " \xa0\n").split())
        at = text.count(_HERE, 0, match.end()) - (text[match.end() :].startswith(_HERE) is False)
        line = lines[min(max(at, 0), len(lines) - 1)] if in_order else rawhtml.line_of(token, page.prose)
        if line not in page.waived:
            yield line, _message(token)


def _message(token: str) -> str:
    wrong = f"'{token}' touches" if token else "another call touches"
    remedy = "Leave it out, or say on its line why not: {# typed: reason #}."
    return f"{wrong} a macro's number and changes what is read. {remedy}"


@lru_cache(maxsize=16)
def _pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return the signs and words that, before or after a macro's number, make another number of it."""
    unit = rf"(?:(?:in |of )?{numerals.currency(vocabulary)}|{numerals.PERCENT})(?!\w)"
    before = (
        rf"[\w\-–{_SIGNS}]|{_OPERATOR}{_S}",
        rf"\b(?:{_PLACES}|{numerals.WORD}|{unit}|hundred|dozen){_S}",
        rf"\b(?:{_HEDGE}|{_MULTIPLE}|{_FRACTION}){_JOINT}",
        rf"{_HAN_BEFORE}",
    )
    after = (
        rf"[\w{_SIGNS}]+|{_S}{_OPERATOR}|(?:\s?[-–—×/]\s?)?{_HERE}|/[^\W\d_]+|\s?/\s?{_EACH}\b",
        rf"(?:{_S}|-)?(?:{_HEDGED}|{_POWER})\b",
        rf"(?:{_S})?{unit}|(?:{_S}|-)(?:{_SCALE})(?![\w'’])|{_S}(?:{_RATE})(?!\w)|-an?-{_EACH}\b",
        _HAN_AFTER,
    )
    joined = rf"(?:{'|'.join(before)})(?={_HERE})|(?<={_HERE})(?:{'|'.join(after)})"
    return re.compile(rf"(?P<free>{_COMPARES})(?={_HERE})|{joined}", re.IGNORECASE)
