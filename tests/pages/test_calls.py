"""What a page may hold: calls of the macros with texts as arguments, and nothing else that is Jinja."""

from __future__ import annotations

import re
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onepage import MACROS, reading

from ledger import book
from ledger.pages import calls
from ledger.views.site import Site

STATEMENT = " stands here. Pages may only call macros with constant arguments."
EXPRESSION = "an expression that is no macro call" + STATEMENT
PLAIN = "{}() has an argument that is no plain text. Write it in quotes."
LIKE = 'Write it like {{ fig("entity.measure.period") }}.'


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
    "number as argument": ("{{ fig(2026) }}", PLAIN.format("fig")),
    "nothing as argument": ("{{ fig(none) }}", PLAIN.format("fig")),
    "truth as option": ("{{ fig('a', style=true) }}", PLAIN.format("fig")),
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
    assert page.calls == (calls.Call("fig", ("a",), {"style": "short"}, 6), calls.Call("checks", (), {}, 9))
    assert page.title == "A"


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        pytest.param("{# typed: x " * 8_000 + "\n#}", [], id="comments in a comment"),
        pytest.param("{{ fih() }}" * 9_000, ["1: no macro 'fih'. Did you mean 'fig'?"] * 50, id="unknown macros"),
        pytest.param("{{ fig(" + "9**" * 20_000 + "9) }}", [f"1: {PLAIN.format('fig')}"], id="powers"),
        pytest.param('| {{ fig("a") }} | {{ fig("a") }} |\n' * 500, [], id="table of calls"),
        pytest.param(
            f"{{{{ fig({'9' * 5000}) }}}}",
            ["1: a macro call is too deep or holds too long a number. Write plain macro calls."],
            id="number",
        ),
        pytest.param(
            f"x\n{{{{ fig(\n{'(' * 3000}1{')' * 3000}) }}}}",
            ["1: a macro call is too deep or holds too long a number. Write plain macro calls."],
            id="deep",
        ),
    ],
)
def test_nothing_takes_long(tmp_path: Path, text: str, messages: list[str]) -> None:
    began = time.monotonic()
    assert reading(tmp_path, text)[1] == [f"docs/page.md:{message}" for message in messages]
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
