"""The published site in a real browser: reading, cards, sorting, search, keyboard, dark, narrow, paper."""

from __future__ import annotations

import functools
import http.server
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from conftest import copy_project
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

BASE = "/capex-ledger/"
Scheme = Literal["light", "dark"]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

#: One page of every type.
PAGES = (
    "", "articles/", "articles/returns/", "articles/five-giants/", "companies/", "companies/amazon/",
    "companies/big-four/", "compare/", "conflicts/", "checks/", "method/", "glossary/", "references/", "data/",
)  # fmt: skip

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(
        CHROMIUM is None and not os.environ.get("CI"),
        reason="NO BROWSER TESTS: there is no chromium on the PATH. Run 'make browser'.",
    ),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site as it is published, from a copy of the project."""
    copy = copy_project(tmp_path_factory.mktemp("project"))
    done = subprocess.run(
        [sys.executable, "-m", "ledger", "build"], cwd=copy, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return copy / "site"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Serve the site below its base path, as a project's pages are served."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            return super().translate_path(path.removeprefix(BASE.rstrip("/")))

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}{BASE}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        running = playwright.chromium.launch(executable_path=CHROMIUM or "chromium", args=arguments)
        yield running
        running.close()


class Watched:
    """A page with all that it complained about and all that it asked of other hosts."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page: Page = context.new_page()
        self.address = address
        self.complaints: list[str] = []
        self.foreign: list[str] = []
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda e: self.complaints.append(str(e)))
        self.page.on("request", lambda r: None if r.url.startswith((address, "data:")) else self.foreign.append(r.url))
        self.page.on("requestfailed", self._failed)

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the page was left before its icon came
            self.complaints.append(f"failed: {request.url}")

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path, wait_until="load")
        return self.page


@pytest.fixture
def wide(browser: Browser, address: str) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield Watched(context, address)
    context.close()


CLIPPED = "[...document.querySelectorAll('.ledger-table')].filter(b => b.scrollWidth > b.clientWidth + 1).length"


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (768, "light"), (390, "dark"), (320, "light")])
def test_every_page_is_quiet_and_fits(browser: Browser, address: str, width: int, scheme: Scheme) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    watched = Watched(context, address)
    wrong = []
    for path in PAGES:
        page = watched.open(path)
        if page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0:
            wrong.append(f"{path} scrolls sideways")
        if page.evaluate(CLIPPED):
            wrong.append(f"{path} cuts a table off")
        if page.locator("meta[http-equiv='Content-Security-Policy']").count() != 1:
            wrong.append(f"{path} has no policy")
    context.close()
    assert wrong == []
    assert watched.complaints == []
    assert watched.foreign == []


def test_dark_follows_the_system(browser: Browser, address: str) -> None:
    brightness: list[int] = []
    schemes: tuple[Scheme, ...] = ("light", "dark")
    for scheme in schemes:
        context = browser.new_context(color_scheme=scheme)
        page = Watched(context, address).open("")
        colour = page.evaluate(
            "getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).slice(0, 3).map(Number)"
        )
        brightness.append(sum(colour))
        context.close()
    assert brightness[0] > 600
    assert brightness[1] < 150


def test_a_card_opens_on_hover_and_closes(wide: Watched) -> None:
    page = wide.open("articles/returns/")
    number = page.locator("a.fig.disputed").first
    title = number.get_attribute("title") or ""
    number.hover()
    card = page.locator("#ledger-card")
    assert card.is_visible()
    assert number.get_attribute("aria-describedby") == "ledger-card"
    text = card.inner_text()
    assert "Disputed by" in text
    assert all(part in text for part in title.split(". "))
    page.keyboard.press("Escape")
    assert not card.is_visible()
    assert number.get_attribute("title") == title
    number.hover(position={"x": 4, "y": 4})
    page.mouse.move(5, 5)
    page.wait_for_timeout(300)
    assert not card.is_visible()


def test_a_card_opens_on_keyboard_focus(wide: Watched) -> None:
    page = wide.open("")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('a.fig[aria-describedby]')"):
            break
    assert page.locator("#ledger-card").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#ledger-card").is_visible()


def test_touch_leads_straight_to_the_figure(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = Watched(context, address).open("articles/amazon-plan/")
    page.locator("p a.fig").first.tap()
    page.wait_for_url("**/companies/amazon/#amazon.capex.2026/guidance")
    assert not page.locator("#ledger-card").is_visible()
    context.close()


def test_tables_sort_by_amount(wide: Watched) -> None:
    page = wide.open("method/")
    head = page.locator("table.ledger thead th", has_text="Number")
    keys = "[...document.querySelectorAll('table.ledger tbody tr')].map(r => Number(r.cells[2].dataset.sort))"
    before = page.evaluate(keys)
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert page.evaluate(keys) == sorted(before)
    assert before != sorted(before)
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert page.evaluate(keys) == sorted(before, reverse=True)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Amazon capex 2026", "companies/amazon/#amazon.capex.2026"),
        ("big-four.capex.2026", "companies/big-four/#big-four.capex.2026"),
        ("資本支出", "capex"),
        ("雲端", "articles/returns/"),
        ("miljard", "companies/"),
        ("ChaoBro", ""),
    ],
)
def test_search_lands_on_the_figure(wide: Watched, query: str, first: str) -> None:
    page = wide.open("method/")
    page.fill(".ledger-search__input", query)
    link = page.locator(".ledger-search__link").first
    link.wait_for()
    assert first in (link.get_attribute("href") or "")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "method" not in url)
    anchor = page.evaluate("decodeURIComponent(location.hash.slice(1))")
    assert not anchor or page.evaluate("id => !!document.getElementById(id)", anchor)
    assert wide.complaints == []


def test_search_says_when_it_finds_nothing(wide: Watched) -> None:
    page = wide.open("")
    page.fill(".ledger-search__input", "zzzzz")
    page.locator(".ledger-search__count", has_text="Nothing found.").wait_for()
    page.keyboard.press("Escape")
    assert not page.locator(".ledger-search__results").is_visible()


def press_until(page: Page, condition: str, most: int = 120) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(condition):
            return
    pytest.fail(f"the Tab key never came to {condition}")


def test_keyboard_from_the_front_page_to_a_source(wide: Watched) -> None:
    page = wide.open("")
    press_until(page, "document.activeElement.matches('.ledger-lede a.fig')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/companies/amazon/#amazon.capex.2026/guidance-july")
    press_until(page, "document.activeElement.matches('article a[href*=\"articles/\"]')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/**")
    press_until(page, "document.activeElement.matches('article a[href^=\"https://\"]')")


def test_the_text_is_whole_without_scripts(browser: Browser, address: str) -> None:
    texts = []
    for scripts in (True, False):
        context = browser.new_context(java_script_enabled=scripts, viewport={"width": 1440, "height": 900})
        page = Watched(context, address).open("articles/returns/")
        texts.append(" ".join(page.locator("article").inner_text().replace("↕", "").split()))
        if not scripts:
            assert page.locator("p a.fig").first.get_attribute("title")
            assert not page.locator(".ledger-search").is_visible()
        context.close()
    assert texts[0] == texts[1]


def test_pages_print(wide: Watched) -> None:
    page = wide.open("companies/amazon/")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.querySelector('.md-header')).display") == "none"
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_an_article_page_is_light(wide: Watched, site: Path) -> None:
    import gzip  # what a server sends

    sizes: dict[str, int] = {}

    def weigh(url: str) -> None:
        path = site / url.split(BASE, 1)[1].partition("?")[0]
        path = path / "index.html" if path.is_dir() else path
        raw = path.read_bytes()
        sizes[url] = len(raw if path.suffix == ".png" else gzip.compress(raw, 6))

    wide.page.on("request", lambda r: weigh(r.url) if r.url.startswith(wide.address) else None)
    wide.open("articles/five-giants/").wait_for_timeout(300)
    scripts = sum(size for url, size in sizes.items() if url.endswith(".js"))
    assert scripts <= 40_000
    assert sum(sizes.values()) <= 90_000


# ---- pages: width and measure, first screens, contents, signs, paper ---------------------------------------------------


def at(browser: Browser, address: str, width: int, *, scripts: bool = True) -> Watched:
    size = {"width": width, "height": 844 if width < 500 else 900}
    return Watched(browser.new_context(viewport=size, java_script_enabled=scripts), address)  # type: ignore[arg-type]


#: How many characters stand on the full lines of a page's paragraphs, sorted.
LINES = """() => {
  const range = document.createRange(), found = [];
  for (const p of document.querySelectorAll('article > p:not([class])')) {
    const lines = {}, walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode()); )
      for (let i = 0; i < node.length; i++) {
        range.setStart(node, i); range.setEnd(node, i + 1);
        const box = range.getClientRects()[0], at = box && Math.round(box.bottom / 9);
        if (box) lines[at] = (lines[at] || 0) + 1;
      }
    found.push(...Object.values(lines).filter((many) => many > 30).slice(0, -1));
  }
  return found.sort((a, b) => a - b);
}"""

#: The widest gap between the words of a row's head and those of the cell beside it, and the narrowest cell of words.
TABLES = """() => {
  const range = document.createRange(), gaps = [0], widths = [999];
  const box = (cell) => { range.selectNodeContents(cell); return range.getBoundingClientRect(); };
  for (const row of document.querySelectorAll('table.ledger tbody tr')) {
    if (!row.offsetWidth) continue;
    const [head, cell] = [box(row.cells[0]), row.cells[1] && box(row.cells[1])];
    if (cell && cell.width && cell.top < head.bottom) gaps.push(cell.left - head.right);
    for (const td of row.cells) if (!td.classList.contains('num') && td.textContent.trim()) widths.push(td.offsetWidth);
  }
  return [Math.max(...gaps), Math.min(...widths)];
}"""


@pytest.mark.parametrize("width", [768, 1440, 1920])
def test_pages_are_as_wide_as_one_reads(browser: Browser, address: str, width: int) -> None:
    page = at(browser, address, width).page
    for path in PAGES:
        page.goto(address + path)
        lines = page.evaluate(LINES)
        assert len(lines) < 5 or 58 <= lines[len(lines) // 2] <= 72, path
        widest_gap, narrowest = page.evaluate(TABLES)
        assert widest_gap < 420, path
        assert narrowest >= 55, path
        assert not page.locator(
            "table.ledger td", has_text=re.compile("no name given|no name\N{NO-BREAK SPACE}given")
        ).count()
    page.context.close()


def test_the_first_page_answers_on_three_screens_of_a_phone(browser: Browser, address: str) -> None:
    page = at(browser, address, 390).open("")
    assert page.evaluate("document.documentElement.scrollHeight") <= 3 * 844
    parts = (".ledger-lede", ".ledger-front__main table", "#trust", ".ledger-panel", "#fails")
    tops = [(page.locator(part).bounding_box() or {})["y"] for part in parts]
    assert tops == sorted(tops)
    page.context.close()


def test_the_first_page_has_two_columns_where_there_is_room(wide: Watched) -> None:
    page = wide.open("")
    main, side = (page.locator(f".ledger-front__{part}").bounding_box() or {} for part in ("main", "side"))
    assert side["x"] > main["x"] + main["width"]
    assert abs(main["x"] - (1440 - side["x"] - side["width"])) < 20
    assert side["x"] + side["width"] - main["x"] <= 1200
    assert page.locator(".ledger-front__side table").is_visible()


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [390, 1440])
def test_the_panel_shows_one_part_at_a_time(browser: Browser, address: str, width: int, scripts: bool) -> None:
    page = at(browser, address, width, scripts=scripts).open("")
    chart, table = page.locator(".ledger-panel svg:visible"), page.locator(".ledger-panel table.ledger")
    assert chart.count() == (width > 960)
    page.locator(".ledger-panel summary", has_text="Table").focus()
    page.keyboard.press("Enter")
    assert table.is_visible()
    assert not chart.count()
    page.locator(".ledger-panel summary", has_text="Chart").click()
    assert chart.count() == 1
    assert not table.is_visible()
    page.context.close()


def test_a_company_s_number_is_on_the_first_screen_of_a_phone(browser: Browser, address: str) -> None:
    page = at(browser, address, 390).open("companies/amazon/")
    number = page.locator("table.ledger").first.locator("tr", has_text="2026").first.locator("a.fig").first
    box = number.bounding_box() or {}
    assert box["y"] + box["height"] < 844
    assert page.locator("h3[id]").first.get_attribute("id") == "amazon.capex.2026"
    page.context.close()


def test_the_contents_stay_in_reach_on_a_phone(browser: Browser, address: str) -> None:
    page = at(browser, address, 390).open("companies/amazon/")
    contents = page.locator(".ledger-contents")
    page.mouse.wheel(0, 3000)
    page.wait_for_timeout(300)
    contents.locator("summary").click()
    link = contents.locator("a").last
    link.click()
    page.wait_for_timeout(300)
    assert not link.is_visible()
    target = page.locator(f"[id='{(link.get_attribute('href') or '')[1:]}']")
    bar = contents.bounding_box() or {}
    assert (target.bounding_box() or {})["y"] >= bar["y"] + bar["height"]
    page.context.close()


def test_the_contents_show_the_section_that_one_reads(wide: Watched) -> None:
    page = wide.open("companies/amazon/")
    assert not page.locator(".ledger-contents").is_visible()
    page.locator(".md-sidebar--secondary a").nth(4).click()
    page.locator(f".md-sidebar--secondary a.md-nav__link--active[href='{page.evaluate('location.hash')}']").wait_for()


def test_every_sign_is_shown_and_explained(wide: Watched) -> None:
    page = wide.open("articles/five-giants/")
    drawn = page.locator("a.fig.disputed.inferred").first.evaluate("a => getComputedStyle(a, '::after').content")
    assert "≠" in drawn
    assert "?" in drawn
    page.locator(".ledger-signs a").click()
    page.wait_for_url("**/method/#signs")


def test_a_result_without_a_name_looks_less_firm(wide: Watched) -> None:
    page = wide.open("companies/amazon/")
    style = "(e) => getComputedStyle(e).borderStyle + getComputedStyle(e).backgroundColor"
    named = page.locator(".status-actual").first
    assert named.evaluate(style) != named.evaluate(f"e => {{ e.classList.add('status-unnamed'); return ({style})(e) }}")


MACHINERY = (".md-header", ".md-sidebar", ".ledger-contents", ".headerlink", "summary", "a[href*='/issues/new']")


def test_paper_holds_the_text_its_address_and_date_and_no_machinery(browser: Browser, address: str) -> None:
    page = at(browser, address, 680).page  # as wide as a sheet between its margins
    page.emulate_media(media="print")
    for path in ("companies/amazon/", "articles/returns/", "compare/", "method/"):
        page.goto(address + path)
        assert path in page.locator(".ledger-paper").inner_text()
        assert re.search(r"Newest number: .*\d{4}", page.locator(".ledger-paper").inner_text())
        assert [m for m in MACHINERY for e in page.locator(m).all() if e.is_visible()] == [], path
        assert (page.locator("h1").bounding_box() or {})["y"] < 200, path
        assert not page.evaluate(CLIPPED), path
    page.context.close()
