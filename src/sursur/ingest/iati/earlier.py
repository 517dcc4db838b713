"""Rows of an earlier reading of the same file: activities whose bytes did not change are taken over, not read again.

What is taken over is what a fresh reading would give, to the byte; an activity that had a problem is always read again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sursur.ingest.iati.frame import frame_of
from sursur.ingest.iati.parts import Frame, RawRecord
from sursur.model.tables import ACTIVITY, DETAIL, INGESTED, PROBLEM

_ID = "^[0-9a-f]+-[0-9]+"
_OWN_IDS = {
    "transaction": ("transaction_id",),
    "budget": ("budget_id",),
    "narrative": ("owner_id",),
    "split": ("transaction_id",),
}
"""Columns that start with the id of the record."""


class Earlier:
    """Which activities of an earlier reading can be taken over, found by the hash of their bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._frame = _frame(folder)
        self._by_hash: defaultdict[str, list[int]] = defaultdict(list)
        ordinals, offsets, digests = _columns(folder, ACTIVITY.name, ("ordinal", "byte_offset", "content_hash"))
        (faulty,) = _columns(folder, PROBLEM.name, ("byte_offset",))
        doubtful = {bisect_right(offsets, offset) - 1 for offset in faulty if offset is not None}
        for position, (ordinal, digest) in enumerate(zip(ordinals, digests, strict=True)):
            if position not in doubtful:
                self._by_hash[digest].append(ordinal)

    def find(self, frame: Frame, digest: str) -> int | None:
        """The earlier ordinal of an activity with the same bytes under a like root; each is given once."""
        found = self._by_hash.get(digest)
        if not found or self._frame is None or not frame.reads_like(self._frame):
            return None
        return found.pop(0)


def _columns(folder: Path, table: str, names: tuple[str, ...]) -> tuple[list[Any], ...]:
    path = folder / f"{table}.parquet"
    if not path.is_file():
        return tuple([] for _ in names)
    read = pq.read_table(path, columns=list(names))
    return tuple(read.column(name).to_pylist() for name in names)


def _frame(folder: Path) -> Frame | None:
    """The root of the earlier file, which stands among the details of the file as a whole; None if it had several."""
    source_id = _source_id(folder)
    path = folder / f"{DETAIL.name}.parquet"
    roots = ("iati-activities", "iati-organisations")
    if path.is_file():
        of_file = pq.read_table(path, filters=[("activity_id", "=", source_id), ("element", "in", roots)])
        if of_file.num_rows > 1:
            return None
        if of_file.num_rows:
            return frame_of(Frame(source_id), of_file.column("xml")[0].as_py().encode())
    return Frame(source_id)


def taken_over(folder: Path, frame: Frame, records: Sequence[RawRecord]) -> dict[str, pa.Table]:
    """The rows of unchanged activities, as they would be read from the file as it is now."""
    earlier_id = _source_id(folder)
    taken = {f"{earlier_id}-{record.taken}": record for record in records if record.taken is not None}
    if not taken:
        return {}
    found = {table.name: _rows(folder, table.name, taken) for table in INGESTED}
    kept = {name: rows.combine_chunks() for name, rows in found.items() if rows is not None and rows.num_rows}
    return {name: _renamed(name, rows, frame, taken) for name, rows in kept.items()}


@lru_cache(maxsize=4)
def _source_id(folder: Path) -> str:
    path = folder / f"{ACTIVITY.name}.parquet"
    if not path.is_file():
        return ""
    first: str = pq.ParquetFile(path).read_row_group(0, ["source_id"])[0][0].as_py()
    return first


def _rows(folder: Path, table: str, taken: dict[str, RawRecord]) -> pa.Table | None:
    """Rows of the given records; row groups are in the order of the file, so only those around them are opened."""
    spans = _spans(folder, table)
    ordinals = [record.taken for record in taken.values() if record.taken is not None]
    first, last = min(ordinals), max(ordinals)
    groups = [number for number, span in enumerate(spans) if span[0] <= last and first <= span[1]]
    if not groups:
        return None
    ids = pa.array(taken)
    parts = [_row_group(folder, table, number) for number in groups]
    return pa.concat_tables([part.filter(pc.is_in(part.column("activity_id"), ids)) for part in parts])


@lru_cache(maxsize=64)
def _spans(folder: Path, table: str) -> tuple[tuple[int, int], ...]:
    """First and last ordinal of each row group; the rows of the file as a whole stand last and have none."""
    path = folder / f"{table}.parquet"
    if not path.is_file():
        return ()
    file = pq.ParquetFile(path)
    return tuple(_span(file.read_row_group(number, ["activity_id"])[0]) for number in range(file.num_row_groups))


def _span(ids: pa.ChunkedArray[Any]) -> tuple[int, int]:
    ends = (ids[0].as_py(), ids[len(ids) - 1].as_py())
    first, last = (int(text.partition("-")[2] or 1 << 62) for text in ends)
    return first, last


@lru_cache(maxsize=2 * len(INGESTED))
def _row_group(folder: Path, table: str, number: int) -> pa.Table:
    """Batches follow one another, so the row group of the last one is most likely that of the next."""
    return pq.ParquetFile(folder / f"{table}.parquet").read_row_group(number)


def _renamed(table: str, rows: pa.Table, frame: Frame, taken: dict[str, RawRecord]) -> pa.Table:
    """The ids, ordinal and place that the records have in the file as it is now."""
    position = pc.index_in(rows.column("activity_id"), pa.array(taken))
    new_ids = pc.take(pa.array([f"{frame.source_id}-{record.ordinal}" for record in taken.values()]), position)
    changed: dict[str, Any] = {"activity_id": new_ids}
    for name in _OWN_IDS.get(table, ()):
        rest = pc.replace_substring_regex(rows.column(name), _ID, "")
        joined: Any = [new_ids, rest, ""]
        changed[name] = pc.binary_join_element_wise(*joined)
    if "source_id" in rows.column_names:
        changed["source_id"] = pa.array([frame.source_id] * rows.num_rows)
    if table == ACTIVITY.name:
        changed["ordinal"] = pc.take(pa.array([record.ordinal for record in taken.values()]), position)
        changed["byte_offset"] = pc.take(pa.array([record.byte_offset for record in taken.values()]), position)
    columns = [changed.get(name, rows.column(name)) for name in rows.column_names]
    return pa.Table.from_arrays(columns, schema=rows.schema)


def in_file_order(parts: Sequence[pa.Table], frame: Frame, records: Sequence[RawRecord]) -> pa.Table:
    """Rows of several parts of a batch, in the order of its records; inside a record their order stays."""
    together = pa.concat_tables(parts).combine_chunks()
    ids = pa.array([f"{frame.source_id}-{record.ordinal}" for record in records])
    keys = pa.table(
        {"record": pc.index_in(together.column("activity_id"), ids), "row": pa.array(range(together.num_rows))}
    )
    return together.take(pc.sort_indices(keys, sort_keys=[("record", "ascending"), ("row", "ascending")]))
