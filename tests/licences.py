"""The licences of everything that the locks name, as THIRD_PARTY.md lists them; `make licences` writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "THIRD_PARTY.md"
LOCKS = {
    "requirements.txt": "the site",
    "requirements-dev.txt": "working on it",
    "requirements-parity.txt": "make parity",
}
#: Licences under which everything may be used to build and test a site that is under MIT itself.
ALLOWED = frozenset(
    {
        "MIT",
        "MIT-CMU",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "BSD",
        "Apache-2.0",
        "ISC",
        "PSF-2.0",
        "MPL-2.0",
        "0BSD",
        "Unlicense",
    }
    # Of what only checks the published files: parts of numpy, and a package under the reader of data packages.
    | {"Zlib", "CC0-1.0", "Artistic License"}
)
#: What older packages write in place of the licence's own short name.
_NAMES = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "ISC License": "ISC",
    "MIT License": "MIT",
    "MIT Licence": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
HEAD = """\
# What others made

What the locks name, with the licence that each package states for itself.
Nothing of it is part of this project's sources; the theme's styles and icons are part of the published site.
Part of the sources are only the fonts of the preview images, in `ledger/publish/fonts/`: Liberation Sans and a part of
Noto Sans CJK, both under the SIL Open Font License 1.1, which stands beside them.
`make licences` writes this file.

| Package | Licence | For |
| --- | --- | --- |
"""


def locked() -> dict[str, str]:
    """Return every locked package with what it is for."""
    found: dict[str, str] = {}
    for lock, purpose in LOCKS.items():
        for name in re.findall(r"(?m)^([A-Za-z0-9._-]+)==", (ROOT / lock).read_text("utf-8")):
            found.setdefault(name, purpose)
    return dict(sorted(found.items()))


def licence(name: str) -> str:
    """Return the licence of an installed package; nothing where it is not installed."""
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    stated = [c.rpartition(" :: ")[2] for c in about.get_all("Classifier", []) if c.startswith("License ::")]
    written = about.get("License-Expression") or about.get("License") or ""
    text = (
        written
        if (len(written) < 40 or about.get("License-Expression")) and written not in ("", "UNKNOWN")
        else " OR ".join(stated) or "not stated"
    )
    return " OR ".join(_NAMES.get(part, part) for part in text.split(" OR "))


def is_allowed(expression: str) -> bool:
    """Say whether one side of every `OR`, and both of every `AND`, are on the list."""
    return any(all(part in ALLOWED for part in side.strip("()").split(" AND ")) for side in expression.split(" OR "))


def listed() -> dict[str, str]:
    """Return the licence of every package in the file."""
    return dict(re.findall(r"(?m)^\| ([a-z0-9][a-z0-9._-]*) \| ([^|]+) \|", FILE.read_text("utf-8")))


def lines() -> Iterator[str]:
    """Yield the table's lines; a package that is not installed here keeps the line that it has."""
    before = listed() if FILE.exists() else {}
    for name, purpose in locked().items():
        yield f"| {name} | {licence(name) or before.get(name, 'not known')} | {purpose} |"


if __name__ == "__main__":  # make licences
    FILE.write_text(HEAD + "\n".join(lines()) + "\n", "utf-8")
