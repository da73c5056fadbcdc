"""Hooks for the preview: it goes on whatever breaks, says what, and sees every change. A build only refuses --dirty."""

from __future__ import annotations

import logging
import re
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from html import escape
from logging.handlers import BufferingHandler
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import FileSystemBytecodeCache

ROOT = Path(__file__).resolve().parent
MAX_SAID = 1_000
#: Seconds between two looks at the files.
PAUSE = 0.15
_RENDERED: dict[str, tuple[Any, dict[str, Any]]] = {}
_BOX = re.compile(r'<div id="ledger-broken".*?</div>', re.DOTALL)
_BODY = re.compile(r"<body\b[^>]*>|\Z")


def on_startup(command: str, dirty: bool, **_: Any) -> None:
    """Refuse what would leave old numbers on the pages that were not edited."""
    if dirty:
        raise SystemExit(f"Error: --dirty leaves old numbers on pages. Run 'mkdocs {command}' without it.")


def on_page_read_source(page: Any, config: Any, **_: Any) -> Any:
    """Return the box that a preview shows in place of a page that MkDocs must not read, if macros.py made one."""
    return config["extra"].get("refused", {}).get(page.file.src_uri)


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any, **_: Any) -> str:
    """Let a preview keep the HTML of pages whose text, macros included, is as it was."""
    kept = ("content", "toc", "_title_from_render", "present_anchor_ids")
    name, texts = page.file.src_uri, [config.markdown_extensions, config.mdx_configs, [f.src_uri for f in files]]
    key = markdown, repr(texts), sys.modules.get("ledger")

    def render(*of: Any) -> None:
        if name not in _RENDERED or _RENDERED[name][0] != key:
            type(page).render(page, *of)
            _RENDERED[name] = key, {field: getattr(page, field) for field in kept}
        vars(page).update(_RENDERED[name][1])

    if "refused" in config["extra"]:
        page.render = render
    return markdown


def on_env(env: Any, config: Any, **_: Any) -> Any:
    """Let a preview keep the theme's compiled templates in the folder that Jinja keeps private to each user."""
    with suppress(RuntimeError):  # no such folder is safe here
        env.bytecode_cache = FileSystemBytecodeCache() if "refused" in config["extra"] else None
    return env


def on_serve(server: Any, config: Any, builder: Callable[[], None], **_: Any) -> Any:
    """Let the preview say why it cannot be built, and see what becomes of the files."""
    watched, usual = (config.docs_dir, config.config_file_path), server.error_handler
    for path in watched:
        server.unwatch(path)
    server.builder = lambda: _build(builder, server, usual)
    server.observer, server.build_delay = Files(), PAUSE / 3
    for path in (*watched, str(ROOT / "data")):  # which MkDocs would not let go for a while
        server.watch(path)
    return server


def _build(builder: Callable[[], None], server: Any, usual: Any) -> None:
    """Build the site; where that fails, put the reason above the pages that were built last."""
    server.error_handler, said = usual, BufferingHandler(MAX_SAID)
    said.setLevel(logging.ERROR)
    logging.getLogger("mkdocs").addHandler(said)
    try:
        builder()
    except (Exception, SystemExit) as error:
        traceback.print_exc()
        box = _box([record.getMessage() for record in said.buffer], error)
        server.error_handler = lambda _: f'<meta http-equiv="refresh" content="2">{box}'.encode()
        for page in Path(server.root).rglob("*.html"):
            html = _BOX.sub("", page.read_text("utf-8"))
            page.write_text(_BODY.sub(lambda body: body[0] + box, html, count=1), "utf-8")
    finally:
        logging.getLogger("mkdocs").removeHandler(said)


def _box(said: list[str], error: BaseException) -> str:
    """Return what a page says of an error, with the last place of the project's own code in its trace."""
    frames = [(Path(f.filename), f.lineno) for f in traceback.extract_tb(error.__traceback__)]
    own = [f"{path}:{line}" for path, line in frames if path.is_relative_to(ROOT) and path != Path(__file__).resolve()]
    text = "\n".join([*said, *traceback.format_exception_only(error), *own[-1:]])
    head = "<p><strong>The preview cannot be built, and shows what it showed before:</strong></p>"
    shown = escape(text.replace(f"{ROOT}/", ""))
    return f'<div id="ledger-broken" class="md-typeset ledger-problems" role="alert">{head}<pre>{shown}</pre></div>'


class Files(threading.Thread):
    """What MkDocs asks to tell it of changes: it sees them soon, and a folder that goes and comes back."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.handlers: dict[str, Any] = {}
        self.ended = threading.Event()

    def schedule(self, handler: Any, path: str, recursive: bool = True) -> str:
        """Watch a file, or a folder with all in it."""
        self.handlers[path] = handler
        return path

    def run(self) -> None:
        """Tell of each change, until the preview ends."""
        seen = self._stamps()
        while not self.ended.wait(PAUSE):
            before, seen = seen, self._stamps()
            if seen != before:
                next(iter(self.handlers.values())).on_any_event(SimpleNamespace(is_directory=False))

    def stop(self) -> None:
        """End the watch."""
        self.ended.set()

    def _stamps(self) -> dict[Path, tuple[int, int]]:
        found = {}
        for path in (p for top in map(Path, self.handlers) for p in (top, *top.rglob("*"))):
            with suppress(OSError):  # gone since
                if (stat := path.lstat()) and path.suffix != ".pyc" and not path.is_dir():
                    found[path] = stat.st_mtime_ns, stat.st_size
        return found
