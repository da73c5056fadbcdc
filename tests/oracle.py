"""What must hold of a book that was found sound, worked out without the project's own reading of numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from fractions import Fraction
from html import unescape
from html.parser import HTMLParser
from itertools import product
from pathlib import Path
from typing import Any

import yaml
from markdown import Markdown

from ledger import book
from ledger.data import load

Numbers = tuple[Fraction, ...]
Data = Mapping[str, Any]

#: Rounding for display may take this share of a computed number away.
ROUNDING = Fraction(6, 100)

_SCALE = {
    "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "miljoen": 6, "miljard": 9, "biljoen": 12,
    "k": 3, "m": 6, "b": 9, "t": 12,
}  # fmt: skip
_DIGITS = r"([0-9]+(?:[.,][0-9]+)*)"
_AMOUNT = re.compile(
    rf"(\u2212|-)?[^0-9\u2212-]?{_DIGITS}(?: ?(thousand|[mb]illion|trillion|miljard|miljoen|[KMBT]\b))?"
    rf"(?:(?: to |\u2013|-| en | tot )[^0-9]?(\u2212|-)?{_DIGITS})?(?: ?(thousand|[mb]illion|trillion|miljard|miljoen|[KMBT])\b)?",
    re.IGNORECASE,
)
_LINK = re.compile(r'\[([^\]\[]*)\]\([^)#]*#([^)]*)\)\{ \.fig[^}]*?(?:title="([^"]*)")?(?: data-sort="([^"]*)")? \}')
#: What no sentence of a page may hold: an amount that no macro wrote.
_TYPED = re.compile(
    r"[$\u20ac\u00a3\u00a5] ?[0-9]|[0-9] ?(?:%|\u2030|(?:percent|procent|thousand|million|billion|trillion|miljard|miljoen|bn|GB)\b|[\u842c\u5104\u5146\u500d])",
    re.IGNORECASE,
)


def numbers(text: str, *, comma: str = ",") -> Numbers:
    """Return the ends of an amount, in the data or as shown; the comma groups digits, or is a decimal sign."""
    plain = unescape(text).replace("\xa0", " ")
    plain = plain.replace(",", "") if comma == "," else plain.replace(".", "").replace(",", ".")
    found = _AMOUNT.search(plain)
    if not found:
        return ()
    sign, low, inner, other, high, outer = found.groups()
    scale = outer or inner
    ends = [_scaled(sign, low, inner or scale)]
    return (*ends, _scaled(other, high, scale)) if high else (*ends,)


def _scaled(sign: str | None, digits: str, scale: str | None) -> Fraction:
    return Fraction(digits) * 10 ** _SCALE.get((scale or "").lower(), 0) * (-1 if sign else 1)


def stated(claim: Data) -> Numbers:
    """Return the numbers of a claim's own value."""
    return numbers(claim["value"]) if "value" in claim else ()


class Answers:
    """The numbers that each figure may be shown with: those of its values, and those that its sums come to."""

    def __init__(self, figures: Data) -> None:
        self._figures = figures

    def of(self, name: str) -> list[Numbers]:
        """Return the numbers of a claim, or of every claim of a figure."""
        figure, _, key = name.partition("/")
        return [self._claim(f"{figure}/{k}") for k in ([key] if key else self._figures[figure]["claims"])]

    def _claim(self, name: str) -> Numbers:
        figure, _, key = name.partition("/")
        claims = self._figures[figure]["claims"]
        claim = claims[key or next(iter(claims))]
        return stated(claim) or self._computed(claim)

    def _reach(self, name: str) -> Numbers:
        """Return the numbers that one computes with: of `nearly`, what it may mean at least as well."""
        figure, _, key = name.partition("/")
        claims = self._figures[figure]["claims"]
        found = self._claim(name)
        is_nearly = str(claims[key or next(iter(claims))].get("value", "")).startswith("nearly ")
        return (found[0] * Fraction(9, 10), found[-1]) if is_nearly else found

    def _computed(self, claim: Data) -> Numbers:
        for kind, work in _WORK.items():
            if kind in claim:
                if kind == "base" and "-multiple." in claim[kind][1]:
                    work = _WORK["ratio"]
                ends = [self._reach(name) for name in claim[kind]]
                with suppress(ZeroDivisionError):
                    every = [work(corner) for corner in product(*ends)] if all(ends) else []
                    return tuple(dict.fromkeys((min(every), max(every)))) if every else ()
        return ()


def _product(corner: Iterable[Fraction]) -> Fraction:
    result = Fraction(1)
    for factor in corner:
        result *= factor
    return result


_WORK = {
    "sum": lambda c: sum(c, Fraction(0)),
    "product": _product,
    "difference": lambda c: c[0] - c[1],
    "ratio": lambda c: c[0] / c[1],
    "growth": lambda c: (c[0] / c[1] - 1) * 100,
    "base": lambda c: c[0] / (1 + c[1] / 100),
}  # fmt: skip


# ---- shown against stated -------------------------------------------------------------------------


def data_of(root: Path) -> Data:
    """Read the file of figures as plain texts."""
    return yaml.load((root / load.NAME).read_text("utf-8"), Loader=yaml.BaseLoader)


def wrong(root: Path, read: book.Book, page: str = "") -> Iterator[str]:
    """Yield the numbers that readers see and no claim gives: in macros, in prints, in the sentences of the page."""
    data = data_of(root)
    answers = Answers(data["figures"])
    yield from _shown(read, answers, data["figures"])
    yield from prints(data)
    if page:
        yield from typed((root / page).read_text("utf-8"), page)


def _shown(read: book.Book, answers: Answers, figures: Data) -> Iterator[str]:
    allowed: dict[str, list[Numbers]] = {}
    for (page, name, args, _), text in read.texts.items():
        for label, shown_of, title, key in _LINK.findall(text):
            figure, _, one = shown_of.partition("/")
            if figure not in figures or (one and one not in figures[figure]["claims"]):
                continue
            allowed.setdefault(shown_of, answers.of(shown_of))
            for shown in filter(None, (numbers(label), numbers(title.split(". ")[0]) if _leads(title) else ())):
                if not any(_same(shown, of) for of in allowed[shown_of]):
                    yield f"{page}: {name}{args} shows {label!r} ({title!r}), the data have {allowed[shown_of]}"
            if (
                numbers(label)
                and re.fullmatch(r"-?[0-9.]+", key)
                and not any(_inside(Fraction(key), of) for of in allowed[shown_of] if of)
            ):
                yield f"{page}: {name}{args} sorts {label!r} by {key}, the data have {allowed[shown_of]}"


def _leads(title: str) -> bool:
    """Say whether the tooltip begins with the amount in words."""
    return bool(re.match(r"(?:[A-Z][a-z]+ (?:than |least |most |to )?)?[$\u20ac\u00a3]?[0-9]", title))


def _same(shown: Numbers, of: Numbers) -> bool:
    ends = set(of)
    return bool(of) and all(any(_near(n, end) for end in ends) for n in shown)


def _inside(key: Fraction, of: Numbers) -> bool:
    return min(of) <= key <= max(of) or any(_near(key, end) for end in of)


def _near(shown: Fraction, exact: Fraction) -> bool:
    return abs(shown - exact) <= abs(exact) * ROUNDING


def prints(data: Data) -> Iterator[str]:
    """Yield prints whose digits are not those of their claim."""
    sources = {**data["articles"], **data.get("references", {})}
    for figure, entry in data["figures"].items():
        for key, claim in entry["claims"].items():
            for source, places in claim.get("printed", {}).items():
                comma = "." if sources[source].get("language") == "nl" else ","
                for token in (t for at in places.values() for t in _tokens(at)):
                    seen = numbers(token, comma=comma)
                    if seen and stated(claim) and seen[:2] != stated(claim)[: len(seen)]:
                        yield f"{figure}/{key} has {stated(claim)}, {source} prints {token}"


def _tokens(place: Any) -> Iterator[str]:
    """Yield the tokens of one place that can be read on their own; what a heading scales is left to the project."""
    for token in place if isinstance(place, list) else [place]:
        if isinstance(token, str):
            yield token
        elif not {"head", "unread"} & token.keys():
            yield token["as"]


class _Visible(HTMLParser):
    """What a reader sees of a page without its macros, code left out."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._code = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._code += tag == "code"
        self.parts.extend(f" {value} " for name, value in attrs if name in {"title", "alt", "aria-label"} and value)

    def handle_endtag(self, tag: str) -> None:
        self._code -= tag == "code"

    def handle_data(self, data: str) -> None:
        if not self._code:
            self.parts.append(data)


def typed(source: str, page: str) -> Iterator[str]:
    """Yield the amounts that stand in a page's own text, code left out."""
    body = re.sub(r"\A---\n.*?\n---\n", "", source, count=1, flags=re.DOTALL)
    body = re.sub(r"\{#.*?#\}", "", re.sub(r"\{\{.*?\}\}", "\ue000", body, flags=re.DOTALL), flags=re.DOTALL)
    html = Markdown(extensions=["toc", "fenced_code", "attr_list", "md_in_html", "tables"]).convert(body)
    text = "".join(_Visible(html).parts).replace("\xa0", " ").replace("\xad", "")
    for found in _TYPED.finditer(text):
        yield f"{page} shows {text[max(0, found.start() - 20) : found.end() + 20]!r}, which no macro wrote"
