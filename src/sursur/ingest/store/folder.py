"""The folder of one reading: a Parquet file per table and a summary, complete or not there at all."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq

from sursur.ingest.reading import Chunk, SourceFile, Summary
from sursur.model.source import Problem
from sursur.model.tables import PROBLEM, TABLES
from sursur.tabular import arrow_schema, arrow_table

SUMMARY = "summary.json"
PARTIAL = ".partial-"
"""Folders that a build left unfinished start like this; the next build removes them."""
ROW_GROUP = 30_000
"""Rows that are gathered before they are written: enough to compress well, few enough to stay small in memory."""


class Folder:
    """Written under another name, and renamed when complete, so that a killed build leaves nothing half."""

    def __init__(self, cache: Path, key: str, made_by: str = "") -> None:
        self._made_by = made_by
        self._target, self._partial = cache / key, cache / f"{PARTIAL}{key}"
        self._tables: dict[str, _TableFile] = {}
        self._summary = Summary("")
        shutil.rmtree(self._partial, ignore_errors=True)
        self._partial.mkdir(parents=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        for table in self._tables.values():
            table.close()
        shutil.rmtree(self._partial, ignore_errors=True)

    def add(self, chunk: Chunk) -> None:
        for name, rows in chunk.tables.items():
            self._append(name, rows)
        if chunk.problems:
            self._append(PROBLEM.name, problem_table(chunk.problems))
        self._summary = self._summary.plus(chunk.summary)

    def finish(self, source: SourceFile, instead: Path | None = None) -> None:
        """Make the reading visible, in one rename; `instead` names another folder than that of the key."""
        for table in self._tables.values():
            table.close()
        summary = {"source_id": source.source_id, "made_by": self._made_by} | asdict(self._summary)
        (self._partial / SUMMARY).write_text(json.dumps(summary, ensure_ascii=False, indent=1), encoding="utf-8")
        self._partial.replace(instead or self._target)

    def _append(self, name: str, rows: pa.Table) -> None:
        if rows.num_rows == 0:
            return
        if name not in self._tables:
            self._tables[name] = _TableFile(self._partial / f"{name}.parquet", arrow_schema(TABLES[name]))
        self._tables[name].append(rows)


class _TableFile:
    """Rows in the order they come, in row groups of about the same size."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._writer = pq.ParquetWriter(path, schema, compression="zstd", compression_level=1)
        self._waiting: list[pa.Table] = []
        self._rows = 0

    def append(self, rows: pa.Table) -> None:
        self._waiting.append(rows)
        self._rows += rows.num_rows
        if self._rows >= ROW_GROUP:
            self._write()

    def close(self) -> None:
        if self._waiting:
            self._write()
        self._writer.close()

    def _write(self) -> None:
        self._writer.write_table(pa.concat_tables(self._waiting), row_group_size=self._rows)
        self._waiting, self._rows = [], 0


def made_by_of(folder: Path) -> str:
    made_by: str = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))["made_by"]
    return made_by


def problem_table(problems: tuple[Problem, ...]) -> pa.Table:
    return arrow_table(PROBLEM, [_problem_row(problem) for problem in problems])


def _problem_row(problem: Problem) -> dict[str, object]:
    place = problem.place
    return {
        "source_id": problem.source_id,
        "sheet": place.sheet,
        "row": place.row,
        "byte_offset": place.byte_offset,
        "column": place.column,
        "identifier": place.identifier,
        "severity": str(problem.severity),
        "code": problem.code,
        "message": problem.message,
        "repair": problem.repair,
    }
