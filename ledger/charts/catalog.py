"""The charts of this ledger, by name, as `catalog.yml` describes them."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment

from ledger.charts import kinds
from ledger.charts.marks import Chart, axis, months
from ledger.core import yaml
from ledger.core.ledger import Ledger
from ledger.core.problem import Unreadable
from ledger.language import claims, words

_ENTRIES: Mapping[str, Any] = yaml.read(Path(__file__).with_name("catalog.yml"), "catalog.yml").data or {}
_ENGINE = Environment()


def draw(ledger: Ledger, entry: Mapping[str, Any]) -> Chart:
    """Return a chart of the catalog under its finding, or under what it shows."""
    groups, found = getattr(kinds, entry["kind"])(ledger, **entry["of"])
    if not groups:
        raise Unreadable("no figure of the ledger belongs in this chart. Remove its call.")
    claim = partial(kinds.stated, ledger)
    # what titles can ask: a claim's amount, how two compare, how far answers lie apart, a count in words
    helpers: dict[str, Callable[..., Any]] = {
        "amount": lambda name: claims.amount(ledger, claim(name)),
        "is_": lambda name, relation, other: kinds.is_(claim(name), relation, claim(other)),
        "spread": claims.spread,
        "count": words.count,
    }
    facts = entry["of"] | found | helpers | {"groups": groups}
    holds = "when" in entry and _ENGINE.compile_expression(entry["when"])(facts)
    texts = (entry["finding" if holds else "title"], entry["subject"])
    title, subject = (_ENGINE.from_string(text).render(facts) for text in texts)
    form = entry.get("form", "lanes")
    ticks = months(groups) if form == "time" else axis(groups, entry.get("unit", "USD"))
    return Chart(title, subject, groups, entry["table"], ticks, form)


CHARTS: Mapping[str, Callable[[Ledger], Chart]] = {n: partial(draw, entry=e) for n, e in _ENTRIES.items()}
