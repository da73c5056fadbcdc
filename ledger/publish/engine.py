"""Running the engine: MkDocs in a process of its own, in surroundings that are the same everywhere."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from ledger.core.ledger import Ledger

#: What asks a process to end.
_ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Unpublished(RuntimeError):
    """The site was not replaced; the message says why."""


def run(root: Path, new: Path, held: int | None = None, *, usual: str = "0") -> None:
    """Let MkDocs build with every warning an error; its own messages go to the terminal."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(new)]
    keep = () if held is None else (held,)  # a builder that outlives this process still holds its folder
    if _ended(command, root, environment(root, usual), keep):
        raise Unpublished("the build failed; the site is as it was. Mend what is listed above.")


def _ended(command: list[str], root: Path, environ: dict[str, str], keep: tuple[int, ...]) -> int:
    """Return how a command ended; whoever ends this process ends that one too, even while it starts."""
    was = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDS)
    unblock = partial(signal.pthread_sigmask, signal.SIG_SETMASK, was)
    try:
        process = subprocess.Popen(command, cwd=root, env=environ, pass_fds=keep, preexec_fn=unblock)
        try:
            unblock()
            return process.wait()
        except BaseException:
            process.kill()
            process.wait()
            raise
    finally:
        unblock()


def environment(root: Path, usual: str) -> dict[str, str]:
    """Return the environment, with the time that dates the site: what is given, the commit's, else the usual one."""
    same = {"TZ": "UTC", "PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}
    return {**os.environ, **same, "SOURCE_DATE_EPOCH": _given() or _committed(root) or usual}


def _given() -> str:
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given and not re.fullmatch("[0-9]{1,11}", given):
        raise Unpublished(f"SOURCE_DATE_EPOCH is '{given}', and no number of seconds. Unset it, or correct it.")
    return given


def _committed(root: Path) -> str:
    """Return the time of the last commit, where git is installed and knows the folder."""
    log = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
    try:
        return subprocess.run(log, capture_output=True, text=True, check=False).stdout.strip()
    except FileNotFoundError:
        return ""


def last_read(ledger: Ledger) -> str:
    """Return when an article was last read, in seconds: as far as is known without history, the data's own date."""
    days = [a.accessed for a in ledger.articles.values() if re.fullmatch(r"\d{4}-\d\d-\d\d", a.accessed or "")]
    return str(int(datetime.fromisoformat(max(days)).replace(tzinfo=UTC).timestamp())) if days else "0"
