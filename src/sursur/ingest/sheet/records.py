"""The lines of a sheet below its header → records: blank lines, totals and notes taken out, wide lines melted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sursur.ingest.descriptor import Descriptor, Headings
from sursur.ingest.reading import Limits
from sursur.ingest.sheet.batch import Header, batch_of
from sursur.ingest.sheet.cells import Cell, text_of
from sursur.ingest.sheet.evaluate import Evaluator
from sursur.ingest.sheet.grid import NumberedRow
from sursur.ingest.sheet.headers import melted
from sursur.ingest.sheet.lines import NO_HEADING, is_blank, stray
from sursur.ingest.sheet.report import Report
from sursur.ingest.unpack import DamageError
from sursur.model.source import Place
from sursur.sentences import Sentence

CHUNK_LINES = 20_000
"""Records held at once."""
CHUNK_ROWS = 100_000
"""Rows held at once where a wide table makes many of one line."""
ENDLESS_CELL = 500
"""Line breaks in one cell beyond which a quote was probably not closed."""


@dataclass
class Records:
    """Walks the records of one file, sheet after sheet; `read` counts them."""

    descriptor: Descriptor
    limits: Limits
    evaluator: Evaluator
    report: Report
    read: int = 0

    def portions(self, rows: Iterator[NumberedRow], header: Header, sheet: str | None) -> Iterator[list[NumberedRow]]:
        """Records in bounded parts. Where the file breaks off, the last whole part is given before `DamageError`."""
        portion: list[NumberedRow] = []
        lines, damage = 0, None
        walked = self._walk(rows, header, sheet)
        while damage is None:
            try:
                line, cells = next(walked)
            except StopIteration:
                break
            except DamageError as error:
                damage = error
                continue
            self.read += 1
            portion.extend((line, row) for row in melted(header, cells, self.descriptor.layout) or [[]])
            lines += 1
            if lines >= CHUNK_LINES or len(portion) >= CHUNK_ROWS:
                yield portion
                portion, lines = [], 0
        if portion:
            yield portion
        if damage:
            raise damage

    def _walk(self, rows: Iterator[NumberedRow], header: Header, sheet: str | None) -> Iterator[NumberedRow]:
        held: dict[int, Cell] = {}
        headings = self.descriptor.layout.headings
        heading = ""
        fill = [position for name in self.descriptor.layout.fill_down if (position := header.find((name,))) is not None]
        for line, cells in rows:
            if is_blank(cells):
                continue
            if text := stray(cells, header, self.report, Place(sheet=sheet, row=line)):
                heading = _heading(headings, text) or heading
                continue
            if self.read >= self.limits.sheet_rows:
                self._tell_too_long(Place(sheet=sheet, row=line))
                return
            _fill_down(cells, fill, held)
            fitted = self._fitted(cells, len(header.names) - bool(headings), Place(sheet=sheet, row=line))
            if headings:
                fitted += [*[""] * (len(header.names) - 1 - len(fitted)), heading]
            if not self._is_skipped(fitted, header, sheet, line):
                yield line, fitted

    def _tell_too_long(self, place: Place) -> None:
        self.report.error(
            "sheet-too-long",
            Sentence(
                "The file has more than %(most)s rows; the rest was not read.",
                most=f"{self.limits.sheet_rows:,}",
            ),
            Sentence("Split the file, or raise the limit in the settings."),
            place,
        )

    def _fitted(self, cells: list[Cell], width: int, place: Place) -> list[Cell]:
        beyond = [text for text in map(text_of, cells[width:]) if text] if len(cells) > width else []
        if beyond:
            self.report.warn(
                "row-too-long",
                Sentence(
                    "The row has more cells than the header has columns: %(beyond)s.", beyond=", ".join(beyond)[:200]
                ),
                Sentence("Put cells that hold the delimiter in quotes, or name the column."),
                place,
            )
        if any(map(_is_endless, cells)):
            self.report.warn(
                "quote-unclosed",
                Sentence(
                    "A cell holds more than %(count)s lines: a quote may not be closed.",
                    count=ENDLESS_CELL,
                ),
                Sentence("Look for a quotation mark without its partner, and export the file again."),
                place,
            )
        marks = self.descriptor.layout.footnote_marks
        return [_without_marks(cell, marks) for cell in cells[:width]] if marks else cells[:width]

    def _is_skipped(self, cells: list[Cell], header: Header, sheet: str | None, line: int) -> bool:
        if not self.descriptor.skip:
            return False
        one = batch_of(sheet, header, [(line, cells)])
        for rule in self.descriptor.skip:
            if self.evaluator.holds(one, rule.when)[0]:
                self.report.note(
                    "line-skipped",
                    Sentence("Not a record: %(reason)s.", reason=rule.reason),
                    place=Place(sheet=sheet, row=line),
                )
                return True
        return False


def _is_endless(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) > ENDLESS_CELL and cell.count("\n") > ENDLESS_CELL


def _heading(headings: Headings | None, text: str) -> str:
    fits = headings and text != NO_HEADING and (headings.matching is None or headings.matching.search(text))
    return text if fits else ""


def _without_marks(cell: Cell, marks: tuple[str, ...]) -> Cell:
    """Without the marks of footnotes that the descriptor names, at the end of a text."""
    if not isinstance(cell, str):
        return cell
    text = cell.rstrip()
    while mark := next((mark for mark in marks if text.endswith(mark) and text != mark), ""):
        text = text[: -len(mark)].rstrip(" ,")
    return text


def _fill_down(cells: list[Cell], positions: list[int], held: dict[int, Cell]) -> None:
    """A cell left empty repeats the one above, in the columns for which the descriptor says so."""
    for position in positions:
        if position < len(cells):
            if text_of(cells[position]):
                held[position] = cells[position]
            else:
                cells[position] = held.get(position, "")
