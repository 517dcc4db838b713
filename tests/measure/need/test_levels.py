"""Levels, ranks and their intervals: what stands in a year, what is too old, and how sure a rank is."""

from __future__ import annotations

from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sursur.measure.need.levels import need_levels, observed, people_of, with_people

Value = tuple[str, int, float]


def table_of(values: list[Value]) -> ibis.Table:
    country, year, value = zip(*values, strict=True)
    columns = {"country": country, "year": year, "value": pa.array(value, pa.float64()), "source": ["X"] * len(values)}
    return ibis.memtable(pa.table(columns))


def wanted_of(countries: list[str], *years: int) -> ibis.Table:
    pairs = [(country, year) for country in countries for year in years]
    return ibis.memtable(pa.table({"country": [pair[0] for pair in pairs], "year": [pair[1] for pair in pairs]}))


def levels(values: list[Value], year: int, carry: int = 5, *, higher_is_better: bool = False) -> dict[str, Any]:
    countries = sorted({value[0] for value in values})
    found = need_levels(table_of(values), wanted_of(countries, year), carry, higher_is_better)
    return {row["country"]: row for row in found.order_by("country").to_pyarrow().to_pylist()}


def test_a_value_stands_for_its_year_and_for_so_many_after_it() -> None:
    values = [("NER", 2005, 50.0), ("TCD", 2004, 60.0)]
    found = levels(values, 2010)
    assert (found["NER"]["value"], found["NER"]["value_year"], found["NER"]["rank"]) == (50.0, 2005, 1)
    assert found["TCD"]["value"] is None, "six years are more than five"
    assert found["TCD"]["rank"] is None


def test_a_later_value_never_stands_for_an_earlier_year() -> None:
    assert levels([("NER", 2011, 50.0)], 2010)["NER"]["value"] is None


def test_the_latest_value_within_the_limit_counts() -> None:
    assert levels([("NER", 2007, 50.0), ("NER", 2009, 40.0), ("NER", 2010, 45.0)], 2009)["NER"]["value"] == 40.0


@pytest.mark.parametrize(("higher_is_better", "first"), [(False, "TCD"), (True, "NER")])
def test_the_direction_says_who_is_in_the_greatest_need(higher_is_better: bool, first: str) -> None:
    found = levels([("NER", 2010, 20.0), ("TCD", 2010, 80.0)], 2010, higher_is_better=higher_is_better)
    assert found[first]["rank"] == 1


def test_equal_values_share_a_rank_and_the_next_place_stays_empty() -> None:
    found = levels([("A", 2010, 9.0), ("B", 2010, 9.0), ("C", 2010, 5.0)], 2010)
    assert [found[country]["rank"] for country in "ABC"] == [1, 1, 3]
    assert [found[country]["percentile"] for country in "ABC"] == [75.0, 75.0, 0.0]


def test_the_interval_by_hand() -> None:
    """A moved by 2 a year, B by 1, C by 1: 50±2, 47±1, 40±1. A and B do not overlap by a hair: 48 and 48 touch."""
    values = [("A", 2009, 52.0), ("A", 2010, 50.0), ("B", 2009, 48.0), ("B", 2010, 47.0), ("C", 2009, 41.0)]
    found = levels([*values, ("C", 2010, 40.0)], 2010)
    assert [(row["rank_from"], row["rank"], row["rank_to"]) for row in found.values()] == [
        (1, 1, 2),
        (1, 2, 2),
        (3, 3, 3),
    ]


def test_a_carried_value_moves_again_for_every_year() -> None:
    values = [("A", 2006, 52.0), ("A", 2007, 50.0)]
    assert levels(values, 2007)["A"]["spread"] == 2.0
    assert levels(values, 2010)["A"]["spread"] == 8.0


def test_a_single_value_moves_as_the_others_do_in_the_mean() -> None:
    values = [("A", 2009, 52.0), ("A", 2010, 50.0), ("B", 2009, 20.0), ("B", 2010, 16.0), ("C", 2010, 30.0)]
    found = levels(values, 2010)["C"]
    assert (found["spread"], found["changes"]) == (3.0, 0)


def test_where_nobody_has_two_values_nothing_moves() -> None:
    assert levels([("A", 2010, 1.0)], 2010)["A"]["spread"] == 0.0


def test_variability_rests_on_the_last_five_changes_and_on_nothing_later() -> None:
    series = [("A", 2000 + place, value) for place, value in enumerate([0.0, 100.0, 101.0, 102.0, 103.0, 104.0, 105.0])]
    rows = observed(table_of([*series, ("A", 2010, 500.0)])).order_by("value_year").to_pyarrow().to_pylist()
    assert rows[6]["own_spread"] == 1.0, "the jump of the first year is six changes ago"
    assert rows[6]["changes"] == 5


VALUES = st.lists(
    st.tuples(
        st.sampled_from([f"C{place:02}" for place in range(12)]),
        st.integers(2004, 2010),
        st.integers(0, 40).map(lambda tenths: tenths / 4),
    ),
    min_size=1,
    max_size=50,
    unique_by=lambda value: value[:2],
)


@settings(max_examples=12, deadline=None)
@given(VALUES)
def test_ranks_are_a_permutation_with_ties_and_lie_within_their_intervals(values: list[Value]) -> None:
    found = [row for row in levels(values, 2010, carry=3).values() if row["value"] is not None]
    ordered = sorted(found, key=lambda row: row["rank"])
    for row in ordered:
        assert row["rank"] == 1 + sum(other["value"] > row["value"] for other in found)
        assert 1 <= row["rank_from"] <= row["rank"] <= row["rank_to"] <= row["ranked"] == len(found)
        assert 0 <= (row["percentile"] if row["percentile"] is not None else 0) <= 100


def test_people_by_share_by_the_rest_and_not_at_all() -> None:
    level = ibis.memtable(pa.table({"country": ["NER"], "year": [2010], "value": [20.0]}))
    population = ibis.memtable(pa.table({"country": ["NER"], "year": [2010], "value": [1000.0]}))
    people = people_of(level.select("country", "year"), population)
    counted = {how: with_people(level, people, how).to_pyarrow().to_pylist()[0] for how in ("share", "rest", "none")}
    assert [(row["people_affected"], row["people"]) for row in counted.values()] == [
        (200, 200),
        (800, 800),
        (None, 1000),
    ]


def test_a_population_too_old_is_none() -> None:
    population = ibis.memtable(pa.table({"country": ["NER"], "year": [2006], "value": [1000.0]}))
    assert people_of(wanted_of(["NER"], 2010), population).to_pyarrow().num_rows == 0
