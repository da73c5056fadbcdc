"""The published site in a real browser: reading, cards, sorting, search, keyboard, dark, narrow, paper."""

from __future__ import annotations

import functools
import gzip
import http.server
import json
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
        ("change", "/changes/"),
        ("changes", "/changes/"),
        ("what changed", "/changes/"),
        ("subscribe", "/changes/"),
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


# ---- addresses, citations, search, access, weight ------------------------------------------------------

PHONE = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}
#: What a screen reader is told at once.
STATUS = ".ledger-said"


def background(page: Page, selector: str) -> str:
    return str(page.evaluate("s => getComputedStyle(document.querySelector(s)).backgroundColor", selector))


@pytest.mark.parametrize("scripts", [True, False])
def test_the_row_of_a_claim_lights_up_on_arrival(browser: Browser, address: str, *, scripts: bool) -> None:
    context = browser.new_context(java_script_enabled=scripts, viewport={"width": 1440, "height": 900})
    page = Watched(context, address).open("articles/amazon-plan/")
    page.locator("p a.fig").first.click()
    page.locator("tr:has(> :target)").wait_for()
    row = page.locator("tr:has(> [id='amazon.capex.2026/guidance'])")
    cells = row.locator("> *")
    colours = {cells.nth(n).evaluate("c => getComputedStyle(c).backgroundColor") for n in range(cells.count())}
    other = page.locator("tr:has(> [id='amazon.capex.2026/consensus']) > td").first
    assert len(colours) == 1
    assert other.evaluate("c => getComputedStyle(c).backgroundColor") not in colours
    head = page.locator("table.ledger thead", has=page.locator("xpath=..").locator("tbody")).first
    assert row.bounding_box()["y"] >= (head.bounding_box() or {"y": 0, "height": 0})["height"]  # nothing sticks over it
    context.close()


def test_every_claim_of_a_page_has_its_citation(wide: Watched) -> None:
    for path in ("companies/amazon/", "companies/big-four/"):
        page = wide.open(path)
        claims = page.evaluate("[...document.querySelectorAll('.claim[id]')].map(c => c.id)")
        cited = page.evaluate("[...document.querySelectorAll('[data-cite]')].map(c => c.dataset.cite)")
        buttons = page.locator(".ledger-tools").count()
        assert claims
        assert set(claims) <= set(cited)
        assert buttons == len(cited)
        assert not page.locator(".ledger-cite").first.is_visible()
    assert wide.complaints == []


def test_a_claim_is_cited_by_keyboard(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = Watched(context, address).open("companies/amazon/#amazon.capex.2026/guidance")
    press_until(page, "document.activeElement.dataset.label === 'Copy link'")
    assert page.locator(".ledger-tool:focus").evaluate("b => getComputedStyle(b.parentElement).opacity") == "1"
    page.keyboard.press("Enter")
    page.locator(STATUS, has_text="Link copied.").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == f"{address}companies/amazon/#amazon.capex.2026/guidance"
    press_until(page, "document.activeElement.dataset.label === 'Cite'")
    page.keyboard.press("Enter")
    assert page.locator("dialog[open]").is_visible()
    page.keyboard.press("Enter")
    page.locator(STATUS, has_text="Citation copied.").wait_for()
    text = page.evaluate("navigator.clipboard.readText()")
    for part in (
        "Amazon: capital expenditure, 2026",
        "bout $200 billion",
        "guidance by Amazon",
        "GMT Eight",
        "February 2026",
    ):
        assert part in text, part
    assert re.search(r"#amazon\.capex\.2026/guidance \(accessed \d+ [A-Z][a-z]+ 20\d\d\)\Z", text)
    assert page.evaluate("document.activeElement.dataset.label") == "Cite"
    context.close()


def copied(page: Page, name: str) -> str:
    """Return what a button of the dialog copies, which closes it."""
    page.locator("dialog[open]").get_by_role("button", name=f"Copy {name}").click()
    page.locator(STATUS, has_text=f"{name} copied.").wait_for()  # not what was said of another
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_programs_get_the_citation_of_one_claim_with_the_day(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = Watched(context, address).open("companies/amazon/#amazon.capex.2026/guidance")
    tool, day = (
        page.locator("tr:has(:target) [data-label='Cite']"),
        page.evaluate("new Date().toLocaleDateString('sv')"),
    )
    tool.click()
    entry = copied(page, "BibTeX")
    assert re.findall(r"@misc\{(.*),", entry) == ["amazon.capex.2026:guidance"]
    assert f"urldate = {{{day}}},\n}}" in entry
    tool.click()
    (item,) = json.loads(copied(page, "CSL-JSON"))
    assert item["id"] == "amazon.capex.2026/guidance"
    assert item["accessed"] == {"date-parts": [[int(part) for part in day.split("-")]]}
    page.route("**/*.bib", lambda route: route.abort())
    tool.click()
    page.locator("dialog[open]").get_by_role("button", name="Copy BibTeX").click()
    page.locator(".ledger-dialog__hint", has_text="cannot be loaded").wait_for()
    context.close()


@pytest.mark.parametrize("path", ["", "articles/amazon-plan/", "companies/amazon/", "glossary/"])
def test_every_page_is_cited_at_its_foot(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(**PHONE, permissions=["clipboard-read", "clipboard-write"])
    page = Watched(context, address).open(path)
    tool = page.get_by_role("button", name="Cite this page")
    assert tool.bounding_box()["height"] >= 24
    texts = []
    for name in ("citation", "BibTeX", "CSL-JSON"):
        tool.focus()
        page.keyboard.press("Enter")
        texts.append(copied(page, name))
    assert re.search(rf"/{path} \(accessed ", texts[0])
    assert re.match(r"@misc\{capex-ledger:[a-z:-]+,\n", texts[1])
    assert "urldate" in texts[1]
    assert json.loads(texts[2])[0]["URL"].endswith(f"/{path}")
    context.close()


def test_a_citation_can_be_copied_by_hand_where_the_browser_copies_nothing(wide: Watched) -> None:
    page = wide.open("companies/amazon/")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    page.locator("[data-label='Copy link']").first.click()
    page.locator(".ledger-dialog__hint", has_text="selected").wait_for()
    assert page.evaluate("getSelection().toString()").startswith(wide.address)
    page.keyboard.press("Escape")
    assert not page.locator("dialog").is_visible()


def test_a_claim_is_cited_by_touch(browser: Browser, address: str) -> None:
    context = browser.new_context(**PHONE)
    page = Watched(context, address).open("companies/amazon/#amazon.capex.2026/guidance")
    tool = page.locator("tr:has(:target) [data-label='Cite']")
    assert tool.evaluate("b => getComputedStyle(b.parentElement).opacity") == "1"
    assert tool.bounding_box()["height"] >= 24
    tool.tap()
    assert "GMT Eight" in page.locator("dialog[open]").inner_text()
    context.close()


def test_without_scripts_the_citation_stands_in_the_page(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = Watched(context, address).open("companies/amazon/")
    page.locator(".ledger-cite > summary").first.click()
    text = page.locator("[data-cite='amazon.capex.2026/guidance']")
    assert text.is_visible()
    assert "#amazon.capex.2026/guidance" in text.inner_text()
    page.locator(".ledger-cite > summary", has_text="Cite this page").click()
    page.locator("pre", has_text="@misc{capex-ledger:companies:amazon,").wait_for()
    context.close()


def look_up(page: Page, query: str) -> list[str]:
    """Return what the search shows for a query, one text a result, under their addresses."""
    page.fill(".ledger-search__input", "")
    page.locator(".ledger-search__results").wait_for(state="hidden")
    page.fill(".ledger-search__input", query)
    page.locator(".ledger-search__results").wait_for()
    links = page.locator(".ledger-search__link")
    return [f"{links.nth(n).get_attribute('href')} {links.nth(n).inner_text()}" for n in range(min(3, links.count()))]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("Amazon capex 2026", "guidance by Amazon"),
        ("amazom capex 2026", "/amazon/#amazon.capex.2026 "),
        ("amaozn capx", "/amazon/#amazon.capex"),
        ("ＡＭＡＺＯＮ （２０２６） capex", "/amazon/#amazon.capex.2026 "),
        ("What will Amazon spend?", "Amazon"),
        ("download", "/data/ "),
        ("csv", "/data/ "),
        (
            "Conflicts mislabelled Amazon",
            "/conflicts/#conflict.amazon.capex.2026 ",
        ),  # by a reason that its figure gives
        ("≠", "/method/#signs "),
    ],
)
def test_the_search_understands(wide: Watched, query: str, shown: str) -> None:
    page = wide.open("")
    assert shown in look_up(page, query)[0]
    assert wide.complaints == []


def test_a_number_is_not_found_within_another(wide: Watched) -> None:
    page = wide.open("")
    assert look_up(page, "144.67")
    assert not look_up(page, "44.67")


def test_every_result_can_be_reached(wide: Watched) -> None:
    page = wide.open("")
    look_up(page, "billion")
    count = page.locator(".ledger-search__count")
    total = int(count.inner_text().split()[0])
    assert total > 30
    assert "30 shown" in count.inner_text()
    while page.locator(".ledger-search__more").is_visible():
        page.locator(".ledger-search__more").focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.matches('.ledger-search__link')")
    assert page.locator(".ledger-search__link").count() == total
    assert count.get_attribute("role") == "status"


def test_markup_joins_no_words(wide: Watched, site: Path) -> None:
    """Compare the words of the index with those between which the page has lines."""
    index = json.loads((site / "search/search_index.json").read_text("utf-8"))["docs"]
    found = " ".join(re.sub(r"<[^>]+>", " ", d["text"]) for d in index if d["location"].startswith("companies/amazon/"))
    page = wide.open("companies/amazon/")
    cells = page.evaluate(
        "[...document.querySelectorAll('article td, article li li')].flatMap(c => c.innerText.split('\\n'))"
    )
    lines = {" ".join(line.split()) for line in cells}
    words = {word.strip("“”") for word in found.split()}
    assert {word.strip("“”") for line in lines for word in line.split()[:1]} - {"Cite", "Report"} <= words


def test_chinese_and_dutch_are_found_by_keyboard(wide: Watched) -> None:
    for query, answer in (("資本支出", "capex"), ("miljard", "miljard")):
        page = wide.open("")
        page.keyboard.press("/")
        page.keyboard.type(query)
        page.locator(".ledger-search__link").first.wait_for()
        page.wait_for_timeout(500)  # until what the last letter finds has taken the place of what the first one found
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.matches('.ledger-search__link')")
        assert answer in page.evaluate("document.activeElement.href + document.activeElement.textContent")
        page.keyboard.press("Enter")
        page.wait_for_url("**/companies/**")


def test_headings_are_read_without_their_sign(wide: Watched) -> None:
    page = wide.open("companies/amazon/")
    name = page.get_by_role("heading", name="Capital expenditure, 2026", exact=True)
    assert name.count() == 1
    assert page.locator(".headerlink[tabindex='-1'][aria-hidden='true']").count() == page.locator(".headerlink").count()


def test_the_sign_beside_a_heading_copies_its_address(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = Watched(context, address).open("method/")
    page.locator("h2").first.hover()
    page.locator("h2 .headerlink").first.click()
    page.locator(STATUS, has_text="Link copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    context.close()


def test_the_current_page_is_marked(wide: Watched) -> None:
    for path, tab in (("", "Home"), ("companies/amazon/", "Companies"), ("compare/", "Compare")):
        page = wide.open(path)
        current = page.locator(".md-tabs [aria-current]")
        assert current.inner_text() == tab
        assert page.locator(".md-nav--primary a[aria-current='page']").count() == 1


def test_the_contents_follow_the_reader(wide: Watched) -> None:
    page = wide.open("companies/amazon/#amazon.capex.2025")
    marked = page.locator(".md-nav--secondary [aria-current='location']")
    marked.wait_for()
    assert marked.get_attribute("href") == "#amazon.capex.2025"
    page.evaluate("document.getElementById('amazon.capex.2026').scrollIntoView()")
    page.locator(".md-nav--secondary [aria-current='location'][href='#amazon.capex.2026']").wait_for()


def test_only_words_of_a_language_are_marked(wide: Watched) -> None:
    for path in ("articles/returns/", "articles/aws-growth/", "companies/amazon/"):
        page = wide.open(path)
        marked = page.evaluate("[...document.querySelectorAll('article [lang]')].map(e => e.textContent)")
        assert not [text for text in marked if not re.search(r"[^\W\d_]", text)]
        assert not [text for text in marked if re.search(r"[\u3400-\u9fff]", text) and "billion" in text.lower()]


def test_few_keys_lead_from_the_front_page_to_a_source(wide: Watched) -> None:
    page = wide.open("")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # to the content
    press_until(page, "document.activeElement.matches('article a.fig')", 2)
    page.keyboard.press("Enter")
    page.wait_for_url("**/companies/**")
    press_until(page, "document.activeElement.matches('article a[href*=\"articles/\"]')", 8)
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/**")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    press_until(page, "document.activeElement.matches('article a[href^=\"https://\"]')", 6)


def test_a_finger_held_on_a_number_shows_its_card(browser: Browser, address: str) -> None:
    context = browser.new_context(**PHONE)
    page = Watched(context, address).open("articles/amazon-plan/")
    link = page.locator("p a.fig").first
    link.scroll_into_view_if_needed()
    box = link.bounding_box()
    assert box
    point = {"x": box["x"] + 5, "y": box["y"] + 5}
    session = context.new_cdp_session(page)
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    page.locator("#ledger-card").wait_for()
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(200)
    assert page.locator("#ledger-card").is_visible()
    assert "articles/amazon-plan" in page.url
    page.touchscreen.tap(10, 700)
    assert not page.locator("#ledger-card").is_visible()
    link.tap()
    page.wait_for_url("**/companies/amazon/#**")
    context.close()


def test_the_colours_follow_the_system_until_the_reader_chooses(browser: Browser, address: str) -> None:
    context = browser.new_context(color_scheme="light")
    page = Watched(context, address).open("")
    switch = page.locator(".ledger-scheme")
    light = background(page, "body")
    page.emulate_media(color_scheme="dark")
    dark = background(page, "body")
    assert dark != light  # at once, without a new page
    switch.click()
    assert switch.get_attribute("aria-label") == "Colours: light"
    assert page.locator(STATUS).inner_text() == "Colours: light"
    assert background(page, "body") == light
    page.reload()
    assert background(page, "body") == light
    switch.click()
    page.emulate_media(color_scheme="light")
    assert background(page, "body") == dark
    switch.click()
    assert switch.get_attribute("aria-label") == "Colours: as the system"
    assert background(page, "body") == light
    context.close()


def test_the_menu_of_narrow_screens_opens_by_keyboard(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 256})  # 1280 by 1024 at 400 %
    page = Watched(context, address).open("companies/amazon/")
    assert page.evaluate("getComputedStyle(document.querySelector('.md-header')).position") == "static"
    menu = page.get_by_role("button", name="Menu")
    press_until(page, "document.activeElement.matches('.ledger-menu')", 4)
    assert menu.get_attribute("aria-expanded") == "false"
    page.keyboard.press("Enter")
    assert menu.get_attribute("aria-expanded") == "true"
    assert page.evaluate("!!document.activeElement.closest('.md-nav--primary')")
    page.keyboard.press("Escape")
    assert menu.get_attribute("aria-expanded") == "false"
    page.wait_for_timeout(500)
    assert page.evaluate("getComputedStyle(document.querySelector('.md-sidebar--primary')).visibility") == "hidden"
    context.close()


def test_every_page_is_light(wide: Watched, site: Path) -> None:
    sizes: dict[str, int] = {}

    def weigh(url: str) -> None:
        path = site / url.split(BASE, 1)[1].partition("?")[0]
        path = path / "index.html" if path.is_dir() else path
        raw = path.read_bytes()
        sizes[url] = len(raw if path.suffix == ".png" else gzip.compress(raw, 6))  # what a server sends

    wide.page.on("request", lambda r: weigh(r.url) if r.url.startswith(wide.address) else None)
    for path in PAGES:
        sizes.clear()
        page = wide.open(path)
        page.wait_for_timeout(100)
        names = {url.rpartition("/")[2] for url in sizes}
        assert sum(size for url, size in sizes.items() if url.endswith(".js")) <= 16_000, path
        assert sum(sizes.values()) <= 80_000, path
        assert ("charts.css" in names) is bool(page.locator("article svg").count()), path
        assert ("cite.js" in names) is bool(page.locator("[data-cite]").count()), path


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
    chart, table = page.locator(".ledger-panel svg[role=group]:visible"), page.locator(".ledger-panel table.ledger")
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
