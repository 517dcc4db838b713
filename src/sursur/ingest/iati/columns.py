"""Rows as lists become Arrow tables of the declared schemas."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sursur.model.tables import INGESTED, Kind
from sursur.tabular import ARROW_TYPES, arrow_schema

_BY_NAME = {table.name: table for table in INGESTED}


def arrow(table: str, rows: list[list[Any]]) -> pa.Table:
    """Amounts arrive as plain digits and are read by Arrow, exactly; all other values already have their type."""
    declared = _BY_NAME[table]
    columns = [
        _amounts(values) if column.kind is Kind.AMOUNT else pa.array(values, type=ARROW_TYPES[column.kind])
        for column, values in zip(declared.columns, zip(*rows, strict=True), strict=True)
    ]
    return pa.Table.from_arrays(columns, schema=arrow_schema(declared))


def _amounts(values: tuple[str | None, ...]) -> pa.Array[Any]:
    return pc.cast(pa.array(values, type=pa.string()), ARROW_TYPES[Kind.AMOUNT])
