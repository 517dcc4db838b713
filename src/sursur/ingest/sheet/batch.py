"""Some thousand rows of a sheet as columns: what expressions are evaluated on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from sursur.ingest.sheet.cells import Cell, text_of


@lru_cache(maxsize=10_000)
def header_key(text: str) -> str:
    """The form in which column names are compared: no case, no accents, no punctuation, single spaces."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
    return " ".join(re.findall(r"\w+", bare.replace("_", " ")))


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a sheet: their names as written, and where to find each."""

    names: tuple[str, ...]
    positions: dict[str, int]

    def find(self, spellings: Sequence[str]) -> int | None:
        for spelling in spellings:
            position = self.positions.get(header_key(spelling))
            if position is not None:
                return position
        return None

    @classmethod
    def of(cls, names: Sequence[str]) -> Header:
        positions: dict[str, int] = {}
        for position, name in enumerate(names):
            positions.setdefault(header_key(name), position)
        positions.pop("", None)
        return cls(tuple(names), positions)


@dataclass
class Batch:
    """Rows of one sheet, column by column. `parents` lead to the rows of the batch it was taken from."""

    sheet: str | None
    header: Header
    lines: list[int]
    columns: list[list[Cell] | None]
    parents: list[int] = field(default_factory=list)
    base: Batch | None = None
    parts: list[Cell] = field(default_factory=list)
    part_numbers: list[int] = field(default_factory=list)
    part_counts: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.lines)

    def column(self, position: int) -> list[Cell]:
        """The cells of a column; those of a taken batch are fetched when first asked for."""
        cells = self.columns[position]
        if cells is None:
            assert self.base is not None  # noqa: S101 - only taken batches have empty columns
            source = self.base.column(position)
            cells = self.columns[position] = [source[parent] for parent in self.parents]
        return cells

    def row(self, index: int) -> list[Cell]:
        return [self.column(position)[index] for position in range(len(self.columns))]

    def take(self, indices: list[int]) -> Batch:
        return Batch(
            sheet=self.sheet,
            header=self.header,
            lines=[self.lines[index] for index in indices],
            columns=[None] * len(self.columns),
            parents=indices,
            base=self,
        )

    def explode(self, position: int, separator: re.Pattern[str]) -> Batch:
        """One row for each piece of a list cell; an empty cell gives none."""
        pieces = [_pieces(cell, separator) for cell in self.column(position)]
        taken = self.take([index for index, listed in enumerate(pieces) for _ in listed])
        taken.parts = [piece for listed in pieces for piece in listed]
        taken.part_numbers = [number for listed in pieces for number in range(1, len(listed) + 1)]
        taken.part_counts = [len(listed) for listed in pieces for _ in listed]
        return taken


def _pieces(cell: Cell, separator: re.Pattern[str]) -> list[str]:
    stripped = (piece.strip() for piece in separator.split(text_of(cell)))
    return [piece for piece in stripped if piece]


def batch_of(sheet: str | None, header: Header, rows: list[tuple[int, list[Cell]]]) -> Batch:
    """Rows as columns; short rows are filled with empty cells, long ones are cut by the caller beforehand."""
    width = len(header.names)
    padded = [cells if len(cells) == width else [*cells, *[""] * (width - len(cells))] for _, cells in rows]
    columns: list[list[Cell] | None] = [list(column) for column in zip(*padded, strict=True)] if padded else []
    return Batch(sheet, header, [line for line, _ in rows], columns or [[] for _ in header.names])
