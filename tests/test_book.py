"""The ledger and its pages together: what is missing between them, and what a call comes to."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from conftest import FIGURES, PAGES, Edit, changed, edit

from ledger import book
from ledger.data import format as layout


def messages(root: Path) -> list[str]:
    return [str(p) for p in book.read(root).problems]


def test_a_small_book_has_no_fault(root: Path) -> None:
    read = book.read(root)
    assert [str(p) for p in read.problems] == []
    calls = [(page.path, c.name, c.args, c.kwargs) for page in read.site.pages.values() for c in page.calls]
    assert len(calls) == 12
    assert not [call for call in calls if "ledger-error" in read.text(*call)]


PAGE_CASES: dict[str, tuple[str, str, list[str]]] = {
    "unknown figure": (
        "index.md", PAGES["index.md"].replace("capex", "capx"),
        ["docs/index.md:3: no figure 'acme.capx.2026'. Did you mean 'acme.capex.2026'?"],
    ),
    "unknown claim": (
        "index.md", PAGES["index.md"].replace("2026", "2026/rumor"),
        ["docs/index.md:3: no claim 'acme.capex.2026/rumor'. Did you mean 'acme.capex.2026/rumour'?"],
    ),
    "unknown style": (
        "index.md", '# Home\n{{ fig("acme.capex.2026", style="long") }}\n',
        ["docs/index.md:2: no style 'long'. Use words, short or bare."],
    ),
    "number of another article": (
        "articles/plan.md", '# Plan\n{{ fig("acme.capex.2026/rumour") }} {{ fig("beta.capex.2026") }}\n\n{{ cite() }}\n\n{{ figures() }}\n', [],
    ),
    "several numbers of the article": (
        "articles/krant.md", '# Krant\n\n{{ fig("acme.capex.2026") }}\n\n{{ cite() }}\n\n{{ figures() }}\n',
        ["docs/articles/krant.md:3: 'krant' prints several. Name the claim: 'acme.capex.2026/guidance' or 'acme.capex.2026/rumour'."],
    ),
    "no number of the article": (
        "articles/krant.md", '# Krant\n\n{{ fig("beta.capex.2026") }}\n\n{{ cite() }}\n\n{{ figures() }}\n',
        ["docs/articles/krant.md:3: 'krant' prints no number for 'beta.capex.2026'. Name the claim: 'beta.capex.2026/guidance'."],
    ),
    "no source": (
        "articles/krant.md", "# Krant\n\n{{ figures() }}\n",
        ["docs/articles/krant.md:1: does not name its source. Add {{ cite() }}."],
    ),
    "no numbers": (
        "articles/plan.md", "# Plan\n\n{{ cite() }}\n",
        ["docs/articles/plan.md:1: has no table of the article's numbers. Add {{ figures() }}."],
    ),
    "every number in a sentence": (
        "articles/krant.md", '# Krant\n\n{{ fig("acme.capex.2026/guidance") }} {{ fig("acme.capex.2026/rumour") }}\n\n{{ cite() }}\n',
        ["docs/articles/krant.md:1: has no table of the article's numbers. Add {{ figures() }}."],
    ),
    "page without article": (
        "articles/extra.md", "# Extra\n",
        ["docs/articles/extra.md:1: no article has this page. Add it to the file of figures, or remove the page."],
    ),
    "list of the articles": ("articles/index.md", "# Articles\n\n{{ articles() }}\n", []),
    "company not shown": (
        "companies/acme.md", "# Acme\n",
        ["docs/companies/acme.md:1: does not show the figures of 'acme'. Call {{ entity(\"acme\") }} once."],
    ),
    "company shown twice": (
        "companies/acme.md", '# Acme\n\n{{ entity("acme") }}\n\n{{ entity(entity="acme") }}\n',
        ["docs/companies/acme.md:1: shows more than once the figures of 'acme'. Call {{ entity(\"acme\") }} once."],
    ),
    "attack": (
        "index.md", "# Home\n{{ cycler.__init__.__globals__ }}\n",
        ["docs/index.md:2: an expression that is no macro call stands here. Pages may only call macros with constant arguments."],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "text", "expected"), PAGE_CASES.values(), ids=PAGE_CASES)
def test_a_mistake_of_a_page(root: Path, name: str, text: str, expected: list[str]) -> None:
    (root / "docs" / name).write_text(text)
    assert messages(root) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("articles/plan.md", "data/figures.yml:2: plan: the article has no page. Add docs/articles/plan.md."),
        (
            "companies/acme.md",
            "data/figures.yml:15: acme: its figures have no page."
            ' Add docs/companies/acme.md with {{ entity("acme") }}.',
        ),
    ],
)
def test_a_missing_page(root: Path, name: str, expected: str) -> None:
    (root / "docs" / name).unlink()
    assert messages(root) == [expected]


@pytest.mark.parametrize("name", ["articles/plan.md", "companies/acme.md"])
def test_a_page_that_cannot_be_read_is_not_missing(root: Path, name: str) -> None:
    (root / "docs" / name).write_text("# A\u202e\n")
    assert messages(root) == [f"docs/{name}:1: the invisible character U+202E stands here. Remove it."]


@pytest.mark.parametrize("name", ["docs", "data"])
def test_nothing_is_read_through_a_folder_that_is_a_link(root: Path, name: str) -> None:
    (root / name).rename(root / "elsewhere")
    (root / name).symlink_to("elsewhere")
    read = book.read(root)
    assert [str(p) for p in read.problems] == [f"{name}:1: a symbolic link. Put the file itself here."]
    assert (read.site.pages, read.site.ledger.articles, read.texts) == ({}, {}, {})


#: What the macros plugin would render of a page that the book has read or not, and whether it may.
RENDERED: dict[str, tuple[str, str, str, list[str], bool]] = {
    "page": ("index.md", PAGES["index.md"], "Home", ["title"], True),
    "unknown page": ("new.md", "# New", "New", [], True),
    "text": ("index.md", "{{ config }}", "Home", [], False),
    "statement": ("index.md", "{% include 'x' %}", "Home", [], False),
    "title": ("index.md", "# Home", "{{ config }}", [], False),
    "key": ("index.md", "# Home", "Home", ["render_macros"], False),
    "page with a fault": ("articles/plan.md", "# Plan", "Plan", [], False),
}


@pytest.mark.parametrize(("page", "body", "title", "keys", "may"), RENDERED.values(), ids=RENDERED)
def test_what_may_be_rendered(root: Path, page: str, body: str, title: str, keys: list[str], *, may: bool) -> None:
    (root / "docs/articles/plan.md").write_text("---\nfig: x\n---\n# Plan\n")
    assert (book.read(root).refusal(page, body, title, keys) == "") is may


SETTINGS = "site_name: x\nnav:\n" + "".join(f"  - {name}\n" for name in PAGES)
TIDY = layout.arrange(FIGURES, "").text
#: A change of settings or figures, and what `check` says of it.
REVIEWED: dict[str, tuple[list[Edit], list[str]]] = {
    "sound": ([], []),
    "page in no menu": ([("  - glossary.md\n", "")], ["mkdocs.yml:2: nav: docs/glossary.md stands in no menu. Add a line such as '- Glossary: glossary.md'."]),
    "page in no menu on purpose": ([("  - glossary.md\n", "not_in_nav: glossary.md\n")], []),
    "no page": ([("glossary.md", "Words:\n      - glosary.md\n  - glossary.md\n  - https://a.example/b.md")], ["mkdocs.yml:12: nav: no page 'glosary.md'. Did you mean 'glossary.md'?"]),
    "no YAML": ([("nav:", "nav: [")], ["mkdocs.yml:3: this is not YAML: did not find expected node content. Check the indentation and the quotes."]),
    "pages left to the engine": ([(SETTINGS[SETTINGS.index("nav:") :], "theme: x\n")], []),
}  # fmt: skip


@pytest.mark.parametrize(("edits", "expected"), REVIEWED.values(), ids=REVIEWED)
def test_a_review_reads_the_settings(root: Path, edits: list[Edit], expected: list[str]) -> None:
    (root / "data/figures.yml").write_text(TIDY)
    (root / "mkdocs.yml").write_text(changed(*edits, text=SETTINGS))
    assert ([str(p) for p in book.review(root)[0]], messages(root)) == (expected, [])


def test_a_review_asks_for_the_usual_order_and_counts_what_follows(root: Path) -> None:
    (root / "mkdocs.yml").write_text(SETTINGS)
    text = changed(
        ("        by: acme\n        status: actual", "        status: actual\n        by: acme"),
        ("    publisher: The Wire\n    language: en", "    language: en\n    publisher: The Wire"),
        text=TIDY,
    )
    (root / "data/figures.yml").write_text(text)
    assert [str(p) for p in book.review(root)[0]] == [
        "data/figures.yml:4: from here on, order or spacing is not the usual one. Run 'make format'."
    ]
    (root / "data/figures.yml").write_text(changed(('"about 200 billion"', '"about 200 bilion"'), text=TIDY))
    problems, unshown = book.review(root)
    assert (len(problems), unshown) == (1, 2)


#: A mistake of the data is reported once, not again for every page that shows what it breaks.
ECHOES: dict[str, list[Edit]] = {
    "value": [('        value: "about 200 billion"', '        value: "200 bilion"')],
    "operand": [("beta.capex.2026/guidance]", "beta.capex.2026/gidance]")],
    "figure's id": [("  acme.growth.2026:", "  acme.growth.26:")],
    "see": [("    see: [pair.capex.2026]", "    see: [pair.capex.2027]")],
    "whole": [("part_of: beta}", "part_of: betta}")],
    "member": [("members: [acme, beta]}", "members: [acme, betta]}")],
    "article": [("    publisher: The Wire", "    publischer: The Wire")],
    "syntax": [("articles:\n", "articles: @\n")],
    "alias": [("    see: [pair.capex.2026]", "    see: *a")],
}


@pytest.mark.parametrize("edits", ECHOES.values(), ids=ECHOES)
def test_a_mistake_of_the_data_is_not_reported_again_for_each_page(root: Path, edits: list[Edit]) -> None:
    (root / "data/figures.yml").write_text(changed(*edits))
    (message,) = messages(root)
    assert message.startswith("data/figures.yml:")


def test_a_missing_file_of_figures_is_one_problem(root: Path) -> None:
    (root / "data/figures.yml").unlink()
    assert messages(root) == ["data/figures.yml:1: the file cannot be read: No such file or directory. Restore it."]


def test_what_a_call_comes_to(root: Path) -> None:
    read = book.read(root)
    assert "200 billion" in read.text("index.md", "fig", ("acme.capex.2026",), {}).replace("&#160;", " ").replace(
        "\xa0", " "
    )
    box = read.text("index.md", "fig", ("acme.capx.2026",), {})
    assert box.startswith('<span class="ledger-error" role="alert">no figure ')
    assert "Did you mean" in box


def test_a_box_shows_what_a_page_wrote_as_text(root: Path) -> None:
    box = book.read(root).text("index.md", "fig", ("<script>alert(1)</script>",), {})
    assert "<script>" not in box


def test_an_unchanged_book_is_not_read_again(root: Path) -> None:
    first = book.read(root)
    assert book.read(root) is first
    path = root / "data/figures.yml"
    path.write_text(FIGURES.replace("It is older", "It is stale"))
    os.utime(path, (1, 1))
    assert book.read(root) is not first


def test_many_answers_that_conflict_are_shown_at_once(root: Path) -> None:
    answers = "".join(
        f"""      c{n}:
        value: "{100 + n} billion"
        by: beta
        status: forecast
        printed:
          krant: {{title: "{100 + n} miljard dollar"}}
        differs: {{scope: "It counts something else."}}
"""
        for n in range(15)
    )
    figures = "".join(
        f"  beta.capex.{year}:\n    preferred: c0\n    because: 'It is the first one of them.'\n    claims:\n{answers}"
        for year in range(1980, 2010)
    )
    (root / "data/figures.yml").write_text(changed(("  beta.capex.2026:\n", f"{figures}  beta.capex.2026:\n")))
    start = time.monotonic()
    assert book.read(root).problems == ()
    assert time.monotonic() - start < 5


def test_a_block_that_grows_long_says_so_with_what_to_do(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "MAX_BLOCK", 100)
    calls = '{{ compare("capex", "2026") }}\n\n{{ compare("capex", "2026", entity="acme") }}\n\n{{ glossary() }}\n'
    (root / "docs/glossary.md").write_text(f"# Glossary\n\n{calls}", "utf-8")
    edit(root / "docs/conflicts.md", ("conflicts()", 'conflicts(entity="acme")'))
    read = book.read(root)
    for page in read.site.pages.values():
        for call in page.calls:
            read.text(page.path, call.name, call.args, call.kwargs)
    told = {page: [(p.line, p.text.partition("call ")[2]) for p in read.heavy(page)] for page in read.site.pages}
    assert {page: found for page, found in told.items() if found} == {
        f"{page}.md": [(3, f'{name}="…") on pages of their own.')]
        for page, name in (("checks", "checks(entity"), ("glossary", "compare(entity"), ("conflicts", "conflicts(kind"))
    }


def test_a_figure_without_any_number(root: Path) -> None:
    text = changed(
        ('        value: "160 billion"', '        value: "several billion"'), ('"$160 billion"', '"several billion"'),
        (FIGURES[FIGURES.index("  acme.growth.2026:") : FIGURES.index("  beta.capex.2026:")], ""),
    )  # fmt: skip
    (root / "data/figures.yml").write_text(text)
    edit(
        root / "docs/index.md",
        ("acme.capex.2026", "acme.capex.2025"),
        ("\n\nAcme", '\n\n{{ answers("acme.capex.2025") }} Acme'),
    )
    assert messages(root) == []
    assert "one answer, several billion dollars" in book.read(root).text(
        "index.md", "answers", ("acme.capex.2025",), {}
    )
