"""Needs: the five inequalities and every goal have a row; a row that does not hold together is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from sursur.errors import ReferenceDataError
from sursur.reference.indicators import load_indicators
from sursur.reference.needs import checked, load_needs, need_ids, need_words
from sursur.reference.packaged import read_rows
from sursur.reference.sdg import GOALS

FIVE = ("extreme_poverty", "inequality", "unemployment", "malnutrition", "climate_vulnerability")


def rows() -> list[dict[str, str]]:
    return read_rows("needs", "needs.csv")


def test_the_five_inequalities_come_first_and_every_goal_follows() -> None:
    assert need_ids() == (*FIVE, *(f"sdg_{goal}" for goal in GOALS))


def test_each_of_the_five_rests_on_an_indicator() -> None:
    assert all(load_needs()[need].indicator for need in FIVE)


def test_a_goal_without_an_indicator_says_why() -> None:
    silent = [need for need in load_needs().values() if not need.indicator]
    assert [need.goal for need in silent] == ["12"]
    assert all(need.why_not.endswith(".") for need in silent)


def test_a_need_may_be_named_by_its_title_its_goal_or_its_indicator() -> None:
    words = dict(need_words())
    assert (words["zero_hunger"], words["sdg7"], words["gini"]) == ("sdg_2", "sdg_7", "inequality")
    assert not words.keys() & set(need_ids())


def test_every_row_says_whose_choice_it_is() -> None:
    assert all("ours, not official" in need.source or not need.indicator for need in load_needs().values())


def test_people_are_counted_only_by_a_share_of_all_people() -> None:
    counting = [
        load_indicators()[need.indicator] for need in load_needs().values() if need.affected in ("share", "rest")
    ]
    assert {indicator.unit for indicator in counting} == {"per cent", "per cent of people"}


def test_every_flow_answers_extreme_poverty_and_no_other_need() -> None:
    assert [need.need for need in load_needs().values() if need.every_flow] == ["extreme_poverty"]


@pytest.mark.parametrize(
    ("column", "value", "fault"),
    [
        ("indicator", "povery_300", "no indicator"),
        ("indicator", "population", "which way is worse"),
        ("indicator", "", "counts people of no indicator"),
        ("why_not", "no data", "or both"),
        ("affected", "some", "none of share"),
        ("indicator", "unemployment", "no share of all people"),
        ("goals", "18", "a goal that is none"),
        ("goals", "", "no flow"),
        ("sectors", "999", "a sector that the DAC does not know"),
        ("carry_years", "five", "no number"),
        ("carry_years", "-1", "no number"),
        ("source", "", "no source"),
        ("title", "", "no title"),
    ],
)
def test_a_row_that_does_not_hold_together_is_refused(column: str, value: str, fault: str) -> None:
    changed = rows()
    changed[0][column] = value
    if column == "indicator" and not value:
        changed[0]["why_not"] = "none at hand."
    with pytest.raises(ReferenceDataError, match=fault):
        checked(changed)


def test_a_goal_must_not_be_missing_nor_stand_twice() -> None:
    with pytest.raises(ReferenceDataError, match="no row"):
        checked(rows()[:-1])
    with pytest.raises(ReferenceDataError, match="twice"):
        checked([*rows(), rows()[-1]])


def test_the_table_is_small(project_root: Path) -> None:
    folder = project_root / "src/sursur/reference/data/needs"
    assert sum(file.stat().st_size for file in folder.iterdir()) < 20_000
