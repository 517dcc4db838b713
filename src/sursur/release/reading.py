"""Opening a release: its tables as Ibis expressions, its manifest, its integrity."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar, cast

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends import BaseBackend

from sursur.errors import NotFoundError, ReleaseError
from sursur.release.cleaning import remove
from sursur.release.engine import arrow_rows, reader
from sursur.release.home import Home
from sursur.release.manifest import Manifest, read_manifest
from sursur.release.repeated import Say, asked_anew, repeated

MOST_HELD = 64
"""What an open release keeps for `held`, `remembered` and `again`."""
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Release:
    """An immutable set of tables. `table` gives an expression that runs when it is asked for rows."""

    folder: Path
    manifest: Manifest
    connection: BaseBackend
    _tables: dict[str, ir.Table] = field(default_factory=dict, repr=False, compare=False)
    _held: OrderedDict[object, object] = field(default_factory=OrderedDict, repr=False, compare=False)

    @property
    def release_id(self) -> str:
        return self.manifest.release_id

    def table(self, name: str) -> ir.Table:
        if name not in self.manifest.tables:
            known = ", ".join(sorted(self.manifest.tables))
            raise NotFoundError(f"Release {self.release_id} has no table {name!r}.", repair=f"It has: {known}.")
        if name not in self._tables:
            self._tables[name] = self.connection.read_parquet(self.folder / f"{name}.parquet", table_name=name)
        return self._tables[name]

    def beside(self, name: str) -> Path:
        """Where something stands that was made of the release and can be made again: `sursur gc` takes both away."""
        return Home(self.folder.parent.parent).indexes / f"{self.release_id}-{name}"

    def drop_older(self, kept: Path) -> None:
        """Remove what earlier code made of the same kind: `…-words-8a24` where `…-words-fd41` is kept."""
        kind, _, _ = kept.name.rpartition("-")
        for old in kept.parent.glob(f"{kind}-*"):
            if old != kept:
                with suppress(OSError):
                    remove(old)

    def held(self, key: object, make: Callable[[], ir.Table]) -> ir.Table:
        """A small table on the way to many answers: computed for the first of them, and held in memory for the others.

        `key` says all that the table depends on; of what nobody asked for lately the oldest leaves first.
        """
        return self.remembered(key, lambda: ibis.memtable(self.rows(make())))

    def remembered(self, key: object, make: Callable[[], Made]) -> Made:
        """The same of anything that is made from the release, which never changes."""
        if key not in self._held:
            self._held[key] = make()
            if len(self._held) > MOST_HELD:
                self._held.popitem(last=False)
        self._held.move_to_end(key)
        return cast("Made", self._held[key])

    def again(self, key: object, say: Say, *given: pa.Table) -> pa.Table:
        """The rows of a question that is asked again and again of other small tables, and said only the first time.

        `key` says all that the question depends on but for the tables, each of which always has the same columns.
        """
        known = self.remembered(("said", key), lambda: repeated(self.connection, say, given))
        return known.rows(self.connection, given) if known else asked_anew(self.connection, say, given)

    def apart(self, threads: int = 2) -> Release:
        """The same release on a connection of its own: one connection answers one thread at a time."""
        return Release(self.folder, self.manifest, reader("duckdb", threads))

    def batches(self, table: ir.Table, most: int = 10_000) -> pa.RecordBatchReader:
        """The rows of an expression, at most so many at a time: for answers that are too large to hold."""
        found: pa.RecordBatchReader = self.connection.to_pyarrow_batches(table, chunk_size=most)
        return found

    def rows(self, table: ir.Table) -> pa.Table:
        """The rows of an expression over the tables, as `to_pyarrow` gives them, but without loading pandas.

        DuckDB sums whole numbers in 128 bits: such a column is to be counted, or cast after it was summed.
        """
        return arrow_rows(self.connection, table)


def open_release(home: Path, release_id: str | None = None, threads: int = 2, engine: str = "duckdb") -> Release:
    """Open the current release of a home folder, or the one named by its id or the beginning of its id."""
    place = Home(Path(home))
    name = _full_id(place, release_id) if release_id else place.current_id()
    if name is None:
        raise NotFoundError(f"There is no release in {home} yet.", repair=_where_else(place))
    folder = place.release_folder(name)
    return Release(folder=folder, manifest=read_manifest(folder), connection=reader(engine, threads))


def _where_else(home: Home) -> str:
    """A folder in the home may be one itself: that of the demonstration is, unless it was told to stand elsewhere."""
    inner = sorted(found.parent for found in home.path.glob("*/current"))
    if inner:
        return f"There is one in {inner[0]}: set SURSUR_HOME={inner[0]}, or make one here: sursur build FOLDER."
    return "Make one: sursur build FOLDER, or sursur demo."


def _full_id(home: Home, beginning: str) -> str:
    found = [name for name in home.release_ids() if name.startswith(beginning)]
    if len(found) == 1:
        return found[0]
    known = ", ".join(home.release_ids()) or "none"
    problem = "is not the beginning of any release id" if not found else "is the beginning of several release ids"
    raise NotFoundError(f"{beginning!r} {problem}.", repair=f"Releases here: {known}.")


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A file of a release that is not what its manifest says."""

    file_name: str
    what: str


def verify(folder: Path) -> tuple[Mismatch, ...]:
    """Hash every table again and compare with the manifest; an empty tuple means whole and unchanged."""
    manifest = read_manifest(folder)
    found: list[Mismatch] = []
    for name, entry in sorted(manifest.tables.items()):
        path = folder / f"{name}.parquet"
        if not path.is_file():
            found.append(Mismatch(path.name, "is missing"))
        elif path.stat().st_size != entry.size_bytes:
            found.append(Mismatch(path.name, f"has {path.stat().st_size} bytes, the manifest says {entry.size_bytes}"))
        elif _sha256(path) != entry.sha256:
            found.append(Mismatch(path.name, "has other content than when it was written"))
    known = {f"{name}.parquet" for name in manifest.tables} | {"manifest.json"}
    strangers = sorted(path.name for path in folder.iterdir() if path.name not in known)
    return (*found, *(Mismatch(name, "does not belong to the release") for name in strangers))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def require_whole(folder: Path) -> None:
    mismatches = verify(folder)
    if mismatches:
        listed = "; ".join(f"{item.file_name} {item.what}" for item in mismatches)
        raise ReleaseError(f"Release {folder.name} is damaged: {listed}.", repair="Build again from the same inputs.")
