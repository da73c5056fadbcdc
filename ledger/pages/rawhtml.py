"""What a page's Markdown becomes: only elements, attributes and addresses that can do no reader harm.

The page is rendered with stand-ins for its macro calls, and what comes out is held against short lists.
What does not match them to the letter is refused, so that no browser's own reading of odd markup matters.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from functools import lru_cache
from unicodedata import normalize

from markdown import Markdown

from ledger.core import plaintext
from ledger.core.problem import Problem
from ledger.pages import limits, standin, tags
from ledger.pages.calls import Piece, Walk
from ledger.pages.page import FOLDER, Page, odd_title
from ledger.pages.tags import Finding
from ledger.views.markdown import EXTENSIONS

MAX_FINDINGS = 20

#: Only the site itself writes these: labels that are shown on a phone and in the contents, and keys that sort.
_BORROWED = re.compile(r"\bdata-(?:label|sort|toc-label)(?=\s*=)")
_FOOTNOTE = re.compile(r"^(?:[ \t>.)\d]|[*+-][ \t])*(\[\^[^\[\]]+\]:)", re.MULTILINE)
_DEFINITION = re.compile(r"^(?:[ \t>.)\d]|[*+-][ \t])*(\[(?!\^)[^\[\]]+\]:)", re.MULTILINE)
_ODD = {
    _BORROWED: "is written by the site alone. Remove it.",
    _FOOTNOTE: "begins a footnote, which pages do not have. Write it in brackets, or as a sentence of its own.",
    _DEFINITION: "defines a link elsewhere. Write its address where the link stands.",
}
_TITLE = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
_IN_RAW = (
    "a macro call stands in a tag that is not read as Markdown, where its own source would be shown."
    " Write the tag, and those around it, like <div markdown>, or leave them out."
)
#: What joins with the link or the list of attributes that a call becomes, before it and after it.
_BEFORE, _AFTER = re.compile(r"[\[\]!\\<&]\Z"), re.compile(r"\A[{(\[]")
_ALONE_BEFORE = re.compile(r"(?:\A|\n)[ \t]*\n\Z|\A\n?\Z")
_ALONE_AFTER = re.compile(r"\A[ \t]*(?:\n[ \t]*(?:\n|\Z)|\Z)")


def problems(page: Page) -> Iterator[Problem]:
    """Yield what the page would put before readers and must not, each at its line."""
    found = _findings(standin.body(page.parts))
    parts = [(*block, _findings(block[1])) for block in standin.blocks(page)] if found else []
    located = [(line, wrong) for finding in found for line, wrong in _located(finding, parts, page)]
    linked = {line for line, wrong in located if wrong == tags.in_("a")}
    joined = ((line, wrong) for line, wrong in _of_calls(page) if line not in linked or wrong[1] not in "[]")
    named = _of_title(page) if page.path else ()  # a text of no page has no name
    told = [*_of_source(page), *named, *_of_titles(page), *joined, *located]
    for line, wrong in (*told, *_of_raw(page, {line for line, _ in told})):
        yield Problem(f"{FOLDER}/{page.path}", line, "", standin.ANY.sub("{{ … }}", wrong))


def _located(
    finding: Finding, parts: Iterable[tuple[list[int], str, tuple[Finding, ...]]], page: Page
) -> Iterator[tuple[int, str]]:
    """Yield the lines of a finding: in each block that by itself shows it, or where its text stands first."""
    token, wrong = finding
    within = [(numbers, text.split("\n")) for numbers, text, found in parts if finding in found]
    for numbers, lines in within:
        shows = (_even(token) in _even(line) if token else standin.ANY.search(line) for line in lines)
        yield next((n for n, here in zip(numbers, shows, strict=True) if here), numbers[0]), wrong
    blocks = [call.line for call in page.calls if call.is_block]
    if not within and wrong == tags.MISPLACED:
        # a table of contents shows a heading's call a second time
        yield from ((blocks[min(number, len(blocks) - 1)], wrong) for number in tags.misplaced(rendered(page)))
    elif not within:
        yield line_of(standin.ANY.sub("", token), page.prose), wrong


def _of_source(page: Page) -> Iterator[tuple[int, str]]:
    """Yield what is refused for how it is written, because what it does depends on what calls come to."""
    text = standin.body(page.parts)  # a comment between two pieces of prose joins them
    numbers = [number for number, _ in standin.lines(page)]
    for match in (match for pattern in _ODD for match in pattern.finditer(text)):
        yield numbers[text.count("\n", 0, match.end())], f"'{match[match.re.groups]}' {_ODD[match.re]}"


def _of_title(page: Page) -> Iterator[tuple[int, str]]:
    """Yield why other pages do not call the page as its own heading does."""
    seen = _html(standin.body(page.parts))
    if seen is None or odd_title(page.title) or any(text == page.title for _, text in page.heads):
        return
    heading = _TITLE.search(seen)
    if not heading or page.title == page.path:
        yield 1, "the page has no title. Begin it with '# Title', or give 'title:' in the front matter."
    elif heading[1] not in _TITLE.findall(html(f"# {page.title}")):
        wrong = f"'{page.title}' is not the page's first heading. Begin the page with '# Title'."
        yield line_of(page.title, page.prose), wrong


def _of_titles(page: Page) -> Iterator[tuple[int, str]]:
    """Yield every heading of the first level after the page's title."""
    if rendered(page).count("<h1") > 1:
        titled = [numbers[0] for numbers, text in standin.blocks(page) for _ in range(html(text).count("<h1"))]
        yield from ((line, "a second heading of the first level. Begin it with '##'.") for line in titled[1:])


def _of_calls(page: Page) -> Iterator[tuple[int, str]]:
    """Yield calls that stand where they and the text around them would make something else of each other."""
    before = ""
    for number, part in enumerate(page.parts):
        after = standin.body(page.parts[number + 1 : number + 2])
        if isinstance(part, str):
            before = before[-200:] + part
            continue
        if part.is_block:
            if not (_ALONE_BEFORE.search(before) and _ALONE_AFTER.search(after)):
                yield part.line, f"{part.name}() makes a block. Put the call on a line of its own, between empty lines."
        elif touching := _BEFORE.search(before) or _AFTER.search(after):
            yield part.line, f"'{touching[0]}' would join with what {part.name}() becomes. Put a space between."
        before += standin.body([part])


def _of_raw(page: Page, told: Container[int]) -> Iterator[tuple[int, str]]:
    """Yield calls of which readers would see the source, on lines of which nothing else is told."""
    body = standin.body(page.parts)
    if page.calls and "<" in body and html(body):
        read = standin.read_as_markdown(_converted(standin.numbered(page.parts)) or "")
        wrong = (call.line for number, call in enumerate(page.calls) if number not in read)
        yield from ((line, _IN_RAW) for line in dict.fromkeys(wrong) if line not in told)


def shown(page: Page) -> str:
    """Return what a reader sees of the page, tooltips included; compatible signs are made equal."""
    seen = rendered(page)
    labels = "\n".join(tags.LABEL.findall(seen))
    text = re.sub(r"<[^>]*>", "\n", tags.WITHIN.sub("", seen))
    signs = plaintext.unescaped(f"{text}\n{labels}")
    return re.sub("[^\u2160-\u2188]+", lambda found: normalize("NFKC", found[0]), signs)  # Ⅽ is a number, C is none


def rendered(page: Page) -> str:
    """Return the page's HTML with stand-ins for its calls; nothing where it cannot be rendered."""
    return html(standin.body(page.parts))


def html(body: str) -> str:
    """Return the HTML of a text with stand-ins; nothing where it cannot be rendered."""
    return _html(body) or ""


def refusal(walked: Walk) -> str:
    """Return why a text must not be shown, or nothing; what is wrong with its calls is not said here."""
    page = Page("", "", "", tuple(walked.calls), tuple(walked.prose), parts=tuple(walked.parts))
    return next((p.text for p in problems(page)), "")


def line_of(token: str, prose: Iterable[Piece]) -> int:
    """Return the line of the text, or of its longest word where Markdown has changed the rest."""
    words = sorted(re.findall(r"\w{3,}", token), key=len, reverse=True)
    for wanted in filter(None, (token, *words)):
        for start, text in prose:
            even = _evened(text)
            if (at := even.find(wanted.lower())) >= 0:
                return start + even.count("\n", 0, at)
    return 1


@lru_cache(maxsize=1024)
def _evened(text: str) -> str:
    """Return the text as it is shown, in as many lines as it is written."""
    return "\n".join(" ".join(_even(plaintext.unescaped(line)).split("\n")) for line in text.split("\n"))


def _even(text: str) -> str:
    return normalize("NFKC", text).lower()


@lru_cache(maxsize=1024)
def _html(body: str) -> str | None:
    """Return the rendered text, or nothing where it cannot be rendered."""
    return None if limits.exceeded(body) else _converted(body)


def _converted(body: str) -> str | None:
    try:
        return Markdown(extensions=list(EXTENSIONS)).convert(body)
    except Exception:  # the library has no error of its own; what it cannot read, the build cannot either
        return None


@lru_cache(maxsize=1024)
def _findings(body: str) -> tuple[Finding, ...]:
    html = _html(body)
    if html is None:
        unread = "Markdown cannot read this page. Look for unfinished lists, quotations and tags."
        return (limits.exceeded(body) or ("", unread),)
    return tuple(dict.fromkeys(tags.findings(html)))[:MAX_FINDINGS]
