"""The site of `output/` as a reader has it: in a browser, on a desk and on a phone, with mouse and keyboard."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from browser import DESKTOP, PHONE, Browser, browser
from built_site import Built, served

pytestmark = pytest.mark.slow

PAGES = {
    "home": "",
    "guide": "errors-and-retries/",
    "methods": "api/",
    "messages": "reference/resources/beta/threads/messages/",
    "type": "reference/types/beta/threads/message/",
    "all types": "reference/all-types/",
}
SEARCH = "[...document.querySelectorAll('*')].find(e => e.shadowRoot)?.shadowRoot"
"""The theme's search is a document of its own within the page."""


@pytest.fixture(scope="module")
def base(sdk_site: Built) -> Iterator[str]:
    with served(sdk_site.pages) as address:
        yield address


@pytest.fixture(scope="module")
def window(base: str) -> Iterator[Browser]:
    with browser() as one:
        one.origin = base.rstrip("/")
        yield one


@pytest.fixture
def tab(window: Browser) -> Browser:
    window.complaints.clear()
    window.prefer("light")
    return window


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_fits_and_nothing_complains(tab: Browser, base: str, page: str, size: tuple[int, int]) -> None:
    tab.resize(size)
    tab.open(base + PAGES[page])
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert tab.evaluate("document.querySelector('h1').getBoundingClientRect().width > 0")
    assert tab.complaints == []


def test_a_search_finds_a_class_and_a_click_opens_it(tab: Browser, base: str) -> None:
    tab.resize(DESKTOP)
    tab.open(base)
    opened = f"{SEARCH}?.activeElement?.tagName === 'INPUT'"
    for _ in range(20):  # a key that is pressed before the page listens is lost
        tab.press("k", 75, modifiers=2)
        time.sleep(0.5)
        if tab.evaluate(opened):
            break
    tab.wait_for(opened)
    tab.type("AsyncMessages")
    link = f"[...{SEARCH}.querySelectorAll('a')].find(a => a.hash.endsWith('.messages.AsyncMessages'))"
    tab.wait_for(link)
    tab.click(link)
    tab.wait_for("location.pathname.endsWith('/reference/resources/beta/threads/messages/')")
    assert "AsyncMessages" in tab.evaluate("location.hash")
    assert tab.complaints == []


def test_dark_mode_follows_the_reader_and_can_be_switched(tab: Browser, base: str) -> None:
    tab.resize(DESKTOP)
    tab.prefer("dark")
    tab.open(base)
    tab.wait_for("document.body.dataset.mdColorScheme === 'slate'")
    tab.prefer("light")
    tab.wait_for("document.body.dataset.mdColorScheme === 'default'")
    switch = "[...document.querySelectorAll('[data-md-component=palette] label')].find(l => !l.hidden)"
    for scheme in ("default", "slate"):
        tab.click(switch)
        tab.wait_for(f"document.body.dataset.mdColorScheme === '{scheme}'")
    tab.evaluate("localStorage.clear()")


def test_snippets_have_a_button_that_copies(tab: Browser, base: str) -> None:
    tab.resize(DESKTOP)
    tab.open(base + "getting-started/")
    tab.wait_for("document.querySelector('pre').parentElement.querySelector('button')")
    assert tab.evaluate("document.querySelectorAll('pre').length") <= tab.evaluate(
        "document.querySelectorAll('.highlight button').length"
    )


def test_the_button_copies_what_the_snippet_says(tab: Browser, base: str) -> None:
    tab.resize(DESKTOP)
    tab.call("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
    tab.open(base)
    tab.wait_for("document.querySelector('pre').parentElement.querySelector('button')")
    tab.click("document.querySelector('pre').parentElement.querySelector('button')")
    tab.evaluate("navigator.clipboard.readText().then(text => window.copied = text)")
    tab.wait_for("window.copied")
    assert tab.evaluate("window.copied").strip() == "pip install openai-client"


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_names_of_parameters_stay_in_one_piece(tab: Browser, base: str, size: tuple[int, int]) -> None:
    tab.resize(size)
    tab.open(base + PAGES["messages"])
    names = "[...document.querySelectorAll('.doc-section-item td:first-child code')]"
    short = f"{names}.filter(one => one.textContent.length <= 14)"
    assert tab.evaluate(f"{short}.length") > 20
    assert tab.evaluate(f"{short}.filter(one => one.getClientRects().length > 1).map(one => one.textContent)") == []


def test_the_page_is_usable_by_keyboard(tab: Browser, base: str) -> None:
    tab.resize(DESKTOP)
    tab.open(base + PAGES["messages"])
    seen = set()
    for _ in range(80):
        tab.press("Tab", 9)
        seen.add(tab.evaluate("document.activeElement.getAttribute('href') || document.activeElement.tagName"))
        if "./#openai_client.resources.beta.threads.messages.messages.Messages" in seen:
            break
    assert "./#openai_client.resources.beta.threads.messages.messages.Messages" in seen, seen
    outline = "getComputedStyle(document.activeElement).outlineStyle !== 'none'"
    assert tab.evaluate(outline), "what has the focus can be seen"
    tab.press("Enter", 13)
    tab.call("Input.dispatchKeyEvent", type="char", text="\r")
    tab.wait_for("location.hash.endsWith('.messages.Messages')")


def test_descriptions_cannot_load_or_run_anything(tab: Browser, base: str) -> None:
    tab.open(base)
    policy = tab.evaluate("document.querySelector('meta[http-equiv=Content-Security-Policy]').content")
    assert "default-src 'self'" in policy
    assert "http" not in policy.replace("http-equiv", "")
