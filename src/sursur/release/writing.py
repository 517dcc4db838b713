"""Writing a release: every table to a new folder, then one rename. Nothing of an earlier release is touched."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from sursur.errors import ReleaseError
from sursur.model.tables import TABLES
from sursur.release.home import UNFINISHED, Home
from sursur.release.lasting import Lasting, copy_table
from sursur.release.manifest import Manifest, TableEntry, entry_of
from sursur.tabular import arrow_schema

SORT: dict[str, tuple[str, ...]] = {"flow": ("year", "provider_country", "recipient_country", "flow_id")}
"""Tables whose order matters for reading speed; the others are sorted by their key."""

ROW_GROUP = 122_880


@contextmanager
def unfinished_folder(home: Home) -> Iterator[Path]:
    """A folder beside the releases that disappears unless it was renamed into place."""
    home.releases.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=home.releases))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_table(connection: Backend, folder: Path, name: str, table: ir.Table) -> TableEntry:
    """One Parquet file with exactly the declared columns, in a total order so that equal content is equal bytes."""
    declared = TABLES[name]
    missing = [column for column in declared.column_names if column not in table.columns]
    if missing:
        raise ReleaseError(
            f"Table {name} lacks {', '.join(missing)}.", repair="This is a fault of Sursur: please report it."
        )
    path = folder / f"{name}.parquet"
    write_sorted(connection, path, name, table)
    rows = connection.raw_sql(f"SELECT count(*) FROM read_parquet('{path}')").fetchone()  # noqa: S608 - our own path
    return entry_of(path, rows[0])


def write_sorted(connection: Backend, path: Path, name: str, table: ir.Table) -> None:
    """The declared columns of a table to one file, in the order in which they are read soonest."""
    declared = TABLES[name]
    selected = table.select(*declared.column_names).cast(dict(_types(name)))
    order = SORT.get(name) or declared.key
    sorted_rows = selected.order_by(*order) if order else selected
    connection.to_parquet(sorted_rows, path, compression="zstd", row_group_size=ROW_GROUP)


def _types(name: str) -> Iterator[tuple[str, str]]:
    """Ibis names of the declared column types."""
    for field in arrow_schema(TABLES[name]):
        kind = str(field.type)
        yield field.name, {"double": "float64", "bool": "boolean", "date32[day]": "date"}.get(kind, _ibis_type(kind))


def _ibis_type(kind: str) -> str:
    if kind.startswith("decimal128"):
        return kind.replace("decimal128", "decimal")
    return "timestamp('UTC', 6)" if kind.startswith("timestamp") else kind


def publish_release(home: Home, folder: Path, manifest: Manifest) -> None:
    """Give the finished folder its name. After this line the release is there whole; before it, not at all."""
    (folder / "manifest.json").write_text(manifest.text(), encoding="utf-8")
    _flush(folder)
    target = home.release_folder(manifest.release_id)
    if target.exists():
        shutil.rmtree(target)
    folder.rename(target)


def _flush(folder: Path) -> None:
    """A power cut after the rename must not find empty files behind the names."""
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())


def write_release(
    home: Home,
    connection: Backend,
    tables: Mapping[str, Callable[[], ir.Table]],
    describe: Callable[[dict[str, TableEntry]], Manifest],
    progress: Callable[[str], None],
    lasting: Lasting = MappingProxyType({}),
) -> Manifest:
    """Write all tables in the given order (later ones may read earlier ones) and publish them as one release; those
    that are `lasting` are copied.
    """
    with unfinished_folder(home) as folder:
        entries: dict[str, TableEntry] = {}
        for name, table in tables.items():
            progress(name)
            known = lasting.get(name)
            entries[name] = copy_table(known, folder) if known else write_table(connection, folder, name, table())
        manifest = describe(entries)
        publish_release(home, folder, manifest)
    return manifest
