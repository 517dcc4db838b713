"""A question that is asked again and again, each time of another small table: said and compiled once.

To say an expression and to compile it takes several times as long as to run it on small tables. What stays the same is
kept as text; the table that changes has a name in it.
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

Say = Callable[[ir.Table], ir.Table]
GIVEN = "given_again"
"""Name of the table that changes. It is there only while a question is asked: a connection answers one at a time."""


@dataclass(frozen=True, slots=True)
class Repeated:
    """`expression` keeps the tables in memory alive that the text names."""

    text: str
    expression: ir.Table

    def rows(self, connection: Backend, given: pa.Table) -> pa.Table:
        connection.con.register(GIVEN, given)
        try:
            found: pa.Table = connection.con.execute(self.text).fetch_arrow_table()
        finally:
            connection.con.unregister(GIVEN)
        return found.cast(self.expression.schema().to_pyarrow())


def repeated(connection: BaseBackend, say: Say, given: pa.Table) -> Repeated | None:
    """None on an engine that answers each question anew."""
    if not isinstance(connection, Backend):
        return None
    expression = say(ibis.table(ibis.memtable(given).schema(), name=GIVEN))
    connection._run_pre_execute_hooks(expression)  # noqa: SLF001 - registers the tables in memory, as asking does
    return Repeated(str(connection.compile(expression)), expression)


def asked_anew(connection: BaseBackend, say: Say, given: pa.Table) -> pa.Table:
    return arrow_rows(connection, say(ibis.memtable(given)))
