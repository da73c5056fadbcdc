"""Structure: what Markdown reads otherwise than its author, and what an honest page may hold."""

from __future__ import annotations

import time
from itertools import islice
from pathlib import Path

import pytest

from ledger import book
from ledger.core.ledger import Ledger
from ledger.pages import page as pages
from ledger.pages import structure, typed

FIG = '{{ fig("acme.capex.2026") }}'


def found(folder: Path, text: str) -> list[tuple[int, str]]:
    path = folder / "page.md"
    path.write_text(text, "utf-8")
    page, _ = pages.read(path, "page.md", book.walk)
    assert page
    problems = list(structure.problems(page))
    assert {p.grade for p in problems} <= {"warning"}
    return [(p.line, p.text) for p in problems]


ROW, LIST, BRACES, MACRO, LETTER = (
    "this row has",
    "makes no list",
    "is shown as it stands",
    "holds a macro",
    "no letter",
)

WARNED: dict[str, tuple[str, list[tuple[int, str]]]] = {
    "rows": ("| a | b |\n| - | - |\n| 1 |\n| 1 | 2 |\n| 1 | 2 | 3 |", [(3, ROW), (5, ROW)]),
    "rule": ("| a | b |\n| - |\n| 1 | 2 |", [(2, ROW)]),
    "rows without bars around": ("a | b\n- | -\n1 | 2 | 3", [(3, ROW)]),
    "rows in a quotation": ("> | a | b |\n> | - | - |\n> | 1 |", [(3, ROW)]),
    "rows in an item": ("- x\n\n    | a | b |\n    | - | - |\n    | 1 |", [(5, ROW)]),
    "row with a macro": (f"| a | b |\n| - | - |\n| {FIG} |", [(3, ROW)]),
    "braces": ('It is { fig("acme.capex.2026") }.', [(1, BRACES)]),
    "braces without blanks": ("It is {figures()}.", [(1, BRACES)]),
    "list behind a colon": ("Two things:\n- one", [(2, LIST)]),
    "list behind text": ("Two things\n* one\n* two", [(2, LIST)]),
    "numbered list": ("Two things\nhere:\n1. one\n2. two", [(3, LIST)]),
    "list in a quotation": ("> Two things:\n> - one", [(2, LIST)]),
    "list in an item": ("- a\n\n    Two things:\n    - one", [(4, LIST)]),
    "heading with a macro": (f"# T\n\n## In {FIG}", [(3, MACRO)]),
    "heading of a number": ("## 2026", [(1, LETTER)]),
    "heading in another script": ("## \u8a08\u756b", [(1, LETTER)]),
    "underlined heading": ("2026\n----\n\ntext", [(1, LETTER)]),
    "heading behind text": ("text\n## 2026\ntext", [(2, LETTER)]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WARNED.values(), ids=WARNED)
def test_what_is_read_otherwise(tmp_path: Path, text: str, expected: list[tuple[int, str]]) -> None:
    # An empty first line keeps a colon from making front matter of the text.
    got = found(tmp_path, f"\n{text}")
    assert [line - 1 for line, _ in got] == [line for line, _ in expected]
    assert all(part in message for (_, message), (_, part) in zip(got, expected, strict=True))


HONEST = (
    "| a | b |\n|:--|--:|\n| `x|y` | \\| |\n| | |\n| [x](y|z) | {{ figures() }} |",
    "| a |\n|---|\n| b |",
    "Wrapped text\n- with a dash at the start of a line.",
    "In\n2026. The year\n3. of it.",
    "- a\n- b\n    - c\n\n    text\n- d",
    "1. a\n2. b\n\n# T\n- c\n- d",
    "> quote\n> of lines\n\n> - a\n> - b",
    "A note.[^1]\n\n[^1]: Text:\n    - a\n    - b",
    '!!! note "T"\n    - a\n    - b',
    "Term\n:   Definition\n:   Another",
    "<div markdown>\n- a\n- b\n</div>",
    "```\nText:\n- a\n{ fig(\"x\") }\n# 5\n| a | b |\n| - | - |\n| 1 |\n```",
    "a\n\n    Text:\n    - a\n    # 5",
    "`{ fig(\"x\") }` and f(x) { return (5) } and { a, b }",
    '{% raw %}{{ fig("x") }}{% endraw %}',
    f"## In {FIG} {{ #now }}\n\n## 2026 {{: #y2026 .x }}\n\n## Plans",
    "Head\n====\n- a\n- b",
    "text\n\n---\n\ntext",
    "text\n***\ntext",
)  # fmt: skip


@pytest.mark.parametrize("text", HONEST)
def test_an_honest_page_has_no_warning(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "<!--" * 24_000, "~~~a\n" * 19_000, "".join("`" * n + "a" for n in range(1, 430)), "{ #" * 30_000, "<p" + " lang=" * 15_000,
        "<p lang=x>" * 9_000, "](" * 45_000, "](()" * 22_000, "# { " + "#a" * 45_000, "#\n" * 45_000, "{a('" * 24_000, "a|b\n-" + " " * 90_000 + "x",
        "\n    a" * 16_000, "a\n- b\n" * 14_000, "a|b\n-|-\n" + "|\n" * 44_000, "> " * 45_000, "$5 " * 30_000, "9," * 47_000, "{# typed: x " * 8_000 + "\n#}",
    ],
)  # fmt: skip
def test_nothing_takes_long(tmp_path: Path, text: str) -> None:
    (tmp_path / "page.md").write_text(text)
    began = time.monotonic()
    page, _ = pages.read(tmp_path / "page.md", "page.md", book.walk)
    assert page
    assert len([*islice(structure.problems(page), 50), *islice(typed.problems(page, Ledger()), 50)]) <= 100
    assert time.monotonic() - began < 5
