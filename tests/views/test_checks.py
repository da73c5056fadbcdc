"""Findings: each stands on one page, to which all others lead."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import PAGES

from ledger import book

ANCHOR = 'id="check.more-than-one"'
WHOLE, PART, ARTICLE = "{{ checks() }}", '{{ checks(entity="acme") }}', '{{ checks(article="plan") }}'
#: The calls of pages, and the page on which the finding stands.
HOMES = {
    "all on one page": ({"checks.md": WHOLE, "checks/acme.md": PART, "articles/plan.md": ARTICLE}, "checks.md"),
    "divided by entity": ({"checks.md": "", "checks/acme.md": PART, "articles/plan.md": ARTICLE}, "checks/acme.md"),
    "divided by meaning": (
        {"checks/sound.md": '{{ checks("sound") }}', "articles/plan.md": ARTICLE},
        "checks/sound.md",
    ),
    "a part of the page of checks": ({"checks.md": PART, "index.md": WHOLE}, "checks.md"),
    "a part before the front page": ({"checks/acme.md": PART, "index.md": WHOLE}, "checks/acme.md"),
    "with its article": ({"checks.md": '{{ checks("error") }}', "articles/plan.md": ARTICLE}, "articles/plan.md"),
    "in two parts of one page": ({"checks.md": f'{PART}\n\n{{{{ checks("sound") }}}}'}, "checks.md"),
    "nowhere": ({"checks.md": '{{ checks("error") }}'}, ""),
}


@pytest.mark.parametrize(("calls", "home"), HOMES.values(), ids=HOMES)
def test_a_finding_stands_on_one_page_to_which_the_others_lead(root: Path, calls: dict[str, str], home: str) -> None:
    for name, call in {"checks.md": "", **calls}.items():
        path = root / "docs" / name
        path.parent.mkdir(exist_ok=True)
        before = PAGES[name] if name in ("index.md", "articles/plan.md") else "# Findings\n"
        path.write_text(f"{before}\n{call}\n", "utf-8")
    read = book.read(root)
    assert [str(problem) for problem in read.problems] == []
    for page in read.site.pages.values():
        shown = "\n".join(read.text(page.path, c.name, c.args, c.kwargs) for c in page.calls)
        assert shown.count(ANCHOR) == (page.path == home)
        links = re.findall(r"\[Two spend more than one\.\]\(([^)]*)\)", shown)
        assert len(links) == (shown.count("Two spend more than one") - (page.path == home) if home else 0)
        place = "" if page.path == home else home.rpartition("/")[2]
        assert all(link.endswith(f"{place}#check.more-than-one") for link in links)
