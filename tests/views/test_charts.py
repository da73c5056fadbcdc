"""The chart macros: markup that is fit for a page, and messages where there is no chart."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree.ElementTree import Element, fromstring

import pytest
from conftest import FIGURES, FIXTURE, Reading, changed

from ledger import book
from ledger.charts.catalog import CHARTS
from ledger.core.problem import Unreadable
from ledger.views import charts as chartviews
from ledger.views import downloads
from ledger.views.site import Site


@pytest.fixture(scope="module")
def site() -> Site:
    return book.read(FIXTURE).site


@pytest.fixture(scope="module")
def disputed(site: Site) -> list[str]:
    return [f for f in site.ledger.figures if chartviews.strip(site, site.ledger.figures[f])]


def svgs(markup: str) -> list[str]:
    return re.findall(r"<svg.*?</svg>", markup)


@pytest.mark.parametrize("name", CHARTS)
def test_markup_is_fit_for_the_page(site: Site, name: str) -> None:
    check(chartviews.chart(site, "index.md", name), 16_000)


PAGES = {"index.md": "companies/amazon/", "compare.md": "../companies/amazon/", "companies/amazon.md": ""}


@pytest.mark.parametrize(("page", "path"), PAGES.items())
def test_marks_lead_to_the_rows_of_their_claims(site: Site, page: str, path: str) -> None:
    wide, narrow = (drawing(svg) for svg in svgs(chartviews.chart(site, page, "capex-2026"))[-2:])
    for root in (wide, narrow):
        links = {a.get("href"): a[0].text or "" for a in root.iter("a")}
        assert f"{path}#amazon.capex.2026/returns" in links
        assert links[f"{path}#amazon.capex.2026/returns"].startswith("about $125 billion (estimate")


def test_the_drawing_carries_the_site_and_the_day_of_its_newest_number(site: Site) -> None:
    named = replace(site, title="Ledger", address="https://a.example/")
    for svg in svgs(chartviews.chart(named, "index.md", "totals-2026"))[-2:]:
        words = " ".join("".join(t.itertext()) for t in drawing(svg).iter("text") if t.get("class") == "credit")
        assert words.startswith("Ledger, a.example")
        assert words.endswith("numbers to May 2026")


def test_every_sign_of_a_chart_has_its_meaning(site: Site) -> None:
    for name, made in CHARTS.items():
        markup = chartviews.chart(site, "index.md", name)
        legend = markup.partition('<ul class="ledger-key">')[2].partition("</ul>")[0]
        shown = {kind for svg in svgs(markup)[-2:] for kind in re.findall(r'class="point ([a-z]+)"', svg)}
        assert shown == set(re.findall(r'class="point ([a-z]+)"', legend)) == {m.kind for m in made(site.ledger).marks}


def test_a_chart_offers_its_own_numbers(site: Site) -> None:
    assert '<a href="../../data/charts/series.csv" download>' in chartviews.chart(
        site, "companies/big-five.md", "series"
    )


def drawing(svg: str) -> Element:
    return fromstring(svg)


def test_strips_are_fit_for_the_page(site: Site, disputed: list[str]) -> None:
    assert disputed
    for figure in disputed:
        check(chartviews.strip(site, site.ledger.figures[figure]), 3_000)


def check(markup: str, most: int) -> None:
    ids = re.findall(r'\bid="([^"]*)"', markup)
    assert len(ids) == len(set(ids))
    assert all(len(svg) < most for svg in svgs(markup))
    drawn = re.sub(r' href="[^"]*#[a-z0-9./-]+"', "", "".join(svgs(markup)))
    assert not re.search(r"\bstyle=|<script|font-family|#[0-9a-fA-F]{3,6}\b|rgb\(|\b(fill|stroke)=|href|url\(", drawn)
    assert not re.search(r"\n\s*\n", markup.strip())
    for svg in svgs(markup):
        root = fromstring(svg)
        if root.get("aria-hidden"):  # a sign of the legend
            continue
        assert root.get("role") == "group"
        assert root.get("aria-labelledby") == root[0].get("id")
        assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"


NO_CHART = [
    ("capex-2025", "no chart 'capex-2025'. Did you mean 'capex-2026'?"),
    ("x", "no chart 'x'. Correct the id."),
]


@pytest.mark.parametrize(("name", "message"), NO_CHART)
def test_a_name_that_is_none(site: Site, name: str, message: str) -> None:
    with pytest.raises(Unreadable, match=re.escape(message)):
        chartviews.chart(site, "index.md", name)


def test_a_strip_only_where_there_is_a_dispute(reading: Reading) -> None:
    ledger, _ = reading(FIGURES)
    assert "Agency" in chartviews.strip(Site(ledger), ledger.figures["acme.capex.2026"])
    assert chartviews.strip(Site(ledger), ledger.figures["acme.capex.2025"]) == ""


def test_words_of_the_ledger_are_no_markup(reading: Reading) -> None:
    ledger, _ = reading(changed(("name: Agency", 'name: "<b>&\'"')))
    svg = svgs(chartviews.strip(Site(ledger), ledger.figures["acme.capex.2026"]))[0]
    assert "<b>" in "".join(fromstring(svg).itertext())


def test_each_chart_is_a_picture_that_says_what_it_is_and_from_when(site: Site) -> None:
    named = replace(site, title="Ledger", address="https://a.example/")
    pictures = chartviews.pictures(named)
    assert {name.rpartition(".")[0] for name in pictures} == {n.rpartition(".")[0] for n in downloads.charts(named)}
    for text in pictures.values():
        root = fromstring(text)
        words = " ".join(root.itertext())
        assert root.get("role") == "img"
        assert "Ledger, a.example · numbers to " in words
        assert not re.search(r"href|<script|https?://(?!www\.w3\.org)", text)


def test_the_legend_of_a_chart_is_in_its_picture(site: Site) -> None:
    for name, text in chartviews.pictures(site).items():
        page = chartviews.chart(site, "index.md", name.removeprefix("charts/").removesuffix(".svg"))
        meanings = re.findall(r"</svg> ([^<]+)</li>", page) + re.findall(r"</span>&nbsp;([^;.<]+)", page)
        key = next(part for part in fromstring(text).iter("{http://www.w3.org/2000/svg}g") if part.get("transform"))
        shown = [t for t in ("".join(line.itertext()) for line in key) if len(t) > 1]
        assert shown == meanings
        assert meanings


def test_nothing_at_the_head_of_a_picture_leaves_it(site: Site) -> None:
    for text in chartviews.pictures(site).values():
        root = fromstring(text)
        left, top, width, height = map(float, (root.get("viewBox") or "").split())
        lines = [t for t in root.iter("{http://www.w3.org/2000/svg}text") if t.get("class") == "subject"]
        assert all(len(line.text or "") * 9 < width and top < float(line.get("y") or 0) < 0 for line in lines)
        assert (left, root.get("height")) == (-20, f"{height:g}")
