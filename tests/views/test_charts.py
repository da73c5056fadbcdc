"""The chart macros: markup that is fit for a page, and messages where there is no chart."""

from __future__ import annotations

import re
from xml.etree.ElementTree import fromstring

import pytest
from conftest import FIGURES, FIXTURE, Reading, changed

from ledger import book
from ledger.charts.catalog import CHARTS
from ledger.core.problem import Unreadable
from ledger.views import charts as chartviews
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
    check(chartviews.chart(site, "index.md", name), 12_000)


def test_strips_are_fit_for_the_page(site: Site, disputed: list[str]) -> None:
    assert disputed
    for figure in disputed:
        check(chartviews.strip(site, site.ledger.figures[figure]), 3_000)


def check(markup: str, most: int) -> None:
    ids = re.findall(r'\bid="([^"]*)"', markup)
    assert len(ids) == len(set(ids))
    assert all(len(svg) < most for svg in svgs(markup))
    assert not re.search(
        r"\bstyle=|<script|font-family|#[0-9a-fA-F]{3,6}\b|rgb\(|\b(fill|stroke)=|href|url\(", "".join(svgs(markup))
    )
    assert not re.search(r"\n\s*\n", markup.strip())
    for svg in svgs(markup):
        root = fromstring(svg)
        assert root.get("role") == "img"
        assert [child.tag for child in root][:2] == ["title", "desc"]
        assert root.get("aria-labelledby") == root[0].get("id")
        assert root.get("aria-describedby") == root[1].get("id")
        assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"


NO_CHART = [
    ("capex-2025", "no chart 'capex-2025'. Did you mean 'capex-2026'?"),
    ("x", "no chart 'x'. Use capex-2026, totals-2026, series, guidance-consensus or amazon-cash."),
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
