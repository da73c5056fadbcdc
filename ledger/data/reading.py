"""The text of an article, number by number: claimed already, proposed as a claim, or set aside."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ledger.core import yaml as tree
from ledger.core.amount import Amount
from ledger.core.ledger import Ledger
from ledger.core.problem import Unreadable
from ledger.core.records import Claim
from ledger.data import format as layout
from ledger.language import locale, numbers
from ledger.language.numbers import Number, Place

#: What a person has to decide; it stands in front of a number where several entries are open.
OPEN = "?"
UNTOLD = "?.?.?"
#: The page of a new article, which cannot be published before its questions are answered.
SKELETON = (Path(__file__).parent / "skeleton.md").read_text("utf-8")
_NO_LINES = "the proposals cannot be put in line by line. Put every key on a line of its own, and try again."
_ARTICLE = ("title", "publisher", "kind", "published", "url", "trust")
#: Where one sentence ends and another begins.
_SENTENCE = re.compile(r"(?<=[。！？])|(?<=[.!?])\s+(?=[^\sa-z])")


@dataclass(frozen=True)
class Found:
    """A number at its place, and what it is: a claim's, proposed under a figure, or set aside for a reason."""

    at: str
    text: str
    state: str
    what: str


@dataclass
class Proposal:
    """A claim that the text makes, or more places of one that stands in the file."""

    figure: str
    claim: str
    amount: Amount
    #: The figure, with each open question without its number.
    asks: str
    prints: dict[str, list[Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """Every number of a text in its order, what could be added to the file, and prints that the text lacks."""

    language: str
    found: Sequence[Found]
    proposals: Sequence[Proposal]
    lacking: Sequence[str]


def read(text: str, article: str, ledger: Ledger, data: Mapping[str, Any], usual: str = UNTOLD) -> Reading:
    """Return what the numbers of a text are, given the ledger and what the file of figures says as it stands.

    `usual` is the figure that is meant where a sentence names no entity, measure or period.
    """
    source = ledger.sources.get(article)
    code, currency = source.language if source else numbers.language(text), getattr(source, "currency", "USD")
    parts = list(numbers.places(text, code, currency))
    claimed, lacking = _claimed(parts, article, data)
    found = [(n, start, Found(parts[n].at, print, "claimed", claim)) for n, start, _, print, claim in claimed]
    proposer = _Proposer(ledger, article, code, data, usual)
    units = sorted({m.unit for m in ledger.measures.values() if locale.is_known(m.unit) and m.unit not in locale.UNITS})
    for n, part in enumerate(parts):
        for number in numbers.find(part.text, code, currency, units, part.head):
            if not any(n == m and start < number.end and number.start < end for m, start, end, *_ in claimed):
                found.append((n, number.start, _judged(number, part, proposer)))
    return Reading(code, [f for *_, f in sorted(found, key=lambda f: f[:2])], proposer.proposals, lacking)


def _claimed(parts: Sequence[Place], article: str, data: Mapping[str, Any]) -> tuple[list[Any], list[str]]:
    """Return where each print of the article stands in the text, and the prints that stand nowhere in it."""
    claimed: list[tuple[int, int, int, str, str]] = []
    lacking, known = [], {part.at for part in parts}
    for claim, at, token in sorted(_prints(article, data), key=lambda p: p[1] not in known):
        pattern = re.compile(rf"(?<!\d){re.escape(token)}(?!\d|[.,]\d)")
        spans = [(n, *m.span(), m[0], claim) for n, part in enumerate(parts) for m in pattern.finditer(part.text)]
        free = [s for s in spans if not any(s[0] == c[0] and s[1] < c[2] and c[1] < s[2] for c in claimed)]
        claimed += [s for s in free if parts[s[0]].at == at] or free[:1]
        lacking += [] if spans else [f"{claim}, {at}: {token}"]
    return claimed, lacking


def _prints(article: str, data: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield claim, place and token of each print of the article, of entries with an open question as well."""
    for figure, entry in data.get("figures", {}).items():
        for key, claim in entry.get("claims", {}).items():
            for at, tokens in (claim.get("printed") or {}).get(article, {}).items():
                for token in tokens if isinstance(tokens, list) else [tokens]:
                    yield f"{figure}/{key}", at, token["as"] if isinstance(token, dict) else token


def _judged(number: Number, part: Place, proposer: _Proposer) -> Found:
    if number.amount:
        return Found(part.at, number.text, "proposed", proposer.propose(number, number.amount, part))
    why, is_short = number.aside, re.fullmatch(r"\S+(?: \S+){0,3}(?<![.!?])", part.text)
    why = "page furniture" if why == numbers.COUNT and is_short and part.head is None else why
    return Found(part.at, number.text, "set aside" if why else "not read", why or "copy it by hand")


class _Proposer:
    """The claims that a text makes, each once with all its places."""

    def __init__(self, ledger: Ledger, article: str, code: str, data: Mapping[str, Any], usual: str) -> None:
        self.ledger, self.article, self.code, self.figures = ledger, article, code, data.get("figures", {})
        self.usual = [[name] * (name != OPEN) for name in usual.split(".", 2)]
        self.proposals: list[Proposal] = []

    def propose(self, number: Number, amount: Amount, part: Place) -> str:
        """Add a number to the claim that it belongs to, and return the id of that."""
        told = self._told(number, amount, part)
        said = self._said(*told, amount)
        figure = said.figure if said else ".".join(name or OPEN for name in told)
        proposal = next((p for p in self.proposals if _fit(p, figure, amount)), None)
        if not proposal:
            proposal = Proposal(*((said.figure, said.key) if said else self._free(figure)), amount, figure)
            self.proposals.append(proposal)
        has_scale = part.head and amount.unit not in locale.UNITS
        token = {"as": number.text, "head": part.head} if has_scale else number.text
        tokens = proposal.prints.setdefault(part.at, [])
        tokens += [token] if token not in tokens else []
        return f"{proposal.figure}/{proposal.claim}"

    def _free(self, figure: str) -> tuple[str, str]:
        """Return a figure and a key that no claim has; each open figure is a question of its own."""
        names = [f"{p.figure}/{p.claim}" for p in self.proposals]
        names += [f"{f}/{key}" for f, entry in self.figures.items() for key in entry.get("claims", {})]
        taken = {name.partition("/")[0] for name in names} if OPEN in figure else set()
        head, mark, tail = figure.rpartition(OPEN)
        figure = next(f for n in range(1, 9_999) if (f := f"{head}{mark}{n if n > 1 else ''}{tail}") not in taken)
        keys = (f"{self.article}-{n}" if n > 1 else self.article for n in range(1, 9_999))
        return figure, next(key for key in keys if f"{figure}/{key}" not in names)

    def _said(self, entity: str, measure: str, when: str, amount: Amount) -> Claim | None:
        """Return the only claim of the entity, and of measure and period where these are told, with this number."""
        figures = [f for f in self.ledger.of_entity(entity) if measure in ("", f.measure.id)]
        claims = [c for f in figures if when in ("", str(f.period)) for c in f.claims if not c.operation]
        equal = [c for c in claims if _equal(c.amount, amount)]
        return equal[0] if len(equal) == 1 else None

    def _told(self, number: Number, amount: Amount, part: Place) -> tuple[str, str, str]:
        """Return entity, measure and period where the sentence or the row names one of each."""
        start = max((m.end() for m in _SENTENCE.finditer(part.text, 0, number.start)), default=0)
        end = next((m.start() for m in _SENTENCE.finditer(part.text, number.end)), len(part.text))
        sentence = f"{part.about} {part.text[start:end]}"
        names = {e.id: (e.name,) for e in self.ledger.entities.values()}
        entities = _named(names, sentence)
        if len(entities) > 1:
            entities = _named(names, re.split(r"\d", part.text[start : number.start])[-1])
        elif not entities:
            entities = self.usual[0]
        is_bare = not amount.unit and part.head  # a table's cell that leaves its currency to the reader
        units = (amount.unit, *(locale.MAJOR if is_bare else ()))
        fit = [m for m in self.ledger.measures.values() if m.unit in units]
        measures = _named({m.id: (m.name, *m.also.get("en", ()), *m.also.get(self.code, ())) for m in fit}, sentence)
        measures = measures or [name for name in self.usual[1] if name in [m.id for m in fit]]
        when = [part.when] if part.when else numbers.periods(sentence, self.code) or self.usual[2]
        return _only(entities), _only(measures), _only(dict.fromkeys(when))


def _fit(proposal: Proposal, figure: str, amount: Amount) -> bool:
    """Say whether a number may be a proposal's: a sum of money is one answer, whatever a sentence leaves open."""
    pairs = list(zip(proposal.asks.split(".", 2), figure.split(".", 2), strict=True))
    is_open = amount.unit in locale.MAJOR and all(OPEN in pair or pair[0] == pair[1] for pair in pairs)
    return (is_open or proposal.asks == figure) and _equal(proposal.amount, amount)


def _only(found: Collection[str]) -> str:
    return next(iter(found)) if len(found) == 1 else ""


def _equal(one: Amount, other: Amount) -> bool:
    """Say whether two amounts have the same numbers; one may leave its unit open."""
    is_same_unit = one.unit == other.unit or not (one.unit and other.unit)
    return is_same_unit and (one.numbers, one.vague) == (other.numbers, other.vague)


def _named(names: Mapping[str, tuple[str, ...]], text: str) -> list[str]:
    """Return the ids whose names stand in a text, in its order; a name within a longer one does not count."""
    spans = [
        (m.start(), -m.end(), i) for i, forms in names.items() for form in forms
        for m in re.finditer(rf"(?i)(?<![^\W_\u2e80-\U0010ffff]){re.escape(form)}", text)
    ]  # fmt: skip
    inner = {s for s in spans for o in spans if o[0] <= s[0] and o[1] <= s[1] and o[:2] != s[:2]}
    return list(dict.fromkeys(i for _, _, i in sorted(set(spans) - inner)))


def lines(reading: Reading) -> Iterator[str]:
    """Yield what is said of each number, and how many of them are accounted for."""
    for found in reading.found:
        yield f"{found.at}: {found.text}: {found.state}{', ' if found.state == 'set aside' else ': '}{found.what}"
    yield from (f"The text lacks a print of {print}" for print in reading.lacking)
    count = Counter(found.state for found in reading.found)
    states = ", ".join(f"{number} {state}" for state, number in count.items())
    total = count.total()
    yield f"{total - count['not read']} of {total} numbers are accounted for: {states or 'there are none'}."


# ---- writing --------------------------------------------------------------------------------------


def written(text: str, name: str, article: str, reading: Reading) -> str:
    """Return the file of figures with the proposals in their order; raise `Unreadable` where a line cannot take one."""
    before = tree.parse(text, name).data
    if article not in {**before["articles"], **(before.get("references") or {})}:
        lines = [f"  {article}:", f"    language: {reading.language}", *(f'    {key}: "{OPEN}"' for key in _ARTICLE)]
        text = _below(text, tree.parse(text, name).line(("articles",)), lines)
    for proposal in reading.proposals:
        text = _added(text, name, article, proposal)
    after = layout.arrange(text, name)
    if not _holds(tree.parse(after.text, name).data, before) or any(p.grade == "error" for p in after.problems):
        raise Unreadable(_NO_LINES)
    return after.text


def _added(text: str, name: str, article: str, proposal: Proposal) -> str:
    """Return the text with one more claim, or more places under one."""
    parsed = tree.parse(text, name)
    if not parsed.whole:
        raise Unreadable(_NO_LINES)
    figure, path = parsed.data["figures"].get(proposal.figure), ("figures", proposal.figure, "claims", proposal.claim)
    places = {at: tokens[0] if len(tokens) == 1 else tokens for at, tokens in proposal.prints.items()}
    claim = [f"      {proposal.claim}:", f'        value: "{proposal.amount}"', f'        status: "{OPEN}"']
    claim.append(f"        printed: {_flow({article: places})}")
    if figure is None:
        return _below(text, parsed.line(path[:1]), [f"  {proposal.figure}:", "    claims:", *claim])
    if proposal.claim not in figure["claims"]:
        return _below(text, parsed.line(path[:3]), claim)
    printed = figure["claims"][proposal.claim]["printed"]
    missing = {at: token for at, token in places.items() if at not in printed.get(article, {})}
    key, entries = (article, missing) if article in printed else ("printed", {article: missing})
    line, lines = parsed.line((*path, "printed", article)), text.split("\n")
    head = lines[line - 1]
    if re.search(rf"\b{key}: *{{", head):
        lines[line - 1] = re.sub(rf"(\b{key}: *{{)", lambda m: f"{m[1]}{_flow(entries)[1:-1]}, ", head, count=1)
        return "\n".join(lines)
    indent = " " * (len(head) - len(head.lstrip()) + 2)
    return _below(text, line, [f"{indent}{entry}: {_flow(value)}" for entry, value in entries.items()])


def _below(text: str, line: int, new: Sequence[str]) -> str:
    """Return the text with lines at the end of what stands below a line."""
    lines = text.split("\n")
    depth = len(lines[line - 1]) - len(lines[line - 1].lstrip())
    inner = [n for n, one in enumerate(lines) if one.strip() and len(one) - len(one.lstrip()) <= depth and n >= line]
    end = inner[0] if inner else len(lines)
    while not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#"):
        end -= 1
    return "\n".join([*lines[:end], *new, *lines[end:]])


def _flow(value: Any) -> str:
    """Return a mapping, a list or a text as YAML on one line, texts in quotes."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_flow(inner)}' for key, inner in value.items())}}}"
    return f"[{', '.join(map(_flow, value))}]" if isinstance(value, list) else json.dumps(value, ensure_ascii=False)


def _holds(after: Any, before: Any) -> bool:
    """Say whether everything still stands in a document that stood in it before."""
    if isinstance(before, dict):
        return isinstance(after, dict) and all(key in after and _holds(after[key], before[key]) for key in before)
    return bool(after == before)
