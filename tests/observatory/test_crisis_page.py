"""Crises: what answers them by form, party, month and activity, and a release that names none."""

from __future__ import annotations

from pathlib import Path

import pytest

from sursur.observatory.app import create_app
from sursur.observatory.language import LANGUAGES
from tests.observatory.conftest import Client
from tests.observatory.purposed import release_with_purposes


@pytest.fixture(scope="module")
def told(release_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Client:
    return Client(create_app(release_with_purposes(release_home, tmp_path_factory.mktemp("told"))))


def table(client: Client, path: str, anchor: str) -> list[dict]:
    sections = {each["anchor"]: each for each in client.get(f"{path}.json").json()["sections"]}
    return sections[anchor]["table"]["rows"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_crisis_is_shown_in_every_language(told: Client, code: str):
    assert told.get(f"/{code}/crisis/covid-19").status_code == 200
    assert told.get(f"/{code}/crises").status_code == 200


def test_a_crisis_says_who_answered_it_and_in_which_form(told: Client):
    providers = table(told, "/en/crisis/covid-19", "providers")
    assert [(row["provider"], row["usd_constant"]) for row in providers] == [
        ("United States", 300_000_000.0),
        ("International Development Association", 70_000_000.0),
    ]
    assert table(told, "/en/crisis/covid-19", "years")[0]["north_south_usd_constant"] == 300_000_000.0


def test_its_activities_stand_with_their_titles_the_largest_first(told: Client):
    activities = table(told, "/en/crisis/covid-19", "activities")
    assert [(row["title"], row["usd_constant"]) for row in activities] == [
        ("Vaccines", 300_000_000.0),
        ("Clinics", 70_000_000.0),
    ]


def test_one_month_makes_no_picture_of_months(told: Client):
    assert "How fast did it come?" not in told.get("/en/crisis/covid-19").text


def test_a_glide_number_says_the_year_and_the_country(told: Client):
    page = told.get("/en/crisis/FL-2014-000001-KEN").text
    assert "Crisis of 2014, Kenya" in page
    listed = {row["crisis"]: row for row in table(told, "/en/crises", "crises")}
    assert listed["FL-2014-000001-KEN"]["country"] == "Kenya"
    assert listed["FL-2014-000001-KEN"]["year"] == "2014"


def test_the_signs_by_which_it_is_known_stand_with_their_sources(told: Client):
    signs = table(told, "/en/crisis/covid-19", "signs")
    assert signs[0]["sign"] == "EP-2020-000012-*"
    assert all(row["source"] for row in signs)


def test_a_release_without_crises_says_so_and_how_to_build_one_that_has_them(client: Client):
    for path in ("/en/crisis/covid-19", "/en/crises"):
        page = client.get(path).text
        assert "No flow of this release says which crisis it answers" in page
        assert "sursur build" in page


def test_an_unknown_crisis_is_not_found(client: Client):
    answer = client.get("/en/crisis/flood")
    assert answer.status_code == 404
    assert "GLIDE" in answer.text
