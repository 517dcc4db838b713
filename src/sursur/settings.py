"""The settings of one process, read once at the edge and passed down as plain arguments."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from sursur.errors import UsageError

DEFAULT_HOME = Path("sursur-home")


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting can be given as an environment variable: SURSUR_ and its name in capitals."""

    home: Path = DEFAULT_HOME
    """Folder of snapshots and releases."""
    workers: int = 0
    """Processes that read files; 0 means one per core."""
    threads: int = 2
    """Threads of the query engine."""
    memory_limit: str = "4GB"
    """What the query engine may keep in memory before it spills to disk."""
    base_year: int = 2022
    """Base year of constant prices."""
    file_limit: int = 4_000_000_000
    """Bytes of one file after unpacking; more is refused."""
    record_limit: int = 50_000_000
    """Bytes of one activity; more is refused."""
    host: str = "127.0.0.1"
    """Address the observatory listens on."""
    port: int = 8000
    """Port the observatory listens on."""


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; a value that does not fit names its variable."""
    given: dict[str, Any] = {}
    for field in fields(Settings):
        name = f"SURSUR_{field.name.upper()}"
        if name in environment:
            given[field.name] = _value(name, environment[name], type(field.default))
    return Settings(**given)


def _value(name: str, text: str, kind: type) -> int | str | Path:
    if kind is int:
        if not text.strip().isdigit():
            raise UsageError(f"{name}={text!r} is not a whole number.", repair=f"For example {name}=4.")
        return int(text)
    return text if kind is str else Path(text).expanduser()
