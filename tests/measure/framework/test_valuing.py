"""The same cooperation under four valuations; counts are worth nothing under any of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import ibis
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from sursur.measure.framework import VALUATIONS, item_totals, valued
from sursur.reference.framework import item_table, load_framework

ITEMS = item_table(load_framework()).select(["item", "framework_group", "valued"])
COUNTS = sorted(item.item for item in load_framework().items.values() if item.group == "C")
MONEY = sorted(item.item for item in load_framework().items.values() if item.group == "A")

FLOW = pa.schema([
    ("framework_item", pa.string()), ("quantity", pa.float64()), ("unit", pa.string()),
    ("provider_country", pa.string()), ("year", pa.int64()), ("usd", pa.decimal128(24, 2)),
])  # fmt: skip
COST = pa.schema([
    ("valuation", pa.string()), ("provider_country", pa.string()), ("item", pa.string()), ("unit", pa.string()),
    ("year", pa.int64()), ("usd_per_unit", pa.float64()),
])  # fmt: skip
LEVEL = pa.schema([("country", pa.string()), ("year", pa.int64()), ("level", pa.float64())])


def flow(item: str, quantity: float | None = None, unit: str | None = None, usd: str | None = None) -> dict[str, Any]:
    return {
        "framework_item": item,
        "quantity": quantity,
        "unit": unit,
        "provider_country": "BRA",
        "year": 2015,
        "usd": Decimal(usd) if usd else None,
    }


def cost(
    valuation: str, item: str, unit: str, usd: float, provider: str | None = None, year: int = 2015
) -> dict[str, Any]:
    return {
        "valuation": valuation,
        "provider_country": provider,
        "item": item,
        "unit": unit,
        "year": year,
        "usd_per_unit": usd,
    }


def worth(flows: list[dict[str, Any]], costs: list[dict[str, Any]], level: float | None = 0.5) -> ibis.Table:
    levels = [{"country": "BRA", "year": 2015, "level": level}] if level else []
    return valued(
        ibis.memtable(pa.Table.from_pylist(flows, schema=FLOW)),
        ibis.memtable(ITEMS),
        ibis.memtable(pa.Table.from_pylist(costs, schema=COST)),
        ibis.memtable(pa.Table.from_pylist(levels, schema=LEVEL)),
    )


def one(flows: dict[str, Any], costs: list[dict[str, Any]], level: float | None = 0.5) -> tuple[Any, ...]:
    (row,) = worth([flows], costs, level).to_pyarrow().to_pylist()
    return tuple(row[f"usd_{name}"] for name in VALUATIONS)


OWN = cost("national", "expert", "person_day", 250.0, "BRA")
ALL = cost("international", "expert", "person_day", 600.0)


def test_each_valuation_has_its_own_price():
    found = one(flow("expert", 10.0, "person_day", "3000"), [OWN, ALL])
    assert found == (Decimal(3000), Decimal(2500), Decimal(6000), Decimal(5000))


def test_without_a_national_cost_the_reported_one_is_taken_at_the_price_level():
    assert one(flow("expert", 10.0, "person_day", "3000"), []) == (Decimal(3000), None, None, Decimal(6000))


def test_a_cost_of_another_year_country_or_unit_values_nothing():
    others = [
        cost("national", "expert", "person_day", 1.0, "BRA", 2014),
        cost("national", "expert", "person_day", 1.0, "IND"),
        cost("national", "expert", "person_month", 1.0, "BRA"),
    ]
    assert one(flow("expert", 10.0, "person_day"), others) == (None, None, None, None)


def test_without_a_price_level_there_is_no_value_at_it():
    assert one(flow("expert", 10.0, "person_day", "3000"), [OWN], None)[3] is None


def test_money_is_what_it_is():
    assert one(flow("grant_cash", usd="70"), [OWN, ALL]) == (Decimal(70),) * 4


def test_what_cannot_be_valued_is_counted_and_different_units_are_not_added():
    rows = [
        flow("expert", 10.0, "person_day", "3000"),
        flow("expert", 5.0, "person_day"),
        flow("expert", 2.0, "person_month"),
        flow("people_trained", 9.0, "person_trained"),
    ]
    found = item_totals(worth(rows, [OWN])).order_by("framework_item", "unit").to_pyarrow().to_pylist()
    assert [(row["unit"], row["quantity"], row["unvalued_reported"], row["unvalued_national"]) for row in found] == [
        ("person_day", 15, 1, 0),
        ("person_month", 2, 1, 1),
        ("person_trained", 9, 0, 0),
    ]


@settings(deadline=None, max_examples=15)
@given(
    items=st.lists(st.sampled_from(COUNTS), min_size=1, max_size=5),
    quantity=st.one_of(st.none(), st.floats(0, 1e9)),
    usd=st.one_of(st.none(), st.decimals(0, 10**9, places=2).map(str)),
    price=st.floats(0.01, 1e6),
)
def test_counts_never_have_money(items: list[str], quantity: float | None, usd: str | None, price: float):
    rows = [flow(item, quantity, "person_day", usd) for item in items]
    costs = [cost("national", item, "person_day", price, "BRA") for item in set(items)]
    costs += [cost("international", item, "person_day", price) for item in set(items)]
    found = worth(rows, costs).to_pyarrow()
    assert all(found[f"usd_{name}"].null_count == len(rows) for name in VALUATIONS)


@settings(deadline=None, max_examples=15)
@given(usd=st.decimals(0, 10**9, places=2), item=st.sampled_from(MONEY), level=st.floats(0.05, 3))
def test_money_is_the_same_under_every_valuation(usd: Decimal, item: str, level: float):
    assert set(one(flow(item, usd=str(usd)), [OWN, ALL], level)) == {usd}
