"""Small IATI files for the tests, written out so that each test shows what is odd about its own."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pyarrow as pa

from sursur.ingest import iati, unreadable
from sursur.ingest.reading import Chunk, Limits, SourceFile, Summary
from sursur.ingest.store import reader_for
from sursur.model.source import Problem

START = b'<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="2.03">\n'
END = b"</iati-activities>\n"
READERS = (iati.READER, unreadable.READER)


def activity(identifier: str, inside: str = "") -> bytes:
    """A whole activity with one transaction of 100 dollars."""
    return f"""<iati-activity default-currency="USD" xml:lang="en">
 <iati-identifier>{identifier}</iati-identifier>
 <reporting-org ref="XX-1" type="10"><narrative>Agency</narrative></reporting-org>
 <title><narrative>Título {identifier}</narrative></title>{inside}
 <transaction>
  <transaction-type code="3"/><transaction-date iso-date="2019-03-20"/><value value-date="2019-03-20">100</value>
 </transaction>
</iati-activity>
""".encode()


def file_of(*records: bytes) -> bytes:
    return START + b"".join(records) + END


def source(path: Path, content: bytes | None = None) -> SourceFile:
    if content is not None:
        path.write_bytes(content)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return SourceFile(path, path.name, digest, path.stat().st_size, "iati", "own_report")


class Outcome:
    """What reading a file gave, gathered."""

    def __init__(self, chunks: list[Chunk]) -> None:
        self.chunks = chunks
        self.problems: list[Problem] = [problem for chunk in chunks for problem in chunk.problems]
        self.summary: Summary | None = chunks[-1].summary

    @property
    def codes(self) -> list[str]:
        return [problem.code for problem in self.problems]

    @property
    def identifiers(self) -> list[str]:
        return [row["identifier"] for row in self.rows("activity")]

    def rows(self, table: str) -> list[dict[str, object]]:
        found = [chunk.tables[table] for chunk in self.chunks if table in chunk.tables]
        return pa.concat_tables(found).to_pylist() if found else []


def read(path: Path, content: bytes | None = None, limits: Limits | None = None) -> Outcome:
    """Read a file as the store does: by the first reader that handles it."""
    from_file = source(path, content)
    reader = reader_for(from_file, READERS)
    return Outcome(list(reader.read(from_file, limits or Limits())))
