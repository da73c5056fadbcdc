"""The report of an impact: what a person must judge, then what follows."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from ledger.core.problem import visible
from ledger.data import history
from ledger.impact.compare import Impact
from ledger.impact.pages import Sentence

#: A comment on a pull request may have 65,536 characters, the summary of a run a million bytes.
MAX_BYTES = 58_000
MAX_WHOLE = 1_000_000
CUT = "**This report is cut.** The whole stands in the summary of the run; `python -m ledger impact --whole` prints it."

_MARKUP = re.compile(r"[\\`*_~\[\]<|]|&(?=#?\w+;)|\$(?!\d)|^[>+#=-]|(?<=^\d{4})[.)]|(?<=^\d)[.)]")
#: The host makes mentions, references and links from the text that it has rendered: only a break within hinders it.
_LINKED = re.compile(r"@|#(?=\d)|:(?=//)|\bwww(?=\.)|\bgh(?=-)", re.IGNORECASE)
_BREAK = "\N{ZERO WIDTH SPACE}"


def markdown(impact: Impact, limit: int = MAX_BYTES) -> str:
    """Return the report for a person, cut where it is too long."""
    pages = impact.pages
    loader = FileSystemLoader(Path(__file__).parent)
    # whatever the template does not make itself is escaped
    finalize = lambda value: value if isinstance(value, Markup) else Markup(escape(str(value)))  # noqa: E731
    engine = Environment(loader=loader, autoescape=True, trim_blocks=True, finalize=finalize)
    engine.filters |= {"address": _address, "fenced": lambda lines: Markup("\n".join(fenced(lines)))}
    text = engine.get_template("report.jinja").render(
        impact=impact,
        trailer=history.TRAILER,
        questions=list(_questions(impact)),
        # the shortest first, so that a flood on one page hides no other
        pages=sorted((p for p in pages if p.diff or p.state == "removed"), key=lambda p: len("".join(p.diff))),
        sentences=[(page.path, s) for page in pages for s in page.sentences if not s.doubt],
        rows=[(pair, head, page.path) for page in pages for head, pair in page.rows],
    )
    return _cut(text, limit)


def _questions(impact: Impact) -> Iterator[tuple[str, Sentence | None]]:
    """Yield what a careful reader would ask: of numbers, of new sentences, of words beside numbers that moved."""
    yield from ((question, None) for claim in impact.claims for question in claim.questions)
    for page in impact.pages:
        yield from ((f"{page.path} {question}", None) for question in page.questions)
        yield from ((f"{page.path}, still “{s.doubt}”? ", s) for s in page.sentences if s.doubt)


def _address(url: str) -> Markup:
    """Return an article's address as a link that shows where it leads; as text if it is odd."""
    return Markup(f"<{url}>" if re.fullmatch(r"https://[\w.-]+(?:/[\w./?=&%+-]*)?", url, re.ASCII) else escape(url))


def escape(text: str) -> str:
    """Return text from data or pages so that no Markdown, mention, link or reference can come of it."""
    return _LINKED.sub(rf"\g<0>{_BREAK}", _MARKUP.sub(r"\\\g<0>", visible(text)))


def fenced(lines: Sequence[str]) -> list[str]:
    """Return lines as a block of code, which no run of backticks within can end."""
    fence = "`" * max(3, 1 + max((len(run) for line in lines for run in re.findall("`+", line)), default=0))
    return [f"{fence}diff", *map(visible, lines), fence]


def _cut(text: str, limit: int) -> str:
    """Return the report, cut before the line that is too much; a block of code that is open there is closed."""
    if len(text.encode()) <= limit:
        return text
    head, _, rest = text.partition("\n")
    longest = max(map(len, re.findall("^`+", rest, re.MULTILINE)), default=0)
    room = max(0, limit - longest - 2 * len(CUT) - 100)
    kept = rest.encode()[:room].decode("utf-8", "ignore").rpartition("\n")[0]
    fences = re.findall("^`+", kept, re.MULTILINE)
    end = f"{fences[-1]}\n" if len(fences) % 2 else ""
    return f"{head}\n\n{CUT}\n{kept}\n{end}\n{CUT}\n"
