"""Golden messages: what an editor reads for each mistake in the file of figures, word for word and at its line.

Elsewhere a test names the line, the subject and the grade of a problem, never its words.
"""

from __future__ import annotations

import pytest
from conftest import FIGURES, Edit, Reading, changed, located

VALUE = '        value: "about 200 billion"'
G = "acme.capex.2026/guidance"
T = "pair.capex.2026/total"
R = "acme.capex.2026/rumour"
OLD = "acme.capex.2025/reported"
ACME, BETA = G, "beta.capex.2026/guidance"
GRAMMAR = (
    "Write it as [about|nearly|more than|at least|less than|at most|up to] NUMBER [to NUMBER]"
    " [thousand|million|billion|trillion] [%], or as 'several [hundred|thousand] SCALE'."
)
SUM = "        sum: [acme.capex.2026/guidance, beta.capex.2026/guidance]"
GROWTH = "        growth: [acme.capex.2026/guidance, acme.capex.2025/reported]"
NO_SOURCE = (
    "is a number without a source. Name a claim; only the product or base of a check takes a plain count up to 999."
)
LEFT = "    left: pair.capex.2026/total"
RIGHT = "    right: acme.capex.2026/guidance"
WHY = '"The article adds them all the same."'
AGENCY = "  agency: {name: Agency, kind: body}"
ASOF = "        asof: 2026-02-05"
SEE = "    see: [pair.capex.2026]"
REFERENCE = (
    "entities:\n",
    "references:\n  release: {publisher: Acme, kind: release, published: 2026-02-04, url: https://acme.example/}\n\nentities:\n",
)
PRINTED_THERE = (
    "          krant: {paragraph 1",
    '          release: {slide 4: "about $200 billion"}\n          krant: {paragraph 1',
)
SCOPES = (
    '    definition: "Money for things that last."',
    '    definition: "Money for things that last."\n    scopes: {cash: "What was paid in the period."}',
)


def revision(revises: str, said: str = "2026-02-28", preferred: str = "july") -> list[Edit]:
    """Return Acme's later word on its plan, which no other claim contradicts."""
    claim = f"""      july:
        value: "170 billion"
        by: acme
        status: guidance
        asof: {said}
        {revises}
        printed:
          krant: {{paragraph 5: "170 miljard dollar"}}
      rumour:"""
    return [("      rumour:", claim), ("    preferred: guidance", f"    preferred: {preferred}")]


CASES: dict[str, tuple[list[Edit], list[str]]] = {
    # ---- unknown fields, and fields that are missing
    "section": ([("checks:", "chekcs:  #!")], ["unknown section 'chekcs'. Did you mean 'checks'?"]),
    "section unlike any": ([("checks:", "wishes:  #!")], ["unknown section 'wishes'. Remove it."]),
    "section missing": (
        [(FIGURES[FIGURES.index("measures:") : FIGURES.index("figures:")], "")],
        ["'measures' is missing. Add it."],
    ),
    "section empty": (
        [(FIGURES[FIGURES.index("measures:") : FIGURES.index("figures:")], "measures: {}  #!\n\n")],
        ["'measures' has the wrong form. Write a mapping with at least one entry."],
    ),
    "section as a list": (
        [(FIGURES[FIGURES.index("measures:") : FIGURES.index("figures:")], "measures: [capex]  #!\n\n")],
        ["'measures' has the wrong form. Write a mapping with at least one entry."],
    ),
    "checks are optional": ([(FIGURES[FIGURES.index("checks:") :], "")], []),
    "field of an article": (
        [("    publisher:", "    publischer:"), ("publischer: The Wire", "publischer: The Wire  #!")],
        ["plan: unknown field 'publischer'. Did you mean 'publisher'?"],
    ),
    "field of an entity": (
        [("{name: Acme, kind: company}", "{name: Acme, kind: company, ticker: ACM}  #!")],
        ["acme: unknown field 'ticker'. Remove it."],
    ),
    "field of a measure": ([("    unit: USD", "    units: USD  #!")], ["capex: unknown field 'units'. Did you mean 'unit'?"]),
    "field of a figure": (
        [('    because: "It is', '    becuase: "It is'), ('the plan."', 'the plan."  #!')],
        ["acme.capex.2026: unknown field 'becuase'. Did you mean 'because'?"],
    ),
    "field of a claim": (
        [("        by: agency", "        bye: agency  #!")],
        ["acme.capex.2026/consensus: unknown field 'bye'. Did you mean 'by'?"],
    ),
    "field of a print": (
        [('plan: {title: "$200 billion"}', 'plan: {title: {as: "$200 billion", haed: "x"}}  #!')],
        [f"{G}: unknown field 'haed'. Did you mean 'head'?"],
    ),
    "field of a check": ([("    says:", "    say:"), ('one."', 'one."  #!')], ["more-than-one: unknown field 'say'. Did you mean 'says'?"]),
    "inferred field": (
        [("        asof: 2026-02-05", '        inferred: {vlue: "So it seems."}  #!')],
        [f"{G}: unknown field 'vlue'. Did you mean 'value'?"],
    ),
    "waived rule": ([("        of: plan", '        waive: {perod: "The article adds them all the same."}  #!')], [f"{T}: unknown field 'perod'. Did you mean 'period'?"]),
    "reason of a waiver": ([("        of: plan", '        waive: {period: "So be it."}  #!')],
        [f"{T}: 'So be it.' is too short. Write a sentence of 20 characters or more."]),
    "kind of a comparison": ([("    as: growth", "    as: groth  #!")], ["growth: unknown as 'groth'. Did you mean 'growth'?"]),
    "measure of a measure": ([("    compares: capex", "    compares: cpex  #!")], ["growth: no measure 'cpex'. Did you mean 'capex'?"]),
    "language missing": ([("  krant:", "  krant:  #!"), ("    language: nl\n", "")], ["krant: 'language' is missing. Add it."]),
    "by missing": ([("        by: agency\n", "")], []),
    "status missing": ([("      guidance:", "      guidance:  #!"), ("        status: guidance\n", "")], [f"{G}: 'status' is missing. Add it."]),
    "no source": (
        [("      reported:", "      reported:  #!"), ('        printed:\n          plan: {paragraph 2: "$160 billion"}\n', "")],
        ["acme.capex.2025/reported: 'printed' is missing. Add it."],
    ),
    "no place": ([('plan: {paragraph 2: "$160 billion"}', "plan: {}  #!")],
        ["acme.capex.2025/reported: 'plan' has the wrong form. Write places with the number that each prints."]),
    # ---- words of a closed list
    "status": ([("        status: guidance", "        status: guidence  #!")], [f"{G}: unknown status 'guidence'. Did you mean 'guidance'?"]),
    "status computed": ([("        status: actual", "        status: computed  #!")],
        ["acme.capex.2025/reported: unknown status 'computed'. Use actual, guidance, consensus, estimate, forecast or assertion."]),
    "kind of a measure": ([("    kind: flow", "    kind: flaw  #!")], ["capex: unknown kind 'flaw'. Did you mean 'flow'?"]),
    "kind of an entity": ([("kind: body}", "kind: institute}  #!")],
        ["agency: unknown kind 'institute'. Use company, segment, product, place, thing, group or body."]),
    "language": ([("    language: nl", "    language: xx  #!")],
        ["krant: unknown language 'xx'. Use de, en, es, fr, it, ja, ko, nl, pt, zh-Hans or zh-Hant."]),
    "reason": ([('differs: {superseded: "It is older."}', 'differs: {superceded: "It is older."}  #!')],
        ["acme.capex.2026/rumour: unknown field 'superceded'. Did you mean 'superseded'?"]),
    "relation": ([("    is: above", "    is: abov  #!")], ["more-than-one: unknown is 'abov'. Did you mean 'above'?"]),
    "verdict": ([("    expect: holds", "    expect: holdz  #!")], ["more-than-one: unknown expect 'holdz'. Did you mean 'holds'?"]),
    # ---- ids that lead nowhere
    "entity of a figure": ([("  beta.growth.2026:", "  betta.growth.2026:  #!")], ["betta.growth.2026: no entity 'betta'. Did you mean 'beta'?"]),
    "measure of a figure": ([("  beta.growth.2026:", "  beta.grwth.2026:  #!")], ["beta.grwth.2026: no measure 'grwth'. Did you mean 'growth'?"]),
    "by": ([("        by: agency", "        by: agenzy  #!")], ["acme.capex.2026/consensus: no entity 'agenzy'. Did you mean 'agency'?"]),
    "by unlike any": ([("        by: agency", "        by: wsj  #!")],
        ["acme.capex.2026/consensus: no entity 'wsj'. Add the entity, or correct the id."]),
    "source": ([('          krant: {paragraph 1: "ongeveer 200 miljard dollar"}', '          crant: {paragraph 1: "ongeveer 200 miljard dollar"}  #!')],
        [f"{G}: no article or reference 'crant'. Did you mean 'krant'?"]),
    "see": ([("    see: [pair.capex.2026]", "    see: [pair.capex.2027]  #!")],
        ["acme.capex.2026: no figure 'pair.capex.2027'. Add the figure, or correct the id."]),
    "preferred": ([("    preferred: guidance", "    preferred: guidence  #!")], ["acme.capex.2026: no claim 'guidence'. Did you mean 'guidance'?"]),
    "of": ([("        of: plan", "        of: plant  #!")], [f"{T}: no article 'plant'. Did you mean 'plan'?"]),
    "operand": ([(SUM, SUM.replace("beta.capex.2026/guidance", "beta.capex.2026/gidance") + "  #!")],
        [f"{T}: no claim 'beta.capex.2026/gidance'. Did you mean 'beta.capex.2026/guidance'?"]),
    "operand without claim": ([(SUM, SUM.replace("beta.capex.2026/guidance", "beta.capex.2026") + "  #!")],
        [f"{T}: 'beta.capex.2026' is a figure, not a claim. Write beta.capex.2026/guidance."]),
    "side of a check": ([(RIGHT, "    right: acme.capex.2026/guidence  #!")],
        ["more-than-one: no claim 'acme.capex.2026/guidence'. Did you mean 'acme.capex.2026/guidance'?"]),
    "bound of a check": ([(RIGHT, "    right: {low: acme.capex.2026/guidence}  #!")],
        ["more-than-one: no claim 'acme.capex.2026/guidence'. Did you mean 'acme.capex.2026/guidance'?"]),
    "part of": ([("part_of: beta}", "part_of: betta}  #!")], ["lab: no entity 'betta'. Did you mean 'beta'?"]),
    "member": ([("members: [acme, beta]}", "members: [acme, betta]}  #!")], ["pair: no entity 'betta'. Did you mean 'beta'?"]),
    # ---- ids and texts of a wrong form
    "id of an article": ([("  krant:\n    title", "  Krant:  #!\n    title")], ["Krant: 'Krant' is not an id. Use lower-case letters, digits and hyphens, but not 'index'."]),
    "open decision": ([("        status: actual", '        status: "?"  #!')], [f"{OLD}: 'status' still says '?'. Write what somebody must decide."]),
    "id of a number": ([("  agency:", "  010:"), ("kind: body}", "kind: body}  #!"), ("        by: agency\n", "")],
        ["010: '010' is not an id. Use lower-case letters, digits and hyphens, but not 'index'."]),
    "id of a figure": ([("  beta.growth.2026:", "  beta.growth:  #!")],
        ["beta.growth: 'beta.growth' is not a figure's id. Write entity.measure.period."]),
    "key of a claim": ([("      implied:", "      Implied:  #!")],
        ["acme.growth.2026/Implied: 'Implied' is not a key. Use lower-case letters, digits and hyphens, with a letter first, but not 'none'."]),
    "period": ([("  beta.growth.2026:", "  beta.growth.26:  #!")],
        ["beta.growth.26: '26' is not a period. Write it like 2026, 2026-h1, 2026-q1, ttm2026-q1, ytd2026-q3, fy2026, fy2026-q2, 2026-01, 2026-02-05, 2024..2026, by-2030 or undated."]),
    "period in capitals": ([("  beta.growth.2026:", "  beta.growth.FY2026:  #!")],
        ["beta.growth.FY2026: 'FY2026' has capitals. Write 'fy2026'."]),
    "day that is none": ([("    published: 2026-02-05", "    published: 2026-02-30  #!")],
        ["plan: '2026-02-30' is not in the calendar. Correct the day or the month."]),
    "month that is none": ([("    published: 2026-03", "    published: 2026-13  #!")],
        ["krant: '2026-13' is not in the calendar. Correct the day or the month."]),
    "date in words": ([("        asof: 2026-02-05", "        asof: 5 February  #!")],
        [f"{G}: '5 February' is not a date. Write 2026, 2026-05 or 2026-02-05."]),
    "end of the fiscal year": ([("fiscal_year_end: 06-30}", "fiscal_year_end: 06-31}  #!")],
        ["beta: '06-31' is not in the calendar. Correct the day or the month."]),
    "end of the fiscal year in words": ([("fiscal_year_end: 06-30}", "fiscal_year_end: June}  #!")],
        ["beta: 'June' is not a day of the year. Write month and day, such as 06-30."]),
    **{
        f"address {address}": ([("    url: https://wire.example/plan", f'    url: "{address}"  #!')],
            [f"plan: '{address}' is not an https address. Write it in full, with https:// and without odd characters."])
        for address in ("http://wire.example/", "javascript:alert(1)", "//wire.example/", "https://wire.example/>x", "https://a b/")
    },
    "page elsewhere": ([("part_of: beta}", "part_of: beta, page: ../secret}  #!")],
        ["lab: '../secret' is not an id. Use lower-case letters, digits and hyphens, but not 'index'."]),
    **{
        f"address {address}": ([("    url: https://wire.example/plan", f'    url: "{address}"  #!')],
            [f"plan: '{address}' is not an https address. Write it in full, with https:// and without odd characters."])
        for address in (
            "https://..", "https://-", "https://1", "https://127.0.0.1/", "https://0x7f.1/", "https://localhost", "https://localhost/x",
            "https://xn--80ak6aa92e.com/", "https://a.xn--p1ai/", "https://a-.example/", "https://wire.example:8080/", "https://wire.example/%zz",
            "https://wire.example/%2",
        )
    },
    **{
        f"address {address} may stand": ([("    url: https://wire.example/plan", f'    url: "{address}"')], [])
        for address in ("https://wire.example", "https://a-b.wire.example/?p=1&q=%E2%82%AC+~_.-", "https://WIRE.example/a/b-c_d.html")
    },
    **{
        f"day {day}": ([("    published: 2026-02-05", f"    published: {day}  #!")], [f"plan: '{day}' is too far away. Write a year from 1900 to 2200."])
        for day in ("0001-01-01", "1899", "2201-01", "9999-12-31")
    },
    **{f"day {day} may stand": ([("        asof: 2026-02-05", f"        asof: {day}"), ("    published: 2026-03", "    published: 2200")], []) for day in ("1900", "2200-12-31")},
    "year that is none": ([("        asof: 2026-02-05", "        asof: 0000  #!")], [f"{G}: '0000' is not in the calendar. Correct the day or the month."]),
    # ---- words that mean something else
    **{
        f"article {page}": ([("  krant:\n    title", f"  {page}:  #!\n    title"), ("          krant:", f"          {page}:"), ("          krant:", f"          {page}:")],
            [f"{page}: 'index' is not an id. Use lower-case letters, digits and hyphens, but not 'index'."] if page == "index" else [])
        for page in ("index", "indexes")
    },
    "entity index": ([("  agency:", "  index:"), ("kind: body}", "kind: body}  #!"), ("by: agency", "by: index")],
        ["index: 'index' is not an id. Use lower-case letters, digits and hyphens, but not 'index'."]),
    "page index": ([("part_of: beta}", "part_of: beta, page: index}  #!")], ["lab: 'index' is not an id. Use lower-case letters, digits and hyphens, but not 'index'."]),
    "claim none": ([("    claims:\n      implied:", "    preferred: none\n    because: 'x'\n    claims:\n      none:  #!")],
        ["acme.growth.2026/none: 'none' is not a key. Use lower-case letters, digits and hyphens, with a letter first, but not 'none'."]),
    # ---- values
    **{
        f"value {value}": ([(VALUE, f'        value: "{value}"  #!')], [f"{G}: {message}"])
        for value, message in {
            "185 to 175 billion": "the range '185 to 175 billion' runs downwards. Write '175 to 185 billion'.",
            "175 to 175 billion": "the range '175 to 175 billion' has equal ends. Write the number once.",
            "more than 2 to 3 billion": "'more than 2 to 3 billion' gives a range a bound. Write the range alone, or with 'about'.",
            "200,000": "'200,000' is not an amount. Write the number without commas, with a point for decimals.",
            "200e9": "'200e9' is not an amount. Write the number without an exponent, such as '200 billion'.",
            "2 billion %": "'2 billion %' is a percentage, and the measure is in USD. Leave out the %.",
            **{w: f"'{w}' is not an amount. {GRAMMAR}" for w in ("no", "010", "1:30", "2026-01-05", "about", "$2 billion", "nan")},
        }.items()
    },
    "percent missing": ([('        value: "24 %"', '        value: "24"  #!')],
        ["beta.growth.2026/guidance: '24' lacks its %, and the measure is a percentage. Write '24 %'."]),
    "literal": ([(RIGHT, '    right: "2,000 billion"  #!')],
        ["more-than-one: '2,000 billion' is not an amount. Write the number without commas, with a point for decimals."]),
    "print that is no number": ([('"$200 billion"}', '"200 apples"}  #!')],
        [f"{G}: printed in 'plan': 'apples' cannot be read: it is no part of a number in USD. Leave out all but the number with its qualifier, scale and unit; give another unit a measure of its own."]),
    # ---- operations
    "value and operation": ([("      total:", "      total:  #!"), ("        of: plan", '        value: "3 billion"')],
        [f"{T}: the claim has 'value' and 'sum'. Give it one value or one operation."]),
    "neither": ([("      guidance:", "      guidance:  #!"), (VALUE + "\n", "")],
        [f"{G}: the claim has neither a value nor an operation. Give it one value or one operation."]),
    "one operand": ([(SUM, "        sum: [acme.capex.2026/guidance]  #!")], [f"{T}: 'sum' has the wrong form. List two claims or more."]),
    "three operands": ([(GROWTH, f"{GROWTH[:-1]}, acme.capex.2025/reported]  #!")],
        ["acme.growth.2026/implied: 'growth' has the wrong form. List two claims."]),
    "operand as a text": ([(SUM, "        sum: acme.capex.2026/guidance  #!")],
        [f"{T}: 'sum' has the wrong form. List two claims or more."]),
    "operand as a list": ([(SUM, "        sum: [acme.capex.2026/guidance, [beta.capex.2026/guidance]]  #!")],
        [f"{T}: 'sum' has the wrong form. Name each claim by its id."]),
    "unknown operation": ([(RIGHT, "    right: {summ: [acme.capex.2026/guidance, beta.capex.2026/guidance]}  #!")],
        ["more-than-one: unknown field 'summ'. Did you mean 'sum'?"]),
    "bound of a list": ([(RIGHT, "    right: {low: [acme.capex.2026/guidance]}  #!")],
        ["more-than-one: 'low' has the wrong form. Name each claim by its id."]),
    "article's fields on an operation": ([("        of: plan", "        by: acme  #!\n        status: actual  #!\n        asof: 2026  #!")],
        [f"{T}: '{f}' does not go with an operation. Remove it." for f in ("by", "status", "asof")]),
    "operation's fields on a value": ([("        asof: 2026-02-05", '        of: plan  #!\n        waive: {period: "The article adds them all the same."}  #!')],
        [f"{G}: '{f}' does not go with a value. Remove it." for f in ("of", "waive")]),
    "units that do not mix": ([(SUM, "        sum: [acme.growth.2026/implied, beta.capex.2026/guidance]  #!")],
        [f"{T}: cannot be computed: % and USD are different units. Use amounts of one unit."]),
    "result in another unit": ([(GROWTH, "        sum: [acme.capex.2026/guidance, acme.capex.2026/rumour]  #!")],
        ["acme.growth.2026/implied: the result is in USD, the measure in %. Use fitting operands."]),
    **{
        f"{name} in another unit": ([(GROWTH, f"        {name}: [{operands}]  #!")],
            [f"acme.growth.2026/implied: the result is in {found}, the measure in %. Use fitting operands."])
        for name, operands, found in (
            ("difference", f"{G}, acme.capex.2025/reported", "USD"),
            ("base", f"{G}, beta.growth.2026/guidance", "USD"),
            ("product", f"{G}, beta.growth.2026/guidance", "USD"),
        )
    },
    **{
        f"{name} in dollars": ([(SUM, f"        {name}: [{operands}]  #!")],
            [f"{T}: the result is in {found}, the measure in USD. Use fitting operands."])
        for name, operands, found in (
            ("growth", f"{G}, acme.capex.2025/reported", "%"),
            ("ratio", f"{G}, acme.capex.2025/reported", "times"),
            ("sum", "acme.growth.2026/implied, beta.growth.2026/guidance", "%"),
            ("difference", "acme.growth.2026/implied, beta.growth.2026/guidance", "%"),
            ("product", "acme.growth.2026/implied, beta.growth.2026/guidance", "plain numbers"),
        )
    },
    **{
        f"{how} in times by {name}": ([("    as: growth", f"    as: {how}"), ("    unit: \"%\"", "    unit: times"), ('        value: "24 %"', '        value: "24"'),
            ('"24%"', '"24 times"'), (GROWTH, f"        {name}: [{G}, acme.capex.2025/reported]{mark}")],
            ["acme.growth.2026/implied: the result is in %, the measure in times. Use fitting operands."] if mark else [])
        for how, name, mark in (("multiple", "growth", "  #!"), ("multiple", "ratio", ""))
    },
    "ratio in per cent": ([("    as: growth", "    as: share"), (GROWTH, "        ratio: [acme.capex.2026/guidance, pair.capex.2026/total]")], []),
    "base of what is no growth": ([(SUM, SUM.replace("sum:", "base:") + "  #!")],
        [f"{T}: cannot be computed: USD is no growth. Use a growth in % or a multiple in times."]),
    "division by zero": ([('        value: "160 billion"', '        value: "0"'), ('"$160 billion"', '"0"'), (GROWTH, f"{GROWTH}  #!")],
        ["acme.growth.2026/implied: cannot be computed: the divisor may be zero. Divide by an amount that is stated from both sides."]),
    "computing with a vague amount": (
        [('        value: "160 billion"', '        value: "several billion"'), ('"$160 billion"', '"several billion"'), (GROWTH, f"{GROWTH}  #!")],
        ["acme.growth.2026/implied: cannot be computed: a vague amount cannot be computed with. Leave it out."]),
    **{
        f"check of many digits in {operands}": ([("  more-than-one:", "  more-than-one:  #!"), ("    is: above\n", ""), (f"{RIGHT}\n", ""),
            (LEFT, f"    left: {operands}"), ("    expect: holds", "    expect: derived")],
            ["more-than-one: cannot be computed: the result has more than 24 digits. Correct the operands."])
        for operands in (
            f"{{product: [{G}, {', '.join(['999'] * 20)}]}}".replace("999", '"999"'),
            f"{{product: [{G}, {G}, {{ratio: [{G}, {G}]}}]}}".replace(f"{G}, {G}, ", f'{G}, "999", "999", "999", "999", "999", '),
        )
    },
    # ---- numbers without a source
    **{
        f"{name} of {operands}": ([(SUM, f"        {name}: [{operands}]  #!")], [f"{T}: '{odd}' {NO_SOURCE}"])
        for name, operands, odd in (
            ("sum", f'{G}, "9 billion"', "9 billion"),
            ("difference", f'"9", {G}', "9"),
            ("ratio", f'{G}, "9 billion"', "9 billion"),
            ("growth", f'{G}, "9 billion"', "9 billion"),
            ("base", f'"4", {G}', "4"),
            ("base", f'{G}, "24 %"', "24 %"),
            *(("product", f'{G}, "{odd}"', odd)
                for odd in ("4 thousand", "0.5", "4.0", "0", "50 %", "about 4", "3 to 4", "several billion", "1000")),
        )
    },
    "sum of literals": ([(SUM, '        sum: ["900 billion", "99 billion"]  #!')],
        [f"{T}: '900 billion' {NO_SOURCE}", f"{T}: '99 billion' {NO_SOURCE}"]),
    "count in a claim": ([(SUM, f'        product: [{G}, "4"]  #!')], [f"{T}: '4' {NO_SOURCE}"]),
    "literal in a check's operation": ([(RIGHT, f'    right: {{sum: [{G}, "1 billion"]}}  #!')], [f"more-than-one: '1 billion' {NO_SOURCE}"]),
    "literals nested in a check": ([(RIGHT, f'    right: {{product: [{G}, {{product: ["2", "3"]}}]}}  #!')],
        ["more-than-one: 'product' names no claim. Name one, so that the number has a source."]),
    "literal on the left": ([(LEFT, '    left: "999 billion"  #!')],
        ["more-than-one: left is a number without a source. Name a claim there, and compare it."]),
    "count in a check": ([(RIGHT, '    right: {product: [acme.capex.2025/reported, "1"]}'), ("    means: sound", '    means: sound\n    counts: {"1": "One year, no more."}')], []),
    # ---- circles
    "circle of one": ([("      implied:", "      implied:  #!"), (GROWTH, GROWTH.replace("acme.capex.2026/guidance", "acme.growth.2026/implied"))],
        ["acme.growth.2026/implied: a circle of operations: acme.growth.2026/implied -> acme.growth.2026/implied. Give one of them a value."]),
    "circle of two": (
        [("      reported:", "      reported:  #!"), (
            FIGURES[FIGURES.index('        value: "160 billion"') : FIGURES.index("\n  acme.capex.2026:")],
            "        base: [acme.capex.2026/guidance, acme.growth.2026/implied]\n",
        )],
        ["acme.capex.2025/reported: a circle of operations: acme.capex.2025/reported -> acme.growth.2026/implied -> acme.capex.2025/reported. Give one of them a value."],
    ),
    "circle of members": ([("members: [acme, beta]}", "members: [acme, beta, pair]}  #!")], ["pair: a circle of members: pair -> pair. Break it."]),
    "circle of members of members": ([("members: [acme, beta]}", "members: [acme, beta, trio]}  #!\n\n  trio: {name: The trio, kind: group, members: [pair]}")],
        ["pair: a circle of members: pair -> trio -> pair. Break it."]),
    "member twice": ([("members: [acme, beta]}", "members: [acme, beta, acme, acme]}  #!")], ["pair: 'acme' is listed as a member already. Leave it out here."]),
    "operand that is broken": ([('        value: "100 to 120 billion"', '        value: "100 too 120 billion"  #!'), ("    left: pair.capex.2026/total", '    left: {product: [beta.capex.2026/guidance, "4"]}')],
        ["beta.capex.2026/guidance: '100 too 120 billion' is not an amount. Write it as [about|nearly|more than|at least|less than|at most|up to] NUMBER"
         " [to NUMBER] [thousand|million|billion|trillion] [%], or as 'several [hundred|thousand] SCALE'."]),
    "circle of parts": ([("fiscal_year_end: 06-30}", "fiscal_year_end: 06-30, part_of: lab}  #!"), ("part_of: beta}", "part_of: beta}")],
        ["beta: a circle of parts: beta -> lab -> beta. Break it."]),
    # ---- checks
    "derived and compared": ([("    expect: holds", "    expect: derived  #!")],
        ["more-than-one: 'is' and 'right' go with a verdict, and neither with 'derived'. Correct one of these."]),
    "verdict without relation": ([("    is: above\n", ""), ("    expect: holds", "    expect: holds  #!")],
        ["more-than-one: 'is' and 'right' go with a verdict, and neither with 'derived'. Correct one of these."]),
    "empty right": ([(RIGHT, "    right: []  #!")],
        ["more-than-one: 'right' has the wrong form. Write a claim's id, an amount, one operation, or a list of these."]),
    # ---- forms
    "claims as a list": ([(f"    claims:\n      implied:\n{GROWTH}", "    claims: [implied]  #!")],
        ["acme.growth.2026: 'claims' has the wrong form. Write a mapping with at least one entry."]),
    "no claims": ([(f"    claims:\n      implied:\n{GROWTH}", "    claims: {}  #!")],
        ["acme.growth.2026: 'claims' has the wrong form. Write a mapping with at least one entry."]),
    "claim as a text": ([(f"      implied:\n{GROWTH}", "      implied: much  #!")],
        ["acme.growth.2026/implied: 'implied' has the wrong form. Write a mapping with at least one entry."]),
    "value as a mapping": ([(VALUE, "        value: {about: a lot}  #!")], [f"{G}: 'value' has the wrong form. Write a text."]),
    # ---- whatever a stranger calls a key, the message stands at it
    "claim's id as a figure's": ([(f"  acme.growth.2026:\n    claims:\n      implied:\n{GROWTH}", '  acme.growth.2026/implied:\n    value: "5 %"  #!\n    claims: {}  #!')],
        ["acme.growth.2026/implied: unknown field 'value'. Remove it.",
         "acme.growth.2026/implied: 'claims' has the wrong form. Write a mapping with at least one entry."]),
    **{
        f"entity {name}": ([(AGENCY, f'{AGENCY}\n\n  "{name}": {{name: Z, kind: body, foo: x}}  #!')],
            [f"{subject}'{name}' is not an id. Use lower-case letters, digits and hyphens, but not 'index'.", f"{subject}unknown field 'foo'. Remove it."])
        for name, subject in (("a/b", "a/b: "), ("", ""), ("[key]", "[key]: "))
    },
    **{
        f"claim {name}": ([("      implied:", f'      "{name}":  #!'), (GROWTH, f"{GROWTH}\n        foo: x  #!")],
            [f"acme.growth.2026/{name}: '{name}' is not a key. Use lower-case letters, digits and hyphens, with a letter first, but not 'none'.",
             f"acme.growth.2026/{name}: unknown field 'foo'. Remove it."])
        for name in ("a/b", "")
    },
    "source with a line break": ([('krant: {paragraph 1: "ongeveer 200 miljard dollar"}', '"a\\nb": {paragraph 1: "ongeveer 200 miljard dollar"}  #!')],
        [f"{G}: no article or reference 'a\\nb'. Add the article or reference, or correct the id."]),
    **{
        f"{field} [key]": ([("        asof: 2026-02-05", f'        asof: 2026-02-05\n        {entry}  #!')], [f"{G}: unknown field '[key]'. Remove it."])
        for field, entry in (("field", '"[key]": x'), ("inferred", 'inferred: {"[key]": x}'), ("differs", 'differs: {"[key]": x}'))
    },
    # ---- prints
    "place with a comma": ([('{title: "$200 billion"}', '{table, row 4: "$200 billion"}  #!')],
        [f"{G}: 'table' has no value. Add one, or put the whole text in quotes if a comma or colon belongs to it."]),
    "place with a comma, quoted": ([('{title: "$200 billion"}', '{"table, row 4: total": "$200 billion"}')], []),
    "place without a token": ([('{title: "$200 billion"}', "{title: }  #!")],
        [f"{G}: 'title' has no value. Add one, or put the whole text in quotes if a comma or colon belongs to it."]),
    "place without a token, below": ([('{title: "$200 billion"}', "\n            title:  #!")], [f"{G}: 'title' is empty. Give it a value, or remove the line."]),
    "place with an empty list": ([('{title: "$200 billion"}', "{title: []}  #!")], [f"{G}: 'title' has the wrong form. Write the number as printed there, in quotes."]),
    "place without its number": ([('{title: "$200 billion"}', '{title: {note: "So it says."}}  #!')], [f"{G}: 'as' is missing. Add it."]),
    "several tokens": ([('{title: "$200 billion"}', '{title: ["$200 billion", "about $200 billion"]}')], []),
    "several tokens, one wrong": ([('{title: "$200 billion"}', '{title: ["$200 billion", "$210 billion"]}  #!')],
        [f"{G}: 'plan' prints $210 billion (title), and the value is about 200 billion. Mend the value, or the printed token."]),
    "a number, and rounded in the same article": ([('"$160 billion"', '"$160.4 billion", lead: "$160 billion"'), ('"160 billion"', '"160.4 billion"')], []),
    "rounded in another article alone": ([('krant: {paragraph 1: "ongeveer 200 miljard dollar"}', 'krant: {paragraph 1: "ongeveer 200 miljard dollar"}  #!'), ('"about 200 billion"', '"about 200.4 billion"'), ('{title: "$200 billion"}', '{title: "about $200.4 billion"}')],
        [f"{G}: 'krant' prints ongeveer 200 miljard dollar (paragraph 1), and the value is about 200.4 billion. Mend the value, or the printed token."]),
    "an outflow in brackets": ([('{title: "$200 billion"}', '{title: "$(200) billion"}  #!')],
        [f"{G}: 'plan' prints $(200) billion (title), and the value is about 200 billion."
         ' Mend the value, or give unread: "Brackets mark what is paid."']),
    "an entity with other names": ([("name: Acme,", "name: Acme, also: [ACM],")], []),
    "token without quotes": ([('{title: "$200 billion"}', "{title: $200 billion}  #!")],
        [f'{G}: the printed $200 billion stands without quotes. Write "$200 billion".']),
    "token with all that may stand there": ([('{title: "$200 billion"}', '{title: {as: "$200 billion", note: "In the heading."}}')], []),
    "token that cannot be read": ([('{title: "$200 billion"}', '{title: "$200 billion", lead: {as: "umpteen", unread: "The word stands for any large number."}}')], []),
    "claim called like the field": ([("      reported:", "      printed:"), (GROWTH, GROWTH.replace("/reported", "/printed"))], []),
    "place twice": ([('{title: "$200 billion"}', '{title: "$200 billion", title: "$200 billion"}  #!')],
        [f"{G}: 'title' stands here a second time; line 61 has it too. Keep one."]),
    # ---- references
    "reference": ([REFERENCE, PRINTED_THERE], []),
    "reference with an article's id": ([(REFERENCE[0], REFERENCE[1].replace("release: {", "plan: {").replace("}", "}  #!"))], ["plan: 'plan' is an article, too. Choose another id."]),
    **{
        f"reference without {field}": ([(REFERENCE[0], REFERENCE[1].replace(line, "").replace("}", "}  #!"))],
            [f"release: '{field}' is missing. Add it."])
        for field, line in (("publisher", "publisher: Acme, "), ("kind", "kind: release, "), ("url", ", url: https://acme.example/"))
    },
    "reference that is tested": ([REFERENCE, ("    tests: plan", "    tests: release  #!")], ["more-than-one: no article 'release'. Add the article, or correct the id."]),
    # ---- what holds across entries: one message for each rule
    "fiscal is calendar": ([("  acme.growth.2026:", "  acme.growth.fy2026:  #!")], ["acme.growth.fy2026: 'acme.growth.fy2026' is a calendar year, for that is the entity's fiscal year. Write 'acme.growth.2026'."]),
    "same span": ([("  beta.growth.2026:", "  pair.capex.2026-q1..2026-q4:"), ("  pair.capex.2026:", "  pair.capex.2026:  #!"), ('"24 %"', '"24 billion"'), ('"24%"', '"$24 billion"')],
        ["pair.capex.2026: spans the same days as 'pair.capex.2026-q1..2026-q4'. Put the claims under one of the two."]),
    "namesakes": ([("  agency: {name: Agency, kind: body}", "  agency: {name: ACME, kind: body}  #!")], ["agency: 'ACME' stands at 'acme', too. Tell the two apart."]),
    "comparison of no kind": ([("    as: growth\n", ""), ("  growth:\n", "  growth:  #!\n")],
        ["growth: 'as' is missing. Add it."]),
    "comparison with nothing": ([("    compares: capex\n", ""), ("  growth:\n", "  growth:  #!\n")],
        ["growth: 'compares' is missing. Add it."]),
    "share in times": ([("    as: growth", "    as: multiple  #!"), (GROWTH, f"{GROWTH}\n        waive: {{measure: {WHY}}}")],
        ["growth: a multiple is told in times, not in %. Correct one of the two."]),
    "former key none": ([("        of: plan", "        of: plan\n        was: [none]  #!")], [f"{T}: 'none' is not a key. Use lower-case letters, digits and hyphens, with a letter first, but not 'none'."]),
    "former period": ([(SEE, f"    was: [acme.capex.26]  #!\n{SEE}")],
        ["acme.capex.2026: 'acme.capex.26' is not a figure's id. Write entity.measure.period."]),
    "former id of a living figure": ([(SEE, f"    was: [{OLD.partition('/')[0]}]  #!\n{SEE}")], ["acme.capex.2026: 'acme.capex.2025' is a figure of its own. Remove it from 'was'."]),
    "former id of two": ([(SEE, f"    was: [ajax.capex.2026]\n{SEE}"), ("  beta.capex.2026:\n", "  beta.capex.2026:\n    was: [ajax.capex.2026]  #!\n")],
        ["beta.capex.2026: 'ajax.capex.2026' stands in the 'was' of 'acme.capex.2026' already. Keep it where it led."]),
    "former key of a living claim": ([("        asof: 2026-02-05", "        was: [rumour]  #!")], [f"{G}: 'rumour' is or was the claim 'rumour'. Remove it from 'was'."]),
    "former id in use": ([(SEE, f"    was: [ajax.capex.2026]\n{SEE}"), (GROWTH, GROWTH.replace(G, "ajax.capex.2026/guidance") + "  #!")],
        ["acme.growth.2026/implied: 'ajax.capex.2026/guidance' is now 'acme.capex.2026/guidance'. Write 'acme.capex.2026/guidance'."]),
    "former key in use": ([("        asof: 2026-02-05", "        was: [plan]"), (GROWTH, GROWTH.replace(G, "acme.capex.2026/plan") + "  #!")],
        ["acme.growth.2026/implied: 'acme.capex.2026/plan' is now 'acme.capex.2026/guidance'. Write 'acme.capex.2026/guidance'."]),
    "another claim of the figure": ([(GROWTH, GROWTH.replace(G, "acme.capex.2026/guidance-july") + "  #!")],
        [f"acme.growth.2026/implied: no claim 'acme.capex.2026/guidance-july'. Use {G} or {R} or acme.capex.2026/consensus."]),
    "claim of another figure": ([(GROWTH, GROWTH.replace(G, "acme.capex.2027/guidance") + "  #!")],
        ["acme.growth.2026/implied: no claim 'acme.capex.2027/guidance'. Add the claim, or correct the id."]),
    "no preference": ([("  acme.capex.2026:", "  acme.capex.2026:  #!"), ("    preferred: guidance\n", ""), ("      guidance:", "      guidance:  #!")],
        ["acme.capex.2026: 2 claims compete. Add 'preferred' with 'because', or 'preferred: none'.",
         f"{G}: about 200 billion conflicts with 'rumour' (about 150 billion) and does not say why. Add 'differs' with a reason: sentence."]),
    "no reason": ([("  acme.capex.2026:", "  acme.capex.2026:  #!"), ('    because: "It is the plan."\n', "")], ["acme.capex.2026: 'preferred' lacks its reason. Add 'because'."]),
    "consensus preferred": ([("  acme.capex.2026:", "  acme.capex.2026:  #!"), ("preferred: guidance", "preferred: consensus")],
        ["acme.capex.2026: a consensus cannot be preferred over a claim. Prefer another, or none."]),
    "revises itself": ([(ASOF, f"{ASOF}\n        revises: guidance  #!")], [f"{G}: 'guidance' is not an earlier word of the same speaker. Name one, or remove it."]),
    "revises what is not there": ([(ASOF, f"{ASOF}\n        revises: rumor  #!")], [f"{G}: no claim 'rumor'. Add the claim, or correct the id."]),
    "revises a later word": (revision("revises: guidance  #!", "2026-02-01"), ["acme.capex.2026/july: 'guidance' was said later, on 2026-02-05. Turn the two round, or correct a date."]),
    "revises again": ([*revision("revises: guidance"), ("      consensus:", "      august:\n        value: \"160 billion\"\n        by: acme\n        status: guidance\n        revises: guidance  #!\n"
        "        printed:\n          krant: {paragraph 6: \"160 miljard dollar\"}\n        differs: {superseded: \"It is newer.\"}\n      consensus:")],
        ["acme.capex.2026/august: 'guidance' is revised already. Revise the claim that followed it."]),
    "revised and preferred": ([*revision("revises: guidance", preferred="guidance"), ("preferred: guidance", "preferred: guidance  #!")],
        ["acme.capex.2026: 'guidance' was revised. Prefer 'july', or none."]),
    "scope": ([SCOPES, ("        by: agency", "        by: agency\n        scope: cahs  #!")], ["acme.capex.2026/consensus: no scope 'cahs'. Did you mean 'cash'?"]),
    "scope unlike any": ([("        by: agency", "        by: agency\n        scope: cash  #!")], ["acme.capex.2026/consensus: no scope 'cash'. Add it to the scopes of 'capex'."]),
    "concluded from nothing": ([(ASOF, '        inferred: {scope: "It says so elsewhere."}  #!')], [f"{G}: 'scope' is concluded here, and is not given. Add it, or remove the reason."]),
    "other qualifier": ([('"160 billion"', '"about 160 billion"  #!')],
        [f"{OLD}: the value is about 160 billion, and the articles say just the number. Take over the words of one of them."]),
    "other digit": ([('"160 billion"', '"160.000 billion"  #!')], [f"{OLD}: no article prints 160.000 billion to that digit. Write '160 billion'."]),
    "more and less": ([('"$200 billion"', '"more than $200 billion"'), ('"ongeveer 200 miljard dollar"}', '"minder dan 200 miljard dollar"}  #!')],
        [f"{G}: 'krant' prints minder dan 200 miljard dollar (paragraph 1), and 'plan' more than $200 billion. Make two claims of what cannot be one."]),
    "read before it was published": ([("    published: 2026-02-05", "    published: 2026-02-05  #!\n    accessed: 2026-01")],
        ["plan: 2026-02-05 is after 2026-01, when the text was read. Correct one of the two."]),
    "said after it was printed": ([("asof: 2026-02-05", "asof: 2099-02-05  #!")],
        [f"{G}: 2099-02-05 is too late: 'krant', the last to print it, is of 2026-03. Correct one of the two."]),
    "actual before its time": ([("        by: beta\n        status: guidance", "        by: beta\n        status: actual  #!")],
        [f"{BETA}: nothing of 2026 can be actual on 2026-12-31: 'plan', the last to print it, is of 2026-02-05. Correct the status, or a date."]),
    **{
        f"waiver of {rule}": ([*edits, (SUM, f"        sum: [{operands}]  #!")], [f"{T}: the sum takes {text} Leave out what does not belong, or waive '{rule}' in writing."])
        for rule, edits, operands, text in (
            ("period", [("        of: plan\n", "")], f"{OLD}, {BETA}", "2025, 2026 for 2026."),
            ("scope", [SCOPES, ("        by: beta\n", "        by: beta\n        scope: cash\n")], f"{G}, {BETA}", "unequal scopes: none given, cash."),
            ("members", [("    expect: holds", "    expect: undecided")], f"{BETA}, {BETA}", "beta, beta for pair, which is acme, beta."),
        )
    },
    "waiver of measure": ([("    as: growth", "    as: share"), (GROWTH, f"{GROWTH}  #!")],
        ["acme.growth.2026/implied: the growth takes capex, capex for growth; growth is a share of capex. Leave out what does not belong, or waive 'measure' in writing."]),
    "needless waiver": ([("        of: plan", f"        waive: {{period: {WHY}}}  #!")], [f"{T}: 'period' needs no waiver here. Remove it."]),
    "operation inside": ([(SUM, f"        sum: [{ACME}, {{high: {BETA}}}]  #!")], [f"{T}: 'sum' has the wrong form. Name each claim by its id."]),
    "operand of another article": ([("        of: plan", "        of: krant  #!")], [f"{T}: '{BETA}' is not a number of 'krant'. Leave out 'of', or use that article's claims."]),
    # ---- checks
    "means missing": ([("  more-than-one:", "  more-than-one:  #!"), ("    means: sound\n", "")], ["more-than-one: 'means' is missing. Add it."]),
    "meaning": ([("    means: sound", "    means: sonud  #!")], ["more-than-one: unknown means 'sonud'. Did you mean 'sound'?"]),
    "context that tests": ([("    tests: plan", "    tests: plan  #!"), ("    means: sound", "    means: context")],
        ["more-than-one: a check that means context tests nobody. Leave out 'tests', or choose another meaning."]),
    "tests nobody": ([("  more-than-one:", "  more-than-one:  #!"), ("    tests: plan\n", "")], ["more-than-one: 'sound' says nothing of whom. Add 'tests': the article whose statement it is."]),
    "dispute of one": ([("    tests: plan", "    tests: [plan]  #!"), ("    means: sound", "    means: dispute")],
        ["more-than-one: a dispute has two sides. List the articles under 'tests', or choose another meaning."]),
    "count without a word": ([("  more-than-one:", "  more-than-one:  #!"), (RIGHT, f'    right: {{base: [{OLD}, "4"]}}')], ["more-than-one: no article prints the 4. Say under 'counts' what it counts."]),
    "count that is not used": ([("    means: sound", '    means: sound\n    counts: {"4": "Quarters of a year."}  #!')], ["more-than-one: no operation multiplies by 4. Remove it."]),
    "placeholder": ([("    means: sound", '    means: sound\n    because: "It is {rihgt} more."  #!')], ["more-than-one: unknown placeholder '{rihgt}'. Did you mean 'right'?"]),
    "placeholder without a right side": ([("    is: above\n", ""), (f"{RIGHT}\n", ""), ("    expect: holds", "    expect: derived"), ("    means: sound", '    means: sound\n    because: "It is {difference} more."  #!')],
        ["more-than-one: unknown placeholder '{difference}'. Use {left}."]),
    "wrong verdict": ([("    expect: holds", "    expect: fails  #!")],
        ["more-than-one: the verdict is 'holds', expected is 'fails'. Left is about 300 to 320 billion against about 200 billion. Mend the numbers, or expect that verdict."]),
    "units that cannot be compared": ([("  more-than-one:", "  more-than-one:  #!"), (RIGHT, '    right: "2 %"')], ["more-than-one: compares USD with %. Use amounts of one unit."]),
    "literal without its per cent": ([("  more-than-one:", "  more-than-one:  #!"), (LEFT, "    left: beta.growth.2026/guidance"), (RIGHT, '    right: "2"')], ["more-than-one: compares % with 2. Write '2 %'."]),
    "vague side": ([("  more-than-one:", "  more-than-one:  #!"), (RIGHT, '    right: "several billion"')], ["more-than-one: a vague amount cannot be compared. Leave it out."]),
    "no such bound": ([("  more-than-one:", "  more-than-one:  #!"), ('"100 to 120 billion"', '"more than 100 billion"'), ('"$100 billion to $120 billion"', '"more than $100 billion"'), (RIGHT, f"    right: {{high: {BETA}}}")],
        [f"more-than-one: cannot be computed: '{BETA}' has no high bound. Use the claim itself."]),
    # ---- sentences
    "number in a sentence": ([("  acme.capex.2026:", "  acme.capex.2026:"), ('"It is the plan."', '"It is $9 billion."  #!')],
        ["acme.capex.2026: the number '$9 billion' stands in a sentence. Make it a claim, or say it without."]),
    "claim named in a sentence": ([('"It is the plan."', '"It is the plan (acme.capex.2026/guidence)."  #!')],
        ["acme.capex.2026: no claim 'acme.capex.2026/guidence'. Did you mean 'acme.capex.2026/guidance'?"]),
}  # fmt: skip


def test_the_small_ledger_has_no_fault(reading: Reading) -> None:
    ledger, messages = reading(FIGURES)
    assert messages == []
    assert list(ledger.claims) == [
        "acme.capex.2025/reported", "acme.capex.2026/guidance", "acme.capex.2026/rumour",
        "acme.capex.2026/consensus", "acme.growth.2026/implied", "beta.capex.2026/guidance",
        "beta.growth.2026/guidance", "pair.capex.2026/total",
    ]  # fmt: skip
    assert str(ledger.claims["pair.capex.2026/total"].amount) == "about 300 to 320 billion"
    assert str(ledger.claims["acme.growth.2026/implied"].amount) == "about 25.0 %"


@pytest.mark.parametrize(("edits", "messages"), CASES.values(), ids=CASES)
def test_a_mistake_has_its_message_at_its_line(reading: Reading, edits: list[Edit], messages: list[str]) -> None:
    text = changed(*edits)
    assert reading(text)[1] == located(text, messages)


def test_all_mistakes_of_a_file_are_reported_together(reading: Reading) -> None:
    text = changed(
        ("    published: 2026-03", "    published: soon  #!"),
        ('{title: "$200 billion"}', '{title: "$200 billion", title: "$200 billion"}  #!'),
        ("        by: agency", "        by: agenzy  #!"),
        ('        value: "24 %"', '        value: "24"  #!'),
        ("    expect: holds", "    expect: fails  #!"),
    )
    assert reading(text)[1] == located(
        text,
        [
            "krant: 'soon' is not a date. Write 2026, 2026-05 or 2026-02-05.",
            f"{G}: 'title' stands here a second time; line 61 has it too. Keep one.",
            "acme.capex.2026/consensus: no entity 'agenzy'. Did you mean 'agency'?",
            "beta.growth.2026/guidance: '24' lacks its %, and the measure is a percentage. Write '24 %'.",
            "more-than-one: the verdict is 'holds', expected is 'fails'. Left is about 300 to 320 billion"
            " against about 200 billion. Mend the numbers, or expect that verdict.",
        ],
    )


def test_what_depends_on_a_mistake_is_not_reported_again(reading: Reading) -> None:
    text = changed((VALUE, '        value: "200 bilion"  #!'))
    ledger, messages = reading(text)
    assert messages == located(text, [f"{G}: '200 bilion' is not an amount. {GRAMMAR}"])
    assert {"pair.capex.2026/total", "acme.growth.2026/implied", G} <= ledger.broken
    assert "acme.capex.2026/rumour" in ledger.claims
