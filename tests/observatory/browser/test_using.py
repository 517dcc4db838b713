"""Pages as readers use them, by mouse and by keyboard."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import opened, troubles


def test_a_map_names_the_country_under_the_pointer_and_leads_to_it(browser: Browser, address: str) -> None:
    with opened(browser) as page:
        page.goto(f"{address}/en/?form=south_south")
        angola = page.locator("a[href='/en/country/AGO'] path")
        angola.hover()
        expect(page.locator(".readout")).to_have_text(re.compile(r"^Angola: US\$"))
        angola.click()
        expect(page.locator("h1")).to_have_text("Angola")


def test_an_arc_leads_to_its_two_countries(browser: Browser, address: str) -> None:
    with opened(browser) as page:
        page.goto(f"{address}/en/?view=flows&form=south_south")
        arc = page.locator("a[href='/en/pair/AGO-CHN']", has=page.locator("path.arc"))
        arc.focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("/en/pair/AGO-CHN$"))


# -- years -------------------------------------------------------------------------------------------------------------


def test_the_handles_move_by_keyboard_and_the_page_follows(browser: Browser, address: str) -> None:
    with opened(browser) as page:
        wrong = troubles(page)
        page.goto(f"{address}/en/")
        page.get_by_label("First year").focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        expect(page).to_have_url(re.compile(r"\?from=2012$"))
        expect(page.locator("form.years [role=status]")).to_contain_text("2012\u20132014")
        expect(page.locator(".lead")).to_contain_text("2012\u20132014")
        assert page.locator("input[name=from]").input_value() == "2012"
        assert page.evaluate("document.activeElement.ariaLabel") == "First year"
    assert wrong == []


def test_the_handles_move_by_mouse_and_never_cross(browser: Browser, address: str) -> None:
    with opened(browser) as page:
        page.goto(f"{address}/en/?from=2012&to=2014")
        track = page.locator(".track > div").bounding_box()
        assert track is not None
        middle = track["y"] + track["height"] / 2
        page.mouse.move(track["x"] + 12 + (track["width"] - 24) / 2, middle)
        page.mouse.down()
        page.mouse.move(track["x"] + track["width"] - 2, middle, steps=4)
        page.mouse.up()
        expect(page).to_have_url(re.compile(r"from=2014$"))
        expect(page.locator(".lead")).to_contain_text("for 2014,")


def test_the_years_pass_one_by_one_and_come_back(browser: Browser, address: str) -> None:
    with opened(browser) as page:
        page.goto(f"{address}/en/?from=2011&to=2012&form=south_south")
        play = page.get_by_role("button", name="Year by year")
        play.focus()
        page.keyboard.press("Enter")
        expect(play).to_have_attribute("aria-pressed", "true")
        expect(page).to_have_url(re.compile(r"from=2011&to=2011"))
        expect(page).to_have_url(re.compile(r"from=2012&to=2012"))
        expect(page).to_have_url(re.compile(r"from=2011&to=2012"))
        expect(play).to_have_attribute("aria-pressed", "false")


def test_choices_of_the_page_stay_when_the_years_change(browser: Browser, address: str) -> None:
    with opened(browser) as page:
        page.goto(f"{address}/en/?form=south_south&prices=current&view=given")
        page.locator("input[name=to]").fill("2011")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("to=2011.*form=south_south.*view=given.*prices=current"))
        expect(page.locator(".languages a[lang=ar]")).to_have_attribute("href", re.compile("to=2011"))


@pytest.mark.parametrize("script", [True, False])
def test_the_fields_do_the_same_without_handles(browser: Browser, address: str, *, script: bool) -> None:
    with opened(browser, script=script) as page:
        page.goto(f"{address}/en/")
        page.locator("input[name=from]").fill("2014")
        page.get_by_role("button", name="Show", exact=True).click()
        expect(page.locator(".lead")).to_contain_text("for 2014, to our knowledge")


# -- filters, downloads, search ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("script", [True, False])
def test_forms_and_the_south_are_chosen_by_mouse(browser: Browser, address: str, *, script: bool) -> None:
    with opened(browser, script=script) as page:
        page.goto(f"{address}/en/")
        page.locator("#map .chip", has_text="North-South").click()
        expect(page).to_have_url(re.compile("form=north_south"))
        page.get_by_role("link", name="all outside the DAC").first.click()
        expect(page).to_have_url(re.compile("form=north_south.*south=non_dac"))
        page.get_by_role("link", name="South up").click()
        expect(page).to_have_url(re.compile("up=south"))


def test_what_counts_is_chosen_by_keyboard(browser: Browser, address: str) -> None:
    with opened(browser) as page:
        page.goto(f"{address}/en/")
        page.get_by_text("Count it otherwise").focus()
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Current prices").focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("prices=current"))


def test_a_table_is_taken_home(browser: Browser, address: str, tmp_path: Path) -> None:
    with opened(browser) as page:
        page.goto(f"{address}/en/?form=south_south")
        for kind in ("CSV", "XLSX"):
            with page.expect_download() as coming:
                page.locator("#corridors .downloads").get_by_role("link", name=kind).click()
            coming.value.save_as(tmp_path / kind)
            assert coming.value.suggested_filename.endswith(f".{kind.lower()}")
        assert "provider" in (tmp_path / "CSV").read_text("utf-8-sig").splitlines()[0]


@pytest.mark.parametrize("script", [True, False])
def test_a_country_is_found_by_its_misspelt_name(browser: Browser, address: str, *, script: bool) -> None:
    with opened(browser, script=script) as page:
        page.goto(f"{address}/en/")
        page.locator("header input[name=q]").fill("Kenia")
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_contain_text("Kenya")


# -- without a network -------------------------------------------------------------------------------------------------


def test_visited_pages_open_without_a_network(browser: Browser, address: str) -> None:
    with opened(browser) as page:
        page.goto(f"{address}/en/")
        _kept(page, f"{address}/en/")
        page.goto(f"{address}/ar/country/KEN")
        _kept(page, f"{address}/ar/country/KEN")
        page.context.set_offline(True)
        page.goto(f"{address}/en/")
        expect(page.locator("h1")).to_have_text("Who works with whom?")
        page.goto(f"{address}/ar/country/KEN")
        expect(page.locator("main svg.columns")).to_be_visible()
        assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
        for code, said in (("en", "not opened before"), ("ar", "")):
            page.goto(f"{address}/{code}/country/AGO")
            expect(page.locator("html")).to_have_attribute("lang", code)
            expect(page.locator("h1")).to_contain_text(said)
            assert page.locator("section.view").count() == 0


def test_a_new_release_puts_away_what_the_old_one_kept(browser: Browser, address: str) -> None:
    with opened(browser) as page:
        page.goto(f"{address}/en/about")
        page.evaluate("caches.open('sursur-older-release').then(cache => cache.put('/en/', new Response('old')))")
        _kept(page, f"{address}/en/about")
        page.wait_for_function("caches.keys().then(names => names.length === 1 && !names[0].includes('older'))")


def _kept(page: Page, url: str) -> None:
    """Wait until the worker has put the page away."""
    page.wait_for_function("url => caches.match(url).then(Boolean)", arg=url)
