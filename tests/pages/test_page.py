"""A page as it is read: its title, its front matter, its prose with the lines on which it stands."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from onepage import MACROS, reading

from ledger.pages import calls
from ledger.pages import page as pages


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# One\n# Two\n", "One"),
        ("# One { #anchor }\n", "One"),
        ("# One {# typed: not a number of ours #}\n", "One"),
        ("# {One}\n", "{One}"),
        ("## Two\n", "page.md"),
        ("---\ntitle: Three\n---\n# One", "Three"),
        ("---\r\ntitle: Three\r\n---\r\n# One\r\n", "Three"),
    ],
)
def test_the_title_of_a_page(tmp_path: Path, text: str, title: str) -> None:
    page, messages = reading(tmp_path, text)
    assert messages == []
    assert page
    assert page.title == title


TITLE_REMEDY = "Write it without macro calls and comments, or give 'title:' in the front matter."


@pytest.mark.parametrize(
    ("heading", "sign"),
    [
        ('# Return {{ fig("a") }}', "{{"),
        ('# {{ fig("a") }} { #anchor }', "{{"),
        ("# Return {# x #} again", "{#"),
        ("# Return `{% raw %}{{ x }}{% endraw %}`", "{%"),
    ],
)
def test_a_heading_that_names_its_page_is_plain(tmp_path: Path, heading: str, sign: str) -> None:
    text = f"\n{heading}\n"
    assert reading(tmp_path, text)[1] == [f"docs/page.md:2: the title holds '{sign}'. {TITLE_REMEDY}"]
    assert reading(tmp_path, f"---\ntitle: Return\n---\n{text}")[1] == []


def test_front_matter_is_read_with_its_page(tmp_path: Path) -> None:
    page, messages = reading(tmp_path, '---\nhide: [toc]\ntitle: "A & B"\ndescription: Of A.\nfig: x\n---\n# C\n')
    assert page
    assert (page.title, page.description, page.heads) == ("A & B", "Of A.", ((3, "A & B"), (4, "Of A.")))
    assert messages == ["docs/page.md:5: unknown front-matter key 'fig'. Remove it."]


@pytest.mark.parametrize("name", ["articles/a.md", "b.md"])
def test_a_message_names_the_page(tmp_path: Path, name: str) -> None:
    assert reading(tmp_path, "{{ figg('a') }}", name)[1] == [f"docs/{name}:1: no macro 'figg'. Did you mean 'fig'?"]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        pytest.param(b"# T\n\n\xe9\n", "3: these bytes are not UTF-8. Save the file as UTF-8.", id="Latin-1"),
        pytest.param(
            "# T\n\u202e\n".encode(), "2: the invisible character U+202E stands here. Remove it.", id="turned"
        ),
        pytest.param(b"# T\n\x00\n", "2: the invisible character U+0000 stands here. Remove it.", id="NUL"),
        pytest.param(b"x" * (pages.MAX_BYTES + 1), "1: the file is larger than 100,000 bytes. Split it.", id="large"),
    ],
)
def test_a_page_that_cannot_be_read(tmp_path: Path, raw: bytes, message: str) -> None:
    page, messages = reading(tmp_path, raw)
    assert page is None
    assert messages == [f"docs/page.md:{message}"]


def test_pages_that_are_too_much_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MAX_TOGETHER", 10)
    files = [(tmp_path / name, name) for name in ("a.md", "b.md")]
    for path, _ in files:
        path.write_text("# Title\n")
    found, problems = pages.scan(files, partial(pages.read, walk=partial(calls.walk, macros=MACROS)))
    assert [*found] == ["a.md"]
    wrong = "the pages hold more than 10 bytes together, up to here. Leave out what nobody reads."
    assert [str(problem) for problem in problems] == [f"docs/b.md:1: {wrong}"]


def test_a_missing_page(tmp_path: Path) -> None:
    (problem,) = pages.read(tmp_path / "none.md", "none.md", partial(calls.walk, macros=MACROS))[1]
    assert str(problem) == "docs/none.md:1: the file cannot be read: No such file or directory. Restore it."


def test_all_mistakes_of_a_page_are_reported_together(tmp_path: Path) -> None:
    text = "---\nfoo: x\n---\n{{ figg('a') }}\n{% set x = 1 %}\n{{ 1 }} {{ fig() }}\n"
    assert [m.partition(": ")[0] for m in reading(tmp_path, text)[1]] == [
        "docs/page.md:2", "docs/page.md:4", "docs/page.md:5", "docs/page.md:6", "docs/page.md:6",
    ]  # fmt: skip


#: What of a page is prose; a letter stands for each call.
PROSE: dict[str, tuple[str, str]] = {
    "emphasis": ("It **is** so.", "It is so."),
    "call": ('It is {{ fig("a") }}, {{ fig("a", "bare") }} and {{ checks() }}.', "It is A, O and O."),
    "comment": ("It {# x #}is.", "It is."),
    "code": ("It `x $5` is.", "It is."),
    "code of two ticks": ("It ``x ` y`` is.", "It is."),
    "tick alone": ("It ` is.", "It ` is."),
    "fence": ("a\n\n```py\nx = 5\n```\n\nb", "a b"),
    "fence of waves": ("a\n\n~~~\nx = 5\n~~~~\nb", "a b"),
    "fence without end": ("a\n\n~~~ b", "a ~~~ b"),
    "indented code": ("a\n\n    x = 5\n\nb", "a b"),
    "first thing": ("    x = 5\n\nb", "b"),
    "paragraph of an item": ("- a\n\n    b", "- a b"),
    "paragraph of a note": ("[^1]: a\n\n    b", "[^1]: a b"),
    "box": ('!!! note "T"\n    a\n\n    b', '!!! note "T" a b'),
    "link": ("[x](y.md#z (1)) is", "[x] is"),
    "reference": ("[x][r]\n\n[r]: https://a.example/5%", "[x][r]"),
    "address": ("<https://a.example/5%> https://a.example/5%", ""),
    "tag": ('H<sub title="5%">2</sub>O', "H 2 O"),
    "HTML comment": ("a <!-- 5% --> b", "a b"),
    "attributes": ("## A { #b-5 .c }", "## A"),
    "quotation": ('a <span lang="nl">5 miljard</span> b', "a b"),
    "block of a quotation": ('<blockquote lang="nl">\n5 miljard\n</blockquote>', ""),
    "no quotation": ('a <span class="x">b</span>', "a b"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "prose"), PROSE.values(), ids=PROSE)
def test_what_of_a_page_is_prose(tmp_path: Path, text: str, prose: str) -> None:
    page, _ = reading(tmp_path, text)
    assert page
    assert len(page.prose) == len(page.text)
    shown = page.prose.replace(pages.AMOUNT, "A").replace(pages.OTHER, "O")
    assert " ".join(shown.split()) == prose


def test_each_place_of_the_text_has_its_line(tmp_path: Path) -> None:
    text = '---\ntitle: T\n---\n\n\na {# one\ntwo #} b\n{{ fig(\n"a") }} c **d**\n\n{{- checks() }}\ne'
    page, messages = reading(tmp_path, text)
    assert messages == []
    assert page
    places = {sign: page.line(page.text.index(sign)) for sign in ("a", "b", pages.AMOUNT, "c", "d", pages.OTHER, "e")}
    assert list(places.values()) == [6, 7, 8, 9, 9, 11, 12]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a {# typed: x #}\n\nb {#- typed:why-#}", {1, 3}),
        ("{# typed: #} {# typed:  -#} {# type: x #}", set()),
        ("{# a comment\ntyped: x #}", set()),
        ("---\ntitle: T\n---\na {# typed: x #}", {4}),
    ],
)
def test_lines_with_a_waiver(tmp_path: Path, text: str, lines: set[int]) -> None:
    page, messages = reading(tmp_path, text)
    assert (page and page.waived, messages) == (lines, [])


# ---- which files are pages, and which must not stand where they do ----------------------------------


def made(root: Path, *names: str) -> Path:
    for name in names:
        path = root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# T\n")
    return root


def found(root: Path) -> tuple[list[str], list[str]]:
    files, problems = pages.find(root)
    return [name for _, name in files], [str(p) for p in problems]


def test_pages_are_found_among_the_files(tmp_path: Path) -> None:
    names = ("index.md", "articles/a.md", "assets/logo.svg", ".nojekyll", "Ein Titel, \u4e2d\u6587.md", "templates.md")
    made(tmp_path, *names)
    assert found(tmp_path) == (["Ein Titel, \u4e2d\u6587.md", "articles/a.md", "index.md", "templates.md"], [])


@pytest.mark.parametrize("target", ["../secret", "index.md", "nowhere", "articles"])
@pytest.mark.parametrize("name", ["docs/link.md", "docs/link.svg", "docs/articles/link", "data/more.yml"])
def test_a_symbolic_link_is_refused(tmp_path: Path, name: str, target: str) -> None:
    made(tmp_path, "index.md", "articles/a.md")
    (tmp_path / "data").mkdir()
    (tmp_path / name).symlink_to(target)
    text = f"{name}:1: a symbolic link. Put the file itself here."
    assert found(tmp_path) == (["articles/a.md", "index.md"], [text])


@pytest.mark.parametrize("name", ["docs", "data"])
def test_nothing_is_read_through_a_folder_that_is_a_link(tmp_path: Path, name: str) -> None:
    made(tmp_path, "index.md")
    (tmp_path / "docs").rename(tmp_path / "elsewhere")
    (tmp_path / ("data" if name == "docs" else "docs")).mkdir()
    (tmp_path / name).symlink_to("elsewhere")
    assert found(tmp_path) == ([], [f"{name}:1: a symbolic link. Put the file itself here."])


def test_what_mkdocs_leaves_out_is_no_page(tmp_path: Path) -> None:
    made(tmp_path, ".x.md", "articles/.x.md", ".x/y.md", "templates/a/x.md", "index.md")
    assert found(tmp_path) == (["index.md"], [])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("articles/index.md", "articles.md"),
        ("README.md", "index.md"),
        ("a/README.md", "a/index.md"),
    ],
)
def test_no_page_swallows_another(tmp_path: Path, first: str, second: str) -> None:
    text = f"docs/{second}:1: '{first}' has the same address on the site. Rename one of them."
    assert found(made(tmp_path, first, second))[1] == [text]


def test_pages_that_swallow_nothing(tmp_path: Path) -> None:
    assert found(made(tmp_path, "a.md", "a/b.md", "a.b.md", "index.md", "404.html", "a.svg"))[1] == []
