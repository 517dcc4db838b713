"""The command that helps to describe a table: describe."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from sursur.cli.showing import errors
from sursur.errors import UsageError
from sursur.ingest.descriptor import SUFFIX
from sursur.ingest.descriptor.drafting import draft


def describe(
    file: Annotated[Path, typer.Argument(help="A CSV file or a workbook.", show_default=False)],
    out: Annotated[
        Path | None, typer.Option("--out", help="Where to write it; beside the file a build finds it by its name.")
    ] = None,
) -> None:
    """Draft a descriptor for a table of your own: what its columns mean, and what is left to fill in by hand."""
    text = draft(file)
    if out is None:
        sys.stdout.write(text)
        return
    if out.exists():
        raise UsageError(f"{out} exists.", repair="Name another file, or delete it first.")
    out.write_text(text, encoding="utf-8")
    errors.print(f"Wrote {out}. Fill in what its first lines ask for, then build the folder.")
    if not out.name.endswith(SUFFIX):
        errors.print(f"A build finds it beside the table as {file.name}{SUFFIX}.")
