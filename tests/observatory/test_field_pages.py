"""Sectors and goals: who gives and receives, how much tells a purpose, our crosswalk, and what tells the need."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from sursur.observatory.app import create_app
from sursur.observatory.language import LANGUAGES
from sursur.reference.sdg import GOALS, goal_text
from tests.observatory.conftest import Client
from tests.observatory.purposed import release_with_purposes


@pytest.fixture(scope="module")
def told(release_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Client:
    """A release of which some flows say sector, goal and crisis."""
    return Client(create_app(release_with_purposes(release_home, tmp_path_factory.mktemp("told"))))


def section(client: Client, path: str, anchor: str) -> dict:
    found = {each["anchor"]: each for each in client.get(f"{path}.json").json()["sections"]}
    return found[anchor]


def rows(client: Client, path: str, anchor: str) -> list[dict]:
    return section(client, path, anchor)["table"]["rows"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_goal_stands_in_the_list_in_the_language_of_the_reader(told: Client, code: str):
    page = told.get(f"/{code}/goals")
    assert page.status_code == 200
    assert goal_text("3", code).short in page.text
    assert all(f'href="/{code}/goal/{goal}"' in page.text for goal in GOALS)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("path", ["sector/122", "sector/120", "goal/3", "goal/12", "sectors"])
def test_a_field_is_shown_in_every_language(told: Client, code: str, path: str):
    assert told.get(f"/{code}/{path}").status_code == 200


def test_a_goal_says_who_gives_and_receives(told: Client):
    assert [(row["provider"], row["usd_constant"]) for row in rows(told, "/en/goal/3", "providers")] == [
        ("United States", 300_000_000.0),
        ("International Development Association", 70_000_000.0),
    ]
    assert [row["recipient"] for row in rows(told, "/en/goal/3", "recipients")] == ["Kenya"]


def test_a_goal_by_year_and_form_adds_up_to_its_sum(told: Client):
    year = rows(told, "/en/goal/3", "years")[0]
    assert year == {
        "year": 2014,
        "north_south_usd_constant": 300_000_000.0,
        "multilateral_usd_constant": 70_000_000.0,
        "total_usd_constant": 370_000_000.0,
    }


def test_forms_and_years_of_the_address_hold_for_a_field(told: Client):
    found = rows(told, "/en/goal/3", "providers")
    alone = told.get("/en/goal/3.json?form=multilateral").json()
    assert len(found) == 2
    providers = next(each for each in alone["sections"] if each["anchor"] == "providers")
    assert [row["provider"] for row in providers["table"]["rows"]] == ["International Development Association"]
    assert "no source in this release" in told.get("/en/goal/3?to=2011").text.lower()


def test_the_sum_of_a_field_leads_to_its_rows(told: Client):
    page = told.get("/en/goal/3").text
    assert "/en/flows?goal=3&amp;form=south_south" in page
    behind = told.get("/en/flows.json?goal=3&form=north_south&form=multilateral").json()
    assert behind["title"] == "2 flows behind this figure"
    assert "Good health" in told.get("/en/flows?goal=3&form=north_south").text


def test_the_crosswalk_is_told_to_be_ours(told: Client):
    found = section(told, "/en/goal/3", "sectors")
    assert "ours, not official" in found["sentences"][0]
    placed = {row["sector"]: row for row in found["table"]["rows"]}
    assert placed["Basic Health"]["flows"] == 1
    assert placed["Health, General"]["usd_constant"] is None
    assert placed["Population Policies/Programmes & Reproductive Health"]["placement"] == "as main goal"


def test_a_sector_names_its_goals_its_heading_and_the_needs_that_it_answers(told: Client):
    found = rows(told, "/en/sector/122", "goals")
    assert [(row["goal"], row["placement"]) for row in found] == [("3 Good health and well-being", "as main goal")]
    page = told.get("/en/sector/122").text
    assert 'href="/en/sector/120"' in page
    assert 'href="/en/gaps?need=sdg_3"' in page


def test_a_heading_names_the_sectors_under_it(told: Client):
    page = told.get("/en/sector/120").text
    assert all(f'href="/en/sector/{code}"' in page for code in ("121", "122", "123"))


def test_it_says_how_much_tells_a_purpose(told: Client):
    """Of 16 flows 8 have a sector, of which 3 lead to a goal."""
    words = ["south_south", "triangular", "multilateral_south_led", "north_south", "multilateral", "other"]
    forms = "&".join(f"form={form}" for form in words)
    assert "A goal is known for 19% of all flows" in told.get(f"/en/goals?{forms}").text


def test_the_need_of_a_goal_stands_with_its_indicator_and_its_measures(told: Client):
    page = told.get("/en/goal/3").text
    assert "Child mortality" in page
    assert "/api/measures/gap?need=sdg_3&amp;format=csv" in page
    assert "No series at hand" in told.get("/en/goal/12").text


def test_nothing_told_is_said_with_what_to_build_from(client: Client):
    page = client.get("/en/goal/3").text
    assert "No flow of this release says its goal" in page
    assert "sursur build" in page
    assert "How great is the need?" in page


@pytest.mark.parametrize("path", ["sector/1", "sector/abc", "sector/12220", "goal/0", "goal/18", "goal/x"])
def test_what_is_no_field_is_not_found(client: Client, path: str):
    answer = client.get(f"/en/{path}")
    assert answer.status_code == 404
    assert "list" in answer.text


def test_the_table_of_a_field_is_a_file(told: Client):
    body = told.get("/en/goal/3/providers.csv").text
    table = list(csv.DictReader(io.StringIO(body.lstrip("\ufeff"))))
    assert table[0]["provider"] == "United States"
    assert table[0]["usd_constant"] == "300000000.00"


def test_lists_of_fields_are_one_entry_of_the_navigation(client: Client):
    for path in ("sectors", "goals", "crises"):
        assert 'href="/en/sectors" aria-current="page"' in client.get(f"/en/{path}").text


def test_a_text_shows_the_flows_that_may_answer_its_promises(client: Client):
    """China promised in 2021; the release knows nothing after 2014, and says so."""
    found = rows(client, "/en/instrument/gdi-2021", "flows")
    assert [(row["provider"], row["goal"], row["usd_constant"]) for row in found] == [("China", "every goal", None)]
    assert "Our reading, not official" in section(client, "/en/instrument/gdi-2021", "flows")["sentences"][0]


@pytest.mark.parametrize("text", ["bapa40-2019", "focac-beijing-2018"])
def test_a_promise_that_narrows_no_flows_down_shows_none(client: Client, text: str):
    """All states, and a forum whose members the release does not know: what China gives to all is no answer."""
    assert "Which flows may answer it?" not in client.get(f"/en/instrument/{text}").text


def test_a_promise_of_a_goal_is_read_by_the_goal(client: Client):
    """The developed countries promised climate finance in Copenhagen: nobody's list names them, the goal is 13."""
    found = rows(client, "/en/instrument/copenhagen-2009", "flows")
    assert [(row["provider"], row["goal"]) for row in found] == [(None, "13 Climate action")]
