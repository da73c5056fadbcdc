"""Front matter: what MkDocs reads is read alike or refused, at its line; nothing in it raises or takes long."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from ledger.pages import frontmatter

HALF = "this is half of a front matter. Put '---' above and below it, or begin with a heading."

NO_YAML, NO_MAPPING, TAG, LONG = "this is not YAML", "is no mapping", "a tag, '!!", "more than 2,000 characters"
NO_LIST, NO_TEXT, EMPTY = "'hide' lists what a page can do without", "is no text", "is empty"


def messages(source: str) -> list[str]:
    return [str(p) for p in frontmatter.split(source, "p.md").problems]


#: What stands between the marks -> the line of the first message, and a part of it.
BLOCKS: dict[str, tuple[str, int, str]] = {
    # ---- YAML, and what it makes of things
    "colon": ("title: A: B", 2, NO_YAML),
    "quote": ("hide: []\ntitle: 'A", 3, NO_YAML),
    "anchor": ("title: &a x\ndescription: *a", 2, "an anchor, '&a'"),
    "alias": ("title: x\ndescription: *a", 3, "an alias, '*a'"),
    "deep": ("title: x\nhide: " + "[" * 50_000, 3, "nested deeper"),
    "deep mapping": ("hide: " + "{a: " * 20_000, 2, "nested deeper"),
    "second document": ("title: x\n--- y", 3, "a second document begins here"),
    "surrogate": (r'title: "\ud800"', 2, NO_YAML),
    "Python's tag": ("hide: !!python/object/apply:os.system [ls]", 2, TAG),
    "tagged truth": ("title: !!bool x", 2, TAG),
    "tagged key": ("title: x\n!!int title: y", 3, TAG),
    "set": ("!!set {title, hide}", 2, TAG),
    "date": ("hide: 2026-13-45", 2, "YAML reads 2026-13-45 as a date"),
    "year": ("title: 2026", 2, "YAML reads 2026 as a number"),
    "nothing": ("hide: []\ntitle: ~", 3, EMPTY),
    "list in a list": ("hide: [[toc]]", 2, NO_LIST),
    "mapping in a list": ("hide:\n  - {toc: x}", 2, NO_LIST),
    "text for a list": ("hide: toc", 2, NO_LIST),
    "unknown part": ("hide: [toc, search]", 2, NO_LIST),
    "list for a text": ("title: [x]", 2, NO_TEXT),
    # ---- what MkDocs would show as text
    "comment": ("# Evil heading", 1, NO_MAPPING),
    "spaces": ("   ", 1, NO_MAPPING),
    "empty list": ("[]", 1, NO_MAPPING),
    "empty mapping": ("{}", 1, NO_MAPPING),
    "list": ("- title", 1, NO_MAPPING),
    # ---- keys
    "macro": ("title: x\nfig: x", 3, "unknown front-matter key 'fig'. Remove it."),
    "plugin": ("render_macros: 'false'", 2, "unknown front-matter key 'render_macros'. Remove it."),
    "theme": ("template: 404.html", 2, "unknown front-matter key 'template'. Remove it."),
    "mistyped": ("titel: x", 2, "unknown front-matter key 'titel'. Did you mean 'title'?"),
    "null as a key": ("title: x\nnull: x", 3, "unknown front-matter key 'null'"),
    "merge": ("<<: {title: x}", 2, "unknown front-matter key '<<'"),
    "list as a key": ("[title]: x", 2, "a key is a list or a mapping"),
    "twice": ('title: x\nhide: [toc]\n"title": y', 4, "'title' stands here a second time; line 2 has it too."),
    # ---- texts
    "macro in the title": ("title: '{{ cycler.__init__ }}'", 2, "'{{' begins a macro call"),
    "tag": ("title: <b>x</b>", 2, "the title in the front matter holds '<b'"),
    "end of a tag": ("title: x</title>", 2, "the title in the front matter holds '</'"),
    "empty": ('title: ""', 2, EMPTY),
    "blank": ('title: " "', 2, EMPTY),
    "several lines": ("title: |\n  a\n  b", 2, "has several lines"),
    "turned": ("title: \u202eevil", 2, "the invisible character U+202E"),
    "escape": (r'title: "\u200b"', 2, "hides what it stands for"),
    "NUL": (r'title: "\x00"', 2, "the invisible character U+0000"),
    "long": (f"title: {'x' * 2_001}", 2, LONG),
}  # fmt: skip


@pytest.mark.parametrize(("block", "line", "message"), BLOCKS.values(), ids=BLOCKS)
def test_front_matter_is_read_strictly(block: str, line: int, message: str) -> None:
    first = messages(f"---\n{block}\n---\n# Title\n")[0]
    assert first.startswith(f"p.md:{line}: ")
    assert message in first


BEGINNINGS = {
    "no marks": "fig: x\n\n",
    "address": "https://x\ntitle: `<form>`\n\n",
    "indented": "   hide: x\n\n",
    "no end": "---\ntitle: x\n\n# T\n",
    "nothing in it": "---\n---\n# T\n",
    "end of the file": "---\ntitle: x\n---",
    "dots at the end of the file": "--- \n# hi there\n...",
    "nothing but a mark": "---",
}


@pytest.mark.parametrize("source", BEGINNINGS.values(), ids=BEGINNINGS)
def test_half_of_a_front_matter_is_none(source: str) -> None:
    assert messages(source) == [f"p.md:1: {HALF}"]


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("# T\n", {}),
        ("", {}),
        ("\n# T\n\n---\n\ntitle: x\n", {}),
        ("<https://x.example>\n", {}),
        ("[a]: https://x.example\n", {}),
        ("--- \ntitle: A\n...\t\n# T\n", {"title": (2, "A")}),
        ("---\ntitle: AT&T, R&D & Co; {x}\nhide:\n  - toc\n---\n", {"title": (2, "AT&T, R&D & Co; {x}")}),
        ("---\n# why\n\nhide: []\ndescription: >-\n  One\n  two.\n---\n", {"description": (5, "One two.")}),
        ("---\ntitle: \"2026\"\ndescription: 'It''s'\n---\n", {"title": (2, "2026"), "description": (3, "It's")}),
        ("---\ntitle: Капитал, 資本, رأس المال & a < b\n---\n", {"title": (2, "Капитал, 資本, رأس المال & a < b")}),
    ],
)
def test_plain_front_matter_passes(source: str, texts: dict[str, tuple[int, str]]) -> None:
    found = frontmatter.split(source, "p.md")
    assert (found.texts, found.problems) == (texts, ())
    assert found.body.count("\n") + found.offset == source.count("\n")


FRAGMENTS = st.sampled_from(
    ["---", "...", "\n", "\n---\n", " ", "\t", "title", "hide", "description", ": ", ":", "x", "[toc]", "[", "]", "{", "}", "'", '"', "# ", "!!str ",
     "!!int ", "! ", "&a ", "*a", "|\n  ", ">-\n  ", "- ", "? ", "~", "2026", "<<", "%YAML 1.1", "https://x", "\\", r"\u0041", "é", "=", "\N{NO-BREAK SPACE}"]
)  # fmt: skip


@settings(max_examples=600, deadline=None, derandomize=True, database=None)
@given(st.lists(FRAGMENTS, max_size=12).map("".join), st.booleans())
@example("! title: ! x", True)
@example("%YAML 1.1\n--- \ntitle: x", True)
@example("%YAML 1.1\n---\ntitle: x", True)
def test_what_passes_is_what_mkdocs_reads(text: str, marked: bool) -> None:
    source = f"---\n{text}\n---\n# T\n" if marked else text
    found = frontmatter.split(source, "p.md")
    if not found.problems:
        body, data = get_data(source)
        assert body == found.body
        assert {key: value for key, value in data.items() if key != "hide"} == {
            k: v for k, (_, v) in found.texts.items()
        }
        assert set(data.get("hide", ())) <= frontmatter.HIDEABLE


@pytest.mark.parametrize(
    "block", ["a: b\n" * 19_000, "? a\n" * 24_000, "- " * 45_000, "? " * 45_000, "a:" * 45_000, "---\n" * 24_000, "[" + "a," * 45_000 + "]"]
)  # fmt: skip
def test_no_front_matter_takes_long(block: str) -> None:
    began = time.monotonic()
    assert messages(f"---\n{block}\n---\n")
    assert time.monotonic() - began < 5
