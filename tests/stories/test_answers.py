"""From the first page to the answer in at most three clicks, and the figure there is that of the command line."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from sursur.answers.measuring import Measure, load_measure
from sursur.observatory.app import create_app
from sursur.observatory.language import language
from tests.browsing import opened, serving

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.xdist_group("browser")]
Run = Callable[..., subprocess.CompletedProcess[str]]
MOST_CLICKS = 3


class Reader:
    """Somebody who starts at the first page and only clicks."""

    def __init__(self, page: Page, home: Path, run: Run) -> None:
        self.page = page
        self._home = home
        self._run = run
        self._clicks = 0

    def click(self, what: Locator) -> None:
        self._clicks += 1
        assert self._clicks <= MOST_CLICKS
        with self.page.expect_navigation():
            what.click()

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=name, exact=True).first

    def section(self, anchor: str) -> list[dict[str, Any]]:
        """The rows of a table as the page gives them to programs, at the same address."""
        parts = urlsplit(self.page.url)
        answer = self.page.request.get(parts._replace(path=f"{parts.path}.json", fragment="").geturl())
        assert answer.ok
        sections = {each["anchor"]: each for each in answer.json()["sections"]}
        rows: list[dict[str, Any]] = sections[anchor]["table"]["rows"]
        return rows

    def command(self, *arguments: str) -> list[dict[str, Any]]:
        done = self._run(*arguments, "--json", "--home", str(self._home))
        rows: list[dict[str, Any]] = json.loads(done.stdout)["rows"]
        return rows


@pytest.fixture(scope="module")
def first_page(starter_home: Path, browser: Browser) -> Iterator[Page]:
    with serving(create_app(starter_home)) as address, opened(browser) as page:
        page.set_default_timeout(60_000)
        page.goto(f"{address}/en/")
        yield page


@pytest.fixture
def reader(first_page: Page, starter_home: Path, sursur_process: Run) -> Reader:
    first_page.goto(urlsplit(first_page.url)._replace(path="/en/", query="", fragment="").geturl())
    return Reader(first_page, starter_home, sursur_process)


def _money(usd: float) -> str:
    return language("en").money(Decimal(str(usd)))


def test_who_cooperates_most_with_whom(reader: Reader) -> None:
    """Question 1: the largest corridor stands on the first page; one click leads to its rows."""
    largest = reader.section("corridors")[0]
    told = reader.command(
        "flows", "--by", "provider,recipient", "--provider", largest["provider"], "--recipient", largest["recipient"],
        "--form", "south_south",
    )  # fmt: skip
    assert Decimal(str(told[0]["usd"])) == Decimal(str(largest["usd_constant"]))
    figure = reader.page.locator("#corridors ol.bars a.value").first
    expect(figure).to_have_text(_money(told[0]["usd"]))
    reader.click(figure)
    expect(reader.page.locator("main")).to_contain_text(_money(told[0]["usd"]))


def test_which_of_it_is_south_south_under_another_definition(reader: Reader) -> None:
    """Question 2: the definition is one click away, a single verdict with its reason two more."""
    reader.click(reader.link("DAC list of ODA recipients"))
    told = {row["form"]: row for row in reader.command("flows", "--by", "form", "--south", "oda_recipients")}
    chip = reader.page.locator("#map .chip", has_text="South-South")
    expect(chip).to_contain_text(_money(told["south_south"]["usd"]))
    reader.click(reader.page.locator("#corridors ol.bars a.value").first)
    reader.click(reader.page.locator("main table a[href*='/flow/']").first)
    expect(reader.page.locator("main")).to_contain_text(re.compile("South-South|Multilateral"))


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("goal-17-3-1", id="question 3: what it adds up to"),
        pytest.param("gap", id="question 4: where it does not reach the need"),
        pytest.param("promise", id="question 6: whether the promise is kept"),
        pytest.param("scenario", id="question 7: if the group grew"),
    ],
)
def test_a_measure_says_the_same_on_its_page(reader: Reader, name: str) -> None:
    measure = load_measure(name)
    reader.click(reader.link("Measures"))
    reader.click(reader.page.locator(f"main a[href='/en/measure/{name}']"))
    told, shown = reader.command(name, *_words(measure)), reader.section("figures")
    there = [{key: row[key] for key in one} for row, one in zip(told, shown, strict=True)]
    assert [_figures(row) for row in there] == [_figures(row) for row in shown]
    assert any(map(_figures, told))


def _words(measure: Measure) -> list[str]:
    """The example of a measure as words of a command: what is required needs no name."""
    required = {one.name for one in measure.parameters if one.required}
    example = measure.example or {}
    named = [part for key, value in example.items() if key not in required for part in (f"--{_dashed(key)}", value)]
    return [*(value for key, value in example.items() if key in required), *named]


def _dashed(name: str) -> str:
    return name.replace("_", "-")


def _figures(row: dict[str, Any]) -> dict[str, Any]:
    """Numbers alone: a page names countries in the reader's language, a command by their codes."""
    return {key: value for key, value in row.items() if isinstance(value, int | float)}


def test_what_was_agreed_and_when_it_is_remembered(reader: Reader) -> None:
    """Question 6: the days of this year, and from each its agreement."""
    reader.click(reader.link("Calendar"))
    year = str(datetime.now(UTC).year)
    done = reader._run("calendar", year, "--json")
    assert [row["name"] for row in json.loads(done.stdout)["rows"]] == [row["name"] for row in reader.section("days")]
    reader.click(reader.page.locator("main a[href*='/event/un-day-ssc']").first)
    reader.click(reader.page.locator("main a[href*='/instrument/']").first)
    expect(reader.page.locator("h1")).not_to_be_empty()
