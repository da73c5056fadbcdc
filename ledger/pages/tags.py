"""What a page's HTML may hold: elements, attributes and addresses that can do no reader harm, each one closed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from ledger.core import plaintext
from ledger.pages import dialects
from ledger.pages.standin import ANY, BLOCK

_ELEMENT = re.compile(
    "a|blockquote|br|caption|code|d[dlt]|details|div|em|h[1-6r]|img|li|ol|p|pre|span|strong|sub|summary|sup|table|tbody"
    "|t[dhr]|thead|ul"
)
_NAME = re.compile(r"(?!__)[A-Za-z0-9_./-]+")
_PATH = r"(?:[A-Za-z0-9_.-]+/)*[A-Za-z0-9_.-]+"
#: What the value of each allowed attribute must be.
_ATTRIBUTES: Mapping[str, re.Pattern[str]] = {
    "class": re.compile(r"(?:(?:ledger(?:-(?:lede|table|notes|cards))?|num|language-[a-z0-9-]+) ?)*"),
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
    "src": re.compile(rf"{_PATH}\.(?:png|jpe?g|webp|svg)"),
    "href": re.compile(
        r"https://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:/[^\s\\<>\"]*)?|mailto:[A-Za-z0-9.+-]+@[A-Za-z0-9.-]+"
        rf"|(?:{_PATH}/?)?(?:#(?!__)[A-Za-z0-9_./-]+)?"
    ),
}
_TAG = re.compile(r"</?([a-z][a-z0-9]*)((?:\s+[a-z][a-z-]*(?:=\"[^\"<>]*\")?)*)\s*/?>")
_ATTRIBUTE = re.compile(r"([a-z][a-z-]*)(?:=\"([^\"<>]*)\")?")
_REFERENCE = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?")
#: An address between angle brackets: Markdown writes each of its characters as a number.
_MAIL = re.compile(r'<a href="(?:&#\d+;){7}[^"]*">((?:&#?\w+;)+)</a>')
_MARKUP = frozenset({"&amp;", "&lt;", "&gt;", "&quot;"})
_CODE = re.compile(r"<code\b.*?</code>", re.DOTALL)
_HEADING = re.compile(r"<(h[1-6]|th)\b[^>]*>(.*?)</\1>", re.DOTALL)
LABEL = re.compile(r"(?:alt|title)=\"([^\"]*)\"")
WITHIN = re.compile(r"</?(?:a|code|em|span|strong|sub|sup)\b[^>]*>")
#: What has a meaning only within another element.
_WITHIN_OTHERS: Mapping[str, tuple[str, ...]] = {
    "dd": ("dl",),
    "dt": ("dl",),
    "li": ("ul", "ol"),
    "summary": ("details",),
    "td": ("tr",),
    "th": ("tr",),
    "tr": ("thead", "tbody", "table"),
}
MAX_DEPTH = 30
_VOID = frozenset({"br", "hr", "img"})
#: Where Markdown would show a call's own source, or tear it apart.
_CLOSED_TO_CALLS = {"a": "a link", "code": "code", "pre": "code"}
MISPLACED = "a macro call that makes a block stands within other text. Give it a paragraph of its own."
_OPEN_TO_BLOCKS = frozenset({"details", "div", "p"})

Finding = tuple[str, str]  # the text to look for in the page, and what is wrong with it


def findings(html: str) -> Iterator[Finding]:
    """Yield what the HTML of a page, with stand-ins for its calls, must not hold."""
    yield from _of_tags(html)
    yield from _of_order(html)
    yield from _of_references(_MAIL.sub("", html))
    for address in dict.fromkeys(map(plaintext.unescaped, _MAIL.findall(html))):
        yield address, f"'<{address}>' would be published in numbers. Write [{address}](mailto:{address})."
    yield from _of_text(html)


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
        elif ANY.search(value):
            token = max(ANY.split(value), key=len) or name
            yield token, f"a macro call stands in the {name} of <{element}>. Write plain text there."
        elif not _ATTRIBUTES[name].fullmatch(plaintext.unescaped(value)):
            yield value or name, f"{_kind(name)} '{value}' may not stand in a page. {_remedy(name)}"


def _kind(name: str) -> str:
    return {"href": "the address", "src": "the picture's address"}.get(name, f"the {name}")


def _remedy(name: str) -> str:
    remedies = {
        "href": "Write https://, or the path of a page as seen from this one.",
        "src": "Put the file below assets/ and write its path as seen from this page.",
        "class": "Use one that the guide for contributors names, or none.",
        "id": "Use letters, digits, points and hyphens.",
        "start": "Begin the list at 1.",
    }
    return remedies.get(name, "Correct it.")


def _of_order(html: str) -> Iterator[Finding]:
    """Yield tags that are not closed in their order, and calls within what cannot hold them."""
    stack: list[str] = []
    at = 0
    for tag in _TAG.finditer(html):
        yield from _of_calls(html[at : tag.start()], stack)
        at, name = tag.end(), tag[1]
        if not tag[0].startswith("</"):
            yield from _of_parent(name, stack)
            if len(stack) == MAX_DEPTH:
                yield "", f"lists, quotations or tags are nested deeper than {MAX_DEPTH} levels. Flatten them."
            stack.extend([name] if name not in _VOID and not tag[0].endswith("/>") else [])
        elif stack and stack[-1] == name:
            stack.pop()
        elif name in stack:
            break
        else:
            yield f"</{name}", f"'</{name}>' closes what is not open. Remove it."
            return
    yield from ((f"<{name}", f"<{name}> is never closed. Close it.") for name in stack[-1:])


def _of_parent(name: str, stack: list[str]) -> Iterator[Finding]:
    parents = _WITHIN_OTHERS.get(name, ())
    if parents and (not stack or stack[-1] not in parents):
        homes = " or ".join(f"<{parent}>" for parent in parents)
        yield f"<{name}", f"<{name}> stands where it has no meaning. Put it into {homes}."
    if name == "a" and "a" in stack:
        yield "<a", "a link stands within a link. Take one of them away."


def _of_calls(text: str, stack: list[str]) -> Iterator[Finding]:
    around = next((name for name in reversed(stack) if name in _CLOSED_TO_CALLS), "")
    if around and ANY.search(text):
        yield "", in_(around)
    elif _is_misplaced(text, stack):
        yield "", MISPLACED


def _is_misplaced(text: str, stack: Iterable[str]) -> bool:
    return BLOCK in text and (text.strip() != BLOCK or not _OPEN_TO_BLOCKS.issuperset(stack))


def misplaced(html: str) -> Iterator[int]:
    """Yield the number, among the calls that make blocks, of each that stands within other text."""
    stack: list[str] = []
    at = number = 0
    for tag in _TAG.finditer(html):
        text, at = html[at : tag.start()], tag.end()
        if _is_misplaced(text, stack):
            yield number
        number += text.count(BLOCK)
        if tag[0].startswith("</"):
            del stack[-1:]
        elif tag[1] not in _VOID and not tag[0].endswith("/>"):
            stack.append(tag[1])


def in_(name: str) -> str:
    """Return why a call must not stand in the element."""
    return f"a macro call stands in {_CLOSED_TO_CALLS[name]}, where its own source would be shown. Move it out."


def _of_references(html: str) -> Iterator[Finding]:
    """Yield references to characters that can be typed, or that must not be seen or unseen at all."""
    for reference in _REFERENCE.findall(html):
        sign = plaintext.unescaped(reference)
        is_odd = sign.isascii() or plaintext.hidden(sign) or any(plaintext.disguises(sign))
        if reference not in _MARKUP and sign != reference and is_odd:
            yield reference, f"'{reference}' hides a character from whoever reads the source. Type it, or remove it."


def _of_text(html: str) -> Iterator[Finding]:
    """Yield what a reader would take for a fault; as code it may stand, but in no heading or label."""
    labels = "\n".join((*LABEL.findall(html), *(inner for _, inner in _HEADING.findall(html))))
    open_ = _CODE.sub("", html)
    yield from dialects.findings(open_, _text(open_))
    for mark in plaintext.leftovers(_text(f"{open_}\n{labels}")):
        yield mark, f"'{mark}' would be shown to readers. Remove it, or set it as code."


def _text(html: str) -> str:
    """Return what readers see of the HTML, one element to a line."""
    return plaintext.unescaped(re.sub(r"<[^>]*>", "\n", WITHIN.sub("", html)))
