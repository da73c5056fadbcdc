"""The words that the file of figures may choose from, one list for each field."""

from __future__ import annotations

from typing import Literal

MeasureKind = Literal["flow", "stock", "ratio", "per share", "count", "date"]
EntityKind = Literal["company", "segment", "product", "place", "thing", "group", "body"]
Comparison = Literal["growth", "share", "multiple"]
Status = Literal["actual", "guidance", "consensus", "estimate", "forecast", "assertion", "computed"]
WrittenStatus = Literal["actual", "guidance", "consensus", "estimate", "forecast", "assertion"]
Reason = Literal[
    "scope", "group", "period", "moment", "definition", "rounding",
    "superseded",
    "mislabelled", "unsupported", "translation", "arithmetic",
]  # fmt: skip
Difference = Literal["explained", "overtaken", "contradicted"]
Relation = Literal[
    "equal", "about", "above", "below", "at least", "at most", "within", "highest", "descending", "overlaps"
]
Verdict = Literal["holds", "rounds", "fails", "undecided", "derived"]
Meaning = Literal["error", "doubt", "outdated", "dispute", "sound", "context"]
OperationName = Literal["sum", "difference", "ratio", "growth", "base", "product"]
Part = Literal["low", "high", "middle"]
Waivable = Literal["period", "members", "scope", "measure"]
Inferable = Literal["title", "publisher", "published", "url"]
InferableOfClaim = Literal["entity", "measure", "period", "value", "by", "status", "asof", "scope"]
