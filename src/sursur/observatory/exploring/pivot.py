"""Sums by one or two dimensions as rows and columns, with the sums of both where sums may be added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pyarrow as pa

Key = Any
"""The value of a dimension: a text, a year, whether something is so, or None where nothing is told."""


@dataclass(frozen=True, slots=True)
class Figure:
    """How many flows, how many of them without a value in these prices, and the sum of the others (None: no value)."""

    flows: int = 0
    without: int = 0
    usd: Decimal | None = None

    def __add__(self, other: Figure) -> Figure:
        known = [usd for usd in (self.usd, other.usd) if usd is not None]
        together = sum(known, Decimal(0)) if known else None
        return Figure(self.flows + other.flows, self.without + other.without, together)


@dataclass(frozen=True, slots=True)
class Pivot:
    """`rows` and `columns` in reading order: years and yes or no by themselves, all else by size."""

    rows: tuple[Key, ...]
    columns: tuple[Key, ...]
    cells: Mapping[tuple[Key, Key], Figure]
    by_row: Mapping[Key, Figure] = field(default_factory=dict)
    by_column: Mapping[Key, Figure] = field(default_factory=dict)
    total: Figure = field(default_factory=Figure)

    def row(self, key: Key) -> Figure:
        return self.by_row[key]


def pivot_of(found: pa.Table, rows: str, columns: str) -> Pivot:
    """From the table of `answers.flows` in US dollars; without columns every row has the one cell None."""
    cells: dict[tuple[Key, Key], Figure] = {}
    by_row: dict[Key, Figure] = {}
    by_column: dict[Key, Figure] = {}
    total = Figure()
    for line in found.to_pylist():
        row, column = line[rows], line[columns] if columns else None
        figure = Figure(line["flows"], line["without_value"], line["usd"])
        cells[row, column] = figure
        by_row[row] = by_row.get(row, Figure()) + figure
        by_column[column] = by_column.get(column, Figure()) + figure
        total += figure
    return Pivot(_ordered(by_row, rows), _ordered(by_column, columns), cells, by_row, by_column, total)


def _ordered(sums: Mapping[Key, Figure], dimension: str) -> tuple[Key, ...]:
    if dimension == "year":
        return tuple(sorted(sums, key=lambda key: (key is None, key or 0)))
    return tuple(sorted(sums, key=lambda key: _by_size(sums[key], key)))


def _by_size(figure: Figure, key: Key) -> tuple[bool, Decimal, int, str]:
    """Largest first, what has no value last, then the most flows, then the key."""
    return (figure.usd is None, -(figure.usd or Decimal(0)), -figure.flows, str(key))


def together(figures: Iterable[Figure]) -> Figure:
    return sum(figures, Figure())
