"""Warn of numbers typed by hand, and of Markdown that becomes something else than meant: ragged tables, bad anchors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from decimal import Decimal

from ledger.core.ledger import Ledger
from ledger.core.problem import Problem, Unreadable
from ledger.language import printed, prose
from ledger.language.locale import ENGLISH
from ledger.pages.page import AMOUNT, FOLDER, OTHER, Page

#: A place in the text, and what it holds without the signs of a quotation, or what is wrong there.
Line = tuple[int, str]

#: No article prints a longer number.
MAX_TOKEN = 80
#: Stands for a macro's amount where amounts are looked for: what makes more of it touches the macro.
_DIGIT = "7"
_WAIVE = "or say on its line why not: {# typed: reason #}."

_QUOTE = re.compile(r"\A(?: {0,3}> ?)+")
_PIPE = re.compile(r"(?<!\\)\|")
_BULLET = re.compile(r" {0,3}(?:[-*+]|1[.)])[ \t]+\S")
_ITEM = re.compile(r" {0,3}(?:[-*+]|\d+[.)])[ \t]")
_HEADING = re.compile(r"#+(.*)")
_UNDERLINE = re.compile(r"(?:=+|-+) *")
_ID = re.compile(r"\{[^{}]*#[\w:.-]+[^{}]*\}\s*$")
_BRACES = re.compile(r"""(?<![{\w])\{[ \t]*[a-z_]+\([ \t]*(?:["'“‘][^{}\n]*)?\)[ \t]*\}(?!\})""")
#: What opens a box or is read as HTML: what follows is a block of its own.
_OPENING = ("!!!", "???", "===", "<", ":", "[^")


def typed(page: Page, ledger: Ledger) -> Iterator[Problem]:
    """Yield the amounts that no macro wrote and no waiver on their line explains, and units behind a macro."""
    file, article = f"{FOLDER}/{page.path}", ledger.articles.get(ledger.summarised.get(page.path, ""))
    language = article.language if article else ENGLISH
    for line, text in page.heads:
        for found in prose.find(text, language):
            wrong = f"the number '{found.text}' is typed by hand, and the front matter takes no macro. Say it without."
            yield Problem(file, line, "", wrong, "warning")
    for found in prose.find(page.prose.replace(AMOUNT, _DIGIT), language):
        line = page.line(found.start)
        if line not in page.waived:
            yield Problem(file, line, "", _message(page.prose[found.start : found.end], page, ledger), "warning")


def _message(token: str, page: Page, ledger: Ledger) -> str:
    shown = " ".join(token.split())
    if AMOUNT in token and not any(c.isdigit() for c in token):
        unit = shown.replace(AMOUNT, "").strip()
        return f"'{unit}' touches a macro, which writes its own unit. Leave it out, {_WAIVE}"
    names = [f'{{{{ fig("{name}") }}}}' for name in _equal_claims(shown, page, ledger)[:2]]
    remedy = f"Write {' or '.join(names)}" if names else "Add it to the file of figures and write {{ fig(…) }}"
    return f"the number '{shown.replace(AMOUNT, '…')}' is typed by hand. {remedy}, {_WAIVE}"


def _equal_claims(token: str, page: Page, ledger: Ledger) -> list[str]:
    """Return the ids of the claims with exactly this number, the page's own article first."""
    article = ledger.summarised.get(page.path, "")
    claims = sorted(ledger.claims.values(), key=lambda c: (article not in (*c.articles, c.of), c.operation is not None))
    readings = {unit: _readings(token, unit, ledger) for unit in {c.amount.unit for c in claims}}
    return [c.id for c in claims if (c.amount.vague, c.amount.numbers) in readings[c.amount.unit]]


def _readings(token: str, unit: str, ledger: Ledger) -> frozenset[tuple[bool, tuple[Decimal, ...]]]:
    """Return what the token means in English, and in the languages of the articles."""
    found: set[tuple[bool, tuple[Decimal, ...]]] = set()
    languages = {"en": None, **dict.fromkeys(article.language for article in ledger.articles.values())}
    for language in languages if len(token) <= MAX_TOKEN else ():
        with suppress(Unreadable):
            amount = printed.parse(token, language, unit)
            found.add((amount.vague, amount.numbers))
    return frozenset(found)


def structure(page: Page) -> Iterator[Problem]:
    """Yield the page's structural problems."""
    for at, text in _findings(page):
        yield Problem(f"{FOLDER}/{page.path}", page.line(at), "", text, "warning")


def _findings(page: Page) -> Iterator[Line]:
    for braces in _BRACES.finditer(page.prose):
        yield braces.start(), f"'{braces[0]}' is shown as it stands. A macro call has two braces on either side."
    for block in _blocks(page.prose):
        if heading := _HEADING.fullmatch(block[0][1]):
            yield from _heading(page, block[0][0], heading[1])
        elif len(block) > 1 and _UNDERLINE.fullmatch(block[1][1]):
            yield from (*_heading(page, *block[0]), *_list(block[2:]))
        else:
            yield from (*_table(block), *_list(block))


def _blocks(prose: str) -> Iterator[Sequence[Line]]:
    """Yield the lines between empty ones, a heading alone; without the signs of quotations and the common indent."""
    block: list[Line] = []
    at = indent = 0
    for line in [*prose.split("\n"), ""]:
        text = _QUOTE.sub("", line, count=1)
        is_heading = text.startswith("#")
        if block and (is_heading or not text.strip()):
            yield block
            block = []
        indent = indent if block else len(text) - len(text.lstrip())
        if is_heading:
            yield [(at, text)]
        elif text.strip():
            block.append((at, text[indent:] if not text[:indent].strip() else text))
        at += len(line) + 1


def _heading(page: Page, at: int, text: str) -> Iterator[Line]:
    """Yield what is wrong with the address of a heading; attribute lists stand only in the whole text."""
    if _ID.search(page.text[at:].partition("\n")[0][-300:]):
        return
    what = "holds a macro call" if AMOUNT in text or OTHER in text else ""
    what = what or ("has no letter for its address" if not re.search("[A-Za-z]", text) else "")
    if what:
        shown = re.sub(f"[{AMOUNT}{OTHER}]", "…", text.strip())
        yield at, f"the heading '{shown}' {what}. Give it an address of its own, such as {{ #plans }}."


def _table(block: Sequence[Line]) -> Iterator[Line]:
    """Yield the rows that have not as many cells as their head; Markdown cuts them, or fills them up."""
    if len(block) < 2 or not _PIPE.search(block[0][1]) or not set(block[1][1].strip()) <= set("|:- "):
        return
    head = _cells(block[0][1])
    for at, row in block[1:]:
        if (cells := _cells(row)) != head:
            yield at, f"this row has {cells} cells, and its head has {head}. Write as many, with a '|' between them."


def _cells(row: str) -> int:
    return len(_PIPE.findall(row.strip().removeprefix("|").removesuffix("|"))) + 1


def _list(block: Sequence[Line]) -> Iterator[Line]:
    """Yield items that stand right behind a paragraph, and are read as its text."""
    if not block or _ITEM.match(block[0][1]) or block[0][1].lstrip().startswith(_OPENING) or "|" in block[0][1]:
        return
    items = [number for number, (_, text) in enumerate(block) if number and _BULLET.match(text)]
    if items and (len(items) > 1 or block[items[0] - 1][1].rstrip().endswith(":")):
        yield block[items[0]][0], "this item stands right behind text and makes no list. Put an empty line before it."
