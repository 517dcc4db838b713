"""Small tables for the worked examples in docstrings, written and read as people write tables."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

WORDS: dict[str, Any] = {"-": None, "yes": True, "no": False}


def example(columns: str, *rows: str) -> ir.Table:
    """A table from words: `-` is null, `yes` and `no` are truth values, `7` is an integer, `7.0` a decimal.

    >>> shown(example("country year usd", "IND 2015 7.50", "KEN 2015 -"))
    country  year  usd
    IND      2015  7.50
    KEN      2015  -
    """
    names = columns.split()
    cells = [[_value(word) for word in row.split()] for row in rows]
    arrays = [_column([row[place] for row in cells]) for place in range(len(names))]
    return ibis.memtable(pa.table(dict(zip(names, arrays, strict=True))))


def shown(table: ir.Table) -> None:
    """Print a table as `example` reads it; numbers that are not exact with four digits after the point."""
    found = table.to_pyarrow()
    lines = [found.column_names, *([_word(value) for value in row.values()] for row in found.to_pylist())]
    widths = [max(len(line[place]) for line in lines) for place in range(len(found.column_names))]
    for line in lines:
        print("  ".join(word.ljust(width) for word, width in zip(line, widths, strict=True)).rstrip())  # noqa: T201


def _value(word: str) -> Any:  # noqa: ANN401 - a cell holds anything
    if word in WORDS:
        return WORDS[word]
    if re.fullmatch(r"-?\d+", word):
        return int(word)
    return Decimal(word) if re.fullmatch(r"-?\d+\.\d+", word) else word


def _column(values: list[Any]) -> Any:  # noqa: ANN401 - an Arrow array of what the words are
    if any(isinstance(value, Decimal) for value in values):
        return pa.array([None if value is None else Decimal(value) for value in values], pa.decimal128(38, 2))
    if all(value is None for value in values):
        return pa.array(values, pa.string())
    if any(isinstance(value, str) for value in values):
        return pa.array([None if value is None else str(value) for value in values], pa.string())
    return pa.array(values)


def _word(value: Any) -> str:  # noqa: ANN401
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.4f}" if isinstance(value, float) else str(value)
