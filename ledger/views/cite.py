"""A number in words for another place: the answer that a search shows, and citations of figures and claims."""

from __future__ import annotations

import html
import json
import re
from typing import Any

from ledger.core.ledger import Ledger
from ledger.core.records import Claim, Figure, Source
from ledger.language import claims as said
from ledger.language import words
from ledger.views import changes, markdown
from ledger.views.site import Site

FOLDER = "data/figures"
#: What a figure has files of, for a reader, by their ending.
FORMS = {"bib": "BibTeX", "csl.json": "CSL-JSON", "csv": "CSV", "json": "JSON", "txt": "HTML to embed"}


def answers(ledger: Ledger) -> dict[str, str]:
    """Return, by figure, the preferred number and who says so; how far the answers reach where none is preferred."""
    return {figure.id: _answer(ledger, figure) for figure in ledger.figures.values()}


def _answer(ledger: Ledger, figure: Figure) -> str:
    if not figure.best:
        many = words.count(len(figure.claims))
        return f"{said.spread(figure, figure.claims)} in {many} answers, none preferred"
    scope = figure.best.scope and f" {said.scope(figure.best.scope)}"
    return f"{words.amount(figure.best.amount, figure.measure)}{scope}, {said.said_where(ledger, figure.best)}"


def citations(site: Site, page: str, figure: Figure) -> str:
    """Return folded text to copy: the citation of a figure, where it has several claims, and of each claim."""
    lines = "\n".join(f'<p data-cite="{id}">{text}</p>' for id, text in _texts(site, figure).items())
    root = markdown.file_from(f"{FOLDER}/{figure.id}", page)
    others = ", ".join(f'<a href="{root}.{end}">{name}</a>' for end, name in FORMS.items())
    return (
        f'<details class="ledger-cite" data-search-exclude>\n<summary>Cite</summary>\n{lines}\n'
        f"<p>Also as {others}.</p>\n</details>"
    )


def _texts(site: Site, figure: Figure) -> dict[str, str]:
    """Return the citations in words, by the id of a figure that has several claims, and of each claim."""
    answer = _answer(site.ledger, figure)
    texts = {figure.id: f"{_asked(figure)} {html.escape(answer[:1].upper() + answer[1:])}."}
    each = {c.id: _cited(site.ledger, figure, c) for c in figure.claims}
    found = texts | each if len(each) > 1 else each
    return {id: f"{text} {html.escape(f'{site.title}, {_url(site, figure, id)}')}" for id, text in found.items()}


def _url(site: Site, figure: Figure, id: str) -> str:
    return f"{site.url(site.ledger.home(figure.entity.id))}#{id}"


def files(site: Site, figure: Figure) -> dict[str, str]:
    """Return a figure's citations for programs, and what another page shows of it, by the name of each file."""
    items = [_item(site, figure, id, text) for id, text in _texts(site, figure).items()]
    url, answer = html.escape(_url(site, figure, figure.id)), html.escape(_answer(site.ledger, figure))
    asked, title = html.escape(said.plain_name(figure)), html.escape(site.title)
    embed = f'<p>{asked}: {answer}.</p>\n<p><a href="{url}">{title}</a></p>'
    return {
        f"{figure.id}.bib": "\n".join(_bibtex(item) for item in items),
        f"{figure.id}.csl.json": json.dumps(items, ensure_ascii=False, indent=1) + "\n",
        f"{figure.id}.txt": f'<blockquote cite="{url}">\n{embed}\n</blockquote>\n',
    }


def _item(site: Site, figure: Figure, id: str, text: str) -> dict[str, Any]:
    """Return a citation as a record of CSL-JSON."""
    return {
        "id": id,
        "type": "dataset",
        "title": said.plain_name(figure),
        "author": [{"literal": site.title}],
        "container-title": site.title,
        "URL": _url(site, figure, id),
        **({"issued": {"raw": day}} if (day := changes.last(site, [figure.id])) else {}),
        "note": html.unescape(re.sub(r"<[^>]+>", "", text)),
    }


def _bibtex(item: dict[str, Any]) -> str:
    fields = {"author": f"{{{_tex(item['container-title'])}}}", "title": f"{{{_tex(item['title'])}}}"}
    fields |= {"date": item["issued"]["raw"]} if "issued" in item else {}
    fields |= {"url": item["URL"], "note": _tex(item["note"])}
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{item['id']},\n{lines}}}\n"


def _tex(raw: str) -> str:
    """Return text in which nothing is a command of TeX."""
    return re.sub(r"(?=[#$%&_~^])", r"\\", re.sub(r"[\\{}]", "", raw))


def _asked(figure: Figure) -> str:
    return f"\N{LEFT DOUBLE QUOTATION MARK}{html.escape(said.plain_name(figure))}.\N{RIGHT DOUBLE QUOTATION MARK}"


def _cited(ledger: Ledger, figure: Figure, claim: Claim) -> str:
    """Return a claim as text to cite: what, how much, who says so, where it is printed and how."""
    scope = claim.scope and f" ({said.scope(claim.scope)})"
    amount = words.amount(claim.amount, figure.measure)
    lead = f"{amount[:1].upper()}{amount[1:]}{scope}: {said.said_where(ledger, claim)}."
    sources = [_printed(ledger.sources[a], claim) for a in claim.articles]
    printed = f" Printed as {'; '.join(sources)}." if sources else ""
    return f"{_asked(figure)} {html.escape(lead)}{printed}"


def _printed(source: Source, claim: Claim) -> str:
    """Return how a source prints a claim, and the source: publisher, title, date, address."""
    first = claim.prints_in(source.id)[0]
    title = source.title and f"\N{LEFT DOUBLE QUOTATION MARK}{source.title}\N{RIGHT DOUBLE QUOTATION MARK}"
    day = words.day(source.published) if source.published else "not dated"
    about = html.escape(", ".join(filter(None, (source.publisher, title, day))))
    url = html.escape(source.url)
    address = f', <a href="{url}" rel="external">{url}</a>' if url else ""
    shown = markdown.foreign(first.printed, source.language)
    return f"\N{LEFT DOUBLE QUOTATION MARK}{shown}\N{RIGHT DOUBLE QUOTATION MARK} in {about}{address}"
