"""Hooks for the preview's speed. Readers of the published site see nothing of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import FileSystemBytecodeCache

CACHE = Path(__file__).resolve().parent / ".cache"


def on_env(env: Any, **_: Any) -> Any:
    """Let the theme's environment read its templates' compiled form, which Jinja checks against their source."""
    folder = CACHE / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(folder))
    return env


def on_serve(server: Any, **_: Any) -> Any:
    """Let a preview follow when charts were drawn beside it."""
    drawn = CACHE / "drawn"
    drawn.parent.mkdir(parents=True, exist_ok=True)
    drawn.touch()
    server.watch(str(drawn))
    return server
