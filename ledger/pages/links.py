"""Where a page's links lead: to a file, a page or an anchor that is there."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from ledger.core.problem import Problem
from ledger.pages import rawhtml, standin
from ledger.pages.page import FOLDER, Page

_LINK = re.compile(r'(?:href|src)="([^"]*)"')
_ID = re.compile(r'\bid="([^"]+)"|\{(?:[^{}\n]* )?#([\w./-]+)[^{}\n]*\}')
_OWN = re.compile(r'\bid="([^"]+)"')
_CODE = re.compile("`[^`\\n]*`")
_OUTSIDE = re.compile(r"[a-z]+:")


def problems(
    pages: Mapping[str, Page], texts: Mapping[str, Sequence[str]], files: Container[str], home: str = ""
) -> Iterator[Problem]:
    """Yield links to nowhere, and ids that stand twice on a page.

    `texts` are what each page's calls come to, in order; a page of which a call fails is missing, as its anchors are.
    `home` is the address under which the site is published.
    """
    ids = {path: {name for _, name in _ids(pages[path], made)} for path, made in texts.items()}
    for page in pages.values():
        for line, wrong in _of_page(page, ids, files, home):
            yield Problem(f"{FOLDER}/{page.path}", line, "", wrong, "warning")
    for path, made in texts.items():
        for line, name in _repeated(_ids(pages[path], made)):
            wrong = f"the id '{name}' stands on this page already. Choose another, or leave out the call."
            yield Problem(f"{FOLDER}/{path}", line, "", wrong, "warning")


def _of_page(
    page: Page, ids: Mapping[str, Container[str]], files: Container[str], home: str
) -> Iterator[tuple[int, str]]:
    """Yield the line of every link to nowhere, and of links that the engine leaves as they are written."""
    addresses = _LINK.findall(rawhtml.rendered(page))
    wrong = {a: _at_home(a, home) or _stray(page.path, a, ids, files) for a in addresses}
    for numbers, text in standin.blocks(page) if any(wrong.values()) or "<" in standin.body(page.parts) else ():
        for address in dict.fromkeys(_LINK.findall(rawhtml.html(text))):
            line = next((n for n, line in zip(numbers, text.split("\n"), strict=True) if address in line), numbers[0])
            if wrong.get(address):
                yield line, wrong[address]
            elif not _OUTSIDE.match(address) and re.search(
                rf'<(?:a|img)\b[^>]*"{re.escape(address)}"', _CODE.sub("", text)
            ):
                yield line, f"a link to '{address}' as a tag stays as it is written. Write it as [words](address)."


def _at_home(address: str, home: str) -> str:
    """Return what is wrong with an address of the site's own, or nothing: it would not be checked, nor move along."""
    if not home or not address.startswith(home):
        return ""
    return f"'{address}' is this site's full address. Write the page's path as seen from this page."


def _ids(page: Page, made: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield the ids on a page with the line of the call that makes each, or of their own."""
    for call, text in zip(page.calls, made, strict=True):
        yield from ((call.line, one or other) for one, other in _ID.findall(text))
    counted: Counter[str] = Counter()
    for name in _OWN.findall(rawhtml.rendered(page)):
        yield _line_of_id(page, name, counted[name]), name
        counted[name] += 1


def _line_of_id(page: Page, name: str, before: int) -> int:
    """Return the line on which the page gives an id, after having given it so many times before."""
    giving = re.compile(rf"(?:[ {{]#|id=[\"']?){re.escape(name)}(?![\w./-])")
    lines = [start + text.count("\n", 0, m.start()) for start, text in page.prose for m in giving.finditer(text)]
    return lines[before] if before < len(lines) else rawhtml.line_of(name.replace("-", " "), page.prose)


def _repeated(ids: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield the first id of each line that stands before."""
    seen: set[str] = set()
    told: set[int] = set()
    for line, name in ids:
        if name in seen and line not in told:
            told.add(line)
            yield line, name
        seen.add(name)


def _stray(path: str, address: str, ids: Mapping[str, Container[str]], files: Container[str]) -> str:
    """Return what is wrong with an address, or nothing."""
    if _OUTSIDE.match(address) or address.startswith("/"):
        return ""
    file, _, anchor = address.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) if file else path
    if not address or file.endswith("/") or target not in files:
        return f"a link to nowhere, '{address}'. Correct the path, which starts from this page."
    if anchor and target in ids and anchor not in ids[target]:
        return f"a link to nowhere: '{target}' has no anchor '{anchor}'. Correct it, or give a heading {{ #{anchor} }}."
    return ""
