"""Pull requests of a stranger, as data: what each changes below data/ and docs/, and what must come of it."""

from __future__ import annotations

from dataclasses import dataclass

FIGURES = "data/figures.yml"
PAGE = "*.md"  # any page will do
#: What lies beside the copy and must not be read; a test makes it, and no test ever leads to a file of the system.
SECRET, SECRETS = "secret.txt", "secrets"
#: Where a case writes: at the end of a page, or before a line of the data.
END, ENTITIES, CHECKS = r"\Z", r"(?m)^entities:\n", r"(?m)^checks:\n"


@dataclass(frozen=True)
class Refused:
    """A change that must be refused with the message, at the line that holds the text."""

    message: str
    file: str = PAGE
    write: str | bytes = ""
    #: Where in the file; without it, the file is new, or written anew.
    before: str = ""
    after: str = ""
    #: What stands on the line that the message names; the first line if empty.
    at: str = ""
    #: What a link of that name leads to: a file or folder beside the copy.
    link: str = ""


#: What is wrong of the page as a whole is said of its first line.
WHOLE = "\0"


def page(text: str, message: str, at: str = "") -> Refused:
    line = "" if at == WHOLE else at or text.split("\n")[0]
    return Refused(message, PAGE, f"\n\n{text}\n", before=END, at=line)


def data(text: str, message: str, at: str = "") -> Refused:
    return Refused(message, FIGURES, f"{text}\n\n", before=CHECKS, at=at or text.split("\n")[0])


def entity(name: str, message: str) -> Refused:
    return Refused(
        message, FIGURES, f"  stranger:\n    name: {name}\n    kind: body\n\n", after=ENTITIES, at="    name: "
    )


def file(name: str, message: str, text: str | bytes = "x") -> Refused:
    return Refused(message, name, text)


CALLS = "Pages may only call macros with constant arguments."
NO_PAGE = "may not stand in a page."
HIDES = "hides a character from whoever reads the source."
TYPED = "is typed by hand."
ONES = "1," * 900
TOUCHES = "touches a macro's number and changes what is read."
GUIDANCE = 'fig("amazon.capex.2026/guidance")'

REFUSED: dict[str, Refused] = {
    # ---- YAML
    "alias bomb": data("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", "an anchor, '&a'."),
    "alias as a key": data("*a : x", "an alias, '*a'."),
    "merge of an alias": data("x: {<<: *a}", "an alias, '*a'."),
    "flow nest": data("x: " + "[" * 900 + "]" * 900, "nested deeper than 12 levels."),
    "open flow nest": data("x: " + "{a: " * 900, "nested deeper than 12 levels."),
    "huge text": entity(f'"{"x" * 3_000}"', "a text of more than 2,000 characters."),
    "huge file": Refused("the file is larger than 500,000 bytes.", FIGURES, "# " + "x" * 500_000, before=CHECKS),
    "5,000 digits": entity("9" * 5_000, "a text of more than 2,000 characters."),
    "many documents": data("---\n" * 300, "a second document begins here."),
    "object": entity('!!python/object/apply:os.system ["id"]', "a tag, '!!python/object/apply:os.system'."),
    "tag of one's own": entity("!env HOME", "a tag, '!env'."),
    "duplicate section": data("entities: {}", "'entities' stands here a second time"),
    "control character": entity('"a\\x07b"', "the invisible character U+0007"),
    "turned writing": entity('"a\\u202eb"', "the invisible character U+202E"),
    "no width": entity('"Ama\\u200bzon"', "the invisible character U+200B"),
    "private sign": entity('"999 billion\\ue000"', "the invisible character U+E000"),
    "path as an id": Refused("is not an id.", FIGURES, '  "../../etc":\n    name: x\n    kind: body\n\n', after=ENTITIES, at='"../../etc"'),
    "markup as an id": Refused("is not an id.", FIGURES, '  "<b>":\n    name: x\n    kind: body\n\n', after=ENTITIES, at='"<b>"'),
    "page elsewhere": Refused("is not a key.", FIGURES, "  stranger:\n    name: x\n    kind: body\n    page: ../../x\n\n", after=ENTITIES, at="page: ../../x"),
    "number glued to its scale": entity("Meta 900bn", "the number '900bn' stands in a sentence."),
    "number in Chinese": entity("Amazon 二百", "the number '二百' stands in a sentence."),
    "print in another currency": Refused(
        "'A$' is another unit than the measure's, USD.", FIGURES, '          amazon-plan: {lead: "A$200 billion"}\n', before=r"(?m)^          amazon-plan: ", at="A$200"),
    "template mark in a name": entity('"{{ 7*7 }}"', "'{{' looks like a fault of the site"),
    "statement in a name": entity('"{% for x in y %}"', "'{%' looks like a fault of the site"),
    "comment in a name": entity('"{# x #}"', "'{#' looks like a fault of the site"),
    "Python's nothing": entity('"None"', "'None' looks like a fault of the site"),
    **{
        f"address {address[:24]}": Refused(
            "is not an https address.", FIGURES, f'    url: "{address}"\n', after=r'(?m)^articles:\n  .*\n', at=f'    url: "{address}"')
        for address in (
            "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x", "//evil.example/",
            "http://evil.example/", "https://a@evil.example/", "https://a.example/' onclick='x", "https://a.example/)](javascript:x",
        )
    },
    **{
        f"value {value[:12]}": Refused(
            "is not an amount.", FIGURES, f'        value: "{value}"\n', before=r"(?m)^        value: ", at=f'value: "{value}"')
        for value in ("nan", "inf", "-inf", "1e999999", "9" * 30, "0x10", "1_000", "\N{FULLWIDTH DIGIT TWO}00 billion")
    },
    "printed digits without end": Refused(
        "Copy it as printed.", FIGURES, f'          amazon-plan: {{lead: "{ONES}"}}\n', before=r"(?m)^          amazon-plan: ", at="lead: "),
    "many operands": data(
        f"  q.q.2026:\n    claims:\n      x:\n        sum: [{', '.join(['amazon.capex.2026/guidance'] * 500)}]", "no entity 'q'"),
    "data as a link": Refused("a symbolic link.", FIGURES, link=SECRET),
    # ---- raw HTML and what Markdown makes of it
    **{
        f"element {text[1:].split()[0].strip('>/')}": page(text, "", text.split(">")[0].split(" ")[0])
        for text in (
            "<script>alert(1)</script>", "<script src=x.js></script>", '<iframe src="https://evil.example"></iframe>',
            '<img src="x" onerror="alert(1)">', "<form action=x><input></form>", '<base href="https://evil.example/">',
            '<meta http-equiv="refresh" content="0;url=https://evil.example">', "<style>body{display:none}</style>",
            '<link rel="stylesheet" href="https://evil.example/x.css">', '<object data="x"></object>', "<svg onload=alert(1)></svg>",
            "<math><mi>x</mi></math>", "<textarea>", "<title>x</title>", "<xmp>", "<plaintext>", "<video autoplay></video>",
            "<details ontoggle=alert(1) open>x</details>", '<a href="https://a.example" ping="https://evil.example">x</a>', "<p/onclick=alert(1)>x",
            "<marquee>x</marquee>", "<button>x</button>", "<x-y>x</x-y>", "<noscript>x</noscript>", "<template>x</template>",
        )
    },
    "comment": page("<!-- hidden -->", "an HTML comment would be published."),
    "comment of two readings": page("a <!--><script>alert(1)</script>-->", "an HTML comment would be published."),
    "conditional comment": page("<!--[if IE]><script>alert(1)</script><![endif]-->", "an HTML comment would be published."),
    "declaration": page("<!DOCTYPE x>", "is no tag that a page may hold."),
    "instruction": page("<?php x ?>", "is no tag that a page may hold."),
    "CDATA": page("<![CDATA[<script>alert(1)</script>]]>", "is no tag that a page may hold."),
    "other quotes": page("<span lang='nl'>x</span>", "is no tag that a page may hold."),
    "label in the contents": page('### x {: data-toc-{# x #}label="Spends 999 billion" }', "'data-toc-label' is written by the site alone."),
    "endless reference": page(f"a &#{'9' * 4_400}; b", "is the number of no character."),
    "fence of blanks": page("~~~" + " " * 7_900 + "b", "more than 200 blanks stand in a row."),
    "call in a raw tag": page(f"<p>{{{{ {GUIDANCE} }}}}</p>", "in a tag that is not read as Markdown"),
    "decoy of a number": page("```lang-999-billion {# typed: the name of a language #}\nx\n```\n\nIt costs 999 billion.", TYPED, "It costs"),
    "waiver that is shown": page("It costs 999 `{% raw %}{# typed: a reason of mine #}{% endraw %}`", TYPED),
    "footnote without its text": page("A word.[^x]", "is a footnote elsewhere"),
    "style": page('<div style="position:fixed">x</div>', f"the attribute 'style' of <div> {NO_PAGE}"),
    "theme's class": page('<div class="md-overlay">x</div>', "the class 'md-overlay' may not stand in a page."),
    "attribute list with a handler": page('A word.\n{: onclick="alert(1)" }', f"the attribute 'onclick' of <p> {NO_PAGE}", "{: onclick"),
    "attribute list with a style": page('A *word*{ style="display:none" } here.', f"the attribute 'style' of <em> {NO_PAGE}"),
    "attribute list with a class": page("A *word*{ .md-search__overlay } here.", "the class 'md-search__overlay' may not"),
    "attribute list with the theme's id": page("A *word*{ #__config } here.", "the id '__config' may not stand in a page."),
    "attribute list in a heading": page('### Heading { onmouseover="x" }', f"the attribute 'onmouseover' of <h3> {NO_PAGE}"),
    "attribute list in a link": page("[x](method.md){ target=_blank }", f"the attribute 'target' of <a> {NO_PAGE}"),
    # ---- addresses
    **{
        f"link {text[:26]}": page(text, NO_PAGE)
        for text in (
            "[x](javascript:alert(1))", "[x](JAVASCRIPT:alert(1))", "[x](javascript&colon;alert(1))", "[x](java&#115;cript:alert(1))", "[x](<javascript:alert(1)>)",
            "[x](data:text/html,x)", "[x](vbscript:x)", "[x](//evil.example/)", "[x](http://evil.example/)", "[x](https://a@evil.example/)",
            "[x](/index.html)", "[x](..%2f..%2fetc/passwd)", "![x](https://evil.example/x.png)", "![x](javascript:x)", "![x](data:image/svg+xml,x)",
            "<http://evil.example/>", "[x](file:///etc/passwd)", "[x](\\\\evil.example)", '<a href="javascript:alert(1)">x</a>',
        )
    },
    "reference link": page("See [here][r].\n\n[r]: javascript:alert(1)", f"the address 'javascript:alert(1)' {NO_PAGE}", "[r]: java"),
    "link to nowhere": page("[x](none.md)", "a link to nowhere, 'none.md'."),
    "link out of the folder": page("[x](../../../data/figures.yml)", "a link to nowhere, '../../../data/figures.yml'."),
    "footnote": page("A word.[^1]\n\n[^1]: Another.", "'[^1]:' begins a footnote", "[^1]: Another."),
    "picture from nowhere": page("![x](assets/none.png)", "a link to nowhere, 'assets/none.png'."),
    # ---- characters
    "reference to a turn": page("a &#8238; b", HIDES),
    "reference to no width": page("a&zwnj;b &ZeroWidthSpace;", HIDES),
    "reference to a digit": page("It is 2&#48;0 strong.", HIDES),
    "turned page": page("a \u202e b", "the invisible character U+202E"),
    "no width in a page": page("a\u200bb", "the invisible character U+200B"),
    "selector": page("a\ufe0fb", "the invisible character U+FE0F"),
    # ---- Jinja
    **{
        f"Jinja {text[:30]}": page(text, message)
        for text, message in (
            ("{{ 7*7 }}", CALLS), ("{{ cycler.__init__.__globals__.os.environ }}", CALLS), ("{{ config }}", CALLS), ("{{ config.theme.get_env().from_string('x') }}", CALLS),
            ("{{ namespace(x=1) }}", "no macro 'namespace'."), ("{{ lipsum.__globals__['os'].popen('id').read() }}", CALLS),
            ("{{ range(99999)|map('range')|list }}", CALLS), ("{% for x in range(9) %}{{ x }}{% endfor %}", CALLS), ("{% include 'macros.py' %}", CALLS),
            ("{% import 'x' as x %}", CALLS), ("{% set x = config %}", CALLS), ("{{ fig('a')|safe }}", CALLS), ("{{ fig(config) }}", "has an argument that is no plain text."),
            ("{{ fig('a' ~ 'b') }}", "has an argument that is no plain text."), ("{{ environment }}", CALLS), ("{{- self -}}", CALLS), ('{{ fig("\\u0061mazon.capx.2026") }}', "no figure 'amazon.capx.2026'."),
            ("{{ fig('amazon.capex.2026/\"x\"') }}", "no claim"), ("{{ fig(\"<img src=x onerror=alert(1)>\") }}", "no figure '<img"), ("{# no end", "begins a comment that never ends."),
            ("{% raw %}{{ 7*7 }}{% endraw %}", "'{{' would be shown to readers."), ("{%- raw -%}{{ config }}{%- endraw -%}", "'{{' would be shown to readers."), ("{% raw %} x", "the macro call cannot be read"),
        )
    },
    "call in a tag": page('<span lang="{{ rule("about") }}">x</span>', "a macro call stands in the lang of <span>."),
    "call in an address": page('[x](https://evil.example{{ rule("about") }})', "a macro call stands in the href of <a>."),
    "call that makes a tag": page('<scr{{ rule("about") }}ipt>', "is no tag that a page may hold."),
    "heading with a statement": page("### {{ config.site_name }}", CALLS),
    "too many calls": page("{{ rule('about') }} " * 1_200, "more than 1,000 macro calls."),
    # ---- pages that cost too much
    "brackets": page(("[" * 190 + "\n\n") * 11, "more than 2,000 '['.", WHOLE),
    "brackets of a paragraph": page("[a](" * 300, "more than 200 '[' in one paragraph."),
    "tags": page("<b " * 400, "more than 300 '<'."),
    "lines": page("# a\n\n" * 1_600, "more than 3,000 lines.", WHOLE),
    "huge page": page("x " * 60_000, "the file is larger than 100,000 bytes.", WHOLE),
    # ---- wrong numbers
    "typed number": page("It costs $999 billion.", TYPED),
    "number in emphasis": page("It costs 9**99** billion dollars.", TYPED),
    "number in a span": page("It costs 9<span></span>99 billion.", TYPED),
    "number in a link": page("It costs 9[9](method.md)9 billion.", TYPED),
    "number behind a fence that is none": page("A ~~~ b: 999 billion.", TYPED),
    "number in an address": page("[x](y $999 billion).", NO_PAGE),
    "number in a list of attributes that is none": page("So { #x 999 billion }.", TYPED),
    "number in other digits": page("It costs \N{MATHEMATICAL BOLD DIGIT NINE}9 billion.", TYPED),
    "number in other letters": page("It costs 99 \N{FULLWIDTH LATIN SMALL LETTER B}illion.", TYPED),
    "number in a tooltip": page('[x](index.md "999 billion")', TYPED),
    **{
        f"number like a name, {text}": page(f"It costs {text} now.", TYPED)
        for text in ("US5000", "S200", "B200 per share", "Maia 200 dollars", "x.y.2000-billion", "99 May", "2026-13", "ⅯⅭ", "two hundred ٪", "one-fifth of it")
    },
    "digit before a call": page(f"It costs 1{{{{ {GUIDANCE} }}}}.", TOUCHES),
    **{
        f"beside a call, {text}": page(f"It costs {text.replace('F', f'{{{{ {GUIDANCE} }}}}')} now.", TOUCHES)
        for text in ("a third of F", "twice that F", "minus (F)", "√F", "F+", "F in euros", "F monthly", "in excess of F")
    },
    "number without its unit": page(f'| Dollars: {{{{ {GUIDANCE[:-1]}, "bare") }}}} on it.', "leaves out the unit."),
    "number under another unit": page(f'| Euros |\n| --- |\n| {{{{ {GUIDANCE[:-1]}, "bare") }}}} |', "leaves out the unit.", "| {{ fig("),
    "sign before a call": page(f"It costs ${{{{ {GUIDANCE} }}}}.", TYPED),
    "digit after a call": page(f"It costs {{{{ {GUIDANCE} }}}}0.", TOUCHES),
    "scale after a call": page(f"It costs {{{{ {GUIDANCE} }}}} trillion.", TYPED),
    **{
        f"scale after a call, {text}": page(f"It costs {{{{ {GUIDANCE} }}}} {text}.", TYPED)
        for text in ("trillión", "tri\u0307llion", "tri\u0332l\u0332lion", "tril<br>lion", "tril-lion")
    },
    "scale in emphasis after a call": page(f"It costs {{{{ {GUIDANCE} }}}} **trillion**.", TYPED),
    # ---- front matter
    **{
        f"front matter {key}": Refused(message, PAGE, f"{key}: {value}\n", after=r"\A---\n", at=f"{key}: ")
        for key, value, message in (
            ("template", "../../x", "unknown front-matter key 'template'."), ("render_macros", "false", "unknown front-matter key"), ("hide", "[search, x]", "'hide' lists what"),
            ("hide", '"<b>"', "'hide' lists what"), ("title", '"<img src=x onerror=alert(1)>"', "the title in the front matter holds '<'."),
            ("title", '"{{ config }}"', "the title in the front matter holds '{{'."), ("title", '"</title><script>"', "the title in the front matter holds '<'."),
            ("title", '"&lt;script&gt;"', "the title in the front matter holds '&lt;'."), ("social", "x", "unknown front-matter key"), ("fig", "x", "unknown front-matter key"),
            ("title", "!!python/object/apply:os.system [id]", "the front matter is not YAML."), ("title", "&a [x, *a]", "the front matter is not YAML."),
        )
    },
    # ---- files
    "this site by its full address": page("[x](https://example.github.io/capex-ledger/method/)", "is this site's full address. Write the page's path"),
    "link to a secret": Refused("a symbolic link.", "docs/secret.md", link=SECRET),
    "link beside the data": Refused("a symbolic link.", "data/more.yml", link=SECRET),
    "link as a picture": Refused("a symbolic link.", "docs/assets/x.png", link=SECRET),
    "link to a folder": Refused("a symbolic link.", "docs/articles/x", link=SECRETS),
    **{
        f"file {name}": file(f"docs/{name}", message)
        for name, message in (
            ("x.markdown", "a page under another ending."),
            ("404.md", "the page is not in the navigation."), ("articles/stranger.md", "no article has this page."),
        )
    },
}  # fmt: skip

#: What every text of the data must survive as text: HTML, Markdown, attribute lists, formulas, the ends of elements.
PAYLOADS = (
    "<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>", "</title><svg onload=alert(1)>", "[x](javascript:alert(1))",
    "![x](https://evil.example/x.png)", '{: onclick="alert(1)" } { .md-overlay }', "a | b || c |", "# heading ## { #x }", "- item * item 1. item",
    "`code` ``` ~~~", "**bold** __under__ ~~gone~~ *em*", "[^1] [TOC] [x][y] [y]: /z", '--8<-- "macros.py"', "&lt;b&gt; &#60; &amp;", "<!-- x --> <?php ?> ]]>",
    "=HYPERLINK(1)", "+1+1", "@SUM(A1)", "-1+1", "\\\\ \\* \\n", "$$x$$ $1 \\1 %s {0} %(x)s", "'\" onmouseover='x' x=\"", "<https://evil.example> a@evil.example www.evil.example",
)  # fmt: skip

#: The same as sentences of the data may hold them: without digits, signs of amounts, ids, and what a check computes.
SPELT = (
    " ".join(PAYLOADS)
    .replace("{ #x }", "{ .x }")
    .replace("{0} ", "")
    .translate(str.maketrans("0123456789$%", "oabcdefghiss"))
)

#: Where a text of the data stands: the pattern of its line, of which the part in brackets is replaced.
FIELDS = {
    "article's title": r'(?m)^    title: (".*")$',
    "article's publisher": r"(?m)^    publisher: (.*)$",
    "article's note": r'(?m)^    note: (".*")$',
    "entity's name": r"(?m)^entities:\n(?:.*\n)*?    name: (.*)$",
    "entity's note": r'(?m)^entities:\n(?:.*\n)*?    note: (".*")$',
    "measure's name": r"(?m)^measures:\n(?:.*\n)*?    name: (.*)$",
    "measure's definition": r'(?m)^measures:\n(?:.*\n)*?    definition: (".*")$',
    "reason of a preference": r'(?m)^    because: (".*")$',
    "claim's note": r'(?m)^        note: (".*")$',
    "definition of a scope": r'(?m)^    scopes:\n      [a-z-]+: (".*")$',
    "reason of a difference": r'(?m)^        differs: \{[a-z]+: ("[^"]*")\}$',
    "note on a place": r'(?m)note: ("[^"]*")\}$',
    "place of a print": r"(?m)^            (table row [0-9]+): \"",
    "check's sentence": r'(?m)^checks:\n(?:.*\n)*?    says: (".*")$',
    "reason of a check": r'(?m)^checks:\n(?:.*\n)*?    because: (".*")$',
}  # fmt: skip

#: Pages' own texts that look hostile and are harmless, with what a reader sees.
HARMLESS = {
    "code": ("A `<script>alert(x)</script>` in code.", "<script>alert(x)</script>"),
    "block of code": ("```html\n<img src=x onerror=alert(x)>\n```", "<img src=x onerror=alert(x)>"),
    "template in code": ("A `{% raw %}{{ a*b }}{% endraw %}` in code.", "{{ a*b }}"),
    "character references": ("Write &lt;b onclick=x&gt; so.", "<b onclick=x>"),
    "less than": ("So a < b and c > d.", "a < b and c > d"),
    "snippet that is none": ('--8<-- "macros.py" {# typed: a sign of snippets, no number #}', '--8<-- "macros.py"'),
    "address that is no link": ("javascript:alert(x)", "javascript:alert(x)"),
    "comment of Jinja": ("Seen.{# <script> #}", "Seen."),
    "languages": ('A <span lang="nl">woord</span>, H<sub>n</sub>O.', "woord"),
    "details": ('<details markdown><summary>More</summary>\n\nSome *text*.\n\n</details>', "More"),
    "call in a heading": ('### At {{ rule("about") }} { #at }', "At 5%"),
    "heading like a script": ("### &lt;/title&gt;&lt;script&gt; { #script }", "</title><script>"),
}  # fmt: skip
