"""The reader of IATI files: cuts a file into batches of records, and reads them one after the other.

`parts` and `read_batch` are separate so that the batches of a large file can be read by several processes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sursur.errors import UsageError
from sursur.ingest.iati.batches import content_hash, read_batch
from sursur.ingest.iati.columns import arrow
from sursur.ingest.iati.doubles import IatiTally
from sursur.ingest.iati.earlier import Earlier
from sursur.ingest.iati.frame import Surroundings
from sursur.ingest.iati.parts import Batch, Ending, Fault, Frame, RawRecord
from sursur.ingest.reading import Chunk, Limits, SourceFile, Summary
from sursur.ingest.unpack import DamageError, unpacked
from sursur.ingest.xml_records import Piece, Slice, slices
from sursur.ingest.xml_text import Encoding, as_utf8, sniff
from sursur.model.source import Place, Problem, Severity
from sursur.sentences import Sentence, phrase

VERSION = "iati-3"
"""Raise it whenever the same bytes would give other rows: files are then read again."""
BATCH_BYTES = 4_000_000
BATCH_RECORDS = 2_000
_ROOTS = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?iati-(?:activit(?:y|ies)|organisations?)(?=[\s/>])")
_FAULTS = {
    Piece.UNCLOSED: Fault(
        "record-unclosed",
        Sentence("another record starts before its end tag"),
        Sentence("Close the element, and check that nothing of it is missing."),
    ),
    Piece.OVERSIZED: Fault(
        "record-too-large",
        Sentence("it is larger than one record may be"),
        Sentence("Split it, or raise the limit in the settings if the record is meant to be that large."),
    ),
    Piece.TRUNCATED: Fault(
        "file-truncated",
        Sentence("the file ends inside it"),
        Sentence("Fetch the file again, or ask the publisher for the whole file."),
    ),
}


@dataclass(frozen=True, slots=True)
class IatiReader:
    """The reader as the store uses it."""

    def handles(self, source: SourceFile, head: bytes) -> bool:
        """True for XML that holds IATI records, whatever the file is called."""
        del source
        text = sniff(head)
        return text.lstrip("\ufeff \t\r\n").startswith("<") and _ROOTS.search(text) is not None

    def fingerprint(self, source: SourceFile) -> str:
        del source
        return VERSION

    def read(self, source: SourceFile, limits: Limits) -> Iterator[Chunk]:
        """Chunks of a bounded size; the last one carries the summary of the file."""
        tally = self.tally(source)
        for part in self.parts(source, limits, None):
            chunk = self.read_part(part)
            tally.add(chunk)
            yield replace(chunk, summary=None)
        yield tally.close()

    def parts(self, source: SourceFile, limits: Limits, earlier: Path | None) -> Iterator[Batch | Ending]:
        """Batches of records, and at the end what stands around them."""
        known = None if earlier is None else Earlier(earlier)
        yield from _Cutting(source, limits, known).parts()

    def read_part(self, part: object) -> Chunk:
        if isinstance(part, Batch):
            return read_batch(part)
        if isinstance(part, Ending):
            tables = {"detail": arrow("detail", [list(row) for row in part.details])} if part.details else {}
            return Chunk(tables, part.problems, Summary(part.file_format))
        raise UsageError(f"{type(part).__name__} is no part of an IATI file.", repair="Give what `parts` gave.")

    def lost(self, source: SourceFile, part: object, reason: str) -> Chunk:
        records = part.records if isinstance(part, Batch) else ()
        count, first = len(records), records[0] if records else RawRecord(1, 0, b"")
        problem = Problem(
            source.source_id,
            Place(byte_offset=first.byte_offset),
            Severity.ERROR,
            "records-lost",
            Sentence(
                "%(count)s records from record %(number)s on could not be read: %(reason)s",
                count=f"{count:,}",
                number=f"{first.ordinal:,}",
                reason=reason,
            ),
            Sentence("Build again with more memory or fewer workers; if it stays the same, report it with the file."),
        )
        return Chunk({}, (problem,), Summary("", rows_read=count, rows_rejected=count))

    def tally(self, source: SourceFile) -> IatiTally:
        return IatiTally(source.source_id)


READER = IatiReader()


def read(source: SourceFile, limits: Limits) -> Iterator[Chunk]:
    """Chunks of tables and problems of one file, the last one with its summary. Memory does not grow with the file."""
    return READER.read(source, limits)


@dataclass(slots=True)
class _Collected:
    """The batch that is being filled."""

    records: list[RawRecord]
    size: int = 0

    def add(self, record: RawRecord, size: int) -> None:
        self.records.append(record)
        self.size += size

    def is_full(self) -> bool:
        return self.size >= BATCH_BYTES or len(self.records) >= BATCH_RECORDS


class _Cutting:
    """One pass over a file."""

    def __init__(self, source: SourceFile, limits: Limits, earlier: Earlier | None) -> None:
        self._source, self._limits = source, limits
        self._around = Surroundings(Frame(source.source_id, deepest=limits.depth))
        self._encoding = Encoding("")
        self._damage: DamageError | None = None
        self._earlier = earlier
        self._cut_off = False
        self._ordinal = 0
        self._record_root = ""

    def parts(self) -> Iterator[Batch | Ending]:
        collected = _Collected([])
        for piece in slices(self._text(), self._limits.record_bytes):
            if piece.piece is Piece.BETWEEN:
                frame = self._around.frame
                self._around.add(piece.byte_offset, piece.content)
                if collected.records and self._around.frame != frame:
                    yield self._batch(collected, frame)
                    collected = _Collected([])
            else:
                collected.add(self._raw(piece), len(piece.content))
            if self._around.refused is not None:
                break
            if collected.is_full():
                yield self._batch(collected, self._around.frame)
                collected = _Collected([])
        if collected.records and self._around.refused is None:
            yield self._batch(collected, self._around.frame)
        yield self._ending()

    def _text(self) -> Iterator[bytes]:
        """The text up to where the file breaks off; the fault is told at the end."""
        try:
            yield from as_utf8(unpacked(self._source.path, self._limits), self._encoding)
        except DamageError as damage:
            self._damage = damage

    def _raw(self, piece: Slice) -> RawRecord:
        self._ordinal += 1
        if not self._record_root:
            self._record_root = (
                "iati-organisations" if b"iati-organisation" in piece.content[:100] else "iati-activities"
            )
        fault = self._fault(piece.piece)
        taken = None
        if self._earlier is not None and fault is None:
            taken = self._earlier.find(self._around.frame, content_hash(piece.content))
        content = piece.content if taken is None else b""
        return RawRecord(self._ordinal, piece.byte_offset, content, fault, taken)

    def _fault(self, piece: Piece) -> Fault | None:
        """A file that breaks off inside a record is one problem, told with the record."""
        if piece is Piece.TRUNCATED:
            self._cut_off = True
            if self._damage is not None:
                damage = self._damage
                return Fault(
                    damage.code,
                    Sentence("the file breaks off inside it: %(why)s", why=damage.message),
                    damage.repair,
                )
        return _FAULTS.get(piece)

    def _batch(self, collected: _Collected, frame: Frame) -> Batch:
        earlier = None if self._earlier is None else self._earlier.folder
        return Batch(frame, tuple(collected.records), earlier)

    def _ending(self) -> Ending:
        around, source_id = self._around, self._source.source_id
        details = tuple((source_id, number, *detail) for number, detail in enumerate(around.details, start=1))
        root = around.root or self._record_root or "iati-activities"
        return Ending(details, tuple(self._problems()), f"{root} {around.frame.version}".strip())

    def _problems(self) -> Iterator[Problem]:
        around = self._around
        for note in self._encoding.notes:
            yield self._problem(note, Severity.WARNING)
        if self._damage is not None and not self._cut_off:
            yield self._problem(self._damage, Severity.ERROR)
        if around.refused is not None:
            yield self._problem(around.refused, Severity.ERROR)
            return
        if around.stray:
            yield self._problem(_stray(around.stray), Severity.WARNING)
        if around.opened and not (around.closed or self._cut_off or self._damage):
            yield self._problem(_NOT_CLOSED, Severity.WARNING)
        if not self._ordinal:
            yield self._problem(_NO_RECORDS, Severity.WARNING)

    def _problem(self, fault: DamageError, severity: Severity) -> Problem:
        place = Place(byte_offset=fault.byte_offset)
        return Problem(self._source.source_id, place, severity, fault.code, fault.message, fault.repair)


STRAY = phrase("between the records stands what belongs to none of them: %(excerpt)s at byte %(offset)s")
STRAY_TOO = phrase(
    "between the records stands what belongs to none of them: %(excerpt)s at byte %(offset)s, and at %(count)s "
    "more places"
)


def _stray(found: list[tuple[int, str]]) -> DamageError:
    offset, excerpt = found[0]
    told = {"excerpt": repr(excerpt), "offset": f"{offset:,}"}
    more = Sentence(STRAY_TOO, **told, count=f"{len(found) - 1:,}") if len(found) > 1 else Sentence(STRAY, **told)
    return DamageError(
        "content-between-records",
        more,
        Sentence("Check whether a record lost its start or its end there."),
        offset,
    )


_NOT_CLOSED = DamageError(
    "file-truncated",
    Sentence("the file ends without the end tag of its root: more records may have followed"),
    Sentence("Fetch the file again, or ask the publisher for the whole file."),
)
_NO_RECORDS = DamageError(
    "no-records", Sentence("the file holds no record"), Sentence("Check whether the publisher meant it to be empty.")
)
