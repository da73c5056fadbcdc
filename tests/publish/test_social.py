"""Preview images: named in the page, the same bytes each time, safe whatever the title says."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from ledger.publish import social

PAGE = """<head><meta property="og:url" content="https://x.example/base/{folder}">
<meta property="og:site_name" content="Ledger"><meta property="og:title" content="A &lt;title&gt;">
<meta property="og:description" content="What it says."><meta name="twitter:card" content="summary"></head>"""


@pytest.mark.parametrize(
    ("folder", "image"),
    [("", "home.png"), ("compare/", "compare.png"), ("articles/returns/", "articles-returns.png")],
)
def test_the_page_names_its_image(tmp_path: Path, folder: str, image: str) -> None:
    page = PAGE.replace("{folder}", folder)
    text = social.with_image(page, tmp_path, f"{folder}index.html", "https://x.example/base/")
    assert f'<meta property="og:image" content="https://x.example/base/assets/social/{image}">' in text
    assert 'content="summary_large_image"' in text
    assert (tmp_path / "assets" / "social" / image).read_bytes().startswith(b"\x89PNG")


def test_a_page_without_an_address_gets_none(tmp_path: Path) -> None:
    text = '<meta property="og:title" content="x">'
    assert social.with_image(text, tmp_path, "404.html", "https://-/") == text
    assert not (tmp_path / "assets").exists()


def test_the_same_words_give_the_same_bytes() -> None:
    assert social.draw("Ledger", "Title", "超過") == social.draw("Ledger", "Title", "超過")


def test_no_font_of_the_machine_is_used() -> None:
    """A letter that the project's fonts lack is drawn as a private one: as a box, whatever is installed."""
    assert social.draw("", "ก", "") == social.draw("", "\ue000", "")


@pytest.mark.parametrize("words", ["資本支出", "资本支出", "かな", "「，。」", "é – “x” € ≠"])
def test_letters_are_drawn(words: str) -> None:
    images = {social.draw("", letter, "") for letter in (*words.replace(" ", ""), "\U000e0001", "\ue000")}
    assert len(images) == len(words.replace(" ", "")) + 2  # none of them as the box that stands for a missing one


def test_a_title_is_text() -> None:
    drawn = ElementTree.fromstring(social.picture("L", "</text><script>x</script>", "a & b"))
    texts = ["".join(e.itertext()) for e in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert texts == ["L", "</text><script>x</script>", "a & b"]


def test_a_long_title_is_cut_at_a_word() -> None:
    drawn = ElementTree.fromstring(social.picture("L", "word " * 60, ""))
    texts = ["".join(e.itertext()) for e in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert len(texts) == 4
    assert texts[-1].endswith("…")


def test_chinese_takes_twice_the_room() -> None:
    drawn = ElementTree.fromstring(social.picture("L", "資" * 30, ""))
    texts = ["".join(e.itertext()) for e in drawn.iter("{http://www.w3.org/2000/svg}text")][1:]
    assert "".join(texts) == "資" * 30
    assert all(len(line) * 72 < social.WIDTH - 160 for line in texts)
