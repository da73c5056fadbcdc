"""The canonical form of the file of figures: what moves, what stays, and what is said about it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import FIGURES, MARK, Edit, changed, marked

from ledger import __main__ as cli
from ledger.core import yaml as tree
from ledger.data import format as layout
from ledger.data import load

RUN = "Run 'make format'."


def banner(name: str) -> str:
    """Return the line that stands above an entity's figures."""
    return f"  # ---- {name} ".ljust(layout.WIDTH, "-")


CANON = layout.arrange(FIGURES, load.NAME).text


def messages(text: str) -> list[str]:
    return [str(p) for p in layout.arrange(text, load.NAME).problems]


def test_banners_are_drawn_to_one_column() -> None:
    banners = [line for line in CANON.split("\n") if line.startswith("  # ---- ")]
    assert [line.strip("#- ") for line in banners] == ["Acme", "Beta", "The pair"]
    assert {len(line) for line in banners} == {101}


GUIDANCE = '        value: "100 to 120 billion"\n        by: beta\n'
ENTRY = '  beta.growth.2026:\n    claims:\n      guidance:\n        value: "24 %"\n'
COMMENTED = ENTRY.replace("    claims", "    # About the claims.\n    claims")
ACME = CANON[CANON.index("  acme.capex.2025:") : CANON.index("  acme.capex.2026:")]
BETA = CANON[CANON.index("  # ---- Beta") : CANON.index("  beta.growth.2026:")]
CHECKS = CANON[CANON.index("checks:") :]

#: What an editor may leave behind; the canonical form of it.
CASES: dict[str, tuple[list[Edit], list[Edit]]] = {
    "nothing": ([], []),
    "measure before its time": (
        [(ACME, ""), ("  acme.growth.2026:\n", f"  acme.growth.2026:{MARK}\n"), ("  # ---- Beta", f"{ACME}  # ---- Beta")],
        [],
    ),
    "entity before its time": (
        [(BETA, ""), ("checks:", f"{BETA}checks:")],
        [],
    ),
    "comment of a figure": ([(ENTRY, f"  # Why it is here.\n{ENTRY}")], [(ENTRY, f"  # Why it is here.\n{ENTRY}")]),
    "comment in two paragraphs": (
        [(ENTRY, f"  # One.\n\n\n  # Two.\n\n{ENTRY}")],
        [(ENTRY, f"  # One.\n\n  # Two.\n\n{ENTRY}")],
    ),
    "comment at the end of an entry": (
        [("          plan: {paragraph 4", "          # Of the plan.\n          plan: {paragraph 4")],
        [("          plan: {paragraph 4", "          # Of the plan.\n          plan: {paragraph 4")],
    ),
    "comment at the end of a section": (
        [("\nchecks:", "\n  # More to come.\n\n# Relations.\nchecks:")],
        [("\nchecks:", "\n  # More to come.\n\n# Relations.\nchecks:")],
    ),
    "comment at the head of the file": (
        [("articles:", "# The file.\n\n# The articles.\narticles:")],
        [("articles:", "# The file.\n\n# The articles.\narticles:")],
    ),
    "fields of a claim": (
        [(GUIDANCE, '        by: beta\n        # Two ends.\n        value: "100 to 120 billion"\n')],
        [(GUIDANCE, f"        # Two ends.\n{GUIDANCE}")],
    ),
    "fields of a check": (
        [("    tests: plan\n", ""), ("    means: sound\n", "    means: sound\n    tests: plan\n")],
        [],
    ),
    "places and tokens stay where they are": (
        [('{title: "$200 billion"}', '\n            title: "$200 billion"\n            lead: {note: "x", as: "$200 billion"}')],
        [('{title: "$200 billion"}', '\n            title: "$200 billion"\n            lead: {note: "x", as: "$200 billion"}')],
    ),
    "fields of an article": (
        [("    title: \"Acme bouwt\"\n    language: nl\n", "    language: nl\n    title: \"Acme bouwt\"\n")],
        [],
    ),
    "fields of a figure": (
        [("    preferred: guidance\n    because: \"It is the plan.\"\n", "    because: \"It is the plan.\"\n    preferred: guidance\n")],
        [],
    ),
    "sections": (
        [(CHECKS, ""), ("figures:", f"{CHECKS}\nfigures:")],
        [],
    ),
    "no empty line": ([("\n\n  acme.growth.2026:", "\n  acme.growth.2026:")], []),
    "two empty lines": ([("\n\n  acme.growth.2026:", "\n\n\n  acme.growth.2026:")], []),
    "empty line within an entry": ([("        by: beta\n", "\n        by: beta\n")], []),
    "text over several lines": (
        [('    because: "It is the plan."\n', "    because: >-\n      # It is\n\n      the plan.\n")],
        [('    because: "It is the plan."\n', "    because: >-\n      # It is\n\n      the plan.\n")],
    ),
    "banner too short": ([("---- Beta -----", "---- Beta ---")], []),
    "banner of the editor's own": ([("---- Beta -----", "---- Beta and its lab -----")], []),
    "banner at the head of the file": ([("articles:", f"{banner('Acme')}\narticles:")], []),
    "figure of an unknown entity": (
        [(ENTRY, "  who.capex.2026: {}\n\n" + ENTRY)],
        [("\nchecks:", "\n" + banner("who") + "\n  who.capex.2026: {}\n\nchecks:")],
    ),
    "lines of another system": ([("\n", "\r\n")], []),
    "no line end at the end": ([("    means: sound\n", "    means: sound")], []),
}  # fmt: skip


@pytest.mark.parametrize(("edits", "kept"), CASES.values(), ids=CASES)
def test_form(edits: list[Edit], kept: list[Edit]) -> None:
    text = changed(*edits, text=CANON).replace(MARK, "")
    arranged = layout.arrange(text, load.NAME)
    assert arranged.text == changed(*kept, text=CANON)
    assert len(arranged.problems) == (text != arranged.text)
    assert layout.arrange(arranged.text, load.NAME) == layout.Layout(arranged.text, ())


def test_the_message_points_at_the_first_line_that_changes() -> None:
    text = changed((GUIDANCE, '        by: beta\n        value: "100 to 120 billion"\n'), text=CANON)
    line = text[: text.index("        by: beta")].count("\n") + 1
    assert messages(text) == [f"{load.NAME}:{line}: from here on, order or spacing is not the usual one. {RUN}"]


@pytest.mark.parametrize(
    ("period", "later"),
    [
        ("2026", "2026-q1"),
        ("2026", "2027"),
        ("2026-q4", "2027"),
        ("2027", "fy2026"),
        ("fy2026", "fy2026-q2"),
        ("fy2026", "undated"),
        ("2026..2027", "2026"),
    ],
)
def test_periods(period: str, later: str) -> None:
    order = layout.Arranger(FIGURES, tree.parse(FIGURES, ""))
    assert order.rank("figures", f"beta.capex.{period}") < order.rank("figures", f"beta.capex.{later}")


@pytest.mark.parametrize("seed", range(20))
def test_shuffled_entries_find_back_with_their_comments(seed: int) -> None:
    head, _, rest = CANON.partition("figures:\n")
    figures, _, checks = rest.partition("checks:")
    blocks = [b for b in figures.split("\n\n") if b.strip() and not b.startswith("  # ----")]
    blocks = [f"  # About {n}.\n{block.strip(chr(10))}" for n, block in enumerate(blocks)]
    expected = layout.arrange(f"{head}figures:\n" + "\n\n".join(blocks) + f"\n\nchecks:{checks}", "").text
    random.Random(seed).shuffle(blocks)
    text = f"{head}figures:\n" + "\n\n".join(blocks) + f"\n\nchecks:{checks}"
    assert layout.arrange(text, "").text == expected


UNREADABLE: dict[str, tuple[list[Edit], str]] = {
    "no YAML": (
        [("figures:", f"figures: @{MARK}")],
        "this is not YAML: found character that cannot start any token. Check the indentation and the quotes.",
    ),
    "an alias": ([("    see: [pair.capex.2026]", f"    see: *a{MARK}")], "acme.capex.2026: an alias, '*a'. Write the value out."),
}  # fmt: skip


@pytest.mark.parametrize(("edits", "message"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_stays_as_it_is(edits: list[Edit], message: str) -> None:
    text = changed(*edits, text=CANON)
    assert layout.arrange(text, load.NAME).text == text
    assert messages(text) == [f"{load.NAME}:{marked(text)[0]}: {message}"]


def test_a_text_over_lines_that_look_like_keys_moves_as_a_whole() -> None:
    ran_on = '        by: "beta\n        sum: x"\n'
    text = changed((GUIDANCE, f'{ran_on}        value: "1"\n'), text=CANON)
    assert layout.arrange(text, load.NAME).text == changed((GUIDANCE, f'        value: "1"\n{ran_on}'), text=CANON)


def test_what_cannot_be_moved_by_lines_stays_as_it_is() -> None:
    """Of a key that stands twice, the first counts, and must stay the first."""
    text = changed((GUIDANCE, '        by: beta\n        value: "1"\n        by: acme\n'), text=CANON)
    assert layout.arrange(text, load.NAME).text == text
    assert [message.partition(": ")[2] for message in messages(text)] == [
        "the entries cannot be put in order line by line. Put each key on a line of its own, and try again.",
        "beta.capex.2026/guidance: 'by' stands here a second time; line 86 has it too. Keep one.",
    ]
    below = changed((GUIDANCE, '        by: beta\n        differs:\n          {rounding: "It was\n'
                     '            rounded."}\n        value: "1"\n'), text=CANON)  # fmt: skip
    assert "          {rounding" in layout.arrange(below, load.NAME).text


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "ROOT", tmp_path)
    path = tmp_path / load.NAME
    path.parent.mkdir()
    path.write_text(FIGURES, "utf-8")

    def run(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(cli.main, ["format", *arguments])
        return result.exit_code, result.output

    code, output = run("--check")
    assert code == 1
    assert output.startswith("warning: data/figures.yml:")
    assert path.read_text("utf-8") == FIGURES
    assert run() == (0, "data/figures.yml is now in order.\n")
    assert path.read_text("utf-8") == CANON
    assert run() == (0, "data/figures.yml was in order.\n")
    assert run("--check") == (0, "")
    path.unlink()
    assert run()[0] == 1
