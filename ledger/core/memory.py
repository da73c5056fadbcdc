"""What was read once need not be read again: in a preview, and for a large site from one command to the next."""

import os
import pickle
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
Stamp = tuple[int, int] | None


def stamp(path: Path) -> Stamp:
    """Return what tells a file from what it was before, or nothing where there is none."""
    with suppress(OSError):
        return (found := path.lstat()).st_ctime_ns, found.st_size
    return None


@dataclass
class Memory:
    """What functions returned, by their arguments; what one whole reading does not ask for is let go."""

    #: What the last whole reading was made from, and what it came to.
    stamp: Any = None
    last: Any = None
    kept: dict[Any, Any] = field(default_factory=dict)
    asked: dict[Any, Any] = field(default_factory=dict)

    def of(self, function: Callable[..., T], *arguments: Any) -> T:
        """Return what the function makes of its arguments, made once."""
        key = function.__name__, *arguments
        if key not in self.asked:
            self.asked[key] = self.kept[key] if key in self.kept else function(*arguments)
        found: T = self.asked[key]
        return found

    def turn(self, stamp: Any, last: Any) -> None:
        """End a whole reading."""
        self.stamp, self.last, self.kept, self.asked = stamp, last, self.asked, {}


def recalled(root: Path) -> Memory:
    """Return what an earlier command kept of a project, if it was the same code."""
    with suppress(Exception):  # whatever is wrong with it, it is only kept to be quick
        code, found = pickle.loads(_place(root).read_bytes())
        return found if code == _code() else Memory()
    return Memory()


def keep(root: Path, memory: Memory) -> None:
    """Keep what was read of a project for the next command, in the user's own folder: no stranger can write there."""
    with suppress(OSError, RuntimeError):
        _place(root).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _place(root).write_bytes(pickle.dumps((_code(), memory)))


def _place(root: Path) -> Path:
    return Path.home() / ".cache/capex-ledger" / sha256(os.fsencode(root)).hexdigest()


def _code() -> Any:
    package = Path(__file__).parents[1]
    files = (path for path in sorted(package.rglob("*")) if path.suffix != ".pyc" and path.is_file())
    return sys.version, [(str(path), stamp(path)) for path in (*files, package.with_name("requirements.txt"))]
