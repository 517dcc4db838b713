"""What the page of a country takes from the measures: need against coverage, equality, items; likeness; its sources."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st

from sursur.observatory.charts.ranks import Place, draw_ranks
from sursur.observatory.country.similar import Portrait, unlikeness
from sursur.observatory.country.sources import spans
from sursur.observatory.gap.kept import usable_needs
from sursur.observatory.language import LANGUAGES
from sursur.observatory.pages.country_part import PARTS
from sursur.observatory.preparing import FRAMES
from tests.observatory.conftest import Client


def section(client: Client, path: str, anchor: str) -> dict[str, Any]:
    return next(part for part in client.get(path).json()["sections"] if part["anchor"] == anchor)


@pytest.fixture(scope="module")
def need(client: Client) -> dict[str, Any]:
    return section(client, "/en/country/KEN/need.json", "need")


def test_every_need_with_an_indicator_has_a_row(need: dict[str, Any]):
    rows = need["table"]["rows"]
    assert {row["need"] for row in rows} == {each.need for each in usable_needs()}


def test_a_need_without_a_value_is_not_reported_and_not_nothing(need: dict[str, Any]):
    rows = {row["need"]: row for row in need["table"]["rows"]}
    assert rows["extreme_poverty"]["level"] is None
    assert rows["extreme_poverty"]["gap"] is None


def test_the_coverage_is_that_of_the_measure(need: dict[str, Any], app: FastAPI):
    measured = app.state.desk.measured("gap", {"need": "extreme_poverty", **FRAMES[0]}).table.to_pylist()
    kenya = next(row for row in measured if row["country"] == "KEN")
    row = next(row for row in need["table"]["rows"] if row["need"] == "extreme_poverty")
    assert row["finding"] == kenya["finding"]
    assert row["coverage_usd_per_person_year"] == kenya["per_person"]


def test_equality_is_that_of_the_measure(client: Client, app: FastAPI):
    shown = section(client, "/en/country/KEN/equality.json", "equality")["table"]["rows"]
    measured = app.state.desk.measured("horizontality", {"country": "KEN", **FRAMES[0]}).table.to_pylist()
    assert [(row["indicator"], row["value"]) for row in shown] == [(row["indicator"], row["value"]) for row in measured]


def test_equality_answers_for_the_years_of_the_page(client: Client):
    early = section(client, "/en/country/CHN/equality.json?from=2010&to=2010", "equality")
    rows = {row["indicator"]: row["value"] for row in early["table"]["rows"]}
    assert rows["given"] == 120_500_000


def test_a_country_without_items_says_so(client: Client):
    part = section(client, "/en/country/KEN/items.json", "items")
    assert part["table"] is None
    assert 'href="/en/measure/framework?country=KEN"' in client.get("/en/country/KEN/items").text


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_of_a_country_leads_to_its_parts(client: Client, code: str, part: str):
    address = f"/{code}/country/BRA/{part}"
    assert f'href="{address}" data-later="{part}"' in client.get(f"/{code}/country/BRA").text
    answer = client.get(address)
    assert answer.status_code == 200
    assert f'<section id="{part}"' in answer.text


def test_choices_go_along_to_the_parts(client: Client):
    page = client.get("/en/country/BRA?from=2010&prices=current").text
    assert 'href="/en/country/BRA/equality?from=2010&amp;prices=current"' in page


@pytest.mark.parametrize("path", ["/en/country/XXX/need", "/en/country/KEN/nothing", "/en/country/KEN/need/other.csv"])
def test_what_is_no_part_is_not_found(client: Client, path: str):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("table", ["need/need", "equality/equality", "sources"])
def test_tables_are_files(client: Client, table: str, kind: str, need: dict[str, Any]):
    assert client.get(f"/en/country/KEN/{table}.{kind}").status_code == 200


# -- sources and gaps ------------------------------------------------------------------------------------------------


def test_sources_tell_their_years_and_their_silence(client: Client):
    part = section(client, "/en/country/CHN.json", "sources")
    research = next(
        row for row in part["table"]["rows"] if row["dataset"] == "research" and row["direction"] == "given"
    )
    assert (research["years"], research["silent_years"], research["reports"], research["counted"]) == (
        "2010–2012",
        0,
        3,
        3,
    )
    assert "Given: reported from 2010 on; nothing for 2013." in part["sentences"]
    assert "Received: no source reports anything." in part["sentences"]


def test_reports_that_are_not_counted_are_told_too(client: Client):
    rows = section(client, "/en/country/KEN.json", "sources")["table"]["rows"]
    research = next(row for row in rows if row["dataset"] == "research")
    assert (research["reports"], research["counted"]) == (1, 0)


@given(st.sets(st.integers(1900, 2100)))
def test_spans_hold_every_year_once_and_never_touch(years: set[int]):
    found = list(spans(years))
    assert {year for first, last in found for year in range(first, last + 1)} == years
    assert all(later[0] > earlier[1] + 1 for earlier, later in pairwise(found))


# -- likeness --------------------------------------------------------------------------------------------------------

KENYA = Portrait(2000, 2023, 55e6, 2023, "Sub-Saharan Africa", "Africa", {"north_south": 0.75, "south_south": 0.25})


@pytest.mark.parametrize(
    ("other", "far"),
    [
        (KENYA, 0.0),
        (Portrait(200, 2023, 55e6, 2023, "Sub-Saharan Africa", "Africa", KENYA.mix), 1.0),
        (Portrait(2000, 2023, 5.5e6, 2023, "Northern Africa", "Africa", KENYA.mix), 1.5),
        (Portrait(2000, 2023, 55e6, 2023, "South America", "Americas", {"south_south": 1.0}), 1.75),
        (Portrait(None, None, 55e6, 2023, "Sub-Saharan Africa", "Africa", KENYA.mix), None),
        (Portrait(2000, 2023, 55e6, 2023, "Sub-Saharan Africa", "Africa", None), None),
    ],
)
def test_how_unlike_two_countries_are(other: Portrait, far: float | None):
    assert unlikeness(KENYA, other) == (None if far is None else pytest.approx(far))


def test_what_is_not_known_of_a_country_is_left_out_for_all():
    cuba = Portrait(None, None, 11e6, 2023, "Caribbean", "Americas", None)
    assert unlikeness(cuba, Portrait(9000, 2023, 11e6, 2023, "Caribbean", "Americas", {"other": 1.0})) == 0.0


def test_a_country_of_which_little_is_known_has_no_similar_ones(client: Client):
    assert section(client, "/en/country/TUV.json", "similar")["table"] is None


# -- ranks -----------------------------------------------------------------------------------------------------------


def test_the_greatest_need_stands_at_the_end_of_the_line():
    greatest, smallest = draw_ranks([Place("", "", "", rank, rank, rank, 10) for rank in (1, 10)])
    assert float(greatest.dot[:-1]) > float(smallest.dot[:-1])
    (alone,) = draw_ranks([Place("", "", "", 1, 1, 1, 1)])
    assert alone.dot == greatest.dot
