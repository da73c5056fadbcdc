"""The comparison of two engines sees what a reader sees, and knows what is known."""

from __future__ import annotations

import re
from pathlib import Path

import parity
import pytest
from conftest import ROOT

from ledger import book

PAGE = (
    '<html><body><nav><a href="x">9</a></nav><article id="a"><h1 id="top">Plans</h1>'
    '<p>It is <a href="../b/#c">about $200 billion</a>.</p>'
    "<table><caption>Rows</caption><tr><th>Acme</th><td>175 km<br>more</td></tr></table></article><p>7</p></body></html>"
)


def found(tmp_path: Path, other: str, name: str = "p/index.html") -> list[tuple[str, str, str]]:
    for folder, text in (("one", PAGE), ("other", other)):
        path = tmp_path / folder / name
        path.parent.mkdir(parents=True)
        path.write_text(text, "utf-8")
    return list(parity.differences(tmp_path / "one", tmp_path / "other"))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Plans", "Plans", []),
        ("<nav>", "<nav><nav>1</nav>", []),
        ("<p>7", "<p>8", []),
        ("h1 id", 'h1 class="x" id', []),
        ('id="top"', "", ["anchors: only MkDocs: top"]),
        ("../b/#c", "../b/#d", [
            "links: only MkDocs: about $200 billion -> https://site.example/b/#c",
            "links: only Zensical: about $200 billion -> https://site.example/b/#d",
        ]),
        ("175 km", "176 km", [
            "numbers: only MkDocs: 175", "numbers: only Zensical: 176",
            "tables: only MkDocs: Acme | 175 kmmore", "tables: only Zensical: Acme | 176 kmmore",
        ]),
        ("<caption>Rows</caption>", "", ["tables: only MkDocs: Rows"]),
        ("It is", "It is {{ fig }} 5%", ["numbers: only Zensical: 5%"]),
    ],
)  # fmt: skip
def test_differences(tmp_path: Path, old: str, new: str, expected: list[str]) -> None:
    assert [f"{kind}: {text}" for _, kind, text in found(tmp_path, PAGE.replace(old, new))] == expected


def test_a_page_that_only_one_engine_makes(tmp_path: Path) -> None:
    found(tmp_path, PAGE)
    (tmp_path / "one" / "q.html").write_text(PAGE, "utf-8")
    differences = list(parity.differences(tmp_path / "one", tmp_path / "other"))
    assert differences == [("q.html", "file", "only MkDocs makes it")]
    assert parity.cause(*differences[0]) == ""


def test_what_is_known_has_a_cause() -> None:
    assert parity.cause("data/claims.csv", "file", "only MkDocs makes it").startswith("No on_post_build")
    assert parity.cause("index.html", "numbers", "only MkDocs: 5") == ""


def test_what_templates_are_told_has_no_name_of_a_macro() -> None:
    """The next engine gives both to a page under their own names."""
    told = re.findall(r'\["extra"\]\["(\w+)"\]', (ROOT / "macros.py").read_text("utf-8"))
    assert len(told) > 3
    assert {*told}.isdisjoint(book.MACROS)
