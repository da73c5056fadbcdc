"""Where a page's links lead: to a file, a page or an anchor that is there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from ledger import rawhtml
from ledger.pages import FOLDER, Page
from ledger.problem import Problem

_LINK = re.compile(r'(?:href|src)="([^"]*)"')
_ID = re.compile(r'\bid="([^"]+)"|\{(?:[^{}\n]* )?#([\w./-]+)[^{}\n]*\}')
_OUTSIDE = re.compile(r"[a-z]+:")


def problems(pages: Mapping[str, Page], texts: Mapping[str, Sequence[str]], files: Container[str]) -> Iterator[Problem]:
    """Yield links to nowhere, and ids that stand twice on a page.

    `texts` are what each page's calls come to, in order; a page of which a call fails is missing, as its anchors are.
    """
    ids = {path: {i for _, i in _ids(pages[path], made)} for path, made in texts.items()}
    for page in pages.values():
        for address in dict.fromkeys(_LINK.findall(rawhtml.rendered(page))):
            if wrong := _stray(page.path, address, ids, files):
                line = rawhtml.line_of(address or "]()", page.prose)
                yield Problem(f"{FOLDER}/{page.path}", line, "", wrong, "warning")
    for path, made in texts.items():
        for line, name in _repeated(_ids(pages[path], made)):
            wrong = f"the id '{name}' stands on this page already. Choose another, or leave out the call."
            yield Problem(f"{FOLDER}/{path}", line, "", wrong, "warning")


def _ids(page: Page, made: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield the ids on a page with the line of the call that makes each, or of their own."""
    for call, text in zip(page.calls, made, strict=True):
        yield from ((call.line, one or other) for one, other in _ID.findall(text))
    for name in re.findall(r'\bid="([^"]+)"', rawhtml.rendered(page)):
        yield rawhtml.line_of(f"#{name}", page.prose), name


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
