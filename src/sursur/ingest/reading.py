"""What every reader takes and gives: a file with its provenance and limits in, chunks of tables and problems out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol, runtime_checkable

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

    def plus(self, other: Summary | None) -> Summary:
        """Both parts of a file together; the format is the one that either of them knows."""
        if other is None:
            return self
        return Summary(
            other.format or self.format,
            self.rows_read + other.rows_read,
            self.rows_kept + other.rows_kept,
            self.rows_rejected + other.rows_rejected,
            self.rows_left_out + other.rows_left_out,
            self.notes + other.notes,
        )


@dataclass(frozen=True, slots=True)
class Chunk:
    """A bounded part of a file: tables by name (schemas of `sursur.model.tables`) and the problems met in it.

    A reader's last chunk carries the summary of the whole file; the others carry none.
    """

    tables: Mapping[str, pa.Table]
    problems: tuple[Problem, ...] = ()
    summary: Summary | None = None


class Reader(Protocol):
    """Says what it handles and reads it. Readers travel to worker processes: they hold plain values only."""

    def handles(self, source: SourceFile, head: bytes) -> bool:
        """Whether this reader is the one, judged by the first unpacked bytes of the file (up to 64 kB)."""

    def fingerprint(self, source: SourceFile) -> str:
        """Changes whenever the same bytes would give other rows: with the code, or with a descriptor."""

    def read(self, source: SourceFile, limits: Limits) -> Iterator[Chunk]:
        """Never raises for what the file contains."""


class Tally(Protocol):
    """What must be known of all chunks of a file before its last one can be written."""

    def add(self, chunk: Chunk) -> None: ...

    def close(self) -> Chunk: ...


@runtime_checkable
class SplitReader(Reader, Protocol):
    """A reader of files so large that several processes share one: cutting is cheap, reading the parts is the work."""

    def parts(self, source: SourceFile, limits: Limits, earlier: Path | None) -> Iterator[object]:
        """Parts in the order of the file, which travel to other processes.

        `earlier` is the folder of an earlier reading of the same file: unchanged records may be taken from it.
        """

    def read_part(self, part: object) -> Chunk: ...

    def lost(self, source: SourceFile, part: object, reason: str) -> Chunk:
        """The problem of a part whose process died, with the records that are left out with it."""

    def tally(self, source: SourceFile) -> Tally: ...
