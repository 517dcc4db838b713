"""The same row twice in one file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from sursur.ingest.descriptor import Descriptor
from sursur.ingest.sheet.batch import Batch
from sursur.ingest.sheet.report import Report
from sursur.model.source import Place
from sursur.sentences import Sentence

REMEMBERED = 3_000_000
"""Keys held in memory (about 100 bytes each in the worst case); beyond, doubles are no longer looked for."""

FIGURE_KEY = (
    "provider", "provider_scheme", "recipient", "recipient_scheme", "year", "measure", "stage", "instrument",
    "flow_class", "sector", "currency", "price_year", "extra",
)  # fmt: skip


@dataclass
class Doubles:
    """Remembers what stood in the file; tells the second telling of a record and takes exact repetitions out."""

    report: Report
    descriptor: Descriptor
    seen: dict[int, int] = field(default_factory=dict)
    contents: set[int] = field(default_factory=set)

    def figures(self, table: pa.Table) -> pa.Table:
        """A figure told twice with one value counts once; with two values both stay, and a problem says so."""
        keys = zip(*(table.column(name).to_pylist() for name in FIGURE_KEY), strict=True)
        amounts = table.column("amount").to_pylist()
        lines, sheets = table.column("row").to_pylist(), table.column("sheet").to_pylist()
        keep = []
        for index, key in enumerate(keys):
            place = Place(sheet=sheets[index], row=lines[index])
            if not self._figure_twice(hash(key), hash(amounts[index]), place):
                keep.append(index)
        return table if len(keep) == table.num_rows else table.take(pa.array(keep, pa.int64()))

    def _figure_twice(self, key: int, amount: int, place: Place) -> bool:
        known = self.seen.get(key)
        if known is None:
            if len(self.seen) < REMEMBERED:
                self.seen[key] = amount
            return False
        if known == amount:
            self.report.warn(
                "figure-twice",
                Sentence("The same figure stands in the file twice; it is taken once."),
                Sentence("Delete one of them."),
                place,
            )
            return True
        self.report.warn(
            "figure-contradicted",
            Sentence("Another figure for the same provider, recipient, year and measure stands above; both are kept."),
            Sentence("Add the column that tells them apart to the descriptor, or delete the wrong one."),
            place,
        )
        return False

    def rows(self, batch: Batch, identifiers: list[Any]) -> tuple[Batch, set[int]]:
        """Records with an identifier: an exact repetition is rejected, another telling is kept and told."""
        keep: list[int] = []
        rejected: set[int] = set()
        for index, identifier in enumerate(identifiers):
            content = hash(tuple(map(str, batch.row(index))))
            if self._row_twice(identifier, content, Place(sheet=batch.sheet, row=batch.lines[index])):
                rejected.add(batch.lines[index])
            else:
                keep.append(index)
        return (batch, rejected) if not rejected else (batch.take(keep), rejected)

    def _row_twice(self, identifier: str | None, content: int, place: Place) -> bool:
        same = content in self.contents
        if len(self.contents) < REMEMBERED:
            self.contents.add(content)
        if identifier is None:
            if same:
                self.report.warn(
                    "row-twice",
                    Sentence("A row with the same content stands above; both stay, having no identifier."),
                    Sentence("Delete one of them, or give each its number."),
                    place,
                )
            return False
        known = hash(identifier) in self.seen
        if len(self.seen) < REMEMBERED:
            self.seen[hash(identifier)] = 1
        if known and same:
            self.report.error(
                "row-twice",
                Sentence("The record `%(identifier)s` stands above with the same content.", identifier=identifier),
                Sentence("Delete it."),
                place,
            )
            return True
        if known:
            self.report.warn(
                "identifier-twice",
                Sentence(
                    "The identifier `%(identifier)s` stands above with other content; both are kept, and sums count "
                    "one.",
                    identifier=identifier,
                ),
                Sentence("If each row is a part of its own, say `identifier: {join: [Code, Year]}` in the descriptor."),
                place,
            )
        return False
