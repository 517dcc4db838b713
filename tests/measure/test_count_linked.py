"""Two records of one activity count once in a layer, and stand beside each other across layers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from .world import activity, flows, source

SOURCES = [
    source("s1"),
    source("s2"),
    source("g", "gcof", "research"),
]


def payment(
    activity_id: str, amount: int, kind: str = "3", year: int = 2015, provider: str = "EMBRAPA"
) -> dict[str, Any]:
    return {
        "transaction_id": f"{activity_id}-{kind}-{year}",
        "activity_id": activity_id,
        "source_id": activity_id.split("-", maxsplit=1)[0],
        "type": kind,
        "date": date(year, 3, 1),
        "amount": Decimal(amount),
        "currency": "USD",
        "provider_ref": provider,
    }


def kenya(activity_id: str) -> dict[str, Any]:
    return {"activity_id": activity_id, "ordinal": 1, "dimension": "country", "code": "KE"}


def pair(verdict: str = "same", basis: str = "two_reporters", one: str = "s1-1", other: str = "s2-1") -> dict[str, Any]:
    return {
        "activity_id": one,
        "other_activity_id": other,
        "method": "probabilistic",
        "basis": basis,
        "verdict": verdict,
    }


def told(
    *links: dict[str, Any], payments: list[dict[str, Any]] | None = None, **more: Any
) -> dict[str, dict[str, Any]]:
    """Embrapa and the ABC, both of Brazil's government, tell of a project under identifiers of their own."""
    activities = [
        activity("E-1", "EMBRAPA", "s1", last_updated=datetime(2020, 1, 1, tzinfo=UTC)),
        activity("A-9", "ABC", "s2", last_updated=datetime(2021, 1, 1, tzinfo=UTC)),
        *more.get("activities", ()),
    ]
    paid = payments or [payment("s1-1", 70), payment("s2-1", 70, provider="ABC")]
    found = flows(
        source=SOURCES,
        activity=activities,
        transaction=paid,
        split=[kenya(one["activity_id"]) for one in activities],
        link=links,
    )
    return {row["transaction_id"]: row for row in found}


def test_without_a_link_both_count():
    found = told()
    assert [row["counted"] for row in found.values()] == [True, True]


def test_the_record_that_was_updated_last_speaks_and_the_other_names_its_flow():
    found = told(pair())
    silent, speaks = found["s1-1-3-2015"], found["s2-1-3-2015"]
    assert (silent["count_rule"], silent["counted"], silent["best_available"]) == ("linked_record", False, False)
    assert silent["linked_flow_id"] == speaks["flow_id"]
    assert speaks["counted"]


@pytest.mark.parametrize("link", [pair("doubtful"), pair("different"), pair(basis="provider_activity")])
def test_doubts_decisions_against_and_chains_remove_nothing(link):
    assert all(row["counted"] for row in told(link).values())


def test_a_promise_does_not_count_beside_the_payment_of_the_other_record():
    found = told(pair(), payments=[payment("s1-1", 70), payment("s2-1", 90, kind="2", provider="ABC")])
    assert found["s1-1-3-2015"]["counted"]
    assert found["s2-1-2-2015"]["count_rule"] == "linked_record"


def test_of_three_records_in_a_chain_of_links_one_speaks():
    third = activity("Z-1", "CIDCA", "s2", ordinal=3, last_updated=datetime(2019, 1, 1, tzinfo=UTC))
    paid = [payment("s1-1", 70), payment("s2-1", 70, provider="ABC"), payment("s2-3", 70, provider="ABC")]
    found = told(pair(), pair(one="s1-1", other="s2-3"), payments=paid, activities=[third])
    assert sum(row["counted"] for row in found.values()) == 1


def test_a_record_that_its_source_leaves_out_silences_nobody():
    left_out = activity("A-9", "ABC", "s2", ordinal=1, included=False, left_out_reason="an umbrella")
    found = flows(
        source=SOURCES,
        activity=[activity("E-1", "EMBRAPA", "s1"), left_out],
        transaction=[payment("s1-1", 70), payment("s2-1", 70, provider="ABC")],
        split=[kenya("s1-1"), kenya("s2-1")],
        link=[pair()],
    )
    assert {row["transaction_id"]: row["count_rule"] for row in found} == {
        "s1-1-3-2015": "counted",
        "s2-1-3-2015": "left_out_by_source",
    }


def test_across_layers_the_record_that_is_not_counted_names_the_counted_one():
    studied = {**activity("55", "EMBRAPA", "g"), "secondary_reporter": True}
    paid = [payment("s1-1", 70), payment("s2-1", 70, provider="ABC"), payment("g-1", 60)]
    found = told(pair(one="g-1", other="s1-1"), payments=paid, activities=[studied])
    beside = found["g-1-3-2015"]
    assert beside["count_rule"] == "other_telling"
    assert beside["linked_flow_id"] == found["s1-1-3-2015"]["flow_id"]
