"""Checks of the built site as a whole: links, anchors, ids, and what must never be published."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ledger.core import plaintext
from ledger.core.problem import Problem, ordered
from ledger.publish import document, policy, sitefiles, sitelinks
from ledger.publish.document import Document
from ledger.publish.sitelinks import Targets


def problems(site: Path) -> tuple[Problem, ...]:
    """Return everything that forbids publishing the folder."""
    if found := [*sitefiles.problems(site)]:
        return ordered(found)
    texts = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in sitefiles.named(site, ".html")}
    documents = {name: document.parse(text) for name, text in texts.items()}
    targets = _targets(site, documents)
    for name, read in documents.items():
        found.extend(
            (*_of_document(name, read), *_of_policies(name, read, texts[name]), *_of_links(name, read, targets))
        )
    if not documents:
        found.append(Problem(".", 1, "", "there is no page in the built site. Look at the build's messages."))
    return ordered(found)


def _targets(site: Path, documents: dict[str, Document]) -> Targets:
    names = frozenset(path.relative_to(site).as_posix() for path in sitefiles.named(site, ""))
    return Targets(sitelinks.own_address(site), names, {name: frozenset(d.ids) for name, d in documents.items()})


def _of_document(name: str, read: Document) -> Iterator[Problem]:
    for anchor, times in Counter(read.ids).items():
        if times > 1:
            yield Problem(name, 1, "", f"the id '{anchor}' stands {times} times. Give each its own.")
    for line, text in read.texts:
        if found := plaintext.leftovers(text):
            yield Problem(name, line, "", f"'{found[0]}' is shown to readers. Mend the page that makes it.")
    for line, what in dict.fromkeys(read.odd):
        yield Problem(name, line, "", f"{what} is not allowed by the site's policy. Remove it, or use a class.")


def _of_policies(name: str, read: Document, html: str) -> Iterator[Problem]:
    """Yield policies that are missing, that stand twice or too late, or that allow what no page needs."""
    for kind in document.POLICIES.values():
        texts = [text for name_, text in read.policies if name_ == kind]
        if len(texts) != 1:
            yield Problem(name, 1, "", f"the page has {len(texts)} of its {kind}. Publish with `make build`.")
        for loose in re.findall(r"'unsafe-[a-z-]+'|(?<=\s)\*|unsafe-url", " ".join(texts)):
            yield Problem(name, 1, "", f"the {kind} holds {loose}. Leave it out.")
    if not policy.stands_first(html):
        yield Problem(name, 1, "", "the page does not begin with its content policy. Publish with `make build`.")


def _of_links(name: str, read: Document, targets: Targets) -> Iterator[Problem]:
    for line, kind, address in read.links:
        if wrong := targets.wrong(name, kind, address):
            yield Problem(name, line, "", f"{wrong}: '{address}'. Mend the link.")
