"""What a file really is, whatever its name says, and how its rows are reached."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from sursur.ingest.reading import Limits
from sursur.ingest.sheet.grid import Grid
from sursur.ingest.sheet.report import Report
from sursur.ingest.sheet.text_files import Dialect, read_sample, read_text_rows, sniff_delimiter, sniff_encoding
from sursur.ingest.sheet.workbooks import open_workbook
from sursur.ingest.unpack import DamageError, unpacked
from sursur.sentences import phrase

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
HEAD_BYTES = 4096
WORKBOOKS = ("xlsx", "xls", "ods")


def kind_of(path: Path) -> str:
    """xlsx, ods, xls, locked, zip, gzip, pdf, xml, html, json, empty, or text."""
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    if not head:
        return "empty"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(path)
    if head.startswith(OLE):
        return "locked" if _holds(path, ENCRYPTED_STREAM) else "xls"
    for magic, kind in (
        (b"\x1f\x8b", "gzip"),
        (b"%PDF", "pdf"),
        (b"\xfd7zXZ", "gzip"),
        (b"BZh", "bzip2"),
        (b"PAR1", "parquet"),
    ):
        if head.startswith(magic):
            return kind
    return _kind_of_text(head)


def _kind_of_text(head: bytes) -> str:
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")) or b"<html" in start[:1000]:
        return "html"
    if start.startswith((b"<?xml", b"<iati")):
        return "xml"
    return "json" if start.startswith((b"{", b'[{"', b"[\n")) else "text"


def _kind_of_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype")[:100]:
                return "ods"
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        return "zip-broken"
    if names & {"xl/workbook.xml", "xl/workbook.bin"}:
        return "xlsx"
    return "zip"


def _holds(path: Path, mark: bytes) -> bool:
    with path.open("rb") as stream:
        return mark in stream.read(1 << 22)


REFUSED = {
    "empty": ("file-empty", phrase("The file has no bytes."), phrase("Download or export it again.")),
    "html": (
        "web-page",
        phrase("The file is a web page, not a table (often an error page saved under the table's name)."),
        phrase("Open the address in a browser, and download the table itself."),
    ),
    "locked": (
        "workbook-locked",
        phrase("The workbook is protected by a password."),
        phrase("Save a copy without a password."),
    ),
    "pdf": ("not-a-table", phrase("The file is a PDF."), phrase("Ask for the figures as CSV or XLSX.")),
    "xml": (
        "not-a-table",
        phrase("The file is XML, not a table."),
        phrase("If it is IATI, take the descriptor off it."),
    ),
    "json": ("not-a-table", phrase("The file is JSON, not a table."), phrase("Export it as CSV or XLSX.")),
    "zip-broken": (
        "workbook-broken",
        phrase("The file starts like a workbook and breaks off."),
        phrase("Download it again."),
    ),
    "bzip2": ("not-a-table", phrase("The file is packed with bzip2."), phrase("Unpack it first.")),
    "parquet": ("not-a-table", phrase("The file is Parquet."), phrase("Export it as CSV.")),
}


def open_grids(
    path: Path, dialect: tuple[str, str], columns: list[str], limits: Limits, report: Report
) -> tuple[str, list[Grid]]:
    """The kind of the file and its sheets. `dialect` is encoding and delimiter where the descriptor names them.

    Raises `DamageError` where there is no table to read.
    """
    kind = kind_of(path)
    if kind in REFUSED:
        raise DamageError(*REFUSED[kind])
    if kind in WORKBOOKS:
        return kind, open_workbook(path, limits, report)
    opener = partial(_stream, path, limits)
    encoding = dialect[0] or sniff_encoding(opener, report, columns)
    delimiter = dialect[1] or sniff_delimiter(read_sample(opener, encoding), columns)
    rows = read_text_rows(opener, Dialect(encoding, delimiter), limits, report)
    return ("csv" if delimiter != "\t" else "tsv"), [Grid(None, visible=True, rows=rows)]


def _stream(path: Path, limits: Limits) -> BinaryIO:
    return cast("BinaryIO", _Unpacked(unpacked(path, limits)))


class _Unpacked(io.RawIOBase):
    """Blocks of an unpacked file as a stream to read from."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        super().__init__()
        self._blocks, self._rest = blocks, b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes: what is left of the last block, else the next one."""
        if not self._rest:
            self._rest = next((block for block in self._blocks if block), b"")
        taken = self._rest if size < 0 else self._rest[:size]
        self._rest = self._rest[len(taken) :]
        return taken
