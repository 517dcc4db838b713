"""Every kind of page in a real browser: in seven languages, wide and narrow, with and without scripts, for everybody.

Accessibility is judged by axe-core with the rules of WCAG 2.2 AA; what is folded is opened first. Colours do not depend
on the language: their contrast, the slowest of the rules, is judged in one language of each script, light and dark.
"""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from sursur.observatory.language import LANGUAGES
from sursur.observatory.subjects import PLAIN_PAGES, SUBJECTS
from tests.browsing import opened, troubles
from tests.observatory.browser.kinds import PAGES

WIDE, NARROW = 1280, 390
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURED = ("en", "ar", "zh")
ELSEWHERE = {"activity"}
"""The small release of these tests tells of no activity."""
DARK = ("/", "/?view=flows&up=south", "/country/KEN", "/group/brics?at=2024-06-30", "/instrument/bapa-1978", "/nothing")


def test_every_kind_of_page_is_looked_at() -> None:
    looked_at = {path[1:].split("?")[0].split("/")[0] for path in PAGES}
    assert sorted({*PLAIN_PAGES, *SUBJECTS} - looked_at - ELSEWHERE) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_pages_are_whole_and_open_to_everybody(browser: Browser, address: str, code: str) -> None:
    with opened(browser, WIDE) as page:
        wrong = troubles(page)
        for path in PAGES:
            page.goto(f"{address}/{code}{path}")
            assert page.locator("h1").count() == 1, path
            wrong += [f"{path}: {each}" for each in _violations(page, colours=code in COLOURED)]
            _make_narrow(page, path)
    assert wrong == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_pages_are_whole_without_scripts(browser: Browser, address: str, code: str) -> None:
    with opened(browser, WIDE, script=False) as page:
        wrong = troubles(page)
        for path in PAGES:
            page.goto(f"{address}/{code}{path}")
            assert page.locator("h1").count() == 1, path
            assert page.locator(".range").count() == page.locator(".range:not(:visible)").count(), path
            _make_narrow(page, path)
    assert wrong == []


@pytest.mark.parametrize("code", ["en", "ar"])
def test_the_dark_and_narrow_page_is_open_to_everybody(browser: Browser, address: str, code: str) -> None:
    with opened(browser, NARROW, dark=True) as page:
        wrong = troubles(page)
        for path in DARK:
            page.goto(f"{address}/{code}{path}")
            wrong += [f"{path}: {each}" for each in _violations(page, colours=True)]
    assert wrong == []


def _make_narrow(page: Page, path: str) -> None:
    """The same page on a phone: nothing is wider than its window."""
    page.set_viewport_size({"width": NARROW, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW, path
    page.set_viewport_size({"width": WIDE, "height": 900})


def _violations(page: Page, *, colours: bool) -> list[str]:
    """What axe finds after the reader has unfolded everything; where it passed nothing, nothing was judged."""
    page.evaluate("document.querySelectorAll('details').forEach(folded => { folded.open = true; })")
    page.evaluate(Axe().axe_script)
    rules = {"color-contrast": {"enabled": colours}, "target-size": {"enabled": True}}
    found: dict[str, Any] = page.evaluate(
        "options => axe.run(document, options)",
        {"runOnly": {"type": "tag", "values": RULES}, "rules": rules, "resultTypes": ["violations"]},
    )
    assert len(found["passes"]) > 10
    return [f"{one['id']} at {node['html'][:120]}" for one in found["violations"] for node in one["nodes"]]


# -- fingers and keys --------------------------------------------------------------------------------------------------


def test_what_can_be_pressed_is_large_enough(browser: Browser, address: str) -> None:
    """WCAG 2.2, 2.5.8: 24 pixels, but for links in sentences and on the map, whose countries stand in a table."""
    with opened(browser, NARROW) as page:
        page.goto(f"{address}/en/country/KEN")
        small = page.evaluate("""[...document.querySelectorAll('a, button, input, summary')]
            .filter(e => !e.closest('svg, p, .skip, .languages ul') && e.getClientRects().length)
            .filter(e => { const box = e.getBoundingClientRect(); return box.height < 24 || box.width < 24; })
            .map(e => e.outerHTML.slice(0, 120))""")
    assert small == []


def test_the_keyboard_reaches_the_content_first(browser: Browser, address: str) -> None:
    with opened(browser) as page:
        page.goto(f"{address}/en/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"


def test_nothing_moves_while_a_page_loads(browser: Browser, address: str) -> None:
    watch = """window.moved = 0; new PerformanceObserver(list => {
        for (const each of list.getEntries()) window.moved += each.value;
    }).observe({type: 'layout-shift', buffered: true})"""
    for width in (WIDE, NARROW):
        with opened(browser, width) as page:
            page.add_init_script(watch)
            for path in ("/", "/country/KEN", "/group/brics"):
                page.goto(f"{address}/en{path}", wait_until="networkidle")
                assert page.evaluate("window.moved") == 0, path
