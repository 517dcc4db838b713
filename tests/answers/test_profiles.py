"""A country, a group at a date, and the world: each in one piece."""

from __future__ import annotations

from datetime import date

import pytest

from sursur.answers import FlowQuery, country_profile, flows, group_profile, world
from sursur.answers.profiles import coverage, largest
from sursur.errors import NotFoundError

EVERYTHING = FlowQuery()


def test_a_country_both_gives_and_gets(release):
    profile = country_profile(release, "tur", EVERYTHING)
    assert (profile.country, profile.name) == ("TUR", "Türkiye")
    assert profile.recipients
    assert profile.providers
    assert {row["group_id"] for row in profile.memberships} >= {"g20", "oecd"}
    given = sum(row["usd"] or 0 for row in profile.given)
    assert given == sum(row["usd"] or 0 for row in profile.recipients)
    received = sum(row["usd"] or 0 for row in profile.received)
    assert received == sum(row["usd"] or 0 for row in profile.providers)


def test_a_country_that_is_none_is_told(release):
    with pytest.raises(NotFoundError, match="KEN for Kenya"):
        country_profile(release, "ATL", EVERYTHING)


def test_instruments_and_initiatives_name_the_country_as_a_word(release):
    profile = country_profile(release, "CHN", EVERYTHING)
    assert all(
        "CHN" in row["parties"].replace("/", " ").split() or "CHN" in row["parties"] for row in profile.instruments
    )
    assert profile.initiatives


def test_a_group_gives_within_and_beyond_itself(release):
    profile = group_profile(release, "BRICS", date(2015, 12, 31), EVERYTHING)
    members = {row["country"] for row in profile.standing if row["status"] == "member"}
    assert members == {"BRA", "RUS", "IND", "CHN", "ZAF"}
    assert {row["provider"] for row in profile.corridors} <= members
    assert {row["recipient"] for row in profile.corridors} <= members
    within, given = (sum(row["usd"] or 0 for row in rows) for rows in (profile.within, profile.given))
    assert 0 < within < given


def test_the_world_adds_up(release):
    found = world(release, EVERYTHING)
    whole = release.rows(flows(release, EVERYTHING))["usd"][0].as_py()
    for rows in (found.by_form, found.corridors, found.providers, found.recipients):
        assert sum(row["usd"] or 0 for row in rows) == whole


def test_coverage_says_where_each_source_ends(release):
    spans = {row["dataset"]: row for row in coverage(release)}
    assert (spans["oecd-dac2a"]["first_year"], spans["oecd-dac2a"]["last_year"]) == (2009, 2022)
    assert all(row["counted"] <= row["flows"] for row in spans.values())


def test_rows_without_money_stand_last():
    rows = [{"usd": None, "flows": 9}, {"usd": 5, "flows": 1}, {"usd": None, "flows": 10}, {"usd": -1, "flows": 1}]
    assert [row["usd"] or row["flows"] for row in largest(rows)] == [5, -1, 10, 9]
