"""The settings of one process, read once at the edge and passed down as plain arguments."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from sursur.errors import UsageError

DEFAULT_HOME = Path("sursur-home")


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting can be given as an environment variable: SURSUR_ and its name in capitals."""

    home: Path = field(default=DEFAULT_HOME, metadata={"meaning": "Folder of snapshots and releases."})
    workers: int = field(default=0, metadata={"meaning": "Processes that read files; 0 means one per core."})
    threads: int = field(default=2, metadata={"meaning": "Threads of the query engine."})
    engine: str = field(
        default="duckdb", metadata={"meaning": "What answers questions: duckdb, or spark where its extra is installed."}
    )
    memory_limit: str = field(
        default="1GB", metadata={"meaning": "What the query engine may keep in memory before it spills to disk."}
    )
    base_year: int = field(default=2022, metadata={"meaning": "Base year of constant prices."})
    file_limit: int = field(
        default=4_000_000_000, metadata={"meaning": "Bytes of one file after unpacking; more is refused."}
    )
    record_limit: int = field(default=50_000_000, metadata={"meaning": "Bytes of one activity; more is refused."})
    framework: Path | None = field(
        default=None,
        metadata={"meaning": "Folder with your own catalogue of groups A, B and C; else that of the package is used."},
    )
    host: str = field(default="127.0.0.1", metadata={"meaning": "Address the observatory listens on."})
    port: int = field(default=8000, metadata={"meaning": "Port the observatory listens on."})


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; a value that does not fit names its variable."""
    given: dict[str, Any] = {}
    for setting in fields(Settings):
        name = f"SURSUR_{setting.name.upper()}"
        if name in environment:
            given[setting.name] = _value(name, environment[name], type(setting.default))
    return Settings(**given)


def _value(name: str, text: str, kind: type) -> int | str | Path:
    if kind is int:
        if not text.strip().isdigit():
            raise UsageError(f"{name}={text!r} is not a whole number.", repair=f"For example {name}=4.")
        return int(text)
    return text if kind is str else Path(text).expanduser()
