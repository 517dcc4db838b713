"""What every kind of file is opened into: sheets of numbered rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sursur.ingest.sheet.cells import Cell

NumberedRow = tuple[int, list[Cell]]
"""A line number (1 is the first line of the sheet or text file) and the cells of that line."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet. `rows` can be walked once."""

    name: str | None
    visible: bool
    rows: Iterator[NumberedRow]
