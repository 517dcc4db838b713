"""CSV and its relatives: encoding, delimiter, quotes, line breaks in cells, NUL bytes; streamed."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from sursur.ingest.reading import Limits
from sursur.ingest.sheet.batch import header_key
from sursur.ingest.sheet.grid import NumberedRow
from sursur.ingest.sheet.report import Report
from sursur.ingest.unpack import DamageError
from sursur.model.source import Place
from sursur.sentences import Sentence

Opener = Callable[[], BinaryIO]

BLOCK = 1 << 20
SAMPLE_BYTES = 1 << 16
DELIMITERS = (",", ";", "\t", "|")
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
"""Byte order marks, the longer before the shorter that it starts with."""


@dataclass(frozen=True, slots=True)
class Dialect:
    encoding: str
    delimiter: str


OLD_ENCODINGS = {
    "cp1252": "Windows Latin-1",
    "cp1251": "Windows Cyrillic",
    "cp1256": "Windows Arabic",
    "gb18030": "Chinese",
    "big5": "traditional Chinese",
    "cp850": "DOS Latin-1",
    "mac_roman": "Macintosh Latin",
}
"""What files that are not Unicode are written in; the first is taken where nothing speaks for another."""


def sniff_encoding(open_bytes: Opener, report: Report, columns: Iterable[str] = ()) -> str:
    """The encoding of the whole file: by its mark, UTF-16 by its zeros, UTF-8 if all of it is, else the old encoding
    under which most of the expected columns stand in one line, else cp1252.
    """
    with open_bytes() as stream:
        start = stream.read(SAMPLE_BYTES)
    if marked := _marked(start):
        return marked
    zeros = (start[0::2].count(0), start[1::2].count(0))
    if max(zeros) > len(start) // 5:
        return "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"
    wrong_byte = _first_byte_not_utf8(open_bytes)
    if wrong_byte is None:
        return "utf-8"
    encoding = _old_encoding(start, {header_key(column) for column in columns} - {""})
    report.note(
        "encoding-guessed",
        Sentence(
            "The file is not UTF-8 (byte %(byte)s is not); it was read as %(encoding)s (%(code)s).",
            byte=wrong_byte,
            encoding=OLD_ENCODINGS[encoding],
            code=encoding,
        ),
        Sentence("Save it as UTF-8, or name its `encoding` in the descriptor."),
        Place(byte_offset=wrong_byte),
    )
    return encoding


def _old_encoding(start: bytes, wanted: set[str]) -> str:
    """The encoding whose letters make the most expected names; a list is walked from the likeliest on."""
    scores = {encoding: _names_found(start, encoding, wanted) for encoding in OLD_ENCODINGS}
    return max(scores, key=lambda encoding: scores[encoding])


def _names_found(start: bytes, encoding: str, wanted: set[str]) -> int:
    try:
        text = codecs.getincrementaldecoder(encoding)("strict").decode(start)
    except UnicodeDecodeError:
        return -1
    lines = text.splitlines(keepends=True)[:50]
    return max((_fit(lines, delimiter, wanted)[0] for delimiter in DELIMITERS), default=0)


def decode_sample(start: bytes) -> str:
    """The first bytes of a file as text, good enough to see a header: a wrong letter is no matter here."""
    encoding = _marked(start) or ("utf-16-le" if start[1::2].count(0) > len(start) // 5 else "utf-8")
    return codecs.getincrementaldecoder(encoding)("replace").decode(start).replace("\0", "")


def _marked(start: bytes) -> str:
    return next((encoding for mark, encoding in MARKS if start.startswith(mark)), "")


def _first_byte_not_utf8(open_bytes: Opener) -> int | None:
    """Where the file stops being UTF-8; a packed file that breaks off is judged by what comes before."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    done = 0
    with open_bytes() as stream:
        while True:
            try:
                block = stream.read(BLOCK)
            except DamageError:
                return None
            pending = len(decoder.getstate()[0])
            try:
                decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                return done - pending + error.start
            if not block:
                return None
            done += len(block)


def sniff_delimiter(sample: str, columns: Iterable[str]) -> str:
    """The delimiter under which most expected columns stand in one line; else the one that splits lines alike."""
    wanted = {header_key(column) for column in columns}
    lines = sample.splitlines(keepends=True)[:50]
    return max(DELIMITERS, key=lambda delimiter: (*_fit(lines, delimiter, wanted), -DELIMITERS.index(delimiter)))


def _fit(lines: list[str], delimiter: str, wanted: set[str]) -> tuple[int, int]:
    try:
        rows = list(csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return 0, 0
    found = max((len(wanted & {header_key(cell) for cell in row}) for row in rows), default=0)
    widths = [len(row) for row in rows if row]
    common = max(set(widths), key=lambda width: (widths.count(width), width)) if widths else 0
    return found, (common - 1) * widths.count(common)


def read_text_rows(open_bytes: Opener, dialect: Dialect, limits: Limits, report: Report) -> Iterator[NumberedRow]:
    """Rows with the line they start on. Broken quoting and undecodable bytes are told, never raised."""
    with open_bytes() as stream:
        lines = _lines(stream, dialect.encoding, report)
        reader = csv.reader(lines, delimiter=dialect.delimiter)
        line = 1
        while True:
            try:
                row = _next_row(reader, limits.record_bytes)
            except StopIteration:
                return
            except csv.Error as error:
                report.error(
                    "row-unreadable",
                    Sentence("This row cannot be read: %(error)s.", error=str(error)),
                    Sentence("Check its quotes."),
                    Place(row=line),
                )
                row = []
            yield line, list(row)
            line = reader.line_num + 1


def _next_row(reader: Iterator[list[str]], longest: int) -> list[str]:
    """The limit of a cell belongs to the process: whoever else reads a table finds it as it was."""
    before = csv.field_size_limit(longest)
    try:
        return next(reader)
    finally:
        csv.field_size_limit(before)


def _lines(stream: BinaryIO, encoding: str, report: Report) -> Iterator[str]:
    """Decoded lines; NUL bytes are taken out and undecodable bytes replaced, each told once."""
    text = codecs.getreader(encoding)(stream, "replace")
    told_nul = told_bad = False
    for number, line in enumerate(_by_newline(text), 1):
        kept = line
        if "\0" in kept:
            kept = kept.replace("\0", "")
            if not told_nul:
                told_nul = True
                report.warn(
                    "nul-bytes",
                    Sentence("The text holds NUL bytes; they were taken out."),
                    Sentence("Export it again."),
                    Place(row=number),
                )
        if "\ufffd" in kept and not told_bad:
            told_bad = True
            report.warn(
                "bytes-undecodable",
                Sentence("Some bytes are not %(encoding)s; they show as �.", encoding=encoding),
                Sentence("Save the file as UTF-8."),
                Place(row=number),
            )
        yield kept


def _by_newline(text: codecs.StreamReader) -> Iterator[str]:
    """Split at line feeds and carriage returns alone; the str method would split at form feeds and others too."""
    rest = ""
    while block := text.read(BLOCK):
        parts = (rest + block).replace("\r\n", "\n")
        if parts.endswith("\r"):
            parts, held = parts[:-1], "\r"
        else:
            held = ""
        *whole, last = parts.replace("\r", "\n").split("\n")
        yield from (f"{line}\n" for line in whole)
        rest = last + held
    if rest:
        yield rest.rstrip("\r")


def read_sample(open_bytes: Opener, encoding: str) -> str:
    """The first lines as text, without a line that the sample cuts in two."""
    with open_bytes() as stream:
        start = stream.read(SAMPLE_BYTES)
    text = codecs.getincrementaldecoder(encoding)("replace").decode(start).replace("\0", "")
    if not text.strip():
        raise DamageError(
            "file-empty", Sentence("The file holds no text."), Sentence("Export it again from its source.")
        )
    return text if len(start) < SAMPLE_BYTES else text.rpartition("\n")[0] or text
