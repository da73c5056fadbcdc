"""One read of a built page: its ids, links and scripts, everything in it that is on no list, and its policy."""

# ruff: noqa: D102 - the handlers are HTMLParser's, which says what each is for
from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

from ledger.core import yaml

#: The content security policy of the pages: scripts are files of the site, never part of a page.
DIRECTIVES = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; script-src 'self'"
)
#: Patterns of elements and attributes: of the text, of the theme's own around it, and of drawings.
_LISTS = json.loads(Path(__file__).with_name("allowed.json").read_text("utf-8"))


def allowed(kind: str, *places: str) -> str:
    """Return the pattern of what is on the lists of the places."""
    return "|".join(pattern for place in places for pattern in _LISTS[place][kind])


#: Which elements and attributes may stand where. No class is refused: it only chooses among the site's styles, stands
#: in the source as plainly as the words, and whatever it covers or imitates leads to checked links and runs nothing.
_ALLOWED = {
    where: tuple(re.compile(p, re.IGNORECASE) for p in (elements, allowed("attributes", *places)))
    for where, elements, places in (
        ("head", "meta|link|title|script", ("text", "frame")),
        ("frame", allowed("elements", "text", "frame"), ("text", "frame")),
        ("text", allowed("elements", "text"), ("text",)),
        ("drawing", allowed("elements", "shapes", "drawing"), ("shapes", "drawing")),
        ("words", "(?!)", ()),  # within <title>, <desc> and <script>
    )
}
READ = yaml.read(Path(__file__).with_name("page.yml"), "page.yml").data
_RE, _FORMS = ({name: re.compile(p) for name, p in READ[kind].items()} for kind in ("patterns", "forms"))
OUTSIDE = _RE["outside"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What must not be published, and how it may stand in the page's source, the likeliest spelling first."""

    text: str
    spellings: tuple[str, ...] = ()


class Page(HTMLParser):
    """A built page as it is read: what it holds, and where it leads."""

    def __init__(self, html: str = "") -> None:
        super().__init__(convert_charrefs=False)
        self.ids: list[str] = []
        self.links: list[tuple[str, str]] = []  # elements and the addresses that they hold
        self.scripts: list[str] = []  # those that run, and stand in the page itself
        self.findings: list[Finding] = []
        self._open: list[str] = []
        self._words = ""
        self._has_article = False
        self.feed(html)
        self.close()
        self._end()

    def with_policy(self, html: str) -> str:
        """Return the page with its policy; note the scripts that stand in it, and a beginning that lets any run."""
        for script in self.scripts:
            why = "is a script in a page. Remove it; what the site needs is a file that mkdocs.yml names."
            self.findings.append(Finding(f"'<script>{script[:40]}…' {why}", (script, "<script")))
        found = _RE["beginning"].match(html)
        if not found:
            self.findings.append(Finding("the page does not begin as the theme begins it. Restore the template."))
            return html
        meta = f'<meta http-equiv="Content-Security-Policy" content="{DIRECTIVES}">'
        return f"{found[0]}{meta}{html[found.end() :]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_words()
        raw, where = self.get_starttag_text() or "", self._where(tag)
        if not _RE["plain"].fullmatch(raw):
            self._note(raw, "is a tag that browsers may read in two ways. Write it plainly, with quotes.")
        elif not self._fits(tag, raw, where):
            self._note(raw, "is no element that a page may hold here. Remove it.", f"<{tag}")
        else:
            for name, value in attrs:
                self._attribute(where, tag, name, value or "")
        names = dict(reversed(attrs))  # of two attributes with one name, browsers take the first
        if tag == "script" and "src" not in names and names.get("type") not in READ["data"]:
            self.scripts.append("")
            tag = "running script"
        self._has_article |= tag == "article"
        if tag not in READ["void"] and not (raw.endswith("/>") and where == "drawing"):
            self._open.append(tag)

    handle_startendtag = handle_starttag

    def _where(self, tag: str) -> str:
        if self._open and self._open[-1] in ("title", "desc"):
            return "words"
        if tag == "svg" or "svg" in self._open:
            return "drawing"
        return "text" if "article" in self._open else "head" if "head" in self._open else "frame"

    def _fits(self, tag: str, raw: str, where: str) -> bool:
        if where == "text" and tag in _FORMS:
            return bool(_FORMS[tag].fullmatch(raw))
        return bool(_ALLOWED[where][0].fullmatch(tag)) and not (tag == "article" and self._has_article)

    def _attribute(self, where: str, tag: str, name: str, value: str) -> None:
        odd = (name == "target" and value != "_blank") or (where == "drawing" and OUTSIDE.search(value))
        odd = odd or (name == "name" and where == "text" and tag != "details")  # others shadow a script's words
        if odd or not _ALLOWED[where][1].fullmatch(name):
            why = f"is no attribute that <{tag}> may have here. Remove it."
            self._note(f"{name}={value}", why, f'{name}="{value}"', f"{name}=", name)
        elif name in ("href", "src", "cite"):
            self.links.append((tag, value))
        elif name == "id":
            self.ids.append(value)
        else:
            self._leftovers(value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and (spoken := _RE["spoken"].fullmatch(self._words.strip())):
            target = next((address for element, address in reversed(self.links) if element == "a"), "")
            if not re.match(rf"https://(?:www\.)?{re.escape(spoken[1])}(?:[/?#]|$)", target, re.IGNORECASE):
                self._note(spoken[0], f"is not where the link leads, '{target}'. Correct one of them.")
        self._end_words()
        if tag == "script" and self._open and self._open[-1] == "running script":
            self._open.pop()
        elif tag in self._open:
            self._end(tag)
        elif tag not in READ["ending"] or "svg" in self._open:
            self._note(f"</{tag}>", "closes nothing. Remove it.")

    def _end(self, tag: str = "") -> None:
        while self._open and (last := self._open.pop()) != tag:
            if last not in READ["ending"]:
                self._note(f"<{last}", "is not closed where it should be. Close it.")

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "running script":
            self.scripts[-1] += data
        elif "<" in data:  # in data for search engines, too: browsers end a script in more ways than this parser
            self._note(data[data.index("<") :], "is no whole tag. Write '&lt;' for the sign.")
        else:
            self._words += data

    def handle_entityref(self, name: str) -> None:
        self._words += unescape(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._words += unescape(f"&#{name[:9]};")  # no character has a longer number; Python reads none of thousands

    def _end_words(self) -> None:
        if self._words.strip() and set(self._open).isdisjoint(READ["code"]):
            self._leftovers(self._words)
        self._words = ""

    def _leftovers(self, words: str) -> None:
        for found in _RE["leftovers"].finditer(words):
            self._note(found[0].strip(), "is shown to readers. Correct the page, or the macro that makes it.")

    def handle_comment(self, data: str) -> None:
        if not _RE["comment"].fullmatch(data) or f"<!--{data}-->" not in self.rawdata:
            self._note(f"<!{data}", "is a comment that browsers may end elsewhere. Remove it.", "<!", "</")

    def handle_decl(self, decl: str) -> None:
        if decl.lower() != "doctype html" or self._open:
            self._note(decl, "is no part of a page. Remove it.")

    def handle_pi(self, data: str) -> None:
        self._note(data, "is no part of a page. Remove it.")

    unknown_decl = handle_pi

    def _note(self, quoted: str, why: str, *spellings: str) -> None:
        short = quoted if len(quoted) <= 80 else f"{quoted[:79]}…"
        self.findings.append(Finding(f"'{short}' {why}", (quoted, *spellings)))
