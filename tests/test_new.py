"""New entries: where they land, what is asked, what is refused, and what is left to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import FIGURES, PAGES, changed

from ledger import book
from ledger.data import format as layout
from ledger.data import load, skeleton
from ledger.new import Desk, new

CANON = layout.arrange(FIGURES.replace("figures:\n", "figures:\n  # A comment that stays.\n"), load.NAME).text
NAV = "nav:\n" + "".join(f"  - {Path(name).stem}: {name}\n" for name in PAGES)
LAST = "  - krant: articles/krant.md\n"


@pytest.fixture
def desk(root: Path) -> Path:
    (root / load.NAME).write_text(CANON, "utf-8")
    (root / "mkdocs.yml").write_text(NAV, "utf-8")
    return root


def add(root: Path, *arguments: str, answers: str = "") -> tuple[int, str]:
    result = CliRunner().invoke(new, list(arguments), obj=Desk(root), input=answers)
    return result.exit_code, result.output


def text(root: Path) -> str:
    return (root / load.NAME).read_text("utf-8")


def line(root: Path, start: str) -> int:
    return text(root).split("\n").index(start) + 1


ARTICLE = ["article", "report", "--title", 'A "large" report: all of it', "--language", "en"]
ENTITY = ["entity", "gamma", "--name", "Gamma", "--kind", "company"]
FIGURE = [
    "figure", "beta.capex.2025", "--value", "about 90 billion", "--by", "beta", "--status", "actual",
    "--article", "plan", "--at", "paragraph 5", "--printed", "about $90 billion",
]  # fmt: skip


def without(arguments: list[str], *names: str) -> list[str]:
    """Return the arguments without these options."""
    at = [n for n, argument in enumerate(arguments) if argument in names]
    return [a for n, a in enumerate(arguments) if n not in at and n - 1 not in at]


def with_(arguments: list[str], **values: str) -> list[str]:
    """Return the arguments with other values."""
    return [*without(arguments, *(f"--{n}" for n in values)), *(a for n, v in values.items() for a in (f"--{n}", v))]


# ---- where they land ------------------------------------------------------------------------------


def test_a_figure(desk: Path) -> None:
    code, output = add(desk, *FIGURE)
    before = "  beta.capex.2026:\n"
    entry = """\
  beta.capex.2025:
    claims:
      actual:
        value: "about 90 billion"
        by: beta
        status: actual
        articles:
          plan:
            - at: paragraph 5
              printed: "about $90 billion"

"""
    assert text(desk) == changed((before, entry + before), text=CANON)
    assert (code, output) == (
        0,
        f"data/figures.yml:{line(desk, '  beta.capex.2025:')}: beta.capex.2025 is added."
        ' Pages cite it as {{ fig("beta.capex.2025") }}.\n',
    )
    assert book.read(desk).problems == ()


def test_a_figure_of_an_entity_without_figures_gets_a_banner(desk: Path) -> None:
    code, output = add(desk, *with_(["figure", "lab.capex.2025", *FIGURE[2:]], claim="reported", asof="2026-02"))
    assert code == 0
    assert f"\n\n{skeleton_banner('Beta Lab')}\n\n  lab.capex.2025:\n    claims:\n      reported:\n" in text(desk)
    assert text(desk).index("  lab.capex.2025:") < text(desk).index("  pair.capex.2026:")
    assert output.split("\n")[1] == (
        "error: docs/companies/beta.md:1: does not show the figures of 'lab'. Call {{ entity(\"lab\") }} once."
    )


def skeleton_banner(name: str) -> str:
    return f"  # ---- {name} ".ljust(101, "-")


ENTITIES: dict[str, tuple[list[str], str, str]] = {
    "company": (ENTITY, "  lab: {name", "    name: Gamma\n    kind: company\n"),
    "part": (
        ["entity", "gamma", "--name", "Beta: the app", "--kind", "product", "--part-of", "beta"],
        "  pair: {name",
        '    name: "Beta: the app"\n    kind: product\n    part_of: beta\n',
    ),
    "part of what has parts": (
        ["entity", "gamma", "--name", "Works", "--kind", "segment", "--part-of", "acme", "--page", "works"],
        "  beta: {name",
        "    name: Works\n    kind: segment\n    part_of: acme\n    page: works\n",
    ),
    "group": (
        ["entity", "gamma", "--name", "All", "--kind", "group", "--member", "acme", "--member", "beta"],
        "  agency: {name",
        "    name: All\n    kind: group\n    members: [acme, beta]\n",
    ),
    "body": (["entity", "gamma", "--name", "Yes", "--kind", "body"], "\nmeasures:", '    name: "Yes"\n    kind: body\n'),
    "fiscal year": (
        [*ENTITY, "--fiscal-year-end", "06-30"],
        "  lab: {name",
        "    name: Gamma\n    kind: company\n    fiscal_year_end: 06-30\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "before", "fields"), ENTITIES.values(), ids=ENTITIES)
def test_an_entity(desk: Path, arguments: list[str], before: str, fields: str) -> None:
    code, output = add(desk, *arguments)
    entry = f"  gamma:\n{fields}"
    at_the_end = before.startswith("\n")
    expected = changed((before, f"\n{entry}{before}" if at_the_end else f"{entry}\n{before}"), text=CANON)
    assert text(desk) == expected
    assert (code, output.split("\n")[0]) == (0, f"data/figures.yml:{line(desk, '  gamma:')}: gamma is added.")
    assert book.read(desk).problems == ()


def test_an_article(desk: Path) -> None:
    code, output = add(
        desk, *ARTICLE, "--publisher", "NRC", "--published", "2026-03", "--url", "https://a.example/x?y=1"
    )
    entry = """
  report:
    title: "A \\"large\\" report: all of it"
    publisher: NRC
    language: en
    published: 2026-03
    url: https://a.example/x?y=1
"""
    assert text(desk) == changed(("\nentities:", f"{entry}\nentities:"), text=CANON)
    assert (code, output) == (
        0,
        f"data/figures.yml:{line(desk, '  report:')}: report is added.\n"
        "docs/articles/report.md is added. Replace what stands below its headings.\n"
        "mkdocs.yml names it in nav. Shorten the title there if it is long.\n",
    )
    written = (desk / "mkdocs.yml").read_text("utf-8")
    assert written == changed((LAST, f'{LAST}  - "A \\"large\\" report: all of it": articles/report.md\n'), text=NAV)
    page = (desk / "docs/articles/report.md").read_text("utf-8")
    assert '\n# A "large" report: all of it\n\n{{ cite() }}\n' in page
    assert '{{ checks(article="report") }}' in page
    assert book.read(desk).problems == ()


def test_an_article_where_the_navigation_has_no_place(desk: Path) -> None:
    (desk / "mkdocs.yml").write_text("nav: []\n")
    assert add(desk, *with_(ARTICLE, title="Report"))[1].split("\n")[2] == (
        "Add it to nav in mkdocs.yml: '- Report: articles/report.md'."
    )
    assert (desk / "mkdocs.yml").read_text() == "nav: []\n"


# ---- what is asked --------------------------------------------------------------------------------

QUESTIONS: dict[str, tuple[list[str], list[tuple[str, str]]]] = {
    "figure": (
        ["figure"],
        [
            ("Id: ", "beta.capx.2025"),
            ("Error: no measure 'capx'. Did you mean 'capex'?\nId: ", "beta.capex.2025"),
            ("Value: ", "90 bilion"),
            ("Error: '90 bilion' is not an amount.", "about 90 billion"),
            ("Who says so: ", "betta"),
            ("Error: no entity 'betta'. Did you mean 'beta'?\nWho says so: ", "unnamed"),
            ("Status (actual, guidance, consensus, estimate, forecast, assertion): ", "actual"),
            ("Which article prints it: ", "plan"),
            ("Where: ", "title"),
            ("Printed as: ", "about $90 billion"),
        ],
    ),
    "article": (
        ["article"],
        [
            ("Id: ", "plan"),
            ("Error: 'plan' exists already. Choose another id.\nId: ", "report"),
            ("Title: ", "Report"),
            ("Language (de, en, es, fr, it, ja, ko, nl, pt, zh-Hans, zh-Hant): ", "en"),
        ],
    ),
    "entity": (["entity"], [("Id: ", "gamma"), ("Name: ", "Gamma"), ("Kind (company, ", "company")]),
}


@pytest.mark.parametrize(("arguments", "dialogue"), QUESTIONS.values(), ids=QUESTIONS)
def test_questions(desk: Path, arguments: list[str], dialogue: list[tuple[str, str]]) -> None:
    code, output = add(desk, *arguments, answers="".join(f"{answer}\n" for _, answer in dialogue))
    assert code == 0, output
    at = 0
    for question, _ in dialogue:
        assert question in output[at:]
        at = output.index(question, at) + len(question)
    assert book.read(desk).problems == ()


# ---- what is refused ------------------------------------------------------------------------------

INVALID = "Invalid value for '[ID]': "
REFUSED: dict[str, tuple[list[str], str]] = {
    "figure exists": (["figure", "beta.capex.2026"], INVALID + "'beta.capex.2026' exists already, on line {beta}. Add a claim there."),
    "figure of another name": (["figure", "bet.capex.2025"], f"{INVALID}no entity 'bet'. Did you mean 'beta'?"),
    "figure of another measure": (["figure", "beta.capx.2025"], f"{INVALID}no measure 'capx'. Did you mean 'capex'?"),
    "period": (["figure", "beta.capex.Q1"], f"{INVALID}'Q1' has capitals. Write 'q1'."),
    "half an id": (["figure", "beta.capex"], f"{INVALID}'beta.capex' is not a figure's id. Write entity.measure.period."),
    "value": (with_(FIGURE, value="200 bilion"), "Invalid value for '--value': '200 bilion' is not an amount."),
    "author": (with_(FIGURE, by="betta"), "Invalid value for '--by': no entity 'betta'. Did you mean 'beta'?"),
    "article": (with_(FIGURE, article="plans"), "Invalid value for '--article': no article 'plans'. Did you mean 'plan'?"),
    "status": (with_(FIGURE, status="guess"), "Invalid value for '--status': 'guess' is not one of"),
    "day": (with_(FIGURE, asof="2026-13"), "data/figures.yml is as it was:\nbeta.capex.2025/actual: '2026-13' is not in the calendar."),
    "claim's key": (with_(FIGURE, claim="A B"), "data/figures.yml is as it was:\nbeta.capex.2025/A B: 'A B' is not a key."),
    "token": (with_(FIGURE, printed="about so much"), "data/figures.yml is as it was:\nbeta.capex.2025/actual: printed in 'plan':"),
    "entity exists": (["entity", "acme"], f"{INVALID}'acme' exists already. Choose another id."),
    "kept name": (["entity", "unnamed"], f"{INVALID}'unnamed' exists already. Choose another id."),
    "bad id": (["entity", "Gamma"], f"{INVALID}'Gamma' is not an id. Use lower-case letters, digits and hyphens."),
    "whole": ([*ENTITY, "--part-of", "bta"], "Invalid value for '--part-of': no entity 'bta'. Did you mean 'beta'?"),
    "day of the year": ([*ENTITY, "--fiscal-year-end", "06-31"], "data/figures.yml is as it was:\ngamma: '06-31' is not in the calendar."),
    "article exists": (["article", "plan"], f"{INVALID}'plan' exists already. Choose another id."),
    "address": ([*ARTICLE, "--url", "http://a.example"], "data/figures.yml is as it was:\nreport: 'http://a.example' is not an https address."),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "message"), REFUSED.values(), ids=REFUSED)
def test_refused(desk: Path, arguments: list[str], message: str) -> None:
    beta = line(desk, "  beta.capex.2026:")
    code, output = add(desk, *arguments)
    assert code != 0
    assert f"Error: {message.format(beta=beta)}" in output
    assert text(desk) == CANON
    assert not (desk / "docs/articles/report.md").exists()


def test_a_page_that_stands_there_already_is_not_overwritten(desk: Path) -> None:
    (desk / "docs/articles/report.md").write_text("# Mine\n")
    assert add(desk, *ARTICLE) == (1, "Error: docs/articles/report.md exists already. Choose another id.\n")
    assert text(desk) == CANON


def test_a_former_id_is_not_given_again(desk: Path) -> None:
    path = desk / load.NAME
    path.write_text(changed(("  beta.capex.2026:\n", "  beta.capex.2026:\n    was: [beta.capex.2025]\n"), text=CANON))
    _, output = add(desk, *FIGURE)
    assert "'beta.capex.2025' is a former id of 'beta.capex.2026'. Add a claim there." in output


def test_what_does_not_agree_is_said(desk: Path) -> None:
    code, output = add(desk, *with_(FIGURE, printed="$91 billion"))
    place = line(desk, "  beta.capex.2025:") + 9
    assert code == 0
    assert output.split("\n")[1] == (
        f"warning: data/figures.yml:{place}: beta.capex.2025/actual: 'plan' prints $91 billion (paragraph 5),"
        " and the value is about 90 billion. Mend the value, or the printed token."
    )


@pytest.mark.parametrize(
    ("raw", "written"),
    [
        ("GMT Eight", "GMT Eight"),
        ("Studio: Global", '"Studio: Global"'),
        ("no", '"no"'),
        ("2026", '"2026"'),
        (" x", '" x"'),
        ("中文", '"中文"'),
        ("a # b", '"a # b"'),
        ('say "so"', '"say \\"so\\""'),
        ("", ""),
    ],
)
def test_a_text_as_yaml(raw: str, written: str) -> None:
    assert skeleton.scalar(raw) == written
