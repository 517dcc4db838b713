"""Trade in goods by importer, exporter and year, for what a group trades within itself.

Imports as the importer counts them, from the Correlates of War's trade data; `data/trade/sources.csv` holds the
citation that its authors ask for. `scripts/reference_trade.py` packs them: 1990 to 2014, whole millions of US dollars,
zero left out, missing kept as missing.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sursur.errors import ReferenceDataError
from sursur.model.tables import TRADE
from sursur.reference.countries import load_countries
from sursur.reference.packaged import read_parts, read_rows
from sursur.tabular import arrow_schema

MILLION = 1_000_000
TYPES = {"year": pa.int64(), "millions": pa.int64()}


@cache
def trade_source() -> dict[str, str]:
    """Title, publisher, licence, address and citation of the data."""
    return read_rows("trade", "sources.csv")[0]


@cache
def trade_table() -> pa.Table:
    """The model's `trade` table. Raises ReferenceDataError for a double key, an unknown state or a negative value."""
    packed = read_parts("trade", "trade_*.csv.gz", TYPES)
    check(packed)
    dollars = pc.multiply(packed["millions"], MILLION)
    columns = {
        **{name: packed[name] for name in ("importer", "exporter", "year")},
        "usd": dollars.cast(pa.decimal128(24, 0)),
        "source": pa.repeat(pa.scalar(trade_source()["title"]), packed.num_rows),
    }
    return pa.table(columns).select(TRADE.column_names).cast(arrow_schema(TRADE))


def check(packed: pa.Table) -> None:
    """Every value stands once and in order, between two different known states, and is empty or positive."""
    countries = load_countries()
    states = {str(state) for name in ("importer", "exporter") for state in packed[name].unique().to_pylist()}
    unknown = sorted(state for state in states if state not in countries and state not in countries.historic)
    sound = (
        not unknown
        and in_order(packed)
        and not pc.any(pc.equal(packed["importer"], packed["exporter"])).as_py()
        and not pc.any(pc.less_equal(packed["millions"], pa.scalar(0))).as_py()
    )
    if not sound:
        raise ReferenceDataError(
            "The trade data have a key that stands twice or out of order, a state that trades with itself, a value "
            f"that is not positive, or unknown states: {', '.join(unknown) or 'none'}.",
            repair="Run scripts/reference_trade.py again.",
        )


def in_order(packed: pa.Table) -> bool:
    """Whether every key is greater than the one before it, which leaves no room for doubles."""
    parts: list[Any] = [packed["year"].cast(pa.string()), packed["importer"], packed["exporter"]]
    keys = pc.binary_join_element_wise(*parts, "").combine_chunks()
    return bool(len(keys) < 2 or pc.all(pc.less(keys[:-1], keys[1:])).as_py())
