"""A table on its way out that is too large to hold: its record batches are written one after the other.

The files are those of `sursur.publish.download`, with the same notes and the same safety; only that they begin to
leave before the last row is known. A workbook has an index at its end and is written to a temporary file first.
"""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet
import xlsxwriter

from sursur.publish.download import (
    FORMATS,
    XLSX_OPTIONS,
    XLSX_ROWS,
    close_sheet,
    cut_note,
    jsonable,
    neutral,
    open_sheet,
    plain,
    texts_by_label,
    write_cell,
    write_notes,
)

CHUNK = 1 << 16
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Stream:
    """`batches` are read once, in their order; `notes` as in `Download`."""

    title: str
    schema: pa.Schema
    batches: Iterable[pa.RecordBatch]
    notes: tuple[tuple[str, str], ...] = ()


def csv_chunks(stream: Stream) -> Iterator[bytes]:
    """UTF-8 with a byte order mark; the note stands below the table."""
    yield BYTE_ORDER_MARK + _csv_lines([stream.schema.names])
    for batch in stream.batches:
        yield _csv_lines([neutral(plain(value)) for value in row] for row in _rows(batch))
    if stream.notes:
        told = ([neutral(f"# {label}"), neutral(text)] for label, text in _titled(stream))
        yield _csv_lines([[], *told])


def _csv_lines(rows: Iterable[list[Any]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def json_chunks(stream: Stream) -> Iterator[bytes]:
    head = json.dumps({"title": stream.title, "notes": texts_by_label(stream.notes)}, ensure_ascii=False)
    yield f'{head.removesuffix("}")}, "rows": ['.encode()
    before = ""
    for batch in stream.batches:
        rows = (dict(zip(stream.schema.names, row, strict=True)) for row in _rows(batch))
        text = ", ".join(json.dumps(row, ensure_ascii=False, default=jsonable) for row in rows)
        if text:
            yield f"{before}{text}".encode()
            before = ", "
    yield b"]}\n"


def parquet_chunks(stream: Stream) -> Iterator[bytes]:
    """A row group per batch; the note is the metadatum `sursur` of the schema, as in `as_parquet`."""
    notes = json.dumps(texts_by_label(_titled(stream))).encode()
    schema = stream.schema.with_metadata({**(stream.schema.metadata or {}), b"sursur": notes})
    sink = _Passing()
    with pyarrow.parquet.ParquetWriter(pa.PythonFile(sink, mode="w"), schema, compression="zstd") as writer:
        for batch in stream.batches:
            writer.write_batch(batch.replace_schema_metadata(schema.metadata))
            yield from sink.taken()
    yield from sink.taken()


class _Passing(io.RawIOBase):
    """A file that hands on what is written to it and keeps nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: list[bytes] = []
        self._length = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._length

    def write(self, content: Any) -> int:  # noqa: ANN401 - whatever has bytes
        written = bytes(content)
        self._waiting.append(written)
        self._length += len(written)
        return len(written)

    def taken(self) -> Iterator[bytes]:
        waiting, self._waiting = self._waiting, []
        if waiting:
            yield b"".join(waiting)


def xlsx_chunks(stream: Stream) -> Iterator[bytes]:
    """One sheet with the table, as far as a worksheet reaches, and one with the note, which tells of a cut."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "flows.xlsx"
        options = {"constant_memory": True, "tmpdir": folder, **XLSX_OPTIONS}
        with xlsxwriter.Workbook(str(path), options) as workbook:
            workbook.set_properties({"title": stream.title})
            rows = _fill_sheet(workbook, stream)
            write_notes(workbook, [*_titled(stream), *cut_note(rows)])
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk


def _fill_sheet(workbook: xlsxwriter.Workbook, stream: Stream) -> int:
    """Write what the sheet has room for; the number of all rows."""
    sheet, formats = open_sheet(workbook, stream.schema)
    number = 0
    for batch in stream.batches:
        room = max(0, XLSX_ROWS - number)
        for place, row in enumerate(_rows(batch.slice(0, room)), start=number + 1):
            for column, value in enumerate(row):
                write_cell(sheet, place, column, value, formats[column])
        number += batch.num_rows
    close_sheet(sheet, number, len(formats))
    return number


def _titled(stream: Stream) -> list[tuple[str, str]]:
    return [("Title", stream.title), *stream.notes]


def _rows(batch: pa.RecordBatch) -> Iterator[tuple[Any, ...]]:
    return zip(*(column.to_pylist() for column in batch.columns), strict=True)


STREAMED: dict[str, tuple[str, Callable[[Stream], Iterator[bytes]]]] = {
    "csv": (FORMATS["csv"][0], csv_chunks),
    "xlsx": (FORMATS["xlsx"][0], xlsx_chunks),
    "json": (FORMATS["json"][0], json_chunks),
    "parquet": (FORMATS["parquet"][0], parquet_chunks),
}
"""Every format by its file ending: media type and writer."""
