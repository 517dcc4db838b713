"""Definitions of the South by year."""

from __future__ import annotations

import pytest

from sursur.errors import NotFoundError
from sursur.model.tables import SOUTH
from sursur.reference.groups import (
    SOUTH_YEARS,
    load_groups,
    south_countries,
    south_definitions,
    south_of_all_definitions,
    south_table,
    south_table_from,
)


def years_of(definition: str, country: str) -> set[int]:
    table = south_table(definition).to_pylist()
    return {row["year"] for row in table if row["country"] == country}


def test_the_group_of_77_and_china_is_the_default():
    assert [each.definition for each in south_definitions()] == ["g77_china", "oda_recipients", "non_dac"]
    assert all(each.meaning and each.assumption for each in south_definitions())


def test_membership_is_looked_up_at_the_year():
    assert south_countries("g77_china", 2026) == load_groups().members("g77", 2026)
    assert len(south_countries("g77_china", 2026)) == 134
    assert years_of("g77_china", "MEX") == set(range(1945, 1994))
    assert years_of("g77_china", "KOR") == set(range(1945, 1997))
    assert years_of("g77_china", "AZE") == set(range(2019, 2031))
    assert years_of("g77_china", "SSD") == set(range(2014, 2031))


def test_before_the_group_existed_its_first_members_stand_for_it():
    assert south_countries("g77_china", 1955) == south_countries("g77_china", 1964)
    assert {"IND", "EGY", "IDN"} <= south_countries("g77_china", 1955)


def test_a_member_whose_start_is_not_established_counts_from_the_first_year():
    assert years_of("g77_china", "CHN") == set(SOUTH_YEARS)
    assert years_of("g77_china", "BGD") == set(SOUTH_YEARS)


def test_disputed_members_do_not_count_unless_the_reader_says_so():
    assert years_of("g77_china", "BIH") == set()
    own = south_table("g77_china", include=("BIH", "MEX"), leave_out=("CHN",)).to_pylist()
    countries_2020 = {row["country"] for row in own if row["year"] == 2020}
    assert countries_2020 == (south_countries("g77_china", 2020) | {"BIH", "MEX"}) - {"CHN"}


def test_recipients_leave_when_the_list_says_so():
    assert years_of("oda_recipients", "CHL") == set(range(1945, 2018))
    assert years_of("oda_recipients", "ISR") == set(range(1945, 1997))
    assert not {2000, 2001, 2002, 2003, 2004} & years_of("oda_recipients", "LBY")
    assert len(south_countries("oda_recipients", 2026)) == 141


def test_outside_the_committee_is_every_country_but_its_members_and_their_territories():
    outside = south_countries("non_dac", 2020)
    assert {"CHN", "TUR", "RUS", "KAZ", "MEX", "ROU", "EST"} <= outside
    assert not outside & {"FRA", "KOR", "USA", "REU", "PRI", "GRL"}
    assert {"MSR", "WLF", "SHN"} <= outside, "territories that receive assistance in their own name"
    assert "EST" not in south_countries("non_dac", 2023)
    assert "KOR" in south_countries("non_dac", 2009)
    assert "JPN" not in south_countries("non_dac", 1955), "the founders of 1961 count as members before"


def test_a_reader_brings_a_list():
    table = south_table_from(["TUR", "KAZ"])
    assert table.num_rows == 2 * len(SOUTH_YEARS)
    with pytest.raises(NotFoundError, match="XYZ"):
        south_table_from(["XYZ"])


def test_an_unknown_definition_is_said_with_those_that_are_known():
    with pytest.raises(NotFoundError, match=r"brics.*g77_china"):
        south_table("brics")


def test_the_table_of_a_release_holds_all_definitions():
    table = south_of_all_definitions()
    assert tuple(table.column_names) == SOUTH.column_names
    assert set(table.column("definition").to_pylist()) == {each.definition for each in south_definitions()}
    keys = list(zip(*(column.to_pylist() for column in table.columns), strict=True))
    assert len(set(keys)) == len(keys)


def test_a_table_is_sorted_and_the_same_each_time():
    table = south_table("g77_china")
    pairs = list(zip(table.column("country").to_pylist(), table.column("year").to_pylist(), strict=True))
    assert pairs == sorted(pairs)
    assert table.equals(south_table("g77_china"))
