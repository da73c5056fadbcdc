"""Citations: in words, for programs that keep them, and as markup for other pages."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from datetime import datetime
from html.parser import HTMLParser

import pytest

from ledger import book
from ledger.data.history import Change, Commit, History
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
    assert entries == [i["id"].replace("/", ":") for i in items]


def test_a_key_of_bibtex_is_one_for_every_reader(site: Site) -> None:
    for figure in site.ledger.figures.values():
        for key in re.findall(r"@misc\{(.*),", cite.files(site, figure)[f"{figure.id}.bib"]):
            assert re.fullmatch(r"[A-Za-z0-9_.:-]+", key)


def test_each_citation_has_the_day_of_its_own_last_change(site: Site) -> None:
    changed = Change("corrected", "acme.capex.2026/guidance", "", "$1 billion", "$2 billion")
    commit = Commit("c" * 40, datetime.fromisoformat("2026-03-05T12:00:00Z"), "Why", "", "a b", (changed,))
    after = replace(site, history=History((commit,), "It ends here."))
    items = json.loads(cite.files(after, site.ledger.figures["acme.capex.2026"])["acme.capex.2026.csl.json"])
    days = {i["id"].partition("/")[2]: i.get("issued", {}).get("raw", "") for i in items}
    assert days == {"": "2026-03-05", "guidance": "2026-03-05", "rumour": "", "consensus": ""}
    assert ["last changed 5 March 2026" in i["note"] for i in items] == [bool(day) for day in days.values()]


@pytest.mark.parametrize("day", ["2026-03-05", ""])
@pytest.mark.parametrize("page", ["articles/plan.md", "companies/acme.md", "index.md"])
def test_a_page_has_its_citation_in_words_and_for_programs(site: Site, page: str, day: str) -> None:
    shown = cite.of_page(site, page, day)
    words, bib, csl = map(html.unescape, re.findall(r"<(?:p|pre) data[^>]+>(?:<code>)?(.*?)</", shown, re.DOTALL))
    (item,) = json.loads(csl)
    key = f"the-ledger:{page.removesuffix('.md').replace('/', ':')}"
    assert words.endswith(f"The Ledger, {'last changed 5 March 2026, ' if day else ''}{site.url(page)}")
    assert "  " not in words
    assert (item["id"], item["URL"], item.get("issued")) == (key, site.url(page), {"raw": day} if day else None)
    assert bib.startswith(f"@misc{{{key},\n")
    assert (f"date = {{{day}}}" in bib, "date" in bib) == (bool(day), bool(day))
    assert ("Sums up the article by The Wire, 5 February 2026." in words) is page.startswith("articles")


def test_bibtex_balances_and_escapes(site: Site) -> None:
    for figure in site.ledger.figures.values():
        text = cite.files(site, figure)[f"{figure.id}.bib"]
        assert text.count("{") == text.count("}")
        assert not re.search(r"(?<!\\)[$%&#_]|[~^]", re.sub(r"url = .*|@misc.*|https?://\S+", "", text))


def test_nothing_in_a_title_is_a_command_of_tex(site: Site) -> None:
    titled = replace(site, title=r"A\b {c} 5% ~6 ^7 & $8 #9 _")
    text = html.unescape(cite.of_page(titled, "index.md", ""))
    shown = r"{{Ab c 5\% \textasciitilde{}6 \textasciicircum{}7 \& \$8 \#9 \_}}"
    assert f"author = {shown}," in text


def test_what_is_embedded_is_plain_markup_with_its_address(site: Site) -> None:
    text = cite.files(site, site.ledger.figures["acme.capex.2026"])["acme.capex.2026.txt"]
    tags: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: tags.append(tag)  # type: ignore[method-assign]
    parser.feed(text)
    assert tags == ["blockquote", "p", "p", "a"]
    assert "200 billion" in text
    assert 'href="https://ledger.example/companies/acme/#acme.capex.2026"' in text
