"""The engine that reads and writes tables: DuckDB by default. It is chosen here and nowhere else."""

from __future__ import annotations

from pathlib import Path

import ibis
from ibis.backends.duckdb import Backend


def connect(threads: int = 2, memory_limit: str = "4GB", spill: Path | None = None) -> Backend:
    """An in-memory session. `spill` is where it may put what does not fit in `memory_limit`."""
    settings: dict[str, str | int] = {"threads": threads, "memory_limit": memory_limit}
    if spill is not None:
        spill.mkdir(parents=True, exist_ok=True)
        settings["temp_directory"] = str(spill)
    backend: Backend = ibis.duckdb.connect(**settings)
    backend.raw_sql("SET enable_progress_bar = false")  # it would write into what we print
    return backend
