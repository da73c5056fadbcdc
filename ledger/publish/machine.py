"""Pages for programs: each as Markdown with its numbers filled in, a list of all, and what they are about."""

import html
import posixpath
import re

from ledger.views import changes, downloads, template
from ledger.views.site import Site

#: What of rendered Markdown is only for the eye: drawings, folded citations, elements, attribute lists.
_FOR_THE_EYE = re.compile(
    r'<(svg|script|style)\b.*?</\1>|<details class="ledger-cite".*?</details>|</?[a-zA-Z][\w-]*(?:\s[^>]*)?>'
    r'|[ \t]*\{:? *(?:(?:[.#][\w:/.-]+|[\w:-]+=(?:"[^"\n]*"|[\w-]+)) *)+\}',
    re.DOTALL,
)
_LINK = re.compile(r"\]\(([^)\s#]*\.md)?(#[^)\s]*)?\)")


def as_markdown(site: Site, page: str, rendered: str) -> str:
    """Return a page as plain Markdown, its links as whole addresses."""

    def whole(link: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), link[1])) if link[1] else page
        return f"]({site.url(target)}{link[2] or ''})"

    text = html.unescape(_LINK.sub(whole, _FOR_THE_EYE.sub("", rendered)))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def index(site: Site) -> str:
    """Return `llms.txt`: what the site is, each page as Markdown, and the files for programs."""
    return str(template.of("programs.jinja").index(site, downloads.FOLDER))


def about(site: Site, page: str) -> str:
    """Return what search engines read of a page (JSON-LD): the article it sums up, the figures whose home it is."""
    ledger = site.ledger
    homed = [(f, downloads.bounds(f.best.amount) if f.best else {}) for f in ledger.homed.get(page, ())]
    found = [template.record("observation", site, figure, bounds) for figure, bounds in homed]
    if name := ledger.summarised.get(page):
        found.append(template.record("article", site, page, ledger.articles[name], changes.changed(site, page)))
    script = downloads.as_script({"@context": "https://schema.org", "@graph": found})
    return f"\n\n{script}\n" if found else ""
