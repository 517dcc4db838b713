"""A batch of records, cut from a file, becomes one chunk of tables and problems: the unit of work for a process."""

from __future__ import annotations

import gc
import hashlib
import re
from collections import defaultdict
from typing import Any

import pyarrow as pa
from lxml import etree

from sursur.ingest.iati.activity import activity
from sursur.ingest.iati.columns import arrow
from sursur.ingest.iati.earlier import in_file_order, taken_over
from sursur.ingest.iati.element import Element, parsed, without_namespace
from sursur.ingest.iati.organisation import organisation
from sursur.ingest.iati.parts import Batch, Fault, Frame, RawRecord
from sursur.ingest.iati.record import Origin, Record, TooDeepError
from sursur.ingest.reading import Chunk, Summary
from sursur.ingest.xml_text import repaired
from sursur.model.source import Place, Problem, Severity
from sursur.sentences import Sentence, phrase

HASH_DIGITS = 16
_IDENTIFIER = re.compile(rb"<(?:[\w.-]+:)?(?:iati|organisation)-identifier[^>]*>\s*(?:<!\[CDATA\[)?\s*([^<\]]+)")
_TRANSACTION = re.compile(rb"<(?:[\w.-]+:)?transaction[\s>]")


def content_hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:HASH_DIGITS]


def read_batch(batch: Batch) -> Chunk:
    """Rows and problems of all records of a batch; a record that cannot be read is one problem and no row."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _read_all(batch)
    finally:
        if collecting:
            gc.enable()


def _read_all(batch: Batch) -> Chunk:
    """Rows are lists without cycles: looking for cycles among 100,000 of them took a third of the time."""
    rows: defaultdict[str, list[list[Any]]] = defaultdict(list)
    problems: list[Problem] = []
    kept = 0
    for raw in batch.records:
        if raw.taken is not None:
            kept += 1
            continue
        record, found = _read(batch.frame, raw)
        problems += found
        if record is not None:
            kept += 1
            for table, lines in record.rows.items():
                rows[table] += lines
    tables = _with_taken(batch, {table: arrow(table, rows[table]) for table in sorted(rows) if rows[table]})
    read = len(batch.records)
    return Chunk(tables, tuple(problems), Summary("", rows_read=read, rows_kept=kept, rows_rejected=read - kept))


def _with_taken(batch: Batch, read: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """The rows that were read, and between them those of records that did not change since an earlier reading."""
    if batch.earlier is None:
        return read
    taken = taken_over(batch.earlier, batch.frame, batch.records)
    parts = {
        name: [part[name] for part in (read, taken) if name in part] for name in sorted(read.keys() | taken.keys())
    }
    return {name: in_file_order(tables, batch.frame, batch.records) for name, tables in parts.items()}


def _read(frame: Frame, raw: RawRecord) -> tuple[Record | None, tuple[Problem, ...]]:
    if raw.fault is not None:
        return None, (rejected(frame.source_id, raw, raw.fault),)
    content, bad_bytes, first_bad = repaired(raw.content)
    try:
        element = _parsed(frame, content)
        record = _extracted(frame, raw, element)
    except (etree.XMLSyntaxError, TooDeepError) as error:
        return None, (rejected(frame.source_id, raw, _malformed(frame, error)),)
    if bad_bytes:
        return record, (_bad_bytes(frame, raw, record, bad_bytes, first_bad), *record.problems)
    return record, record.problems


def _parsed(frame: Frame, content: bytes) -> Element:
    """A record by itself, inside a root that declares the file's namespaces."""
    return next(iter(parsed(frame.opening + content + b"</file>")))


def _extracted(frame: Frame, raw: RawRecord, element: Element) -> Record:
    without_namespace(element)
    record = Record(Origin(frame, raw.ordinal, raw.byte_offset, content_hash(raw.content)))
    if element.tag == "iati-organisation":
        organisation(record, element)
    else:
        activity(record, element)
    return record


LOST = phrase("record %(number)s is left out: %(why)s")
LOST_WITH = phrase("record %(number)s is left out: %(why)s; its %(count)s transactions are left out with it")


def rejected(source_id: str, raw: RawRecord, fault: Fault) -> Problem:
    """The one problem of a record that is left out: its identifier where it can be seen, and what is lost with it."""
    found = _IDENTIFIER.search(raw.content)
    identifier = found.group(1).decode(errors="replace").strip() if found else None
    transactions = len(_TRANSACTION.findall(raw.content))
    told = {"number": f"{raw.ordinal:,}", "why": fault.what}
    message = Sentence(LOST_WITH, **told, count=f"{transactions:,}") if transactions else Sentence(LOST, **told)
    place = Place(byte_offset=raw.byte_offset, identifier=identifier)
    return Problem(source_id, place, Severity.ERROR, fault.code, message, fault.repair)


def _malformed(frame: Frame, error: Exception) -> Fault:
    if isinstance(error, TooDeepError) or "depth" in str(error):
        what = Sentence("its elements are nested more than %(most)s deep", most=frame.deepest)
    else:
        what = Sentence("it is not well-formed XML (%(error)s)", error=str(error).partition(", line")[0].strip())
    return Fault("record-malformed", what, _repair(error))


def _repair(error: Exception) -> str:
    if "Entity" in str(error):
        return Sentence("Write the character itself, or its number such as &#160;, instead of a named entity.")
    return Sentence("Correct the record and check the file with an XML validator before publishing.")


def _bad_bytes(frame: Frame, raw: RawRecord, record: Record, count: int, first: int) -> Problem:
    place = Place(byte_offset=raw.byte_offset + first, identifier=record.identifier)
    message = Sentence(
        "%(count)s bytes are not UTF-8 and were read as Windows-1252; the first is byte %(number)s",
        count=f"{count:,}",
        number=f"{raw.byte_offset + first:,}",
    )
    return Problem(
        frame.source_id, place, Severity.WARNING, "bytes-not-utf8", message, Sentence("Save the file as UTF-8.")
    )
