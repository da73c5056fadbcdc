"""Build the same sources with the next engine, and compare what a reader sees page by page.

Run by `make parity`; no part of `make test`. A difference that is known, with its cause, is data below; a new one
fails. Zensical is given a copy of the project with two changes, which docs/maintain.md explains.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin

from conftest import copy_project

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
CELLS = frozenset({"td", "th", "caption"})
NUMBER = re.compile(r"[~<>≥≤]?[−-]?[$€£¥]?\d[\d.,]*(?:\s?(?:%|×|[KMBT]\b|thousand|million|billion|trillion))?")


#: What a program reads, the contents, and the lines at the foot: functions and templates of the first engine make them.
FOOT = re.compile(
    r'<script.*?</script>|<p class="ledger-(?:paper|signs|changed)".*?</p>|<details class="ledger-c(?:ontents|ite ledger-cite--page)".*?</details>',
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Known:
    """A difference that is known: the file, what differs, the pattern of its text, and the cause."""

    page: str
    kind: str
    text: str
    cause: str


KNOWN = (
    Known(r".*\.md|llms\.txt", "file", r".*", "No on_post_page_macros, which keeps the pages as Markdown."),
    Known(r"data/.*", "file", r".*", "No on_post_build, which writes the downloads: see docs/maintain.md."),
    Known(
        r"search/(?:search_index|answers)\.json",
        "file",
        r".*",
        "The index has another name and form; the search needs an adapter.",
    ),
    Known(r"search\.json", "file", r".*", "The index has another name and form; the search needs an adapter."),
    Known(r"404\.html", ".*", r".*", "Its text is in overrides/, which is written for the other theme."),
    Known(r"assets/.*", "file", r".*", "Each theme brings its own scripts and styles."),
    Known(r"feed\.xml", "file", r".*", "It is written by a template of the first engine: see docs/maintain.md."),
    Known(r"sitemap\.xml\.gz", "file", r".*", "It is the sitemap once more, compressed."),
)


@dataclass
class Seen(HTMLParser):
    """What a reader sees in a page's article: numbers, links, anchors and tables, each counted."""

    address: str
    numbers: Counter[str] = field(default_factory=Counter)
    links: Counter[str] = field(default_factory=Counter)
    anchors: Counter[str] = field(default_factory=Counter)
    tables: Counter[str] = field(default_factory=Counter)
    _inside: list[str] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)
    _cells: list[list[str]] = field(default_factory=list)
    _link: list[str] | None = None

    def __post_init__(self) -> None:
        """Prepare the parser."""
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter the article, and note anchors, links and cells within."""
        if not self._inside and tag != "article":
            return
        if tag not in VOID:
            self._inside.append(tag)
        values = dict(attrs)
        if (anchor := values.get("id")) and anchor != "__skip":
            self.anchors[anchor] += 1
        if tag == "a" and values.get("href"):
            self._link = [urljoin(self.address, values["href"] or ""), ""]
        if tag == "tr":
            self._cells.append([])
        if tag in CELLS:
            self._cells.append([]) if tag == "caption" else None
            self._cells[-1].append("")

    def handle_data(self, data: str) -> None:
        """Note the text, and the cell and the link that it stands in."""
        if not self._inside:
            return
        self._text.append(data)
        if self._link:
            self._link[1] += data
        if self._cells and CELLS & set(self._inside):
            self._cells[-1][-1] += data

    def handle_endtag(self, tag: str) -> None:
        """Leave elements; count what is whole."""
        if tag not in self._inside:
            return
        while self._inside.pop() != tag:
            pass
        if tag == "a" and self._link:
            target, fragment = urldefrag(self._link[0])
            self.links[f"{_flat(self._link[1])} -> {target}#{fragment}"] += 1
            self._link = None
        if tag in ("tr", "caption") and self._cells:
            self.tables[" | ".join(_flat(cell) for cell in self._cells.pop())] += 1
        if not self._inside:
            self.numbers.update(NUMBER.findall(_flat(" ".join(self._text))))


def _flat(text: str) -> str:
    return " ".join(text.split())


def seen(path: Path, name: str) -> Seen:
    """Read a page of a built site."""
    reader = Seen(f"https://site.example/{name.removesuffix('index.html')}")
    reader.feed(FOOT.sub("", path.read_text("utf-8")))
    reader.close()
    return reader


def differences(one: Path, other: Path) -> Iterator[tuple[str, str, str]]:
    """Yield file, kind and text of everything that only one of the sites has."""
    files = [{p.relative_to(site).as_posix(): p for p in site.rglob("*") if p.is_file()} for site in (one, other)]
    for name in sorted(files[0].keys() | files[1].keys()):
        if name not in files[0] or name not in files[1]:
            yield name, "file", f"only {'MkDocs' if name in files[0] else 'Zensical'} makes it"
        elif name.endswith(".html"):
            left, right = (seen(f[name], name) for f in files)
            for kind in ("numbers", "links", "anchors", "tables"):
                ours, theirs = getattr(left, kind), getattr(right, kind)
                yield from ((name, kind, f"only MkDocs: {text}") for text in (ours - theirs))
                yield from ((name, kind, f"only Zensical: {text}") for text in (theirs - ours))


def cause(name: str, kind: str, text: str) -> str:
    """Return the cause of a difference that is known, or nothing."""
    wanted = zip(("page", "kind", "text"), (name, kind, text), strict=True)
    parts = dict(wanted)
    return next((k.cause for k in KNOWN if all(re.fullmatch(getattr(k, p), v) for p, v in parts.items())), "")


def build(root: Path, zensical: str) -> tuple[Path, Path]:
    """Build the project with both engines, each in a folder of its own."""
    settings = (root / "mkdocs.yml").read_text("utf-8")
    settings = settings.replace("markdown_extensions:\n", "markdown_extensions:\n  - ledger.views.markdown\n", 1)
    settings = re.sub(r"(?m)^  custom_dir:.*\n", "", settings)
    (root / "zensical.yml").write_text(f"{settings}\nsite_dir: built-by-zensical\n", "utf-8")
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(root)}
    for command in (
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", "built-by-mkdocs"],
        [zensical, "build", "--strict", "--config-file", "zensical.yml"],
    ):
        subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True)
    return root / "built-by-mkdocs", root / "built-by-zensical"


def main(zensical: str) -> int:
    """Print what differs; return 1 where a difference is not known."""
    with tempfile.TemporaryDirectory() as folder:
        sites = build(copy_project(Path(folder) / "copy"), str(Path(zensical).absolute()))
        found = [(*difference, cause(*difference)) for difference in differences(*sites)]
        pages = len(list(sites[0].rglob("*.html")))
    causes = Counter(why for *_, why in found if why)
    for why, times in causes.items():
        print(f"known, {times} times: {why}")
    for why in dict.fromkeys(k.cause for k in KNOWN if k.cause not in causes):
        print(f"no longer: {why} Take it off the list, here and in docs/maintain.md.")
    new = [f"NEW: {name}: {kind}: {text}" for name, kind, text, why in found if not why]
    print("\n".join(new) or f"{pages} pages: numbers, links, anchors and tables are the same but for what is known.")
    return bool(new)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
