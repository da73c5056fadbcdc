"""Rules across entries: periods, names, preferences, revisions, scopes, prints."""

from __future__ import annotations

import pytest
from conftest import WHY, Edit, Faulty, figure

G = "acme.capex.2026/guidance"
R = "acme.capex.2026/rumour"
T = "pair.capex.2026/total"
ACME, BETA, OLD = "acme.capex.2026/guidance", "beta.capex.2026/guidance", "acme.capex.2025/reported"
GROWTH = "        growth: [acme.capex.2026/guidance, acme.capex.2025/reported]"
TIMES = (
    "  growth:\n",
    "  times:\n    name: Multiple\n    unit: times\n    kind: ratio\n"
    '    definition: "x"\n    compares: capex\n    as: multiple\n\n  growth:\n',
)
DIFFERS = '        differs: {superseded: "It is older."}\n'
VALUE = "        value:"
OLD_VALUE = f'{VALUE} "160 billion"'
GROWN = "beta.growth.2026/guidance"

#: Two scopes of capex.
SCOPES = (
    '    definition: "Money for things that last."',
    '    definition: "Money for things that last."\n'
    '    scopes: {cash: "What was paid in the period.", leases: "With what was leased in the period."}',
)
NO_SUM = (
    "        sum: [acme.capex.2026/guidance, beta.capex.2026/guidance]\n        of: plan",
    '        sum: [acme.capex.2026/guidance, beta.capex.2026/guidance]\n        waive: {scope: "The article adds them all the same."}',
)


def later(key: str, value: str, *fields: str, mark: str = "") -> Edit:
    """Return another word of Acme on its plan, in front of the rumour."""
    lines = [f"      {key}:{mark}", f'        value: "{value} billion"', "        by: acme", "        status: guidance",
        *(f"        {field}" for field in fields), "        printed:", f'          krant: {{paragraph 5: "{value} miljard dollar"}}']  # fmt: skip
    return "      rumour:\n", "\n".join([*lines, "      rumour:\n"])


JULY = ("preferred: guidance", "preferred: july")

ERRORS: dict[str, tuple[list[Edit], list[str]]] = {
    # ---- periods
    "fiscal quarter is calendar": ([("  acme.growth.2026:", "  acme.growth.fy2026-q2:  #!"), (GROWTH, f"{GROWTH}\n        waive: {{period: {WHY}}}")], ["acme.growth.fy2026-q2"]),
    "fiscal span is calendar": ([("  acme.growth.2026:", "  acme.growth.fy2025..fy2026:  #!")], ["acme.growth.fy2025..fy2026"]),
    "fiscal where it differs": ([("  beta.growth.2026:", "  beta.growth.fy2026:")], []),
    "same span": ([("  beta.growth.2026:", figure("beta.capex.fy2026-q2")), ("  beta.growth.2026:", figure("beta.capex.2025-q4", "  #!"))], ["beta.capex.2025-q4"]),
    "same span as a span": ([("  beta.growth.2026:", figure("beta.capex.2025-q1..2025-q4")), ("  beta.growth.2026:", figure("beta.capex.2025", "  #!"))], ["beta.capex.2025"]),
    "other span": ([("  beta.growth.2026:", figure("beta.capex.fy2026-q2")), ("  beta.growth.2026:", figure("beta.capex.2026-q2"))], []),
    "fiscal year of the whole": ([("  beta.growth.2026:", figure("lab.capex.fy2026-q2")), ("  beta.growth.2026:", figure("lab.capex.2025-q4", "  #!"))], ["lab.capex.2025-q4"]),
    "fiscal year of its own": ([("part_of: beta}", "part_of: beta, fiscal_year_end: 12-31}"), ("  beta.growth.2026:", figure("lab.capex.fy2026", "  #!"))], ["lab.capex.fy2026"]),
    # ---- former ids that cannot be
    # ---- names
    "measures of one name": ([("    name: Growth", "    name: Capital  expenditure  #!")], ["growth"]),
    "articles of one title": ([('    title: "Acme bouwt"', '    title: "Acme plans"  #!')], ["krant"]),
    "checks that say the same": ([('    says: "Two spend more than one."', '    says: "Two spend more than one."  #!'), ("  more-than-one:\n", """\
  another:
    tests: plan
    says: "Two spend more than one."
    left: acme.capex.2025/reported
    expect: derived
    means: sound

  more-than-one:
""")], ["more-than-one"]),
    # ---- measures that compare
    "share in times": ([TIMES, ("    as: multiple", "    as: share  #!")], ["times"]),
    # ---- conclusions
    "publisher concluded from nothing": ([("    published: 2026-03\n", '    published: 2026-03\n    inferred:\n      publisher: "The colours."  #!\n')], ["krant"]),
    "what is concluded": ([("        asof: 2026-02-05", '        inferred: {by: "It is the plan.", period: "It is next."}')], []),
    # ---- revisions
    "revised": ([JULY, later("july", "170", "revises: guidance")], []),
    "revised only in how it is counted": ([JULY, later("july", "170", "revises: {guidance: definition}")], []),
    "revised twice over": ([("preferred: guidance", "preferred: august"), later("july", "170", "revises: guidance"), later("august", "180", "revises: july")], []),
    "revised by another speaker": ([JULY, later("july", "195", "revises: rumour  #!")], ["acme.capex.2026/july"]),
    "revises a nameless word": ([("        differs: {superseded", "        revises: consensus  #!\n        differs: {superseded")], [R]),
    # ---- scopes
    "scope that the measure has": ([SCOPES, ("        by: agency", "        by: agency\n        scope: cash")], []),
}  # fmt: skip

WARNINGS: dict[str, tuple[list[Edit], list[str]]] = {
    # ---- preferences and differences
    "unexplained": ([("      rumour:", "      rumour:  #!"), (DIFFERS, "")], [R]),
    "both unexplained": ([("      guidance:", "      guidance:  #!"), ("      rumour:", "      rumour:  #!"), ("preferred: guidance", "preferred: none"), (DIFFERS, "")],
        [G, R]),
    "explained without conflict": ([('        value: "about 150 billion"', '        value: "about 190 billion"'), ("ongeveer 150 miljard", "ongeveer 190 miljard")], []),
    "consensus needs no explanation": ([('        value: "144.67 billion"', '        value: "14 billion"'), ("$144.67 billion", "$14 billion")], []),
    "the last of a chain is held against the preferred claim": ([later("july", "170", "revises: guidance", mark="  #!"), ("preferred: guidance", "preferred: rumour"), (DIFFERS, "")],
        ["acme.capex.2026/july"]),
    "an older word is preferred": ([later("july", "170", "revises: guidance"), ("preferred: guidance", "preferred: guidance  #!")], ["acme.capex.2026"]),
    "two scopes explain themselves": ([SCOPES, ("        asof: 2026-02-05", "        scope: cash"), ("        status: forecast", "        status: forecast\n        scope: leases"), (DIFFERS, ""),
        NO_SUM, ("        growth: [acme.capex.2026/guidance, acme.capex.2025/reported]", f"        growth: [acme.capex.2026/guidance, acme.capex.2025/reported]\n        waive: {{scope: {WHY}}}")], []),
    "one scope explains nothing": ([SCOPES, ("        status: forecast", "        status: forecast\n        scope: leases"), ("      rumour:", "      rumour:  #!"), (DIFFERS, "")], [R]),
    # ---- prints
    "other number": ([('"$200 billion"}', '"$210 billion"}  #!')], [G]),
    "other scale": ([('"ongeveer 200 miljard dollar"}', '"200 biljoen dollar"}  #!')], [G]),
    "range for a number": ([('"$200 billion"}', '"$195 billion to $205 billion"}  #!')], [G]),
    "other end": ([('"$100 billion to $120 billion"}', '"$100 billion to $125 billion"}  #!')], [BETA]),
    "value changed": ([('        value: "about 200 billion"', '        value: "about 210 billion"'), ('"$200 billion"}', '"$200 billion"}  #!'),
        ('"ongeveer 200 miljard dollar"}', '"ongeveer 200 miljard dollar"}  #!')],
        [G, G]),
    "other qualifier": ([('"$200 billion"', '"more than $200 billion"')], []),
    "qualifier turned": ([("ongeveer 150", "meer dan 150"), (f'{VALUE} "about 150 billion"', f'{VALUE} "less than 150 billion"  #!')], [R]),
    "qualifier left out": ([(f'{VALUE} "about 200 billion"', f'{VALUE} "200 billion"  #!'), ('"$200 billion"', '"around $200 billion"')], [G]),
    "more and at least": ([('"$200 billion"', '"more than $200 billion"'), ('"ongeveer 200 miljard dollar"', '"minstens 200 miljard dollar"'),
        (f'{VALUE} "about 200 billion"', f'{VALUE} "at least 200 billion"'), ("    expect: holds", "    expect: undecided")], []),
    "up to is at most": ([("ongeveer 150", "hoogstens 150"), (f'{VALUE} "about 150 billion"', f'{VALUE} "up to 150 billion"')], []),
    "coarser digit": ([(OLD_VALUE, f'{VALUE} "0.16 trillion"  #!')], [OLD]),
    "finer per cent": ([('        value: "24 %"', '        value: "24.0 %"  #!')], [GROWN]),
    "coarse where the article is": ([('"$160 billion"', '"$0.16 trillion"'), (OLD_VALUE, f'{VALUE} "0.16 trillion"')], []),
    "one article is finer": ([('"$200 billion"', '"$200,000 million"')], []),
    "scale without a word, too fine": ([("    language: nl", "    language: zh-Hant"), ('"ongeveer 200 miljard dollar"', '"約 2 千億美元"'),
        ('"ongeveer 150 miljard dollar"', '"約 150 十億美元"'), ('          plan: {title: "$200 billion"}\n', ""),
        ("        of: plan\n", ""), (f'{VALUE} "about 200 billion"', f'{VALUE} "about 200.0 billion"  #!')], [G]),
    "scale without a word": ([("    language: nl", "    language: zh-Hant"), ('"ongeveer 200 miljard dollar"', '"約 2 千億美元"'),
        ('"ongeveer 150 miljard dollar"', '"約 150 十億美元"'), ('          plan: {title: "$200 billion"}\n', ""),
        ("        of: plan\n", "")], []),
}  # fmt: skip


@pytest.mark.parametrize(("edits", "subjects"), ERRORS.values(), ids=ERRORS)
def test_what_cannot_be_rendered(faulty: Faulty, edits: list[Edit], subjects: list[str]) -> None:
    faulty(edits, subjects)


@pytest.mark.parametrize(("edits", "subjects"), WARNINGS.values(), ids=WARNINGS)
def test_what_must_not_be_published(faulty: Faulty, edits: list[Edit], subjects: list[str]) -> None:
    faulty(edits, subjects, "warning")
