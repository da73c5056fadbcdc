"""One read of a built page: its ids and links, everything in it that is on no list, and its policy."""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from pathlib import Path

#: How a page begins: whatever else stood before the policy could run without it, or move it out of the head.
_BEGINNING = re.compile(
    r"""\A\s*<!doctype html>\s*<html(?:\s+[a-z]+="[^"<>]*")*>\s*<head>\s*<meta charset="utf-8">""", re.IGNORECASE
)
#: Patterns of elements and attributes, of the text, of the theme's own around it, and of drawings; the policy, by which
#: scripts are files of the site; elements of which a text may hold one form only; those that are void, and those that
#: end by themselves, by HTML's rules; why odd markup is refused, by how it begins; and what only appears where
#: something went wrong: template marks, Python's empty values and records, error boxes, paths, links left unread.
_LISTS = json.loads(Path(__file__).with_name("allowed.json").read_text("utf-8"))


def allowed(kind: str, *places: str) -> str:
    """Return the pattern of what is on the lists of the places."""
    return "|".join(pattern for place in places for pattern in _LISTS[place][kind])


#: Which elements and attributes may stand where. No class is refused: it only chooses among the site's styles, stands
#: in the source as plainly as the words, and whatever it covers or imitates leads to checked links and runs nothing.
_ALLOWED = {
    place: [re.compile(allowed(kind, *lists), re.IGNORECASE) for kind, lists in kinds.items()]
    for place, kinds in _LISTS["places"].items()
}
#: Elements that hold another place than the one they stand in.
_PLACES = {"head": "head", "article": "text", "svg": "drawing", "title": "words", "desc": "words"}
_VOID, _ENDING = frozenset(_LISTS["void"]), frozenset(_LISTS["ending"])
#: What makes a drawing ask for more than its own parts; a backslash would spell `url` otherwise.
OUTSIDE = re.compile(r"url\(\s*['\"]?(?!['\"#])|\\", re.IGNORECASE)
_LEFTOVERS = re.compile("|".join(_LISTS["leftovers"]), re.MULTILINE)
#: The words of a link that are an address themselves, with its host.
_SPOKEN = re.compile(r"(?:https?://|www\.)(?:www\.)?([^/\s:?#]+)\S*")
#: A number for a character, longer than any has: Python reads none of thousands of digits.
_NUMBER = re.compile(r"(?<=&#)(?=[0-9]{9})0*([0-9]{1,8})[0-9]*")
_BLANK = "[ \t\n\r\f]"  # HTML knows no other
_ATTRIBUTE = rf"""{_BLANK}++([a-z][\w:.-]*+)(?:{_BLANK}*+={_BLANK}*+("[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?"""
_ATTRIBUTES = re.compile(_ATTRIBUTE, re.ASCII | re.IGNORECASE)
#: Words and the markup behind them, where it is plain enough for every browser to take it apart alike; a script's words
#: are its own. All other markup is odd. No group is possessive: Python before 3.11.5 matches some of these wrongly.
_PIECE = re.compile(
    rf"""(?P<words>[^<]*+)(?:
    (?P<start><(?:(?P<script>script)|[a-z][a-z0-9]*+)(?:{_ATTRIBUTE})*{_BLANK}*+/?>)
        (?P<body>(?(script)[^<]*+(?:<(?!/script[\s/>])[^<]*+)*))
    |</(?P<end>[a-z][a-z0-9]*+){_BLANK}*+>
    |(?P<aside><!doctype[ ]html>|<!--(?!-?>)[^-]*+(?:-(?!-)[^-]*+)*-->)
    |(?P<odd><[^<>]*+>?)|\Z)""",
    re.ASCII | re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What must not be published, and how it may stand in the page's source, the likeliest spelling first."""

    text: str
    spellings: tuple[str, ...] = ()


@dataclass(slots=True)
class Tag:
    """A start tag as it is read: its element, the addresses and ids that it holds, what is wrong with it."""

    name: str
    stays_open: bool
    links: tuple[tuple[str, str], ...] = ()
    ids: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


class Page:
    """A built page as it is read: what it holds, and where it leads."""

    def __init__(self, html: str = "") -> None:
        self.ids: list[str] = []
        self.links: list[tuple[str, str]] = []  # elements and the addresses that they hold
        self.findings: list[Finding] = []
        self._open: list[str] = []
        self._places = ["frame"]  # of the page, and of each open element
        self._words = ""
        for piece in _PIECE.finditer(html):
            self._read(*piece.group("words", "start", "body", "end", "aside", "odd"))
        self._end_words()
        self._end()

    def with_policy(self, html: str) -> str:
        """Return the page with its policy; note a beginning that lets anything run before it."""
        found = _BEGINNING.match(html)
        if not found:
            self.findings.append(Finding("the page does not begin as the theme begins it. Restore the template."))
            return html
        meta = f'<meta http-equiv="Content-Security-Policy" content="{"; ".join(_LISTS["policy"])}">'
        return f"{found[0]}{meta}{html[found.end() :]}"

    def _read(self, words: str, start: str, body: str, end: str, aside: str, odd: str) -> None:
        self._words += _unescaped(words)
        if start:
            self._start(_tag(start, body, self._places[-1]))
        elif end:
            self._close(end.lower())
        elif odd or (aside and self._open and (aside[2] != "-" or self._places[-1] == "words")):
            self._refuse(odd or aside)

    def _start(self, tag: Tag) -> None:
        self._end_words()
        self.findings += tag.findings
        self.links += tag.links
        self.ids += tag.ids
        if tag.name == "article":  # a page has one
            self._places = ["behind"] * len(self._places)
        if tag.stays_open:
            self._open.append(tag.name)
            self._places.append(_PLACES.get(tag.name, self._places[-1]))

    def _close(self, tag: str) -> None:
        if tag == "a" and (spoken := _SPOKEN.fullmatch(self._words.strip())):
            target = next((address for element, address in reversed(self.links) if element == "a"), "")
            if not re.match(rf"https://(?:www\.)?{re.escape(spoken[1])}(?:[/?#]|$)", target, re.IGNORECASE):
                why = f"is not where the link leads, '{target}'. Correct one of them."
                self.findings.append(_finding(spoken[0], why))
        self._end_words()
        if tag in self._open:
            self._end(tag)
        elif tag not in _ENDING or "svg" in self._open:
            self.findings.append(_finding(f"</{tag}>", "closes nothing. Remove it."))

    def _end(self, tag: str = "") -> None:
        while self._open and (last := self._open.pop()) != tag:
            if last not in _ENDING:
                self.findings.append(_finding(f"<{last}", "is not closed where it should be. Close it."))
        del self._places[len(self._open) + 1 :]

    def _end_words(self) -> None:
        if (found := _leftovers(self._words)) and {"code", "pre", "q"}.isdisjoint(self._open):
            self.findings += found  # what is quoted says what it says
        self._words = ""

    def _refuse(self, raw: str) -> None:
        odd = ((re.match(begins, raw, re.ASCII | re.IGNORECASE), why) for begins, why in _LISTS["odd"].items())
        found, why = next((found, why) for found, why in odd if found)
        self.findings.append(_finding(raw, why, raw[:2]))
        if found.lastindex:  # a tag: it ends or begins an element, whatever else it does
            name = found[2].lower()
            self._close(name) if found[1] else self._start(Tag(name, name not in _VOID))


@lru_cache(200_000)  # most tags stand on many pages
def _tag(raw: str, body: str, place: str) -> Tag:
    """Return what a start tag says in its place, with the script that it begins."""
    bare = _ATTRIBUTES.sub("", raw)
    name = bare.strip("</> \t\n\r\f").lower()
    where = "drawing" if name == "svg" and place != "words" else place
    tag = Tag(name, name not in _VOID and not (where == "drawing" and bare.endswith("/>")))
    form = _LISTS["forms"].get(name) if where == "text" else None
    if not (re.fullmatch(form, raw) if form else _ALLOWED[where][0].fullmatch(name)):
        tag.findings = (_finding(raw, "is no element that a page may hold here. Remove it.", f"<{name}"),)
        return tag
    values = [(key.lower(), value[1:-1] if value[:1] in "\"'" else value) for key, value in _ATTRIBUTES.findall(raw)]
    for key, value in values:
        _attribute(tag, where, key, _unescaped(value))
    if name == "script":
        tag.findings += _script(body, dict(reversed(values)))  # of two with one name, browsers take the first
    return tag


def _attribute(tag: Tag, where: str, name: str, value: str) -> None:
    """Add to a tag what an attribute holds, or what is wrong with it."""
    odd = (name == "target" and value != "_blank") or (where == "drawing" and OUTSIDE.search(value))
    odd = odd or (name == "name" and where == "text" and tag.name != "details")  # others shadow a script's words
    if odd or not _ALLOWED[where][1].fullmatch(name):
        why = f"is no attribute that <{tag.name}> may have here. Remove it."
        tag.findings += (_finding(f"{name}={value}", why, f'{name}="{value}"', f"{name}=", name),)
    elif name in ("href", "src", "cite"):
        tag.links += ((tag.name, value),)
    elif name == "id":
        tag.ids += (value,)
    else:
        tag.findings += _leftovers(value)


def _script(body: str, attributes: dict[str, str]) -> tuple[Finding, ...]:
    """Return what is wrong with the words of a script: none of a page's own runs, and data must end as it seems."""
    if "src" not in attributes and attributes.get("type") not in ("application/json", "application/ld+json"):
        why = "is a script in a page. Remove it; what the site needs is a file that mkdocs.yml names."
        return (_finding(f"<script>{body[:40]}", why, body or "<script", "<script"),)
    return (_finding(body[body.index("<") :], _LISTS["odd"]["<"]),) if "<" in body else ()


@lru_cache(200_000)
def _leftovers(words: str) -> tuple[Finding, ...]:
    why = "is shown to readers. Correct the page, or the macro that makes it."
    return tuple(_finding(found[0].strip(), why) for found in _LEFTOVERS.finditer(words))


def _unescaped(text: str) -> str:
    return unescape(_NUMBER.sub(r"\1", text)) if "&" in text else text


def _finding(quoted: str, why: str, *spellings: str) -> Finding:
    short = quoted if len(quoted) <= 80 else f"{quoted[:79]}…"
    return Finding(f"'{short}' {why}", (quoted, *spellings))
