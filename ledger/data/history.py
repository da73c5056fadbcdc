"""The history of the claims, as git keeps it: what each commit did to them, and how far back that can be told."""

from __future__ import annotations

import hashlib
import json
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from ledger.core.ledger import Ledger
from ledger.core.plaintext import write_atomically
from ledger.core.records import Claim
from ledger.data import load
from ledger.language import claims, words

#: What was read of each commit, so that it is read once; whatever it holds can be read again.
CACHE = ".cache/history.json"
#: The line at the end of a commit's message that overrules what the fields say, and its words.
TRAILER = "Figure-change"
NAMED = {"revision": "revised", "correction": "corrected"}
COMMAND = "python -m ledger history"

#: One answer of git for each commit that changes the file, a merge against all its parents; no setting of a user's.
_LOG = (
    "-c", "log.showRoot=true", "-c", "log.follow=false", "log", "--topo-order", "--no-show-signature", "--no-color",
    "-c", "--raw", "--no-abbrev", "--no-renames", "--encoding=UTF-8",
    f"--format=%x00%H %ct %(trailers:key={TRAILER},valueonly,separator=%x2C)%n%s", "--", load.NAME,
)  # fmt: skip
#: On what depends how a commit is read.
_READER = ("core", "language", "rules", "data")
_PRINTED = "printed in"


@dataclass(frozen=True, slots=True)
class Change:
    """What a commit did to a claim; an empty text was not there, or is there no more."""

    #: The claim as it was called then; the figure, where another one of its claims is preferred.
    id: str
    kind: str
    #: The field that changed, or nothing where it is the number itself.
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that changed the file of figures: when it was made, its sentence, what it did."""

    id: str
    time: int
    sentence: str
    changes: tuple[Change, ...] = ()

    @property
    def day(self) -> str:
        """Return its day in universal time."""
        return self.made.date().isoformat()

    @property
    def made(self) -> datetime:
        """Return its time."""
        return datetime.fromtimestamp(self.time, UTC)


@dataclass(frozen=True)
class History:
    """What is known of the past of the claims, the newest first."""

    commits: tuple[Commit, ...] = ()
    #: By claim, the day by which it stood in the file; nobody knows since when.
    held: Mapping[str, str] = field(default_factory=dict)
    #: Why nothing earlier is told.
    end: str = "No history was asked of git."


@dataclass(frozen=True, slots=True)
class _Step:
    commit: Commit
    kind: str
    #: The states of the file before, one for each parent, and after.
    states: tuple[str, ...]


def read(root: Path, *, fill: bool = True) -> History:
    """Return the history up to the last commit; unless asked to fill it, only what the cache holds costs nothing."""
    try:
        steps = list(_steps(root))
        is_shallow = _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
    except FileNotFoundError:
        return History(end="No history: git is not installed here.")
    except subprocess.CalledProcessError:
        return History(end="No history: this is no copy of a repository with commits.")
    told = dict(_told(root, steps, fill=fill))
    commits, held, end = [], {}, "that is the first commit of the figures."
    for step in (s for s in steps if s.states in told):
        found = told[step.states]
        if not found:
            end = "commits before that hold another form of the file, which is not read here."
            break
        held.update(dict.fromkeys(found.get("held", ()), step.commit.day))
        changes = tuple(_named(Change(*change), step.kind) for change in found.get("changes", ()))
        commits.append(Commit(step.commit.id, step.commit.time, step.commit.sentence, changes))
    if is_shallow and end.startswith("that"):
        end = "this copy of the repository holds no earlier commit."
    unread = sum(step.states not in told for step in steps)
    return History(tuple(sorted(commits, key=lambda c: -c.time)), held, _end(commits, end, unread))


def _end(commits: Sequence[Commit], why: str, unread: int) -> str:
    """Return how far back the history goes, and why no farther."""
    left = f" Not read yet: {unread}; '{COMMAND}' reads them." if unread else ""
    begun = f"The history begins on {words.day(min(c.day for c in commits))}: {why}" if commits else "No history yet."
    return begun + left


def _named(change: Change, kind: str) -> Change:
    """Return the change under the kind that its commit names, where that is in question."""
    if not kind or change.kind not in ("described", *NAMED.values()):
        return change
    return Change(change.id, kind, change.what, change.before, change.after)


# ---- git


def _git(root: Path, *arguments: str) -> bytes:
    return subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=True).stdout


def _steps(root: Path) -> Iterator[_Step]:
    """Yield the commits that changed the file, each with its states: of it one raw line tells all parents."""
    for entry in _git(root, *_LOG).decode("utf-8", "replace").split("\0")[1:]:
        head, sentence, *rest = entry.split("\n")
        name, time, named = head.split(" ", 2)
        raw = next((line for line in rest if line.startswith(":")), "")
        parents = len(raw) - len(raw.lstrip(":"))
        states = tuple(raw.split()[parents + 1 : 2 * parents + 2])
        visible = "".join(c if c.isprintable() else " " for c in sentence)
        if states:
            yield _Step(Commit(name, int(time), visible), NAMED.get(named.strip().lower(), ""), states)


def _told(root: Path, steps: Sequence[_Step], *, fill: bool) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Yield by their states what was read of the commits, which is kept; what cannot be read is empty."""
    path, reader, known = root / CACHE, _fingerprint(), {}
    with suppress(OSError, ValueError, AttributeError):
        cached = json.loads(path.read_text("utf-8"))
        known = cached["commits"] if cached.get("reader") == reader else {}
    keys = {" ".join(step.states): step.states for step in steps}
    if missing := [key for key in keys if fill and key not in known]:
        with tempfile.TemporaryDirectory(prefix="ledger-") as folder:
            state = lru_cache(maxsize=8)(lambda blob: _state(root, blob, Path(folder)))
            for key in missing:
                known[key] = _compared(state, *keys[key])
        with suppress(OSError):  # a folder that cannot be written to: the next time reads again
            path.parent.mkdir(exist_ok=True)
            write_atomically(path, json.dumps({"reader": reader, "commits": known}, ensure_ascii=False))
    yield from ((states, known[key]) for key, states in keys.items() if key in known)


def _fingerprint() -> str:
    """Return what names the reader: another one may read the same commit otherwise."""
    house = Path(__file__).resolve().parent.parent
    files = [p for name in _READER for end in ("*.py", "*.yml") for p in sorted((house / name).rglob(end))]
    files += house.parent.glob("requirements.txt")
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def _state(root: Path, blob: str, folder: Path) -> Ledger | None:
    """Return a former state of the file, if all its claims can be read."""
    if not blob.strip("0"):
        return None
    path = folder / "figures.yml"
    path.write_bytes(_git(root, "cat-file", "blob", blob))
    ledger, _ = load.read(path)
    lost = any("." in name or "/" in name for name in ledger.broken)
    return None if lost or not ledger.articles else ledger


# ---- two states compared


def _compared(state: Callable[[str], Ledger | None], *blobs: str) -> dict[str, Any]:
    """Return what a commit did, or what it held where its past cannot be read; nothing if itself cannot."""
    *olds, new = map(state, blobs)
    if new is None:
        return {}
    known = [old for old in olds if old is not None]
    if len(known) < len(olds):
        return {"held": list(new.claims)}
    return {"changes": [astuple(change) for change in changes(known, new)]}


def changes(olds: Sequence[Ledger], new: Ledger) -> Iterator[Change]:
    """Yield what differs from every one of the states before."""
    formers = [{new.current(i): claim for i, claim in old.claims.items()} for old in olds]
    for claim in new.claims.values():
        told = [tuple(between(o, f.get(claim.id), new, claim)) for o, f in zip(olds, formers, strict=True)]
        if all(told):
            yield from told[0]
    for i, claim in formers[0].items():
        if i not in new.claims and all(i in former for former in formers):
            yield Change(i, "withdrawn", "", _stated(olds[0], claim), "")
    bests = [{new.current(f.id): f.best for f in old.figures.values()} for old in olds]
    for figure in new.figures.values():
        was, now = [best.get(figure.id) for best in bests], figure.best
        if now and all(best and new.current(best.id) != now.id for best in was):
            yield Change(figure.id, "preferred", "", *(_stated(*p) for p in ((olds[0], was[0]), (new, now)) if p[1]))


def between(old: Ledger, was: Claim | None, new: Ledger, now: Claim) -> Iterator[Change]:
    """Yield what makes a claim another one than before: its number, or what is said of it."""
    if was is None:
        former = new.claims.get(f"{now.figure}/{now.revises}")
        kind, before = ("revised", _stated(new, former)) if former else ("new", "")
        yield Change(now.id, kind, "", before, _stated(new, now))
    elif was.amount != now.amount:
        texts = _stated(old, was), _stated(new, now)
        yield Change(now.id, _kind(was, now), "", *(texts if texts[0] != texts[1] else map(str, (was.amount, now.amount))))
    else:
        said = _said(old, was)
        for what, text in _said(new, now).items():
            if said.get(what, text) != text:
                yield Change(now.id, "corrected" if what.startswith(_PRINTED) else "described", what, said[what], text)


def _kind(was: Claim, now: Claim) -> str:
    """Return whose change a number's is: of what it is computed from, of the source, or of us who misread it."""
    if now.operation and was.operation == now.operation:
        return "follows"
    anew = any(len(set(pair)) > 1 for pair in ((was.asof, now.asof), (was.revises, now.revises)))
    return "revised" if anew or set(was.articles) != set(now.articles) else "corrected"


def _said(ledger: Ledger, claim: Claim) -> dict[str, str]:
    """Return what is said of a claim beside its number, and the tokens by their places."""
    printed = {f"{_PRINTED} {p.article}, {p.at}": p.printed for p in claim.prints}
    day, who = ledger.said_on(claim), claims.author(ledger, claim)
    when, counts = words.day(day) if day else "", claims.scope(claim.scope)
    return {"said by": who, "status": claim.status, "said on": when, "counts": counts, **printed}


def _stated(ledger: Ledger, claim: Claim) -> str:
    return words.amount(claim.amount, ledger.figure_of(claim).measure)
