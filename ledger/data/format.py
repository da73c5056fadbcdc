"""The canonical form of figures.yml: its order, its spacing, its quotes. Lines move; nothing is written anew."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from ledger.core import scalars
from ledger.core import yaml as tree
from ledger.core.problem import Problem, ordered
from ledger.data import outline, spacing
from ledger.data.order import Order, moving, place
from ledger.data.outline import Block
from ledger.data.shape import SECTIONS, ClaimShape, DiffersShape, FigureShape, PrintShape, Shape

REMEDY = "Run 'python -m ledger format'."

_PLAIN = re.compile(r"(?P<field>\s*(?:- +)?(?P<key>[a-z]+): +)(?P<text>[^\s\"'|>\[{&*!#].*?)(?P<comment>\s+#.*)?")

Lines = tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """The text in canonical form, and what is not so in the text as it stands."""

    text: str
    problems: tuple[Problem, ...]


def arrange(text: str, name: str) -> Layout:
    """Return the text in canonical form; as it stands where it cannot be read."""
    raw, text = text, text.replace("\r\n", "\n").replace("\r", "\n")
    before = tree.parse(text, name)
    if not before.whole or not isinstance(before.data, dict):
        return Layout(text, ordered(before.problems))
    arranger = _Arranger(name, before.data)
    new = "\n".join(arranger.file(tuple(text.split("\n")))) + "\n"
    if new != text and not _says_the_same(text, new, before, name):
        wrong = "the entries cannot be put in order line by line. Put each key on a line of its own, and try again."
        return Layout(text, (Problem(name, 1, "", wrong),))
    return Layout(new, ordered(arranger.problems or _spacing(raw, new, name)))


def _says_the_same(text: str, new: str, before: tree.Tree, name: str) -> bool:
    after = tree.parse(new, name)
    return after.whole and after.data == before.data and not _comments(text) - _comments(new)


def _comments(text: str) -> Counter[str]:
    lines = (line.strip() for line in text.split("\n") if not spacing.is_banner(line))
    return Counter(line[line.index("#") :] for line in lines if re.search(r"(^|\s)#", line))


def _spacing(text: str, new: str, name: str) -> Iterator[Problem]:
    matcher = SequenceMatcher(None, text.split("\n"), new.split("\n"), autojunk=False)
    for kind, start, *_ in matcher.get_opcodes():
        if kind != "equal":
            line = min(start, text.count("\n")) + 1
            yield Problem(name, line, "", f"the spacing or the banner here is not the usual one. {REMEDY}", "warning")


class _Arranger:
    """Put blocks of lines in order, from the sections down to the fields of a print."""

    def __init__(self, name: str, data: dict[str, Any]) -> None:
        self.name, self.order = name, Order(data)
        self.problems: list[Problem] = []

    def file(self, lines: Lines) -> Iterator[str]:
        """Yield the lines of the whole file."""
        sections, tail = outline.blocks(lines, 1)
        top, lead = spacing.preamble(sections[0].lead if sections else lines)
        yield from top
        sections[:1] = [replace(section, lead=lead) for section in sections[:1]]
        order = list(SECTIONS)
        for n, section in enumerate(self._sorted(sections, lambda key: place(key, order), "")):
            yield from ("",) if n else ()
            yield from (*spacing.paragraphs(section.lead), section.head)
            yield from self._entries(section) if section.holds_entries else section.body
        yield from spacing.closing(tail) if sections else ()

    def _entries(self, section: Block) -> Iterator[str]:
        entries, tail = outline.blocks(section.body, section.line + 1)
        is_figures = section.key == "figures"
        banners = spacing.banners(entries) if is_figures else {}
        before = ""
        for n, entry in enumerate(self._sorted(entries, self.order.rank) if is_figures else entries):
            yield from ("",) if n else ()
            lead, entity = spacing.paragraphs(spacing.widened(entry.lead)), spacing.entity_of(entry)
            if is_figures:
                banner = banners.get(entity) or spacing.banner(self.order.name_of(entity))
                lead = spacing.without(lead, banner)
                yield from (banner, "") if entity != before else ()
                before = entity
            yield from lead
            yield from self._entry(entry, SECTIONS.get(section.key), entry.key)
        yield from spacing.closing(spacing.widened(tail))

    def _entry(self, entry: Block, shape: type[Shape] | None, about: str) -> Iterator[str]:
        yield entry.head
        if entry.holds_entries and shape:
            yield from self._fields(entry.body, entry.line + 1, shape, about)
        else:
            yield from entry.body

    def _fields(self, lines: Lines, first: int, shape: type[Shape], about: str) -> Iterator[str]:
        order = [info.alias or name for name, info in shape.model_fields.items()]
        fields, tail = outline.blocks(lines, first)
        for field in self._sorted(fields, lambda key: place(key, order), about):
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
        if not match or field.body or match["key"] not in scalars.QUOTED | scalars.PROSE:
            return field.head
        self._report(field.line, about, f"the {field.key} {match['text']} stands without quotes.")
        inner = match["text"].replace("\\", "\\\\").replace('"', '\\"')
        return f'{match["field"]}"{inner}"{match["comment"] or ""}'

    # ---- order

    def _sorted(self, blocks: Sequence[Block], rank: Callable[[str], Any], about: str | None = None) -> list[Block]:
        """Return the blocks in order, and report those that have to move."""
        ranks = [rank(block.key) for block in blocks]
        for n in moving(ranks):
            block = blocks[n]
            subject, what = (block.key, "") if about is None else (about, f"'{block.key}' ")
            self._report(block.line, subject, f"{what}stands out of order.")
        return [blocks[n] for n in sorted(range(len(blocks)), key=lambda n: ranks[n])]

    def _report(self, line: int, subject: str, text: str) -> None:
        self.problems.append(Problem(self.name, line, subject, f"{text} {REMEDY}", "warning"))
