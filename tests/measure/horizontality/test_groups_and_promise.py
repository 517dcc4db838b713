"""Groups: what stays within, of cooperation and of trade. Shares of what is known. The promise, by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import ibis.expr.types as ir
from hypothesis import given, settings
from hypothesis import strategies as st
from ibis import memtable
from pyarrow import array, decimal128, table

from sursur.measure.examples import example
from sursur.measure.horizontality import across, promise, shares, trade_share

COUNTRIES = ("BRA", "CHN", "IND", "KEN", "USA")
ROW = st.tuples(st.sampled_from(COUNTRIES), st.sampled_from(COUNTRIES), st.integers(1, 10**9))


def sums(rows: list[tuple[str, str, int]]) -> ir.Table:
    providers, recipients, cents = zip(*rows, strict=True)
    usd = array([Decimal(value) / 100 for value in cents], decimal128(24, 2))
    return memtable(table({"provider": providers, "recipient": recipients, "year": [2014] * len(rows), "usd": usd}))


def members(*countries: str) -> ir.Table:
    return memtable(table({"country": array(countries), "year": array([2014] * len(countries))}))


def first(found: ir.Table) -> dict[str, Any]:
    rows: list[dict[str, Any]] = found.to_pyarrow().to_pylist()
    return rows[0]


@settings(max_examples=30, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=30))
def test_a_group_of_all_has_everything_within(rows: list[tuple[str, str, int]]):
    between = [row for row in rows if row[0] != row[1]]
    found = across(sums(rows), members(*COUNTRIES)).to_pyarrow().to_pylist()
    if between:
        assert found[0]["within"] == sum(Decimal(cents) / 100 for _, _, cents in between)
        assert (found[0]["out"], found[0]["into"], found[0]["share_of_given"]) == (None, None, 1)
    else:
        assert found == []


@settings(max_examples=30, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=30))
def test_what_leaves_a_group_enters_the_rest(rows: list[tuple[str, str, int]]):
    inside = across(sums(rows), members("BRA", "IND")).to_pyarrow().to_pylist()
    outside = across(sums(rows), members("CHN", "KEN", "USA")).to_pyarrow().to_pylist()
    mine, theirs = (side[0] if side else {"out": None, "into": None} for side in (inside, outside))
    assert (mine["out"], mine["into"]) == (theirs["into"], theirs["out"])


def test_members_of_other_years_do_not_count():
    rows = [("BRA", "IND", 100), ("USA", "IND", 300)]
    found = across(sums(rows).mutate(year=2005), members("BRA", "IND"))
    assert found.to_pyarrow().num_rows == 0


def test_trade_within_stands_on_both_sides():
    trade = sums([("IND", "BRA", 100), ("USA", "BRA", 200)]).rename(exporter="provider", importer="recipient")
    found = first(trade_share(trade, members("BRA", "IND")))
    assert (found["trade_within"], found["exports_out"], found["imports_into"]) == (Decimal(1), None, Decimal(2))
    assert found["trade_share"] == 0.5


def test_shares_are_of_what_is_known():
    found = first(shares(example("usd tied", "30.00 yes", "10.00 no", "60.00 -"), ("tied",)))
    assert (found["share"], found["known_share"], found["usd_unknown"]) == (0.75, 0.4, Decimal(60))


def test_a_mark_that_is_never_known_has_no_share():
    unknown = memtable(table({"usd": array([Decimal(30)], decimal128(24, 2)), "tied": array([None], "bool")}))
    found = first(shares(unknown, ("tied",)))
    assert (found["usd"], found["share"], found["known_share"], found["usd_unknown"]) == (None, None, 0, Decimal(30))


def test_the_promise_by_hand():
    found = first(
        promise(
            example("country year oda_usd", "NOR 2013 9.00"),
            example("country year gni_usd", "NOR 2013 1000.00"),
            example("country year percent_reported", "NOR 2013 1.05"),
        )
    )
    assert (found["percent_from_flows"], found["difference"]) == (0.9, -0.15)
    assert (found["of_promise"], found["kept"], found["gap_usd"]) == (1.5, True, -3.5)


def test_who_reports_nothing_keeps_what_its_flows_say():
    found = first(
        promise(
            example("country year oda_usd", "KWT 2013 9.00"),
            example("country year gni_usd", "KWT 2013 1000.00"),
            example("country year percent_reported", "NOR 2012 1.05"),
        )
    )
    assert (found["percent_from_flows"], found["percent_reported"], found["kept"]) == (0.9, None, None)
