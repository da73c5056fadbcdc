"""Sentences and table rows of a page in plain text, and those that follow from numbers elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape

from ledger.book import Book
from ledger.core.ledger import Ledger
from ledger.pages.calls import Call
from ledger.pages.page import Page

Pair = tuple[str, str]

#: Stands for a call that fails, which is a problem and reported as such.
UNSHOWN = "[cannot be shown]"
#: Macros that list sources, pages or terms: what they say follows from entries that are reported themselves.
_LISTS = frozenset(
    {"article", "articles", "cards", "cite", "downloads", "glossary", "legend", "neighbours", "references"}
)
#: Generated lines that only point elsewhere.
_POINTERS = ("Cited on", "Check:", "Checks:")
#: Words that a number may have made untrue by moving.
_DOUBTFUL = re.compile(
    r"\b(?:twice|doubl\w+|tripl\w+|quadrupl\w+|half|halv\w+|\w+fold|times|equal\w*|same|match\w*|exceed\w*|above|below"
    r"|(?:a|two|three) (?:third|quarter|fifth|tenth)s?|(?:more|less|fewer|higher|lower|larger|smaller|greater) than"
    r"|most|least|majority|largest|biggest|smallest|highest|lowest|rises?|rose|falls?|fell|gr[eo]ws?|adds? up)\b",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"<(svg|script|style|template)\b.*?</\1\s*>", re.DOTALL)
_FAILED = re.compile(r'<span class="ledger-error".*?</span>', re.DOTALL)
_ROW = re.compile(r"<tr\b.*?</tr\s*>", re.DOTALL)
_CELL = re.compile(r"<t[dh]\b[^<>]*>")
_BLOCK = re.compile(r"</?(?:p|li|ul|ol|dl|dt|dd|div|h[1-6]|figcaption|caption|table|thead|tbody|details)\b[^<>]*>")
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:<[^<>\n]*>|[^()\s]*)\)")
_ATTRIBUTES = re.compile(r" ?\{:? ?[.#a-z][^{}\n]*\}")
#: A number before and after, within the words of a page.
_MARKED = re.compile("\x02([^\x03]*)\x03([^\x04]*)\x04")
_PARAGRAPH = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+>#|:]|\d+[.)]) ?)")
_END = re.compile(
    r"(?:(?<=[.!?])|(?<=[.!?][\"')\]’”]))(?<!\b[A-Z]\.)(?<!e\.g\.)(?<!i\.e\.)(?<!vs\.)\s+(?=[^\sa-z])|(?<=[。！？])"
)
_DIGITS = r"[~<>≤≥−-]{0,3}[$€£¥]?\d(?:[\d.,–]*\d)?[A-Za-z]?"
_NUMBER = re.compile(
    r"(?:(?:about|nearly|more than|at least|less than|at most|up to) )?"
    rf"{_DIGITS}(?: to {_DIGITS})?(?: (?:thousand|million|billion|trillion)\b|%|×)?"
    r"|\b(?:none|one|two|three|four|five|six|seven|eight|nine|ten)\b",
    re.IGNORECASE,
)
_RULE = re.compile(r"[|\s:-]+")
_FIGURE = re.compile(r"#([\w-]+\.[\w-]+\.[\w.-]+)(?:/[\w-]+)?[)\"]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: the page's own words, and between each two of them a number before and after."""

    words: tuple[str, ...]
    numbers: tuple[Pair, ...]

    @property
    def doubt(self) -> str:
        """Return the first word that a moved number may have made untrue."""
        moved = any(was != now and UNSHOWN not in (was, now) for was, now in self.numbers)
        found = _DOUBTFUL.search(" ".join(self.words)) if moved else None
        return found[0] if found else ""

    def told(self, words: Callable[[str], str], number: Callable[[Pair], str]) -> str:
        """Return the sentence as text."""
        numbers = (*map(number, self.numbers), "")
        return "".join(words(w) + n for w, n in zip(self.words, numbers, strict=True)).strip()


@dataclass(frozen=True, slots=True)
class Followed:
    """What changes on a page although nobody wrote it there."""

    sentences: tuple[Sentence, ...] = ()
    #: The numbers that change in tables and lists, each with the head of its row.
    rows: tuple[tuple[str, Pair], ...] = ()
    #: The figures in what changes.
    figures: frozenset[str] = frozenset()


NOTHING = Followed()


def followed(before: Book, after: Book, path: str) -> Followed:
    """Return what follows on a page as it is written now; a call that is new on it is written, and follows nothing."""
    ledger, page = after.site.ledger, after.site.pages[path]
    known = {_today(ledger, call): call for call in before.site.pages[path].calls}
    texts: dict[int, Pair] = {}
    moved = []
    for call in (part for part in page.parts if not isinstance(part, str)):
        now, old = after.text(path, call.name, call.args, call.kwargs), known.get(_today(ledger, call))
        was = before.text(path, old.name, old.args, old.kwargs) if old else now
        texts[id(call)] = was, now
        moved += [call] if was != now else []
    if not moved:
        return NOTHING
    tables = (call for call in moved if call.is_block and call.name not in _LISTS)
    found = dict.fromkeys(row for call in tables for row in rows(*texts[id(call)]))
    told = sentences(page, lambda call: (plain(texts[id(call)][0]), plain(texts[id(call)][1])))
    figures = frozenset(name for call in moved for name in _FIGURE.findall(texts[id(call)][1]))
    return Followed(tuple(s for s in told if any(was != now for was, now in s.numbers)), tuple(found), figures)


def _today(ledger: Ledger, call: Call) -> tuple[object, ...]:
    """Return what makes two calls the same: their name and their arguments, ids as they are today."""
    named = ((key, ledger.current(str(value))) for key, value in sorted(call.kwargs.items()))
    return call.name, *(ledger.current(str(value)) for value in call.args), *named


def plain(text: str) -> str:
    """Return what a macro gives as plain lines: no tags, attributes or link targets; a row's cells behind bars."""
    text = _FAILED.sub(UNSHOWN, _UNSEEN.sub("", text))
    return _bare(_ROW.sub(lambda row: f"\n{' '.join(_CELL.sub(' | ', row[0]).split())}\n", text))


def _bare(text: str) -> str:
    text = _TAG.sub("", _BLOCK.sub("\n", text.replace("<br>", "; ")))
    return _ATTRIBUTES.sub("", _LINK.sub(r"\1", text)).replace("**", "")


def sentences(page: Page, show: Callable[[Call], Pair]) -> Iterator[Sentence]:
    """Yield the page's sentences, a number in them as `show` gives it before and after."""
    texts = (re.sub("[\x02-\x04]", " ", p) if isinstance(p, str) else _marked(p, show) for p in page.parts)
    for paragraph in _PARAGRAPH.split(_bare("".join(texts))):
        for text in _END.split(" ".join(paragraph.split())):
            found = _MARKED.split(unescape(text.lstrip("-*+># ")))  # words, before, after, words …
            yield Sentence(tuple(found[::3]), tuple(zip(found[1::3], found[2::3], strict=True)))


def _marked(call: Call, show: Callable[[Call], Pair]) -> str:
    return "\n\n" if call.is_block else "\x02{}\x03{}\x04".format(*show(call))


def rows(before: str, after: str) -> Iterator[tuple[str, Pair]]:
    """Yield the numbers that change in a row or line that both texts have, each with what heads it."""
    old = dict(_cells(before))
    for key, text in _cells(after):
        if old.get(key, text) != text:
            yield from ((key[0] or text.partition(". ")[0].strip("- "), pair) for pair in _replaced(old[key], text))


def _cells(text: str) -> Iterator[tuple[tuple[str, str, int], str]]:
    """Yield the cells of tables by row, column and which of them; other lines by heading and words."""
    title = ""
    seen: Counter[Pair] = Counter()
    columns: list[str] = []
    for line in (line.strip() for line in plain(text).split("\n")):
        cells = [unescape(cell.strip()) for cell in line.strip("|").split("|")] if line.startswith("|") else []
        found: list[tuple[Pair, str]] = []
        if cells and columns and not _RULE.fullmatch(line):
            found = [((cells[0], column), cell) for column, cell in zip(columns, cells, strict=False)]
        elif line.startswith("#"):
            title = unescape(line.strip("# "))
        elif line and not cells and not line.removeprefix("- ").startswith(_POINTERS):
            found = [((title, _NUMBER.sub("#", unescape(line))), unescape(line))]
        for key, cell in found:
            seen[key] += 1
            yield (*key, seen[key]), cell
        columns = (columns or cells) if cells or not line else []


def _replaced(before: str, after: str) -> Iterator[Pair]:
    """Yield the numbers in the place of which others stand now."""
    old, new = _NUMBER.findall(before), _NUMBER.findall(after)
    for what, i1, i2, j1, j2 in SequenceMatcher(None, old, new).get_opcodes():
        if what == "replace" and i2 - i1 == j2 - j1:
            yield from zip(old[i1:i2], new[j1:j2], strict=True)
        elif what == "replace":
            yield ", ".join(old[i1:i2]), ", ".join(new[j1:j2])
