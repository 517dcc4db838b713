"""Reciprocity and roles: small worlds by hand, and what must hold in every world."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sursur.measure.horizontality import exchanges, pairs, reciprocity, roles

COUNTRIES = ("BRA", "CHN", "IND", "KEN")
FLOW = st.tuples(st.sampled_from(COUNTRIES), st.sampled_from(COUNTRIES), st.one_of(st.none(), st.integers(1, 10**9)))
WORLD = st.lists(FLOW, min_size=1, max_size=30)
EXAMPLES = settings(max_examples=30, deadline=None)


def flows(rows: list[tuple[str, str, int | None]]) -> ir.Table:
    providers, recipients, cents = zip(*rows, strict=True)
    usd = [None if value is None else Decimal(value) / 100 for value in cents]
    return ibis.memtable(
        pa.table({"provider": providers, "recipient": recipients, "usd": pa.array(usd, pa.decimal128(24, 2))})
    )


def listed(table: ir.Table) -> list[dict[str, Any]]:
    return table.to_pyarrow().to_pylist()


def shares(rows: list[tuple[str, str, int | None]]) -> dict[str, Any]:
    return listed(reciprocity(pairs(exchanges(flows(rows)))))[0]


def test_two_countries_that_give_the_same_are_fully_reciprocal():
    found = shares([("BRA", "IND", 500), ("IND", "BRA", 500)])
    assert (found["share_of_pairs"], found["share_of_value"], found["matched_share"]) == (1, 1, 1)


def test_a_gift_without_an_answer_is_not_reciprocal():
    found = shares([("CHN", "KEN", 500)])
    assert (found["share_of_pairs"], found["share_of_value"], found["matched_share"]) == (0, 0, 0)


def test_an_answer_without_a_value_makes_a_pair_reciprocal_and_matches_nothing():
    found = shares([("CHN", "KEN", 500), ("KEN", "CHN", None)])
    assert (found["both_ways"], found["share_of_value"], found["matched_share"]) == (1, 1, 0)


def test_what_a_country_gives_itself_is_no_exchange():
    assert shares([("CHN", "CHN", 500), ("CHN", "KEN", 100)])["pairs"] == 1


def test_a_world_without_values_has_no_share_of_value():
    found = shares([("CHN", "KEN", None)])
    assert (found["share_of_pairs"], found["share_of_value"], found["matched_share"]) == (0, None, None)


@EXAMPLES
@given(WORLD)
def test_reciprocity_is_the_same_when_every_flow_is_turned_round(rows: list[tuple[str, str, int | None]]):
    turned = [(recipient, provider, usd) for provider, recipient, usd in rows]
    assert shares(rows) == shares(turned)


@EXAMPLES
@given(WORLD)
def test_shares_lie_between_nothing_and_all_and_in_this_order(rows: list[tuple[str, str, int | None]]):
    found = shares(rows)
    for name in ("share_of_pairs", "share_of_value", "matched_share"):
        assert found[name] is None or 0 <= found[name] <= 1
    if found["share_of_value"] is not None:
        assert found["matched_share"] <= found["share_of_value"]


@EXAMPLES
@given(WORLD)
def test_pairs_hold_all_that_flows_between_countries(rows: list[tuple[str, str, int | None]]):
    between = [row for row in rows if row[0] != row[1]]
    found = listed(pairs(exchanges(flows(rows))))
    assert sum(pair["flows_a_to_b"] + pair["flows_b_to_a"] for pair in found) == len(between)
    assert sum(pair["usd"] or 0 for pair in found) == sum(Decimal(usd or 0) / 100 for _, _, usd in between)
    assert all(pair["country_a"] < pair["country_b"] for pair in found)


@EXAMPLES
@given(WORLD)
def test_what_all_give_is_what_all_receive(rows: list[tuple[str, str, int | None]]):
    found = listed(roles(exchanges(flows(rows))))
    assert sum(row["given"] or 0 for row in found) == sum(row["received"] or 0 for row in found)
    assert all(row["balance"] is None or -1 <= row["balance"] <= 1 for row in found)


@pytest.mark.parametrize(
    ("country", "dual", "balance"), [("IND", True, 0.5), ("NPL", False, -1.0), ("JPN", False, 1.0)]
)
def test_roles_by_hand(country: str, dual: bool, balance: float):
    world = flows([("IND", "NPL", 300), ("JPN", "IND", 100)])
    found = {row["country"]: row for row in listed(roles(exchanges(world)))}[country]
    assert (found["dual"], found["balance"]) == (dual, balance)
