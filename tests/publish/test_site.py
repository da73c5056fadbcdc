"""The built site as a whole: files that belong, drawings that only draw, links that lead somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import copy_project

from ledger.publish import html, site

SVG = '<svg xmlns="http://www.w3.org/2000/svg"{}>\n{}\n</svg>\n'
XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'

UNFIT: dict[str, tuple[str, str, int]] = {
    "unknown kind": ("CNAME", "x", 1),
    "page in HTML": ("evil.html", "x", 1),
    "map": ("sitemap.xml", "<urlset/>", 1),
    "index of the search": ("search/search_index.json", "{}", 1),
    "page under another ending": ("x.markdown", "# x", 1),
    "page in capitals": ("x.MD", "# x", 1),
    "script that nothing names": ("assets/evil.js", "x", 1),
    "script of the theme": ("assets/javascripts/bundle.js", "x", 1),
    "style that nothing names": ("assets/evil.css", "x", 1),
    "script in a drawing": ("x.svg", SVG.format("", "<script>alert(1)</script>"), 2),
    "script under another prefix": ("x.svg", SVG.format("", '<s:script xmlns:s="http://www.w3.org/2000/svg"/>'), 2),
    "handler in a drawing": ("x.svg", SVG.format(' onload\n="alert(1)"', ""), 1),
    "frame in a drawing": ("x.svg", SVG.format("", f'<iframe {XHTML} src="javascript:alert(1)"/>'), 2),
    "HTML in a drawing": ("x.svg", SVG.format("", f"<p {XHTML}>x</p>"), 2),
    "link in a drawing": ("x.svg", SVG.format("", '<a href="x">x</a>'), 2),
    "part from elsewhere": ("x.svg", SVG.format("", '<use href="https://e.example/#x"/>'), 2),
    "old part from elsewhere": ("x.svg", SVG.format("", '<use xmlns:x="http://www.w3.org/1999/xlink" x:href="y"/>'), 2),
    "animation": ("x.svg", SVG.format("", '<set attributeName="x"/>'), 2),
    "colour from elsewhere": ("x.svg", SVG.format("", '<g style="fill: url(https://e.example/#x)"/>'), 2),
    "style sheet in a drawing": ("x.svg", SVG.format("", "<style>@import 'x';</style>"), 2),
    "entity": ("x.svg", '<!DOCTYPE svg [\n<!ENTITY a "b">]>\n' + SVG.format("", ""), 2),
    "entities without end": (
        "x.SVG",
        '<!DOCTYPE svg [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>\n' + SVG.format("", "&b;"),
        1,
    ),
    "instruction": ("x.svg", '<?xml-stylesheet href="x"?>\n' + SVG.format("", ""), 1),
    "drawing without its name": ("x.svg", "<svg/>", 1),
    "broken drawing": ("x.svg", SVG.format("", "<g>"), 3),
    "empty drawing": ("x.svg", "", 1),
}
FIT = {
    "pages": ("a b.md", "# x"),
    "picture": ("Photo 1.JPG", "x"),
    "style": ("assets/x.css", "/* https://a.example/ */ a{background:url(../x.png), url('data:image/svg+xml,<svg>'), url(#a)}"),
    "script": ("assets/x.js", "import('https://a.example')"),
    "hidden file": (".nojekyll", ""),
    "drawing": ("x.svg", SVG.format("", '<title>T</title><g fill="url(#a)" style="stroke: red"><use href="#b"/><path d="M7"/></g>')),
    "drawing by hand": ("x.svg", '<?xml version="1.0"?>\n<!-- by hand -->\n' + SVG.format(' viewBox="0 0 1 1"', "")),
}  # fmt: skip


def unfit(root: Path, name: str, text: str) -> list[str]:
    path = root / "docs" / name
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    (root / "mkdocs.yml").write_text("extra_css: [assets/x.css]\nextra_javascript:\n  - path: assets/x.js\n")
    return [str(p) for p in site.unfit(root, site.sources(root).values())]


@pytest.mark.parametrize(("name", "text", "line"), UNFIT.values(), ids=UNFIT)
def test_a_file_that_must_not_be_published(tmp_path: Path, name: str, text: str, line: int) -> None:
    found = unfit(tmp_path, name, text)
    assert found
    assert found[0].startswith(f"docs/{name}:{line}: ")


@pytest.mark.parametrize(("name", "text"), FIT.values(), ids=FIT)
def test_a_file_that_belongs(tmp_path: Path, name: str, text: str) -> None:
    assert unfit(tmp_path, name, text) == []


def test_the_theme_s_files_beside_pages(tmp_path: Path) -> None:
    root = copy_project(tmp_path)
    assert list(site.unfit(root, site.sources(root).values())) == []


@pytest.mark.parametrize(
    ("name", "built"),
    [("index.md", "index.html"), ("a/README.md", "a/index.html"), ("a/b.md", "a/b/index.html"), ("a/x.png", "a/x.png")],
)
def test_where_a_file_is_published(tmp_path: Path, name: str, built: str) -> None:
    (tmp_path / "docs" / name).parent.mkdir(parents=True)
    (tmp_path / "docs" / name).touch()
    assert site.sources(tmp_path) == {built: f"docs/{name}"}


# ---- what was built -------------------------------------------------------------------------------

OWN = "https://a.example/site/"
NAMES = frozenset(("index.html", "other/index.html", "404.html", "assets/x.js", "x.png"))
PAGES = {"index.html": html.Page(), "other/index.html": html.Page('<h1 id="top">x</h1>'), "404.html": html.Page()}
LINKS = {
    ("index.html", "a", "other/#top"): "",
    ("index.html", "a", "other/index.html"): "",
    ("index.html", "a", ""): "",
    ("index.html", "a", f"{OWN}other/?q=1#top"): "",
    ("index.html", "a", "https://b.example/"): "",
    ("index.html", "link", OWN): "",
    ("index.html", "script", "assets/x.js"): "",
    ("index.html", "a", "other/#none"): "leads to an anchor that does not exist",
    ("index.html", "a", "none/"): "leads to no file of the site",
    ("index.html", "a", f"{OWN}none.css"): "leads to no file of the site",
    ("index.html", "a", "a%00b"): "leads to no file of the site",
    ("index.html", "a", "../../etc/passwd"): "leads out of the site",
    ("index.html", "a", "https://[x/"): "is no address",
    ("index.html", "img", "https://b.example/x.png"): "is a file from another host",
    ("404.html", "a", "/"): "leads out of the site",
}


@pytest.mark.parametrize(("link", "wrong"), LINKS.items(), ids=str)
def test_where_a_link_leads(link: tuple[str, str, str], wrong: str) -> None:
    page, tag, address = link
    said = site.Site(OWN, NAMES, PAGES).wrong(page, tag, address)
    assert said.startswith(wrong) if wrong else not said
