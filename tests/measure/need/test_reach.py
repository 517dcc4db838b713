"""Who is not reached, and whose money reaches the neediest: shares by hand, missing ranks told apart."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import ibis
import pyarrow as pa
import pytest

from sursur.measure.need.reach import reaching, unreached

NEEDS = ibis.memtable(
    pa.table(
        {
            "country": ["A", "B", "C", "D", "X"],
            "rank": pa.array([1, 2, 3, 4, None], pa.int64()),
            "rank_to": pa.array([2, 2, 3, 4, None], pa.int64()),
            "ranked": [4, 4, 4, 4, 4],
            "finding": ["reached", "no flow reported", "not covered", "not covered", "not covered"],
            "per_person": pa.array([0.5, None, None, None, None], pa.float64()),
        }
    )
)


def names(**more: Any) -> list[str]:
    return unreached(NEEDS, **more).to_pyarrow()["country"].to_pylist()


def test_only_the_neediest_count_and_a_country_without_a_value_is_not_among_them() -> None:
    assert names() == ["B"]
    assert names(within_per_cent=75) == ["B", "C"]
    assert names(within_per_cent=100) == ["B", "C", "D"]


def test_too_little_may_count_as_not_reached() -> None:
    assert names(least=0.5) == ["B"]
    assert names(least=0.51) == ["A", "B"]


def test_what_nobody_knows_the_purpose_of_stands_last() -> None:
    told = NEEDS.mutate(finding=ibis.ifelse(NEEDS.country == "A", "purpose unknown", NEEDS.finding))
    assert unreached(told).to_pyarrow()["country"].to_pylist() == ["B", "A"]


def reach(*rows: tuple[str, str, str | None]) -> dict[str, dict[str, Any]]:
    money = pa.array([Decimal(row[2]) if row[2] else None for row in rows], pa.decimal128(38, 2))
    flows = pa.table({"provider": [row[0] for row in rows], "country": [row[1] for row in rows], "usd": money})
    needs = pa.table(
        {"country": [f"N{at}" for at in range(1, 11)] + ["X"], "rank": [*range(1, 11), None], "ranked": [10] * 11}
    )
    least = ibis.memtable(pa.table({"country": ["N1", "X", "X"]}))
    found = reaching(ibis.memtable(flows), ibis.memtable(needs), least)
    return {row["provider"]: row for row in found.to_pyarrow().to_pylist()}


def test_shares_and_mean_rank_by_hand() -> None:
    """10 to rank 1, 30 to rank 2 and 60 to rank 10: the first fifth of ten countries are ranks 1 and 2."""
    row = reach(("CHN", "N1", "10"), ("CHN", "N2", "30"), ("CHN", "N10", "60"))["CHN"]
    assert (row["neediest_share"], row["neediest_reached"], row["ldc_share"]) == (40.0, 2, 10.0)
    assert row["mean_rank"] == pytest.approx((10 * 1 + 30 * 2 + 60 * 10) / 100)


def test_money_to_a_country_without_a_value_stands_apart_and_doubles_nothing() -> None:
    row = reach(("CHN", "N1", "10"), ("CHN", "X", "90"))["CHN"]
    assert (row["usd"], row["usd_ranked"], row["usd_unranked"]) == (Decimal(100), Decimal(10), Decimal(90))
    assert (row["neediest_share"], row["ldc_share"]) == (100.0, 100.0), "least developed does not need a rank"
    assert (row["recipients"], row["recipients_ranked"], row["ldcs_reached"]) == (2, 1, 2)


def test_without_known_money_there_is_no_share() -> None:
    row = reach(("CUB", "N1", None))["CUB"]
    assert (row["usd"], row["neediest_share"], row["mean_rank"]) == (None, None, None)
    assert (row["flows"], row["neediest_reached"]) == (1, 1)
