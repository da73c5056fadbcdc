"""A ledger of any size in the project's own format, invented for measuring; and the same pages for stock MkDocs."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
#: What of the project a copy needs to build.
ENGINE = ("ledger", "overrides", "includes", "macros.py", "hooks.py")
MEASURES = ("capex", "revenue", "cash-flow", "operating-income", "depreciation")
PERIODS = ("2026", "2025", "2024", "2027", "2023", "2026-q1", "2026-q2", "2025-q4", "2025-q3", "2025-q2")
#: What a large ledger divides by company, ten on a page: the page's title and what it calls for each.
DIVIDED = {
    "compare": ("Compare", 'compare("capex", "2026", {of})'),
    "conflicts": ("Conflicts", 'conflicts("explained", {of})'),
    "checks": ("Checks", 'checks("context", {of})'),
    "timeline": ("Timeline", 'timeline("capex", "2026", {of})'),
}
TEN = 10
ARTICLE = """---
description: "What the invented article number {n} says about companies that exist nowhere but in a measurement of speed."
---

# Article {n}

The article speaks of {first}, and sets it beside {second} without saying how it is counted.

{{{{ cite() }}}}

## What it says {{ #says }}

{sentences}

## Its numbers {{ #numbers }}

{{{{ figures() }}}}

## Findings about it {{ #findings }}

{{{{ checks(article="a{n}") }}}}

## In order of publication {{ #order }}

{{{{ neighbours() }}}}
"""
COMPANY = """---
description: "Every number about company number {n}, which exists nowhere but in a measurement of speed."
---

# Company {n}

For 2026 the number to use is {first}, in a text that nobody wrote.

{{{{ entity("c{n}") }}}}
"""
OVERVIEW = '---\ndescription: "What the measurement of speed shows of the whole of its ledger, which somebody invented, here: {title}."\n---\n\n# {title}\n\n{body}\n'


@dataclass(frozen=True)
class Claim:
    """One answer in the invented ledger: its figure, its key, its value and who prints it."""

    figure: str
    key: str
    value: int
    articles: tuple[int, ...]


@dataclass(frozen=True)
class Grown:
    """An invented ledger with so many pages and figures; equal numbers give equal bytes."""

    pages: int
    figures: int

    @property
    def companies(self) -> int:
        """Return how many companies there are: one for every ten pages."""
        return max(self.pages // 10, -(-self.figures // (len(MEASURES) * len(PERIODS))), 1)

    @property
    def articles(self) -> int:
        """Return how many articles there are: whatever pages remain, at least three."""
        return max(self.pages - self.companies - len(self.overviews), 3)

    @cached_property
    def claims(self) -> list[Claim]:
        """Return every claim: of ten figures six have one, three have two, one has three."""
        random_ = random.Random(self.pages * 10_000 + self.figures)
        found = []
        for n in range(self.figures):
            which, company = divmod(n, self.companies)
            measure, period = MEASURES[which % len(MEASURES)], PERIODS[which // len(MEASURES) % len(PERIODS)]
            first = random_.randint(100, 999)
            for key in ("first", "second", "third")[: random_.choice((1, 1, 1, 1, 1, 1, 2, 2, 2, 3))]:
                printed = random_.sample(range(self.articles), random_.choice((1, 1, 2)))
                value = first if key == "first" else first + random_.randint(100, 400)
                found.append(Claim(f"c{company}.{measure}.{period}", key, value, tuple(sorted(printed))))
        return found

    @cached_property
    def printed(self) -> dict[int, list[Claim]]:
        """Return the claims that each article prints, the first of each figure."""
        found: dict[int, dict[str, Claim]] = {n: {} for n in range(self.articles)}
        for claim in self.claims:
            for article in claim.articles:
                found[article].setdefault(claim.figure, claim)
        return {n: [*claims.values()] for n, claims in found.items()}

    @cached_property
    def overviews(self) -> dict[str, tuple[str, str]]:
        """Return title and text of the pages that show the whole ledger, or ten companies each, by their path."""
        return {
            "index.md": ("Home", 'The measurement of speed begins here.\n\n{{ known("capex", "2026", entity="c0") }}'),
            "articles/index.md": ("The articles", "{{ articles() }}"),
            "companies/index.md": ("The companies", "Each has a page of its own."),
            **{path: page for folder in DIVIDED for path, page in self._divided(folder)},
            "glossary.md": ("Glossary", "{{ glossary() }}"),
            "references.md": ("References", "Nothing outside the articles is used."),
            "method.md": ("Method", "Numbers are compared by their bounds.\n\n## Signs { #signs }\n\nThere are three."),
            "data.md": ("Data", "{{ downloads() }}"),
            "changes.md": ("Changes", "{{ changes() }}"),
        }

    def _divided(self, folder: str) -> Iterator[tuple[str, tuple[str, str]]]:
        """Yield a page that shows all companies; of many, the pages that show ten each behind one that leads to them."""
        title, call = DIVIDED[folder]
        if self.companies <= TEN:
            yield f"{folder}.md", (title, f"{{{{ {call.replace(', {of}', '')} }}}}")
            return
        parts = [range(n, min(n + TEN, self.companies)) for n in range(0, self.companies, TEN)]
        names = {f"{folder}/{part[0]}.md": f"Companies {part[0]} to {part[-1]}" for part in parts}
        yield f"{folder}.md", (title, "\n".join(f"- [{name}]({path})" for path, name in names.items()))
        for part, (path, name) in zip(parts, names.items(), strict=True):
            calls = ((n, call.format(of=f'entity="c{n}"')) for n in part)
            shown = "\n\n".join(f"## Company {n} {{ #c{n} }}\n\n{{{{ {call} }}}}" for n, call in calls)
            yield path, (f"{title}: {name.lower()}", shown)

    # ---- in this project's own format

    def figures_yml(self) -> str:
        """Return the file of figures."""
        return "\n".join([*self._sources(), *self._figures(), *self._checks()])

    def _sources(self) -> Iterator[str]:
        yield "articles:"
        for n in range(self.articles):
            day = f"2026-{n % 10 + 1:02}-{n % 28 + 1:02}"
            yield f'  a{n}:\n    title: "Article {n}"\n    publisher: Paper {n}\n    kind: news\n    language: en'
            yield f"    published: {day}\n    accessed: 2026-11-20\n    url: https://paper.example/{n}"
            yield '    trust: "An invented article, whose numbers are invented as well."\n'
        yield "entities:"
        for n in range(self.companies):
            yield f"  c{n}: {{name: Company {n}, kind: company}}\n"
        yield "measures:"
        for measure in MEASURES:
            name = measure.replace("-", " ").capitalize()
            yield f"  {measure}:\n    name: {name}\n    unit: USD\n    kind: flow"
            yield '    definition: "What the measurement of speed counts."\n    scopes: {gross: "Everything that was spent.", net: "What is left of it after sales."}\n'

    def _figures(self) -> Iterator[str]:
        yield "figures:"
        last, several = "", {c.figure for c in self.claims if c.key != "first"}
        for claim in sorted(self.claims, key=self._place):
            if claim.figure != last:
                if last:
                    yield ""
                company = claim.figure.partition(".")[0]
                if company != last.partition(".")[0]:
                    yield f"  # ---- Company {company[1:]} ".ljust(101, "-")
                yield f"  {claim.figure}:"
                if claim.figure in several:
                    yield '    preferred: first\n    because: "It came first."'
                yield "    claims:"
            yield f'      {claim.key}:\n        value: "{claim.value} billion"\n        status: estimate\n        printed:'
            for article in claim.articles:
                yield f'          a{article}: {{paragraph {article % 9 + 1}: "${claim.value} billion"}}'
            if claim.key != "first":
                yield '        differs: {moment: "It was said on another day, when more was known."}'
            last = claim.figure
        yield ""

    def _place(self, claim: Claim) -> tuple[int, int, int, str]:
        entity, measure, period = claim.figure.split(".")
        order = sorted(PERIODS)
        return int(entity[1:]), MEASURES.index(measure), order.index(period), claim.key

    def _checks(self) -> Iterator[str]:
        yield "checks:"
        for n, claims in self.printed.items():
            if len(claims) > 1:
                left, right = claims[:2]
                yield f'  differs-{n}:\n    says: "Two numbers of article {n} lie apart."'
                yield f"    left: {{difference: [{left.figure}/{left.key}, {right.figure}/{right.key}]}}"
                yield '    expect: derived\n    means: context\n    because: "They differ by {left}."\n'

    def write(self, root: Path) -> None:
        """Write the project with the invented ledger in place of its own."""
        root.mkdir()
        for name in ENGINE:
            source = ROOT / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, root / name)
        shutil.copytree(ROOT / "docs/assets", root / "docs/assets")
        (root / "data").mkdir()
        (root / "data/figures.yml").write_text(self.figures_yml(), "utf-8")
        settings = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:\n")[0]
        (root / "mkdocs.yml").write_text(f"{settings}\nnav:\n{self._nav()}", "utf-8")
        for path, text in self._own():
            target = root / "docs" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")

    def _nav(self) -> str:
        lines = ["  - Home: index.md", "  - Articles:", "      - articles/index.md"]
        lines += [f"      - Article {n}: articles/a{n}.md" for n in range(self.articles)]
        lines += ["  - Companies:", "      - companies/index.md"]
        lines += [f"      - Company {n}: companies/c{n}.md" for n in range(self.companies)]
        for title, pages in self._sections():
            lines += (
                [f"  - {title}: {pages[0]}"] if len(pages) == 1 else [f"  - {title}:", *(f"      - {p}" for p in pages)]
            )
        return "\n".join(lines) + "\n"

    def _sections(self) -> Iterator[tuple[str, list[str]]]:
        """Yield the title of each overview with its page and those that show a part of it."""
        for path, (title, _) in self.overviews.items():
            if "/" not in path and path != "index.md":
                yield title, [path, *(p for p in self.overviews if p.startswith(f"{path.removesuffix('.md')}/"))]

    def _own(self) -> Iterator[tuple[str, str]]:
        for n, claims in self.printed.items():
            calls = [f'{{{{ fig("{c.figure}/{c.key}") }}}}' for c in claims] or ["nothing"]
            sentences = "\n".join(f"It prints {call} and moves on to what follows from it." for call in calls[:5])
            text = ARTICLE.format(n=n, first=calls[0], second=calls[-1], sentences=sentences)
            yield f"articles/a{n}.md", text
        for n in range(self.companies):
            yield f"companies/c{n}.md", COMPANY.format(n=n, first=f'{{{{ fig("c{n}.capex.2026") }}}}')
        for path, (title, body) in self.overviews.items():
            yield path, OVERVIEW.format(title=title, body=body)

    # ---- for stock MkDocs

    def write_stock(self, root: Path) -> None:
        """Write as many pages that show the same numbers, in sentences and Markdown tables, for stock MkDocs."""
        root.mkdir()
        settings: dict[str, Any] = {
            "site_name": "Stock",
            "site_url": "https://example.org/",
            "plugins": ["search", {"macros": {}}],
        }
        settings |= {"theme": {"name": "material", "font": False, "features": ["navigation.prune", "navigation.tabs"]}}
        settings |= {"markdown_extensions": ["attr_list", "tables"]}
        head = json.dumps(settings)[:-1]
        (root / "mkdocs.yml").write_text(f'{head}, "nav": {json.dumps(self._nav_tree())}}}', "utf-8")
        numbers = {f"{c.figure}/{c.key}": f"${c.value} billion" for c in self.claims}
        (root / "numbers.json").write_text(json.dumps(numbers), "utf-8")
        (root / "main.py").write_text(
            "import json, pathlib\n"
            "NUMBERS = json.loads((pathlib.Path(__file__).parent / 'numbers.json').read_text())\n"
            "def define_env(env):\n    env.macro(NUMBERS.__getitem__, 'fig')\n",
            "utf-8",
        )
        for path, text in self._stock():
            target = root / "docs" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")

    def _nav_tree(self) -> list[dict[str, Any]]:
        articles = [{f"Article {n}": f"articles/a{n}.md"} for n in range(self.articles)]
        companies = [{f"Company {n}": f"companies/c{n}.md"} for n in range(self.companies)]
        single = [{title: pages if len(pages) > 1 else pages[0]} for title, pages in self._sections()]
        return [
            {"Articles": ["articles/index.md", *articles]},
            {"Companies": ["companies/index.md", *companies]},
            {"Home": "index.md"},
            *single,
        ]

    def _stock(self) -> Iterator[tuple[str, str]]:
        of_company: dict[str, list[Claim]] = {}
        for claim in self.claims:
            of_company.setdefault(claim.figure.partition(".")[0], []).append(claim)
        for n, claims in self.printed.items():
            calls = [f'{{{{ fig("{c.figure}/{c.key}") }}}}' for c in claims] or ["nothing"]
            text = "\n".join(f"It prints {call} and moves on to what follows from it." for call in calls[:5])
            yield f"articles/a{n}.md", f"# Article {n}\n\n{text}\n\n## Its numbers\n\n{self._rows(claims)}"
        for company, claims in of_company.items():
            parts = "".join(
                f"### {figure}\n\n{self._rows([c for c in claims if c.figure == figure])}\n\n"
                for figure in dict.fromkeys(c.figure for c in claims)
            )
            yield f"companies/{company}.md", f"# Company {company[1:]}\n\n{parts}"
        for path, (title, text) in self.overviews.items():
            of_page = [c for c in self.claims if c.figure.endswith("capex.2026")] if path.startswith("compare") else []
            shown = [
                c
                for c in of_page
                if "compare(" in text and (path == "compare.md" or f'"{c.figure.partition(".")[0]}"' in text)
            ]
            yield path, f"# {title}\n\n{self._rows(shown, '../' * path.count('/')) if shown else 'A page.'}"

    def _rows(self, claims: list[Claim], up: str = "../") -> str:
        rows = []
        for c in claims:
            papers = "; ".join(f"[Paper {a}]({up}articles/a{a}.md)" for a in c.articles)
            rows.append(f'| {c.figure} | {{{{ fig("{c.figure}/{c.key}") }}}} | estimate | {papers} |')
        return "\n".join(["| What | Number | Status | Printed by |", "| --- | ---: | --- | --- |", *rows]) + "\n"
