"""What a page may put before readers: where calls may stand, which tags, where a finding is placed."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger import book
from ledger.pages import calls as template
from ledger.pages import links, rawhtml, tags
from ledger.pages import page as pages

FIG = '{{ fig("amazon.capex.2026") }}'
ANSWERS = '{{ answers("amazon.capex.2026") }}'


def page_of(folder: Path, text: str, name: str = "page.md") -> pages.Page:
    path = folder / "page.md"
    path.write_text(text, "utf-8")
    page, wrong = pages.read(path, name, book.signatures())
    assert page, wrong
    return page


def found(folder: Path, text: str) -> list[str]:
    return [f"{p.line}: {p.text}" for p in rawhtml.problems(page_of(folder, text))]


# ---- where a call may stand -----------------------------------------------------------------------

ALONE = "() makes a block. Put the call on a line of its own, between empty lines."
IN_CODE = "a macro call stands in code, where its own source would be shown. Move it out."
IN_RAW = (
    "a macro call stands in a tag that is not read as Markdown, where its own source would be shown."
    " Write the tag, and those around it, like <div markdown>, or leave them out."
)
IN_LINK = "a macro call stands in a link, where its own source would be shown. Move it out."

CALLS = {
    "attributes after": (f"So {ANSWERS}{{ href=//evil.example/ }}.", ["3: '{' would join with what answers() becomes. Put a space between."]),
    "handler after": (f'So {FIG}{{ onclick="x" }}.', ["3: '{' would join with what fig() becomes. Put a space between."]),
    "address after": (f"So {ANSWERS}(x.md).", ["3: '(' would join with what answers() becomes. Put a space between."]),
    "picture before": (f"So !{FIG}.", ["3: '!' would join with what fig() becomes. Put a space between."]),
    "backslash before": (f"So \\{ANSWERS}.", ["3: '\\' would join with what answers() becomes. Put a space between."]),
    "link before": (f"So [x]{ANSWERS}.", ["3: ']' would join with what answers() becomes. Put a space between."]),
    "code": (f"So `{FIG}`.", [f"3: {IN_CODE}"]),
    "fence": (f"```\n{FIG}\n```", [f"4: {IN_CODE}"]),
    "indented code": (f"    so {FIG}", [f"3: {IN_CODE}"]),
    "link": (f"So [a {FIG} b](x.md).", [f"3: {IN_LINK}"]),
    "tooltip": (f'So [a](x.md "b {FIG} c").', ["3: a macro call stands in the title of <a>. Write plain text there."]),
    "picture's text": (f"So ![a {FIG} b](x.png).", ["3: a macro call stands in the alt of <img>. Write plain text there."]),
    "attribute": (f'<div title="{FIG} onclick=x">x</div>', ["3: a macro call stands in the title of <div>. Write plain text there."]),
    "block in a sentence": ("So {{ legend() }} is.", [f"3: legend{ALONE}", "3: a macro call that makes a block stands within other text. Give it a paragraph of its own."]),
    "block and tag": ("    {{ legend() }} <p>covered</p>", [f"3: legend{ALONE}", f"3: {IN_CODE}"]),
    "block in a list": ("- {{ legend() }}", [f"3: legend{ALONE}", "3: a macro call that makes a block stands within other text. Give it a paragraph of its own."]),
    "block in a heading": ("### {{ legend() }}", [f"3: legend{ALONE}", "3: a macro call that makes a block stands within other text. Give it a paragraph of its own."]),
    "block in a row": ("| a |\n| --- |\n| {{ legend() }} |", [f"5: legend{ALONE}", "5: a macro call that makes a block stands within other text. Give it a paragraph of its own."]),
    "block in code": ("So `a {{ legend() }} b`.", [f"3: legend{ALONE}", f"3: {IN_CODE}"]),
    "block under a sentence": ("So.\n{{ legend() }}", [f"4: legend{ALONE}", "4: a macro call that makes a block stands within other text. Give it a paragraph of its own."]),
    "block under an item": ("- x\n\n    {{ legend() }}", [f"5: legend{ALONE}", f"5: {tags.MISPLACED}"]),
    "block in a quotation": ("{{ legend() }}\n\n<blockquote markdown>\n\n{{ cards() }}\n\n</blockquote>", [f"7: {tags.MISPLACED}"]),
    "raw paragraph": (f"<p>{FIG}</p>", [f"3: {IN_RAW}"]),
    "raw heading": (f"<h2>{FIG}</h2>", [f"3: {IN_RAW}"]),
    "raw quotation": (f"<blockquote>\n{FIG}\n</blockquote>", [f"4: {IN_RAW}"]),
    "raw item": (f"<ul><li>{FIG}</li>\n<li>{FIG}</li></ul>", [f"3: {IN_RAW}", f"4: {IN_RAW}"]),
    "raw cell": (f"{FIG}\n\n<table><tr><td>{FIG}</td></tr></table>\n\n{FIG}", [f"5: {IN_RAW}"]),
    "raw summary": (f"<details><summary>{FIG}</summary>x</details>", [f"3: {IN_RAW}"]),
    "raw within Markdown": (f"<div markdown><p>{FIG}</p></div>", [f"3: {IN_RAW}"]),
    "raw block": ("<div>\n\n{{ legend() }}\n\n</div>", [f"5: {IN_RAW}"]),
    "alone in a link": (f"So [{FIG}](x.md).", [f"3: {IN_LINK}"]),
    "first in a link": (f"So [{FIG} b](x.md).", [f"3: {IN_LINK}"]),
    "definition": ("[four answers]: https://evil.example/", ["3: '[four answers]:' defines a link elsewhere. Write its address where the link stands."]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CALLS.values(), ids=CALLS)
def test_a_call_may_not_stand_here(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert [m.replace("`", "") for m in found(tmp_path, f"# T\n\n{text}\n")] == expected


@pytest.mark.parametrize(
    "text",
    [
        f"{FIG} is so, ({FIG}), **{FIG}**, {FIG}: so; {FIG}’s.",
        f"- {FIG}\n- so {FIG}",
        f"| a |\n| --- |\n| {FIG} |",
        f"### At {FIG} {{ #at }}",
        f"> {FIG}",
        "{{ legend() }}",
        "{{ legend() }}\n\n{{ cards() }}",
        "So.\n\n{{ legend() }}\n\nSo.",
        "<div markdown>\n\n{{ legend() }}\n\n</div>",
        f"<details markdown>\n<summary markdown>{FIG}</summary>\n\n{{{{ legend() }}}}\n\n{FIG}\n\n</details>",
        f"<div markdown><p markdown>{FIG}</p></div>",
        f"<span>{FIG}</span>, <em>{FIG}</em>\n\n- {FIG}\n\n> {FIG}",
    ],
)
def test_a_call_may_stand_here(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, f"# T\n\n{text}\n") == []


def test_each_macro_is_what_it_is_taken_for() -> None:
    read = book.read(Path(__file__).resolve().parents[2])
    for (_, name, *_), text in read.texts.items():
        assert ("\n" not in text) == (name in template.INLINE), name


# ---- tags -----------------------------------------------------------------------------------------

TAGS = {
    "unclosed link": ('<a href="https://evil.example/">\n\nSo.', "<a> is never closed. Close it."),
    "unclosed details": ("<details><summary>x\n\nSo.", "<summary> is never closed. Close it."),
    "end of nothing": ("So </div>.", "'</div>' closes what is not open. Remove it."),
    "wrong order": ("So <em><strong>x</em></strong>.", "<strong> is never closed. Close it."),
    "covering class": ('<div class="ledger-search__results">x</div>', "the class 'ledger-search__results' may not stand in a page."),
    "list that counts on": ('<ol start="999"><li>x</li></ol>', "the start '999' may not stand in a page. Begin the list at 1."),
    "label of a cell": ('<span data-label="x">y</span>', "'data-label' is written by the site alone. Remove it."),
    "label in the contents": ("### X { data-toc-label='9 billion' }", "'data-toc-label' is written by the site alone. Remove it."),
    "link in a link": ('<a href="https://a.example/">[x](https://b.example/)</a>', "a link stands within a link. Take one of them away."),
    "row without a table": ("<td>x</td>", "<td> stands where it has no meaning. Put it into <tr>."),
    "item without a list": ("So <li>x</li>.", "<li> stands where it has no meaning. Put it into <ul> or <ol>."),
    "second title": ("# Other", "a second heading of the first level. Begin it with '##'."),
    "no picture": ("![x](method.md)", "the picture's address 'method.md' may not stand in a page."),
    "deep": ("> " * 40 + "x", "lists, quotations or tags are nested deeper than 30 levels. Flatten them."),
    "key around a comment": ("*x*{ data-{# x #}sort=1 }", "'data-sort' is written by the site alone. Remove it."),
    "label around a comment": ("### X { data-toc-label{# x #}='x' }", "'data-toc-label' is written by the site alone. Remove it."),
    "definition around a comment": ("[x{# x #}]: y.md", "'[x]:' defines a link elsewhere. Write its address where the link stands."),
    "definition in a quotation": ("> - [x]: y.md", "'[x]:' defines a link elsewhere. Write its address where the link stands."),
    "footnote": ("[^x]: So.", "'[^x]:' begins a footnote, which pages do not have. Write it in brackets, or as a sentence of its own."),
    "key of a cell": ("*x*{ data-sort=1 }", "'data-sort' is written by the site alone. Remove it."),
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), TAGS.values(), ids=TAGS)
def test_a_tag_may_not_stand_here(tmp_path: Path, text: str, message: str) -> None:
    messages = found(tmp_path, f"# T\n\n{text}\n")
    assert messages[0].startswith("3: ")
    assert message in messages[0]


NO_TITLE = "1: the page has no title. Begin it with '# Title', or give 'title:' in the front matter."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [NO_TITLE]),
        ("So.\n\n## Two", [NO_TITLE]),
        ("Title\n=====", [NO_TITLE]),
        ("```\n# Other\n```\n\nSo.", [NO_TITLE]),
        ("```\n# Other\n```\n\n# T", ["2: 'Other' is not the page's first heading. Begin the page with '# Title'."]),
        (
            "<pre>\n# Other\n</pre>\n\n# T",
            ["2: 'Other' is not the page's first heading. Begin the page with '# Title'."],
        ),
        ("# *T* & `x` { #t }", []),
        ("---\ntitle: T\n---\nSo.", []),
        ("```\n# T\n```\n\n# T", []),
    ],
)
def test_a_page_is_called_as_its_heading_says(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert found(tmp_path, f"{text}\n") == expected


LEFT = "'{{' would be shown to readers. Remove it, or set it as code."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{**{** config }}", [f"3: {LEFT}"]),
        ("### `{% raw %}{{ x }}{% endraw %}`", [f"3: {LEFT}"]),
        ('[x](y.md "{% raw %}{{ x }}{% endraw %}")', [f"3: {LEFT}"]),
        ("| `{% raw %}{{ x }}{% endraw %}` |\n| --- |\n| a |", [f"3: {LEFT}"]),
        ("So `{% raw %}{{ x }}{% endraw %}`.", []),
    ],
)
def test_marks_of_templates_stand_in_code_only(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert found(tmp_path, f"# T\n\n{text}\n") == expected


# ---- other dialects -------------------------------------------------------------------------------

BOX = "Write <details markdown> with a <summary>, <div markdown>, or a plain paragraph."
DEFINITION = "a definition", "Write a list with each term in bold."
EMOJI = "an emoji's name", "Type the emoji, or leave it out."

DIALECTS = {
    "admonition": ('!!! note "Mine"\n    So.', '!!! note "Mine"', "an admonition", BOX),
    "box that opens": ("???+ info\n    So.", "???+ info", "an admonition", BOX),
    "box in a box": ("<div markdown>\n??? info\n</div>", "??? info", "an admonition", BOX),
    "tab": ('=== "One"\n    So.', '=== "One"', "a tab", "Write headings, one for each."),
    "struck": ("So ~~gone~~.", "~~gone~~", "struck text", "Leave it out, or write the new text alone."),
    "task": ("- [ ] So", "[ ]", "a task", "Write a plain list."),
    "task that is done": ("1. [x] So\n\n2. So", "[x]", "a task", "Write a plain list."),
    "abbreviation": ("*[AI]: So", "*[AI]:", "an abbreviation", "Write it out where it stands first."),
    "footnote": ("So.[^x]", "[^x]", "a footnote", "Write the note in brackets, or as a sentence."),
    "definition": ("Term\n:   So", ":   So", *DEFINITION),
    "definition in a paragraph": ("Term\n\n:   So", ":   So", *DEFINITION),
    "definition by a call": (f"Term\n: {FIG}", ":", *DEFINITION),
    "emoji": ("So :smile:", ":smile:", *EMOJI),
    "icon": ("So (:material-check:)", ":material-check:", *EMOJI),
}  # fmt: skip


@pytest.mark.parametrize(("text", "token", "name", "remedy"), DIALECTS.values(), ids=DIALECTS)
def test_a_mark_of_another_dialect_is_refused(tmp_path: Path, text: str, token: str, name: str, remedy: str) -> None:
    (message,) = found(tmp_path, f"# T\n\n{text}\n")
    line = 3 + text[: text.index(token)].count("\n")
    assert message == f"{line}: '{token}' is {name} elsewhere, and would be shown here as it is typed. {remedy}"


@pytest.mark.parametrize(
    "text",
    [
        "So!!! note",
        "What???\nNo!!!\n!!!",
        "a: b: c, **A**: b",
        "![x](a.png)\n: b<br>: c",
        f"{FIG}: so; [x](y.md): so",
        "`~~x~~` `:smile:` `[^x]`\n\n```\n!!! note\n- [ ] x\nx\n:   x\n```",
        "x ~~ y ~~ z, x ~ y",
        "- [x](y.md) a\n- [a] b\n- [ab]",
        "<https://a.example/b:cd:e> at ten:xx:yy",
        "a == b == c",
        "[us@a.example](mailto:us@a.example)",
    ],
)
def test_what_is_no_mark_of_another_dialect(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, f"# T\n\n{text}\n") == []


def test_an_address_between_brackets_gets_one_message(tmp_path: Path) -> None:
    remedy = "Write [us@a.example](mailto:us@a.example)."
    assert found(tmp_path, "# T\n\nTo <us@a.example> or <us@a.example>.\n") == [
        f"3: '<us@a.example>' would be published in numbers. {remedy}"
    ]


# ---- places ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('The style.\n\nA *word*{ style="x" } here.', 5),
        ("The name, target and width.\n\n[x](y.md){ target=x }", 5),
        ("```\n<script>\n\n</script>\n```\n\nSo <script>x</script>.", 9),
        ("Two\nlines\nand <x-y>.", 5),
        ("{# one\ntwo #}\n\nSo <x-y>.", 6),
        ("{{ legend(\n) }}\n\nSo <x-y>.", 6),
    ],
)
def test_a_finding_is_placed_where_it_stands(tmp_path: Path, text: str, line: int) -> None:
    messages = found(tmp_path, f"# T\n\n{text}\n")
    assert {int(m.partition(":")[0]) for m in messages} == {line}


def test_the_same_finding_is_placed_at_each_of_its_lines(tmp_path: Path) -> None:
    messages = found(tmp_path, "# T\n\n<x-y/>a\n\nSo.\n\n<x-y/>b\n")
    assert [m.partition(":")[0] for m in messages] == ["3", "7"]


# ---- links ----------------------------------------------------------------------------------------

LINKS = {
    "file": ("[x](none.md)", "a link to nowhere, 'none.md'. Correct the path, which starts from this page."),
    "folder": ("[x](companies/)", "a link to nowhere, 'companies/'. Correct the path, which starts from this page."),
    "nothing": ("[x]()", "a link to nowhere, ''. Correct the path, which starts from this page."),
    "anchor": ("[x](#none)", "a link to nowhere: 'page.md' has no anchor 'none'. Correct it, or give a heading { #none }."),
    "anchor elsewhere": ("[x](other.md#none)", "a link to nowhere: 'other.md' has no anchor 'none'. Correct it, or give a heading { #none }."),
    "id twice": ("*x*{ #y }, *z*{ #y }", "the id 'y' stands on this page already. Choose another, or leave out the call."),
    "id of a call": ("*x*{ #made }", "the id 'made' stands on this page already. Choose another, or leave out the call."),
    "own anchor": ("### X { #x }\n\n[x](#x)", ""),
    "made anchor": ("[x](other.md#made), [y](#made), [z](other.md#also)", ""),
    "tag": ('<a href="other.md">x</a>', "a link to 'other.md' as a tag stays as it is written. Write it as [words](address)."),
    "tag in code": ('`<a href="other.md">` and [x](other.md)', ""),
    "page": ("[x](other.md), [y](https://a.example/#none)", ""),
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), LINKS.values(), ids=LINKS)
def test_a_link_leads_somewhere(tmp_path: Path, text: str, message: str) -> None:
    one = page_of(tmp_path, f"# T\n\n{{{{ legend() }}}}\n\n{text}\n")
    other = page_of(tmp_path, "# O\n\n{{ legend() }}\n", "other.md")
    made = ['### A { .x #made }\n\n<b id="also">x</b>']
    known = {"page.md": one, "other.md": other}
    problems = links.problems(known, dict.fromkeys(known, made), {*known})
    assert [str(p) for p in problems] == ([f"docs/page.md:5: {message}"] if message else [])


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("The companies.\n\n[x](companies)", 7),
        ("So `(none.md)`.\n\nSee [x](none.md).", 7),
        ("### A { #y }\n\n[y](#y), page.md#y\n\n### B { #y }", 9),
    ],
)
def test_a_link_or_id_is_placed_where_it_stands(tmp_path: Path, text: str, line: int) -> None:
    page = page_of(tmp_path, f"# T\n\n{{{{ legend() }}}}\n\n{text}\n")
    (problem,) = links.problems({"page.md": page}, {"page.md": [""]}, {"page.md"})
    assert problem.line == line


def test_a_page_of_which_a_call_fails_is_asked_for_no_anchor(tmp_path: Path) -> None:
    page = page_of(tmp_path, "# T\n\n[x](#none)\n")
    assert list(links.problems({"page.md": page}, {}, {"page.md"})) == []
