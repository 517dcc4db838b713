"""What every reader takes and gives: a file with its provenance and limits in, chunks of tables and problems out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from sursur.model.source import Problem

SOURCE_ID_DIGITS = 16
"""64 bits of the SHA-256: two different files among a million share them once in 37 million builds."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file as it came. `path` is where its bytes are now, `file_name` how people know it."""

    path: Path
    file_name: str
    sha256: str
    size_bytes: int
    dataset: str
    layer: str
    title: str = ""
    publisher: str = ""
    url: str = ""
    licence: str = ""
    retrieved_at: datetime | None = None
    price_note: str = ""

    @property
    def source_id(self) -> str:
        return self.sha256[:SOURCE_ID_DIGITS]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a single file may ask of the machine; every number is a setting."""

    unpacked_bytes: int = 4_000_000_000
    """Of one file after unpacking; more is refused as a possible zip bomb."""
    unpacked_ratio: int = 200
    """Unpacked over packed size, judged after the first 50 MB."""
    record_bytes: int = 50_000_000
    """Of one activity or one attribute."""
    depth: int = 100
    """Nested elements."""
    sheet_rows: int = 2_000_000
    sheet_columns: int = 2_000


@dataclass(frozen=True, slots=True)
class Summary:
    """How a file was accounted for: every record read is kept or rejected with a problem."""

    format: str
    rows_read: int = 0
    rows_kept: int = 0
    rows_rejected: int = 0
    rows_left_out: int = 0
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Chunk:
    """A bounded part of a file: tables by name (schemas of `sursur.model.tables`) and the problems met in it.

    A reader's last chunk carries the summary of the whole file; the others carry none.
    """

    tables: Mapping[str, pa.Table]
    problems: tuple[Problem, ...] = ()
    summary: Summary | None = None
