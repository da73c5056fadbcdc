"""What the engine calls: read the book, report its problems, register the macros.

It serves MkDocs with its macros plugin, and Zensical, which runs it once for each page (see docs/maintain.md).
"""

import logging
import sys
from collections.abc import Callable
from functools import partial
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

    env.book, env.report = _read(env), partial(_report, env)
    read = env.report()
    if _is_preview():
        env.conf["extra"]["refused"] = {page: _box(page, wrong) for page, wrong in read.refused.items()}  # see hooks.py
    elif read.problems if env.conf["strict"] else errors(read.problems):
        raise click.ClickException("the build stops here. Mend what is listed above.")
    if "ledger.views.markdown" not in env.conf["markdown_extensions"]:
        env.conf["markdown_extensions"].append("ledger.views.markdown")
    env.conf["extra"]["state"] = read.site.state  # for the foot of every page, and for paper
    env.conf["extra"]["page_names"] = frozenset(read.site.pages)
    for name in book.MACROS:
        env.macro(_macro(env, name), name)


def _report(env: Any) -> Any:
    """Report what is wrong in the book, which a preview shows on every page, and return the book."""
    for problem in env.book.problems:
        (LOG.error if problem.grade == "error" else LOG.warning)(str(problem))
    if _is_preview():
        env.conf["extra"]["problems"] = [str(problem) for problem in env.book.problems]
    return env.book


def on_pre_page_macros(env: Any) -> None:
    """Let the plugin render only what the book lets in, with its citation; a preview shows a box for other pages."""
    from ledger.language import words
    from ledger.views import changes, cite

    page, read = env.page, env.book
    wrong = read.refusal(page.file.src_uri, env.markdown, page.title, page.meta)
    if wrong and not _is_preview():
        raise click.ClickException(f"{page.file.src_uri}: {wrong}")
    if wrong:
        env.markdown = _box(page.file.src_uri, wrong)
        page.meta.clear()
        page.title = page.file.src_uri.replace("{", "")
        return
    page.meta["changed"] = day = changes.changed(read.site, page.file.src_uri)  # empty where no change is known
    page.meta["changed_on"] = day and words.day(day)
    page.meta["citation"] = cite.of_page(read.site, page.file.src_uri, day)


def on_post_page_macros(env: Any) -> None:
    """Keep the page with its numbers as Markdown beside its HTML, and add what search engines read of it."""
    from ledger.publish import machine

    site, file = env.book.site, env.page.file
    for problem in env.book.heavy(file.src_uri):
        LOG.info(str(problem))  # a long page may be published
    if file.src_uri in site.pages:
        target = Path(env.conf["site_dir"], file.dest_uri).with_suffix(".md")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(machine.as_markdown(site, file.src_uri, env.markdown), "utf-8")
        env.markdown += machine.about(site, file.src_uri)
        if not _is_preview():
            env.book.forget(file.src_uri)


def on_post_build(env: Any) -> None:
    """Write the files for programs beside the pages: a preview those of figures that changed since it wrote them."""
    from ledger.publish import machine
    from ledger.rules import reach
    from ledger.views import charts, downloads

    site, folder, before = env.book.site, Path(env.conf["site_dir"]), getattr(env, "written", None)
    downloads.write(site, folder, charts.pictures(site), reach.reached(before, site.ledger) if before else None)
    env.written = site.ledger
    (folder / "llms.txt").write_text(machine.index(site), "utf-8")


def _read(env: Any) -> Any:
    """Return the book, which remembers what it has read; git is not read in a preview."""
    from ledger import book
    from ledger.data import history

    past = env.conf["extra"]["history"] = history.read(ROOT, fill=not _is_preview())  # for the feed as well
    repository = str(env.conf["extra"].get("repository") or "").rstrip("/")
    about = repository, env.conf["site_name"], env.conf["site_url"] or "", past
    return book.read(ROOT, *about, keeps=_is_preview())


def _macro(env: Any, name: str) -> Callable[..., str]:
    """Return the macro as a plain function: the plugin prints what it is given, and a book is long."""

    def call(*args: Any, **kwargs: Any) -> str:
        page = env.page.file.src_uri if hasattr(env.page, "file") else env.page.path
        return str(env.book.text(page, name, args, kwargs))

    return call


def _box(page: str, wrong: str) -> str:
    """Return what a preview shows in a page's place: nothing of it is Jinja or markup."""
    from ledger.views.markdown import text

    return f'\n# {text(page)}\n\n<p class="ledger-error" role="alert">{text(wrong)}</p>\n'


def _is_preview() -> bool:
    """Say whether `mkdocs serve` is running: a preview shows problems and goes on."""
    context = click.get_current_context(silent=True)
    return context is not None and context.info_name == "serve"


def _import_afresh() -> None:
    """Put the project on the path, and forget the package where its files have changed since."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    files = (path for path in (ROOT / "ledger").rglob("*.*") if path.suffix != ".pyc")
    stamp = {path: path.stat().st_mtime_ns for path in files}
    if getattr(sys.modules.get("ledger"), "stamp", stamp) != stamp:
        for name in [n for n in sys.modules if n == "ledger" or n.startswith("ledger.")]:
            del sys.modules[name]
    import ledger

    ledger.stamp = stamp  # type: ignore[attr-defined]
