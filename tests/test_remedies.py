"""What a message tells an editor to do, done to the letter on a copy: the message is gone, and no error has come."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import test_lint
import test_load
from conftest import Edit, Reading, changed
from test_book import PAGE_CASES, REVIEWED, SETTINGS, TIDY

from ledger import book
from ledger.core.problem import Problem
from ledger.pages import lint

#: The lines of a text, the number of the one that a message points at, and what the message's pattern found.
Remedy = Callable[[list[str], int, re.Match[str]], None]


def put(old: int, new: int) -> Remedy:
    """Write one group of the pattern instead of another."""

    def apply(lines: list[str], at: int, found: re.Match[str]) -> None:
        assert found[old] in lines[at], f"{found[old]!r} is not on the line that the message names"
        lines[at] = lines[at].replace(found[old], found[new], 1)

    return apply


def add(text: str, *, below: bool = True) -> Remedy:
    """Write a line below the one that is named, deeper by two blanks, or above it."""

    def apply(lines: list[str], at: int, found: re.Match[str]) -> None:
        indent = re.match(" *", lines[at])[0] + "  " * below
        lines[at + below : at + below] = [(indent if text else "") + found.expand(text)]

    return apply


def remove(lines: list[str], at: int, found: re.Match[str]) -> None:
    """Take out the field that is named, or the item of a list, with all that belongs to it."""
    name = re.escape(found[1])
    inner = re.compile(rf"\"?{name}\"?: (?:\{{[^{{}}]*\}}|\"[^\"]*\"|[^,{{}}]*)(?:, )?|\b{name}\b(?:, )?")
    if re.match(rf" *{name}:", lines[at]):
        end = at + 1
        while lines[end : end + 1] and re.match(re.match(" *", lines[at])[0] + " ", lines[end]):
            end += 1
        del lines[at:end]
    else:
        assert inner.search(lines[at])
        lines[at] = inner.sub("", lines[at], count=1)
        lines[at] = (
            re.sub(r"^ *\w+: (?:\[\]|\{\})?(?= *(?:#|$))", "", lines[at]).replace(", }", "}").replace(", ]", "]")
        )


def end(text: str) -> Remedy:
    """Write something at the end of the line that is named."""

    def apply(lines: list[str], at: int, found: re.Match[str]) -> None:
        lines[at] += text

    return apply


#: What a field may say that is missing.
MISSING = {
    "language": "en", "status": "forecast", "says": '"It says so."', "because": '"It is so."', "unit": "USD",
    "means": "doubt", "publisher": "Acme", "kind": "release", "url": "https://a.example/", "as": '"$200 billion"', "preferred": "none",
    "differs": '{scope: "It counts something else."}',
}  # fmt: skip


def missing(lines: list[str], at: int, found: re.Match[str]) -> None:
    text = f"{found[1]}: {MISSING[found[1]]}"
    if "{" in lines[at]:
        head, _, tail = lines[at].partition("}")
        lines[at] = f"{head}, {text}}}{tail}"
    else:
        add(text)(lines, at, found)


#: What a message says, and how that is done.
REMEDIES: list[tuple[str, Remedy]] = [
    (r"no (?:figure|claim) '(.+?)'\. Use '?([\w./-]+)'?(?: or|, )", put(1, 2)),
    (r"'([^']+)'.*\. Did you mean '(.+?)'\?", put(1, 2)),
    (r"'(.+?)' is now '(.+?)'\. Write", put(1, 2)),
    (r"prints (.+?) to that digit\. Write '(.+?)'\.", put(1, 2)),
    (r"'([^']+)'.* Write '([^'.]+)'\.$", put(1, 2)),
    (r"'(.+?)' is a figure, not a claim\. Write ([\w./-]+?)(?: or .*)?\.$", put(1, 2)),
    (r"the printed (.+?) stands without quotes\. Write (\".+\")\.$", put(1, 2)),
    (r"YAML reads (\S+) as .*\. Put it in quotes\.", lambda lines, at, found: put(0, 0) and lines.__setitem__(at, re.sub(rf"\b{re.escape(found[1])}\b", f'"{found[1]}"', lines[at], count=1))),
    (r"unknown \w+ '(.+?)'\. Use (\w+)", put(1, 2)),
    (r"unknown placeholder '(.+?)'\. Use (\{\w+\})\.", put(1, 2)),
    (r"'(\S+?)'(?! is too far away| stands for).*(?:[Rr]emove it(?: from 'was')?|, or remove the line)\.$", remove),
    (r"Leave out '(of|tests)', or", remove),
    (rf"'({'|'.join(MISSING)})' is missing\. Add it", missing),
    (r"Add '(preferred)' with 'because'", missing),
    (r"Add '(because|differs)'", missing),
    (r"waive '(\w+)' in writing", add(r'waive: {\1: "The article adds them all the same."}', below=False)),
    (r"the verdict is '(\w+)', expected is '(\w+)'", put(2, 1)),
    (r"'(\w+)' was revised\. Prefer '(\w+)', or none\.", put(1, 2)),
    (r"the value is (about )?\S+ billion, and the articles say just the number", lambda lines, at, found: put(0, 0) and lines.__setitem__(at, lines[at].replace("about ", "", 1))),
    # ---- pages
    (r"(?:is typed by hand\. Write|source\. Add|numbers\. Add|does not show .* Call) (\{\{ (?:cite|figures|entity)\(.*\) \}\})", lambda lines, at, found: lines.extend(["", found[1]])),
    (r"'(.+?)' .*Name the claim: '(.+?)'", lambda lines, at, found: lines.__setitem__(at, re.sub(r'fig\("[^"]*"\)', f'fig("{found[2]}")', lines[at]))),
    (r"the number '(.+?)' is typed by hand\. Write (\{\{ .+? \}\})", put(1, 2)),
    (r"say on its line why not: (\{# typed: reason #\})\.", end(" {# typed: reason #}")),
    (r"such as (\{ #plans \})\.", end(" { #plans }")),
    (r"Put an empty line before it\.", add("", below=False)),
    (r"'(\{ ?(\w+\(.*\)) ?\}+)' is shown as it stands\. A macro call has two braces", lambda lines, at, found: lines.__setitem__(at, lines[at].replace(found[1], f"{{{{ {found[2]} }}}}"))),
    (r"Add a line such as (\| --- \| --- \|)\.", add(r"\1")),
    (r"Indent it by four blanks\.", lambda lines, at, found: lines.__setitem__(slice(at, None), [re.sub("^ +", "    ", line) for line in lines[at:]])),
    (r"Begin each with '- '", lambda lines, at, found: lines.__setitem__(slice(at, None), [re.sub(r"^\S+", "-", line) for line in lines[at:]])),
    (r"Add a line such as '(- .+)'\.", add(r"\1")),
]  # fmt: skip


def mended(text: str, line: int, message: str) -> str | None:
    """Return the text with a message's remedy applied, or nothing where only a person can say what to write."""
    for pattern, remedy in REMEDIES:
        if found := re.search(pattern, message):
            lines = text.split("\n")
            remedy(lines, line - 1, found)
            return "\n".join(lines)
    return None


#: Where what is right depends on what else the article says: the remedy was followed, and another question comes up.
OPEN = {
    "comparison of no kind",
    "place without a token, below",
    "waived rule",
    "language missing",
    "language",
    "value 185 to 175 billion",
    "unknown operation",
}


def said_of(messages: list[str]) -> set[str]:
    """Return the messages without their lines, which may have moved."""
    return {message.split(":", 2)[2] for message in messages}


@pytest.mark.parametrize(("edits", "messages"), test_load.CASES.values(), ids=test_load.CASES)
def test_a_remedy_of_the_data_works(
    reading: Reading, request: pytest.FixtureRequest, edits: list[Edit], messages: list[str]
) -> None:
    text = changed(*edits)
    _, before = reading(text)
    for message in before:
        _, line, said = message.split(":", 2)
        new = mended(text, int(line), said)
        if new is not None:
            _, after = reading(new)
            assert message not in after
            assert request.node.callspec.id in OPEN or said_of(after) <= said_of(before)


@pytest.mark.parametrize(("name", "text"), [case[:2] for case in PAGE_CASES.values()], ids=PAGE_CASES)
def test_a_remedy_of_a_page_works(root: Path, name: str, text: str) -> None:
    page = root / "docs" / name
    page.write_text(text, "utf-8")
    before = book.read(root).problems
    for problem in before:
        new = mended(text, problem.line, problem.text)
        if new is not None:
            page.write_text(new, "utf-8")
            after = {p.text for p in book.read(root).problems}
            assert problem.text not in after
            assert after <= {p.text for p in before}


TYPED = {
    "a claim": "It costs $144.67 billion.", "no claim": "It costs $999 billion.", "unit": f"It is {test_lint.GUIDANCE}%.",
    "in HTML": "<div>\n<p>One.</p>\n<p>It costs\n$144.67 billion.</p>\n</div>",
}  # fmt: skip


def linted(folder: Path, text: str) -> list[Problem]:
    page = test_lint.page_of(folder, text)
    return [*lint.structure(page), *lint.typed(page, test_lint.LEDGER)]


@pytest.mark.parametrize(
    "text", [*(case[0] for case in test_lint.WARNED.values()), *TYPED.values()], ids=[*test_lint.WARNED, *TYPED]
)
def test_a_remedy_of_the_lint_works(tmp_path: Path, text: str) -> None:
    text, done = f"\n{text}", 0
    while before := linted(tmp_path, text):
        done += 1
        new = mended(text, before[0].line, before[0].text)
        if new is None:
            return
        assert new != text
        text = new
        assert len(linted(tmp_path, text)) < len(before)
    assert done


@pytest.mark.parametrize("edits", [edits for edits, _ in REVIEWED.values()], ids=REVIEWED)
def test_a_remedy_of_the_settings_works(root: Path, edits: list[Edit]) -> None:
    (root / "data/figures.yml").write_text(TIDY)
    settings = root / "mkdocs.yml"
    settings.write_text(changed(*edits, text=SETTINGS))
    for problem in book.review(root)[0]:
        new = mended(settings.read_text(), problem.line, problem.text)
        if new is not None:
            settings.write_text(new)
            assert book.review(root)[0] == ()


def test_many_remedies_were_tried() -> None:
    """Hold that the patterns fit what messages say."""
    texts = [m for _, found in test_load.CASES.values() for m in found]
    assert sum(any(re.search(pattern, text) for pattern, _ in REMEDIES) for text in texts) > 70
