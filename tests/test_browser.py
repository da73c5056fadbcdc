"""The published site in a real browser: reading, cards, sorting, search, keyboard, dark, narrow, paper."""

from __future__ import annotations

import functools
import http.server
import os
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


# ---- charts ---------------------------------------------------------------------------------------

CHARTED = ("", "compare/", "companies/amazon/", "articles/aws-growth/", "articles/five-giants/")
SPOILT = """() => [...document.querySelectorAll('.ledger-chart svg, .ledger-strip svg')].flatMap(svg => {
  if (!svg.checkVisibility()) return []
  const whole = svg.getBoundingClientRect()
  const texts = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()])
  const meet = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4
    && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
  const cut = texts.filter(([w, box]) => w.includes('…') || box.left < whole.left - 1 || box.right > whole.right + 1)
  const laid = texts.filter(([, box], i) => texts.slice(0, i).some(([, other]) => meet(box, other)))
  return [...cut, ...laid].map(([words]) => words)
})"""


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_no_label_of_a_chart_is_cut_or_lies_on_another(browser: Browser, address: str, width: int) -> None:
    page = Watched(browser.new_context(viewport={"width": width, "height": 900}), address)
    for path in CHARTED:
        opened = page.open(path)
        assert opened.locator("figure:is(.ledger-chart, .ledger-strip)").count(), path
        assert opened.evaluate(SPOILT) == [], path
        for figure in opened.locator(".ledger-chart").all():
            assert (figure.bounding_box() or {"height": 0})["height"] < 1_300
    page.page.context.close()


def test_a_mark_leads_to_its_claim_by_keyboard(wide: Watched) -> None:
    page = wide.open("")
    page.locator(".ledger-chart svg.wide a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash !== ''", timeout=10_000)
    assert page.locator(f"[id='{page.url.partition('#')[2]}']").is_visible()


def test_shapes_alone_tell_statuses_apart_in_a_reader_s_own_colours(browser: Browser, address: str) -> None:
    page = Watched(browser.new_context(forced_colors="active"), address).open("")
    look = "e => { const s = getComputedStyle(e); return [e.getAttribute('d'), s.fill] }"
    looks = [tuple(mark.evaluate(look)) for mark in page.locator(".ledger-chart .ledger-key .point").all()]
    assert len(looks) > 3
    assert len(set(looks)) == len(looks)
    page.context.close()
