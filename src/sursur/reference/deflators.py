"""US dollar deflators of providers: prices and exchange rate together, as the OECD defines its deflators.

A flow in current dollars of year y divided by index(y) is that flow in dollars of the base year. The package holds
2022 = 1; `index(y) / index(b)` is the same deflator on base b. `scripts/reference_deflators.py` computes the table and
says how; `data/deflators/sources.csv` holds the sources.
"""

from __future__ import annotations

from functools import cache

import pyarrow as pa

from sursur.errors import ReferenceDataError
from sursur.reference.packaged import has_double_key, read_parts, read_rows, titled

BASE_YEAR = 2022
"""Year in which every index of the packed table is 1."""


@cache
def deflator_table() -> pa.Table:
    """country, year, index, source; country `DAC` is the total for providers without a country."""
    table = read_parts("deflators", "deflators*.csv.gz", {"year": pa.int64(), "index": pa.float64()})
    _check(table)
    titles = {row["source"]: row["title"] for row in read_rows("deflators", "sources.csv")}
    named = titled(table["source"], titles.__getitem__)
    return table.set_column(table.schema.get_field_index("source"), "source", named)


def _check(table: pa.Table) -> None:
    rows = table.select(["year", "index"]).to_pylist()
    sound = not has_double_key(table, ("country", "year")) and all(
        row["index"] > 0 and (row["year"] != BASE_YEAR or row["index"] == 1) for row in rows
    )
    if not sound:
        raise ReferenceDataError(
            "The deflators have a double key, a value that is not positive, or another base year.",
            repair="Run scripts/reference_deflators.py again.",
        )
