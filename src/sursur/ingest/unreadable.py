"""The last reader: says in one problem what a file is that no other reader reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sursur.ingest.reading import Chunk, Limits, SourceFile, Summary
from sursur.ingest.unpack import DamageError, head, unpacked
from sursur.ingest.xml_text import sniff
from sursur.model.source import WHOLE_FILE, Problem, Severity
from sursur.sentences import Sentence, phrase

FORMAT = "unreadable"


@dataclass(frozen=True, slots=True)
class _Sign:
    """How a kind of file is recognised by its first text, and what to say about it."""

    pattern: str
    code: str
    message: str
    repair: str


_DESCRIBE = Sentence("Let `sursur describe FILE` draft a descriptor that says what to read from it")
_SIGNS = (
    _Sign(
        r"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]",
        "html-page",
        Sentence("this is a web page, most likely an error page"),
        Sentence("Open the address in a browser, save the data file itself, and read it again."),
    ),
    _Sign(
        r"^%PDF-",
        "pdf-document",
        Sentence("this is a PDF document"),
        Sentence("Ask the publisher for IATI XML, CSV or XLSX."),
    ),
    _Sign(
        r"^PK\x03\x04",
        "workbook-or-archive",
        Sentence("this is a workbook or an archive, and no descriptor names it"),
        Sentence("%(describe)s, or unpack the archive.", describe=_DESCRIBE),
    ),
    _Sign(
        r"^[\ufffd\xd0][\ufffd\xcf]\x11",
        "old-office-file",
        Sentence("this is a file of an old office program"),
        Sentence("Save it as XLSX. %(describe)s.", describe=_DESCRIBE),
    ),
    _Sign(
        r"^\s*[\[{]", "json-file", Sentence("this is JSON"), Sentence("Give the same data as IATI XML, CSV or XLSX.")
    ),
    _Sign(
        r"^\ufeff?\s*<(?:\?xml|[A-Za-z!])",
        "xml-not-iati",
        Sentence("this is XML, but it holds no IATI records"),
        Sentence("Check that it is the IATI file that was meant."),
    ),
)


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
        problem = Problem(
            source.source_id,
            WHOLE_FILE,
            Severity.ERROR,
            code,
            Sentence("%(file)s: %(why)s", file=source.file_name, why=message),
            repair,
        )
        yield Chunk({}, (problem,), Summary(FORMAT))


READER = UnreadableReader()


def _verdict(source: SourceFile, limits: Limits) -> tuple[str, str, str]:
    if source.size_bytes == 0:
        return (
            "empty-file",
            phrase("the file is empty"),
            phrase("Fetch it again, or ask the publisher for the whole file."),
        )
    start = head(source.path)
    if not start.strip():
        return _nothing_inside(source, limits)
    text = sniff(start)
    for sign in _SIGNS:
        if re.search(sign.pattern, text, re.IGNORECASE):
            return sign.code, sign.message, sign.repair
    return (
        "unknown-format",
        phrase("no reader knows what this is"),
        Sentence("%(describe)s, or leave the file out.", describe=_DESCRIBE),
    )


def _nothing_inside(source: SourceFile, limits: Limits) -> tuple[str, str, str]:
    try:
        for block in unpacked(source.path, limits):
            if block.strip():
                break
    except DamageError as damage:
        return damage.code, damage.message, damage.repair
    return (
        "empty-file",
        phrase("the file holds nothing but blanks"),
        phrase("Fetch it again, or ask the publisher for the whole file."),
    )
