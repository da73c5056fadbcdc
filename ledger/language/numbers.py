"""Every number of a text: read as an article would print it, or set aside with the reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from unicodedata import category

from ledger.core import yaml
from ledger.core.amount import Amount
from ledger.core.problem import Unreadable
from ledger.language import locale, printed, prose

_WORD = r"[^\W\d_\u2e80-\U0010ffff]+|[ァ-ヺー]+|[\u2e80-\U0010ffff]"
_TOKEN = re.compile(rf"\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+(?!\d)|\d+(?:[.,'’]\d+)*|{_WORD}|\S")
#: How many words a print may have before and behind its number.
_REACH = 9
_YEAR = r"(?:19|20)\d\d"
#: What digits stand for where they are no amount, whatever surrounds them.
_ASIDE = yaml.parse((Path(__file__).parent / "aside.yml").read_text("utf-8"), "aside.yml").data
#: A name in front of a number, such as Maia or Section; a sentence may begin with any word.
_NAME = re.compile(r"(?:[^.!?:\s] |[\u2e80-\U0010ffff] ?|\A)[A-Z§#][A-Za-z&.]* ?\Z")
_LIST = re.compile(r"\s*(?:[-*•·‣▪]|\d\d?[.)])\s+")
_CELL = r"[-+−(]?[$€£¥]?\s?[-(~]?\d(?:[\d.,]*\d)?\)?\s?%?"
_TAIL = re.compile(rf"(?P<label>\S.*?[^\W\d].*?)(?P<cells>\s*{_CELL}(?:(?:\s+|(?=[$(])|(?<=\))){_CELL})+)\s*")
#: Why a small number without a unit is set aside.
COUNT = "a plain count"
_PER_SHARE = re.compile("(?i)per share|per aandeel|(?:je|pro) Aktie|par action|por aç?c|per azione|1株|每股|주당")


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a text that a print can name; of a table a cell, with what its row and column say of it."""

    at: str
    text: str
    about: str = ""
    #: The scale of a table's numbers, empty where it has none; no table, if nothing.
    head: str | None = None
    when: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: where it stands, its print, and its amount or why it is none; neither if it is unreadable."""

    start: int
    end: int
    text: str
    amount: Amount | None = None
    aside: str = ""


def find(
    text: str, code: str, currency: str = "", units: Sequence[str] = (), head: str | None = None
) -> Iterator[Number]:
    """Yield the numbers of a text; `units` are those of measures, `head` is the heading of a table around the text."""
    yield from _Finder(text, code, currency, units, head).numbers()


class _Finder:
    """A text with its words, and how a part of it is read."""

    def __init__(self, text: str, code: str, currency: str, units: Sequence[str], head: str | None) -> None:
        self.text, self.code, self.currency, self.units, self.head = text, code, currency, units, head
        self.tokens = [t.span() for t in _TOKEN.finditer(text)]
        # Not behind its number: 70 % more than last year.
        self.hedges = tuple(p for p, w in locale.of(code).after.items() if w.kind == "qualifier" and not w.behind)
        self.after = 0  # where the last number ends

    def numbers(self) -> Iterator[Number]:
        words, plain = locale.of(self.code), locale.even_signs(self.text)
        small = plain.lower() if len(plain.lower()) == len(plain) else plain
        asides = [*self._asides()]
        for n, (start, end) in enumerate(self.tokens):
            is_digits = self.text[start].isdigit()
            word = None if is_digits else words.match(plain, small, start)
            if start < self.after or not (is_digits or (word and word[0].kind in ("number", "multiple", "several"))):
                continue
            found = next((a for a in asides if a.start <= start < a.end), None) or self._amount(n)
            if found or is_digits:
                found = found or Number(start, end, self.text[start:end], aside=self._why_not(start, end))
                self.after = found.end
                yield found

    def _asides(self) -> Iterator[Number]:
        units = locale.of(self.code).before
        for why, pattern in (*_ASIDE.items(), ("a date", _dates(self.code))):
            for match in re.finditer(pattern, self.text):
                letters = units.get(match.groupdict().get("letters") or "")
                if not letters or letters.kind != "unit":  # USD5, unlike B200
                    yield Number(*match.span(), match[0], aside=why)

    def _amount(self, n: int) -> Number | None:
        """Return the longest print around a word, if it says what it counts or is too large or exact for a count."""
        found = self._longest(n, _REACH)
        if found and found.amount and (found.amount.unit or prose.find(found.text, self.code)):
            is_time = found.amount.unit == "years"
            return replace(found, amount=None, aside="a length of time") if is_time else found
        if not self.text[self.tokens[n][0]].isdigit():
            return None
        for unit in self.units:
            if (measured := self._longest(n, 2, unit)) and unit in measured.text:
                return measured
        plain = rf"{_YEAR}" if self.head else rf"\D*(?:\d{{1,3}}|{_YEAR}(?:\D+{_YEAR})?)"
        return found if found and not re.fullmatch(plain, found.text) and not self._is_named(found.start) else None

    def _longest(self, n: int, reach: int, unit: str = "") -> Number | None:
        """Return the longest print; brackets are a minus in a table only, and a dash is one right before a digit."""
        first, last = self.tokens[max(0, n - reach) : n + 1], self.tokens[n : n + reach + 1]
        windows = ((s, e) for s, _ in first for _, e in last if s >= self.after)
        for start, end in sorted(windows, key=lambda w: w[0] - w[1]):
            piece = self.text[start:end]
            if not self._may_be(start, end) or not (amount := self._read(piece, unit)):
                continue
            is_other = amount.unit == "years" and piece[-1].isdigit()  # 年 45, and 24% to 35.6 billion
            if not is_other and not re.search(r"%.*\d[^%]*\Z", piece):
                piece = self._without_fillers(piece, unit, amount)
                start = self.text.index(piece, start)
                return Number(start, start + len(piece), piece, amount)
        return None

    def _may_be(self, start: int, end: int) -> bool:
        """Say whether a print may stand here: no sign of a currency or digit that touches it belongs to another."""
        around = self.text[max(0, start - 1) : start], self.text[end : end + 1]
        if around[0].isdigit() or around[1].isdigit() or (around[0] and category(around[0]) == "Sc"):
            return False
        piece = self.text[start:end]
        is_bracketed = self.head is None and re.search(r"[()（）]", piece)
        return not (is_bracketed or piece.lower().endswith(self.hedges) or re.match(r"[-–—−+] ", piece))

    def _read(self, piece: str, unit: str) -> Amount | None:
        with suppress(Unreadable):
            return printed.parse(piece, self.code, unit, head=self.head or "", currency=self.currency)
        return None

    def _without_fillers(self, piece: str, unit: str, amount: Amount) -> str:
        """Return a print without words at its ends that change nothing, such as `the` and `a share`."""
        for pattern in (r"^(?:[^\W\d]+\s+|[\u2e80-\U0010ffff])", r"\s+[^\W\d]+$"):
            shorter = re.sub(pattern, "", piece)
            while shorter != piece and self._read(shorter, unit) == amount:
                piece, shorter = shorter, re.sub(pattern, "", shorter)
        return piece

    def _why_not(self, start: int, end: int) -> str:
        """Return why digits are no amount, or nothing where they cannot be read at all."""
        if re.fullmatch(_YEAR, self.text[start:end]):
            return "a year"
        if self._is_named(start):
            return "part of a name"
        return COUNT if self._read(self.text[start:end], "") else ""

    def _is_named(self, start: int) -> bool:
        return bool(_NAME.search(self.text[max(0, start - 40) : start])) and self.code != "de"


def heading(text: str, code: str, currency: str) -> str:
    """Return the part of a table's heading that gives its numbers a scale, or nothing."""
    for part in re.findall(r"[^(),;:|（）、：]+", text):
        with suppress(Unreadable):
            if len(part) < 40 and printed.parse("1", code, head=part.strip(), currency=currency).numbers[0] > 1:
                return str(part).strip()
    return ""


def language(text: str) -> str:
    """Return the language whose own words a text has most of."""
    words = re.findall(_WORD, text.lower())
    own = {code: set(re.findall(_WORD, locale.text(code).lower())) for code in locale.LANGUAGES}
    rare = {word: 1 / number for word, number in Counter(word for words in own.values() for word in words).items()}
    scores = {sum(rare[word] for word in words if word in own[code]): code for code in own}
    best = scores[max(scores)]
    sets = {"zh-Hans": "gb2312", "zh-Hant": "big5"}
    return max(sets, key=lambda code: len(text.encode(sets[code], "ignore"))) if best in sets else best


def periods(text: str, code: str) -> list[str]:
    """Return the periods that a sentence or the head of a table names: its years, with the parts that it names."""
    small, words = text.lower(), {**locale.phrases(locale.ENGLISH, "periods"), **locale.phrases(code, "periods")}
    found = sorted((small.index(p), key) for p, key in words.items() if _stands(p, small))
    parts = list(dict.fromkeys(key for _, key in found if key != "fy"))
    years, fiscal = re.findall(_YEAR, text), "fy" if any(key == "fy" for _, key in found) else ""
    if parts and len(years) % len(parts):
        return []
    named = [parts[n * len(parts) // len(years)] if parts else "" for n in range(len(years))]
    return [when for year, part in zip(years, named, strict=True) if (when := _period(fiscal + year, part, text, code))]


def _period(year: str, part: str, text: str, code: str) -> str:
    """Return a year or its part; months that end in a named one are told by both."""
    if not part.isdigit():
        return f"{year}-{part}" if part else year
    months = [n for n, names in _months(code).items() if any(_stands(name.lower(), text.lower()) for name in names)]
    quarter = months[0] // 3 if len(months) == 1 and not months[0] % 3 else 0
    end = f"h{quarter // 2}" if part == "6" else f"q{quarter}"
    return f"{ {'9': 'ytd', '12': 'ttm'}.get(part, '') }{year}-{end}" if quarter else ""


def _stands(phrase: str, small: str) -> bool:
    return phrase in small and bool(phrase[0] > locale.EAST or re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", small))


def _months(code: str) -> dict[int, set[str]]:
    """Return the names of each month in a language and in English."""
    forms = [locale.babel(c).months["format"][form] for c in (code, locale.ENGLISH) for form in ("wide", "abbreviated")]
    return {n: {str(form[n]).rstrip(".") for form in forms} for n in range(1, 13)}


@lru_cache(maxsize=32)
def _dates(code: str) -> str:
    """Return a pattern of days with the names of months in a language and in English."""
    names = sorted({name for month in _months(code).values() for name in month}, key=len, reverse=True)
    month, day = "|".join(re.escape(name) for name in names if not name[0].isdigit()), r"\d\d?(?:st|nd|rd|th|er|\.)?"
    year = rf"(?:,? (?:de )?{_YEAR})?"
    return rf"(?i:\b{day}(?: de| of)? (?:{month})\b\.?{year}|\b(?:{month})\b\.? {day}(?!\w){year})"


# ---- places ---------------------------------------------------------------------------------------


def places(text: str, code: str, currency: str) -> Iterator[Place]:
    """Yield the parts of a text: its title, paragraphs, items of lists and cells of tables."""
    count: Counter[str] = Counter()
    last, context, heads, above = "", "", [""], [""]
    for line in _lines(text):
        cells = _cells(line)
        kind = "table" if len(cells) > 1 else "list" if _LIST.match(line) else "paragraph"
        if kind != last:
            count[kind] += kind != "paragraph"
            count["row"] = count["item"] = 0
        if kind == "table" and last != "table":
            heads, context = (cells if "|" in line or "\t" in line else [" ".join(above)]), " ".join(above)
        if kind == "table" and set(line) <= set("|-: "):
            continue
        if kind == "table" and heads is cells:
            yield from (Place(f"{_numbered('table', count)} head", cell, head="") for cell in cells)
        elif kind == "table":
            count["row"] += 1
            yield from _row(f"{_numbered('table', count)} row {count['row']}", cells, heads, context, code, currency)
        elif kind == "list":
            count["item"] += 1
            yield Place(f"{_numbered('list', count)} item {count['item']}", _LIST.sub("", line, count=1))
        else:
            is_title = (
                not count["paragraph"]
                and not count["title"]
                and re.fullmatch(r"(?:[^.!?。]|\.(?=\S)){1,150}[.!?。]?", line)
            )
            count["title" if is_title else "paragraph"] += 1
            yield Place("title" if is_title else f"paragraph {count['paragraph']}", line)
        is_heading = kind != "table" and len(line) < 100
        above = [*(() if heading(line, code, currency) else above), line] if is_heading else []
        last = kind


def _row(at: str, cells: Sequence[str], heads: Sequence[str], above: str, code: str, currency: str) -> Iterator[Place]:
    columns = periods(heads[0], code) if len(heads) == 1 else []
    for n, cell in enumerate(cells):
        column = heads[n] if len(heads) == len(cells) else ""
        when = columns[n - 1] if 0 < n <= len(columns) else next(iter(periods(column, code)), "")
        head = "" if _PER_SHARE.search(cells[0]) else heading(column, code, currency) or heading(above, code, currency)
        yield Place(at, cell, f"{cells[0]} {column}", head if n else None, when if n else "")


def _numbered(kind: str, count: Counter[str]) -> str:
    return kind if count[kind] == 1 else f"{kind} {count[kind]}"


def _lines(text: str) -> Iterator[str]:
    """Yield the paragraphs and rows: lines, unless all are so short that an empty line parts the paragraphs."""
    blocks = [[line.strip() for line in block.split("\n")] for block in re.split(r"\n\s*\n", text.strip())]
    lengths = [len(line) for block in blocks for line in block]
    is_wrapped = max(lengths) <= 120 and sum(lengths) > 60 * len(lengths)
    for block in blocks:
        is_prose = is_wrapped and all(len(_cells(line)) == 1 and not _LIST.match(line) for line in block)
        yield from [" ".join(block)] if is_prose else block


def _cells(line: str) -> list[str]:
    """Return the cells of a table's row; of another line, one."""
    if line.count("|") > 1:
        return [cell.strip() for cell in line.strip().strip("|").split("|")]
    if len(parts := re.split(r"\t|\s{3,}", line.strip())) > 2:
        return parts
    row = _TAIL.fullmatch(line) if len(line) < 200 else None
    return [row["label"].strip(), *re.findall(_CELL, row["cells"])] if row else [line]
