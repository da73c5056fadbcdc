"""MkDocs in a process of its own, in surroundings that are the same everywhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from ledger.core.ledger import Ledger

_SAME = {"TZ": "UTC", "PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}


class Unpublished(RuntimeError):
    """The site was not replaced; the message says why."""


def run(root: Path, new: Path, date: str) -> None:
    """Let MkDocs build with every warning an error; its own messages go to the terminal."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(new)]
    if subprocess.run(
        command, cwd=root, env={**os.environ, **_SAME, "SOURCE_DATE_EPOCH": date}, check=False
    ).returncode:
        raise Unpublished("the build failed; the site is as it was. Correct what is listed above.")


def date(root: Path, ledger: Ledger) -> str:
    """Return the seconds that date the site: those given, the commit's, else those of the data, which it says."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given and not re.fullmatch("[0-9]{1,11}", given):
        raise Unpublished(f"SOURCE_DATE_EPOCH is '{given}', and no number of seconds. Unset it, or correct it.")
    committed, why = ("", "") if given else _committed(root)
    if given or committed:
        return given or committed
    days = [day for a in ledger.articles.values() if re.fullmatch(r"\d{4}-\d\d-\d\d", day := a.accessed or "")]
    read = max(days, default="1970-01-01")  # when an article was last read
    print(f"No date from git ({why}): the site is dated by its data, {read}.", file=sys.stderr, flush=True)
    return str(int(datetime.fromisoformat(f"{read}T00:00Z").timestamp()))


def _committed(root: Path) -> tuple[str, str]:
    """Return the time of the last commit, or nothing and why."""
    log = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
    try:
        result = subprocess.run(log, capture_output=True, text=True, errors="replace", check=False)
    except OSError as error:
        return "", str(error.strerror)
    found = result.stdout.strip()
    return found if found.isdigit() else "", (result.stderr.splitlines() or ["no commit"])[0]
