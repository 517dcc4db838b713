"""Groups with dated memberships: who stood how to which group, on which day."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from sursur.errors import NotFoundError
from sursur.model.tables import MEMBERSHIP
from sursur.model.values import MembershipStatus
from sursur.reference.groups import GROUP, day_of, group_table, income_group, load_groups, membership_table

HARD_CASES = Path(__file__).resolve().parent.parent / "hard_cases"


def rows(name: str) -> list[dict[str, str]]:
    with (HARD_CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def at(text: str) -> date | int:
    return int(text) if len(text) == 4 else date.fromisoformat(text)


def test_a_year_means_its_last_day():
    assert day_of(2025) == date(2025, 12, 31)
    assert day_of(date(2025, 3, 1)) == date(2025, 3, 1)


@pytest.mark.parametrize(
    "case", rows("memberships.csv"), ids=lambda case: f"{case['group_id']}-{case['country']}-{case['at']}"
)
def test_status_of_a_country_on_a_day(case):
    statuses = load_groups().status_at(case["group_id"], case["country"], at(case["at"]))
    assert sorted(statuses) == sorted(case["statuses"].split()), case["why"]


def test_who_joins_during_a_year_is_a_member_in_it_and_who_leaves_is_not():
    groups = load_groups()
    assert "TLS" in groups.members("asean", 2025)
    assert "TLS" not in groups.members("asean", date(2025, 1, 1))
    assert "GBR" not in groups.members("eu", 2020)
    assert "GBR" in groups.members("eu", date(2020, 1, 15))


def test_a_suspended_country_stays_a_member_but_is_not_active():
    groups = load_groups()
    assert "VEN" in groups.members("mercosur", 2026)
    assert "VEN" not in groups.active_members("mercosur", 2026)


def test_several_statuses_can_be_asked_for_at_once():
    groups = load_groups()
    with_partners = groups.members("brics", 2025, ("member", "partner"))
    assert {"BRA", "IDN", "VNM", "CUB"} <= with_partners
    assert "SAU" not in with_partners
    assert groups.members("brics", 2025, ("disputed",)) == {"SAU"}


def test_a_forum_answers_with_the_countries_and_groups_that_it_joins():
    groups = load_groups()
    assert groups.members("china_celac", 2026) == groups.members("celac", 2026) | {"CHN"}
    assert groups.members("brics_plus", 2025) == groups.members("brics", 2025)


def test_the_history_of_a_country_in_a_group_reads_in_the_order_of_time():
    told = [(row.status, row.from_text) for row in load_groups().history("brics", "ARG")]
    assert told == [("applicant", "2022-06"), ("invited", "2023-08-24"), ("declined", "2023-12")]


def test_what_became_of_the_interest_of_2022():
    groups = load_groups()
    became = {country: groups.status_at("brics", country, 2026) for country in ("ARG", "IRN", "EGY", "DZA")}
    assert became == {"ARG": ("declined",), "IRN": ("member",), "EGY": ("member",), "DZA": ("invited",)}
    assert all(row.source.startswith("http") for country in became for row in groups.history("brics", country))


def test_all_groups_of_a_country_on_a_day():
    held = {row.group_id for row in load_groups().of_country("KEN", 2026) if row.status is MembershipStatus.MEMBER}
    assert {"g77", "au", "eac", "comesa", "igad", "nam", "oacps", "oda_recipients", "un_african_group"} <= held
    assert not held & {"ldc", "dac", "brics", "ecowas"}


def test_a_status_without_an_established_start_counts_from_the_founding_of_its_group():
    groups = load_groups()
    assert not groups.members("aiib", 2014)
    assert "DEU" in groups.members("aiib", 2016)
    assert not groups.members("un_african_group", 1960)


def test_nobody_is_in_a_regional_group_before_it_is_in_the_united_nations():
    groups = load_groups()
    for year in range(1964, 2027):
        assert groups.members("un_african_group", year) <= groups.members("un", year)


@pytest.mark.parametrize(
    ("country", "at", "group"),
    [
        ("CHN", 1999, "low"),
        ("CHN", date(1999, 6, 30), "lower_middle"),
        ("CHN", 2010, "lower_middle"),
        ("CHN", date(2011, 7, 1), "upper_middle"),
        ("VNM", 2025, "lower_middle"),
        ("VNM", 2026, "upper_middle"),
        ("ETH", 2025, None),
        ("KEN", 1980, None),
        ("EUE", 2020, None),
    ],
)
def test_the_income_group_of_a_country_is_that_of_its_july(country, at, group):
    assert income_group(country, at) == group


def test_an_unknown_group_is_said_with_those_that_are_known():
    with pytest.raises(NotFoundError, match=r"no group 'g78'.*g77"):
        load_groups().members("g78", 2026)


def test_the_tables_hold_every_row_under_the_declared_columns():
    memberships, groups = membership_table(), group_table()
    assert tuple(memberships.column_names) == MEMBERSHIP.column_names
    assert tuple(groups.column_names) == GROUP.column_names
    assert memberships.num_rows == len(load_groups().memberships)
    assert groups.num_rows == len(load_groups().groups)


def test_the_key_of_the_membership_table_is_a_key():
    keys = membership_table().select(list(MEMBERSHIP.key)).to_pylist()
    assert len({tuple(key.values()) for key in keys}) == len(keys)


def test_unconfirmed_rows_say_so_and_confirmed_rows_name_a_source():
    memberships = load_groups().memberships
    assert any(not row.confirmed for row in memberships)
    assert all(row.source != "to be confirmed" for row in memberships if row.confirmed)


def test_every_group_named_in_an_agreement_has_a_row():
    forums = "brics_plus focac iafs ticad asa china_celac china_arab naasp hlf gpedc ibero unctad south_centre"
    assert all(group_id in load_groups() for group_id in forums.split())
