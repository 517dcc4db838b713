"""Identifiers that stand on several records of one file: all records are kept, and a problem names both places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sursur.ingest.reading import Chunk, Summary
from sursur.model.source import Place, Problem, Severity
from sursur.sentences import Sentence


@dataclass(slots=True)
class IatiTally:
    """Remembers where each identifier stood first: some 100 bytes per record, whatever the record's size."""

    source_id: str
    _first: dict[str, int] = field(default_factory=dict)
    _doubles: dict[str, list[int]] = field(default_factory=dict)
    _total: Summary = field(default_factory=lambda: Summary(""))

    def add(self, chunk: Chunk) -> None:
        self._total = self._total.plus(chunk.summary)
        for name in ("activity", "organisation_report"):
            table = chunk.tables.get(name)
            if table is not None:
                self._see(table.column("identifier").to_pylist(), table.column("byte_offset").to_pylist())

    def close(self) -> Chunk:
        return Chunk({}, tuple(self._problems()), self._total)

    def _see(self, identifiers: list[str | None], offsets: list[int | None]) -> None:
        for identifier, offset in zip(identifiers, offsets, strict=True):
            if identifier is None or offset is None:
                continue
            first = self._first.setdefault(identifier, offset)
            if first != offset:
                self._doubles.setdefault(identifier, []).append(offset)

    def _problems(self) -> Iterator[Problem]:
        for identifier, offsets in self._doubles.items():
            places = ", ".join(f"{offset:,}" for offset in offsets[:5])
            yield Problem(
                self.source_id,
                Place(byte_offset=offsets[0], identifier=identifier),
                Severity.WARNING,
                "identifier-repeated",
                Sentence(
                    "%(identifier)s stands first at byte %(first)s and again at byte %(places)s; all %(count)s records "
                    "are kept",
                    identifier=identifier,
                    first=f"{self._first[identifier]:,}",
                    places=places,
                    count=len(offsets) + 1,
                ),
                Sentence("Report each activity once, under an identifier of its own."),
            )
