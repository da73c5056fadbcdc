"""Passages: sentences and blocks of a page, and the words of them that change."""

from __future__ import annotations

import pytest
from conftest import ROOT

from ledger import book
from ledger.impact import blocks, chunks, passages
from ledger.impact import compare as impact


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It grew. It fell.", ["It grew.", "It fell."]),
        ("It grew by 3.5 billion, e.g. Here. Then no more.", ["It grew by 3.5 billion, e.g. Here.", "Then no more."]),
        ('He said "no." Then J. Smith left the U.S. Bank.', ['He said "no."', "Then J. Smith left the U.S. Bank."]),
        ("增長。下降。", ["增長。", "下降。"]),
        ("one. two", ["one. two"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert list(blocks.sentences(text)) == expected


def test_blocks_of_a_page() -> None:
    source = (
        '# Top\n\nOne [link](x.md){ .fig } &amp; *more*. <span lang="nl">Twee</span>.\n\n- first<br>line\n\n'
        "Table: Numbers\n\n| Who | What |\n| --- | ---: |\n| A | 1<br>2 |\n\n<svg><title>no</title></svg>\n"
    )
    assert [(b.kind, b.text) for b in blocks.of(source)] == [
        ("heading", "Top"),
        ("sentence", "One link & more."),
        ("sentence", "Twee."),
        ("sentence", "first line"),
        ("sentence", "Numbers"),
        ("columns", "Who | What"),
        ("row", "A | 1; 2"),
    ]


def test_chunks_read_like_the_page() -> None:
    for name in (shown := book.read(ROOT)).site.pages:
        text = impact._followed(shown, shown, name)[1]
        place, found = "", []
        for chunk in chunks.split(text):
            found += blocks.of(chunk, place)
            place = next((b.text for b in reversed(found) if b.kind == "heading"), "")
        assert tuple(found) == blocks.of(text), name


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            "about $2 billion in May",
            "about $3 billion in May",
            [("about $2 billion", "about $3 billion"), (" in May", " in May")],
        ),
        ("$1 to $2 billion", "$1 to $3 billion", [("$1 to $2 billion", "$1 to $3 billion")]),
        ("超過一百", "超過二百", [("超過", "超過"), ("一", "二"), ("百", "百")]),
        ("all of it", "else", [("all of it", "else")]),
    ],
)
def test_words_that_change(before: str, after: str, expected: list[tuple[str, str]]) -> None:
    assert [(p.before, p.after) for p in passages.pieces(before, after)] == expected
