"""The command that brings sources from their publishers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TransferSpeedColumn

from sursur.cli.showing import JsonOption, OutOption, Showing, errors, rows_table, show
from sursur.errors import UsageError
from sursur.ingest.descriptor import load_descriptors
from sursur.ingest.fetch import KnownSource, known_sources
from sursur.ingest.fetch import fetch as fetch_files
from sursur.publish.download import Download

DEFAULT_FOLDER = Path("sursur-data")
COLUMNS = ("dataset", "fetched", "publisher", "licence", "title", "page", "note")


def fetch(
    names: Annotated[list[str] | None, typer.Argument(help="Data sets, as `sursur fetch --list` names them.")] = None,
    folder: Annotated[Path, typer.Option("--into", help="Folder for the files.")] = DEFAULT_FOLDER,
    sources: Annotated[Path | None, typer.Option("--sources", help="Folder with your own source descriptors.")] = None,
    listing: Annotated[bool, typer.Option("--list", help="Say what can be fetched, and from where.")] = False,
    out: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring sources from their publishers onto this machine: resumed where it broke off, and checked."""
    descriptors = load_descriptors((sources,) if sources else ())
    if listing:
        rows = (_row(one) for one in known_sources(descriptors))
        show(Download("Sources to fetch", rows_table(rows)), Showing(out, as_json, limit=0, columns=COLUMNS))
        return
    if not names:
        raise UsageError("Nothing was named to fetch.", repair="See what there is: sursur fetch --list.")
    with _Bars() as bars:
        fetched = fetch_files(names, descriptors, folder, progress=bars.tell)
    for one in fetched:
        errors.print(f"{one.path}: {one.size_bytes:,} bytes, {'new' if one.changed else 'unchanged since last time'}")
    errors.print(f"Read them with: sursur build {folder}")


def _row(one: KnownSource) -> dict[str, object]:
    how = "by hand, from its page" if not one.urls else f"{len(one.urls)} files" if len(one.urls) > 1 else "1 file"
    return {
        "dataset": one.dataset,
        "fetched": how,
        "publisher": one.publisher,
        "licence": one.licence,
        "title": one.title,
        "page": one.page,
        "note": " ".join(one.notes),
    }


class _Bars(Progress):
    """A bar for each file; without a length where the server tells none."""

    def __init__(self) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
        super().__init__(*columns, console=errors, transient=True, disable=not errors.is_terminal)
        self._files: dict[str, TaskID] = {}

    def tell(self, name: str, done: int, total: int | None) -> None:
        if name not in self._files:
            self._files[name] = self.add_task(name, total=total)
        self.update(self._files[name], completed=done, total=total)
