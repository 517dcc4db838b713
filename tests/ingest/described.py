"""What the tests of tabular sources share: a file and its descriptor written into a folder, and read at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from sursur.ingest.descriptor import load_descriptors
from sursur.ingest.reading import Chunk, Limits, Summary
from sursur.ingest.sheet import read
from sursur.ingest.snapshot import collect
from sursur.model.source import Problem, Severity
from sursur.model.tables import TABLES
from sursur.tabular import arrow_schema

PROJECTS = """
title: Projects of an agency
publisher: Agency for tests
licence: CC0
layer: own_report
row: activity
match: {files: ["projects.*"]}
activity:
  identifier: Code
  title: Title
transactions:
  - type: {constant: "3"}
    date: {column: Date, optional: true}
    amount: {column: Amount, required: true}
    currency: {constant: USD}
splits:
  - dimension: {constant: country}
    code: {column: Country, optional: true}
"""

FIGURES = """
title: Totals of an agency
publisher: Agency for tests
licence: CC0
layer: official_aggregate
row: figure
match: {files: ["figures.*"]}
figures:
  - provider: Provider
    provider_scheme: {constant: name}
    recipient: Recipient
    recipient_scheme: {constant: name}
    year: Year
    measure: {constant: grants}
    part_of_total: {constant: true}
    stage: {constant: disbursement}
    amount: Amount
    currency: {constant: USD}
"""


@dataclass(frozen=True)
class Reading:
    """All that reading one file gave."""

    tables: Mapping[str, pa.Table]
    problems: tuple[Problem, ...]
    summary: Summary
    chunks: int

    def rows(self, table: str) -> list[dict[str, Any]]:
        return list(self.tables[table].to_pylist()) if table in self.tables else []

    def column(self, table: str, name: str) -> list[Any]:
        return [row[name] for row in self.rows(table)]

    def codes(self, at_least: Severity = Severity.WARNING) -> Counter[str]:
        """How often each code was told; notes are left out unless asked for."""
        asked = {Severity.NOTE: set(Severity), Severity.WARNING: {Severity.ERROR, Severity.WARNING}}.get(
            at_least, {Severity.ERROR}
        )
        return Counter(problem.code for problem in self.problems if problem.severity in asked)

    def told(self, code: str) -> Problem:
        return next(problem for problem in self.problems if problem.code == code)


def read_file(folder: Path, name: str, content: bytes | str, descriptor: str, limits: Limits | None = None) -> Reading:
    """Write a file and its own descriptor, find them as a build does, and read."""
    folder.mkdir(parents=True, exist_ok=True)
    data = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(data)
    (folder / f"{name}.sursur.yml").write_text(descriptor, encoding="utf-8")
    found = collect([folder], load_descriptors())
    source = next(file for file in found.files if file.file_name == name)
    return gather(list(read(source, found.descriptors[source.dataset], limits)))


def gather(chunks: list[Chunk]) -> Reading:
    names = {name for chunk in chunks for name in chunk.tables}
    tables = {name: pa.concat_tables([c.tables[name] for c in chunks if name in c.tables]) for name in sorted(names)}
    for name, table in tables.items():
        assert table.schema == arrow_schema(TABLES[name]), name
    summary = chunks[-1].summary
    assert summary is not None
    assert all(chunk.summary is None for chunk in chunks[:-1])
    return Reading(tables, tuple(problem for chunk in chunks for problem in chunk.problems), summary, len(chunks))
