"""The commands that add an article, an entity or a figure: they ask for what they are not told."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, get_args

import click

from ledger import book
from ledger.core import amount, period
from ledger.core.problem import Problem, Unreadable, errors, suggestion
from ledger.core.records import Ledger
from ledger.data import format as layout
from ledger.data import load, skeleton
from ledger.data.figures import UNNAMED
from ledger.data.shape import EntityKind, WrittenStatus
from ledger.language.locale import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
NAVIGATION = "mkdocs.yml"


@dataclass(frozen=True)
class Desk:
    """The project that is added to."""

    root: Path

    @cached_property
    def before(self) -> tuple[Ledger, tuple[Problem, ...]]:
        """Return the ledger as it stands, with its problems."""
        return load.read(self.root / load.NAME)

    @property
    def ledger(self) -> Ledger:
        """Return the ledger as it stands."""
        return self.before[0]

    def add(self, section: str, lines: tuple[str, ...], after: str = "") -> int:
        """Write an entry into the file of figures; return its line. Refuse what could not be read again."""
        path = self.root / load.NAME
        text = layout.arrange(skeleton.inserted(path.read_text("utf-8"), section, lines, after), load.NAME).text
        if wrong := errors(self._introduced(text)):
            raise click.ClickException(
                "\n".join([f"{load.NAME} is as it was:", *(f"{p.subject}: {p.text}" for p in wrong)])
            )
        path.write_text(text, "utf-8", newline="\n")
        return text.split("\n").index(lines[0]) + 1

    def _introduced(self, text: str) -> list[Problem]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "figures.yml"
            path.write_text(text, "utf-8")
            known = {(p.subject, p.text) for p in self.before[1]}
            return [p for p in load.read(path)[1] if (p.subject, p.text) not in known]

    def left(self, *subjects: str) -> Iterator[str]:
        """Yield what `check` says about the subjects or files now."""
        for problem in book.read(self.root, drawn="never").problems:
            if problem.subject.partition("/")[0] in subjects or problem.file in subjects:
                yield f"{problem.grade}: {problem}"


class Answer(click.ParamType[str]):
    """An answer that is held against the ledger before the next question is asked."""

    def __init__(self, name: str, judge: Callable[[Ledger, str], None]) -> None:
        self.name, self.judge = name, judge

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the answer, or say what is wrong with it."""
        desk = click.get_current_context().find_object(Desk)
        try:
            if desk and value:
                self.judge(desk.ledger, value)
        except Unreadable as error:
            self.fail(str(error), param, ctx)
        return str(value)


# ---- what is a good answer ------------------------------------------------------------------------


def _new_key(section: str) -> Callable[[Ledger, str], None]:
    def judge(ledger: Ledger, key: str) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9-]*", key):
            raise Unreadable(f"'{key}' is not an id. Use lower-case letters, digits and hyphens.")
        if key in getattr(ledger, section) or key == UNNAMED or key in ledger.broken:
            raise Unreadable(f"'{key}' exists already. Choose another id.")

    return judge


def _known(section: str, what: str, *others: str) -> Callable[[Ledger, str], None]:
    def judge(ledger: Ledger, key: str) -> None:
        options = [*getattr(ledger, section), *others]
        if key not in options:
            raise Unreadable(f"no {what} '{key}'.{suggestion(key, options) or f' Add the {what} first.'}")

    return judge


def _new_figure(ledger: Ledger, name: str) -> None:
    entity, _, rest = name.partition(".")
    measure, _, when = rest.partition(".")
    if not when:
        raise Unreadable(f"'{name}' is not a figure's id. Write entity.measure.period.")
    _known("entities", "entity")(ledger, entity)
    _known("measures", "measure")(ledger, measure)
    period.parse(when)
    if ledger.current(name) != name:
        raise Unreadable(f"'{name}' is a former id of '{ledger.current(name)}'. Add a claim there.")
    if name in ledger.figures:
        raise Unreadable(f"'{name}' exists already, on line {ledger.figures[name].line}. Add a claim there.")


def _value(ledger: Ledger, text: str) -> None:
    amount.parse(text, "")


def _asked(ctx: click.Context, param: click.Parameter, value: str | None) -> str:
    """Ask for an id that is not given."""
    return value if value is not None else str(click.prompt("Id", type=param.type))


def _id(judge: Callable[[Ledger, str], None]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.argument(
        "key", metavar="[ID]", required=False, is_eager=True, type=Answer("id", judge), callback=_asked
    )


# ---- the commands ---------------------------------------------------------------------------------


@click.group()
@click.pass_context
def new(ctx: click.Context) -> None:
    """Add an article, an entity or a figure, in its place."""
    ctx.obj = ctx.obj or Desk(ROOT)


@new.command()
@_id(_new_key("articles"))
@click.option("--title", prompt=True, help="Its own title where that is certain, else your words.")
@click.option("--language", prompt=True, type=click.Choice(LANGUAGES))
@click.option("--publisher", default="", help="Left out where not known.")
@click.option("--published", default="", help="2026, 2026-05 or 2026-02-05.")
@click.option("--accessed", default="", help="When you read it.")
@click.option("--url", default="", help="With https://.")
@click.pass_obj
def article(desk: Desk, /, key: str, title: str, **given: str) -> None:
    """Add an article, its page and its place in the navigation."""
    page = f"docs/articles/{key}.md"
    if (desk.root / page).exists():
        raise click.ClickException(f"{page} exists already. Choose another id.")
    order = ("publisher", "language", "published", "accessed", "url")
    fields = {"title": skeleton.quoted(title)} | {name: skeleton.scalar(given[name]) for name in order}
    for name in ("published", "accessed", "url"):
        fields[name] = given[name]
    line = desk.add("articles", skeleton.entry(key, fields))
    (desk.root / page).write_text(skeleton.PAGE.format(id=key, title=title), "utf-8", newline="\n")
    click.echo(f"{load.NAME}:{line}: {key} is added.\n{page} is added. Replace what stands below its headings.")
    navigation = desk.root / NAVIGATION
    before = navigation.read_text("utf-8") if navigation.exists() else ""
    after = skeleton.navigation(before, title, f"articles/{key}.md")
    if after == before:
        click.echo(f"Add it to nav in {NAVIGATION}: '- {skeleton.scalar(title)}: articles/{key}.md'.")
    else:
        navigation.write_text(after, "utf-8", newline="\n")
        click.echo(f"{NAVIGATION} names it in nav. Shorten the title there if it is long.")
    _say_what_is_left(desk, key, page)


@new.command()
@_id(_new_key("entities"))
@click.option("--name", prompt=True, help="As readers know it.")
@click.option("--kind", prompt=True, type=click.Choice(get_args(EntityKind)))
@click.option(
    "--part-of", default="", type=Answer("entity", _known("entities", "entity")), help="What it is a part of."
)
@click.option("--member", "members", multiple=True, type=Answer("entity", _known("entities", "entity")))
@click.option("--fiscal-year-end", default="", help="Month and day, such as 06-30; 12-31 if left out.")
@click.option("--page", default="", help="The page that shows it, if not its own.")
@click.pass_obj
def entity(desk: Desk, /, key: str, name: str, kind: str, members: tuple[str, ...], **given: str) -> None:
    """Add a company, a part of one, a group or a body."""
    listed = f"[{', '.join(members)}]" if members else ""
    fields = {
        "name": skeleton.scalar(name), "kind": kind, "part_of": given["part_of"], "members": listed,
        "fiscal_year_end": given["fiscal_year_end"], "page": given["page"],
    }  # fmt: skip
    line = desk.add("entities", skeleton.entry(key, fields), skeleton.neighbour(desk.ledger, kind, given["part_of"]))
    click.echo(f"{load.NAME}:{line}: {key} is added.")
    home = load.read(desk.root / load.NAME)[0].home(key)
    if kind != "body":
        click.echo(f'Its figures will stand where docs/{home} calls {{{{ entity("{key}") }}}}.')
    _say_what_is_left(desk, key)


@new.command()
@_id(_new_figure)
@click.option("--value", prompt=True, type=Answer("amount", _value), help=amount.GRAMMAR)
@click.option("--by", prompt="Who says so", type=Answer("entity", _known("entities", "entity", UNNAMED)))
@click.option("--status", prompt=True, type=click.Choice(get_args(WrittenStatus)))
@click.option("--article", prompt="Which article prints it", type=Answer("article", _known("articles", "article")))
@click.option("--at", prompt="Where", help="title, paragraph 3, table row 2.")
@click.option("--printed", prompt="Printed as", help="The number as it stands there, qualifier words included.")
@click.option("--asof", default="", help="The day for which it was said.")
@click.option("--claim", default="", help="The claim's permanent key; the status if left out.")
@click.pass_obj
def figure(desk: Desk, /, key: str, article: str, at: str, printed: str, claim: str, **given: str) -> None:
    """Add a figure with its first claim."""
    given["value"] = skeleton.quoted(given["value"])
    fields = {name: given[name] for name in ("value", "by", "status", "asof")}
    line = desk.add("figures", skeleton.figure(key, claim or given["status"], fields, article, at, printed))
    click.echo(f'{load.NAME}:{line}: {key} is added. Pages cite it as {{{{ fig("{key}") }}}}.')
    entity = key.partition(".")[0]
    _say_what_is_left(desk, key, entity, f"docs/{desk.ledger.home(entity)}")


def _say_what_is_left(desk: Desk, *subjects: str) -> None:
    for message in desk.left(*subjects):
        click.echo(message)
