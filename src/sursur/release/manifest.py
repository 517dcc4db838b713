"""What a release says of itself: its inputs, its options and the hash of every table."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sursur.errors import ReleaseError

ID_DIGITS = 12


@dataclass(frozen=True, slots=True)
class TableEntry:
    """One table of a release: rows, bytes and SHA-256 of its Parquet file."""

    rows: int
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`inputs` is one line per source file; `engine` fingerprints the code and reference data."""

    release_id: str
    version: str
    engine: str
    options: dict[str, Any]
    inputs: tuple[str, ...]
    tables: dict[str, TableEntry]

    def text(self) -> str:
        return json.dumps(asdict(self), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def release_id_of(engine: str, options: dict[str, Any], inputs: tuple[str, ...]) -> str:
    """The same inputs, options, code and reference data always give the same id."""
    stated = json.dumps([engine, options, inputs], sort_keys=True)
    return hashlib.sha256(stated.encode()).hexdigest()[:ID_DIGITS]


def read_manifest(folder: Path) -> Manifest:
    path = folder / "manifest.json"
    try:
        stored = json.loads(path.read_text("utf-8"))
        tables = {name: TableEntry(**entry) for name, entry in stored.pop("tables").items()}
        inputs = tuple(stored.pop("inputs"))
        return Manifest(tables=tables, inputs=inputs, **stored)
    except (OSError, ValueError, TypeError, KeyError) as broken:
        raise ReleaseError(f"The manifest of release {folder.name} cannot be read.", repair="Build again.") from broken


def entry_of(path: Path, rows: int) -> TableEntry:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return TableEntry(rows=rows, size_bytes=path.stat().st_size, sha256=digest)
