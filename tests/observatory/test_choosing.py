"""Detailed sums fold into what a database would have given."""

from __future__ import annotations

from decimal import Decimal

import pytest
from fastapi import FastAPI

from sursur.observatory.choosing import Choice, Sum, fold
from sursur.observatory.mart import Mart

ROWS = (
    Sum((2010, "south_south", "a", "research"), Decimal(5), 2, 0, 2010, 2010),
    Sum((2011, "south_south", "a", "research"), None, 1, 1, 2011, 2011),
    Sum((2011, "north_south", "b", "own_report"), Decimal(7), 3, 1, 2011, 2011),
)


def test_years_and_forms_are_chosen_and_the_rest_is_added_up() -> None:
    assert fold(ROWS, (), Choice()) == (Sum((), Decimal(12), 6, 2, 2010, 2011),)
    assert fold(ROWS, ("dataset",), Choice(forms=("south_south",))) == (Sum(("a",), Decimal(5), 3, 1, 2010, 2011),)


def test_sums_without_value_come_last_and_nothing_is_none() -> None:
    assert [found.key for found in fold(ROWS, ("form",), Choice(year_from=2011))] == [
        ("north_south",),
        ("south_south",),
    ]
    assert fold((), (), Choice()) == (Sum((), None, 0, 0, None, None),)


@pytest.mark.parametrize("by", [(), ("year",), ("form",), ("year", "form"), ("dataset", "layer")])
@pytest.mark.parametrize(
    "choice",
    [Choice(), Choice(year_from=2011, year_to=2012), Choice(forms=("north_south",), recipients=frozenset({"KEN"}))],
)
def test_folding_gives_what_the_database_gives(app: FastAPI, by: tuple[str, ...], choice: Choice) -> None:
    mart: Mart = app.state.library.mart("g77_china")
    assert mart.sums(by, choice) == mart._asked(by, choice, "constant")
