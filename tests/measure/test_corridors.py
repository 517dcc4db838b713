"""Who gave how much to whom: sums to the cent, membership at the year of the flow, nothing lost."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import ibis
import pyarrow as pa

from sursur.measure.corridors import corridors

SCHEMA = pa.schema(
    {
        "provider_country": pa.string(),
        "recipient_country": pa.string(),
        "year": pa.int64(),
        "usd_current": pa.decimal128(24, 2),
        "usd_constant": pa.decimal128(24, 2),
    }
)


def summed(rows: list[tuple[str | None, str | None, int, str | None, str | None]]) -> list[dict[str, Any]]:
    flows = [
        dict(zip(SCHEMA.names, (*row[:3], *(Decimal(v) if v else None for v in row[3:])), strict=True)) for row in rows
    ]
    south = pa.table({"country": ["IND", "IND", "KEN", "KEN"], "year": [2000, 2001, 2001, 2001]})
    table = corridors(ibis.memtable(pa.Table.from_pylist(flows, schema=SCHEMA)), ibis.memtable(south))
    return table.order_by("provider_country", "recipient_country", "year").to_pyarrow().to_pylist()


def test_sums_are_exact() -> None:
    (row,) = summed([("IND", "KEN", 2001, "0.10", "0.07")] * 1000 + [("IND", "KEN", 2001, "90000000000000.01", "0.01")])
    assert row["usd_current"] == Decimal("90000000000100.01")
    assert row["usd_constant"] == Decimal("70.01")
    assert row["flows"] == 1001


def test_a_flow_without_dollars_is_counted_and_adds_nothing() -> None:
    (row,) = summed([("IND", "KEN", 2001, "5.00", None), ("IND", "KEN", 2001, None, None)])
    assert (row["flows"], row["without_usd"], row["usd_current"]) == (2, 1, Decimal("5.00"))
    assert row["usd_constant"] is None, "a sum of nothing is not zero"


def test_membership_is_that_of_the_year_of_the_flow() -> None:
    before, after = summed([("IND", "KEN", 2000, "1.00", None), ("IND", "KEN", 2001, "1.00", None)])
    assert (before["provider_south"], before["recipient_south"]) == (True, False)
    assert (after["provider_south"], after["recipient_south"]) == (True, True)
    assert after["usd_current"] == Decimal("1.00"), "a membership that stands twice must not double the money"


def test_an_unknown_country_is_neither_in_the_south_nor_outside() -> None:
    rows = summed([(None, "KEN", 2001, "1.00", None), ("SWE", None, 2001, "1.00", None)])
    by_provider = {row["provider_country"]: row for row in rows}
    assert by_provider[None]["provider_south"] is None
    assert by_provider["SWE"]["provider_south"] is False
    assert by_provider["SWE"]["recipient_south"] is None
