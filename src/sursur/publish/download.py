"""A table on its way out, with the note that belongs to it: what it is, its filters, release, sources and licences.

Text that a spreadsheet would run as a formula is neutralised in CSV and XLSX (OWASP, CSV Injection,
https://owasp.org/www-community/attacks/CSV_Injection); Parquet and JSON carry the values as they are.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet
import xlsxwriter

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
XLSX_ROWS = 1_048_575
"""Rows below the header that a worksheet holds (Excel specifications and limits)."""
XLSX_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True}


@dataclass(frozen=True, slots=True)
class Download:
    """`notes` are label and text, such as ("Source", "OECD DAC2a; terms of use …")."""

    title: str
    table: pa.Table
    notes: tuple[tuple[str, str], ...] = ()


def neutral(value: Any) -> Any:  # noqa: ANN401 - a cell holds anything
    """A text that would start a formula gets an apostrophe before it; everything else stays as it is."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return value


def as_csv(download: Download) -> bytes:
    """UTF-8 with a byte order mark, which spreadsheets need to read it rightly; the note stands below the table."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(download.table.column_names)
    for row in _rows(download.table):
        writer.writerow([neutral(plain(value)) for value in row])
    if download.notes:
        writer.writerow([])
        writer.writerows([neutral(f"# {label}"), neutral(note)] for label, note in _all_notes(download))
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def as_json(download: Download) -> bytes:
    """Decimals are written as numbers with their digits, dates as ISO 8601."""
    document = {
        "title": download.title,
        "notes": texts_by_label(download.notes),
        "rows": [dict(zip(download.table.column_names, row, strict=True)) for row in _rows(download.table)],
    }
    return (json.dumps(document, ensure_ascii=False, default=jsonable) + "\n").encode()


def as_parquet(download: Download) -> bytes:
    notes = texts_by_label(_all_notes(download))
    metadata = dict(download.table.schema.metadata or {}) | {b"sursur": json.dumps(notes).encode()}
    described = download.table.replace_schema_metadata(metadata)
    buffer = io.BytesIO()
    pyarrow.parquet.write_table(described, buffer, compression="zstd")
    return buffer.getvalue()


def as_xlsx(download: Download) -> bytes:
    """One sheet with the table, one with the note. Tables longer than a sheet say so and are cut."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, **XLSX_OPTIONS}) as workbook:
        workbook.set_properties({"title": download.title})
        sheet, formats = open_sheet(workbook, download.table.schema)
        for number, row in enumerate(_rows(download.table.slice(0, XLSX_ROWS)), start=1):
            for column, value in enumerate(row):
                write_cell(sheet, number, column, value, formats[column])
        close_sheet(sheet, download.table.num_rows, download.table.num_columns)
        write_notes(workbook, _all_notes(download))
    return buffer.getvalue()


def open_sheet(workbook: xlsxwriter.Workbook, schema: pa.Schema) -> tuple[Any, list[object | None]]:
    """A sheet with its head, and how the cells of each column look."""
    sheet = workbook.add_worksheet("table")
    head = workbook.add_format({"bold": True, "bottom": 1})
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    money = workbook.add_format({"num_format": "#,##0.00"})
    for column, name in enumerate(schema.names):
        sheet.set_column(column, column, max(12, min(40, len(name) + 2)))
    for column, name in enumerate(schema.names):
        sheet.write_string(0, column, name, head)
    return sheet, [_format(field.type, day, money) for field in schema]


def close_sheet(sheet: Any, rows: int, columns: int) -> None:  # noqa: ANN401 - xlsxwriter has no types
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, min(rows, XLSX_ROWS)), max(0, columns - 1))


def _format(kind: pa.DataType, day: object, money: object) -> object | None:
    if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        return day
    return money if pa.types.is_decimal(kind) else None


def write_cell(sheet: Any, row: int, column: int, value: Any, style: object | None) -> None:  # noqa: ANN401
    if value is None:
        return
    if isinstance(value, str):
        sheet.write_string(row, column, neutral(value))
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value.replace(tzinfo=None), style)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, style)
    else:
        sheet.write_number(row, column, value, style)


def write_notes(workbook: xlsxwriter.Workbook, notes: Iterable[tuple[str, str]]) -> None:
    sheet = workbook.add_worksheet("about")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 120)
    for row, (label, note) in enumerate(notes):
        sheet.write_string(row, 0, neutral(label))
        sheet.write_string(row, 1, neutral(note))


def _all_notes(download: Download) -> list[tuple[str, str]]:
    return [("Title", download.title), *download.notes, *cut_note(download.table.num_rows)]


def cut_note(rows: int) -> tuple[tuple[str, str], ...]:
    """What a worksheet has no room for, if anything."""
    cut = rows - XLSX_ROWS
    warning = f"A worksheet ends after {XLSX_ROWS} rows; {cut} more are in the CSV and Parquet files."
    return (("Cut", warning),) if cut > 0 else ()


def texts_by_label(notes: Iterable[tuple[str, str]]) -> dict[str, str | list[str]]:
    """Texts by label; a label that stands several times, such as Source, holds the list of its texts."""
    texts: dict[str, list[str]] = {}
    for label, text in notes:
        texts.setdefault(label, []).append(text)
    return {label: found if len(found) > 1 else found[0] for label, found in texts.items()}


def _rows(table: pa.Table) -> list[tuple[Any, ...]]:
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))


def plain(value: Any) -> Any:  # noqa: ANN401 - a cell holds anything
    return value.isoformat() if isinstance(value, date) else value


def jsonable(value: object) -> object:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")


FORMATS: dict[str, tuple[str, Callable[[Download], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "json": ("application/json", as_json),
    "parquet": ("application/vnd.apache.parquet", as_parquet),
}
"""Every format by its file ending: media type and writer."""
