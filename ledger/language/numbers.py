"""Every number of a text: its print, as one would copy it from an article, or why it is set aside."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from ledger.core import yaml
from ledger.core.amount import Amount
from ledger.core.problem import Unreadable
from ledger.language import locale, printed, prose

Spans = Sequence[tuple[int, int]]
#: A number, a word or a sign.
_TOKEN = re.compile(
    r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,'’]\d+)*|[^\W\d_\u2e80-\U0010ffff]+|[ァ-ヺー]+|\S"
)
#: How many of them a print may have before and behind its number.
_REACH = 9
#: Two numbers, such as 24% to 35.6 billion, and a dash that is no minus.
_NO_PRINT = re.compile(r"^[-–—−+] |%.*\d[^%]*$|年.*\d$")
#: Words around a print, which is replaced by a nought.
_AROUND = re.compile(r"(?:[^\W\d_]+\s+|[\u2e80-\U0010ffff])*0(?:\s+[^\W\d_]+)*")
COUNT = "a plain count"
_LIST = re.compile(r"^\s*(?:[-*•·‣▪]|\d\d?[.)])\s+")
#: What parts the columns of a row without bars; the sign of a currency may stand far from its number.
_COLUMNS = re.compile(r"(?<![$€£¥\s])(?:[^\S\t]*\t\s*|\s{3,})")
_TITLE = re.compile(r"(?:[^.!?。]|\.(?=\S)){1,150}[.!?。]?")
_PER_SHARE = re.compile("(?i)per share|per aandeel|(?:je|pro) Aktie|par action|por aç?c|per azione|1株|每股|주당")


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a text that a print can name; of a table a cell, with its row and column, and the table's scale."""

    at: str
    text: str
    about: str = ""
    head: str | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: where it stands, its print, and its amount or why it is none; neither if it is unreadable."""

    start: int
    end: int
    text: str
    amount: Amount | None = None
    aside: str = ""


@dataclass
class Finder:
    """A place, how it is read, the units of measures, and where the last of its numbers ends."""

    place: Place
    code: str
    currency: str = ""
    units: Sequence[str] = ()
    after: int = 0

    def numbers(self) -> Iterator[Number]:
        """Yield the numbers of the place: their amounts, or why they are set aside."""
        text = self.place.text
        spans = [token.span() for token in _TOKEN.finditer(text)]
        kinds = ((why, pattern) for why, pattern in _patterns(self.code).items() if why != COUNT or not self.place.head)
        asides = [
            Number(*found.span(), found[0], aside=w) for w, pattern in kinds for found in re.finditer(pattern, text)
        ]
        for n, (start, end) in enumerate(spans):
            if start < self.after or not self._begins(start):
                continue
            near = spans[max(0, n - _REACH) : n + 1], spans[n : n + _REACH + 1]
            found = self._typed(*near) or next((a for a in asides if a.start <= start < a.end), None)
            if found := found or self._untyped(*near, text[start:end]):
                self.after = found.end
                yield found

    def _begins(self, start: int) -> bool:
        """Say whether digits or a number word begin here."""
        text = self.place.text[start : start + 20]
        found = locale.of(self.code).match(text, text.lower(), 0)
        return text[0].isdigit() or (found is not None and found[0].kind in ("number", "multiple", "several"))

    def _typed(self, first: Spans, last: Spans) -> Number | None:
        """Return the print around a number, if it says what it counts."""
        for unit in ("", *self.units):
            found = self._print(first, last, unit)
            is_told = found and found.amount and found.amount.unit not in ("", "years") and unit in found.text
            if found and (is_told or (not unit and prose.find(found.text, self.code))):
                return found
        return None

    def _untyped(self, first: Spans, last: Spans, piece: str) -> Number | None:
        """Return a number that says nothing else: an amount if it is too large or exact for a count."""
        found = self._print(first, last)
        if found and found.amount and found.amount.unit == "years":
            return Number(found.start, found.end, found.text, aside="a length of time")
        start = first[-1][0]
        return found or Number(start, start + len(piece), piece) if piece[0].isdigit() else None

    def _print(self, first: Spans, last: Spans, unit: str = "") -> Number | None:
        """Return the longest print, without words around it that change nothing, such as `the` and `a share`."""
        text = self.place.text
        spans = [(s, e) for s, _ in first for _, e in last if s >= self.after and self._may_be(s, e)]
        read = [Number(s, e, text[s:e], amount) for s, e in spans if (amount := self._read(text[s:e], unit))]
        full = max(read, key=lambda n: len(n.text), default=Number(0, 0, ""))
        same = (n for n in read if n.amount == full.amount and _AROUND.fullmatch(full.text.replace(n.text, "0", 1)))
        return min(same, key=lambda n: len(n.text), default=None)

    def _may_be(self, start: int, end: int) -> bool:
        """Say whether a print may stand here: it is cut off nowhere, and brackets are a minus in a table only."""
        text, words = self.place.text, locale.of(self.code).after.items()
        hedges = tuple(phrase for phrase, word in words if word.kind == "qualifier" and not word.behind)
        is_cut = text[end : end + 1].isdigit() or text[:start].endswith(("$", "€", "£", "¥", "₩", "₹"))
        is_aside = self.place.head is None and re.search(r"[()（）]", text[start:end])
        return not (is_cut or is_aside or _NO_PRINT.search(text[start:end]) or text[start:end].lower().endswith(hedges))

    def _read(self, piece: str, unit: str) -> Amount | None:
        with suppress(Unreadable):
            return printed.parse(piece, self.code, unit, head=self.place.head or "", currency=self.currency)
        return None


@lru_cache(maxsize=32)
def _patterns(code: str) -> Mapping[str, str]:
    """Return the patterns of what is set aside, by reason, with the names of months in a language and in English."""
    forms = [locale.babel(c).months["format"][form] for c in (code, locale.ENGLISH) for form in ("wide", "abbreviated")]
    names = {str(name).rstrip(".") for form in forms for name in form.values()}
    months = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if not name[0].isdigit())
    text = (Path(__file__).parent / "aside.yml").read_text("utf-8")
    return dict(yaml.parse(text.replace("{months}", months), "aside.yml").data)


# ---- names ----------------------------------------------------------------------------------------


def named(names: Mapping[str, Sequence[str]], text: str) -> list[str]:
    """Return the ids whose names stand in a text, in its order; a name within a longer one does not count."""
    spans = [
        (m.start(), -m.end(), i) for i, forms in names.items() for form in forms
        for m in re.finditer(rf"(?i)(?<![^\W_\u2e80-\U0010ffff]){re.escape(form)}", text)
    ]  # fmt: skip
    inner = {s for s in spans for o in spans if o[0] <= s[0] and o[1] <= s[1] and o[:2] != s[:2]}
    return list(dict.fromkeys(i for _, _, i in sorted(set(spans) - inner)))


def period(text: str, code: str) -> str:
    """Return the only period that a text names, a year or a part of one, or nothing."""
    years = list(dict.fromkeys(re.findall(r"(?:19|20)\d\d", text)))
    parts = named(locale.periods(code), text)
    fiscal = "fy" if "fy" in parts else ""
    names = [part for part in parts if part != "fy"]
    return fiscal + "-".join((*years, *names)) if len(years) == 1 and len(names) < 2 else ""


def heading(text: str, code: str, currency: str) -> str:
    """Return the part of a table's heading that gives its numbers a scale, or nothing."""
    for part in re.findall(r"[^(),;:|（）、：]+", text):
        with suppress(Unreadable):
            if len(part) < 40 and printed.parse("1", code, head=part.strip(), currency=currency).numbers[0] > 1:
                return str(part).strip()
    return ""


# ---- places ---------------------------------------------------------------------------------------


def places(text: str, code: str, currency: str) -> Iterator[Place]:
    """Yield the parts of a text: its title, paragraphs, items of lists and cells of tables."""
    lines, above = _lines(text), ""
    count: Counter[str] = Counter()
    if lines and _kind(lines[0]) == "paragraph" and _TITLE.fullmatch(lines[0]):
        yield Place("title", above := lines.pop(0))
    for kind, group in groupby(lines, _kind):
        found = list(group)
        count[kind] += 1
        name = kind if count[kind] == 1 else f"{kind} {count[kind]}"
        if kind == "table":
            yield from _of_table(name, found, above, code, currency)
            continue
        first, name = (1, f"{name} item") if kind == "list" else (count["line"] + 1, kind)
        yield from (Place(f"{name} {n}", _LIST.sub("", line)) for n, line in enumerate(found, first))
        count["line"] += len(found) * (kind == "paragraph")
        above = " | ".join(line for line in found[-3:] if len(line) < 100)


def _of_table(name: str, lines: Sequence[str], above: str, code: str, currency: str) -> Iterator[Place]:
    heads, *rows = [_cells(line) for line in lines if set(line) - set("|-: ")] or [[]]
    yield from (Place(f"{name} head", cell, head="") for cell in heads)
    for n, row in enumerate(rows, 1):
        columns = [*[""] * (len(row) - len(heads)), *heads]
        yield Place(f"{name} row {n}", row[0])
        for cell, column in zip(row[1:], columns[1:], strict=False):
            scale = "" if _PER_SHARE.search(row[0]) else heading(f"{column} | {heads[0]} | {above}", code, currency)
            yield Place(f"{name} row {n}", cell, f"{row[0]} {column}", scale)


def _lines(text: str) -> list[str]:
    """Return the paragraphs and rows: lines or, where these are wrapped, what stands between empty ones."""
    blocks = [[line.strip() for line in block.split("\n")] for block in re.split(r"\n\s*\n", text.strip())]
    lengths = [len(line) for block in blocks for line in block]
    is_wrapped = max(lengths) <= 120 and sum(lengths) > 60 * len(lengths)
    is_prose = [is_wrapped and all(_kind(line) == "paragraph" for line in block) for block in blocks]
    return [line for n, block in enumerate(blocks) for line in ([" ".join(block)] if is_prose[n] else block)]


def _kind(line: str) -> str:
    return "table" if len(_cells(line)) > 1 else "list" if _LIST.match(line) else "paragraph"


def _cells(line: str) -> list[str]:
    """Return the cells of a table's row; of another line, one."""
    return [c.strip() for c in (line.strip("|").split("|") if line.count("|") > 1 else _COLUMNS.split(line))]
