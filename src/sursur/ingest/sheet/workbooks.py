"""XLSX, XLSM, XLSB, XLS and ODS through calamine, with the limits and warnings that it does not give itself."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import python_calamine
from lxml import etree

from sursur.ingest.reading import Limits
from sursur.ingest.sheet.cells import Cell, repeated
from sursur.ingest.sheet.grid import Grid, NumberedRow
from sursur.ingest.sheet.report import Report
from sursur.ingest.unpack import RATIO_FROM, DamageError
from sursur.model.source import Place
from sursur.sentences import Sentence

BLOCK = 1 << 20
ERROR_CELL = re.compile(
    rb'<c r="([A-Z]+)(\d+)"[^>]*?(?:\st="e"[^>]*>(?:<f[^>]*(?:/>|>[^<]*</f>))?<v>([^<]*)</v>'
    rb"|>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>)"
)
"""A formula that failed, or one that was never calculated: a program wrote it and no spreadsheet program opened it."""
LONGEST_ERROR_CELL = 10_000
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def open_workbook(path: Path, limits: Limits, report: Report) -> list[Grid]:
    """The sheets of a workbook. Raises `DamageError` for a bomb, a password or a broken file."""
    refuse_bomb(path, limits)
    errors = _error_cells(path) if zipfile.is_zipfile(path) else {}
    book = _open(path)
    grids = []
    for meta in book.sheets_metadata:
        if meta.typ == python_calamine.SheetTypeEnum.WorkSheet:
            visible = meta.visible == python_calamine.SheetVisibleEnum.Visible
            grids.append(Grid(meta.name, visible, _rows(book, meta.name, limits, report, errors.get(meta.name, ()))))
    return grids


def _open(path: Path) -> python_calamine.CalamineWorkbook:
    try:
        return python_calamine.CalamineWorkbook.from_path(str(path))
    except python_calamine.PasswordError as error:
        raise DamageError(
            "workbook-locked",
            Sentence("The workbook is protected by a password."),
            Sentence("Save a copy without a password."),
        ) from error
    except (python_calamine.CalamineError, OSError) as error:
        raise DamageError(
            "workbook-broken",
            Sentence("The workbook cannot be opened: %(error)s.", error=str(error)),
            Sentence("Open it in a spreadsheet program and save it again."),
        ) from error


def _rows(
    book: python_calamine.CalamineWorkbook,
    name: str,
    limits: Limits,
    report: Report,
    errors: tuple[tuple[int, str, str], ...],
) -> Iterator[NumberedRow]:
    try:
        sheet = book.get_sheet_by_name(name)
    except python_calamine.CalamineError as error:
        report.error(
            "sheet-broken",
            Sentence("The sheet cannot be read: %(error)s.", error=str(error)),
            Sentence("Save the workbook again."),
            Place(sheet=name),
        )
        return
    if sheet.start is None or sheet.end is None:
        return
    if sheet.end[1] - sheet.start[1] >= limits.sheet_columns:
        report.error(
            "sheet-too-wide",
            Sentence(
                "The sheet has more than %(most)s columns; it was not read.",
                most=limits.sheet_columns,
            ),
            Sentence("Delete the columns that hold nothing."),
            Place(sheet=name),
        )
        return
    for row, column, found in errors:
        _tell_formula(found, report, Place(sheet=name, row=row, column=column))
    yield from _unmerged(sheet, name, report)


def _tell_formula(error: str, report: Report, place: Place) -> None:
    if error:
        report.warn(
            "formula-error",
            Sentence("The cell holds the formula error %(error)s; its value is taken as empty.", error=str(error)),
            Sentence("Repair the formula and save the workbook."),
            place,
        )
    else:
        report.warn(
            "formula-uncalculated",
            Sentence("The cell holds a formula whose result is not in the file; it is taken as empty."),
            Sentence("Open the workbook in a spreadsheet program and save it there."),
            place,
        )


def _unmerged(sheet: python_calamine.CalamineSheet, name: str, report: Report) -> Iterator[NumberedRow]:
    """Rows in which a cell merged over several rows or columns has its value in each of them, as people read it."""
    spans = _spans(sheet)
    held: dict[int, tuple[int, Cell]] = {}
    told = False
    for number, row in enumerate(sheet.iter_rows()):
        cells: list[Cell] = list(row)
        for first, last, bottom in spans.get(number, ()):
            if bottom > number and not told:
                told = True
                report.note(
                    "cells-merged",
                    Sentence("Some cells are merged over several rows: a text is taken for each of these rows."),
                    place=Place(sheet=name, row=number + 1),
                )
            shown = repeated(cells[first])
            for column in range(first, min(last, len(cells) - 1) + 1):
                held[column] = (bottom, shown)
        for column, (bottom, value) in held.items():
            if number <= bottom and cells[column] == "":
                cells[column] = value
        yield number + 1, cells


def _spans(sheet: python_calamine.CalamineSheet) -> dict[int, list[tuple[int, int, int]]]:
    """Merged ranges by their top row: first and last column (from the first used one), bottom row."""
    left = sheet.start[1] if sheet.start else 0
    spans: dict[int, list[tuple[int, int, int]]] = {}
    for (top, first), (bottom, last) in sheet.merged_cell_ranges or ():
        if first >= left:
            spans.setdefault(top, []).append((first - left, last - left, bottom))
    return spans


def _error_cells(path: Path) -> Mapping[str, tuple[tuple[int, str, str], ...]]:
    """Cells whose formula failed (#REF!, #N/A): calamine gives them as empty. By sheet: row, column letters, error."""
    with zipfile.ZipFile(path) as archive:
        try:
            return {name: tuple(_scan(archive, member)) for name, member in _sheet_members(archive).items()}
        except (KeyError, etree.XMLSyntaxError, zipfile.BadZipFile, OSError, ValueError, EOFError):
            return {}


def refuse_bomb(path: Path, limits: Limits) -> None:
    """Raises DamageError for a workbook that would unpack beyond the limits; other files pass."""
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(member.file_size for member in archive.infolist())
    ratio = unpacked / max(path.stat().st_size, 1)
    if unpacked > limits.unpacked_bytes or (unpacked > RATIO_FROM and ratio > limits.unpacked_ratio):
        raise DamageError(
            "unpacks-too-large",
            Sentence(
                "The workbook unpacks to %(unpacked)s bytes, %(ratio)s times its size; it was not opened.",
                unpacked=f"{unpacked:,}",
                ratio=f"{ratio:,.0f}",
            ),
            Sentence("If it is real, save it as CSV, or raise the limit in the settings."),
        )


def _sheet_members(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → path in the archive; empty for workbooks that are not XLSX."""
    if "xl/workbook.xml" not in archive.namelist():
        return {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    book = etree.fromstring(archive.read("xl/workbook.xml"), parser)
    relations = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), parser)
    targets = {str(relation.get("Id")): str(relation.get("Target")) for relation in relations}
    found = {}
    for sheet in book.iter("{*}sheet"):
        target = targets.get(str(sheet.get(RELATION)), "").lstrip("/")
        found[str(sheet.get("name"))] = target if target.startswith("xl/") else f"xl/{target}"
    return found


def _scan(archive: zipfile.ZipFile, member: str) -> Iterator[tuple[int, str, str]]:
    """Look for error cells in blocks, each with the end of the one before it."""
    tail = b""
    with archive.open(member) as stream:
        while block := stream.read(BLOCK):
            window = tail + block
            end = 0
            for found in ERROR_CELL.finditer(window):
                end = found.end()
                yield int(found[2]), found[1].decode(), (found[3] or b"").decode("utf-8", "replace")
            tail = window[max(end, len(window) - LONGEST_ERROR_CELL) :]
