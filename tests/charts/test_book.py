"""The charts of the ledger: what each shows, says and leaves out."""

from __future__ import annotations

import re
from contextlib import suppress
from xml.etree.ElementTree import fromstring

import pytest
from conftest import FIGURES, ROOT, Reading, changed

from ledger import book
from ledger.charts import book as chartbook
from ledger.charts import layout as chartlayout
from ledger.charts import marks as chartmarks
from ledger.core.problem import Unreadable
from ledger.language import words
from ledger.views import charts as chartviews
from ledger.views.site import Site

NAMES = list(chartbook.CHARTS)


@pytest.fixture(scope="module")
def site() -> Site:
    return book.read(ROOT).site


@pytest.fixture(scope="module")
def disputed(site: Site) -> list[str]:
    return [f for f in site.ledger.figures if chartviews.strip(site, "x.md", f)]


def svgs(markup: str) -> list[str]:
    return re.findall(r"<svg.*?</svg>", markup)


@pytest.mark.parametrize("name", NAMES)
def test_markup_is_fit_for_the_page(site: Site, name: str) -> None:
    check(chartviews.chart(site, "index.md", name), 12_000)


def test_strips_are_fit_for_the_page(site: Site, disputed: list[str]) -> None:
    assert disputed
    for figure in disputed:
        check(chartviews.strip(site, "x.md", figure), 3_000)


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


@pytest.mark.parametrize("name", NAMES)
def test_every_number_that_is_drawn_is_said(site: Site, name: str) -> None:
    view = chartbook.CHARTS[name](site.ledger)
    spoken = chartmarks.in_words(view.sections)
    for wide in (True, False):
        texts = [t.text for t in chartlayout.arrange(view.chart, wide=wide).texts]
        for section in view.sections:
            assert section.heading in texts
            assert section.heading in spoken
            for item in section.items:
                assert any(t.startswith(item.mark.number) for t in texts)
                assert item.spoken in spoken
                assert digits(item.mark.number) <= digits(item.spoken)


def digits(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?", text))


def test_all_claims_about_companies_in_2026_are_shown(site: Site) -> None:
    spoken = chartmarks.in_words(chartbook.CHARTS["capex-2026"](site.ledger).sections)
    for figure in site.ledger.figures.values():
        if figure.entity.kind == "company" and figure.measure.id == "capex" and str(figure.period) == "2026":
            assert all(words.amount(c.amount, figure.measure) in spoken for c in figure.claims)


#: A finding, a change that ends it, what then stands instead. The numbers follow the ledger.
FINDINGS = [
    ("guidance-consensus", [], "to earn less"),
    ("guidance-consensus", [('value: "144.67 billion"', 'value: "244.67 billion"')], "against what analysts expected"),
    ("totals-2026", [], "total of $475 billion"),
    ("totals-2026", [('value: "475 billion"', 'value: "375 billion"')], "as printed and as added up"),
    ("series", [], "by 37% in 2027, after 96%"),
    ("series", [('value: "37 %"', 'value: "137 %"')], "year by year"),
    ("amazon-cash", [], "$11.2 billion after $38.2 billion"),
    ("amazon-cash", [('value: "11.2 billion"', 'value: "41.2 billion"')], "what was left"),
    ("capex-2026", [('value: "about 225 billion"', 'value: "about 226 billion"')], "$72 to $226 billion"),
]


@pytest.mark.parametrize(("name", "edits", "title"), FINDINGS)
def test_a_finding_is_stated_while_it_holds(
    reading: Reading, name: str, edits: list[tuple[str, str]], title: str
) -> None:
    text = (ROOT / "data" / "figures.yml").read_text(encoding="utf-8")
    ledger, _ = reading(changed(*edits, text=text))
    assert title in chartbook.CHARTS[name](ledger).title


NO_CHART = [
    ("capex-2025", "no chart 'capex-2025'. Did you mean 'capex-2026'?"),
    ("x", "no chart 'x'. Use one of capex-2026, totals-2026, series, guidance-consensus, amazon-cash."),
]


@pytest.mark.parametrize(("name", "message"), NO_CHART)
def test_a_name_that_is_none(site: Site, name: str, message: str) -> None:
    with pytest.raises(Unreadable, match=re.escape(message)):
        chartviews.chart(site, "index.md", name)


@pytest.mark.parametrize("name", NAMES)
def test_another_ledger_gets_a_chart_or_a_message(reading: Reading, name: str) -> None:
    ledger, _ = reading(FIGURES)
    with suppress(Unreadable):  # never anything else
        assert chartbook.CHARTS[name](ledger).sections


VAGUE = """\
  big-five.capex.2023:
    claims:
      x:
        value: "several trillion"
        by: unnamed
        status: actual
        articles:
          five-giants:
            - at: paragraph 1
              printed: "several trillion"

  big-five.capex.2024:
"""
PLAN = ('value: "about 200 billion"', 'value: "several billion"')
#: A chart, a change of its numbers, and what is said where it cannot be drawn.
WITHOUT_NUMBER: dict[str, tuple[str, tuple[str, str], str]] = {
    "year": ("series", ("  big-five.capex.2024:\n", VAGUE), ""),
    "one of several": ("capex-2026", PLAN, ""),
    "part of a share": (
        "guidance-consensus", PLAN,
        "'amazon.capex.2026/guidance' is several billion, which no chart can show. Give it a number, or remove the call.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "edit", "message"), WITHOUT_NUMBER.values(), ids=WITHOUT_NUMBER)
def test_what_has_no_number_is_not_drawn(reading: Reading, name: str, edit: tuple[str, str], message: str) -> None:
    ledger, _ = reading(changed(edit, text=(ROOT / "data" / "figures.yml").read_text("utf-8")))
    if message:
        with pytest.raises(Unreadable, match=re.escape(message)):
            chartbook.CHARTS[name](ledger)
    else:
        assert "several" not in chartmarks.in_words(chartbook.CHARTS[name](ledger).sections)


def test_a_chart_of_nothing_but_vague_numbers(reading: Reading) -> None:
    text = FIGURES
    for number in ("about 200 billion", "about 150 billion", "144.67 billion", "100 to 120 billion"):
        text = changed((f'value: "{number}"', 'value: "several billion"'), text=text)
    with pytest.raises(Unreadable, match="no figure of the ledger belongs in this chart"):
        chartbook.CHARTS["capex-2026"](reading(text)[0])


def test_a_strip_only_where_there_is_a_dispute(reading: Reading) -> None:
    ledger, _ = reading(FIGURES)
    assert "Agency" in chartviews.strip(Site(ledger), "x.md", "acme.capex.2026")
    assert chartviews.strip(Site(ledger), "x.md", "acme.capex.2025") == ""


def test_an_article_without_a_date(reading: Reading) -> None:
    ledger, _ = reading(changed(("    published: 2026-03\n", "")))
    assert chartmarks.names(ledger, ledger.claims["acme.capex.2026/rumour"])[0] == "Acme bouwt, forecast"


def test_the_date_of_an_article_is_not_shown_as_that_of_a_statement(reading: Reading) -> None:
    ledger, _ = reading(FIGURES)
    forms = chartmarks.names(ledger, ledger.claims["beta.capex.2026/guidance"])
    assert forms[0] == "Beta, guidance, in The Wire, 5 February 2026"
    assert not any("February" in form for form in forms[1:])


def test_words_of_the_ledger_are_no_markup(reading: Reading) -> None:
    ledger, _ = reading(changed(("name: Agency", 'name: "<b>&\'"')))
    svg = svgs(chartviews.strip(Site(ledger), "x.md", "acme.capex.2026"))[0]
    assert "<b>" in "".join(fromstring(svg).itertext())
