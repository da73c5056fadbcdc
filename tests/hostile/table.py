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
TYPED = "is typed by hand."
ONES = "1," * 900
TOUCHES = "touches a macro, which writes its own unit."
GUIDANCE = 'fig("amazon.capex.2026/guidance")'

REFUSED: dict[str, Refused] = {
    # ---- YAML
    "alias bomb": data("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", "an anchor, '&a'."),
    "alias as a key": data("*a : x", "an alias, '*a'."),
    "merge of an alias": data("x: {<<: *a}", "an alias, '*a'."),
    "flow nest": data("x: " + "[" * 900 + "]" * 900, "nested deeper than 12 levels."),
    "open flow nest": data("x: " + "{a: " * 900, "nested deeper than 12 levels."),
    "huge text": entity(f'"{"x" * 3_000}"', "a text of more than 2,000 characters."),
    "huge file": Refused("the file is larger than 10,000,000 bytes.", FIGURES, "# " + "x" * 10_000_000, before=CHECKS),
    "5,000 digits": entity("9" * 5_000, "a text of more than 2,000 characters."),
    "many documents": data("---\n" * 300, "a second document begins here."),
    "object": entity('!!python/object/apply:os.system ["id"]', "a tag, '!!python/object/apply:os.system'."),
    "tag of one's own": entity("!env HOME", "a tag, '!env'."),
    "duplicate section": data("entities: {}", "'entities' stands here a second time"),
    "control character": entity('"a\\x07b"', "the invisible character U+0007"),
    "turned writing": entity('"a\\u202eb"', "the invisible character U+202E"),
    "look-alike id": Refused(
        "is not an id.", FIGURES, "  \N{CYRILLIC SMALL LETTER A}pple:\n    name: Apple\n    kind: body\n\n", after=ENTITIES, at="\N{CYRILLIC SMALL LETTER A}pple"),
    "path as an id": Refused("is not an id.", FIGURES, '  "../../etc":\n    name: x\n    kind: body\n\n', after=ENTITIES, at='"../../etc"'),
    "markup as an id": Refused("is not an id.", FIGURES, '  "<b>":\n    name: x\n    kind: body\n\n', after=ENTITIES, at='"<b>"'),
    "page elsewhere": Refused("is not an id.", FIGURES, "  stranger:\n    name: x\n    kind: body\n    page: ../../x\n\n", after=ENTITIES, at="page: ../../x"),
    "number glued to its scale": entity("Meta 900bn", "the number '900bn' stands in a sentence."),
    "print in another currency": Refused(
        "'A$' is another unit than the measure's, USD.", FIGURES, '          amazon-plan: {lead: "A$200 billion"}\n', before=r"(?m)^          amazon-plan: ", at="A$200"),
    "template mark in a name": entity('"{{ 7*7 }}"', "'{{' begins a macro call"),
    "statement in a name": entity('"{% for x in y %}"', "'{%' begins a macro call"),
    "comment in a name": entity('"{# x #}"', "'{#' begins a macro call"),
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
    "too many tables": page("{{ checks() }} " * 41, "more than 40 tables"),
    "data as a link": Refused("a symbolic link.", FIGURES, link=SECRET),
    "turned page": page("a \u202e b", "the invisible character U+202E"),
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
            ("{% raw %} x", "the macro call cannot be read"),
        )
    },
    "heading with a statement": page("### {{ config.site_name }}", CALLS),
    "huge page": page("x " * 60_000, "the file is larger than 100,000 bytes.", WHOLE),
    # ---- wrong numbers
    "typed number": page("It costs $999 billion.", TYPED),
    "number in emphasis": page("It costs **999** billion.", TYPED),
    "number with an entity": page("It costs 999&nbsp;billion.", TYPED),
    "percentage": page("It grows by 99 %.", TYPED),
    **{
        f"beside a call, {text}": page(f"It costs {text.replace('F', f'{{{{ {GUIDANCE} }}}}')} now.", TOUCHES)
        for text in ("$F", "F trillion", "F **trillion**", "F%", "F euros", "F million")
    },
    "braces": page('It is { fig("amazon.capex.2026") }.', "is shown as it stands."),
    "row with a cell too many": page("| a | b |\n| - | - |\n| 1 | 2 | 3 |", "this row has 3 cells", "| 1 | 2 | 3 |"),
    "list that is none": page("Two things:\n- one", "makes no list", "- one"),
    "heading of a number": page("### 2026", "has no letter for its address"),
    # ---- front matter
    **{
        f"front matter {key}": Refused(message, PAGE, f"{key}: {value}\n", after=r"\A---\n", at=f"{key}: ")
        for key, value, message in (
            ("template", "../../x", "unknown front-matter key 'template'."), ("render_macros", "'false'", "unknown front-matter key"), ("hide", "[search, x]", "'hide' lists what"),
            ("hide", '"<b>"', "'hide' lists what"), ("title", '"<img src=x onerror=alert(1)>"', "the title in the front matter holds '<i'."),
            ("title", '"{{ config }}"', "'{{' begins a macro call"), ("title", '"</title><script>"', "the title in the front matter holds '</'."), ("social", "x", "unknown front-matter key"), ("fig", "x", "unknown front-matter key"),
            ("title", "!!python/object/apply:os.system [id]", "a tag, '!!python/object/apply:os.system'."), ("title", "&a [x, *a]", "an anchor, '&a'."),
        )
    },
    # ---- files
    "link to a secret": Refused("a symbolic link.", "docs/secret.md", link=SECRET),
    "link beside the data": Refused("a symbolic link.", "data/more.yml", link=SECRET),
    "link as a picture": Refused("a symbolic link.", "docs/assets/x.png", link=SECRET),
    "link to a folder": Refused("a symbolic link.", "docs/articles/x", link=SECRETS),
    "page that swallows another": file("docs/articles.md", "has the same address on the site."),
    "page named like a call": file("docs/{{ config }}.md", "the title holds '{{'."),
    "page without its article": file("docs/articles/stranger.md", "no article has this page."),
}  # fmt: skip

#: What only the built HTML shows, and what the read of the built site must refuse: texts of a page.
BUILT = (
    "<script>alert(1)</script>", "<script src=x.js></script>", '<iframe src="https://evil.example"></iframe>', '<img src="x" onerror="alert(1)">',
    "<form action=x><input></form>", '<base href="https://evil.example/">', '<meta http-equiv="refresh" content="0;url=https://evil.example">', "<style>body{display:none}</style>",
    '<link rel="stylesheet" href="https://evil.example/x.css">', '<object data="x"></object>', "<svg onload=alert(1)></svg>", "<math><mi>x</mi></math>", "<textarea>",
    "<title>x</title>", "<xmp>", "<plaintext>", "<video autoplay></video>", "<details ontoggle=alert(1) open>x</details>",
    '<a href="https://a.example" ping="https://evil.example">x</a>', "<p/onclick=alert(1)>x", "<marquee>x</marquee>", "<button>x</button>", "<x-y>x</x-y>",
    "<noscript>x</noscript>", "<template>x</template>", "a <!--><script>alert(1)</script>-->", "<!--[if IE]><script>alert(1)</script><![endif]-->",
    '<div style="position:fixed">x</div>', '<div class="md-overlay">x</div>', 'A word.\n{: onclick="alert(1)" }', 'A *word*{ style="display:none" } here.',
    "A *word*{ .md-search__overlay } here.", "A *word*{ #__config } here.", '### Heading { onmouseover="x" }', "[x](index.md){ target=_blank }",
    "[x](javascript:alert(1))", "[x](JAVASCRIPT:alert(1))", "[x](javascript&colon;alert(1))", "[x](java&#115;cript:alert(1))", "[x](<javascript:alert(1)>)",
    "[https://www.amazon.com/](https://evil.example/)", "[x](data:text/html,x)", "[x](vbscript:x)", "[x](//evil.example/)", "[x](http://evil.example/)", "[x](https://a@evil.example/)", "[x](/index.html)",
    "![x](https://evil.example/x.png)", "![x](javascript:x)", "![x](data:image/svg+xml,x)", "<http://evil.example/>", "[x](file:///etc/passwd)",
    '<a href="javascript:alert(1)">x</a>', "See [here][r].\n\n[r]: javascript:alert(1)", '[x](https://evil.example{{ rule("about") }})', '<scr{{ rule("about") }}ipt>alert(1)</script>',
    "{% raw %}{{ 7*7 }}{% endraw %}", "[x](none.md)", "![x](assets/none.png)",
)  # fmt: skip

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
    "note on a place": r'(?m)note: ("[^"]*")\}',
    "place of a print": r"(table row [0-9]+): \"",
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
