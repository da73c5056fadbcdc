"""The command line: python -m ledger."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import click

from ledger import book, policy, publish
from ledger.problem import Problem

ROOT = Path(__file__).resolve().parent.parent
FORMATS = ("plain", "github", "json")


@click.group()
def main() -> None:
    """Check, build and explain the ledger."""


@main.command()
@click.option("--format", "form", type=click.Choice(FORMATS), default="plain", help="For a person, or for a machine.")
def check(form: str) -> None:
    """Report everything that is wrong in data and pages."""
    problems = book.read(ROOT).problems
    report(problems, form)
    if not problems and form == "plain":
        click.echo("No problem in data and pages.")
    sys.exit(bool(problems))


@main.command()
def build() -> None:
    """Build the site, check it whole, and replace the published folder."""
    try:
        problems = publish.build(ROOT)
    except (publish.Unpublished, OSError) as error:
        raise click.ClickException(str(error)) from error
    report(problems, "plain")
    if problems:
        raise click.ClickException(f"{len(problems)} problems; the site is as it was.")
    click.echo(f"The site is in {publish.SITE}/.")


@main.command()
def pin() -> None:
    """Write down the theme's inline scripts, after the theme was changed."""
    try:
        publish.pin(ROOT)
    except publish.Unpublished as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Written to {policy.PINS}; look at the difference before you commit it.")


def report(problems: Iterable[Problem], form: str) -> None:
    """Print the problems: a line each, annotations for a pull request, or JSON."""
    if form == "json":
        click.echo(json.dumps([asdict(p) for p in problems], ensure_ascii=False, indent=2))
        return
    for problem in problems:
        click.echo(annotation(problem) if form == "github" else f"{problem.grade}: {problem}")


def annotation(problem: Problem) -> str:
    """Return the problem as an annotation of its line in a pull request."""
    message = f"{problem.subject}: {problem.text}" if problem.subject else problem.text
    for sign, escaped in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
        message = message.replace(sign, escaped)
    return f"::{problem.grade} file={problem.file},line={problem.line}::{message}"


if __name__ == "__main__":
    main()
