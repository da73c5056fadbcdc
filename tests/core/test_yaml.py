"""What YAML itself must not do to the file of figures: each surprise is refused at its line."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from conftest import FIGURES, Edit, Reading, changed, located

from ledger.core import plaintext
from ledger.core import yaml as tree
from ledger.data import load

VALUE = '        value: "about 200 billion"'
NAME = "    name: Growth"
TITLE = '    title: "Acme plans"'
CHECKS = "checks:\n"
G = "acme.capex.2026/guidance"

#: Case -> what is changed, and the messages at the marked lines.
ODD: dict[str, tuple[Edit, list[str]]] = {
    # ---- keys
    "duplicate field": (
        ("        asof: 2026-02-05", "        asof: 2026-02-05\n        status: actual  #!"),
        [f"{G}: 'status' stands here a second time; line 58 has it too. Keep one."],
    ),
    "duplicate figure": (
        ("  acme.growth.2026:", "  acme.capex.2025:  #!\n    claims: {}\n\n  acme.growth.2026:"),
        ["figures: 'acme.capex.2025' stands here a second time; line 41 has it too. Keep one."],
    ),
    "duplicate section": (
        (CHECKS, "figures: {}  #!\n\nchecks:\n"),
        ["'figures' stands here a second time; line 40 has it too. Keep one."],
    ),
    "list as key": ((CHECKS, "[a, b]: x  #!\nchecks:\n"), ["a key is a list or a mapping. Write a plain key."]),
    "mapping as key": ((CHECKS, "{a: b}: x  #!\nchecks:\n"), ["a key is a list or a mapping. Write a plain key."]),
    "marked key": ((CHECKS, "? [a]  #!\n: x\nchecks:\n"), ["a key is a list or a mapping. Write a plain key."]),
    "merge key": (
        ("        asof: 2026-02-05", "        <<: {asof: 2026-02-05}  #!"),
        [f"{G}: unknown field '<<'. Remove it."],
    ),
    # ---- scalars that YAML reads as something else
    **{
        f"value {word}": ((VALUE, f"        value: {word}  #!"), [f"{G}: the value {word} stands without quotes. Write \"{word}\"."])
        for word in ("no", "010", "1:30", "200e9", "2026-01-05", "1_000", "0x1F", ".inf", "true", "<<", "=", "200 billion")
    },
    **{
        f"name {word}": ((NAME, f"    name: {word}  #!"), [f"growth: YAML reads {word} as {read_as}. Put it in quotes."])
        for word, read_as in {
            "no": "true or false", "True": "true or false", "010": "a number", "1:30": "a number", "1_000": "a number",
            "1.5": "a number", "2026-01-05": "a date", "<<": "a merge",
        }.items()
    },
    **{
        f"empty {word or 'nothing'}": ((NAME, f"    name: {word}  #!"), ["growth: 'name' is empty. Give it a value, or remove the line."])
        for word in ("", "~", "null", '""', "'  '")
    },
    "empty value": ((VALUE, '        value: ""  #!'), [f"{G}: 'value' is empty. Give it a value, or remove the line."]),
    "folded value": (
        (VALUE, "        value: >-  #!\n          200 billion"),
        [f'{G}: the value 200 billion stands without quotes. Write "200 billion".'],
    ),
    "unquoted print": (
        ('{title: "$200 billion"}', "{title: $200 billion}  #!"),
        [f'{G}: the printed $200 billion stands without quotes. Write "$200 billion".'],
    ),
    "unquoted prose": (
        ('    because: "It is the plan."', "    because: It is the plan.  #!"),
        ['acme.capex.2026: the because It is the plan. stands without quotes. Write "It is the plan.".'],
    ),
    "comma in braces": (
        ('{title: "$200 billion"}', "{title: 35,6 miljard}  #!"),
        [
            f"{G}: '6 miljard' has no value. Add one, or put the whole text in quotes if a comma or colon belongs to it.",
            f'{G}: the printed 35 stands without quotes. Write "35".',
        ],
    ),
    "prose in braces": (
        ('differs: {superseded: "It is older."}', "differs: {superseded: It is older, and stale}  #!"),
        ["acme.capex.2026/rumour: 'and stale' has no value. Add one, or put the whole text in quotes if a comma or colon belongs to it."],
    ),
    "several tokens": (('{title: "$200 billion"}', '{title: ["$200 billion", "about $200 billion"]}'), []),
    # ---- what YAML can do beyond texts, lists and mappings
    "anchor": (
        ("        by: agency", "        by: &a agency  #!"),
        ["acme.capex.2026/consensus: an anchor, '&a'. Remove it, and write values out."],
    ),
    "alias": (("        by: agency", "        by: *a  #!"), ["acme.capex.2026/consensus: an alias, '*a'. Write the value out."]),
    "alias bomb": (
        (CHECKS, "a: &a [x, x]  #!\nb: [*a, *a]  #!\nchecks:\n"),
        ["an anchor, '&a'. Remove it, and write values out.", "b: an alias, '*a'. Write the value out."],
    ),
    "python object": (
        ("        by: agency", "        by: !!python/object:os.system agency  #!"),
        ["acme.capex.2026/consensus: a tag, '!!python/object:os.system'. Remove it; every value is a text."],
    ),
    "python call": (
        ("    see: [pair.capex.2026]", "    see: !!python/object/apply:os.system [ls]  #!"),
        ["acme.capex.2026: a tag, '!!python/object/apply:os.system'. Remove it; every value is a text."],
    ),
    "tag of one's own": (
        ("        by: agency", "        by: !who agency  #!"),
        ["acme.capex.2026/consensus: a tag, '!who'. Remove it; every value is a text."],
    ),
    "two documents": ((CHECKS, "---  #!\nchecks:\n"), ["a second document begins here. Remove the '---'."]),
    "deep": (
        (CHECKS, f"deep: {'[' * 5000}{']' * 5000}  #!\nchecks:\n"),
        ["deep: nested deeper than 12 levels. Flatten it."],
    ),
    "deep and open": ((CHECKS, f"deep: {'{a: ' * 9000}  #!\nchecks:\n"), ["a: nested deeper than 12 levels. Flatten it."]),
    # ---- what is no YAML at all
    "no YAML": (
        (VALUE, "        value: @200  #!"),
        ["this is not YAML: found character that cannot start any token. Check the indentation and the quotes."],
    ),
    "colon in a text": (
        (TITLE, "    title: Acme plans: soon  #!"),
        ["this is not YAML: mapping values are not allowed in this context. Check the indentation and the quotes."],
    ),
    # ---- quotes, brackets and braces that are never closed
    **{
        f"open quote {number}": ((text, f"{text[:-1]}  #!"), [f"{subject}: the quote that opens here is not closed on its line. Close it, or fold the text with '>-'."])
        for number, (subject, text) in enumerate({
            G: VALUE, "acme.capex.2026/consensus": '        value: "144.67 billion"', "acme.capex.2026": '    because: "It is the plan."', "plan": TITLE,
        }.items())
    },
    "open quote, the last": (
        ('    says: "Two spend more than one."', '    says: "Two spend more than one.  #!'),
        ["this is not YAML: found unexpected end of stream in what begins here. Check the indentation and the quotes."],
    ),
    "open single quote": (
        ("        by: agency", "        by: 'agency  #!"),
        ["this is not YAML: found unexpected end of stream in what begins here. Check the indentation and the quotes."],
    ),
    "single quote that another closes": (
        ("        by: agency", "        by: 'agency  #!\n        note: 'x'"),
        ["acme.capex.2026/consensus: the quote that opens here is not closed on its line. Close it, or fold the text with '>-'."],
    ),
    "open bracket": (
        ("    see: [pair.capex.2026]", "    see: [pair.capex.2026  #!"),
        ["this is not YAML: did not find expected ',' or ']' in what begins here. Check the indentation and the quotes."],
    ),
    "open brace": (
        ("  agency: {name: Agency, kind: body}", "  agency: {name: Agency, kind: body  #!"),
        ["this is not YAML: did not find expected ',' or '}' in what begins here. Check the indentation and the quotes."],
    ),
    "quote over two lines": (
        ('    because: "It is the plan."', '    because: "It is  #!\n      the plan."'),
        ["acme.capex.2026: the quote that opens here is not closed on its line. Close it, or fold the text with '>-'."],
    ),
    # ---- characters that are spelt
    **{
        f"escape {escape}": (('    because: "It is the plan."', f'    because: "Het is één {escape} plan"  #!'),
            [f"acme.capex.2026: the escape '{escape}' hides what it stands for. Type the character, or leave it out."])
        for escape in (r"\x61", r"\u0061", r"\U00000061", r"\_", r"\t")
    },
    "spelt value": ((VALUE, r'        value: "\x61bout 200 billion"  #!'), [f"{G}: the escape '\\x61' hides what it stands for. Type the character, or leave it out."]),
    "spelt key": (
        ("  agency: {name: Agency", r'  "\x61gency": {name: Agency' + "  #!\n   "),
        ["entities: the escape '\\x61' hides what it stands for. Type the character, or leave it out."],
    ),
    **{
        f"escape {escape} may stand": (('    because: "It is the plan."', f'    because: "It is {escape} plan"'), [])
        for escape in (r"\"the\"", r"\\xab", r"\n", r"\/")
    },
    "folded prose": (('    because: "It is the plan."', "    because: >-\n      It is\n      \"the\" \\xab plan."), []),
    "wrong indent": (
        ("    publisher: The Wire", "     publisher: The Wire  #!"),
        ["this is not YAML: did not find expected key. Check the indentation and the quotes."],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("edit", "messages"), ODD.values(), ids=ODD)
def test_a_surprise_of_yaml_is_refused_at_its_line(reading: Reading, edit: Edit, messages: list[str]) -> None:
    text = changed(edit)
    assert reading(text)[1] == located(text, messages)


@pytest.mark.parametrize("word", ["no", "010", "1:30", "200e9", "2026-01-05", "~"])
def test_what_is_quoted_is_a_text(reading: Reading, word: str) -> None:
    ledger, messages = reading(changed((NAME, f'    name: "{word}"')))
    assert messages == []
    assert ledger.measures["growth"].name == word


@pytest.mark.parametrize(
    "line", ["\tasof: 2026-02-05", "        asof:\t2026-02-05", "        asof: 2026-02-05\t# late"]
)
def test_a_tab_is_refused(reading: Reading, line: str) -> None:
    messages = reading(changed(("        asof: 2026-02-05", line)))[1]
    assert messages == ["data/figures.yml:59: a tab stands here. Write spaces, in front of the line as well as in it."]


HIDDEN = "\x00\x07\x1b\x7f\x85\u061c\u200f\u2028\u202e\u2066\ufeff\ufffe"


@pytest.mark.parametrize("sign", HIDDEN, ids=lambda sign: f"U+{ord(sign):04X}")
def test_an_invisible_character_is_refused(reading: Reading, sign: str) -> None:
    messages = reading(changed(("Acme bouwt", f"Acme {sign}bouwt")))[1]
    assert messages == [f"data/figures.yml:10: the invisible character U+{ord(sign):04X} stands here. Remove it."]


@pytest.mark.parametrize("sign", HIDDEN, ids=lambda sign: f"U+{ord(sign):04X}")
def test_an_invisible_character_is_refused_when_it_is_spelt(reading: Reading, sign: str) -> None:
    messages = reading(changed(("Acme bouwt", f"Acme \\U{ord(sign):08x}bouwt")))[1]
    assert messages == [
        f"data/figures.yml:10: krant: the invisible character U+{ord(sign):04X} stands here. Remove it."
    ]


#: Every script may stand in a text of the data.
TEXTS = (
    "Müller, Škoda, Łódź, Ørsted, Œuvre, ™", "The \N{GREEK SMALL LETTER BETA} of a share, CO\u2082, m\u00b3", "資本支出（AI）", "Coördinatie, één",
    "Капитальные затраты", "Επενδύσεις", "הוצאות הון", "النفقات الرأسمالية", "पूंजीगत व्यय २००", "설비투자", "設備投資", "ไทย", "می\u200cخواهم", "👩\u200d💻",
    "None", "Table: Cash",
)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_every_script_may_stand_in_a_text(reading: Reading, text: str) -> None:
    ledger, messages = reading(changed((NAME, f'    name: "{text}"')))
    assert messages == []
    assert ledger.measures["growth"].name == text


@pytest.mark.parametrize("sign", ["{{", "{%", "{#"])
def test_no_text_begins_a_macro_call(reading: Reading, sign: str) -> None:
    (message,) = reading(changed((NAME, f'    name: "a {sign} b"')))[1]
    assert message.startswith(f"data/figures.yml:33: growth: '{sign}' begins a macro call")


def test_a_return_alone_ends_no_line(reading: Reading) -> None:
    text = changed(("entities:\n", "entities:\n  # harmless\r  hidden: {name: Hidden, kind: body}\n\n"))
    ledger, messages = reading(text)
    assert messages == ["data/figures.yml:15: the invisible character U+000D stands here. Remove it."]
    assert not ledger.entities


def test_a_message_stays_on_one_line_and_of_bearable_length(reading: Reading) -> None:
    for value in (r"200\nbillion", "9" * 1_900, "200\u00a0billion"):
        (message,) = reading(changed((VALUE, f'        value: "{value}"')))[1]
        assert message.isprintable()
        assert len(message) < 1_100
        assert message.endswith("or as 'several [hundred|thousand] SCALE'.")


@pytest.mark.parametrize("field", ["name", "published", "value", "see"])
def test_a_number_of_5000_digits_is_a_problem_and_no_crash(reading: Reading, field: str) -> None:
    old = {"name": NAME, "published": "    published: 2026-02-05", "value": VALUE, "see": "    see: [pair.capex.2026]"}[
        field
    ]
    number = "9" * 5_000
    messages = reading(changed((old, f"{old.partition(':')[0]}: {f'[{number}]' if field == 'see' else number}")))[1]
    line = FIGURES[: FIGURES.index(old)].count("\n") + 1
    assert messages
    assert all(m.startswith(f"data/figures.yml:{line}: ") for m in messages if "9999" in m)


NO_SECTIONS = [
    f"data/figures.yml:1: '{name}' is missing. Add it." for name in ("articles", "entities", "figures", "measures")
]


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        pytest.param("", NO_SECTIONS, id="empty"),
        pytest.param("# nothing\n\n", NO_SECTIONS, id="comments only"),
        pytest.param("- a\n- b\n", NO_SECTIONS, id="a list"),
        pytest.param("hello", NO_SECTIONS, id="a text"),
        pytest.param("null\n", ["data/figures.yml:1: 'null' is empty. Give it a value, or remove the line."], id="null"),
        pytest.param(FIGURES.encode("utf-16"), ["data/figures.yml:1: these bytes are not UTF-8. Save the file as UTF-8."], id="UTF-16"),
        *(
            pytest.param(text.encode(code), ["data/figures.yml:1: these bytes are not UTF-8. Save the file as UTF-8."], id=f"{code} without a mark")
            for text in [FIGURES.replace("bouwt", "b\u00f3uwt")] for code in ("utf-16-be", "utf-16-le", "utf-32-be")
        ),
        pytest.param(
            FIGURES.encode().replace(b"bouwt", b"b\xf3uwt"),
            ["data/figures.yml:10: these bytes are not UTF-8. Save the file as UTF-8."],
            id="Latin-1",
        ),
        pytest.param(b"\xef\xbb\xbf" + FIGURES.encode(), ["data/figures.yml:1: the invisible character U+FEFF stands here. Remove it."], id="byte order mark"),
        pytest.param(FIGURES.replace("\n", "\r\n"), [], id="Windows line ends"),
        pytest.param("---\n" + FIGURES, [], id="document start"),
    ],
)  # fmt: skip
def test_a_file_as_a_whole(reading: Reading, text: str | bytes, messages: list[str]) -> None:
    assert reading(text)[1] == messages


def test_a_missing_file(tmp_path: Path) -> None:
    ledger, problems = load.read(tmp_path / "none.yml")
    assert not ledger.figures
    assert [str(p) for p in problems] == [
        "data/figures.yml:1: the file cannot be read: No such file or directory. Restore it."
    ]


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    _, problems = load.read(tmp_path)
    assert [str(p) for p in problems] == ["data/figures.yml:1: the file cannot be read: Is a directory. Restore it."]


def test_a_file_beyond_all_bounds(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_text("x" * 101)
    assert plaintext.read(path, "large.txt", 101) == ("x" * 101, [])
    (problem,) = plaintext.read(path, "large.txt", 100)[1]
    assert str(problem) == "large.txt:1: the file is larger than 100 bytes. Split it."


MANY = 200_000
#: Floods, of which each kept the check busy for a minute, and the first message about each.
FLOODS: dict[str, tuple[str, str]] = {
    "texts": (f"x: [{'a,' * MANY}]", "1: more than 50,000 keys, texts and lists up to here. Leave out what no page shows."),
    "keys": ("".join(f"k{n}: a\n" for n in range(30_000)), "24999: more than 50,000 keys, texts and lists up to here. Leave out what no page shows."),
    "bytes": ("#" * 10_000_001, "1: the file is larger than 10,000,000 bytes. Split it."),
    "tabs": ("\n" + "\t\n" * MANY, "2: a tab stands here. Write spaces, in front of the line as well as in it."),
    "tabs in a line": ("\n" + "\t" * MANY, "2: a tab stands here. Write spaces, in front of the line as well as in it."),
    "hidden": ("\n" + "\x01\n" * MANY, "2: the invisible character U+0001 stands here. Remove it."),
    "hidden in a line": ("\n" + "\x01" * MANY, "2: the invisible character U+0001 stands here. Remove it."),
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), FLOODS.values(), ids=FLOODS)
def test_a_flood_is_refused_at_once(monkeypatch: pytest.MonkeyPatch, reading: Reading, text: str, message: str) -> None:
    monkeypatch.setattr(tree, "MAX_ENTRIES", 50_000)
    start = time.monotonic()
    messages = reading(text)[1]
    assert time.monotonic() - start < 5
    assert messages[0] == f"data/figures.yml:{message}"
    assert len(messages) <= plaintext.MAX_PROBLEMS


@pytest.mark.parametrize("text", ["\\n!" * 900, "one " * 450, "a.b." * 450, "{" * 1_900], ids=lambda text: text[:6])
def test_a_long_text_is_read_at_once(reading: Reading, text: str) -> None:
    entities = "".join(f'  z{n}:\n    name: Z\n    kind: body\n    note: "{text}"\n' for n in range(100))
    start = time.monotonic()
    reading(changed(("entities:\n", f"entities:\n{entities}")))
    assert time.monotonic() - start < 5


def test_a_flood_of_problems_ends(reading: Reading) -> None:
    messages = reading("\n".join(f"k{n}: ~" for n in range(500)))[1]
    assert len(messages) == plaintext.MAX_PROBLEMS


def test_a_flood_of_problems_may_end_in_what_is_no_yaml(reading: Reading) -> None:
    text = "\n".join(f"k{n}: ~" for n in range(plaintext.MAX_PROBLEMS - 1))
    assert len(reading(f"{text}\nx: @")[1]) == plaintext.MAX_PROBLEMS


def test_lines_are_those_of_the_entries(tmp_path: Path) -> None:
    path = tmp_path / "f.yml"
    path.write_text(FIGURES)
    read = tree.read(path, "f.yml")
    lines = FIGURES.split("\n")
    for entry, line in read.lines.items():
        shown = entry[-1] if isinstance(entry[-1], str) else ""
        assert shown in lines[line - 1]
    assert read.line(("figures", "acme.capex.2026", "claims", "guidance", "nothing")) == 55
    assert read.line(("nothing",)) == 1


@pytest.mark.parametrize(
    ("path", "subject"),
    [
        ((), ""),
        (("figures",), "figures"),
        (("articles", "plan", "title"), "plan"),
        (("figures", "acme.capex.2026", "see", 0), "acme.capex.2026"),
        (("figures", "acme.capex.2026", "claims", "guidance", "value"), "acme.capex.2026/guidance"),
        (("deep", 0, 0), "deep"),
    ],
)
def test_the_subject_of_a_path(path: tree.Path_, subject: str) -> None:
    assert tree.subject(path) == subject
