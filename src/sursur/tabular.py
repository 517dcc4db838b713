"""The one place where a declared table (`sursur.model.tables`) becomes an Arrow table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from sursur.model.tables import Kind, Table

ARROW_TYPES: dict[Kind, pa.DataType] = {
    Kind.TEXT: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.FLAG: pa.bool_(),
    Kind.DATE: pa.date32(),
    Kind.TIMESTAMP: pa.timestamp("us", tz="UTC"),
    Kind.AMOUNT: pa.decimal128(38, 6),
    Kind.USD: pa.decimal128(24, 2),
    Kind.NUMBER: pa.float64(),
}


def arrow_schema(table: Table) -> pa.Schema:
    return pa.schema([pa.field(column.name, ARROW_TYPES[column.kind]) for column in table.columns])


def arrow_table(table: Table, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Rows as dictionaries; a missing key is null, an unknown key is a fault of the caller and raises KeyError."""
    known = {column.name for column in table.columns}
    listed = list(rows)
    for row in listed:
        if not known.issuperset(row):
            raise KeyError(f"{table.name} has no column {sorted(set(row) - known)}")
    return pa.Table.from_pylist(listed, schema=arrow_schema(table))


def empty(table: Table) -> pa.Table:
    return arrow_schema(table).empty_table()
