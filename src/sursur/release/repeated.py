"""A question that is asked again and again, each time of other small tables: said and compiled once.

To say an expression and to compile it takes several times as long as to run it on small tables. What stays the same is
kept as text; the tables that change have names in it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends import BaseBackend
from ibis.backends.duckdb import Backend

from sursur.release.engine import arrow_rows

Say = Callable[..., ir.Table]
GIVEN = "given_again"
"""Begins the names of tables that change. They are there only while a question is asked: a connection answers one at a
time.
"""


@dataclass(frozen=True, slots=True)
class Repeated:
    """`expression` keeps the tables in memory alive that the text names."""

    text: str
    expression: ir.Table

    def rows(self, connection: Backend, given: tuple[pa.Table, ...]) -> pa.Table:
        for name, table in zip(_names(given), given, strict=True):
            connection.con.register(name, table)
        try:
            found: pa.Table = connection.con.execute(self.text).fetch_arrow_table()
        finally:
            for name in _names(given):
                connection.con.unregister(name)
        return found.cast(self.expression.schema().to_pyarrow())


def repeated(connection: BaseBackend, say: Say, given: tuple[pa.Table, ...]) -> Repeated | None:
    """None on an engine that answers each question anew."""
    if not isinstance(connection, Backend):
        return None
    schemas = [ibis.memtable(table).schema() for table in given]
    expression = say(*(ibis.table(schema, name=name) for schema, name in zip(schemas, _names(given), strict=True)))
    connection._run_pre_execute_hooks(expression)  # noqa: SLF001 - registers the tables in memory, as asking does
    return Repeated(str(connection.compile(expression)), expression)


def asked_anew(connection: BaseBackend, say: Say, given: tuple[pa.Table, ...]) -> pa.Table:
    return arrow_rows(connection, say(*map(ibis.memtable, given)))


def _names(given: tuple[pa.Table, ...]) -> list[str]:
    return [f"{GIVEN}_{place}" for place in range(len(given))]
