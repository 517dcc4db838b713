"""The gap explorer: figures are those of the measures, missing is shown as missing, the address holds the choices."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from sursur.observatory.app import create_app
from sursur.observatory.charts.scatter import Spot, draw_scatter
from sursur.observatory.gap.pictures import style_of_gap
from sursur.observatory.language import LANGUAGES
from tests.observatory.conftest import Client
from tests.observatory.purposed import release_with_needs

SPAN = "from=2010&to=2014"


@pytest.fixture(scope="module")
def needs(release_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Client:
    """A release in which nine countries of the South have a share of poor people and a number of inhabitants."""
    return Client(create_app(release_with_needs(release_home, tmp_path_factory.mktemp("needs"))))


def section(client: Client, path: str, anchor: str) -> dict:
    return {each["anchor"]: each for each in client.get(path).json()["sections"]}[anchor]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("part", ["", "/unreached", "/reaching", "/movers"])
def test_every_view_of_the_gap_is_shown_in_every_language(needs: Client, code: str, part: str):
    answer = needs.get(f"/{code}/gaps{part}?{SPAN}")
    assert answer.status_code == 200
    assert '<option value="extreme_poverty" selected>' in answer.text


def test_the_table_is_that_of_the_measure(needs: Client):
    shown = section(needs, f"/en/gaps.json?{SPAN}&all=gap", "countries")["table"]["rows"]
    measured = needs.get("/api/measures/gap?need=extreme_poverty&years=2010-2014").json()["rows"]
    assert [row["gap"] for row in shown] == [row["gap"] for row in measured]
    assert [row["rank"] for row in shown] == [row["rank"] for row in measured]
    assert shown[0]["country"] == "Mozambique"


def test_movers_and_who_reaches_are_those_of_their_measures(needs: Client):
    reached = section(needs, f"/en/gaps/reaching.json?{SPAN}", "reaching")["table"]["rows"]
    measured = needs.get("/api/measures/reaching?need=extreme_poverty&years=2010-2014").json()["rows"]
    assert [row["recipients"] for row in reached] == [row["recipients"] for row in measured]
    moved = section(needs, f"/en/gaps/movers.json?{SPAN}", "movers")["table"]["rows"]
    measured = needs.get("/api/measures/movers?need=extreme_poverty&after=2010-2014").json()["rows"]
    assert [row["rank_change"] for row in moved] == [row["rank_change"] for row in measured]


def test_a_country_without_a_value_has_no_gap_and_the_reason_why(needs: Client):
    rows = section(needs, f"/en/gaps.json?{SPAN}&all=gap", "countries")["table"]["rows"]
    china = next(row for row in rows if row["country"] == "China")
    assert china["gap"] is None
    assert china["status"] == "need unknown"
    assert 'class="none"' in needs.get(f"/en/gaps?{SPAN}").text


def test_ranks_stand_with_the_places_that_they_may_take(needs: Client):
    rows = section(needs, f"/en/gaps.json?{SPAN}", "countries")["table"]["rows"]
    assert rows[0]["rank"] == 1
    assert rows[0]["rank_interval"]


def test_the_last_year_of_the_indicator_is_told(needs: Client):
    assert "whose series ends in 2024" in needs.get(f"/en/gaps?{SPAN}").text


def test_forms_can_be_chosen_and_are_told_where_they_have_no_source(needs: Client):
    page = needs.get(f"/en/gaps?{SPAN}&form=multilateral_south_led&form=south_south").text
    assert 'value="south_south" checked' in page
    assert 'value="north_south" checked' not in page
    links = needs.get(f"/en/gaps?{SPAN}&form=south_south").text
    assert f"/en/gaps/movers?{SPAN.replace('&', '&amp;')}&amp;form=south_south" in links


def test_who_is_reached_is_asked_of_the_south_unless_other_forms_are_chosen(needs: Client):
    page = needs.get(f"/en/gaps/unreached?{SPAN}").text
    assert 'value="south_south" checked' in page
    assert 'value="north_south" checked' not in page
    countries = section(needs, f"/en/gaps/unreached.json?{SPAN}", "unreached")["table"]["rows"]
    assert {row["country"] for row in countries} == {"Senegal", "Kenya"}


def test_where_no_purpose_is_told_the_page_says_so_and_offers_every_flow(needs: Client):
    page = needs.get(f"/en/gaps?need=sdg_3&{SPAN}").text
    assert "No gap can be told for any country" in page
    assert "flows=all" in page


def test_the_table_is_a_file_that_keeps_the_choices(needs: Client):
    page = needs.get(f"/en/gaps?{SPAN}").text
    assert f"/en/gaps/gap.csv?{SPAN.replace('&', '&amp;')}" in page
    table = list(csv.DictReader(io.StringIO(needs.get(f"/en/gaps/gap.csv?{SPAN}").text.lstrip("\ufeff"))))
    assert table[0]["country"] == "Mozambique"


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("need=hunger", 400),
        ("need=sdg_12", 400),
        ("among=mars", 400),
        ("flows=some", 400),
        ("from=soon", 400),
        ("from=1900&to=1901", 200),
        ("from=2100&to=2100", 200),
        ("to=2012", 200),
        ("from=2013", 200),
        ("form=south_south&form=triangular&among=world", 200),
    ],
)
def test_choices_that_cannot_be_meant_are_refused(needs: Client, query: str, status: int):
    assert needs.get(f"/en/gaps?{query}").status_code == status


def test_an_unknown_view_of_the_gap_is_not_found(needs: Client):
    assert needs.get("/en/gaps/closing").status_code == 404


def test_a_release_without_values_says_that_no_gap_can_be_told(client: Client):
    page = client.get(f"/en/gaps?{SPAN}").text
    assert "No gap can be told for any country" in page
    assert "need unknown" in page


@pytest.mark.parametrize(
    ("gap", "style"),
    [
        (None, "none"),
        (-100.0, "zero"),
        (0.0, "zero"),
        (0.1, "q1"),
        (19.9, "q1"),
        (20.0, "q2"),
        (80.0, "q5"),
        (100.0, "q5"),
    ],
)
def test_classes_begin_at_zero(gap: float | None, style: str):
    assert style_of_gap(gap) == style


def test_labels_that_would_cover_one_another_are_left_to_the_table():
    def spot(across: float, up: float, label: str) -> Spot:
        return Spot(across, up, "q1", label, "", label)

    drawn = draw_scatter([spot(90, 5, "Burundi"), spot(90.5, 5, "Malawi"), spot(5, 95, "Chile")], "t", "x", "y")
    assert [label.text for label in drawn.labels] == ["Burundi", "Chile"]
    assert [label.before for label in drawn.labels] == [True, False]
    assert len(drawn.dots) == 3


def test_labels_with_room_on_a_desk_alone_are_left_out_on_a_phone():
    spots = [Spot(x, 50, "q1", "", "", "Madagascar") for x in (5.0, 20.0, 58.0)]
    assert [label.minor for label in draw_scatter(spots, "t", "x", "y").labels] == [False, True, False]
