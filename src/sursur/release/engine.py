"""The engine that reads and writes tables: DuckDB by default. It is chosen here and nowhere else."""

from __future__ import annotations

import tempfile
import weakref
from collections import deque
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends import BaseBackend
from ibis.backends.duckdb import Backend

from sursur.errors import UsageError

ENGINES = ("duckdb", "spark")
ibis.options.sql.fuse_selects = False
"""The engines flatten nested selects themselves, in less time than Ibis needs for it: a fifth of a small build."""


def connect(threads: int = 2, memory_limit: str = "1GB", spill: Path | None = None) -> Backend:
    """An in-memory session. `spill` is where it puts what does not fit in `memory_limit`: the system's temporary folder
    unless the caller has a better place, and never the folder in which somebody happens to stand.
    """
    place = spill or Path(tempfile.gettempdir()) / "sursur-spill"
    settings = {"threads": threads, "memory_limit": memory_limit, "temp_directory": str(place)}
    backend: Backend = ibis.duckdb.connect(**settings)
    backend.raw_sql("SET enable_progress_bar = false")  # progress is told by whoever knows the whole story
    backend._register_in_memory_table = partial(_put_into_duckdb, backend, deque())  # noqa: SLF001 - see there
    return backend


def _put_into_duckdb(backend: Backend, forgotten: deque[str], memory: Any) -> None:  # noqa: ANN401 - Ibis' table in memory
    """Ibis leaves tables in memory registered for ever. Here those that no expression holds any longer leave when the
    next one comes: not at once, for Python may drop them in another thread or while rows are read.
    """
    while forgotten:
        backend.con.unregister(forgotten.popleft())
    Backend._register_in_memory_table(backend, memory)  # noqa: SLF001 - what it does otherwise
    weakref.finalize(memory, forgotten.append, memory.name).atexit = False


def reader(engine: str = "duckdb", threads: int = 2) -> BaseBackend:
    """The engine that answers questions: `duckdb`, or `spark` where its extra is installed."""
    if engine not in ENGINES:
        raise UsageError(f"There is no engine {engine!r}.", repair=f"Choose from: {', '.join(ENGINES)}.")
    return connect(threads=threads) if engine == "duckdb" else connect_spark(threads)


def connect_spark(threads: int = 2) -> BaseBackend:
    """A session on this machine, or the one that the Spark settings of the environment name (`spark-defaults.conf`)."""
    if find_spec("pyspark") is None:
        raise UsageError("Spark is not installed.", repair="Install it: pip install 'sursur[spark]'; it needs Java.")
    from pyspark.sql import SparkSession  # noqa: PLC0415 - an optional extra

    builder = SparkSession.builder.appName("sursur").config("spark.sql.session.timeZone", "UTC")
    small = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": str(threads)}
    for name, value in small.items():
        builder = builder.config(name, value)
    backend: BaseBackend = ibis.pyspark.connect(builder.getOrCreate())
    backend._register_in_memory_table = partial(_put_into_spark, builder.getOrCreate())  # noqa: SLF001 - see there
    return backend


def _put_into_spark(session: Any, memory: Any) -> None:  # noqa: ANN401 - Spark's session and Ibis' table in memory
    """Arrow goes to Spark as it is; Ibis' own way leads through pandas, which loses decimals that are null."""
    table = memory.data.to_pyarrow(memory.schema)
    session.createDataFrame(table).createOrReplaceTempView(memory.name)


def arrow_rows(connection: BaseBackend, table: ir.Table) -> pa.Table:
    """The rows of an expression, on either engine without going through pandas, which loses decimals that are null."""
    if connection.name != "pyspark":
        found: pa.Table = connection.to_pyarrow_batches(table).read_all()
        return found
    connection._run_pre_execute_hooks(table)  # noqa: SLF001 - registers the tables in memory, as `to_pyarrow` does
    rows: pa.Table = connection.raw_sql(connection.compile(table)).toArrow()
    return rows.cast(table.schema().to_pyarrow())
