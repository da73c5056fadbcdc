"""Rules across entries: periods, preferences, prints, sums, verdicts. Each breach has its grade, line and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import FIGURES, Edit, Reading, changed, located

from ledger.data import load

G = "acme.capex.2026/guidance"
R = "acme.capex.2026/rumour"
T = "pair.capex.2026/total"
SUM = "        sum: [acme.capex.2026/guidance, beta.capex.2026/guidance]\n        of: plan"
DIFFERS = '        differs:\n          reason: superseded\n          note: "It is older."\n'
RIGHT = "    right: acme.capex.2026/guidance"
LEFT = "    left: pair.capex.2026/total"
LEAVE = "Leave out what does not belong, or waive"


def figure(name: str, mark: str = "", value: str = "40 billion") -> str:
    """Return a figure that breaks no rule of its own, in front of the one that it goes before."""
    return f"""\
  {name}:{mark}
    claims:
      reported:
        value: "{value}"
        by: unnamed
        status: forecast
        articles:
          plan:
            - at: paragraph 9
              printed: "${value}"

  beta.growth.2026:"""


WHY = '"The article adds them all the same."'
GROWTH = "        growth: [acme.capex.2026/guidance, acme.capex.2025/reported]"
#: Another measure in dollars.
ORDERS = (
    "  growth:\n",
    '  orders:\n    name: Orders\n    unit: USD\n    kind: flow\n    definition: "x"\n\n  growth:\n',
)
#: A measure of what there is on a day.
STOCK = ("  growth:\n", '  stock:\n    name: Stock\n    unit: USD\n    kind: stock\n    definition: "x"\n\n  growth:\n')
#: Growth as another comparison, and one in times beside it.
SHARE = ("    as: growth", "    as: share")
TIMES = (
    "  growth:\n",
    "  times:\n    name: Multiple\n    unit: times\n    kind: ratio\n"
    '    definition: "x"\n    compares: capex\n    as: multiple\n\n  growth:\n',
)
SCOPE = ("        by: beta\n", "        by: beta\n        scope: cash\n")
#: A second part of a whole.
LABS = ("  pair: {name", "  shop: {name: Beta Shop, kind: segment, part_of: beta}\n\n  pair: {name")
#: What else names the sum of the pair.
SEE = ("    see: [pair.capex.2026]\n", "")
PAIR = (
    "    left: pair.capex.2026/total\n    is: above\n    right: acme.capex.2026/guidance\n",
    "    left: acme.capex.2026/guidance\n    is: above\n    right: acme.capex.2025/reported\n",
)
#: A second answer for Beta, to be filled in.
BETAS = (
    ("  beta.capex.2026:\n", '  beta.capex.2026:\n    preferred: guidance\n    because: "It is the plan."\n'),
    (
        '      guidance:\n        value: "100 to',
        '      added:\n        sum: [X]\n        differs:\n          reason: scope\n          note: "It is less."\n      guidance:\n        value: "100 to',
    ),
)


def added(operation: str, name: str, *more: str) -> Edit:
    """Return a computed figure in front of the one that it goes before."""
    lines = [f"  {name}:", "    claims:", "      added:", *(f"        {line}" for line in (operation, *more)), ""]
    return "  beta.growth.2026:", "\n".join([*lines, "  beta.growth.2026:"])


def total(operands: str, *more: str, mark: str = "  #!") -> Edit:
    """Return the sum of the pair over other operands."""
    return SUM, "\n".join((f"        sum: [{operands}]{mark}", *(f"        {line}" for line in more)))


VALUE = "        value:"
OLD_VALUE = f'{VALUE} "160 billion"'
GROWN = "beta.growth.2026/guidance"
ACME, BETA, OLD = "acme.capex.2026/guidance", "beta.capex.2026/guidance", "acme.capex.2025/reported"

CASES: dict[str, tuple[list[Edit], list[str]]] = {
    # ---- periods
    "fiscal is calendar": ([("  acme.growth.2026:", "  acme.growth.fy2026:  #!")],
        ["acme.growth.fy2026: the fiscal year of 'acme' is the calendar year. Write '2026'."]),
    "fiscal quarter is calendar": ([("  acme.growth.2026:", "  acme.growth.fy2026-q2:  #!"), (GROWTH, f"{GROWTH}\n        waive: {{period: {WHY}}}")],
        ["acme.growth.fy2026-q2: the fiscal year of 'acme' is the calendar year. Write '2026-q2'."]),
    "fiscal span is calendar": ([("  acme.growth.2026:", "  acme.growth.fy2025..fy2026:  #!")],
        ["acme.growth.fy2025..fy2026: the fiscal year of 'acme' is the calendar year. Write '2025..2026'."]),
    "fiscal where it differs": ([("  beta.growth.2026:", "  beta.growth.fy2026:")], []),
    "same span": ([("  beta.growth.2026:", figure("beta.capex.fy2026-q2")), ("  beta.growth.2026:", figure("beta.capex.2025-q4", "  #!"))],
        ["beta.capex.2025-q4: spans the same days as 'beta.capex.fy2026-q2'. Put the claims under one of the two."]),
    "same span as a span": ([("  beta.growth.2026:", figure("beta.capex.2025-q1..2025-q4")), ("  beta.growth.2026:", figure("beta.capex.2025", "  #!"))],
        ["beta.capex.2025: spans the same days as 'beta.capex.2025-q1..2025-q4'. Put the claims under one of the two."]),
    "other span": ([("  beta.growth.2026:", figure("beta.capex.fy2026-q2")), ("  beta.growth.2026:", figure("beta.capex.2026-q2"))], []),
    "fiscal year of the whole": ([("  beta.growth.2026:", figure("lab.capex.fy2026-q2")), ("  beta.growth.2026:", figure("lab.capex.2025-q4", "  #!"))],
        ["lab.capex.2025-q4: spans the same days as 'lab.capex.fy2026-q2'. Put the claims under one of the two."]),
    "fiscal year of its own": ([("part_of: beta}", "part_of: beta, fiscal_year_end: 12-31}"), ("  beta.growth.2026:", figure("lab.capex.fy2026", "  #!"))],
        ["lab.capex.fy2026: the fiscal year of 'lab' is the calendar year. Write '2026'."]),
    # ---- former ids that cannot be
    "former key none": ([("        of: plan", "        of: plan\n        was: [none]  #!")], [f"{T}: 'none' was never a key. Remove it from 'was'."]),
    "former period": ([("    see: [pair", "    was: [acme.capex.2300]  #!\n    see: [pair")],
        ["acme.capex.2026: '2300' is too far away. Write a year from 1900 to 2200. No figure had that id: remove it from 'was'."]),
    "former span": ([("    see: [pair", "    was: [acme.capex.2026..2024]  #!\n    see: [pair")],
        ["acme.capex.2026: '2026..2024' is not a span. Write an earlier and a later period of one kind. No figure had that id: remove it from 'was'."]),
    # ---- names
    "entities of one name": ([("  agency: {name: Agency, kind: body}", "  agency: {name: ACME, kind: body}  #!")],
        ["agency: 'ACME' stands at 'acme', too. Tell the two apart."]),
    "measures of one name": ([("    name: Growth", "    name: Capital  expenditure  #!")],
        ["growth: 'Capital  expenditure' stands at 'capex', too. Tell the two apart."]),
    "articles of one title": ([('    title: "Acme bouwt"', '    title: "Acme plans"  #!')],
        ["krant: 'Acme plans' stands at 'plan', too. Tell the two apart."]),
    "checks that say the same": ([('    says: "Two spend more than one."', '    says: "Two spend more than one."  #!'), ("  more-than-one:\n", """\
  another:
    says: "Two spend more than one."
    left: acme.capex.2025/reported
    expect: derived

  more-than-one:
""")], ["more-than-one: 'Two spend more than one.' stands at 'another', too. Tell the two apart."]),
    # ---- measures that compare
    "comparison of no kind": ([("    as: growth\n", ""), ("    compares: capex", "    compares: capex  #!")],
        ["growth: 'compares' does not say how. Add 'as': growth, share or multiple."]),
    "comparison with nothing": ([("    compares: capex\n", ""), ("    as: growth", "    as: growth  #!"), (GROWTH, f"{GROWTH}\n        waive: {{measure: {WHY}}}")],
        ["growth: 'as' goes with 'compares'. Name there what is compared, or remove it."]),
    "multiple in per cent": ([("    as: growth", "    as: multiple  #!"), (GROWTH, f"{GROWTH}\n        waive: {{measure: {WHY}}}")],
        ["growth: a multiple is told in times, not in %. Correct one of the two."]),
    "share in times": ([TIMES, ("    as: multiple", "    as: share  #!")], ["times: a share is told in %, not in times. Correct one of the two."]),
    # ---- preferences and differences
    "no preference": ([("  acme.capex.2026:", "  acme.capex.2026:  #!"), ("    preferred: guidance\n", ""), ("      guidance:", "      guidance:  #!")],
        ["acme.capex.2026: 2 claims compete. Add 'preferred' with 'because', or 'preferred: none'.",
         f"{G}: about 200 billion conflicts with 'rumour' (about 150 billion) and does not say why. Add 'differs' with reason and note."]),
    "no reason": ([("  acme.capex.2026:", "  acme.capex.2026:  #!"), ('    because: "It is the plan."\n', "")],
        ["acme.capex.2026: 'preferred' lacks its reason. Add 'because'."]),
    "no reason for none": ([("  acme.capex.2026:", "  acme.capex.2026:  #!"), ('    because: "It is the plan."\n', ""), ("preferred: guidance", "preferred: none"),
        ("      guidance:", "      guidance:  #!")],
        ["acme.capex.2026: 'preferred' lacks its reason. Add 'because'.",
         f"{G}: about 200 billion conflicts with 'rumour' (about 150 billion) and does not say why. Add 'differs' with reason and note."]),
    "consensus preferred": ([("  acme.capex.2026:", "  acme.capex.2026:  #!"), ("preferred: guidance", "preferred: consensus")],
        ["acme.capex.2026: a consensus cannot be preferred over a claim. Prefer another, or none."]),
    "unexplained": ([("      rumour:", "      rumour:  #!"), (DIFFERS, "")],
        [f"{R}: about 150 billion conflicts with 'guidance' (about 200 billion) and does not say why. Add 'differs' with reason and note."]),
    "both unexplained": ([("      guidance:", "      guidance:  #!"), ("      rumour:", "      rumour:  #!"), ("preferred: guidance", "preferred: none"), (DIFFERS, "")],
        [f"{G}: about 200 billion conflicts with 'rumour' (about 150 billion) and does not say why. Add 'differs' with reason and note.",
         f"{R}: about 150 billion conflicts with 'guidance' (about 200 billion) and does not say why. Add 'differs' with reason and note."]),
    "explained without conflict": ([('        value: "about 150 billion"', '        value: "about 190 billion"'), ("ongeveer 150 miljard", "ongeveer 190 miljard")], []),
    "consensus needs no explanation": ([('        value: "144.67 billion"', '        value: "14 billion"'), ("$144.67 billion", "$14 billion")], []),
    # ---- prints
    "other number": ([('"$200 billion"', '"$210 billion"  #!')],
        [f"{G}: 'plan' prints $210 billion (title), and the value is about 200 billion. Mend the value, or the printed token."]),
    "other scale": ([('"ongeveer 200 miljard dollar"', '"200 biljoen dollar"  #!')],
        [f"{G}: 'krant' prints 200 biljoen dollar (paragraph 1), and the value is about 200 billion. Mend the value, or the printed token."]),
    "range for a number": ([('"$200 billion"', '"$195 billion to $205 billion"  #!')],
        [f"{G}: 'plan' prints $195 billion to $205 billion (title), and the value is about 200 billion. Mend the value, or the printed token."]),
    "other end": ([('"$100 billion to $120 billion"', '"$100 billion to $125 billion"  #!')],
        [f"{BETA}: 'plan' prints $100 billion to $125 billion (paragraph 3), and the value is 100 to 120 billion. Mend the value, or the printed token."]),
    "value changed": ([('        value: "about 200 billion"', '        value: "about 210 billion"'), ('"$200 billion"', '"$200 billion"  #!'),
        ('"ongeveer 200 miljard dollar"', '"ongeveer 200 miljard dollar"  #!')],
        [f"{G}: 'plan' prints $200 billion (title), and the value is about 210 billion. Mend the value, or the printed token.",
         f"{G}: 'krant' prints ongeveer 200 miljard dollar (paragraph 1), and the value is about 210 billion. Mend the value, or the printed token."]),
    "other qualifier": ([('"$200 billion"', '"more than $200 billion"')], []),
    "qualifier turned": ([("ongeveer 150", "meer dan 150"), (f'{VALUE} "about 150 billion"', f'{VALUE} "less than 150 billion"  #!')],
        [f"{R}: the value is less than 150 billion, and the articles say more than. Take over the words of one of them."]),
    "qualifier made up": ([(OLD_VALUE, f'{VALUE} "about 160 billion"  #!')],
        [f"{OLD}: the value is about 160 billion, and the articles say just the number. Take over the words of one of them."]),
    "qualifier left out": ([(f'{VALUE} "about 200 billion"', f'{VALUE} "200 billion"  #!'), ('"$200 billion"', '"around $200 billion"')],
        [f"{G}: the value is 200 billion, and the articles say about. Take over the words of one of them."]),
    "more and less": ([('"$200 billion"', '"more than $200 billion"'), ('"ongeveer 200 miljard dollar"', '"minder dan 200 miljard dollar"  #!')],
        [f"{G}: 'krant' prints minder dan 200 miljard dollar (paragraph 1), and 'plan' more than $200 billion. Make two claims of what cannot be one."]),
    "more and at least": ([('"$200 billion"', '"more than $200 billion"'), ('"ongeveer 200 miljard dollar"', '"minstens 200 miljard dollar"'),
        (f'{VALUE} "about 200 billion"', f'{VALUE} "at least 200 billion"'), ("    expect: holds", "    expect: undecided")], []),
    "up to is at most": ([("ongeveer 150", "hoogstens 150"), (f'{VALUE} "about 150 billion"', f'{VALUE} "up to 150 billion"')], []),
    "finer digit": ([(OLD_VALUE, f'{VALUE} "160.000 billion"  #!')],
        [f"{OLD}: no article prints 160.000 billion to that digit. Write '160 billion'."]),
    "coarser digit": ([(OLD_VALUE, f'{VALUE} "0.16 trillion"  #!')],
        [f"{OLD}: no article prints 0.16 trillion to that digit. Write '160 billion'."]),
    "finer per cent": ([('        value: "24 %"', '        value: "24.0 %"  #!')],
        [f"{GROWN}: no article prints 24.0 % to that digit. Write '24 %'."]),
    "coarse where the article is": ([('"$160 billion"', '"$0.16 trillion"'), (OLD_VALUE, f'{VALUE} "0.16 trillion"')], []),
    "one article is finer": ([('"$200 billion"', '"$200,000 million"')], []),
    "scale without a word, too fine": ([("    language: nl", "    language: zh-Hant"), ('"ongeveer 200 miljard dollar"', '"約 2 千億美元"'),
        ('"ongeveer 150 miljard dollar"', '"約 150 十億美元"'), ('          plan:\n            - at: title\n              printed: "$200 billion"\n', ""),
        ("        of: plan\n", ""), (f'{VALUE} "about 200 billion"', f'{VALUE} "about 200.0 billion"  #!')],
        [f"{G}: no article prints about 200.0 billion to that digit. Write 'about 200 billion'."]),
    "scale without a word": ([("    language: nl", "    language: zh-Hant"), ('"ongeveer 200 miljard dollar"', '"約 2 千億美元"'),
        ('"ongeveer 150 miljard dollar"', '"約 150 十億美元"'), ('          plan:\n            - at: title\n              printed: "$200 billion"\n', ""),
        ("        of: plan\n", "")], []),
    # ---- conclusions
    "scope concluded from nothing": ([("        asof: 2026-02-05", '        inferred:\n          scope: "It says so elsewhere."  #!')],
        [f"{G}: 'scope' is concluded here, and is not given. Add it, or remove the reason."]),
    "publisher concluded from nothing": ([("    published: 2026-03\n", '    published: 2026-03\n    inferred:\n      publisher: "The colours."  #!\n')],
        ["krant: 'publisher' is concluded here, and is not given. Add it, or remove the reason."]),
    "what is concluded": ([("        asof: 2026-02-05", '        inferred: {by: "It is the plan.", period: "It is next."}')], []),
    # ---- dates
    "read before it was published": ([("    published: 2026-02-05", "    published: 2026-02-05  #!\n    accessed: 2026-01")],
        ["plan: 2026-02-05 is after 2026-01, when the text was read. Correct one of the two."]),
    "read in the month of publishing": ([("    published: 2026-02-05", "    published: 2026-02-05\n    accessed: 2026-02")], []),
    "said after it was printed": ([("asof: 2026-02-05", "asof: 2099-02-05  #!")],
        [f"{G}: 2099-02-05 is too late: 'krant', the last to print it, is of 2026-03. Correct one of the two."]),
    "said in the month of the last print": ([("asof: 2026-02-05", "asof: 2026-03-31")], []),
    "said when nobody knows the last print": ([("asof: 2026-02-05", "asof: 2099-02-05"), ("    published: 2026-03\n", "")], []),
    **{
        f"actual of {when}": ([("  beta.growth.2026:", figure(when).replace("forecast", f"actual{mark}")), ORDERS, STOCK],
            [f"{when}/reported: nothing of {when.split('.')[2]} can be actual on {known}: 'plan', the last to print it, is of 2026-02-05."
             " Correct the status, or a date."] * bool(mark))
        for when, mark, known in (
            ("acme.capex.2026-q1", "  #!", "2026-03-31"),
            ("acme.capex.2025-q4", "", ""),
            ("beta.capex.fy2026", "  #!", "2026-06-01"),
            ("acme.stock.2026", "", ""),
            ("acme.stock.2027", "  #!", "2027-01-01"),
            ("acme.stock.undated", "", ""),
        )
    },
    "growth that is not yet": ([("        by: beta\n        status: guidance\n        articles:\n          plan:\n            - at: paragraph 4",
        "        by: beta\n        status: actual  #!\n        articles:\n          plan:\n            - at: paragraph 4")],
        [f"{GROWN}: nothing of 2026 can be actual on 2026-12-31: 'plan', the last to print it, is of 2026-02-05. Correct the status, or a date."]),
    # ---- what a sum adds
    "periods": ([total(f"{OLD}, {BETA}", "of: plan")], [f"{T}: the sum takes 2025, 2026 for 2026. {LEAVE} 'period' in writing."]),
    "periods waived": ([total(f"{OLD}, {BETA}", f"waive: {{period: {WHY}}}")], []),
    "another period": ([("  pair.capex.2026:", "  pair.capex.2027:"), SEE, PAIR, total(f"{ACME}, {BETA}")],
        [f"pair.capex.2027/total: the sum takes 2026, 2026 for 2027. {LEAVE} 'period' in writing."]),
    "scopes": ([SCOPE, total(f"{ACME}, {BETA}")],
        [f"{T}: the sum takes unequal scopes: none given, cash. {LEAVE} 'scope' in writing."]),
    "scopes waived": ([SCOPE, total(f"{ACME}, {BETA}", f"waive: {{scope: {WHY}}}")], []),
    "one member twice": ([total(f"{BETA}, {BETA}"), ("    expect: holds", "    expect: undecided")],
        [f"{T}: the sum takes beta, beta for pair, which is acme, beta. {LEAVE} 'members' in writing."]),
    "one member too often": ([total(f"{ACME}, {BETA}, {BETA}")],
        [f"{T}: the sum takes acme, beta, beta for pair, which is acme, beta. {LEAVE} 'members' in writing."]),
    "two claims of one member": ([total(f"{ACME}, {R}")], [f"{T}: the sum takes acme, acme for pair, which is acme, beta. {LEAVE} 'members' in writing."]),
    "members waived": ([total(f"{BETA}, {BETA}", f"waive: {{members: {WHY}}}"), ("    expect: holds", "    expect: undecided")], []),
    "measures": ([ORDERS, ("  beta.growth.2026:", figure("beta.orders.2026")), total(f"{ACME}, beta.orders.2026/reported")],
        [f"{T}: the sum takes capex, orders for capex. {LEAVE} 'measure' in writing."]),
    "another measure": ([ORDERS, ("  pair.capex.2026:", "  pair.orders.2026:"), SEE, PAIR, total(f"{ACME}, {BETA}")],
        [f"pair.orders.2026/total: the sum takes capex, capex for orders. {LEAVE} 'measure' in writing."]),
    "strangers": ([("  pair.capex.2026:", "  lab.capex.2026:"), SEE, PAIR, total(f"{ACME}, {BETA}")],
        [f"lab.capex.2026/total: the sum takes acme, beta for lab. {LEAVE} 'members' in writing."]),
    "parts of a whole waived": ([LABS, ("  beta.growth.2026:", figure("lab.capex.2026")), ("  beta.growth.2026:", figure("shop.capex.2026")), *BETAS,
        ("        sum: [X]", f"        sum: [lab.capex.2026/reported, shop.capex.2026/reported]\n        waive: {{members: {WHY}}}")], []),
    "parts of a whole": ([LABS, ("  beta.growth.2026:", figure("lab.capex.2026")), ("  beta.growth.2026:", figure("shop.capex.2026")), *BETAS,
        ("        sum: [X]", "        sum: [lab.capex.2026/reported, shop.capex.2026/reported]  #!")],
        [f"beta.capex.2026/added: the sum takes lab, shop for beta. {LEAVE} 'members' in writing."]),
    "a whole and its part": ([("  beta.growth.2026:", figure("lab.capex.2026")), *BETAS,
        ("        sum: [X]", f"        sum: [{BETA}, lab.capex.2026/reported]  #!")],
        [f"beta.capex.2026/added: the sum takes beta, lab for beta. {LEAVE} 'members' in writing."]),
    "quarters of a year": ([("  beta.growth.2026:", figure("beta.capex.2026-q1")), ("  beta.growth.2026:", figure("beta.capex.2026-q2")), *BETAS,
        ("        sum: [X]", "        sum: [beta.capex.2026-q1/reported, beta.capex.2026-q2/reported]  #!")],
        [f"beta.capex.2026/added: the sum takes 2026-q1, 2026-q2 for 2026. {LEAVE} 'period' in writing."]),
    "one quarter twice": ([("  beta.growth.2026:", figure("beta.capex.2026-q1")), *BETAS,
        ("        sum: [X]", f"        sum: [beta.capex.2026-q1/reported, beta.capex.2026-q1/reported]  #!\n        waive: {{period: {WHY}}}")],
        [f"beta.capex.2026/added: the sum takes beta, beta for beta. {LEAVE} 'members' in writing."]),
    "scopes of a growth": ([("        asof: 2026-02-05", "        scope: cash"), (GROWTH, f"{GROWTH}  #!"), total(f"{ACME}, {BETA}", f"waive: {{scope: {WHY}}}", mark="")],
        [f"acme.growth.2026/implied: the growth takes unequal scopes: cash, none given. {LEAVE} 'scope' in writing."]),
    "needless waiver": ([total(f"{ACME}, {BETA}", f"waive: {{period: {WHY}}}  #!", mark="")], [f"{T}: 'period' needs no waiver here. Remove it."]),
    # ---- what else an operation takes
    **{
        f"{name} of {operands}": ([ORDERS, ("  beta.growth.2026:", figure("acme.capex.2024")), ("  beta.growth.2026:", figure("acme.orders.2025")),
            (GROWTH, f"        {name}: [{operands}]  #!")], [f"acme.growth.2026/implied: the {name} takes {text} in writing." for text in texts])
        for name, operands, *texts in (
            ("growth", f"{OLD}, acme.capex.2024/reported", f"2025, 2024 for 2026. {LEAVE} 'period'"),
            ("growth", f"{ACME}, acme.capex.2024/reported", f"2026, 2024 for 2026. {LEAVE} 'period'"),
            ("growth", f"{OLD}, {ACME}", f"2025, 2026 for 2026. {LEAVE} 'period'"),
            ("growth", f"{ACME}, acme.orders.2025/reported", f"capex, orders for growth; growth is a growth of capex. {LEAVE} 'measure'"),
            ("growth", f"{BETA}, {OLD}", f"beta, acme for acme. {LEAVE} 'members'"),
            ("ratio", f"{ACME}, {OLD}", f"capex, capex for growth; growth is a growth of capex, computed by 'growth'. {LEAVE} 'measure'"),
            ("sum", f"{GROWN}, {GROWN}", f"beta, beta for acme. {LEAVE} 'members'",
                f"growth, growth for growth; growth is a growth of capex, computed by 'growth'. {LEAVE} 'measure'"),
        )
    },
    **{
        f"share of {operands}": ([SHARE, ("  beta.growth.2026:", figure("acme.capex.2024")), (GROWTH, f"        {name}: [{operands}]  #!")],
            [f"acme.growth.2026/implied: the {name} takes {text} in writing."])
        for name, operands, text in (
            ("ratio", f"{ACME}, acme.capex.2024/reported", f"2026, 2024 for 2026. {LEAVE} 'period'"),
            ("ratio", f"{ACME}, {BETA}", f"acme, beta for acme. {LEAVE} 'members'"),
            ("ratio", f"{ACME}, {R}", f"acme, acme for acme. {LEAVE} 'members'"),
            ("ratio", f"{ACME}, {OLD}", f"2026, 2025 for 2026. {LEAVE} 'period'"),
            ("growth", f"{ACME}, {OLD}", f"capex, capex for growth; growth is a share of capex, computed by 'ratio'. {LEAVE} 'measure'"),
        )
    },
    "share of a whole": ([SHARE, (GROWTH, f"        ratio: [{ACME}, {T}]")], []),
    "multiple of two years": ([TIMES, added(f"ratio: [{ACME}, {OLD}]", "acme.times.2026")], []),
    "multiple of one year": ([TIMES, added(f"ratio: [{ACME}, {T}]  #!", "acme.times.2026")],
        [f"acme.times.2026/added: the ratio takes 2026, 2026 for 2026. {LEAVE} 'period' in writing."]),
    "multiple by a growth": ([TIMES, added(f"growth: [{ACME}, {OLD}]  #!", "acme.times.2026")],
        ["acme.times.2026/added: the result is in %, the measure in times. Use fitting operands."]),
    "growth of nothing": ([("    compares: capex\n    as: growth\n", ""), (GROWTH, f"{GROWTH}  #!")],
        [f"acme.growth.2026/implied: the growth takes capex, capex for growth; growth has no 'compares'. {LEAVE} 'measure' in writing."]),
    "growth over two years": ([("  beta.growth.2026:", figure("acme.capex.2024")), ("  acme.growth.2026:", "  acme.growth.2024..2026:"),
        (GROWTH, f"        growth: [{ACME}, acme.capex.2024/reported]")], []),
    "growth over two other years": ([("  beta.growth.2026:", figure("acme.capex.2024")), ("  acme.growth.2026:", "  acme.growth.2024..2026:"),
        (GROWTH, f"{GROWTH}  #!")],
        [f"acme.growth.2024..2026/implied: the growth takes 2026, 2025 for 2024..2026. {LEAVE} 'period' in writing."]),
    **{
        f"growth of {new} from {old} in {when}": ([("  beta.growth.2026:", figure(f"acme.capex.{new}")), ("  beta.growth.2026:", figure(f"acme.capex.{old}")),
            ("  acme.growth.2026:", f"  acme.growth.{when}:"), (GROWTH, f"        growth: [acme.capex.{new}/reported, acme.capex.{old}/reported]{mark}")],
            [f"acme.growth.{when}/implied: the growth takes {new}, {old} for {when}. {LEAVE} 'period' in writing."] * bool(mark))
        for new, old, when, mark in (
            ("2026-q1", "2025-q1", "2026-q1", ""),
            ("2026-q1", "2025-q4", "2026-q1", "  #!"),
            ("2024-03", "2024-02", "2024-03", "  #!"),
            ("2026-q1", "2025-q4", "2025-q4..2026-q1", ""),
            ("2026-q1", "2025-q3", "2026-q1", "  #!"),
            ("2026-q1", "2024", "2026-q1", "  #!"),
            ("2024-02", "2023-02", "2024-02", ""),
            ("2026-q1", "2025-q1", "undated", "  #!"),
        )
    },
    "base": ([added(f"base: [{BETA}, {GROWN}]", "beta.capex.2025")], []),
    "base by a count": ([added(f'base: [{BETA}, "4"]', "beta.capex.2026-q1", f"waive: {{period: {WHY}}}", 'note: "A quarter of it."')], []),
    "base by a count for another measure": ([ORDERS, added(f'base: [{BETA}, "4"]  #!', "beta.orders.2026", 'note: "A quarter of it."')],
        [f"beta.orders.2026/added: the base takes capex for orders. {LEAVE} 'measure' in writing."]),
    "base of two years": ([added(f"base: [{BETA}, {GROWN}]  #!", "beta.capex.2024")],
        [f"beta.capex.2024/added: the base takes 2026, 2026 for 2024. {LEAVE} 'period' in writing."]),
    "base over two years": ([added(f"base: [{BETA}, beta.growth.2024..2026/guidance]", "beta.capex.2024"),
        ("  beta.growth.2026:", "  beta.growth.2024..2026:")], []),
    "base of another's growth": ([added(f"base: [{BETA}, acme.growth.2026/implied]  #!", "beta.capex.2025")],
        [f"beta.capex.2025/added: the base takes beta, acme for beta. {LEAVE} 'members' in writing."]),
    "base of a share": ([added(f"base: [{BETA}, {GROWN}]  #!", "beta.capex.2025"), SHARE, (GROWTH, f"{GROWTH}\n        waive: {{measure: {WHY}}}")],
        [f"beta.capex.2025/added: the base takes capex, growth for capex; growth is a share of capex. {LEAVE} 'measure' in writing."]),
    "base of a multiple": ([TIMES, ("  beta.growth.2026:", figure("beta.times.2026", value="2").replace("$2", "2 times")),
        added(f"base: [{BETA}, beta.times.2026/reported]", "beta.capex.2025")], []),
    "product with a growth": ([added(f"product: [{BETA}, {GROWN}]  #!", "beta.capex.2025", f"waive: {{period: {WHY}}}")],
        [f"beta.capex.2025/added: the product takes capex, growth for capex; growth is a growth of capex. {LEAVE} 'measure' in writing."]),
    "base of a quarter before": ([("  beta.growth.2026:", figure("beta.capex.2026-q1")), ("  beta.growth.2026:", "  beta.growth.2026-q1:"),
        ("  beta.growth.2026-q1:", added("base: [beta.capex.2026-q1/reported, beta.growth.2026-q1/guidance]  #!", "beta.capex.2025-q4")[1].replace("2026:", "2026-q1:"))],
        [f"beta.capex.2025-q4/added: the base takes 2026-q1, 2026-q1 for 2025-q4. {LEAVE} 'period' in writing."]),
    "base of another growth": ([added(f"base: [{BETA}, {GROWN}]  #!", "beta.capex.2025"), ORDERS, ("    compares: capex", "    compares: orders"),
        (GROWTH, f"{GROWTH}\n        waive: {{measure: {WHY}}}")],
        [f"beta.capex.2025/added: the base takes capex, growth for capex; growth is a growth of orders. {LEAVE} 'measure' in writing."]),
    "difference of two years": ([added(f"difference: [{ACME}, {OLD}]  #!", "acme.capex.2024")],
        [f"acme.capex.2024/added: the difference takes 2026, 2025 for 2024. {LEAVE} 'period' in writing."]),
    "difference of one figure": ([added(f"difference: [{OLD}, {OLD}]  #!", "acme.orders.2025"), ORDERS],
        [f"acme.orders.2025/added: the difference takes acme, acme for acme. {LEAVE} 'members' in writing.",
         f"acme.orders.2025/added: the difference takes capex, capex for orders. {LEAVE} 'measure' in writing."]),
    "product for another measure": ([added(f'product: [{OLD}, "4"]  #!', "acme.orders.2025"), ORDERS],
        ["acme.orders.2025/added: no article prints the 4. Add a 'note' that says what it counts.",
         f"acme.orders.2025/added: the product takes capex for orders. {LEAVE} 'measure' in writing."]),
    "product for another measure, waived": ([ORDERS,
        added(f'product: [{OLD}, "4"]', "acme.orders.2025", f"waive: {{measure: {WHY}}}", 'note: "Four of them."')], []),
    "operation inside": ([total(f"{ACME}, {{product: [{BETA}, \"9\"]}}")],
        [f"{T}: 'sum' takes claims as they are. Make what stands inside a claim of its own, and name that."]),
    "bound inside": ([total(f"{ACME}, {{high: {BETA}}}")],
        [f"{T}: 'sum' takes claims as they are. Make what stands inside a claim of its own, and name that."]),
    "operand of another article": ([total(f"{ACME}, {BETA}", "of: krant  #!", mark="")],
        [f"{T}: '{BETA}' is not a number of 'krant'. Leave out 'of', or use that article's claims."]),
    "sum in a check": ([("  more-than-one:", "  more-than-one:  #!"), (LEFT, f"    left: {{sum: [{ACME}, {OLD}]}}")],
        [f"more-than-one: the sum adds unequal periods: 2026, 2025. {LEAVE} 'period' in writing."]),
    "sum in a check waived": ([(LEFT, f"    left: {{sum: [{ACME}, {OLD}]}}\n    waive: {{period: {WHY}}}")], []),
    "sum in a check of one number": ([("  more-than-one:", "  more-than-one:  #!"), (LEFT, f"    left: {{sum: [{ACME}, {ACME}]}}")],
        [f"more-than-one: the sum adds something twice: acme.capex.2026, acme.capex.2026. {LEAVE} 'members' in writing."]),
    # ---- what else a check takes
    **{
        f"check with {left} against {right}": ([("  more-than-one:", "  more-than-one:  #!"), ORDERS, TIMES, *(("  beta.growth.2026:", figure(f)) for f in figures),
            (LEFT, f"    left: {{{left}}}"), (RIGHT, f"    right: {right}"), *edits], [f"more-than-one: {text}{' in writing.' * (LEAVE in text)}" for text in texts])
        for left, right, figures, edits, *texts in (
            (f"growth: [{BETA}, beta.orders.2026/reported]", '"5 %"', ["beta.orders.2026"], [],
                f"the growth takes unequal measures: capex, orders. {LEAVE} 'measure'"),
            (f"ratio: [{BETA}, beta.orders.2026/reported]", '"2"', ["beta.orders.2026"], [],
                f"the ratio takes unequal measures: capex, orders. {LEAVE} 'measure'"),
            (f"difference: [{{product: [beta.orders.2026/reported, \"4\"]}}, {BETA}]", '"2 billion"', ["beta.orders.2026"], [],
                f"the difference takes unequal measures: orders, capex. {LEAVE} 'measure'"),
            (f"growth: [{OLD}, {ACME}]", "beta.growth.2026/guidance", [], [("expect: holds", "expect: fails")],
                f"the growth leads from 2026 to 2025, not forward. {LEAVE} 'period'"),
            ("growth: [acme.capex.2026-q1/reported, acme.capex.2025-q4/reported]", '"5 %"', ["acme.capex.2026-q1", "acme.capex.2025-q4"], [("is: above", "is: below")],
                f"the growth leads from 2025-q4 to 2026-q1, not from the same days a year earlier. {LEAVE} 'period'"),
            ("low: acme.capex.2025/reported", "beta.orders.2026/reported", ["beta.orders.2026"], [],
                f"compares unequal measures: capex, orders. {LEAVE} 'measure'"),
            (f"growth: [{ACME}, {OLD}]", "acme.orders-growth.2026/reported", [], [("  times:\n", '  orders-growth:\n    name: More\n    unit: "%"\n    kind: ratio\n'
                '    definition: "x"\n    compares: orders\n    as: growth\n\n  times:\n'), ("  beta.growth.2026:", figure("acme.orders-growth.2026", value="9 %").replace("$", ""))],
                f"compares unequal measures: growth of capex, orders-growth. {LEAVE} 'measure'"),
            (f"ratio: [{ACME}, {OLD}]", '{growth: [acme.orders.2026/reported, acme.orders.2025/reported]}', ["acme.orders.2026", "acme.orders.2025"], [],
                "compares multiples with %. Use amounts of one unit."),
            ("base: [beta.orders.2026/reported, beta.growth.2026/guidance]", '"2 billion"', ["beta.orders.2026"], [],
                f"the base takes orders, growth; growth is a growth of capex. {LEAVE} 'measure'"),
            (f"base: [{ACME}, beta.growth.2026/guidance]", '"2 billion"', [], [], f"the base takes acme, beta. {LEAVE} 'members'"),
            ("base: [beta.capex.2025/reported, beta.growth.2026/guidance]", '"2 billion"', ["beta.capex.2025"], [],
                f"the base takes unequal periods: 2025, 2026. {LEAVE} 'period'"),
            ("product: [beta.orders.2026/reported, beta.growth.2026/guidance]", '"2 billion"', ["beta.orders.2026"], [],
                f"the product takes orders, growth; growth is a growth of capex. {LEAVE} 'measure'"),
            (f"base: [{BETA}, beta.growth.2026/guidance]", '"2 billion"', [], []),
            (f"product: [{BETA}, beta.growth.2026/guidance]", '"2 billion"', [], []),
            (f"growth: [{ACME}, {R}]", '"5 %"', [], []),
            (f"growth: [{ACME}, {OLD}]", "acme.growth.2026/implied", [], [("is: above", "is: equal")]),
            (f"ratio: [{ACME}, {OLD}]", "acme.times.2026/reported", [], [("is: above", "is: about"),
                ("  beta.growth.2026:", figure("acme.times.2026", value="1.25").replace("$1.25", "1.25 times"))]),
            (f"ratio: [acme.capex.2026-q1/reported, {ACME}]", '"0.1"', ["acme.capex.2026-q1"], []),
        )
    },
    "unequal measures waived": ([ORDERS, ("  beta.growth.2026:", figure("acme.orders.2026")), (RIGHT, "    right: acme.orders.2026/reported"),
        (LEFT, f"{LEFT}\n    waive: {{measure: {WHY}}}")], []),
    # ---- verdicts
    "wrong verdict": ([("    expect: holds", "    expect: fails  #!")],
        ["more-than-one: the verdict is 'holds', expected is 'fails'. Left is about 300 to 320 billion against about 200 billion."
         " Mend the numbers, or expect that verdict."]),
    "verdict turned": ([("    is: above", "    is: below"), ("    expect: holds", "    expect: holds  #!")],
        ["more-than-one: the verdict is 'fails', expected is 'holds'. Left is about 300 to 320 billion against about 200 billion."
         " Mend the numbers, or expect that verdict."]),
    "highest of a list": ([("    is: above", "    is: highest"), (RIGHT, f"    right: [{ACME}, {R}]")], []),
    "derived": ([("    is: above\n", ""), (RIGHT + "\n", ""), ("    expect: holds", "    expect: derived")], []),
    "literal": ([(RIGHT, '    right: "299 billion"')], []),
    "other unit": ([("  more-than-one:", "  more-than-one:  #!"), (RIGHT, "    right: beta.growth.2026/guidance")],
        ["more-than-one: compares USD with %. Use amounts of one unit."]),
    "literal without its per cent": ([("  more-than-one:", "  more-than-one:  #!"), (LEFT, "    left: beta.growth.2026/guidance"), (RIGHT, '    right: "2"')],
        ["more-than-one: compares % with 2. Write '2 %'."]),
    "literal in per cent": ([(LEFT, "    left: beta.growth.2026/guidance"), (RIGHT, '    right: "2 %"')], []),
    "literal in per cent for dollars": ([("  more-than-one:", "  more-than-one:  #!"), (RIGHT, '    right: "2 %"')],
        ["more-than-one: compares USD with %. Use amounts of one unit."]),
    "per cent for multiples": ([("  more-than-one:", "  more-than-one:  #!"), (LEFT, f"    left: {{ratio: [{ACME}, {OLD}]}}"), (RIGHT, '    right: "2 %"')],
        ["more-than-one: compares multiples with %. Use amounts of one unit."]),
    "literal for multiples": ([(LEFT, f"    left: {{ratio: [{ACME}, {OLD}]}}"), (RIGHT, '    right: "1"')], []),
    "quarter against a year": ([("  more-than-one:", "  more-than-one:  #!"), ("  beta.growth.2026:", figure("acme.capex.2026-q1", value="400 billion")),
        (LEFT, "    left: acme.capex.2026-q1/reported")], [f"more-than-one: compares unequal periods: 2026-q1, 2026. {LEAVE} 'period' in writing."]),
    "quarter against a year, waived": ([("  beta.growth.2026:", figure("acme.capex.2026-q1", value="400 billion")),
        (LEFT, f"    left: acme.capex.2026-q1/reported\n    waive: {{period: {WHY}}}")], []),
    "quarter against a quarter": ([("  beta.growth.2026:", figure("acme.capex.2026-q1", value="400 billion")), ("  beta.growth.2026:", figure("beta.capex.fy2025-q3")),
        (LEFT, "    left: acme.capex.2026-q1/reported"), (RIGHT, "    right: beta.capex.fy2025-q3/reported")], []),
    "four quarters against a year": ([("  beta.growth.2026:", figure("acme.capex.2026-q1", value="400 billion")),
        (LEFT, '    left: {product: [acme.capex.2026-q1/reported, "4"]}')], []),
    "bound of a quarter against a year": ([("  more-than-one:", "  more-than-one:  #!"), ("  beta.growth.2026:", figure("acme.capex.2026-q1", value="400 billion")),
        (LEFT, "    left: {low: acme.capex.2026-q1/reported}")], [f"more-than-one: compares unequal periods: 2026-q1, 2026. {LEAVE} 'period' in writing."]),
    "growth of a quarter from a year": ([("  more-than-one:", "  more-than-one:  #!"), ("  beta.growth.2026:", figure("acme.capex.2026-q1", value="400 billion")),
        (LEFT, f"    left: {{growth: [acme.capex.2026-q1/reported, {ACME}]}}"), (RIGHT, '    right: "5 %"')],
        [f"more-than-one: compares unequal periods: 2026-q1, 2026. {LEAVE} 'period' in writing."]),
    "year against another year": ([(LEFT, f"    left: {ACME}"), (RIGHT, f"    right: {OLD}")], []),
    "vague": ([("  more-than-one:", "  more-than-one:  #!"), (RIGHT, '    right: "several billion"'), ("    expect: holds", "    expect: fails")],
        ["more-than-one: a vague amount cannot be compared. Leave it out."]),
    "no such bound": ([("  more-than-one:", "  more-than-one:  #!"), ('        value: "100 to 120 billion"', '        value: "more than 100 billion"'),
        ('"$100 billion to $120 billion"', '"more than $100 billion"'), (RIGHT, f"    right: {{high: {BETA}}}")],
        [f"more-than-one: cannot be computed: '{BETA}' has no high bound. Use the claim itself."]),
}  # fmt: skip


@pytest.mark.parametrize(("edits", "messages"), CASES.values(), ids=CASES)
def test_a_breach_has_its_message_at_its_line(reading: Reading, edits: list[Edit], messages: list[str]) -> None:
    text = changed(*edits)
    assert reading(text)[1] == located(text, messages)


#: What renders but must not be published; everything else cannot be rendered.
WARNINGS = {"unexplained", "both unexplained", "other number", "other scale", "range for a number", "other end",
    "value changed", "wrong verdict", "verdict turned", "qualifier turned", "qualifier made up", "qualifier left out",
    "finer digit", "coarser digit", "finer per cent", "scale without a word, too fine", "more and less",
    "read before it was published", "said after it was printed", "actual of acme.capex.2026-q1", "actual of beta.capex.fy2026",
    "actual of acme.stock.2027", "growth that is not yet"}  # fmt: skip


@pytest.mark.parametrize("name", [n for n, (_, messages) in CASES.items() if len(messages) == 1 or n in WARNINGS])
def test_a_breach_has_its_grade(tmp_path: Path, name: str) -> None:
    path = tmp_path / "figures.yml"
    path.write_text(changed(*CASES[name][0]))
    assert {p.grade for p in load.read(path)[1]} == {"warning" if name in WARNINGS else "error"}


def test_a_check_that_cannot_be_computed_is_left_out(reading: Reading) -> None:
    edits = CASES["other unit"][0]
    assert not reading(changed(*edits))[0].checks
    assert reading(FIGURES)[0].checks
