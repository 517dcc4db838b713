"""Membership is asked of the release by the same rules as of the reference data."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from sursur.answers.membership import FIRST_YEAR, LAST_YEAR, groups_of, members_by_year, members_on, standing_on
from sursur.errors import NotFoundError
from sursur.reference.groups import load_groups

GROUPS = sorted(group.group_id for group in load_groups())


def test_the_release_keeps_every_group_and_membership(release):
    kept = groups_of(release)
    assert {group.group_id: group for group in kept} == {group.group_id: group for group in load_groups()}
    assert sorted(kept.memberships, key=repr) == sorted(load_groups().memberships, key=repr)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(group_id=some.sampled_from(GROUPS), day=some.dates(date(1940, 1, 1), date(2030, 12, 31)))
def test_members_on_any_day_are_those_of_the_reference(release, group_id, day):
    assert members_on(release, group_id, day) == load_groups().members(group_id, day)


@pytest.mark.parametrize("group_id", GROUPS)
def test_members_by_year_are_those_of_its_31_december(release, group_id):
    found = release.connection.to_pyarrow(members_by_year(release, group_id)).to_pylist()
    known = load_groups()
    expected = {
        (country, year) for year in range(FIRST_YEAR, LAST_YEAR + 1) for country in known.members(group_id, year)
    }
    assert {(row["country"], row["year"]) for row in found} == expected
    assert len(found) == len(expected)


def test_a_start_that_is_not_established_counts_from_the_founding(release):
    unknown = [row for row in load_groups().memberships if row.valid_from is None and row.status == "member"]
    assert unknown
    for row in unknown[::20]:
        founded = load_groups()[row.group_id].founded
        if founded and (row.valid_to is None or row.valid_to.year > int(founded[:4])):
            assert row.country not in members_on(release, row.group_id, date(int(founded[:4]) - 1, 12, 31))
            assert row.country in members_on(release, row.group_id, date(int(founded[:4]), 12, 31))


def test_standing_names_every_status_members_first(release):
    standing = standing_on(release, "brics", date(2025, 6, 30))
    statuses = [str(row.status) for row in standing]
    assert statuses[0] == "member"
    assert {"partner", "declined"} & set(statuses)
    assert statuses == sorted(statuses, key=[*dict.fromkeys(statuses)].index)


def test_an_unknown_group_is_told_with_the_nearest(release):
    with pytest.raises(NotFoundError, match=r"Did you mean brics\?"):
        members_on(release, "bricks", date(2015, 1, 1))
