"""Warn of numbers typed by hand, and of Markdown that becomes something else than meant: ragged tables, bad anchors."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
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
#: So far from a line's end its attribute list may begin.
_LONGEST_LIST = 300
#: Stands for a macro's amount where amounts are looked for: what makes more of it touches the macro.
_DIGIT = "7"
_WAIVE = "or say on its line why not: {# typed: reason #}."

_QUOTE = re.compile(r"\A(?: {0,3}> ?)+")
_RULE = re.compile(r"(?=[^-]*-)[|: -]+")
_PIPE = re.compile(r"(?<!\\)\|")
_BULLET = re.compile(r" {0,3}(?:[-*+]|1\.)[ \t]+\S")
_ITEM = re.compile(r" {0,3}(?:[-*+]|\d+\.)[ \t]")
_INNER = re.compile(r" {2,3}(?:[-*+]|\d+\.)[ \t]+\S")
#: What other programs take for an item of a list.
_NO_ITEM = re.compile(r" {0,3}(?:•|\d{1,2}\))[ \t]+\S")
_HEADING = re.compile(r"#+(.*)")
_UNDERLINE = re.compile(r"(?:=+|-+) *")
_ID = re.compile(r"\{[^{}]*#([\w:.-]+)[^{}]*\}\s*$")
_BRACES = re.compile(r"""(?<![{\w])\{[ \t]*[a-z_]+\([ \t]*(?:["'“‘][^{}\n]*)?\)[ \t]*\}{1,2}""")
#: Stands in a draft for what a person must write.
_PLACEHOLDER = re.compile(r"\bTODO:")
_UNWRITTEN = "'TODO:' stands for what somebody must write. Write it, or remove it."
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
    for line, text in page.heads:
        if _PLACEHOLDER.search(text):
            yield Problem(f"{FOLDER}/{page.path}", line, "", _UNWRITTEN, "warning")
    for at, text in _findings(page):
        yield Problem(f"{FOLDER}/{page.path}", page.line(at), "", text, "warning")


def _findings(page: Page) -> Iterator[Line]:
    for braces in _BRACES.finditer(page.prose):
        yield braces.start(), f"'{braces[0]}' is shown as it stands. A macro call has two braces on either side."
    for found in _PLACEHOLDER.finditer(page.prose):
        yield found.start(), _UNWRITTEN
    given = Counter(own[1] for line in page.text.split("\n") if (own := _ID.search(line[-_LONGEST_LIST:])))
    made: set[str] = set()
    for block in _blocks(page.prose):
        if heading := _HEADING.fullmatch(block[0][1]):
            yield from _heading(page, block[0][0], heading[1], given, made)
        elif len(block) > 1 and _UNDERLINE.fullmatch(block[1][1]):
            yield from (*_heading(page, *block[0], given, made), *_list(block[2:]))
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


def _heading(page: Page, at: int, text: str, given: Counter[str], made: set[str]) -> Iterator[Line]:
    """Yield what is wrong with the address of a heading; attribute lists stand only in the whole text."""
    shown = re.sub(f"[{AMOUNT}{OTHER}]", "…", text.strip())
    end = page.text.find("\n", at) % (len(page.text) + 1)
    if own := _ID.search(page.text, max(at, end - _LONGEST_LIST), end):
        if given[own[1]] > 1:
            yield at, f"the address '#{own[1]}' of the heading '{shown}' stands more than once. Choose another."
        return
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    address = re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())
    what = "holds a macro call" if shown != text.strip() else ""
    what = what or ("has no letter for its address" if not re.search("[a-z]", address) else "")
    if what or address in made or given[address]:
        what = what or "stands more than once, and order would make its address"
        yield at, f"the heading '{shown}' {what}. Give it an address of its own, such as {{ #plans }}."
    made.add(address)


def _table(block: Sequence[Line]) -> Iterator[Line]:
    """Yield what makes no table, and rows that have not as many cells as their head: Markdown cuts or fills them."""
    rules = [number for number, (_, row) in enumerate(block) if _RULE.fullmatch(row)]
    if rules and rules[0] > 1 and _PIPE.search(block[rules[0] - 1][1]):
        yield block[rules[0] - 1][0], "this table stands right behind text and is none. Put an empty line before it."
    elif len(block) > 1 and not rules and all(row.strip().startswith("|") for _, row in block):
        yield block[0][0], "this table has no rule below its head and is none. Add a line such as | --- | --- |."
    elif rules[:1] == [1] and _PIPE.search(block[0][1]):
        head = _cells(block[0][1])
        for at, row in block[1:]:
            if (cells := _cells(row)) != head:
                wrong = f"this row has {cells} cells, and its head has {head}. Write as many, with a '|' between them."
                yield at, wrong


def _cells(row: str) -> int:
    return len(_PIPE.findall(row.strip().removeprefix("|").removesuffix("|"))) + 1


def _list(block: Sequence[Line]) -> Iterator[Line]:
    """Yield items that are read as text, right behind a paragraph or for their sign, and inner items as outer ones."""
    lines = [text for _, text in block]
    if len(lines) > 1 and all(_NO_ITEM.match(text) for text in lines[:2]):
        yield block[0][0], "these lines make no list. Begin each with '- ' or '1. '."
    elif lines and _ITEM.match(lines[0]):
        inner = next((at for at, text in block if _INNER.match(text)), None)
        if inner is not None:
            yield inner, "this item is read as one of the list around it. Indent it by four blanks."
    elif lines and not lines[0].lstrip().startswith(_OPENING) and "|" not in lines[0]:
        items = [number for number, text in enumerate(lines) if number and _BULLET.match(text)]
        if items and (len(items) > 1 or lines[items[0] - 1].rstrip().endswith(":")):
            wrong = "this item stands right behind text and makes no list. Put an empty line before it."
            yield block[items[0]][0], wrong
