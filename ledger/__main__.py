"""The command line: python -m ledger."""

import re
import sys
from collections.abc import Iterable
from html import unescape
from pathlib import Path
from typing import Any

import click

from ledger import book
from ledger.core import plaintext
from ledger.core import yaml as tree
from ledger.core.plaintext import write_atomically
from ledger.core.problem import Problem, Unreadable, errors, plain
from ledger.core.records import ARTICLES
from ledger.data import format as layout
from ledger.data import history, load, reading
from ledger.language import locale
from ledger.pages.page import FOLDER
from ledger.publish import build as publish
from ledger.views import changes

ROOT = Path(__file__).resolve().parent.parent
_IN_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_FILE = str.maketrans({":": "%3A", ",": "%2C"})


class Commands(click.Group):
    """Commands that say why they cannot do what they are told."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except (Unreadable, OSError) as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=Commands)
def main() -> None:
    """Check, build and explain the ledger."""


@main.command()
@click.option("--format", "form", type=click.Choice(("plain", "github")), default="plain", help="Where it is shown.")
def check(form: str) -> None:
    """Report everything that is wrong in data, pages and navigation."""
    problems, unshown = book.review(ROOT)
    report(problems, form)
    if unshown and form == "plain":
        click.echo(f"Calls on pages that show nothing because of these: {unshown}. They need no mending.")
    if not problems and form == "plain":
        click.echo("No problem in data and pages. What only a built page shows, 'make build' checks.")
    sys.exit(bool(problems))


@main.command()
@click.option("--base", default="", metavar="REV", help="Compare with this revision; else where it left main.")
@click.option("--whole", is_flag=True, help="Do not cut the report to the length of a comment.")
def impact(base: str, *, whole: bool) -> None:
    """Report what the changes since a revision do to pages, numbers and checks: before and after."""
    from ledger.impact import compare as impacts
    from ledger.impact import report as impactreport

    with impacts.base(ROOT, base) as (name, before):
        found = impacts.compare(impacts.read(before), impacts.read(ROOT), name)
    limit = impactreport.MAX_WHOLE if whole else impactreport.MAX_BYTES
    click.echo(impactreport.markdown(found, limit), nl=False)


@main.command("history")
@click.argument("name", metavar="[ID]", default="")
def history_(name: str) -> None:
    """Tell what commits did to every figure, or to one figure or claim: the newest first."""
    from ledger.impact import pages

    text = changes.changes(book.read(ROOT, past=history.read(ROOT)).site, "", name)
    click.echo("\n".join(line for line in unescape(pages.plain(text)).splitlines() if line.strip()))


@main.command()
def build() -> None:
    """Build the site, check it whole, and replace the published folder."""
    problems = publish.build(ROOT)
    report(problems)
    if problems:
        raise click.ClickException(f"{len(problems)} problems; the site is as it was.")
    click.echo(f"The site is in {publish.SITE}/.")


@main.command("read")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--article", "key", required=True, metavar="KEY", help="The article's key; a new one is added.")
@click.option("--language", type=click.Choice(locale.LANGUAGES), default="en", help="Of a new article; else English.")
@click.option("--usual", default=reading.UNTOLD, metavar="FIGURE", help="What a sentence leaves unsaid: acme.?.2026")
@click.option("--write", is_flag=True, help="Put the proposals into the file of figures, and begin the article's page.")
def read_(file: Path, key: str, language: str, usual: str, *, write: bool) -> None:
    """List every number in the text of an article: claimed already, proposed, or set aside."""
    path, page = ROOT / load.NAME, ROOT / FOLDER / ARTICLES / f"{key}.md"
    if file.resolve().is_relative_to(ROOT.resolve()):
        raise Unreadable("the text of an article is its publisher's. Keep it outside the project.")
    if not re.fullmatch("[a-z][a-z0-9-]*", key) or key == "index" or usual.count(".") < 2:
        raise Unreadable(
            "a KEY is like the-plan, in small letters, and a FIGURE is entity.measure.period, '?' for what differs."
        )
    ledger, problems = load.read(path)
    if wrong := [p for p in errors(problems) if not p.text.endswith(tree.UNDECIDED)]:
        report(wrong)
        sys.exit(1)
    text = path.read_text("utf-8")
    data, article = tree.parse(text, load.NAME).data, file.read_text("utf-8-sig", "replace")
    found = reading.read(article, key, ledger, data, language, usual)
    click.echo("\n".join(reading.lines(found)))
    if write:
        write_atomically(path, reading.written(text, load.NAME, found.data))
        if not page.exists() and key not in ledger.references:
            write_atomically(page, reading.SKELETON.replace("KEY", key))
        click.echo("Written. 'make check' lists every '?' that you have to answer.")


@main.command("format")
@click.option("--check", "only_check", is_flag=True, help="Report what is out of order, and change nothing.")
def format_(only_check: bool) -> None:
    """Put the file of figures in its usual order and spacing; comments stay where they belong."""
    path = ROOT / load.NAME
    text, unreadable = plaintext.read(path, load.NAME, tree.MAX_BYTES)
    arranged = layout.arrange(text, load.NAME)
    problems = unreadable or arranged.problems
    if only_check or errors(problems):
        report(problems)
        sys.exit(bool(problems))
    if changed := arranged.text != text:
        write_atomically(path, arranged.text)
    click.echo(f"{load.NAME} {'is now' if changed else 'was'} in order.")


def report(problems: Iterable[Problem], form: str = "plain") -> None:
    """Print the problems, a line each, or as annotations for a pull request."""
    for problem in problems:
        click.echo(annotation(problem) if form == "github" else f"{problem.grade}: {problem}")


def annotation(problem: Problem) -> str:
    """Return the problem as an annotation of its line in a pull request, of which no text can end its place."""
    message = f"{problem.subject}: {problem.text}" if problem.subject else problem.text
    file = plain(problem.file.translate(_IN_MESSAGE | _IN_FILE))
    return f"::{problem.grade} file={file},line={problem.line}::{plain(message.translate(_IN_MESSAGE))}"


if __name__ == "__main__":
    main()
