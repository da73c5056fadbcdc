"""Warn of numbers typed by hand, and of Markdown that becomes something else than meant: ragged tables, bad anchors."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from decimal import Decimal
from itertools import pairwise

from markdown.extensions.toc import slugify

from ledger.core.ledger import Ledger
from ledger.core.problem import Problem, Unreadable
from ledger.language import printed, prose
from ledger.language.locale import ENGLISH
from ledger.pages.calls import Call
from ledger.pages.page import AMOUNT, FOLDER, MARKDOWN, OTHER, RE, Page

#: A place in the text, and what it holds without the signs of a quotation, or what is wrong there.
Line = tuple[int, str]

#: No article prints a longer number.
MAX_TOKEN = 80
#: So far from a line's end its attribute list may begin.
_LONGEST_LIST = 300
#: Stands for a macro's amount where amounts are looked for: what makes more of it touches the macro.
_DIGIT = "7"
_WAIVE = "or say on its line why not: {# typed: reason #}."

_ANYWHERE, _IN_BLOCKS = (
    [(message, re.compile(pattern, re.MULTILINE)) for message, pattern in MARKDOWN[place].items()]
    for place in ("anywhere", "block")
)


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
    for call, rest in pairwise(page.parts):
        if isinstance(call, Call) and call.has_unit and RE["share"].match(str(rest)):
            figure = ledger.figures.get("".join(call.args[:1]).partition("/")[0])
            if figure and figure.measure.kind == "per share":
                text = f"a share stands twice: the macro writes it. Leave it out, {_WAIVE}"
                yield Problem(file, call.line, "", text, "warning")


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
    readings = {unit: {*_readings(token, unit, ledger)} for unit in {c.amount.unit for c in claims}}
    return [c.id for c in claims if (c.amount.vague, c.amount.numbers) in readings[c.amount.unit]]


def _readings(token: str, unit: str, ledger: Ledger) -> Iterator[tuple[bool, tuple[Decimal, ...]]]:
    """Yield what the token means in English, and in the languages of the articles."""
    for language in {ENGLISH, *(a.language for a in ledger.articles.values())} if len(token) <= MAX_TOKEN else ():
        with suppress(Unreadable):
            amount = printed.parse(token, language, unit)
            yield amount.vague, amount.numbers


def structure(page: Page) -> Iterator[Problem]:
    """Yield the page's structural problems."""
    found = [(line, wrong) for line, text in page.heads for _, wrong in _anywhere(text)]
    found += [(page.line(at), wrong) for at, wrong in (*_anywhere(page.prose), *_findings(page))]
    return (Problem(f"{FOLDER}/{page.path}", line, "", wrong, "warning") for line, wrong in found)


def _anywhere(text: str) -> Iterator[Line]:
    for message, pattern in _ANYWHERE:
        yield from ((found.start(), message.format(found[0])) for found in pattern.finditer(text))


def _findings(page: Page) -> Iterator[Line]:
    given = Counter(own[1] for line in page.text.split("\n") if (own := RE["id"].search(line[-_LONGEST_LIST:])))
    made: set[str] = set()
    for block in _blocks(page.prose):
        if heading := RE["heading"].fullmatch(block[0][1]):
            yield from _heading(page, block[0][0], heading[1], given, made)
            continue
        if len(block) > 1 and RE["underline"].fullmatch(block[1][1]):
            yield from _heading(page, *block[0], given, made)
            block = block[2:]
        text = "\n".join(line for _, line in block)
        found = ((message, pattern.search(text)) for message, pattern in _IN_BLOCKS)
        yield from ((block[text.count("\n", 0, m.end())][0], message) for message, m in found if m)
        yield from _rows(block)


def _blocks(prose: str) -> Iterator[list[Line]]:
    """Yield the lines between empty ones, a heading alone; without the signs of quotations and the common indent."""
    block: list[Line] = []
    at = indent = 0
    for line in [*prose.split("\n"), ""]:
        text = RE["quote"].sub("", line, count=1).rstrip()
        is_heading = text.startswith("#")
        if block and (is_heading or not text):
            yield block
            block = []
        indent = indent if block else len(text) - len(text.lstrip())
        if is_heading:
            yield [(at, text)]
        elif text:
            block.append((at, text[indent:] if not text[:indent].strip() else text))
        at += len(line) + 1


def _heading(page: Page, at: int, text: str, given: Counter[str], made: set[str]) -> Iterator[Line]:
    """Yield what is wrong with the address of a heading; attribute lists stand only in the whole text."""
    shown = re.sub(f"[{AMOUNT}{OTHER}]", "…", text.strip())
    end = page.text.find("\n", at) % (len(page.text) + 1)
    if own := RE["id"].search(page.text, max(at, end - _LONGEST_LIST), end):
        if given[own[1]] > 1:
            yield at, f"the address '#{own[1]}' of the heading '{shown}' stands more than once. Choose another."
        return
    address = slugify(text, "-")
    faults = {
        "holds a macro call": shown != text.strip(),
        "has no letter for its address": not re.search("[a-z]", address),
        "stands more than once, and order would make its address": address in made or given[address],
    }
    if what := next((fault for fault, holds in faults.items() if holds), ""):
        yield at, f"the heading '{shown}' {what}. Give it an address of its own, such as {{ #plans }}."
    made.add(address)


def _rows(block: Sequence[Line]) -> Iterator[Line]:
    """Yield the rows of a table that have not as many cells as their head: Markdown cuts or fills them."""
    is_rule = [bool(RE["rule"].fullmatch(row)) for _, row in block[:2]]
    if is_rule == [False, True] and RE["pipe"].search(block[0][1]):
        counts = [len(RE["pipe"].findall(row.strip().removeprefix("|").removesuffix("|"))) + 1 for _, row in block]
        wrong = "this row has {} cells, and its head has {}. Write as many, with a '|' between them."
        rows = zip(block, counts, strict=True)
        yield from ((at, wrong.format(cells, counts[0])) for (at, _), cells in rows if cells != counts[0])
