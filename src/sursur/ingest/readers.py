"""The readers of a build, in the order in which they are asked whether they handle a file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sursur.ingest import iati, sheet, unreadable
from sursur.ingest.descriptor import Descriptor
from sursur.ingest.reading import Chunk, Limits, Reader, SourceFile

READ_ELSEWHERE = "iati"
"""Meaning of a row for which the descriptor gives provenance only: the IATI reader reads the file."""


@dataclass(frozen=True, slots=True)
class DescribedReader:
    """Reads what a descriptor was found for."""

    descriptors: Mapping[str, Descriptor]

    def handles(self, source: SourceFile, head: bytes) -> bool:
        del head
        descriptor = self.descriptors.get(source.dataset)
        return descriptor is not None and descriptor.row != READ_ELSEWHERE

    def fingerprint(self, source: SourceFile) -> str:
        descriptor = self.descriptors.get(source.dataset)
        described = described_as(descriptor) if descriptor else ""
        return f"sheet-{sheet.READER_VERSION}-{hashlib.sha256(described.encode()).hexdigest()}"

    def read(self, source: SourceFile, limits: Limits) -> Iterator[Chunk]:
        return sheet.read(source, self.descriptors[source.dataset], limits)


def described_as(descriptor: Descriptor) -> str:
    """All that a descriptor says, without the folder in which it stands on this machine."""
    return repr(replace(descriptor, path=Path(descriptor.path.name)))


def readers_for(descriptors: Mapping[str, Descriptor]) -> tuple[Reader, ...]:
    return (DescribedReader(descriptors), iati.READER, unreadable.READER)
