"""The history of the claims, as git keeps it: what each commit did to them, and how far back that can be told."""

import hashlib
import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

from ledger.core import yaml
from ledger.core.ledger import Ledger
from ledger.core.plaintext import write_atomically
from ledger.core.problem import Unreadable
from ledger.core.records import Claim
from ledger.data import load
from ledger.language import claims, words

#: What was read of each commit, so that it is read once; whatever it holds can be read again.
CACHE = ".cache/history.json"
#: The line at the end of a commit's message that says whose change it is, and its words.
TRAILER = "Figure-change"
NAMED = {"revision": "revised", "correction": "corrected"}
_ASKED = {"described", *NAMED.values()}
#: What is no change, but as far as is known.
RECORDED = "recorded"

#: The commits that change the file, a merge compared with all its parents, whatever a user has set.
_LOG = (
    "-c", "log.showRoot=true", "-c", "log.follow=false", "log", "--topo-order", "--no-show-signature", "--no-color",
    "-c", "--raw", "--no-abbrev", "--no-renames", "--encoding=UTF-8",
    f"--format=%x00%H %ct %(trailers:key={TRAILER},valueonly,unfold,separator=%x2C)%n%s", "--", load.NAME,
)  # fmt: skip
_PRINTED = "printed in"

#: By the states of a commit, the changes that were read of it; none where it cannot be read.
Told = dict[str, list[tuple[str, ...]] | None]


@dataclass(frozen=True, slots=True)
class Change:
    """Something of an entry before and after; an empty text was not there, or is there no more."""

    kind: str
    id: str
    #: The field that changed, or nothing where it is the number itself.
    what: str
    before: str
    after: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that changed the file of figures: when it was made, its sentence, what it did."""

    id: str
    made: datetime
    sentence: str
    #: The kind that it names, if any; and the file before, once for each parent, and after.
    kind: str
    states: str
    changes: tuple[Change, ...] = ()

    @property
    def day(self) -> str:
        """Return its day in universal time."""
        return self.made.date().isoformat()


@dataclass(frozen=True)
class History:
    """What is known of the past of the claims, the newest first, and why nothing earlier is told."""

    commits: tuple[Commit, ...] = ()
    end: str = "No history was asked of git."


def read(root: Path, *, fill: bool = True) -> History:
    """Return the history up to the last commit; unless asked to fill it, what the cache holds: that costs nothing."""
    try:
        found = list(_log(root))
        is_shallow = git(root, "rev-parse", "--is-shallow-repository") == "true"
    except Unreadable:
        return History(end="No history: git is missing here, or this is no copy of a repository with commits.")
    told = _told(root, [commit.states for commit in found], fill=fill)
    known = [commit for commit in found if commit.states in told]
    commits = list(takewhile(lambda commit: told[commit.states] is not None, known))
    begun = f"The history begins on {words.day(min(c.day for c in commits))}" if commits else "No history"
    why = "this copy of the repository holds no earlier commit" if is_shallow else "that is the first of these commits"
    if len(commits) < len(known):
        why = "an earlier commit holds another form of the file, which is not read here"
    elif missing := len(found) - len(known):
        why = f"commits not read yet: {missing}; 'python -m ledger history' reads them"
    commits.sort(key=lambda commit: commit.made, reverse=True)
    return History(tuple(_once(commits, told))[::-1], f"{begun}: {why if found else 'no commit holds the figures'}.")


def _once(commits: Sequence[Commit], told: Told) -> Iterator[Commit]:
    """Yield the commits with what they did, the oldest first, but for what one on another branch did already."""
    last: dict[tuple[str, str], Change] = {}
    for commit in reversed(commits):
        changes = (Change(*texts) for texts in told[commit.states] or ())
        named = (replace(c, kind=commit.kind) if commit.kind and c.kind in _ASKED else c for c in changes)
        kept = tuple(c for c in named if last.get((c.id, c.what)) != c)
        last.update(((c.id, c.what), c) for c in kept)
        yield replace(commit, changes=kept)


# ---- git


def git(root: Path, *arguments: str) -> str:
    """Return git's answer without the end of its last line."""
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=True)
    except OSError as error:
        raise Unreadable("git is not installed, so there is no earlier state. Install git.") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().rstrip(".") or "no common commit"
        remedy = "Commit first, run 'git fetch --unshallow', or name another revision with --base."
        raise Unreadable(f"there is no earlier state here, as git says: {said}. {remedy}") from error
    return done.stdout.decode("utf-8", "replace").rstrip()


def _log(root: Path) -> Iterator[Commit]:
    """Yield the commits that changed the file; a raw line has a colon and a state for each parent."""
    for entry in git(root, *_LOG).split("\0")[1:]:
        head, sentence, *rest = entry.split("\n")
        name, time, named = head.split(" ", 2)
        raw = next((line for line in rest if line.startswith(":")), "")
        parents = len(raw) - len(raw.lstrip(":"))
        visible = "".join(c if c.isprintable() else " " for c in sentence)
        kind, made = NAMED.get(named.strip().lower(), ""), datetime.fromtimestamp(int(time), UTC)
        if raw:
            yield Commit(name, made, visible, kind, " ".join(raw.split()[parents + 1 : 2 * parents + 2]))


def _told(root: Path, found: Sequence[str], *, fill: bool) -> Told:
    """Return what was read of commits, and keep it under what names the reader: another may read them otherwise."""
    house, path, known = Path(__file__).resolve().parent.parent, root / CACHE, {}
    names = (p for name in ("core", "data", "language", "rules") for p in sorted((house / name).rglob("*.*")))
    files = [*house.parent.glob("requirements.txt"), *(p for p in names if p.suffix in (".json", ".py", ".yml"))]
    reader = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
    with suppress(OSError, ValueError):
        known = dict(json.loads(path.read_text("utf-8"))).get(reader, {})
    state = lru_cache(maxsize=8)(lambda blob: _state(root, blob))
    if read := {states: _compared(*map(state, states.split())) for states in found if fill and states not in known}:
        with suppress(OSError):  # a folder that cannot be written to: the next time reads again
            path.parent.mkdir(exist_ok=True)
            write_atomically(path, json.dumps({reader: known | read}, ensure_ascii=False))
    return known | read


def _state(root: Path, blob: str) -> Ledger | None:
    """Return a former state of the file, if all its claims can be read."""
    text = git(root, "cat-file", "blob", blob) if blob.strip("0") else ""
    ledger, _ = load.of(yaml.parse(text, load.NAME))
    lost = any("." in name or "/" in name for name in ledger.broken)
    return None if lost or not ledger.articles else ledger


# ---- two states compared


def _compared(*states: Ledger | None) -> list[tuple[str, ...]] | None:
    """Return what a commit did, or what it held where its past cannot be read; nothing if itself cannot."""
    *olds, new = states
    known = [old for old in olds if old]
    if new is None:
        return None
    held = (_change(RECORDED, new, claim, "", claims.amount(new, claim)) for claim in new.claims.values())
    return [astuple(change) for change in (changes(known, new) if known else held)]


def _change(kind: str, ledger: Ledger, claim: Claim, before: str, after: str, what: str = "") -> Change:
    return Change(kind, claim.id, what, before, after, claims.plain_name(ledger.figure_of(claim)))


def changes(olds: Sequence[Ledger], new: Ledger) -> list[Change]:
    """Return what differs from every one of the states before."""
    first, *others = (list(_differences(old, new)) for old in olds)
    ids = [{change.id for change in other} for other in others]
    return [change for change in first if all(change.id in known for known in ids)]


def _differences(old: Ledger, new: Ledger) -> Iterator[Change]:
    former = {new.current(i): claim for i, claim in old.claims.items()}
    for claim in new.claims.values():
        yield from between(old, former.get(claim.id), new, claim)
    gone = (claim for i, claim in former.items() if i not in new.claims)
    yield from (_change("withdrawn", old, claim, claims.amount(old, claim), "") for claim in gone)
    bests = {new.current(figure.id): figure.best for figure in old.figures.values()}
    for figure in (f for f in new.figures.values() if f.id in bests):
        was, now = bests[figure.id], figure.best
        if (was and new.current(was.id)) != (now and now.id):
            before, after = (f"{c.key}: {claims.amount(of, c)}" if c else "none" for of, c in ((old, was), (new, now)))
            yield Change("preferred", figure.id, "", before, after, claims.plain_name(figure))


def between(old: Ledger, was: Claim | None, new: Ledger, now: Claim) -> Iterator[Change]:
    """Yield what makes a claim another one than before: its number, or what is said of it."""
    if was is None:
        former = new.claims.get(f"{now.figure}/{now.revises}")
        kind, (before, after) = "revised" if former else "new", amounts(new, former, new, now)
        # One who says the same again changes no number.
        yield _change("kept", new, now, "", after) if before == after else _change(kind, new, now, before, after)
    elif was.amount != now.amount:
        yield _change(_kind(was, now), new, now, *amounts(old, was, new, now))
    else:
        said = _said(old, was)
        for what, text in _said(new, now).items():
            kind = "corrected" if what.startswith(_PRINTED) else "described"
            if said.get(what, text) != text:
                yield _change(kind, new, now, said[what], text, what)


def amounts(old: Ledger, was: Claim | None, new: Ledger, now: Claim | None) -> tuple[str, str]:
    """Return a claim's amount before and after; as the file has them where the words hide how they differ."""
    before, after = (claims.amount(ledger, claim) if claim else "" for ledger, claim in ((old, was), (new, now)))
    if was and now and was.amount != now.amount and before == after:
        return str(was.amount), str(now.amount)
    return before, after


def _kind(was: Claim, now: Claim) -> str:
    """Return whose change a number's is: of what it is computed from, of the source, or of us who misread it."""
    if now.operation and was.operation == now.operation:
        return "follows"
    before, after = ((c.asof, c.revises, set(c.articles)) for c in (was, now))
    return "corrected" if before == after else "revised"


def _said(ledger: Ledger, claim: Claim) -> dict[str, str]:
    """Return what is said of a claim beside its number, and the tokens by their places."""
    day, who = ledger.said_on(claim), claims.author(ledger, claim)
    when, counts = words.day(day) if day else "", claims.scope(claim.scope)
    printed = {f"{_PRINTED} {p.article}, {p.at}": p.printed for p in claim.prints}
    return {"said by": who, "status": claim.status, "said on": when, "counts": counts, **printed}
