"""The charts of the ledger: what each shows, says and leaves out."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from conftest import FIGURES, FIXTURE, ROOT, Reading, changed

from ledger import book
from ledger.charts.catalog import CHARTS
from ledger.charts.layout import arrange
from ledger.charts.marks import Chart
from ledger.charts.svg import Line, Link, Point, Text
from ledger.core import yaml
from ledger.core.problem import Unreadable
from ledger.language import words

LEDGER = book.read(FIXTURE).site.ledger
NAMES = list(CHARTS)


def spoken(made: Chart) -> str:
    return "; ".join(m.spoken for m in made.marks)


def parts_of(made: Chart, *, wide: bool) -> list[Text | Line | Point]:
    drawn = arrange(made, wide=wide).parts
    return [p for part in drawn for p in (part.parts if isinstance(part, Link) else (part,))]


def test_the_catalog_is_read_as_it_stands() -> None:
    file = ROOT / "ledger" / "charts" / "catalog.yml"
    problems = yaml.read(file, file.name).problems
    assert [p for p in problems if "begins a macro call" not in p.text] == []  # there titles are templates


@pytest.mark.parametrize("name", NAMES)
def test_every_number_that_is_drawn_is_said_and_leads_to_its_claim(name: str) -> None:
    view = CHARTS[name](LEDGER)
    for wide in (True, False):
        texts = [p.label for p in parts_of(view, wide=wide) if isinstance(p, Text)]
        links = [p.mark for p in arrange(view, wide=wide).parts if isinstance(p, Link)]
        for group in view.groups:
            assert group.heading in {label.number for label in texts}
            for mark in group.marks:
                assert mark.joins or any(label.number == mark.number for label in texts)
                assert mark.claim
                assert mark.claim.id in LEDGER.claims
                assert mark in links
                if not name.startswith("years"):  # where none is preferred a lane has the numbers of all
                    assert digits(mark.number) <= digits(mark.spoken)


@pytest.mark.parametrize("name", NAMES)
def test_every_class_that_is_drawn_has_a_look(name: str) -> None:
    sheet = (ROOT / "docs" / "assets" / "stylesheets" / "charts.css").read_text("utf-8")
    parts = [p for wide in (True, False) for p in parts_of(CHARTS[name](LEDGER), wide=wide)]
    assert {k for p in parts for k in p.kind.split() if f".{k}" not in sheet} <= {"label", "end", "head"}


def digits(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?", text))


def test_all_claims_about_companies_in_2026_are_shown_but_those_that_were_revised() -> None:
    said = spoken(CHARTS["capex-2026"](LEDGER))
    for figure in LEDGER.figures.values():
        if figure.entity.kind == "company" and figure.measure.id == "capex" and str(figure.period) == "2026":
            assert all(
                words.amount(c.amount, figure.measure) in said for c in figure.claims if c.key not in figure.revised
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
    ("years", [], "each is higher than the last"),
    ("years", [('value: "131.8 billion"', 'value: "1.8 billion"')], "the number used here, and its rivals"),
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
        assert "several" not in spoken(CHARTS[name](ledger))


@pytest.mark.parametrize("name", ["capex-2026", "said-2026", "outcomes-2026"])
def test_a_chart_of_nothing_but_vague_numbers(reading: Reading, name: str) -> None:
    text = FIGURES
    for number in ("about 200 billion", "about 150 billion", "144.67 billion", "100 to 120 billion"):
        text = changed((f'value: "{number}"', 'value: "several billion"'), text=text)
    with pytest.raises(Unreadable, match=r"no figure of the ledger belongs in this chart\. Remove"):
        CHARTS[name](reading(text)[0])


RAISED = """\
      raised: {value: "more than 630 billion", by: reuters, status: forecast, revises: amazon-plan,
        printed: {five-giants: {paragraph 99: "over $630 billion"}}}
      returns: {value: "475 billion\
"""


def test_a_printed_total_stays_in_the_chart_when_its_speaker_raised_it(reading: Reading) -> None:
    text = (FIXTURE / "data" / "figures.yml").read_text("utf-8")
    ledger, _ = reading(changed(('      returns: {value: "475 billion', RAISED.rstrip()), text=text))
    said = spoken(CHARTS["totals-2026"](ledger))
    assert "more than $500 billion (forecast by Reuters, 5 February 2026 (when published); overtaken since)" in said
    assert "more than $630 billion (forecast by Reuters" in said


def test_on_a_line_of_time_a_month_reaches_from_its_first_day_to_its_last() -> None:
    made = CHARTS["said-2026"](LEDGER)
    lengths = {len(LEDGER.said_on(m.claim)): m.high - m.low for m in made.marks if m.claim}
    assert lengths[len("2026-01-27")] == 0
    assert 27 <= lengths[len("2026-05")] <= 30
    assert not any(m.open_low or m.open_high for m in made.marks)
    assert min(made.ticks) <= min(m.low for m in made.marks)
    assert max(m.high for m in made.marks) <= max(made.ticks)


def test_a_year_has_one_lane_on_which_the_preferred_number_stands() -> None:
    for name in ("years", "years-totals"):
        for group in CHARTS[name](LEDGER).groups:
            own = [m for m in group.marks if not m.joins and m.claim]
            best = [LEDGER.figures[m.claim.figure].best for m in own if m.claim]
            assert all(b in (None, m.claim) for b, m in zip(best, own, strict=True))
            assert len({m.claim.figure for m in own if m.claim}) == len(own)


def test_an_outcome_reaches_from_what_is_known_to_what_was_said() -> None:
    made = CHARTS["outcomes-2026"](LEDGER)
    for told, known in zip(made.marks[::2], made.marks[1::2], strict=True):
        assert (told.joins, known.joins) == (False, True)
        assert told.base in (None, known.low, known.high)
        assert ("too low" in told.labels[0]) <= (told.high < known.low)
        assert ("too high" in told.labels[0]) <= (told.low > known.high)
