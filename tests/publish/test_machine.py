"""Pages for programs: Markdown without what is only for the eye, the list of pages, and their meaning."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime

import pytest

from ledger import book
from ledger.data.history import Change, Commit, History
from ledger.publish import machine
from ledger.views.site import Site


@pytest.fixture(scope="module")
def site(small: book.Book) -> Site:
    return replace(small.site, title="The Ledger", address="https://ledger.example/")


@pytest.mark.parametrize(
    ("rendered", "plain"),
    [
        ("# Title { #t }", "# Title"),
        ('[~$200B](../companies/acme.md#a.b){ .fig title="About &#36;200" }', "[~$200B](https://ledger.example/companies/acme/#a.b)"),
        ("See [here](#there).", "See [here](https://ledger.example/articles/plan/#there)."),
        ("[Home](../index.md) [out](<https://x.example/>){ rel=external }", "[Home](https://ledger.example/) [out](<https://x.example/>)"),
        ('<svg viewBox="0 0 1 1"><text>7</text></svg>after', "after"),
        ('<details class="ledger-cite">\n<p>x</p>\n</details>\n\nafter', "after"),
        ('<span lang="nl">miljard</span> a &lt; b', "miljard a < b"),
        ("Set {1, 2} and { braces } stay", "Set {1, 2} and { braces } stay"),
    ],
    ids=range(8),
)  # fmt: skip
def test_a_page_as_markdown(site: Site, rendered: str, plain: str) -> None:
    assert machine.as_markdown(site, "articles/plan.md", rendered) == f"{plain}\n"


def test_the_list_names_every_page_and_file(site: Site) -> None:
    text = machine.index(site)
    assert text.startswith("# The Ledger\n")
    for page in site.pages:
        assert f"]({site.url(page)}index.md)" in text
    assert "https://ledger.example/data/claims.csv" in text


def about(site: Site, page: str) -> list[dict[str, object]]:
    found = re.search(r"<script[^>]*>(.*)</script>", machine.about(site, page))
    assert found
    graph: list[dict[str, object]] = json.loads(found[1])["@graph"]
    return graph


def test_a_figure_is_an_observation_with_its_bounds(site: Site) -> None:
    home = site.ledger.home("beta")
    found = {str(o["name"]): o for o in about(site, home)}
    figure = found["Beta: capital expenditure, 2026"]
    assert (figure["@type"], figure["minValue"], figure["maxValue"], figure["unitText"]) == (
        "Observation", 100_000_000_000, 120_000_000_000, "USD",
    )  # fmt: skip


def test_an_article_cites_what_it_sums_up(site: Site) -> None:
    page, name = next(iter(site.ledger.summarised.items()))
    (article,) = (o for o in about(site, page) if o["@type"] == "Article")
    source = site.ledger.articles[name]
    cited = article["citation"]
    assert isinstance(cited, dict)
    assert (cited["headline"], cited["author"]["name"]) == (source.title, source.publisher)
    assert article["author"] == {"@type": "Organization", "name": "The Ledger", "url": "https://ledger.example/"}
    assert "dateModified" not in article  # none is known


def test_an_article_s_page_says_what_it_thinks_of_it_and_when_that_changed(cut: book.Book) -> None:
    page, told = "articles/amazon-plan.md", Change("corrected", "amazon.capex.2026/guidance", "", "a", "b")
    commit = Commit("c" * 40, datetime.fromisoformat("2026-03-05T12:00:00Z"), "Why", "", "a b", (told,))
    (article,) = about(replace(cut.site, history=History((commit,), "")), page)
    source = cut.site.ledger.articles["amazon-plan"]
    assert source.trust
    assert (article["abstract"], article["dateModified"]) == (source.trust, "2026-03-05")


def test_other_pages_say_nothing(site: Site) -> None:
    assert machine.about(site, "index.md") == ""
