"""The preview's comfort; readers of the published site see nothing of it."""

from __future__ import annotations

from typing import Any


def on_page_read_source(page: Any, config: Any, **_: Any) -> Any:
    """Return the box that a preview shows in place of a page that MkDocs must not read, if macros.py made one."""
    return config["extra"].get("refused", {}).get(page.file.src_uri)
