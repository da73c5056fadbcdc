"""Front matter: what MkDocs reads is read alike or refused, at its line; nothing in it raises or takes long."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from ledger.pages import frontmatter

NO_YAML = "the front matter is not YAML. Check quotes and colons."
NO_MAPPING = "the front matter is no mapping. Write 'key: value' lines."
NO_END = "the front matter has no end. Write its lines, then one with '---' alone, then the page."
NO_LIST = "'hide' lists what a page can do without: footer, navigation, toc. Correct it."
NO_TEXT = "the title in the front matter is no text. Put it in quotes."
NO_MARKS = "the first line reads as front matter. Put '---' above and below it, or begin with a heading."
LATE = "front matter would be shown as text here. Begin the first line with '---' and nothing else."
EMPTY = "the title in the front matter is empty. Write it, or remove the line."
HOLDS = "the title in the front matter holds '{}'. Write plain text."
UNSEEN = "the invisible character U+{} stands here. Remove it."
FAULT = "'{}' looks like a fault of the site to its readers. Word it otherwise."
UNKNOWN = "unknown front-matter key '{}'. Remove it."


def messages(source: str) -> list[str]:
    return [str(p) for p in frontmatter.split(source, "p.md")[2]]


#: What stands between the marks -> the line and the message.
BLOCKS: dict[str, tuple[str, int, str]] = {
    # ---- YAML, and what it makes of things
    "colon": ("title: A: B", 2, NO_YAML),
    "quote": ("title: 'A", 3, NO_YAML),
    "alias": ("title: &a x\ndescription: *a", 3, NO_YAML),
    "recursive alias": ("hide: &a [*a]", 2, NO_YAML),
    "deep": ("title: x\nhide: " + "[" * 50_000, 3, NO_YAML),
    "deep mapping": ("hide: " + "{a: " * 20_000, 2, NO_YAML),
    "second document": ("title: x\n--- y", 3, NO_YAML),
    "surrogate": (r'title: "\ud800"', 2, NO_YAML),
    "Python's tag": ("hide: !!python/object/apply:os.system [ls]", 2, NO_LIST),
    "date": ("hide: 2026-13-45", 2, NO_LIST),
    "list in a list": ("hide: [[toc]]", 2, NO_LIST),
    "mapping in a list": ("hide:\n  - {toc: x}", 3, NO_LIST),
    "text for a list": ("hide: toc", 2, NO_LIST),
    "unknown part": ("hide: [toc, search]", 2, NO_LIST),
    "year": ("title: 2026", 2, NO_TEXT),
    "nothing": ("hide: []\ntitle: ~", 3, NO_TEXT),
    "long hexadecimal": (f"title: 0x{'f' * 6_000}", 2, NO_TEXT),
    "long clock": (f"title: 1{':59' * 4_000}", 2, NO_TEXT),
    "long clock with a point": (f"title: 1{':59' * 4_000}.5", 2, NO_TEXT),
    "tagged truth": ("title: !!bool x", 2, NO_TEXT),
    "tagged truth, in full": ("title: !<tag:yaml.org,2002:bool> x", 2, NO_TEXT),
    "tagged date": ("title: !!timestamp x", 2, NO_TEXT),
    "tagged number": ('title: !!int ""', 2, NO_TEXT),
    "tagged fraction": ('title: !!float ""', 2, NO_TEXT),
    "tagged bytes": ("title: !!binary eA==", 2, NO_TEXT),
    "tagged list": ("title: !!str [x]", 2, NO_TEXT),
    "list for a text": ("title: [x]", 2, NO_TEXT),
    "value on its own line": ("title:\n  [x]", 3, NO_TEXT),
    # ---- what MkDocs would show as text
    "comment": ("# Evil heading", 1, NO_MAPPING),
    "null": ("~", 1, NO_MAPPING),
    "spaces": ("   ", 1, NO_MAPPING),
    "zero": ("0", 1, NO_MAPPING),
    "false": ("false", 1, NO_MAPPING),
    "empty list": ("[]", 1, NO_MAPPING),
    "empty text": ('""', 1, NO_MAPPING),
    "empty mapping": ("{}", 1, NO_MAPPING),
    "set": ("!!set {title, hide}", 1, NO_MAPPING),
    "list": ("- title", 1, NO_MAPPING),
    # ---- keys
    "macro": ("title: x\nfig: x", 3, UNKNOWN.format("fig")),
    "plugin": ("render_macros: false", 2, UNKNOWN.format("render_macros")),
    "theme": ("template: 404.html", 2, UNKNOWN.format("template")),
    "mistyped": ("titel: x", 2, "unknown front-matter key 'titel'. Did you mean 'title'?"),
    "null as a key": ("title: x\nnull: x", 3, UNKNOWN.format("null")),
    "tagged key": ("title: x\n!!int title: y", 3, UNKNOWN.format("title")),
    "merge": ("<<: {title: x}", 2, UNKNOWN.format("<<")),
    "list as a key": ("[title]: x", 2, UNKNOWN.format("…")),
    "twice": ('title: x\nhide: [toc]\n"title": y', 4, "'title' stands here a second time. Remove one."),
    # ---- texts
    "macro in the title": ("title: '{{ cycler.__init__ }}'", 2, HOLDS.format("{{")),
    "tag": ("title: <b>x</b>", 2, HOLDS.format("<")),
    "reference": ("title: '&lt;img'", 2, HOLDS.format("&lt;")),
    "reference without its end": ("title: '&ltimg'", 2, HOLDS.format("&ltimg")),
    "number of a sign": ("title: R&D &#60img", 2, HOLDS.format("&#60img")),
    "endless number of a sign": (f"title: a &#{'1' * 4_400};", 2, HOLDS.format("&#" + "1" * 38)),
    "endless number, escaped": (f'title: "a \\x26#{"1" * 4_400};"', 2, HOLDS.format("&#" + "1" * 38)),
    "empty": ('title: ""', 2, EMPTY),
    "blank": ('title: " "', 2, EMPTY),
    "several lines": ("title: |\n  a\n  b", 2, "the title in the front matter has several lines. Write it in one."),
    "turned": (r'title: "\u202eevil"', 2, UNSEEN.format("202E")),
    "without width": (r'title: "Ama\u200bzon"', 2, UNSEEN.format("200B")),
    "NUL": (r'title: "\x00"', 2, UNSEEN.format("0000")),
    "bell": (r'title: "\x07"', 2, UNSEEN.format("0007")),
    "two scripts": (r'title: "\u0410mazon"', 2, "'Аm' mixes the letters of two scripts in one word. Type it in one."),
    "None": ('title: "None"', 2, FAULT.format("None")),
    "Traceback": ('description: "Traceback"', 2, FAULT.format("Traceback")),
    "long": (f"title: {'x' * 2_001}", 2, "a text of more than 2,000 characters. Shorten it."),
}  # fmt: skip


@pytest.mark.parametrize(("block", "line", "message"), BLOCKS.values(), ids=BLOCKS)
def test_front_matter_is_read_strictly(block: str, line: int, message: str) -> None:
    assert messages(f"---\n{block}\n---\n# Title\n") == [f"p.md:{line}: {message}"]


#: How a page begins -> what is wrong with its first line.
BEGINNINGS: dict[str, tuple[str, str]] = {
    "no marks": ("fig: x\n\n", NO_MARKS),
    "address": ("https://x\ntitle: `<form>`\n\n", NO_MARKS),
    "indented": ("   hide: x\n\n", NO_MARKS),
    "no end": ("---\ntitle: x\n\n# T\n", NO_END),
    "nothing in it": ("---\n---\n# T\n", NO_END),
    "end of the file": ("---\ntitle: x\n---", NO_END),
    "dots at the end of the file": ("--- \n# hi there\n...", NO_END),
    "nothing but a mark": ("---", NO_END),
    "empty line": ("\n---\ntitle: x\n---\n", LATE),
    "blank": (" ---\ntitle: x\n---\n", LATE),
    "four hyphens": ("----\ntitle: x\n----\n", LATE),
    "no marks under an empty line": ("\n\ntitle: x\n", LATE),
}


@pytest.mark.parametrize(("source", "message"), BEGINNINGS.values(), ids=BEGINNINGS)
def test_half_of_a_front_matter_is_none(source: str, message: str) -> None:
    assert messages(source) == [f"p.md:1: {message}"]


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
        ('---\n"title": "\\u00e9t\\u00e9"\n---\n', {"title": (2, "été")}),
    ],
)
def test_plain_front_matter_passes(source: str, texts: frontmatter.Texts) -> None:
    body, found, problems = frontmatter.split(source, "p.md")
    assert (found, problems) == (texts, [])
    assert body.count("\n") == source.count("\n")


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
    body, texts, problems = frontmatter.split(source, "p.md")
    if not problems:
        document, data = get_data(source)
        assert document.strip() == body.strip()
        assert {key: value for key, value in data.items() if key != "hide"} == {k: v for k, (_, v) in texts.items()}
        assert set(data.get("hide", ())) <= frontmatter.HIDEABLE


@pytest.mark.parametrize(
    "block", ["a: b\n" * 19_000, "? a\n" * 24_000, "- " * 45_000, "? " * 45_000, "a:" * 45_000, "---\n" * 24_000, "[" + "a," * 45_000 + "]"]
)  # fmt: skip
def test_no_front_matter_takes_long(block: str) -> None:
    began = time.monotonic()
    assert messages(f"---\n{block}\n---\n")
    assert time.monotonic() - began < 5
