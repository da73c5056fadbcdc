"""Every number of a text: its print, as one would copy it from an article, or why it is set aside."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, groupby
from pathlib import Path

from ledger.core import yaml
from ledger.core.amount import Amount
from ledger.core.problem import Unreadable
from ledger.language import locale, printed, prose

Spans = Sequence[tuple[int, int]]
#: How many tokens a print may have before and behind its number.
_REACH = 9
COUNT, POINTS = "a plain count", "points of a percentage"
_NOTHING = locale.Word("")
#: What a person has to decide.
OPEN = "?"
_RE = {name: re.compile(pattern) for name, pattern in locale.KINDS["patterns"].items()}
YEAR, SENTENCE, CLAUSE = _RE["year"], _RE["sentence end"], _RE["clause end"]
_WESTERN, _KANA = _RE["western"].pattern, _RE["kana"].pattern


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a text that a print can name; of a table a cell, with its row and column, and the table's scale."""

    at: str
    text: str
    row: str = ""
    column: str = ""
    head: str | None = None
    above: str = ""


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
        spans, asides = [token.span() for token in _RE["token"].finditer(text)], [*self._asides()]
        for n, (start, _) in enumerate(spans):
            if start < self.after or not (kind := self._begins(start)):
                continue
            near = spans[max(0, n - _REACH) : n + 1], spans[n : n + _REACH + 1]
            aside = next((a for a in asides if a.start <= start < a.end), None)
            found = aside if aside and aside.aside == POINTS else self._typed(*near)
            found = found or (self._print(*near) if kind == "third" else aside)  # low-teens
            if found := found or self._untyped(*near, kind):
                self.after = found.end
                yield found

    def _asides(self) -> Iterator[Number]:
        for why, pattern in _patterns(self.code).items():
            if why != COUNT or not self.place.head:
                for match in re.finditer(pattern, self.place.text):
                    yield Number(*match.span(), match[0], aside=why)

    def _begins(self, start: int) -> str:
        """Return the kind of number that begins here, digits or a word, or nothing."""
        text, words = f"{self.place.text[start : start + 20]} .", locale.of(self.code)
        word, end = words.match(text, text.lower(), 0) or (_NOTHING, 0)
        if word.kind == "one" or "alone" in word.means:  # a trillion
            word = (words.match(text, text.lower(), end + 1) or (_NOTHING, 0))[0]
        kinds = ("number", "multiple", "several", "third", *["scale"] * (end > 0))
        return "digits" if text[0].isdigit() else word.kind if word.kind in kinds else ""

    def _typed(self, first: Spans, last: Spans) -> Number | None:
        """Return the print around a number, if it says what it counts."""
        for unit in ("", *self.units):
            found = self._print(first, last, unit)
            is_told = found and found.amount and found.amount.unit not in ("", "years") and unit in found.text
            if found and (is_told or (not unit and prose.find(found.text, self.code))):
                return found
        return None

    def _untyped(self, first: Spans, last: Spans, kind: str) -> Number | None:
        """Return a number that says nothing else: an amount if it is too large or exact for a count."""
        found, piece = self._print(first, last), Number(*first[-1], self.place.text[slice(*first[-1])])
        if found and found.amount and found.amount.unit == "years":
            return Number(found.start, found.end, found.text, aside="a length of time")
        return found or piece if kind == "digits" else None

    def _print(self, first: Spans, last: Spans, unit: str = "") -> Number | None:
        """Return the longest print, without words around it that change nothing, such as `the` and `a share`."""
        text = self.place.text
        spans = [(s, e) for s, _ in first for _, e in last if s >= self.after and self._may_be(s, e)]
        read = [Number(s, e, text[s:e], amount) for s, e in spans if (amount := self._read(text[s:e], unit))]
        longest = max(read, key=lambda n: len(n.text), default=Number(0, 0, ""))
        equal = (n for n in read if n.amount == longest.amount)
        same = (n for n in equal if _RE["around"].fullmatch(longest.text.replace(n.text, "0", 1)))
        return min(same, key=lambda n: len(n.text), default=None)

    def _may_be(self, start: int, end: int) -> bool:
        """Say whether a print may stand here: it is cut off nowhere, and brackets are a minus in a table only."""
        text, words = self.place.text, locale.of(self.code).after.items()
        hedges = tuple(phrase for phrase, word in words if word.kind == "qualifier" and not word.behind)
        is_cut = text[end : end + 1].isdigit() or text[:start].endswith(("$", "€", "£", "¥", "₩", "₹"))
        is_aside = self.place.head is None and re.search(r"[()（）]", prose.LOSS.sub("", text[start:end]))
        is_hedged = text[start:end].lower().endswith(hedges)
        return not (is_cut or is_aside or is_hedged or _RE["no print"].search(text[start:end]))

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


# ---- names and periods ----------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def _name(*forms: str) -> re.Pattern[str]:
    """Return a pattern of names, their plurals and genitives, but not of a part of a longer word."""
    names = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    start = rf"(?<!{_WESTERN})(?<!\d(?=\d))(?<!{_KANA}(?={_KANA}))"
    return re.compile(rf"(?i:{start}(?:{names})(?:(?<=\d)|(?:['’]?s|e?n|es)?(?!{_WESTERN}|(?<={_KANA}){_KANA})))")


def named(names: Mapping[str, Sequence[str]], text: str) -> list[str]:
    """Return the ids whose names stand in a text, in its order; a name within a longer one does not count."""
    spans = [(m.start(), -m.end(), i) for i, forms in names.items() if forms for m in _name(*forms).finditer(text)]
    inner = {s for s in spans for o in spans if o[0] <= s[0] and o[1] <= s[1] and o[:2] != s[:2]}
    return list(dict.fromkeys(i for _, _, i in sorted(set(spans) - inner)))


def whole(names: Mapping[str, Sequence[str]], label: str) -> list[str]:
    """Return the ids of which a name is all of a label."""
    return [i for i, forms in names.items() if _name(*forms).fullmatch(label)]


def bare(label: str, code: str) -> str:
    """Return a label without its period and without what follows a comma or bracket."""
    return re.split(r"[,;(（、]", YEAR.sub("", _times(label, code)[1]).lstrip(" ,"))[0].strip(" :%年0123456789")


def leads(names: Sequence[str], owners: Mapping[str, Sequence[str]], clause: str, code: str) -> bool:
    """Say whether a name begins a clause or follows an owner, and no word makes another amount of it."""
    words, parts = _name(*locale.listed(code, "lead")).pattern, _parts(code).pattern
    lead = re.compile(rf"(?:^|{_name(*chain(*owners.values())).pattern})(?:\s|{YEAR.pattern}年?|{parts}|{words})*\Z")
    is_change = _name(*locale.listed(code, "change")).search(clause)
    return not is_change and any(lead.search(clause, 0, name.start()) for name in _name(*names).finditer(clause))


def period(text: str, code: str) -> str:
    """Return the only period that a text names, a year or a part of one; `?` where it names another; or nothing."""
    plain, rest = _times(text, code)
    years, parts = dict.fromkeys(YEAR.findall(plain)), named(locale.periods(code), plain)
    names = [part for part in parts if part not in ("fy", "year")]
    is_dated = bool(re.search(_patterns(code)["a date"], rest)) or text == OPEN
    if OPEN in parts or is_dated or len(years) != 1 or len(names) > 1:
        return OPEN if years or parts or is_dated else ""
    name = "-".join(["fy" * ("fy" in parts) + next(iter(years)), *(name.removeprefix("ytd") for name in names)])
    return "ytd" * ("ytdq3" in names) + name


def _times(text: str, code: str) -> tuple[str, str]:
    """Return a text with years of four digits, and what it says besides parts of years."""
    plain = _RE["short year"].sub(r"\1 20\2\3", re.sub("[〜~]", "-", locale.even_signs(text)))
    return plain, _parts(code).sub("", plain)


def _parts(code: str) -> re.Pattern[str]:
    return _name(*(form for forms in locale.periods(code).values() for form in forms))


# ---- places ---------------------------------------------------------------------------------------


def places(text: str, code: str, currency: str) -> Iterator[Place]:
    """Yield the parts of a text: its title, paragraphs, items of lists and cells of tables."""
    lines, above = _lines(text), ""
    count: Counter[str] = Counter()
    if lines and _kind(lines[0]) == "paragraph" and _RE["title"].fullmatch(lines[0]):
        yield Place("title", above := lines.pop(0))
    for kind, group in groupby(lines, _kind):
        found = list(group)
        count[kind] += 1
        name = kind if count[kind] == 1 else f"{kind} {count[kind]}"
        if kind == "table":
            yield from _of_table(name, found, above, code, currency)
            continue
        first, name = (1, f"{name} item") if kind == "list" else (count["line"] + 1, kind)
        yield from (Place(f"{name} {n}", _RE["list"].sub("", line)) for n, line in enumerate(found, first))
        count["line"] += len(found) * (kind == "paragraph")
        above = " | ".join(line for line in found[-3:] if len(line) < 100)


def heading(text: str, code: str, currency: str) -> str:
    """Return the part of a table's heading that gives its numbers a scale, or nothing."""
    for part in re.findall(r"[^(),;:|（）、：]+", text):
        with suppress(Unreadable):
            if len(part) < 40 and printed.parse("1", code, head=part.strip(), currency=currency).numbers[0] > 1:
                return str(part).strip()
    return ""


def _of_table(name: str, lines: Sequence[str], above: str, code: str, currency: str) -> Iterator[Place]:
    """Yield the cells of a table; a column is `?` if it cannot be told: between blanks, below a later heading."""
    lines, section = [line for line in lines if set(line) - set("|-: ")] or [""], ""
    first, second = map(_cells, [*lines, ""][:2])
    has_years = _is_text(second[1:]) and YEAR.search(" ".join(second[1:]))
    is_spanned = has_years and (not second[0] or heading(second[0], code, currency))
    heads, columns = ([first, second], _spread(first, second)) if is_spanned else ([first], first)
    scales = " | ".join([*(head[0] for head in heads), above])
    yield from (Place(f"{name} head", cell, head="") for row in heads for cell in row)
    for n, line in enumerate(lines[len(heads) :], 1):
        row = _cells(line)
        yield Place(f"{name} row {n}", row[0])
        section = section if any(row[1:]) else f"{row[0]} / "
        if YEAR.search(columns[0]) or ("|" not in line and (_is_text(row[1:]) or "\t" not in line)):
            columns = [OPEN]
        for cell, column in zip(row[1:], [*columns, *[OPEN] * len(row)][1:], strict=False):
            scale = "" if _RE["per share"].search(row[0]) else heading(f"{column} | {scales}", code, currency)
            yield Place(f"{name} row {n}", cell, section + row[0], column, scale, above)


def _is_text(cells: Sequence[str]) -> bool:
    """Say whether cells hold words or years, and no other number."""
    text = " ".join(cells)
    return bool(re.search(r"[^\W_]{3}", text)) and not re.search(r"\d", YEAR.sub("", text))


def _spread(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """Return the headings of columns that the row above spans, as many each, if they are the same under each."""
    spans, below = [cell for cell in first[1:] if cell], [*second[1:]]
    size = len(below) // max(len(spans), 1)
    is_even = len(spans) == len(below) or (size and below == below[:size] * len(spans))
    return [second[0], *(f"{spans[n // size]} {cell}" if is_even else OPEN for n, cell in enumerate(below))]


def _lines(text: str) -> list[str]:
    """Return the paragraphs and rows: lines or, where these are wrapped, what stands between empty ones."""
    parts = (block.split("\n") for block in re.split(r"\n\s*\n", text.strip("\r\n ")))
    blocks = [[line.strip(" \r") if _kind(line) == "table" else line.strip() for line in part] for part in parts]
    lengths = [len(line) for block in blocks for line in block]
    is_wrapped = max(lengths) <= 120 and sum(lengths) > 60 * len(lengths)
    is_prose = [is_wrapped and all(_kind(line) == "paragraph" for line in block) for block in blocks]
    return [line for n, block in enumerate(blocks) for line in ([" ".join(block)] if is_prose[n] else block)]


def _kind(line: str) -> str:
    cells = _cells(line)
    if len(cells) > 2 or (cells[1:] and all(cells)):
        return "table"
    return "list" if _RE["list"].match(line) else "paragraph"


def _cells(line: str) -> list[str]:
    """Return the cells of a table's row, empty ones too where tabs or bars part them; of another line, one."""
    if line.count("|") > 1:
        return [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]
    if "\t" not in line:
        return [cell.strip() for cell in _RE["columns"].split(line.strip())]
    joined = re.sub(r"(?<=\d)(\t+)(\)?\s?%(?=\t|$)|\))", r"\2\1", re.sub(r"([$€£¥(]+)\s*(\t+)", r"\2\1", line))
    return [cell.strip() for cell in joined.split("\t")]
