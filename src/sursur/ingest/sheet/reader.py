"""One tabular file and its descriptor → chunks of tables and problems. Never raises for what a file contains."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from sursur.ingest.descriptor import Descriptor
from sursur.ingest.reading import Chunk, Limits, SourceFile, Summary
from sursur.ingest.sheet.assemble import FIGURE_NEEDS, Assembler
from sursur.ingest.sheet.batch import Batch, Header, batch_of
from sursur.ingest.sheet.cells import Repeated, text_of
from sursur.ingest.sheet.doubles import Doubles
from sursur.ingest.sheet.evaluate import Evaluator, column_of
from sursur.ingest.sheet.grid import Grid
from sursur.ingest.sheet.headers import expected_columns, find_header, melted_header, tell_missing, with_heading
from sursur.ingest.sheet.opening import open_grids
from sursur.ingest.sheet.records import Records
from sursur.ingest.sheet.report import Report
from sursur.ingest.sheet.sheets import chosen_sheets, is_named
from sursur.ingest.sheet.stated import check_headers
from sursur.ingest.unpack import DamageError
from sursur.model.source import Place
from sursur.model.tables import ACTIVITY
from sursur.sentences import Sentence, Several

READER_VERSION = "3"
"""Part of the key of what was read: raise it when the same file would give other tables."""


def read(source: SourceFile, descriptor: Descriptor, limits: Limits | None = None) -> Iterator[Chunk]:
    """The tables and problems of one file, in chunks; the last chunk carries the summary.

    A descriptor of `row: none` gives one note with its reason. Limits guard against bombs and endless sheets.
    """
    return _Reading(source, descriptor, limits or Limits()).chunks()


@dataclass
class _Reading:
    """The state of reading one file: what was counted so far."""

    source: SourceFile
    descriptor: Descriptor
    limits: Limits
    format: str = "unreadable"
    kept: int = 0
    rejected: int = 0
    left_out: int = 0
    figures: int = 0
    tables: int = 0

    def __post_init__(self) -> None:
        self.report = Report(self.source.source_id)
        evaluator = Evaluator(self.source.file_name, self.descriptor.layout, self.report)
        self.assembler = Assembler(self.source.source_id, self.descriptor, evaluator)
        self.evaluator = evaluator
        self.records = Records(self.descriptor, self.limits, evaluator, self.report)
        self.doubles = Doubles(self.report, self.descriptor)
        self.expected = expected_columns(self.descriptor)

    def chunks(self) -> Iterator[Chunk]:
        if self.descriptor.row == "none":
            self.format = "not read"
            self.report.note(
                "not-a-flow", Sentence("The file holds no flows: %(reason)s", reason=self.descriptor.reason)
            )
        else:
            try:
                grids = self._grids()
                for grid in grids:
                    yield from self._sheet(grid, alone=len(grids) == 1)
                if not self.tables and len(grids) > 1:
                    self._tell_no_header(Place())
            except DamageError as error:
                self.report.error(error.code, error.message, error.repair)
        self.report.close()
        yield Chunk({}, self.report.drain(), self._summary())

    def _summary(self) -> Summary:
        return Summary(self.format, self.records.read, self.kept, self.rejected, self.left_out, self._notes())

    def _notes(self) -> tuple[str, ...]:
        ignored = (f"sheet {name}: {reason}" for name, reason in self.descriptor.layout.ignore_sheets.items())
        return (self.descriptor.reason,) if self.descriptor.row == "none" else tuple(ignored)

    def _grids(self) -> list[Grid]:
        layout = self.descriptor.layout
        columns = [spelling for spellings in self.expected for spelling in spellings]
        self.format, grids = open_grids(
            self.source.path, (layout.encoding, layout.delimiter), columns, self.limits, self.report
        )
        return chosen_sheets(grids, layout, self.report)

    def _sheet(self, grid: Grid, *, alone: bool) -> Iterator[Chunk]:
        layout = self.descriptor.layout
        found = find_header(grid.rows, layout, self.expected)
        named = alone or is_named(grid, layout)
        if found is None or (not named and found.columns * 2 < len(self.expected)):
            self._tell_no_table(grid, named=named)
            return
        self.tables += 1
        place = Place(sheet=grid.name, row=found.line)
        if not tell_missing(found.header, self.expected, self.report, place):
            return
        self.evaluator.above = "\n".join(found.above)
        self._tell_doubled_names(found.header, place)
        header = with_heading(found.header, layout)
        narrow = melted_header(header, layout)
        check_headers(self.descriptor, narrow, found.above, self.report, place)
        for portion in self.records.portions(found.rows, header, grid.name):
            batch = batch_of(grid.name, narrow, portion)
            self._tell_unnamed(batch)
            yield self._chunk(batch)

    def _tell_no_table(self, grid: Grid, *, named: bool) -> None:
        if named:
            self._tell_no_header(Place(sheet=grid.name))
        else:
            self.report.warn(
                "sheet-without-table",
                Sentence("The sheet has fewer than half of the expected columns; it is not read."),
                Sentence(
                    "Name it under `ignore_sheets:` of the descriptor with the reason, or, if it is data, under "
                    "`sheets:`."
                ),
                Place(sheet=grid.name),
            )

    def _tell_unnamed(self, batch: Batch) -> None:
        """Values below an empty header cell would be lost in silence."""
        for position, name in enumerate(batch.header.names):
            line = (
                None
                if name
                else next(
                    (
                        line
                        for line, cell in zip(batch.lines, batch.column(position), strict=True)
                        if text_of(cell) and not isinstance(cell, Repeated)
                    ),
                    None,
                )
            )
            if line is not None:
                self.report.warn(
                    "column-unnamed",
                    Sentence("Column %(number)s holds values and has no header; it is not read.", number=position + 1),
                    Sentence("Give the column a name."),
                    Place(sheet=batch.sheet, row=line),
                )

    def _tell_no_header(self, place: Place) -> None:
        wanted = ", ".join(f"`{spellings[0]}`" for spellings in list(self.expected)[:20])
        self.report.error(
            "header-missing",
            Sentence("No line of the sheet has any of the expected columns (%(wanted)s).", wanted=wanted),
            Sentence(
                "Check that this is the right file and sheet; say `header_row` in the descriptor if it is far down."
            ),
            place,
        )

    def _tell_doubled_names(self, header: Header, place: Place) -> None:
        for position, name in enumerate(header.names):
            first = header.find((name,))
            if name and first is not None and first != position:
                self.report.warn(
                    "column-twice",
                    Sentence("The column `%(name)s` stands twice; the first one is read.", name=name),
                    Sentence("Give each column its own name."),
                    Place(sheet=place.sheet, row=place.row, column=name),
                )

    def _chunk(self, batch: Batch) -> Chunk:
        tables = self._figures(batch) if self.descriptor.row == "figure" else self._activities(batch)
        return Chunk(tables, self.report.drain())

    def _figures(self, batch: Batch) -> dict[str, pa.Table]:
        lines = set(batch.lines)
        batch, rejected = self._without_rejected(batch)
        every = self.assembler.figures(batch, self.figures + 1)
        self.figures += every.num_rows
        single = self.doubles.figures(every)
        self._tell_silent(batch.sheet, lines - rejected - set(every.column("row").to_pylist()))
        kept = len(set(single.column("row").to_pylist()))
        self.kept += kept
        self.rejected += len(lines) - kept
        return {"figure": single}

    def _tell_silent(self, sheet: str | None, silent: set[int]) -> None:
        """A note: a cell that could not be read was told as a warning of its own."""
        for line in sorted(silent):
            self.report.note(
                "row-without-figure",
                Sentence("No figure: one of %(columns)s is empty or unreadable.", columns=Several(FIGURE_NEEDS)),
                Sentence("If it should give one, fill or repair the cell."),
                Place(sheet=sheet, row=line),
            )

    def _activities(self, batch: Batch) -> dict[str, pa.Table]:
        first = self.kept + self.rejected + 1
        ordinals = list(range(first, first + len(batch)))
        lines = dict(zip(batch.lines, ordinals, strict=True))
        batch, rejected = self._without_rejected(batch)
        batch, hollow = self._without_hollow(batch)
        batch, twice = self.doubles.rows(batch, self._identifiers(batch))
        reasons = self._left_out(batch)
        self.rejected += len(rejected | hollow | twice)
        self.kept += len(batch)
        self.left_out += sum(reason is not None for reason in reasons)
        return self.assembler.activities(batch, [lines[line] for line in batch.lines], reasons)

    def _without_rejected(self, batch: Batch) -> tuple[Batch, set[int]]:
        keep = list(range(len(batch)))
        for rule in self.descriptor.reject:
            held = self.evaluator.holds(batch, rule.when)
            for index in [index for index in keep if held[index]]:
                self.report.error(
                    "row-rejected",
                    Sentence("Rejected by the descriptor: %(reason)s", reason=rule.reason),
                    Sentence("See the reason."),
                    Place(sheet=batch.sheet, row=batch.lines[index]),
                )
            keep = [index for index in keep if not held[index]]
        return _kept(batch, keep)

    def _without_hollow(self, batch: Batch) -> tuple[Batch, set[int]]:
        """Rows in which a required value of the activity is missing, or nothing that names the record stands."""
        activity = next(template for template in self.descriptor.templates if template.table == ACTIVITY)
        required = [name for name, expression in activity.fields.items() if expression.required]
        naming = [name for name in ("identifier", "title", "description") if name in activity.fields]
        values = {
            name: self.evaluator.values(batch, activity.fields[name], column_of(ACTIVITY.columns, name))
            for name in dict.fromkeys((*required, *naming))
        }
        keep = []
        for index, line in enumerate(batch.lines):
            lacking = [name for name in required if values[name][index] is None]
            if lacking or all(values[name][index] is None for name in naming):
                self._tell_hollow(lacking or naming, Place(sheet=batch.sheet, row=line))
            else:
                keep.append(index)
        return _kept(batch, keep)

    def _tell_hollow(self, lacking: list[str], place: Place) -> None:
        self.report.error(
            "row-without-needed",
            Sentence("The row lacks: %(columns)s.", columns=Several(lacking)),
            Sentence("Fill the cell, or delete the row."),
            place,
        )

    def _identifiers(self, batch: Batch) -> list[Any]:
        activity = next(template for template in self.descriptor.templates if template.table == ACTIVITY)
        if "identifier" not in activity.fields:
            return [None] * len(batch)
        return self.evaluator.values(batch, activity.fields["identifier"], column_of(ACTIVITY.columns, "identifier"))

    def _left_out(self, batch: Batch) -> list[str | None]:
        reasons: list[str | None] = [None] * len(batch)
        for rule in self.descriptor.leave_out:
            held = self.evaluator.holds(batch, rule.when)
            reasons = [reason or (rule.reason if out else None) for reason, out in zip(reasons, held, strict=True)]
        return reasons


def _kept(batch: Batch, keep: list[int]) -> tuple[Batch, set[int]]:
    if len(keep) == len(batch):
        return batch, set()
    held = set(keep)
    return batch.take(keep), {line for index, line in enumerate(batch.lines) if index not in held}
