"""The gap by hand, what has none and why, and what counts as a move."""

from __future__ import annotations

from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sursur.measure.need.gap import gap, movers

SCHEMA = pa.schema(
    {
        "country": pa.string(),
        "value": pa.float64(),
        "rank": pa.int64(),
        "rank_from": pa.int64(),
        "rank_to": pa.int64(),
        "ranked": pa.int64(),
        "people": pa.int64(),
        "finding": pa.string(),
        "purpose_share": pa.float64(),
        "per_person": pa.float64(),
    }
)
SOUND = {"value": 1.0, "people": 9, "finding": "reached", "purpose_share": None, "per_person": 1.0}


def country(name: str, rank: int | None, of: int, **more: Any) -> dict[str, Any]:
    return {**SOUND, "country": name, "rank": rank, "rank_from": rank, "rank_to": rank, "ranked": of, **more}


def gaps(*rows: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found = gap(ibis.memtable(pa.Table.from_pylist(list(rows), schema=SCHEMA)))
    return {row["country"]: row for row in found.to_pyarrow().to_pylist()}


def test_the_greatest_need_with_the_least_coverage_has_the_greatest_gap() -> None:
    found = gaps(
        country("A", 1, 3, per_person=1.0), country("B", 2, 3, per_person=2.0), country("C", 3, 3, per_person=3.0)
    )
    assert [found[name]["gap"] for name in "ABC"] == [100.0, 0.0, -100.0]


def test_coverage_that_follows_need_leaves_no_gap() -> None:
    found = gaps(country("A", 1, 2, per_person=5.0), country("B", 2, 2, per_person=1.0))
    assert [row["gap"] for row in found.values()] == [0.0, 0.0]


def test_no_flow_reported_is_a_coverage_of_nothing() -> None:
    found = gaps(country("A", 1, 2, finding="no flow reported", per_person=None), country("B", 2, 2))
    assert found["A"]["gap"] == 100.0


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"value": None, "rank": None, "rank_from": None, "rank_to": None}, "need unknown"),
        ({"finding": "no source", "per_person": None}, "coverage unknown"),
        ({"finding": "not covered", "per_person": None}, "coverage unknown"),
        ({"finding": "purpose unknown", "per_person": None}, "coverage unknown"),
        ({"purpose_share": 49.9}, "purpose mostly unknown"),
        ({"people": None}, "people unknown"),
        ({"people": 0, "per_person": None}, "nobody affected"),
        ({"per_person": None}, "reached, money unknown"),
    ],
)
def test_what_is_not_known_has_no_gap_and_says_why(more: dict[str, Any], status: str) -> None:
    found = gaps({**country("A", 1, 3), **more}, country("B", 2, 3), country("C", 3, 3, per_person=2.0))
    assert (found["A"]["status"], found["A"]["gap"]) == (status, None)
    assert (found["B"]["gap"], found["C"]["gap"]) == (100.0, -100.0), "the others are compared among themselves"


@settings(max_examples=12, deadline=None)
@given(st.lists(st.integers(0, 5), min_size=2, max_size=12))
def test_gaps_lie_within_their_bounds_and_add_up_to_nothing(coverages: list[int]) -> None:
    rows = [country(f"C{at:02}", at + 1, len(coverages), per_person=float(usd)) for at, usd in enumerate(coverages)]
    found = gaps(*rows).values()
    assert all(-100 <= row["gap_from"] <= row["gap"] <= row["gap_to"] <= 100 for row in found)
    assert sum(row["gap"] for row in found) == pytest.approx(0, abs=1e-6)


def side(*rows: tuple[str, float | None, int | None]) -> ibis.Table:
    columns = {
        "country": [row[0] for row in rows],
        "value": pa.array([row[1] for row in rows], pa.float64()),
        "value_year": pa.array([row[2] for row in rows], pa.int64()),
        "severity": pa.array([row[1] for row in rows], pa.float64()),
        "spread": pa.array([1.0] * len(rows), pa.float64()),
        "total": pa.array([None] * len(rows), pa.float64()),
        "per_person": pa.array([None] * len(rows), pa.float64()),
    }
    return ibis.memtable(pa.table(columns))


def moved(before: ibis.Table, after: ibis.Table) -> dict[str, dict[str, Any]]:
    return {row["country"]: row for row in movers(before, after).to_pyarrow().to_pylist()}


def test_who_comes_or_goes_moves_nobody() -> None:
    found = moved(
        side(("A", 50.0, 2000), ("B", 40.0, 2000), ("C", None, None)),
        side(("A", 45.0, 2010), ("B", 30.0, 2010), ("C", 90.0, 2010)),
    )
    assert [found[name]["rank_change"] for name in "AB"] == [0, 0]
    assert (found["C"]["status"], found["C"]["rank_change"]) == ("need unknown", None)


def test_a_carried_value_is_no_standstill() -> None:
    found = moved(side(("A", 50.0, 2003)), side(("A", 50.0, 2003)))
    assert (found["A"]["status"], found["A"]["change"]) == ("same value", None)


@pytest.mark.parametrize(("after", "surely"), [(52.0, False), (53.0, True), (47.0, True)])
def test_a_move_is_sure_beyond_both_spreads(after: float, surely: bool) -> None:
    assert moved(side(("A", 50.0, 2000)), side(("A", after, 2010)))["A"]["surely"] is surely
