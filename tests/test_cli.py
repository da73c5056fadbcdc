"""The command line: what it prints, and with which exit code."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ledger import __main__ as cli
from ledger.core.problem import Problem, errors, ordered, suggestion

WRONG = Problem("data/figures.yml", 42, "amazon.capex.2026/guidance", "100 % wrong. Mend it.")
ODD = Problem("docs/index.md", 3, "", "odd. Mend it.", "warning")

Running = Callable[..., Result]


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch) -> Running:
    """Run a command over a book with these problems."""

    def run(*arguments: str, problems: tuple[Problem, ...] = ()) -> Result:
        monkeypatch.setattr(cli.book, "review", lambda root: (problems, 0))
        return CliRunner().invoke(cli.main, list(arguments))

    return run


PLAIN = "error: data/figures.yml:42: amazon.capex.2026/guidance: 100 % wrong. Mend it.\nwarning: docs/index.md:3: odd. Mend it.\n"
GITHUB = (
    "::error file=data/figures.yml,line=42::amazon.capex.2026/guidance: 100 %25 wrong. Mend it.\n"
    "::warning file=docs/index.md,line=3::odd. Mend it.\n"
)


@pytest.mark.parametrize(
    ("arguments", "problems", "output", "code"),
    [
        pytest.param(
            [], (), "No problem in data and pages. What only a built page shows, 'make build' checks.\n", 0, id="none"
        ),
        pytest.param([], (WRONG, ODD), PLAIN, 1, id="both grades"),
        pytest.param([], (ODD,), "warning: docs/index.md:3: odd. Mend it.\n", 1, id="a warning fails, too"),
        pytest.param(["--format", "github"], (WRONG, ODD), GITHUB, 1, id="github"),
        pytest.param(["--format", "github"], (), "", 0, id="github, none"),
    ],
)
def test_check(running: Running, arguments: list[str], problems: tuple[Problem, ...], output: str, code: int) -> None:
    result = running("check", *arguments, problems=problems)
    assert (result.output, result.exit_code) == (output, code)


#: What no file can hold as UTF-8 and no terminal shows, in a text and in a file's name.
UNSEEN = Problem("docs/x\udcff,1.md", 1, "\x1b", "no '\ud800' at 1:2. Mend it.")


def test_what_cannot_be_seen_is_spelt_out_for_machines_too(running: Running) -> None:
    result = running("check", "--format", "github", problems=(UNSEEN,))
    assert result.output == "::error file=docs/x\\udcff%2C1.md,line=1::\\x1b: no '\\ud800' at 1:2. Mend it.\n"


def test_a_long_message_is_shortened_for_machines_too() -> None:
    assert cli.annotation(Problem("f", 1, "", "x" * 5_000)) == f"::error file=f,line=1::{'x' * 500} … {'x' * 500}"


def test_an_annotation_stays_on_one_line() -> None:
    assert cli.annotation(Problem("f", 1, "", "a\r\nb")) == "::error file=f,line=1::a%0D%0Ab"


@pytest.mark.parametrize("error", [ChildProcessError("the build failed."), OSError(28, "No space left")])
def test_build_says_why_it_failed(running: Running, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(root: Path) -> None:
        raise error

    monkeypatch.setattr("ledger.publish.build.build", fail)
    result = running("build")
    assert (result.exit_code, result.output) == (1, f"Error: {error}\n")


# ---- problems -------------------------------------------------------------------------------------


def test_a_problem_reads_as_a_place_a_subject_and_a_text() -> None:
    assert str(WRONG) == "data/figures.yml:42: amazon.capex.2026/guidance: 100 % wrong. Mend it."
    assert str(ODD) == "docs/index.md:3: odd. Mend it."


def test_problems_are_ordered_by_place_and_stand_once() -> None:
    late = Problem("data/figures.yml", 100, "", "x")
    assert ordered([ODD, late, WRONG, ODD]) == (WRONG, late, ODD)
    assert errors([ODD, WRONG]) == (WRONG,)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("guidence", " Did you mean 'guidance'?"), ("xyz", ""), ("", ""), ("guidance", " Did you mean 'guidance'?")],
)
def test_a_suggestion(word: str, expected: str) -> None:
    assert suggestion(word, ["guidance", "consensus"]) == expected
    assert suggestion(word, [*(f"{n}" for n in range(1_000)), "guidance", "consensus"]) == expected


def test_suggestions_among_many_ids_take_no_time() -> None:
    ids = [
        f"industry.capex.{year}-{month:02}-{day:02}" for year in range(50) for month in range(12) for day in range(28)
    ]
    start = time.process_time()
    found = [suggestion(f"industry.capexx.{year}-05-11", ids[:500]) for year in range(100)]
    assert time.process_time() - start < 2
    assert found[0] == " Did you mean 'industry.capex.0-05-11'?"
