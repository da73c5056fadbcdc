"""No file of figures takes long to read, and none raises."""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Edit, Reading, changed

from ledger.data import load

# ---- no input may take long ------------------------------------------------------------------------

CHECK = "  more-than-one:\n"
CAPEX = "  beta.capex.2026:\n"


def claims(keys: int, operands: Callable[[int], str]) -> str:
    """Return a claim for each number, computed from two others, ten for each figure."""
    heads = {
        n: f"  lab.capex.{1900 + n // 10}:\n    preferred: none\n    because: 'X'\n    claims:\n"
        for n in range(0, keys, 10)
    }
    return "".join(f"{heads.get(n, '')}      c{n}:\n        sum: [{operands(n)}]\n" for n in range(keys))


def claim(n: int) -> str:
    return f"lab.capex.{1900 + n // 10}/c{n}"


def checks(count: int, operand: str) -> str:
    return "".join(
        f"  zz{n}:\n    says: 'X'\n    left: {{sum: [{', '.join([operand] * 100)}]}}\n    expect: derived\n    means: context\n"
        for n in range(count)
    )


LARGE: dict[str, Edit] = {
    "chain": (CAPEX, claims(2_000, lambda n: f"{claim(n + 1)}, acme.capex.2026/guidance") + CAPEX),
    "circle": (CAPEX, claims(2_000, lambda n: f"{claim((n + 1) % 2_000)}, acme.capex.2026/guidance") + CAPEX),
    "circles": (CAPEX, claims(2_000, lambda n: f"{claim((n + 1) % 2_000)}, {claim(n // 2)}") + CAPEX),
    "numbers": (CHECK, checks(300, '"4"') + CHECK),
    "claims": (CHECK, checks(300, "acme.capex.2026/guidance") + CHECK),
    "claims that are none": (CHECK, checks(300, "acme.capex.2026/guidence") + CHECK),
    "figures for claims": (CHECK, checks(300, "acme.capex.2026") + CHECK),
    "see": ("    see: [pair.capex.2026]", f"    see: [{', '.join(['no.such.2026'] * 30_000)}]"),
    "members": ("members: [acme, beta]", f"members: [{', '.join(['acme'] * 30_000)}]"),
}


@pytest.mark.parametrize("edit", LARGE.values(), ids=LARGE)
def test_a_large_file_is_read_at_once(edit: Edit) -> None:
    assert_reads(changed(edit).encode())


def test_a_large_circle_is_told_once(reading: Reading) -> None:
    messages = [m for m in reading(changed(LARGE["circle"]))[1] if "a circle of operations" in m]
    assert len(messages) == 1
    assert messages[0].endswith("-> lab.capex.1900/c0. Give one of them a value.")
    assert len(messages[0]) < 1_100


# ---- no input may raise ---------------------------------------------------------------------------

MESSAGE = re.compile(r"data/figures\.yml:[1-9][0-9]*: \S.*[.?]")


def assert_reads(raw: bytes) -> None:
    """Check that the file gives a ledger or problems at their lines, and that soon."""
    with tempfile.NamedTemporaryFile(suffix=".yml") as file:
        Path(file.name).write_bytes(raw)
        start = time.process_time()
        ledger, problems = load.read(Path(file.name))
        assert time.process_time() - start < 5
    assert ledger.figures or problems
    lines = raw.count(b"\n") + raw.count(b"\r") + 1
    for problem in problems:
        assert MESSAGE.fullmatch(str(problem)), str(problem)
        assert problem.line <= lines
