"""Citations: in words, for programs that keep them, and as markup for other pages."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from ledger import book
from ledger.views import cite
from ledger.views.site import Site


@pytest.fixture(scope="module")
def site(small: book.Book) -> Site:
    return replace(small.site, title="The Ledger", address="https://ledger.example/")


def test_the_search_shows_what_is_used_and_who_says_so(small: book.Book) -> None:
    shown = cite.answers(small.site.ledger)
    assert shown.keys() == small.site.ledger.figures.keys()
    assert "200 billion" in shown["acme.capex.2026"]
    assert "guidance by Acme" in shown["acme.capex.2026"]


def test_a_citation_says_what_who_where_and_its_address(site: Site) -> None:
    figure = site.ledger.figures["acme.capex.2026"]
    cited = dict(re.findall(r'<p data-cite="([^"]+)">(.*?)</p>', cite.citations(site, "index.md", figure)))
    assert cited.keys() >= {claim.id for claim in figure.claims}
    text = cited["acme.capex.2026/guidance"]
    for part in (
        "Acme: capital expenditure, 2026",
        "200 billion",
        "guidance by Acme",
        "The Wire",
        "Acme plans",
        "5 February 2026",
    ):
        assert part in text, part
    assert 'href="https://wire.example/plan"' in text
    assert text.endswith("The Ledger, https://ledger.example/companies/acme/#acme.capex.2026/guidance")


def test_programs_get_the_same_citations(site: Site) -> None:
    files = cite.files(site, site.ledger.figures["acme.capex.2026"])
    items = json.loads(files["acme.capex.2026.csl.json"])
    assert [i["id"] for i in items][:2] == ["acme.capex.2026", "acme.capex.2026/guidance"]
    assert items[1]["URL"] == "https://ledger.example/companies/acme/#acme.capex.2026/guidance"
    assert "Printed as" in items[1]["note"]
    entries = re.findall(r"@misc\{([^,]+),", files["acme.capex.2026.bib"])
    assert entries == [i["id"] for i in items]


def test_bibtex_balances_and_escapes(site: Site) -> None:
    for figure in site.ledger.figures.values():
        text = cite.files(site, figure)[f"{figure.id}.bib"]
        assert text.count("{") == text.count("}")
        assert not re.search(r"(?<!\\)[$%&#_]", re.sub(r"url = .*|@misc.*|https?://\S+", "", text))


def test_what_is_embedded_is_plain_markup_with_its_address(site: Site) -> None:
    text = cite.files(site, site.ledger.figures["acme.capex.2026"])["acme.capex.2026.txt"]
    tags: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: tags.append(tag)  # type: ignore[method-assign]
    parser.feed(text)
    assert tags == ["blockquote", "p", "p", "a"]
    assert "200 billion" in text
    assert 'href="https://ledger.example/companies/acme/#acme.capex.2026"' in text
