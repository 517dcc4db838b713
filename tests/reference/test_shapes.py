"""The drawn world: every country has a place, neighbours share their border, what is disputed belongs to nobody."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sursur.reference.countries import load_countries
from sursur.reference.projection import HEIGHT, WIDTH, project
from sursur.reference.shapes import load_world

UNINHABITED = {"ATA", "BVT", "HMD", "IOT", "SGS", "UMI", "ATF"}


def test_every_inhabited_country_is_drawn() -> None:
    drawn = load_world().countries.keys()
    known = {country.iso3 for country in load_countries()}
    assert drawn <= known
    missing = known - drawn - UNINHABITED
    assert missing <= {"CCK", "CXR", "SJM", "BES"}, missing


def test_everything_lies_inside_the_drawing() -> None:
    for shape in load_world().countries.values():
        assert 0 <= shape.x <= WIDTH, shape.code
        assert 0 <= shape.y <= HEIGHT, shape.code


@pytest.mark.parametrize("code", ["TUV", "NRU", "MDV", "SGP", "BRB", "STP", "LIE"])
def test_small_states_are_circles(code: str) -> None:
    assert load_world().countries[code].path == ""


@pytest.mark.parametrize("code", ["KEN", "CHN", "BRA", "IND", "RUS", "FJI", "COD"])
def test_large_states_are_closed_shapes(code: str) -> None:
    path = load_world().countries[code].path
    assert path.startswith("M")
    assert path.endswith("z")


@pytest.mark.parametrize("area", ["crimea", "somaliland", "northern_cyprus"])
def test_disputed_areas_belong_to_nobody_and_name_their_source(area: str) -> None:
    found = next(item for item in load_world().disputed_areas if item.area == area)
    assert found.claimed_by
    assert found.source.startswith("https://")


def test_no_shape_runs_across_the_map() -> None:
    """A ring that crosses the cut without being joined there would draw a line through the whole world."""
    for shape in load_world().countries.values():
        for step in re.findall(r"(?<=[l ])-?\d+(?=[ -])", shape.path):
            assert abs(int(step)) < WIDTH, shape.code


@given(st.floats(-168, 190), st.floats(-85, 84))
def test_the_projection_stays_inside_and_keeps_north_up(longitude: float, latitude: float) -> None:
    x, y = project(longitude, latitude)
    assert -1 <= x <= WIDTH + 1
    assert project(longitude, latitude - 1)[1] > y


def test_areas_compare_truly() -> None:
    """A degree square at 60° N covers half of one at the equator, on the ground and on the map."""

    def size(latitude: float) -> float:
        (west, top), (east, _), (_, foot) = project(10, latitude + 1), project(12, latitude), project(11, latitude)
        return (east - west) * (foot - top)

    assert size(60) / size(0) == pytest.approx(0.5, abs=0.03)
