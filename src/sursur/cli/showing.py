"""How the command line shows a table: on the terminal, as JSON, or into a file whose ending names the format."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import pyarrow as pa
import typer
from rich.console import Console
from rich.table import Table

from sursur.errors import UsageError
from sursur.publish.download import FORMATS, Download

output = Console(soft_wrap=False)
errors = Console(stderr=True)

HomeOption = Annotated[
    Path | None, typer.Option("--home", help="Folder of snapshots and releases.", show_default=False)
]
ReleaseOption = Annotated[
    str | None, typer.Option("--release", help="Id of a release, or its beginning; else the current one.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
OutOption = Annotated[Path | None, typer.Option("--out", help="Write to a file: .csv, .xlsx, .json or .parquet.")]
LimitOption = Annotated[int, typer.Option("--limit", min=1, help="Rows shown on the terminal.")]


@dataclass(frozen=True, slots=True)
class Showing:
    """Where a table goes: `out` wins over `as_json`, which wins over the terminal."""

    out: Path | None = None
    as_json: bool = False
    limit: int = 50


def show(download: Download, showing: Showing) -> None:
    if showing.out is not None:
        _write(download, showing.out)
    elif showing.as_json:
        sys.stdout.write(FORMATS["json"][1](download).decode())
    else:
        _print(download, showing.limit)


def _write(download: Download, path: Path) -> None:
    ending = path.suffix.lower().lstrip(".")
    if ending not in FORMATS:
        known = ", ".join(f".{name}" for name in FORMATS)
        raise UsageError(f"{path.name} has no ending that Sursur can write.", repair=f"Use one of: {known}.")
    path.write_bytes(FORMATS[ending][1](download))
    errors.print(f"{download.table.num_rows} rows in {path}", markup=False)


def _print(download: Download, limit: int) -> None:
    table = Table(title=download.title, title_justify="left", header_style="bold", box=None, pad_edge=False)
    for field in download.table.schema:
        table.add_column(field.name, justify="right" if _is_number(field.type) else "left", overflow="fold")
    for row in download.table.slice(0, limit).to_pylist():
        table.add_row(*(cell(value) for value in row.values()))
    output.print(table)
    hidden = download.table.num_rows - limit
    if hidden > 0:
        output.print(f"… and {hidden} more rows: --limit shows more, --out writes all.", style="dim")
    for label, note in download.notes:
        output.print(f"{label}: {note}", style="dim", markup=False, highlight=False)


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def cell(value: object) -> str:
    """A value as people read it; nothing for a missing one, so that it is not taken for zero."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    return str(value)


def rows_table(rows: Iterable[dict[str, Any]]) -> pa.Table:
    """Rows of an answer as a table to show; no rows give a table without columns."""
    return pa.Table.from_pylist(list(rows))


def print_pairs(title: str, pairs: Iterable[tuple[str, object]]) -> None:
    """Labels and values below each other; what is missing is left out."""
    table = Table(title=title, title_justify="left", show_header=False, box=None, pad_edge=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for label, value in pairs:
        if value not in (None, "", ()):
            table.add_row(label, cell(value))
    output.print(table)
