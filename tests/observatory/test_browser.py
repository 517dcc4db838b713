"""Pages in a real browser: with and without scripts, wide and narrow, light and dark, both directions."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, sync_playwright

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/?view=flows&up=south",
    "/country/KEN",
    "/group/brics?at=2024-06-30",
    "/flows?provider=CHN",
    "/flow/flow0000",
    "/sources",
    "/methods",
    "/country/FRA",
    "/provider/org:isdb",
    "/knowledge?q=buenos",
    "/instrument/bapa-1978",
    "/initiative/bri",
    "/calendar?at=2011",
    "/nothing",
)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def address(app: FastAPI) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no chromium on this machine (Debian: apt-get install chromium)")
    with sync_playwright() as player:
        started = player.chromium.launch(executable_path=program, args=QUIET)
        yield started
        started.close()


def _open(browser: Browser, *, width: int, script: bool, dark: bool) -> tuple[Page, list[str]]:
    scheme = "dark" if dark else "light"
    context = browser.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=script, color_scheme=scheme
    )
    page, wrong = context.new_page(), []
    page.on("console", lambda message: wrong.append(message.text) if "404" not in message.text else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("requestfailed", lambda request: wrong.append(f"failed: {request.url}"))
    page.on("request", lambda request: wrong.append(request.url) if "127.0.0.1" not in request.url else None)
    return page, wrong


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
@pytest.mark.parametrize("script", [True, False])
def test_pages_load_whole_and_ask_nobody_else(
    browser: Browser, address: str, width: int, script: bool, dark: bool
) -> None:
    page, wrong = _open(browser, width=width, script=script, dark=dark)
    for code in ("en", "ar"):
        for path in PAGES:
            page.goto(f"{address}/{code}{path}")
            assert page.locator("h1").count() == 1
            assert page.locator("main").bounding_box()["width"] <= width, path
    page.context.close()
    assert wrong == []


@pytest.mark.parametrize("code", ["en", "ar"])
def test_nothing_is_wider_than_a_phone(browser: Browser, address: str, code: str) -> None:
    page, _ = _open(browser, width=390, script=True, dark=False)
    for path in PAGES:
        page.goto(f"{address}/{code}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
    page.context.close()


def test_what_can_be_pressed_is_large_enough(browser: Browser, address: str) -> None:
    """WCAG 2.2, 2.5.8: 24 pixels, but for links in sentences and on the map, whose countries stand in a table."""
    page, _ = _open(browser, width=390, script=True, dark=False)
    page.goto(f"{address}/en/country/KEN")
    small = page.evaluate("""[...document.querySelectorAll('a, button, input, summary')]
        .filter(e => !e.closest('svg, p, .skip, .languages ul') && e.getClientRects().length)
        .filter(e => { const box = e.getBoundingClientRect(); return box.height < 24 || box.width < 24; })
        .map(e => e.outerHTML.slice(0, 120))""")
    page.context.close()
    assert small == []


def test_the_keyboard_reaches_the_content_first(browser: Browser, address: str) -> None:
    page, _ = _open(browser, width=1280, script=True, dark=False)
    page.goto(f"{address}/en/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.context.close()


def test_a_map_names_the_country_under_the_pointer(browser: Browser, address: str) -> None:
    page, _ = _open(browser, width=1280, script=True, dark=False)
    page.goto(f"{address}/en/?form=south_south")
    page.locator("a[href='/en/country/AGO'] path").hover()
    assert page.locator(".readout").inner_text().startswith("Angola: US$")
    page.context.close()
