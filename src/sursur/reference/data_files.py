"""The CSV files in `data`, which people edit, as rows."""

from __future__ import annotations

import csv
import io
from importlib import resources
from importlib.resources.abc import Traversable


def data_folder(name: str) -> Traversable:
    return resources.files("sursur.reference") / "data" / name


def read_rows(file: Traversable) -> list[dict[str, str]]:
    """Rows under the names of the first line, all as text; a byte order mark of a spreadsheet program is no harm."""
    return list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")))
