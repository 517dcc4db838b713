"""Files that are broken or are something else: one clear problem each, nothing raised, nothing lost in silence."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from sursur.ingest.reading import Limits
from sursur.model.source import Severity
from tests.ingest.described import FIGURES, PROJECTS, read_file

HEADER = ["Provider", "Recipient", "Year", "Amount"]
ROWS: list[list[Any]] = [HEADER, ["A", "B", 2020, 1.5], ["A", "C", 2020, 2]]
PAGE = b"<!DOCTYPE html>\n<html><head><title>404 Not Found</title></head><body>Nothing here</body></html>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def workbook(sheets: dict[str, list[list[Any]]], **options: Any) -> bytes:
    """An XLSX file. `hidden` names sheets to hide, `merge` gives ranges of the first sheet with their value."""
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(number, column, value)
        if name in options.get("hidden", ()):
            sheet.hide()
    for first_row, first_column, last_row, last_column, value in options.get("merge", ()):
        book.worksheets()[0].merge_range(first_row, first_column, last_row, last_column, value)
    for row, column, formula, shown in options.get("formulas", ()):
        book.worksheets()[0].write_formula(row, column, formula, None, shown)
    book.close()
    return memory.getvalue()


def archive(members: dict[str, bytes]) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return memory.getvalue()


def locked() -> bytes:
    """What Excel writes for a workbook with a password: an OLE container with an encrypted package inside."""
    return OLE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600


REFUSED = [
    ("figures.csv", b"", "file-empty"),
    ("figures.csv", b" \n\n \n", "file-empty"),
    ("figures.csv", PAGE, "web-page"),
    ("figures.xls", PAGE, "web-page"),
    ("figures.csv", b"%PDF-1.7\n...", "not-a-table"),
    ("figures.csv", b'<?xml version="1.0"?><iati-activities/>', "not-a-table"),
    ("figures.csv", b'{"a": 1}', "not-a-table"),
    ("figures.csv", b"just some words\nand others\n", "header-missing"),
    ("figures.xlsx", workbook({"Sheet1": []}), "header-missing"),
    ("figures.xlsx", workbook({"Sheet1": ROWS})[:3000], "workbook-broken"),
    ("figures.xlsx", b"PK\x03\x04" + b"junk" * 100, "workbook-broken"),
    ("figures.xls", OLE, "workbook-broken"),
    ("figures.xlsx", locked(), "workbook-locked"),
    ("figures.zip", archive({"a.csv": b"x", "b.csv": b"y"}), "archive-of-several-files"),
    ("figures.csv.gz", gzip.compress(b"Provider,Recipient,Year,Amount\n" * 1000)[:-20], "packed-file-damaged"),
]


@pytest.mark.parametrize(("name", "content", "code"), REFUSED, ids=[f"{name} {code}" for name, _, code in REFUSED])
def test_a_file_that_is_no_table_is_one_problem(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    found = read_file(tmp_path, name, content, FIGURES)
    assert found.codes() == {code: 1}
    assert found.told(code).severity is Severity.ERROR
    assert found.told(code).repair
    assert found.rows("figure") == []


def test_a_workbook_named_csv_is_read_as_what_it_is(tmp_path: Path) -> None:
    found = read_file(tmp_path, "figures.csv", workbook({"S": ROWS}), FIGURES)
    assert found.summary.format == "xlsx"
    assert found.column("figure", "amount") == [Decimal("1.500000"), Decimal(2)]
    assert found.column("figure", "sheet") == ["S", "S"]
    assert found.column("figure", "row") == [2, 3]


def test_a_text_named_xlsx_is_read_as_what_it_is(tmp_path: Path) -> None:
    found = read_file(tmp_path, "figures.xlsx", "Provider,Recipient,Year,Amount\nA,B,2020,1\n", FIGURES)
    assert found.summary.format == "csv"
    assert len(found.rows("figure")) == 1


def test_packed_tables_are_unpacked(tmp_path: Path) -> None:
    text = b"Provider,Recipient,Year,Amount\nA,B,2020,1\n"
    for name, content in (("figures.csv.gz", gzip.compress(text)), ("figures.zip", archive({"x/t.csv": text}))):
        assert len(read_file(tmp_path / name, name, content, FIGURES).rows("figure")) == 1


def test_rows_before_the_break_of_a_packed_file_are_kept(tmp_path: Path) -> None:
    text = "Provider,Recipient,Year,Amount\n" + "".join(
        f"A,R{number},2020,{number * 7919}\n" for number in range(60_000)
    )
    found = read_file(tmp_path, "figures.csv.gz", gzip.compress(text.encode())[:-2000], FIGURES)
    assert found.codes() == {"packed-file-damaged": 1}
    assert len(found.rows("figure")) > 1000


def test_a_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    bomb = archive({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>", "xl/media/big": b"\0" * 60_000_000})
    found = read_file(tmp_path, "figures.xlsx", bomb, FIGURES)
    assert found.codes() == {"unpacks-too-large": 1}
    packed = gzip.compress(b"Provider,Recipient,Year,Amount\nA,B,2020,1\n" + (b" " * 999 + b"\n") * 60_000)
    found = read_file(tmp_path / "gz", "figures.csv.gz", packed, FIGURES)
    assert found.codes() == {"unpacks-too-large": 1}
    assert len(found.rows("figure")) == 1


def test_a_bomb_below_the_ratio_is_held_by_the_size(tmp_path: Path) -> None:
    found = read_file(tmp_path, "figures.xlsx", workbook({"S": ROWS}), FIGURES, Limits(unpacked_bytes=1000))
    assert found.codes() == {"unpacks-too-large": 1}


def test_failed_formulas_are_told_with_their_cells(tmp_path: Path) -> None:
    content = workbook({"S": ROWS}, formulas=[(1, 3, "=A99+#REF!", "#REF!"), (2, 3, "=1/0", "#DIV/0!")])
    found = read_file(tmp_path, "figures.xlsx", content, FIGURES)
    places = [(p.place.sheet, p.place.row, p.place.column) for p in found.problems if p.code == "formula-error"]
    assert places == [("S", 2, "D"), ("S", 3, "D")]
    assert "#REF!" in found.told("formula-error").message


def test_cells_merged_over_rows_have_their_value_in_each(tmp_path: Path) -> None:
    rows = [HEADER, ["", "B", 2020, 1], ["", "C", 2020, 2], ["D", "B", 2020, 3]]
    found = read_file(tmp_path, "figures.xlsx", workbook({"S": rows}, merge=[(1, 0, 2, 0, "A")]), FIGURES)
    assert found.column("figure", "provider") == ["A", "A", "D"]
    assert found.codes(Severity.NOTE) == {"cells-merged": 1}


def test_a_merged_header_of_two_lines_names_each_column(tmp_path: Path) -> None:
    rows = [["Provider", "Recipient", "Year", "", ""], ["", "", "", "Planned", "Paid"], ["A", "B", 2020, 1, 2]]
    descriptor = FIGURES.replace("figures:", "layout: {header_rows: 2}\nfigures:").replace(
        "amount: Amount", "amount: Amount Paid"
    )
    found = read_file(tmp_path, "figures.xlsx", workbook({"S": rows}, merge=[(0, 3, 0, 4, "Amount")]), descriptor)
    assert found.codes() == {}
    assert found.column("figure", "amount") == [Decimal(2)]


def test_hidden_sheets_are_told_and_named_sheets_are_found(tmp_path: Path) -> None:
    content = workbook({"Data": ROWS, "Old": ROWS}, hidden=["Old"])
    found = read_file(tmp_path, "figures.xlsx", content, FIGURES)
    assert len(found.rows("figure")) == 2
    assert found.codes(Severity.NOTE) == {"sheet-hidden": 1}
    named = FIGURES.replace("figures:", "layout: {sheets: [old]}\nfigures:", 1)
    assert set(read_file(tmp_path / "2", "figures.xlsx", content, named).column("figure", "sheet")) == {"Old"}


def test_a_sheet_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    named = FIGURES.replace("figures:", "layout: {sheets: [Totals]}\nfigures:", 1)
    found = read_file(tmp_path, "figures.xlsx", workbook({"Data": ROWS}), named)
    assert found.codes() == {"sheet-missing": 1}
    assert "`Data`" in found.told("sheet-missing").message


def test_sheets_without_the_table_do_not_hide_the_one_with_it(tmp_path: Path) -> None:
    found = read_file(tmp_path, "figures.xlsx", workbook({"Read me": [["Hello"]], "Data": ROWS}), FIGURES)
    assert len(found.rows("figure")) == 2


def test_a_sheet_too_wide_is_told(tmp_path: Path) -> None:
    rows = [[*HEADER, *range(30)], ["A", "B", 2020, 1]]
    found = read_file(tmp_path, "figures.xlsx", workbook({"S": rows}), FIGURES, Limits(sheet_columns=20))
    assert found.told("sheet-too-wide").place.sheet == "S"


def test_dates_and_numbers_of_a_workbook_keep_their_type(tmp_path: Path) -> None:
    rows = [
        ["Code", "Title", "Date", "Amount", "Country"],
        [7, "a", datetime(2020, 2, 9, tzinfo=UTC).replace(tzinfo=None), 0.1, "PE"],
        ["8", "b", "2020-02-10", "0.2", "BO"],
    ]
    found = read_file(tmp_path, "projects.xlsx", workbook({"S": rows}), PROJECTS)
    assert found.column("activity", "identifier") == ["7", "8"]
    assert [str(day) for day in found.column("transaction", "date")] == ["2020-02-09", "2020-02-10"]
    assert found.column("transaction", "amount") == [Decimal("0.100000"), Decimal("0.200000")]


def test_two_columns_of_one_name_are_told(tmp_path: Path) -> None:
    rows = [["Provider", "Recipient", "Year", "Amount", "Amount"], ["A", "B", 2020, 1, 9]]
    found = read_file(tmp_path, "figures.xlsx", workbook({"S": rows}), FIGURES)
    assert found.column("figure", "amount") == [Decimal(1)]
    assert found.codes() == {"column-twice": 1}


def test_a_quote_that_is_not_closed_is_told(tmp_path: Path) -> None:
    rows = 'Provider,Recipient,Year,Amount\nA,B,2020,1\nA,"C,2020,2\n' + "A,D,2020,3\n" * 600
    found = read_file(tmp_path, "figures.csv", rows, FIGURES)
    assert found.told("quote-unclosed").place.row == 3


def test_a_cell_longer_than_the_limit_is_told(tmp_path: Path) -> None:
    rows = "Provider,Recipient,Year,Amount\nA,B,2020,1\nA," + "x" * 5000 + ",2020,2\nA,C,2020,3\n"
    others = csv.field_size_limit()
    found = read_file(tmp_path, "figures.csv", rows, FIGURES, Limits(record_bytes=2000))
    assert csv.field_size_limit() == others, "the limit is that of this reader, not of the process"
    assert found.told("row-unreadable").place.row == 3
    assert found.column("figure", "recipient") == ["B", "C"]


def test_a_descriptor_without_flows_gives_its_reason_and_no_rows(tmp_path: Path) -> None:
    stock = "title: t\npublisher: p\nlicence: CC0\nlayer: research\nrow: none\nreason: a stock of debt\n"
    found = read_file(tmp_path, "debt.xlsx", workbook({"S": ROWS}), stock)
    assert found.codes(Severity.NOTE) == {"not-a-flow": 1}
    assert found.summary.notes == ("a stock of debt",)
