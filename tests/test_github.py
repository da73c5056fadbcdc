"""What stands in .github/: valid, without a known hole, pinned, and harmless to pull requests of strangers."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT

from ledger import book, load

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(p for p in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if p.name != "config.yml")


def workflow(name: str) -> dict[Any, Any]:
    return dict(yaml.safe_load((GITHUB / "workflows" / name).read_text("utf-8")))


def tool(name: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a program of the same environment as the tests."""
    program = Path(sys.executable).parent / name
    return subprocess.run([program, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


# ---- linters --------------------------------------------------------------------------------------


def test_no_known_hole() -> None:
    done = tool("zizmor", "--offline", "--no-progress", "--persona", "pedantic", GITHUB)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("custom.github-workflows-require-timeout", WORKFLOWS),
        ("vendor.github-issue-forms", FORMS),
        ("vendor.github-issue-config", [GITHUB / "ISSUE_TEMPLATE/config.yml"]),
    ],
)
def test_form(schema: str, files: list[Path]) -> None:
    assert files
    done = tool("check-jsonschema", "--builtin-schema", schema, *files)
    assert done.returncode == 0, done.stdout


# ---- what the linters do not know -----------------------------------------------------------------


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.name)
def test_actions_are_pinned_and_say_their_version(path: Path) -> None:
    used = re.findall(r"uses: (.*)", path.read_text("utf-8"))
    assert [u for u in used if not re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", u)] == []


def test_an_action_has_one_pin() -> None:
    texts = "\n".join(p.read_text("utf-8") for p in WORKFLOWS)
    pins = dict(re.findall(r"uses: (\S+)@(.*)", texts))
    assert set(re.findall(r"uses: (\S+)@(.*)", texts)) == set(pins.items())


def test_code_of_a_pull_request_has_no_rights() -> None:
    check = workflow("check.yml")
    assert check[True] == "pull_request"  # YAML 1.1 reads the key 'on' as true
    assert check["permissions"] == {}
    assert all(job["permissions"] == {"contents": "read"} for job in check["jobs"].values())
    assert "secrets" not in (GITHUB / "workflows/check.yml").read_text("utf-8")


def test_the_job_that_may_write_runs_nothing_of_a_pull_request() -> None:
    text = (GITHUB / "workflows/comment.yml").read_text("utf-8")
    assert "uses:" not in text
    (step,) = workflow("comment.yml")["jobs"]["comment"]["steps"]
    assert "${{" not in step["run"]


def test_the_watched_workflow_exists() -> None:
    assert workflow("comment.yml")[True]["workflow_run"]["workflows"] == [workflow("check.yml")["name"]]


def test_a_link_can_fill_in_the_number() -> None:
    form = yaml.safe_load((GITHUB / "ISSUE_TEMPLATE/wrong-number.yml").read_text("utf-8"))
    assert form["body"][0]["id"] == "figure"


REPOSITORY = "https://github.com/o/r"


def test_a_figure_links_to_the_form_and_to_its_line(root: Path) -> None:
    shown = book.read(root, REPOSITORY).text("companies/acme.md", "entity", ("acme",), {})
    line = (root / load.NAME).read_text("utf-8").split("\n").index("  acme.capex.2026:") + 1
    assert f"[Report a problem](<{REPOSITORY}/issues/new?template=wrong-number.yml&figure=acme.capex.2026>)" in shown
    assert f"[edit its line](<{REPOSITORY}/edit/main/data/figures.yml#L{line}>)" in shown


def test_without_a_repository_there_is_no_such_link(root: Path) -> None:
    assert "Report a problem" in book.read(root, REPOSITORY).text("companies/acme.md", "entity", ("acme",), {})
    assert "Report a problem" not in book.read(root).text("companies/acme.md", "entity", ("acme",), {})


def test_the_template_has_five_lines() -> None:
    assert (GITHUB / "pull_request_template.md").read_text("utf-8").count("\n") == 5


def test_owned_places_exist() -> None:
    lines = (GITHUB / "CODEOWNERS").read_text("utf-8").split("\n")
    places = [line.split()[0].strip("/") for line in lines if line and not line.startswith("#")]
    assert [p for p in places if not list(ROOT.glob(p))] == []


def test_hooks_fetch_nothing() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    assert [repository["repo"] for repository in hooks] == ["local"]
    assert {hook["language"] for hook in hooks[0]["hooks"]} == {"system"}


# ---- the comment ----------------------------------------------------------------------------------

#: Stands in for GitHub's program: gives the pull requests and comments of the case, and notes what is sent.
GH = """\
#!/bin/sh
case "$*" in
  *"/pulls -f"*) cat "$CASE/pulls.json" ;;
  "run download"*) cp "$CASE/impact.md" "$7/impact.md" 2>/dev/null ;;
  *"--paginate"*) cat "$CASE/comments.json" ;;
  *) echo "$4 $5" > "$CASE/sent"; cp "$7" "$CASE/body.json" ;;
esac
"""
PULLS = [{"number": 7, "head": {"sha": "abc"}}]
MARK = "<!-- impact report -->"
MINE = {"id": 31, "user": {"login": "github-actions[bot]"}, "body": f"{MARK}\nold"}
FORGED = {"id": 30, "user": {"login": "somebody"}, "body": f"{MARK}\nforged"}

COMMENTS: dict[str, tuple[list[Any], list[Any], str]] = {
    "first": (PULLS, [[FORGED]], "POST repos/o/r/issues/7/comments"),
    "again": (PULLS, [[FORGED], [MINE]], "PATCH repos/o/r/issues/comments/31"),
    "out of date": ([{"number": 7, "head": {"sha": "new"}}], [[]], ""),
    "closed": ([], [[]], ""),
}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    if not shutil.which("jq"):
        pytest.skip("jq is not installed: the comment's script is not tried")
    (tmp_path / "gh").write_text(GH)
    (tmp_path / "gh").chmod(0o755)
    return tmp_path


def post(case: Path) -> str:
    """Run the script of the comment's workflow; return what was sent, and to where."""
    script = workflow("comment.yml")["jobs"]["comment"]["steps"][0]["run"]
    environment = {
        **os.environ, "PATH": f"{case}:{os.environ['PATH']}", "CASE": str(case), "GH_REPO": "o/r",
        "RUN": "1", "SHA": "abc", "OWNER": "fork", "BRANCH": "$(touch broken)", "TMPDIR": str(case),
    }  # fmt: skip
    subprocess.run(["bash", "-c", script], cwd=case, env=environment, check=True, capture_output=True)
    assert not (case / "broken").exists()
    sent = case / "sent"
    return sent.read_text().strip() if sent.exists() else ""


@pytest.mark.parametrize(("pulls", "comments", "expected"), COMMENTS.values(), ids=COMMENTS)
def test_one_comment(case: Path, pulls: list[Any], comments: list[Any], expected: str) -> None:
    (case / "pulls.json").write_text(json.dumps(pulls))
    (case / "comments.json").write_text("".join(json.dumps(page) for page in comments))
    (case / "impact.md").write_text("## What this change does\n")
    assert post(case) == expected


def test_a_report_is_only_text(case: Path) -> None:
    (case / "pulls.json").write_text(json.dumps(PULLS))
    (case / "comments.json").write_text("[]")
    report = (
        b"## What this change does\n\n<details><summary>9 lines</summary>\n\n- ~~a~~ **b**\n\n</details>\n"
        b'@all #12 <!-- impact report --> ![x](https://e.example/) [y][z] <IMG src="x"> <a href="x">www.e.example</a>\n'
        b"&#64;all &lt; [z]: //e.example \xff $(touch broken) `touch broken`\n"
    )
    (case / "impact.md").write_bytes(report)
    post(case)
    body = json.loads((case / "body.json").read_text("utf-8"))["body"]
    assert body.replace("\u200b", "·") == (
        f"{MARK}\n"
        "## What this change does\n\n<details><summary>9 lines</summary>\n\n- ~~a~~ **b**\n\n</details>\n"
        '@·all #·12 <·!-- impact report --> ![x]·(https:·//e.example/) [y]·[z] <·IMG src="x">'
        ' <·a href="x">www·.e.example<·/a>\n'
        "&·#·64;all &·lt; [z]·: //e.example \ufffd $(touch broken) `touch broken`\n"
        "\n\nMade by the code of this pull request at abc.\n"
    )


def test_a_long_report_is_cut(case: Path) -> None:
    (case / "pulls.json").write_text(json.dumps(PULLS))
    (case / "comments.json").write_text("[]")
    (case / "impact.md").write_text("@" * 100_000)
    post(case)
    body = json.loads((case / "body.json").read_text("utf-8"))["body"]
    assert len(body) < 65_536
    assert body.startswith(f"{MARK}\n**Cut to a comment's length: the whole stands in the summary of the run.**\n\n@")
    assert body.endswith("Made by the code of this pull request at abc.\n")


def test_no_report_is_no_comment(case: Path) -> None:
    (case / "pulls.json").write_text(json.dumps(PULLS))
    assert post(case) == ""
