"""The charts of the ledger: what each shows, says and leaves out."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from conftest import FIGURES, FIXTURE, ROOT, Reading, changed

from ledger import book
from ledger.charts.catalog import CHARTS
from ledger.charts.layout import arrange
from ledger.charts.svg import Text
from ledger.core.problem import Unreadable
from ledger.language import words

LEDGER = book.read(FIXTURE).site.ledger
NAMES = list(CHARTS)


@pytest.mark.parametrize("name", NAMES)
def test_every_number_that_is_drawn_is_said(name: str) -> None:
    view = CHARTS[name](LEDGER)
    spoken = view.spoken
    for wide in (True, False):
        texts = [p.label for p in arrange(view, wide=wide).parts if isinstance(p, Text)]
        for group in view.groups:
            assert group.heading in {str(label) for label in texts}
            assert group.heading in spoken
            for mark in group.marks:
                assert any(label.number == mark.number for label in texts)
                assert mark.spoken in spoken
                assert digits(mark.number) <= digits(mark.spoken)


@pytest.mark.parametrize("name", NAMES)
def test_every_class_that_is_drawn_has_a_look(name: str) -> None:
    sheet = (ROOT / "docs" / "assets" / "stylesheets" / "charts.css").read_text("utf-8")
    parts = [p for wide in (True, False) for p in arrange(CHARTS[name](LEDGER), wide=wide).parts]
    assert {k for p in parts for k in p.kind.split() if f".{k}" not in sheet} <= {"label", "end"}


def digits(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?", text))


def test_all_claims_about_companies_in_2026_are_shown_but_those_that_were_revised() -> None:
    spoken = CHARTS["capex-2026"](LEDGER).spoken
    for figure in LEDGER.figures.values():
        if figure.entity.kind == "company" and figure.measure.id == "capex" and str(figure.period) == "2026":
            assert all(
                words.amount(c.amount, figure.measure) in spoken for c in figure.claims if c.key not in figure.revised
            )


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
    text = (FIXTURE / "data" / "figures.yml").read_text(encoding="utf-8")
    ledger, _ = reading(changed(*edits, text=text))
    assert title in CHARTS[name](ledger).title


@pytest.mark.parametrize("name", NAMES)
def test_another_ledger_gets_a_chart_or_a_message(reading: Reading, name: str) -> None:
    ledger, _ = reading(FIGURES)
    with suppress(Unreadable):  # never anything else
        assert CHARTS[name](ledger).groups


VAGUE = """\
  big-five.capex.2023:
    claims:
      x:
        value: "several trillion"
        status: actual
        printed:
          five-giants: {paragraph 1: "several trillion"}

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
    ledger, _ = reading(changed(edit, text=(FIXTURE / "data" / "figures.yml").read_text("utf-8")))
    if message:
        with pytest.raises(Unreadable, match=re.escape(message)):
            CHARTS[name](ledger)
    else:
        assert "several" not in CHARTS[name](ledger).spoken


def test_a_chart_of_nothing_but_vague_numbers(reading: Reading) -> None:
    text = FIGURES
    for number in ("about 200 billion", "about 150 billion", "144.67 billion", "100 to 120 billion"):
        text = changed((f'value: "{number}"', 'value: "several billion"'), text=text)
    with pytest.raises(Unreadable, match="no figure of the ledger belongs in this chart"):
        CHARTS["capex-2026"](reading(text)[0])
