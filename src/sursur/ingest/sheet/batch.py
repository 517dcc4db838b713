"""Some thousand rows of a sheet as columns: what expressions are evaluated on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from sursur.ingest.sheet.cells import Cell, text_of

FOOTNOTE = re.compile(r"\s*(?:[*†‡§⁰¹²³⁴-⁹]+|\b\d{1,2}/)\s*$")
"""A mark at the end of a header, which is no part of the name."""


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
    lines: frozenset[tuple[str, ...]] = frozenset()
    """Each line of the header as keys, to know it again on the next page."""

    def find(self, spellings: Sequence[str]) -> int | None:
        for spelling in spellings:
            position = self.positions.get(header_key(spelling))
            if position is not None:
                return position
        return None

    def is_again(self, first: str, cells: Sequence[Cell]) -> bool:
        """Whether a line, whose first text is `first`, is one of the header's own, position by position."""
        return _stands_in(header_key(first), self.lines) and line_keys(cells) in self.lines

    @classmethod
    def of(cls, names: Sequence[str], lines: Sequence[Sequence[Cell]] = ()) -> Header:
        positions: dict[str, int] = {}
        for position, name in enumerate(names):
            positions.setdefault(header_key(name), position)
        for position, name in enumerate(names):
            positions.setdefault(header_key(FOOTNOTE.sub("", name)), position)
        positions.pop("", None)
        return cls(tuple(names), positions, frozenset(line_keys(line) for line in lines))


@lru_cache(maxsize=1_000)
def _stands_in(key: str, lines: frozenset[tuple[str, ...]]) -> bool:
    return any(key in line for line in lines)


def line_keys(cells: Sequence[Cell]) -> tuple[str, ...]:
    """The names in a line, without the empty cells at its end."""
    keys = [header_key(text_of(cell)) for cell in cells]
    while keys and not keys[-1]:
        keys.pop()
    return tuple(keys)


PART_COLUMNS = ("parts", "part_headers", "part_sources", "part_numbers", "part_counts")


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
    part_headers: list[str] = field(default_factory=list)
    part_sources: list[Cell] = field(default_factory=list)
    """The pieces as written, where `parts` holds them without their shares and remarks."""

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

    def explode(self, position: int, cut: Callable[[str], list[str]]) -> Batch:
        """One row for each piece of a list cell; an empty cell gives none."""
        name = self.header.names[position]
        return self._exploded([[(name, piece) for piece in cut(text_of(cell))] for cell in self.column(position)])

    def explode_columns(self, positions: list[int]) -> Batch:
        """One row for each of these columns in which the row has something."""
        named = [(self.header.names[position], self.column(position)) for position in positions]
        return self._exploded([
            [(name, cells[index]) for name, cells in named if text_of(cells[index])] for index in range(len(self))
        ])  # fmt: skip

    def _exploded(self, pieces: Sequence[Sequence[tuple[str, Cell]]]) -> Batch:
        taken = self.take([index for index, listed in enumerate(pieces) for _ in listed])
        taken.parts = [piece for listed in pieces for _, piece in listed]
        taken.part_headers = [name for listed in pieces for name, _ in listed]
        taken.part_numbers = [number for listed in pieces for number in range(1, len(listed) + 1)]
        taken.part_counts = [len(listed) for listed in pieces for _ in listed]
        return taken

    def take_parts(self, indices: list[int]) -> Batch:
        """The same as `take`, with the pieces of list cells."""
        taken = self.take(indices)
        for name in PART_COLUMNS if self.parts else ():
            values = getattr(self, name)
            setattr(taken, name, [values[index] for index in indices] if values else [])
        return taken


def batch_of(sheet: str | None, header: Header, rows: list[tuple[int, list[Cell]]]) -> Batch:
    """Rows as columns; short rows are filled with empty cells, long ones are cut by the caller beforehand."""
    width = len(header.names)
    padded = [cells if len(cells) == width else [*cells, *[""] * (width - len(cells))] for _, cells in rows]
    columns: list[list[Cell] | None] = [list(column) for column in zip(*padded, strict=True)] if padded else []
    return Batch(sheet, header, [line for line, _ in rows], columns or [[] for _ in header.names])
