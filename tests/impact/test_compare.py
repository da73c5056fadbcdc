"""What a change does: each kind of change, tried in a repository of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import ROOT, Edit, edit

from ledger import __main__ as cli
from ledger.impact import compare as impact
from ledger.impact import report as impactreport
from ledger.impact import states
from ledger.impact.compare import Impact

FIGURES = "data/figures.yml"


def git(root: Path, *arguments: str) -> str:
    settings = ["-c", "user.name=A", "-c", "user.email=a@a.example", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", "-C", str(root), *settings, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with the project's data and pages, committed."""
    root = tmp_path_factory.mktemp("scratch")
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message=Base")
    return root


@pytest.fixture
def scratch(copy: Path) -> Iterator[Path]:
    """Return the repository, which a test may change."""
    yield copy
    git(copy, "checkout", "--quiet", "--", ".")
    git(copy, "clean", "--quiet", "--force", "-d")


def compared(root: Path, base: str = "") -> Impact:
    with states.base(root, base) as before:
        return impact.compare(impact.read(before.root), impact.read(root), before.name)


def report(root: Path) -> list[str]:
    return impactreport.markdown(compared(root)).split("\n")


def section(lines: list[str], title: str) -> list[str]:
    """Return the lines of a section that say something."""
    start = lines.index(f"### {title}") + 1
    end = next((n for n in range(start, len(lines)) if lines[n].startswith("### ")), len(lines))
    return [line for line in lines[start:end] if line]


# ---- numbers --------------------------------------------------------------------------------------

WTS = '      wts:\n        value: "about 150 billion"\n'


def amazon_to(number: str) -> list[Edit]:
    """Return the edits that change Amazon's plan: the value, and the number at every place that prints it."""
    value, *printed = (
        'value: "about {} billion"', '"${} billion"', '"approximately ${} billion"', '"{} miljard dollar"',
        '"roughly ${} billion"', '"${} billion"',
    )  # fmt: skip
    return [(t.format("200"), t.format(number)) for t in (value, *printed)]


def test_amazons_plan_to_210(scratch: Path) -> None:
    edit(scratch / FIGURES, *amazon_to("210"))
    lines = report(scratch)
    assert lines[2] == "**To judge: 1 number, 5 printed places.**"
    assert lines[3].startswith("What follows: 2 computed numbers, 12 pages, 20 sentences, ")
    assert section(lines, "Numbers that change") == [
        "- Amazon: capital expenditure, 2026 (guidance): ~~about $200 billion~~ → **about $210 billion**"
    ]
    assert section(lines, "Computed numbers that move") == [
        "- Amazon: growth of capital expenditure, 2026: ~~about 55.9%~~ → **about 63.7%**",
        "- The four largest cloud companies: capital expenditure, 2026 (plans):"
        " ~~at least $570 billion~~ → **at least $580 billion**",
    ]
    assert section(lines, "Amazon's spending plan for 2026, and the market's answer")[:3] == [
        "articles/amazon-plan.md",
        "- Amazon expects to put ~~about $200 billion~~ → **about $210 billion** into capital spending in 2026,"
        " well above what the market had reckoned with.",
        "- The company itself expects capital expenditure of ~~about $200 billion~~ → **about $210 billion** in 2026,"
        " for all of Amazon.",
    ]
    assert (
        "- Amazon | GMT Eight, 5 February 2026: ~~\\~$200B~~ → **\\~$210B**; $144.67B consensus;"
        " hashtagbrock.nl, 5 February 2026: ~~$200B~~ → **$210B**; Studio Global, May 2026: ~~\\~$200B~~ → **\\~$210B**"
    ) in section(lines, "Compare")
    assert not {line for line in lines if line.startswith("### New")}


def test_alphabets_range(scratch: Path) -> None:
    edit(
        scratch / FIGURES,
        ('value: "175 to 185 billion"', 'value: "180 to 190 billion"'),
        ("tussen de 175 miljard en 185", "tussen de 180 miljard en 190"),
    )
    lines = report(scratch)
    assert section(lines, "Computed numbers that move")[0] == (
        "- Alphabet: capital expenditure, 2025: ~~about $87.5 to $92.5 billion~~ → **about $90.0 to $95.0 billion**"
    )
    assert (
        "- Alphabet plans ~~$175 to $185 billion~~ → **$180 to $190 billion** and Meta $115 to $135 billion." in lines
    )


def test_a_factor_of_a_thousand(scratch: Path) -> None:
    edit(scratch / FIGURES, ('value: "about 200 billion"', 'value: "about 200 million"'))
    lines = report(scratch)
    assert section(lines, "Numbers that change") == [
        "- Amazon: capital expenditure, 2026 (guidance): ~~about $200 billion~~ → **about $200 million**"
        " – divided by 1,000: is that meant?"
    ]
    assert section(lines, "Checks with another verdict")[0] == (
        "- Amazon's plan is above what the market had expected. ~~holds~~ → **fails** (expected: holds)"
    )


def test_a_range_that_runs_downwards(scratch: Path) -> None:
    edit(scratch / FIGURES, ('value: "175 to 185 billion"', 'value: "185 to 175 billion"'))
    lines = report(scratch)
    at = (scratch / FIGURES).read_text("utf-8").split("\n").index('        value: "185 to 175 billion"') + 1
    assert section(lines, "New problems")[0] == (
        f"- error: {FIGURES}:{at}: alphabet.capex.2026/guidance: the range '185 to 175 billion' runs downwards."
        " Write '175 to 185 billion'."
    )
    assert (
        "- Alphabet: capital expenditure, 2026 (guidance): $175 to $185 billion (`alphabet.capex.2026/guidance`)"
        in (section(lines, "Cannot be read any more"))
    )
    assert (
        "- Alphabet expects ~~$175 to $185 billion~~ → **\\[cannot be shown\\]** in 2026,"
        " about 2 times what it spent in 2025."
    ) in lines


# ---- claims, figures, articles --------------------------------------------------------------------


def test_a_claim_removed(scratch: Path) -> None:
    text = (scratch / FIGURES).read_text("utf-8")
    start = text.index(WTS)
    end = text.index("  amazon.capex.2026-q1:")
    (scratch / FIGURES).write_text(f"{text[:start].rstrip()}\n\n{text[end:]}", "utf-8")
    found = compared(scratch)
    assert [e.id for e in found.ledger.removed] == ["amazon.capex.2026/wts"]
    assert "- Amazon: capital expenditure, 2026: about $200 billion (guidance) against about $150 billion (wts)" in (
        section(impactreport.markdown(found).split("\n"), "Conflicts that vanish")
    )
    assert "no claim 'wts' of 'amazon.capex.2026'" in "\n".join(str(p) for p in found.problems_new)


def test_a_figure_renamed(scratch: Path) -> None:
    edit(scratch / FIGURES, ("  aws.backlog.undated:", "  aws.backlog.2026-q1:"))
    lines = report(scratch)
    assert section(lines, "Renamed") == [
        "- ~~aws.backlog.undated~~ → **aws.backlog.2026-q1** – **another question:** period undated → 2026-q1"
        " – without `was:`, so that links from elsewhere break"
    ]
    assert section(lines, "New problems")[0].endswith(
        "no figure 'aws.backlog.undated'. Did you mean 'aws.backlog.2026-q1'?"
    )


def test_a_figure_renamed_with_an_alias(scratch: Path) -> None:
    edit(scratch / FIGURES, ("  aws.backlog.undated:", "  aws.backlog.2026-q1:\n    was: [aws.backlog.undated]"))
    assert section(report(scratch), "Renamed") == [
        "- ~~aws.backlog.undated~~ → **aws.backlog.2026-q1** – **another question:** period undated → 2026-q1"
    ]


def test_a_new_article_with_a_conflicting_number(scratch: Path) -> None:
    claim = (
        '      rumour:\n        value: "about 90 billion"\n        by: unnamed\n        status: forecast\n'
        '        articles:\n          rumour:\n            - at: title\n              printed: "about $90 billion"\n'
    )
    edit(
        scratch / FIGURES,
        ("  space-solar:\n", '  rumour:\n    title: "A <rumour>"\n    language: en\n\n  space-solar:\n'),
        (WTS, claim + WTS),
    )
    page = "---\ndescription: A rumour.\n---\n\n# A rumour\n\n{{ cite() }}\n\n{{ figures() }}\n"
    (scratch / "docs/articles/rumour.md").write_text(page, "utf-8")
    lines = report(scratch)
    assert section(lines, "New articles, entities, measures and checks") == [
        "- article: A \\<rumour>: publisher not known (`rumour`)"
    ]
    assert "- Amazon: capital expenditure, 2026: about $200 billion (guidance) against about $90 billion (rumour)" in (
        section(lines, "New conflicts")
    )
    assert "about 90 billion conflicts with 'guidance'" in section(lines, "New problems")[0]
    assert section(lines, "New page: A rumour") == [
        "articles/rumour.md",
        "- **\\---**",
        "- **description: A rumour.**",
        "- **\\---**",
        "- **\\# A rumour**",
        "- **{{ cite() }}**",
        "- **{{ figures() }}**",
    ]
    assert "**After: A \\<rumour>" in "\n".join(lines)


# ---- pages ----------------------------------------------------------------------------------------


def test_a_sentence(scratch: Path) -> None:
    edit(scratch / "docs/articles/aws-growth.md", ("on a record scale too.", "on a *large* scale too."))
    assert report(scratch)[2:] == [
        "**To judge: 1 written line.**",
        f"Compared with {git(scratch, 'rev-parse', '--short=9', 'HEAD')} (the last commit).",
        "",
        "### Written on AWS grows at its fastest in years, and what that costs",
        "",
        "articles/aws-growth.md",
        "",
        "- Others plan on a ~~record~~ → **\\*large\\*** scale too.",
        "",
    ]


def test_a_typed_number(scratch: Path) -> None:
    edit(scratch / "docs/articles/aws-growth.md", ("on a record scale too.", "on a record scale too, $200 billion."))
    lines = report(scratch)
    assert section(lines, "New problems") == [
        "- warning: docs/articles/aws-growth.md:23: the number '$200 billion' is typed by hand."
        ' Write {{ fig("amazon.capex.2026/guidance") }} or {{ fig("big-five.capex.2024/five-giants") }},'
        " or say on its line why not: {# typed: reason #}."
    ]
    assert "- Others plan on a record scale too**, $200 billion**." in lines


def test_a_page_deleted(scratch: Path) -> None:
    (scratch / "docs/timeline.md").unlink()
    lines = report(scratch)
    assert lines[2] == "**To judge: 1 removed page.**"
    assert section(lines, "Removed page: Timeline")[-1].endswith(" Links on index.md lead nowhere now.")


def test_a_page_that_cannot_be_read_is_not_called_removed(scratch: Path) -> None:
    edit(scratch / "docs/timeline.md", ("# Timeline", "# Timeline {{"))
    found = compared(scratch)
    assert found.pages == ()
    assert found.notes[-1] == "docs/timeline.md of the working tree cannot be read, and is not compared."


def test_nothing(scratch: Path) -> None:
    lines = report(scratch)
    assert (lines[2], lines[4:]) == ("**Nothing changes for readers.**", [""])


# ---- states ---------------------------------------------------------------------------------------


def test_figures_that_cannot_be_read(scratch: Path) -> None:
    (scratch / FIGURES).write_text("articles: [\n", "utf-8")
    edit(scratch / "docs/articles/aws-growth.md", ("on a record scale too.", "on a large scale too."))
    found = compared(scratch)
    assert found.notes[0] == (
        f"{FIGURES} of the working tree cannot be read: numbers, checks and conflicts are not compared,"
        " and pages only by their own words."
    )
    assert [(p.path, len(p.written), len(p.changes)) for p in found.pages] == [("articles/aws-growth.md", 1, 0)]


def test_the_base_is_where_the_work_left_main(root: Path) -> None:
    start_repository(root)
    git(root, "update-ref", "refs/remotes/origin/main", "HEAD")
    edit(root / "docs/index.md", ("Acme plans", "Acme spends"))
    git(root, "commit", "--quiet", "--all", "--message=Work")
    found = compared(root)
    assert found.base == f"{git(root, 'rev-parse', '--short=9', 'HEAD~1')} (where this departed from origin/main)"
    assert [p.path for p in found.pages] == ["index.md"]
    assert not compared(root, "HEAD").pages


def test_a_shallow_clone(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    start_repository(root)
    old = git(root, "rev-parse", "HEAD")
    git(root, "commit", "--quiet", "--allow-empty", "--message=Next")
    clone = tmp_path_factory.mktemp("clones") / "shallow"
    git(root, "clone", "--quiet", "--depth=1", root.as_uri(), str(clone))
    with pytest.raises(states.Missing) as caught, states.base(clone, old):
        pass
    assert str(caught.value) == (
        f"there is no revision '{old}' here. This clone is shallow: it lacks older commits."
        f" Run 'git fetch --unshallow', or 'git fetch --depth=1 origin {old}' and then '--base FETCH_HEAD'."
    )


def test_no_common_ancestor(root: Path) -> None:
    start_repository(root)
    git(root, "update-ref", "refs/remotes/origin/main", git(root, "commit-tree", "HEAD^{tree}", "-m", "Other"))
    with pytest.raises(states.Missing, match=r"^the last commit and origin/main have no common ancestor here\."):
        compared(root)


def test_a_revision_is_no_option(root: Path) -> None:
    start_repository(root)
    with pytest.raises(states.Missing, match=r"^there is no revision '--help' here\. Run 'git fetch origin --help'"):
        compared(root, "--help")


def test_no_commit(root: Path) -> None:
    git(root, "init", "--quiet")
    with pytest.raises(states.Missing, match=r"^the repository has no commit yet"):
        compared(root)


def start_repository(root: Path) -> None:
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message=Base")


# ---- the command ----------------------------------------------------------------------------------

Running = Callable[..., tuple[int, str, str]]


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch) -> Running:
    def run(root: Path, *arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(cli, "ROOT", root)
        result = CliRunner().invoke(cli.main, ["impact", *arguments])
        return result.exit_code, result.stdout, result.stderr

    return run


def test_the_command(root: Path, running: Running) -> None:
    start_repository(root)
    edit(root / "docs/index.md", ("Acme plans", "Acme spends"))
    code, output, _ = running(root)
    assert (code, output.split("\n")[-2]) == (0, "- Acme ~~plans~~ → **spends** about $200 billion.")


def test_the_command_for_a_machine(root: Path, running: Running) -> None:
    start_repository(root)
    edit(root / "docs/index.md", ("Acme plans", "Acme spends"))
    code, output, _ = running(root, "--format", "json")
    found = json.loads(output)
    assert (code, found["counts"]["written line"], found["counts"]["page"]) == (0, 1, 0)
    assert found["pages"] == [
        {
            "path": "index.md",
            "title": "Home",
            "state": "changed",
            "written": [
                {
                    "kind": "sentence",
                    "place": "# Home",
                    "before": "Acme plans about $200 billion ⟦acme.capex.2026⟧.",
                    "after": "Acme spends about $200 billion ⟦acme.capex.2026⟧.",
                    "row": "",
                    "cells": [],
                }
            ],
            "changes": [],
            "linked_from": [],
        }
    ]


def test_the_command_without_git(root: Path, running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(root.parent))
    text = "this folder is no git repository, so there is no earlier state. Run it in a clone made by 'git clone'."
    assert running(root) == (2, "", f"Error: {text}\n")
    monkeypatch.setenv("PATH", "")
    assert running(root) == (2, "", "Error: git is not installed, so there is no earlier state. Install git.\n")
