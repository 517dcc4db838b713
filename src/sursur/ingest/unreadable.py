"""The last reader: says in one problem what a file is that no other reader reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sursur.ingest.reading import Chunk, Limits, SourceFile, Summary
from sursur.ingest.unpack import DamageError, head, unpacked
from sursur.ingest.xml_text import sniff
from sursur.model.source import WHOLE_FILE, Problem, Severity

FORMAT = "unreadable"
_FETCH = "Open the address in a browser, save the file itself, and read it again."
_SIGNS: tuple[tuple[str, str, str, str], ...] = (
    (r"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]", "html-page", "this is a web page, most likely an error page", _FETCH),
    (r"^%PDF-", "pdf-document", "this is a PDF document", "Ask the publisher for the data as IATI XML, CSV or XLSX."),
    (r"^PK\x03\x04", "workbook-or-archive", "this is a workbook or an archive, and no descriptor names it",
     "Write a descriptor in sources/ that says which sheet and columns to read, or unpack the archive."),
    (r"^\ufffd\ufffd\x11|^\xd0\xcf\x11", "old-office-file", "this is a file of an old office program",
     "Save it as XLSX or CSV and write a descriptor in sources/."),
    (r"^\s*[\[{]", "json-file", "this is JSON", "Give the same data as IATI XML, CSV or XLSX."),
    (r"^\s*<\?xml|^\s*<[A-Za-z!]", "xml-not-iati", "this is XML, but it holds no IATI records", "Check that it is the IATI file."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class UnreadableReader:
    """Handles everything, so it stands at the end of the list."""

    def handles(self, source: SourceFile, head: bytes) -> bool:
        del source, head
        return True

    def fingerprint(self, source: SourceFile) -> str:
        del source
        return "unreadable-1"

    def read(self, source: SourceFile, limits: Limits) -> Iterator[Chunk]:
        code, message, repair = _verdict(source, limits)
        problem = Problem(source.source_id, WHOLE_FILE, Severity.ERROR, code, f"{source.file_name}: {message}", repair)
        yield Chunk({}, (problem,), Summary(FORMAT))


READER = UnreadableReader()


def _verdict(source: SourceFile, limits: Limits) -> tuple[str, str, str]:
    if source.size_bytes == 0:
        return "empty-file", "the file is empty", "Fetch it again, or ask the publisher for the whole file."
    start = head(source.path)
    if not start.strip():
        return _nothing_inside(source, limits)
    text = sniff(start)
    for pattern, code, message, repair in _SIGNS:
        if re.search(pattern, text, re.IGNORECASE):
            return code, message, repair
    return "unknown-format", "no reader knows what this is", "Write a descriptor in sources/ for it, or leave it out."


def _nothing_inside(source: SourceFile, limits: Limits) -> tuple[str, str, str]:
    try:
        for block in unpacked(source.path, limits):
            if block.strip():
                break
    except DamageError as damage:
        return damage.code, damage.message, damage.repair
    return "empty-file", "the file holds nothing but blanks", "Fetch it again, or ask the publisher for the whole file."
