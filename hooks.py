"""Hooks for the preview: they show a refused page as a box and keep compiled templates. A build does neither."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from jinja2 import FileSystemBytecodeCache


def on_page_read_source(page: Any, config: Any, **_: Any) -> Any:
    """Return the box that a preview shows in place of a page that MkDocs must not read, if macros.py made one."""
    return config["extra"].get("refused", {}).get(page.file.src_uri)


def on_env(env: Any, config: Any, **_: Any) -> Any:
    """Let a preview keep the theme's compiled templates in the folder that Jinja keeps private to each user."""
    with suppress(RuntimeError):  # no such folder is safe here
        env.bytecode_cache = FileSystemBytecodeCache() if "refused" in config["extra"] else None
    return env
