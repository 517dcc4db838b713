"""The tables of a release for many readers at once: one embedded DuckDB, a cursor for every question.

The release itself is opened through Ibis, which builds each question anew and answers one at a time. Pages ask many
small ones, so what Ibis compiles once (which flows are counted, who the parties are) becomes a view here.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from sursur.release import Release

Row = dict[str, Any]


class Tables:
    """Read-only. SQL is ours; whatever comes from a reader is passed as a value."""

    def __init__(self, release: Release) -> None:
        self._connection = duckdb.connect(config={"threads": 2})
        for name in sorted(release.manifest.tables):
            self.read(name, release.folder / f"{name}.parquet")

    def read(self, name: str, place: Path) -> None:
        """Name a Parquet file."""
        path = str(place).replace("'", "''")
        self.define(name, f"FROM read_parquet('{path}')")

    def define(self, view: str, sql: str) -> None:
        """Name a question so that others can be asked of its answer."""
        self._run(f'CREATE OR REPLACE VIEW "{view}" AS {sql}')

    def keep(self, table: str, sql: str) -> None:
        """Answer a question once and keep the answer in memory."""
        self._run(f'CREATE OR REPLACE TABLE "{table}" AS {sql}')

    def keep_arrow(self, table: str, content: pa.Table) -> None:
        """Keep a table that another engine has made."""
        cursor = self._connection.cursor()
        cursor.register("arriving", content)
        cursor.execute(f'CREATE OR REPLACE TABLE "{table}" AS FROM arriving').fetchall()
        cursor.unregister("arriving")

    def tuples(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self._connection.cursor().execute(sql, list(values)).fetchall()
        return found

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        found: list[Row] = self._connection.cursor().execute(sql, list(values)).fetch_arrow_table().to_pylist()
        return found

    def table(self, sql: str) -> pa.Table:
        return self._connection.cursor().execute(sql).fetch_arrow_table()

    def _run(self, sql: str) -> None:
        self._connection.cursor().execute(sql).fetchall()
