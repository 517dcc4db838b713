"""Concentration: between an equal share for all and everything from one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sursur.measure.horizontality import concentration

AMOUNTS = st.lists(st.integers(1, 10**12), min_size=1, max_size=25)
EXAMPLES = settings(max_examples=30, deadline=None)


def of_one(amounts: list[int | None]) -> dict[str, Any]:
    """The providers P00, P01, … of Kenya."""
    names = [f"P{number:02}" for number in range(len(amounts))]
    usd = [None if value is None else Decimal(value) / 100 for value in amounts]
    table = pa.table({"provider": names, "recipient": ["KEN"] * len(names), "usd": pa.array(usd, pa.decimal128(38, 2))})
    return concentration(ibis.memtable(table), "recipient", "provider").to_pyarrow().to_pylist()[0]


@EXAMPLES
@given(AMOUNTS)
def test_the_index_lies_between_equal_shares_and_one(amounts: list[int]):
    found = of_one(amounts)
    assert 1 / len(amounts) - 1e-6 <= found["herfindahl"] <= 1
    assert 1 <= found["effective"] <= len(amounts) * (1 + 1e-4)
    assert found["herfindahl"] + found["fragmentation"] == pytest.approx(1)


@EXAMPLES
@given(AMOUNTS)
def test_it_is_the_sum_of_squared_shares_and_names_the_largest(amounts: list[int]):
    found, whole = of_one(amounts), sum(amounts)
    assert found["herfindahl"] == pytest.approx(sum((value / whole) ** 2 for value in amounts), abs=1e-6)
    assert found["largest"] == f"P{amounts.index(max(amounts)):02}"
    assert found["largest_usd"] == Decimal(max(amounts)) / 100


@EXAMPLES
@given(AMOUNTS)
def test_small_partners_stay_below_a_tenth_and_one_more_does_not(amounts: list[int]):
    number, ordered = of_one(amounts)["small_partners"], sorted(amounts)
    tenth = sum(amounts) / 10
    assert sum(ordered[:number]) <= tenth * (1 + 1e-9)
    assert sum(ordered[: number + 1]) >= tenth * (1 - 1e-9)


@pytest.mark.parametrize("partners", [1, 2, 4, 10])
def test_equal_partners_are_as_many_as_they_are(partners: int):
    found = of_one([700] * partners)
    assert found["herfindahl"] == pytest.approx(1 / partners)
    assert found["effective"] == pytest.approx(partners)


def test_of_equals_the_first_in_the_alphabet_is_the_largest():
    assert of_one([5, 9, 9])["largest"] == "P01"


def test_partners_without_a_value_are_counted_apart():
    found = of_one([100, None, None])
    assert (found["partners"], found["without_value"], found["herfindahl"]) == (1, 2, 1)


def test_a_country_about_which_nothing_is_known_has_no_index():
    found = of_one([None])
    assert (found["partners"], found["without_value"], found["herfindahl"], found["largest"]) == (0, 1, None, None)
