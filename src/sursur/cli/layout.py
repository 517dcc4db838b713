"""A table as lines of text for a terminal of a given width.

Numbers and codes are never broken. Longer texts share the room that is left and are wrapped; those that would get too
little of it stand below their row, each with its label.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

import pyarrow as pa
from rich.cells import cell_len, chop_cells

GAP = 2
NARROW = 16
"""Texts up to this width count as codes and are not broken."""
READABLE = 18
"""A longer text that cannot have this width in its column goes below the row."""
LINES = 3
"""A text that would be torn into more lines than this goes below the row."""
INDENT = 4


@dataclass(frozen=True, slots=True)
class Look:
    """How cells are written: what a missing number and a missing text say, and whether dollars have cents."""

    unknown: str = ""
    missing: str = ""
    cents: bool = True


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    cells: tuple[str, ...]
    number: bool
    width: int


FIGURE_PLACES = 4
"""Places after the point of figures whose unit changes from row to row (persons, per cent); money has others."""
THOUSAND = 1_000
LARGE = 100_000.0
"""Numbers that are not exact show six digits, and from here on none after the point; files hold them as they are."""


def cell(value: object, look: Look = Look()) -> str:
    """A value as people read it. What is missing is not zero: it stays empty, or says what the look says."""
    if value is None:
        return look.missing
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:z,.2f}" if look.cents else f"{value:z,.0f}"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= LARGE else f"{value:,.6g}"
    return " ".join(str(value).split())


def table_lines(table: pa.Table, width: int, look: Look, foot: Mapping[str, object] | None = None) -> Iterator[str]:
    """The header, the rows, and `foot` as the last row: sums by name of their column."""
    columns = [_column(one, table.column(one.name), look, foot) for one in table.schema]
    inline, below = _placed(columns, width)
    if not inline:
        yield from _records(columns, width)
        return
    yield from _header(inline)
    for number in range(table.num_rows + (foot is not None)):
        yield from _row(inline, number)
        for column in below:
            if column.cells[number]:
                yield from _labelled(column, number, width)


def _column(one: Any, values: Any, look: Look, foot: Mapping[str, object] | None) -> _Column:  # noqa: ANN401 - Arrow's
    number = is_number(one.type)
    money = pa.types.is_decimal(one.type)
    missing = look.unknown if money else look.missing
    written = _writing(one, look)
    cells = [missing if value is None else written(value) for value in values.to_pylist()]
    if foot is not None:
        cells.append(written(foot.get(one.name, "")))
    head = max(map(cell_len, one.name.replace("_", "_ ").split(" ")), default=0)
    return _Column(one.name, tuple(cells), number, max([head, *map(cell_len, cells)]))


def _writing(one: Any, look: Look) -> Callable[[object], str]:  # noqa: ANN401 - Arrow's
    if pa.types.is_decimal(one.type):
        return _figure if one.type.scale == FIGURE_PLACES else partial(cell, look=look)
    return _counted if is_number(one.type) and not is_place(one.name) else partial(cell, look=look)


def _figure(value: object) -> str:
    """A figure in a unit of its own: whole from a thousand on, below it four digits that count."""
    size = float(str(value))
    return f"{size:z,.0f}" if abs(size) >= THOUSAND else f"{size:.4g}"


def _counted(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else cell(value)


def is_place(name: str) -> bool:
    """Years and places in a file are numbers that nobody counts with."""
    return name in {"row", "byte_offset"} or name.endswith("year")


def is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def _placed(columns: Sequence[_Column], width: int) -> tuple[list[_Column], list[_Column]]:
    """Columns that stand in the line, with their widths, and those that stand below it; none where codes do not fit."""
    texts = sorted((c for c in columns if not c.number and c.width > NARROW), key=lambda c: (c.width, c.name))
    free = width - sum(c.width for c in columns if c not in texts) - GAP * (len(columns) - len(texts) - 1)
    if free < 0:
        return [], list(columns)
    while texts and not _readable(texts, free):
        texts.pop()
    widths = _widths(texts, free)
    inline = [c for c in columns if c.number or c.width <= NARROW or c in texts]
    return [_Column(c.name, c.cells, c.number, widths.get(c.name, c.width)) for c in inline], [
        c for c in columns if c not in inline
    ]


def _readable(texts: Sequence[_Column], free: int) -> bool:
    """Whether all have their width, or at least one that does not tear the longest of them into many short lines."""
    share = free // len(texts) - GAP
    everything = sum(c.width + GAP for c in texts)
    return everything <= free or (share >= READABLE and texts[-1].width <= LINES * share)


def _widths(texts: Sequence[_Column], free: int) -> dict[str, int]:
    """Short texts get what they need, the longer ones share the rest equally."""
    widths: dict[str, int] = {}
    for position, column in enumerate(texts):
        widths[column.name] = min(column.width, free // (len(texts) - position) - GAP)
        free -= widths[column.name] + GAP
    return widths


def _header(columns: Sequence[_Column]) -> Iterator[str]:
    heads = [_head_lines(column) for column in columns]
    tallest = max(map(len, heads))
    for line in range(tallest):
        yield _joined(columns, [([""] * (tallest - len(head)) + head)[line] for head in heads])


def _head_lines(column: _Column) -> list[str]:
    """A long name is broken after its underscores, so that it can still be read as one."""
    lines = [""]
    for part in column.name.replace("_", "_ ").split(" "):
        if lines[-1] and cell_len(lines[-1] + part) > column.width:
            lines.append(part)
        else:
            lines[-1] += part
    return lines


def _row(columns: Sequence[_Column], number: int) -> Iterator[str]:
    cells = [wrapped(column.cells[number], column.width) for column in columns]
    for line in range(max(map(len, cells))):
        yield _joined(columns, [cell[line] if line < len(cell) else "" for cell in cells])


def _joined(columns: Sequence[_Column], cells: Sequence[str]) -> str:
    padded = (_pad(text, column) for text, column in zip(cells, columns, strict=True))
    return (" " * GAP).join(padded).rstrip()


def _pad(text: str, column: _Column) -> str:
    blank = " " * (column.width - cell_len(text))
    return blank + text if column.number else text + blank


def _labelled(column: _Column, number: int, width: int) -> Iterator[str]:
    lines = wrapped(f"{column.name}: {column.cells[number]}", width - INDENT)
    yield from (" " * INDENT + line for line in lines)


def _records(columns: Sequence[_Column], width: int) -> Iterator[str]:
    """One value a line, where not even the numbers fit beside each other."""
    for number in range(len(columns[0].cells) if columns else 0):
        if number:
            yield ""
        for column in columns:
            if column.cells[number]:
                yield from wrapped(f"{column.name}: {column.cells[number]}", width)


def wrapped(text: str, width: int) -> list[str]:
    """Lines of whole words; a word longer than the line is cut where the line ends."""
    lines = [""]
    for word in text.split():
        for piece in chop_cells(word, max(width, 1)) if cell_len(word) > width else [word]:
            if lines[-1] and cell_len(lines[-1]) + 1 + cell_len(piece) > width:
                lines.append(piece)
            else:
                lines[-1] = f"{lines[-1]} {piece}" if lines[-1] else piece
    return lines
