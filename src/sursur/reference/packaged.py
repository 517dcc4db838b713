"""Reading the CSV tables that ship inside the package."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import pyarrow as pa
from pyarrow import csv as arrow_csv

DATA = "data"


def folder(name: str) -> Traversable:
    return files("sursur.reference") / DATA / name


def read_rows(folder_name: str, file_name: str) -> list[dict[str, str]]:
    """A small table as dictionaries of text."""
    return read_table(folder(folder_name) / file_name)


def read_table(file: Traversable) -> list[dict[str, str]]:
    """The same from any folder; the byte order mark of a spreadsheet program does no harm."""
    return list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")))


def read_parts(folder_name: str, pattern: str, types: Mapping[str, pa.DataType]) -> pa.Table:
    """The parts `name_*.csv.gz` of one large table, in the order of their names; columns without a type are text."""
    start, end = pattern.split("*")
    parts = sorted(
        (part for part in folder(folder_name).iterdir() if part.name.startswith(start) and part.name.endswith(end)),
        key=lambda part: part.name,
    )
    return pa.concat_tables([_read_part(part, types) for part in parts])


def _read_part(part: Traversable, types: Mapping[str, pa.DataType]) -> pa.Table:
    text = gzip.decompress(part.read_bytes())
    header = text[: text.index(b"\n")].decode().split(",")
    convert = arrow_csv.ConvertOptions(column_types={name: types.get(name, pa.string()) for name in header})
    return arrow_csv.read_csv(io.BytesIO(text), convert_options=convert)


def titled(codes: pa.ChunkedArray[Any], words: Callable[[str], str]) -> pa.Array[Any]:
    """A column of source ids as a column of what people call them."""
    encoded = codes.combine_chunks().dictionary_encode()
    return pa.array([words(str(code)) for code in encoded.dictionary.to_pylist()], pa.string()).take(encoded.indices)


def has_double_key(table: pa.Table, names: tuple[str, ...]) -> bool:
    """Whether two rows agree in all of these columns (a set of tuples: faster here than Arrow's first grouping)."""
    return bool(len(set(zip(*(table[name].to_pylist() for name in names), strict=True))) < table.num_rows)
