"""Reading the text of an article: what is claimed, what is proposed, and what is written into the file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from conftest import FIGURES, changed

from ledger import __main__ as cli
from ledger import book
from ledger.core import yaml as tree
from ledger.core.problem import Unreadable
from ledger.data import load, reading

WIRE = """\
Acme plans $200 billion

Analysts had expected $144.67 billion.
Acme spent $160 billion in 2025, up from $90 billion.
Beta's Capital expenditure will be $100 billion to $120 billion in 2026.
"""
NEW = """\
Nothing is sure about the plans of Acme.

Acme's Capital expenditure in 2026 is about $200 billion.
In 2027 Acme's Capital expenditure may be $300 billion.
The pair may spend $1.5 trillion by and by, or $1.5 trillion, up 12%.
It has 7 sites.
"""


@pytest.fixture
def figures(tmp_path: Path) -> Path:
    path = tmp_path / "figures.yml"
    path.write_text(FIGURES, "utf-8")
    return path


def read(path: Path, text: str, article: str, usual: str = reading.UNTOLD) -> reading.Reading:
    return reading.read(text, article, load.read(path)[0], tree.read(path, load.NAME).data, usual=usual)


def states(found: reading.Reading) -> dict[tuple[str, str], str]:
    return {(f.at, f.text): f"{f.state} {f.what}" for f in found.found}


def add(path: Path, text: str, article: str, usual: str = reading.UNTOLD) -> reading.Reading:
    """Read a text, write its proposals, and return the reading."""
    found = read(path, text, article, usual)
    path.write_text(reading.written(path.read_text("utf-8"), load.NAME, found.data), "utf-8")
    return found


def test_prints_of_the_article_are_claimed_at_their_places(figures: Path) -> None:
    found = states(read(figures, WIRE, "plan"))
    assert found["title", "$200 billion"] == "claimed acme.capex.2026/guidance"
    assert found["paragraph 1", "$144.67 billion"] == "claimed acme.capex.2026/consensus"
    assert found["paragraph 2", "$160 billion"] == "claimed acme.capex.2025/reported"
    assert found["paragraph 2", "2025"] == "set aside a year"
    assert found["paragraph 3", "$100 billion to $120 billion"] == "claimed beta.capex.2026/guidance"


def test_a_print_that_the_text_lacks_is_told(figures: Path) -> None:
    assert read(figures, "Acme is silent.", "krant").lacking == [
        "acme.capex.2026/guidance, paragraph 1: ongeveer 200 miljard dollar",
        "acme.capex.2026/rumour, paragraph 3: ongeveer 150 miljard dollar",
    ]


def test_a_number_is_proposed_where_entity_measure_and_period_are_told(figures: Path) -> None:
    found = states(read(figures, NEW, "fresh"))
    assert found["paragraph 1", "about $200 billion"] == "proposed acme.capex.2026/guidance"
    assert found["paragraph 2", "$300 billion"] == "proposed acme.capex.2027/fresh"
    assert found["paragraph 3", "$1.5 trillion"] == "proposed pair?1.?1.?1/fresh"
    assert found["paragraph 3", "12%"] == "proposed pair?2.?2.?2/fresh"
    assert found["paragraph 4", "7"] == "set aside a plain count"


def test_two_entities_in_a_sentence_are_told_apart_by_their_numbers(figures: Path) -> None:
    assert (
        states(read(figures, "Acme and Beta plan $9 billion.", "fresh"))["title", "$9 billion"]
        == "proposed ?1.?1.?1/fresh"
    )
    listed = states(read(figures, "Acme plans $8 billion and Beta $9 billion.", "fresh"))
    assert [listed["title", f"${n} billion"] for n in (8, 9)] == [
        "proposed acme.?1.?1/fresh",
        "proposed beta.?1.?1/fresh",
    ]


NAMED = changed(
    ("  acme: {name: Acme, kind: company}", '  acme: {name: Acme, kind: company, also: ["アクメ", ACM]}'),
    ('    definition: "Money for things that last."\n', '    definition: "Money."\n    also: {en: [capex], ja: ["設備投資額"], de: [Investitionen]}\n'),
)  # fmt: skip
QUARTER = "\tThree Months Ended September 30,\t\n\t2024\t2023\n"
USUAL = "acme.capex.2026"
#: Language, what is usual, a text, and what its amounts are proposed for; a `?` is cheap, a wrong id without one is not.
TOLD = [
    # what another clause or sentence tells, or what is usual, is a guess
    ("en", "acme.?.?", "Acme's capex was $100 billion in 2025, up from $90 billion.", "acme.capex.2025/fresh acme?1.capex?1.?1/fresh"),
    ("en", USUAL, "It may spend $9 billion, up 3%.", "acme.capex?1.2026?1/fresh acme?1.?1.2026?1/fresh"),
    ("en", USUAL, "Capex was $8 billion in 2025 and $9 billion in 2026.", "acme.capex.2025/fresh acme?1.capex?1.?1/fresh"),
    ("en", USUAL, "Capex of $8 billion compares with $7 billion a year earlier.", "acme.capex.?1/fresh acme?1.capex?1.?1/fresh"),
    ("en", USUAL, "Capex in the first quarter was $8 billion.", "acme.capex.?1/fresh"),
    ("en", USUAL, "Capex will be $8 billion by 2030.", "acme.capex?1.?1/fresh"),
    ("en", "newco.?.?", "Capex was $8 billion in 2025.", "newco?1.capex.2025/fresh"),
    ("en", USUAL, "Acme Cloud: capex in 2025 was $8 billion.", "acme?1.capex.2025/fresh"),
    ("en", USUAL, "Acme Cloud's 2025 capex was $8 billion.", "acme.capex?1.2025/fresh"),
    ("en", USUAL, "Other cloud: capex in 2025 was $8 billion.", "acme?1.capex.2025/fresh"),
    ("en", USUAL, "Its capex in 2025 was $8 billion.", "acme.capex.2025/fresh"),
    # a word before a measure, or of a change, makes another amount
    ("en", USUAL, "Acme's cloud capex in 2025 was $8 billion.", "acme.capex?1.2025/fresh"),
    ("en", USUAL, "Acme's capex per head in 2025 was $8,400.", "acme.capex?1.2025/fresh"),
    ("en", USUAL, "Acme's total capex in 2025 was $8 billion.", "acme.capex.2025/fresh"),
    ("en", USUAL, "Acme's capex rose by $8 billion in 2025.", "acme.capex?1.2025/fresh"),
    ("en", USUAL, "Acme's capex rose from $7.2 to $8 billion in 2025.", "acme.capex?1.2025/fresh"),
    # an existing claim: only one, told by the text, of the entity or of nobody
    ("en", USUAL, "Acme's capex in 2026 is $200 billion.", "acme.capex.2026/guidance"),
    ("en", USUAL, "Its capex in 2026 is $200 billion.", "acme.capex.2026?1/fresh"),
    ("en", USUAL, "Acme's capex in 2026 is $144.67 billion.", "acme.capex.2026?1/fresh"),
    ("en", USUAL, "Capex is $200 billion.", "acme.capex.2026?1/fresh"),
    # who says so is not whom it is about; a calendar year is not the year of everybody
    ("en", USUAL, "Agency expects capex of $8 billion in 2026.", "agency?1.capex.2026/fresh"),
    ("en", "?.?.?", "Beta's capex in 2026 is $8 billion.", "beta.capex.2026?1/fresh"),
    ("en", "?.?.?", "Beta's capex in Q3 FY26 is $8 billion.", "beta.capex.fy2026-q3/fresh"),
    ("en", "?.?.?", "Acme's capex in fiscal 2025 is $8 billion.", "acme.capex.2025/fresh"),
    # another language, other names, numbers that are no years, months
    ("ja", USUAL, "アクメの設備投資額は25年に80億ドル。", "acme.capex.2025/fresh"),
    ("ja", USUAL, "アクメの設備投資額は2000億ドル以上。", "acme.capex.2026?1/fresh"),
    ("ja", USUAL, "1-3月(第1四半期)は165億-215億ドルと見込む。", "acme?1.capex?1.?1/fresh"),
    ("ja", USUAL, "25年の投資は約1300億ドル。", "acme.capex?1.2025/fresh"),
    ("de", USUAL, "Acme plant Investitionen von 8 Milliarden Dollar, mehr als 2025.", "acme.capex.?1/fresh"),
    # in tables the whole label counts, and a heading over others
    ("en", "acme.?.2024-q3", f"{QUARTER}Capex, in billions\t$ 5\t$ 4\n", "acme.capex.2024-q3/fresh acme.capex.2023-q3/fresh"),
    ("en", "acme.?.2024-q3", f"{QUARTER}Cloud capex\t$ 5\t$ 4\n", "acme?1.?1.2024-q3/fresh acme?1.?1.2023-q3/fresh"),
    ("en", "acme.?.2024-q3", f"{QUARTER}Sales\t19%\t19%\nAdvertising\t19%\t\n", "acme?1.?1.2024-q3/fresh acme?1.?1.2023-q3/fresh acme?2.?2.2024-q3/fresh"),
    ("en", "acme.?.2024-q3", "\t2024\t2023\nCapex\t$ 5\t$ 4\n", "acme.capex.?1/fresh acme.capex.?2/fresh"),
    ("en", "acme.?.?", "Third quarter 2024\n\nA. B.\n\nQuarter (Q3)\n\t2024\t2023\nCapex\t$ 5\t$ 4\n", "acme.capex.?1/fresh acme.capex.?2/fresh"),
    ("en", "acme.?.?", "\tQ3 FY26\tQ2 FY26\nCapex\t$ 5\t$ 4\n", "acme.capex.2026-q3/fresh acme.capex.2026-q2/fresh"),
    ("en", "acme.?.?", "Firm\tCapex 2026\tCapex (2025)\nAcme\t$ 5\t$ 4\nBeta Lab\t$ 5\t\nAcme retail\t$ 5\t\n", "acme.capex.2026/fresh acme.capex.2025/fresh lab.capex.2026?1/fresh acme?1.capex.2026/fresh"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "usual", "text", "expected"), TOLD, ids=[t[2][:40] for t in TOLD])
def test_an_id_without_a_question_is_told_by_the_text(
    tmp_path: Path, code: str, usual: str, text: str, expected: str
) -> None:
    path = tmp_path / "figures.yml"
    path.write_text(NAMED, "utf-8")
    data = tree.read(path, load.NAME).data
    found = reading.read(f"A. B.\n\n{text}", "fresh", load.read(path)[0], data, code, usual).found
    assert " ".join(f.what for f in found if f.state == "proposed") == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [("アクメは2000億ドルを投じる", "en"), ("アクメは2000億ドルを投じる", "zh-Hans"), ("투자는 5조원", "ja"), ("2000 亿美元", "en"), ("Acme plans $5 billion", "ja")],
)  # fmt: skip
def test_a_text_in_another_script_than_its_language_is_refused(command: Any, text: str, code: str) -> None:
    result = command("--article", "fresh", "--language", code, "--write", text=text)
    assert (result.exit_code, "--language" in result.output) == (1, True)


def test_proposals_are_written_and_nothing_is_lost(figures: Path) -> None:
    before = tree.read(figures, load.NAME).data
    found = add(figures, NEW, "fresh")
    data: Any = tree.read(figures, load.NAME).data
    assert data["articles"]["fresh"]["title"] == "?"
    assert data["figures"]["acme.capex.2026"]["claims"]["guidance"]["printed"] == {
        **before["figures"]["acme.capex.2026"]["claims"]["guidance"]["printed"],
        "fresh": {"paragraph 1": "about $200 billion"},
    }
    assert data["figures"]["acme.capex.2027"]["claims"]["fresh"] == {
        "value": "300 billion",
        "by": "?",
        "status": "?",
        "printed": {"fresh": {"paragraph 2": "$300 billion"}},
    }
    assert data == found.data
    assert data["figures"].keys() > before["figures"].keys()


def test_what_was_written_is_claimed_when_the_text_is_read_again(figures: Path) -> None:
    add(figures, NEW, "fresh")
    again = read(figures, NEW, "fresh")
    assert {f.state for f in again.found} == {"claimed", "set aside"}
    text = figures.read_text("utf-8")
    assert reading.written(text, load.NAME, again.data) == text


def test_a_claim_of_the_article_gets_more_places(figures: Path) -> None:
    add(figures, "Acme plans $200 billion\n\nAcme's Capital expenditure in 2026 will be $200 billion.\n", "plan")
    claim = tree.read(figures, load.NAME).data["figures"]["acme.capex.2026"]["claims"]["guidance"]
    assert claim["printed"]["plan"] == {"paragraph 1": "$200 billion", "title": "$200 billion"}


def test_every_open_question_is_a_located_error(figures: Path) -> None:
    rows = "\n".join(f"Row {n}\t{n + 2},{n:03}.5\t{n + 3},{n:03}.5" for n in range(60))
    add(figures, f"{NEW}\nResults (in millions):\nRow\tOne\tOther\n{rows}\n", "fresh")
    lines = figures.read_text("utf-8").split("\n")
    problems = load.read(figures)[1]
    asked = {p.line for p in problems if p.text.endswith(tree.UNDECIDED)}
    assert asked == {n for n, line in enumerate(lines, 1) if re.search(r'"\?"|^  \w*\.?\?|^  \w+\.\w+\.\?', line)}
    assert len(asked) > 200


def test_a_table_cell_brings_the_heading_of_its_table(figures: Path) -> None:
    add(
        figures,
        "Nothing here is a title. Really.\nAcme's results (in millions):\n\t2026\t2027\nCapital expenditure\t1,500\t1,600\n",
        "fresh",
        "acme.?.?",
    )
    data = tree.read(figures, load.NAME).data["figures"]
    assert data["acme.capex.2027"]["claims"]["fresh"]["value"] == "1.600 billion"
    token = {"as": "1,600", "head": "in millions"}
    assert data["acme.capex.2027"]["claims"]["fresh"]["printed"] == {"fresh": {"table row 1": token}}


def test_a_file_that_takes_no_lines_is_left_alone(figures: Path) -> None:
    found = read(figures, NEW, "fresh")
    odd = 'articles: {plan: {title: "Acme plans",\n  language: en}}\n\n' + FIGURES[FIGURES.index("entities:") :]
    with pytest.raises(Unreadable):
        reading.written(odd, load.NAME, found.data)


# ---- the command ----------------------------------------------------------------------------------


@pytest.fixture
def command(root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run the command in a small project on a text that stands outside it."""
    monkeypatch.setattr(cli, "ROOT", root)

    def run(*arguments: str, text: str = NEW) -> Result:
        file = tmp_path_factory.mktemp("text") / "article.txt"
        file.write_text(text, "utf-8")
        return CliRunner().invoke(cli.main, ["read", str(file), *arguments])

    return run


def test_the_command_says_how_many_numbers_are_accounted_for(command: Any, root: Path) -> None:
    before = (root / load.NAME).read_bytes()
    result = command("--article", "fresh")
    assert result.exit_code == 0, result.output
    assert result.output.endswith("8 of 8 numbers are accounted for: 3 set aside, 5 proposed.\n")
    assert (root / load.NAME).read_bytes() == before
    assert not (root / "docs/articles/fresh.md").exists()


def test_the_page_of_a_new_article_cannot_be_published(command: Any, root: Path) -> None:
    assert command("--article", "fresh", "--write").exit_code == 0
    page = root / "docs/articles/fresh.md"
    problems = [p for p in book.read(root).problems if p.file.endswith("fresh.md")]
    assert problems
    answered = (root / load.NAME).read_text("utf-8").replace('title: "?"', "title: Fresh")
    (root / load.NAME).write_text(re.sub(r'(?m)^    \w+: "\?"\n', "", answered), "utf-8")
    for old, new in (('description: "?"', 'description: "A text of some length."'), ("# ? {", "# Fresh {")):
        page.write_text(page.read_text("utf-8").replace(old, new, 1), "utf-8")
    lines = page.read_text("utf-8").split("\n")
    problems = [p for p in book.read(root).problems if p.file.endswith("fresh.md")]
    assert {p.line for p in problems} >= {n for n, line in enumerate(lines, 1) if '"?"' in line}


def test_a_page_that_stands_is_left_alone(command: Any, root: Path) -> None:
    page = root / "docs/articles/fresh.md"
    page.write_text("# Mine\n", "utf-8")
    command("--article", "fresh", "--write")
    assert page.read_text("utf-8") == "# Mine\n"


@pytest.mark.parametrize("key", ["Fresh", "index", "../x", ""])
def test_a_key_that_is_none_is_refused(command: Any, key: str) -> None:
    assert "KEY is like" in command("--article", key).output


def test_a_text_inside_the_project_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "ROOT", root)
    (root / "article.txt").write_text(NEW, "utf-8")
    result = CliRunner().invoke(cli.main, ["read", str(root / "article.txt"), "--article", "fresh"])
    assert (result.exit_code, "outside the project" in result.output) == (1, True)


def test_a_crash_leaves_the_file_as_it_was(command: Any, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (root / load.NAME).read_bytes()

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left")

    monkeypatch.setattr(Path, "replace", full)
    result = command("--article", "fresh", "--write")
    assert (result.exit_code, (root / load.NAME).read_bytes()) == (1, before)
    assert [path.name for path in (root / "data").iterdir()] == [Path(load.NAME).name]


@pytest.mark.parametrize("usual", ["capex", "acme.capex"])
def test_what_is_usual_names_a_figure(command: Any, usual: str) -> None:
    assert "FIGURE is" in command("--article", "fresh", "--usual", usual).output


def test_a_file_of_figures_that_cannot_be_read_is_reported(command: Any, root: Path) -> None:
    (root / load.NAME).write_text("articles: [\n", "utf-8")
    result = command("--article", "fresh")
    assert (result.exit_code, "this is not YAML" in result.output) == (1, True)


@pytest.mark.parametrize("text", ["", "\n\n", "no number", "\ufeff\u200b| | |\n|", "9" * 40, "- " * 500])
def test_any_text_is_read(command: Any, text: str) -> None:
    result = command("--article", "fresh", text=text)
    assert (result.exit_code, "numbers are accounted for" in result.output) == (0, True)


def test_an_outflow_in_brackets_is_a_question(figures: Path) -> None:
    text = "A. B.\n\n\tQ1 2026\tQ1 2025\nCapital expenditure\t$ (8)\t$ 7\n"
    found = read(figures, text, "fresh", "acme.?.?").data["figures"]
    values = [found[f"acme.capex.{year}-q1"]["claims"]["fresh"]["value"] for year in (2026, 2025)]
    assert values == ["?", "7"]
