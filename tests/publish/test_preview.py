"""A preview of a project with errors: what it serves, and what stands in for pages that must not be believed."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import PAGES

from ledger import book
from ledger.publish import preview

SCRIPT = "<script>alert(1)</script>"
INDEX = PAGES["index.md"]
UNREADABLE = "# odd.md\n\nthese bytes are not UTF-8&#46; Save the file as UTF-8.\n"

SOURCES: dict[str, tuple[str, bytes, str | None]] = {
    "without a fault": ("index.md", INDEX.encode(), None),
    "harmless title": ("index.md", f"---\ntitle: Home\n---\n{INDEX}".encode(), None),
    "fault in the text": ("index.md", f"---\ntitle: Home\n---\n{INDEX}{{{{ amount }}}}\n".encode(), None),
    "script in a title": ("index.md", f'---\ntitle: "{SCRIPT}"\n---\n{INDEX}'.encode(), f"\n{INDEX.rstrip()}"),
    "other ending": ("index.md", f'---\ntitle: "{SCRIPT}"\n...\r\n{INDEX}'.encode(), f"\n{INDEX.rstrip()}"),
    "template": ("index.md", f"---\ntemplate: ../../evil.html\n---\n{INDEX}".encode(), f"\n{INDEX.rstrip()}"),
    "no YAML": ("index.md", f"---\ntitle: [\n---\n{INDEX}".encode(), f"\n{INDEX.rstrip()}"),
    "no marks": ("index.md", b"template: evil.html\n\n# Home\n", "\ntemplate: evil.html\n\n# Home"),
    "no UTF-8": ("odd.md", b"# Home\n\xff", UNREADABLE),
}


@pytest.mark.parametrize(("name", "content", "expected"), SOURCES.values(), ids=SOURCES)
def test_what_a_preview_reads_in_a_pages_place(root: Path, name: str, content: bytes, expected: str | None) -> None:
    (root / "docs" / name).write_bytes(content)
    assert preview.sources(root, book.read(root).problems).get(name) == expected


FILES: dict[str, tuple[str, bytes, bool]] = {
    "picture": ("assets/x.png", b"x", True),
    "page with a fault": ("index.md", b"# Home\n{{ amount }}\n", True),
    "page": ("evil.html", SCRIPT.encode(), False),
    "page with an odd name": ("A b.md", b"# x\n", False),
    "page under another ending": ("evil.markdown", b"# x\n", False),
    "drawing": ("assets/evil.svg", f"<svg>{SCRIPT}</svg>".encode(), False),
    "style that the settings name": ("assets/x.css", b"a{}", True),
    "style that is no text": ("assets/x.css", b"\xff", False),
    "hidden": (".secret", b"x", False),
}


@pytest.mark.parametrize(("name", "content", "is_served"), FILES.values(), ids=FILES)
def test_what_a_preview_serves(root: Path, name: str, content: bytes, *, is_served: bool) -> None:
    (root / "mkdocs.yml").write_text("logo: assets/logo.svg\nextra_css: [assets/x.css]\n")
    path = root / "docs" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    assert (name in preview.served(root, book.read(root).problems)) is is_served


@pytest.mark.parametrize("name", ["x.md", "assets"])
def test_a_preview_serves_no_link(root: Path, name: str) -> None:
    (root / "secrets").mkdir()
    (root / "secrets/x.png").touch()
    (root / "docs" / name).symlink_to(root / "secrets")
    assert {n for n in preview.served(root, book.read(root).problems) if n.startswith(name)} == set()


@pytest.mark.parametrize("name", ["docs", "data"])
def test_nothing_is_read_through_a_folder_that_is_a_link(root: Path, name: str) -> None:
    (root / name).rename(root / "elsewhere")
    (root / name).symlink_to("elsewhere")
    read = book.read(root)
    assert [str(p) for p in read.problems] == [f"{name}:1: a symbolic link. Put the file itself here."]
    assert (read.site.pages, read.site.ledger.articles, read.texts) == ({}, {}, {})
    assert (preview.served(root, read.problems) == frozenset()) is (name == "docs")
