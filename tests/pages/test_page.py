"""What a page may hold: calls of the macros with texts as arguments, and nothing else that is Jinja."""

from __future__ import annotations

import re
import tempfile
import time
from inspect import Signature, signature
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger import book
from ledger.core import plaintext
from ledger.pages import calls as template
from ledger.pages import page as pages
from ledger.pages import rawhtml
from ledger.views.site import Site


def _fig(id: str, style: str = "words") -> str: ...


def _checks() -> str: ...


MACROS: dict[str, Signature] = {"fig": signature(_fig), "checks": signature(_checks)}
STATEMENT = " stands here. Pages may only call macros with constant arguments."
EXPRESSION = "an expression that is no macro call" + STATEMENT
PLAIN = "{}() has an argument that is no plain text. Write it in quotes."
LIKE = 'Write it like {{ fig("amazon.capex.2026") }}.'


def reading(folder: Path, text: str | bytes, name: str = "page.md") -> tuple[pages.Page | None, list[str]]:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    page, problems = pages.read(path, name, MACROS)
    return page, [str(p) for p in problems]


ATTACKS: dict[str, tuple[str, str]] = {
    # ---- ways to Python
    "globals": ("{{ cycler.__init__.__globals__ }}", EXPRESSION),
    "globals called": ("{{ cycler.__init__.__globals__.os.popen('id').read() }}", EXPRESSION),
    "environment": ("{{ config.theme.get_env().from_string('x') }}", EXPRESSION),
    "lipsum": ("{{ lipsum() }}", "no macro 'lipsum'. Remove the call."),
    "lipsum's globals": ("{{ lipsum.__globals__['os'] }}", EXPRESSION),
    "namespace": ("{{ namespace(x='y') }}", "no macro 'namespace'. Remove the call."),
    "nested ranges": ("{{ range(9)|map('range')|list }}", EXPRESSION),
    "range": ("{{ range(999999999) }}", "no macro 'range'. Remove the call."),
    "joiner": ("{{ joiner(',') }}", "no macro 'joiner'. Remove the call."),
    "self": ("{{ self._TemplateReference__context }}", EXPRESSION),
    "caller's attribute": ("{{ fig.__globals__ }}", EXPRESSION),
    "call's attribute": ("{{ fig('a').upper() }}", EXPRESSION),
    "call's item": ("{{ fig('a')[0] }}", EXPRESSION),
    "call of a call": ("{{ fig('a')('b') }}", EXPRESSION),
    # ---- statements
    "for": ("{% for x in 'ab' %}{{ fig('a') }}{% endfor %}", f"a 'for' statement{STATEMENT}"),
    "if": ("{% if true %}x{% endif %}", f"a 'if' statement{STATEMENT}"),
    "set": ("{% set fig = 'x' %}", f"a 'assign' statement{STATEMENT}"),
    "set block": ("{% set x %}y{% endset %}", f"a 'assignblock' statement{STATEMENT}"),
    "include": ("{% include 'x.md' %}", f"a 'include' statement{STATEMENT}"),
    "import": ("{% import 'x.md' as x %}", f"a 'import' statement{STATEMENT}"),
    "from import": ("{% from 'x.md' import y %}", f"a 'fromimport' statement{STATEMENT}"),
    "extends": ("{% extends 'main.html' %}", f"a 'extends' statement{STATEMENT}"),
    "block": ("{% block x %}y{% endblock %}", f"a 'block' statement{STATEMENT}"),
    "macro": ("{% macro fig(id) %}x{% endmacro %}", f"a 'macro' statement{STATEMENT}"),
    "call block": ("{% call fig('a') %}x{% endcall %}", f"a 'callblock' statement{STATEMENT}"),
    "filter block": ("{% filter upper %}x{% endfilter %}", f"a 'filterblock' statement{STATEMENT}"),
    "with": ("{% with x = 1 %}y{% endwith %}", f"a 'with' statement{STATEMENT}"),
    "autoescape": ("{% autoescape false %}y{% endautoescape %}", f"a 'scope' statement{STATEMENT}"),
    # ---- expressions
    "name": ("{{ config }}", EXPRESSION),
    "bare macro": ("{{ fig }}", EXPRESSION),
    "text": ("{{ 'x' }}", EXPRESSION),
    "number": ("{{ 200 }}", EXPRESSION),
    "arithmetic": ("{{ 100 + 100 }}", EXPRESSION),
    "joined": ("{{ fig('a') ~ fig('b') }}", EXPRESSION),
    "tuple": ("{{ fig('a'), fig('b') }}", EXPRESSION),
    "choice": ("{{ fig('a') if true else 'x' }}", EXPRESSION),
    "filter": ("{{ fig('a')|upper }}", EXPRESSION),
    "default": ("{{ nothing|default('200 billion') }}", EXPRESSION),
    "test": ("{{ fig is defined }}", EXPRESSION),
    "list": ("{{ ['x'] }}", EXPRESSION),
    "method": ("{{ page.file.read() }}", EXPRESSION),
    # ---- arguments
    "name as argument": ("{{ fig(page) }}", PLAIN.format("fig")),
    "attribute as argument": ("{{ fig(page.title) }}", PLAIN.format("fig")),
    "call as argument": ("{{ fig(fig('a')) }}", PLAIN.format("fig")),
    "sum as argument": ("{{ fig('a' ~ 'b') }}", PLAIN.format("fig")),
    "filter as argument": ("{{ fig('a'|lower) }}", PLAIN.format("fig")),
    "list as argument": ("{{ fig(['a']) }}", PLAIN.format("fig")),
    "arguments spread": ("{{ fig(*['a']) }}", PLAIN.format("fig")),
    "options spread": ("{{ fig(**{'id': 'a'}) }}", PLAIN.format("fig")),
    "name as option": ("{{ fig('a', style=page) }}", PLAIN.format("fig")),
    "number as argument": ("{{ fig(2026) }}", "fig() takes texts. Write its arguments in quotes."),
    "nothing as argument": ("{{ fig(none) }}", "fig() takes texts. Write its arguments in quotes."),
    "truth as option": ("{{ fig('a', style=true) }}", "fig() takes texts. Write its arguments in quotes."),
    "missing argument": ("{{ fig() }}", "fig(): missing a required argument: 'id'. It is fig(id, style='words')."),
    "too many arguments": ("{{ checks('a') }}", "checks(): too many positional arguments. It is checks()."),
    "unknown option": (
        "{{ fig('a', stile='x') }}",
        "fig(): got an unexpected keyword argument 'stile'. It is fig(id, style='words').",
    ),
    "option given twice": ("{{ fig('a', id='b') }}", "fig(): multiple values for argument 'id'. It is fig(id, style='words')."),
    "unknown macro": ("{{ figg('a') }}", "no macro 'figg'. Did you mean 'fig'?"),
    # ---- what Jinja cannot read
    "unclosed call": ("{{ fig('a'", f"the macro call cannot be read: unexpected end of template, expected ','. {LIKE}"),
    "empty call": ("{{ }}", f"the macro call cannot be read: Expected an expression, got 'end of print statement'. {LIKE}"),
    "curly quotes": ("{{ fig(“a”) }}", f"the macro call cannot be read: unexpected char '“' at 23. {LIKE}"),
    "unknown statement": ("{% figure %}", f"the macro call cannot be read: Encountered unknown tag 'figure'. {LIKE}"),
    "open statement": ("{% raw %}x", f"the macro call cannot be read: Missing end of raw directive. {LIKE}"),
    "anchor as a comment": (
        "## Plans {#plans}",
        "'{#' begins a comment that never ends. For an anchor write '{ #name }', with a space.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), ATTACKS.values(), ids=ATTACKS)
def test_everything_but_a_plain_call_is_refused_at_its_line(tmp_path: Path, text: str, message: str) -> None:
    page, messages = reading(tmp_path, f"# Title\n\nProse.\n{text}\n")
    assert messages == [f"docs/page.md:4: {message}"]
    assert page is None or all(call.name in MACROS for call in page.calls)


@pytest.mark.parametrize(
    "text",
    [
        "{% raw %}{{ cycler.__init__ }}{% endraw %}",
        "{# {{ cycler.__init__ }} {% for %} #}",
        "Costs ${ 5 } and { #anchor } and }} and %}",
        '{{ fig("a") }} {{ fig(id="a", style="short") }} {{- checks() -}}',
        '{{ fig("a"\n  "b") }}',
        "",
    ],
)
def test_calls_raw_blocks_and_comments_pass(tmp_path: Path, text: str) -> None:
    assert reading(tmp_path, text)[1] == []


def test_the_calls_of_a_page_with_their_lines(tmp_path: Path) -> None:
    text = '---\ntitle: A\n---\n# B\n\nx {{ fig("a", style="short") }}\n\n{# one\ntwo #}{{ checks() }}\n'
    page, messages = reading(tmp_path, text)
    assert messages == []
    assert page
    assert page.calls == (template.Call("fig", ("a",), {"style": "short"}, 6), template.Call("checks", (), {}, 9))
    assert page.title == "A"


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
        pytest.param(
            f"# T\n\n{{{{ fig('a') }}}}\n{{{{ fig({'9' * 5000}) }}}}".encode(),
            "4: a macro call is too deep or holds too long a number. Write plain macro calls.",
            id="number",
        ),
        pytest.param(
            f"# T\n\n{{{{ fig('a') }}}}\n{{{{ fig(\n{'(' * 3000}1{')' * 3000}) }}}}".encode(),
            "4: a macro call is too deep or holds too long a number. Write plain macro calls.",
            id="deep",
        ),
    ],
)
def test_a_page_that_cannot_be_read(tmp_path: Path, raw: bytes, message: str) -> None:
    page, messages = reading(tmp_path, raw)
    assert page is None
    assert messages == [f"docs/page.md:{message}"]


def test_a_missing_page(tmp_path: Path) -> None:
    (problem,) = pages.read(tmp_path / "none.md", "none.md", MACROS)[1]
    assert str(problem) == "docs/none.md:1: the file cannot be read: No such file or directory. Restore it."


def test_all_mistakes_of_a_page_are_reported_together(tmp_path: Path) -> None:
    text = "---\nfoo: x\n---\n{{ figg('a') }}\n{% set x = 1 %}\n{{ 1 }} {{ fig() }}\n"
    assert [m.partition(": ")[0] for m in reading(tmp_path, text)[1]] == [
        "docs/page.md:2", "docs/page.md:4", "docs/page.md:5", "docs/page.md:6", "docs/page.md:6",
    ]  # fmt: skip


# ---- the folder -----------------------------------------------------------------------------------


def test_a_folder_of_pages(tmp_path: Path) -> None:
    for name in ("index.md", "articles/a.md", "assets/logo.svg"):
        reading(tmp_path, f"# {name}\n", name)
    scanned = pages.scan(tmp_path, MACROS)
    assert sorted(scanned.pages) == ["articles/a.md", "index.md"]
    assert scanned.problems == ()


@pytest.mark.parametrize("target", ["../secret", "index.md", "nowhere", "articles"])
@pytest.mark.parametrize("name", ["link.md", "link.svg", "articles/link"])
def test_a_symbolic_link_is_refused(tmp_path: Path, name: str, target: str) -> None:
    for page in ("index.md", "articles/a.md"):
        reading(tmp_path, "# T\n", page)
    (tmp_path.parent / "secret").touch()
    (tmp_path / name).symlink_to(target)
    scanned = pages.scan(tmp_path, MACROS)
    assert [str(p) for p in scanned.problems] == [f"docs/{name}:1: a symbolic link. Put the file itself here."]
    assert sorted(scanned.pages) == ["articles/a.md", "index.md"]


@pytest.mark.parametrize("name", ["a.markdown", "a.mkd", "a.mdown", "articles/a.mkdn"])
def test_a_page_under_another_ending_does_not_slip_through(tmp_path: Path, name: str) -> None:
    reading(tmp_path, "{{ cycler.__init__ }}", name)
    scanned = pages.scan(tmp_path, MACROS)
    assert [str(p) for p in scanned.problems] == [f"docs/{name}:1: a page under another ending. Rename it to '.md'."]


@pytest.mark.parametrize(
    ("name", "part"),
    [
        (".x.md", ".x.md"),
        ("articles/.x.md", ".x.md"),
        (".x/y.md", ".x"),
        ("templates/x.md", "templates"),
        ("templates/a/x.md", "templates"),
    ],
)
def test_a_page_that_would_not_be_published(tmp_path: Path, name: str, part: str) -> None:
    reading(tmp_path, "# T\n", name)
    scanned = pages.scan(tmp_path, MACROS)
    assert [str(p) for p in scanned.problems] == [f"docs/{name}:1: '{part}' is left out of the site. Rename it."]
    assert scanned.pages == {}


@pytest.mark.parametrize("name", ["templates.md", "articles/templates/x.md", "a.b.md", ".nojekyll"])
def test_names_like_those_that_are_left_out(tmp_path: Path, name: str) -> None:
    reading(tmp_path, "# T\n", name)
    assert pages.scan(tmp_path, MACROS).problems == ()


def test_all_pages_together_are_bounded(tmp_path: Path) -> None:
    for number in range(pages.MAX_TOTAL // pages.MAX_BYTES + 2):
        reading(tmp_path, "A line.\n\n" * (pages.MAX_BYTES // 9), f"p{number:02}.md")
    scanned = pages.scan(tmp_path, MACROS)
    assert [str(p) for p in scanned.problems] == [
        "docs/p10.md:1: with this page, the pages have more than 1,000,000 bytes. Shorten them."
    ]


def test_tables_on_a_page_are_bounded(tmp_path: Path) -> None:
    text = "# T\n" + "\n{{ checks() }}\n" * (template.MAX_BLOCKS + 1)
    _, messages = reading(tmp_path, text)
    assert messages == ["docs/page.md:83: the page has more than 40 tables, lists and drawings up to here. Split it."]
    assert reading(tmp_path, text.replace("checks()", "fig('a')", 1))[1] == []


# ---- what would take Markdown long ----------------------------------------------------------------

LONG = "here begin more than 8,000 characters without an empty line. Divide them."


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        pytest.param("# T\n\nx\n\n" + "a b\n" * 2_100, [f"5: {LONG}"], id="paragraph"),
        pytest.param("# a" + " " * 90_000 + "b", [f"1: {LONG}"], id="heading"),
        pytest.param("# { { { " * 9_000, [f"1: {LONG}"], id="braces"),
        pytest.param("# T\n\n### x " + "{ " * 40_000, [f"3: {LONG}"], id="attributes"),
        pytest.param("# T\n" + " " * 90_000 + "\nx", [], id="spaces"),
        pytest.param("# T\n\n" + ("*a*" * 1_400 + "{#\n\n#}") * 2, [f"3: {LONG}"], id="joined by a comment"),
        pytest.param("# T\n\n" + ("*a*" * 1_400 + "{{ checks() }}") * 2, [f"3: {LONG}"], id="joined by a call"),
        pytest.param("{# typed: x " * 8_000 + "\n#}", [], id="comments in a comment"),
        pytest.param("{{ fih() }}" * 9_000, ["1: no macro 'fih'. Did you mean 'fig'?"] * 50, id="unknown macros"),
        pytest.param("{{ fig(" + "9**" * 20_000 + "9) }}", [f"1: {PLAIN.format('fig')}"], id="powers"),
        pytest.param("a b\n" * 1_990 + "\n" + "a b\n" * 1_990, [], id="two paragraphs"),
        pytest.param('| {{ fig("a") }} | {{ fig("a") }} |\n' * 500, [], id="table of calls"),
        pytest.param("a b\n" * 1_990 + " \t\n" + "a b\n" * 1_990, [], id="a line of spaces"),
    ],
)  # fmt: skip
def test_nothing_takes_long(tmp_path: Path, text: str, messages: list[str]) -> None:
    began = time.monotonic()
    assert reading(tmp_path, text)[1] == [f"docs/page.md:{message}" for message in messages]
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("### x { { { {\n\n" * 1_300, "5,000 signs of markup", id="attributes"),
        pytest.param("*a*" * 1_000 + "\n\n" + "_a_" * 1_501, "5,000 signs of markup", id="emphasis"),
        pytest.param(("- " * 400 + "a\n\n") * 13, "5,000 signs of markup", id="nested lists"),
        pytest.param("## b\n\n" * 301, "300 headings", id="headings"),
        pytest.param("> b\n> ---\n\n" * 301, "300 headings", id="underlined headings"),
        pytest.param(
            ("\u3316" * 990 + "\n\n") * 20,
            "100,000 characters, with signs for whole words spelt out",
            id="signs for words",
        ),
        pytest.param("|a" * 60 + "|\n" + "|-" * 60 + "|\n" + "|\n" * 170, "10,000 cells in tables", id="cells"),
    ],
)
def test_a_page_of_nothing_but_markup(tmp_path: Path, text: str, message: str) -> None:
    page, messages = reading(tmp_path, text)
    assert messages == []
    assert page
    assert [str(p) for p in rawhtml.problems(page)] == [f"docs/page.md:1: the page has more than {message}. Split it."]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# T\n\n| a | b | c |\n|---|---|---|\n" + "| x | *y* | `z` |\n" * 200, id="table"),
        pytest.param("# T\n\n" + "- A point of a list, with *emphasis*.\n" * 150, id="list"),
        pytest.param("# T\n\n" + "A sentence - not a long one. Another one.\n\n" * 900, id="prose"),
    ],
)
def test_a_long_page_is_none_of_that(tmp_path: Path, text: str) -> None:
    page, messages = reading(tmp_path, text)
    assert messages == []
    assert page
    assert list(rawhtml.problems(page)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a\n**None**\nb", ["**None**"]),
        ("  nan.", ["nan."]),
        ("*!* \n" * 20_000, []),
        ("None of it", []),
        ("[about](../companies/amazon.md#x){ .fig .disputed }", ["](../companies/amazon.md", "{ .fig"]),
        ("](" * 40_000, []),
        ("[a](b.mdx), { .figure }", []),
        ("(\nNone\n)", ["None"]),
    ],
)
def test_what_is_left_over_stands_alone_on_its_line(text: str, found: list[str]) -> None:
    began = time.monotonic()
    assert plaintext.leftovers(text) == found
    assert time.monotonic() - began < 5


def test_a_repeated_call_is_run_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = []

    def rule(site: Site, page: str, name: str) -> str:
        ran.append(page)
        return name

    monkeypatch.setattr(book, "MACROS", {**book.MACROS, "rule": rule})
    for name in ("a.md", "b.md"):
        (root / "docs" / name).write_text('# T\n\n{{ rule("about") }} {{ rule("about") }} {{ rule(name="about") }}\n')
    assert book.read(root).problems == ()
    assert ran == ["a.md", "a.md", "b.md", "b.md"]


# ---- no page may raise, and nothing but calls gets through ----------------------------------------

FRAGMENTS = st.one_of(
    st.sampled_from(
        ["{{", "}}", "{%", "%}", "{#", "#}", "{{ fig('a') }}", "{{ fig(", "{{- ", " -}}", "{% raw %}", "{% endraw %}", "fig",
         "(", ")", "'", '"', "|", ".", "[", "]", "__class__", "cycler", "for x in y", "---\n", "title: x\n", "\n", "*", "**", "=", "~", "\\", "9" * 40]
    ),
    st.text(max_size=5),
)  # fmt: skip


@settings(max_examples=400, deadline=None, derandomize=True, database=None)
@given(st.lists(FRAGMENTS, max_size=14).map("".join))
def test_no_text_raises_or_gets_through(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        page, messages = reading(Path(folder), text.encode("utf-8", "surrogatepass"))
    for message in messages:
        assert re.fullmatch(r"docs/page\.md:[1-9][0-9]*: \S.*[.?]", message), message
    for call in page.calls if page else ():
        assert call.name in MACROS
        assert all(isinstance(value, str) for value in (*call.args, *call.kwargs.values()))


def test_the_macros_that_pages_know() -> None:
    signatures = book.signatures()
    assert signatures.keys() == book.MACROS.keys()
    assert list(signatures["fig"].parameters) == ["id", "style", "at"]
