"""An HTML file of the built site, read for what must not stand in it: lists of what may."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

#: What the text of a page is made of, charts included.
_TEXT = (
    "a|article|blockquote|br|caption|circle|code|d[dlt]|desc|details|div|em|fig(?:ure|caption)|g|h[1-6r]|img|li|line|ol|p"
    "|path|pre|rect|span|strong|sub|summary|sup|svg|table|tbody|t[dhr]|text|thead|title|tspan|ul"
)
_ATTRIBUTES = (
    "alt|aria-[a-z]+|class|c[xy]|d|data-[a-z-]+|download|focusable|height|href|id|lang|open|points|r|rel|role|scope|src"
    "|start|tabindex|text-anchor|title|transform|type|viewbox|width|x[12]?|xmlns|y[12]?"
)
#: What the theme puts around the text.
_FRAME = (
    "|aside|body|button|footer|form|head|header|html|input|kbd|label|link|main|meta|nav|script|search|section|small"
)
_SETTINGS = (
    "|autocapitalize|autocomplete|charset|checked|content|defer|dir|for|hidden|http-equiv|name|placeholder|property"
    "|spellcheck|value"
)
_WITHIN = re.compile(_TEXT), re.compile(_ATTRIBUTES)
_AROUND = re.compile(_TEXT + _FRAME), re.compile(_ATTRIBUTES + _SETTINGS)
#: Kinds of scripts that are data, and never run.
DATA = frozenset({"application/json", "application/ld+json"})
POLICIES = {("http-equiv", "content-security-policy"): "content policy", ("name", "referrer"): "referrer policy"}
_CODE = frozenset({"script", "style", "code", "pre", "template"})

Attributes = dict[str, str | None]


@dataclass
class Document(HTMLParser):
    """An HTML file's ids, links and texts, each with its line, and what is on no list."""

    ids: list[str] = field(default_factory=list)
    links: list[tuple[int, str, str]] = field(default_factory=list)  # line, kind, address
    texts: list[tuple[int, str]] = field(default_factory=list)  # what is seen or heard, attributes included
    odd: list[tuple[int, str]] = field(default_factory=list)
    policies: list[tuple[str, str]] = field(default_factory=list)  # which one, what it says
    scripts: list[str] = field(default_factory=list)  # those that run, and stand in the page itself
    tags: int = 0  # of scripts, whether they run or not
    _articles: int = 0
    _within: list[str] = field(default_factory=list)
    _runs: bool = False

    def __post_init__(self) -> None:
        """Prepare the parser."""
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element with its attributes."""
        line, values = self.getpos()[0], dict(reversed(attrs))  # of two with a name, browsers take the first
        self._note_odd(tag, values, line)
        for name, value in attrs:
            self._note_value(tag, name, value or "", line)
        if tag == "meta":
            self._note_policy(values, line)
        if tag == "script":
            self._note_script(values)
        if tag in _CODE:
            self._within.append(tag)

    def _note_odd(self, tag: str, values: Attributes, line: int) -> None:
        self._articles += tag == "article"
        elements, attributes = _WITHIN if self._articles else _AROUND
        if not elements.fullmatch(tag) and not (tag == "script" and values.get("type") in DATA):
            self.odd.append((line, f"the element <{tag}>"))
        self.odd.extend(
            (line, f"the attribute '{name}' of <{tag}>") for name in values if not attributes.fullmatch(name)
        )

    def _note_value(self, tag: str, name: str, value: str, line: int) -> None:
        if name == "id" and value:
            self.ids.append(value)
        elif name in ("href", "src"):
            self.links.append((line, "text" if tag == "a" else "resource", value))
        elif value:
            self.texts.append((line, value))

    def _note_policy(self, values: Attributes, line: int) -> None:
        for pair in [(n, (values.get(n) or "").lower()) for n in ("http-equiv", "name") if n in values]:
            if pair in POLICIES:
                self.policies.append((POLICIES[pair], values.get("content") or ""))
            elif pair[0] == "http-equiv":
                self.odd.append((line, f"the instruction '{pair[1]}' in <meta>"))

    def _note_script(self, values: Attributes) -> None:
        self.tags += 1
        self._runs = "src" not in values and values.get("type") not in DATA
        if self._runs:
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        """Leave code, or an article."""
        self._articles -= tag == "article"
        if self._within and self._within[-1] == tag:
            self._within.pop()

    def handle_data(self, data: str) -> None:
        """Note visible text, or a script."""
        if self._runs and self._within and self._within[-1] == "script":
            self.scripts[-1] += data
        elif not self._within and data.strip():
            self.texts.append((self.getpos()[0], data))

    def handle_comment(self, data: str) -> None:
        """Note a comment: browsers do not agree where each kind ends."""
        self.odd.append((self.getpos()[0], "a comment"))

    def handle_pi(self, data: str) -> None:
        """Note a processing instruction."""
        self.odd.append((self.getpos()[0], f"the instruction '<?{data[:20]}'"))

    def handle_decl(self, decl: str) -> None:
        """Note a declaration other than the usual one."""
        if decl.lower() != "doctype html":
            self.odd.append((self.getpos()[0], f"the declaration '<!{decl[:20]}'"))

    def unknown_decl(self, data: str) -> None:
        """Note a section of XML."""
        self.odd.append((self.getpos()[0], f"the declaration '<![{data[:20]}'"))


def parse(html: str) -> Document:
    """Read a page's text; scripts whose beginnings and ends may be read in two ways are noted as odd."""
    document = Document()
    document.feed(html)
    document.close()
    tags = len(re.findall("<script", html, re.IGNORECASE)), len(re.findall("</script", html, re.IGNORECASE))
    if {*tags, html.count("</script>")} != {document.tags}:
        document.odd.append((1, "a script without a plain beginning and end"))
    return document
