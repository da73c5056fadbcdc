"""A hook for the preview's speed: keep compiled templates between builds. Readers see nothing of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import FileSystemBytecodeCache

CACHE = Path(__file__).resolve().parent / ".cache" / "templates"


def on_env(env: Any, **_: Any) -> Any:
    """Let the theme's environment read its templates' compiled form, which Jinja checks against their source."""
    CACHE.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(CACHE))
    return env
