"""Preview images: named in the page, the same bytes each time, safe whatever the title says."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from ledger.publish import social

PAGE = """<head><meta property="og:site_name" content="Ledger"><meta property="og:title" content="A &lt;title&gt;">
<meta property="og:description" content="What it says.">
<meta property="og:image" content="https://x.example/base/assets/social/a-b.png"></head>"""


def drawn(site: str, title: str, description: str) -> bytes:
    return social.draw(social.card(site, title, description))


def test_the_image_that_a_page_names_is_drawn(tmp_path: Path) -> None:
    social.draw_for(PAGE, tmp_path, tmp_path / "new")
    image = (tmp_path / "new/assets/social/a-b.png").read_bytes()
    assert image.startswith(b"\x89PNG")
    assert image == drawn("Ledger", "A <title>", "What it says.")


def test_a_page_that_names_none_gets_none(tmp_path: Path) -> None:
    social.draw_for('<meta property="og:title" content="x">', tmp_path, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_image_is_drawn_again_only_if_something_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        social, "draw", lambda lines: asked.append(lines[0].words) or b"drawn of " + lines[0].words.encode()
    )
    path = tmp_path / "x.png"
    for words in ("a", "a", "b", "b", "a"):
        assert social.kept(path, social.card(words, "", "")) == b"drawn of " + words.encode()
    assert asked == ["a", "b", "a"]
    path.write_bytes(path.read_bytes()[:-1])  # a disk was full
    assert social.kept(path, social.card("a", "", "")) == b"drawn of a"
    monkeypatch.setattr(social, "_renderer", lambda: "another version")
    assert social.kept(path, social.card("a", "", "")) == b"drawn of a"
    assert asked == ["a", "b", "a", "a", "a"]


def test_the_same_words_give_the_same_bytes() -> None:
    assert drawn("Ledger", "Title", "超過") == drawn("Ledger", "Title", "超過")


def test_no_font_of_the_machine_is_used() -> None:
    """A letter that the project's fonts lack is drawn as one that nobody has: as a box, whatever is installed."""
    assert drawn("", "ก", "") == drawn("", "\u0378", "")


@pytest.mark.parametrize("words", ["資本支出", "资本支出", "かな", "「，。」", "é – “x” € ≠"])
def test_letters_are_drawn(words: str) -> None:
    images = {drawn("", letter, "") for letter in (*words.replace(" ", ""), "\U000e0001", "\ue000")}
    assert len(images) == len(words.replace(" ", "")) + 2  # none of them as the box that stands for a missing one


def test_a_long_title_is_cut_at_a_word() -> None:
    words = [line.words for line in social.card("L", "word " * 60, "")]
    assert len(words) == 4
    assert words[-1].endswith("…")


def test_chinese_takes_twice_the_room() -> None:
    words = [line.words for line in social.card("L", "資" * 30, "")][1:]
    assert "".join(words) == "資" * 30
    assert all(len(line) * 72 < 1200 - 160 for line in words)


def test_every_word_has_a_colour_of_the_site() -> None:
    image = Image.open(BytesIO(drawn("Ledger", "Title", "What it says.")))
    palette = image.getpalette()
    shown = {tuple(palette[3 * shade : 3 * shade + 3]) for _, shade in image.getcolors()}
    assert {(0xFB, 0xF8, 0xF2), (0x20, 0x1D, 0x18), (0x0F, 0x5C, 0x4A)} <= shown
    assert image.size == (1200, 630)
