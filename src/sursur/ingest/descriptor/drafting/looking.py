"""What an unknown table shows of itself: its sheets, its header, and what its columns hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from sursur.errors import NotFoundError, UsageError
from sursur.ingest.descriptor.declared import Layout
from sursur.ingest.descriptor.drafting.headings import header_words, label_of_year, meaning_of, years_among
from sursur.ingest.descriptor.drafting.placing import is_number, targets_of
from sursur.ingest.reading import Limits
from sursur.ingest.sheet.batch import Header
from sursur.ingest.sheet.cells import Cell, Repeated, text_of
from sursur.ingest.sheet.grid import Grid, NumberedRow
from sursur.ingest.sheet.headers import SEARCHED_LINES, header_at
from sursur.ingest.sheet.lines import NO_HEADING, is_blank, stray
from sursur.ingest.sheet.opening import open_grids
from sursur.ingest.sheet.report import Report
from sursur.ingest.unpack import DamageError
from sursur.model.source import Place

SAMPLE_LINES = 500
"""Lines of a table that are looked at."""
FEWEST_COLUMNS = 2
"""Of known headers that make a line a header."""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with a header that was found."""

    sheet: str | None
    header: Header
    line: int
    header_rows: int
    above: tuple[str, ...]
    cells: dict[int, list[Cell]]
    """The cells of each column below the header, without the empty ones."""
    targets: dict[str, int]
    """What is filled by which column."""
    years: tuple[int, ...]
    """Columns whose header is a year."""
    headings: tuple[str, ...] = ()
    """Lines with one text alone among the rows."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A file, its best table, and the sheets beside it."""

    path: Path
    kind: str
    encoding: str
    table: Table
    alike: tuple[str, ...] = ()
    """Further sheets of the same layout."""
    others: tuple[str, ...] = field(default=())
    """Visible sheets without such a table."""


def look(path: Path) -> Looked:
    """Raises `NotFoundError` for no file, `UsageError` for a file that is no table or has no header that is known."""
    if not path.is_file():
        raise NotFoundError(f"{path} is not a file.", repair="Name a CSV file or a workbook.")
    report = Report("")
    try:
        kind, grids = open_grids(path, ("", ""), list(header_words()), Limits(), report)
        visible = [grid for grid in grids if grid.visible]
        found = [(grid, _table(grid)) for grid in visible]
    except DamageError as error:
        raise UsageError(f"{path.name}: {error.message}", repair=error.repair) from error
    tables = [table for _, table in found if table is not None]
    if not tables:
        raise UsageError(
            f"{path.name}: no line looks like the header of a table.",
            repair="Check that this is a table; docs/descriptors.md tells how to write a descriptor by hand.",
        )
    best = max(tables, key=lambda table: len(table.targets))
    return Looked(path, kind, _encoding(report), best, *_beside(best, found))


def _beside(best: Table, found: list[tuple[Grid, Table | None]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    names = set(best.header.positions)
    alike: list[str] = []
    others: list[str] = []
    for grid, table in found:
        if grid.name is None or table is best:
            continue
        same = table is not None and len(names & set(table.header.positions)) * 2 >= len(names)
        (alike if same else others).append(grid.name)
    return tuple(alike), tuple(others)


def _encoding(report: Report) -> str:
    """The old encoding of a file that is not Unicode, as the reader told it."""
    told = [problem.message for problem in report.waiting if problem.code == "encoding-guessed"]
    return told[0].rpartition("(")[2].rstrip(").") if told else ""


def _table(grid: Grid) -> Table | None:
    rows = list(islice(grid.rows, SEARCHED_LINES + SAMPLE_LINES))
    start = rows[:SEARCHED_LINES]
    choices = [
        (_score(start, index, lines), -lines, -index)
        for lines in (1, 2)
        for index in range(len(start) - lines + 1)
        if lines == 1 or _continues(start[index][1], start[index + 1][1])
    ]  # fmt: skip
    score, lines, index = max(choices, default=(0, 0, 0))
    if score >= FEWEST_COLUMNS:
        return _described(grid.name, rows, -index, -lines)
    widest = max(range(len(start)), key=lambda place: (_names_only(start[place][1]), -place), default=None)
    if widest is None or _names_only(start[widest][1]) < FEWEST_COLUMNS:
        return None
    return _described(grid.name, rows, widest, 1)


def _names_only(cells: list[Cell]) -> int:
    """How many names a line has that might be a header in words we do not know; none where numbers stand in it."""
    return 0 if any(map(is_number, cells)) else len({text_of(cell) for cell in cells} - {""})


def _continues(upper: list[Cell], lower: list[Cell]) -> bool:
    """Whether the second line names columns of groups that the first one names: nothing stands below a whole name."""
    below_group = 0
    for place, cell in enumerate(lower):
        if not _is_own(cell):
            continue
        open_above = place >= len(upper) or not _is_own(upper[place])
        group = place + 1 < len(upper) and not _is_own(upper[place + 1])
        if not (open_above or group):
            return False
        below_group += open_above
    return below_group > 0 and sum(map(_is_own, upper)) >= FEWEST_COLUMNS


def _is_own(cell: Cell) -> bool:
    return not isinstance(cell, Repeated) and bool(text_of(cell))


def _score(start: list[NumberedRow], index: int, lines: int) -> int:
    """How many different things the line would name. A line with amounts is none."""
    header = header_at(start, index, Layout(header_rows=lines))
    if lines > 1 and not any(map(_is_own, start[index + 1][1])):
        return 0
    if any(is_number(cell) for _, cells in start[index : index + lines] for cell in cells):
        return 0
    years = years_among(header.names)
    rest = (name for name in header.names if label_of_year(name) is None)
    return len({meaning_of(name) for name in rest} - {""}) + min(len(years), 2) + (lines > 1)


def _described(sheet: str | None, rows: list[NumberedRow], index: int, lines: int) -> Table:
    header = header_at(rows, index, Layout(header_rows=lines))
    cells, headings = _columns(header, rows[index + lines :])
    years = years_among(header.names)
    above = tuple(dict.fromkeys(text for _, line in rows[:index] for text in map(text_of, line) if text))
    targets = targets_of(header, cells, years)
    return Table(sheet, header, rows[index][0], lines, above, cells, targets, years, tuple(headings))


def _columns(header: Header, rows: list[NumberedRow]) -> tuple[dict[int, list[Cell]], list[str]]:
    """The cells of each column, and the lines with one text alone."""
    headings = []
    cells: dict[int, list[Cell]] = {position: [] for position in range(len(header.names))}
    report = Report("")
    for line, row in rows:
        text = "" if is_blank(row) else stray(row, header, report, Place(row=line))
        if text or is_blank(row):
            headings += [text] if text.strip(NO_HEADING) else []
            continue
        for position, cell in enumerate(row[: len(header.names)]):
            if text_of(cell):
                cells[position].append(cell)
    return cells, headings


def texts_of(cells: list[Cell]) -> Iterator[str]:
    """The different texts of a column, in the order in which they first stand."""
    return iter(dict.fromkeys(cell.strip() for cell in cells if isinstance(cell, str)))
