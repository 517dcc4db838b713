"""What a region counts as, where a source names a region and no country: data/rules/regions.csv says it, with the
reason.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from sursur.measure.tabled import rule_rows

DEFAULT_DEFINITION = "g77_china"


def region_table(definition: str = DEFAULT_DEFINITION) -> ir.Table:
    """Columns region and south: yes, mixed, no. A definition without a column of its own finds every region mixed."""
    rows = rule_rows("regions")
    columns = {
        "region": pa.array([row["region"] for row in rows], pa.string()),
        "south": pa.array([row.get(f"south_{definition}", "mixed") for row in rows], pa.string()),
    }
    return ibis.memtable(pa.table(columns))
