"""The words of the file of figures from which an editor chooses."""

import re
from typing import Literal, get_args

MeasureKind = Literal["flow", "stock", "ratio", "per share", "count", "date"]
EntityKind = Literal["company", "segment", "product", "place", "thing", "group", "body"]
Comparison = Literal["growth", "share", "multiple"]
Status = Literal["actual", "guidance", "consensus", "estimate", "forecast", "assertion", "computed"]
#: Reasons with which a number can be true beside another.
Explaining = Literal["scope", "group", "period", "moment", "definition", "rounding"]
Reason = Literal[Explaining, "superseded", "mislabelled", "unsupported", "translation", "arithmetic"]
EXPLAINED: frozenset[Reason] = frozenset(get_args(Explaining))
Difference = Literal["explained", "overtaken", "contradicted"]
Relation = Literal[
    "equal", "about", "above", "below", "at least", "at most", "within", "highest", "descending", "overlaps"
]
Verdict = Literal["holds", "rounds", "fails", "undecided", "derived"]
Meaning = Literal["error", "doubt", "outdated", "dispute", "sound", "context"]
OperationName = Literal["sum", "difference", "ratio", "growth", "base", "product"]
Part = Literal["low", "high", "middle"]

OPERATIONS: tuple[OperationName, ...] = get_args(OperationName)
PARTS: tuple[Part, ...] = get_args(Part)

_ID = "[a-z][a-z0-9-]*"
#: A claim that a sentence of the data names in brackets; readers see its number there.
CITED = re.compile(rf"\(({_ID}\.{_ID}\.[a-z0-9.-]+/{_ID})\)")
