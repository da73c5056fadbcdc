"""What changed, as readers and feed readers see it: pages, map and feed of a built project with a history."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from dataclasses import replace
from datetime import datetime
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from conftest import ROOT, copy_project, edit, files, run, run_code
from data.test_history import git
from jinja2 import Environment, FileSystemLoader
from lxml import etree
from test_preview import SERVE

from ledger import book
from ledger.core.problem import Unreadable
from ledger.data import history, load
from ledger.data.history import Change, Commit, History
from ledger.views import changes

HOME = "https://example.github.io/capex-ledger/"
ATOM = "{http://www.w3.org/2005/Atom}"
CLAIM = "amazon.capex.2026/guidance"
#: A claim of the small ledger.
PLAN = "acme.capex.2026/guidance"
#: What looks like a leftover, markup or a control where nobody quotes it.
SENTENCE = "Mend <b>{{ fig }}</b> & None \x07in /tmp/x, | `a` [b](c.md)"
SHOWN = SENTENCE.replace("\x07", " ")


def correct(project: Path, old: str, new: str) -> None:
    """Change a number of the cut, and every token that prints it."""
    text = (project / load.NAME).read_text("utf-8")
    start = text.index("  amazon.capex.2026:")
    end = text.index("\n\n", start)
    figure = text[start:end].replace(f"{old} billion", f"{new} billion").replace(f"{old} miljard", f"{new} miljard")
    (project / load.NAME).write_text(text[:start] + figure + text[end:], "utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with three commits, of which the last changes no figure, built."""
    project = copy_project(tmp_path_factory.mktemp("changes") / "project")
    shutil.copy(Path(__file__).parents[2] / ".gitignore", project)
    git(project, "init", "--quiet", "--initial-branch=main")
    for day, sentence in (("2026-03-01", "Base"), ("2026-03-05", SENTENCE), ("2026-03-09", "Say it better")):
        if sentence == SENTENCE:
            correct(project, "200", "210")
        elif sentence != "Base":
            edit(project / "docs/companies/others.md", ("# ", "# On "))
        git(project, "add", ".")
        git(project, "commit", "--quiet", f"--message={sentence}", day=day)
    done = run(project, "ledger", "build")
    assert done.returncode == 0, done.stdout + done.stderr
    return project


def built(project: Path, name: str) -> str:
    return (project / "site" / name).read_text("utf-8")


# ---- pages ----------------------------------------------------------------------------------------


@pytest.mark.slow
def test_every_change_stands_on_its_page(project: Path) -> None:
    page = unescape(built(project, "changes/index.html"))
    assert re.findall(r'<h2 id="(day[^"]+)">([^<]+)<', page) == [
        ("day.2026-03-05", "5 March 2026"),
        ("day.2026-03-01", "1 March 2026"),
    ]
    assert f"<q>{' '.join(SHOWN.split())}</q>" in page
    assert f'href="../companies/amazon/#{CLAIM}">Amazon: capital expenditure, 2026</a> · guidance by Amazon' in page
    assert "<del>about $200 billion</del> → <strong>about $210 billion</strong>" in page
    assert "The history begins on 1 March 2026: that is the first of these commits." in page
    assert 'href="../feed.xml"' in page


@pytest.mark.slow
def test_a_figure_has_its_history(project: Path) -> None:
    page = built(project, "companies/amazon/index.html")
    after = page[page.index('id="amazon.capex.2026"') :]
    summary = re.search(r"<summary>(History[^<]+)</summary>", after)
    assert summary
    assert re.fullmatch(r"History&#58; \w+ 5 March 2026", summary[1])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "day"),
    [
        ("companies/amazon", "2026-03-05"),
        ("companies/big-four", "2026-03-05"),  # its total follows
        ("companies/others", ""),  # its words changed since, and none of its figures
        ("articles/amazon-plan", "2026-03-05"),
        ("conflicts", "2026-03-05"),  # may show any figure
    ],
)
def test_the_last_change_of_a_page_is_that_of_its_figures(project: Path, page: str, day: str) -> None:
    told = re.findall(r'changes/#day\.(.{10})">5 March 2026</a>', built(project, f"{page}/index.html"))
    mapped = re.findall(rf"<loc>{HOME}{page}/</loc>\s*<lastmod>(.{{10}})<", built(project, "sitemap.xml"))
    assert (told, mapped) == (([day], [day]) if day else ([], []))


@pytest.mark.slow
def test_the_same_commit_gives_the_same_bytes(project: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    git(project, "clone", "--quiet", f"file://{project}", str(copy))
    assert run(copy, "ledger", "build").returncode == 0
    before, after = files(project / "site"), files(copy / "site")
    assert [name for name in before if before[name] != after.get(name)] == []


@pytest.mark.slow
def test_a_preview_shows_what_is_kept_and_reads_nothing(project: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    git(project, "clone", "--quiet", f"file://{project}", str(copy))
    assert run_code(copy, SERVE, "site").returncode == 0
    assert "No history: commits not read yet: 2;" in unescape((copy / "site/changes/index.html").read_text("utf-8"))
    assert not (copy / history.CACHE).exists()


@pytest.mark.slow
def test_the_command_tells_it_of_one_claim(project: Path) -> None:
    done, said = run(project, "ledger", "history", CLAIM), "guidance by Amazon, 5 February 2026 (when published)"
    assert done.stdout.splitlines() == [
        "## 5 March 2026",
        f"{' '.join(SHOWN.split())} ({git(project, 'rev-parse', 'HEAD~1')[:9]})",
        f"- Amazon: capital expenditure, 2026 · {said}: corrected about $200 billion → about $210 billion",
        "## 1 March 2026",
        f"Base ({git(project, 'rev-parse', 'HEAD~2')[:9]})",
        f"- Amazon: capital expenditure, 2026 · {said}: recorded about $200 billion",
        "The history begins on 1 March 2026: that is the first of these commits.",
    ]
    unknown = run(project, "ledger", "history", "amazon.capex.2062")
    assert (unknown.returncode, "no figure or claim 'amazon.capex.2062'" in unknown.stderr) == (1, True)


# ---- feed -----------------------------------------------------------------------------------------


GRAMMAR = etree.RelaxNG(file=str(Path(__file__).with_name("atom.rng")))


def broken(feed: str) -> list[str]:
    """Return what is wrong with a feed: by the grammar of Atom, and by what RFC 4287 says beside it."""
    root = etree.fromstring(feed.encode())
    GRAMMAR.validate(root)
    found = [str(error) for error in GRAMMAR.error_log]
    for holder in (root, *root.iter(f"{ATOM}entry")):
        links = [(link.get("rel"), link.get("type"), link.get("hreflang")) for link in holder.findall(f"{ATOM}link")]
        if len(set(links)) < len(links) or not any(rel == "alternate" for rel, *_ in links):
            found.append(f"links {links}")
    ids = [holder.findtext(f"{ATOM}id") for holder in (root, *root.iter(f"{ATOM}entry"))]
    return found + [f"the id {i} stands twice" for i, times in Counter(ids).items() if times > 1]


def rendered(past: History | None, **settings: object) -> str:
    """Return the feed as the template writes it."""
    page = {"file": {"src_uri": "changes.md"}, "url": "changes/", "content": ""}
    config = {"site_url": HOME, "site_name": "A & B", "site_description": "<All> of it", "theme": {"language": "en"}}
    engine = Environment(loader=FileSystemLoader(ROOT / "overrides"))
    made = datetime.fromisoformat("2026-03-01T00:00:00Z")
    facts = {"config": {**config, "extra": {"history": past}}, "nav": {"pages": [page]}, "build_date_utc": made}
    return engine.get_template("feed.xml").render(facts | settings)


@pytest.mark.parametrize(
    "entries",
    [None, History(), History((Commit("a" * 40, datetime.fromisoformat("2026-03-05T12:00:00Z"), "", "", "a b", (Change("new", "a.b.c/d", "", "", "$1"),)),))],
    ids=["none asked for", "none", "without a sentence"],
)  # fmt: skip
def test_a_feed_is_valid_whatever_it_holds(entries: History | None) -> None:
    assert broken(rendered(entries)) == []
    assert broken(rendered(entries, nav={"pages": []})) == []


@pytest.mark.slow
def test_the_feed_is_valid_and_tells_the_changes(project: Path) -> None:
    assert broken(built(project, "feed.xml")) == []
    feed = ET.fromstring(built(project, "feed.xml"))
    assert feed.findtext(f"{ATOM}updated") == "2026-03-05T12:00:00Z"
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == SHOWN
    content = unescape(entry.findtext(f"{ATOM}content") or "")
    assert (
        f'<a href="{HOME}companies/amazon/#{CLAIM}">Amazon: capital expenditure, 2026</a> · guidance by Amazon'
        in content
    )
    assert "<del>about $200 billion</del> → <strong>about $210 billion</strong>" in content
    assert "<h2" not in content
    assert re.findall(r'href="(?!https:)[^"]*', content) == []
    link = entry.find(f"{ATOM}link")
    assert link is not None
    anchor = (link.get("href") or "").removeprefix(f"{HOME}changes/#")
    assert f'id="{anchor}"' in built(project, "changes/index.html")


@pytest.mark.slow
def test_every_page_leads_to_the_feed(project: Path) -> None:
    for path in (project / "site").rglob("*.html"):
        found = re.search(
            r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="([^"]+)">', path.read_text("utf-8")
        )
        assert found, path
        assert found[1].endswith("feed.xml")


BROKEN = {
    "a time in words": ("<updated>2026-03-05T12:00:00Z", "<updated>5 March 2026"),
    "a time without a zone": ("<updated>2026-03-05T12:00:00Z", "<updated>2026-03-05T12:00:00"),
    "a day that is none": ("<updated>2026-03-05T12:00:00Z", "<updated>2026-02-30T12:00:00Z"),
    "no author": ("<author><name>A & B</name></author>".replace("&", "&amp;"), ""),
    "two ids": ("</entry>", "<id>https://a.example</id></entry>"),
    "an unknown element": ("<subtitle>", "<subtitle/><describe/><subtitle>"),
    "markup that is not escaped": ("<title>", "<title><b/>"),
    "a link to nowhere": (' href="', ' src="'),
    "a relative address": (f'href="{HOME}changes/"', 'href="changes/"'),
    "an entry before the feed's own title": ("<title>A", "<entry/><title>A"),
    "one link twice": ("</author>", f'</author><link rel="alternate" type="text/html" href="{HOME}"/>'),
    "one id twice": ("#change.cccccccccccc</id>", "</id>"),
}


@pytest.mark.parametrize(("old", "new"), BROKEN.values(), ids=BROKEN)
def test_a_broken_feed_is_found(old: str, new: str) -> None:
    first, second = (
        Commit(
            c * 40, datetime.fromisoformat("2026-03-05T12:00:00Z"), "Why", "", "a b", (Change("new", "a", "", "", "b"),)
        )
        for c in "cd"
    )
    text = rendered(History((first, second)))
    assert broken(text) == []
    if new == "</id>":
        text = text.replace("#change.dddddddddddd</id>", new)
    assert old in text
    assert broken(text.replace(old, new))


# ---- what is told of which figure ------------------------------------------------------------------


def past(*told: tuple[str, str]) -> History:
    """Return a history of one commit with these changes, each a kind and an id."""
    found = tuple(Change(kind, name, "", "$1 billion", "$2 billion", "A name") for kind, name in told)
    commit = Commit("c" * 40, datetime.fromisoformat("2026-03-05T12:00:00Z"), "Why", "", ("a", "b"), found)
    return History((commit,), "It ends here.")


def test_what_is_no_more_keeps_its_name_without_a_link(root: Path) -> None:
    text = changes.changes(book.read(root, past=past(("withdrawn", "gone.capex.2020/plan"))).site, "changes.md")
    assert "- A name · plan: " in text


def test_a_former_id_leads_to_the_figure_of_today(root: Path) -> None:
    edit(root / load.NAME, ("  beta.growth.2026:", "  beta.growth.2025:\n    was: [beta.growth.2026]"))
    site = book.read(root, past=past(("corrected", "beta.growth.2026/guidance"))).site
    assert "](companies/beta.md#beta.growth.2025/guidance)" in changes.changes(site, "changes.md")
    assert changes.changed(site, "companies/beta.md") == "2026-03-05"
    assert changes.of_figure(site, site.ledger.figures["beta.growth.2025"])


def test_what_was_only_recorded_did_not_change(root: Path) -> None:
    site = book.read(root, past=past(("recorded", "acme.capex.2026/guidance"))).site
    assert changes.changed(site, "companies/acme.md") == ""
    assert "History&#58; recorded 5 March 2026" in changes.of_figure(site, site.ledger.figures["acme.capex.2026"])


def row(change: Change, site: book.Site) -> str:
    """Return what the page of changes says of one change."""
    commit = Commit("c" * 40, datetime.fromisoformat("2026-03-05T12:00:00Z"), "Why", "", "a b", (change,))
    told = changes.changes(replace(site, history=History((commit,), "It ends here.")), "changes.md")
    (item,) = (line for line in unescape(told).splitlines() if line.startswith("- "))
    return item.partition(": <span")[2].partition("</span> ")[2]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (Change("new", PLAN, "", "", "$1 billion"), "**$1 billion**"),
        (Change("revised", PLAN, "", "$1 billion", "$2 billion"), "<del>$1 billion</del> → **$2 billion**"),
        (Change("kept", PLAN, "", "", "$1 billion"), "**$1 billion**"),
        (Change("withdrawn", "gone.capex.2020/plan", "", "$1 billion", ""), "<del>$1 billion</del>"),
        (Change("described", PLAN, "status", "forecast", "estimate"), "status: <del>forecast</del> → **estimate**"),
        (Change("described", PLAN, "said on", "", "1 May 2026"), "said on: **1 May 2026** (not said before)"),
        (Change("described", PLAN, "counts", "net", ""), "counts: <del>net</del> (said no more)"),
        (
            Change("corrected", PLAN, "printed in plan, title", "$1bn", "$2bn"),
            "printed in The Wire, title: <del>$1bn</del> → **$2bn**",
        ),
        (
            Change("preferred", "acme.capex.2026", "", "guidance: $1 billion", "rumour: $1 billion"),
            "<del>$1 billion, guidance by Acme, 5 February 2026</del>"
            " → **$1 billion, forecast, no name given, March 2026 (when published), in Acme bouwt**",
        ),
        (
            Change("preferred", "acme.capex.2026", "", "gone: $1 billion", "none"),
            "<del>gone: $1 billion</del> → **none**",
        ),
    ],
    ids=lambda case: case.kind if isinstance(case, Change) else "",
)
def test_each_change_says_what_was_and_what_is(small: book.Book, change: Change, told: str) -> None:
    assert row(change, small.site) == told


def test_the_last_change_of_a_claim_is_its_own_or_that_of_the_choice(root: Path) -> None:
    site = book.read(root, past=past(("corrected", PLAN))).site
    names = (PLAN, "acme.capex.2026/rumour", "acme.capex.2026", "acme.capex.2025/reported")
    assert [changes.last(site, [name]) for name in names] == ["2026-03-05", "", "2026-03-05", ""]
    site = book.read(root, past=past(("preferred", "acme.capex.2026"))).site
    assert [changes.last(site, [name]) for name in names] == ["2026-03-05", "2026-03-05", "2026-03-05", ""]


def test_one_figure(root: Path) -> None:
    site = book.read(root, past=past(("new", "acme.capex.2026/guidance"), ("new", "beta.capex.2026/guidance"))).site
    assert "companies/beta.md" not in changes.changes(site, "changes.md", "acme.capex.2026")
    with pytest.raises(Unreadable, match=r"no figure or claim 'acme\.capex\.2062'"):
        changes.changes(site, "changes.md", "acme.capex.2062")


def test_many_changes_of_a_commit_are_folded(small: book.Book) -> None:
    told = [("new", claim) for claim in small.site.ledger.claims] + [("corrected", "acme.capex.2026/rumour")] * 2
    text = changes.changes(book.Site(small.site.ledger, small.site.pages, history=past(*told)), "changes.md")
    assert f"<summary>{len(told)} changes&#58; 2 corrected and {len(told) - 2} new</summary>" in text


def test_a_book_without_history_says_so(small: book.Book) -> None:
    assert small.site.history == history.History()
    assert "No history was asked of git." in changes.changes(small.site, "changes.md")
    assert changes.of_figure(small.site, small.site.ledger.figures["acme.capex.2026"]) == ""
