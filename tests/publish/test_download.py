"""A table leaves with its note, and no cell of it runs in somebody's spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from sursur.publish.download import FORMATS, Download, as_csv, as_json, as_parquet, as_xlsx, neutral

TABLE = pa.table(
    {
        "recipient": ["Türkiye", "=cmd|' /C calc'!A0", None],
        "usd": pa.array([Decimal("1.25"), Decimal("-3.00"), None], pa.decimal128(24, 2)),
        "day": pa.array([date(2019, 3, 20), None, None], pa.date32()),
        "counted": [True, False, None],
    }
)
DOWNLOAD = Download("Flows", TABLE, (("Source", "OECD DAC2a"), ("Licence", "=HYPERLINK()")))


def test_csv_opens_in_spreadsheets_with_its_note_below() -> None:
    text = as_csv(DOWNLOAD).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["recipient", "usd", "day", "counted"]
    assert rows[1] == ["Türkiye", "1.25", "2019-03-20", "True"]
    assert rows[2][:2] == ["'=cmd|' /C calc'!A0", "-3.00"]
    assert ["# Source", "OECD DAC2a"] in rows
    assert ["# Licence", "'=HYPERLINK()"] in rows


def test_xlsx_keeps_types_and_has_a_sheet_about_itself() -> None:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx(DOWNLOAD)))
    assert workbook.sheet_names == ["table", "about"]
    rows = workbook.get_sheet_by_name("table").to_python()
    assert rows[1] == ["Türkiye", 1.25, date(2019, 3, 20), True]
    assert rows[2][0] == "'=cmd|' /C calc'!A0"
    assert ["Licence", "'=HYPERLINK()"] in workbook.get_sheet_by_name("about").to_python()


def test_json_and_parquet_carry_the_values_as_they_are() -> None:
    document = json.loads(as_json(DOWNLOAD))
    assert document["rows"][1]["recipient"] == "=cmd|' /C calc'!A0"
    stored = pyarrow.parquet.read_table(io.BytesIO(as_parquet(DOWNLOAD)))
    assert stored.column("usd").to_pylist() == TABLE.column("usd").to_pylist()
    assert b"OECD DAC2a" in stored.schema.metadata[b"sursur"]


@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_an_empty_table_is_a_file_with_a_header(ending: str) -> None:
    assert FORMATS[ending][1](Download("Nothing", TABLE.slice(0, 0)))


@given(st.text())
def test_no_text_starts_a_formula_after_it_was_neutralised(text: str) -> None:
    assert not str(neutral(text)).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
