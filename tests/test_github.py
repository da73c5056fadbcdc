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

from ledger import book
from ledger.data import load

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
    assert check[True] == {"pull_request": {"branches": ["main"]}}  # YAML 1.1 reads the key 'on' as true
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


def test_only_main_is_published() -> None:
    build, deploy = workflow("publish.yml")["jobs"].values()
    assert build["if"] == "${{ github.ref == 'refs/heads/main' }}"
    assert deploy["needs"] == "build"


@pytest.mark.parametrize("succeeds", [True, False])
def test_a_report_is_whole_or_missing(tmp_path: Path, *, succeeds: bool) -> None:
    """An empty one would replace a comment that says something."""
    python = tmp_path / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text(f"#!/bin/sh\necho half\n{'true' if succeeds else 'false'}\n")
    python.chmod(0o755)
    (step,) = [s for s in workflow("check.yml")["jobs"]["site"]["steps"] if s.get("name") == "What this changes"]
    environment = {**os.environ, "BASE": "abc", "GITHUB_STEP_SUMMARY": str(tmp_path / "summary")}
    done = subprocess.run(["bash", "-e", "-c", step["run"]], cwd=tmp_path, env=environment, check=False)
    assert (done.returncode == 0) is succeeds
    assert (tmp_path / "impact.md").exists() is succeeds


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


def owners(path: str) -> str:
    """Return who owns a path: what the last line says that fits it."""
    lines = [line.split(maxsplit=1) for line in (GITHUB / "CODEOWNERS").read_text("utf-8").split("\n")]
    rules = [(line[0], (*line, "")[1]) for line in lines if line and line[0] != "#"]
    return [who for pattern, who in rules if fits(pattern, path)][-1].strip()


def fits(pattern: str, path: str) -> bool:
    """Say whether a path, or a folder above it, fits a pattern; only what the file uses is known here."""
    if pattern == "*":
        return True
    regex = re.escape(pattern[1:]).replace(r"\*\*/", "(?:.*/)?").replace(r"\*", "[^/]*")
    return re.fullmatch(f"{regex}(?:/.*)?", path) is not None


#: Files that run, or decide what runs, although nobody thought of them.
RUNNING = (
    "click.py", "yaml.py", "jinja2/__init__.py", "GNUmakefile", "conftest.py", "pytest.ini", "mypy.ini", "ruff.toml", ".gitattributes", ".pre-commit-config.yaml",
    ".vscode/settings.json", "includes/x.html", "THIRD_PARTY.md", "Makefile", "macros.py", "ledger/book.py", ".github/CODEOWNERS", "docs/assets/javascripts/x.js",
    "docs/click.py", "docs/index.html", "data/figures.py", "data/more.yml", "ledger/x.md", "README.md",
)  # fmt: skip


@pytest.mark.parametrize("path", RUNNING)
def test_whatever_may_run_has_an_owner(path: str) -> None:
    assert owners(path) == "@example/maintainers"


@pytest.mark.parametrize("path", ["data/figures.yml", "docs/index.md", "docs/articles/new.md"])
def test_data_and_pages_are_free(path: str) -> None:
    assert owners(path) == ""


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
PULLS = [{"number": 7, "head": {"sha": "abc"}, "base": {"ref": "main"}}]
ELSEWHERE = {"number": 8, "head": {"sha": "abc"}, "base": {"ref": "next"}}
MARK = "<!-- impact report -->"
MINE = {"id": 31, "user": {"login": "github-actions[bot]"}, "body": f"{MARK}\nold"}
FORGED = {"id": 30, "user": {"login": "somebody"}, "body": f"{MARK}\nforged"}

COMMENTS: dict[str, tuple[list[Any], list[Any], str]] = {
    "first": (PULLS, [[FORGED]], "POST repos/o/r/issues/7/comments"),
    "again": (PULLS, [[FORGED], [MINE]], "PATCH repos/o/r/issues/comments/31"),
    "two of one branch": ([ELSEWHERE, *PULLS], [[]], "POST repos/o/r/issues/7/comments"),
    "into another branch": ([ELSEWHERE], [[]], ""),
    "out of date": ([{**PULLS[0], "head": {"sha": "new"}}], [[]], ""),
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
        "GITHUB_SERVER_URL": "https://github.com",
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


def comment(case: Path, report: bytes) -> str:
    """Return the comment that a report becomes."""
    (case / "pulls.json").write_text(json.dumps(PULLS))
    (case / "comments.json").write_text("[]")
    (case / "impact.md").write_bytes(report)
    post(case)
    return str(json.loads((case / "body.json").read_text("utf-8"))["body"])


HEAD = (
    f"{MARK}\nMade by the code of this pull request at abc, and not formatted for that reason;"
    " [the run](https://github.com/o/r/actions/runs/1) shows it whole and formatted.\n\n"
)
#: Reports, and what stands of them in the comment's block of code.
REPORTS: dict[str, tuple[bytes, list[str]]] = {
    "plain": ("## Head\n\n- ~~a~~ → **b** 中文\n".encode(), ["## Head", "", "- ~~a~~ → **b** 中文"]),
    "escaped": (b"<details><summary>2 rows</summary>\n\n- \\~a \\<b>\\*\n", ["2 rows", "", "- ~a <b>*"]),
    "mentions": (b"@all &commat;all &#x40;team #123 o/r#5 GH-12\n", ["@all &commat;all &#x40;team #123 o/r#5 GH-12"]),
    "pictures": (b"!![x](https://e.example/p.png) <image src=x>\n", ["!![x](https://e.example/p.png) <image src=x>"]),
    "the mark": (f"{MARK}\n".encode(), [MARK]),
    "ends of code": (b"```\n@a\n~~~\n@b\n</code></pre>\n@c", ["```", "@a", "~~~", "@b", "</code></pre>", "@c"]),
    "other ends of lines": ("a\r@b\x0b@c\x85@d\u2028@e\u2029@f\r\n@g".encode(), ["a@b@c@d@e@f", "@g"]),
    "hidden": ("a\u202eb\u200bc\u2066d\x1be\ufefff".encode(), ["abcdef"]),
    "bytes": (b"\xff $(touch broken) `touch broken`", ["\ufffd $(touch broken) `touch broken`"]),
    "long lines": (b"ab " * 40 + b"\n" + b"x" * 120, ["ab " * 32 + "ab", "ab " * 6 + "ab", "x" * 99, "x" * 21]),
}


@pytest.mark.parametrize(("report", "lines"), REPORTS.values(), ids=REPORTS)
def test_a_report_is_only_text(case: Path, report: bytes, lines: list[str]) -> None:
    assert comment(case, report) == HEAD + "".join(f"    {line}\n" for line in lines)


@pytest.mark.parametrize("sign", ["x", "@", "\n", "`\n", "中", "x\x01", "\U0001f600"])
def test_a_long_report_is_cut(case: Path, sign: str) -> None:
    body = comment(case, (sign * 100_000).encode())
    assert body.startswith(HEAD)
    assert len(body.encode("utf-16-le")) / 2 < 65_536
    assert all(line[:4] == " " * len(line[:4]) for line in body.removeprefix(HEAD).split("\n"))


def test_an_empty_report_is_no_comment(case: Path) -> None:
    (case / "pulls.json").write_text(json.dumps(PULLS))
    (case / "impact.md").write_text("")
    assert post(case) == ""


def test_no_report_is_no_comment(case: Path) -> None:
    (case / "pulls.json").write_text(json.dumps(PULLS))
    assert post(case) == ""
