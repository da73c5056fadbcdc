"""Files of text as bytes: UTF-8, of bounded size, without characters that nobody can see."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from html import unescape
from itertools import groupby, islice
from pathlib import Path
from unicodedata import category, normalize

from ledger.core.problem import Problem

MAX_PROBLEMS = 50
#: Pages repeat a text of the data many times: a long one would be a page by itself.
MAX_TEXT = 2_000


@cache
def _runs() -> Mapping[str, list[str]]:
    """Return the characters by Unicode's category, as ranges; further up there are none that are not hidden anyway."""
    found: dict[str, list[str]] = defaultdict(list)
    start = 0
    for name, run in groupby(map(category, map(chr, range(0x20000)))):
        end = start + len(list(run))
        found[name].append(f"{re.escape(chr(start))}-{re.escape(chr(end - 1))}")
        start = end
    return found


def signs(*categories: str) -> str:
    """Return the characters of the categories for a class of a regular expression."""
    return "".join(run for name in categories for run in _runs()[name])


#: Controls, characters without width or of private meaning, and those that turn the direction of writing.
_HIDDEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U000e0000-\U0010ffff"
)
#: A word that mixes Latin letters with those of a script that has letters like them.
_OTHER = "[\u0370-\u03ff\u0400-\u052f\u0530-\u058f\u13a0-\u13ff]"
_ALIKE = f"[A-Za-z]{_OTHER}|{_OTHER}[A-Za-z]"
#: The only letters and digits of texts: Latin ones, but for the dotless i and others that are none of these languages;
#: raised and broken digits; Chinese characters, kana and hangul. A list of what looks like these would never be whole.
_LATIN = "\x00-\x7f\u00a1-\u0130\u0132-\u0137\u0139-\u0148\u014a-\u017e"
_DIGITS = "\u2070\u2074-\u2079\u2080-\u2089\u2150-\u215e"
_EAST_ASIAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff\u3040-\u30ff\u31f0-\u31ff\uac00-\ud7a3"
#: Greek letters, which may stand alone as signs do, but make no word.
_GREEK = "\u0391-\u03a9\u03b1-\u03c9"
#: What is no letter and is taken for one: letters in circles and squares, and the radicals of Chinese characters.
_SET = "\u249c-\u24ff\u2e80-\u2fdf\U0001f100-\U0001f1ff"
#: Everything that is written from right to left: numbers beside it change places.
_LEFTWARDS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
_STRANGE = f"[^\\W{_LATIN}{_DIGITS}{_EAST_ASIAN}{_GREEK}]|[{_SET}{_LEFTWARDS}]"
_DISGUISE = re.compile(f"(?:{_STRANGE}|[{_GREEK}](?=[{_GREEK}])|(?<=[{_GREEK}])[{_GREEK}]|[\u00aa\u00ba])+")
#: What nearly all texts hold and nothing else, so that there is nothing to look for in them.
_PLAIN = re.compile("[\n -~£¥×àâäçèéêëîïôöùûüÀÉÖÜß–—‘’“”…€→≈≠、。〇「」《》一-龥！（），：；？]*")
#: The highest number of a character has seven digits, and Python reads none with thousands.
LONG_REFERENCE = re.compile(r"&#(?:[0-9]{8}|[xX][0-9a-fA-F]{7})")
_LONG_REFERENCES = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{7,});?")
#: What only appears where something went wrong: template marks, Python's empty values and records, error boxes, paths,
#: links that Markdown has not read.
_LEFTOVERS = re.compile(
    r"\{\{|\{%|\{#|^[^\w\n]*(?:None|nan|Undefined)[^\w\n]*$|Traceback|ledger-error|^[^\S\n]*Table: "
    r"|[$€£¥~≈≥≤]\s?(?:None|nan|inf)\b|\b(?:None|nan|inf)(?=\s?(?:%|percent|[kmbtr]+il[jl]+(?:ion|oen|ard)))"
    r"|\bobject at 0x|\bDecimal\(|\b[A-Z]\w+\([a-z_]+=|(?<![\w.:/])/(?:tmp|home|root|Users|usr|var)/\w"
    r"|\]\([^)\s]{0,200}\.md\b|\{ \.fig\b",
    re.MULTILINE,
)


@cache
def _odd(rest: str = "") -> re.Pattern[str]:
    """Return the pattern of what is not what it seems, such as a mark on no letter or four on one, and of the rest."""
    hidden, mark = f"[{_HIDDEN}{signs('Cf')}]|\r(?!\n)", f"[{signs('Mn', 'Me')}]"
    loose = rf"(?<![^\s\"']){mark}|{mark}{{4}}"
    return re.compile(f"(?:(?P<hidden>{hidden})|(?P<loose>{loose})|(?P<alike>{_ALIKE})){rest}")


def read(path: Path, name: str, limit: int) -> tuple[str, list[Problem]]:
    """Return the file's text, or the problems that make it unreadable; `name` stands for it in messages."""
    if path.is_symlink():
        return "", [Problem(name, 1, "", "a symbolic link. Put the file itself here.")]
    if path.exists() and not (path.is_file() or path.is_dir()):  # a pipe would never end
        return "", [Problem(name, 1, "", "this is no file. Put a file here.")]
    try:
        with path.open("rb") as file:
            raw = file.read(limit + 1)
    except OSError as error:
        return "", [Problem(name, 1, "", f"the file cannot be read: {error.strerror}. Restore it.")]
    if len(raw) > limit:
        return "", [Problem(name, 1, "", f"the file is larger than {limit:,} bytes. Split it.")]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].partition(b"\0")[0].count(b"\n") + 1
        return "", [Problem(name, line, "", "these bytes are not UTF-8. Save the file as UTF-8.")]
    odd = () if _PLAIN.fullmatch(text) else located(_odd(r"[^\n]*"), text)
    found = islice(odd, MAX_PROBLEMS)
    return text, [Problem(name, line, "", _wrong(match)) for line, match in found]


def located(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield what the pattern finds, with its line, in one go through the text."""
    line, at = 1, 0
    for match in pattern.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        yield line, match


def hidden(text: str) -> str:
    """Return what is wrong with a text that is not what it seems, or nothing."""
    if _PLAIN.fullmatch(text):
        return ""
    found = _odd().search(text)
    return _wrong(found) if found else ""


def _wrong(found: re.Match[str]) -> str:
    if found["hidden"]:
        return f"the invisible character U+{ord(found['hidden']):04X} stands here. Remove it."
    if found["loose"]:
        return f"the mark U+{ord(found['loose'][0]):04X} stands on no letter, or with others on one. Remove it."
    return f"'{found['alike']}' mixes the letters of two scripts in one word. Type it in one."


def unescaped(text: str) -> str:
    """Return the text with each reference to a character as that character."""
    return unescape(_LONG_REFERENCES.sub("\N{REPLACEMENT CHARACTER}", text))


def leftovers(text: str) -> list[str]:
    """Return what a reader would take for a fault of the site."""
    return [found[0].strip() for found in _LEFTOVERS.finditer(text)]


def oddity(text: str, *, is_amount: bool = False) -> str:
    """Return why a text of the data must not reach a page, or nothing."""
    if len(text) > MAX_TEXT:
        return f"a text of more than {MAX_TEXT:,} characters. Shorten it."
    joined = " ".join(text.split())  # as it is shown: before more text, or as the name of what follows
    if not is_amount and (found := leftovers(f"{text}\n{joined} \n{joined}: ")):
        return f"'{found[0]}' looks like a fault of the site to its readers. Word it otherwise."
    return hidden(text) or ("" if is_amount else next((wrong for _, wrong in disguises(text)), ""))


def disguises(text: str) -> Iterator[tuple[int, str]]:
    """Yield what in a text is no letter of the articles' languages, with its line."""
    odd = () if _PLAIN.fullmatch(text) else located(_DISGUISE, text)
    return ((line, _disguised(found[0])) for line, found in odd)


def _disguised(found: str) -> str:
    plain = normalize("NFKC", found)
    if plain != found and not _DISGUISE.search(plain):
        return f"'{found}' only looks like '{plain}'. Write it so."
    return f"'{found}' is in another alphabet. Write it in Latin letters or in those of East Asia."
