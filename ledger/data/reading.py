"""The text of an article, number by number: claimed already, proposed, or set aside."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from ledger.core import yaml as tree
from ledger.core.amount import Amount
from ledger.core.ledger import Ledger
from ledger.core.problem import Unreadable
from ledger.data import format as layout
from ledger.language import locale, numbers
from ledger.language.numbers import OPEN, Number, Place

Names = Mapping[str, Sequence[str]]
UNTOLD = "?.?.?"
#: The page of a new article, which cannot be published before its questions are answered.
SKELETON = (Path(__file__).parent / "skeleton.md").read_text("utf-8")
_ARTICLE = ("title", "publisher", "kind", "published", "url", "trust")


class Found(NamedTuple):
    """A number of the text, and what it is: a claim's, proposed for one, or set aside for a reason."""

    at: str
    text: str
    state: str
    what: str


class Reading(NamedTuple):
    """Every number of a text, the prints that the text lacks, and the data of the file with what could be added."""

    found: Sequence[Found]
    lacking: Sequence[str]
    data: dict[str, Any]


def read(text: str, article: str, ledger: Ledger, data: Any, language: str = "en", usual: str = UNTOLD) -> Reading:
    """Return what a text's numbers are; `language` is a new article's, `usual` the figure where none is named."""
    source = ledger.sources.get(article)
    code, currency = source.language if source else language, getattr(source, "currency", "USD")
    if locale.is_foreign(text, code):
        raise Unreadable(f"the text is in another script than the language '{code}'. Name its own with --language.")
    places, prints = list(numbers.places(text, code, currency)), list(_prints(article, data["figures"]))
    known = [(c, at if any(p.at == at and t in p.text for p in places) else "", t) for c, at, t in prints]
    reader = _Reader(ledger, article, code, currency, usual.split(".", 2), known, deepcopy(data))
    found = [one for place in places for one in reader.found(place)]
    if article not in {**data["articles"], **(data.get("references") or {})}:
        reader.data["articles"][article] = {"language": code, **dict.fromkeys(_ARTICLE, OPEN)}
    lacking = [f"{claim}, {at}: {t}" for claim, at, t in prints if not any(t in place.text for place in places)]
    return Reading(found, lacking, reader.data)


def _prints(article: str, figures: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield claim, place and token of each print of the article, of entries with an open question as well."""
    for figure, entry in figures.items():
        for key, claim in entry["claims"].items():
            for at, tokens in (claim.get("printed") or {}).get(article, {}).items():
                for token in tokens if isinstance(tokens, list) else [tokens]:
                    yield f"{figure}/{key}", at, token["as"] if isinstance(token, dict) else token


@dataclass(frozen=True)
class _Reader:
    """The article, its prints that the file has, and the data of the file to which its numbers are added."""

    ledger: Ledger
    article: str
    code: str
    currency: str
    usual: Sequence[str]
    #: Claim, place and token; no place where the text has the token elsewhere, and then it holds for one number.
    prints: list[tuple[str, str, str]]
    data: dict[str, Any]

    def found(self, place: Place) -> Iterator[Found]:
        """Yield what the numbers of a place are."""
        units = sorted({m.unit for m in self.ledger.measures.values() if locale.is_known(m.unit)} - {*locale.UNITS})
        found = list(numbers.Finder(place, self.code, self.currency, units).numbers())
        text = place.text
        for number in (n for n in found if n.amount):
            text = text[: number.start] + "\0" * (number.end - number.start) + text[number.end :]
        for number in found:
            state, what = self._claimed(number, place) or self._judged(number, replace(place, text=text))
            yield Found(place.at, number.text, state, what)

    def _claimed(self, number: Number, place: Place) -> tuple[str, str] | None:
        """Return the claim to whose print a number belongs."""
        for claim, at, token in [p for p in self.prints if p[1] in ("", place.at)]:
            spans = re.finditer(rf"(?<!\d){re.escape(token)}(?!\d|[.,]\d)", place.text)
            if any(span.start() < number.end and number.start < span.end() for span in spans):
                if not at:
                    self.prints.remove((claim, at, token))
                return "claimed", claim
        return None

    def _judged(self, number: Number, place: Place) -> tuple[str, str]:
        """Return what a number is that no print of the article claims, and add it where it belongs."""
        if not number.amount:
            return ("set aside", number.aside) if number.aside else ("not read", "copy it by hand")
        amount = number.amount
        figure, key = self._claim(amount, place, *self._told(amount.unit, number, place))
        claims = self.data["figures"].setdefault(figure, {"claims": {}})["claims"]
        is_paid = "(" in number.text and amount.low < 0 and amount.unit not in locale.UNITS  # or is it a loss?
        claim = claims.setdefault(key, {"value": OPEN if is_paid else str(amount), "by": OPEN, "status": OPEN})
        places = claim.setdefault("printed", {}).setdefault(self.article, {})
        has_scale = place.head and amount.unit not in locale.UNITS
        token = {"as": number.text, "head": place.head} if has_scale else number.text
        tokens = places[place.at] if isinstance(places.get(place.at), list) else [places.get(place.at, token)]
        places[place.at] = token if tokens == [token] else [*tokens, *[token] * (token not in tokens)]
        return "proposed", f"{figure}/{key}"

    def _claim(self, amount: Amount, place: Place, is_named: bool, *told: str) -> tuple[str, str]:
        """Return figure and key of the only claim with this number, if its entity is named and says so; or the own."""
        figure = ".".join(told)
        claims = [c for f in [self.ledger.figures.get(figure)] if f for c in f.claims if not c.operation]
        equal = [c for c in claims if (c.amount.numbers, c.amount.vague) == (amount.numbers, amount.vague)]
        if len(equal) == 1 and is_named and equal[0].by in ("", told[0]):
            return figure, equal[0].key
        return self._own(amount, place, figure + OPEN * bool(equal))

    def _own(self, amount: Amount, place: Place, figure: str) -> tuple[str, str]:
        """Return figure and key of the article's claim with this number; each open figure is a question of its own."""
        keys = (self.article if OPEN in figure or n == 1 else f"{self.article}-{n}" for n in count(1))
        for name, key in zip((figure.replace(OPEN, f"{OPEN}{n}") for n in count(1)), keys, strict=True):
            claim = self.data["figures"].get(name, {}).get("claims", {}).get(key, {})
            places = claim.get("printed", {}).get(self.article, {})
            is_same = OPEN not in name or (place.head is None and place.at in places)
            if not claim or (is_same and claim.get("value") == str(amount)):
                break
        return name, key

    def _told(self, unit: str, number: Number, place: Place) -> tuple[bool, str, str, str]:
        """Return whether the text names the entity, and entity, measure and period; a guess ends with a `?`."""
        units = locale.MAJOR if place.head and not unit else (unit,)  # a reader may know the currency
        fit = (m for m in self.ledger.measures.values() if m.unit in units)
        called = {m.id: [m.name, *m.also.get("en", ()), *m.also.get(self.code, ())] for m in fit}
        names = {e.id: [e.name, *e.also] for e in self.ledger.entities.values()}
        tell = self._in_prose if place.head is None else self._in_cell
        found, measure, when = tell(number, place, names, called)
        entity = self.ledger.entities.get((found or self.usual)[0] if len(found) < 2 else "")
        if not entity or entity.kind == "body":  # that speaks of others
            return False, _guess([name for name in found or self.usual[:1] if name != OPEN]), measure, when
        when = when.replace("fy", "") if entity.year_end == (12, 31) else when if "fy" in when else _guess([when])
        return bool(found), entity.id, measure, when

    def _in_prose(self, number: Number, place: Place, names: Names, called: Names) -> tuple[list[str], str, str]:
        """Return the entities of a sentence, and measure and period of a clause; or what is usual, as a guess."""
        text, code = place.text, self.code
        start = max((m.end() for m in numbers.SENTENCE.finditer(text, 0, number.start)), default=0)
        end = next((m.start() for m in numbers.SENTENCE.finditer(text, number.end)), len(text))
        sentence, before = text[start:end], numbers.CLAUSE.split(text[start : number.start])
        clause = f"{before[-1].strip()} {numbers.CLAUSE.split(text[number.end : end])[0]}"
        entities, measures = numbers.named(names, clause), numbers.named(called, clause)
        if len(entities) > 1:  # Acme plans $8 billion and Beta $9 billion
            entities = numbers.named(names, before[-1]) or [OPEN]
        if not entities and (before[1:] or numbers.named(names, sentence)):  # Beta Cloud: sales of $8 billion
            entities = [*(numbers.named(names, sentence) or self.usual[:1]), OPEN]
        is_sure = len(measures) == 1 and numbers.leads(called[measures[0]], names, clause, code)
        measures = measures or numbers.named(called, sentence) or [name for name in called if name == self.usual[1]]
        when = numbers.period(clause, code) or (numbers.period(sentence, code) and OPEN) or _guess(self.usual[2:])
        return entities, measures[0] if is_sure else _guess(measures), when

    def _in_cell(self, _: Number, place: Place, names: Names, called: Names) -> tuple[list[str], str, str]:
        """Return the entities, and measure and period of a row and column: each label must be a name or a period."""
        labels = [numbers.bare(label, self.code) for label in (place.row, place.column)]
        entities, measures = ([i for t in labels for i in numbers.whole(n, t)] for n in (names, called))
        is_odd = sum(map(bool, labels)) > len(entities) + len(measures)
        when = numbers.period(f"{place.row} {place.column}", self.code) or OPEN
        is_part = "-" in self.usual[2] or numbers.period(place.above, self.code) not in ("", when)  # of the year
        when = OPEN if place.column == OPEN or (when.isdigit() and is_part) else when
        entities = [*(entities or self.usual[:1]), OPEN] if is_odd else entities
        return entities, measures[0] if len(measures) == 1 else OPEN, when


def _guess(names: Sequence[str]) -> str:
    return names[0].strip(OPEN) + OPEN if len(names) == 1 else OPEN


def lines(reading: Reading) -> Iterator[str]:
    """Yield what is said of each number, and how many of them are accounted for."""
    for found in reading.found:
        yield f"{found.at}: {found.text}: {found.state}{', ' if found.state == 'set aside' else ': '}{found.what}"
    yield from (f"The text lacks a print of {print}" for print in reading.lacking)
    states = Counter(found.state for found in reading.found)
    counted = ", ".join(f"{number} {state}" for state, number in states.items())
    total = states.total()
    yield f"{total - states['not read']} of {total} numbers are accounted for: {counted or 'there are none'}."


# ---- writing --------------------------------------------------------------------------------------


def written(text: str, name: str, wanted: Mapping[str, Any]) -> str:
    """Return the file with the entries that it lacks, in order; raise `Unreadable` where its lines cannot take them."""
    parsed, lines = tree.parse(text, name), text.split("\n")
    for start, end, new in sorted(_edits(parsed, parsed.data, wanted, ()), key=lambda edit: edit[0])[::-1]:
        lines[start:end] = new
    after = layout.arrange("\n".join(lines), name).text
    if tree.parse(after, name).data != wanted or layout.comments(text) - layout.comments(after):
        raise Unreadable("the proposals cannot be put in line by line. Put every key on a line of its own.")
    return after


def _edits(parsed: tree.Tree, now: Any, wanted: Any, path: tree.Path_) -> Iterator[tuple[int, int, list[str]]]:
    """Yield which lines to replace, and by what, so that the file says what is wanted: more keys, or other prints."""
    for key in (key for key in wanted if now.get(key) != wanted[key]):
        inner = (*path, key)
        place = path if key not in now else inner
        end = max(line for other, line in parsed.lines.items() if other[: len(place)] == place)
        if key not in now or key == tree.PRINTED:
            yield end if key not in now else parsed.line(inner) - 1, end, _block(key, wanted[key], len(path))
        else:
            yield from _edits(parsed, now[key], wanted[key], inner)


def _block(key: str, value: Any, depth: int) -> list[str]:
    """Return an entry as YAML; what an article prints stands on one line."""
    head = f"{'  ' * depth}{key}:"
    if isinstance(value, dict) and depth < 5:
        return [head, *(line for inner in value for line in _block(inner, value[inner], depth + 1))]
    flow = re.sub(r'"([a-z][\w -]*)":', r"\1:", json.dumps(value, ensure_ascii=False))
    return [f"{head} {flow}"]
