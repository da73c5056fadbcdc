"""The canonical form of figures.yml: its order, its spacing, its quotes. Lines move; nothing is written anew."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from ledger import outline, period, tree
from ledger.outline import Block
from ledger.problem import Problem, Unreadable, ordered
from ledger.shape import SECTIONS, ClaimShape, DiffersShape, FigureShape, PrintShape, Shape

WIDTH = 101
REMEDY = "Run 'python -m ledger format'."

_BANNER = re.compile(r"  # ---- (.*\S) ?-{4,}\s*")
_PLAIN = re.compile(r"(?P<field>\s*(?:- +)?(?P<key>[a-z]+): +)(?P<text>[^\s\"'|>\[{&*!#].*?)(?P<comment>\s+#.*)?")
_LAST = 10_000

Lines = tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """The text in canonical form, and what is not so in the text as it stands."""

    text: str
    problems: tuple[Problem, ...]


def arrange(text: str, name: str) -> Layout:
    """Return the text in canonical form; as it stands where it cannot be read."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    before = tree.parse(text, name)
    if not before.whole or not isinstance(before.data, dict):
        return Layout(text, ordered(before.problems))
    arranger = _Arranger(name, before.data)
    new = "\n".join(arranger.file(tuple(text.split("\n")))) + "\n"
    if new != text and not _says_the_same(text, new, before, name):
        wrong = "the entries cannot be put in order line by line. Put each key on a line of its own, and try again."
        return Layout(text, (Problem(name, 1, "", wrong),))
    return Layout(new, ordered(arranger.problems or _spacing(text, new, name)))


def _says_the_same(text: str, new: str, before: tree.Tree, name: str) -> bool:
    after = tree.parse(new, name)
    return after.whole and after.data == before.data and not _comments(text) - _comments(new)


def _comments(text: str) -> Counter[str]:
    lines = (line.strip() for line in text.split("\n") if not _BANNER.fullmatch(line))
    return Counter(line[line.index("#") :] for line in lines if re.search(r"(^|\s)#", line))


def _spacing(text: str, new: str, name: str) -> Iterator[Problem]:
    matcher = SequenceMatcher(None, text.split("\n"), new.split("\n"), autojunk=False)
    for kind, start, *_ in matcher.get_opcodes():
        if kind != "equal":
            line = min(start + 1, text.count("\n") + 1)
            yield Problem(name, line, "", f"the empty lines or the banner here are not the usual ones. {REMEDY}", "warning")


class _Arranger:
    """Put blocks of lines in order, from the sections down to the fields of a print."""

    def __init__(self, name: str, data: dict[str, Any]) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.entities = _mapping(data.get("entities"))
        self.places = [{key: n for n, key in enumerate(_mapping(data.get(s)))} for s in ("entities", "measures")]

    def file(self, lines: Lines) -> Iterator[str]:
        """Yield the lines of the whole file."""
        sections, tail = outline.blocks(lines, 1)
        top, first = _preamble(sections[0].lead)
        sections[0] = Block(sections[0].key, sections[0].line, first, sections[0].head, sections[0].body)
        order = list(SECTIONS)
        for n, section in enumerate(self._sorted(sections, lambda key: _place(key, order), "")):
            yield from top if not n else ("",)
            yield from (*_paragraphs(section.lead), section.head)
            yield from self._entries(section) if section.holds_entries else section.body
        if below := _paragraphs(tail):
            yield from ("", *below)

    def _entries(self, section: Block) -> Iterator[str]:
        entries, tail = outline.blocks(section.body, section.line + 1)
        is_figures = section.key == "figures"
        banners = _banners(entries) if is_figures else {}
        before = None
        for n, entry in enumerate(self._sorted(entries, self._rank) if is_figures else entries):
            yield from ("",) if n else ()
            entity = _entity(entry)
            lead = _paragraphs(_widened(entry.lead))
            if is_figures:
                banner = banners.get(entity) or _banner(self._name_of(entity))
                lead = _without(lead, banner)
                yield from (banner, "") if entity != before else ()
                before = entity
            yield from lead
            yield from self._entry(entry, SECTIONS.get(section.key), entry.key)
        if below := _paragraphs(_widened(tail)):
            yield from ("", *below)

    def _entry(self, entry: Block, shape: type[Shape] | None, about: str) -> Iterator[str]:
        yield entry.head
        if entry.holds_entries and shape:
            yield from self._fields(entry.body, entry.line + 1, shape, about)
        else:
            yield from entry.body

    def _fields(self, lines: Lines, first: int, shape: type[Shape], about: str) -> Iterator[str]:
        order = [info.alias or name for name, info in shape.model_fields.items()]
        fields, tail = outline.blocks(lines, first)
        for field in self._sorted(fields, lambda key: _place(key, order), about):
            yield from filter(outline.is_comment, field.lead)
            yield self._quoted(field, about)
            if not field.holds_entries:
                yield from field.body
            elif (shape, field.key) == (FigureShape, "claims"):
                yield from self._claims(field, about)
            elif (shape, field.key) == (ClaimShape, "articles"):
                yield from self._prints(field, about)
            elif (shape, field.key) == (ClaimShape, "differs"):
                yield from self._fields(field.body, field.line + 1, DiffersShape, about)
            else:
                yield from field.body
        yield from filter(outline.is_comment, tail)

    def _claims(self, field: Block, about: str) -> Iterator[str]:
        claims, tail = outline.blocks(field.body, field.line + 1)
        for claim in claims:
            yield from filter(outline.is_comment, claim.lead)
            yield from self._entry(claim, ClaimShape, f"{about}/{claim.key}")
        yield from filter(outline.is_comment, tail)

    def _prints(self, field: Block, about: str) -> Iterator[str]:
        articles, tail = outline.blocks(field.body, field.line + 1)
        for article in articles:
            yield from (*filter(outline.is_comment, article.lead), article.head)
            items, below = outline.items(article.body, article.line + 1)
            for item in items:
                yield from filter(outline.is_comment, item.lead)
                yield from self._item(item, about)
            yield from filter(outline.is_comment, below) if items else article.body
        yield from filter(outline.is_comment, tail)

    def _item(self, item: Block, about: str) -> Iterator[str]:
        """Yield an item with its fields in order: the dash goes to whichever comes first."""
        dash = item.head.index("-")
        bare = (item.head[:dash] + " " + item.head[dash + 1 :], *item.body)
        waits = True
        for line in self._fields(bare, item.line, PrintShape, about):
            dashed = waits and not outline.is_comment(line)
            yield line[:dash] + "-" + line[dash + 1 :] if dashed else line
            waits = waits and not dashed

    def _quoted(self, field: Block, about: str) -> str:
        match = _PLAIN.fullmatch(field.head)
        if not match or field.body or match["key"] not in tree.QUOTED | tree.PROSE:
            return field.head
        self._report(field.line, about, f"the {field.key} {match['text']} stands without quotes.")
        inner = match["text"].replace("\\", "\\\\").replace('"', '\\"')
        return f'{match["field"]}"{inner}"{match["comment"] or ""}'

    # ---- order

    def _sorted(self, blocks: Sequence[Block], rank: Callable[[str], Any], about: str | None = None) -> list[Block]:
        """Return the blocks in order, and report those that have to move."""
        ranks = [rank(block.key) for block in blocks]
        for n in _moving(ranks):
            block = blocks[n]
            subject, what = (block.key, "") if about is None else (about, f"'{block.key}' ")
            self._report(block.line, subject, f"{what}stands out of order.")
        return [blocks[n] for n in sorted(range(len(blocks)), key=lambda n: ranks[n])]

    def _rank(self, figure: str) -> tuple[Any, ...]:
        entity, _, rest = figure.partition(".")
        measure, _, when = rest.partition(".")
        entities, measures = self.places
        return entities.get(entity, _LAST), measures.get(measure, _LAST), *_date(when, self._year_end(entity))

    def _year_end(self, entity: str) -> tuple[int, int]:
        written = _mapping(self.entities.get(entity)).get("fiscal_year_end")
        match = re.fullmatch(r"(0[1-9]|1[0-2])-([0-3]\d)", str(written))
        return (int(match[1]), int(match[2])) if match else (12, 31)

    def _name_of(self, entity: str) -> str:
        return str(_mapping(self.entities.get(entity)).get("name", entity))

    def _report(self, line: int, subject: str, text: str) -> None:
        self.problems.append(Problem(self.name, line, subject, f"{text} {REMEDY}", "warning"))


def _date(when: str, year_end: tuple[int, int]) -> tuple[int, int, int]:
    """Return what a period sorts by: calendar before fiscal before undated, the earlier and then the longer first."""
    try:
        parsed = period.parse(when)
        dates = period.span(parsed, year_end)
    except Unreadable:
        return 3, 0, 0
    first, last = dates or (date.max, date.max)
    return 2 if dates is None else int(parsed.is_fiscal), first.toordinal(), -last.toordinal()


def _moving(ranks: Sequence[Any]) -> Iterable[int]:
    """Return the fewest positions whose items must move for the rest to be in order."""
    ends: list[Any] = []
    lengths = []
    for rank in ranks:
        at = bisect_right(ends, rank)
        ends[at : at + 1] = [rank]
        lengths.append(at + 1)
    length, bound, staying = len(ends), None, set()
    for n in reversed(range(len(ranks))):
        if lengths[n] == length and (bound is None or ranks[n] <= bound):
            staying.add(n)
            length, bound = length - 1, ranks[n]
    return [n for n in range(len(ranks)) if n not in staying]


def _place(key: str, order: list[str]) -> int:
    return order.index(key) if key in order else _LAST


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


# ---- comments and empty lines ---------------------------------------------------------------------


def _preamble(lead: Lines) -> tuple[Lines, Lines]:
    """Return the file's own comment, and what belongs to the first section: what no empty line parts from it."""
    parted = max((n for n, line in enumerate(lead) if not line.strip()), default=len(lead))
    top = _paragraphs(lead[:parted])
    return ((*top, "") if top else ()), _paragraphs(lead[parted:])


def _paragraphs(lines: Lines) -> Lines:
    """Return comments without empty lines at either end, and with one at most between them."""
    kept = [line for n, line in enumerate(lines) if line.strip() or (n and lines[n - 1].strip())]
    while kept and not kept[0].strip():
        kept.pop(0)
    return tuple(kept)
