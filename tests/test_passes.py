"""One pass each: how often a build parses the Jinja of a page, and converts Markdown."""

from __future__ import annotations

import json
from pathlib import Path

from conftest import FIXTURE, copy_project, run_code

#: Builds the project twice in one process, as a preview does, and counts.
COUNT = """
import json, logging, sys
import jinja2, markdown
from mkdocs.commands.build import build
from mkdocs.config import load_config

counts = []
parse, convert = jinja2.Environment._parse, markdown.Markdown.convert


def counted_parse(self, source, name, filename):
    counts[-1][0] += name is None and "\\n# " in f"\\n{source}"  # no page are a named template and a chart's title
    return parse(self, source, name, filename)


def counted_convert(self, source):
    counts[-1][1] += 1
    return convert(self, source)


jinja2.Environment._parse, markdown.Markdown.convert = counted_parse, counted_convert
logging.disable()
for _ in range(2):
    counts.append([0, 0])
    build(load_config("mkdocs.yml", site_dir=sys.argv[1]))
print(json.dumps(counts))
"""


def test_a_page_is_parsed_twice_and_converted_once(tmp_path: Path) -> None:
    done = run_code(copy_project(tmp_path / "project"), COUNT, str(tmp_path / "site"))
    assert done.returncode == 0, done.stderr
    pages = len(list((FIXTURE / "docs").rglob("*.md")))
    (first, again) = json.loads(done.stdout.splitlines()[-1])
    assert first == [2 * pages, pages]
    assert again == [pages, pages], "a text is parsed once, and remembered from one build to the next"
