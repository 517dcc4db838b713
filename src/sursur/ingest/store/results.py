"""What stands in the store: the files of a table, the summary of a reading, and the sources as a table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from sursur.ingest.reading import SourceFile, Summary
from sursur.ingest.store.folder import SUMMARY
from sursur.model.tables import SOURCE
from sursur.tabular import arrow_table


def table_files(folders: Iterable[Path], table: str) -> list[Path]:
    """The Parquet files of one table, each once, in the order of the folders; a reading without such rows has none."""
    unique = dict.fromkeys(folder / f"{table}.parquet" for folder in folders)
    return [path for path in unique if path.is_file()]


def summary_of(folder: Path) -> Summary:
    read: dict[str, Any] = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
    counts = {name: read[name] for name in ("rows_read", "rows_kept", "rows_rejected", "rows_left_out")}
    return Summary(read["format"], **counts, notes=tuple(read["notes"]))


def source_table(files: Sequence[SourceFile], folders: Sequence[Path]) -> pa.Table:
    """One row per file as it came; two files with the same content are one row, the first."""
    rows: dict[str, dict[str, Any]] = {}
    for file, folder in zip(files, folders, strict=True):
        rows.setdefault(file.source_id, _source_row(file, summary_of(folder)))
    return arrow_table(SOURCE, rows.values())


def _source_row(file: SourceFile, summary: Summary) -> dict[str, Any]:
    described = ("source_id", "dataset", "file_name", "title", "publisher", "url", "licence", "retrieved_at", "sha256")
    counted = ("format", "rows_read", "rows_kept", "rows_rejected", "rows_left_out")
    return {
        **{name: getattr(file, name) for name in (*described, "size_bytes", "layer", "price_note")},
        **{name: getattr(summary, name) for name in counted},
    }
