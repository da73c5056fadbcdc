"""What a page's Markdown becomes: only elements, attributes and addresses that can do no reader harm.

The page is rendered with stand-ins for its macro calls, and what comes out is held against short lists.
What does not match them to the letter is refused, so that no browser's own reading of odd markup matters.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import lru_cache
from html import unescape
from inspect import Signature
from unicodedata import normalize

from markdown import Markdown

from ledger import plaintext
from ledger.markdown import EXTENSIONS
from ledger.pages import FOLDER, Call, Page, Piece, walk
from ledger.problem import Problem

#: Markdown takes a time that grows with the square of these; no page by hand comes near.
MAX_LINES, MAX_CALLS, MAX_TAGS, MAX_BRACKETS, MAX_BRACKETS_OF_BLOCK = 3_000, 1_000, 300, 2_000, 200
MAX_FINDINGS = 20

_ELEMENT = re.compile(
    "a|blockquote|br|caption|code|d[dlt]|details|div|em|h[1-6r]|img|li|ol|p|pre|span|strong|sub|summary|sup|table|tbody"
    "|t[dhr]|thead|ul"
)
_NAME = re.compile(r"(?!__)[A-Za-z0-9_./-]+")
_PICTURE = r"(?:[A-Za-z0-9_.-]+/)*[A-Za-z0-9_.-]+"
#: What the value of each allowed attribute must be.
_ATTRIBUTES: Mapping[str, re.Pattern[str]] = {
    "class": re.compile(r"(?:(?:ledger[a-z_-]*|num|language-[a-z0-9-]+) ?)*"),
    "id": _NAME,
    "lang": re.compile(r"[A-Za-z-]{2,12}"),
    "title": re.compile(r".*"),
    "alt": re.compile(r".*"),
    "rel": re.compile(r"[a-z ]*"),
    "scope": re.compile(r"row|col"),
    "start": re.compile(r"1"),
    "open": re.compile(r""),
    "data-label": re.compile(r".*"),
    "data-sort": re.compile(r"[0-9.-]*"),
    "src": re.compile(_PICTURE),
    "href": re.compile(
        r"https://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:/[^\s\\<>\"]*)?|mailto:[A-Za-z0-9.+-]+@[A-Za-z0-9.-]+"
        rf"|(?:{_PICTURE}/?)?(?:#(?!__)[A-Za-z0-9_./-]+)?"
    ),
}
_TAG = re.compile(r"</?([a-z][a-z0-9]*)((?:\s+[a-z][a-z-]*(?:=\"[^\"<>]*\")?)*)\s*/?>")
_ATTRIBUTE = re.compile(r"([a-z][a-z-]*)(?:=\"([^\"<>]*)\")?")
_REFERENCE = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?")
_MARKUP = frozenset({"&amp;", "&lt;", "&gt;", "&quot;"})
_CODE = re.compile(r"<code\b.*?</code>", re.DOTALL)
_INLINE = re.compile(r"</?(?:a|code|em|span|strong|sub|sup)\b[^>]*>")
_LINK = re.compile(r"(?:href|src)=\"([^\"#]+)")
_LABEL = re.compile(r"(?:alt|title)=\"([^\"]*)\"")
#: Stands for a macro call: no page may hold it, and it is no letter, digit or markup.
STAND_IN = "\ue000"

Finding = tuple[str, str]  # the text to look for in the page, and what is wrong with it


def problems(page: Page) -> Iterator[Problem]:
    """Yield what the page would put before readers and must not, each at its line."""
    yield from _borrowed(page)
    for token, wrong in _findings(_body(page.parts)):
        text = wrong.replace(STAND_IN, "{{ … }}")
        yield Problem(f"{FOLDER}/{page.path}", line_of(token.strip(STAND_IN), page.prose), "", text)


def _borrowed(page: Page) -> Iterator[Problem]:
    """Yield attributes that only the site's own tables write: one is shown on a phone, the other sorts."""
    for start, text in page.prose:
        for match in re.finditer(r"\bdata-(?:label|sort)\s*=", text):
            wrong = f"'{match[0].rstrip('= ')}' is written by the site's tables alone. Remove it."
            yield Problem(f"{FOLDER}/{page.path}", start + text.count("\n", 0, match.start()), "", wrong)


def strays(page: Page, files: Container[str]) -> Iterator[Problem]:
    """Yield links to files that are not below the pages' folder."""
    for address in dict.fromkeys(_LINK.findall(_html(_body(page.parts)) or "")):
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), address))
        if _ATTRIBUTES["src"].fullmatch(address) and target not in files:
            text = f"a link to nowhere, '{address}'. Correct the path, which starts from this page."
            yield Problem(f"{FOLDER}/{page.path}", line_of(address, page.prose), "", text, "warning")


def shown(page: Page) -> str:
    """Return what a reader sees of the page, tooltips included; compatible signs are made equal."""
    html = _html(_body(page.parts)) or ""
    labels = "\n".join(_LABEL.findall(html))
    text = re.sub(r"<[^>]*>", "\n", _INLINE.sub("", html))
    return normalize("NFKC", unescape(f"{text}\n{labels}"))


def refusal(text: str, macros: Mapping[str, Signature]) -> str:
    """Return why a text must not be shown, or nothing; what is wrong with its calls is not said here."""
    walked = walk(text, "", macros)
    found = () if isinstance(walked, Problem) else _findings(_body(walked.parts))
    return found[0][1] if found else ""


def _body(parts: Iterable[str | Call]) -> str:
    return "".join(part if isinstance(part, str) else STAND_IN for part in parts)


def line_of(token: str, prose: Iterable[Piece]) -> int:
    """Return the line of the text, or of its longest word where Markdown has changed the rest."""
    words = sorted(re.findall(r"\w{3,}", token), key=len, reverse=True)
    for wanted in filter(None, (token, *words)):
        for start, text in prose:
            even = normalize("NFKC", text).lower()
            if (at := even.find(wanted.lower())) >= 0:
                return start + even.count("\n", 0, at)
    return 1


@lru_cache(maxsize=1024)
def _html(body: str) -> str | None:
    """Return the rendered text, or nothing where it cannot be rendered."""
    if _too_much(body):
        return None
    try:
        return Markdown(extensions=list(EXTENSIONS)).convert(body)
    except Exception:  # the library has no error of its own; what it cannot read, the build cannot either
        return None


def _findings(body: str) -> tuple[Finding, ...]:
    html = _html(body)
    if html is None:
        unread = "Markdown cannot read this page. Look for unfinished lists, quotations and tags."
        return (("", _too_much(body) or unread),)
    found = [*_of_tags(html), *_of_references(html), *_of_text(html)]
    return tuple(dict.fromkeys(found))[:MAX_FINDINGS]


def _too_much(body: str) -> str:
    """Return of what the page holds more than Markdown can take, or nothing."""
    block = max((b.count("[") for b in re.split(r"\n[ \t]*\n", body)), default=0)
    amounts = (
        ("lines", body.count("\n"), MAX_LINES),
        ("macro calls", body.count(STAND_IN), MAX_CALLS),
        ("'<'", body.count("<"), MAX_TAGS),
        ("'['", body.count("["), MAX_BRACKETS),
        ("'[' in one paragraph", block, MAX_BRACKETS_OF_BLOCK),
    )
    over = next(((what, most) for what, count, most in amounts if count > most), None)
    return f"the page has more than {over[1]:,} {over[0]}. Split it." if over else ""


def _of_tags(html: str) -> Iterator[Finding]:
    for opening in re.finditer("<", html):
        tag = _TAG.match(html, opening.start())
        if not tag:
            token = html[opening.start() :].partition("\n")[0][:40]
            yield re.split(r"[\s>]", token)[0], _odd_markup(token)
        elif not _ELEMENT.fullmatch(tag[1]):
            yield f"<{tag[1]}", f"the element <{tag[1]}> may not stand in a page. Remove it."
        else:
            yield from _of_attributes(tag[1], tag[2])


def _odd_markup(token: str) -> str:
    if token.startswith("<!--"):
        return "an HTML comment would be published. Write {# … #}, or remove it."
    return f"'{token}' is no tag that a page may hold. Remove it, or write &lt; for the sign."


def _of_attributes(element: str, attributes: str) -> Iterator[Finding]:
    for name, value in _ATTRIBUTE.findall(attributes):
        if name not in _ATTRIBUTES:
            yield name, f"the attribute '{name}' of <{element}> may not stand in a page. Remove it."
        elif not _ATTRIBUTES[name].fullmatch(unescape(value)):
            token = max(value.split(STAND_IN), key=len) or name
            yield token, f"{_kind(name)} '{value}' may not stand in a page. {_remedy(name)}"


def _kind(name: str) -> str:
    return {"href": "the address", "src": "the picture's address"}.get(name, f"the {name}")


def _remedy(name: str) -> str:
    remedies = {
        "href": "Write https://, or the path of a page as seen from this one.",
        "src": "Put the file below assets/ and write its path as seen from this page.",
        "class": "Use one of the site's own, which begin with ledger-.",
        "id": "Use letters, digits, points and hyphens.",
        "start": "Begin the list at 1.",
    }
    return remedies.get(name, "Correct it.")


def _of_references(html: str) -> Iterator[Finding]:
    """Yield references to characters that can be typed, or that must not be seen or unseen at all."""
    for reference in _REFERENCE.findall(html):
        sign = unescape(reference)
        if reference not in _MARKUP and sign != reference and (sign.isascii() or plaintext.hidden(sign)):
            yield reference, f"'{reference}' hides a character from whoever reads the source. Type it, or remove it."


def _of_text(html: str) -> Iterator[Finding]:
    text = unescape(re.sub(r"<[^>]*>", "\n", _CODE.sub("", html)))
    for mark in plaintext.leftovers(text):
        yield mark, f"'{mark}' would be shown to readers. Remove it, or set it as code."
