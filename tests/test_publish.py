"""Publishing: what is taken out, what forbids it, and that the published folder changes whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import files

from ledger import publish, wholesite

HEAD = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'"><meta name="referrer" content="origin">'
)
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
    "handler": ('<p onclick="x()">x</p>', "the attribute 'onclick' of <p> is not allowed by the site's policy. Use a class."),
    "style": ('<p style="color: red">x</p>', "the attribute 'style' of <p> is not allowed by the site's policy. Use a class."),
    **{
        f"element {tag}": (f"<{tag}>x</{tag}>", f"the element <{tag}> is not allowed by the site's policy. Use a class.")
        for tag in ("iframe", "object", "base", "math", "video", "textarea", "style")
    },
    "element in the text": ("<article><form>x</form></article>", "the element <form> is not allowed by the site's policy. Use a class."),
    "script in the text": ("<article><script>x()</script></article>", "the element <script> is not allowed by the site's policy. Use a class."),
    "attribute in the text": ('<article><p contenteditable="">x</p></article>', "the attribute 'contenteditable' of <p> is not allowed by the site's policy. Use a class."),
    "other picture": ('<article><img src="" srcset="https://a.example/x"></article>', "the attribute 'srcset' of <img> is not allowed by the site's policy. Use a class."),
    "going elsewhere": ('<meta http-equiv="refresh" content="0;url=x">', "the instruction 'refresh' in <meta> is not allowed by the site's policy. Use a class."),
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
    (tmp_path / "index.html").write_text(f"<html><head>{HEAD}{HEAD}</head></html>")
    (tmp_path / "loose.html").write_text(
        HEAD.replace("'none'", "'self'; script-src 'unsafe-inline' *").replace("origin", "unsafe-url")
    )
    (tmp_path / "none.html").write_text("<html></html>")
    assert problems(tmp_path) == [
        "index.html:1: the page has 2 of its content policy. Publish with `make build`.",
        "index.html:1: the page has 2 of its referrer policy. Publish with `make build`.",
        "loose.html:1: the content policy holds 'unsafe-inline'. Leave it out.",
        "loose.html:1: the content policy holds *. Leave it out.",
        "loose.html:1: the referrer policy holds unsafe-url. Leave it out.",
        "none.html:1: the page has 0 of its content policy. Publish with `make build`.",
        "none.html:1: the page has 0 of its referrer policy. Publish with `make build`.",
    ]


def test_files_of_kinds_that_the_site_does_not_have(tmp_path: Path) -> None:
    page(tmp_path)
    for name in ("CNAME", "x.php", "x.wasm", "assets/javascripts/own.js", "evil.js"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    kind = "a file of a kind that the site does not have. Remove it."
    assert problems(tmp_path) == [
        f"CNAME:1: {kind}", "evil.js:1: a script outside assets/javascripts/. Remove it.", f"x.php:1: {kind}", f"x.wasm:1: {kind}",
    ]  # fmt: skip


def test_an_id_that_stands_twice(tmp_path: Path) -> None:
    page(tmp_path, '<p id="top">x</p>')
    assert problems(tmp_path) == ["index.html:1: the id 'top' stands 2 times. Give each its own."]


def test_files_that_are_no_part_of_a_site(tmp_path: Path) -> None:
    page(tmp_path)
    (tmp_path / "figures.yml").write_text("x")
    (tmp_path / "notes.md").write_text("x")
    (tmp_path / "link.txt").symlink_to("index.html")
    (tmp_path / "search_index.json").write_text('{"text": "{{ fig }}"}')
    source = "a source file would be published. Keep it out of the pages' folder."
    assert problems(tmp_path) == [
        f"figures.yml:1: {source}",
        "link.txt:1: a symbolic link would be published. Remove it.",
        f"notes.md:1: {source}",
        "search_index.json:1: '{{' can be found by searching. Mend the page that makes it.",
    ]


def test_an_empty_site_is_not_published(tmp_path: Path) -> None:
    assert problems(tmp_path) == [".:1: there is no page in the built site. Look at the build's messages."]


def test_a_site_is_its_own_host(tmp_path: Path) -> None:
    page(tmp_path, '<link rel="canonical" href="https://a.example/site/"><img src="https://b.example/site/x.png">')
    (tmp_path / "sitemap.xml").write_text("<urlset><url><loc>https://a.example/site/</loc></url></urlset>")
    assert problems(tmp_path) == [
        "index.html:4: a file from another host: 'https://b.example/site/x.png'. Mend the link."
    ]


def test_finishing_takes_out_what_belongs_to_no_reader(tmp_path: Path) -> None:
    page(tmp_path)
    for name in ("a.js.map", "hook.py", ".DS_Store"):
        (tmp_path / name).write_text("x")
    (tmp_path / "a.js").write_text("x()\n//# sourceMappingURL=a.js.map\n")
    (tmp_path / "a.css").write_text("a{}\n/*# sourceMappingURL=a.css.map */")
    publish.finish(tmp_path)
    assert sorted(files(tmp_path)) == ["a.css", "a.js", "index.html"]
    assert "sourceMappingURL" not in (tmp_path / "a.js").read_text() + (tmp_path / "a.css").read_text()


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
    with pytest.raises(publish.Unpublished, match=r"^'site' is no folder\. Move it away\.$"):
        publish.build(tmp_path)
    assert target.is_symlink() == (kind == "link")
