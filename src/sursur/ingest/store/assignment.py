"""One file to read, everything that decides what comes out, and the folder that it is kept in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sursur.errors import UsageError
from sursur.ingest.reading import Chunk, Limits, Reader, SourceFile, SplitReader
from sursur.ingest.store.folder import Folder, made_by_of
from sursur.ingest.unpack import head
from sursur.model.fingerprint import fingerprint_of_packages

CODE = ("ingest", "model", "reference")
"""Packages that decide what a reader makes of a file."""
LATEST = "latest"
"""Folder that remembers, for each dataset and file name, the reading that was made last."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Travels to the process that does the work."""

    source: SourceFile
    readers: tuple[Reader, ...]
    limits: Limits
    cache: Path
    code: str = ""
    """Fingerprint of the code and reference data that read it (`code_fingerprint`)."""

    @property
    def made_by(self) -> str:
        """Everything but the content: the code, the readers with their descriptors, and the limits."""
        prints = [reader.fingerprint(self.source) for reader in self.readers]
        return _digest(self.code, self.source.dataset, repr(self.limits), *prints)

    @property
    def key(self) -> str:
        return _digest(self.source.sha256, self.made_by)

    @property
    def folder(self) -> Path:
        return self.cache / self.key

    @property
    def failed_folder(self) -> Path:
        """Where the problem of a file stands that could not be read this time: the next build tries it again."""
        return self.cache / f"{self.key}.failed"

    def new_folder(self) -> Folder:
        return Folder(self.cache, self.key, self.made_by)

    def earlier(self) -> Path | None:
        """The last reading of a file of this name, if the same readers made it and it is still there."""
        pointer = self._pointer()
        if not pointer.is_file():
            return None
        folder = self.cache / pointer.read_text(encoding="ascii").strip()
        return folder if folder.is_dir() and made_by_of(folder) == self.made_by else None

    def remember(self) -> None:
        """For the next build: this is the reading to take unchanged records from."""
        pointer, key = self._pointer(), self.key
        if not pointer.is_file() or pointer.read_text(encoding="ascii") != key:
            pointer.parent.mkdir(exist_ok=True)
            pointer.write_text(key, encoding="ascii")

    def _pointer(self) -> Path:
        return self.cache / LATEST / _digest(self.source.dataset, self.source.file_name)


def code_fingerprint() -> str:
    """A Sursur that reads otherwise, or into other columns, reads every file again."""
    return fingerprint_of_packages(*CODE)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def reader_for(source: SourceFile, readers: Sequence[Reader]) -> Reader:
    """The first reader that says it handles the file, judged by its content."""
    start = head(source.path)
    for reader in readers:
        if reader.handles(source, start):
            return reader
    raise UsageError(
        f"No reader handles {source.file_name}.", repair="End the list of readers with sursur.ingest.unreadable.READER."
    )


def read_whole(assignment: Assignment) -> None:
    """Read one file into its folder: the work of one process."""
    reader = reader_for(assignment.source, assignment.readers)
    with assignment.new_folder() as folder:
        for chunk in _chunks(reader, assignment):
            folder.add(chunk)
        folder.finish(assignment.source)


def _chunks(reader: Reader, assignment: Assignment) -> Iterator[Chunk]:
    source, earlier = assignment.source, assignment.earlier()
    if earlier is None or not isinstance(reader, SplitReader):
        yield from reader.read(source, assignment.limits)
        return
    tally = reader.tally(source)
    for part in reader.parts(source, assignment.limits, earlier):
        chunk = reader.read_part(part)
        tally.add(chunk)
        yield replace(chunk, summary=None)
    yield tally.close()
