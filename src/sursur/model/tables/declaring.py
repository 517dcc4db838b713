"""How a table is declared: its columns, their kinds and meanings. Free of tools, so that everything may depend on it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    TEXT = "text"
    INTEGER = "integer"
    FLAG = "true or false"
    DATE = "date"
    TIMESTAMP = "time, UTC"
    AMOUNT = "money as reported, decimal with 6 places"
    USD = "US dollars, decimal with 2 places"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    kind: Kind
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    one_row_per: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def columns_of(spec: str) -> tuple[Column, ...]:
    """Read `name kind meaning` lines: the declaration below stays a list that people can read."""
    kinds = {kind.name.lower(): kind for kind in Kind}
    lines = [line.split(maxsplit=2) for line in spec.splitlines() if line.strip()]
    return tuple(Column(name, kinds[kind], meaning) for name, kind, meaning in lines)


PLACE_COLUMNS = """
    sheet         text     sheet of a workbook, where the source is one
    row           integer  line of the sheet or text file, 1 is the first line
    byte_offset   integer  first byte of the record in the unpacked UTF-8 text of the file
"""
