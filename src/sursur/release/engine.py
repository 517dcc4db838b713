"""The engine that reads and writes tables: DuckDB by default. It is chosen here and nowhere else."""

from __future__ import annotations

import tempfile
from pathlib import Path

import ibis
from ibis.backends.duckdb import Backend


def connect(threads: int = 2, memory_limit: str = "1GB", spill: Path | None = None) -> Backend:
    """An in-memory session. `spill` is where it puts what does not fit in `memory_limit`: the system's temporary folder
    unless the caller has a better place, and never the folder in which somebody happens to stand.
    """
    place = spill or Path(tempfile.gettempdir()) / "sursur-spill"
    settings = {"threads": threads, "memory_limit": memory_limit, "temp_directory": str(place)}
    backend: Backend = ibis.duckdb.connect(**settings)
    return backend
