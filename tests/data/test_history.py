"""The history as git keeps it: kinds of change, renames, merges, and where nothing earlier can be told."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import FIGURES, Edit, changed, small_project

from ledger.core import yaml
from ledger.data import history, load
from ledger.data.history import Change, History

PLAN, KRANT = '"about 200 billion"', '"about 150 billion"'
GUIDANCE, RUMOUR = "acme.capex.2026/guidance", "acme.capex.2026/rumour"
#: A later word of the same speaker.
JULY = """\
      guidance-july:
        value: "about 220 billion"
        by: acme
        status: guidance
        asof: 2026-07-30
        revises: guidance
        printed:
          krant: {paragraph 9: "ongeveer 220 miljard dollar"}
      rumour:
"""


def git(root: Path, *arguments: str, day: str = "2026-03-01") -> str:
    settings = ["-c", "user.name=A", "-c", "user.email=a@a.example", "-c", "commit.gpgsign=false", "-c", "gc.auto=0"]
    when = day if "T" in day else f"{day}T12:00:00Z"
    return subprocess.run(
        ["git", "-C", str(root), *settings, *arguments], capture_output=True, text=True, check=True,
        env={"PATH": "/usr/bin:/bin", "HOME": "/nowhere", "GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": when},
    ).stdout.strip()  # fmt: skip


Committing = Callable[..., str]


@pytest.fixture
def committing(root: Path) -> Committing:
    """Commit the file of figures with these edits; the first time, the small ledger as it is."""
    git(root, "init", "--quiet", "--initial-branch=main")

    def commit(*edits: Edit, sentence: str = "Base", day: str = "2026-03-01", text: str = "") -> str:
        path = root / load.NAME
        path.write_text(text or changed(*edits, text=path.read_text("utf-8")), "utf-8")
        git(root, "add", load.NAME)
        git(root, "commit", "--quiet", "--allow-empty", f"--message={sentence}", day=day)
        return git(root, "rev-parse", "HEAD")

    commit()
    return commit


def told(found: History) -> list[tuple[str, ...]]:
    """Return what the newest commit did, of what is not computed."""
    return [(c.kind, c.id, c.what, c.before, c.after) for c in found.commits[0].changes if c.kind != "follows"]


KINDS: dict[str, tuple[list[Edit], list[tuple[str, ...]]]] = {
    "our slip": (
        [(PLAN, '"about 210 billion"'), ('"$200 billion"', '"$210 billion"'), ("200 miljard", "210 miljard")],
        [("corrected", GUIDANCE, "", "about $200 billion", "about $210 billion")],
    ),
    "another day": (
        [(PLAN, '"about 210 billion"'), ("asof: 2026-02-05", "asof: 2026-02-06")],
        [("revised", GUIDANCE, "", "about $200 billion", "about $210 billion")],
    ),
    "another text": (
        [
            (KRANT, '"about 155 billion"'),
            ('krant: {paragraph 3: "ongeveer 150 miljard dollar"}', 'plan: {paragraph 3: "about $155 billion"}'),
        ],
        [("revised", RUMOUR, "", "about $150 billion", "about $155 billion")],
    ),
    "a later word": (
        [("      rumour:\n", JULY)],
        [("revised", f"{GUIDANCE}-july", "", "about $200 billion", "about $220 billion")],
    ),
    "the same word later": (
        [("      rumour:\n", JULY.replace("220", "200"))],
        [("kept", f"{GUIDANCE}-july", "", "", "about $200 billion")],
    ),
    "a new place": ([('{title: "$200 billion"}', '{title: "$200 billion", paragraph 7: "$200 billion"}')], []),
    "a token": (
        [('{title: "$200 billion"}', '{title: "$200bn"}')],
        [("corrected", GUIDANCE, "printed in plan, title", "$200 billion", "$200bn")],
    ),
    "a status": (
        [("status: forecast", "status: estimate")],
        [("described", RUMOUR, "status", "forecast", "estimate")],
    ),
    "a name": (
        [(f"{KRANT}\n", f"{KRANT}\n        by: agency\n")],
        [("described", RUMOUR, "said by", "no name given", "Agency")],
    ),
    "another one preferred": (
        [("preferred: guidance", "preferred: rumour")],
        [("preferred", "acme.capex.2026", "", "guidance: about $200 billion", "rumour: about $150 billion")],
    ),
    "digits that the words hide": (
        [('"24 %"', '"24.0 %"')],
        [("corrected", "beta.growth.2026/guidance", "", "24%", "24.0%")],
    ),
    "a former key": ([("      rumour:\n", "      talk:\n        was: [rumour]\n")], []),
    "a former id": ([("  beta.growth.2026:", "  beta.growth.2025:\n    was: [beta.growth.2026]")], []),
    "a rename and a slip": (
        [("      rumour:\n", "      talk:\n        was: [rumour]\n"), (KRANT, '"about 155 billion"')],
        [("corrected", "acme.capex.2026/talk", "", "about $150 billion", "about $155 billion")],
    ),
    "only a comment": ([("articles:\n", "# Read this.\narticles:\n")], []),
}


@pytest.mark.parametrize(("edits", "expected"), KINDS.values(), ids=KINDS)
def test_kinds(root: Path, committing: Committing, edits: list[Edit], expected: list[tuple[str, ...]]) -> None:
    committing(*edits)
    assert told(history.read(root)) == expected


def test_new_and_withdrawn(root: Path, committing: Committing) -> None:
    text = (root / load.NAME).read_text("utf-8")
    start, end = text.index("      rumour:"), text.index("      consensus:")
    committing(text=text[:start] + text[end:], day="2026-03-02")
    gone = ("withdrawn", RUMOUR, "", "about $150 billion", "")
    assert told(history.read(root)) == [gone]
    committing(text=text, day="2026-03-03")
    assert told(history.read(root)) == [("new", RUMOUR, "", "", "about $150 billion")]


def test_what_is_computed_follows(root: Path, committing: Committing) -> None:
    committing((PLAN, '"about 210 billion"'))
    changes = history.read(root).commits[0].changes
    follows = [(c.id, c.before, c.after) for c in changes if c.kind == "follows"]
    assert ("pair.capex.2026/total", "about $300 to $320 billion", "about $310 to $330 billion") in follows


@pytest.mark.parametrize(
    ("trailer", "kind"),
    [
        ("Figure-change: revision", "revised"),
        ("figure-change: Correction", "corrected"),
        ("Figure-change: typo", "corrected"),
        ("Signed-off-by: A\nFigure-change: revision", "revised"),
        ("Figure-change: revision\n\nNo trailer any more.", "corrected"),
    ],
)
def test_a_trailer_overrules(root: Path, committing: Committing, trailer: str, kind: str) -> None:
    committing((PLAN, '"about 210 billion"'), sentence=f"Raise the plan\n\nWhy.\n\n{trailer}")
    commit = history.read(root).commits[0]
    assert (commit.sentence, told(history.read(root))[0][0]) == ("Raise the plan", kind)


def test_the_first_commit_records(root: Path, committing: Committing) -> None:
    found = history.read(root)
    assert {change.kind for change in found.commits[0].changes} == {"recorded"}
    assert len(found.commits[0].changes) == len(load.of(yaml.parse(FIGURES, load.NAME))[0].claims)
    assert found.end == "The history begins on 1 March 2026: that is the first of these commits."


def test_a_commit_that_cannot_be_read_ends_it(root: Path, committing: Committing) -> None:
    committing((PLAN, '"about 210 billion"'), day="2026-03-02")
    committing(("status: forecast", "status: gossip"), day="2026-03-03")
    committing(("status: gossip", "status: forecast"), day="2026-03-04", sentence="Mend")
    found = history.read(root)
    assert [(c.sentence, {x.kind for x in c.changes}) for c in found.commits] == [("Mend", {"recorded"})]
    assert found.end.startswith("The history begins on 4 March 2026: an earlier commit holds another form")


def test_a_mistake_in_a_check_ends_nothing(root: Path, committing: Committing) -> None:
    committing(("expect: holds", "expect: perhaps"), day="2026-03-02")
    committing(("expect: perhaps", "expect: holds"), day="2026-03-03")
    assert history.read(root).end.startswith("The history begins on 1 March 2026")


def test_a_shallow_clone_says_so(root: Path, tmp_path_factory: pytest.TempPathFactory, committing: Committing) -> None:
    committing((PLAN, '"about 210 billion"'), day="2026-03-02")
    copy = tmp_path_factory.mktemp("shallow") / "copy"
    git(root, "clone", "--quiet", "--depth=1", f"file://{root}", str(copy))
    found = history.read(copy)
    assert [{c.kind for c in commit.changes} for commit in found.commits] == [{"recorded"}]
    assert found.end == "The history begins on 2 March 2026: this copy of the repository holds no earlier commit."


def test_two_branches_are_told_once(root: Path, committing: Committing) -> None:
    git(root, "branch", "side")
    committing((PLAN, '"about 210 billion"'), ('"24 %"', '"25 %"'), day="2026-03-02", sentence="One")
    git(root, "checkout", "--quiet", "side")
    committing((KRANT, '"about 155 billion"'), ('"24 %"', '"25 %"'), day="2026-03-03", sentence="Two")
    git(root, "checkout", "--quiet", "main")
    git(root, "merge", "--quiet", "--no-edit", "side", day="2026-03-04")
    found = [(c.sentence, [x.id for x in c.changes if x.kind == "corrected"]) for c in history.read(root).commits]
    assert found[1:3] == [("Two", [RUMOUR]), ("One", [GUIDANCE, "beta.growth.2026/guidance"])]
    assert found[0] == ("Merge branch 'side'", [])


def test_a_day_is_that_of_universal_time(root: Path, committing: Committing) -> None:
    committing((PLAN, '"about 210 billion"'), day="2026-03-02T23:30:00-05:00")
    assert history.read(root).commits[0].day == "2026-03-03"


def test_nothing_invisible_stands_in_a_sentence(root: Path, committing: Committing) -> None:
    committing((PLAN, '"about 210 billion"'), sentence="Raise\x1b[31m \N{RIGHT-TO-LEFT OVERRIDE}it")
    assert history.read(root).commits[0].sentence == "Raise [31m  it"


def test_no_setting_of_a_user_changes_it(root: Path, committing: Committing, monkeypatch: pytest.MonkeyPatch) -> None:
    committing((PLAN, '"about 210 billion"'), day="2026-03-02")
    usual = history.read(root)
    settings = {
        "log.showRoot": "false",
        "log.follow": "true",
        "log.date": "relative",
        "color.ui": "always",
        "core.abbrev": "4",
    }
    monkeypatch.setenv("GIT_CONFIG_COUNT", str(len(settings)))
    for n, (key, value) in enumerate(settings.items()):
        monkeypatch.setenv(f"GIT_CONFIG_KEY_{n}", key)
        monkeypatch.setenv(f"GIT_CONFIG_VALUE_{n}", value)
    (root / history.CACHE).unlink()
    assert history.read(root) == usual


def test_without_git(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    none = History(end="No history: git is missing here, or this is no copy of a repository with commits.")
    assert history.read(root) == none
    git(root, "init", "--quiet")
    assert history.read(root) == none
    monkeypatch.setenv("PATH", "/nowhere")
    assert history.read(root) == none


def test_without_a_commit_of_the_file(tmp_path: Path) -> None:
    root = small_project(tmp_path)
    git(root, "init", "--quiet")
    git(root, "commit", "--quiet", "--allow-empty", "--message=Empty")
    assert history.read(root) == History(end="No history: no commit holds the figures.")


# ---- what is kept ---------------------------------------------------------------------------------


def test_every_commit_is_read_once(root: Path, committing: Committing, monkeypatch: pytest.MonkeyPatch) -> None:
    committing((PLAN, '"about 210 billion"'), day="2026-03-02")
    filled = history.read(root)
    monkeypatch.setattr(load, "of", lambda _: pytest.fail("a commit is read again"))
    assert history.read(root) == filled
    assert history.read(root, fill=False) == filled


def test_a_preview_reads_nothing(root: Path, committing: Committing) -> None:
    first = history.read(root)
    committing((PLAN, '"about 210 billion"'), day="2026-03-02")
    found = history.read(root, fill=False)
    assert found.commits == first.commits
    assert (
        found.end
        == "The history begins on 1 March 2026: commits not read yet: 1; 'python -m ledger history' reads them."
    )
    assert len(history.read(root).commits) == len(first.commits) + 1


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"another reader": []}'])
def test_what_is_kept_can_be_lost(root: Path, committing: Committing, kept: str) -> None:
    found = history.read(root)
    (root / history.CACHE).write_text(kept)
    assert history.read(root) == found
    assert "another reader" not in json.loads((root / history.CACHE).read_text("utf-8"))


def test_a_folder_that_cannot_be_written_to(root: Path, committing: Committing) -> None:
    (root / history.CACHE).parent.write_text("a file in its way")
    assert history.read(root).commits


def test_a_change_is_one_of_the_known_kinds(root: Path, committing: Committing) -> None:
    """The page of changes explains each kind."""
    page = (Path(__file__).parents[2] / "docs/changes.md").read_text("utf-8")
    kinds = {kind for _, expected in KINDS.values() for kind, *_ in expected}
    assert {f"| {k} |" for k in kinds | {"new", "withdrawn", "follows", history.RECORDED}} <= {
        line[: line.index("|", 2) + 1] for line in page.split("\n") if line.startswith("| ")
    }
    assert Change("new", "a", "", "", "b").name == ""
