"""The only file that knows an engine: read the book, report its problems, register the macros.

It serves MkDocs with its macros plugin, and Zensical, which runs it once for each page (see docs/maintain.md).
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

ROOT = Path(__file__).resolve().parent
LOG = logging.getLogger("mkdocs.plugins.ledger")  # below "mkdocs", so that --strict counts its warnings


def define_env(env: Any) -> None:
    """Register the macros for one build, after checking data and pages as a whole."""
    _import_afresh()
    from ledger import book
    from ledger.core.problem import errors
    from ledger.publish import preview

    read = _read(env)
    for problem in read.problems:
        (LOG.error if problem.grade == "error" else LOG.warning)(str(problem))
    if _is_preview():
        env.conf["extra"]["problems"] = [str(p) for p in read.problems]
        env.conf["extra"]["served"] = preview.served(ROOT, read.problems)  # hooks.py sees to these two
        env.conf["extra"]["sources"] = preview.sources(ROOT, read.problems)
    elif errors(read.problems):
        raise click.ClickException(f"{len(errors(read.problems))} of these problems stop the build.")
    if "ledger.views.tables" not in env.conf["markdown_extensions"]:
        env.conf["markdown_extensions"].append("ledger.views.tables")
    _render_calls_only(env, read)
    for name in book.MACROS:
        env.macro(_macro(env, read, name), name)


def on_post_build(env: Any) -> None:
    """Put the downloads into a preview as well; the published ones are written when the site is finished."""
    from ledger.views import downloads as export

    export.write(_read(env).site, Path(env.conf["site_dir"]))


def _read(env: Any) -> Any:
    """Return the book."""
    from ledger import book

    return book.read(ROOT, _repository(env))


def _repository(env: Any) -> str:
    """Return the repository's address, to which the links under every figure lead."""
    return str(env.conf["extra"].get("repository") or "").rstrip("/")


def _macro(env: Any, read: Any, name: str) -> Callable[..., str]:
    """Return the macro as a plain function: the plugin prints what it is given, and a book is long."""

    def call(*args: Any, **kwargs: Any) -> str:
        return str(read.text(_page(env), name, args, kwargs))

    return call


def _page(env: Any) -> str:
    """Return the path of the page that is being rendered."""
    return str(env.page.file.src_uri if hasattr(env.page, "file") else env.page.path)


def _render_calls_only(env: Any, read: Any) -> None:
    """Render plain calls only, in the plugin's place: no page with an error in a preview, no heading as a title."""
    from ledger.core.problem import Unreadable
    from ledger.views.markdown import text

    if not hasattr(env, "render"):
        return  # Zensical renders by itself; there the check of the book, which stops the build, has to do

    def rendered(markdown: str, *_: Any, **__: Any) -> str:
        try:
            return str(read.rendered(_page(env), markdown))
        except Unreadable as error:
            if not _is_preview():
                raise click.ClickException(f"{_page(env)}: {error}") from error
            return f'<p class="ledger-error" role="alert">{text(str(error))}</p>'

    env.render = rendered


def _is_preview() -> bool:
    """Say whether `mkdocs serve` is running: a preview shows problems and goes on."""
    context = click.get_current_context(silent=True)
    return context is not None and context.info_name == "serve"


def _import_afresh() -> None:
    """Put the project on the path, and forget the package where its files have changed since."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    stamp = {path: path.stat().st_mtime_ns for path in (ROOT / "ledger").rglob("*.py")}
    if getattr(sys.modules.get("ledger"), "stamp", stamp) != stamp:
        for name in [n for n in sys.modules if n == "ledger" or n.startswith("ledger.")]:
            del sys.modules[name]
    import ledger

    ledger.stamp = stamp  # type: ignore[attr-defined]
