"""Which descriptor a file belongs to: by its name and by the columns of its header, so a renamed file is found too."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from fnmatch import fnmatchcase
from itertools import islice
from pathlib import Path

import python_calamine

from sursur.ingest.descriptor import Descriptor
from sursur.ingest.reading import Limits
from sursur.ingest.sheet.batch import header_key
from sursur.ingest.sheet.cells import text_of
from sursur.ingest.sheet.headers import SEARCHED_LINES
from sursur.ingest.sheet.opening import WORKBOOKS, kind_of
from sursur.ingest.sheet.text_files import DELIMITERS, decode_sample
from sursur.ingest.sheet.workbooks import refuse_bomb
from sursur.ingest.unpack import DamageError, head

UNRECOGNISED = "unrecognised"
IATI = "iati"


def recognise(path: Path, descriptors: Mapping[str, Descriptor]) -> str:
    """The dataset of a file: `iati` for XML, a descriptor's name, or `unrecognised`.

    A name that fits is taken when the columns fit too, or when no other descriptor's columns do: a file with a missing
    column shall be told so, not passed over.
    """
    kind = kind_of(path)
    if kind == "xml" or path.name.lower().endswith((".xml", ".xml.gz", ".xml.xz")):
        return IATI
    named = [d for d in descriptors.values() if _name_fits(path.name, d)]
    if kind == "html" and named:
        return named[0].dataset
    lines = header_lines(path, kind)
    by_columns = sorted((d for d in descriptors.values() if _columns_fit(lines, d)), key=_most_columns)
    for descriptor in (*(d for d in by_columns if d in named), *by_columns, *named):
        return descriptor.dataset
    return UNRECOGNISED


def _name_fits(name: str, descriptor: Descriptor) -> bool:
    return any(fnmatchcase(name.casefold(), pattern.casefold()) for pattern in descriptor.match.files)


def _columns_fit(lines: list[frozenset[str]], descriptor: Descriptor) -> bool:
    wanted = {header_key(column) for column in descriptor.match.columns}
    return bool(wanted) and any(wanted <= line for line in lines)


def _most_columns(descriptor: Descriptor) -> tuple[int, str]:
    return -len(descriptor.match.columns), descriptor.dataset


def header_lines(path: Path, kind: str) -> list[frozenset[str]]:
    """The first lines of every sheet as sets of column names; for text, under every delimiter."""
    if kind in WORKBOOKS:
        return _workbook_lines(path)
    if kind not in ("text", "gzip", "zip", "json"):
        return []
    sample = decode_sample(head(path))
    lines: list[frozenset[str]] = []
    for delimiter in DELIMITERS:
        lines += [_keys(row) for row in _split(sample, delimiter)]
    return lines


def _split(sample: str, delimiter: str) -> list[list[str]]:
    try:
        return list(islice(csv.reader(sample.splitlines(keepends=True), delimiter=delimiter), SEARCHED_LINES))
    except csv.Error:
        return []


def _workbook_lines(path: Path) -> list[frozenset[str]]:
    try:
        refuse_bomb(path, Limits())
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        sheets = [book.get_sheet_by_name(name).to_python(nrows=SEARCHED_LINES) for name in book.sheet_names]
    except (python_calamine.CalamineError, DamageError, OSError):
        return []
    return [_keys([text_of(cell) for cell in row]) for sheet in sheets for row in sheet]


def _keys(row: list[str]) -> frozenset[str]:
    return frozenset(header_key(cell) for cell in row if cell)
