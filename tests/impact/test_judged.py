"""What a reviewer must judge: every kind of change that reads harmless, tried on the small ledger."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import FIGURES, edit

from ledger.impact import compare as impact
from ledger.impact import report as impactreport
from ledger.impact import written

INDEX, DATA = "docs/index.md", "data/figures.yml"
#: A file with what is replaced in it and by what.
Step = tuple[str, str, str]
Trying = Callable[..., str]


@pytest.fixture
def trying(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Trying:
    """Return the report on some steps, taken after others."""

    def report(*steps: Step, first: tuple[Step, ...] = (), limit: int = impactreport.MAX_BYTES) -> str:
        for file, old, new in first:
            edit(root / file, (old, new))
        before = tmp_path_factory.mktemp("before") / "root"
        shutil.copytree(root, before)
        for file, old, new in steps:
            edit(root / file, (old, new))
        found = impact.compare(impact.read(before), impact.read(root), "the base")
        return impactreport.markdown(found, limit)

    return report


def sections(report: str) -> dict[str, list[str]]:
    """Return the lines of each section by its title."""
    parts = re.split(r"^### (.+)\n", report, flags=re.MULTILINE)
    return {t: [n for n in text.split("\n") if n] for t, text in zip(parts[1::2], parts[2::2], strict=True)}


# ---- written lines --------------------------------------------------------------------------------

HOME = "Written on Home"
SENTENCE = 'Acme plans {{ fig("acme.capex.2026") }}.'
#: Beta spends what Acme plans, so that a citation can be swapped without a change of words.
TWIN: tuple[Step, ...] = (
    (DATA, '"100 to 120 billion"', '"about 200 billion"'),
    (DATA, '"$100 billion to $120 billion"', '"about $200 billion"'),
)
SAME = "**the words are the same now, and will follow another figure from now on**"

WRITTEN: dict[str, tuple[tuple[Step, ...], list[str]]] = {
    "a word": (
        ((INDEX, "Acme plans", "Acme spends"),),
        ["- Acme ~~plans~~ → **spends** about $200 billion."],
    ),
    "a new sentence": (
        ((INDEX, SENTENCE, f'{SENTENCE}\nBeta follows with {{{{ fig("beta.capex.2026") }}}}.'),),
        ["- **Beta follows with about $200 billion ⟦beta.capex.2026⟧.**"],
    ),
    "another citation in equal words": (
        ((INDEX, '"acme.capex.2026"', '"beta.capex.2026"'),),
        [f"- Acme plans about $200 billion ~~⟦acme.capex.2026⟧~~ → **⟦beta.capex.2026⟧**. – {SAME}"],
    ),
    "another claim in other words": (
        ((INDEX, '"acme.capex.2026"', '"acme.capex.2026/rumour"'),),
        [
            "- ~~Acme plans about $200 billion ⟦acme.capex.2026⟧.~~"
            " → **Acme plans about $150 billion ⟦acme.capex.2026/rumour⟧.**"
        ],
    ),
    "a number typed for a macro": (
        ((INDEX, '{{ fig("acme.capex.2026") }}', "about $200 billion"),),
        ["- Acme plans about $200 billion ~~⟦acme.capex.2026⟧~~."],
    ),
    "a table": (
        (("docs/checks.md", "{{ checks() }}", '{{ checks("holds") }}'),),
        ['- {{ checks(**"holds"**) }}'],
    ),
    "a link": (
        ((INDEX, SENTENCE, "[More](https://e.example/other)."),),
        ["- ~~Acme plans about $200 billion ⟦acme.capex.2026⟧.~~", "- **\\[More\\](https:\u200b//e.example/other).**"],
    ),
    "a comment": (
        ((INDEX, SENTENCE, f"{SENTENCE} {{# look, @all #}}"),),
        ["- Acme plans about $200 billion. **{# look, @\u200ball #}**"],
    ),
    "front matter": (
        ((INDEX, "# Home\n", '---\ndescription: "All of it."\n---\n\n# Home\n'),),
        ["- **\\---**", '- **description: "All of it."**', "- **\\---**"],
    ),
    "a line that moves": (
        ((INDEX, f"# Home\n\n{SENTENCE}", f"{SENTENCE}\n\n# Home"),),
        ["- moved: Acme plans about $200 billion."],
    ),
    "a line that is code now": (
        ((INDEX, SENTENCE, f"    {SENTENCE}"),),
        ["- spaced otherwise:     Acme plans about $200 billion."],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("steps", "expected"), WRITTEN.values(), ids=WRITTEN)
def test_what_is_written(trying: Trying, steps: tuple[Step, ...], expected: list[str]) -> None:
    found = sections(trying(*steps, first=TWIN))
    title = "Written on Checks" if "checks" in steps[0][0] else HOME
    assert found[title][1:] == expected


def test_a_number_that_moves_is_not_written(trying: Trying) -> None:
    found = sections(trying((DATA, '"about 200 billion"', '"about 210 billion"'), (INDEX, "Acme plans", "Acme spends")))
    assert found[HOME] == ["index.md", "- Acme ~~plans~~ → **spends** about $210 billion."]
    assert found["Home"] == ["index.md", "- Acme spends ~~about $200 billion~~ → **about $210 billion**."]


def test_a_claim_that_goes_with_its_sentence_leaves_no_gap(trying: Trying) -> None:
    claim = FIGURES[FIGURES.index("      rumour:") : FIGURES.index("      consensus:")]
    cited = f'{SENTENCE}\nSome say {{{{ fig("acme.capex.2026/rumour") }}}}.'
    found = trying((DATA, claim, ""), (INDEX, cited, SENTENCE), first=((INDEX, SENTENCE, cited),))
    assert sections(found)[HOME][1:] == ["- ~~Some say about $150 billion ⟦acme.capex.2026/rumour⟧.~~"]
    assert "cannot be shown" not in found


def test_only_blank_lines(trying: Trying) -> None:
    assert "On 1 page more, only what shows on hover" in trying((INDEX, "# Home\n", "# Home\n\n\n"))


# ---- waivers and reasons --------------------------------------------------------------------------

WAIVED = "It may cost $999 billion. {# typed: x #}"


@pytest.mark.parametrize(
    ("first", "step", "expected"),
    [
        ((), (SENTENCE, f"{SENTENCE}\n{WAIVED}"), "It may cost $999 billion. – reason: x"),
        (((INDEX, SENTENCE, WAIVED),), ("999", "998"), "It may cost $998 billion. – reason: x"),
        (((INDEX, SENTENCE, WAIVED),), (": x", ": y"), "It may cost $999 billion. – reason: y"),
        (((INDEX, SENTENCE, WAIVED),), ("# Home\n\n", "# Home\n\nMore.\n\n"), ""),
    ],
    ids=["new", "another number", "another reason", "as before"],
)
def test_typed_numbers_that_are_waived(
    trying: Trying, first: tuple[Step, ...], step: tuple[str, str], expected: str
) -> None:
    found = sections(trying((INDEX, *step), first=first)).get("Typed numbers that are waived", [])
    line = 4 if not first else 3
    assert found == ([f"- docs/index.md:{line}: {expected}"] if expected else [])


FORMS = [
    "{# typed: the name of a chip #}",
    "{#- typed:the name of a chip-#}",
    "{# typed: a #}",
    "{# typed: #}",
    "{# a #}",
]


@pytest.mark.parametrize("text", FORMS)
def test_what_silences_the_check_is_shown(root: Path, text: str) -> None:
    edit(root / INDEX, (SENTENCE, f"{SENTENCE} {text}"))
    found = impact.read(root)
    shown = written.waivers("index.md", "", found.sources["index.md"], lambda _: "")
    assert {waiver.line for waiver in shown} >= found.book.site.pages["index.md"].waived


def test_a_waiver_is_known_by_its_usual_form(root: Path) -> None:
    edit(root / INDEX, (SENTENCE, f"{SENTENCE} {FORMS[0]}"))
    assert impact.read(root).book.site.pages["index.md"].waived == {3}


EDITS: dict[str, tuple[str, str, str, list[str]]] = {
    "name of an entity": (
        "{name: Beta,", "{name: Gamma,", "Edited beside the number",
        ["- name: ~~Beta~~ → **Gamma** (`beta`)"],
    ),
    "year of an entity": (
        "fiscal_year_end: 06-30", "fiscal_year_end: 09-30", "Edited beside the number",
        ["- Beta, fiscal\\_year\\_end: ~~06~~ → **09**\\-30 (`beta`)",
         "- Beta Lab, fiscal\\_year\\_end: ~~06~~ → **09**\\-30 (`lab`)"],
    ),
    "kind of a measure": (
        "kind: flow", "kind: stock", "Edited beside the number",
        ["- Capital expenditure, kind: ~~flow~~ → **stock** (`capex`)"],
    ),
    "publisher": (
        "The Wire", "The Mirror", "Edited beside the number",
        ["- Acme plans, publisher: The ~~Wire~~ → **Mirror** (`plan`)"],
    ),
    "what a check says": (
        "Two spend more", "Both spend more", "Edited beside the number",
        ["- says: ~~Two~~ → **Both** spend more than one. (`more-than-one`)"],
    ),
    "who says so": (
        "by: unnamed", "by: acme", "Edited beside the number",
        ["- Acme: capital expenditure, 2026 (rumour), by: ~~unnamed~~ → **acme** (`acme.capex.2026/rumour`)"],
    ),
    "operands": (
        "sum: [acme.capex.2026/guidance", "sum: [acme.capex.2026/rumour", "Edited beside the number",
        [
            "- The pair: capital expenditure, 2026, operation: sum(acme.capex.2026/~~guidance~~ → **rumour**,"
            " beta.capex.2026/guidance) (`pair.capex.2026/total`)"
        ],
    ),
    "why one is preferred": (
        "It is the plan.", "It is a plan.", "Reasons and waivers",
        ["- Acme: capital expenditure, 2026, because: It is ~~the~~ → **a** plan. (`acme.capex.2026`)"],
    ),
    "why one differs": (
        "reason: superseded", "reason: scope", "Reasons and waivers",
        [
            "- Acme: capital expenditure, 2026 (rumour), differs.reason: ~~superseded~~ → **scope**"
            " (`acme.capex.2026/rumour`)"
        ],
    ),
    "a waiver": (
        "        of: plan\n", '        of: plan\n        waive: {period: "The article counts so all the same."}\n', "Reasons and waivers",
        ["- The pair: capital expenditure, 2026, waive.period: **The article counts so all the same.** (`pair.capex.2026/total`)"],
    ),
    "digits": (
        '"24 %"', '"24.0 %"', "Numbers that change",
        ["- Beta: growth, 2026: ~~24%~~ → **24.0%**"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "title", "expected"), EDITS.values(), ids=EDITS)
def test_edits_of_the_data(trying: Trying, old: str, new: str, title: str, expected: list[str]) -> None:
    assert sections(trying((DATA, old, new)))[title] == expected


def test_a_new_check_and_its_reason(trying: Trying) -> None:
    check = '\n  plan-grew:\n    says: "It grew."\n    left: acme.capex.2026/guidance\n    is: above\n'
    rest = '    right: acme.capex.2025/reported\n    expect: fails\n    because: "We say so."\n'
    found = sections(trying((DATA, "    expect: holds\n", f"    expect: holds\n{check}{rest}")))
    assert found["New articles, entities, measures and checks"] == [
        "- check: It grew.: acme.capex.2026/guidance above acme.capex.2025/reported, expected: fails (`plan-grew`)"
    ]
    assert found["Reasons and waivers"] == ["- It grew., because: **We say so.** (`plan-grew`)"]


RENAMES: dict[str, tuple[tuple[Step, ...], str]] = {
    "another period": (
        ((DATA, "  beta.growth.2026:", "  beta.growth.2025:\n    was: [beta.growth.2026]"),),
        "- ~~beta.growth.2026~~ → **beta.growth.2025** – **another question:** period 2026 → 2025",
    ),
    "another entity": (
        ((DATA, "  beta.growth.2026:", "  lab.growth.2026:\n    was: [beta.growth.2026]"),),
        "- ~~beta.growth.2026~~ → **lab.growth.2026** – **another question:** entity Beta → Beta Lab",
    ),
    "another spelling": (
        (
            (DATA, "  growth:\n    name: Growth\n", "  rise:\n    name: Growth\n"),
            (DATA, "  acme.growth.2026:", "  acme.rise.2026:\n    was: [acme.growth.2026]"),
            (DATA, "  beta.growth.2026:", "  beta.rise.2026:\n    was: [beta.growth.2026]"),
        ),
        "- ~~acme.growth.2026~~ → **acme.rise.2026**",
    ),
    "another key": (
        ((DATA, "      implied:\n", "      derived:\n        was: [implied]\n"),),
        "- ~~acme.growth.2026/implied~~ → **acme.growth.2026/derived**",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("steps", "expected"), RENAMES.values(), ids=RENAMES)
def test_renames(trying: Trying, steps: tuple[Step, ...], expected: str) -> None:
    assert sections(trying(*steps))["Renamed"][0] == expected


# ---- length ---------------------------------------------------------------------------------------


NUMBER: Step = (DATA, '"about 200 billion"', '"about 210 billion"')
WHOLE = "The whole stands in the summary of the run; `python -m ledger impact --whole` prints it."


def test_what_follows_is_cut_first(trying: Trying) -> None:
    report = trying(NUMBER, (INDEX, "Acme plans", "Acme spends"), limit=6_000)
    assert len(report.encode()) <= 6_000
    assert re.fullmatch(
        rf"\*\*This report is cut, without \d+ lines of what follows\. {re.escape(WHOLE)}\*\*", report.split("\n")[2]
    )
    assert sections(report)[HOME] == ["index.md", "- Acme ~~plans~~ → **spends** about $210 billion."]
    assert len(sections(report)["Numbers that change"]) == 1


def test_a_flood_on_one_page_hides_no_other(trying: Trying) -> None:
    flood = "".join(
        f"\n{chr(10) * (n % 100 == 0)}This is sentence {n} of many that nobody reads." for n in range(1_500)
    )
    names = tuple((DATA, old, f"{old} {'long ' * 300}") for old in ("Acme bouwt", "Two spend more than one."))
    bad = "Acme plans next to nothing."
    report = trying(NUMBER, *names, ("docs/checks.md", "# Checks\n", f"# Checks\n{flood}\n"), (INDEX, SENTENCE, bad))
    assert len(report.encode()) <= impactreport.MAX_BYTES
    top = re.fullmatch(
        rf"\*\*This report is cut, without ([\d,]+) lines to judge.*{re.escape(WHOLE)}\*\*", report.split("\n")[2]
    )
    assert top
    assert sections(report)[HOME][-1] == "- Acme plans ~~about $210 billion ⟦acme.capex.2026⟧~~ → **next to nothing**."
    assert sections(report)["Written on Checks"][-2] == f"- **… and {top[1]} more, left out for length**"


def test_many_new_pages_hide_no_change_of_an_old_one(root: Path, trying: Trying) -> None:
    bad = "Acme plans next to nothing."
    before = impact.read(root)
    for number in range(300):
        (root / "docs" / f"a{number}.md").write_text(f"# {'Page ' * 100}{number}\n\n" + "All is well.\n" * 20)
    edit(root / INDEX, (SENTENCE, bad))
    edit(root / DATA, NUMBER[1:])
    report = impactreport.markdown(impact.compare(before, impact.read(root), "the base"))
    found = sections(report)
    assert len(report.encode()) <= impactreport.MAX_BYTES
    assert found[HOME][-1] == "- Acme plans ~~about $210 billion ⟦acme.capex.2026⟧~~ → **next to nothing**."
    assert len(found["Numbers that change"]) == 1
    assert re.search(r"^\*\*… and \d+ more sections, left out for length\*\*$", report, re.MULTILINE)


def test_a_line_too_long_to_show_is_counted(trying: Trying) -> None:
    report = trying((INDEX, SENTENCE, f"{'All is well. ' * 550}Acme plans nothing."), limit=6_000)
    assert report.split("\n")[2].startswith("**This report is cut, without 1 line to judge. ")
    assert sections(report)[HOME][-1] == "- **… and 1 more, left out for length**"


def test_the_whole_is_not_cut(trying: Trying) -> None:
    report = trying((INDEX, SENTENCE, f"{'All is well. ' * 550}Acme plans nothing."), limit=impactreport.MAX_WHOLE)
    assert sections(report)[HOME][-1].endswith("All is well. Acme plans nothing.**")


# ---- hostile texts --------------------------------------------------------------------------------

HOSTILE = "@all #1 <img src=x> ![x](y) https://e.example www.e.example `x` </details> <!-- x"
PLACES: dict[str, Step] = {
    "title": (INDEX, "# Home", f"# {HOSTILE}"),
    "line": (INDEX, SENTENCE, HOSTILE),
    "waiver": (INDEX, SENTENCE, f"It costs $999 billion. {{# typed: {HOSTILE} #}}"),
    "call": (INDEX, "acme.capex.2026", HOSTILE),
    "entity": (DATA, "{name: Beta,", f"{{name: '{HOSTILE}',"),
    "publisher": (DATA, "The Wire", f"'{HOSTILE}'"),
    "title of an article": (DATA, '"Acme bouwt"', f"'{HOSTILE}'"),
    "language": (DATA, "language: nl", f"language: '{HOSTILE}'"),
    "address": (DATA, "https://wire.example/plan", f"'{HOSTILE}'"),
    "definition": (DATA, '"Money for things that last."', f"'{HOSTILE}'"),
    "reason": (DATA, '"It is the plan."', f"'{HOSTILE}'"),
    "check": (DATA, '"Two spend more than one."', f"'{HOSTILE}'"),
    "place": (DATA, "at: paragraph 3", f"at: '{HOSTILE}'"),
    "printed": (DATA, '"24%"', f"'{HOSTILE}'"),
    "scope": (DATA, "        asof: 2026-02-05\n", f"        asof: 2026-02-05\n        scope: '{HOSTILE}'\n"),
    "key": (DATA, "      rumour:", f"      '{HOSTILE}':"),
    "id": (DATA, "  beta.growth.2026:", f"  '{HOSTILE}':"),
}  # fmt: skip
#: What would have an effect in a comment; the report's own markup is taken out before.
EFFECT = re.compile(r"@(?!\u200b)|#\d|<|!\[|\]\(|https?://|www\.|&#?\w+;")
OWN = re.compile(r"</?details>|</?summary>|\\.")


@pytest.mark.parametrize("step", PLACES.values(), ids=PLACES)
def test_a_text_of_a_stranger_has_no_effect(trying: Trying, step: Step) -> None:
    report = trying(step)
    assert "all" in report
    assert not EFFECT.search(OWN.sub(" ", report))


def test_a_name_of_a_file_has_no_effect(root: Path) -> None:
    before = impact.read(root)
    (root / "docs" / "<b>@all [x](y).md").write_text(f"# Page\n\n{HOSTILE}\n")
    report = impactreport.markdown(impact.compare(before, impact.read(root), "the base"))
    assert "### New page: Page\n\n\\<b>@\u200ball \\[x\\](y).md\n" in report
    assert not EFFECT.search(OWN.sub(" ", report))
