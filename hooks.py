"""Hooks for the preview: it goes on whatever breaks, says what, and sees every change. A build only refuses --dirty."""

import gc
import logging
import re
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from html import escape
from logging.handlers import BufferingHandler
from os.path import isdir
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import FileSystemBytecodeCache
from mkdocs.commands.build import _build_page, _build_theme_template, _populate_page
from mkdocs.plugins import CombinedEvent, event_priority
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

ROOT = Path(__file__).resolve().parent
FIGURES = ROOT / "data/figures.yml"
MAX_SAID = 1_000
#: Seconds between two looks at the files where no event tells of them, and until nobody writes any more.
PAUSE, QUIET = 0.2, 0.04
#: What the last whole build was made with, while what it made stands.
_LAST: dict[str, Any] = {}
_BOX = re.compile(r'<div id="ledger-broken".*?</div>', re.DOTALL)
_BODY = re.compile(r"<body\b[^>]*>|\Z")
#: Blocks in which the search must not look; and what it only takes off: cells and links, but a heading's sign.
_UNSOUGHT = re.compile(r"<(figure|details|table) [^>]*data-search-exclude.*?</\1>", re.DOTALL)
_CELLS = re.compile(r"(?:\s*</?(?:table|caption|thead|tbody|tr|t[hd])\b[^>]*>\s*)+")
_LINKS = re.compile(r"<a (?![^>]*headerlink)[^>]*>(.*?)</a>", re.DOTALL)


def on_startup(command: str, dirty: bool, **_: Any) -> None:
    """Refuse what would leave old numbers on the pages that were not edited."""
    if dirty:
        raise SystemExit(f"Error: --dirty leaves old numbers on pages. Run 'mkdocs {command}' without it.")


def on_page_read_source(page: Any, config: Any, **_: Any) -> Any:
    """Return the box that a preview shows in place of a page that MkDocs must not read, if macros.py made one."""
    return config["extra"].get("refused", {}).get(page.file.src_uri)


def on_page_content(html: str, page: Any, config: Any, **_: Any) -> None:
    """Save memory: only a preview writes a page again."""
    if "refused" not in config["extra"]:
        page.markdown = ""


@event_priority(50)
def _lean(context: Any, /, page: Any, **_: Any) -> Any:
    """Let the search, which is slow, read a page without what it would leave out."""
    page.whole = page.content
    page.content = _LINKS.sub(r"\1", _CELLS.sub("\n", _UNSOUGHT.sub("", page.content)))
    return context


@event_priority(-50)
def _whole(context: Any, /, page: Any, **_: Any) -> Any:
    """Show the page as it was."""
    page.content = page.whole
    return context


on_page_context = CombinedEvent(_lean, _whole)


def on_nav(nav: Any, **_: Any) -> None:
    """Remember what a page is built with."""
    _LAST.update(nav=nav, whole=False)


def on_env(env: Any, config: Any, files: Any, **_: Any) -> Any:
    """Let a preview keep the theme's compiled templates in the folder that Jinja keeps private to each user."""
    _LAST.update(env=env, config=config, files=files)
    with suppress(RuntimeError):  # no such folder is safe here
        env.bytecode_cache = FileSystemBytecodeCache() if "refused" in config["extra"] else None
    return env


def on_post_build(config: Any, **_: Any) -> None:
    """Remember that everything was built, and spare a preview the looking for garbage in it with each edit."""
    _LAST["whole"] = True
    if "refused" in config["extra"]:
        gc.set_threshold(500_000)
        gc.unfreeze()
        gc.collect()
        gc.freeze()


def on_serve(server: Any, config: Any, builder: Callable[[], None], **_: Any) -> Any:
    """Let the preview say why it cannot be built, and see what becomes of the files."""
    watched, usual = (config.docs_dir, config.config_file_path), server.error_handler
    for path in watched:
        server.unwatch(path)
    server.builder = lambda: _build(builder, server, usual)
    server.observer, server.build_delay = Files(), QUIET
    for path in (*watched, str(FIGURES.parent)):  # which MkDocs would not let go for a while
        server.watch(path)
    return server


def _build(builder: Callable[[], None], server: Any, usual: Any) -> None:
    """Build the site; where that fails, put the reason above the pages that were built last."""
    server.error_handler, said = usual, BufferingHandler(MAX_SAID)
    said.setLevel(logging.ERROR)
    logging.getLogger("mkdocs").addHandler(said)
    try:
        changed = server.observer.take()
        if _ahead(changed):
            server.observer.tell(changed)
        elif not _patched(changed):
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


def _ahead(changed: set[Path]) -> bool:
    """Show changed numbers first on the pages that name them: all else takes longer. Say whether there are any."""
    if _LAST.pop("ahead", False) or not _LAST.get("whole") or FIGURES not in changed or _LAST["config"].strict:
        return False
    config, known = _LAST["config"], {page.file.src_uri: page for page in _LAST["nav"].pages}
    plugin, before = config.plugins["macros"], config.plugins["macros"].book
    plugin.book, names = before.ahead(ROOT)
    pages = [known[name] for name in names if name in known]
    _LAST.update(whole=False, seen={page.url: _seen(page) for page in pages})
    for page in pages:
        _populate_page(page, config, _LAST["files"])
        _write(page)
    plugin.book = before  # of which the rest is yet to be told
    _LAST.update(whole=True, ahead=bool(pages))
    return bool(pages)


def _patched(changed: set[Path]) -> bool:
    """Build only the pages that changed, if nothing that another page or file shows of them did; say whether so.

    MkDocs' own functions for one page or template, and the entries of the theme's search, are no public part of them;
    tests/edits.py builds in this way, and compares every file with that of a preview begun anew.
    """
    if not _LAST.get("whole") or _LAST["config"].strict:
        return False
    _LAST["whole"] = False  # whatever stops this half-way
    config, files = _LAST["config"], _LAST["files"]
    known = {Path(file.abs_src_path): file.page for file in files.documentation_pages() if file.abs_src_path}
    plugin, book = config.plugins["macros"], sys.modules["ledger.book"]
    before, site = plugin.book, plugin.book.site
    now = book.read(ROOT, site.repository, site.title, site.address, site.history, keeps=True)
    changed = {path for path in changed if path in known or path.exists()}  # less what an editor wrote in passing
    changed -= {FIGURES}
    outdated = before.outdated(now)
    if not changed <= known.keys() or outdated is None:
        return False
    plugin.book, pages = now, [p for path, p in known.items() if path in changed or p.file.src_uri in outdated]
    told = _LAST.pop("seen", {})
    seen = [told.get(page.url) or _seen(page) for page in pages]
    for page in pages:
        _populate_page(page, config, files)
    if seen != [_seen(page) for page in pages]:
        return False
    if before.problems != now.problems:  # they stand on all pages
        plugin.report()
        pages = [*known.values()]
        for template in config.theme.static_templates:
            _build_theme_template(template, _LAST["env"], files, config, _LAST["nav"])
    for page in pages:
        _write(page)
        page.validate_anchor_links(files=files, log_level=config.validation.links.anchors)
    config.plugins["material/search"].on_post_build(config=config)
    if now.site.ledger is not site.ledger:
        plugin.on_post_build(config=config)
    _LAST["whole"] = True
    return True


def _write(page: Any) -> None:
    """Write a page that was read, and remember what the search finds of it."""
    config, files = _LAST["config"], _LAST["files"]
    with _in_place(config.plugins["material/search"].search_index.entries, page.url):
        _build_page(page, config, files.documentation_pages(), _LAST["nav"], _LAST["env"])


def _seen(page: Any) -> tuple[Any, ...]:
    """Return what other pages see of a page: its title, its front matter, the places to which they link."""
    return page.title, page.meta, set(page.present_anchor_ids)


@contextmanager
def _in_place(entries: list[dict[str, str]], url: str) -> Iterator[None]:
    """Put what is added to a search's entries where those of the page at an address were."""
    end = len(entries)
    own = [n for n, entry in enumerate(entries) if entry["location"].partition("#")[0] == url] or [end]
    yield
    added = entries[end:]
    del entries[end:]
    entries[own[0] : own[-1] + 1] = added


def _box(said: list[str], error: BaseException) -> str:
    """Return what a page says of an error, with the last place of the project's own code in its trace."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if Path(f.filename).is_relative_to(ROOT)]
    own = [f"{frame.filename}:{frame.lineno}" for frame in frames if frame.filename != __file__]
    shown = escape("\n".join([*said, *traceback.format_exception_only(error), *own[-1:]]).replace(f"{ROOT}/", ""))
    head = "<p><strong>The preview cannot be built, and shows what it showed before:</strong></p>"
    return f'<div id="ledger-broken" class="md-typeset ledger-problems" role="alert">{head}<pre>{shown}</pre></div>'


class Files(threading.Thread):
    """What MkDocs asks to tell it of changes: an event wakes it, and where none comes it looks by itself."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.handlers: dict[str, Any] = {}
        self.woken, self.has_ended = threading.Event(), False
        self.events: list[Any] = []
        self.changed: set[Path] = set()

    def schedule(self, handler: Any, path: str, recursive: bool = True) -> str:
        """Watch a file, or a folder with all in it."""
        self.handlers[path] = handler
        return path

    def _wake(self, event: FileSystemEvent) -> None:
        if event.event_type not in ("opened", "closed_no_write"):  # somebody only reads
            self.woken.set()

    def take(self) -> set[Path]:
        """Return the files that changed since this was asked last."""
        taken, self.changed = self.changed, set()
        return taken

    def tell(self, changed: set[Path]) -> None:
        """Tell of changes, or once more of those of which only a part was followed."""
        self.changed |= changed
        next(iter(self.handlers.values())).on_any_event(SimpleNamespace(is_directory=False))

    def start(self) -> None:
        """Begin with the files as they are before anybody is served."""
        self.seen = self._stamps()
        waker = FileSystemEventHandler()
        waker.on_any_event = self._wake  # type: ignore[method-assign]
        with suppress(Exception):  # whatever keeps the system from telling
            self.events.append(observer := Observer())
            for path in filter(isdir, self.handlers):
                observer.schedule(waker, path, recursive=True)
            observer.start()
        super().start()

    def stop(self) -> None:
        """End with the preview."""
        self.has_ended = True
        self.woken.set()
        for observer in self.events:
            observer.stop()

    def run(self) -> None:
        """Tell of each change, until the preview ends."""
        while not self.has_ended:
            self.woken.wait(PAUSE)
            self.woken.clear()
            before, self.seen = self.seen, self._stamps()
            if changed := {path for path, _ in self.seen.items() ^ before.items()}:
                self.tell(changed)

    def _stamps(self) -> dict[Path, tuple[int, int]]:
        found = {}
        for top in map(Path, self.handlers):
            with suppress(OSError):  # something is gone since: the next look sees the rest
                for path in (top, *top.rglob("*")):
                    if (stat := path.lstat()) and path.suffix != ".pyc" and not path.is_dir():
                        found[path] = stat.st_mtime_ns, stat.st_size
        return found
