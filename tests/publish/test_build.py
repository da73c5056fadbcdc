"""Publishing: what is taken out, what forbids it, and that the published folder changes whole or not at all."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import files

from ledger.publish import build as publish
from ledger.publish import engine, policy, wholesite

POLICY = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
HEAD = f'<meta charset="utf-8">{POLICY}<meta name="referrer" content="origin">'
PAGE = f'<!doctype html>\n<html lang="en"><head>{HEAD}</head><body>\n<h1 id="top">Top</h1>\n{{}}\n</body></html>\n'


def page(folder: Path, body: str = "", name: str = "index.html") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PAGE.format(body), "utf-8")
    return path


def problems(folder: Path) -> list[str]:
    return [str(p) for p in wholesite.problems(folder)]


NOWHERE = "a link to nowhere: '{}'. Mend the link."
LINKS: dict[str, tuple[str, str]] = {
    "broken link": ('<a href="none/">x</a>', NOWHERE.format("none/")),
    "broken anchor": ('<a href="#none">x</a>', "a link to an anchor that does not exist: '#none'. Mend the link."),
    "broken anchor elsewhere": (
        '<a href="other/#none">x</a>',
        "a link to an anchor that does not exist: 'other/#none'. Mend the link.",
    ),
    "out of the site": ('<a href="../../etc/passwd">x</a>', NOWHERE.format("../../etc/passwd")),
    "script's address": ('<a href="javascript:alert(1)">x</a>', "an address of the kind 'javascript:': 'javascript:alert(1)'. Mend the link."),
    "data's address": ('<a href="data:text/html,x">x</a>', "an address of the kind 'data:': 'data:text/html,x'. Mend the link."),
    "plain http": ('<a href="http://a.example/">x</a>', "an address of the kind 'http:': 'http://a.example/'. Mend the link."),
    "no address": ('<a href="https://[x/">x</a>', "this is no address: 'https://[x/'. Mend the link."),
    "foreign script": ('<script src="https://a.example/x.js"></script>', "a file from another host: 'https://a.example/x.js'. Mend the link."),
    "foreign picture": ('<img src="//a.example/x.png">', "a file from another host: '//a.example/x.png'. Mend the link."),
    "missing picture": ('<img src="x.png">', NOWHERE.format("x.png")),
    "handler": ('<p onclick="x()">x</p>', "the attribute 'onclick' of <p> is not allowed by the site's policy. Remove it, or use a class."),
    "style": ('<p style="color: red">x</p>', "the attribute 'style' of <p> is not allowed by the site's policy. Remove it, or use a class."),
    **{
        f"element {tag}": (f"<{tag}>x</{tag}>", f"the element <{tag}> is not allowed by the site's policy. Remove it, or use a class.")
        for tag in ("iframe", "object", "base", "math", "video", "textarea", "style")
    },
    "element in the text": ("<article><form>x</form></article>", "the element <form> is not allowed by the site's policy. Remove it, or use a class."),
    "script in the text": ("<article><script>x()</script></article>", "the element <script> is not allowed by the site's policy. Remove it, or use a class."),
    "attribute in the text": ('<article><p contenteditable="">x</p></article>', "the attribute 'contenteditable' of <p> is not allowed by the site's policy. Remove it, or use a class."),
    "other picture": ('<article><img src="" srcset="https://a.example/x"></article>', "the attribute 'srcset' of <img> is not allowed by the site's policy. Remove it, or use a class."),
    **{
        f"attribute {name}": (f'<{tag} {name}="{value}">', f"the attribute '{name}' of <{tag}> is not allowed by the site's policy. Remove it, or use a class.")
        for tag, name, value in (
            ("img", "srcset", "https://e.example/x"), ("link", "imagesrcset", "https://e.example/x"), ("button", "formaction", "javascript:x"), ("form", "action", "https://e.example"),
            ("a", "ping", "https://e.example"), ("body", "background", "//e.example/x"), ("path", "xlink:href", "https://e.example/x"), ("p", "invented", "x"),
        )
    },
    **{
        f"element {tag} anywhere": (f"<{tag}>", f"the element <{tag}> is not allowed by the site's policy. Remove it, or use a class.")
        for tag in ("noscript", "picture", "source", "image", "template", "plaintext", "x-y", "foreignobject", "use")
    },
    "comment": ("<!-- x -->", "a comment is not allowed by the site's policy. Remove it, or use a class."),
    "comment of two readings": ("<!--><i>-->", "a comment is not allowed by the site's policy. Remove it, or use a class."),
    "instruction": ("<?php x ?>", "the instruction '<?php x ?' is not allowed by the site's policy. Remove it, or use a class."),
    "section": ("<![CDATA[x]]>", "the declaration '<![CDATA[x' is not allowed by the site's policy. Remove it, or use a class."),
    "name's end": ('<a href="a%00b">x</a>', NOWHERE.format("a%00b")),
    "backslash": ('<a href="\\\\e.example">x</a>', "this is no address: '\\\\e.example'. Mend the link."),
    "broken break": ('<a href="java\tscript:x">x</a>', "an address of the kind 'javascript:': 'java\\tscript:x'. Mend the link."),
    **{
        f"shown {text}": (f"<p>{text}</p>", f"'{found}' is shown to readers. Mend the page that makes it.")
        for text, found in (
            ("about $None billion", "$None"), ("nan billion", "nan"), ("&lt;ledger.model.Claim object at 0x7f&gt;", "object at 0x"), ("Decimal('3')", "Decimal("), ("Claim(id='x')", "Claim(id="),
            ("See /var/cache/x", "/var/c"), ("in /usr/lib/x.py", "/usr/l"),
        )
    },
    **{
        f"shown in {name}": (f'<{tag} {name}="{text}">', f"'{text}' is shown to readers. Mend the page that makes it.")
        for tag, name, text in (("a", "title", "None"), ("img", "alt", "Traceback"), ("meta", "content", "{{"), ("a", "aria-label", "nan"), ("p", "class", "ledger-error"))
    },
    "going elsewhere": ('<meta http-equiv="refresh" content="0;url=x">', "the instruction 'refresh' in <meta> is not allowed by the site's policy. Remove it, or use a class."),
    "raw call": ("<p>{{ fig }}</p>", "'{{' is shown to readers. Mend the page that makes it."),
    "raw statement": ("<p>{% if %}</p>", "'{%' is shown to readers. Mend the page that makes it."),
    "empty value": ("<td>None</td>", "'None' is shown to readers. Mend the page that makes it."),
    "not a number": ("<td>nan</td>", "'nan' is shown to readers. Mend the page that makes it."),
    "traceback": ("<p>Traceback (most recent call last)</p>", "'Traceback' is shown to readers. Mend the page that makes it."),
}  # fmt: skip


@pytest.mark.parametrize(("body", "message"), LINKS.values(), ids=LINKS)
def test_what_forbids_publishing(tmp_path: Path, body: str, message: str) -> None:
    page(tmp_path, name="other/index.html")
    page(tmp_path, body)
    assert problems(tmp_path) == [f"index.html:4: {message}"]


@pytest.mark.parametrize(
    "body",
    [
        '<a href="#top">x</a> <a href="other/#top">x</a> <a href="other/index.html">x</a> <a href="./">x</a>',
        '<a href="https://a.example/">x</a> <a href="mailto:a@a.example">x</a>',
        "<p>None of them says so. <code>{{ fig }}</code></p><script>x = '{{'</script>",
    ],
)
def test_what_does_not_forbid_publishing(tmp_path: Path, body: str) -> None:
    page(tmp_path, name="other/index.html")
    page(tmp_path, body)
    assert problems(tmp_path) == []


def test_a_page_needs_each_policy_once(tmp_path: Path) -> None:
    start = "<!doctype html><html><head>"
    (tmp_path / "index.html").write_text(f"{start}{HEAD}{HEAD}</head></html>")
    (tmp_path / "loose.html").write_text(
        start + HEAD.replace("'none'", "'self'; script-src 'unsafe-inline' *").replace("origin", "unsafe-url")
    )
    (tmp_path / "none.html").write_text("<html></html>")
    assert problems(tmp_path) == [
        "index.html:1: the page has 2 of its content policy. Publish with `make build`.",
        "index.html:1: the page has 2 of its referrer policy. Publish with `make build`.",
        "loose.html:1: the content policy holds 'unsafe-inline'. Leave it out.",
        "loose.html:1: the content policy holds *. Leave it out.",
        "loose.html:1: the referrer policy holds unsafe-url. Leave it out.",
        "none.html:1: the page does not begin with its content policy. Publish with `make build`.",
        "none.html:1: the page has 0 of its content policy. Publish with `make build`.",
        "none.html:1: the page has 0 of its referrer policy. Publish with `make build`.",
    ]


@pytest.mark.parametrize(
    "start",
    [
        '<html><head><meta charset="utf-8">',
        'x<!doctype html><html><head><meta charset="utf-8">',
        '<!doctype html><html><head></head><body><meta charset="utf-8">',
        '<!doctype html><html><head>x<meta charset="utf-8">',
        '<!doctype html><html><head><script src="assets/javascripts/x.js"></script><meta charset="utf-8">',
        '<!doctype html><html><head><title><meta charset="utf-8">',
        '<!doctype html><html><head><meta charset="utf-8"><link>',
    ],
)
def test_a_policy_must_stand_before_everything_else(tmp_path: Path, start: str) -> None:
    path = tmp_path / "index.html"
    path.write_text(f'{start}{POLICY}<meta name="referrer" content="origin">')
    late = "index.html:1: the page does not begin with its content policy. Publish with `make build`."
    assert late in problems(tmp_path)
    path.write_text(f'{start}<meta name="referrer" content="origin">')
    policy.apply(tmp_path, {})
    wrong = "link" not in start
    assert (late in problems(tmp_path)) is wrong


KIND = "a file that is no part of the site would be published. Remove it."
FOREIGN = [
    "CNAME", "x.php", "x.wasm", "evil.js", "assets/evil.js", "assets/javascripts/deep/evil.js", "repo.tar.gz", "x.svg.gz", "private.json", "search/x.json", "downloads/x.xml", "feed.xml",
    "figures.yml", "notes.md", "assets/x.SVG", "x.htm", "assets/sitemap.xml", "x.txt",
]  # fmt: skip


@pytest.mark.parametrize("name", FOREIGN)
def test_a_file_of_a_kind_that_the_site_does_not_have(tmp_path: Path, name: str) -> None:
    page(tmp_path)
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("x")
    assert problems(tmp_path) == [f"{name}:1: {KIND}"]


def test_files_that_the_site_has(tmp_path: Path) -> None:
    page(tmp_path)
    page(tmp_path, name="x.py/index.html")
    for name in ("assets/javascripts/own.js", "downloads/x.csv", "downloads/x.json", "assets/x.png", "sitemap.xml.gz"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert problems(tmp_path) == []


FETCH = "'{}' may ask another host for a file. Keep to the site's own files."
DRAWING = "{} has no place in a drawing. Keep to shapes and colours."
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"'
CONTENTS: dict[str, tuple[str, bytes, str]] = {
    "import": ("assets/x.css", b"a{} @import 'https://e.example/x.css';", "1: " + FETCH.format("@import")),
    "picture": ("assets/x.css", b"a{background:url(https://e.example/x)}", "1: " + FETCH.format("url(")),
    "picture without scheme": ("assets/x.css", b"a{background:url( '//e.example/x')}", "1: " + FETCH.format("url( ")),
    "escaped picture": ("assets/x.css", b"a{background:\\75 r\\l(//e.example/x)}", "1: " + FETCH.format("url(")),
    "set of pictures": ("assets/x.css", b"a{background:image-set('//e.example/x' 1x)}", "1: " + FETCH.format("image-set('")),
    "own picture": ("assets/x.css", b"a{background:url(../x.png), url('data:image/svg+xml,<svg>'), url(#a)}", ""),
    "script in a drawing": ("assets/x.svg", SVG + b">\n<script>x</script></svg>", "2: " + DRAWING.format("<script>")),
    "handler in a drawing": ("assets/x.svg", SVG + b" onload='x'/>", "1: " + DRAWING.format("'onload=x'")),
    "drawing": ("assets/x.svg", SVG + b'><path d="M0 0"/></svg>', ""),
    "script in a map": (
        "sitemap.xml", b'<urlset><script xmlns="http://www.w3.org/1999/xhtml">x</script></urlset>',
        "1: '<script' has no place in a map of the site. Remove it.",
    ),
    **{
        f"no UTF-8 in {name}": (name, b"a\n\xff", "2: these bytes are not UTF-8. Save the file as UTF-8.")
        for name in ("assets/x.css", "assets/javascripts/x.js", "x.html", "search/search_index.json", "sitemap.xml", "downloads/x.csv")
    },
    "template in the search": (
        "search/search_index.json", b'{"text": "{{ fig }}"}',
        "1: '{{' can be found by searching. Mend the page that makes it.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "message"), CONTENTS.values(), ids=CONTENTS)
def test_what_stands_in_a_file(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    page(tmp_path)
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_bytes(content)
    assert problems(tmp_path) == ([f"{name}:{message}"] if message else [])


PINNED = "x()"
PINS = {"0": ["'sha256-" + base64.b64encode(hashlib.sha256(PINNED.encode()).digest()).decode() + "'"]}
STRANGE = (
    "index.html:1: an inline script that no clean build holds. Remove it; after a new theme or site_url, pin anew."
)
UNPLAIN = "index.html:1: a script without a plain beginning and end is not allowed by the site's policy. Remove it, or use a class."
SCRIPTS = {
    "pinned": (f"<script>{PINNED}</script>", False),
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
def test_a_script_that_no_clean_build_holds(tmp_path: Path, body: str, *, is_strange: bool) -> None:
    page(tmp_path, body)
    (tmp_path / "assets/javascripts").mkdir(parents=True)
    (tmp_path / "assets/javascripts/x.js").touch()
    found = {str(p) for p in policy.apply(tmp_path, PINS)} | {t for t in problems(tmp_path) if "plain beginning" in t}
    assert bool(found) is is_strange
    assert found <= {STRANGE, UNPLAIN}


def test_an_id_that_stands_twice(tmp_path: Path) -> None:
    page(tmp_path, '<p id="top">x</p>')
    assert problems(tmp_path) == ["index.html:1: the id 'top' stands 2 times. Give each its own."]


def test_a_link_is_refused_before_anything_is_written_through_it(tmp_path: Path) -> None:
    site, secret = tmp_path / "site", tmp_path / "secret.html"
    page(site)
    secret.write_text("secret")
    (site / "link.html").symlink_to(secret)
    assert problems(site) == ["link.html:1: a symbolic link would be published. Remove it."]


def test_an_empty_site_is_not_published(tmp_path: Path) -> None:
    assert problems(tmp_path) == [".:1: there is no page in the built site. Look at the build's messages."]


def test_a_site_is_its_own_host(tmp_path: Path) -> None:
    page(tmp_path, '<link rel="canonical" href="https://a.example/site/"><img src="https://b.example/site/x.png">')
    (tmp_path / "sitemap.xml").write_text("<urlset><url><loc>https://a.example/site/</loc></url></urlset>")
    assert problems(tmp_path) == [
        "index.html:4: a file from another host: 'https://b.example/site/x.png'. Mend the link."
    ]


def test_the_error_page_leads_somewhere_from_anywhere(tmp_path: Path) -> None:
    page(tmp_path, name="other/index.html")
    page(tmp_path)
    (tmp_path / "sitemap.xml").write_text("<urlset><url><loc>https://a.example/site/</loc></url></urlset>")
    page(
        tmp_path, '<a href="/site/other/#top">x</a><a href="#top">x</a>\n<img src="/site/x.png">\n<a href="/site/none/">x</a>'
        '\n<a href="other/">x</a>\n<link href="https://a.example/site/none.css">\n<a href="/">x</a>', "404.html",
    )  # fmt: skip
    assert problems(tmp_path) == [
        f"404.html:5: {NOWHERE.format('/site/x.png')}",
        f"404.html:6: {NOWHERE.format('/site/none/')}",
        "404.html:7: an address that depends on where the page is shown: 'other/'. Mend the link.",
        f"404.html:8: {NOWHERE.format('https://a.example/site/none.css')}",
        f"404.html:9: {NOWHERE.format('/')}",
    ]


def test_finishing_takes_out_what_belongs_to_no_reader(tmp_path: Path) -> None:
    page(tmp_path)
    for name in ("a.js.map", "hook.py", ".DS_Store"):
        (tmp_path / name).write_text("x")
    for name in ("x.py", "x.map", "x.html"):
        page(tmp_path, name=f"folder/{name}/index.html")
    publish.prune(tmp_path)
    left = ["folder/x.html/index.html", "folder/x.map/index.html", "folder/x.py/index.html", "index.html"]
    assert sorted(files(tmp_path)) == left


# ---- building, without an engine ------------------------------------------------------------------


def made(new: Path, name: str = "index.html") -> None:
    """Make a page as the engine makes it: without the policy."""
    page(new, name=name).write_text(PAGE.format("").replace(POLICY, ""))


@pytest.fixture
def building(root: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Path], object]], list[str]]:
    """Build a small book with an engine that only makes what a case asks for; return the problems."""
    (root / "ledger").mkdir()
    (root / policy.PINS).write_text("{}")

    def build(make: Callable[[Path], object]) -> list[str]:
        monkeypatch.setattr(publish.engine, "run", lambda root, new, held, usual: make(new))
        return [str(p) for p in publish.build(root)]

    return build


def test_a_site_is_finished(root: Path, building: Callable[[Callable[[Path], object]], list[str]]) -> None:
    def make(new: Path) -> None:
        made(new)
        made(new, "x.html/index.html")
        (new / "assets/javascripts").mkdir(parents=True)
        (new / "assets/javascripts/a.js").write_text("x()\n//# sourceMappingURL=a.js.map\n")
        (new / "assets/a.css").write_text("a{}\n/*# sourceMappingURL=a.css.map */")

    assert building(make) == []
    built = files(root / "site")
    assert b"sourceMappingURL" not in built["assets/javascripts/a.js"] + built["assets/a.css"]
    assert b"Content-Security-Policy" in built["x.html/index.html"]
    assert "downloads/claims.csv" in built


BAD = {
    "link to a page": ("x.html", "a symbolic link would be published. Remove it."),
    "link to a style": ("assets/x.css", "a symbolic link would be published. Remove it."),
    "folder that is a link": ("downloads", "a symbolic link would be published. Remove it."),
}


@pytest.mark.parametrize(("name", "message"), BAD.values(), ids=BAD)
def test_nothing_is_written_through_a_link(
    root: Path, building: Callable[[Callable[[Path], object]], list[str]], name: str, message: str
) -> None:
    secret = root / ("secret" if "." in name else "secrets")
    if "." in name:
        secret.write_text('<!doctype html><html><head><meta charset="utf-8">')
    else:
        secret.mkdir()
    before = files(secret.parent)

    def make(new: Path) -> None:
        page(new)
        (new / name).parent.mkdir(exist_ok=True)
        (new / name).symlink_to(secret)

    assert building(make) == [f"{name}:1: {message}"]
    assert files(secret.parent) == before


@pytest.mark.parametrize(
    "name", ["assets/x.css", "assets/javascripts/x.js", "x/index.html", "search/search_index.json"]
)
def test_bytes_that_are_no_text_are_a_problem_and_no_crash(
    building: Callable[[Callable[[Path], object]], list[str]], name: str
) -> None:
    def make(new: Path) -> None:
        page(new)
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        (new / name).write_bytes(b"\xff")

    assert building(make) == [f"{name}:1: these bytes are not UTF-8. Save the file as UTF-8."]


# ---- swapping -------------------------------------------------------------------------------------


@pytest.fixture(params=["one step", "two steps"])
def swapping(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "two steps":
        monkeypatch.setattr(publish, "_exchange", lambda one, other: False)
    return str(request.param)


@pytest.mark.usefixtures("swapping")
def test_swapping_replaces_the_whole_folder(tmp_path: Path) -> None:
    new, target = tmp_path / "work/site", tmp_path / "site"
    page(new, "new")
    page(target, "old")
    page(target, "gone", "gone/index.html")
    publish.swap(new, target)
    assert list(files(target)) == ["index.html"]
    assert b"new" in files(target)["index.html"]


def test_a_first_site(tmp_path: Path) -> None:
    page(tmp_path / "work/site", "new")
    publish.swap(tmp_path / "work/site", tmp_path / "site")
    assert list(files(tmp_path / "site")) == ["index.html"]


def test_a_swap_that_fails_brings_the_old_site_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "_exchange", lambda one, other: False)
    (tmp_path / "work").mkdir()
    page(tmp_path / "site", "old")
    before = files(tmp_path / "site")
    with pytest.raises(FileNotFoundError):
        publish.swap(tmp_path / "work/site", tmp_path / "site")
    assert files(tmp_path / "site") == before


@pytest.mark.parametrize("kind", ["file", "link"])
def test_a_target_that_is_no_folder_is_left_alone(tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "site"
    if kind == "file":
        target.write_text("mine")
    else:
        target.symlink_to(tmp_path)
    monkeypatch.setattr(publish.book, "read", lambda root, **_: publish.book.Book(None, ()))  # type: ignore[arg-type]
    with pytest.raises(engine.Unpublished, match=r"^'site' is no folder\. Move it away\.$"):
        publish.build(tmp_path)
    assert target.is_symlink() == (kind == "link")


def test_a_folder_that_is_no_site_is_left_alone(
    root: Path, building: Callable[[Callable[[Path], object]], list[str]]
) -> None:
    (root / "site").mkdir()
    (root / "site/precious.txt").write_text("mine")
    with pytest.raises(engine.Unpublished) as error:
        building(made)
    assert str(error.value) == "'site' holds something else than a site: it has no index.html. Move it away."
    assert files(root / "site") == {"precious.txt": b"mine"}


@pytest.mark.parametrize("names", [(), ("index.html", "gone.txt")])
def test_a_site_is_replaced_whole(
    root: Path, building: Callable[[Callable[[Path], object]], list[str]], names: tuple[str, ...]
) -> None:
    (root / "site").mkdir()
    for name in names:
        (root / "site" / name).touch()
    assert building(made) == []
    assert {name.partition("/")[0] for name in files(root / "site")} == {"downloads", "index.html"}
