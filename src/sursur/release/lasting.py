"""Tables that depend on nothing but Sursur itself: the same Sursur takes them from the release that it made before."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from sursur.errors import ReleaseError
from sursur.release.home import Home
from sursur.release.manifest import TableEntry, entry_of, read_manifest

Lasting = Mapping[str, tuple[Path, TableEntry]]
"""By name of the table: its file in an earlier release, and what the manifest there says of it."""


def lasting_tables(home: Home, engine: str, names: Iterable[str]) -> Lasting:
    """Those of the current release, where the same code and reference data made it and the file is whole."""
    current = home.current_id()
    if current is None:
        return {}
    folder = home.release_folder(current)
    try:
        manifest = read_manifest(folder)
    except ReleaseError:
        return {}
    if manifest.engine != engine:
        return {}
    known = {name: (folder / f"{name}.parquet", manifest.tables[name]) for name in names if name in manifest.tables}
    return {name: (path, entry) for name, (path, entry) in known.items() if _is_whole(path, entry)}


def copy_table(lasting: tuple[Path, TableEntry], folder: Path) -> TableEntry:
    """A copy, so that damage to one release leaves the other as it is."""
    path, entry = lasting
    shutil.copyfile(path, folder / path.name)
    return entry


def _is_whole(path: Path, entry: TableEntry) -> bool:
    return path.is_file() and entry_of(path, entry.rows) == entry
