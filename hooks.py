"""Hooks for the preview: its speed, and what it leaves out. Readers of the published site see nothing of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import FileSystemBytecodeCache

CACHE = Path(__file__).resolve().parent / ".cache"


def on_files(files: Any, config: Any, **_: Any) -> Any:
    """Leave out of a preview what macros.py did not let in; only the theme's files come from elsewhere."""
    served = config["extra"].get("served")
    for file in list(files) if served is not None else ():
        if file.src_dir == config["docs_dir"] and file.src_uri not in served:
            files.remove(file)
    return files


def on_page_read_source(page: Any, config: Any, **_: Any) -> Any:
    """Return what a preview reads in a page's place, if macros.py says so."""
    return config["extra"].get("sources", {}).get(page.file.src_uri)


def on_env(env: Any, **_: Any) -> Any:
    """Let the theme's environment read its templates' compiled form, which Jinja checks against their source."""
    folder = CACHE / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(folder))
    return env
