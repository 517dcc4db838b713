"""How the command line shows a table: on the terminal, as JSON, or into a file whose ending names the format."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import pyarrow as pa
import typer
from rich.console import Console

from sursur.cli.layout import Look, cell, table_lines, wrapped
from sursur.errors import UsageError
from sursur.publish.download import FORMATS, Download

output = Console(soft_wrap=True, highlight=False, markup=False, emoji=False)
errors = Console(stderr=True, highlight=False, markup=False, emoji=False)

HomeOption = Annotated[
    Path | None, typer.Option("--home", help="Folder of snapshots and releases.", show_default=False)
]
ReleaseOption = Annotated[
    str | None, typer.Option("--release", help="Id of a release, or its beginning; else the current one.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
OutOption = Annotated[Path | None, typer.Option("--out", help="Write to a file: .csv, .xlsx, .json or .parquet.")]
LimitOption = Annotated[int, typer.Option("--limit", min=0, help="Rows shown on the terminal; 0 shows all.")]

RowsOption = Annotated[bool, typer.Option("--rows", help="The single rows instead of sums or counts.")]


@dataclass(frozen=True, slots=True)
class Showing:
    """Where a table goes: `out` wins over `as_json`, which wins over the terminal.

    The terminal shows `columns` (all where none are named), at most `limit` rows, the sums of `foot` below them (of all
    rows, also those not shown), and `empty` where there are none.
    """

    out: Path | None = None
    as_json: bool = False
    limit: int = 50
    look: Look = field(default_factory=Look)
    columns: tuple[str, ...] = ()
    foot: Mapping[str, object] | None = None
    empty: str = "Nothing to show."


def show(download: Download, showing: Showing) -> None:
    if showing.out is not None:
        _write(download, showing.out)
    elif showing.as_json:
        sys.stdout.write(FORMATS["json"][1](download).decode())
    else:
        print_table(download, showing)


def show_all(downloads: Iterable[tuple[Download, Showing]], *, as_json: bool) -> None:
    """Several tables: one below the other, or one JSON document with the tables under their titles."""
    if not as_json:
        for download, showing in downloads:
            print_table(download, showing)
            output.print()
        return
    written = [json.loads(FORMATS["json"][1](download)) for download, _ in downloads]
    document = {one["title"]: one["rows"] for one in written} | {"notes": written[-1]["notes"]}
    sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")


def _write(download: Download, path: Path) -> None:
    ending = path.suffix.lower().lstrip(".")
    if ending not in FORMATS:
        known = ", ".join(f".{name}" for name in FORMATS)
        raise UsageError(f"{path.name} has no ending that Sursur can write.", repair=f"Use one of: {known}.")
    if not path.parent.is_dir():
        raise UsageError(f"There is no folder {path.parent}.", repair="Make it first, or name another one.")
    path.write_bytes(FORMATS[ending][1](download))
    errors.print(f"{download.table.num_rows:,} rows in {path}", soft_wrap=True)


def print_table(download: Download, showing: Showing) -> None:
    output.print(download.title, style="bold")
    table = download.table.select(list(showing.columns)) if showing.columns else download.table
    shown = table.slice(0, showing.limit) if showing.limit and table.num_columns else table
    if shown.num_rows and shown.num_columns:
        foot = showing.foot if shown.num_rows > 1 else None
        print_lines(table_lines(shown, output.width, showing.look, foot))
    else:
        print_lines(wrapped(showing.empty, output.width))
    hidden = table.num_rows - shown.num_rows
    if hidden:
        _print_dim(f"… and {hidden:,} more rows: --limit 0 shows all, --out writes them to a file.")
    for label, note in download.notes:
        _print_dim(f"{label}: {note}")


def _print_dim(text: str) -> None:
    for line in wrapped(text, output.width):
        output.print(line, style="dim")


def print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        output.print(line)


def rows_table(rows: Iterable[dict[str, Any]]) -> pa.Table:
    """Rows of an answer as a table to show; no rows give a table without columns."""
    return pa.Table.from_pylist(list(rows))


def print_pairs(title: str, pairs: Iterable[tuple[str, object]]) -> None:
    """Labels and values below each other; what is missing is left out."""
    given = [(label, cell(value)) for label, value in pairs if value not in (None, "", ())]
    indent = max((len(label) for label, _ in given), default=0) + 2
    output.print(title, style="bold")
    for label, text in given:
        first, *rest = wrapped(text, max(output.width - indent, 20))
        output.print(label.ljust(indent) + first)
        print_lines(" " * indent + line for line in rest)
