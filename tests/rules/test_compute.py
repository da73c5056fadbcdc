"""Operations on claims: operands, parts of them, nesting, circles."""

from __future__ import annotations

import time
from collections.abc import Mapping
from itertools import islice

import pytest

from ledger.core.amount import Amount, parse
from ledger.core.problem import Unreadable
from ledger.core.records import ClaimRef, Operand, Operation
from ledger.core.vocabulary import OperationName, Part
from ledger.rules import compute

AMOUNTS: Mapping[str, Amount] = {
    "amazon": parse("about 200 billion", "USD"),
    "alphabet": parse("175 to 185 billion", "USD"),
    "meta": parse("115 to 135 billion", "USD"),
    "microsoft": parse("more than 80 billion", "USD"),
    "space": parse("at most 5 billion", "USD"),
    "aws": parse("35.6 billion", "USD"),
    "aws growth": parse("24 %", "%"),
    "share": parse("nearly 70 %", "%"),
    "double": parse("2", "times"),
    "odd": parse("175 to 180 billion", "USD"),
    "staff": parse("3 to 4", exact=True),
    "vague": parse("several billion", "USD"),
}


def op(name: OperationName, *operands: str | Operand) -> Operation:
    return Operation(name, tuple(ClaimRef(o) if isinstance(o, str) else o for o in operands))


DIFFERENCE = op("difference", "alphabet", "meta")
RESULTS: dict[str, tuple[Operand, str, str, str]] = {
    "literal": (parse("5 billion"), "", "5 billion", ""),
    "claim": (ClaimRef("amazon"), "", "about 200 billion", "USD"),
    "sum": (op("sum", "amazon", "alphabet", "meta"), "USD", "about 490 to 520 billion", "USD"),
    "open sum": (op("sum", "amazon", "alphabet", "meta", "microsoft"), "USD", "at least 570 billion", "USD"),
    "difference": (DIFFERENCE, "", "40 to 70 billion", "USD"),
    "negative difference": (op("difference", "meta", "alphabet"), "", "-70 to -40 billion", "USD"),
    "ratio": (op("ratio", "alphabet", "aws"), "", "4.91 to 5.20", "times"),
    "ratio in %": (op("ratio", "aws", "amazon"), "%", "about 17.8 %", "%"),
    "growth": (op("growth", "alphabet", "aws"), "", "391 to 420 %", "%"),
    "base": (op("base", "aws", "aws growth"), "USD", "28.7 billion", "USD"),
    "base of a multiple": (op("base", "aws", "double"), "", "17.8 billion", "USD"),
    "product": (op("product", "aws", "double"), "", "71.2 billion", "USD"),
    "product with %": (op("product", "amazon", "share"), "", "about 126 to 140 billion", "USD"),
    "nested": (op("ratio", op("sum", "alphabet", "meta"), DIFFERENCE), "", "4.14 to 8.00", "times"),
    "with a literal": (op("product", "aws", parse("50 %")), "", "17.8 billion", "USD"),
    "with a part": (op("sum", ClaimRef("alphabet", "high"), ClaimRef("meta", "low")), "", "300 billion", "USD"),
}  # fmt: skip


@pytest.mark.parametrize("case", RESULTS)
def test_evaluates(case: str) -> None:
    operand, unit, expected, expected_unit = RESULTS[case]
    result = compute.evaluate(operand, AMOUNTS.__getitem__, unit)
    assert (str(result), result.unit) == (expected, expected_unit)


@pytest.mark.parametrize(
    ("claim", "part", "expected"),
    [
        ("alphabet", "low", "175 billion"),
        ("alphabet", "high", "185 billion"),
        ("alphabet", "middle", "180 billion"),
        ("odd", "middle", "177.5 billion"),
        ("staff", "middle", "3.5"),
        ("aws", "low", "35.6 billion"),
        ("aws", "middle", "35.6 billion"),
        ("amazon", "high", "about 200 billion"),
        ("share", "middle", "about 70 %"),
        ("microsoft", "low", "80 billion"),
        ("space", "high", "5 billion"),
    ],
)
def test_part(claim: str, part: Part, expected: str) -> None:
    result = compute.evaluate(ClaimRef(claim, part), AMOUNTS.__getitem__)
    assert str(result) == expected
    assert result.low == result.high


@pytest.mark.parametrize(
    ("claim", "part"),
    [
        ("microsoft", "high"),
        ("microsoft", "middle"),
        ("space", "low"),
        ("space", "middle"),
        ("vague", "low"),
        ("vague", "high"),
    ],
)
def test_part_that_nobody_states(claim: str, part: Part) -> None:
    with pytest.raises(Unreadable) as caught:
        compute.evaluate(ClaimRef(claim, part), AMOUNTS.__getitem__)
    assert str(caught.value) == f"'{claim}' has no {part} bound. Use the claim itself."


def test_vague_claims_are_not_computed_with() -> None:
    with pytest.raises(Unreadable) as caught:
        compute.evaluate(op("sum", "aws", "vague"), AMOUNTS.__getitem__)
    assert str(caught.value) == "a vague amount cannot be computed with. Leave it out."


def test_references_and_operations_in_order() -> None:
    inner = op("sum", "b", "c")
    outer = op("ratio", "a", inner)
    assert list(compute.references(outer)) == ["a", "b", "c"]
    assert list(compute.operations(outer)) == [outer, inner]
    assert list(compute.references(parse("5"))) == []
    assert list(compute.references(ClaimRef("a", "low"))) == ["a"]
    assert list(compute.operations(ClaimRef("a"))) == []


@pytest.mark.parametrize(
    ("graph", "found"),
    [
        ({}, []),
        ({"a": ["b"], "b": []}, []),
        ({"a": ["b"]}, []),
        ({"a": ["a"]}, ["aa"]),
        ({"a": ["b"], "b": ["a"]}, ["aba"]),
        ({"a": ["b", "c"], "b": ["d"], "c": ["a"]}, ["aca"]),
        ({"a": ["b"], "b": ["c"], "c": ["b"]}, ["bcb"]),
        ({"a": ["b", "c"], "b": ["c"], "c": ["d"], "d": ["b", "a"]}, ["acda"]),
        ({"a": ["b", "b"], "b": ["c", "c"], "c": []}, []),
        ({"a": ["b"], "b": ["a"], "c": ["a", "d"], "d": ["c"]}, ["aba", "cdc"]),
    ],
    ids=["empty", "chain", "operand", "itself", "pair", "second branch", "further on", "long", "diamond", "two"],
)
def test_circles(graph: Mapping[str, list[str]], found: list[str]) -> None:
    assert ["".join(circle) for circle in compute.circles(graph)] == found


@pytest.mark.parametrize("back", [0, 4_999], ids=["to the first", "to each before"])
def test_a_long_chain_needs_no_deep_stack_and_no_time(back: int) -> None:
    chain = {str(n): [str(n + 1), str(max(0, n - back))] for n in range(5_000)} | {"5000": ["0"]}
    start = time.monotonic()
    assert next(compute.circles(chain))
    assert sum(1 for _ in islice(compute.circles(chain), 50)) in (1, 50)
    assert time.monotonic() - start < 5
